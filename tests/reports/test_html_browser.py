"""The page in a real browser: filters, keys, a closer look, and what WCAG asks, as axe-core checks it."""

from __future__ import annotations

import io
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import numpy as np
import pytest
from PIL import Image

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.domain.previews import Preview
from photocheck.domain.verdicts import Decision, Problem, Reason
from photocheck.reports.html import HtmlReport
from photocheck.reports.html.report import FIRST
from photocheck.reports.interface import Run

pytestmark = pytest.mark.slow

HOSTILE = '"><img src=x onerror=alert(1)></script>\u202egpj.jpg'
FORM = "www.bromsgrove.gov.uk/photo"
# Far from one another, and from those of the burst.
LOOKS = (0x00000000FFFFFFFF, 0x0F0F0F0F0F0F0F0F, 0x3333333333333333, 0x5555555555555555)
BURST_LOOK = 0xFFFFFFFF00000000


def picture(colour):
    """A small picture of one colour."""
    packed = io.BytesIO()
    Image.fromarray(np.full((240, 320, 3), colour, np.uint8)).save(packed, "JPEG")
    return packed.getvalue()


@pytest.fixture(scope="session")
def file(tmp_path_factory, make_report):
    """A page with a photo of each sort: people, a page, a burst, one with a hostile name, one that is damaged."""
    people = make_report(
        "fair/people.jpg",
        Decision.GET_CONSENT,
        findings=[
            Finding("face", Box(400, 300, 900, 900), 0.98, "faces", number=1),
            Finding("face", Box(2000, 300, 2500, 900), 0.7, "faces", number=2),
            Finding("text", Box(100, 2000, 900, 2100), 0.7, "text", number=3),
        ],
        reasons=[
            Reason("people", "2 people can be recognised (1, 2).", Decision.GET_CONSENT, (1, 2), FORM),
            Reason("text", "Text can be read, bottom left.", Decision.LOOK, (3,)),
        ],
    )
    letter = make_report(
        "letter.jpg",
        Decision.HIDE,
        findings=[Finding("document", Box(400, 300, 2900, 2900), 0.9, "documents", number=1)],
        reasons=[Reason("pages", "A page can be seen, centre.", Decision.HIDE, (1,))],
    )
    damaged = make_report(
        "broken.jpg", Decision.NOT_CHECKED, problems=[Problem("open", "The file ends too soon.", "Ask for it again.")]
    )
    hostile = make_report(HOSTILE, Decision.HIDE)
    burst = [make_report(f"burst-{n}.jpg", Decision.HIDE if n == 1 else Decision.SHARE) for n in range(3)]
    many = [make_report(f"{n:03}.jpg", Decision.SHARE) for n in range(FIRST + 10)]
    path = tmp_path_factory.mktemp("page") / "report.html"
    run = Run("whatsapp 0.2", ("Is this definitely non-sensitive?",), photos=7 + len(many), skipped={".txt": 2})
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        report = HtmlReport(stream, run)
        for photo, look in zip((people, letter, damaged, hostile), LOOKS, strict=True):
            jpeg = None if photo.problems else picture((90, 120, 150))
            report.photo(photo, Preview(jpeg, 320, 240, look, ""))
        for number, photo in enumerate(burst):
            report.photo(photo, Preview(picture((200, 180, 90)), 320, 240, BURST_LOOK + number, ""))
        for photo in many:
            report.photo(photo)
        report.finish()
    return path


@pytest.fixture
def visit(visiting, file):
    """Open the page in a window of its own kind."""
    return lambda **window: visiting(file.as_uri(), **window)


@pytest.fixture
def page(visit):
    """The page in a window of the usual size."""
    return visit()


def names(page):
    """The names of the photos that are laid out, those out of sight included, which have no inner text yet."""
    return page.locator(".card:visible .open").all_text_contents()


def focused(page):
    """The text of what has the focus."""
    return page.evaluate("document.activeElement.textContent")


@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(1280, 900, "light"), (1280, 900, "dark"), (390, 844, "dark"), (640, 400, "light")],
)
def test_axe_finds_no_violation(visit, violations, width, height, scheme):
    """On a desk, on a telephone and at 200 % zoom, light and dark, the sheet and the closer look."""
    page = visit(viewport={"width": width, "height": height}, color_scheme=scheme)
    assert violations(page) == []
    page.get_by_role("button", name="Consent needed").first.click()
    assert violations(page) == []
    page.get_by_role("button", name="people.jpg").click()
    for summary in page.locator("#viewer summary").all():
        summary.click()
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 390, 640, 1280])
def test_nothing_has_to_be_scrolled_sideways(visit, width):
    """WCAG 1.4.10: at 320 pixels, which is 1280 at 400 % zoom, as well as on a desk."""
    page = visit(viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="people.jpg").click()
    assert page.evaluate("document.querySelector('#viewer').scrollWidth") <= width


