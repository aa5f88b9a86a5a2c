"""The page's plain files: its templates, its style and its scripts, and the policy that seals it."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

__all__ = ["as_data", "template"]

FOLDER: Final = "page"
# Beside what other pages of photocheck use too.
STYLES: Final = ("signs.css", "page.css")
# In the order in which they build on one another.
SCRIPTS: Final = ("photos.js", "dom.js", "boxes.js", "pictures.js", "viewer.js", "keys.js")
# Runs before anything is shown: the page is more than a list now.
BEGIN: Final = 'document.documentElement.classList.remove("plain");'

# What could end a block of data in a page early, or begin a comment in it.
UNSAFE: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@cache
def template(name: str) -> Template:
    """One of the templates; whatever is put into it is shown as text."""
    return _environment().get_template(name)


def as_data(value: Any) -> Markup:  # noqa: ANN401 - whatever JSON can carry
    """The value as JSON that can stand in a page, whatever text is in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.translate(UNSAFE))  # noqa: S704 - nothing in it can end the block that it stands in


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("photocheck.reports.html", FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = "\n".join(map(_file, STYLES))
    # Here all scripts are one; elsewhere some of them are modules.
    script = re.sub(r"^(export |import .*\n)", "", "\n".join(map(_file, SCRIPTS)), flags=re.MULTILINE)
    environment.globals.update(
        style=Markup(style),  # noqa: S704 - our own file
        begin=Markup(BEGIN),  # noqa: S704 - our own line
        script=Markup(script),  # noqa: S704 - our own files
        security_policy=_security_policy(style, BEGIN, script),
    )
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment


def _file(name: str) -> str:
    return files("photocheck.reports.html").joinpath(FOLDER, name).read_text(encoding="utf-8")


def _security_policy(style: str, *scripts: str) -> str:
    """Allow this style, these scripts and pictures that stand in the page; nothing is loaded or sent."""
    return "; ".join(
        (
            "default-src 'none'",
            "img-src data:",
            f"style-src {_digest(style)}",
            f"script-src {' '.join(map(_digest, scripts))}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
