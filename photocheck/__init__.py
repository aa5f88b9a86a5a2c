"""photocheck looks at a photo before it is shared: what in it is sensitive, why, and what to do.

from photocheck import Screener

report = Screener().screen("openday.jpg")
print(report.decision, [reason.text for reason in report.verdict.reasons])
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from photocheck.version import __version__

if TYPE_CHECKING:
    from photocheck.domain.findings import Finding, Match
    from photocheck.domain.geometry import Box, Polygon
    from photocheck.domain.reports import PhotoReport
    from photocheck.domain.text import ReadText
    from photocheck.domain.verdicts import Decision, Problem, Reason, Sensitivity, Verdict
    from photocheck.errors import PhotocheckError
    from photocheck.policy import Policy, load_policy
    from photocheck.screener import Screener

__all__ = [
    "Box",
    "Decision",
    "Finding",
    "Match",
    "PhotoReport",
    "PhotocheckError",
    "Policy",
    "Polygon",
    "Problem",
    "ReadText",
    "Reason",
    "Screener",
    "Sensitivity",
    "Verdict",
    "__version__",
    "load_policy",
]

# Loaded when they are first asked for (PEP 562), so that `import photocheck` costs next to nothing.
_HOMES = {
    "Box": "photocheck.domain.geometry",
    "Decision": "photocheck.domain.verdicts",
    "Finding": "photocheck.domain.findings",
    "Match": "photocheck.domain.findings",
    "PhotoReport": "photocheck.domain.reports",
    "PhotocheckError": "photocheck.errors",
    "Policy": "photocheck.policy",
    "Polygon": "photocheck.domain.geometry",
    "Problem": "photocheck.domain.verdicts",
    "ReadText": "photocheck.domain.text",
    "Reason": "photocheck.domain.verdicts",
    "Screener": "photocheck.screener",
    "Sensitivity": "photocheck.domain.verdicts",
    "Verdict": "photocheck.domain.verdicts",
    "load_policy": "photocheck.policy",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    home = _HOMES.get(name)
    if home is None:
        msg = f"photocheck has no name {name!r}; its public names are {', '.join(__all__)}"
        raise AttributeError(msg)
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return __all__
