"""What people write by hand: policies, settings and lists of forms. Any text is taken, or refused in a sentence."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from photocheck.cli.settings import KEYS, read_settings
from photocheck.consent.importing import COLUMNS, read_records
from photocheck.consent.records import NewRecord
from photocheck.errors import ConfigurationError, PolicyError, UsageError
from photocheck.policy import Policy, load_policy

WHATSAPP = files("photocheck.policy").joinpath("library/whatsapp.toml").read_text(encoding="utf-8").splitlines()
# A value of another kind than the one that stands there, and what breaks TOML.
VALUES = st.sampled_from(
    [
        "1",
        "-1",
        "1e999",
        "nan",
        "true",
        '""',
        '"x"',
        "[]",
        "[1]",
        '["face"]',
        "{}",
        "2026-01-01",
        '"\\u0000"',
        "[[",
        '"""',
    ]
)
ANYTHING = st.text(max_size=200)
# Each example writes a file of its own name into one folder.
in_one_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)


@st.composite
def edited_policies(draw):
    """The built-in policy after somebody's careless edits."""
    lines = list(WHATSAPP)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        key = lines[at].partition("=")[0]
        lines[at] = draw(
            st.one_of(
                st.just(""),
                VALUES.map(lambda value, key=key: f"{key}= {value}"),
                ANYTHING,
                st.sampled_from(lines),
                st.just(lines[at].replace("e", "")),
            )
        )
    return "\n".join(lines)


def written(folder, name, content):
    """The path of a file with this content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return path


@in_one_folder
@given(content=st.one_of(edited_policies(), ANYTHING, st.binary(max_size=200)))
def test_a_policy_is_taken_or_refused(content, tmp_path):
    """A sentence says what is wrong with it."""
    path = written(tmp_path, "ours.toml", content)
    with suppress(PolicyError):
        assert isinstance(load_policy(path), Policy)


@in_one_folder
@given(
    content=st.one_of(
        st.lists(st.tuples(st.sampled_from([*KEYS, "x"]), VALUES)).map(
            lambda pairs: "\n".join(f"{key} = {value}" for key, value in pairs)
        ),
        ANYTHING,
        st.binary(max_size=200),
    )
)
def test_settings_are_taken_or_refused(content, tmp_path):
    """In photocheck.toml; nothing is half taken."""
    written(tmp_path, "photocheck.toml", content)
    with suppress(ConfigurationError):
        assert set(read_settings(tmp_path, {}).values) <= {key.parameter for key in KEYS.values()}


CELLS = st.one_of(
    ANYTHING,
    st.sampled_from(
        ["PC-1", "3", "-1", "9" * 40, "whatsapp", "2026-03-01", "0001-01-01", "9999-12-31", "yes", '"', "=1+1"]
    ),
)


@in_one_folder
@given(
    content=st.one_of(
        st.lists(st.lists(CELLS, min_size=1, max_size=9), max_size=6).map(
            lambda rows: "\n".join([",".join(COLUMNS), *(",".join(row) for row in rows)])
        ),
        ANYTHING,
        st.binary(max_size=300),
    )
)
def test_a_list_of_forms_is_taken_or_refused(content, tmp_path):
    """Whole, or not at all, with a sentence."""
    path = written(tmp_path, "forms.csv", content)
    with suppress(UsageError):
        records = read_records(path)
        assert records
        assert all(isinstance(record, NewRecord) and isinstance(record.given_on, date) for record in records)


def test_a_file_that_is_a_folder_is_refused(tmp_path):
    """Where a file should be, there may be anything."""
    for read in (load_policy, read_records):
        with pytest.raises((PolicyError, UsageError)):
            read(tmp_path)
