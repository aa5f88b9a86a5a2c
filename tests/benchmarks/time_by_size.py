"""How the time that a photo takes grows with its pixels, for photocheck and two other tools, as a picture.

    uv run --with matplotlib python tests/benchmarks/time_by_size.py samples/pictures/time-by-size.png

One scene of people and one full of text, from a third of a megapixel to 24 megapixels. See README.md beside this file
on the other tools' environment.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from statistics import median

import matplotlib.pyplot as plt
from beside_others import MEASURED, PEERS_FOLDER, environment_of_peers
from PIL import Image
from twelve_megapixels import write_photos

from photocheck.evaluate.peers.process import Running

MEGAPIXELS = (0.3, 1.0, 2.0, 4.0, 8.0, 12.2, 24.0)
ROUNDS = 3
STYLES = {"photocheck": ("#1b5e9b", "o"), "presidio": ("#c25700", "s"), "deface": ("#5c7a29", "^")}


def seconds_by_size(tools, source, folder):
    """For each tool the seconds that each size of this photo takes, in the order of MEGAPIXELS."""
    took = {name: [] for name in tools}
    with Image.open(source) as photo:
        photo.load()
    for megapixels in MEGAPIXELS:
        factor = (megapixels * 1e6 / (photo.width * photo.height)) ** 0.5
        path = Path(folder, f"{source.stem}-{megapixels}.jpg")
        size = round(photo.width * factor), round(photo.height * factor)
        photo.resize(size, Image.Resampling.LANCZOS).save(path, quality=90)
        for name, tool in tools.items():
            # The first look at a new size prepares the networks for it.
            tool.look_at(path)
            took[name].append(median(tool.look_at(path)["wall"] for _ in range(ROUNDS)))
        print(f"{source.stem} {megapixels:5.1f} MP ", *(f"{name} {took[name][-1]:.2f} s " for name in took), flush=True)
    return took


def drawn(axes, title, took):
    """Draw the lines of one photo, with a label at the end of each."""
    for name, seconds in took.items():
        colour, marker = STYLES[name]
        axes.plot(MEGAPIXELS, seconds, color=colour, marker=marker, linewidth=2, label=name)
    both = [sum(pair) for pair in zip(took["presidio"], took["deface"], strict=True)]
    axes.plot(MEGAPIXELS, both, color="#555555", linestyle="--", label="presidio and then deface")
    axes.set(xscale="log", yscale="log", xlabel="megapixels", ylabel="seconds a photo", title=title)
    axes.set_xticks(MEGAPIXELS, [f"{value:g}" for value in MEGAPIXELS])
    axes.minorticks_off()
    axes.grid(visible=True, color="#dddddd")
    axes.legend(frameon=False)


def main():
    """Measure, print, and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--venv", type=Path, default=PEERS_FOLDER)
    arguments = parser.parse_args()
    environment = environment_of_peers(arguments.venv, None)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; warm, median of {ROUNDS}")
    figure, panes = plt.subplots(1, 2, figsize=(11, 4.5), sharey=True, layout="constrained")
    with tempfile.TemporaryDirectory() as folder:
        tools = {name: Running(tool, environment) for name, tool in MEASURED.items()}
        for axes, source in zip(panes, write_photos(Path(folder)), strict=True):
            title = "people, few letters" if source.stem == "one-scene" else "letters, screens and boards everywhere"
            drawn(axes, title, seconds_by_size(tools, source, folder))
        for tool in tools.values():
            tool.end()
    figure.savefig(arguments.picture, dpi=110)


if __name__ == "__main__":
    main()
