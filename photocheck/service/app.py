"""Put the service together: its parts, who is let in, what it answers to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager

from fastapi import FastAPI

from photocheck.batch.task import BuildLooker, RealLooker
from photocheck.domain.readers import DEFAULT_READER
from photocheck.service import problems
from photocheck.service.bodies import BodyLimits
from photocheck.service.documentation import openapi_of
from photocheck.service.guard import Guard
from photocheck.service.judging import Judging
from photocheck.service.looking import Looking
from photocheck.service.metrics import Metrics
from photocheck.service.parts import Parts
from photocheck.service.routes import assets, check, health, pages, redact, runs
from photocheck.service.runs import Runs
from photocheck.service.settings import ServiceSettings
from photocheck.service.watching import Watching
from photocheck.version import __version__

__all__ = ["create_app"]


def create_app(
    settings: ServiceSettings, build: BuildLooker | None = None, executor: Executor | None = None
) -> FastAPI:
    """Build the service; `build` replaces the real screener and `executor` the worker processes in tests.

    Raises UsageError for settings under which strangers could use it, and PolicyError. Models are loaded when it
    starts, not here.
    """
    settings.check()
    judging = Judging.of(settings)
    looking = Looking(settings, build or RealLooker(DEFAULT_READER), executor)
    metrics = Metrics(lambda: looking.waiting)
    all_runs = Runs(looking, settings.jobs)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        looking.start()
        try:
            yield
        finally:
            all_runs.close()
            looking.close()

    app = FastAPI(
        title="photocheck",
        version=__version__,
        description="Looks at a photo before it is shared: what in it is sensitive, why, and what to do.",
        lifespan=lifespan,
        # Their pages load scripts from elsewhere; ours is in routes/pages.
        docs_url=None,
        redoc_url=None,
    )
    app.state.parts = Parts(settings, looking, judging, metrics, all_runs)
    problems.install(app)
    for module in (check, redact, runs, health, pages, assets):
        app.include_router(module.router)
    # The last one stands outermost.
    app.add_middleware(BodyLimits, settings=settings)
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(Watching, metrics=metrics)
    app.openapi = lambda: openapi_of(app, judging)  # type: ignore[method-assign]  # FastAPI's own way to change it
    return app
