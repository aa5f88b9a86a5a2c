"""Bring what several looks at a photo saw together: one row a face, with one score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photocheck.detectors.box_groups import areas, grouped
from photocheck.detectors.face_views import Rows, View

__all__ = ["distinct", "fused", "in_company"]

# Boxes of different views that agree at least this well are one face.
SAME_FACE: Final = 0.4
# The network is best at faces of this many pixels; of smaller and larger ones a view's word counts DOUBTED,
# unless no other view would see them better.
TRUSTED: Final = (18.0, 150.0)
DOUBTED: Final = 0.15
# Of faces of fewer pixels a view knows next to nothing.
UNSEEN: Final = 5.0
IGNORED: Final = 0.01
# Faces come in company: a candidate gains up to this share of its score when there are COMPANY sure faces of
# about its size. Sure are those from SURE on, about its size those at most SIMILAR times larger or smaller.
GAIN: Final = 0.4
COMPANY: Final = 3.0
SURE: Final = 0.3
SIMILAR: Final = 1.5


def fused(views: Sequence[View]) -> Rows:
    """Join the views' candidates: rows (left, top, right, bottom, score), the likeliest first.

    A face's box is the mean of the boxes that saw it, weighted by score and trust. Its score is the mean of
    the views' scores, weighted by trust; a view that did not see it counts with 0.
    """
    rows = np.concatenate([view.rows for view in views])
    owner = np.repeat(np.arange(len(views)), [len(view.rows) for view in views])
    scales = np.array([view.scale for view in views])
    weights = rows[:, 4] * _trust(_sizes(rows), scales)[np.arange(len(rows)), owner]
    order = np.argsort(-weights, kind="stable")
    rows, owner, weights = rows[order], owner[order], weights[order]
    face, count = grouped(rows, SAME_FACE)
    boxes = np.zeros((count, 4))
    np.add.at(boxes, face, rows[:, :4] * weights[:, np.newaxis])
    boxes /= np.bincount(face, weights, count)[:, np.newaxis]
    scores = np.zeros((count, len(views)))
    np.maximum.at(scores, (face, owner), rows[:, 4])
    trust = _trust(_sizes(boxes), scales)
    result = np.column_stack([boxes, (scores * trust).sum(axis=1) / trust.sum(axis=1)])
    return result[np.argsort(-result[:, 4], kind="stable")]


def in_company(rows: Rows) -> Rows:
    """Raise the scores of those who are among others: where three faces are, a fourth is likelier than a statue."""
    sizes, scores = _sizes(rows), rows[:, 4]
    sure = np.where(scores >= SURE, scores, 0.0)
    # By size, the sums up to each: what lies between two sizes is a difference.
    order = np.argsort(sizes, kind="stable")
    sums = np.concatenate([[0.0], np.cumsum(sure[order])])
    smaller = np.searchsorted(sizes[order] * SIMILAR, sizes, side="right")
    larger = np.searchsorted(sizes[order], sizes * SIMILAR, side="left")
    company = np.maximum(sums[larger] - sums[smaller] - sure, 0.0)
    return np.column_stack([rows[:, :4], np.minimum(scores * (1 + GAIN * np.minimum(company / COMPANY, 1)), 1)])


def distinct(rows: Rows) -> Rows:
    """Leave out each row that agrees with a likelier one; the likeliest first."""
    rows = rows[np.argsort(-rows[:, 4], kind="stable")]
    _, first = np.unique(grouped(rows, SAME_FACE)[0], return_index=True)
    return rows[first]


def _trust(sizes: NDArray[np.float64], scales: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much each view's word on faces of these sizes counts: (sizes, views)."""
    seen = sizes[:, np.newaxis] * scales
    too_small = (seen < TRUSTED[0]) & (scales < scales.max())
    too_large = (seen > TRUSTED[1]) & (scales > scales.min())
    trust = np.where(too_small | too_large, DOUBTED, 1.0)
    trust[too_small & (seen < UNSEEN)] = IGNORED
    # The photo and its mirror image at one size are two halves of one word.
    return np.asarray(trust / np.count_nonzero(scales[:, np.newaxis] == scales, axis=0), np.float64)


def _sizes(rows: Rows) -> NDArray[np.float64]:
    return np.sqrt(areas(rows))
