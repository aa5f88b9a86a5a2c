"""The command line answers at once: what is heavy is loaded when it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "numpy",
    "cv2",
    "PIL",
    "openvino",
    "rapidocr",
    "dlib",
    "face_recognition",
    "rich",
    "zxingcpp",
    "spacy",
    "shapely",
    "fastapi",
    "uvicorn",
)


def loaded_by(code):
    """Run this code in a fresh interpreter; name the heavy modules that it loaded."""
    program = f"import sys\n{code}\nprint('LOADED', *(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    return done.stdout.rpartition("LOADED")[2].split()


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["check", "--help"], ["doctor", "--help"], ["serve", "--help"], ["--version"], ["--no-such"]],
)
def test_help_loads_nothing_heavy(arguments):
    """Asking for help, or getting it wrong, does not wait for the models' libraries."""
    code = f"from photocheck.cli import cli\ntry:\n    cli({arguments!r})\nexcept SystemExit:\n    pass"
    assert loaded_by(code) == []


@pytest.mark.parametrize(
    "module", ["photocheck", "photocheck.domain.encoding", "photocheck.policy", "photocheck.errors"]
)
def test_light_packages_stay_light(module):
    """Reports can be read and judged where none of the heavy libraries is installed."""
    assert loaded_by(f"import {module}") == []
