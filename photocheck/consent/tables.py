"""The register's tables, as SQLAlchemy sees them; migrations/ makes them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Integer, MetaData, String, Table, Text

__all__ = ["chain", "links", "log", "metadata", "records", "uses"]

metadata: Final = MetaData()

records: Final = Table(
    "consent_records",
    metadata,
    # A name of its own, since the log may have to go on speaking of a record whose reference was forgotten.
    Column("id", String(32), primary_key=True),
    Column("reference", String(200), nullable=False, unique=True),
    Column("people", Integer, nullable=False),
    Column("given_on", Date, nullable=False),
    Column("expires_on", Date),
    Column("withdrawn_on", Date),
    Column("withdrawn_reason", Text),
    Column("who", Text),
    Column("under_18", Boolean, nullable=False),
    Column("guardian", Text),
    Column("form_name", Text),
    Column("form_sha256", String(64)),
)

uses: Final = Table(
    "consent_uses",
    metadata,
    Column("record_id", ForeignKey("consent_records.id", ondelete="CASCADE"), primary_key=True),
    Column("use", String(40), primary_key=True),
)

links: Final = Table(
    "consent_links",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("record_id", ForeignKey("consent_records.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("value", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("left", Float),
    Column("top", Float),
    Column("right", Float),
    Column("bottom", Float),
    Column("page", Integer, nullable=False),
    # Perceptual hashes of a photo, in hexadecimal with spaces between them.
    Column("hashes", Text, nullable=False),
)

log: Final = Table(
    "change_log",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", String(64), nullable=False),
    # What was changed, with a salt, so that the hash alone gives nothing away once both are erased.
    Column("details", Text),
    Column("salt", String(32)),
    Column("details_hash", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

# One row: where the log ends. Whoever appends to it locks this row first.
chain: Final = Table(
    "change_chain",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("entries", Integer, nullable=False),
    Column("head", String(64), nullable=False),
)
