"""How copies are told of: for people, as one JSON document, or line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Protocol, TextIO

from rich.text import Text

from photocheck.domain.findings import Finding
from photocheck.domain.redaction_encoding import encode_attempt, encode_redaction_run
from photocheck.domain.redactions import Attempt, NotMade, Redaction
from photocheck.domain.wording import name_of, numbers
from photocheck.reports.json import as_json
from photocheck.reports.layout import Page
from photocheck.reports.words import headline, printable

__all__ = ["FORMATS", "RedactionReport", "RedactionRun", "redaction_format"]


@dataclass(frozen=True, slots=True)
class RedactionRun:
    """What a format may tell besides the copies.

    `policy` is the policy's name and version, `photos` how many will be told of, `words` what the policy calls
    its audiences and channels. `reveal` shows the text that was read, which is masked otherwise.
    """

    policy: str
    photos: int = 1
    words: Mapping[str, str] = field(default_factory=dict)
    reveal: bool = False


class RedactionReport(Protocol):
    """A report of copies while it is being written."""

    def photo(self, attempt: Attempt) -> None:
        """Tell what came of one photo."""
        ...

    def finish(self) -> None:
        """Tell what there is to say at the end."""
        ...


def redaction_format(name: str) -> Callable[[TextIO, RedactionRun], RedactionReport]:
    """The format of this name; raises KeyError where there is none."""
    return FORMATS[name]


class RedactionJson:
    """Collects what came of the photos and writes one document."""

    def __init__(self, stream: TextIO, run: RedactionRun) -> None:
        self._stream = stream
        self._run = run
        self._attempts: list[Attempt] = []

    def photo(self, attempt: Attempt) -> None:
        """Keep it for the document."""
        self._attempts.append(attempt)

    def finish(self) -> None:
        """Write the document."""
        document = encode_redaction_run(self._run.policy, self._attempts, reveal=self._run.reveal)
        self._stream.write(as_json(document, indent=2) + "\n")


class RedactionLines:
    """Writes a JSON line for each photo, and sends it on its way at once."""

    def __init__(self, stream: TextIO, run: RedactionRun) -> None:
        self._stream = stream
        self._run = run

    def photo(self, attempt: Attempt) -> None:
        """Write the photo's line."""
        self._stream.write(as_json(encode_attempt(attempt, reveal=self._run.reveal)) + "\n")
        self._stream.flush()

    def finish(self) -> None:
        """Nothing is left to say: every line stands for itself."""


class RedactionText:
    """What an officer reads: what is hidden in the copy, what is not, and of which photos there is none."""

    def __init__(self, stream: TextIO, run: RedactionRun, width: int | None = None) -> None:
        self._page = Page(stream, width)
        self._run = run
        self._made = 0
        self._not_made: list[NotMade] = []

    def photo(self, attempt: Attempt) -> None:
        """Tell what came of one photo."""
        if isinstance(attempt, NotMade):
            self._not_made.append(attempt)
            self._page.blank()
            self._page.line(_headed(attempt.source, Text("NO COPY", "bold red")))
            self._page.line(printable(attempt.problem.message), 2)
            if attempt.problem.hint:
                self._page.line(printable(attempt.problem.hint), 2)
            return
        self._made += 1
        if self._run.photos == 1:
            self._in_full(attempt)
        else:
            self._page.line(_headed(attempt.source, Text(printable(attempt.copy))))
            self._page.line(printable(f"hidden: {attempt.words}"), 2)

    def finish(self) -> None:
        """List the photos of which there is no copy, where there were several."""
        if self._run.photos > 1:
            self._page.blank()
            self._page.line(Text(f"{self._made} of {self._run.photos} copies were made.", "bold"))
        if self._not_made and self._run.photos > 1:
            self._page.blank()
            self._page.line(Text("No copy was made of", "bold red"))
            for attempt in self._not_made:
                self._page.hanging(Text("  "), printable(f"{attempt.source}: {attempt.problem.message}"))
        if self._made:
            self._page.blank()
            self._page.line(
                "Each copy was checked again. photocheck can miss things: look at the copy yourself before you send it."
            )

    def _in_full(self, made: Redaction) -> None:
        self._page.blank()
        self._page.line(_headed(made.source, Text("a copy was made", "bold green")))
        self._page.blank()
        for word, text in self._facts(made):
            self._page.hanging(Text(f"  {word:<{COLUMN}}", "bold"), printable(text))

    def _facts(self, made: Redaction) -> list[tuple[str, str]]:
        loud, quiet = headline(made.after.verdict, self._run.words)
        how = ""
        if made.crop is not None:
            box = made.crop
            how = f" (cut off: what is left is {box.width:.0f} by {box.height:.0f} pixels)"
        facts = [("The copy", made.copy), ("hidden:", made.words + how)]
        if made.kept:
            facts.append(("Still shown", _named(made.kept)))
        facts.append(("Verdict now", f"{loud} {quiet} ({made.after.verdict.sensitivity.value})"))
        facts += [("", reason.text) for reason in made.after.verdict.reasons if reason.decision.needs_attention]
        looked = "1 look" if made.looks == 1 else f"{made.looks} looks, hiding more each time"
        readers = " and ".join(made.metadata_readers)
        facts.append(("Proven by", f"{looked} at the copy; its metadata was read again by {readers}"))
        facts += [("sha256", f"{made.before.sha256}  original"), ("", f"{made.sha256}  copy")]
        return facts


def _headed(source: str, rest: Text) -> Text:
    return Text.assemble((printable(source), "bold"), ": ", rest)


def _named(findings: tuple[Finding, ...]) -> str:
    """The findings by what they are called, with their numbers: "Text (3, 4); Face (5)"."""
    grouped: dict[str, list[int]] = {}
    for finding in findings:
        grouped.setdefault(name_of(finding), []).append(finding.number)
    return "; ".join(f"{name} ({numbers(found)})" for name, found in grouped.items())


COLUMN: Final = 13
FORMATS: Final[Mapping[str, Callable[[TextIO, RedactionRun], RedactionReport]]] = MappingProxyType(
    {"text": RedactionText, "json": RedactionJson, "jsonl": RedactionLines}
)
