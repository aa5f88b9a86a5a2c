"""How to go on with photos that need attention, in the words of a report."""

from __future__ import annotations

from collections.abc import Iterable

from photocheck.domain.verdicts import Decision, Verdict

__all__ = ["Advice"]


class Advice:
    """What can be done about photos: gathered verdict by verdict, told when all are known."""

    def __init__(self) -> None:
        self._decisions: set[Decision] = set()
        # Dictionaries, for they keep the order in which things were first heard of.
        self._contacts: dict[str, None] = {}
        self._forms: dict[str, None] = {}

    def note(self, verdict: Verdict) -> None:
        """Take in the verdict on one photo."""
        self.take(*self.of(verdict))

    @staticmethod
    def of(verdict: Verdict) -> tuple[list[Decision], list[str], list[str]]:
        """What can be done about one photo: the decisions that reasons give, the forms, and whom to ask."""
        decisions = dict.fromkeys([verdict.decision, *(reason.decision for reason in verdict.reasons)])
        forms = dict.fromkeys(reason.link for reason in verdict.reasons if reason.link)
        contacts = [verdict.contact] if verdict.contact and verdict.decision > Decision.SHARE else []
        return list(decisions), list(forms), contacts

    def take(self, decisions: Iterable[Decision], forms: Iterable[str], contacts: Iterable[str]) -> None:
        """Take in what can be done about one photo."""
        self._decisions.update(decisions)
        self._forms |= dict.fromkeys(forms)
        self._contacts |= dict.fromkeys(contacts)

    def actions(self, form: str | None = None) -> list[tuple[str, str]]:
        """What can be done: pairs of a word and a sentence, in the order to do them.

        `form` is what the sentence calls the consent form, where the report names it elsewhere. Empty where
        nothing needs attention.
        """
        lines: list[tuple[str, str]] = []
        if Decision.LOOK in self._decisions:
            lines.append(("Look at it", "Open the photo at full size. If in doubt, treat it as sensitive."))
        if Decision.GET_CONSENT in self._decisions:
            lines.append(("Get consent", f"Everyone who can be recognised fills in {form or self._consent_form()}"))
        if Decision.HIDE in self._decisions:
            lines.append(("Hide it", "Let “photocheck redact” make a copy with it covered, and send the copy."))
        if Decision.NOT_CHECKED in self._decisions:
            lines.append(("Check again", "Until it could be checked, treat it as do not share."))
        if self._contacts:
            lines.append(("Ask", " or ".join(self._contacts)))
        return lines

    def _consent_form(self) -> str:
        return f"the form: {' or '.join(self._forms)}" if self._forms else "the photo consent form."
