"""Put the desk together: the same guard as the service has, a run, and who makes copies."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from photocheck.service import problems
from photocheck.service.bodies import BodyLimits
from photocheck.service.desk import routes
from photocheck.service.desk.copies import Copies
from photocheck.service.desk.desk import Desk
from photocheck.service.guard import Guard
from photocheck.service.routes import assets
from photocheck.service.settings import ServiceSettings

__all__ = ["create_desk"]


def create_desk(settings: ServiceSettings, desk: Desk, copies: Copies) -> FastAPI:
    """Build the desk's service; raises UsageError for settings under which strangers could look at the photos."""
    settings.check()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        try:
            yield
        finally:
            copies.close()

    app = FastAPI(title="photocheck review", lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)
    app.state.desk, app.state.copies = desk, copies
    problems.install(app)
    for module in (routes, assets):
        app.include_router(module.router)
    app.add_middleware(BodyLimits, settings=settings)
    app.add_middleware(Guard, settings=settings)
    return app
