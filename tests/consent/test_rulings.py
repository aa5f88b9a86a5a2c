"""What people decided is kept, replaced, withdrawn and taken elsewhere, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Event

import pytest
from sqlalchemy import text

from photocheck.consent import ruling_replay
from photocheck.consent.database import open_register
from photocheck.consent.ruling_files import encode_decisions, read_decisions
from photocheck.consent.rulings import NewRuling
from photocheck.domain.findings import Finding, Match
from photocheck.domain.geometry import Box
from photocheck.domain.rulings import MARKED
from photocheck.domain.text import ReadText
from photocheck.errors import ConfigurationError, UsageError

PHOTO, OTHER = "ab" * 32, "cd" * 32
TODAY = datetime.now(UTC).date()
PHONE = ReadText.secret("01632 960123", keep=2)
SIGN = Finding("text", Box(10, 20, 110, 40), 0.9, "text", PHONE, (Match("phone", PHONE, 0.9),))


def _new(finding=SIGN, *, sensitive=False, **changes):
    values = {"reason": "it is the council's own number", "policy": "whatsapp 0.2"}
    return NewRuling.about(finding, sensitive=sensitive, **values | changes)


def as_if_started_anew():
    """Forget what this process has proven already."""
    ruling_replay._read_so_far.clear()


@pytest.fixture
def rulings(register):
    """The decisions of an empty register."""
    return register.rulings


def test_keeps_what_was_decided(rulings, where):
    """A decision comes back as it was taken, also when the register is opened again, with who took it."""
    (made,) = rulings.decide(PHOTO, "stall.jpg", [_new(expires_on=TODAY + timedelta(days=30))])
    (stored,) = open_register(where, actor="somebody else").rulings.all()
    assert stored.ruling == made
    assert (stored.photo, stored.label, stored.by, stored.stands) == (PHOTO, "stall.jpg", "tester", True)
    ruling = stored.ruling
    assert (ruling.kind, ruling.box, ruling.patterns) == ("text", SIGN.box, {"phone"})
    assert (ruling.reason, ruling.policy, ruling.made_on) == ("it is the council's own number", "whatsapp 0.2", TODAY)
    assert ruling.expires_on == TODAY + timedelta(days=30)


def test_a_decision_holds_for_its_photo_only(rulings):
    """The photo is known by its content; one whose content is not known has none."""
    rulings.decide(PHOTO, "stall.jpg", [_new()])
    book = rulings.book(TODAY)
    assert book.rulings_for(PHOTO).lowering(SIGN) is not None
    assert book.rulings_for(OTHER).made == ()
    assert book.rulings_for(None).made == ()


def test_what_was_read_is_not_kept_in_clear(rulings, register):
    """The log of decisions does not become another place where a phone number stands."""
    rulings.decide(PHOTO, "stall.jpg", [_new()])
    assert not any("960123" in str(entry) for entry in register.log_entries())


def test_deciding_again_replaces_what_was_decided_before(rulings):
    """Of two decisions about one thing the later stands, and the earlier is kept with why it does not."""
    (first,) = rulings.decide(PHOTO, "stall.jpg", [_new()])
    moved = Finding("text", Box(11, 20, 112, 41), 0.8, "text", PHONE, SIGN.matches)
    (second,) = rulings.decide(PHOTO, "stall.jpg", [_new(moved, sensitive=True, reason="it is a home number")])
    before, after = rulings.all()
    assert (before.ruling.id, before.stands) == (first.id, False)
    assert before.withdrawn_reason == f"decided again ({second.id})"
    assert after.stands
    assert rulings.book(TODAY).rulings_for(PHOTO).made == (second,)


def test_a_withdrawn_decision_counts_no_more(rulings):
    """With who withdrew it and why; withdrawing it twice, or what there is not, is refused."""
    (made,) = rulings.decide(PHOTO, "stall.jpg", [_new()])
    with pytest.raises(UsageError, match="needs a reason"):
        rulings.withdraw([made.id], " ")
    rulings.withdraw([made.id], "somebody complained")
    (stored,) = rulings.all()
    assert (stored.stands, stored.withdrawn_by, stored.withdrawn_reason) == (False, "tester", "somebody complained")
    assert rulings.book(TODAY).rulings_for(PHOTO).made == ()
    with pytest.raises(UsageError, match="already"):
        rulings.withdraw([made.id], "again")
    with pytest.raises(UsageError, match="no decision"):
        rulings.withdraw(["0000"], "again")


def test_what_is_forgotten_is_gone_and_the_log_is_whole(rulings, register):
    """Also for whoever had read it before; what was decided about other photos stays."""
    rulings.decide(PHOTO, "the name of somebody.jpg", [_new(), _new(Finding("face", SIGN.box, 0.9, "faces"))])
    rulings.decide(OTHER, "fair.jpg", [_new()])
    assert len(rulings.all()) == 3
    assert rulings.forget(PHOTO) == 2
    for _ in range(2):
        assert [stored.photo for stored in rulings.all()] == [OTHER]
        as_if_started_anew()
    assert not any("somebody" in str(entry) for entry in register.log_entries())
    assert register.verify() == []
    with pytest.raises(UsageError, match="Nothing was decided"):
        rulings.forget(PHOTO)


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (_new(reason="  "), "needs a reason"),
        (_new(sensitive=True, expires_on=TODAY), "does not end by itself"),
        (_new(expires_on=date(2020, 1, 1)), "in the past"),
        (NewRuling(sensitive=False, reason="it was", policy="p", kind=MARKED, box=SIGN.box), "is sensitive"),
        (NewRuling(sensitive=True, reason="it was", policy="p"), "has a place"),
    ],
)
def test_refuses_what_could_not_be_defended(rulings, new, words):
    """And then takes none of the decisions that came with it."""
    with pytest.raises(UsageError, match=words):
        rulings.decide(PHOTO, "stall.jpg", [_new(), new])
    assert rulings.all() == []


def test_decisions_are_taken_to_another_register(rulings, tmp_path):
    """Who decided and when is kept; taking them in twice changes nothing; a withdrawal follows."""
    (_, gone) = rulings.decide(PHOTO, "stall.jpg", [_new(), _new(Finding("face", SIGN.box, 0.9, "faces"))])
    path = tmp_path / "decisions.json"
    elsewhere = open_register(tmp_path / "elsewhere.sqlite", actor="importer", create=True)

    def carried():
        path.write_text(json.dumps(encode_decisions(rulings.all(), "head")))
        return elsewhere.rulings.take_in(read_decisions(str(path)))

    assert (carried(), carried()) == (2, 0)
    rulings.withdraw([gone.id], "it was somebody")
    assert (carried(), carried()) == (1, 0)
    here, there = rulings.all(), elsewhere.rulings.all()
    assert [(one.ruling, one.by, one.at, one.withdrawn_by) for one in there] == [
        (one.ruling, one.by, one.at, one.withdrawn_by) for one in here
    ]
    assert [one.stands for one in there] == [True, False]
    assert {entry.actor for entry in elsewhere.log_entries()} == {"importer"}
    assert elsewhere.verify() == []
    assert {one.by for one in there} == {"tester"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data.update(schema="other/1"), "holds no decisions"),
        (lambda data: data["decisions"][0].pop("kind"), "Decision 1 .* is incomplete"),
        (lambda data: data["decisions"][0].update(sha256="../x"), "Decision 1 .* is incomplete"),
        (lambda data: data["decisions"][0].update(sensitive="no"), "Decision 1 .* is incomplete"),
        (lambda data: data["decisions"][0].update(box=[1, 2, 3]), "Decision 1 .* is incomplete"),
        (lambda data: data["decisions"][0].update(expires_on="2020-01-01"), "in the past. Nothing was taken in"),
    ],
)
def test_a_file_that_is_wrong_is_refused_whole(tmp_path, change, words):
    """A sentence says which decision is wrong."""
    register = open_register(tmp_path / "register.sqlite", actor="tester", create=True)
    register.rulings.decide(PHOTO, "stall.jpg", [_new()])
    data = encode_decisions(register.rulings.all(), "head")
    change(data)
    (tmp_path / "wrong.json").write_text(json.dumps(data))
    with pytest.raises(UsageError, match=words):
        read_decisions(str(tmp_path / "wrong.json"))


FORGED = {
    "a changed decision": ("UPDATE change_log SET details = replace(details, 'false', 'true') WHERE number = 2", 2),
    "a removed decision": ("DELETE FROM change_log WHERE number = 2", 2),
    "a removed withdrawal": ("DELETE FROM change_log WHERE number = 4", 4),
    "an erased decision": ("UPDATE change_log SET details = NULL, salt = NULL WHERE number = 2", 2),
    "an erased withdrawal": ("UPDATE change_log SET details = NULL, salt = NULL WHERE number = 4", 4),
    "another photo": ("UPDATE change_log SET subject = 'another' WHERE number = 1", 1),
    "another order": (
        """UPDATE change_log SET number = number - 5 WHERE number IN (2, 3);
        UPDATE change_log SET number = -number WHERE number < 0""",
        2,
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_decision_is_named_and_none_is_used(register, tamper, name):
    """Whoever changes a decision behind the register's back cannot make a verdict more lenient by it."""
    statements, number = FORGED[name]
    boxes = (Box(0, 0, 9, 9), Box(50, 0, 59, 9), Box(99, 0, 108, 9))
    for box in boxes:
        register.rulings.decide(PHOTO, "stall.jpg", [_new(Finding("text", box, 0.9, "text"))])
    register.rulings.withdraw([register.rulings.all()[0].ruling.id], "a mistake")
    tamper(register, statements)
    assert register.verify()[0].number == number
    as_if_started_anew()
    with pytest.raises(ConfigurationError, match=f"Line {number} of the register's log"):
        register.rulings.book(TODAY)


