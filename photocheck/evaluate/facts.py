"""Whether personal data that stands in a photo was read, and whether it was known for what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from photocheck.domain.findings import Finding
from photocheck.evaluate.labels import Fact

__all__ = ["is_read", "is_recognised", "is_strong", "plain", "text_of"]

# These alone must not block anybody, so a photo with nothing else need not be stopped.
WEAK: Final = frozenset({"name", "uk-postcode"})


def plain(text: str) -> str:
    """Keep letters and digits only, in lower case: how a fact is compared with what was read."""
    return "".join(character for character in text.lower() if character.isalnum())


def text_of(findings: Sequence[Finding]) -> str:
    """All that was read in the photo, in the report's order, as `plain` puts it."""
    return "".join(
        plain(finding.text.revealed)
        for finding in findings
        if finding.region is not None and finding.text is not None and finding.text.revealed is not None
    )


def is_strong(pattern: str) -> bool:
    """Whether a photo with a fact of this pattern must be stopped."""
    return pattern not in WEAK


def is_read(text: str, read: str) -> bool:
    """Whether this text stands in what was read, which is plain already; a text of signs only never does."""
    wanted = plain(text)
    return bool(wanted) and wanted in read


def is_recognised(fact: Fact, findings: Sequence[Finding]) -> bool:
    """Whether a recogniser saw this fact under the right pattern, whole or as part of a larger match."""
    return any(
        match.pattern == fact.pattern
        and match.text.revealed is not None
        and is_read(fact.text, plain(match.text.revealed))
        for finding in findings
        for match in finding.matches
    )
