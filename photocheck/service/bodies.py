"""Take what is sent: never more bytes than allowed, never longer than allowed, and photos out of whatever form."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from starlette.datastructures import Headers, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from photocheck.service.problems import TooMuch, TooSlow, WrongBody
from photocheck.service.settings import ServiceSettings

__all__ = ["BodyLimits", "SentPhoto", "clean_name", "is_form", "photo_in", "photos_in", "whole_body"]

# How much of a body there may be is said below: until then it stays in memory, and nothing of a photo on a disk.
MultiPartParser.spool_max_size = sys.maxsize

RUNS: Final = "/v1/runs"
FIELD: Final = "photo"
MULTIPART: Final = "multipart/form-data"
# A name is for people to know the photo by.
LONGEST_NAME: Final = 255
NAMELESS: Final = "photo"


@dataclass(frozen=True, slots=True)
class SentPhoto:
    """A photo that came in: the bytes of its file, and what it is called."""

    content: bytes
    name: str


class BodyLimits:
    """Ends a request whose body is too large or does not come."""

    def __init__(self, app: ASGIApp, settings: ServiceSettings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the body on, piece by piece, as long as it keeps to the limits."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        settings = self._settings
        most = settings.run_size if scope["path"] == RUNS else settings.size
        until = asyncio.get_running_loop().time() + settings.upload_seconds
        taken = 0
        whole = False
        declared = Headers(scope=scope).get("content-length", "")

        async def limited() -> Message:
            nonlocal taken, whole
            if taken == 0 and declared.isdecimal() and int(declared) > most:
                # Said before anything is read, so that a polite client need not send it.
                raise _too_much(most)
            if whole:
                # What comes now is that the other side went away, for which there is no hurry.
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError as error:
                raise TooSlow(f"What was sent did not arrive within {settings.upload_seconds:g} seconds.") from error
            taken += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if taken > most:
                raise _too_much(most)
            return message

        await self._app(scope, limited, send)


def _too_much(most: int) -> TooMuch:
    return TooMuch(f"More was sent than {most / 1e6:g} MB.", "Make the photo smaller.")


async def photo_in(request: Request, name: str | None = None) -> SentPhoto:
    """The photo of a request: its body, or the file in the field "photo" of a form; `name` wins over the file's own.

    Raises WrongBody where there is none, or more than one.
    """
    if not is_form(request):
        return SentPhoto(await whole_body(request), clean_name(name))
    photos = await photos_in(request, most=1)
    return SentPhoto(photos[0].content, clean_name(name) if name else photos[0].name)


async def photos_in(request: Request, *, most: int) -> list[SentPhoto]:
    """The files in the fields "photo" of a form, at most so many.

    Raises WrongBody where there is none, or something else is among them.
    """
    try:
        async with request.form(max_files=most, max_fields=0) as form:
            sent = []
            for field, value in form.multi_items():
                if field != FIELD or not isinstance(value, UploadFile):
                    raise WrongBody("The form has a field that is not expected.", f"Send files in “{FIELD}”.")
                sent.append(SentPhoto(await value.read(), clean_name(value.filename)))
    except ClientDisconnect as error:
        raise WrongBody("The photo did not arrive whole.") from error
    except HTTPException as error:
        # The parser's own words speak of its settings.
        raise WrongBody(
            "The form is damaged, or has more parts than are expected.", f"Send {most} at most, as “{FIELD}”."
        ) from error
    if not sent:
        raise WrongBody("No photo was sent.", f"Send a file in the field “{FIELD}”.")
    return sent


async def whole_body(request: Request) -> bytes:
    """The body as it came; raises WrongBody where it is empty, or broke off."""
    try:
        content = await request.body()
    except ClientDisconnect as error:
        raise WrongBody("The photo did not arrive whole.") from error
    if not content:
        raise WrongBody("Nothing was sent.", f"Send a photo as the body, or in the field “{FIELD}” of a form.")
    return content


def is_form(request: Request) -> bool:
    """Whether the body is a form with files."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == MULTIPART


def clean_name(name: str | None) -> str:
    """The name of a file alone, whatever folders somebody put before it."""
    last = PurePosixPath((name or "").replace("\\", "/")).name
    return last[:LONGEST_NAME] or NAMELESS
