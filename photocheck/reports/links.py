"""Addresses of consent forms, as links that can be followed."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

__all__ = ["web_address"]

# What an address is made of; a policy's own words for where the form is ("at the desk") are none.
ADDRESS: Final = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+(:\d+)?([/?#][\w\-./?#%&=+:~,;@!]*)?", re.ASCII)


def web_address(link: str) -> str | None:
    """The full address behind what a policy names, https where it names no scheme; None where it is no address."""
    if not ADDRESS.fullmatch(link):
        return None
    full = link if link.startswith(("http://", "https://")) else f"https://{link}"
    try:
        return full if urlsplit(full).hostname else None
    except ValueError:
        return None
