"""Words that run up or down and were found as one piece: a photo without other text is looked at turned."""

from __future__ import annotations

import numpy as np
import pytest

from photocheck.readers.rapidocr import RapidOcrReader

WIDTH, HEIGHT = 640, 480
# Rows and columns.
WORD = (slice(150, 330), slice(310, 350))


class Recognising:
    """A recorded answer of the reading network: of a long line it reads a word, of a square nothing."""

    alphabet = ("", *"words")

    def __call__(self, lines):
        """The best class of each step, and its probability."""
        letters = [1, 2, 3, 4, 5] if lines.shape[2] >= 128 else [0] * 5
        classes = np.array([letters] * len(lines), np.int32)
        return classes, np.full(classes.shape, 0.95, np.float32)


@pytest.fixture
def reader():
    """A reader whose networks see a blob where white runs down, and a line where it runs across."""

    def detection(pixels):
        white = pixels[..., 0] > 128
        if white.any(axis=1).sum() <= white.any(axis=0).sum():
            return np.where(white, 0.9, 0.0).astype(np.float32)
        chances = np.zeros(white.shape, np.float32)
        chances[180:300, 260:380] = 0.7
        return chances

    made = RapidOcrReader.__new__(RapidOcrReader)
    made._detection, made._recognition = detection, Recognising()
    return made


def test_a_word_that_melted_together_is_read_on_its_side(reader):
    """It is text where the blob was, in pixels of the photo, and runs up or down."""
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    pixels[WORD] = 255
    (line,) = reader.read(pixels)
    assert line.text == "words"
    (x0, y0), (x1, y1) = line.polygon.points[:2]
    assert abs(y1 - y0) > abs(x1 - x0)
    rows, columns = WORD
    middle = ((columns.start + columns.stop) / 2, (rows.start + rows.stop) / 2)
    assert np.mean(line.polygon.points, axis=0) == pytest.approx(middle, abs=2)
