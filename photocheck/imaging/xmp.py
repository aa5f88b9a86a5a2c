"""People, places, captions, serial numbers and further pictures in XMP.

Names: XMP part 2 (ISO 16684-2), IPTC Photo Metadata Standard 2023.2, MWG Guidelines 2.0, Microsoft Photo 1.2,
Google's depth map metadata 1.0.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from photocheck.imaging.exif import is_camera_caption, position_fact, unreadable_position
from photocheck.imaging.facts import Fact, text_of, unreadable
from photocheck.imaging.releases import release_facts
from photocheck.imaging.xmp_packets import local_name

__all__ = ["xmp_facts", "xmp_thumbnails"]

# Local names; the prefixes differ between writers, and these names do not clash.
PATTERNS: Final = {
    "PersonInImage": "person-name",
    "PersonDisplayName": "person-name",
    "PersonName": "person-name",
    "creator": "owner-name",
    "Artist": "owner-name",
    "Author": "owner-name",
    "Credit": "owner-name",
    "CaptionWriter": "owner-name",
    "ImageCreatorName": "owner-name",
    "CopyrightOwnerName": "owner-name",
    "Owner": "owner-name",
    "OwnerName": "owner-name",
    "CameraOwnerName": "owner-name",
    "CiEmailWork": "owner-name",
    "CiTelWork": "owner-name",
    "CiAdrExtadr": "owner-name",
    "SerialNumber": "device-serial",
    "BodySerialNumber": "device-serial",
    "CameraSerialNumber": "device-serial",
    "LensSerialNumber": "device-serial",
    "description": "caption",
    "title": "caption",
    "Headline": "caption",
    "Instructions": "caption",
    "subject": "caption",
    "hierarchicalSubject": "caption",
    "TagsList": "caption",
    "LastKeywordXMP": "caption",
    "UserComment": "caption",
    "ImageDescription": "caption",
    "City": "place-name",
    "Sublocation": "place-name",
    "Location": "place-name",
    "LocationName": "place-name",
}
# A region's Name is a person's where the region is of the type Face (MWG 2.0, section 5.9).
REGION_TYPE, REGION_NAME = "Type", "Name"
POSITIONS: Final = (("GPSLatitude", "GPSLongitude"), ("GPSDestLatitude", "GPSDestLongitude"))
THUMBNAIL: Final = "{http://ns.adobe.com/xap/1.0/g/img/}image"
# What Google's camera keeps beside the photo: the picture before its background was blurred, and distances.
FURTHER_PICTURES: Final = (
    "{http://ns.google.com/photos/1.0/image/}Data",
    "{http://ns.google.com/photos/1.0/depthmap/}Data",
)


def xmp_facts(packets: Iterable[Element | None]) -> Iterator[Fact]:
    """Yield what XMP says about people and places; a packet that does not parse (None) is a fact too."""
    for packet in packets:
        if packet is None:
            yield unreadable("XMP")
        else:
            yield from _facts_of(packet)
            yield from release_facts(packet)


def xmp_thumbnails(packets: Iterable[Element | None]) -> Iterator[bytes]:
    """Yield the small copies of the photo that XMP holds (XMP part 1, 8.2.2.4)."""
    for packet in packets:
        for element in packet.iter() if packet is not None else ():
            if element.tag == THUMBNAIL:
                # A value that is no base64 is shown to differ from the photo, as any picture that cannot be opened.
                yield base64.b64decode(element.text or "")


def _facts_of(root: Element) -> Iterator[Fact]:
    for element in root.iter():
        name = local_name(element.tag)
        if name in PATTERNS:
            yield from (_fact(PATTERNS[name], text) for text in _texts(element) if not is_camera_caption(text))
        attributes = {local_name(key): text_of(value) for key, value in element.attrib.items()}
        children = {local_name(child.tag): text_of(child.text) for child in element}
        yield from _attribute_facts(attributes, children)
        yield from _positions(children | attributes)
        if any(str(name).startswith(FURTHER_PICTURES) for name in (element.tag, *element.attrib)):
            words = "another picture"
            yield Fact("hidden-image", "multi-picture", words, 0.9, shown=words, where="XMP")


def _attribute_facts(attributes: dict[str, str], children: dict[str, str]) -> Iterator[Fact]:
    for key, value in attributes.items():
        if key in PATTERNS and value and not is_camera_caption(value):
            yield _fact(PATTERNS[key], value)
    region = {**children, **attributes}
    if region.get(REGION_TYPE) == "Face" and region.get(REGION_NAME):
        yield _fact("person-name", region[REGION_NAME])


def _fact(pattern: str, text: str) -> Fact:
    kind = "location" if pattern == "place-name" else "personal-metadata"
    return Fact(kind, pattern, text, 0.8 if pattern in {"place-name", "caption"} else 0.97, where="XMP")


def _texts(element: Element) -> Iterator[str]:
    """The element's own text, or that of the items of its list."""
    items = [child for child in element.iter() if local_name(child.tag) == "li"]
    for item in items or [element]:
        text = text_of(item.text)
        if text:
            yield text


def _positions(values: Mapping[str, str]) -> Iterator[Fact]:
    """The positions that one description gives: the camera's, and what it was pointed at."""
    for latitude_name, longitude_name in POSITIONS:
        if latitude_name not in values and longitude_name not in values:
            continue
        try:
            latitude, longitude = _degrees(values[latitude_name]), _degrees(values[longitude_name])
        except (KeyError, ValueError):
            yield unreadable_position("XMP")
            continue
        found = position_fact(latitude, longitude, "XMP")
        if found:
            yield found


def _degrees(text: str) -> float:
    """Degrees from XMP's "52,19.8N", "52,19,48N" or a plain number (XMP part 2, 8.9)."""
    value = text.strip().upper()
    sign = -1 if value.endswith(("S", "W")) else 1
    parts = [float(part) for part in value.rstrip("NSEW ").split(",")]
    return sign * sum((part / 60.0**index for index, part in enumerate(parts)), 0.0)
