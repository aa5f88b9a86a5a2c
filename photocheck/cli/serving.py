"""A run of `serve`: settings, a socket, and the service on it until somebody stops it."""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from photocheck.batch.resources import default_jobs
from photocheck.cli.endings import say
from photocheck.cli.listening import address_of, listening, server_for, with_the_service
from photocheck.errors import ConfigurationError, ExitCode, UsageError, reason_of

if TYPE_CHECKING:
    from fastapi import FastAPI

    from photocheck.service.settings import ServiceSettings

__all__ = ["ServeRun", "run_serve"]


@dataclass(frozen=True, slots=True)
class ServeRun:
    """What was asked for on the command line."""

    host: str
    port: int
    hosts: tuple[str, ...]
    token_file: Path | None
    folders: tuple[Path, ...]
    jobs: int | None
    queue: int
    max_size: int
    time_limit: float
    audience: str
    channel: str
    policy: str
    register: str | None
    quiet: bool


def run_serve(asked: ServeRun) -> ExitCode:
    """Serve until it is stopped.

    Raises MissingExtra, UsageError, ConfigurationError, PolicyError, and ModelError where a model is missing.
    """
    app, settings = _app(asked)
    with listening(settings) as listener:
        if not asked.quiet:
            say(f"The page is at {address_of(settings, listener)} (Ctrl-C stops it).")
        _serve(app, listener, quiet=asked.quiet)
    return ExitCode.CLEAN


def _app(asked: ServeRun) -> tuple[FastAPI, ServiceSettings]:
    with with_the_service():
        from photocheck.service.app import create_app  # noqa: PLC0415 - only there with the extra
        from photocheck.service.settings import ServiceSettings  # noqa: PLC0415
    settings = ServiceSettings(
        host=asked.host,
        port=asked.port,
        hosts=asked.hosts,
        token=None if asked.token_file is None else _token_in(asked.token_file),
        policy=asked.policy,
        audience=asked.audience,
        channel=asked.channel,
        register=asked.register,
        folders=tuple(_folder(folder) for folder in asked.folders),
        jobs=asked.jobs or default_jobs(),
        queue=asked.queue,
        size=asked.max_size * 1_000_000,
        photo_seconds=asked.time_limit,
    )
    return create_app(settings), settings


def _token_in(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "it is no text"
        raise ConfigurationError(f"The token file “{path}” could not be read: {reason}.") from error


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise UsageError(f"There is no folder “{path}”.", "Name one that is there: --folder DIR.")
    return path.resolve()


def _serve(app: FastAPI, listener: socket.socket, *, quiet: bool) -> None:
    """Serve until Ctrl-C or SIGTERM; raises ModelError where the models cannot be loaded."""
    server = server_for(app, quiet=quiet)
    app.state.parts.looking.on_failure = lambda: setattr(server, "should_exit", True)
    with suppress(KeyboardInterrupt):
        server.run([listener])
    failure = app.state.parts.looking.failure
    if failure is not None:
        raise failure
