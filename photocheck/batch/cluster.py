"""The executor that uses many machines: the same tasks, on the workers of a Dask cluster."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from threading import Thread, Timer, current_thread, main_thread
from typing import Any, Final, ParamSpec, TypeVar

from photocheck.batch.fingerprint import fingerprint
from photocheck.batch.task import BuildLooker, looker
from photocheck.errors import ConfigurationError, MissingExtra, PhotocheckError, PhotoDamaged

__all__ = ["LOCAL", "ClusterExecutor", "Needs", "cluster_at"]

# The address of a cluster that is started on this machine, to try it.
LOCAL: Final = "local"

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Tell = Callable[[str, str | None], None]


class UnfitWorker(Exception):
    """A worker that must not look at photos; `address` is its own, `why` a sentence."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(address, why)
        self.address = address
        self.why = why


@dataclass(frozen=True, slots=True)
class Needs:
    """What a worker has to have: the same detectors as here, and their models; a photo may take `seconds`."""

    made_with: str
    build: BuildLooker
    threads: int
    seconds: float


@contextmanager
def cluster_at(address: str, needs: Needs, jobs: int, tell: Tell) -> Iterator[ClusterExecutor]:
    """Connect to the cluster at this address, or start one of so many workers here.

    `tell` is told of workers that are refused. Raises MissingExtra, and ConfigurationError where the cluster does not
    answer or has no worker that is fit.
    """
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise MissingExtra(
            "To use a cluster an optional part is needed.", "Install it with: pip install 'photocheck[cluster]'"
        ) from error
    with ExitStack() as stack:
        try:
            if address == LOCAL:
                with _ctrl_c_ignored():
                    here = distributed.LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None)
                client = stack.enter_context(distributed.Client(stack.enter_context(here)))
            else:
                client = stack.enter_context(distributed.Client(address, timeout=20))
        except (OSError, ValueError, RuntimeError) as error:
            raise ConfigurationError(
                f"The cluster at “{address}” does not answer.", "Is the scheduler running, and the address right?"
            ) from error
        executor = ClusterExecutor(client, needs, tell)
        executor.refuse_unfit_workers()
        yield executor


class ClusterExecutor(Executor):
    """Gives each thing to do to the cluster, whose scheduler chooses a worker.

    A worker that dies is replaced by its nanny, and what it did is done elsewhere; what ends worker after worker is
    given up. A worker that joins later is looked at with its first photo, and sent away where it is unfit.
    """

    def __init__(
        self,
        client: Any,  # noqa: ANN401 - a Client of distributed, which has no types
        needs: Needs,
        tell: Tell,
    ) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False)
        self._needs = needs
        self._tell = tell
        self._refused: set[str] = set()

    @property
    def workers(self) -> int:
        """How many photos the cluster can look at side by side."""
        return sum(int(threads) for threads in self._client.nthreads().values())

    def refuse_unfit_workers(self) -> None:
        """Send those away that lack something; raises ConfigurationError where nobody is left."""
        answers = self._client.run(fault_of_worker, self._needs, on_error="return")
        for address, why in answers.items():
            if isinstance(why, Exception):
                self._refuse(address, f"it cannot run this photocheck ({type(why).__name__}: {why})")
            elif why is not None:
                self._refuse(address, why)
        if len(self._refused) == len(answers):
            raise ConfigurationError(
                "The cluster has no worker that can look at photos.",
                "Start workers that have the same version of photocheck installed as this machine.",
            )

    def submit(
        self, fn: Callable[Arguments, Result], /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Future[Result]:
        """Do it on a worker; function and arguments are sent there."""
        assert not kwargs  # noqa: S101 - nothing here is called with names
        outcome: Future[Result] = Future()
        self._send(outcome, fn, args)
        return outcome

    def _send(self, outcome: Future[Any], fn: Callable[..., Any], args: tuple[Any, ...]) -> None:
        def arrived(sent: Future[Any]) -> None:
            error = sent.exception()
            if isinstance(error, UnfitWorker):
                # In a thread of its own, for this one belongs to the connection.
                Thread(target=self._send_elsewhere, args=(error, outcome, fn, args), daemon=True).start()
            elif error is None:
                outcome.set_result(sent.result())
            elif type(error).__name__ == "KilledWorker":
                outcome.set_exception(
                    PhotoDamaged(
                        "Looking at the photo ended several workers, so it could not be checked.",
                        "Check it alone, with a longer --time-limit, or save it again as a smaller JPEG.",
                    )
                )
            else:
                outcome.set_exception(error)

        self._executor.submit(guarded, self._needs, fn, args).add_done_callback(arrived)

    def _send_elsewhere(
        self, unfit: UnfitWorker, outcome: Future[Any], fn: Callable[..., Any], args: tuple[Any, ...]
    ) -> None:
        self._refuse(unfit.address, unfit.why)
        self._send(outcome, fn, args)

    def _refuse(self, address: str, why: str) -> None:
        if address not in self._refused:
            self._refused.add(address)
            self._tell(f"The worker {address} is not used: {why}.", None)
        self._client.retire_workers([address], close_workers=True)


def fault_of_worker(needs: Needs) -> str | None:
    """Say why this process is no worker for these needs; None where it is. Loads the models."""
    if fingerprint() != needs.made_with:
        return "it has another version of photocheck, of a model or of a library"
    try:
        looker(needs.build, needs.threads)
    except PhotocheckError as error:
        return error.message.rstrip(".")
    return None


def guarded(needs: Needs, fn: Callable[..., Any], args: tuple[Any, ...]) -> Any:  # noqa: ANN401 - what fn returns
    """Do it, and end the worker when it takes too long: its nanny starts another.

    Raises UnfitWorker where this worker joined without being looked at, and is unfit.
    """
    why = fault_of_worker(needs)
    if why is not None:
        from distributed import get_worker  # noqa: PLC0415 - an extra

        raise UnfitWorker(get_worker().address, why)
    alarm = Timer(needs.seconds, os._exit, (1,))
    alarm.daemon = True
    alarm.start()
    try:
        return fn(*args)
    finally:
        alarm.cancel()


@contextmanager
def _ctrl_c_ignored() -> Iterator[None]:
    """Let the processes that are started meanwhile not hear Ctrl-C, which is for this one to act on."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
