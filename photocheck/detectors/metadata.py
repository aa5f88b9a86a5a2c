"""What the file itself gives away: position, owner, serial numbers, captions, hidden pictures, its own name."""

from __future__ import annotations

from collections.abc import Mapping

from photocheck.detectors.file_names import name_in_file_name
from photocheck.domain.findings import Finding, Match
from photocheck.domain.text import ReadText
from photocheck.imaging.facts import Fact
from photocheck.imaging.photo import Photo

__all__ = ["MetadataDetector"]


class MetadataDetector:
    """Reports what is in the file rather than in the picture, once per file."""

    name = "metadata"
    models: Mapping[str, str] = {}

    def __init__(self, threads: int = 1) -> None:
        """Take the number of threads that every detector is given; this one has no model to use them."""

    def detect(self, photo: Photo) -> list[Finding]:
        """Report the file's facts with its first page; they have no region."""
        if photo.page != 1:
            return []
        facts = list(photo.metadata.facts)
        name = name_in_file_name(photo.source)
        if name:
            facts.append(Fact("personal-metadata", "file-name", name, 0.5))
        return [self._finding(fact) for fact in facts]

    def _finding(self, fact: Fact) -> Finding:
        text = ReadText.secret(fact.value) if fact.shown is None else ReadText(fact.shown, fact.value)
        return Finding(
            kind=fact.kind,
            region=None,
            confidence=fact.confidence,
            detector=self.name,
            text=text,
            matches=(Match(fact.pattern, text, fact.confidence),),
        )
