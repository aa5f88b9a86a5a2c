"""The drop page in a real browser: from the drop to the downloaded copy, by mouse and by keyboard, on a phone too."""

from __future__ import annotations

import base64
import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner
from drawn import BLUE, FACE, GREEN, NUMBER, PLAIN, RED, picture
from listening import listening
from PIL import Image
from playwright.sync_api import Error

from photocheck.cli import cli
from photocheck.service.app import create_app
from photocheck.service.settings import ServiceSettings

pytestmark = pytest.mark.slow

BOTH = picture((RED, 20, 20, 60, 70), (BLUE, 100, 90, 180, 120))
LETTER = picture((GREEN, 80, 20, 190, 140), (BLUE, 100, 90, 180, 120), (RED, 20, 20, 60, 70))
HOSTILE = '"><img src=x onerror=alert(1)>.png'


@pytest.fixture
def visit(visiting, served):
    """Open the page in a window of its own kind."""
    return lambda **window: visiting(served, **window)


@pytest.fixture
def page(visit):
    """The page in a window of the usual size."""
    return visit()


def choose(page, photo, name="openday.png"):
    """Choose a photo, and wait for what is said of it."""
    page.locator("#files").set_input_files({"name": name, "mimeType": "image/png", "buffer": photo})
    page.locator("#result .headline").first.wait_for()


def headline(page):
    """The verdict, or why there is none."""
    return page.locator("#result .headline").first.inner_text()


def hand_over(page, photo, event, name="openday.png"):
    """Drop or paste a photo, as a browser tells a page of it."""
    page.evaluate(
        """([data, event, name]) => {
          const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
          const transfer = new DataTransfer();
          transfer.items.add(new File([bytes], name, { type: "image/png" }));
          const options = { bubbles: true, cancelable: true };
          const made = event === "paste"
            ? new ClipboardEvent("paste", { ...options, clipboardData: transfer })
            : new DragEvent("drop", { ...options, dataTransfer: transfer });
          document.getElementById("drop").dispatchEvent(made);
        }""",
        [base64.b64encode(photo).decode(), event, name],
    )
    page.locator("#result .headline").first.wait_for()


