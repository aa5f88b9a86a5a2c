"""Look at one photo, and say in a few lines what to do with it."""

from __future__ import annotations

import sys

from photocheck import Screener


def advice(screener: Screener, photo: str | bytes) -> str:
    """What somebody should do with a photo before it goes to colleagues, and why."""
    report = screener.screen(photo)
    lines = [f"{report.source}: {report.decision}"]
    lines += [f"- {reason.text}" for reason in report.verdict.reasons]
    lines += [f"- {problem.message}" for problem in report.problems]
    return "\n".join(lines)


if __name__ == "__main__":
    print(advice(Screener(), sys.argv[1]))
