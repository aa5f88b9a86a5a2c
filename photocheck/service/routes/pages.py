"""The drop page at `/`, the service's documentation, and the codes of consent forms."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import HTMLResponse, Response

from photocheck.batch.task import picture_of
from photocheck.consent.cards import form_svg
from photocheck.errors import PhotoDamaged
from photocheck.reports.words import AUDIENCES, CHANNELS
from photocheck.service.bodies import photo_in
from photocheck.service.pages import render
from photocheck.service.parts import Parts, ThisService

__all__ = ["router"]

# Pages are for people; the OpenAPI document is about what programs use.
router = APIRouter(include_in_schema=False)


@router.get("/")
async def drop(service: ThisService) -> Response:
    """The page to drop photos on."""
    return HTMLResponse(render("drop.html", **_choices(service), size=service.settings.size // 1_000_000))


@router.get("/docs")
async def docs(request: Request) -> Response:
    """What the service answers to, for people."""
    return HTMLResponse(render("docs.html", document=request.app.openapi(), address=str(request.base_url)))


@router.get("/pages/forms/{policy}/{number}.svg")
async def form_code(policy: str, number: int, service: ThisService) -> Response:
    """The QR code of a consent form."""
    known = service.judging.policies.get(policy)
    if known is None or not 0 <= number < len(known.consent_forms):
        raise HTTPException(404, "There is no such form.")
    return Response(form_svg(known.consent_forms[number].filled()), media_type="image/svg+xml")


@router.post("/pages/preview")
async def preview(request: Request, service: ThisService) -> Response:
    """The photo as a small JPEG, upright, for a browser that cannot show its format."""
    with service.looking.place():
        made = await service.looking.do(picture_of, (await photo_in(request)).content)
    if made is None or made.jpeg is None:
        raise PhotoDamaged("There is no picture of this photo.")
    return Response(made.jpeg, media_type="image/jpeg")


def _choices(service: Parts) -> dict[str, Any]:
    """The audiences and channels that can be chosen, in the words of reports or else of the policy."""
    policy, settings = service.judging.default, service.settings
    return {
        "audiences": {name: AUDIENCES.get(name, words) for name, words in policy.audiences.items()},
        "channels": {name: CHANNELS.get(name, words) for name, words in policy.channels.items()},
        "audience": settings.audience,
        "channel": settings.channel,
    }
