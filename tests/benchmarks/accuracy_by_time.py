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
    points = [
        (tool["speed"]["median"], tool["counts"][counted]["found"] / tool["counts"][counted]["labelled"], name)
        for name, tool in figures["tools"].items()
        if counted in tool["counts"] and tool["speed"] is not None
    ]
    # Names above and below in turn, so that those of neighbours do not meet.
    for above, (seconds, share, name) in zip((8, -18) * len(points), sorted(points), strict=False):
        colour = OURS if name == "photocheck" else OTHERS
        axes.plot(seconds, share, "o", color=colour, markersize=9)
        axes.annotate(name, (seconds, share), xytext=(0, above), textcoords="offset points", color=colour, ha="center")
    axes.set(xlabel="seconds a photo (median)", ylabel="share", ylim=(0, 1.12), title=label)
    slowest = max(seconds for seconds, *_ in points)
    axes.set_xlim(-0.2 * slowest, 1.2 * slowest)
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
