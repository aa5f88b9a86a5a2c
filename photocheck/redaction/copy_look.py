"""Compare what a copy shows with what it was to hide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photocheck.domain.containment import number_and_relate
from photocheck.domain.findings import CODE_KINDS, MOSTLY_CODE, OBJECT_KINDS, Finding
from photocheck.domain.geometry import Box, Region, overlap_over_union
from photocheck.domain.redactions import HiddenArea
from photocheck.domain.reports import PhotoReport
from photocheck.redaction.margins import with_margin
from photocheck.redaction.painting import mask_of
from photocheck.redaction.plan import RedactionPlan, Wishes, hidden_too, to_hide
from photocheck.redaction.styles import Style, emoji_outline

__all__ = ["CopyLook"]

# From which share of it on a finding is taken for the cover itself, and for something that the cover should hide.
ALL_COVER: Final = 0.9
PARTLY_COVER: Final = 0.5
# Under these nothing is left of a face.
OPAQUE: Final = (Style.SOLID, Style.EMOJI)
# Boxes of the same thing in two pictures overlap by this much at least.
SAME: Final = 0.3


@dataclass(frozen=True, slots=True)
class CopyLook:
    """Tells what has to be hidden in a copy that was made by this plan."""

    plan: RedactionPlan
    wishes: Wishes
    style: Style
    crop: Box | None

    def without_covers(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Leave out what is only a cover: a dark page, an empty screen, a smile that was drawn.

        So is a poster around a code that was covered, which was no page before either. What was read or recognised on
        a cover never counts as one.
        """
        return number_and_relate([finding for finding in findings if not self._is_cover(finding)])

    def to_hide(self, shown: PhotoReport) -> tuple[HiddenArea, ...]:
        """What the copy still shows and should not; empty where it is safe.

        `shown` is the report of the copy, judged, without covers.
        """
        wanted = to_hide(shown.verdict) | hidden_too(shown.findings, self.plan.hidden, shown.verdict)
        return tuple(
            HiddenArea(self._in_original(with_margin(finding)), self._kind(finding), finding.page, area_number)
            for finding in shown.findings
            if finding.region is not None
            for again, area_number in [self._found_again(finding)]
            if again or (finding.number in wanted and not self._kept_on_purpose(finding))
        )

    def _kind(self, finding: Finding) -> str:
        """Its kind; a face that was blurred and is found again is covered, so it counts as something else."""
        return "covered face" if finding.kind == "face" and self.style is not Style.SOLID else finding.kind

    def _found_again(self, finding: Finding) -> tuple[bool, int | None]:
        """Whether it lies on a cover all the same, and which finding that was to hide."""
        areas = [area for area in self._areas(finding.page) if self._share_of(finding, [area]) > 0]
        if not areas or self._share_of(finding, areas) < PARTLY_COVER:
            return False, None
        most = max(areas, key=lambda area: self._share_of(finding, [area]))
        return True, most.number

    def _is_cover(self, finding: Finding) -> bool:
        if finding.region is None:
            return False
        areas = self._areas(finding.page)
        if finding.kind == "face":
            smiles = [area for area in areas if area.kind == "face"] if self.style is Style.EMOJI else []
            return self._share_of(finding, smiles) >= ALL_COVER
        read = finding.text is not None and not self._is_label(finding)
        if read or finding.kind not in {*OBJECT_KINDS, "text"}:
            return False
        if finding.kind != "text" and self._share_of(finding, self._codes(finding.page)) >= MOSTLY_CODE:
            return True
        labelled = self.wishes.labels and finding.kind == "text"
        solid = [
            area
            for area in areas
            if area.kind != "face" or self.style in OPAQUE or (labelled and area.number is not None)
        ]
        return self._share_of(finding, solid) >= ALL_COVER

    def _is_label(self, finding: Finding) -> bool:
        """Whether it may be a number that was written on a cover; a reader takes a 1 for an l."""
        text = None if finding.text is None else finding.text.shown(reveal=True)
        return self.wishes.labels and text is not None and not finding.matches and len(text.strip()) <= len("999")

    def _kept_on_purpose(self, finding: Finding) -> bool:
        """Whether the user said that this stays."""
        box = finding.box
        if self.wishes.only is not None or box is None:
            return True
        placed = self._in_original(box)
        return any(
            kept.number in self.wishes.keep
            and kept.page == finding.page
            and kept.box is not None
            and (kept.kind == finding.kind or {kept.kind, finding.kind} <= set(OBJECT_KINDS))
            and overlap_over_union(kept.box, placed.box) >= SAME
            for kept in self.plan.kept
        )

    def _areas(self, page: int) -> Sequence[HiddenArea]:
        return [area for area in self.plan.areas if area.page == page]

    def _codes(self, page: int) -> Sequence[HiddenArea]:
        """Where codes were: to a network their dark covers make a poster a screen."""
        return [area for area in self._areas(page) if area.kind in CODE_KINDS]

    def _share_of(self, finding: Finding, areas: Iterable[HiddenArea]) -> float:
        """Which share of the finding's own region these areas cover, by pixels."""
        if finding.region is None:
            return 0.0
        region = self._in_original(finding.region)
        own = _local(region, [region])
        covers = _local(region, [self._drawn(area) for area in areas])
        total = np.count_nonzero(own)
        return np.count_nonzero(own & covers) / total if total else 0.0

    def _drawn(self, area: HiddenArea) -> Region:
        return emoji_outline(area.region.box) if self.style is Style.EMOJI and area.kind == "face" else area.region

    def _in_original(self, region: Region) -> Region:
        """Bring a region of the copy to where it was in the original."""
        return region if self.crop is None else region.shifted(self.crop.left, self.crop.top)


def _local(around: Region, regions: Iterable[Region]) -> NDArray[np.bool_]:
    """Draw regions into a mask no larger than the box around one of them."""
    box = around.box
    left, top = floor(box.left), floor(box.top)
    shifted = [region.shifted(-left, -top) for region in regions]
    return mask_of(shifted, max(1, ceil(box.right) - left), max(1, ceil(box.bottom) - top))
