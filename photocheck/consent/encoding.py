"""The register as JSON, to look at or to take elsewhere: schema `photocheck/consent/1`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from photocheck.consent.records import Link, StoredRecord

__all__ = ["CONSENT_SCHEMA", "encode_entry", "encode_record"]

CONSENT_SCHEMA = "photocheck/consent/1"


def encode_record(stored: StoredRecord) -> dict[str, Any]:
    """One record with everything that is on file; it names people, so it goes only where it was asked to."""
    record = stored.record
    return {
        "reference": record.reference,
        "people": record.people,
        "who": stored.who,
        "uses": sorted(record.uses),
        "given": record.given_on.isoformat(),
        "expires": None if record.expires_on is None else record.expires_on.isoformat(),
        "withdrawn": None if record.withdrawn_on is None else record.withdrawn_on.isoformat(),
        "withdrawn_reason": stored.withdrawn_reason,
        "under_18": record.under_18,
        "guardian": record.guardian,
        "form": stored.form_name,
        "form_sha256": stored.form_sha256,
        "covers": _encode_links(stored.links),
    }


def encode_entry(entry: Row[Any]) -> dict[str, Any]:
    """One line of the log; `details` is null where it was erased."""
    return {
        "number": entry.number,
        "at": entry.at,
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "details": None if entry.details is None else json.loads(entry.details),
        "hash": entry.hash,
    }


def _encode_links(links: Iterable[Link]) -> list[dict[str, Any]]:
    return [
        {
            "kind": link.kind.value,
            "value": link.value,
            "label": link.label,
            "box": None if link.box is None else [link.box.left, link.box.top, link.box.right, link.box.bottom],
            "page": link.page,
        }
        for link in links
    ]
