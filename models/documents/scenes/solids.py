"""Bodies with depth: boxes and slabs whose faces carry pictures, turned in space and seen by a camera."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from scenes.things import Pixels, Random, Thing

__all__ = ["Solid", "View", "any_view"]

Points = NDArray[np.float64]
# A silhouette that fills less of its four-cornered outline has none worth learning.
ROUGH = 0.84


@dataclass(frozen=True, slots=True)
class View:
    """Where the camera stands, in degrees around and above the body, and how many lengths of it away."""

    yaw: float
    pitch: float
    roll: float = 0.0
    distance: float = 3.0


def any_view(rng: Random, *, behind: float = 0.15) -> View:
    """Mostly from the front and a little above; now and then from the side or behind."""
    yaw = rng.normal(0, 28) if rng.random() < 0.7 else rng.uniform(-75, 75)
    if rng.random() < behind:
        yaw = 180 + rng.normal(0, 45)
    pitch = rng.uniform(-8, 25) if rng.random() < 0.7 else rng.uniform(-15, 60)
    return View(yaw, pitch, rng.normal(0, 2) if rng.random() < 0.8 else rng.normal(0, 12), rng.uniform(1.8, 5))


@dataclass(slots=True)
class Solid:
    """Faces with their pictures: x to the right, y down, z away from the camera; seen from outside, clockwise.

    Faces with `counted` false, such as a stand's, are drawn and lie outside of the outline.
    """

    faces: list[tuple[Points, Pixels, bool, bool]] = field(default_factory=list)

    def face(self, corners: Points, picture: Pixels, *, counted: bool = True, shines: bool = False) -> None:
        """One face: corners (4, 3) from its picture's top left on."""
        self.faces.append((np.asarray(corners, np.float64), picture, counted, shines))

    def box(
        self, low: Points, high: Points, colour: tuple[int, int, int], front: Pixels | None = None, **how: bool
    ) -> None:
        """A box between two corners; `front` is the picture on the side that faces the camera."""
        self.tapered(low, high, 1.0, 1.0, colour, front, **how)

    def tapered(
        self,
        low: Points,
        high: Points,
        wide: float,
        tall: float,
        colour: tuple[int, int, int],
        front: Pixels | None = None,
        **how: bool,
    ) -> None:
        """A box whose back is only `wide` and `tall` times the front, as a tube's housing is."""
        (x0, y0, z0), (x1, y1, z1) = low, high
        mx, my, hx, hy = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2 * wide, (y1 - y0) / 2 * tall
        a, b, c, d = ((x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0))
        e, f, g, h = ((mx - hx, my - hy, z1), (mx + hx, my - hy, z1), (mx + hx, my + hy, z1), (mx - hx, my + hy, z1))
        plain = np.full((4, 4, 3), colour, np.uint8)
        self.face(np.array((a, b, c, d)), plain if front is None else front, **how)
        counted = {"counted": how.get("counted", True)}
        for side in ((f, e, h, g), (e, a, d, h), (b, f, g, c), (e, f, b, a), (d, c, g, h)):
            self.face(np.array(side), plain, **counted)

    def lean(self, degrees: float, about: Points) -> None:
        """Turn all faces so far around a line through `about` that runs from left to right."""
        turn = _turn_x(degrees)
        self.faces = [((corners - about) @ turn.T + about, *rest) for corners, *rest in self.faces]  # type: ignore[misc]

    def seen(self, rng: Random, view: View, size: float, kind: int) -> Thing:
        """The body as a flat picture, its longer side `size` pixels."""
        turn = _turn_z(view.roll) @ _turn_x(view.pitch) @ _turn_y(view.yaw)
        every = np.concatenate([corners for corners, *_ in self.faces])
        middle = (every.max(0) + every.min(0)) / 2
        far = view.distance * float(np.ptp(every, axis=0).max())
        light = turn @ _unit(np.array((rng.normal(0, 0.6), -1.0, rng.normal(-0.7, 0.5))))
        # A stand is behind what it carries, or before it for who stands behind.
        away = 100.0 if np.cos(np.deg2rad(view.yaw)) > 0 else -100.0
        flat = []
        for corners, picture, counted, shines in self.faces:
            moved = (corners - middle) @ turn.T
            normal = _unit(np.cross(moved[1] - moved[0], moved[3] - moved[0]))
            if float(normal @ (moved.mean(0) + np.array((0, 0, far)))) <= 0:
                continue
            shade = 1.0 if shines else float(np.clip(0.72 - 0.38 * (normal @ light), 0.3, 1.12))
            depth = float(moved[:, 2].mean()) + (0.0 if counted else away)
            flat.append((depth, moved[:, :2] * (far / (moved[:, 2:] + far)), picture, counted, shade))
        spread = np.concatenate([points for _, points, *_ in flat])
        low, high = spread.min(0), spread.max(0)
        scale = size / float((high - low).max())
        width, height = (int(v) for v in np.ceil((high - low) * scale) + 2)
        pixels, mask = np.zeros((height, width, 3), np.uint8), np.zeros((height, width), np.uint8)
        held = []
        for _, points, picture, counted, shade in sorted(flat, key=lambda face: -face[0]):
            at = ((points - low) * scale + 1).astype(np.float32)
            _lay(pixels, mask, picture, at, shade)
            if counted:
                held.append(at)
        outline = cv2.convexHull(np.concatenate(held or [np.float32([[0, 0], [width, 0], [width, height]])]))
        return Thing(pixels, mask, four_corners(outline), kind, turned=True)


