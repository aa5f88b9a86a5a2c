"""Make a copy that is safe to send, in a worker: in memory from beginning to end, no file of it is written."""

from __future__ import annotations

from dataclasses import dataclass

from photocheck.batch.redacting import JudgingLooker
from photocheck.batch.task import Plan, looker
from photocheck.domain.reports import PhotoReport
from photocheck.policy import Policy
from photocheck.redaction.plan import Wishes
from photocheck.redaction.targets import beside
from photocheck.redactor import ProvenCopy, prove_copy

__all__ = ["CopyWanted", "copy_of"]


@dataclass(frozen=True, slots=True)
class CopyWanted:
    """A copy to make: of this photo, as its report and these wishes say what to hide."""

    photo: bytes
    report: PhotoReport
    wishes: Wishes
    policy: Policy
    plan: Plan


def copy_of(wanted: CopyWanted) -> ProvenCopy:
    """Make the copy, and prove it; raises UsageError and PhotoError."""
    plan = wanted.plan
    return prove_copy(
        JudgingLooker(wanted.policy, looker(plan.build, plan.threads)),
        wanted.report,
        photo=wanted.photo,
        name=beside(wanted.report.source).name,
        wishes=wanted.wishes,
    )
