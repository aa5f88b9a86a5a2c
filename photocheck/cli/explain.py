"""`photocheck explain REPORT NUMBER`: one finding or reason of a stored report, in more words."""

from __future__ import annotations

import click

from photocheck.cli.options import complete_files
from photocheck.errors import UsageError

__all__ = ["explain"]


@click.command()
@click.argument("report", metavar="REPORT", shell_complete=complete_files)
@click.argument("number", type=click.IntRange(min=1), metavar="NUMBER")
@click.option("--photo", metavar="NAME", help="Which photo is meant, where the report holds several.")
def explain(report: str, number: int, photo: str | None) -> None:
    """Explain a number of a report in more words.

    REPORT is a file that “--format json” or “--format jsonl” wrote, or - for standard input. NUMBER is that of
    a line of the report, of a box in an annotated copy, or of both: then both are explained.
    """
    from photocheck.cli.outputs import result_stream  # noqa: PLC0415 - not needed for --help
    from photocheck.cli.stored import choose_photo, read_reports  # noqa: PLC0415
    from photocheck.reports.explanation import explained, write_explanations  # noqa: PLC0415

    chosen = choose_photo(read_reports(report), photo)
    told = explained(chosen, number)
    if not told:
        findings, reasons = len(chosen.findings), len(chosen.verdict.reasons)
        raise UsageError(
            f"“{chosen.source}” has nothing with the number {number}.",
            f"It has {reasons} {'reason' if reasons == 1 else 'reasons'} and "
            f"{findings} {'finding' if findings == 1 else 'findings'}, each counted from 1.",
        )
    with result_stream(None) as stream:
        write_explanations(stream, chosen, told)