def test_what_was_proven_once_is_used_whatever_is_written_over_it(register):
    """A service that runs for long reads only what is new, and is not taken in by a change of what is old."""
    (made,) = register.rulings.decide(PHOTO, "stall.jpg", [_new()])
    assert register.rulings.all()[0].ruling == made
    guard = {"sqlite": "change_log_no_update", "postgresql": "change_log_only_grows ON change_log"}
    with register.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER {guard[register.engine.dialect.name]}"))
        connection.execute(text("UPDATE change_log SET details = replace(details, 'council', 'mafia')"))
    register.rulings.decide(OTHER, "fair.jpg", [_new()])
    first, second = register.rulings.all()
    assert (first.ruling, second.photo) == (made, OTHER)
    as_if_started_anew()
    with pytest.raises(ConfigurationError, match="Line 1 of the register's log"):
        register.rulings.all()


def test_a_register_from_a_backup_is_read_anew(tmp_path):
    """What was read before is not taken for what is there now."""
    path, backup = tmp_path / "register.sqlite", tmp_path / "backup.sqlite"
    register = open_register(path, actor="tester", create=True)
    register.rulings.decide(PHOTO, "stall.jpg", [_new()])
    backup.write_bytes(path.read_bytes())
    register.rulings.decide(OTHER, "fair.jpg", [_new()])
    assert len(register.rulings.all()) == 2
    path.write_bytes(backup.read_bytes())
    assert [stored.photo for stored in open_register(path, actor="tester").rulings.all()] == [PHOTO]


def test_reading_while_others_decide_never_takes_the_log_for_changed(register):
    """Lines that come in between are seen next time."""
    stop = Event()

    def read():
        count = 0
        while not stop.is_set():
            as_if_started_anew()
            register.rulings.all()
            assert register.verify() == []
            count += 1
        return count

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        for number in range(40):
            register.rulings.decide(f"{number:064x}", "stall.jpg", [_new()])
        stop.set()
        assert reading.result() > 1
    assert len(register.rulings.all()) == 40
