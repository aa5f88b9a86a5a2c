"""A tool in its process: it is given one photo after the other, and says what it found."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import Any, Final

from photocheck.evaluate.peers.tools import Tool

__all__ = ["NotInstalled", "Running", "ToolEnded"]

WORKER: Final = Path(__file__).with_name("worker.py")
# Seconds after which a tool is stopped that is not loaded, does not answer, or does not end.
TO_LOAD: Final = 300
TO_ANSWER: Final = 300
TO_END: Final = 5


class NotInstalled(Exception):
    """The tool cannot be used here; the text says why."""


class ToolEnded(Exception):
    """The process ended, or was stopped since it took too long, before it answered."""


class Running:
    """A tool whose models are loaded; `load` is how many seconds that took."""

    def __init__(self, tool: Tool, environment: Path) -> None:
        """Start it; raises NotInstalled, and ToolEnded where it ends while it loads."""
        self.tool = tool
        python = tool.python(environment)
        if not python.exists():
            raise NotInstalled(f"there is no “{python}”")
        self._process = subprocess.Popen(  # noqa: S603 - our own worker, with a name from our own list
            [str(python), str(WORKER), tool.module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        said = self._answer(TO_LOAD)
        if "missing" in said:
            self.end()
            raise NotInstalled(str(said["missing"]))
        self.load = float(said["load"])
        self.versions: Mapping[str, str] = said["versions"]
        self.remark = str(said["remark"])

    def look_at(self, photo: Path) -> dict[str, Any]:
        """Have it look at a photo; raises ToolEnded."""
        if self._process.stdin is None or "\n" in str(photo):
            raise ToolEnded
        with suppress(OSError):
            self._process.stdin.write(f"{photo}\n")
            self._process.stdin.flush()
        return self._answer(TO_ANSWER)

    def end(self) -> None:
        """Let it go: it ends by itself when nobody is there any more, or is ended."""
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        try:
            self._process.wait(TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _answer(self, seconds: float) -> dict[str, Any]:
        timer = Timer(seconds, self._process.kill)
        timer.start()
        try:
            line = self._process.stdout.readline() if self._process.stdout is not None else ""
            answer: dict[str, Any] = json.loads(line)
        except ValueError as error:
            self._process.kill()
            self.end()
            raise ToolEnded from error
        finally:
            timer.cancel()
        return answer
