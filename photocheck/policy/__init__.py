"""Rules, and the judge that applies them to a report: no pixels, no files but policies."""

from __future__ import annotations

from photocheck.policy.judge import judge, judged
from photocheck.policy.loading import built_in_policies, load_policy
from photocheck.policy.rules import ConsentForm, Policy, Rule

__all__ = ["ConsentForm", "Policy", "Rule", "built_in_policies", "judge", "judged", "load_policy"]
