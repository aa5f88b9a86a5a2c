"""What photocheck says of sixty whole photos, beside what a careful officer said before it had looked at them.

    uv run python tests/benchmarks/whole_photos.py [--sets plates objects] [--into out/whole]

The photos lie in `../shared/data`, what the officer said in whole_photos.toml, which also says how they were drawn and
read. Prints how often the two agree, for colleagues and for the public, and each disagreement with photocheck's
reasons: a *miss* is more lenient than anything the officer accepts, all else is an *over-alert*. `--into` writes a
picture of each disagreement with what was found: keep that folder as safe as the photos.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from photocheck.cli.annotating import Annotator
from photocheck.domain.reports import PhotoReport
from photocheck.domain.verdicts import Decision
from photocheck.screener import Screener

HERE = Path(__file__).parent
DATA = HERE.parents[2] / "shared" / "data"
AUDIENCES = ("colleagues", "public")


@dataclass(frozen=True)
class Opinion:
    """What the officer would accept for one photo, where colleagues get it, and why."""

    path: Path
    accepts: frozenset[Decision]
    why: str

    def accepted_for(self, audience: str) -> frozenset[Decision]:
        """The same for the public, but that what may be shared goes through Communications."""
        if audience != "public":
            return self.accepts
        return frozenset(
            Decision.VIA_COMMUNICATIONS if decision is Decision.SHARE else decision for decision in self.accepts
        )

    def judged(self, report: PhotoReport, audience: str) -> str:
        """Whether the report agrees with the officer, misses something, or alerts too much."""
        accepted, decision = self.accepted_for(audience), report.verdict_for(audience).decision
        if decision in accepted:
            return "agrees"
        return "miss" if decision < min(accepted) else "over-alert"


def opinions(sets: Sequence[str]) -> Iterator[Opinion]:
    """Read the officer's opinions on the photos of these sets, or of all."""
    for photo in tomllib.loads((HERE / "whole_photos.toml").read_text("utf-8"))["photos"]:
        if not sets or photo["set"] in sets:
            path = DATA / photo["set"] / photo["file"]
            yield Opinion(path, frozenset(map(Decision, photo["accepts"])), photo["why"])


def tell(opinion: Opinion, report: PhotoReport, judged: str) -> None:
    """Print a disagreement: what the officer said, and each reason of the report with what it was about."""
    accepted = " or ".join(sorted(opinion.accepts))
    print(f"{judged}: {opinion.path.relative_to(DATA)}: {report.decision}, officer: {accepted}. {opinion.why}")
    found = {finding.number: finding for finding in report.findings}
    for reason in report.verdict.reasons:
        sure = ", ".join(f"{found[number].confidence:.2f}" for number in reason.findings[:8])
        print(f"    {reason.decision:12} {reason.rule}: {reason.text} ({sure})")


def main() -> None:
    """Screen the photos, print each disagreement, then the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="*", default=())
    parser.add_argument("--into", type=Path)
    chosen = parser.parse_args()
    asked = list(opinions(chosen.sets))
    annotator = Annotator(chosen.into, []) if chosen.into else None
    screener = Screener(threads=1)
    counts = {audience: Counter[str]() for audience in AUDIENCES}
    for opinion in asked:
        report = screener.screen(opinion.path)
        judged = {audience: opinion.judged(report, audience) for audience in AUDIENCES}
        for audience, what in judged.items():
            counts[audience][what] += 1
        disagreement = next((what for what in judged.values() if what != "agrees"), None)
        if disagreement:
            tell(opinion, report, disagreement)
            if annotator:
                annotator.draw(str(opinion.path), report)
    for audience, count in counts.items():
        print(
            f"{audience:12} {len(asked)} photos: {count['agrees']} agree, {count['miss']} missed, "
            f"{count['over-alert']} over-alerts"
        )


if __name__ == "__main__":
    main()
