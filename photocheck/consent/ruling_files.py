"""Decisions as a file, to keep as evidence or to take to another register: schema `photocheck/decisions/1`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from photocheck.consent.ruling_replay import StoredRuling
from photocheck.consent.rulings import NewRuling
from photocheck.domain.encoding import decode_ruling, encode_ruling
from photocheck.errors import UsageError, reason_of

__all__ = ["DECISIONS_SCHEMA", "encode_decisions", "read_decisions"]

DECISIONS_SCHEMA: Final = "photocheck/decisions/1"
SHA256: Final = re.compile("[0-9a-f]{64}")


def encode_decisions(decisions: Iterable[StoredRuling], head: str) -> dict[str, Any]:
    """Every decision with who made it, and the hash of the log's last line, which proves what came before."""
    return {
        "schema": DECISIONS_SCHEMA,
        "head": head,
        "decisions": [
            {
                **encode_ruling(stored.ruling),
                "line": stored.number,
                "sha256": stored.photo,
                "photo": stored.label,
                "by": stored.by,
                "at": stored.at,
                "withdrawn_by": stored.withdrawn_by,
                "withdrawn_reason": stored.withdrawn_reason,
            }
            for stored in decisions
        ],
    }


def read_decisions(path: str) -> list[StoredRuling]:
    """Read the decisions of a file that `decisions export` wrote; raises UsageError that says what is wrong with it."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"“{path}” could not be read: {reason_of(error)}.") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UsageError(f"“{path}” is no JSON.", _HINT) from error
    if not isinstance(data, dict) or data.get("schema") != DECISIONS_SCHEMA or not isinstance(data["decisions"], list):
        raise UsageError(f"“{path}” holds no decisions.", _HINT)
    found = []
    for number, item in enumerate(data["decisions"], start=1):
        try:
            found.append(_decoded(item))
        except UsageError as error:
            raise UsageError(f"Decision {number} of “{path}”: {error.message} Nothing was taken in.") from error
        except (KeyError, TypeError, ValueError) as error:
            raise UsageError(
                f"Decision {number} of “{path}” is incomplete or has a value of the wrong kind. Nothing was taken in."
            ) from error
    return found


_HINT: Final = "Write one with: photocheck decisions export --output FILE"


def _decoded(item: dict[str, Any]) -> StoredRuling:
    ruling = decode_ruling(item)
    texts = (ruling.id, ruling.kind, ruling.reason, ruling.policy, item["photo"], item["by"], item["at"])
    if not all(isinstance(text, str) and text for text in texts) or not SHA256.fullmatch(item["sha256"]):
        raise ValueError(item)
    if not isinstance(ruling.sensitive, bool):
        raise TypeError(item)
    NewRuling(
        ruling.sensitive, ruling.reason, ruling.policy, ruling.kind, ruling.box, expires_on=ruling.expires_on
    ).check(ruling.made_on)
    return StoredRuling(
        number=0,
        photo=item["sha256"],
        label=item["photo"],
        ruling=ruling,
        by=item["by"],
        at=item["at"],
        withdrawn_by=item["withdrawn_by"],
        withdrawn_reason=item["withdrawn_reason"],
    )