def test_a_decision_shows_only_its_photos(page):
    """Pressed once it filters, pressed again it does not; the page says how many there are."""
    chip = page.get_by_role("group", name="Show only").get_by_role("button", name="Not checked")
    chip.click()
    assert names(page) == ["broken.jpg"]
    assert page.get_by_role("status").inner_text() == f"1 photo of {FIRST + 17}"
    chip.click()
    assert "people.jpg" in names(page)


def test_a_kind_shows_only_photos_with_it(page):
    """Somebody who looks for faces finds the photos with faces."""
    page.get_by_label("What was found").select_option("face")
    assert names(page) == ["people.jpg"]
    page.get_by_role("button", name="Show everything").click()
    assert len(names(page)) > FIRST


def test_a_search_looks_through_names_folders_and_reasons(page):
    """Several words are all meant, in any order and case; nothing found is said."""
    search = page.get_by_label("Search")
    for words, found in (("PAGE letter", ["letter.jpg"]), ("fair", ["people.jpg"]), ("nowhere", [])):
        search.fill(words)
        assert names(page) == found
    assert page.get_by_role("status").inner_text() == "No photo is like that."


def test_of_a_burst_the_cleanest_stands_for_all(page):
    """It says how many more there are and what they need; somebody can see them all."""
    assert [name for name in names(page) if name.startswith("burst")] == ["burst-0.jpg"]
    assert page.locator(".alike:visible").inner_text() == "2 more like it: 1 “Share with care”, 1 “Hide this first”"
    page.get_by_label("Show photos that look alike once").uncheck()
    assert sorted(name for name in names(page) if name.startswith("burst")) == [f"burst-{n}.jpg" for n in range(3)]


def test_a_burst_is_not_lost_to_a_filter(page):
    """Of the photos that a filter leaves, the cleanest is shown, though another is cleaner still."""
    page.get_by_role("group", name="Show only").get_by_role("button", name="Hide this first").click()
    assert "burst-1.jpg" in names(page)


def test_more_photos_come_when_asked_for(page):
    """Of many photos of one decision the first are laid out; the focus goes on where it was."""
    page.get_by_label("Search").fill("0")
    before = len(names(page))
    page.get_by_role("button", name="Show more").click()
    assert len(names(page)) > before
    assert focused(page) == names(page)[before]


