"""`POST /v1/redact` makes a copy that is safe to send, and says how that was proven."""

from __future__ import annotations

import json
import secrets
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

import filetype
from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from photocheck.domain.geometry import Box
from photocheck.domain.redaction_encoding import encode_attempt
from photocheck.errors import UsageError
from photocheck.redaction.plan import Wishes
from photocheck.redaction.private_folder import private_folder
from photocheck.redactor import ProvenCopy
from photocheck.service.answers import PHOTO_BODY, Answers, refusals, unopened
from photocheck.service.bodies import photo_in
from photocheck.service.copying import CopyWanted, copy_of
from photocheck.service.parts import ThisService
from photocheck.service.routes.check import Named
from photocheck.service.telling import told

__all__ = ["router"]

router = APIRouter(prefix="/v1", tags=["photos"])

MOST: Final = 1000
NUMBER: Final = r"\d{1,6}(\.\d{1,3})?"
SIDES: Final = f"^{NUMBER}(,{NUMBER}){{3}}$"

Number = Annotated[int, Field(ge=1, le=1_000_000)]
Sides = Annotated[str, Field(pattern=SIDES)]

COPY: Answers = {
    200: {
        "description": (
            "The copy, in the photo's own format. Photocheck-… headers say what was hidden and what the copy was "
            "judged. With proof=true it is a form with the parts “proof” (schema photocheck/redaction/1) and “copy”."
        ),
        "content": {
            "image/*": {"schema": {"type": "string", "format": "binary"}},
            "multipart/form-data": {"schema": {"type": "object", "required": ["proof", "copy"]}},
        },
    }
}


class Wanted(Named):
    """What a copy is to look like, in the words of `photocheck redact`."""

    only: list[Number] | None = Field(None, max_length=MOST, description="Hide these findings and nothing else.")
    keep: list[Number] = Field([], max_length=MOST, description="Leave these findings as they are.")
    region: list[Sides] = Field([], max_length=MOST, description="Hide this box too: left,top,right,bottom in pixels.")
    crop: bool = Field(False, description="Cut off what has to be hidden, instead of covering it.")
    style: Literal["solid", "blur", "pixelate", "emoji"] = Field("solid", description="How faces are covered.")
    labels: bool = Field(False, description="Write each finding's number on its cover.")
    keep_credit: bool = Field(False, description="Keep copyright and artist in the file.")
    proof: bool = Field(False, description="Answer with a form: the proof as JSON, and the copy.")

    @property
    def wishes(self) -> Wishes:
        """The same as the redactor takes it; raises UsageError for a box that is none."""
        return Wishes.of(
            only=self.only,
            keep=self.keep,
            regions=[_box(sides) for sides in self.region],
            crop=self.crop,
            style=self.style,
            labels=self.labels,
            keep_credit=self.keep_credit,
        )


@router.post(
    "/redact",
    openapi_extra={"requestBody": PHOTO_BODY},
    responses=COPY | refusals(400, 408, 413, 415, 422, 429, 503),
)
async def redact(request: Request, asked: Annotated[Wanted, Query()], service: ThisService) -> Response:
    """Make a copy with the sensitive things hidden, and prove it: it is checked again before it is sent."""
    policy, *_ = service.judging.choice(asked)
    wishes = asked.wishes
    with service.looking.place():
        photo = await photo_in(request, asked.name)
        report = await service.judging.judge(await service.looking.look(photo), asked)
        refusal = unopened(report)
        if refusal is not None:
            return refusal
        wanted = CopyWanted(photo.content, report, wishes, policy, service.looking.plan)
        with private_folder() as folder:
            made = await service.looking.do(copy_of, wanted, folder)
    if not asked.proof:
        return Response(made.content, headers=_headers(made), media_type=_kind(made))
    proof = encode_attempt(made.redaction)
    if asked.words:
        proof["told"] = told(made.redaction.after, policy)
    return _form(made, proof)


def _box(sides: str) -> Box:
    try:
        return Box(*map(float, sides.split(",")))
    except ValueError as error:
        raise UsageError(
            f"“{sides}” is no region.", "Left must be no more than right, and top no more than bottom."
        ) from error


def _kind(made: ProvenCopy) -> str:
    return filetype.guess_mime(made.content[:8192]) or "application/octet-stream"


def _name(made: ProvenCopy) -> str:
    return f"attachment; filename*=UTF-8''{quote(made.redaction.copy, safe='')}"


def _headers(made: ProvenCopy) -> dict[str, str]:
    redaction = made.redaction
    return {
        "Content-Disposition": _name(made),
        "Photocheck-Decision": redaction.after.decision.value,
        "Photocheck-Hidden": redaction.words.encode("ascii", "replace").decode(),
        "Photocheck-Looks": str(redaction.looks),
        "Photocheck-Sha256": redaction.sha256,
        "Photocheck-Original-Sha256": redaction.before.sha256 or "",
    }


def _form(made: ProvenCopy, proof: dict[str, Any]) -> Response:
    """A form (RFC 7578) with the proof and the copy, which browsers and programs can read."""
    boundary = secrets.token_hex(16)
    name = quote(made.redaction.copy, safe="")
    # ASCII only: a name that is not UTF-8 holds what UTF-8 cannot carry.
    document = json.dumps(proof, allow_nan=False)
    parts = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="proof"\r\nContent-Type: application/json\r\n\r\n'
        f"{document}\r\n"
        f'--{boundary}\r\nContent-Disposition: form-data; name="copy"; filename="{name}"\r\n'
        f"Content-Type: {_kind(made)}\r\n\r\n"
    )
    body = parts.encode() + made.content + f"\r\n--{boundary}--\r\n".encode()
    return Response(body, headers=_headers(made), media_type=f"multipart/form-data; boundary={boundary}")
