"""The scripts by which shells complete photocheck: those of click, and one for PowerShell."""

from __future__ import annotations

import os
from typing import Any, ClassVar, Final

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, get_completion_class

__all__ = ["script_for"]

# By this variable the shell asks for completions; click makes it from the command's name.
VARIABLE: Final = "_PHOTOCHECK_COMPLETE"
NAME: Final = "photocheck"

POWERSHELL: Final = """Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($word, $command, $position)
    $env:%(complete_var)s = 'powershell_complete'
    $env:COMP_WORDS = @($command.CommandElements | ForEach-Object { $_.Extent.Text }) -join "`n"
    $env:COMP_WORD = $word
    try {
        %(prog_name)s | ForEach-Object {
            $kind, $value, $help = $_ -split "`t", 3
            if ($kind -eq 'plain') {
                [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
            } else {
                [System.Management.Automation.CompletionCompleters]::CompleteFilename($word)
            }
        }
    } finally {
        Remove-Item Env:%(complete_var)s, Env:COMP_WORDS, Env:COMP_WORD
    }
}
"""


class PowerShellComplete(ShellComplete):
    """What PowerShell is told: a line for each completion, kind, value and help with tabs between them."""

    name: ClassVar[str] = "powershell"
    source_template: ClassVar[str] = POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is being typed, and that one."""
        words = [word.strip("\"'") for word in os.environ.get("COMP_WORDS", "").split("\n")[1:]]
        incomplete = os.environ.get("COMP_WORD", "").strip("\"'")
        return (words[:-1] if words and words[-1] == incomplete else words), incomplete

    def format_completion(self, item: CompletionItem) -> str:
        """One completion; a tooltip must not be empty."""
        return f"{item.type}\t{item.value}\t{item.help or item.value}"


# The shell calls photocheck itself for completions; this module is loaded then, and the shell is known.
add_completion_class(PowerShellComplete)


def script_for(shell: str, command: click.Command) -> str:
    """The script that teaches a shell to complete photocheck."""
    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 - the command offers those there are
    more: dict[str, Any] = {}
    return found(command, more, NAME, VARIABLE).source()
