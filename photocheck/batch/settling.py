"""The form in which a report is kept: what was found, masked and unjudged, with nothing that names the photo."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace

from photocheck.domain.encoding import decode_report, encode_report
from photocheck.domain.reports import PhotoReport

__all__ = ["from_bytes", "settled", "to_bytes"]


def settled(report: PhotoReport) -> PhotoReport:
    """The report as it would come out of the store, but for the text that was read, which is still known.

    A report that was kept has its figures rounded; judging both by the same figures makes sure that a photo gets the
    same verdict today and tomorrow. Nobody has judged a settled report.
    """
    kept = decode_report(encode_report(replace(report, verdicts=())))
    findings = (
        replace(
            rounded,
            text=found.text,
            matches=tuple(
                replace(match, text=known.text) for match, known in zip(rounded.matches, found.matches, strict=True)
            ),
        )
        for rounded, found in zip(kept.findings, report.findings, strict=True)
    )
    return replace(kept, findings=tuple(findings), problems=report.problems)


def to_bytes(report: PhotoReport) -> bytes:
    """Pack the report; its source is left out, since a file's name may be somebody's."""
    document = encode_report(replace(report, source="", verdicts=()))
    return zlib.compress(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode(), level=1)


def from_bytes(data: bytes, source: str) -> PhotoReport:
    """Unpack a report for the photo that is called this now; raises ValueError for what is no report."""
    try:
        document = json.loads(zlib.decompress(data))
    except zlib.error as error:
        raise ValueError("this was not packed as a report") from error
    return replace(decode_report(document), source=source)
