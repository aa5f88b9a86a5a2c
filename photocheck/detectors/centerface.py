"""CenterFace: one picture in, candidate faces out.

Xu et al., "CenterFace: Joint Face Detection and Alignment Using Face as Point" (2019): a map of how
likely a face's centre is, its size and its offset, at a quarter of the input's resolution.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from photocheck.inference.engine import Network
from photocheck.inference.store import weights_of

__all__ = ["CenterFace"]

STRIDE = 4
# The network halves its input five times.
MULTIPLE = 32


class CenterFace:
    """The network with its weights; safe from many threads. Raises ModelError while it is built."""

    def __init__(self, threads: int) -> None:
        weights = weights_of("centerface")
        self.models: Mapping[str, str] = {weights.name: weights.version}
        self._network = Network(weights.read(), threads=threads)

    def candidates(self, pixels: NDArray[np.uint8], threshold: float) -> NDArray[np.float32]:
        """Return candidate faces as rows (left, top, right, bottom, score), pixels of the given picture.

        `pixels` has shape (height, width, 3), RGB; it is padded to what the network takes. Rows overlap:
        they have not been merged.
        """
        height, width = pixels.shape[:2]
        padding = ((0, -height % MULTIPLE), (0, -width % MULTIPLE), (0, 0))
        heat, size, offset = self._network(np.pad(pixels, padding)[np.newaxis])
        return decoded(heat[0, 0], size[0], offset[0], threshold)


def decoded(
    heat: NDArray[np.float32], size: NDArray[np.float32], offset: NDArray[np.float32], threshold: float
) -> NDArray[np.float32]:
    """Turn the network's maps into rows (left, top, right, bottom, score).

    `heat` has shape (rows, columns), `size` and `offset` (2, rows, columns), vertical first; sizes are
    logarithms in units of the stride.
    """
    rows, columns = np.nonzero(heat > threshold)
    heights, widths = np.exp(size[:, rows, columns]) * STRIDE
    middle_y = (rows + offset[0, rows, columns] + 0.5) * STRIDE
    middle_x = (columns + offset[1, rows, columns] + 0.5) * STRIDE
    left, top = middle_x - widths / 2, middle_y - heights / 2
    found: NDArray[np.float32] = np.stack(
        [left, top, left + widths, top + heights, heat[rows, columns]], axis=1
    ).astype(np.float32)
    return found
