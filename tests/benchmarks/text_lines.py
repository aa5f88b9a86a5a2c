"""How many drawn lines of text are found and read: small, slanted, curved, behind glass, by hand, accented and more.

    uv run python tests/benchmarks/text_lines.py [--kinds small-9 handwriting] [--lines 24] [--into out/lines]

Each line stands on a board of its own in a photo of `../shared/data/negatives` (on grey where that is missing), six to
a picture, blurred a little, with noise, as a JPEG. The letters are in whichever of the free fonts PRINT and HANDWRITING
this machine has, by fontconfig. A line is *found* where text that was found covers half of it; *read* where its letters
and digits stand in what was read; *but for accents* where they do without accents. `--into` keeps the pictures.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import process_time

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from photocheck.detectors.reading_order import in_reading_order
from photocheck.evaluate.facts import plain
from photocheck.readers.interface import Line
from photocheck.readers.outlines import Outline, covered
from photocheck.readers.rapidocr import RapidOcrReader

NEGATIVES = Path(__file__).parents[3] / "shared" / "data" / "negatives" / "images"
PRINT = ("DejaVu Sans", "Liberation Serif", "Open Sans", "Roboto Condensed")
HANDWRITING = ("DkgHandwriting", "Kristi", "Dancing Script", "Because We Learn", "Because We Mentor", "femkeklaver")
WIDTH, HEIGHT, COLUMNS, ROWS = 1280, 960, 2, 3
# Lines are drawn this much larger than they will stand.
OVERSIZE = 3
# What accents are not, for letters that Unicode does not take apart.
LETTERS = str.maketrans({"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "æ": "ae", "œ": "oe"})

ENGLISH = (
    "Call back on 07700 900{n:03}", "Ref {n:03}/41 visit at 10.30", "Mrs Whitcombe, 14 Mill Lane",
    "Password: heron{n:03}", "Ward 7 bed {n:03} Pritchard", "office{n:03}@example.org",
)  # fmt: skip
WELSH = (
    "Tŷ Gwyn, {n} Heol y Bont", "Llŷr Gwŷn, ffôn {n}", "Siân Ŵyn, Pen-y-groes {n}",
    "Dŵr Tŷ Mawr {n}", "Cyfarfod brân a dôl {n}", "Lôn Gŵydd, Caernarfon {n}",
)  # fmt: skip
LATIN = (
    "Łukasz Wójcik, pokój {n}", "René Lefèvre, étage {n}", "Jürgen Groß, Zimmer {n}",
    "Søren Ødegård {n}", "María Muñoz, teléfono {n}", "François Lebœuf {n}",
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """A line in a picture: what it says, its outline, and the board it stands on (4, 2)."""

    text: str
    outline: np.ndarray
    board: np.ndarray


@dataclass(frozen=True)
class Kind:
    """How lines of one kind are drawn."""

    size: int = 20
    texts: Sequence[str] = ENGLISH
    angles: Sequence[float] = (0.0,)
    arc: float = 0.0
    dark: bool = False
    contrast: int = 190
    glass: bool = False
    blur: float = 0.6
    handwriting: bool = False


KINDS = {
    "print": Kind(),
    **{f"small-{size}": Kind(size=size) for size in (9, 10, 11, 12)},
    **{f"slanted-{angle}": Kind(angles=(angle, -angle)) for angle in (15, 30, 45, 60, 75)},
    "on-its-side": Kind(angles=(90, -90)),
    "upside-down": Kind(angles=(180,)),
    **{f"curved-{arc}": Kind(size=26, arc=arc) for arc in (45, 90, 135)},
    "light-on-dark": Kind(dark=True),
    "light-on-dark-12": Kind(size=12, dark=True),
    "faint": Kind(contrast=40),
    "behind-glass": Kind(size=24, glass=True, blur=0.9),
    "blurred": Kind(size=24, blur=2.5),
    "handwriting": Kind(size=34, handwriting=True),
    "welsh": Kind(texts=WELSH),
    "welsh-12": Kind(size=12, texts=WELSH),
    "latin": Kind(texts=LATIN),
    "latin-12": Kind(size=12, texts=LATIN),
}


@cache
def fonts(names: Sequence[str]) -> list[str]:
    """The files of those of these fonts that fontconfig has, in their plain style."""
    found = []
    for name in names:
        command = ["fc-match", "--format", "%{family}\t%{file}", name]
        family, file = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\t")
        # Where it lacks a font, it names the next best one.
        found += [file] if name in family.split(",") else []
    return found


def ink(text: str, kind: Kind, number: int) -> np.ndarray:
    """The line as a mask, OVERSIZE times as large as it will stand in the picture."""
    files = fonts(HANDWRITING if kind.handwriting else PRINT)
    font = ImageFont.truetype(files[number % len(files)], kind.size * OVERSIZE)
    left, top, right, bottom = (round(side) for side in font.getbbox(text))
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), text, fill=255, font=font)
    return np.asarray(mask)


def bent(mask: np.ndarray, arc: float) -> tuple[np.ndarray, np.ndarray]:
    """The mask along an arc of so many degrees, and the outline of what it became."""
    height, width = mask.shape
    if not arc:
        return mask, np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    turn = np.radians(arc)
    radius = width / turn
    along = np.linspace(-turn / 2, turn / 2, 24)
    outer, inner = radius + height, radius
    rim = [np.stack((r * np.sin(along), -r * np.cos(along)), axis=1) for r in (outer, inner)]
    outline = np.concatenate((rim[0], rim[1][::-1]))
    corner = outline.min(axis=0)
    columns, rows = np.ceil(outline.max(axis=0) - corner).astype(int)
    x, y = np.meshgrid(np.arange(columns) + corner[0], np.arange(rows) + corner[1])
    from_x = (np.arctan2(x, -y) + turn / 2) / turn * width
    from_y = outer - np.hypot(x, y)
    flat = cv2.remap(mask, from_x.astype(np.float32), from_y.astype(np.float32), cv2.INTER_LINEAR)
    return flat, (outline - corner).astype(np.float32)


def put(picture: np.ndarray, text: str, number: int, kind: Kind, place: np.ndarray) -> Drawn:
    """Paint a line with its board into the picture, around `place`."""
    mask, outline = bent(ink(text, kind, number + number // 6), kind.arc)
    angle = kind.angles[number % len(kind.angles)]
    height, width = mask.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1 / OVERSIZE)
    turn[:, 2] += place - (width / 2, height / 2)
    soft = cv2.GaussianBlur(mask, (0, 0), OVERSIZE * 0.35)
    there = cv2.warpAffine(soft, turn, (WIDTH, HEIGHT)).astype(np.float32)[..., None] / 255
    corners = outline @ turn[:, :2].T + turn[:, 2]
    centre, size, slant = cv2.minAreaRect(corners.astype(np.float32))
    board = cv2.boxPoints((centre, [side + 1.5 * kind.size for side in size], slant))
    ground = 60.0 if kind.dark else 215.0
    cv2.fillPoly(picture, [board.astype(np.int32)], (ground, ground, ground - 10))
    letters = ground + kind.contrast if kind.dark else ground - kind.contrast
    picture[:] = picture * (1 - there) + np.clip(letters, 10, 245) * there
    return Drawn(text, corners.astype(np.float32), board)


def picture_of(kind: Kind, first: int, rng: np.random.Generator) -> tuple[np.ndarray, list[Drawn]]:
    """A picture with COLUMNS by ROWS lines."""
    picture = background(rng)
    lines = []
    for cell in range(COLUMNS * ROWS):
        number = first + cell
        text = kind.texts[number % len(kind.texts)].format(n=rng.integers(100, 1000))
        place = (np.array((cell % COLUMNS, cell // COLUMNS)) + 0.5) * (WIDTH / COLUMNS, HEIGHT / ROWS)
        lines.append(put(picture, text, number, kind, place))
    if kind.glass:
        # What is mirrored in the pane, lighter than what lies behind it, and a streak of light.
        picture = 0.6 * picture + 0.4 * background(rng)[:, ::-1] + 30
        picture[:, WIDTH // 4 : WIDTH // 3] += 40
    picture = cv2.GaussianBlur(picture, (0, 0), kind.blur)
    # Light that falls off to one side, and the noise of a phone's camera.
    picture *= np.linspace(1.0, rng.uniform(0.7, 0.95), WIDTH, dtype=np.float32)[None, :, None]
    picture += rng.normal(0, 4, picture.shape)
    return as_jpeg(np.clip(picture, 0, 255).astype(np.uint8)), lines


def background(rng: np.random.Generator) -> np.ndarray:
    """A photo without text, as large as all pictures here; grey where there are none."""
    files = photos()
    if not files:
        return np.full((HEIGHT, WIDTH, 3), 128, np.float32)
    with Image.open(files[rng.integers(len(files))]) as photo:
        return np.asarray(photo.convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC), np.float32)


@cache
def photos() -> list[Path]:
    """Photos to draw on."""
    return sorted(NEGATIVES.glob("bsds_*.jpg"))


def as_jpeg(pixels: np.ndarray) -> np.ndarray:
    """The picture as a phone stores it."""
    packed = io.BytesIO()
    Image.fromarray(pixels).save(packed, "JPEG", quality=88)
    return np.asarray(Image.open(packed).convert("RGB"))


def without_accents(text: str) -> str:
    """The text's letters and digits without accents."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    return plain("".join(character for character in apart if not unicodedata.combining(character)))


