"""`/healthz`, `/readyz` and `/metrics`, for whoever watches over the service."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from photocheck.service.answers import Answers, json_answer, refusals
from photocheck.service.parts import ThisService
from photocheck.version import __version__

__all__ = ["router"]

router = APIRouter(tags=["health"])

FINE: Answers = {200: {"description": "Yes.", "content": {"application/json": {"schema": {"type": "object"}}}}}
FIGURES: Answers = {200: {"description": "The figures.", "content": {"text/plain": {"schema": {"type": "string"}}}}}


@router.get("/healthz", responses=FINE | refusals())
async def healthz() -> Response:
    """Whether the service is up."""
    return json_answer({"status": "up", "version": __version__})


@router.get("/readyz", responses=FINE | refusals(503))
async def readyz(service: ThisService) -> Response:
    """Whether the models are loaded, so that photos can be looked at."""
    service.looking.check_ready()
    return json_answer({"status": "ready"})


@router.get("/metrics", responses=FIGURES | refusals())
async def metrics(service: ThisService) -> Response:
    """What was counted, as Prometheus reads it."""
    return service.metrics.answer()
