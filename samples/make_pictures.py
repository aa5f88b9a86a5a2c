"""Make the README's pictures from photocheck itself: terminal, marked photo, report, pages, before and after.

Needs what the tests need (Chromium and Playwright). Run it as `uv run python samples/make_pictures.py` from the root
of the repository, after a change in what these look like.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

SAMPLES = Path(__file__).parent
PICTURES = SAMPLES / "pictures"
PHOTO = "samples/photos/desk.jpg"
PEOPLE = "samples/photos/people.jpg"
COLUMNS = 90
# Wide enough for a README on a large screen, small enough for the repository.
WIDEST = 1280

# Colours that can be read on the dark ground of the picture: normal, then bright, as terminals number them.
COLOURS = [(24, 28, 36), (255, 123, 132), (127, 212, 149), (255, 198, 109), (120, 176, 255), (236, 140, 228),
           (110, 208, 222), (214, 220, 230)]  # fmt: skip
THEME = TerminalTheme((24, 28, 36), (232, 235, 240), COLOURS, COLOURS)
WINDOW = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 24px; display: inline-block; background: {background}; color: {foreground}; }}
pre {{ margin: 0; font: 15px/1.45 "DejaVu Sans Mono", "Liberation Mono", monospace; }}
{stylesheet}
</style><pre>{code}</pre>"""


def main() -> None:
    """Make all of them."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        picture_terminal(browser, folder)
        picture_report(browser, folder)
        picture_drop_page(browser)
        picture_desk(browser, folder)
        browser.close()
        picture_annotated(folder)
        picture_redacted(folder)
    for made in sorted(PICTURES.glob("*.png")):
        print(f"{made.name}: {made.stat().st_size // 1024} KB")


def photocheck(*arguments: str, **environment: str) -> str:
    """Run photocheck from the root of the repository, and return what it printed."""
    # A copy is made of what is seen now; only a check remembers.
    forgetful = () if "redact" in arguments else ("--no-store",)
    done = subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "-c", "from photocheck.cli import main; main()", *arguments, *forgetful, "--quiet"],
        cwd=SAMPLES.parent,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in {0, 1}:
        sys.exit(done.stderr)
    return done.stdout


def picture_terminal(browser: Browser, folder: Path) -> None:
    """What an officer sees: the colours that photocheck prints, on a dark ground."""
    printed = photocheck(PHOTO, COLUMNS=str(COLUMNS), FORCE_COLOR="1", TERM="xterm-256color")
    with (folder / "nowhere").open("w") as nowhere:
        console = Console(record=True, width=COLUMNS, force_terminal=True, file=nowhere)
        console.print(Text.assemble(("$ ", "bold green"), f"photocheck {PHOTO}"))
        console.print(Text.from_ansi(printed.rstrip()))
    window = folder / "terminal.html"
    window.write_text(console.export_html(theme=THEME, code_format=WINDOW), encoding="utf-8")
    page = browser.new_page(viewport={"width": WIDEST, "height": 600})
    page.goto(window.as_uri())
    page.locator("body").screenshot(path=folder / "terminal.png")
    keep(folder / "terminal.png", "terminal.png", colours=64)


def picture_report(browser: Browser, folder: Path) -> None:
    """The page for a browser: the contact sheet, with one decision chosen."""
    report = folder / "report.html"
    photocheck("samples/photos", "--report", str(report))
    page = browser.new_page(viewport={"width": WIDEST, "height": 1060})
    page.goto(report.as_uri())
    page.locator(".chip.hide").click()
    page.wait_for_timeout(1000)
    page.screenshot(path=folder / "report.png")
    keep(folder / "report.png", "report.png", colours=256)


def picture_drop_page(browser: Browser) -> None:
    """The page to drop photos on, with a photo that needs consent."""
    with page_of(browser, "serve", "--port", "0") as page:
        page.set_input_files("#files", SAMPLES.parent / PEOPLE)
        page.locator(".boxes .tag").first.wait_for(timeout=120_000)
        page.wait_for_timeout(1000)
        page.screenshot(path=PICTURES / "drop.png")
    keep(PICTURES / "drop.png", "drop.png", colours=256)


def picture_desk(browser: Browser, folder: Path) -> None:
    """The review desk, with one photo decided about and another that waits."""
    photos = [f"samples/photos/{name}.jpg" for name in ("car", "landscape", "people", "poster", "screen")]
    options = ["--no-browser", "--no-store", "--register", str(folder / "register.sqlite")]
    with page_of(browser, "review", *photos, *options) as page:
        page.locator(".boxes .tag").first.wait_for(timeout=120_000)
        for key in ("n", "1", "Enter"):
            page.keyboard.press(key)
            page.wait_for_timeout(500)
        page.get_by_role("button", name="poster.jpg").click()
        page.wait_for_timeout(1000)
        page.screenshot(path=PICTURES / "desk.png")
    keep(PICTURES / "desk.png", "desk.png", colours=256)


@contextmanager
def page_of(browser: Browser, *arguments: str) -> Iterator[Page]:
    """Let photocheck serve a page, and open it."""
    command = [sys.executable, "-c", "from photocheck.cli import main; main()", *arguments]
    serving = subprocess.Popen(command, cwd=SAMPLES.parent, stderr=subprocess.PIPE, text=True)  # noqa: S603
    said = cast("IO[str]", serving.stderr)
    try:
        address = next(line.split(" at ")[1].split()[0] for line in said if " at http" in line)
        page = browser.new_page(viewport={"width": WIDEST, "height": 1060})
        page.goto(address)
        yield page
    finally:
        serving.terminate()
        serving.wait()
        said.close()


def picture_annotated(folder: Path) -> None:
    """The copy with numbered boxes."""
    photocheck(PHOTO, "--annotate", str(folder))
    keep(folder / "desk.jpg.annotated.png", "annotated.png", colours=256)


def picture_redacted(folder: Path) -> None:
    """A photo and its copy side by side."""
    photocheck("redact", PEOPLE, "--to", str(folder / "copy.jpg"), "--compare", str(folder))
    keep(folder / "people.jpg.compared.png", "redacted.png", colours=256)


def keep(made: Path, name: str, *, colours: int) -> None:
    """Put a picture where the README shows it, with as many colours as it needs."""
    picture = Image.open(made).convert("RGB")
    picture.thumbnail((WIDEST, 4 * WIDEST), Image.Resampling.LANCZOS)
    picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.FLOYDSTEINBERG, kmeans=2).save(
        PICTURES / name, optimize=True
    )


if __name__ == "__main__":
    main()
