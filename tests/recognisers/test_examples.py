"""Every recogniser knows its own examples: each file says what it finds and what it leaves alone."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest

import photocheck.recognisers
from photocheck.recognisers import RECOGNISERS, running_names
from photocheck.recognisers.interface import Examples
from photocheck.recognisers.layout import written_passage
from photocheck.recognisers.lookalikes import folded

MODULES = [
    import_module(f"photocheck.recognisers.{module.name}")
    for module in pkgutil.iter_modules(photocheck.recognisers.__path__)
]
CASES = [
    (module.recognise, examples)
    for module in MODULES
    for examples in vars(module).values()
    if isinstance(examples, Examples)
]


def cases(which):
    """Each example with its recogniser, named after its pattern and text."""
    return [
        pytest.param(recognise, examples.pattern, example, id=f"{examples.pattern}-{number}")
        for recognise, examples in CASES
        for number, example in enumerate(getattr(examples, which))
    ]


def seen(recognise, pattern, text):
    """The parts of a text in which this pattern was recognised."""
    passage = written_passage(text)
    return [
        passage.text[start:end]
        for sighting in recognise(passage)
        if sighting.pattern == pattern
        for start, end in sighting.parts
    ]


def test_every_recogniser_has_examples():
    """What is named in the list has examples, and what has examples is named in the list."""
    without = {running_names.recognise}  # its model is no part of photocheck; it has tests of its own
    assert {recognise for recognise, _ in CASES} == set(RECOGNISERS) - without


@pytest.mark.parametrize(("recognise", "pattern", "example"), cases("found"))
def test_what_must_be_found_is_found(recognise, pattern, example):
    """Each text holds the part that its recogniser must find."""
    text, part = example
    assert folded(part) in seen(recognise, pattern, text)


@pytest.mark.parametrize(("recognise", "pattern", "text"), cases("left_alone"))
def test_what_must_be_left_alone_is_left_alone(recognise, pattern, text):
    """Each text looks like personal data, and is none."""
    assert seen(recognise, pattern, text) == []
