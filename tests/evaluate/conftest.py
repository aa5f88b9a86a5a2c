"""Hand-made labels and reports, and a screener that says what it is told to say."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from photocheck.domain.findings import Finding
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.verdicts import Decision, Problem, Sensitivity, Verdict
from photocheck.evaluate.labels import LabelledPhoto
from photocheck.evaluate.outcomes import Outcome

MakeOutcome = Callable[..., Outcome]
WriteSet = Callable[..., Path]


def report_of(
    *findings: Finding,
    decision: Decision = Decision.SHARE,
    problems: Sequence[str] = (),
    size: tuple[int | None, int | None] = (100, 100),
) -> PhotoReport:
    """Make a report with these findings; a problem makes it `not-checked`, as the screener does."""
    decision = Decision.NOT_CHECKED if problems else decision
    return PhotoReport(
        source="photo.jpg",
        sha256="0" * 64,
        width=size[0],
        height=size[1],
        findings=findings,
        verdicts=(Verdict("colleagues", "whatsapp", decision, Sensitivity.SENSITIVE),),
        versions=Versions("1.2", "whatsapp 0.2", {"model": "3"}),
        problems=tuple(Problem("open", message) for message in problems),
        timings_ms={"faces": 10.0},
    )


@pytest.fixture
def make_outcome() -> MakeOutcome:
    """Make an outcome from labels (as keywords of LabelledPhoto) and a report (as `report_of` takes it)."""

    def make(
        *findings: Finding,
        decision: Decision = Decision.SHARE,
        problems: Sequence[str] = (),
        report_size: tuple[int | None, int | None] = (100, 100),
        seconds: float = 1.0,
        **labels: Any,
    ) -> Outcome:
        photo = LabelledPhoto(file="images/photo.jpg", path=Path("images/photo.jpg"), **labels)
        return Outcome(photo, report_of(*findings, decision=decision, problems=problems, size=report_size), seconds)

    return make


@pytest.fixture
def write_set(tmp_path: Path) -> WriteSet:
    """Write a label file of these rows, and name its folder."""

    def write(*rows: Mapping[str, Any], name: str = "handmade") -> Path:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "labels.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return folder

    return write


class SaysSo:
    """A screener whose reports are known beforehand, by the photo's file name."""

    def __init__(self, reports: Mapping[str, PhotoReport]) -> None:
        self._reports = reports

    def screen(self, photo: Path) -> PhotoReport:
        """Say what was prepared; a photo that was not is one that could not be opened."""
        missing = report_of(problems=["There is nothing here."], size=(None, None))
        return self._reports.get(photo.name, missing)


@pytest.fixture
def says_so() -> type[SaysSo]:
    """The stand-in for a screener, and with `report_of` the way to make its reports."""
    return SaysSo


@pytest.fixture(name="report_of")
def report_of_fixture() -> Callable[..., PhotoReport]:
    """Make a report by hand."""
    return report_of
