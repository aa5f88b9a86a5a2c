"""Alembic's entry: migrates the connection that `photocheck.consent.database` hands over."""

from __future__ import annotations

from alembic import context

from photocheck.consent.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
