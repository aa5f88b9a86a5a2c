"""Where results go: standard output, or a file that appears when it is whole."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from photocheck.errors import OutputError, UsageError, reason_of
from photocheck.writing import whole_file

__all__ = ["report_form", "result_stream"]


@contextmanager
def result_stream(path: str | None) -> Iterator[TextIO]:
    """Open the place for results; raises OutputError when it cannot be written.

    Without a path that is standard output. What its encoding cannot carry is written as an escape: a file
    name with odd letters must not end a run.
    """
    if path is not None:
        with whole_file(path) as binary:
            text = io.TextIOWrapper(binary, encoding="utf-8", errors="backslashreplace", newline="\n")
            try:
                yield text
            finally:
                text.detach()
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        yield sys.stdout
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is not None:
            raise
        reason = reason_of(error)
        raise OutputError(f"The result could not be written: {reason}.") from error


def report_form(path: str, forms: Mapping[str, str]) -> str:
    """The kind of report that the ending of a path asks for; `forms` maps endings to kinds.

    Raises UsageError, naming the endings that there are.
    """
    form = forms.get(Path(path).suffix.lower())
    if form is None:
        raise UsageError(
            f"The ending of “{path}” does not say which kind of report to write.",
            f"Use one of these endings: {', '.join(forms)}.",
        )
    return form
