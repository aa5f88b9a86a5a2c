"""What is known of photos before anybody opens them: which they are, and what was told of each the last time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from photocheck.batch.file_states import place_of, state_of
from photocheck.batch.files import is_remote
from photocheck.batch.identity import Identity
from photocheck.batch.sources import Source
from photocheck.batch.store import Store
from photocheck.domain.verdicts import Decision

__all__ = ["NOTHING", "Memory", "Recalled", "Telling", "Told"]

# The store is asked for so many photos at once.
AT_ONCE: Final = 256
# A state that no file has: it was there, and is read the next time.
IN_DOUBT: Final = ""
# What can be told again of a photo.
DECISIONS: Final = frozenset(decision.value for decision in Decision if decision is not Decision.NOT_CHECKED)


class Told(NamedTuple):
    """What was told of a photo: what to do with it, and the text in each form that is wanted."""

    decision: Decision
    texts: tuple[str, ...]


class Recalled(NamedTuple):
    """What is known of a photo: the sha256 of its bytes, and what was told of it by the same rules."""

    digest: str | None = None
    told: Told | None = None


NOTHING: Final = Recalled()


@dataclass(frozen=True, slots=True)
class Telling:
    """What is to be told of photos, and by which rules.

    `forms` are the forms of the reports, `rules` is a word for whatever decides what stands in them but for the photo
    and what is on file for it; `on_file` gives a word for that, by the photo's sha256 and its path, and None where
    what is told must not be kept.
    """

    forms: tuple[str, ...]
    rules: str
    on_file: Callable[[str, str | bytes], str | None]


class Memory:
    """Recalls photos from a store, and puts into it what becomes known.

    A file is the one that was read if it has the same place, size, times and number on the disk; whatever is doubtful
    is read again, and so is everything with `reread`. Without `telling` it is only known which photo a file is.
    """

    def __init__(self, store: Store, telling: Telling | None, *, reread: bool = False) -> None:
        self._store = store
        self._telling = telling
        self._reread = reread
        # Photos in hand whose files are known for what they are, by their path.
        self._places: dict[str, str] = {}

    def recall(self, sources: Iterable[Source]) -> Iterator[tuple[Source, Recalled]]:
        """Yield each source with what is known of it, in the same order."""
        coming = iter(sources)
        while some := list(islice(coming, AT_ONCE)):
            yield from zip(some, self._recalled(some), strict=True)

    def note(self, source: Source, identity: Identity) -> None:
        """Take in what was read of a photo."""
        if identity.digest is None or not isinstance(source.photo, str) or is_remote(source.photo):
            return
        place = place_of(source.photo)
        self._store.note_file(place, identity.state or IN_DOUBT, identity.digest)
        if identity.state is not None:
            self._places[source.photo] = place

    def keep(self, source: Source, digest: str | None, told: Told) -> None:
        """Take in what was told of a photo whose bytes have this sha256; what was not checked is told anew."""
        place = self._places.pop(source.photo, None) if isinstance(source.photo, str) else None
        if self._telling is None or place is None or digest is None or told.decision is Decision.NOT_CHECKED:
            return
        word = self._word(self._telling, source, digest)
        if word is None:
            return
        for form, text in zip(self._telling.forms, told.texts, strict=True):
            self._store.keep_told(place, form, word, told.decision.value, text)

    def _recalled(self, sources: Sequence[Source]) -> Iterator[Recalled]:
        photos = [source.photo for source in sources if source.problem is None]
        places = {photo: place_of(photo) for photo in photos if isinstance(photo, str) and not is_remote(photo)}
        known = {} if self._reread else self._store.files(list(places.values()))
        forms = self._telling.forms if self._telling is not None and known else ()
        told = [self._store.told(list(known), form) for form in forms]
        for source in sources:
            place = places.get(source.photo) if isinstance(source.photo, str) else None
            found = None if place is None else known.get(place)
            if place is None or found is None or state_of(str(source.photo)) != found[0]:
                yield NOTHING
                continue
            again = self._told_again(source, found[1], [texts.get(place) for texts in told])
            if again is None:
                self._places[str(source.photo)] = place
            yield Recalled(found[1], again)

    def _told_again(self, source: Source, digest: str, kept: list[tuple[str, str, str] | None]) -> Told | None:
        if self._telling is None or not kept:
            return None
        word = self._word(self._telling, source, digest)
        texts = [one[2] for one in kept if one is not None and one[0] == word]
        decisions = {one[1] for one in kept if one is not None} & DECISIONS
        # Anything else than one decision and all the texts is as if nothing were kept.
        return Told(Decision(*decisions), tuple(texts)) if len(texts) == len(kept) and len(decisions) == 1 else None

    @staticmethod
    def _word(telling: Telling, source: Source, digest: str) -> str | None:
        """Whatever what is told depends on: the photo and its name, the rules, and what is on file."""
        on_file = telling.on_file(digest, source.photo)
        if on_file is None:
            return None
        told_by = f"{digest}\0{telling.rules}\0{on_file}\0{source.name}"
        return hashlib.blake2b(told_by.encode(errors="surrogateescape"), digest_size=16).hexdigest()
