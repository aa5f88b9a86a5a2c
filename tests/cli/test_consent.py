"""`photocheck consent`: the register from the command line."""

from __future__ import annotations

import json

import numpy as np
import pytest
import zxingcpp
from PIL import ExifTags, Image

USAGE, NOT_CHECKED, CONFIGURATION = 2, 3, 4
ADD = ("--people", 2, "--use", "whatsapp", "--use", "website", "--given", "2026-03-01", "--expires", "2099-03-31")


@pytest.fixture
def consent(run):
    """Run a command of the register in the test's folder."""

    def invoke(*arguments, stdin=None):
        return run("consent", *arguments, "--register", "register.sqlite", stdin=stdin)

    return invoke


def test_a_form_is_put_on_file_and_shown(consent):
    """What was typed can be read again, in words."""
    added = consent("add", "--reference", "PC-1", *ADD, "--who", "the stall", "--guardian", "a signature")
    assert added.exit_code == 0
    assert "PC-1 is on file" in added.stdout
    shown = consent("show", "PC-1").stdout
    assert "2, under 18" in shown
    assert "a signature" in shown
    assert "until 2099-03-31" in shown
    assert "nothing yet" in shown
    assert "2 people    until 2099-03-31        website, whatsapp" in consent("list").stdout


def test_photos_folders_and_events_are_linked_and_unlinked(consent, photo, tmp_path):
    """By content, by place and by name; what is unlinked is gone."""
    consent("add", "--reference", "PC-1", *ADD)
    (tmp_path / "openday").mkdir()
    linked = consent("link", "PC-1", photo("stall.jpg"), "openday", "--event", "Open day")
    assert "covers 3 more" in linked.stdout
    assert "photo stall.jpg; folder openday; event Open day" in consent("show", "PC-1").stdout
    assert "covers 1 less" in consent("unlink", "PC-1", "stall.jpg").stdout
    assert "stall.jpg" not in consent("show", "PC-1").stdout


def test_a_face_that_is_not_there_is_not_linked(consent, photo):
    """The number of something else, or of nothing, is refused."""
    consent("add", "--reference", "PC-1", *ADD)
    result = consent("link", "PC-1", photo("phone.jpg"), "--face", 1)
    assert result.exit_code == USAGE
    assert "Number 1 of phone.jpg is no face." in result.stderr


def test_withdrawing_keeps_the_reason(consent):
    """The register says when and why."""
    consent("add", "--reference", "PC-1", *ADD)
    assert consent("withdraw", "PC-1", "--reason", "asked by letter").exit_code == 0
    shown = consent("show", "PC-1").stdout
    assert "withdrawn" in shown
    assert "asked by letter" in shown


def test_a_record_can_be_let_end(consent):
    """A new last day takes the place of the old one."""
    consent("add", "--reference", "PC-1", *ADD)
    consent("expire", "PC-1", "--on", "2026-05-01")
    assert "ended 2026-05-01" in consent("list").stdout


def test_forgetting_asks_first_and_leaves_the_log_whole(consent):
    """Without a yes nothing is erased."""
    consent("add", "--reference", "PC-1", *ADD, "--who", "somebody")
    refused = consent("forget", "PC-1", stdin="n\n")
    assert "PC-1" in consent("list").stdout
    assert refused.exit_code != 0
    assert consent("forget", "PC-1", "--yes").exit_code == 0
    log = consent("log")
    assert log.exit_code == 0
    assert "PC-1" not in log.stdout
    assert "(forgotten)" in log.stdout
    assert "The log is whole" in log.stdout


def test_an_import_is_all_or_nothing(consent, tmp_path):
    """One bad line, and the register is as it was; the good file is on file."""
    good = "reference,people,uses,given\nPC-7,1,press,2026-03-01\nPC-8,1,press,2026-03-01\n"
    (tmp_path / "bad.csv").write_text(good + "PC-9,0,press,2026-03-01\n")
    (tmp_path / "good.csv").write_text(good)
    assert consent("import", "good.csv").stdout == "2 records are on file.\n"
    refused = consent("import", "bad.csv")
    assert refused.exit_code == USAGE
    assert "Line 4: A record is for at least 1 person, not 0." in refused.stderr
    assert consent("import", "good.csv").exit_code == USAGE
    assert len(consent("list").stdout.splitlines()) == 2


def test_the_export_holds_records_and_log(consent):
    """Everything that is on file, as JSON."""
    consent("add", "--reference", "PC-1", *ADD)
    data = json.loads(consent("export").stdout)
    assert data["schema"] == "photocheck/consent/1"
    assert data["records"][0]["uses"] == ["website", "whatsapp"]
    assert data["log"][0]["action"] == "add"
    assert data["head"] == data["log"][-1]["hash"]


def test_a_missing_register_is_a_sentence_with_code_4(consent):
    """Looking never makes a register."""
    result = consent("list")
    assert result.exit_code == CONFIGURATION
    assert "There is no consent register at register.sqlite." in result.stderr


def test_the_settings_file_names_the_register(run, tmp_path):
    """The commands of the register know what photocheck.toml says."""
    (tmp_path / "photocheck.toml").write_text('register = "team.sqlite"\n')
    assert run("consent", "add", "--reference", "PC-1", *ADD).exit_code == 0
    assert (tmp_path / "team.sqlite").exists()


def test_a_check_counts_the_consent_on_file(consent, photo, run):
    """Nobody, then both by the event, then nobody for the press."""
    name = photo("people.jpg")
    consent("add", "--reference", "PC-1", *ADD)
    assert "covers none of them" in _told(run("check", name, "--register", "register.sqlite"))
    consent("link", "PC-1", "--event", "Open day")
    covered = run("check", name, "--register", "register.sqlite", "--event", "Open day")
    assert covered.exit_code == 0
    assert "Consent on file covers all 2 people (PC-1," in _told(covered)
    press = run("check", name, "--register", "register.sqlite", "--event", "Open day", "--channel", "press")
    assert "The consent PC-1 does not allow this use: it is for the website and WhatsApp." in _told(press)


