"""Whether a small line is what a state or province writes on its plates."""

from __future__ import annotations

import pytest

from photocheck.second_looks.plate_issuers import names_issuer


@pytest.mark.parametrize("text", ["TEXAS", "Michigan", "ONEAT LAKES", "Live Free or Die", "CALIF0RNIA", "·OHIO·"])
def test_states_and_their_mottoes_are_known(text):
    """However they are written, and where a letter or two of a long one were misread."""
    assert names_issuer(text)


@pytest.mark.parametrize("text", ["MAIN", "Main Street", "OPEN", "", "OHI", "for visitors", "BEST CAKES"])
def test_other_small_lines_are_not(text):
    """Of a short name all has to be read."""
    assert not names_issuer(text)
