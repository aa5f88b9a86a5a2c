"""The network: a plain residual encoder, a feature pyramid at stride 4, and three heads on what they share.

Input: RGB, float32 of 0 to 255, (batch, 3, height, width), both divisible by 32. Outputs at a quarter of the size:
`heat` (1 channel, logit: the middle of an object is here), `corners` (8: from here to the four corners, clockwise from
any of them, in units of 32 pixels) and `kinds` (5 logits: document, screen, whiteboard, id-card, note).
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

__all__ = ["CORNER_UNIT", "PageNetwork"]

CORNER_UNIT = 32.0
# Multiples of 16: half as fast again on the CPU as widths that are none.
WIDTHS = (16, 32, 64, 112, 176)
BLOCKS = (1, 2, 3, 3)
PYRAMID = 48
SHARED = 64


def _convolution(inside: int, outside: int, size: int = 3, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inside, outside, size, stride, size // 2, bias=False), nn.BatchNorm2d(outside), nn.ReLU(inplace=True)
    )


class _Residual(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = _convolution(width, width)
        self.second = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))
        nn.init.zeros_(self.second[1].weight)

    def forward(self, features: Tensor) -> Tensor:
        return functional.relu(features + self.second(self.first(features)))


class PageNetwork(nn.Module):
    """Finds pages, screens, boards, cards and notes."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = _convolution(3, WIDTHS[0], stride=2)
        stages = []
        for index, blocks in enumerate(BLOCKS):
            down = _convolution(WIDTHS[index], WIDTHS[index + 1], stride=2)
            stages.append(nn.Sequential(down, *(_Residual(WIDTHS[index + 1]) for _ in range(blocks))))
        self.stages = nn.ModuleList(stages)
        self.across = nn.ModuleList(nn.Conv2d(width, PYRAMID, 1) for width in WIDTHS[1:])
        self.join = nn.ModuleList(_convolution(PYRAMID, PYRAMID) for _ in WIDTHS[2:])
        self.shared = _convolution(PYRAMID, SHARED)
        self.heat, self.corners, self.kinds = (nn.Conv2d(SHARED, outside, 1) for outside in (1, 8, 5))
        nn.init.constant_(self.heat.bias, -4.0)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Pixels to (heat, corners, kinds)."""
        features = self.stem((pixels - 118.0) / 64.0)
        levels = []
        for stage, across in zip(self.stages, self.across, strict=True):
            features = stage(features)
            levels.append(across(features))
        joined = levels.pop()
        for level, join in zip(reversed(levels), reversed(self.join), strict=True):
            joined = level + functional.interpolate(join(joined), scale_factor=2.0, mode="nearest")
        said = self.shared(joined)
        return self.heat(said), self.corners(said), self.kinds(said)
