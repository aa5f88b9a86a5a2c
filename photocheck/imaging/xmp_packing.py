"""Write properties into an XMP packet: a new one, or the one that a photo brings, whose other properties stay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from defusedxml.ElementTree import fromstring

from photocheck.errors import PhotoDamaged

__all__ = ["NAMESPACES", "name", "packed", "parsed", "resource"]

NAMESPACES: Final = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
    "stArea": "http://ns.adobe.com/xmp/sType/Area#",
    "stDim": "http://ns.adobe.com/xap/1.0/sType/Dimensions#",
}
BEGIN: Final = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
END: Final = b'\n<?xpacket end="w"?>'


def name(short: str) -> str:
    """The full name of "plus:ModelReleaseID", as the parser writes it."""
    prefix, _, local = short.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def resource(parent: Element, short: str, **fields: str) -> Element:
    """Add a structure with these fields, which are attributes of it as "stArea_x"."""
    attributes = {name(field.replace("_", ":", 1)): value for field, value in fields.items()}
    element = SubElement(parent, name(short))
    SubElement(element, name("rdf:Description"), attributes)
    return element


def parsed(packet: bytes | None) -> Element:
    """What a photo's packet says, or an empty one where it has none.

    Raises PhotoDamaged where it cannot be parsed: what it says must not get lost.
    """
    if not packet:
        return Element(name("x:xmpmeta"))
    try:
        root: Element = fromstring(packet)
    except Exception as error:
        raise PhotoDamaged("The photo's XMP is damaged, so nothing can be added to it.") from error
    # The writer keeps the names that the photo's own program gave its namespaces.
    for prefix, uri in re.findall(r'xmlns:([\w.-]+)\s*=\s*["\']([^"\']+)', packet.decode("utf-8", "replace")):
        if not re.fullmatch(r"ns\d+", prefix):
            ET.register_namespace(prefix, uri)
    return root


def packed(root: Element, properties: Iterable[Element]) -> bytes:
    """A packet that says what `root` says, with these properties in place of those of the same names."""
    graph = root if root.tag == name("rdf:RDF") else root.find(name("rdf:RDF"))
    if graph is None:
        graph = SubElement(root, name("rdf:RDF"))
    about = name("rdf:about")
    descriptions = graph.findall(name("rdf:Description"))
    new = Element(name("rdf:Description"), {about: descriptions[0].get(about, "") if descriptions else ""})
    new.extend(properties)
    names = {element.tag for element in new}
    for description in descriptions:
        for old in [child for child in description if child.tag in names]:
            description.remove(old)
        for attribute in names & description.attrib.keys():
            del description.attrib[attribute]
        if not len(description) and description.attrib.keys() <= {about}:
            graph.remove(description)
    graph.append(new)
    return BEGIN + bytes(ET.tostring(root, encoding="utf-8")) + END


for _prefix, _uri in NAMESPACES.items():
    ET.register_namespace(_prefix, _uri)
