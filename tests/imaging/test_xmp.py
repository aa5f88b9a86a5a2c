"""People, places, captions and further pictures in XMP, wherever a format keeps it."""

from __future__ import annotations

import base64

import pytest
from PIL import Image, PngImagePlugin

from photocheck.imaging.opening import open_photo

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "dc": "http://purl.org/dc/elements/1.1/",
        "exif": "http://ns.adobe.com/exif/1.0/",
        "aux": "http://ns.adobe.com/exif/1.0/aux/",
        "tiff": "http://ns.adobe.com/tiff/1.0/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "xmpGImg": "http://ns.adobe.com/xap/1.0/g/img/",
        "photoshop": "http://ns.adobe.com/photoshop/1.0/",
        "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
        "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
        "MP": "http://ns.microsoft.com/photo/1.2/",
        "MPRI": "http://ns.microsoft.com/photo/1.2/t/RegionInfo#",
        "MPReg": "http://ns.microsoft.com/photo/1.2/t/Region#",
        "GImage": "http://ns.google.com/photos/1.0/image/",
        "lr": "http://ns.adobe.com/lightroom/1.0/",
    }.items()
)
PERSONAL, LOCATION = "personal-metadata", "location"


def packet(inside="", attributes=""):
    """An XMP packet with these properties."""
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {NAMESPACES}>'
        f'<rdf:Description rdf:about="" {attributes}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


def bag(name, *items):
    """A property that is a list."""
    return f"<{name}><rdf:Bag>{''.join(f'<rdf:li>{item}</rdf:li>' for item in items)}</rdf:Bag></{name}>"


@pytest.fixture
def said(make, facts):
    """What a JPEG with this packet says."""

    def of(xmp):
        return facts(make.packed(make.scene(), "JPEG", xmp=xmp))

    return of


OWNED = packet(attributes='aux:OwnerName="Ann Example"')


def in_gif(make):
    """GIF keeps it in an extension, byte for byte, with a trailer that skips it."""
    gif = make.packed(make.scene().convert("P"), "GIF")
    trailer = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    return gif[:-1] + b"\x21\xff\x0bXMP DataXMP" + OWNED + trailer + b";"


