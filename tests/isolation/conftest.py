"""What decoding processes do in these tests, under a name by which they can load it too."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="package")
def stand_ins():
    """The functions of stand_ins.py."""
    path = Path(__file__).with_name("stand_ins.py")
    spec = importlib.util.spec_from_file_location("stand_ins", path)
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "stand_ins", module)
        patch.setenv("PYTHONPATH", str(path.parent))
        spec.loader.exec_module(module)
        yield module
