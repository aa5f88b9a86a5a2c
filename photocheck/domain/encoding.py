"""The one JSON form of a report: for --format json, the results store and HTTP alike.

Schema `photocheck/report/1` for a photo, `photocheck/run/1` for a run. Coordinates are pixels of the
upright photo. Text is masked unless `reveal` is set.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from photocheck.domain.consent import ConsentRecord, ConsentState, FaceLink
from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box, Polygon
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.rulings import Ruling, Rulings
from photocheck.domain.text import ReadText
from photocheck.domain.verdicts import Decision, Problem, Reason, Sensitivity, Verdict

__all__ = [
    "REPORT_SCHEMA",
    "RUN_SCHEMA",
    "decode_report",
    "decode_ruling",
    "encode_report",
    "encode_ruling",
]

REPORT_SCHEMA = "photocheck/report/1"
RUN_SCHEMA = "photocheck/run/1"


def encode_report(report: PhotoReport, *, reveal: bool = False) -> dict[str, Any]:
    """Turn one photo's report into plain dicts and lists that json.dumps takes."""
    return {
        "schema": REPORT_SCHEMA,
        "source": report.source,
        "sha256": report.sha256,
        "width": report.width,
        "height": report.height,
        "pages": report.pages,
        "findings": [_encode_finding(finding, reveal=reveal) for finding in report.findings],
        "consent": _encode_consent(report),
        "decisions": {
            "on": _encode_date(report.rulings.on),
            "made": [encode_ruling(ruling) for ruling in report.rulings.made],
        },
        "verdicts": [_encode_verdict(verdict) for verdict in report.verdicts],
        "problems": [
            {"stage": problem.stage, "message": problem.message, "hint": problem.hint} for problem in report.problems
        ],
        "versions": {
            "photocheck": report.versions.photocheck,
            "policy": report.versions.policy,
            "models": dict(report.versions.models),
        },
        "timings_ms": {stage: round(value, 1) for stage, value in report.timings_ms.items()},
    }


def encode_ruling(ruling: Ruling) -> dict[str, Any]:
    """Turn what somebody decided about a thing into a plain dict; who it was stands in the register."""
    return {
        "id": ruling.id,
        "kind": ruling.kind,
        "box": None if ruling.box is None else _encode_box(ruling.box),
        "page": ruling.page,
        "patterns": sorted(ruling.patterns),
        "shown": ruling.shown,
        "sensitive": ruling.sensitive,
        "reason": ruling.reason,
        "made_on": ruling.made_on.isoformat(),
        "policy": ruling.policy,
        "expires_on": _encode_date(ruling.expires_on),
        "withdrawn_on": _encode_date(ruling.withdrawn_on),
    }


def decode_ruling(data: dict[str, Any]) -> Ruling:
    """Build a decision again from its JSON form; raises KeyError, TypeError or ValueError for what is none."""
    return Ruling(
        id=data["id"],
        kind=data["kind"],
        sensitive=data["sensitive"],
        reason=data["reason"],
        made_on=date.fromisoformat(data["made_on"]),
        policy=data["policy"],
        box=None if data["box"] is None else Box(*data["box"]),
        page=data["page"],
        patterns=frozenset(data["patterns"]),
        shown=data["shown"],
        expires_on=_decode_date(data["expires_on"]),
        withdrawn_on=_decode_date(data["withdrawn_on"]),
    )


def decode_report(data: dict[str, Any]) -> PhotoReport:
    """Build the report again from its JSON form; text that was masked stays masked.

    Raises ValueError when the data is not a report of a schema that this version reads.
    """
    if data.get("schema") != REPORT_SCHEMA:
        msg = f"this is not a {REPORT_SCHEMA} document: its schema is {data.get('schema')!r}"
        raise ValueError(msg)
    try:
        return _decode_report(data)
    except (KeyError, TypeError, IndexError) as error:
        msg = f"this {REPORT_SCHEMA} document is incomplete or has a value of the wrong type ({error})"
        raise ValueError(msg) from error


def _decode_report(data: dict[str, Any]) -> PhotoReport:
    versions = data["versions"]
    consent = data["consent"]
    decisions = data.get("decisions", {"on": None, "made": []})
    return PhotoReport(
        source=data["source"],
        sha256=data["sha256"],
        width=data["width"],
        height=data["height"],
        pages=data.get("pages", 1),
        findings=tuple(_decode_finding(item) for item in data["findings"]),
        verdicts=tuple(_decode_verdict(item) for item in data["verdicts"]),
        versions=Versions(versions["photocheck"], versions["policy"], dict(versions["models"])),
        problems=tuple(Problem(item["stage"], item["message"], item["hint"]) for item in data["problems"]),
        consent=ConsentState(
            records=tuple(_decode_record(item) for item in consent["records"]),
            on=_decode_date(consent.get("on")),
            faces=tuple(
                FaceLink(item["reference"], Box(*item["box"]), item["page"]) for item in consent.get("faces", [])
            ),
        ),
        rulings=Rulings(tuple(decode_ruling(item) for item in decisions["made"]), _decode_date(decisions["on"])),
        timings_ms=dict(data["timings_ms"]),
    )


