"""The consent register: who has agreed to what, with a log of every change that can be defended."""

from __future__ import annotations

from photocheck.consent.book import ConsentBook
from photocheck.consent.database import default_register, open_register
from photocheck.consent.records import Link, LinkKind, NewRecord, StoredRecord
from photocheck.consent.register import Register

__all__ = [
    "ConsentBook",
    "Link",
    "LinkKind",
    "NewRecord",
    "Register",
    "StoredRecord",
    "default_register",
    "open_register",
]
