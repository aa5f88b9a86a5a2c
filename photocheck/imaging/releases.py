"""What a photo's XMP says of model releases: somebody's word that consent was given, and never consent by itself.

Names: PLUS Licence Data Format 1.2.1, as IPTC's Photo Metadata Standard takes them up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from photocheck.imaging.facts import Fact, text_of
from photocheck.imaging.xmp_packets import local_name

__all__ = ["release_facts"]

STATUS, REFERENCES, YOUNGEST = "ModelReleaseStatus", "ModelReleaseID", "MinorModelAgeDisclosure"
# By the names of the terms, which stand alone or at the end of an address. "Not applicable" says nothing of anybody.
STATUSES: Final = {
    "MR-UMR": "unlimited",
    "MR-LMR": "limited or incomplete",
    "MR-NON": "none",
    "MR-NAP": "",
}
# The terms for ages under 18.
MINORS: Final = frozenset({"AG-A17", "AG-A16", "AG-A15", "AG-U14"})


def release_facts(root: Element) -> Iterator[Fact]:
    """Yield what the packet says of releases, and of somebody under 18."""
    references = list(dict.fromkeys(_values(root, REFERENCES)))
    told = [STATUSES.get(_term(status), "of an unknown kind") for status in _values(root, STATUS)]
    words = ", ".join(dict.fromkeys(filter(None, told))) or ("of an unknown kind" if references else "")
    if words:
        # A reference may be somebody's name, so only how many there are is shown.
        count = f", {len(references)} {'references' if len(references) > 1 else 'reference'}" if references else ""
        value = f"{words} ({', '.join(references)})" if references else words
        yield Fact("personal-metadata", "model-release", value, 0.97, shown=words + count, where="XMP")
    if any(_term(age) in MINORS for age in _values(root, YOUNGEST)):
        young = "somebody under 18"
        yield Fact("personal-metadata", "minor", young, 0.97, shown=young, where="XMP")


def _term(value: str) -> str:
    return value.rstrip("/").rpartition("/")[2].upper()


def _values(root: Element, name: str) -> Iterator[str]:
    """Every value of a property, whether it is written as an attribute, a text, a link or a list."""
    for element in root.iter():
        named = local_name(element.tag) == name
        for key, value in element.attrib.items():
            if local_name(key) == name or (named and local_name(key) == "resource"):
                yield text_of(value)
        if named:
            items = [item for item in element.iter() if local_name(item.tag) == "li"] or [element]
            yield from filter(None, (text_of(item.text) for item in items))
