"""`POST /v1/check` looks at a photo; `POST /v1/judge` judges one again that was looked at a short while ago."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from photocheck.errors import PhotoNotFound
from photocheck.service.answers import PHOTO_BODY, Answers, refusals, report_answer, unopened
from photocheck.service.bodies import clean_name, photo_in
from photocheck.service.judging import Asked
from photocheck.service.parts import ThisService

__all__ = ["router"]

router = APIRouter(prefix="/v1", tags=["photos"])

REPORT: Answers = {
    200: {
        "description": "The report, whatever the verdict is: a finding is no error.",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["schema", "source", "sha256", "findings", "verdicts", "problems"],
                    "properties": {
                        "schema": {"const": "photocheck/report/1"},
                        "findings": {"type": "array"},
                        "verdicts": {"type": "array", "minItems": 1},
                        "problems": {"type": "array"},
                    },
                }
            }
        },
    }
}


class Named(Asked):
    """What may be said of a photo that is sent."""

    name: str | None = Field(None, max_length=1000, description="What reports call the photo.")
    words: bool = Field(False, description="Adds “told”: the report in words, as pages show it.")


class Known(Named):
    """Which photo is meant."""

    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="That of the photo's bytes, as its report says it.")


@router.post(
    "/check", openapi_extra={"requestBody": PHOTO_BODY}, responses=REPORT | refusals(400, 408, 413, 415, 422, 429, 503)
)
async def check(request: Request, asked: Annotated[Named, Query()], service: ThisService) -> Response:
    """Look at a photo, and say what to do with it. The report is the one that the command line writes."""
    policy, *_ = service.judging.choice(asked)
    with service.looking.place():
        report = await service.looking.look(await photo_in(request, asked.name))
    report = await service.judging.judge(report, asked)
    service.metrics.photo(report.decision)
    return unopened(report) or report_answer(report, policy, words=asked.words)


@router.post("/judge", responses=REPORT | refusals(404, 422))
async def judge(asked: Annotated[Known, Query()], service: ThisService) -> Response:
    """Judge a photo for somebody else, without looking at it again; 404 where that is too long ago."""
    policy, *_ = service.judging.choice(asked)
    report = service.looking.recall(asked.sha256, clean_name(asked.name))
    if report is None:
        raise PhotoNotFound("This photo was not looked at, or too long ago.", "Send it to /v1/check.")
    return report_answer(await service.judging.judge(report, asked), policy, words=asked.words)
