"""Rules, and the judge that applies them to a report: no pixels, no files but policies."""

from __future__ import annotations

from photocheck.policy.describing import Description, RuleLine, describe
from photocheck.policy.judge import judge, judged
from photocheck.policy.loading import built_in_policies, load_policy
from photocheck.policy.rules import ConsentForm, Lowering, Policy, Rule

__all__ = [
    "ConsentForm",
    "Description",
    "Lowering",
    "Policy",
    "Rule",
    "RuleLine",
    "built_in_policies",
    "describe",
    "judge",
    "judged",
    "load_policy",
]
