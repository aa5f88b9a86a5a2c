"""photocheck on the desktop: what is written for each system, what it calls, and what people see."""

from __future__ import annotations

import configparser
import json
import os
import plistlib
import stat
import subprocess
from pathlib import Path

import pytest

from photocheck.cli.desktop import dialogs, systems, windows

CLEAN, ATTENTION, NOT_CHECKED, OUTPUT = 0, 1, 3, 6
ODD = 'it\'s 50 % "odd" $HOME.jpg'


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Another user's folder, and a photocheck in a folder with a space and a percent sign in its name."""
    command = tmp_path / "my 100% programs" / "photocheck"
    command.parent.mkdir()
    # Stands in for photocheck: writes down what it was called with.
    command.write_text('#!/bin/sh\nfor word in "$@"; do echo "$word" >> "$CALLED"; done\n')
    command.chmod(0o755)
    monkeypatch.setattr(systems, "_command", lambda: str(command))
    monkeypatch.setenv("CALLED", str(tmp_path / "called"))
    return tmp_path / "home"


@pytest.fixture
def shortcuts(monkeypatch):
    """Stand in for Windows, which makes shortcuts; what it was asked for."""
    asked = []

    def run(command, **how):
        wanted = json.loads(how["input"])
        assert command[0] == "powershell"
        assert wanted["path"] not in " ".join(command)
        Path(wanted["path"]).write_bytes(wanted["description"].encode("utf-16-le"))
        asked.append(wanted)

    monkeypatch.setattr(windows.subprocess, "run", run)
    return asked


def on(run, home, command, system):
    """Run a command for a system in the test's folder."""
    return run("desktop", command, "--system", system, "--home", home)


def entry(path, section="Desktop Entry"):
    """A section of a desktop file."""
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read(path)
    return parser[section]


@pytest.mark.parametrize("system", ["linux", "windows", "macos"])
@pytest.mark.usefixtures("shortcuts")
def test_what_was_written_is_taken_away_and_nothing_else(run, home, system):
    """Twice installed is as once; files of others stay, and so do their folders."""
    neighbour = home / ".local/share/nemo/actions/other.nemo_action"
    neighbour.parent.mkdir(parents=True)
    neighbour.write_text("[Nemo Action]")
    for _ in range(2):
        written = on(run, home, "install", system)
        assert written.exit_code == CLEAN
    paths = [line.removeprefix("Written: ") for line in written.stdout.splitlines() if line.startswith("Written: ")]
    assert len(paths) >= 2
    assert all(Path(path).is_relative_to(home) and Path(path).is_file() for path in paths)
    removed = on(run, home, "remove", system).stdout
    assert all(f"Removed: {path}" in removed for path in paths)
    assert [path for path in home.rglob("*") if path.is_file()] == [neighbour]
    assert not list(home.rglob("*.workflow"))
    assert on(run, home, "remove", system).stdout == "There was nothing to remove.\n"


def test_a_file_of_somebody_else_is_never_replaced(run, home):
    """Nothing is written then, and `remove` leaves it where it is."""
    own = home / ".local/share/nautilus/scripts/Check with photocheck"
    own.parent.mkdir(parents=True)
    own.write_text("#!/bin/sh\necho my own script\n")
    refused = on(run, home, "install", "linux")
    assert refused.exit_code == OUTPUT
    assert "is there already, and not photocheck's" in refused.stderr
    on(run, home, "remove", "linux")
    assert [path for path in home.rglob("*") if path.is_file()] == [own]


def test_nautilus_hands_on_every_file_as_it_is_called(run, home, tmp_path):
    """A shell runs the script: quotes, dollars and dashes in names are nothing to it."""
    on(run, home, "install", "linux")
    script = home / ".local/share/nautilus/scripts/Check with photocheck"
    assert script.stat().st_mode & stat.S_IXUSR
    subprocess.run([script, ODD, "-dash.jpg"], check=True, env=os.environ)
    assert (tmp_path / "called").read_text().splitlines() == ["desktop", "show", "--", ODD, "-dash.jpg"]


