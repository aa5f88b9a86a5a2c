"""The screener lets second looks follow the detectors, and what fails is told and loses nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.domain.verdicts import Decision
from photocheck.errors import UsageError
from photocheck.screener import Screener

PHOTO = np.zeros((60, 80, 3), np.uint8)
PAGE = Finding("document", Box(0, 0, 50, 50), 0.9, "stub")


class Detects:
    """A detector that says what it was told to say."""

    name = "stub"
    models: ClassVar = {"first": "1"}

    def __init__(self, *findings):
        self.findings = list(findings)

    def detect(self, _):
        """Say it."""
        return self.findings


class Surer:
    """A second look that is a little less sure of everything, so that the order shows."""

    models: ClassVar = {"second": "2"}

    def __init__(self, name, factor):
        self.name, self.factor = name, factor

    def look_again(self, _, findings):
        """Change every confidence."""
        return [replace(finding, confidence=finding.confidence * self.factor) for finding in findings]


class Fails:
    """A second look that cannot be had."""

    name = "broken"
    models: ClassVar = {}

    def look_again(self, *_):
        """Fail."""
        raise RuntimeError("no")


def test_each_sees_what_the_one_before_it_left():
    """Second looks run in order, each on the result of the one before, and their time is told."""
    looks = [Surer("halve", 0.5), Surer("halve-again", 0.5)]
    report = Screener(detectors=[Detects(PAGE)], second_looks=looks).screen(PHOTO)
    assert [finding.confidence for finding in report.findings] == [0.9 / 4]
    assert {"halve", "halve-again"} <= set(report.timings_ms)
    assert report.versions.models == {"first": "1", "second": "2"}


def test_a_second_look_that_fails_loses_nothing_and_is_told():
    """The findings of the detectors stay, the next look goes on, and the photo is not called checked."""
    report = Screener(detectors=[Detects(PAGE)], second_looks=[Fails(), Surer("halve", 0.5)]).screen(PHOTO)
    assert [finding.confidence for finding in report.findings] == [0.45]
    assert [problem.stage for problem in report.problems] == ["broken"]
    assert report.decision is Decision.NOT_CHECKED


def test_detectors_of_ones_own_are_followed_by_nothing():
    """Who brings detectors gets what they say, unless second looks are asked for as well."""
    report = Screener(detectors=[Detects(PAGE)]).screen(PHOTO)
    assert [finding.kind for finding in report.findings] == ["document"]


def test_a_reader_that_there_is_not_is_refused():
    """The sentence names the readers that there are."""
    with pytest.raises(UsageError, match="no reader “abbyy”"):
        Screener(reader="abbyy")
