"""Who looks at the photos of a run: this process at a few, workers and the results store at many."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from photocheck.batch.cluster import Needs, cluster_at
from photocheck.batch.fingerprint import fingerprint
from photocheck.batch.processes import ProcessExecutor
from photocheck.batch.resources import allowance_of, default_jobs
from photocheck.batch.running import Runner
from photocheck.batch.serial import SerialExecutor
from photocheck.batch.store import Store, Tell, default_place
from photocheck.batch.task import Looker, Plan, RealLooker, looker
from photocheck.cli.endings import say
from photocheck.cli.screening import BuildScreener
from photocheck.cli.stopping import stoppable
from photocheck.inference.cores import available_cores

__all__ = ["Crew", "crew_for", "store_at"]

# So few photos are done by the time that workers have started; a photo that is dropped on an icon leaves no trace.
FEW: Final = 3

# Photos on their way to each worker, so that none waits for the next; and how many may be finished out of turn.
ABREAST: Final = 2
AHEAD: Final = 128
# Reading is waiting for disks and networks.
READERS: Final = 4


@dataclass(frozen=True, slots=True)
class Crew:
    """How the photos of a run are to be looked at: the options of the command line."""

    jobs: int | None
    time_limit: float
    store: str | None
    no_store: bool
    fresh: bool
    reread: bool
    cluster: str | None
    reader: str


@contextmanager
def crew_for(
    asked: Crew, photos: int, *, previews: bool, reveal: bool, build: BuildScreener | None
) -> Iterator[Runner]:
    """Get those together who look at so many photos; they leave at the end. `build` replaces the real screener.

    Raises ModelError where a model is missing.
    """
    how = _how(asked, build)
    jobs = asked.jobs or default_jobs()
    if asked.jobs is None and asked.cluster is None and (photos <= FEW or build is not None):
        plan = Plan(how, available_cores(), previews)
        # Where a model is missing, that is said before anything else happens.
        looker(how, plan.threads)
        yield Runner(SerialExecutor(), plan)
        return
    with ExitStack() as stack:
        stop = stack.enter_context(stoppable())
        store = (
            None
            if asked.no_store
            else stack.enter_context(
                store_at(Path(asked.store) if asked.store else default_place(), asked, build, tell=say)
            )
        )
        executor: Executor
        reader: Executor
        if asked.cluster is not None:
            # A worker of a cluster has one core; photos are read where they are looked at, near where they lie.
            plan = Plan(how, 1, previews)
            needs = Needs(fingerprint(), how, plan.threads, asked.time_limit)
            executor = reader = stack.enter_context(cluster_at(asked.cluster, needs, jobs, tell=say))
            workers = executor.workers
        else:
            plan = Plan(how, max(1, available_cores() // jobs), previews)
            reader = stack.enter_context(ThreadPoolExecutor(READERS))
            executor = stack.enter_context(ProcessExecutor(jobs, allowance_of(jobs, asked.time_limit)))
            workers = jobs
        # Text that was read is not kept, so to show it every photo has to be looked at.
        recall = not reveal
        abreast = ABREAST * workers
        yield Runner(executor, plan, abreast, max(AHEAD, 2 * abreast), store, reader, recall=recall, stop=stop)


def store_at(path: Path, asked: Crew, build: BuildScreener | None, tell: Tell) -> Store:
    """Open the results store in this file, for what this crew finds."""
    how = _how(asked, build)
    # What a stand-in finds is no result of the real screener's, and readers find different things.
    made_with = f"{fingerprint()} {how.name if isinstance(how, _StandIn) else asked.reader}"
    return Store(path, made_with, tell, fresh=asked.fresh)


def _how(asked: Crew, build: BuildScreener | None) -> RealLooker | _StandIn:
    return RealLooker(asked.reader) if build is None else _StandIn(build)


@dataclass(frozen=True, slots=True)
class _StandIn:
    """Builds what a test put in the place of the real screener."""

    build: BuildScreener

    @property
    def name(self) -> str:
        """What it is called."""
        return str(getattr(self.build, "__qualname__", type(self.build).__qualname__))

    def __call__(self, threads: int) -> Looker:  # noqa: ARG002 - it has no models to use them
        return self.build("whatsapp", "colleagues", "whatsapp")