def test_nemo_and_dolphin_show_an_action_for_pictures(run, home):
    """With the whole path of the command, quoted as desktop files want it."""
    on(run, home, "install", "linux")
    nemo = entry(home / ".local/share/nemo/actions/photocheck.nemo_action", "Nemo Action")
    assert (nemo["Name"], nemo["Mimetypes"], nemo["Quote"]) == ("Check with photocheck", "image/*;", "double")
    assert nemo["Exec"].endswith('100%% programs/photocheck" desktop show %F')
    dolphin = home / ".local/share/kio/servicemenus/photocheck.desktop"
    assert entry(dolphin, "Desktop Action photocheck")["Exec"] == nemo["Exec"]
    assert entry(dolphin)["MimeType"] == "image/*;"
    assert dolphin.stat().st_mode & stat.S_IXUSR


def test_an_icon_takes_photos_that_are_dropped_on_it(run, home):
    """On the desktop, whatever that is called in the user's language, and among the programs."""
    (home / ".config").mkdir(parents=True)
    (home / ".config/user-dirs.dirs").write_text('# said\nXDG_DESKTOP_DIR="$HOME/Schreibtisch"\n')
    on(run, home, "install", "linux")
    icon = home / "Schreibtisch/photocheck.desktop"
    assert entry(icon)["Exec"].endswith("desktop show %F")
    assert "image/heic;" in entry(icon)["MimeType"]
    assert icon.stat().st_mode & stat.S_IXUSR
    assert entry(home / ".local/share/applications/photocheck.desktop")["Terminal"] == "false"


def test_windows_makes_two_shortcuts(run, home, shortcuts, tmp_path):
    """In “Send to” and on the desktop that is shown; names are data to PowerShell, never code."""
    (home / "OneDrive" / "Desktop").mkdir(parents=True)
    on(run, home, "install", "windows")
    assert [Path(one["path"]).relative_to(home).as_posix() for one in shortcuts] == [
        "AppData/Roaming/Microsoft/Windows/SendTo/Check with photocheck.lnk",
        "OneDrive/Desktop/Check with photocheck.lnk",
    ]
    assert {one["target"] for one in shortcuts} == {str(tmp_path / "my 100% programs" / "photocheck")}
    assert {one["arguments"] for one in shortcuts} == {"desktop show"}


def test_windows_may_forbid_it(run, home, monkeypatch):
    """That is a sentence, with whom to ask."""

    def refuse(*_, **__):
        raise subprocess.CalledProcessError(1, "powershell")

    monkeypatch.setattr(windows.subprocess, "run", refuse)
    result = on(run, home, "install", "windows")
    assert result.exit_code == OUTPUT
    assert "Windows did not make the shortcut" in result.stderr


def test_the_quick_action_hands_on_every_picture(run, home, tmp_path):
    """The step of the workflow is run as macOS would: by a shell, with the pictures as arguments."""
    on(run, home, "install", "macos")
    contents = home / "Library/Services/Check with photocheck.workflow/Contents"
    (service,) = plistlib.loads((contents / "Info.plist").read_bytes())["NSServices"]
    assert service["NSMenuItem"]["default"] == "Check with photocheck"
    assert service["NSSendFileTypes"] == ["public.image"]
    (step,) = plistlib.loads((contents / "document.wflow").read_bytes())["actions"]
    told = step["action"]["ActionParameters"]
    assert told["inputMethod"] == 1
    subprocess.run([told["shell"], "-c", told["COMMAND_STRING"], "-", ODD], check=True, env=os.environ)
    assert (tmp_path / "called").read_text().splitlines() == ["desktop", "show", "--", ODD]


@pytest.fixture
def windows_shown(monkeypatch):
    """Stand in for windows: what was told and asked; every question is answered with yes."""
    shown = []
    monkeypatch.setattr(dialogs, "tell", lambda text: shown.append(("told", text)))
    monkeypatch.setattr(dialogs, "ask", lambda text, yes: shown.append(("asked", f"{text}\n[{yes}]")) or True)
    return shown


