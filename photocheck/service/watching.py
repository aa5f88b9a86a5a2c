"""Count and log every request by what was asked for, never by what was sent, and let no fault get out in words."""

from __future__ import annotations

import logging
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from photocheck.service.metrics import Metrics
from photocheck.service.problems import fault

__all__ = ["Watching"]

logger = logging.getLogger("photocheck.service")


class Watching:
    """Stands around everything else."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request, then note how it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:  # noqa: BLE001 - the last one to catch anything
            logger.error("a fault: %s", type(error).__name__)  # noqa: TRY400 - its words may hold what was read
            if status == 0:
                await fault(error)(scope, receive, noting)
        seconds = perf_counter() - started
        # The path as the app names it: an address that somebody made up is neither logged nor counted.
        route = getattr(scope.get("route"), "path", "other")
        self._metrics.request(route, status, seconds)
        logger.info("%s %s %d %.0f ms", scope["method"] if route != "other" else "-", route, status, seconds * 1000)
