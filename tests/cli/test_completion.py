"""`photocheck completion`: each shell gets its script, and photocheck answers it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

USAGE = 2


def completions(shell, *, words, word, **more):
    """What photocheck says to a shell that asks; `words` are those before the one that is typed."""
    environment = {
        **os.environ,
        "_PHOTOCHECK_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": (" " if shell == "bash" else "\n").join([*words, word]),
        "COMP_CWORD": str(len(words)) if shell == "bash" else word,
        "COMP_WORD": word,
        **more,
    }
    code = "from photocheck.cli import cli; cli(prog_name='photocheck')"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("shell", "words"),
    [
        ("bash", "complete -o nosort -F"),
        ("zsh", "#compdef photocheck"),
        ("fish", "complete --no-files --command photocheck"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName photocheck"),
    ],
)
def test_each_shell_gets_its_script(run, shell, words):
    """And only those there are."""
    result = run("completion", shell)
    assert result.exit_code == 0
    assert words in result.stdout
    assert "_PHOTOCHECK_COMPLETE" in result.stdout
    assert run("completion", "tcsh").exit_code == USAGE


@pytest.mark.parametrize("shell", ["bash", "powershell"])
def test_commands_options_and_values_are_completed(shell):
    """As far as the line is typed."""
    mark = "plain," if shell == "bash" else "plain\t"
    assert f"{mark}redact" in completions(shell, words=["photocheck"], word="red")[0]
    options = completions(shell, words=["photocheck", "check"], word="--ch")
    assert [line.removeprefix(mark).split("\t")[0] for line in options] == ["--channel"]
    assert [line.split("\t")[0] for line in completions("powershell", words=["photocheck", "completion"], word="z")]


@pytest.mark.parametrize("words", [["photocheck"], ["photocheck", "check"], ["photocheck", "redact", "--policy"]])
def test_photos_and_files_are_completed_by_the_shell(words):
    """Where a path may stand; a bare photo stands where a command does."""
    assert "file,samp" in completions("bash", words=words, word="samp")
    assert any(line.startswith("file\tsamp") for line in completions("powershell", words=words, word="samp"))


def test_bash_completes_with_it(run, tmp_path):
    """The script in a real shell."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "photocheck"
    program.write_text(f"#!{sys.executable}\nfrom photocheck.cli import cli\ncli(prog_name='photocheck')\n")
    program.chmod(0o755)
    script = tmp_path / "completion.sh"
    script.write_text(run("completion", "bash").stdout)
    asked = f"""
    source {script}
    COMP_WORDS=(photocheck decisions ver); COMP_CWORD=2
    _photocheck_completion photocheck
    echo "${{COMPREPLY[@]}}"
    """
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}
    done = subprocess.run([bash, "-c", asked], env=environment, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["verify"]
