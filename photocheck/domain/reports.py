"""Everything that is known about one photo after it was screened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from photocheck.domain.consent import ConsentState
from photocheck.domain.findings import Finding
from photocheck.domain.rulings import MARKED, Rulings
from photocheck.domain.verdicts import Decision, Problem, Verdict

__all__ = ["PhotoReport", "Versions"]


@dataclass(frozen=True, slots=True)
class Versions:
    """What the report was made with: the same versions on the same photo give the same report."""

    photocheck: str
    policy: str
    models: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PhotoReport:
    """One photo: what was found, what to do with it for each audience, and what could not be checked.

    `width` and `height` are pixels of the upright photo, None where it could not be opened. The first
    verdict is the one that was asked for. `pages` is how many pages or frames were looked at.
    """

    source: str
    sha256: str | None
    width: int | None
    height: int | None
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    versions: Versions
    problems: tuple[Problem, ...] = ()
    consent: ConsentState = field(default_factory=ConsentState)
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    pages: int = 1
    rulings: Rulings = field(default_factory=Rulings)

    def with_rulings(self, rulings: Rulings) -> PhotoReport:
        """The report with what people decided about the photo; what they marked by hand comes after what was found."""
        found = tuple(finding for finding in self.findings if finding.kind != MARKED)
        next_number = max((finding.number for finding in found), default=0) + 1
        return replace(self, findings=found + rulings.marks(found, next_number), rulings=rulings)

    @property
    def people_seen(self) -> int:
        """How many faces were found, however small."""
        return sum(finding.kind == "face" for finding in self.findings)

    @property
    def verdict(self) -> Verdict:
        """The verdict that was asked for."""
        return self.verdicts[0]

    @property
    def decision(self) -> Decision:
        """What to do with the photo, for the audience that was asked for."""
        return self.verdict.decision

    def verdict_for(self, audience: str, channel: str | None = None) -> Verdict:
        """The verdict for this audience, on the channel that was asked for or on another that was judged.

        Raises KeyError naming the audiences that were judged.
        """
        wanted = self.verdict.channel if channel is None else channel
        for verdict in self.verdicts:
            if (verdict.audience, verdict.channel) == (audience, wanted):
                return verdict
        judged = ", ".join(f"{verdict.audience} on {verdict.channel}" for verdict in self.verdicts)
        msg = f"no verdict for {audience} on {wanted}; there are verdicts for {judged}"
        raise KeyError(msg)