def four_corners(hull: NDArray[np.float32]) -> NDArray[np.float32]:
    """The tightest four-cornered outline around a hull, clockwise; its upright box where four corners don't fit."""
    low, high = hull.reshape(-1, 2).min(0), hull.reshape(-1, 2).max(0)
    quad = cv2.approxPolyN(hull, 4, ensure_convex=True).reshape(-1, 2) if len(hull) > 4 else hull.reshape(-1, 2)
    quad = np.clip(quad.astype(np.float32), low, high)
    if len(quad) != 4 or cv2.contourArea(hull) < ROUGH * cv2.contourArea(quad):
        quad = np.array((low, (high[0], low[1]), high, (low[0], high[1])), np.float32)
    if cv2.contourArea(quad, oriented=True) < 0:
        quad = quad[::-1]
    return np.roll(quad, -int(quad.sum(1).argmin()), 0).copy()


def _lay(pixels: Pixels, mask: Pixels, picture: Pixels, at: NDArray[np.float32], shade: float) -> None:
    h, w = picture.shape[:2]
    x0, y0 = np.maximum(np.floor(at.min(0)).astype(int), 0)
    x1, y1 = np.ceil(at.max(0)).astype(int) + 1
    part, covered = pixels[y0:y1, x0:x1], mask[y0:y1, x0:x1]
    if min(part.shape[:2]) < 1:
        return
    here = at - np.float32((x0, y0))
    inside = np.zeros(part.shape[:2], np.uint8)
    cv2.fillConvexPoly(inside, (here * 16).astype(np.int32), 255, cv2.LINE_8, 4)
    if h > 4 or w > 4:
        longest = max(float(np.linalg.norm(here[1] - here[0])), float(np.linalg.norm(here[3] - here[0])), 2.0)
        if max(h, w) > 2.5 * longest:
            factor = 1.5 * longest / max(h, w)
            picture = cv2.resize(
                picture, (max(2, int(w * factor)), max(2, int(h * factor))), interpolation=cv2.INTER_AREA
            )
            h, w = picture.shape[:2]
        move = cv2.getPerspectiveTransform(np.float32([[0, 0], [w, 0], [w, h], [0, h]]), here)
        drawn = cv2.warpPerspective(picture, move, (part.shape[1], part.shape[0]), borderMode=cv2.BORDER_REPLICATE)
        drawn = cv2.convertScaleAbs(drawn, alpha=shade)
    else:
        drawn = np.full_like(part, np.clip(picture[0, 0] * shade, 0, 255).astype(np.uint8))
    np.copyto(part, drawn, where=inside[..., None] > 0)
    np.maximum(covered, inside, out=covered)


def _unit(vector: Points) -> Points:
    return np.asarray(vector / (np.linalg.norm(vector) + 1e-9))


def _turn_x(degrees: float) -> Points:
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array(((1, 0, 0), (0, c, -s), (0, s, c)))


def _turn_y(degrees: float) -> Points:
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array(((c, 0, s), (0, 1, 0), (-s, 0, c)))


def _turn_z(degrees: float) -> Points:
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array(((c, -s, 0), (s, c, 0), (0, 0, 1)))
