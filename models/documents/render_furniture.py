"""Pictures of furniture, people and devices from all sides, made from freely licensed 3D models.

Reads the Debian package sweethome3d-furniture (Scopia, KatorLegaz, Reallusion, BlendSwap: CC BY 3.0; BlendSwap-CC-0:
CC0) and writes `FILE`, a pickle of (model, PNG with alpha, kind or None). Needs numba.

    python render_furniture.py FILE
"""

from __future__ import annotations

import pickle
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import cv2
import numba
import numpy as np
from numpy.typing import NDArray

PACKAGE = Path("/usr/share/sweethome3d/furniture")
SIZE = 256
VIEWS = 3
# Models with more than this would take the most of the time.
MOST_TRIANGLES = 30_000
LARGEST = 2_500_000  # bytes
# What they show, by a part of the model's name; everything else is furniture.
SCREENS = (
    "led_tv", "iphone", "laptop", "imac", "ibook", "mobilephone", "tablet", "wall-flat-tv", "scopia/tv/",
    "scopia/phone/",
)  # fmt: skip
SCREEN_VIEWS = 30
LABELLED = {"screen": SCREENS, "whiteboard": ("whiteboard",)}
# What could be called either, or holds a screen or pages within itself.
UNCLEAR = (
    "newspaper", "calendar", "card", "intercom", "televisioncabinet", "tvstand", "letter", "wirelessoffice", "remote",
    "camera", "living", "room", "treadmill", "cctv", "mp3", "thermometer", "technicaltable", "emergency", "frame",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Model:
    """Triangles (n, 3, 3), texture coordinates (n, 3, 2), the material of each, and each material's picture."""

    points: NDArray[np.float32]
    places: NDArray[np.float32]
    materials: NDArray[np.int64]
    pictures: list[NDArray[np.uint8]]
    see_through: list[float]


def read(archive: zipfile.ZipFile, name: str) -> Model | None:
    """One Wavefront model; None where it is too large or empty."""
    points, places, triangles, used = [], [], [], []
    materials: dict[str, int] = {"": 0}
    pictures, clear = [np.full((1, 1, 3), 190, np.uint8)], [1.0]
    current = 0
    for line in archive.read(name).decode("latin-1").splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "v":
            points.append([float(v) for v in rest.split()[:3]])
        elif word == "vt":
            places.append([float(v) for v in rest.split()[:2]])
        elif word == "usemtl":
            current = materials.get(rest.strip(), 0)
        elif word == "mtllib":
            _materials(archive, PurePosixPath(name).parent / rest.strip(), materials, pictures, clear)
        elif word == "f":
            corners = [_corner(part, len(points), len(places)) for part in rest.split()]
            for second in range(1, len(corners) - 1):
                triangles.append((corners[0], corners[second], corners[second + 1]))
                used.append(current)
    if not triangles or len(triangles) > MOST_TRIANGLES:
        return None
    index = np.array(triangles)
    flat = np.array([*places, [0.0, 0.0]], np.float32)
    return Model(np.array(points, np.float32)[index[..., 0]], flat[index[..., 1]], np.array(used), pictures, clear)


def _corner(part: str, points: int, places: int) -> tuple[int, int]:
    numbers = part.split("/")
    point = int(numbers[0])
    place = int(numbers[1]) if len(numbers) > 1 and numbers[1] else 0
    return (point - 1 if point > 0 else points + point), (place - 1 if place > 0 else places + place if place else -1)


def _materials(
    archive: zipfile.ZipFile, path: PurePosixPath, known: dict[str, int], pictures: list, clear: list
) -> None:
    if str(path) not in archive.namelist():
        return
    for line in archive.read(str(path)).decode("latin-1").splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "newmtl":
            known[rest.strip()] = len(pictures)
            pictures.append(np.full((1, 1, 3), 190, np.uint8))
            clear.append(1.0)
        elif word == "Kd":
            red, green, blue = (int(255 * min(1.0, float(v)) ** (1 / 1.6)) for v in rest.split()[:3])
            pictures[-1] = np.array([[[blue, green, red]]], np.uint8)
        elif word == "d":
            clear[-1] = float(rest.split()[0])
        elif word == "map_Kd":
            file = str(path.parent / rest.split()[-1])
            picture = (
                cv2.imdecode(np.frombuffer(archive.read(file), np.uint8), 1) if file in archive.namelist() else None
            )
            if picture is not None:
                factor = min(1.0, 256 / max(picture.shape[:2]))
                pictures[-1] = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


@numba.njit(cache=False)
def _fill(flat, depth, places, shade, texture, buffer, pixels):  # noqa: ANN001, ANN202 - numba infers them
    """Draw triangles (n, 3, 2) of one material into the picture where nothing nearer stands."""
    height, width = buffer.shape
    th, tw = texture.shape[:2]
    for t in range(flat.shape[0]):
        (ax, ay), (bx, by), (cx, cy) = flat[t, 0], flat[t, 1], flat[t, 2]
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if abs(area) < 1e-6:
            continue
        for y in range(max(0, int(min(ay, by, cy))), min(height, int(max(ay, by, cy)) + 2)):
            for x in range(max(0, int(min(ax, bx, cx))), min(width, int(max(ax, bx, cx)) + 2)):
                u = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / area
                v = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / area
                if u < -1e-4 or v < -1e-4 or u + v > 1.0001:
                    continue
                w = 1 - u - v
                z = w * depth[t, 0] + u * depth[t, 1] + v * depth[t, 2]
                if z >= buffer[y, x]:
                    continue
                buffer[y, x] = z
                px = w * places[t, 0, 0] + u * places[t, 1, 0] + v * places[t, 2, 0]
                py = w * places[t, 0, 1] + u * places[t, 1, 1] + v * places[t, 2, 1]
                tx, ty = int((px - np.floor(px)) * tw) % tw, int((1 - (py - np.floor(py))) * th) % th
                for c in range(3):
                    pixels[y, x, c] = min(255.0, texture[ty, tx, c] * shade[t])


def seen(model: Model, rng: np.random.Generator, yaw: float, pitch: float) -> NDArray[np.uint8]:
    """The model (height, width, 4) from this side, cut to its silhouette."""
    a, b = np.deg2rad((yaw, pitch))
    around = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    above = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    points = (model.points - (model.points.max((0, 1)) + model.points.min((0, 1))) / 2) @ (above @ around).T
    reach = float(np.linalg.norm(np.ptp(points, axis=(0, 1)))) or 1.0
    far = reach * rng.uniform(1.2, 4)
    depth = far - points[..., 2]
    flat = np.stack([points[..., 0], -points[..., 1]], -1) / depth[..., None]
    low, high = flat.min((0, 1)), flat.max((0, 1))
    side = SIZE * 2
    flat = (flat - low) / float((high - low).max()) * (side - 4) + 2
    normal = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
    normal /= np.linalg.norm(normal, axis=1, keepdims=True) + 1e-9
    light = np.array((rng.normal(0, 0.6), 1.0, rng.uniform(0.3, 1.2)))
    shade = 0.55 + 0.5 * np.abs(normal @ (light / np.linalg.norm(light)))
    buffer, pixels = np.full((side, side), np.inf, np.float32), np.zeros((side, side, 3), np.uint8)
    for number, picture in enumerate(model.pictures):
        mine = model.materials == number
        if mine.any() and model.see_through[number] > 0.3:
            parts = (values[mine].astype(np.float32) for values in (flat, depth, model.places, shade))
            _fill(*parts, picture, buffer, pixels)
    whole = np.dstack([pixels, np.where(np.isfinite(buffer), 255, 0).astype(np.uint8)])
    ys, xs = np.nonzero(whole[..., 3])
    if len(ys) < 200:
        return whole[:1, :1]
    cut = whole[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    return cv2.resize(cut, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)


def main(target: Path) -> None:
    """Render every model."""
    rng = np.random.default_rng(1)
    found = []
    for file in sorted(PACKAGE.glob("*.sh3f")):
        archive = zipfile.ZipFile(file)
        for name in sorted(archive.namelist()):
            key = name.lower()
            if not key.endswith(".obj") or any(word in key for word in UNCLEAR):
                continue
            kind = next((kind for kind, words in LABELLED.items() if any(word in key for word in words)), None)
            if archive.getinfo(name).file_size > LARGEST:
                continue
            model = read(archive, name)
            if model is None:
                continue
            for _ in range(SCREEN_VIEWS if kind else VIEWS):
                yaw = rng.normal(0, 32) if rng.random() < 0.75 else rng.uniform(-180, 180)
                picture = seen(model, rng, yaw, rng.uniform(-5, 30) if rng.random() < 0.75 else rng.uniform(-10, 70))
                if min(picture.shape[:2]) > 12:
                    found.append((name, cv2.imencode(".png", picture)[1].tobytes(), kind))
    target.write_bytes(pickle.dumps(found))
    print(f"{len(found)} pictures of {len({name for name, *_ in found})} models")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
