"""Be a server on this machine: the extra that is needed, a port, and serving until somebody stops it."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from photocheck.errors import MissingExtra, UsageError, reason_of

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

    from photocheck.service.settings import ServiceSettings

__all__ = ["address_of", "listening", "server_for", "with_the_service"]

# More than anybody needs; the queue for photos is far shorter.
MOST_CONNECTIONS: Final = 512


@contextmanager
def with_the_service() -> Iterator[None]:
    """Import what the extra brings; raises MissingExtra, saying what to install, where it is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"The service needs a package that is not installed ({error.name}).",
            "Install it with: pip install 'photocheck[service]'",
        ) from error


@contextmanager
def listening(settings: ServiceSettings) -> Iterator[socket.socket]:
    """Take the port before anything is loaded; raises UsageError where that cannot be."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise UsageError(f"{settings.host} is no address of this machine: {reason_of(error)}.") from error
    with listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
        except OSError as error:
            raise UsageError(
                f"photocheck cannot listen at {settings.host}, port {settings.port}: {reason_of(error)}.",
                "Name another: --port 0 takes any that is free.",
            ) from error
        yield listener


def address_of(settings: ServiceSettings, listener: socket.socket) -> str:
    """The address of the page, as a browser is given it."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listener.getsockname()[1]}/"


def server_for(app: FastAPI, *, quiet: bool) -> uvicorn.Server:
    """A server for this app; its `run` ends with Ctrl-C or SIGTERM."""
    import uvicorn  # noqa: PLC0415 - only there with the extra

    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.getLogger("photocheck.service").setLevel(logging.WARNING if quiet else logging.INFO)
    return uvicorn.Server(
        uvicorn.Config(
            app,
            # What uvicorn logs of a request has its whole address, in which a photo's name may stand.
            access_log=False,
            log_config=None,
            server_header=False,
            # There are none, so nothing has to be loaded for them.
            ws="none",
            timeout_graceful_shutdown=10,
            limit_concurrency=MOST_CONNECTIONS,
        )
    )
