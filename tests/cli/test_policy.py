"""`photocheck policy list|show|test` and `photocheck breach`."""

from __future__ import annotations

CONFIGURATION = 4


def test_the_built_in_policies_are_listed(run):
    """Name, version and title of each."""
    result = run("policy", "list")
    assert result.exit_code == 0
    assert "whatsapp 0.2" in result.stdout
    assert "emergency" in result.stdout


def test_a_shown_policy_is_a_file_to_begin_with(run, tmp_path):
    """What `show` prints is a policy that `test` finds in order."""
    (tmp_path / "ours.toml").write_text(run("policy", "show", "whatsapp").stdout, encoding="utf-8")
    result = run("policy", "test", "ours.toml")
    assert result.exit_code == 0
    assert "in order" in result.stdout
    assert run("policy", "show", "ours.toml").stdout == run("policy", "show").stdout


def test_a_policy_can_be_read_in_words(run):
    """Who may get what, what is done about what, the questions and the steps."""
    words = run("policy", "show", "--format", "text").stdout
    assert "NHS numbers" in words
    assert "customers: Do not share" in " ".join(words.split())
    assert "Is this definitely non-sensitive?" in words
    assert "Tell your line manager." in words
    assert "www.redditchbc.gov.uk/photo" in words


def test_mistakes_are_named_by_key(run, tmp_path):
    """Each mistake of a policy is told, with the right word."""
    (tmp_path / "ours.toml").write_text('name = "ours"\nversion = "1"\nextends = "whatsap"\ncontcat = "us"\n')
    result = run("policy", "test", "ours.toml")
    assert result.exit_code == CONFIGURATION
    assert "contcat" in result.stderr
    assert "contact" in result.stderr


def test_an_unknown_policy_names_those_there_are(run):
    """A wrong name is answered with the right ones."""
    result = run("policy", "show", "nope")
    assert result.exit_code == CONFIGURATION
    assert "whatsapp" in result.stderr


def test_the_five_steps_after_an_accident(run):
    """In their order, numbered."""
    result = run("breach")
    assert result.exit_code == 0
    steps = [line.strip() for line in result.stdout.splitlines() if line.strip()[:1].isdigit()]
    assert steps == [
        "1. Don't panic.",
        "2. Delete the message.",
        "3. Delete the media from the phone.",
        "4. Delete cloud backups of it.",
        "5. Tell your line manager.",
    ]
