"""Reports to tell: made by hand, so that no detector is needed."""

from __future__ import annotations

import pytest

from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box, Polygon
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.text import ReadText
from photocheck.domain.verdicts import Decision, Problem, Reason, Sensitivity, Verdict
from photocheck.reports.interface import Run

FORMS = "www.bromsgrove.gov.uk/photo or www.redditchbc.gov.uk/photo"
VERSIONS = Versions("0.1.0", "whatsapp 0.2", {"faces": "1"})


def _report(source, decision, *, findings=(), reasons=(), problems=(), audience="colleagues"):
    lenient = decision in {Decision.SHARE, Decision.VIA_COMMUNICATIONS}
    verdict = Verdict(
        audience,
        "whatsapp",
        decision,
        Sensitivity.NON_SENSITIVE if lenient else Sensitivity.SENSITIVE,
        tuple(reasons),
        "Communications",
    )
    opened = decision is not Decision.NOT_CHECKED
    return PhotoReport(
        source,
        "ab" * 32 if opened else None,
        4032 if opened else None,
        3024 if opened else None,
        tuple(findings),
        (verdict,),
        VERSIONS,
        tuple(problems),
    )


@pytest.fixture(scope="session")
def make_report():
    """Build a report of one photo from its name, its decision and what led to it."""
    return _report


@pytest.fixture
def openday() -> PhotoReport:
    """The design's example: a marked page on a screen, three people, a position in the file."""
    findings = (
        Finding("screen", Box(40, 60, 900, 700), 0.97, "documents", number=1),
        Finding(
            "text",
            Polygon(((100.0, 90.0), (500.0, 92.0), (500.0, 120.0), (100.0, 118.0))),
            0.95,
            "text",
            ReadText.secret("OFFICIAL-SENSITIVE"),
            (Match("marking", ReadText.plain("OFFICIAL-SENSITIVE"), 0.99),),
            number=2,
            inside=1,
        ),
        Finding("face", Box(1400, 900, 1600, 1180), 0.98, "faces", number=3),
        Finding("face", Box(2000, 880, 2180, 1130), 0.91, "faces", number=4),
        Finding("face", Box(2900, 1000, 2960, 1080), 0.62, "faces", number=5),
        Finding(
            "location",
            None,
            1.0,
            "metadata",
            ReadText.secret("52.33, -2.06"),
            (Match("gps-position", ReadText.secret("52.33, -2.06"), 1.0),),
            number=6,
        ),
    )
    reasons = (
        Reason(
            "marked-sensitive",
            "A screen, top left, shows a page marked OFFICIAL-SENSITIVE.",
            Decision.DO_NOT_SHARE,
            (1, 2),
        ),
        Reason(
            "people-need-consent",
            "3 people can be recognised (3, 4, 5). Consent on file covers none of them.",
            Decision.GET_CONSENT,
            (3, 4, 5),
            FORMS,
        ),
        Reason("position-in-file", "The file says where it was taken.", Decision.HIDE, (6,)),
    )
    return _report("openday.jpg", Decision.DO_NOT_SHARE, findings=findings, reasons=reasons)


@pytest.fixture
def landscape() -> PhotoReport:
    """A photo with nothing in it."""
    return _report("landscape.jpg", Decision.SHARE)


@pytest.fixture
def damaged() -> PhotoReport:
    """A photo that could not be opened."""
    problem = Problem(
        "open", "The file ends before the picture does.", "Ask for the photo again, or open it and save it anew."
    )
    reason = Reason("could-not-be-checked", f"“open” could not be checked: {problem.message}", Decision.NOT_CHECKED)
    return _report("broken.jpg", Decision.NOT_CHECKED, reasons=(reason,), problems=(problem,))


@pytest.fixture(scope="session")
def run() -> Run:
    """A run of one photo under the council's policy."""
    return Run(
        "whatsapp 0.2",
        (
            "Do I really have to use WhatsApp for this?",
            "Is there a corporate system (email, Teams) I could use?",
            "Is this definitely non-sensitive?",
            "Would I be happy for this to be made public?",
        ),
    )
