"""How the register's tables came to be, version by version (Alembic)."""
