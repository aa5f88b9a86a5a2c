"""A register of each kind: a SQLite file, and PostgreSQL on a server of the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from photocheck.consent.database import open_register
from photocheck.consent.records import NewRecord

GIVEN = date(2026, 3, 1)


def _postgres_programs():
    """Where initdb and pg_ctl are: on the path, or where Debian puts them."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@pytest.fixture(scope="session")
def postgres_server():
    """A PostgreSQL server that listens on a socket in a folder of its own, and its URL without a database."""
    programs = _postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL's server programs are not installed; CI installs Debian's package postgresql")
    # Not pytest's folder: the path of a socket may not be long, and the server's user may not look into it.
    folder = Path(tempfile.mkdtemp(prefix="photocheck-"))
    as_server = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        shutil.chown(folder, "postgres", "postgres")
        as_server = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    def run(*command):
        # The server keeps whatever stream it is started with, so it gets none.
        subprocess.run([*as_server, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)

    data = folder / "data"
    run(programs / "initdb", "-D", data, "-U", "photocheck", "-A", "trust")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    yield f"postgresql://photocheck@/{{}}?host={folder}"
    run(programs / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop")
    shutil.rmtree(folder)


@pytest.fixture
def postgres_url(postgres_server):
    """A fresh database."""
    import psycopg  # noqa: PLC0415 - an extra

    name = f"register_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgres_server.format(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request, tmp_path):
    """Where a register is to be, on SQLite and on PostgreSQL."""
    return str(tmp_path / "register.sqlite") if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.fixture
def register(where):
    """An empty register."""
    return open_register(where, actor="tester", create=True)


@pytest.fixture
def new_record():
    """A record for three people, with changes."""

    def build(**changes):
        values = {
            "reference": "PC-2026-0117",
            "people": 3,
            "uses": frozenset({"whatsapp", "website"}),
            "given_on": GIVEN,
            "expires_on": date(2027, 3, 31),
        }
        return NewRecord(**values | changes)

    return build


@pytest.fixture
def tamper():
    """Change a register's log by these statements, which takes more than its own guards let anybody do."""

    def change(register, statements):
        guards = {
            "sqlite": ["DROP TRIGGER change_log_no_update", "DROP TRIGGER change_log_no_delete"],
            "postgresql": ["DROP TRIGGER change_log_only_grows ON change_log"],
        }
        with register.engine.begin() as connection:
            for statement in [*guards[register.engine.dialect.name], *statements.split(";")]:
                connection.execute(text(statement))

    return change
