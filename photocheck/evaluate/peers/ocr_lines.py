"""What Tesseract read, word by word, put together to lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

LINE = ("block_num", "par_num", "line_num")


def lines_of(words: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """The lines as things with their text, from the table that Tesseract gives."""
    lines: dict[tuple[Any, ...], list[int]] = {}
    for at, word in enumerate(words["text"]):
        if str(word).strip():
            lines.setdefault(tuple(words[part][at] for part in LINE), []).append(at)
    return [_line(words, places) for places in lines.values()]


def box_of(words: Mapping[str, Sequence[Any]], places: Sequence[int]) -> list[float]:
    """The box around these words."""
    return [
        min(words["left"][at] for at in places),
        min(words["top"][at] for at in places),
        max(words["left"][at] + words["width"][at] for at in places),
        max(words["top"][at] + words["height"][at] for at in places),
    ]


def _line(words: Mapping[str, Sequence[Any]], places: Sequence[int]) -> dict[str, Any]:
    sure = sum(max(0.0, float(words["conf"][at])) for at in places) / len(places) / 100
    text = " ".join(str(words["text"][at]) for at in places)
    return {"kind": "text", "box": box_of(words, places), "confidence": min(1.0, sure), "text": text}
