"""A JPEG of 12 megapixels, as phones take them, out of the samples: faces, print, a screen, a board, a code."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

SAMPLES = Path(__file__).parents[2] / "samples" / "photos"
WIDTH, HEIGHT = 4032, 3024
# Two thirds of the photo are quiet, as in most photos; "busy" fills all of it.
SCENES = {
    "one scene": ["people"],
    "busy": ["desk", "screen", "people", "whiteboard", "poster", "car", "coffee", "landscape", "desk"],
}


def write_photos(folder: Path) -> list[Path]:
    """Write a photo of one scene, and one of nine scenes side by side."""
    written = []
    for name, scenes in SCENES.items():
        across = 1 if len(scenes) == 1 else 3
        size = (WIDTH // across, HEIGHT // across)
        photo = Image.new("RGB", (WIDTH, HEIGHT))
        for index, scene in enumerate(scenes):
            with Image.open(SAMPLES / f"{scene}.jpg") as picture:
                part = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
            photo.paste(part, (index % across * size[0], index // across * size[1]))
        path = folder / f"{name.replace(' ', '-')}.jpg"
        photo.save(path, "JPEG", quality=90)
        written.append(path)
    return written
