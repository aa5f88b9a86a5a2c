"""Put many forms on file at once, from a CSV file: all of them, or none."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from photocheck.consent.records import NewRecord
from photocheck.errors import UsageError, reason_of

__all__ = ["COLUMNS", "read_records"]

REQUIRED: Final = ("reference", "people", "uses", "given")
COLUMNS: Final = (*REQUIRED, "expires", "who", "under_18", "guardian")
YES, NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0", ""}
# More mistakes than this help nobody.
MOST_TOLD: Final = 20


def read_records(path: str | Path) -> list[NewRecord]:
    """Read the records of a CSV file with the columns COLUMNS; uses are separated by semicolons or spaces.

    Raises UsageError that says, line by line, what is wrong.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"“{path}” could not be read: {reason_of(error)}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"“{path}” is no text in UTF-8.", "Save it as “CSV UTF-8” in your spreadsheet.") from error
    table = csv.DictReader(text.splitlines(), skipinitialspace=True, strict=True)
    mistakes: list[str] = []
    found: dict[str, NewRecord] = {}
    try:
        mistakes += _wrong_columns(table.fieldnames or ())
        for row in table if not mistakes else ():
            try:
                record = _record(row)
            except UsageError as error:
                mistakes.append(f"Line {table.line_num}: {error.message}")
                continue
            if record.reference in found:
                mistakes.append(f"Line {table.line_num}: {record.reference} stands in an earlier line already.")
            found[record.reference] = record
    except csv.Error as error:
        mistakes.append(f"Line {table.line_num}: this is not CSV ({error}).")
    if mistakes:
        left = len(mistakes) - MOST_TOLD
        told = [*mistakes[:MOST_TOLD], *([f"And {left} more."] if left > 0 else [])]
        raise UsageError("\n".join([f"Nothing was imported from “{path}”.", *(f"  {line}" for line in told)]))
    if not found:
        raise UsageError(f"There is no record in “{path}”.", f"Its first line names the columns: {', '.join(COLUMNS)}.")
    return list(found.values())


def _wrong_columns(names: object) -> Iterator[str]:
    columns = list(names) if isinstance(names, list | tuple) else []
    for name in columns:
        if name not in COLUMNS:
            near = get_close_matches(str(name).strip().lower().replace(" ", "_"), COLUMNS, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(COLUMNS)}."
            yield f"Line 1: there is no column “{name}”. {hint}"
    for name in REQUIRED:
        if name not in columns:
            yield f"Line 1: the column “{name}” is missing."


def _record(row: Mapping[str | None, str | None]) -> NewRecord:
    cells = {str(key): (value or "").strip() for key, value in row.items() if key is not None}
    if None in row or len(cells) < len(row):
        raise UsageError("It has more cells than there are columns.")
    try:
        people = int(cells["people"])
    except ValueError:
        raise UsageError(f"“people” must be a number, not “{cells['people']}”.") from None
    given = _day("given", cells["given"])
    if given is None:
        raise UsageError("“given” is missing.")
    record = NewRecord(
        reference=cells["reference"],
        people=people,
        uses=frozenset(cells["uses"].replace(";", " ").replace(",", " ").lower().split()),
        given_on=given,
        expires_on=_day("expires", cells.get("expires", "")),
        who=cells.get("who") or None,
        under_18=_yes("under_18", cells.get("under_18", "")),
        guardian=cells.get("guardian") or None,
    )
    record.check()
    return record


def _day(column: str, cell: str) -> date | None:
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise UsageError(f"“{column}” must be a day such as 2026-03-31, not “{cell}”.") from None


def _yes(column: str, cell: str) -> bool:
    if cell.lower() in YES | NO:
        return cell.lower() in YES
    raise UsageError(f"“{column}” must be yes or no, not “{cell}”.")
