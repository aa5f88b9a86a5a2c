"""What a further picture in a file is for is told in words: a layer of the same photo, or another photo."""

from __future__ import annotations

import pytest
from PIL import Image

from photocheck.imaging.payloads import payload_facts
from photocheck.policy import load_policy

GAIN_MAP, DEPTH_MAP, OTHER = "gain-map", "depth-map", "multi-picture"


def patterns(data, form):
    """The patterns of what stands in a file beside its picture."""
    return [fact.pattern for fact in payload_facts(data, form)]


@pytest.mark.parametrize(
    ("mark", "pattern"),
    [
        (b'<x xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:Version="1.0"/>', GAIN_MAP),
        (b'<x xmlns:HDRGainMap="http://ns.apple.com/HDRGainMap/1.0/"/>', GAIN_MAP),
        (b"urn:iso:std:iso:ts:21496:-1\0", GAIN_MAP),
        (b'<x xmlns:depthData="http://ns.apple.com/depthData/1.0/"/>', DEPTH_MAP),
        (b"some other segment", OTHER),
    ],
)
def test_a_jpeg_behind_the_photo_says_what_it_is_for(make, mark, pattern):
    """A picture that says nothing of the kind is another picture."""
    small = make.packed(Image.new("L", (16, 16), 90), "JPEG")
    layer = make.with_segments(small, make.segment(0xE1, mark))
    assert patterns(make.packed(make.scene(), "JPEG") + layer, "JPEG") == [pattern]


def test_layers_and_other_pictures_are_told_apart(make):
    """Each layer once, and other pictures by their number."""
    small = make.packed(Image.new("L", (16, 16), 90), "JPEG")
    layer = make.with_segments(small, make.segment(0xE1, b"http://ns.adobe.com/hdr-gain-map/1.0/"))
    facts = list(payload_facts(make.packed(make.scene(), "JPEG") + layer + small + layer + small, "MPO"))
    assert [(fact.pattern, fact.value) for fact in facts] == [(GAIN_MAP, facts[0].value), (OTHER, "2 more pictures")]


def test_a_mark_among_the_pixels_is_none(make):
    """Only what stands in its headers says what a picture is."""
    small = make.packed(Image.new("L", (16, 16), 90), "JPEG")
    far = small[:-2] + bytes(70_000) + b"http://ns.adobe.com/hdr-gain-map/1.0/" + small[-2:]
    assert patterns(make.packed(make.scene(), "JPEG") + far, "JPEG") == [OTHER]


@pytest.mark.parametrize("form", ["HEIF", "AVIF"])
@pytest.mark.parametrize(
    ("listed", "found"),
    [
        (b"auxC\0\0\0\0urn:com:apple:photo:2020:aux:hdrgainmap\0", [GAIN_MAP]),
        (b"infe\x02\0\0\0\0\x09\0\0tmap\0", [GAIN_MAP]),
        (b"auxC\0\0\0\0urn:mpeg:hevc:2015:auxid:2\0", [DEPTH_MAP]),
        (b"auxC\0\0\0\0urn:com:apple:photo:2018:aux:portraiteffectsmatte\0", [OTHER]),
        (b"auxC\0\0\0\0urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0", []),
    ],
)
def test_the_layers_of_a_heif_are_told(form, listed, found):
    """They stand in the box that lists what the file holds; transparency belongs to the picture itself."""
    box = (8 + len(listed)).to_bytes(4, "big") + b"meta" + listed
    assert patterns(b"\0\0\0\x0cftypheic" + box, form) == found


def test_every_layer_has_to_be_hidden():
    """The built-in policies name them, so that nothing less than `hide` comes of one."""
    for name in ("whatsapp", "emergency"):
        named = {pattern for rule in load_policy(name).rules if rule.decision >= "hide" for pattern in rule.patterns}
        assert {GAIN_MAP, DEPTH_MAP, OTHER} <= named
