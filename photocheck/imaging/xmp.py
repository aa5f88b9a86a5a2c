"""People, places, captions and serial numbers in XMP.

Names: XMP part 2 (ISO 16684-2), IPTC Photo Metadata Standard 2023.2, MWG Guidelines 2.0, Microsoft Photo 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from PIL import Image

from photocheck.imaging.exif import position_fact
from photocheck.imaging.facts import Fact, text_of, unreadable

__all__ = ["xmp_facts"]

# Local names; the prefixes differ between writers, and these names do not clash.
PATTERNS: Final = {
    "PersonInImage": "person-name",
    "PersonDisplayName": "person-name",
    "PersonName": "person-name",
    "creator": "owner-name",
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
    "UserComment": "caption",
    "City": "place-name",
    "Sublocation": "place-name",
    "Location": "place-name",
    "LocationName": "place-name",
}
# A region's Name is a person's where the region is of the type Face (MWG 2.0, section 5.9).
REGION_TYPE, REGION_NAME = "Type", "Name"


def xmp_facts(data: bytes, picture: Image.Image) -> Iterator[Fact]:
    """Yield what XMP says about people and places; a packet that does not parse is a fact too."""
    packets = _packets(data, picture)
    for packet in packets:
        try:
            root = ElementTree.fromstring(packet)
        except Exception:  # noqa: BLE001 - not only ParseError: entities are refused by an error of their own
            yield unreadable("XMP")
            continue
        yield from _facts_of(root)


def _packets(data: bytes, picture: Image.Image) -> list[bytes]:
    """The packet that Pillow found, else any that stands in the file (GIF keeps them in an extension)."""
    known = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp")
    if isinstance(known, str):
        known = known.encode()
    packets = [known] if known else []
    packets += [match.group() for match in re.finditer(rb"<x:xmpmeta.*?</x:xmpmeta>", data, re.DOTALL)]
    cleaned = [_element(packet) for packet in packets]
    return list(dict.fromkeys(packet for packet in cleaned if packet))


def _element(packet: bytes) -> bytes:
    """The element between the packet's processing instructions and padding."""
    start, end = packet.find(b"<x:xmpmeta"), packet.rfind(b"</x:xmpmeta>")
    if start >= 0 and end > start:
        return packet[start : end + len(b"</x:xmpmeta>")]
    start, end = packet.find(b"<rdf:RDF"), packet.rfind(b"</rdf:RDF>")
    if start >= 0 and end > start:
        return packet[start : end + len(b"</rdf:RDF>")]
    return packet.strip(b"\0 \r\n\t")


def _facts_of(root: Element) -> Iterator[Fact]:
    position: dict[str, str] = {}
    for element in root.iter():
        name = _local(element.tag)
        if name in PATTERNS:
            for text in _texts(element):
                yield _fact(PATTERNS[name], text)
        elif name in {"GPSLatitude", "GPSLongitude"}:
            position[name] = text_of(element.text)
        attributes = {_local(key): text_of(value) for key, value in element.attrib.items()}
        yield from _attribute_facts(element, attributes)
        position |= {key: value for key, value in attributes.items() if key in {"GPSLatitude", "GPSLongitude"}}
    yield from _position(position)


def _attribute_facts(element: Element, attributes: dict[str, str]) -> Iterator[Fact]:
    for key, value in attributes.items():
        if key in PATTERNS and value:
            yield _fact(PATTERNS[key], value)
    children = {_local(child.tag): text_of(child.text) for child in element}
    region = {**children, **attributes}
    if region.get(REGION_TYPE) == "Face" and region.get(REGION_NAME):
        yield _fact("person-name", region[REGION_NAME])


def _fact(pattern: str, text: str) -> Fact:
    kind = "location" if pattern == "place-name" else "personal-metadata"
    return Fact(kind, pattern, text, 0.8 if pattern in {"place-name", "caption"} else 0.97, where="XMP")


def _texts(element: Element) -> Iterator[str]:
    """The element's own text, or that of the items of its list."""
    items = [child for child in element.iter() if _local(child.tag) == "li"]
    for item in items or [element]:
        text = text_of(item.text)
        if text:
            yield text


def _position(position: dict[str, str]) -> Iterator[Fact]:
    if not position:
        return
    try:
        latitude, longitude = (_degrees(position[name]) for name in ("GPSLatitude", "GPSLongitude"))
    except (KeyError, ValueError):
        words = "a position that could not be read"
        yield Fact("location", "gps-position", words, 0.7, shown=words, where="XMP")
        return
    found = position_fact(latitude, longitude, "XMP")
    if found:
        yield found


def _degrees(text: str) -> float:
    """Degrees from XMP's "52,19.8N", "52,19,48N" or a plain number (XMP part 2, 8.9)."""
    value = text.strip().upper()
    sign = -1 if value.endswith(("S", "W")) else 1
    parts = [float(part) for part in value.rstrip("NSEW ").split(",")]
    return sign * sum((part / 60.0**index for index, part in enumerate(parts)), 0.0)


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
