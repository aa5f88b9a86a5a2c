"""Two processes that write the register at once: nothing is lost, and the log stays whole."""

from __future__ import annotations

import subprocess
import sys

import pytest

from photocheck.consent.database import open_register

EACH = 250
WRITER = """
import sys
from datetime import date
from photocheck.consent.database import open_register
from photocheck.consent.records import NewRecord

where, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
register = open_register(where, actor=name, create=True)
for number in range(count):
    register.add(NewRecord(f"{name}-{number}", 1, frozenset({"press"}), date(2026, 3, 1)))
"""


@pytest.mark.slow
def test_nothing_is_lost_and_the_chain_verifies(where):
    """500 records by two writers that begin together, a register that is not there yet included."""
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, where, name, str(EACH)], stderr=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    for writer in writers:
        _, errors = writer.communicate(timeout=300)
        assert writer.returncode == 0, errors
    register = open_register(where, actor="tester")
    assert {stored.reference for stored in register.records()} == {
        f"{name}-{number}" for name in ("one", "two") for number in range(EACH)
    }
    entries = register.log_entries()
    assert [entry.number for entry in entries] == list(range(1, 2 * EACH + 1))
    assert {entry.actor for entry in entries} == {"one", "two"}
    assert register.verify() == []
