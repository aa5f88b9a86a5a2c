"""Open the register: a SQLite file for one machine, PostgreSQL for a team."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from photocheck.consent.register import Register
from photocheck.errors import ConfigurationError, MissingExtra

__all__ = ["open_register"]

# The newest of migrations/versions.
NEWEST: Final = "0001"
# Seconds that one writer waits for another.
PATIENCE: Final = 60
MIGRATING: Final = 7_203_517
POSTGRES: Final = ("postgresql://", "postgres://")


def open_register(where: str | Path, *, actor: str, create: bool = False) -> Register:
    """Open the register at this file or PostgreSQL URL; `actor` is who its log names for changes.

    With `create` a SQLite file that is missing is made. An older register is brought up to date. Raises
    ConfigurationError where it is missing, damaged, out of reach or made by a newer photocheck, and MissingExtra
    where PostgreSQL's driver is not installed.
    """
    engine = _engine(str(where), create=create)
    with _told(where):
        _bring_up_to_date(engine, where)
    return Register(engine, actor)


def _engine(where: str, *, create: bool) -> Engine:
    # No pool: changes are rare, and a process that is forked or killed leaves no connection behind.
    if "://" in where:
        return _team_engine(where)
    path = Path(where)
    if not path.exists():
        if not create:
            raise ConfigurationError(
                f"There is no consent register at {path}.",
                "Check the name, or begin a register with: photocheck consent add --register FILE ...",
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigurationError(
                f"The folder of the register {path} could not be made: {error.strerror}."
            ) from error
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _team_engine(url: str) -> Engine:
    for prefix in POSTGRES:
        if url.startswith(prefix):
            url = f"postgresql+psycopg://{url.removeprefix(prefix)}"
    try:
        return create_engine(url, poolclass=NullPool)
    except ModuleNotFoundError as error:
        raise MissingExtra(
            "The driver for PostgreSQL is not installed.", 'Install it: pip install "photocheck[postgres]"'
        ) from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise ConfigurationError(
            "The register's address is not one that photocheck knows.",
            "Name a file, or postgresql://USER@HOST/DATABASE.",
        ) from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Transactions begin when we say so (below), not when the driver thinks so.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # What is forgotten is overwritten in the file too.
    connection.execute("PRAGMA secure_delete = ON")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine, where: str | Path) -> None:
    with engine.connect() as connection:
        if _revision(connection) == NEWEST:
            return
    from alembic.command import upgrade  # noqa: PLC0415 - slow to import, and seldom needed
    from alembic.config import Config  # noqa: PLC0415

    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
        # Somebody else may have done it while we waited.
        found = _revision(connection)
        if found is not None and found > NEWEST:
            raise ConfigurationError(
                f"The consent register {_shown(where)} was made by a newer photocheck.",
                "Install the newest photocheck.",
            )
        if found != NEWEST:
            config = Config()
            config.set_main_option("script_location", "photocheck.consent:migrations")
            config.attributes["connection"] = connection
            upgrade(config, NEWEST)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: Any = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


@contextmanager
def _told(where: str | Path) -> Iterator[None]:
    """Turn what the database says into a sentence."""
    try:
        yield
    except OperationalError as error:
        raise ConfigurationError(
            f"The consent register {_shown(where)} could not be reached.",
            "Check that it is there, that you may write to it, and that the server runs.",
        ) from error
    except (DatabaseError, SQLAlchemyError) as error:
        raise ConfigurationError(
            f"The consent register {_shown(where)} is damaged, or not a register of photocheck.",
            "Bring it back from a backup.",
        ) from error


def _shown(where: str | Path) -> str:
    """The register's place without a password."""
    place = str(where)
    if "://" not in place:
        return place
    scheme, _, rest = place.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
