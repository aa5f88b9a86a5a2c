"""Which copy belongs to which photo: names beside the originals, or a tree like theirs in another folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from photocheck.batch.sources import STANDARD_INPUT, Source
from photocheck.errors import UsageError
from photocheck.redaction.targets import REDACTED, beside

__all__ = ["NamedCopy", "name_copies"]

# Endings that mean the same format.
SAME_FORMAT: Final = (
    frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"}),
    frozenset({".tif", ".tiff"}),
    frozenset({".heic", ".heif", ".hif"}),
    frozenset({".png", ".apng"}),
    frozenset({".bmp", ".dib"}),
)


@dataclass(frozen=True, slots=True)
class NamedCopy:
    """A photo, and where its copy goes."""

    source: Source
    target: Path


def name_copies(sources: Sequence[Source], paths: Sequence[str], to: str | None) -> list[NamedCopy]:
    """Name the copy of every photo; copies that an earlier run made in a folder are left out.

    `paths` are what the user named, `to` the file or folder that the user wants. Without it a photo's copy lies
    beside it, and a folder `photos` gets a folder `photos.redacted`. Raises UsageError where `to` does not fit.
    """
    folders = [path for path in paths if os.path.isdir(path)]  # noqa: PTH112 - as the walk names them
    if to is not None and not _means_folder(to, sources, folders):
        _check_ending(sources[0] if sources else None, to)
        return [NamedCopy(source, Path(to)) for source in sources]
    if to is None and STANDARD_INPUT in paths:
        raise UsageError("A photo on standard input has no name, so its copy needs one.", "Name it: --to FILE.")
    copies = Path(to) if to is not None else None
    named = []
    for source in sources:
        folder = _folder_of(source, folders)
        if folder is None:
            target = _in_folder(source, copies)
        else:
            if _is_copy(source, copies):
                continue
            inside = Path(os.path.relpath(str(source.photo), folder))
            root = copies or _sibling(folder)
            target = root / _name(folder) / inside if copies and len(folders) > 1 else root / inside
        named.append(NamedCopy(source, target))
    return named


def _means_folder(to: str, sources: Sequence[Source], folders: Sequence[str]) -> bool:
    path = Path(to)
    return bool(folders) or len(sources) != 1 or path.is_dir() or to.endswith(("/", os.sep)) or not path.suffix


def _folder_of(source: Source, folders: Sequence[str]) -> str | None:
    """The folder that was named and holds the photo, as the walk through it spells it."""
    if isinstance(source.photo, bytes):
        return None
    inside = [folder for folder in folders if source.photo.startswith(os.path.join(folder, ""))]  # noqa: PTH118
    return max(inside, key=len, default=None)


def _in_folder(source: Source, copies: Path | None) -> Path:
    if isinstance(source.photo, bytes):
        return (copies or Path()) / "photo.redacted"
    return beside(source.photo) if copies is None else copies / Path(source.photo).name


def _is_copy(source: Source, copies: Path | None) -> bool:
    """Whether a file in a folder was made by an earlier run, so that it is no original."""
    path = Path(str(source.photo))
    return path.stem.endswith(REDACTED) or (copies is not None and copies.resolve() in path.resolve().parents)


def _sibling(folder: str) -> Path:
    whole = Path(os.path.realpath(folder))
    path = Path(folder) if Path(folder).name not in {"", ".."} else whole
    return path.with_name(f"{path.name}{REDACTED}")


def _name(folder: str) -> str:
    return Path(os.path.realpath(folder)).name


def _check_ending(source: Source | None, to: str) -> None:
    """Refuse a name whose ending promises another format than the copy's, which is the photo's own."""
    if source is None or isinstance(source.photo, bytes):
        return
    own, wanted = Path(source.photo).suffix.lower(), Path(to).suffix.lower()
    if own and own != wanted and not any({own, wanted} <= same for same in SAME_FORMAT):
        raise UsageError(
            f"The copy of “{source.name}” is of the same kind, so “{to}” would be a wrong name for it.",
            f"Let it end in {own}.",
        )
