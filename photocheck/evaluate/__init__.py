"""Recall, precision and speed on labelled photos.

evaluation = evaluate([Path("labelled/faces")], Screener())
render(evaluation, sys.stdout)
write_whole("figures.json", to_json(evaluation).encode())
render_comparison(compare([Path("labelled/faces")], default_environment()), sys.stdout)
"""

from __future__ import annotations

from photocheck.evaluate.comparing import compare
from photocheck.evaluate.comparison_table import render_comparison
from photocheck.evaluate.contact_sheets import write_contact_sheets
from photocheck.evaluate.encoding import to_json
from photocheck.evaluate.figures import Evaluation, SetFigures
from photocheck.evaluate.peers.tools import default_environment
from photocheck.evaluate.running import Screens, count_photos, evaluate
from photocheck.evaluate.table import render

__all__ = [
    "Evaluation",
    "Screens",
    "SetFigures",
    "compare",
    "count_photos",
    "default_environment",
    "evaluate",
    "render",
    "render_comparison",
    "to_json",
    "write_contact_sheets",
]
