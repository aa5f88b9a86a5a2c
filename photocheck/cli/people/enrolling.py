"""`photocheck people enrol|forget`: keep, and no longer keep, what somebody's face looks like in numbers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from photocheck.cli.consent.kept_faces import delete_encodings
from photocheck.cli.consent.options import opened, opened_people
from photocheck.cli.options import people_file_option, policy_option, register_option
from photocheck.cli.people.options import allow_option, encode_findings, faces_of, permitted
from photocheck.cli.screening import build_screener
from photocheck.errors import UsageError

if TYPE_CHECKING:
    from photocheck.consent.records import StoredRecord
    from photocheck.domain.findings import Finding
    from photocheck.policy import Policy

__all__ = ["enrol", "forget"]


@click.command()
@click.argument("reference", metavar="REFERENCE")
@click.argument("photo", metavar="PHOTO")
@click.option(
    "--face", type=click.IntRange(min=1), metavar="N", help="Which face, by its number in “photocheck PHOTO”."
)
@policy_option
@allow_option
@people_file_option
@register_option
@click.pass_context
def enrol(
    ctx: click.Context, /, *, reference: str, photo: str, face: int | None, policy: str, allow_matching: bool,
    people_file: str | None, register: str | None,
) -> None:  # fmt: skip
    """Keep the face of somebody who agreed to being recognised: 128 numbers, not the photo.

    Their record must be on file, hold, and allow the use “matching”.
    """
    from photocheck.consent.people import LEAST_SIDE, encode_faces  # noqa: PLC0415 - not needed for --help

    rules = permitted(policy, allowed=allow_matching)
    book = opened(register)
    _check(book.record(reference), rules)
    chosen = _chosen(faces_of(photo, (ctx.obj or build_screener)(policy, "colleagues", "whatsapp")), face, photo)
    encodings = encode_findings(photo, [chosen], encode_faces)
    if not encodings:
        raise UsageError(
            f"Face {chosen.number} of {photo} is too small to tell people apart.",
            f"Take a photo in which it is at least {LEAST_SIDE} pixels wide.",
        )
    file = opened_people(people_file, register)
    # The log first: nothing is kept of a face that the log does not tell of, and of where it is.
    book.note(reference, "enrol", file=str(file.path.resolve()))
    file.add(reference, encodings.values())
    click.echo(f"{reference} can be recognised. No longer: photocheck people forget {reference}")


@click.command()
@click.argument("reference", metavar="REFERENCE")
@people_file_option
@register_option
def forget(*, reference: str, people_file: str | None, register: str | None) -> None:
    """Delete what is kept of somebody's face; their consent to photos stays as it is."""
    faces = delete_encodings(opened(register), register, people_file, reference)
    faces.tell_of_what_is_left(reference)
    click.echo(f"{reference} can no longer be recognised." if faces.deleted else f"Nothing is kept of {reference}.")


def _check(stored: StoredRecord, rules: Policy) -> None:
    """Raise UsageError unless these people agreed to being recognised, and may be."""
    from photocheck.consent.people import matching_gap  # noqa: PLC0415 - not needed for --help
    from photocheck.domain.consent import Gap  # noqa: PLC0415
    from photocheck.policy.consent_sentences import gap_in_words  # noqa: PLC0415

    gap = matching_gap(stored, datetime.now(UTC).date())
    if gap is Gap.OTHER_USE:
        raise UsageError(
            f"The consent {stored.reference} does not allow being recognised in other photos.",
            "Ask for it on a form of its own, and put that on file with: --use matching",
        )
    if gap is not None:
        raise UsageError(gap_in_words(stored.record, gap))
    if stored.record.under_18 and not rules.people.under_18:
        raise UsageError(
            f"The consent {stored.reference} is for somebody under 18, whose face is not compared.",
            "A policy can name them: “under_18 = true” under [people].",
        )


def _chosen(faces: list[Finding], number: int | None, photo: str) -> Finding:
    if not faces:
        raise UsageError(f"No face was found in {photo}.")
    there = f"Its faces are {', '.join(str(one.number) for one in faces)}: say which with --face."
    if number is None and len(faces) > 1:
        raise UsageError(f"There are {len(faces)} faces in {photo}.", there)
    fitting = [one for one in faces if number in {None, one.number}]
    if not fitting:
        raise UsageError(f"Number {number} of {photo} is no face.", there)
    return fitting[0]
