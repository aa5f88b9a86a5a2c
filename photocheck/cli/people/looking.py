"""`photocheck people match|group`: whose face it may be, and which photos may show one person."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from photocheck.cli.consent.options import opened, opened_people
from photocheck.cli.endings import say
from photocheck.cli.options import people_file_option, policy_option, register_option
from photocheck.cli.outputs import result_stream
from photocheck.cli.people.options import allow_option, encode_findings, faces_of, permitted
from photocheck.cli.screening import LooksAtPhotos, build_screener
from photocheck.domain.consent import MOST_APART, USUALLY_APART
from photocheck.errors import ExitCode

if TYPE_CHECKING:
    from photocheck.consent.encodings import Encoding

__all__ = ["group", "match"]

distance_option = click.option(
    "--distance",
    type=click.FloatRange(0, MOST_APART, min_open=True),
    default=USUALLY_APART,
    show_default=True,
    help="How far apart two faces may be; less proposes less, and is wrong less often.",
)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PHOTO|FOLDER...")
@distance_option
@policy_option
@allow_option
@people_file_option
@register_option
@click.pass_context
def match(
    ctx: click.Context, /, *, paths: Sequence[str], distance: float, policy: str, allow_matching: bool,
    people_file: str | None, register: str | None,
) -> ExitCode:  # fmt: skip
    """Propose whose faces these may be, of the people who are enrolled.

    Only a proposal: look at both photos, and link the face if it is the same person. Whoever's consent no longer
    holds is deleted from the people file first.
    """
    from photocheck.consent.people import propose, sweep  # noqa: PLC0415 - not needed for --help

    rules = permitted(policy, allowed=allow_matching)
    stored = opened(register).records()
    file = opened_people(people_file, register)
    for reference in sweep(file, stored, datetime.now(UTC).date()):
        say(f"{reference} no longer allows being recognised: what was kept of that face is deleted.")
    adults = {one.reference for one in stored if rules.people.under_18 or not one.record.under_18}
    known = {reference: faces for reference, faces in file.known().items() if reference in adults}
    seen = _Faces(paths, (ctx.obj or build_screener)(policy, "colleagues", "whatsapp"))
    proposals = 0
    with result_stream(None) as stream:
        for name, path, faces in seen:
            for number, face in faces.items():
                for proposal in propose(face, known, distance):
                    proposals += 1
                    command = shlex.join(["photocheck", "consent", "link", proposal.reference, path])
                    stream.write(
                        f"{name}: face {number} may be {proposal.reference}, distance {proposal.distance:.2f}: "
                        f"please confirm with: {command} --face {number}\n"
                    )
        if not proposals:
            stream.write("No face looks like anybody who is enrolled.\n" if known else "Nobody is enrolled.\n")
    if seen.unread:
        return ExitCode.NOT_CHECKED
    return ExitCode.NEEDS_ATTENTION if proposals else ExitCode.CLEAN


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FOLDER|PHOTO...")
@distance_option
@policy_option
@allow_option
@click.pass_context
def group(
    ctx: click.Context, /, *, paths: Sequence[str], distance: float, policy: str, allow_matching: bool
) -> ExitCode:
    """Say which photos may show the same person. Nothing is kept of it."""
    from photocheck.consent.people import grouped  # noqa: PLC0415 - not needed for --help

    permitted(policy, allowed=allow_matching)
    seen = _Faces(paths, (ctx.obj or _faces_alone)(policy, "colleagues", "whatsapp"))
    everyone = [(name, face) for name, _, faces in seen for face in faces.values()]
    groups = grouped([face for _, face in everyone], distance)
    photos = [list(dict.fromkeys(everyone[place][0] for place in members)) for members in groups]
    several = sorted((names for names in photos if len(names) > 1), key=lambda names: (-len(names), names))
    with result_stream(None) as stream:
        for number, names in enumerate(several, start=1):
            stream.write(f"Person {number} may be in {len(names)} photos: {', '.join(names)}\n")
        alone = len(photos) - len(several)
        stream.write(f"{alone} {'person was' if alone == 1 else 'people were'} seen in one photo only.\n")
    return ExitCode.NOT_CHECKED if seen.unread else ExitCode.CLEAN


class _Faces:
    """The faces of every photo, as (name, path, encodings by number); counts the photos that could not be read."""

    def __init__(self, paths: Sequence[str], screener: LooksAtPhotos) -> None:
        self._paths = paths
        self._screener = screener
        self.unread = 0

    def __iter__(self) -> Iterator[tuple[str, str, dict[int, Encoding]]]:
        from photocheck.batch.sources import find_photos  # noqa: PLC0415 - not needed for --help
        from photocheck.consent.people import encode_faces  # noqa: PLC0415
        from photocheck.errors import PhotoError, UsageError  # noqa: PLC0415

        with find_photos(self._paths) as photos:
            for source in photos:
                path = str(source.photo)
                if source.problem is not None:
                    say(f"{source.name}: {source.problem.message}")
                    self.unread += 1
                    continue
                try:
                    faces = encode_findings(path, faces_of(path, self._screener), encode_faces)
                except (PhotoError, UsageError) as error:
                    say(error.message)
                    self.unread += 1
                    continue
                yield source.name, path, faces


def _faces_alone(policy: str, audience: str, channel: str) -> LooksAtPhotos:
    """A screener that looks for faces only, which is much quicker."""
    from photocheck.detectors.faces import FaceDetector  # noqa: PLC0415 - loads the model
    from photocheck.inference.cores import available_cores  # noqa: PLC0415
    from photocheck.screener import Screener  # noqa: PLC0415

    faces = FaceDetector(threads=available_cores())
    return Screener(policy=policy, audience=audience, channel=channel, detectors=[faces])