def copy_of(page, tmp_path):
    """Make the copy, and return the file that was downloaded."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Make a safe copy").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path


@pytest.mark.parametrize("event", ["drop", "paste"])
def test_a_photo_can_be_dropped_and_pasted(page, event):
    """The verdict stands there in words, and a numbered box over the photo."""
    hand_over(page, FACE, event)
    assert headline(page) == "CONSENT NEEDED before sharing with colleagues on WhatsApp"
    assert page.locator(".boxes .mark").count() == 1
    assert page.locator(".boxes .tag text").first.text_content().startswith("1")


def test_while_it_works_it_says_so(page):
    """A bar that moves, and a sentence that a screen reader speaks; the end is spoken too, and has the focus."""
    page.route("**/v1/check*", lambda route: page.wait_for_timeout(300) or route.continue_())
    page.locator("#files").set_input_files({"name": "openday.png", "mimeType": "image/png", "buffer": FACE})
    page.get_by_role("progressbar").wait_for()
    assert page.get_by_role("status").inner_text() == "Looking at openday.png …"
    page.locator("#result .headline").first.wait_for()
    assert page.get_by_role("status").inner_text() == "openday.png was checked."
    assert page.evaluate("document.activeElement.textContent").startswith("CONSENT NEEDED")
    assert page.get_by_role("progressbar").count() == 0


def test_another_audience_is_judged_at_once(page):
    """Without sending the photo again."""
    choose(page, PLAIN)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Who gets it?").select_option("customers")
    page.get_by_text("DO NOT SHARE with customers on WhatsApp").first.wait_for()
    page.get_by_label("How does it get there?").select_option("website")
    page.get_by_text("customers on the website").first.wait_for()
    assert len(asked) == 2
    assert all("/v1/judge" in url for url in asked)


def test_a_verdict_for_somebody_else_never_stands_there(page):
    """Not for a moment: an answer that comes late is not shown under the audience that was chosen meanwhile."""
    choose(page, PLAIN)
    late = []
    page.route("**/v1/judge*audience=public*", lambda route: late.append(route))  # noqa: PLW0108 - no builtin
    page.get_by_label("Who gets it?").select_option("public")
    assert page.locator("#result .headline").count() == 0
    page.get_by_label("Who gets it?").select_option("customers")
    while not late:
        page.wait_for_timeout(10)
    late[0].continue_()
    page.locator("#result .headline").wait_for()
    assert headline(page) == "DO NOT SHARE with customers on WhatsApp"


def test_a_copy_for_somebody_else_is_not_saved(page):
    """One that is being made while another audience is chosen, or something else ticked, is given up."""
    choose(page, BOTH)
    late, saved = [], []
    page.on("download", lambda download: saved.append(download))  # noqa: PLW0108
    page.route("**/v1/redact*", lambda route: late.append(route))  # noqa: PLW0108
    page.get_by_role("button", name="Make a safe copy").click()
    page.get_by_text("Making the copy").wait_for()
    page.get_by_role("checkbox", name="Face").uncheck()
    late[0].continue_()
    page.get_by_role("button", name="Make a safe copy", disabled=False).wait_for()
    assert page.get_by_text("The copy is in your downloads").count() == 0
    assert saved == []


def test_the_consent_form_is_linked_and_has_its_code(page):
    """For every council of the policy; a phone opens the address by the code."""
    choose(page, FACE)
    form = page.get_by_role("link", name="www.bromsgrove.gov.uk/photo")
    assert form.get_attribute("href") == "https://www.bromsgrove.gov.uk/photo"
    code = page.get_by_role("img", name="QR code that opens www.bromsgrove.gov.uk/photo on a phone")
    assert code.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") > 50


def test_a_reason_shows_where_it_is(page):
    """Pointed at, in focus, or pressed and then left: its box stands out and the others fade."""
    choose(page, BOTH)
    reason = page.get_by_role("button", name="Consent needed: show where")
    meant = page.locator(".boxes .mark.meant")
    reason.hover()
    assert meant.count() == 1
    page.mouse.move(5, 5)
    assert meant.count() == 0
    reason.focus()
    page.keyboard.press("Enter")
    assert reason.get_attribute("aria-pressed") == "true"
    page.locator("#main").focus()
    assert meant.count() == 1


def test_the_copy_is_downloaded_and_clean(page, tmp_path, colour_screener):
    """What the policy asks for is covered; the command line finds nothing in it any more."""
    choose(page, BOTH)
    path = copy_of(page, tmp_path)
    assert path.name == "openday.redacted.png"
    page.get_by_text("MAY BE SHARED with colleagues on WhatsApp").wait_for()
    done = CliRunner().invoke(cli, ["check", str(path), "--format", "json"], obj=lambda *_: colour_screener())
    assert done.exit_code == 0
    assert json.loads(done.stdout)["photos"][0]["findings"] == []


def test_a_finding_can_stay_and_a_region_be_drawn(page, tmp_path):
    """By mouse: the face is kept, and a corner of the photo is covered."""
    choose(page, BOTH)
    page.get_by_role("checkbox", name="Face").uncheck()
    page.get_by_role("button", name="Draw a box on the photo").click()
    page.locator(".stage").scroll_into_view_if_needed()
    stage = page.locator(".stage").bounding_box()
    page.mouse.move(stage["x"] + stage["width"] * 0.02, stage["y"] + stage["height"] * 0.80)
    page.mouse.down()
    page.mouse.move(stage["x"] + stage["width"] * 0.20, stage["y"] + stage["height"] * 0.98, steps=4)
    page.mouse.up()
    assert page.get_by_text("Box 1: 4 pixels from the left, 120 from the top, 36 wide and 27 high").count() == 1
    copy = Image.open(copy_of(page, tmp_path)).convert("RGB")
    assert copy.getpixel((40, 45)) == RED
    assert copy.getpixel((140, 105)) != BLUE
    assert copy.getpixel((20, 135)) == copy.getpixel((140, 105))


def test_everything_works_by_keyboard(page, tmp_path):
    """A box is put there, moved, resized and another removed; no mouse is touched."""
    choose(page, BOTH)
    add = page.get_by_role("button", name="Add a box by keyboard")
    add.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("button", name="Box 1: 80 pixels from the left, 55 from the top, 40 wide and 40 high")
    assert box.evaluate("(box) => box === document.activeElement")
    for key in ["ArrowLeft"] * 10 + ["ArrowUp"] * 5 + ["Shift+ArrowRight"] * 5 + ["Shift+ArrowDown"] * 2:
        page.keyboard.press(key)
    assert (
        page.get_by_role("button", name="Box 1: 60 pixels from the left, 45 from the top, 50 wide and 44 high").count()
        == 1
    )
    for _ in range(60):
        page.keyboard.press("ArrowLeft")
    assert page.get_by_role("button", name="Box 1: 0 pixels from the left").count() == 1
    add.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Delete")
    assert page.locator(".region").count() == 1
    tick = page.get_by_role("checkbox", name="Face")
    tick.focus()
    page.keyboard.press("Space")
    with page.expect_download() as download:
        page.get_by_role("button", name="Make a safe copy").focus()
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "copy.png")
    copy = Image.open(tmp_path / "copy.png").convert("RGB")
    assert copy.getpixel((40, 45)) != RED
    assert copy.getpixel((22, 22)) == RED


def test_wishes_outlast_another_audience(page):
    """What somebody unticked and drew is still so when the photo is judged for somebody else."""
    choose(page, BOTH)
    page.get_by_role("checkbox", name="Face").uncheck()
    page.get_by_role("button", name="Add a box by keyboard").click()
    page.get_by_label("Who gets it?").select_option("public")
    page.get_by_text("with the public on WhatsApp").first.wait_for()
    assert not page.get_by_role("checkbox", name="Face").is_checked()
    assert page.locator(".region").count() == 1


def test_what_is_no_photo_is_refused_in_words(page):
    """It says so in the place of a verdict, and that it must not be shared; the next photo is checked all the same."""
    choose(page, b"words", HOSTILE)
    assert headline(page) == "COULD NOT BE CHECKED: do not share it"
    assert page.get_by_text(HOSTILE).count() >= 1
    choose(page, PLAIN, "plain.png")
    page.get_by_text("MAY BE SHARED").first.wait_for()
    row = page.get_by_role("navigation", name="Photos").get_by_role("button")
    assert [text.split("\n")[0] for text in row.all_inner_texts()] == [HOSTILE, "plain.png"]
    row.first.click()
    assert headline(page) == "COULD NOT BE CHECKED: do not share it"


def test_without_the_service_nothing_seems_clean(page):
    """A service that stopped, and one that fails while another audience is judged."""
    choose(page, PLAIN)
    page.route("**/v1/*", lambda route: route.abort())
    page.get_by_label("Who gets it?").select_option("public")
    page.get_by_text("photocheck does not answer.").first.wait_for()
    assert headline(page) == "COULD NOT BE CHECKED: do not share it"
    page.unroute("**/v1/*")
    page.get_by_label("Who gets it?").select_option("customers")
    page.get_by_text("DO NOT SHARE with customers on WhatsApp").first.wait_for()


def test_several_photos_wait_their_turn(page):
    """All are checked, and each says what it needs; a full queue only takes longer."""
    tries = []

    def busy_at_first(route):
        tries.append(route)
        if len(tries) == 1:
            body = json.dumps({"detail": "Too many photos are waiting already."})
            route.fulfill(status=429, headers={"Retry-After": "1"}, body=body)
        else:
            route.continue_()

    page.route("**/v1/check*", busy_at_first)
    page.locator("#files").set_input_files(
        [
            {"name": f"{name}.png", "mimeType": "image/png", "buffer": photo}
            for name, photo in (("a", FACE), ("b", NUMBER), ("c", PLAIN))
        ]
    )
    row = page.get_by_role("navigation", name="Photos").get_by_role("button")
    row.filter(has_text="Share with care").wait_for()
    assert [text.split("\n")[-1] for text in row.all_inner_texts()] == [
        "Consent needed.", "Hide this first.", "Nothing sensitive found. Share with care.",
    ]  # fmt: skip


def test_a_format_that_the_browser_does_not_know_is_shown(page):
    """TIFF, in a picture that the service makes; boxes lie where they belong."""
    stream = io.BytesIO()
    Image.open(io.BytesIO(FACE)).save(stream, "TIFF")
    choose(page, stream.getvalue(), "scan.tif")
    image = page.locator(".stage img")
    assert image.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") == 200
    assert page.locator(".boxes .mark").count() == 1


@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(1280, 900, "light"), (1280, 900, "dark"), (390, 844, "light"), (640, 400, "dark"), (320, 640, "light")],
)
def test_axe_finds_no_violation(visit, violations, width, height, scheme):
    """Empty, with a photo, with a box drawn and a copy made; nothing has to be scrolled sideways."""
    page = visit(viewport={"width": width, "height": height}, color_scheme=scheme)
    assert violations(page) == []
    choose(page, b"words", "letter.png")
    choose(page, LETTER)
    page.locator("summary").first.click()
    page.get_by_role("button", name="Add a box by keyboard").click()
    page.get_by_role("button", name="Make a safe copy").click()
    page.get_by_text("The copy is in your downloads").wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_with_a_token_the_browser_asks_for_it(browser, colour_screener):
    """Once, as for a password; everything on the page then works with it, and nothing without."""
    settings = ServiceSettings(token="a-token-that-is-long-enough")  # noqa: S106 - of the tests
    with listening(create_app(settings, lambda _: colour_screener(), ThreadPoolExecutor(2))) as address:
        known = browser.new_context(http_credentials={"username": "officer", "password": settings.token})
        page = known.new_page()
        page.goto(address)
        choose(page, FACE)
        assert headline(page).startswith("CONSENT NEEDED")
        stranger = browser.new_context()
        with pytest.raises(Error, match="AUTH"):
            stranger.new_page().goto(address)
        known.close()
        stranger.close()


def test_the_documentation_loads_nothing_from_elsewhere(page, served, violations):
    """Every path that there is, for people, in one page."""
    page.goto(f"{served}/docs")
    assert page.get_by_role("heading", name="POST /v1/redact").count() == 1
    assert violations(page) == []
