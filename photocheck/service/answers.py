"""How answers look: the report as JSON, and the statuses that a route may give, as the OpenAPI document tells them."""

from __future__ import annotations

from typing import Any, Final

from starlette.responses import Response

from photocheck.domain.encoding import encode_report
from photocheck.domain.reports import PhotoReport
from photocheck.errors import PhotoError
from photocheck.policy import Policy
from photocheck.reports.json import as_json
from photocheck.service.problems import MEDIA_TYPE, problem
from photocheck.service.telling import told

__all__ = ["ANY_FILE", "PHOTO_BODY", "Answers", "json_answer", "refusals", "report_answer", "unopened"]

# What FastAPI calls the answers of a route.
Answers = dict[int | str, dict[str, Any]]

PROBLEM: Final = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "decision"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "decision": {"const": "not-checked"},
        "hint": {"type": "string"},
    },
}

WORDS: Final = {
    400: "The photo, or the form it came in, is damaged.",
    401: "A token is needed.",
    403: "Not from there: the name, the page or the folder is not allowed.",
    404: "There is no such thing, or not any more.",
    408: "The photo did not arrive in time.",
    413: "More bytes, pixels, pages or time than the limits allow.",
    415: "Not a photo that can be checked.",
    422: "A parameter is wrong, or no safe copy can be made.",
    429: "Too many photos are waiting; the header Retry-After says when to try again.",
    500: "A fault in photocheck. Treat the photo as not checked.",
    503: "The models are being loaded, or no worker can be started.",
}
ALWAYS: Final = (401, 403, 500)

ANY_FILE: Final = {"type": "string", "format": "binary"}
PHOTO_BODY: Final = {
    "required": True,
    "description": "The photo, as the body itself or in the field “photo” of a form.",
    "content": {
        "image/*": {"schema": ANY_FILE},
        "application/octet-stream": {"schema": ANY_FILE},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["photo"],
                "properties": {"photo": ANY_FILE},
                "additionalProperties": False,
            }
        },
    },
}


def refusals(*statuses: int) -> Answers:
    """What the OpenAPI document says of these statuses, and of those that every route may give."""
    content = {MEDIA_TYPE: {"schema": PROBLEM}}
    return {status: {"description": WORDS[status], "content": content} for status in sorted({*statuses, *ALWAYS})}


def json_answer(document: dict[str, Any], status: int = 200, **headers: str) -> Response:
    """A document as it is written everywhere else."""
    return Response(as_json(document), status, headers, media_type="application/json")


def report_answer(report: PhotoReport, policy: Policy, *, words: bool) -> Response:
    """A photo's report, with `told` beside it where words were asked for."""
    document = encode_report(report)
    return json_answer({**document, "told": told(report, policy)} if words else document)


def unopened(report: PhotoReport) -> Response | None:
    """The problem to answer with where the photo could not even be opened; None where it was."""
    if report.width is not None or not report.problems:
        return None
    found = report.problems[0]
    status = found.status or PhotoError.http_status
    return problem(status, found.message, hint=found.hint, report=encode_report(report))
