"""The service's pages: plain HTML, style and ES modules, read from this folder and that of the report page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

__all__ = ["ASSETS", "asset", "render"]

HERE: Final = "photocheck.service"
REPORT_PAGE: Final = "photocheck.reports.html"

# What pages may load, and where it lies: all that there is, so that no name can lead anywhere else.
ASSETS: Final = MappingProxyType(
    {
        "boxes.js": (REPORT_PAGE, "page"),
        "dom.js": (REPORT_PAGE, "page"),
        "signs.css": (REPORT_PAGE, "page"),
        "docs.css": (HERE, "pages"),
        "deciding.js": (HERE, "pages"),
        "desk.css": (HERE, "pages"),
        "desk.js": (HERE, "pages"),
        "desklist.js": (HERE, "pages"),
        "exchange.js": (HERE, "pages"),
        "drop.css": (HERE, "pages"),
        "drop.js": (HERE, "pages"),
        "copy.js": (HERE, "pages"),
        "photo.js": (HERE, "pages"),
        "reasons.js": (HERE, "pages"),
        "regions.js": (HERE, "pages"),
        "requests.js": (HERE, "pages"),
    }
)


@cache
def asset(name: str) -> bytes:
    """The content of a style or script; raises KeyError where there is none of this name."""
    package, folder = ASSETS[name]
    return files(package).joinpath(folder, name).read_bytes()


def render(name: str, **values: Any) -> str:  # noqa: ANN401 - whatever a template shows
    """Fill in a page; whatever is put into it is shown as text."""
    return _environment().get_template(name).render(values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(HERE, "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
