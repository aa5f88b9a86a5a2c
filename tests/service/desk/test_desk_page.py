"""The desk in a real browser: twenty photos by keyboard alone, marks, copies, and what WCAG asks."""

from __future__ import annotations

import json
import re

import pytest

pytestmark = pytest.mark.slow

PHONE = ("phone", 100, 90, 180, 120)
PAGE = ("page", 20, 20, 300, 220)
FACE = ("face", 30, 30, 70, 90)
HOSTILE = '"><img src=x onerror=alert(1)>.png'


@pytest.fixture
def twenty(scene):
    """Twenty photos: numbers, pages, faces, a burst of three, one that is damaged, and some with nothing in them."""
    things = [[PHONE], [PAGE], [FACE], [PHONE, FACE], []] * 3
    contents = {f"{number:02}.png": scene(number, *some) for number, some in enumerate(things, start=1)}
    contents |= {f"burst-{n}.png": scene(40, ("phone", 100 + 2 * n, 90, 180 + 2 * n, 120)) for n in range(3)}
    return contents | {HOSTILE: scene(50, PHONE), "broken.png": scene(51, PHONE)[:300]}


@pytest.fixture
def opened(browser, serve_desk):
    """Open a desk in a browser; whatever goes wrong in the page, or leaves this machine, fails the test."""
    contexts, wrong = [], []

    def go(contents, **window):
        address = serve_desk(contents)
        context = browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | window))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: "//127.0.0.1" in request.url or wrong.append(request.url))
        page.goto(address)
        page.get_by_role("status").filter(has_text="decision").wait_for()
        return page

    yield go
    for context in contexts:
        context.close()
    assert wrong == []


def settled(page, key):
    """Press a key, and wait until the desk has said what came of it."""
    before = page.evaluate("window.said = document.getElementById('status').textContent = '…'")
    page.keyboard.press(key)
    page.wait_for_function("said => document.getElementById('status').textContent !== said", arg=before)
    return page.get_by_role("status").inner_text()


def decided(page, key, reason):
    """Decide by keys: what, the reason by its digit, Enter."""
    page.keyboard.press(key)
    page.locator("#deciding[open]").wait_for()
    page.keyboard.press(reason)
    return settled(page, "Enter")


def waiting(page):
    """How many things wait, in each photo of the list."""
    rows = page.locator("#list li").all_inner_texts()
    return [int(found[1]) if (found := re.search(r"(\d+) things? waits?", row)) else 0 for row in rows]


def test_twenty_photos_are_reviewed_by_keyboard_alone_and_stay_reviewed(opened, twenty):
    """Numbers and pages are not sensitive, whoever can be recognised is; a reload keeps all of it."""
    page = opened(twenty)
    assert page.locator("#list li").count() == 20
    assert sum(waiting(page)) == 3 * 5 + 3 + 1
    for _ in range(30):
        if not sum(waiting(page)):
            break
        thing = page.locator(".things [aria-pressed=true]").inner_text()
        if page.locator(".name").inner_text().startswith("burst"):
            page.keyboard.press("n")
            page.locator("#deciding[open]").wait_for()
            page.keyboard.press("1")
            page.keyboard.press("b")
            assert "It holds in 3 photos." in settled(page, "Enter")
        else:
            decided(page, "s" if "Face" in thing else "n", "2" if "Face" in thing else "1")
        if "Nothing waits" in page.get_by_role("status").inner_text() and sum(waiting(page)):
            settled(page, "w")
    assert sum(waiting(page)) == 0
    before = page.locator("#list li").all_inner_texts()
    page.reload()
    page.get_by_role("status").filter(has_text="decision").wait_for()
    assert page.locator("#list li").all_inner_texts() == before
    exported = json.loads(page.evaluate("fetch('/desk/decisions.json').then((answer) => answer.text())"))
    assert len(exported["decisions"]) == 19
    assert {one["sensitive"] for one in exported["decisions"]} == {True, False}


def test_a_decision_needs_a_reason_and_can_have_words_and_an_end(opened, scene):
    """The dialog says what is missing, and Escape leaves without deciding."""
    page = opened({"desk.png": scene(1, PHONE)})
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    assert "needs a reason" in page.get_by_role("alert").inner_text()
    page.keyboard.press("Escape")
    assert waiting(page) == [1]
    page.keyboard.press("n")
    page.get_by_label("or in words").fill("it is the number of the town hall")
    page.get_by_label("until").fill("2099-01-31")
    settled(page, "Enter")
    told = page.locator(".ruling").inner_text()
    assert told.startswith("not sensitive, because it is the number of the town hall (")
    assert told.endswith("until 2099-01-31)")
    settled(page, "u")
    assert waiting(page) == [1]


def test_all_that_waits_in_a_photo_is_decided_at_once(opened, scene):
    """A page of many lines is not many decisions."""
    page = opened({"desk.png": scene(1, *(("phone", 20, 20 + 50 * n, 120, 50 + 50 * n) for n in range(4)))})
    settled(page, "a")
    assert page.locator(".things [aria-pressed=true]").count() == 4
    decided(page, "n", "1")
    assert waiting(page) == [0]


def test_something_that_was_missed_is_marked_with_the_keyboard(opened, scene):
    """A box in the middle is moved by arrows, kept with a reason, and hidden from then on."""
    page = opened({"field.png": scene(1)})
    settled(page, "m")
    region = page.locator(".region")
    before = region.bounding_box()
    for key in ("ArrowLeft", "ArrowLeft", "Shift+ArrowDown"):
        page.keyboard.press(key)
    after = region.bounding_box()
    assert after["x"] < before["x"]
    assert after["height"] > before["height"]
    page.keyboard.press("Enter")
    page.locator("#deciding[open]").wait_for()
    page.keyboard.press("4")
    settled(page, "Enter")
    assert "Something marked by hand" in page.locator(".things").inner_text()
    assert "HIDE THIS FIRST" in page.locator(".headline").inner_text()


def test_filters_search_and_copies(opened, twenty, tmp_path):
    """What is shown is what copies are made of."""
    page = opened(twenty)
    page.locator("#which").select_option("unseen")
    page.get_by_label("Name").fill("broken")
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="broken.png").wait_for()
    assert page.locator("#photo img").count() == 0
    page.locator("#which").select_option("all")
    page.get_by_label("Name").fill("burst-1")
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="burst-1.png").wait_for()
    page.get_by_role("button", name="Make safe copies").click()
    page.get_by_role("status").filter(has_text="safe copy").wait_for()
    assert (tmp_path / "copies" / "burst-1.png").exists()


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1440, 900, "light"), (1440, 900, "dark"), (390, 844, "light"), (720, 450, "dark")]
)
def test_axe_finds_no_violation(opened, violations, twenty, width, height, scheme):
    """On a large screen, on a phone, at 200 % zoom; with the dialogs open too, and while something is marked."""
    page = opened(twenty, viewport={"width": width, "height": height}, color_scheme=scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("n")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert violations(page) == []
    page.keyboard.press("Escape")
    settled(page, "m")
    assert violations(page) == []
