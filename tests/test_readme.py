"""What the README says is so: its examples run, and it names no command or option that there is not."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from photocheck.cli import cli
from photocheck.errors import ExitCode

REPOSITORY = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "samples/README.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"(?:^|\s)photocheck(?: +[^\s#&|]+)+")
WORDS = re.compile(r"`(--[a-z-]+)")


def blocks(document, language):
    """The code blocks of a document in one language."""
    text = (REPOSITORY / document).read_text()
    return [code for found, code in BLOCK.findall(text) if found == language]


def command_lines():
    """Every `photocheck …` that a document tells the reader to type, as (document, words)."""
    for document in DOCUMENTS:
        text = (REPOSITORY / document).read_text()
        shown = "\n".join(
            [
                *blocks(document, "sh"),
                *blocks(document, "yaml"),
                *re.findall(r"`((?:uv run )?photocheck [^`\n]+)`", text),
            ]
        )
        for line in shown.splitlines():
            for found in COMMAND.findall(line.split("#")[0]):
                yield document, shlex.split(found)[1:]


def options_of(command):
    """Every name of every option of a command."""
    return {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)} | {
        "--help",
        "--version",
    }


def named_by(words):
    """The command that these words call, and the words that are left."""
    context = click.Context(cli)
    command = cli.get_command(context, words[0]) if words[0] in cli.list_commands(context) else None
    if command is None:
        return cli.get_command(context, "check"), words
    if isinstance(command, click.Group):
        inner = click.Context(command)
        assert words[1] in command.list_commands(inner), words
        return command.get_command(inner, words[1]), words[2:]
    return command, words[1:]


LINES = list(command_lines())


def test_the_documents_tell_what_to_type():
    """If these were not found, the tests below would test nothing."""
    assert len(LINES) >= 10


@pytest.mark.parametrize(("document", "words"), LINES, ids=[" ".join(words) for _, words in LINES])
def test_every_command_and_option_is_there(document, words):
    """A command that was renamed must be renamed here too; a first word that is no command is a photo."""
    command, rest = named_by(words)
    for word in rest:
        if word.startswith("-") and word != "-":
            assert word.split("=")[0] in options_of(command), (document, words)
    if command is cli.get_command(click.Context(cli), "check") and words[0] != "check":
        assert re.search(r"[./]|^--?", words[0]), (
            f"{document}: “photocheck {words[0]}” is neither a command nor a photo"
        )


def test_every_option_that_is_named_is_there():
    """In running text as well, of whichever command."""
    context = click.Context(cli)
    known = set()
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        inner = click.Context(command)
        parts = (
            [command.get_command(inner, part) for part in command.list_commands(inner)]
            if isinstance(command, click.Group)
            else [command]
        )
        known |= set().union(*(options_of(part) for part in parts))
    for document in DOCUMENTS:
        named = set(WORDS.findall((REPOSITORY / document).read_text()))
        assert named <= known, document


def test_every_exit_code_is_told():
    """With the same numbers as in the code, and as in the help."""
    text = (REPOSITORY / "README.md").read_text()
    told = text.partition("Exit codes:")[2].partition("\n\n")[0]
    assert {int(number) for number in re.findall(r"(?:^|; )\s*(\d+) ", told.replace("\n", " "))} == {*ExitCode}


def test_every_decision_is_told():
    """Word by word in the table, the most lenient first."""
    from photocheck.domain.verdicts import Decision  # noqa: PLC0415 - only here

    text = (REPOSITORY / "README.md").read_text()
    assert re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE)[: len(Decision)] == [
        decision.value for decision in sorted(Decision, key=lambda decision: decision.rank)
    ]


def test_every_file_that_is_linked_is_there():
    """A link that leads nowhere is a promise broken."""
    for document in DOCUMENTS:
        folder = (REPOSITORY / document).parent
        for target in re.findall(r"\]\(([^)#\s]+)\)", (REPOSITORY / document).read_text()):
            if not target.startswith(("http://", "https://")):
                assert (folder / target).exists(), (document, target)


@pytest.mark.slow
@pytest.mark.parametrize("code", blocks("README.md", "python"), ids=lambda code: code.splitlines()[0])
def test_python_examples_run_and_print_what_they_say(code, monkeypatch, capsys):
    """A comment behind a print is what it prints."""
    monkeypatch.chdir(REPOSITORY)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own README
    printed = capsys.readouterr().out
    for promised in re.findall(r"^print\(.*\)\s+# (.+)$", code, re.MULTILINE):
        assert promised in printed.splitlines()
