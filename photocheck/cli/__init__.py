"""Thin click commands over the Screener.

Start-up loads click and nothing heavier (tests/test_startup.py): a command imports what it needs when
it runs. To add a command, write its file and name it in `photocheck/cli/main.py`.
"""

from __future__ import annotations

from photocheck.cli.main import cli

__all__ = ["cli", "main"]


def main() -> None:
    """Run the command line and leave with its exit code."""
    cli()
