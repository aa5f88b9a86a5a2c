"""The executor that uses this machine's cores: worker processes, each with one photo at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Any, ParamSpec, TypeVar, cast

from photocheck.batch.worker import Allowance, Worker, WorkerDied, WorkerNotStarted
from photocheck.errors import PhotoDamaged, PhotoUnreadable

__all__ = ["ProcessExecutor"]

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

# How often a photo is given to a fresh worker after its worker died: whoever ended the first may have had another
# reason, but a photo that ends three is to blame.
TRIES = 3
# How often a worker is started for a photo before that is given up.
STARTS = 10


class ProcessExecutor(Executor):
    """Gives each thing to do to a worker that is free; a worker that dies costs nothing but its own photo.

    The standard library's pool breaks as a whole when one worker dies, and neither it nor a maintained pool with time
    limits (pebble) tells which process works on what, which a limit on memory needs.
    """

    def __init__(self, jobs: int, allowance: Allowance) -> None:
        self._todo: SimpleQueue[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]] | None] = SimpleQueue()
        self._workers = [Worker(allowance) for _ in range(jobs)]
        self._threads = [
            Thread(target=self._serve, args=(worker,), name="photocheck-batch", daemon=True) for worker in self._workers
        ]
        for thread in self._threads:
            thread.start()

    def submit(
        self, fn: Callable[Arguments, Result], /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Future[Result]:
        """Do it in a worker when one is free; function and arguments are sent there, so they must pickle."""
        assert not kwargs  # noqa: S101 - nothing here is called with names
        future: Future[Result] = Future()
        self._todo.put((future, fn, args))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers: when all is done, or with `cancel_futures` when what is in hand is done."""
        while cancel_futures and not self._todo.empty():
            item = self._todo.get()
            if item is not None:
                item[0].cancel()
        for _ in self._threads:
            self._todo.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the workers; after an error there is nothing to wait for."""
        if kind is not None:
            self.shutdown(wait=False, cancel_futures=True)
            for worker in self._workers:
                worker.end()
        else:
            self.shutdown()

    def _serve(self, worker: Worker) -> None:
        while (item := self._todo.get()) is not None:
            future, fn, args = item
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(_done(worker, fn, args))
            except Exception as error:  # noqa: BLE001 - whoever asks for the result gets it
                future.set_exception(error)
        worker.close()


def _done(worker: Worker, fn: Callable[..., Result], args: tuple[Any, ...]) -> Result:
    tries = starts = 0
    while tries < TRIES and starts < STARTS:
        try:
            return cast("Result", worker.do(fn, *args))
        except WorkerNotStarted:
            starts += 1
        except WorkerDied:
            tries += 1
    if tries < TRIES:
        raise PhotoUnreadable(
            "No worker could be started to look at the photo.", "Is there enough memory? Try again with fewer --jobs."
        )
    raise PhotoDamaged(
        f"Looking at the photo ended the program {TRIES} times, so it could not be checked.",
        "Save it again as a JPEG and try that; please report it with the kind of photo.",
    )
