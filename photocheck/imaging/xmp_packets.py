"""Find the XMP packets of a file, wherever its format keeps them, and parse them."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from PIL import Image

from photocheck.imaging.png_profiles import raw_profile

__all__ = ["local_name", "main_packet", "parsed_packets"]

# How a JPEG segment begins that holds a part of a packet too large for one (XMP part 3, 1.1.3.1); then follow
# 32 bytes that are the same in all parts, the whole length and the part's place.
EXTENSION: Final = b"http://ns.adobe.com/xmp/extension/\0"
# Where Pillow puts it.
INFO_KEYS: Final = ("xmp", "XML:com.adobe.xmp")


def parsed_packets(data: bytes, picture: Image.Image) -> list[Element | None]:
    """Parse each packet of the file; one that does not parse is None.

    `data` is the whole file, `picture` what Pillow opened from it.
    """
    return [_parsed(packet) for packet in _packets(data, picture)]


def main_packet(picture: Image.Image) -> bytes | None:
    """The packet in the usual place of the picture's format, None where there is none."""
    for key in INFO_KEYS:
        value = picture.info.get(key)
        if isinstance(value, str | bytes) and value:
            return _element(value.encode() if isinstance(value, str) else value)
    raw = raw_profile(picture, "xmp")
    return _element(raw) if raw else None


def local_name(tag: object) -> str:
    """The name of an element or attribute without its namespace; comments have none."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _parsed(packet: bytes) -> Element | None:
    try:
        root: Element = ElementTree.fromstring(packet)
    except Exception:  # noqa: BLE001 - not only ParseError: entities are refused by an error of their own
        return None
    return root


def _packets(data: bytes, picture: Image.Image) -> list[bytes]:
    """The packet that Pillow found, and any that stands in the file (GIF keeps them in an extension)."""
    known = (picture.info.get(key) for key in INFO_KEYS)
    packets = [value.encode() if isinstance(value, str) else value for value in known if isinstance(value, str | bytes)]
    packets.append(raw_profile(picture, "xmp"))
    packets += [match.group() for match in re.finditer(rb"<x:xmpmeta.*?</x:xmpmeta>", data, re.DOTALL)]
    packets += _extended(getattr(picture, "applist", ()))
    cleaned = [_element(packet) for packet in packets]
    return list(dict.fromkeys(packet for packet in cleaned if packet))


def _extended(segments: list[tuple[str, bytes]] | tuple[()]) -> list[bytes]:
    """Put the parts of packets together that did not fit into one segment of a JPEG."""
    parts: dict[bytes, dict[int, bytes]] = {}
    for name, segment in segments:
        if name == "APP1" and segment.startswith(EXTENSION):
            at = len(EXTENSION)
            place = int.from_bytes(segment[at + 36 : at + 40], "big")
            parts.setdefault(segment[at : at + 32], {})[place] = segment[at + 40 :]
    return [b"".join(part for _, part in sorted(pieces.items())) for pieces in parts.values()]


def _element(packet: bytes) -> bytes:
    """The element between the packet's processing instructions and padding."""
    for start_tag, end_tag in ((b"<x:xmpmeta", b"</x:xmpmeta>"), (b"<rdf:RDF", b"</rdf:RDF>")):
        start, end = packet.find(start_tag), packet.rfind(end_tag)
        if 0 <= start < end:
            return packet[start : end + len(end_tag)]
    return packet.strip(b"\0 \r\n\t")
