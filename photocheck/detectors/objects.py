"""Screens, phones, and the household appliances that look like them, as a network for things in general sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photocheck.detectors.box_groups import grouped
from photocheck.detectors.document_network import prepared
from photocheck.detectors.object_network import APPLIANCES, SCREENS, decoded
from photocheck.inference.engine import Network
from photocheck.inference.store import weights_of

__all__ = ["MODEL", "Device", "DeviceProposer"]

MODEL: Final = "objects"
# Longer sides of the network's input, and whether it is given the mirror image: what both see is likelier there than
# what one is sure of. Chosen on ../shared/data among 1 to 8 such looks; figures in models/objects/README.md.
LOOKS: Final = ((416, False), (544, True))
# Two boxes are one thing when they agree this far (intersection over union).
SAME: Final = 0.5
# A thing is seen by some tens of cells; more than this in one look are noise.
MOST: Final = 300

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Device:
    """Something with a screen, or like it: its upright box (4,), and how likely it is a screen and an appliance."""

    box: Floats
    screen: float
    appliance: float


class DeviceProposer:
    """What may be a television, monitor, laptop or phone, and what rather a microwave, oven, toaster or fridge.

    Built once, then called from any thread. Raises ModelError when the weights are missing or damaged.
    """

    def __init__(self, *, threads: int = 1) -> None:
        weights = weights_of(MODEL)
        self.version = weights.version
        self._network = Network(weights.read(), threads=threads)

    def propose(self, pixels: NDArray[np.uint8]) -> list[Device]:
        """Each thing once, the likeliest first, in RGB pixels (height, width, 3) of the upright photo."""
        return joined([self._seen(pixels, long_side, mirrored=mirrored) for long_side, mirrored in LOOKS])

    def _seen(self, pixels: NDArray[np.uint8], long_side: int, *, mirrored: bool) -> list[Device]:
        given = prepared(pixels, long_side)
        turned = np.ascontiguousarray(given.pixels[:, :, ::-1]) if mirrored else given.pixels
        rows = decoded(self._network(turned), given, mirrored=mirrored)
        devices = [Device(row[:4], float(row[4:][SCREENS].max()), float(row[4:][APPLIANCES].max())) for row in rows]
        return sorted(devices, key=_likeliest, reverse=True)[:MOST]


def joined(looks: Sequence[Sequence[Device]]) -> list[Device]:
    """One list from several looks: a thing's chances are the mean of what each look says, nothing counting 0."""
    sighted = [(look, device) for look, seen in enumerate(looks) for device in _distinct(seen)]
    sighted.sort(key=lambda pair: _likeliest(pair[1]), reverse=True)
    found = []
    for group in _groups([device for _, device in sighted]):
        # The likeliest of each look: it comes first, and so is kept when the others are turned over before it.
        each = list({sighted[index][0]: sighted[index][1] for index in reversed(group)}.values())
        box = np.average([device.box for device in each], axis=0, weights=[_likeliest(device) for device in each])
        screen = sum(device.screen for device in each) / len(looks)
        appliance = sum(device.appliance for device in each) / len(looks)
        found.append(Device(box.astype(np.float32), screen, appliance))
    return sorted(found, key=_likeliest, reverse=True)


def _distinct(devices: Sequence[Device]) -> list[Device]:
    ordered = sorted(devices, key=_likeliest, reverse=True)
    return [ordered[first] for first, *_ in _groups(ordered)]


def _likeliest(device: Device) -> float:
    return max(device.screen, device.appliance)


def _groups(devices: Sequence[Device]) -> list[list[int]]:
    """Put each with the first of those before it that it agrees with; their places in the list."""
    boxes = np.array([device.box for device in devices], np.float32).reshape(-1, 4)
    thing, count = grouped(boxes, SAME)
    return [np.flatnonzero(thing == number).tolist() for number in range(count)]
