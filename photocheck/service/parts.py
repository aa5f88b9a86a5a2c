"""The parts of a running service, as its routes are given them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from photocheck.service.judging import Judging
from photocheck.service.looking import Looking
from photocheck.service.metrics import Metrics
from photocheck.service.runs import Runs
from photocheck.service.settings import ServiceSettings

__all__ = ["Parts", "ThisService"]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a service is made of."""

    settings: ServiceSettings
    looking: Looking
    judging: Judging
    metrics: Metrics
    runs: Runs


def _parts(request: Request) -> Parts:
    parts = request.app.state.parts
    assert isinstance(parts, Parts)  # noqa: S101 - create_app put it there
    return parts


ThisService = Annotated[Parts, Depends(_parts)]
