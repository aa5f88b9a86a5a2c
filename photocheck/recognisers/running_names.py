"""People's names in running text, by spaCy where a model of English is installed (the extra `names`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from threading import Lock
from typing import Any, Final

from photocheck.recognisers.interface import Sighting
from photocheck.recognisers.passage import Passage

__all__ = ["installed_model", "models", "recognise"]

PATTERN: Final = "name"

# How spaCy's models announce themselves, and those for English from the best.
MODEL_GROUP: Final = "spacy_models"
ENGLISH: Final = "en_"
FROM_THE_BEST: Final = ("_lg", "_md", "_sm")
PERSON: Final = "PERSON"
# Less than this is a sign, in which every word may be a name.
FEWEST_WORDS: Final = 4
# A name has a capital and small letters, and no digits.
LIKE_A_NAME: Final = re.compile(r"(?=.*[a-z])[A-Z][^\W\d_]*[A-Za-z'. -]{1,50}")
CONFIDENCE: Final = 0.5

_one_at_a_time: Final = Lock()


def installed_model() -> EntryPoint | None:
    """The best model of English that is installed, None where there is none."""
    english = [entry for entry in entry_points(group=MODEL_GROUP) if entry.name.startswith(ENGLISH)]
    return min(english, key=_rank, default=None)


def models() -> Mapping[str, str]:
    """The model's name and version, as reports name them; empty where none is installed."""
    model = _chosen()
    return {} if model is None else {model.name: "unknown" if model.dist is None else model.dist.version}


def recognise(passage: Passage) -> Iterator[Sighting]:
    """Find what the model takes for people; without a model, titles and labels are all there is to go by."""
    model = _chosen()
    if model is None or len(passage.text.split()) < FEWEST_WORDS:
        return
    # Every character keeps its place, so that the model's offsets are ours.
    text = re.sub(r"\s", " ", passage.text)
    with _one_at_a_time:
        people = [(entity.start_char, entity.end_char) for entity in _pipeline()(text).ents if entity.label_ == PERSON]
    for start, end in people:
        if LIKE_A_NAME.fullmatch(text, start, end):
            yield Sighting(PATTERN, passage.parts(start, end), CONFIDENCE)


def _rank(entry: EntryPoint) -> tuple[int, str]:
    sizes = [place for place, size in enumerate(FROM_THE_BEST) if entry.name.endswith(size)]
    return sizes[0] if sizes else len(FROM_THE_BEST), entry.name


@cache
def _chosen() -> EntryPoint | None:
    return installed_model()


@cache
def _pipeline() -> Any:  # noqa: ANN401 - spaCy ships no types that a photo check without it could name
    """Load the model once per process: only the parts that tell people from other words."""
    import spacy

    model = _chosen()
    name = "" if model is None else model.name
    return spacy.load(name, exclude=["parser", "lemmatizer", "attribute_ruler"])
