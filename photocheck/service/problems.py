"""What went wrong, as RFC 9457 says it: JSON with a status, a title, and a sentence about this very request."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from photocheck.domain.verdicts import Decision
from photocheck.errors import PhotocheckError, PhotoError
from photocheck.reports.json import as_json
from photocheck.reports.words import printable

__all__ = [
    "MEDIA_TYPE",
    "Busy",
    "NotAllowed",
    "NotReady",
    "TooMuch",
    "TooSlow",
    "WrongBody",
    "fault",
    "install",
    "problem",
]

MEDIA_TYPE: Final = "application/problem+json"
METHODS: Final = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")

# What each status is called here; others have the name of the standard.
TITLES: Final = {
    400: "The photo is damaged",
    413: "Too large",
    415: "Not a photo that can be checked",
    422: "The request was not understood",
    429: "Too many photos at once",
    503: "Not ready",
}


class Refused(PhotocheckError):
    """A request that is not served, whatever it holds."""

    title: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """What the answer says beside its words."""
        return {}


class WrongBody(Refused):
    """The body is not what it has to be."""

    http_status = 400
    title = "The body was not understood"


class NotAllowed(Refused):
    """Whoever asks may not have this."""

    http_status = 403


class CutShort(Refused):
    """A body that is not waited for, however much of it is still being sent."""

    @property
    def headers(self) -> dict[str, str]:
        """Say that nothing more is read."""
        return {"Connection": "close"}


class TooSlow(CutShort):
    """The body did not come in time."""

    http_status = 408


class TooMuch(CutShort):
    """The body is larger than the limits allow."""

    http_status = 413


class Busy(Refused):
    """The queue is full; `seconds` is when it is worth trying again."""

    http_status = 429

    def __init__(self, message: str, hint: str | None = None, seconds: int = 1) -> None:
        super().__init__(message, hint)
        self.seconds = seconds

    @property
    def headers(self) -> dict[str, str]:
        """Say when to try again."""
        return {"Retry-After": str(self.seconds)}


class NotReady(Refused):
    """The models are still being loaded."""

    http_status = 503

    @property
    def headers(self) -> dict[str, str]:
        """Say when to try again."""
        return {"Retry-After": "2"}


def problem(
    status: int,
    detail: str,
    *,
    hint: str | None = None,
    title: str | None = None,
    headers: Mapping[str, str] | None = None,
    **more: Any,  # noqa: ANN401 - RFC 9457 allows any further member
) -> Response:
    """The answer that tells of a problem; a photo without a verdict always counts as not checked."""
    document = {
        "type": "about:blank",
        "title": title or TITLES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": printable(detail),
        "decision": Decision.NOT_CHECKED.value,
        **({} if hint is None else {"hint": printable(hint)}),
        **more,
    }
    return Response(as_json(document), status, headers, media_type=MEDIA_TYPE)


def fault(error: BaseException) -> Response:
    """The answer to a fault of ours: its kind alone, for its own words may hold what was read in a photo."""
    if os.environ.get("PHOTOCHECK_DEBUG") == "1":
        traceback.print_exception(error, file=sys.stderr)
    return problem(
        500,
        f"There is a fault in photocheck ({type(error).__name__}). Treat the photo as not checked.",
        hint="Please report it: what was asked for, and the kind of photo.",
    )


def install(app: FastAPI) -> None:
    """Let the app answer every refusal in this form."""
    app.add_exception_handler(PhotocheckError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _standard)


def _known(_: Request, error: Exception) -> Response:
    known = cast("PhotocheckError", error)
    if isinstance(known, Refused):
        return problem(known.http_status, known.message, hint=known.hint, title=known.title, headers=known.headers)
    title = "This photo could not be checked" if type(known) is PhotoError else None
    return problem(known.http_status, known.message, hint=known.hint, title=title)


def _invalid(_: Request, error: Exception) -> Response:
    """Say which parameters are wrong, without repeating what was sent."""
    wrong = [
        {"at": ".".join(map(str, found["loc"])), "message": found["msg"]}
        for found in cast("RequestValidationError", error).errors()
    ]
    detail = "; ".join(f"{one['at']}: {one['message']}" for one in wrong[:5])
    return problem(422, detail, errors=wrong)


def _standard(request: Request, error: Exception) -> Response:
    found = cast("HTTPException", error)
    headers = dict(found.headers or {})
    if found.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(method for method in METHODS if _is_there(request, method))
    return problem(found.status_code, str(found.detail), title=HTTPStatus(found.status_code).phrase, headers=headers)


def _is_there(request: Request, method: str) -> bool:
    """Whether this may be done at this address; the framework names the methods of its first route only."""
    scope = {**request.scope, "method": method}
    return any(route.matches(scope)[0] == Match.FULL for route in request.app.routes)
