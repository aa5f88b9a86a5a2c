"""The page as a file: what it says, what it must not say, and that nothing in it can leave it or break it."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photocheck.domain.previews import Preview
from photocheck.domain.verdicts import Decision, Reason
from photocheck.reports.html import HtmlReport
from photocheck.reports.links import web_address
from photocheck.reports.words import printable

JPEG = b"\xff\xd8 a small picture \xff\xd9"


class Seen(HTMLParser):
    """What a browser sees: tags with their attributes, the blocks of scripts and style, and the text between."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.blocks = []
        self.text = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Keep the tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        """Keep the text, apart from that of a script or style."""
        if self.tags and self.tags[-1][0] in {"script", "style"} and self.cdata_elem:
            self.blocks.append((*self.tags[-1], data))
        else:
            self.text.append(data)


def page_of(run, photos, previews=None):
    """Write the page of these photos."""
    stream = io.StringIO()
    report = HtmlReport(stream, replace(run, photos=len(photos)))
    for photo, preview in zip(photos, previews or [None] * len(photos), strict=True):
        report.photo(photo, preview)
    report.finish()
    return stream.getvalue()


def details_in(page):
    """The blocks of details in the page, by number."""
    return {attributes["id"]: json.loads(text) for _, attributes, text in Seen(page).blocks if "id" in attributes}


def test_everything_that_is_told_of_a_photo_is_in_its_card(run, openday):
    """The decision, each reason, how sure, and the forms, readable without any script."""
    seen = "".join(Seen(page_of(run, [openday])).text)
    assert "openday.jpg" in seen
    assert "Do not share" in seen
    for reason in openday.verdict.reasons:
        assert reason.text in seen
    assert "(very sure)" in seen
    assert "www.redditchbc.gov.uk/photo" in seen
    assert "photocheck can miss things: look at the photo yourself too." in seen


def test_the_strictest_decision_comes_first(run, landscape, openday, damaged):
    """Whatever the order in which photos were looked at; photos of one decision keep that order."""
    photos = [landscape, openday, replace(landscape, source="second.jpg"), damaged]
    page = page_of(replace(run, skipped={".txt": 3}), photos)
    names = re.findall(r"<bdi>(\w+\.jpg)</bdi>", page)
    assert names == ["broken.jpg", "openday.jpg", "landscape.jpg", "second.jpg"]
    assert "3 files are no photos and were not looked at: 3 .txt." in page


def test_the_boxes_are_those_of_the_findings(run, openday):
    """Each finding has its number, its name, its corners in the photo, and what it calls for."""
    found = {item["number"]: item for item in details_in(page_of(run, [openday]))["d1"]["found"]}
    assert found[1]["at"] == [[40, 60], [900, 60], [900, 700], [40, 700]]
    assert found[2]["at"] == [[100, 90], [500, 92], [500, 120], [100, 118]]
    assert (found[3]["name"], found[3]["decision"]) == ("Face", "get-consent")
    assert "at" not in found[6]


def test_the_picture_stands_in_the_page(run, openday, damaged):
    """As it was given, which is with everything covered; where there is none, the page says why."""
    details = details_in(page_of(run, [openday, damaged], [Preview(JPEG, 4, 3, 0, ""), Preview(None, 4, 3, 0, "")]))
    assert base64.b64decode(details["d1"]["jpeg"]) == JPEG
    assert details["d2"]["jpeg"] == ""
    assert details["d2"]["missing"] == "The photo could not be opened."


def test_what_was_read_is_masked_unless_asked_for(run, openday):
    """Nothing in the page, seen or not, holds the text that was read."""
    assert "52.33" not in page_of(run, [openday])
    assert "52.33, -2.06" in page_of(replace(run, reveal=True), [openday])


def test_nothing_in_the_page_is_loaded_from_elsewhere(run, openday):
    """No address but those of consent forms, as links that somebody has to follow."""
    reason = Reason("people", "1 person can be recognised.", Decision.GET_CONSENT, (), "www.redditchbc.gov.uk/photo")
    photo = replace(openday, verdicts=(replace(openday.verdict, reasons=(reason,)),))
    seen = Seen(page_of(run, [photo]))
    assert not [tag for tag, attributes in seen.tags if tag in {"link", "iframe", "object", "embed", "img", "base"}]
    assert not [attributes for _, attributes in seen.tags if "src" in attributes or "style" in attributes]
    links = [attributes["href"] for tag, attributes in seen.tags if tag == "a"]
    assert links == ["#photos", "https://www.redditchbc.gov.uk/photo"]
    assert not [text for *_, text in seen.blocks if "url(" in text or "@import" in text]
    assert not [name for _, attributes in seen.tags for name in attributes if name.startswith("on")]


