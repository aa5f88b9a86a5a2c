"""Pages from text, paper and the network's word together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.detectors.document_network import KINDS, Candidate
from photocheck.detectors.outlines import shares_of
from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Polygon
from photocheck.second_looks import documents
from photocheck.second_looks.interface import Setup
from photocheck.second_looks.seen import enough_alone


@pytest.fixture
def look(monkeypatch):
    """A second look whose network says what it is told to say."""

    def with_candidates(*candidates):
        class Told:
            version = "1"

            def __init__(self, **_):
                pass

            def propose(self, _pixels, least):
                return [candidate for candidate in candidates if candidate.score >= least]

        monkeypatch.setattr(documents, "DocumentProposer", Told)
        monkeypatch.setattr(documents, "DeviceProposer", NoDevices)
        return documents.DocumentLook(Setup())

    return with_candidates


class NoDevices:
    """A general network that sees neither screens nor what looks like them; test_seen.py has those that do."""

    version = "1"

    def __init__(self, **_):
        pass

    def propose(self, _pixels):
        """Nothing."""
        return []


def candidate(corners, score, kind="document"):
    """What the network may say."""
    chances = np.full(5, 0.05, np.float32)
    chances[KINDS.index(kind)] = 0.8
    return Candidate(np.asarray(corners, np.float32), score, chances)


def pages(found):
    """Everything that is not text."""
    return [finding for finding in found if finding.kind != "text"]


def test_lines_on_paper_are_a_page_without_the_network(look, letter, photo_of):
    """Parallel lines on a sheet whose edges can be seen are enough, and the outline is the sheet's."""
    pixels, lines, corners = letter
    (page,) = pages(look().look_again(photo_of(pixels), lines))
    assert page.kind == "document"
    assert shares_of(np.array(page.polygon.points, np.float32), corners)[0] > 0.9


def test_the_text_stays(look, letter, photo_of):
    """Nothing that was found before is lost."""
    pixels, lines, _ = letter
    found = look().look_again(photo_of(pixels), lines)
    assert found[: len(lines)] == lines


def test_a_rough_outline_of_the_network_gives_way_to_the_paper(look, letter, photo_of):
    """The page is told once, with the outline that fits best."""
    pixels, lines, corners = letter
    rough = candidate(corners + np.array(((-20, 15), (25, -10), (20, 25), (-25, -15))), 0.8)
    (page,) = pages(look(rough).look_again(photo_of(pixels), lines))
    assert shares_of(np.array(page.polygon.points, np.float32), corners)[0] > 0.9


def test_a_sign_stays_text(look, photo_of, a_line):
    """Two large words on a wall are text, whatever the network half believes."""
    wall = np.full((400, 600, 3), 180, np.uint8)
    lines = [a_line("OPEN", (150, 120, 420, 190)), a_line("DAILY", (150, 210, 420, 280))]
    doubtful = candidate(((140, 110), (430, 110), (430, 290), (140, 290)), 0.3)
    assert look(doubtful).look_again(photo_of(wall), lines) == lines


def test_a_placard_with_two_large_words_stays_text(look, photo_of, a_line):
    """However well its edges can be seen: pages have small letters."""
    wall = np.full((400, 600, 3), 90, np.uint8)
    wall[100:300, 130:440] = 225
    lines = [a_line("FREE", (190, 140, 380, 180)), a_line("WI-FI", (190, 220, 380, 260))]
    assert look().look_again(photo_of(wall), lines) == lines


@pytest.mark.parametrize(("side", "pages_left"), [(300, 0), (90, 1)])
def test_what_is_mostly_a_code_is_a_poster(look, letter, photo_of, side, pages_left):
    """A code on a letter leaves it a letter; where the code is what it is about, code and text say all of it."""
    pixels, lines, corners = letter
    left, top = corners.mean(axis=0) - side / 2
    code = Polygon(((left, top), (left + side, top), (left + side, top + side), (left, top + side)))
    found = look(candidate(corners, 0.9)).look_again(photo_of(pixels), [*lines, Finding("qr-code", code, 0.9, "codes")])
    assert len([finding for finding in found if finding.kind == "document"]) == pages_left


def test_an_empty_page_is_a_page(look, letter, photo_of):
    """What the network is sure of needs no text."""
    pixels, _, corners = letter
    (page,) = look(candidate(corners, 0.9, "screen")).look_again(photo_of(pixels), [])
    assert page.kind == "screen"
    assert page.confidence == pytest.approx(0.9)


def test_a_small_thing_needs_a_higher_score(look, photo_of):
    """What is small in the photo looks like many things."""
    pixels = np.full((800, 900, 3), 120, np.uint8)
    small, large = np.array(((0, 0), (30, 0), (30, 30), (0, 30))), np.array(((0, 0), (400, 0), (400, 400), (0, 400)))
    assert look(candidate(small + 300, 0.46)).look_again(photo_of(pixels), []) == []
    assert len(look(candidate(large + 100, 0.46)).look_again(photo_of(pixels), [])) == 1


def test_a_screen_needs_a_higher_score_than_a_page():
    """Many dark things look like screens to the network."""
    large = np.array(((0, 0), (400, 0), (400, 400), (0, 400)))
    scores = [score for score in np.arange(0.2, 0.9, 0.01) if enough_alone(candidate(large, score, "screen"), 900)]
    assert enough_alone(candidate(large, scores[0]), 900)
    assert min(score for score in np.arange(0.2, 0.9, 0.01) if enough_alone(candidate(large, score), 900)) < scores[0]


@given(st.floats(0.2, 0.9), st.floats(10, 700), st.floats(1, 4), st.sampled_from(KINDS))
def test_whatever_is_larger_needs_no_higher_score(score, side, times, kind):
    """What is taken small is taken large."""
    small = np.array(((0, 0), (side, 0), (side, side), (0, side)))
    if enough_alone(candidate(small, score, kind), 1000):
        assert enough_alone(candidate(small * times, score, kind), 1000)


def test_a_note_is_a_small_document(look, letter, photo_of):
    """Whoever reads about a sticky note reads of a page."""
    pixels, _, corners = letter
    (page,) = look(candidate(corners, 0.9, "note")).look_again(photo_of(pixels), [])
    assert page.kind == "document"
