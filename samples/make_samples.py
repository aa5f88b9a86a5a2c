"""Draw the photos of `samples/photos`: the same ones every time.

Needs, beside what photocheck itself needs, `scikit-image` and `matplotlib`: two portraits, a cup of coffee,
textures and typefaces come from there (see README.md). Run it as `python samples/make_samples.py [NAME]...`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from scenes.car import draw_car
from scenes.coffee import draw_coffee
from scenes.desk import draw_desk
from scenes.landscape import draw_landscape
from scenes.people import draw_people
from scenes.poster import draw_poster
from scenes.screen import draw_screen
from scenes.whiteboard import draw_whiteboard

PHOTOS = Path(__file__).parent / "photos"
SCENES = {
    "car": draw_car,
    "coffee": draw_coffee,
    "desk": draw_desk,
    "landscape": draw_landscape,
    "people": draw_people,
    "poster": draw_poster,
    "screen": draw_screen,
    "whiteboard": draw_whiteboard,
}


def main(names: list[str]) -> None:
    """Draw the scenes with these names, or all."""
    PHOTOS.mkdir(exist_ok=True)
    for name in names or SCENES:
        data = SCENES[name]()
        (PHOTOS / f"{name}.jpg").write_bytes(data)
        print(f"{name}.jpg: {len(data) // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