def in_png_text(make):
    """PNG as ImageMagick writes it: hexadecimal digits."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Raw profile type xmp", f"\nxmp\n{len(OWNED)}\n{OWNED.hex()}\n", zip=True)
    return make.packed(make.scene(), "PNG", pnginfo=info)


def in_png(make):
    """PNG by the XMP standard: text in a chunk of its own."""
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", OWNED.decode())
    return make.packed(make.scene(), "PNG", pnginfo=info)


@pytest.mark.parametrize(
    "written",
    [
        *(
            lambda make, form=form: make.packed(make.scene(), form, xmp=OWNED)
            for form in ("JPEG", "WEBP", "HEIF", "AVIF")
        ),
        lambda make: make.packed(make.scene(), "TIFF", tiffinfo={700: OWNED}),
        in_png,
        in_png_text,
        in_gif,
    ],
    ids=["JPEG", "WEBP", "HEIF", "AVIF", "TIFF", "PNG", "PNG text", "GIF"],
)
def test_every_format_gives_its_packet(make, facts, written):
    """The same property is found wherever it is packed."""
    assert (PERSONAL, "owner-name", "Ann Example") in facts(written(make))


@pytest.mark.parametrize(
    ("xmp", "found"),
    [
        (packet(bag("Iptc4xmpExt:PersonInImage", "Ann Example", "Bo Example")),
         {(PERSONAL, "person-name", "Ann Example"), (PERSONAL, "person-name", "Bo Example")}),
        (packet('<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag><rdf:li>'
                '<rdf:Description mwg-rs:Name="Ann Example" mwg-rs:Type="Face"/>'
                "</rdf:li></rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>"),
         {(PERSONAL, "person-name", "Ann Example")}),
        (packet('<mwg-rs:RegionList><rdf:Bag><rdf:li rdf:parseType="Resource"><mwg-rs:Type>Face</mwg-rs:Type>'
                "<mwg-rs:Name>Ann Example</mwg-rs:Name></rdf:li></rdf:Bag></mwg-rs:RegionList>"),
         {(PERSONAL, "person-name", "Ann Example")}),
        (packet('<MP:RegionInfo><rdf:Description><MPRI:Regions><rdf:Bag><rdf:li MPReg:PersonDisplayName="Ann Example"/>'
                "</rdf:Bag></MPRI:Regions></rdf:Description></MP:RegionInfo>"),
         {(PERSONAL, "person-name", "Ann Example")}),
        (packet("<dc:creator><rdf:Seq><rdf:li>Ann Example</rdf:li></rdf:Seq></dc:creator>"),
         {(PERSONAL, "owner-name", "Ann Example")}),
        (packet('<dc:description><rdf:Alt><rdf:li xml:lang="x-default">At ward 4</rdf:li></rdf:Alt></dc:description>'),
         {(PERSONAL, "caption", "At ward 4")}),
        (packet(bag("dc:subject", "fostering")), {(PERSONAL, "caption", "fostering")}),
        (packet(bag("lr:hierarchicalSubject", "People|Ann Example")), {(PERSONAL, "caption", "People|Ann Example")}),
        (packet(attributes='aux:SerialNumber="4711"'), {(PERSONAL, "device-serial", "4711")}),
        (packet(attributes='photoshop:City="Exampleham"'), {(LOCATION, "place-name", "Exampleham")}),
        (packet(attributes='exif:GPSLatitude="52,18.0N" exif:GPSLongitude="1,30.0W"'),
         {(LOCATION, "gps-position", "52.30000, -1.50000")}),
        (packet("<exif:GPSLatitude>52,18,0S</exif:GPSLatitude><exif:GPSLongitude>1,30,0E</exif:GPSLongitude>"),
         {(LOCATION, "gps-position", "-52.30000, 1.50000")}),
        (packet(attributes='exif:GPSDestLatitude="52,18.0N" exif:GPSDestLongitude="1,30.0W"'),
         {(LOCATION, "gps-position", "52.30000, -1.50000")}),
        (packet(attributes='exif:GPSLatitude="somewhere"'),
         {(LOCATION, "gps-position", "a position that could not be read")}),
    ],
)  # fmt: skip
def test_people_places_and_captions_are_found(said, xmp, found):
    """In the ways that photo programs write them, as attributes and as elements."""
    assert said(xmp) == found


@pytest.mark.parametrize(
    "xmp",
    [
        packet(attributes='xmp:CreatorTool="Editor 5" tiff:Make="Canon"'),
        packet(
            '<mwg-rs:RegionList><rdf:Bag><rdf:li mwg-rs:Type="Focus" mwg-rs:Name="centre"/></rdf:Bag>'
            "</mwg-rs:RegionList>"
        ),
        packet(attributes='exif:GPSLatitude="0,0N" exif:GPSLongitude="0,0E"'),
        packet("<dc:description><rdf:Alt><rdf:li>OLYMPUS DIGITAL CAMERA</rdf:li></rdf:Alt></dc:description>"),
    ],
)
def test_what_programs_write_by_themselves_is_nothing(said, xmp):
    """Programs, cameras, points of focus, receivers without a fix."""
    assert said(xmp) == set()


@pytest.mark.parametrize(
    "xmp",
    [
        packet()[:-20],
        b"<x:xmpmeta>&bomb;</x:xmpmeta>",
        b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>',
        b"\xff\xfe\0nonsense",
    ],
)
def test_a_packet_that_cannot_be_read_is_said(said, xmp):
    """Nor are entities expanded, which could fill the memory or read other files."""
    assert said(xmp) == {(PERSONAL, "unreadable-metadata", "XMP data that could not be read")}


def extended(make, xmp):
    """A JPEG whose packet did not fit into one segment, its parts in the wrong order."""
    start = b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32 + len(xmp).to_bytes(4, "big")
    half = len(xmp) // 2
    parts = [(half, xmp[half:]), (0, xmp[:half])]
    segments = (make.segment(0xE1, start + place.to_bytes(4, "big") + part) for place, part in parts)
    return make.with_segments(make.packed(make.scene(), "JPEG"), *segments)


def test_a_packet_in_many_segments_is_put_together(make, facts):
    """Large packets are cut, and people's names stand in either part."""
    names = [f"Person {number}" for number in range(400)]
    found = facts(extended(make, packet(bag("Iptc4xmpExt:PersonInImage", *names))))
    assert {value for _, pattern, value in found if pattern == "person-name"} == set(names)


def test_the_picture_before_it_was_blurred_is_a_hidden_picture(make, facts):
    """A phone's portrait mode keeps the sharp picture beside the one with the blurred background."""
    found = facts(extended(make, packet(attributes='GImage:Mime="image/jpeg" GImage:Data="aGlkZGVu"')))
    assert ("hidden-image", "multi-picture", "another picture") in found


def test_thumbnails_in_xmp_are_kept_for_comparison(make):
    """They may show what was cut off since."""
    small = make.packed(Image.new("RGB", (16, 16)), "JPEG")
    words = base64.b64encode(small).decode()
    data = make.packed(
        make.scene(), "JPEG", xmp=packet(f"<xmp:Thumbnails><xmpGImg:image>{words}</xmpGImg:image></xmp:Thumbnails>")
    )
    assert open_photo(data).metadata.thumbnails == (small,)