def _encode_finding(finding: Finding, *, reveal: bool) -> dict[str, Any]:
    return {
        "number": finding.number,
        "kind": finding.kind,
        "page": finding.page,
        "box": None if finding.box is None else _encode_box(finding.box),
        "polygon": None if finding.polygon is None else [[round(x, 1), round(y, 1)] for x, y in finding.polygon.points],
        "confidence": round(finding.confidence, 3),
        "detector": finding.detector,
        "inside": finding.inside,
        "text": None if finding.text is None else finding.text.shown(reveal=reveal),
        "matches": [
            {
                "pattern": match.pattern,
                "masked": match.text.masked,
                "confidence": round(match.confidence, 3),
                **({"text": match.text.shown(reveal=True)} if reveal else {}),
            }
            for match in finding.matches
        ],
    }


def _decode_finding(data: dict[str, Any]) -> Finding:
    region: Box | Polygon | None = None
    if data["polygon"] is not None:
        region = Polygon.of(data["polygon"])
    elif data["box"] is not None:
        region = Box(*data["box"])
    return Finding(
        kind=data["kind"],
        region=region,
        confidence=data["confidence"],
        detector=data["detector"],
        text=None if data["text"] is None else ReadText(data["text"]),
        matches=tuple(
            Match(item["pattern"], ReadText(item["masked"], item.get("text")), item["confidence"])
            for item in data["matches"]
        ),
        number=data["number"],
        inside=data["inside"],
        page=data.get("page", 1),
    )


def _encode_box(box: Box) -> list[float]:
    return [round(value, 1) for value in (box.left, box.top, box.right, box.bottom)]


def _encode_verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "audience": verdict.audience,
        "channel": verdict.channel,
        "decision": verdict.decision.value,
        "sensitivity": verdict.sensitivity.value,
        "contact": verdict.contact,
        "reasons": [
            {
                "rule": reason.rule,
                "text": reason.text,
                "decision": reason.decision.value,
                "findings": list(reason.findings),
                "link": reason.link,
            }
            for reason in verdict.reasons
        ],
    }


def _decode_verdict(data: dict[str, Any]) -> Verdict:
    return Verdict(
        audience=data["audience"],
        channel=data["channel"],
        decision=Decision(data["decision"]),
        sensitivity=Sensitivity(data["sensitivity"]),
        contact=data.get("contact"),
        reasons=tuple(
            Reason(item["rule"], item["text"], Decision(item["decision"]), tuple(item["findings"]), item["link"])
            for item in data["reasons"]
        ),
    )


def _encode_consent(report: PhotoReport) -> dict[str, Any]:
    covered = 0
    if report.verdicts:
        verdict = report.verdict
        covered = report.consent.people_covered(verdict.audience, verdict.channel, report.findings)
    return {
        "people_seen": report.people_seen,
        "people_covered": min(covered, report.people_seen),
        "on": _encode_date(report.consent.on),
        "records": [
            {
                "reference": record.reference,
                "people": record.people,
                "covers": list(record.covers),
                "uses": sorted(record.uses),
                "given_on": record.given_on.isoformat(),
                "expires_on": _encode_date(record.expires_on),
                "withdrawn_on": _encode_date(record.withdrawn_on),
                # A guardian's name is personal data of somebody who may not be in the photo.
                "guardian": record.guardian is not None,
                "under_18": record.under_18,
                "faces_only": record.faces_only,
            }
            for record in report.consent.records
        ],
        "faces": [
            {"reference": link.reference, "box": _encode_box(link.box), "page": link.page}
            for link in report.consent.faces
        ],
    }


def _decode_record(data: dict[str, Any]) -> ConsentRecord:
    given_on = _decode_date(data["given_on"])
    if given_on is None:
        msg = "a consent record needs the day it was given"
        raise ValueError(msg)
    return ConsentRecord(
        reference=data["reference"],
        people=data["people"],
        covers=tuple(data["covers"]),
        uses=frozenset(data["uses"]),
        given_on=given_on,
        expires_on=_decode_date(data["expires_on"]),
        withdrawn_on=_decode_date(data["withdrawn_on"]),
        guardian="on file" if data["guardian"] else None,
        under_18=data.get("under_18", False),
        faces_only=data.get("faces_only", False),
    )


def _encode_date(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _decode_date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
