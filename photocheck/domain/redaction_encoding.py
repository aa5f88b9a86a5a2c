"""The JSON form of a copy, schema `photocheck/redaction/1`, and of a run that made several.

Coordinates are pixels of the upright original. Text is masked unless `reveal` is set.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from photocheck.domain.encoding import encode_report
from photocheck.domain.geometry import Box, Polygon
from photocheck.domain.redactions import Attempt, HiddenArea, NotMade, Redaction

__all__ = ["REDACTION_RUN_SCHEMA", "REDACTION_SCHEMA", "encode_attempt", "encode_redaction_run"]

REDACTION_SCHEMA = "photocheck/redaction/1"
REDACTION_RUN_SCHEMA = "photocheck/redaction-run/1"


def encode_redaction_run(policy: str, attempts: Sequence[Attempt], *, reveal: bool = False) -> dict[str, Any]:
    """Turn a whole run into plain dicts and lists that json.dumps takes."""
    made = sum(isinstance(attempt, Redaction) for attempt in attempts)
    return {
        "schema": REDACTION_RUN_SCHEMA,
        "policy": policy,
        "copies": [encode_attempt(attempt, reveal=reveal) for attempt in attempts],
        "totals": {"made": made, "not_made": len(attempts) - made},
    }


def encode_attempt(attempt: Attempt, *, reveal: bool = False) -> dict[str, Any]:
    """Turn what came of one photo into plain dicts and lists; `made` says whether there is a copy."""
    if isinstance(attempt, NotMade):
        problem = attempt.problem
        return {
            "schema": REDACTION_SCHEMA,
            "source": attempt.source,
            "made": False,
            "problem": {"stage": problem.stage, "message": problem.message, "hint": problem.hint},
        }
    before = encode_report(attempt.before, reveal=reveal)
    kept, in_file = ({finding.number for finding in found} for found in (attempt.kept, attempt.in_file))
    hidden = {finding.number for finding in attempt.hidden}
    return {
        "schema": REDACTION_SCHEMA,
        "source": attempt.source,
        "made": True,
        "copy": attempt.copy,
        "sha256": {"original": attempt.before.sha256, "copy": attempt.sha256},
        "summary": f"hidden: {attempt.words}",
        "hidden": [finding for finding in before["findings"] if finding["number"] in hidden],
        "hidden_in_file": [finding for finding in before["findings"] if finding["number"] in in_file],
        "kept": [finding for finding in before["findings"] if finding["number"] in kept],
        "areas": [_encode_area(area) for area in attempt.areas],
        "crop": None if attempt.crop is None else _encode_box(attempt.crop),
        "style": attempt.style,
        "looks": attempt.looks,
        "metadata_read_again_by": list(attempt.metadata_readers),
        "before": before,
        "after": encode_report(attempt.after, reveal=reveal),
    }


def _encode_area(area: HiddenArea) -> dict[str, Any]:
    polygon = area.region.points if isinstance(area.region, Polygon) else None
    return {
        "number": area.number,
        "kind": area.kind,
        "page": area.page,
        "box": _encode_box(area.region.box),
        "polygon": None if polygon is None else [[round(x, 1), round(y, 1)] for x, y in polygon],
    }


def _encode_box(box: Box) -> list[float]:
    return [round(side, 1) for side in (box.left, box.top, box.right, box.bottom)]
