"""Read lines whose outlines are known: cut out, straightened, in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from photocheck.readers.outlines import Outline

__all__ = ["Reading", "cut_line", "read_lines"]

LINE_HEIGHT: Final = 48
# A new shape costs the engine 10 to 20 ms once, so widths come in steps; more than 6 lines at once gain nothing.
WIDTH_STEP: Final = 64
BATCH: Final = 6
# Columns of a batch, all lines together: each takes 9 kB in the engine, as there are 18,710 characters.
BATCH_COLUMNS: Final = 2048
ROOM: Final = 0.15
NARROWEST: Final = 16
# The network saw nothing longer in training; the tail of a longer line is squeezed.
WIDEST: Final = 3200

Network = Callable[[NDArray[np.uint8]], tuple[NDArray[np.int32], NDArray[np.float32]]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line says, and the mean probability of its characters (0 for none)."""

    text: str
    confidence: float


def cut_line(pixels: NDArray[np.uint8], outline: Outline) -> NDArray[np.uint8]:
    """Cut out a line whose outline starts at the first letter, 48 pixels high and straight."""
    if outline.bend is not None:
        columns = int(np.clip(round(LINE_HEIGHT * outline.width / max(outline.height, 1.0)), NARROWEST, WIDEST))
        return outline.bend.cut(pixels, columns, LINE_HEIGHT)
    corners = _with_room(outline.corners)
    width = max(np.hypot(*(corners[1] - corners[0])), np.hypot(*(corners[2] - corners[3])), 1.0)
    height = max(np.hypot(*(corners[3] - corners[0])), np.hypot(*(corners[2] - corners[1])), 1.0)
    columns = int(np.clip(round(LINE_HEIGHT * width / height), NARROWEST, WIDEST))
    target = np.array([(0, 0), (columns, 0), (columns, LINE_HEIGHT), (0, LINE_HEIGHT)], np.float32)
    shrink = LINE_HEIGHT / height
    if shrink < 0.5:
        # Warping takes every n-th pixel; shrink by area first, or thin strokes break.
        pixels, corners = _shrunk_around(pixels, corners, shrink)
    turn = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    size = (columns, LINE_HEIGHT)
    return np.asarray(
        cv2.warpPerspective(pixels, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE), np.uint8
    )


def read_lines(network: Network, alphabet: Sequence[str], lines: Sequence[NDArray[np.uint8]]) -> list[Reading]:
    """Read lines (48, width, 3) in the order given."""
    readings = [Reading("", 0.0)] * len(lines)
    for numbers in _batches([line.shape[1] for line in lines]):
        width = ceil(max(lines[number].shape[1] for number in numbers) / WIDTH_STEP) * WIDTH_STEP
        # Grey is zero for the network, as in its training.
        batch = np.full((len(numbers), LINE_HEIGHT, width, 3), 127, np.uint8)
        for row, number in zip(batch, numbers, strict=True):
            row[:, : lines[number].shape[1]] = lines[number]
        classes, probabilities = network(batch)
        for number, line_classes, line_probabilities in zip(numbers, classes, probabilities, strict=True):
            readings[number] = _spelled(alphabet, line_classes, line_probabilities)
    return readings


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Group the lines by width, so that a short one is not padded to a long one."""
    batch: list[int] = []
    for number in sorted(range(len(widths)), key=widths.__getitem__):
        full = len(batch) == BATCH or (len(batch) + 1) * widths[number] > BATCH_COLUMNS
        if batch and (full or widths[number] > 1.25 * widths[batch[0]] + WIDTH_STEP):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _spelled(alphabet: Sequence[str], classes: NDArray[np.int32], probabilities: NDArray[np.float32]) -> Reading:
    """Spell out the best class of each step: repeats are one character, class 0 is none (CTC)."""
    kept = (classes != 0) & np.concatenate(([True], classes[1:] != classes[:-1]))
    if not kept.any():
        return Reading("", 0.0)
    text = "".join(alphabet[index] for index in classes[kept])
    return Reading(text.strip(), float(probabilities[kept].mean()))


def _with_room(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """Make the line a little longer at both ends, where outlines cut into the first and last letter."""
    edge = corners[1] - corners[0]
    room = edge / max(float(np.hypot(*edge)), 1.0) * float(np.hypot(*(corners[3] - corners[0]))) * ROOM
    return np.asarray(corners + np.array([-room, room, room, -room]), np.float32)


def _shrunk_around(
    pixels: NDArray[np.uint8], corners: NDArray[np.float32], factor: float
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    height, width = pixels.shape[:2]
    left, top = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (width - 1, height - 1))
    right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 1, (left + 1, top + 1), (width, height))
    part = pixels[top:bottom, left:right]
    size = (max(1, round(part.shape[1] * factor)), max(1, round(part.shape[0] * factor)))
    small = np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), np.uint8)
    ratio = (size[0] / part.shape[1], size[1] / part.shape[0])
    return small, ((corners - (left, top)) * ratio).astype(np.float32)
