"""How much several tools find against the time that they take for a photo, as a picture.

uv run photocheck evaluate --compare composites faces_mask --every 5 -o compared.json
uv run --with matplotlib python tests/benchmarks/accuracy_by_time.py compared.json \
    samples/pictures/accuracy-by-time.png
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import matplotlib.pyplot as plt

# What is drawn: a set, what is counted in it, and what the axis says.
DRAWN = (
    ("composites", "facts read", "personal data that was read (composites)"),
    ("faces_mask", "face", "faces that were found (faces_mask)"),
)
OURS, OTHERS = "#1b5e9b", "#555555"


def drawn(axes, figures, counted, label):
    """Draw one point for each tool that looks for what is counted."""
    for name, tool in figures["tools"].items():
        count = tool["counts"].get(counted)
        if count is None or tool["speed"] is None:
            continue
        place = tool["speed"]["median"], count["found"] / count["labelled"]
        colour = OURS if name == "photocheck" else OTHERS
        axes.plot(*place, "o", color=colour, markersize=9)
        axes.annotate(name, place, xytext=(8, -4), textcoords="offset points", color=colour)
    axes.set(xscale="log", xlabel="seconds a photo (median)", ylabel="share", ylim=(0, 1.03), title=label)
    axes.set_xlim(axes.get_xlim()[0] * 0.8, axes.get_xlim()[1] * 2.5)
    axes.grid(visible=True, color="#dddddd")


def main():
    """Read the figures, and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("compared", type=Path)
    parser.add_argument("picture", type=Path)
    arguments = parser.parse_args()
    sets = {figures["name"]: figures for figures in json.loads(arguments.compared.read_text())["sets"]}
    figure, panes = plt.subplots(1, len(DRAWN), figsize=(11, 4.2), layout="constrained")
    for axes, (name, counted, label) in zip(panes, DRAWN, strict=True):
        drawn(axes, sets[name], counted, label)
    figure.savefig(arguments.picture, dpi=110)


if __name__ == "__main__":
    main()