def count(lines: Sequence[Drawn], found: Sequence[Line]) -> Counter[str]:
    """How many lines were found and read, and what was found beside them."""
    seen = [Outline(np.array(line.polygon.points, np.float32), line.confidence) for line in found]
    boards = [Outline(line.board, 1.0) for line in lines]
    texts = [line.text or "" for line in in_reading_order(found)]
    exact, bare = "".join(map(plain, texts)), "".join(map(without_accents, texts))
    return Counter(
        lines=len(lines),
        found=sum(covered(Outline(line.outline, 1.0), seen) for line in lines),
        read=sum(plain(line.text) in exact for line in lines),
        bare=sum(without_accents(line.text) in bare for line in lines),
        beside=sum(not covered(line, boards) for line in seen),
    )


def main() -> None:
    """Draw, read and count, kind by kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS), choices=KINDS)
    parser.add_argument("--lines", type=int, default=24)
    parser.add_argument("--into", type=Path)
    chosen = parser.parse_args()
    reader = RapidOcrReader(threads=1)
    print(f"{'':18} lines  found   read  but for accents  beside  CPU s a picture")
    for name in chosen.kinds:
        rng, counts, seconds = np.random.default_rng(8), Counter[str](), 0.0
        for first in range(0, chosen.lines, COLUMNS * ROWS):
            pixels, lines = picture_of(KINDS[name], first, rng)
            before = process_time()
            found = reader.read(pixels)
            seconds += process_time() - before
            counts += count(lines, found)
            if chosen.into:
                chosen.into.mkdir(parents=True, exist_ok=True)
                Image.fromarray(pixels).save(chosen.into / f"{name}-{first}.jpg", quality=95)
        shares = [counts[what] / counts["lines"] for what in ("found", "read", "bare")]
        pictures = counts["lines"] / (COLUMNS * ROWS)
        print(
            f"{name:18} {counts['lines']:5} {shares[0]:6.2f} {shares[1]:6.2f} {shares[2]:16.2f} "
            f"{counts['beside']:7} {seconds / pictures:16.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
