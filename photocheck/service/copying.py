"""Make a copy that is safe to send, in a worker.

The copy itself is never a file. A library that knows files only gets them in a folder of the request's own, which is
gone before the answer is sent, also where the worker had to be ended.
"""

from __future__ import annotations

from dataclasses import dataclass

from photocheck.batch.redacting import JudgingLooker
from photocheck.batch.task import Plan, looker
from photocheck.domain.reports import PhotoReport
from photocheck.policy import Policy
from photocheck.redaction.plan import Wishes
from photocheck.redaction.private_folder import files_in
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

    def get_ready(self) -> None:
        """Load the models before the time of the copy begins; raises ModelError."""
        self.plan.get_ready()


def copy_of(wanted: CopyWanted, folder: str) -> ProvenCopy:
    """Make the copy, and prove it; whatever files that takes lie in the folder. Raises UsageError and PhotoError."""
    plan = wanted.plan
    with files_in(folder):
        return prove_copy(
            JudgingLooker(wanted.policy, looker(plan.build, plan.threads)),
            wanted.report,
            photo=wanted.photo,
            name=beside(wanted.report.source).name,
            wishes=wanted.wishes,
        )
