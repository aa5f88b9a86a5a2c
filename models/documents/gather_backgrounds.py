"""Gather the photos that training scenes are drawn on: only those whose licence allows it.

Reads installed Debian packages (gcompris-qt-data, lomiri-wallpapers-16.04, lomiri-wallpapers-20.04, ukui-wallpapers,
gnome-backgrounds) and keeps a photo only when the package's copyright file puts that very file in the public domain or
under CC0, CC BY or CC BY-SA. Writes at most 900 pixel wide copies and `sources.tsv` (copy, package, file, licence).

    python gather_backgrounds.py FOLDER [EXTRA_FOLDER ...]

Extra folders hold further photos whose licence somebody has checked.
"""

from __future__ import annotations

import fnmatch
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

ALLOWED = re.compile(r"^(public-domain|CC0|CC-BY-(SA-)?\d)", re.IGNORECASE)
WHOLE_PACKAGES = {"ukui-wallpapers": "CC-BY-SA-3.0", "gnome-backgrounds": "CC-BY-SA-3.0"}
LISTED_PACKAGES = ("lomiri-wallpapers-16.04", "lomiri-wallpapers-20.04")
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
# Photos that show a screen, a board or a page themselves, which the labels would not know of.
UNWANTED = ("slate", "blackboard", "book", "laptop", "cooker", "calculator", "words_sample", "/numbers/", "/alphabets/")


def licences(package: str) -> list[tuple[str, str]]:
    """Which licence the package's copyright file gives to which file pattern, in its order."""
    text = Path(f"/usr/share/doc/{package}/copyright").read_text(encoding="utf-8")
    found = []
    for paragraph in re.split(r"\n\s*\n", text):
        files = re.search(r"^Files:(.*?)^(?:Copyright|License|Comment|Source)", paragraph, re.DOTALL | re.MULTILINE)
        licence = re.search(r"^License:\s*(\S+)", paragraph, re.MULTILINE)
        if files and licence:
            found += [(pattern, licence[1]) for pattern in files[1].split()]
    return found


def resources(path: Path) -> Iterator[tuple[str, bytes]]:
    """The files in a Qt resource archive that are stored as they are: (path inside, bytes)."""
    data = path.read_bytes()
    version, tree, content, names = struct.unpack(">4I", data[4:20])
    entry = 22 if version >= 2 else 14

    def name(offset: int) -> str:
        length = struct.unpack(">H", data[names + offset : names + offset + 2])[0]
        return data[names + offset + 6 : names + offset + 6 + 2 * length].decode("utf-16-be")

    def walk(index: int, prefix: str) -> Iterator[tuple[str, bytes]]:
        at = tree + index * entry
        offset, flags = struct.unpack(">IH", data[at : at + 6])
        here = f"{prefix}/{name(offset)}" if index else ""
        if flags & 2:
            count, first = struct.unpack(">II", data[at + 6 : at + 14])
            for child in range(first, first + count):
                yield from walk(child, here)
        elif flags == 0:
            where = struct.unpack(">I", data[at + 10 : at + 14])[0]
            length = struct.unpack(">I", data[content + where : content + where + 4])[0]
            yield here, data[content + where + 4 : content + where + 4 + length]

    yield from walk(0, "")


def candidates() -> Iterator[tuple[str, str, str, bytes]]:
    """Every photo that may be used: package, file, licence, bytes."""
    rules = licences("gcompris-qt-data")
    for archive in sorted(Path("/usr/share/gcompris-qt/rcc").glob("*.rcc")):
        for inside, content in resources(archive):
            if not inside.endswith(SUFFIXES):
                continue
            wanted = inside.removeprefix("/gcompris/")
            given = [licence for pattern, licence in rules if "activities" in pattern and _matches(wanted, pattern)]
            if given:
                yield "gcompris-qt-data", wanted, given[-1], content
    for package in (*LISTED_PACKAGES, *WHOLE_PACKAGES):
        listing = subprocess.run(["/usr/bin/dpkg", "-L", package], capture_output=True, text=True, check=True)  # noqa: S603
        for file in listing.stdout.split():
            path = Path(file)
            if path.suffix.lower() not in SUFFIXES or path.is_symlink() or not path.is_file():
                continue
            given = [licence for pattern, licence in licences(package) if Path(pattern).name == path.name]
            licence = WHOLE_PACKAGES.get(package) or (given[-1] if given else "unknown")
            yield package, file, licence, path.read_bytes()


def _matches(file: str, pattern: str) -> bool:
    # The package turned its pictures into WebP, the copyright file still has their old endings.
    return fnmatch.fnmatch(str(Path(file).with_suffix("")), str(Path(pattern).with_suffix("")))


def main(folder: Path, extra: list[Path]) -> None:
    """Write the copies and their list."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[tuple[str, str, str, str]] = []
    found = list(candidates())
    found += [("extra", str(path), "CC0", path.read_bytes()) for more in extra for path in sorted(more.iterdir())]
    seen: set[bytes] = set()
    for package, file, licence, content in found:
        if not ALLOWED.match(licence) or any(word in file.lower() for word in UNWANTED):
            continue
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
        if picture is None or min(picture.shape[:2]) < 180:
            continue
        print_of = cv2.resize(picture, (16, 16), interpolation=cv2.INTER_AREA).tobytes()
        if print_of in seen:
            continue
        seen.add(print_of)
        factor = min(1.0, 900 / max(picture.shape[:2]))
        small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        copy = f"{len(rows):04d}.jpg"
        cv2.imwrite(str(folder / copy), small, [cv2.IMWRITE_JPEG_QUALITY, 93])
        rows.append((copy, package, file, licence))
    lines = ["copy\tpackage\tfile\tlicence", *("\t".join(row) for row in rows)]
    (folder / "sources.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} photos")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
