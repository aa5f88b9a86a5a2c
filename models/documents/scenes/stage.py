"""Things put into a scene: perspective, light, shadow, hands, and what is left to see of each."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes.draw import any_colour, grey, soft_noise, vivid
from scenes.furniture import Furniture
from scenes.photographed import Devices
from scenes.surfaces import Photos
from scenes.things import NOTHING, Pixels, Random, Thing

__all__ = ["Placed", "Pose", "Sources", "Stage", "any_pose"]

SKINS = ((165, 195, 235), (140, 175, 225), (110, 150, 205), (80, 115, 170), (50, 75, 120), (35, 50, 85))


@dataclass(slots=True)
class Placed:
    """An outline in the scene, clockwise from the object's own top left, and what it is.

    `boxed`: the outline is only the upright box. `unclear`: it may be called anything.
    """

    quad: NDArray[np.float32]
    kind: int
    area: float
    boxed: bool = False
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Pose:
    """Where the middle goes, and how the object is turned, in degrees."""

    x: float
    y: float
    roll: float
    pitch: float
    yaw: float
    distance: float = 2.2


def any_pose(rng: Random, x: float, y: float, *, steep: float = 1.0) -> Pose:
    """Mostly upright and facing the camera, sometimes not at all."""
    draw = rng.random()
    roll = rng.normal(0, 4) if draw < 0.5 else rng.normal(0, 18) if draw < 0.85 else rng.uniform(-180, 180)
    pitch, yaw = rng.normal(0, 20 * steep, 2) if rng.random() < 0.7 else rng.uniform(-58, 58, 2) * steep
    return Pose(x, y, roll, float(np.clip(pitch, -62, 62)), float(np.clip(yaw, -62, 62)), rng.uniform(1.5, 5))


@dataclass(frozen=True, slots=True)
class Sources:
    """What scenes are made from besides what is drawn: photos without and with people, rendered and real things."""

    photos: Photos
    people: Photos
    furniture: Furniture
    devices: Devices


class Stage:
    """A scene while it is being drawn, with what may stand in it; later things hide earlier ones."""

    def __init__(self, pixels: Pixels, rng: Random, sources: Sources) -> None:
        self.pixels = pixels
        self.photos, self.people = sources.photos, sources.people
        self.furniture, self.devices = sources.furniture, sources.devices
        self.height, self.width = pixels.shape[:2]
        self.rng = rng
        self.placed: list[Placed] = []
        self._top = np.zeros((self.height, self.width), np.uint8)
        light = rng.uniform(0.72, 1.08)
        self._light = np.clip(light * (1 + rng.normal(0, 0.035, 3)), 0.5, 1.2).astype(np.float32)

    def photo(self, size: float) -> Pixels:
        """A square piece of a photo, to be shown on something of this size."""
        side = max(12, min(220, int(size)))
        return self.photos.any(self.rng, side, side, least=0.5)

    def put(self, thing: Thing, pose: Pose, *, shadow: float = 0.0, lit: bool = False) -> NDArray[np.float32]:
        """Lay a thing into the scene; returns where its outline went."""
        h, w = thing.pixels.shape[:2]
        move = _homography(w, h, pose)
        hull = cv2.perspectiveTransform(np.array([[[0, 0], [w, 0], [w, h], [0, h]]], np.float32), move)[0]
        margin = 3 + (max(w, h) * 0.1 if shadow else 0)
        x0, y0 = np.floor(hull.min(0) - margin).astype(int)
        x1, y1 = np.ceil(hull.max(0) + margin).astype(int)
        x0, y0, x1, y1 = max(0, x0), max(0, y0), min(self.width, x1), min(self.height, y1)
        quad = cv2.perspectiveTransform(thing.quad[None], move)[0]
        if x1 - x0 < 3 or y1 - y0 < 3:
            return quad
        shifted = np.array([[1, 0, -x0], [0, 1, -y0], [0, 0, 1]], np.float64) @ move
        size = (x1 - x0, y1 - y0)
        over = cv2.warpPerspective(self._shaded(thing.pixels, lit=lit), shifted, size, borderMode=cv2.BORDER_REPLICATE)
        alpha = cv2.warpPerspective(thing.mask, shifted, size)
        part = self.pixels[y0:y1, x0:x1]
        if shadow:
            self._shadow(part, alpha, max(w, h), shadow)
        a = alpha.astype(np.uint16)[..., None]
        np.copyto(part, ((part * (255 - a) + over * a) // 255).astype(np.uint8))
        number = 0
        filled = np.count_nonzero(thing.mask > 127) / thing.mask.size
        if thing.kind != NOTHING:
            self.placed.append(
                Placed(
                    quad.astype(np.float32),
                    thing.kind,
                    float(cv2.contourArea(hull.astype(np.float32)) * filled),
                    thing.boxed,
                )
            )
            number = len(self.placed)
        self._top[y0:y1, x0:x1][alpha > 127] = number
        return quad

    def already_there(self, quad: NDArray[np.float32], kind: int | None) -> None:
        """Something that the backdrop shows, in an upright box; None where it may be called anything."""
        inside = np.clip(quad, 0, (self.width, self.height)).astype(np.float32)
        area = float(cv2.contourArea(quad))
        self.placed.append(Placed(quad, kind or 0, max(area, 1.0), boxed=True, unclear=kind is None))
        cv2.fillPoly(self._top, [inside.astype(np.int32)], len(self.placed))

    def body(self, thing: Thing, pose: Pose, depth: float) -> None:
        """The housing behind a device, seen past one of its sides; call before `put`."""
        h, w = thing.pixels.shape[:2]
        move = _homography(w, h, pose)
        front = cv2.perspectiveTransform(thing.quad[None], move)[0]
        size = float(np.linalg.norm(front[1] - front[0]))
        side = self.rng.choice((-1, 1)) * depth * size * self.rng.uniform(0.3, 1)
        away = np.array((side, -abs(self.rng.normal(0, 0.25)) * depth * size))
        back = front.mean(0) + (front - front.mean(0)) * self.rng.uniform(0.65, 0.95) + away
        outline = cv2.convexHull(np.concatenate([front, back]).astype(np.float32))[:, 0].astype(np.int32)
        tone = np.clip(np.median(thing.pixels[2, ::7], axis=0) * self.rng.uniform(0.5, 1.2), 0, 255)
        cv2.fillPoly(self.pixels, [outline], tuple(int(v) for v in tone), cv2.LINE_AA)
        cover = np.zeros_like(self._top)
        cv2.fillPoly(cover, [outline], 1)
        self._top[cover > 0] = 0

    def _shaded(self, pixels: Pixels, *, lit: bool) -> Pixels:
        h, w = pixels.shape[:2]
        if lit:
            return cv2.convertScaleAbs(pixels, alpha=self.rng.uniform(0.75, 1.15), beta=self.rng.uniform(-5, 25))
        a, b = self.rng.uniform(0.78, 1.1, 2)
        ramp = np.linspace(a, b, w if self.rng.random() < 0.5 else h, dtype=np.float32)
        ramp = ramp[None, :, None] if ramp.shape[0] == w else ramp[:, None, None]
        tone = self._light * ramp
        if self.rng.random() < 0.2:
            tone = tone * soft_noise(self.rng, (w, h), 2, 0.7, 1.1)[..., None]
        return np.clip(pixels * tone, 0, 255).astype(np.uint8)

    def _shadow(self, part: Pixels, alpha: Pixels, size: float, strength: float) -> None:
        dx, dy = self.rng.normal(0, size * 0.02, 2)
        dark = cv2.warpAffine(alpha, np.array([[1, 0, dx], [0, 1, abs(dy)]]), (alpha.shape[1], alpha.shape[0]))
        radius = max(1, int(size * self.rng.uniform(0.01, 0.05))) * 2 + 1
        dark = cv2.blur(cv2.blur(dark, (radius, radius)), (radius, radius))
        np.copyto(part, (part * (1 - strength * dark.astype(np.float32)[..., None] / 255)).astype(np.uint8))

    def occlude(self, points: NDArray[np.int32], colour: tuple[int, int, int], thickness: int) -> None:
        """Draw a thick line over everything: a finger, a cable, a pen."""
        cv2.polylines(self.pixels, [points], False, colour, thickness, cv2.LINE_AA)
        cover = np.zeros_like(self._top)
        cv2.polylines(cover, [points], False, 1, thickness)
        self._top[cover > 0] = 0

    def palm(self, quad: NDArray[np.float32], skin: tuple[int, int, int]) -> None:
        """The hand behind what it holds, and the arm; call before `put`."""
        side = self.rng.integers(4)
        edge = (quad[side] + quad[(side + 1) % 4]) / 2
        out = edge - quad.mean(0)
        reach = float(np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[3] - quad[0])) / 4
        far = edge + out / (np.linalg.norm(out) + 1e-6) * reach * self.rng.uniform(1.5, 5)
        sleeve = any_colour(self.rng)
        thick = max(2, int(reach * self.rng.uniform(0.5, 0.9)))
        wrist = edge + (far - edge) * 0.35
        self.occlude(np.int32([wrist, far]), sleeve if self.rng.random() < 0.6 else skin, int(thick * 1.1))
        self.occlude(np.int32([edge - out * 0.2, wrist]), skin, thick)

    def fingers(self, quad: NDArray[np.float32], skin: tuple[int, int, int]) -> None:
        """Finger tips over two of the edges; call after `put`."""
        side = int(self.rng.integers(4))
        middle = quad.mean(0)
        length = float(np.linalg.norm(quad[(side + 1) % 4] - quad[side]))
        thick = max(2, int(length * self.rng.uniform(0.07, 0.16)))
        dark = tuple(int(c * 0.72) for c in skin)
        for edge, count in ((side, int(self.rng.integers(1, 5))), ((side + 2) % 4, int(self.rng.integers(0, 2)))):
            a, b = quad[edge], quad[(edge + 1) % 4]
            start = self.rng.uniform(0.05, 0.5)
            for i in range(count):
                at = a + (b - a) * (start + i * thick * 1.15 / max(length, 1))
                inward = middle - (a + b) / 2
                inward = inward / (np.linalg.norm(inward) + 1e-6)
                tip = at + inward * thick * self.rng.uniform(0.8, 2.4)
                root = at - inward * thick * self.rng.uniform(0.5, 2.5)
                line = np.int32([root, tip])
                self.occlude(line, dark, thick + 1)  # type: ignore[arg-type]
                self.occlude(line, skin, max(1, int(thick * 0.8)))

    def skin(self) -> tuple[int, int, int]:
        """A colour of skin."""
        base = np.array(SKINS[self.rng.integers(len(SKINS))]) * self.rng.uniform(0.8, 1.1)
        return tuple(int(v) for v in np.clip(base, 0, 255))  # type: ignore[return-value]

    def clutter_on(self, quad: NDArray[np.float32]) -> None:
        """A cable, a pen or a cup's rim over part of an object."""
        size = float(np.linalg.norm(quad[2] - quad[0]))
        a, b = self.rng.uniform(0, 1, 2)
        p = quad[0] + (quad[1] - quad[0]) * a + (quad[3] - quad[0]) * b
        draw = self.rng.random()
        if draw < 0.4:
            steps = self.rng.normal(0, size * 0.22, (6, 2)).cumsum(0) + p
            smooth = cv2.resize(steps.astype(np.float32), (2, 30), interpolation=cv2.INTER_CUBIC)
            self.occlude(smooth.astype(np.int32), grey(self.rng, 5, 240), max(1, int(size * 0.012)))
        elif draw < 0.75:
            turn = self.rng.uniform(0, np.pi)
            end = p + np.array([np.cos(turn), np.sin(turn)]) * size * self.rng.uniform(0.2, 0.45)
            self.occlude(np.int32([p, end]), vivid(self.rng, (0, 255), (10, 250)), max(1, int(size * 0.022)))
        else:
            self.occlude(
                np.int32([p, p + 1]),
                vivid(self.rng, (0, 200), (20, 250)),
                max(2, int(size * self.rng.uniform(0.1, 0.25))),
            )

    def visible(self, index: int) -> float:
        """How much of an object is in the picture and not hidden, 0 to 1."""
        seen = int(np.count_nonzero(self._top == index + 1))
        return seen / max(self.placed[index].area, 1.0)


def _homography(w: float, h: float, pose: Pose) -> NDArray[np.float64]:
    """From pixels of the thing to pixels of the scene."""
    roll, pitch, yaw = np.deg2rad((pose.roll, pose.pitch, pose.yaw))
    rx = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    ry = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    rz = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    turn = rz @ rx @ ry
    corners = np.array([[-w, -h, 0], [w, -h, 0], [w, h, 0], [-w, h, 0]]) / 2 @ turn.T
    far = max(w, h) * pose.distance
    flat = corners[:, :2] * (far / (corners[:, 2:] + far)) + (pose.x, pose.y)
    return cv2.getPerspectiveTransform(np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32), flat.astype(np.float32))
