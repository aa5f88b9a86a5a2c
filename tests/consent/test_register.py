"""What the register keeps, refuses and forgets, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from photocheck.consent.database import open_register
from photocheck.consent.records import Link, LinkKind
from photocheck.domain.geometry import Box
from photocheck.errors import ConfigurationError, UsageError

PHOTO = Link(LinkKind.PHOTO, "ab" * 32, "stall.jpg")
FACE = Link(LinkKind.FACE, "ab" * 32, "stall.jpg", Box(10, 20, 60, 80))
TODAY = date(2026, 11, 25)


def test_keeps_what_was_put_on_file(register, where, new_record):
    """A record comes back as it was given, also when the register is opened again."""
    register.add(new_record(who="the stall holders", under_18=True, guardian="signed", form_name="form.pdf"))
    register.link("PC-2026-0117", [PHOTO, FACE])
    stored = open_register(where, actor="somebody else").record("PC-2026-0117")
    assert (stored.who, stored.record.people, stored.record.under_18) == ("the stall holders", 3, True)
    assert stored.record.uses == {"whatsapp", "website"}
    assert (stored.record.given_on, stored.record.expires_on) == (date(2026, 3, 1), date(2027, 3, 31))
    assert stored.links == (PHOTO, FACE)
    assert stored.record.covers == ("photo stall.jpg", "a face in stall.jpg")


def test_a_reference_is_used_once(register, new_record):
    """A second form with the reference of the first is refused, and changes nothing."""
    register.add(new_record())
    with pytest.raises(UsageError, match="PC-2026-0117 already"):
        register.add_all([new_record(reference="PC-2"), new_record(people=1)])
    assert [(stored.reference, stored.record.people) for stored in register.records()] == [("PC-2026-0117", 3)]
    assert len(register.log_entries()) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"people": 0}, "at least 1 person"),
        ({"uses": frozenset()}, "at least one use"),
        ({"uses": frozenset({"tiktok"})}, "no use “tiktok”"),
        ({"expires_on": date(2025, 1, 1)}, "cannot end"),
        ({"reference": " "}, "needs a reference"),
    ],
)
def test_refuses_what_makes_no_sense(register, new_record, changes, words):
    """Each mistake is named, and nothing is put on file."""
    with pytest.raises(UsageError, match=words):
        register.add(new_record(**changes))
    assert register.records() == []


def test_links_are_counted_once_and_can_be_taken_away(register, new_record):
    """Linking twice is the same as once; unlinking a photo leaves its faces."""
    register.add(new_record())
    assert register.link("PC-2026-0117", [PHOTO, PHOTO, FACE]) == 2
    assert register.link("PC-2026-0117", [PHOTO]) == 0
    assert register.unlink("PC-2026-0117", [PHOTO]) == 1
    assert register.record("PC-2026-0117").links == (FACE,)


def test_a_withdrawal_needs_a_reason_and_is_kept_with_it(register, new_record):
    """Who has to defend a judgement later finds why the consent ended."""
    register.add(new_record())
    with pytest.raises(UsageError, match="needs a reason"):
        register.withdraw("PC-2026-0117", " ", TODAY)
    register.withdraw("PC-2026-0117", "asked by letter", TODAY)
    stored = register.record("PC-2026-0117")
    assert (stored.record.withdrawn_on, stored.withdrawn_reason) == (TODAY, "asked by letter")
    with pytest.raises(UsageError, match="withdrawn on 2026-11-25 already"):
        register.withdraw("PC-2026-0117", "again", TODAY)


def test_an_unknown_reference_suggests_the_right_one(register, new_record):
    """A slip in a reference is answered with the one that was probably meant."""
    register.add(new_record())
    with pytest.raises(UsageError) as caught:
        register.expire("PC-2026-0171", TODAY)
    assert caught.value.hint == "Did you mean “PC-2026-0117”?"


def test_forgetting_leaves_only_that_it_was_done(register, where, new_record):
    """No table and no line of the log still names the person, and the log is whole."""
    register.add(new_record(reference="PC-SECRET-REF", who="a secret person", guardian="a secret guardian"))
    register.link("PC-SECRET-REF", [Link(LinkKind.PHOTO, "cd" * 32, "secret.jpg")])
    register.forget("PC-SECRET-REF")
    assert register.records() == []
    assert [entry.action for entry in register.log_entries()] == ["add", "link", "forget"]
    assert not any("secret" in str(entry).lower() for entry in register.log_entries())
    assert register.verify() == []
    if "://" not in where:
        register.engine.dispose()
        assert b"secret" not in Path(where).read_bytes().lower()


def test_the_log_names_who_did_what(register, new_record):
    """Every change leaves one line, with who made it."""
    register.add(new_record())
    register.link("PC-2026-0117", [PHOTO])
    register.expire("PC-2026-0117", TODAY)
    assert [(entry.number, entry.actor, entry.action) for entry in register.log_entries()] == [
        (1, "tester", "add"),
        (2, "tester", "link"),
        (3, "tester", "expire"),
    ]
    assert register.verify() == []
    assert register.log_head() == register.log_entries()[-1].hash


@pytest.mark.parametrize("statement", ["UPDATE change_log SET actor = 'x'", "DELETE FROM change_log WHERE number = 1"])
def test_the_database_itself_refuses_to_change_the_log(register, new_record, statement):
    """A line can only be changed by somebody who first takes the guard away."""
    register.add(new_record())
    with pytest.raises(DBAPIError, match="the log can only grow"), register.engine.begin() as connection:
        connection.execute(text(statement))


TAMPERED = {
    "a changed line": ("UPDATE change_log SET actor = 'x' WHERE number = 2", 2, "it was changed"),
    "changed details": ("UPDATE change_log SET details = '{}' WHERE number = 2", 2, "its details were changed"),
    "a removed line": ("DELETE FROM change_log WHERE number = 2", 2, "it is missing"),
    "a removed end": ("DELETE FROM change_log WHERE number = 4", 4, "it is missing, with whatever came after it"),
    "another order": (
        """UPDATE change_log SET number = number - 5 WHERE number IN (2, 3);
        UPDATE change_log SET number = -number WHERE number < 0""",
        2,
        "it does not follow the line before it",
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_finds_and_names_a_line_that_was_tampered_with(register, tamper, new_record, name):
    """Changed, removed or moved behind the register's back: the first line that is wrong is named."""
    statements, number, what = TAMPERED[name]
    for reference in ("PC-1", "PC-2", "PC-3", "PC-4"):
        register.add(new_record(reference=reference))
    tamper(register, statements)
    first = register.verify()[0]
    assert (first.number, first.what) == (number, what)


def test_a_register_that_is_missing_is_not_made_by_looking(tmp_path):
    """A mistyped name must not look like a register in which nobody has agreed."""
    with pytest.raises(ConfigurationError, match="There is no consent register"):
        open_register(tmp_path / "nowhere.sqlite", actor="tester")
    assert not (tmp_path / "nowhere.sqlite").exists()


def test_a_file_that_is_no_register_is_refused(tmp_path):
    """A damaged register is said to be damaged, not empty."""
    path = tmp_path / "register.sqlite"
    path.write_bytes(b"this is no database, however long it may be" * 50)
    with pytest.raises(ConfigurationError, match="damaged, or not a register"):
        open_register(path, actor="tester")


def test_a_register_of_a_newer_version_is_refused(where, register):
    """What this version does not know it does not touch."""
    with register.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigurationError, match="newer photocheck"):
        open_register(where, actor="tester")


def test_a_server_that_does_not_answer_is_a_sentence_without_the_password():
    """The address is told, its password never."""
    with pytest.raises(ConfigurationError) as caught:
        open_register("postgresql://me:hush@127.0.0.1:1/register", actor="tester")
    assert "127.0.0.1:1/register could not be reached" in caught.value.message
    assert "hush" not in caught.value.message
