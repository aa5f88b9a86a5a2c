"""`/v1/runs` looks at many photos: of a folder that the server may read, or sent along."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import Response

from photocheck.service.answers import ANY_FILE, Answers, json_answer, refusals
from photocheck.service.bodies import is_form, photos_in, whole_body
from photocheck.service.judging import Asked
from photocheck.service.parts import Parts, ThisService
from photocheck.service.problems import TooMuch
from photocheck.service.runs import Finds, allowed_folder, in_folder, sent

__all__ = ["router"]

router = APIRouter(prefix="/v1/runs", tags=["runs"])

MOST_SENT: Final = 500


class FolderWanted(BaseModel):
    """A folder on the server's machine."""

    model_config = ConfigDict(extra="forbid")

    folder: str = Field(min_length=1, max_length=4096)


BODY: Final[dict[str, Any]] = {
    "required": True,
    "description": "The folder, or photos in fields “photo” of a form.",
    "content": {
        "application/json": {"schema": FolderWanted.model_json_schema()},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["photo"],
                "properties": {"photo": {"type": "array", "items": ANY_FILE, "minItems": 1, "maxItems": MOST_SENT}},
                "additionalProperties": False,
            }
        },
    },
}

STATE: Final = {
    "type": "object",
    "required": ["id", "state", "photos", "checked", "totals", "problem", "run"],
    "properties": {
        "id": {"type": "string"},
        "state": {"enum": ["running", "done", "failed"]},
        "photos": {"type": ["integer", "null"]},
        "checked": {"type": "integer"},
        "totals": {"type": "object"},
        "problem": {"type": ["string", "null"]},
        "run": {"type": ["object", "null"]},
    },
}


BEGUN: Final[Answers] = {
    202: {
        "description": "The run has begun; the header Location says where to ask about it.",
        "content": {"application/json": {"schema": STATE}},
    }
}
FOUND: Final[Answers] = {
    200: {
        "description": "How far the run is; its result once it is done.",
        "content": {"application/json": {"schema": STATE}},
    }
}
GONE: Final[Answers] = {204: {"description": "It is forgotten."}}


@router.post(
    "",
    status_code=202,
    openapi_extra={"requestBody": BODY},
    responses=BEGUN | refusals(400, 404, 408, 413, 422, 429, 503),
)
async def begin(request: Request, asked: Annotated[Asked, Query()], service: ThisService) -> Response:
    """Look at many photos; the answer comes at once, and the run goes on."""
    policy, *_ = service.judging.choice(asked)
    service.runs.check_room()
    # Photos that come in need room in memory, like those that wait to be looked at.
    with service.looking.place():
        finds = await _finds(request, service)
    judge = await asyncio.to_thread(service.judging.for_run, asked)
    run = service.runs.begin(finds, judge, policy.label)
    return json_answer(run.encoded(), 202, Location=f"/v1/runs/{run.id}")


@router.get("/{run}", responses=FOUND | refusals(404, 422))
async def progress(run: str, service: ThisService) -> Response:
    """How far a run is, and once it is done what was said of each photo (schema photocheck/run/1)."""
    return json_answer(await asyncio.to_thread(service.runs.find(run).encoded))


@router.delete("/{run}", status_code=204, responses=GONE | refusals(404, 422))
async def forget(run: str, service: ThisService) -> Response:
    """Stop a run, and forget what came of it."""
    service.runs.forget(run)
    return Response(status_code=204)


async def _finds(request: Request, service: Parts) -> Finds:
    """Where the photos of the run are."""
    if is_form(request):
        photos = await photos_in(request, most=MOST_SENT)
        if any(len(photo.content) > service.settings.size for photo in photos):
            raise TooMuch(f"A photo has more than {service.settings.size / 1e6:g} MB.", "Make it smaller.")
        return sent(photos)
    try:
        wanted = FolderWanted.model_validate_json(await whole_body(request))
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_context=False)) from error
    return in_folder(await asyncio.to_thread(allowed_folder, wanted.folder, service.settings))
