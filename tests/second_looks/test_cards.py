"""What makes a page an ID card."""

from __future__ import annotations

import numpy as np
import pytest

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box, Polygon
from photocheck.second_looks.cards import CardLook

CARD = Polygon(((100, 100), (420, 100), (420, 300), (100, 300)))
FACE = Finding("face", Box(300, 140, 380, 240), 0.9, "faces")
ZONE = "P<GBROAK<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<<<<<", "1234567897GBR8001014F2501017<<<<<<<<<<<<<<06"


@pytest.fixture
def kind_with(photo_of):
    """What a page of this outline is called once it was looked at with other findings."""

    def look(*others, outline=CARD, kind="document"):
        page = Finding(kind, outline, 0.7, "documents")
        return CardLook().look_again(photo_of(np.zeros((500, 600, 3), np.uint8)), [page, *others])[0].kind

    return look


def test_a_card_with_a_face_and_a_name_is_an_id_card(kind_with, a_line):
    """A staff badge: a card's shape, a face, a line of text."""
    assert kind_with(FACE, a_line("Anna Oak", (120, 150, 280, 175))) == "id-card"


@pytest.mark.parametrize("kind", ["document", "screen", "whiteboard"])
def test_an_upright_badge_is_one_too(kind_with, a_line, kind):
    """Badges on lanyards hang upright."""
    upright = Polygon(((100, 100), (300, 100), (300, 420), (100, 420)))
    face = Finding("face", Box(150, 160, 240, 270), 0.9, "faces")
    assert kind_with(face, a_line("Anna Oak", (130, 300, 270, 325)), outline=upright, kind=kind) == "id-card"


def test_a_face_beside_the_page_makes_no_card(kind_with, a_line):
    """Somebody who holds a letter is not on it."""
    beside = Finding("face", Box(450, 100, 550, 240), 0.9, "faces")
    assert kind_with(beside, a_line("Dear Anna Oak", (120, 150, 280, 175))) == "document"


def test_a_face_alone_makes_no_card(kind_with):
    """A framed portrait has the shape and a face, and no text."""
    assert kind_with(FACE) == "document"


def test_a_long_strip_is_no_card(kind_with, a_line):
    """A banner with a face on it has another shape."""
    strip = Polygon(((20, 100), (580, 100), (580, 300), (20, 300)))
    assert kind_with(FACE, a_line("Vote for Anna", (120, 150, 280, 175)), outline=strip) == "document"


def test_a_machine_readable_zone_is_enough(kind_with, a_line):
    """A passport's page may have lost its shape and its face."""
    strip = Polygon(((20, 100), (580, 100), (580, 300), (20, 300)))
    rows = [a_line(text, (40, 200 + 40 * row, 560, 230 + 40 * row)) for row, text in enumerate(ZONE)]
    assert kind_with(*rows, outline=strip) == "id-card"