def test_the_verdict_is_shown_and_a_copy_offered_and_made(run, colour_screener, windows_shown, drawn, tmp_path):
    """What to do, why, and after a yes the copy beside the photo."""
    result = run("desktop", "show", drawn("desk.png", "phone"), build=colour_screener)
    assert result.exit_code == ATTENTION
    (kind, text), (_, copied) = windows_shown
    assert kind == "asked"
    assert "desk.png: HIDE THIS FIRST before sharing with colleagues on WhatsApp" in text
    assert "phone numbers can be read, centre." in text
    assert text.endswith("[Make a safe copy]")
    assert copied.endswith("• desk.redacted.png")
    assert (tmp_path / "desk.redacted.png").exists()


def test_a_harmless_photo_needs_no_copy(run, colour_screener, windows_shown, drawn):
    """It is only told of."""
    assert run("desktop", "show", drawn("field.png"), build=colour_screener).exit_code == CLEAN
    ((kind, text),) = windows_shown
    assert kind == "told"
    assert "field.png: MAY BE SHARED with colleagues on WhatsApp" in text


def test_several_photos_are_counted_the_strictest_first(run, colour_screener, windows_shown, drawn):
    """And all copies are made at once; one that cannot be made says why."""
    names = [drawn("field.png"), drawn("a.png", "phone"), drawn("b.png", "face"), drawn("broken.png", whole=False)]
    drawn("a.redacted.png")
    result = run("desktop", "show", *names, build=colour_screener)
    assert result.exit_code == NOT_CHECKED
    (_, text), (_, copied) = windows_shown
    lines = text.splitlines()
    assert lines[0].startswith("4 photos. Not checked: 1, Hide this first: 1, Consent needed: 1, Share with care: 1.")
    assert lines[2] == "• broken.png: Not checked"
    assert text.endswith("[Make 2 safe copies]")
    assert "• b.redacted.png" in copied
    assert "• a.png: " in copied
    assert "is there already" in copied


@pytest.mark.parametrize(
    ("arguments", "words"), [((), "drop them on the icon"), (("--for", "all"), "no audience “all”")]
)
def test_what_goes_wrong_is_shown_in_a_window_too(run, colour_screener, windows_shown, drawn, arguments, words):
    """Nobody sees a terminal there."""
    photos = [drawn("field.png")] if arguments else []
    assert run("desktop", "show", *photos, *arguments, build=colour_screener).exit_code != CLEAN
    assert words in windows_shown[0][1]


@pytest.fixture
def drawn(tmp_path):
    """Draw a photo with one thing in it, or write half of one; returns its path."""
    import numpy as np  # noqa: PLC0415 - only here
    from PIL import Image  # noqa: PLC0415

    def draw(name, thing=None, *, whole=True):
        pixels = np.full((120, 160, 3), 128, np.uint8)
        if thing:
            pixels[40:80, 30:110] = {"phone": (20, 20, 230), "face": (230, 20, 20)}[thing]
        path = tmp_path / name
        Image.fromarray(pixels).save(path)
        if not whole:
            path.write_bytes(path.read_bytes()[:60])
        return path

    return draw


@pytest.mark.parametrize("program", ["zenity", "kdialog"])
def test_linux_shows_windows_by_what_is_installed(monkeypatch, tmp_path, program):
    """What is in a photo's name is text to it; the answer is its exit code."""
    called = tmp_path / "called"
    stand_in = tmp_path / "bin" / program
    stand_in.parent.mkdir()
    stand_in.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{called}"\nexit "${{ANSWER:-0}}"\n')
    stand_in.chmod(0o755)
    monkeypatch.setattr(dialogs.sys, "platform", "linux")
    monkeypatch.setenv("PATH", f"{stand_in.parent}:/usr/bin:/bin")
    assert dialogs.ask("<b>$(touch x)</b>.jpg", "Make a safe copy") is True
    assert "$(touch x)" in called.read_text()
    assert "Make a safe copy" in called.read_text()
    monkeypatch.setenv("ANSWER", "1")
    assert dialogs.ask("a.jpg", "Make a safe copy") is False
    dialogs.tell("done")
    assert "done" in called.read_text()


def test_without_windows_the_verdict_is_printed_and_nothing_is_made(monkeypatch, tmp_path, capsys):
    """Over a connection without a screen."""
    monkeypatch.setattr(dialogs.sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert dialogs.ask("HIDE THIS FIRST", "Make a safe copy") is False
    dialogs.tell("done")
    assert capsys.readouterr().out == "HIDE THIS FIRST\ndone\n"
