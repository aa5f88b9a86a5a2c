"""How fast the page of a large run opens and answers, in headless Chromium: printed, and compared with the limits.

Run by hand: uv run python tests/benchmarks/html_report.py [PHOTOS] [--keep FILE]

Photos are drawn, with as much in them as real ones have: a small picture of 10 to 15 kB, up to five
reasons, up to forty findings, and bursts. First paint is Chromium's own figure for the page that is opened from
disk; a filter is timed from the click or key to the second frame after it, when it is on the screen.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from photocheck.domain.findings import Finding
from photocheck.domain.geometry import Box
from photocheck.domain.previews import Preview
from photocheck.domain.reports import PhotoReport, Versions
from photocheck.domain.text import ReadText
from photocheck.domain.verdicts import Decision, Reason, Sensitivity, Verdict
from photocheck.reports.html import HtmlReport
from photocheck.reports.interface import Run

FIRST_PAINT_MS = 1000
FILTER_MS = 100
TIMES = 5
FORM = "www.bromsgrove.gov.uk/photo"
REASONS = {
    Decision.DO_NOT_SHARE: ("screen", "A screen, top left, shows a page marked OFFICIAL-SENSITIVE."),
    Decision.HIDE: ("document", "A page can be seen, bottom left, but nothing on it could be read."),
    Decision.GET_CONSENT: ("face", "3 people can be recognised. Consent on file covers none of them."),
    Decision.LOOK: ("text", "Text can be read, centre."),
}
TIMED = """
async (act) => {
  const begun = performance.now();
  new Function(act)();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - begun;
}
"""
ACTS = {
    "decision on": "document.querySelector('.chip.hide').click()",
    "decision off": "document.querySelector('.chip.hide').click()",
    "kind": "kind.value = 'face'; kind.dispatchEvent(new Event('change'))",
    "kind off": "kind.value = ''; kind.dispatchEvent(new Event('change'))",
    "search, first letter": "search.value = '7'; search.dispatchEvent(new Event('input'))",
    "search, more": "search.value = '77 page'; search.dispatchEvent(new Event('input'))",
    "search off": "search.value = ''; search.dispatchEvent(new Event('input'))",
    "bursts apart": "grouped.click()",
    "bursts together": "grouped.click()",
}


def main() -> int:
    """Write the page, open it, and print what was measured; 1 where a limit is not kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("photos", nargs="?", type=int, default=5000)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "report.html"
        begun = time.process_time()
        write_page(path, asked.photos)
        spent = time.process_time() - begun
        megabytes = path.stat().st_size / 1e6
        print(f"{asked.photos} photos, {megabytes:.0f} MB, written in {spent:.1f} s of CPU ({os.cpu_count()} cores)")
        return measure(path)


def measure(path: Path) -> int:
    """Open the page for the first paint and filter it, several times each."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        paints = []
        took: dict[str, list[float]] = {name: [] for name in ACTS}
        for _ in range(TIMES):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(path.resolve().as_uri(), wait_until="load")
            page.wait_for_timeout(500)
            paints.append(first_paint(page))
            for name, act in ACTS.items():
                took[name].append(page.evaluate(TIMED, act))
            page.close()
        browser.close()
    slow = [name for name, times in took.items() if median(times) >= FILTER_MS]
    print(f"first paint: median {median(paints):.0f} ms, worst {max(paints):.0f} ms (limit {FIRST_PAINT_MS})")
    for name, times in took.items():
        print(f"{name:<22}median {median(times):4.0f} ms, worst {max(times):4.0f} ms (limit {FILTER_MS})")
    return int(median(paints) >= FIRST_PAINT_MS or bool(slow))


def first_paint(page: Page) -> float:
    """When the first content was on the screen, in milliseconds from the beginning of the navigation."""
    return float(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))


def write_page(path: Path, photos: int) -> None:
    """Write the page of a run of so many drawn photos."""
    chance = random.Random(5)  # noqa: S311 - the same photos each time
    pictures = [drawn_picture(seed) for seed in range(40)]
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        report = HtmlReport(stream, Run("whatsapp 0.2", photos=photos))
        look = 0
        for number in range(photos):
            look = look ^ 1 if number % 5 == 1 else chance.getrandbits(64)
            report.photo(drawn_report(chance, number), Preview(chance.choice(pictures), 320, 240, look, ""))
        report.finish()


def drawn_picture(seed: int) -> bytes:
    """A small picture with enough in it to have the size of a real one."""
    noise = np.random.default_rng(seed).normal(128, 34, (60, 80, 3)).clip(0, 255).astype(np.uint8)
    packed = io.BytesIO()
    Image.fromarray(noise).resize((320, 240), Image.Resampling.BICUBIC).save(packed, "JPEG", quality=70)
    return packed.getvalue()


def drawn_report(chance: random.Random, number: int) -> PhotoReport:
    """A report with up to four reasons, each of them with up to ten findings."""
    findings: list[Finding] = []
    reasons = []
    for decision, (kind, text) in REASONS.items():
        if chance.random() < 0.4:
            boxes = [chance_box(chance) for _ in range(chance.randint(1, 10))]
            numbers = tuple(range(len(findings) + 1, len(findings) + 1 + len(boxes)))
            read = ReadText.secret("Some words that were read")
            findings += [Finding(kind, box, 0.9, kind, read, number=n) for n, box in zip(numbers, boxes, strict=True)]
            link = FORM if decision is Decision.GET_CONSENT else None
            reasons.append(Reason(kind, text, decision, numbers, link))
    decision = max((reason.decision for reason in reasons), default=Decision.SHARE)
    lenient = decision is Decision.SHARE
    sensitivity = Sensitivity.NON_SENSITIVE if lenient else Sensitivity.SENSITIVE
    verdicts = tuple(
        Verdict(audience, "whatsapp", decision, sensitivity, tuple(reasons), "Communications")
        for audience in ("colleagues", "partners", "customers", "public")
    )
    name = f"2026/open day/IMG_{number:05}.jpg"
    return PhotoReport(name, f"{number:064x}", 4032, 3024, tuple(findings), verdicts, Versions("0", "whatsapp 0.2"))


def chance_box(chance: random.Random) -> Box:
    """A box somewhere in a photo of 4032 by 3024 pixels."""
    left, top = chance.uniform(0, 3500), chance.uniform(0, 2700)
    return Box(left, top, left + chance.uniform(60, 500), top + chance.uniform(40, 300))


if __name__ == "__main__":
    sys.exit(main())