def test_the_security_policy_names_our_scripts_and_nothing_else(run, openday):
    """Only what was written with the page runs, and the page can load and send nothing."""
    seen = Seen(page_of(run, [openday]))
    (policy,) = [attributes["content"] for tag, attributes in seen.tags if "http-equiv" in attributes]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"

    def digests(tag):
        return [
            f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
            for name, attributes, text in seen.blocks
            if name == tag and "type" not in attributes
        ]

    assert rules["script-src"].split() == digests("script")
    assert [rules["style-src"]] == digests("style")


@pytest.mark.parametrize(
    "name",
    [
        "</script><script>alert(1)</script>.jpg",
        '"><img src=x onerror=alert(1)>.jpg',
        "a\nb\r\n\t.jpg",
        "invoice\u202egpj.exe",
        "{{ 7 * 7 }}.jpg",
        "<!--.jpg",
        "bad\udcff.jpg",
    ],
)
def test_a_hostile_name_is_shown_as_text(run, make_report, name):
    """Markup, line ends, marks that turn a line around, templates: a name is a name."""
    plain = Seen(page_of(run, [make_report("a.jpg", Decision.HIDE)]))
    page = page_of(run, [make_report(name, Decision.HIDE)])
    page.encode()
    seen = Seen(page)
    shown = printable(name)
    assert shown[shown.rfind("/") + 1 :] in seen.text
    # A folder, which a slash makes, has a line of its own.
    assert [tag for tag, _ in seen.tags if tag not in {"p", "bdi"}] == [
        tag for tag, _ in plain.tags if tag not in {"p", "bdi"}
    ]


@given(st.text(min_size=1), st.text())
def test_no_text_changes_the_page(run, make_report, name, words):
    """Whatever names and reasons say, the page has the same elements and its details can be read."""
    reason = Reason("test", words, Decision.HIDE, link=words or None)
    page = page_of(run, [make_report(f"x{name}", Decision.HIDE, reasons=[reason])])
    seen = Seen(page)
    page.encode()
    assert [tag for tag, _ in seen.tags].count("li") == len(["the card", "its reason"])
    assert [tag for tag, _ in seen.tags].count("script") == 4
    assert set(details_in(page)) == {"alike", "d1"}


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("www.redditchbc.gov.uk/photo", "https://www.redditchbc.gov.uk/photo"),
        ("http://forms.example/a?b=c#d", "http://forms.example/a?b=c#d"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//elsewhere.example", None),
        ('https://a.example/"onmouseover=', None),
        ("at the desk", None),
        ("https://", None),
        ("", None),
    ],
)
def test_only_an_address_becomes_a_link(link, address):
    """What a policy says about its form may be words."""
    assert web_address(link) == address


def test_photos_that_look_alike_are_named_cleanest_first(run, make_report, openday):
    """The one with the most lenient decision, then with the fewest reasons and findings, then the first."""
    photos = [openday, make_report("b.jpg", Decision.HIDE), make_report("c.jpg", Decision.SHARE), openday]
    previews = [Preview(JPEG, 4, 3, look, "") for look in (0, 1, 3, 2**64 - 1)]
    assert details_in(page_of(run, photos, previews))["alike"] == [[3, 2, 1]]


def test_what_could_not_be_checked_is_never_put_behind_another_photo(run, landscape, damaged):
    """However alike they look: nobody may take it for checked."""
    previews = [Preview(JPEG, 4, 3, 0, ""), Preview(None, 4, 3, 0, "")]
    assert details_in(page_of(run, [landscape, damaged], previews))["alike"] == []


def test_a_report_of_thousands_is_not_held_in_memory(run, make_report):
    """What was told of is put aside: nothing of a picture stays behind."""
    import tracemalloc  # noqa: PLC0415

    report = HtmlReport(io.StringIO(), run)
    photo, preview = make_report("a.jpg", Decision.HIDE), Preview(JPEG * 1000, 4, 3, 0, "")
    report.photo(photo, preview)
    tracemalloc.start()
    for _ in range(300):
        report.photo(photo, preview)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 300 * len(JPEG * 1000) / 10


def test_a_run_of_no_photo_makes_a_page_all_the_same(run):
    """Nothing to show is no fault."""
    assert "0 photos checked" in page_of(run, [])
