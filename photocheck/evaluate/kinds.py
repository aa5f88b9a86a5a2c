"""What is measured, and how label files call it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from photocheck.domain.findings import Finding
from photocheck.evaluate.labels import LabelledPhoto, Truth
from photocheck.evaluate.matching import Pairing, pair_by_cover, pair_one_to_one

__all__ = ["MEASURED", "Measured", "measured_kinds"]


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of the table: which labels and which findings are held against each other.

    `labels` are the words of label files for it, `findings` the kinds of our findings; a text finding in
    which `pattern` was recognised counts too. They agree at `overlap`, as `pair` measures it. False alarms
    count where a photo's labels are complete for one of `complete`. Labels in `spared` may be called
    this or not: neither is a mistake.
    """

    kind: str
    labels: frozenset[str]
    findings: frozenset[str]
    complete: frozenset[str]
    overlap: float = 0.5
    pattern: str | None = None
    spared: frozenset[str] = frozenset()
    pair: Callable[[Sequence[Truth], Sequence[Finding], float], Pairing] = pair_one_to_one

    def truths(self, photo: LabelledPhoto) -> tuple[Truth, ...]:
        """What of this kind is in the photo, as its labels say."""
        spared = (replace(truth, ignore=True) for truth in photo.truth if truth.kind in self.spared)
        return (*(truth for truth in photo.truth if truth.kind in self.labels), *spared)

    def of_kind(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings that say they are this, on the first page."""
        return [
            finding
            for finding in findings
            if finding.page == 1 and (finding.kind in self.findings or self.pattern in finding.patterns)
        ]

    def is_complete(self, photo: LabelledPhoto) -> bool:
        """Whether everything of this kind is labelled, with its place."""
        placed = all(truth.box is not None for truth in self.truths(photo))
        return placed and bool(self.complete & photo.complete_for)


def _measured(kind: str, *labels: str, findings: Sequence[str] = (), complete: Sequence[str] = ()) -> Measured:
    """Fill in what goes without saying: our own word for a kind is a label, a finding, and vouches."""
    return Measured(
        kind,
        labels=frozenset((kind, *labels)),
        findings=frozenset(findings or (kind,)),
        complete=frozenset((kind, *complete)),
    )


# The overlaps are those at which the labelled sets were made to be measured: annotators draw faces
# differently, and a plate is small.
MEASURED: Final = (
    replace(_measured("face"), overlap=0.35),
    # A book that lies open is pages, and one that is closed is not.
    replace(_measured("document", "note", "page", "paper", "receipt"), spared=frozenset({"book"})),
    _measured("screen", "phone", "monitor", "laptop"),
    _measured("whiteboard"),
    _measured("id-card", "badge", "card", complete=("badge",)),
    replace(_measured("number-plate", "plate", complete=("plate",)), overlap=0.2, pattern="number-plate"),
    replace(
        _measured("code", "qr", "qr-code", "barcode", findings=("qr-code", "barcode"), complete=("qr", "qr-code")),
        overlap=0.2,
    ),
    replace(_measured("text"), pair=pair_by_cover),
)


def measured_kinds(findings: Sequence[Finding]) -> tuple[Measured, ...]:
    """Our own kinds, and those that a plug-in has reported, which label files call as the plug-in does."""
    ours = frozenset(kind for measured in MEASURED for kind in measured.findings)
    others = sorted({finding.kind for finding in findings if finding.region is not None} - ours)
    return (*MEASURED, *(_measured(kind) for kind in others))
