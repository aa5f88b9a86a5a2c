"""Settings: a flag wins over a variable, that over a file, that over the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from photocheck.cli.settings import KEYS, read_settings
from photocheck.errors import ConfigurationError

CONFIGURATION = 4


def write(path, text):
    """Write a settings file, and the folders above it."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold(tmp_path):
    """No file is no mistake."""
    assert read_settings(tmp_path, {}).values == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("photocheck.toml", 'for = "public"\nformat = "json"\nquiet = true\n'),
        ("pyproject.toml", '[tool.photocheck]\nfor = "public"\nformat = "json"\nquiet = true\n'),
    ],
)
def test_both_files_are_read(tmp_path, name, text):
    """photocheck.toml has its keys at the top, pyproject.toml in its table."""
    path = write(tmp_path / name, text)
    settings = read_settings(tmp_path, {})
    assert settings.path == path
    assert settings.values == {"audience": "public", "form": "json", "quiet": True}


def test_the_nearest_file_upwards_counts(tmp_path):
    """A file in the folder above is found; a nearer one hides it, and a pyproject without our table does not."""
    write(tmp_path / "photocheck.toml", 'for = "public"\n')
    write(tmp_path / "a/pyproject.toml", "[project]\n")
    (tmp_path / "a/b").mkdir()
    assert read_settings(tmp_path / "a/b", {}).values == {"audience": "public"}
    write(tmp_path / "a/photocheck.toml", 'for = "partners"\n')
    assert read_settings(tmp_path / "a/b", {}).values == {"audience": "partners"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('polcy = "x"', "policy"),
        ("show-text = true", "Choose from"),
        ("quiet = 1", "true or false"),
        ("policy = 3", "text in quotes"),
        ('format = "jsn"', "json"),
        ("policy = ", "cannot be read"),
    ],
)
def test_a_mistake_is_named_and_the_right_word_suggested(tmp_path, text, says):
    """A setting that is silently not used would be worse than none."""
    write(tmp_path / "photocheck.toml", text)
    with pytest.raises(ConfigurationError) as raised:
        read_settings(tmp_path, {})
    assert says in f"{raised.value.message} {raised.value.hint}"
    assert "photocheck.toml" in raised.value.message


def test_a_table_that_is_none_is_a_mistake(tmp_path):
    """[tool] photocheck = 3 is no table."""
    write(tmp_path / "pyproject.toml", "[tool]\nphotocheck = 3\n")
    with pytest.raises(ConfigurationError, match="no table"):
        read_settings(tmp_path, {})


def test_a_policy_file_is_found_from_the_settings(tmp_path):
    """It is named relative to the settings, wherever the command runs."""
    write(tmp_path / "photocheck.toml", 'policy = "ours.toml"\n')
    write(tmp_path / "ours.toml", "")
    (tmp_path / "deep").mkdir()
    assert read_settings(tmp_path / "deep", {}).values == {"policy": str(tmp_path / "ours.toml")}


def test_a_variable_that_is_nearly_ours_is_a_mistake(tmp_path):
    """A misspelt variable is told; one that somebody else's software sets is let be."""
    with pytest.raises(ConfigurationError, match="PHOTOCHECK_POLCY") as raised:
        read_settings(tmp_path, {"PHOTOCHECK_POLCY": "strict"})
    assert "PHOTOCHECK_POLICY" in raised.value.hint
    read_settings(tmp_path, {"PHOTOCHECK_PORT_80_TCP": "tcp://10.0.0.1", "HOME": "/root"})


def test_flag_over_variable_over_file(run, photo, monkeypatch):
    """The nearer to the command, the stronger."""
    path = photo()
    write("photocheck.toml", 'channel = "website"\n')
    assert "on the website" in run(path).stdout
    monkeypatch.setenv("PHOTOCHECK_CHANNEL", "press")
    assert "in the press" in run(path).stdout
    assert "in Teams" in run(path, "--channel", "teams").stdout


def test_wrong_settings_end_with_4(run, photo):
    """Nothing is checked by settings that were not understood."""
    write("photocheck.toml", 'chanel = "website"\n')
    result = run(photo())
    assert result.exit_code == CONFIGURATION
    assert "“channel”" in result.stderr
    assert result.stdout == ""


def test_help_is_given_in_spite_of_wrong_settings(run):
    """Whoever looks for help gets it."""
    write("photocheck.toml", "nonsense = 1\n")
    assert run("check", "--help").exit_code == 0


def test_every_setting_is_an_option_of_check():
    """The table of settings and the commands' options do not drift apart; the people file is no business of check."""
    from photocheck.cli.check import check  # noqa: PLC0415 - the command itself is what is looked at
    from photocheck.cli.consent.changing import withdraw  # noqa: PLC0415

    parameters = {parameter.name: parameter for parameter in (*check.params, *withdraw.params)}
    for name, key in KEYS.items():
        assert key.parameter in parameters
        assert f"--{name}" in parameters[key.parameter].opts
        variables = parameters[key.parameter].envvar
        expected = f"PHOTOCHECK_{name.upper().replace('-', '_')}"
        assert expected in ([variables] if isinstance(variables, str) else variables)
