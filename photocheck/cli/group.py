"""A group of commands that are loaded when they are called; a bare path goes to `check`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from photocheck.cli.endings import ReaderGone, ended

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = ["CommandGroup"]

# By this variable a shell asks for completions.
COMPLETE: Final = "_PHOTOCHECK_COMPLETE"


class CommandGroup(click.Group):
    """Finds its commands by name, imports one when it is called, and gives every ending its exit code.

    `commands_at` maps each name to "module:attribute"; `default` is the command that runs when the first
    word is no command. A word that is a command's name is always that command, whatever files there are:
    what a script does must not depend on the folder it runs in.
    """

    def __init__(self, *args: Any, commands_at: Mapping[str, str], default: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._commands_at = commands_at
        self._default = default

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands in the order of the help."""
        return list(self._commands_at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command of this name, None where there is none."""
        target = self._commands_at.get(cmd_name)
        if target is None:
            return None
        module, _, attribute = target.partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)  # noqa: S101 - the table above is ours
        return command

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both ways to call it."""
        formatter.write_usage(ctx.command_path, f"[{self._default}] [OPTIONS] PATH...")
        formatter.write_usage(ctx.command_path, "COMMAND [OPTIONS]...", prefix="       ")

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete commands, and photos, which may stand in their place."""
        from photocheck.cli.options import complete_files  # noqa: PLC0415 - only where a shell asks

        return [*super().shell_complete(ctx, incomplete), *complete_files(ctx, self.params[0], incomplete)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` in front where no command was named."""
        ctx.meta["photocheck.arguments"] = tuple(args)
        return super().parse_args(ctx, self._with_command(ctx, args))

    def main(  # type: ignore[override]  # click's two overloads in one
        self,
        args: Sequence[str] | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Run, and leave with the exit code of `photocheck.errors`."""
        if COMPLETE in os.environ:
            import_module("photocheck.cli.completing")

        def run() -> Any:  # noqa: ANN401
            return super(CommandGroup, self).main(args, standalone_mode=False, **extra)

        if not standalone_mode:
            return run()
        sys.exit(ended(run))

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - what the command returns
        """Run the command; click would turn a reader that went away into exit code 1, which means something here."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGone from error

    def _with_command(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        if not args or args[0] in own or args[0] in self._commands_at:
            return args
        if args[0].startswith("-") and args[0] != "-":
            self._refuse_late_command(ctx, args)
        else:
            self._refuse_mistyped_command(ctx, args[0])
        return [self._default, *args]

    def _refuse_late_command(self, ctx: click.Context, args: Sequence[str]) -> None:
        late = [word for word in args[1:] if word in self._commands_at and not Path(word).exists()]
        if late:
            ctx.fail(f"Name the command first: {ctx.command_path} {late[0]} {args[0]} ...")

    def _refuse_mistyped_command(self, ctx: click.Context, word: str) -> None:
        if not word.isalpha() or Path(word).exists():
            return
        close = get_close_matches(word.lower(), self._commands_at, n=1, cutoff=0.7)
        if close:
            ctx.fail(f"There is no command and no file “{word}”. Did you mean “{ctx.command_path} {close[0]}”?")
