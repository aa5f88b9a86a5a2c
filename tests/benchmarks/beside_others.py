"""photocheck beside presidio-image-redactor's analyser and deface, on the same photos, in one run."""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

from twelve_megapixels import SAMPLES, write_photos

from photocheck.evaluate.peers.process import Running
from photocheck.evaluate.peers.tools import TOOLS, Tool

MEASURED = {tool.name: tool for tool in TOOLS if tool.name in {"photocheck", "presidio", "deface"}}
PEERS_FOLDER = Path(tempfile.gettempdir()) / "photocheck-peers"
ROUNDS = 3


def environment_of_peers(folder: Path, spacy_model: str | None) -> Path:
    """Make the environment of the other tools, where it is not there yet."""
    others: list[Tool] = [tool for tool in MEASURED.values() if tool.apart]
    if not others[0].python(folder).exists():
        subprocess.run(["uv", "venv", "--quiet", "--python", "3.11", folder], check=True)
        wanted = [package for tool in others for package in tool.packages]
        wanted += [spacy_model.replace("_", "-")] if spacy_model else []
        subprocess.run(
            ["uv", "pip", "install", "--quiet", *wanted], check=True, env={**os.environ, "VIRTUAL_ENV": str(folder)}
        )
    return folder


def words_for(answer: dict[str, Any]) -> Counter[str]:
    """What a tool found, in its own words and counted."""
    return Counter(
        name
        for thing in answer.get("things", ())
        for name in (sorted({pattern for pattern, _ in thing.get("matches", ())}) or [thing["kind"]])
    )


def main() -> None:
    """Measure, and print ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", nargs="*", type=Path, help="the samples and two of 12 megapixels unless given")
    parser.add_argument("--venv", type=Path, default=PEERS_FOLDER)
    parser.add_argument("--spacy-model", help="a spaCy model that can be installed by its name")
    arguments = parser.parse_args()
    environment = environment_of_peers(arguments.venv, arguments.spacy_model)
    with tempfile.TemporaryDirectory() as folder:
        photos = arguments.photos or [*sorted(SAMPLES.glob("*.jpg")), *write_photos(Path(folder))]
        workers = {name: Running(tool, environment) for name, tool in MEASURED.items()}
        print(f"{os.cpu_count()} cores; seconds, warm, median of {ROUNDS}; others = presidio + deface")
        print(f"{'photo':24}" + "".join(f"{tool:>12}" for tool in MEASURED) + f"{'others / ours':>15}{'in CPU':>8}")
        rows = [measured(photo.resolve(), workers) for photo in photos]
        sums = {tool: {key: sum(row[tool][key] for row in rows) for key in ("wall", "cpu")} for tool in MEASURED}
        print_row("all", sums)
        for tool, worker in workers.items():
            print(f"{tool}: loaded in {worker.load:.1f} s, peak {max(row[tool]['peak'] for row in rows):.0f} MB")
            worker.end()
        print("\nfound")
        for photo, row in zip(photos, rows, strict=True):
            for tool in MEASURED:
                found = ", ".join(f"{name} {count}" for name, count in words_for(row[tool]).items())
                print(f"  {photo.name:22} {tool:11} {found or 'nothing'}")


def measured(photo: Path, workers: dict[str, Running]) -> dict[str, dict[str, Any]]:
    """Have each tool look at a photo in turn, after a first look that does not count; print the medians."""
    rounds = [{tool: worker.look_at(photo) for tool, worker in workers.items()} for _ in range(ROUNDS + 1)]
    row = {}
    for tool in workers:
        answers = [answer[tool] for answer in rounds[1:]]
        row[tool] = {**answers[-1], **{key: median(answer[key] for answer in answers) for key in ("wall", "cpu")}}
    print_row(photo.name, row)
    return row


def print_row(name: str, row: dict[str, dict[str, Any]]) -> None:
    """One line of the table."""

    def ratio(key: str) -> float:
        return (row["presidio"][key] + row["deface"][key]) / row["photocheck"][key]

    walls = "".join(f"{row[tool]['wall']:12.2f}" for tool in MEASURED)
    print(f"{name:24}{walls}{ratio('wall'):15.2f}{ratio('cpu'):8.2f}", flush=True)


if __name__ == "__main__":
    main()
