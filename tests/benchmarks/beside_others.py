"""photocheck beside presidio-image-redactor's analyser and deface, on the same photos, in one run."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from twelve_megapixels import SAMPLES, write_photos

WORKERS = Path(__file__).with_name("workers.py")
PEERS = ("presidio-image-redactor", "deface", "onnx", "onnxruntime", "opencv-python-headless")
TOOLS = ("photocheck", "presidio", "deface")
PEERS_FOLDER = Path(tempfile.gettempdir()) / "photocheck-peers"
ROUNDS = 3


class Worker:
    """A tool in its process."""

    def __init__(self, tool: str, python: Path, spacy_model: str | None) -> None:
        environment = {**os.environ, **({"SPACY_MODEL": spacy_model} if spacy_model else {})}
        self._process = subprocess.Popen(
            [python, WORKERS, tool],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
        )
        self.load = self._answer()["load"]

    def look_at(self, path: Path) -> dict[str, Any]:
        """Have it look at a photo."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        return self._answer()

    def end(self) -> None:
        """Let it go."""
        self._process.communicate()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("A tool ended before it answered; run workers.py by hand to see why.")
        answer: dict[str, Any] = json.loads(line)
        return answer


def environment_of_peers(folder: Path, spacy_model: str | None) -> Path:
    """Make the environment of the other tools, where it is not there yet; returns its Python."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run(["uv", "venv", "--quiet", "--python", "3.11", folder], check=True)
        wanted = [*PEERS, *([spacy_model.replace("_", "-")] if spacy_model else [])]
        subprocess.run(
            ["uv", "pip", "install", "--quiet", *wanted], check=True, env={**os.environ, "VIRTUAL_ENV": str(folder)}
        )
    return python


def main() -> None:
    """Measure, and print ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", nargs="*", type=Path, help="the samples and two of 12 megapixels unless given")
    parser.add_argument("--venv", type=Path, default=PEERS_FOLDER)
    parser.add_argument("--spacy-model", help="a spaCy model that can be installed by its name")
    arguments = parser.parse_args()
    python = environment_of_peers(arguments.venv, arguments.spacy_model)
    with tempfile.TemporaryDirectory() as folder:
        photos = arguments.photos or [*sorted(SAMPLES.glob("*.jpg")), *write_photos(Path(folder))]
        pythons = {"photocheck": Path(sys.executable)}
        workers = {tool: Worker(tool, pythons.get(tool, python), arguments.spacy_model) for tool in TOOLS}
        print(f"{os.cpu_count()} cores; seconds, warm, median of {ROUNDS}; others = presidio + deface")
        print(f"{'photo':24}" + "".join(f"{tool:>12}" for tool in TOOLS) + f"{'others / ours':>15}{'in CPU':>8}")
        rows = [measured(photo.resolve(), workers) for photo in photos]
        sums = {tool: {key: sum(row[tool][key] for row in rows) for key in ("wall", "cpu")} for tool in TOOLS}
        print_row("all", sums)
        for tool, worker in workers.items():
            print(f"{tool}: loaded in {worker.load:.1f} s, peak {max(row[tool]['peak'] for row in rows):.0f} MB")
            worker.end()
        print("\nfound")
        for photo, row in zip(photos, rows, strict=True):
            for tool in TOOLS:
                found = ", ".join(f"{name} {count}" for name, count in row[tool]["found"].items())
                print(f"  {photo.name:22} {tool:11} {found or 'nothing'}")


def measured(photo: Path, workers: dict[str, Worker]) -> dict[str, dict[str, Any]]:
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

    walls = "".join(f"{row[tool]['wall']:12.2f}" for tool in TOOLS)
    print(f"{name:24}{walls}{ratio('wall'):15.2f}{ratio('cpu'):8.2f}", flush=True)


if __name__ == "__main__":
    main()
