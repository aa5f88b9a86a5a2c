"""Whoever embeds photocheck may do so: every dependency and every weight has a licence that is on this list."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).parents[1]

# Permissive: use, change, pass on, as long as the notice stays.
PERMISSIVE = {
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "HPND", "ISC", "MIT", "MIT-CMU",
    "PSF-2.0", "Zlib",
}  # fmt: skip

# Its files, changed, stay under their licence, and everything beside them is free: we change none of them.
FILES_STAY = "MPL-2.0: used as it comes, in a package of its own"
# A library that users can replace by another version, which a Python package of its own is by nature.
REPLACEABLE = "LGPL: used as it comes, in a package of its own that anybody can replace"
WITH_REASON = {
    "certifi": FILES_STAY,
    "jpeglib": FILES_STAY,
    "pathspec": FILES_STAY,
    "tqdm": FILES_STAY,
    "psycopg": REPLACEABLE,
    "psycopg-binary": REPLACEABLE,
    "python-stdnum": REPLACEABLE,
}

# Packages whose metadata names no licence, and what their licence file begins with.
BY_THEIR_FILE = {"exifread": ("BSD-3-Clause", "Redistribution and use in source and binary forms")}

# What packages call it, by what the list above calls it.
NAMES = (
    (r"\bMIT\b", "MIT"),
    (r"Apache", "Apache-2.0"),
    (r"Mozilla|MPL", "MPL-2.0"),
    (r"LGPL|Lesser", "LGPL"),
    (r"\bA?GPL|(?<!Lesser )General Public", "GPL"),
    (r"0BSD", "0BSD"),
    (r"BSD", "BSD"),
    (r"Boost", "BSL-1.0"),
    (r"ISC", "ISC"),
    (r"PSF|Python Software Foundation", "PSF-2.0"),
)


def needed_by(name, extras=()):
    """The names of all packages that a package needs here, with its extras, and those that they need."""
    found, waiting = set(), {(name, frozenset(extras))}
    while waiting:
        name, extras = wanted = waiting.pop()
        found.add(wanted)
        try:
            package = distribution(name)
        except PackageNotFoundError:
            found.remove(wanted)
            continue  # for another system, or replaced by the lock file, such as dlib by dlib-bin
        for line in package.requires or ():
            requirement = Requirement(line)
            if requirement.marker is None or any(requirement.marker.evaluate({"extra": e}) for e in ("", *extras)):
                waiting.add((canonicalize_name(requirement.name), frozenset(requirement.extras)))
        waiting -= found
    return sorted({name for name, _ in found} - {"photocheck"})


def licences_of(name):
    """What a package says of its licences, in our words."""
    if name in BY_THEIR_FILE:
        licence, beginning = BY_THEIR_FILE[name]
        files = [file for file in distribution(name).files or () if "LICENSE" in file.name]
        assert any(beginning in file.read_text() for file in files), name
        return {licence}
    metadata = distribution(name).metadata
    if metadata.get("License-Expression"):
        return set(re.split(r" AND | OR |[()]", metadata.get("License-Expression"))) - {""}
    told = [line for line in metadata.get_all("Classifier") or () if line.startswith("License :: OSI Approved ::")]
    told = told or [(metadata.get("License") or "").split("\n")[0]]
    return {name for line in told for name in [ours for fits, ours in NAMES if re.search(fits, line)] or [line]}


EXTRAS = ("cluster", "names", "people", "postgres", "service")
PACKAGES = needed_by("photocheck", EXTRAS)


def test_the_packages_are_all_there():
    """The list is that of everything that can be installed with photocheck, what dependencies need included."""
    assert {"pillow", "openvino", "numpy", "spacy", "thinc", "distributed", "starlette", "psycopg"} <= set(PACKAGES)


@pytest.mark.parametrize("name", PACKAGES)
def test_every_dependency_may_be_embedded(name):
    """Its licence is permissive, or there is a reason why it is no hindrance."""
    licences = licences_of(name)
    assert licences
    if not licences <= PERMISSIVE:
        assert name in WITH_REASON, licences
        reason = WITH_REASON[name].split(":")[0]
        assert all(licence in PERMISSIVE or licence.startswith(reason) for licence in licences), licences


def test_no_reason_is_left_over():
    """A package that is not needed any more, or has another licence now, needs no reason."""
    assert set(WITH_REASON) | set(BY_THEIR_FILE) <= set(PACKAGES)
    assert all(not licences_of(name) <= PERMISSIVE for name in WITH_REASON)


def test_every_weight_names_a_licence_that_lets_it_be_shipped():
    """In the manifest, and in its card."""
    manifest = tomllib.loads((REPOSITORY / "models" / "manifest.toml").read_text(encoding="utf-8"))
    assert manifest
    for name, model in manifest.items():
        assert model["licence"] in PERMISSIVE, name
        assert model["source"], name
        card = (REPOSITORY / "models" / model["card"]).read_text(encoding="utf-8")
        assert model["licence"].split("-")[0] in card, name
