"""Let photocheck and other tools look at the same labelled photos, and count by the same rules what each found."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.text import ReadText
from photocheck.domain.verdicts import Decision, Problem, Sensitivity, Verdict
from photocheck.evaluate.comparison import ComparedSet, Comparison, Missing, ToolFigures, ToolInfo, counts_of
from photocheck.evaluate.labels import LabelledPhoto, LabelledSet, find_sets, load_set
from photocheck.evaluate.measure import measure
from photocheck.evaluate.outcomes import Outcome
from photocheck.evaluate.peers.process import NotInstalled, Running, ToolEnded
from photocheck.evaluate.peers.tools import TOOLS, Tool

__all__ = ["compare"]


def compare(
    sets: Sequence[Path],
    environment: Path,
    *,
    tools: Sequence[Tool] = TOOLS,
    every: int = 1,
    before_photo: Callable[[str], None] | None = None,
) -> Comparison:
    """Measure each tool on labelled photos, one photo after the other, each tool in turn.

    So whatever else the machine does slows all of them. `environment` is where those are that need one of their own; a
    tool that is not there is named. Only every so-many-th photo of a set is looked at. Raises UsageError where a label
    file is wrong.
    """
    loaded = [load_set(labels, every) for labels in find_sets(sets)]
    missing: list[Missing] = []
    with ExitStack() as stack:
        seats = []
        for tool in tools:
            try:
                seats.append(stack.enter_context(closing(_Seat(tool, environment))))
            except (NotInstalled, ToolEnded) as error:
                why = str(error) or "it ended while it was loaded"
                missing.append(Missing(tool.name, why, tool.how_to_install(environment)))
        compared = tuple(_compared(labelled, seats, before_photo) for labelled in loaded)
        infos = tuple(seat.info for seat in seats)
    return Comparison(datetime.now(UTC).date().isoformat(), _machine(), infos, tuple(missing), compared)


class _Seat:
    """One tool at the table: it is started again where it ended over a photo."""

    def __init__(self, tool: Tool, environment: Path) -> None:
        self.tool = tool
        self._environment = environment
        self._running: Running | None = Running(tool, environment)
        self.info = ToolInfo(tool.name, self._running.versions, self._running.remark, self._running.load)
        self.peak: float | None = None

    def look_at(self, photo: LabelledPhoto) -> Outcome:
        """What came of one photo."""
        try:
            if self._running is None:
                self._running = Running(self.tool, self._environment)
            answer = self._running.look_at(photo.path.resolve())
        except (NotInstalled, ToolEnded):
            self.close()
            answer = {"problem": "The tool ended before it answered.", "wall": 0.0}
        peak = answer.get("peak")
        self.peak = self.peak if peak is None else max(peak, self.peak or 0.0)
        return Outcome(photo, _report(self.tool, photo, answer), float(answer["wall"]))

    def close(self) -> None:
        """Let the tool go."""
        if self._running is not None:
            self._running.end()
            self._running = None


def _compared(labelled: LabelledSet, seats: Sequence[_Seat], before_photo: Callable[[str], None] | None) -> ComparedSet:
    outcomes: dict[str, list[Outcome]] = {seat.tool.name: [] for seat in seats}
    for photo in labelled.photos:
        if before_photo is not None:
            before_photo(f"{labelled.name}/{photo.path.name}")
        for seat in seats:
            outcomes[seat.tool.name].append(seat.look_at(photo))
    figures = {}
    for seat in seats:
        measured = measure(labelled.name, outcomes[seat.tool.name])
        counts = counts_of(measured, seat.tool)
        figures[seat.tool.name] = ToolFigures(counts, measured.with_problems, measured.speed, seat.peak)
    return ComparedSet(labelled.name, len(labelled.photos), figures)


def _report(tool: Tool, photo: LabelledPhoto, answer: dict[str, Any]) -> PhotoReport:
    """What a tool said as a report, so that it is counted as ours are."""
    problem = answer.get("problem")
    width, height = answer.get("size", (None, None))
    decision = Decision.NOT_CHECKED if problem else Decision.SHARE
    return PhotoReport(
        source=str(photo.path),
        sha256=None,
        width=width,
        height=height,
        findings=tuple(_findings(tool, answer)),
        verdicts=(Verdict("", "", decision, Sensitivity.SENSITIVE),),
        versions=Versions("", ""),
        problems=(Problem(tool.name, str(problem)),) if problem else (),
    )


def _findings(tool: Tool, answer: dict[str, Any]) -> Iterator[Finding]:
    for thing in answer.get("things", ()):
        text, box = thing.get("text"), thing["box"]
        matches = tuple(Match(pattern, ReadText.secret(said or ""), 1.0) for pattern, said in thing.get("matches", ()))
        yield Finding(
            kind=thing["kind"],
            region=None if box is None else Box(*box),
            confidence=thing["confidence"],
            detector=tool.name,
            text=None if text is None else ReadText.secret(text),
            matches=matches,
        )


def _machine() -> str:
    memory = psutil.virtual_memory().total / 1e9
    return f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}"


def _processor() -> str:
    """What the processor is called, where the system tells; its architecture otherwise."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
