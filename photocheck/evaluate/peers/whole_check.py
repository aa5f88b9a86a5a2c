"""photocheck itself: faces, text, codes, pages, the file, the verdict."""

from __future__ import annotations

from typing import Any

from worker import Find

PACKAGES = ("photocheck",)


def load() -> Find:
    """Load the models."""
    from photocheck import Screener  # noqa: PLC0415 - heavy

    screener = Screener()

    def find(path: str) -> dict[str, Any]:
        report = screener.screen(path)
        if report.problems:
            return {"problem": f"{report.problems[0].stage}: {report.problems[0].message}"}
        things = [
            {
                "kind": one.kind,
                "box": None if one.box is None else [one.box.left, one.box.top, one.box.right, one.box.bottom],
                "confidence": one.confidence,
                "text": None if one.text is None else one.text.revealed,
                "matches": [[match.pattern, match.text.revealed] for match in one.matches],
            }
            for one in report.findings
            if one.page == 1
        ]
        return {"size": (report.width, report.height), "things": things}

    return find


def remark() -> str:
    """Nothing to remark."""
    return ""
