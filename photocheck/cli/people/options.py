"""What the commands that compare faces share: the two switches, and the faces of a photo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from photocheck.errors import UsageError

if TYPE_CHECKING:
    from photocheck.cli.screening import LooksAtPhotos
    from photocheck.consent.encodings import Encoding
    from photocheck.domain.findings import Finding
    from photocheck.policy import Policy

__all__ = [
    "allow_option",
    "encode_findings",
    "faces_of",
    "permitted",
]

allow_option = click.option(
    "--allow-matching", is_flag=True, help="Compare faces this time; the policy has to allow it as well."
)


def permitted(policy: str, *, allowed: bool) -> Policy:
    """Load the policy; raises UsageError unless it, and the command line, allow comparing faces."""
    from photocheck.policy import load_policy  # noqa: PLC0415 - not needed for --help

    loaded = load_policy(policy)
    if not loaded.people.allowed:
        raise UsageError(
            f"The policy “{loaded.name}” does not allow comparing faces.",
            "Where your council has decided to: write “matching = true” under [people] into a policy of its own.",
        )
    if not allowed:
        raise UsageError(
            "Comparing faces makes biometric data, so it has to be asked for each time.", "Add --allow-matching."
        )
    return loaded


def faces_of(path: str, screener: LooksAtPhotos) -> list[Finding]:
    """The faces that were found in a photo; raises UsageError where it could not be looked at."""
    report = screener.screen(path)
    if report.problems:
        raise UsageError(f"{path}: {report.problems[0].message}", report.problems[0].hint)
    return [one for one in report.findings if one.kind == "face" and one.box is not None]


def encode_findings(path: str, faces: list[Finding], encode: Callable[..., list[Encoding]]) -> dict[int, Encoding]:
    """Describe those faces in numbers that are large enough to be told apart, by the number of the finding."""
    from photocheck.consent.people import LEAST_SIDE  # noqa: PLC0415 - not needed for --help
    from photocheck.imaging.opening import open_photo  # noqa: PLC0415

    found: dict[int, Encoding] = {}
    for page in open_photo(path).pages():
        large = {
            one.number: one.box
            for one in faces
            if one.page == page.page and one.box is not None and min(one.box.width, one.box.height) >= LEAST_SIDE
        }
        if large:
            found.update(zip(large, encode(page.pixels, list(large.values())), strict=True))
    return found
