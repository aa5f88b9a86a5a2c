"""The register: records, what they are for and linked to, and a log that can only grow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

START = "0" * 64


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "consent_records",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("reference", sa.String(200), nullable=False, unique=True),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("given_on", sa.Date, nullable=False),
        sa.Column("expires_on", sa.Date),
        sa.Column("withdrawn_on", sa.Date),
        sa.Column("withdrawn_reason", sa.Text),
        sa.Column("who", sa.Text),
        sa.Column("under_18", sa.Boolean, nullable=False),
        sa.Column("guardian", sa.Text),
        sa.Column("form_name", sa.Text),
        sa.Column("form_sha256", sa.String(64)),
    )
    op.create_table(
        "consent_uses",
        sa.Column(
            "record_id", sa.String(32), sa.ForeignKey("consent_records.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("use", sa.String(40), primary_key=True),
    )
    op.create_table(
        "consent_links",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "record_id",
            sa.String(32),
            sa.ForeignKey("consent_records.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("left", sa.Float),
        sa.Column("top", sa.Float),
        sa.Column("right", sa.Float),
        sa.Column("bottom", sa.Float),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("hashes", sa.Text, nullable=False),
    )
    op.create_table(
        "change_log",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("details", sa.Text),
        sa.Column("salt", sa.String(32)),
        sa.Column("details_hash", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    chain = op.create_table(
        "change_chain",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
    )
    op.bulk_insert(chain, [{"id": 1, "entries": 0, "head": START}])
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


# The database itself refuses to change or remove a line; only the details of one may be erased, for `forget`.
APPEND_ONLY = {
    "sqlite": (
        """
        CREATE TRIGGER change_log_no_delete BEFORE DELETE ON change_log
        BEGIN SELECT RAISE(ABORT, 'the log can only grow'); END
        """,
        """
        CREATE TRIGGER change_log_no_update BEFORE UPDATE ON change_log
        WHEN NEW.details IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.number IS NOT OLD.number OR NEW.at IS NOT OLD.at
          OR NEW.actor IS NOT OLD.actor OR NEW.action IS NOT OLD.action OR NEW.subject IS NOT OLD.subject
          OR NEW.details_hash IS NOT OLD.details_hash OR NEW.previous IS NOT OLD.previous OR NEW.hash IS NOT OLD.hash
        BEGIN SELECT RAISE(ABORT, 'the log can only grow'); END
        """,
    ),
    "postgresql": (
        """
        CREATE FUNCTION change_log_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' THEN
            IF NEW.details IS NULL AND NEW.salt IS NULL AND
               (NEW.number, NEW.at, NEW.actor, NEW.action, NEW.subject, NEW.details_hash, NEW.previous, NEW.hash)
               IS NOT DISTINCT FROM
               (OLD.number, OLD.at, OLD.actor, OLD.action, OLD.subject, OLD.details_hash, OLD.previous, OLD.hash)
            THEN
              RETURN NEW;
            END IF;
          END IF;
          RAISE EXCEPTION 'the log can only grow';
        END $$
        """,
        """
        CREATE TRIGGER change_log_only_grows BEFORE UPDATE OR DELETE ON change_log
        FOR EACH ROW EXECUTE FUNCTION change_log_only_grows()
        """,
    ),
}