def test_the_sheet_can_be_walked_by_keyboard(page):
    """J and k, arrows along and across lines, Enter to open, Escape to close, back where one was."""
    page.keyboard.press("j")
    assert focused(page) == "broken.jpg"
    page.keyboard.press("j")
    second = focused(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("k")
    assert focused(page) == second
    page.keyboard.press("ArrowDown")
    assert focused(page) == "people.jpg"
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog", name="people.jpg").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    assert focused(page) == "people.jpg"


def test_walking_on_lays_out_what_is_not_there_yet(page):
    """The last photo is reached by its key, however many there are."""
    page.keyboard.press("j")
    page.keyboard.press("End")
    assert focused(page) == f"{FIRST + 9:03}.jpg"


def test_a_slash_goes_to_the_search_and_letters_can_be_typed_there(page):
    """In the search field, j is a letter."""
    page.keyboard.press("/")
    page.keyboard.type("jk/")
    assert page.get_by_label("Search").input_value() == "jk/"


def test_single_keys_can_be_turned_off(page):
    """WCAG 2.1.4: for those who speak to their computer, letters must not do anything by themselves."""
    page.get_by_label("Use single keys").uncheck()
    page.keyboard.press("j")
    assert "broken.jpg" not in focused(page)


def test_the_first_tab_skips_to_the_photos(page):
    """The link is there for those who come by keyboard, and it can be seen then."""
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the photos"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "broken.jpg"


def test_the_focus_can_be_seen(page):
    """A photo that has the focus has a frame."""
    page.keyboard.press("j")
    assert page.locator(".card").first.evaluate("card => getComputedStyle(card).outlineStyle") == "solid"


def test_a_box_has_shape_and_number_and_lies_over_the_picture(page):
    """Never colour alone: the line and the sign differ by decision, and the number is there."""
    card = page.locator(".card", has_text="people.jpg")
    assert card.locator(".mark text").all_text_contents() == ["1", "2", "3"]
    dashes = {
        sign: card.locator(f".mark.{sign} .line").first.evaluate("line => getComputedStyle(line).strokeDasharray")
        for sign in ("get-consent", "look")
    }
    assert len(set(dashes.values())) == 2
    frame = card.locator(".picture").bounding_box()
    left, width = card.locator(".mark .line").first.evaluate(
        """line => {
            const box = line.getBBox(), on = line.getScreenCTM();
            return [on.a * box.x + on.e, on.a * box.width];
        }"""
    )
    assert left == pytest.approx(frame["x"] + 400 / 4032 * frame["width"], abs=1)
    assert width == pytest.approx(500 / 4032 * frame["width"], abs=1)


def test_a_reason_points_out_its_boxes(page):
    """Under the pointer on the sheet; by focus and by key in the closer look."""
    card = page.locator(".card", has_text="people.jpg")
    card.get_by_text("Text can be read").hover()
    assert card.locator(".meant").get_attribute("data-number") == "3"
    card.get_by_role("button", name="people.jpg").click()
    viewer = page.get_by_role("dialog")
    viewer.get_by_role("button", name="Consent needed").focus()
    assert [mark.get_attribute("data-number") for mark in viewer.locator(".meant").all()] == ["1", "2"]
    viewer.get_by_role("button", name="Look at this").press("Enter")
    assert viewer.locator(".meant").get_attribute("data-number") == "3"


def test_the_closer_look_goes_from_photo_to_photo(page):
    """By button and by key; at the ends there is no further."""
    page.get_by_role("button", name="broken.jpg").click()
    viewer = page.get_by_role("dialog")
    assert viewer.get_by_role("button", name="Previous").is_disabled()
    assert "The photo could not be opened." in viewer.inner_text()
    viewer.get_by_role("button", name="Next").click()
    page.keyboard.press("j")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("k")
    assert viewer.get_by_role("heading", level=2).inner_text() == "broken.jpg"


def test_the_closer_look_shows_the_photos_like_it(page):
    """The other photos of a burst can be opened from it, each with what it needs."""
    page.get_by_role("button", name="burst-0.jpg").click()
    page.get_by_role("dialog").get_by_role("button", name="burst-1.jpg").click()
    assert page.get_by_role("dialog", name="burst-1.jpg").is_visible()
    page.keyboard.press("Escape")
    assert focused(page) == "burst-0.jpg"


def test_a_hostile_name_is_only_a_name(page):
    """It is shown with a mark for what would turn the line around, and nothing of it runs."""
    assert HOSTILE.replace("\u202e", "\ufffd").rpartition("/")[2] in names(page)


def test_the_consent_form_is_linked(page):
    """One click leads to the form, in a window of its own."""
    link = page.get_by_role("link", name=FORM)
    assert link.get_attribute("href") == f"https://{FORM}"
    assert "noreferrer" in link.get_attribute("rel")


@pytest.fixture
def listener():
    """A server on this machine that notes what it is asked for; its address, and the notes."""
    asked = []

    class Notes(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_arguments):
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Notes) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def test_the_page_cannot_send_anything(browser, file, listener):
    """Even a script that got in could reach nothing: not by fetch, not by a picture."""
    address, asked = listener
    context = browser.new_context()
    page = context.new_page()
    page.goto(file.as_uri())
    page.evaluate(
        """async (address) => {
            const picture = new Image();
            const failed = new Promise((done) => { picture.onerror = done; picture.onload = done; });
            picture.src = `${address}/picture`;
            await failed;
            await fetch(`${address}/fetch`, { mode: "no-cors" }).catch(() => {});
        }""",
        address,
    )
    page.goto(f"{address}/by-hand")
    context.close()
    assert [path for path in asked if path != "/favicon.ico"] == ["/by-hand"]


def test_without_scripts_it_is_a_list_that_can_be_read(visit):
    """Every photo with its reasons, none left out, and no control that does nothing."""
    page = visit(java_script_enabled=False)
    assert len(names(page)) == FIRST + 17
    assert page.get_by_text("2 people can be recognised (1, 2).").is_visible()
    assert not page.get_by_label("Search").is_visible()


def test_it_prints_with_pictures(page):
    """What is found is on paper, with every picture; the controls are not."""
    page.get_by_role("group", name="Show only").get_by_role("button", name="Consent needed").click()
    paper = page.pdf(format="A4")
    assert paper.count(b"/Subtype /Image") >= 1