def test_a_check_with_a_register_that_is_missing_is_refused(photo, run):
    """Nobody is told that consent is missing because a name was mistyped."""
    result = run("check", photo("people.jpg"), "--register", "registre.sqlite")
    assert result.exit_code == CONFIGURATION
    assert "There is no consent register at registre.sqlite." in result.stderr


def _told(result):
    return " ".join(result.stdout.split())


def test_a_withdrawal_names_the_photos_and_their_copies(consent, tmp_path):
    """The linked photo and a smaller copy of it are affected, another photo is not."""
    noise = np.random.default_rng(1).integers(0, 256, (6, 8, 3), dtype=np.uint8)
    picture = Image.fromarray(noise).resize((400, 300), Image.Resampling.BICUBIC)
    (tmp_path / "web").mkdir()
    picture.save(tmp_path / "stall.jpg")
    picture.resize((200, 150)).save(tmp_path / "web" / "small.jpg")
    picture.transpose(Image.Transpose.ROTATE_180).save(tmp_path / "web" / "other.jpg")
    consent("add", "--reference", "PC-1", *ADD)
    consent("link", "PC-1", "stall.jpg")
    assert consent("check", "stall.jpg", "web").exit_code == 0
    consent("withdraw", "PC-1", "--reason", "asked by letter", "--on", "2026-10-03")
    result = consent("check", "stall.jpg", "web")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "stall.jpg: The consent PC-1 was withdrawn on 3 October 2026.",
        "web/small.jpg: it looks like stall.jpg. The consent PC-1 was withdrawn on 3 October 2026.",
    ]


def test_a_photo_that_cannot_be_read_is_not_passed_over(consent, tmp_path):
    """What could not be looked at is told, and the code says so."""
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing more")
    consent("add", "--reference", "PC-1", *ADD)
    result = consent("check", "broken.jpg")
    assert result.exit_code == NOT_CHECKED
    assert "broken.jpg" in result.stderr


def test_the_forms_code_can_be_shown_and_printed(run, tmp_path):
    """In the terminal with its link, as a picture, and with what the policy's link has places for."""
    shown = run("consent", "qr", "--council", "redditch")
    assert "www.redditchbc.gov.uk/photo" in shown.stdout
    assert run("consent", "qr", "-o", "form.png").exit_code == 0
    assert zxingcpp.read_barcode(np.asarray(Image.open("form.png").convert("L"))).text.endswith(
        "bromsgrove.gov.uk/photo"
    )
    (tmp_path / "ours.toml").write_text(
        'name = "ours"\nversion = "1"\nextends = "whatsapp"\nconsent_form = "ours"\n'
        '[consent_forms.ours]\ncouncil = "Ours"\nurl = "forms.example.org/?ref={reference}&event={event}"\n'
    )
    filled = run("consent", "qr", "--policy", "ours.toml", "--reference", "PC 1", "--event", "Open & day")
    assert "forms.example.org/?ref=PC%201&event=Open%20%26%20day" in filled.stdout
    assert run("consent", "qr", "--council", "nowhere").exit_code == USAGE


def test_a_form_link_with_a_place_for_something_unknown_is_a_mistake(run, tmp_path):
    """The policy's test names the key and what there is."""
    (tmp_path / "ours.toml").write_text(
        'name = "ours"\nversion = "1"\nextends = "whatsapp"\n'
        '[consent_forms.ours]\ncouncil = "Ours"\nurl = "forms.example.org/?ref={referenz}"\n'
    )
    result = run("policy", "test", "ours.toml")
    assert result.exit_code == CONFIGURATION
    assert "{referenz} means nothing here" in result.stderr
    assert "{reference}" in result.stderr


def test_shots_are_linked_to_the_cards_before_them(consent, run, tmp_path, monkeypatch):
    """A card, two shots, and a shot from before: the shots after the card are linked, each opened once."""
    from photocheck.consent import photos  # noqa: PLC0415 - patched below
    from photocheck.imaging import opening  # noqa: PLC0415

    def shoot(name, minute, picture):
        exif = Image.Exif()
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"2026:06:01 12:{minute:02}:00"
        picture.convert("RGB").save(tmp_path / "shoot" / name, exif=exif)

    (tmp_path / "shoot").mkdir()
    assert run("consent", "slate", "PC-1", "-o", "card.png").exit_code == 0
    shoot("before.jpg", 1, Image.new("RGB", (64, 64), "green"))
    shoot("x-card.jpg", 2, Image.open("card.png"))
    shoot("one.jpg", 3, Image.new("RGB", (64, 64), "blue"))
    shoot("two.jpg", 4, Image.new("RGB", (64, 64), "red"))
    consent("add", "--reference", "PC-2", *ADD)
    refused = consent("link-slates", "shoot")
    assert refused.exit_code == USAGE
    assert "There is no consent “PC-1” on file." in refused.stderr
    consent("add", "--reference", "PC-1", *ADD)
    open_photo, names = opening.open_photo, []
    for module in (opening, photos):
        monkeypatch.setattr(module, "open_photo", lambda photo, **how: names.append(photo) or open_photo(photo, **how))
    linked = consent("link-slates", "shoot")
    assert linked.stdout.splitlines() == ["PC-1: 2 photos", "shoot/before.jpg: belongs to no card"]
    assert sorted(names) == [f"shoot/{name}.jpg" for name in ("before", "one", "two", "x-card")]
    assert "photo one.jpg; photo two.jpg" in consent("show", "PC-1").stdout
