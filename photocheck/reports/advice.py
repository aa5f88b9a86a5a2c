"""How to go on with photos that need attention, in the words of a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from photocheck.domain.verdicts import Decision, Verdict

__all__ = ["actions", "consent_forms"]


def actions(verdicts: Sequence[Verdict], form: str) -> list[tuple[str, str]]:
    """What can be done about these verdicts: pairs of a word and a sentence, in the order to do them.

    `form` is what the sentence calls the consent form. Empty where nothing needs attention.
    """
    decisions = {verdict.decision for verdict in verdicts} | {
        reason.decision for verdict in verdicts for reason in verdict.reasons
    }
    lines: list[tuple[str, str]] = []
    if Decision.LOOK in decisions:
        lines.append(("Look at it", "Open the photo at full size. If in doubt, treat it as sensitive."))
    if Decision.GET_CONSENT in decisions:
        lines.append(("Get consent", f"Everyone who can be recognised fills in {form}"))
    if Decision.HIDE in decisions:
        lines.append(("Hide it", "Cover it or cut it off, or take the photo again without it; then check the copy."))
    if Decision.NOT_CHECKED in decisions:
        lines.append(("Check again", "Until it could be checked, treat it as do not share."))
    contacts = _unique(verdict.contact for verdict in verdicts if verdict.contact and verdict.decision > Decision.SHARE)
    if contacts:
        lines.append(("Ask", " or ".join(contacts)))
    return lines


def consent_forms(verdicts: Iterable[Verdict]) -> str:
    """Where the consent forms of these verdicts are."""
    links = [reason.link for verdict in verdicts for reason in verdict.reasons if reason.link]
    return f"the form: {' or '.join(_unique(links))}" if links else "the photo consent form."


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
