"""Folders and files, on this machine or, by a URL such as s3://bucket/photos, wherever fsspec reaches."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, cast

from photocheck.errors import MissingExtra, PhotocheckError, PhotoNotFound, PhotoTooLarge, PhotoUnreadable, UsageError
from photocheck.imaging.limits import Limits

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

__all__ = ["Entry", "fetched", "folder_id", "is_folder", "is_remote", "listed", "opened"]


class Entry(NamedTuple):
    """What lies in a folder: its name, its path or URL, and what it is.

    A tuple, for the sake of folders of thousands. `linked` says that it is a link. What is neither folder nor file is
    a pipe, a device, or a link to nothing.
    """

    name: str
    path: str
    folder: bool
    file: bool
    linked: bool = False


def is_remote(path: str) -> bool:
    """Whether this is a URL, for fsspec to open."""
    return "://" in path


def is_folder(path: str) -> bool:
    """Whether there is a folder at this path."""
    if not is_remote(path):
        return os.path.isdir(path)  # noqa: PTH112 - a Path would change what the user typed
    with _told_as_os_errors():
        return bool(_system(path).isdir(path))


def listed(folder: str) -> list[Entry]:
    """What lies in the folder, in alphabetical order; raises OSError."""
    if is_remote(folder):
        return _listed_remotely(folder)
    with os.scandir(folder) as listing:
        return [_entry(found) for found in sorted(listing, key=lambda found: found.name)]


def folder_id(folder: str) -> object:
    """What tells that two paths lead to the same folder; raises OSError."""
    if is_remote(folder):
        return folder.rstrip("/")
    state = os.stat(folder)  # noqa: PTH116 - as above
    return (state.st_dev, state.st_ino)


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """Open the file to read its bytes; raises OSError."""
    if is_remote(path):
        with _told_as_os_errors(), _system(path).open(path, "rb") as stream:
            yield cast("BinaryIO", stream)
    else:
        with Path(path).open("rb") as stream:
            yield stream


def fetched(photo: str | bytes) -> str | bytes:
    """The photo as a screener takes it: a URL's bytes, anything else as it is.

    Raises PhotoNotFound, PhotoUnreadable and PhotoTooLarge.
    """
    if isinstance(photo, bytes) or not is_remote(photo):
        return photo
    limit = Limits().size
    try:
        with opened(photo) as stream:
            content = stream.read(limit + 1)
    except FileNotFoundError as error:
        raise PhotoNotFound("There is no such file.", "Check the spelling of its address.") from error
    except OSError as error:
        raise PhotoUnreadable(
            f"The file could not be fetched ({error.strerror or error}).", "Check the network, and who may read it."
        ) from error
    if len(content) > limit:
        raise PhotoTooLarge(f"The file has more than {limit / 1e6:.0f} MB.", "Make the photo smaller.")
    return content


def _entry(found: os.DirEntry[str]) -> Entry:
    try:
        return Entry(found.name, found.path, found.is_dir(), found.is_file(), found.is_symlink())
    except OSError:
        # A link that leads to itself, or a drive that went away: whoever opens it says so.
        return Entry(found.name, found.path, folder=False, file=True)


def _listed_remotely(folder: str) -> list[Entry]:
    system = _system(folder)
    with _told_as_os_errors():
        found: list[dict[str, Any]] = system.ls(folder, detail=True)
    entries = []
    for info in found:
        name = str(info["name"]).rstrip("/").rpartition("/")[2]
        is_a_folder = info["type"] == "directory"
        # Object stores may list the folder itself, as an empty object.
        if is_a_folder or name != folder.rstrip("/").rpartition("/")[2]:
            # The address as the user wrote it, which reports repeat.
            entries.append(Entry(name, f"{folder.rstrip('/')}/{name}", is_a_folder, not is_a_folder))
    return sorted(entries, key=lambda entry: entry.name)


def _system(url: str) -> AbstractFileSystem:
    """Connect to where the URL leads; raises MissingExtra and UsageError."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtra(
            f"To read “{url}” an optional part is needed.", "Install it with: pip install 'photocheck[cluster]'"
        ) from error
    try:
        return cast("AbstractFileSystem", url_to_fs(url)[0])
    except ImportError as error:
        raise MissingExtra(f"To read “{url}” a further package is needed.", f"{error}.") from error
    except ValueError as error:
        raise UsageError(f"The address “{url}” is not understood: {error}.") from error


@contextmanager
def _told_as_os_errors() -> Iterator[None]:
    """Give what other people's connections raise the one form that callers know."""
    try:
        yield
    except (OSError, PhotocheckError):
        raise
    except Exception as error:
        raise OSError(0, f"{type(error).__name__}: {error}") from error
