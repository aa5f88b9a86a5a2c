"""What the register knows of a photo, as the fields that picture archives use: IPTC, PLUS and MWG face regions.

Fields: PLUS Licence Data Format 1.2.1 (model release), IPTC Photo Metadata Standard 2023.2, MWG Guidelines 2.0 (5.9).
They say of an archived photo what consent there was on the day it was archived. Reading them back never counts as
consent: that is what the register is for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from photocheck.domain.consent import MATCHING, USES, ConsentRecord, ConsentState, FaceLink, Gap
from photocheck.domain.geometry import Box
from photocheck.imaging.xmp_packing import name, resource

__all__ = ["Release", "Status", "properties", "release_of"]

VOCABULARY: Final = "http://ns.useplus.org/ldf/vocab/"
# The register knows that somebody is under 18, not how old they are.
AGE_UNKNOWN: Final = f"{VOCABULARY}AG-UNK"
UNDER_18: Final = "Somebody in the photo is under 18; a guardian has signed."
# The gaps that end a record for every use, whoever asks.
ENDED: Final = frozenset({Gap.WITHDRAWN, Gap.EXPIRED, Gap.NOT_BEGUN, Gap.NO_GUARDIAN, Gap.DAY_UNKNOWN})
# What a consent that names every use covers.
EVERY_USE: Final = frozenset(USES) - {MATCHING}
REGIONS: Final = f".//{name('mwg-rs:RegionList')}/{name('rdf:Bag')}/{name('rdf:li')}"


class Status(StrEnum):
    """Whether releases are on file for the people in a photo, by the names of PLUS."""

    NONE = "MR-NON"
    NOT_APPLICABLE = "MR-NAP"
    LIMITED = "MR-LMR"
    UNLIMITED = "MR-UMR"


@dataclass(frozen=True, slots=True)
class Release:
    """The consent on file for a photo on one day: which records hold, and which faces of its first page are theirs."""

    status: Status
    references: tuple[str, ...] = ()
    under_18: bool = False
    faces: tuple[FaceLink, ...] = ()


def release_of(consent: ConsentState, people_seen: int | None) -> Release:
    """Say what consent on file means for a photo in which so many people were seen; None where nobody has looked.

    It is unlimited only where every person that was seen is covered, for every use and without an end.
    """
    holding = [record for record in consent.records if _holds(record, consent)]
    references = tuple(dict.fromkeys(record.reference for record in holding))
    faces = tuple(link for link in consent.faces if link.page == 1 and link.reference in references)
    if not holding:
        return Release(Status.NOT_APPLICABLE if people_seen == 0 else Status.NONE)
    linked = Counter(link.reference for link in consent.faces)
    covered = sum(record.people_among(linked[record.reference]) for record in holding)
    unlimited = (
        people_seen is not None
        and people_seen <= covered
        and all(record.uses >= EVERY_USE and record.expires_on is None for record in holding)
    )
    status = Status.UNLIMITED if unlimited else Status.LIMITED
    return Release(status, references, any(record.under_18 for record in holding), faces)


def properties(
    release: Release, orientation: int, size: tuple[int, int], before: Element | None = None
) -> Iterator[Element]:
    """The release as XMP.

    `size` is width and height of the upright photo, in whose pixels faces are linked, `orientation` how the stored one
    is turned. `before` is what the photo's XMP says: regions of faces that are not linked stay.
    """
    yield _text("plus:ModelReleaseStatus", f"{VOCABULARY}{release.status}")
    yield _bag("plus:ModelReleaseID", release.references)
    if release.under_18:
        yield _text("plus:MinorModelAgeDisclosure", AGE_UNKNOWN)
        yield _text("Iptc4xmpExt:AddlModelInfo", UNDER_18)
    if release.faces:
        yield _regions(release, orientation, size, [] if before is None else before.findall(REGIONS))


def _holds(record: ConsentRecord, consent: ConsentState) -> bool:
    """Whether the record allows anything at all on the day of the report."""
    use = next(iter(sorted(record.uses - {MATCHING})), None)
    return use is not None and record.gap("", use, consent.on) not in ENDED


def _text(short: str, value: str) -> Element:
    element = Element(name(short))
    element.text = value
    return element


def _bag(short: str, values: Sequence[str]) -> Element:
    element = Element(name(short))
    bag = SubElement(element, name("rdf:Bag"))
    for value in values:
        SubElement(bag, name("rdf:li")).text = value
    return element


def _regions(release: Release, orientation: int, size: tuple[int, int], before: Sequence[Element]) -> Element:
    """The faces that are linked to records, by the records' references: no names of people.

    MWG's regions are shares of the picture as it is stored, before it is turned upright.
    """
    stored = size if orientation < 5 else size[::-1]
    element = Element(name("mwg-rs:Regions"))
    regions = SubElement(element, name("rdf:Description"))
    resource(regions, "mwg-rs:AppliedToDimensions", stDim_w=str(stored[0]), stDim_h=str(stored[1]), stDim_unit="pixel")
    bag = SubElement(SubElement(regions, name("mwg-rs:RegionList")), name("rdf:Bag"))
    bag.extend(region for region in before if _name_of(region) not in release.references)
    for face in release.faces:
        item = SubElement(SubElement(bag, name("rdf:li")), name("rdf:Description"))
        item.set(name("mwg-rs:Name"), face.reference)
        item.set(name("mwg-rs:Type"), "Face")
        x, y, width, height = _as_stored(face.box, size, orientation)
        resource(
            item, "mwg-rs:Area", stArea_x=f"{x:.6f}", stArea_y=f"{y:.6f}", stArea_w=f"{width:.6f}",
            stArea_h=f"{height:.6f}", stArea_unit="normalized",
        )  # fmt: skip
    return element


def _name_of(region: Element) -> str | None:
    """Whose face a region shows, in whichever of XMP's ways that is written."""
    called = name("mwg-rs:Name")
    written = (one.get(called) or (one.text if one.tag == called else None) for one in region.iter())
    return next(filter(None, written), None)


def _as_stored(box: Box, size: tuple[int, int], orientation: int) -> tuple[float, float, float, float]:
    """The middle, width and height of a box as shares of the stored picture; EXIF names eight ways to turn it."""
    x, y = (box.left + box.right) / 2 / size[0], (box.top + box.bottom) / 2 / size[1]
    width, height = box.width / size[0], box.height / size[1]
    middle = {
        1: (x, y),
        2: (1 - x, y),
        3: (1 - x, 1 - y),
        4: (x, 1 - y),
        5: (y, x),
        6: (y, 1 - x),
        7: (1 - y, 1 - x),
        8: (1 - y, x),
    }[orientation]
    return (*middle, width, height) if orientation < 5 else (*middle, height, width)
