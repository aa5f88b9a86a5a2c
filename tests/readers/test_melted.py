"""Words that run up or down and were found as one piece: a photo without other text is looked at turned."""

from __future__ import annotations

import numpy as np
import pytest

from photocheck.readers.rapidocr import RapidOcrReader

WIDTH, HEIGHT = 640, 480


class Recognising:
    """A recorded answer of the reading network: of a long line it reads a word, of a square nothing."""

    alphabet = ("", *"words")

    def __call__(self, lines):
        """The best class of each step, and its probability."""
        letters = [1, 2, 3, 4, 5] if lines.shape[2] >= 256 else [0] * 5
        classes = np.array([letters] * len(lines), np.int32)
        return classes, np.full(classes.shape, 0.95, np.float32)


@pytest.fixture
def reader():
    """A reader whose networks see a blob in a photo that lies, and in one that stands a line."""

    def detection(pixels):
        height, width = pixels.shape[:2]
        chances = np.zeros((height, width), np.float32)
        if width == WIDTH:
            chances[180:300, 260:380] = 0.7
        elif width < WIDTH / 2:
            chances[height // 2 - 10 : height // 2 + 10, 20 : width - 20] = 0.9
        return chances

    made = RapidOcrReader.__new__(RapidOcrReader)
    made._detection, made._recognition = detection, Recognising()
    return made


def test_a_word_that_melted_together_is_read_on_its_side(reader):
    """It is text where the blob was, in pixels of the photo, and runs up or down."""
    (line,) = reader.read(np.zeros((HEIGHT, WIDTH, 3), np.uint8))
    assert line.text == "words"
    (x0, y0), (x1, y1) = line.polygon.points[:2]
    assert abs(y1 - y0) > abs(x1 - x0)
    assert all(200 <= x <= 440 and 120 <= y <= 360 for x, y in line.polygon.points)
