"""A command line with a screener that looks at nothing, so that tests take milliseconds."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from photocheck.cli import cli
from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.text import ReadText
from photocheck.domain.verdicts import Problem
from photocheck.policy import judged, load_policy


class FakeScreener:
    """Finds by the file's name what a test asks for, and is judged by the real policy."""

    def __init__(self, policy: str, audience: str, channel: str) -> None:
        self.policy = load_policy(policy)
        self.policy.check(audience, channel)
        self.audience = audience
        self.channel = channel
        self.seen: list[str | bytes] = []

    def screen(self, photo: str | bytes, *, name: str | None = None) -> PhotoReport:
        """Give a report as the real one would."""
        self.seen.append(photo)
        source = str(name or photo)
        missing = isinstance(photo, str) and not Path(photo).exists()
        problems = (Problem("open", "There is nothing at this path.", "Check the name."),) if missing else ()
        report = PhotoReport(
            source=source,
            sha256=None
            if missing
            else sha256(photo if isinstance(photo, bytes) else Path(photo).read_bytes()).hexdigest(),
            width=None if missing else 400,
            height=None if missing else 300,
            findings=() if missing else findings_for(source),
            verdicts=(),
            versions=Versions("0", self.policy.label),
            problems=problems,
        )
        return judged(report, self.policy, self.audience, self.channel)


def findings_for(source: str) -> tuple[Finding, ...]:
    """A phone number or two people in the photos whose name says so, nothing in the others."""
    if "people" in source:
        boxes = (Box(20, 20, 80, 100), Box(200, 20, 260, 100))
        return tuple(Finding("face", box, 0.95, "faces", number=number) for number, box in enumerate(boxes, start=1))
    if "phone" not in source:
        return ()
    number = ReadText.secret("01632 960123", keep=2)
    return (Finding("text", Box(20, 20, 200, 60), 0.95, "text", number, (Match("phone", number, 0.99),), number=1),)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    """Each test runs in a folder of its own, with nothing in the environment that photocheck reads."""
    monkeypatch.chdir(tmp_path)
    for name in (
        "POLICY",
        "FOR",
        "CHANNEL",
        "FORMAT",
        "QUIET",
        "DEBUG",
        "REGISTER",
        "PEOPLE",
        "PEOPLE_FILE",
        "JOBS",
        "STORE",
        "NO_STORE",
        "REREAD",
        "TIME_LIMIT",
    ):
        monkeypatch.delenv(f"PHOTOCHECK_{name}", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def run():
    """Run the command line with the fake screener, or with what is put in its place."""

    def invoke(*arguments, build=FakeScreener, stdin=None):
        return CliRunner().invoke(cli, [str(argument) for argument in arguments], obj=build, input=stdin)

    return invoke


@pytest.fixture
def photo(tmp_path):
    """Write a small photo under a name in the folder of the test, and return its path from there."""

    def write(name="landscape.jpg"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (400, 300), (90, 120, 150)).save(path, "JPEG")
        return Path(name)

    return write
