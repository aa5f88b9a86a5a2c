"""The public face: what `import photocheck` offers is a promise."""

from __future__ import annotations

import pytest

import photocheck


def test_every_public_name_can_be_had():
    """Each name in __all__ loads when it is asked for."""
    for name in photocheck.__all__:
        assert getattr(photocheck, name) is not None


def test_the_public_names_are_these():
    """A name that is added or dropped is a decision, not an accident."""
    assert set(dir(photocheck)) == {
        "Box", "Decision", "Finding", "Match", "PhotoReport", "PhotocheckError", "Policy", "Polygon", "Problem",
        "ReadText", "Reason", "Screener", "Sensitivity", "Verdict", "__version__", "load_policy",
    }  # fmt: skip


def test_an_unknown_name_says_which_there_are():
    """A typing mistake is answered with the names that exist."""
    with pytest.raises(AttributeError, match="Screener"):
        _ = photocheck.Screner
