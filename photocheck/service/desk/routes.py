"""What the desk answers to: its page, the photos of the run, and what people decide about them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import HTMLResponse, Response

from photocheck.consent.ruling_files import encode_decisions
from photocheck.domain.geometry import Box
from photocheck.domain.rulings import NOT_SENSITIVE, SENSITIVE
from photocheck.errors import PhotoNotFound, UsageError
from photocheck.reports.words import AUDIENCES, CHANNELS
from photocheck.service.answers import json_answer
from photocheck.service.desk.copies import Copies
from photocheck.service.desk.desk import Desk, Wanted
from photocheck.service.desk.photos import picture_of_page
from photocheck.service.pages import render

__all__ = ["router"]

# A page's own requests, not an interface for programs.
router = APIRouter(include_in_schema=False)

LONGEST_REASON = 500
MOST_FINDINGS = 10_000

Result = TypeVar("Result")


class Asked(BaseModel):
    """What the page may say, and nothing else."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(max_length=LONGEST_REASON)


class Decided(Asked):
    """A decision about findings of a photo."""

    findings: list[int] = Field(max_length=MOST_FINDINGS)
    sensitive: bool
    until: date | None = None
    burst: bool = False


class Marked(Asked):
    """A place where something was missed, in pixels of the upright photo."""

    box: tuple[float, float, float, float]


class Withdrawn(Asked):
    """Decisions that are taken back."""

    ids: list[str] = Field(min_length=1, max_length=MOST_FINDINGS)


class CopiesAsked(BaseModel):
    """The photos of which copies are wanted."""

    model_config = ConfigDict(extra="forbid")

    photos: list[int]


def _desk(request: Request) -> Desk:
    desk = request.app.state.desk
    assert isinstance(desk, Desk)  # noqa: S101 - create_desk put it there
    return desk


def _copies(request: Request) -> Copies:
    copies = request.app.state.copies
    assert isinstance(copies, Copies)  # noqa: S101 - create_desk put it there
    return copies


ThisDesk = Annotated[Desk, Depends(_desk)]
TheseCopies = Annotated[Copies, Depends(_copies)]


@router.get("/")
async def page(desk: ThisDesk) -> Response:
    """The desk."""
    audience = AUDIENCES.get(desk.audience) or desk.policy.audiences[desk.audience]
    channel = CHANNELS.get(desk.channel) or desk.policy.channels[desk.channel]
    reasons = {"sensitive": list(SENSITIVE.values()), "not-sensitive": list(NOT_SENSITIVE.values())}
    return HTMLResponse(render("desk.html", whom=f"{audience} {channel}", policy=desk.policy.label, reasons=reasons))


@router.get("/desk/photos")
async def photos(desk: ThisDesk) -> Response:
    """Every photo in a line."""
    return json_answer({"photos": await _apart(desk.lines)})


@router.get("/desk/photos/{number}")
async def photo(number: int, desk: ThisDesk) -> Response:
    """One photo in words."""
    return json_answer(await _apart(lambda: desk.shown(desk.photo(number))))


@router.get("/desk/photos/{number}/picture")
async def picture(number: int, desk: ThisDesk) -> Response:
    """The photo as a JPEG, nothing hidden."""
    shown = desk.photo(number)
    sha256 = shown.report.sha256
    if sha256 is None:
        raise PhotoNotFound("There is no picture of this photo.")
    return Response(await _apart(lambda: picture_of_page(shown.path, sha256)), media_type="image/jpeg")


@router.post("/desk/photos/{number}/decide")
async def decide(number: int, asked: Decided, desk: ThisDesk) -> Response:
    """Keep a decision; the lines of the photos that it concerns come back."""
    wanted = Wanted(asked.findings, asked.sensitive, asked.reason, asked.until, asked.burst)
    return json_answer({"photos": await _apart(lambda: desk.decide(desk.photo(number), wanted))})


@router.post("/desk/photos/{number}/mark")
async def mark(number: int, asked: Marked, desk: ThisDesk) -> Response:
    """Keep that something was missed."""
    try:
        box = Box(*asked.box)
    except ValueError as error:
        raise UsageError("The box has no inside.") from error
    return json_answer({"photos": await _apart(lambda: desk.mark(desk.photo(number), box, asked.reason))})


@router.post("/desk/photos/{number}/withdraw")
async def withdraw(number: int, asked: Withdrawn, desk: ThisDesk) -> Response:
    """Take decisions back."""
    lines = await _apart(lambda: desk.withdraw(desk.photo(number), asked.ids, asked.reason))
    return json_answer({"photos": lines})


@router.get("/desk/decisions.json")
async def decisions(desk: ThisDesk) -> Response:
    """Every decision of the register, as `photocheck decisions export` writes them."""

    def export() -> dict[str, Any]:
        register = desk.opened_register()
        return encode_decisions(register.rulings.all(), register.log_head())

    document = json.dumps(await _apart(export), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="decisions.json"'}
    return Response(document, headers=headers, media_type="application/json")


@router.post("/desk/copies")
async def make_copies(asked: CopiesAsked, copies: TheseCopies) -> Response:
    """Begin to make safe copies."""
    await _apart(lambda: copies.begin(asked.photos))
    return json_answer(copies.state, 202)


@router.get("/desk/copies")
async def copies_so_far(copies: TheseCopies) -> Response:
    """How far the copies are."""
    return json_answer(copies.state)


async def _apart(work: Callable[[], Result]) -> Result:
    """Do what waits for a disk or a database without holding others up."""
    return await asyncio.to_thread(work)
