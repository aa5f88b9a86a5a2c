"""A service whose screener needs no models, called in this process, so that tests take milliseconds."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from photocheck.service.app import create_app
from photocheck.service.settings import ServiceSettings

# Helpers are imported by name.
HERE = str(Path(__file__).parent)
if HERE not in sys.path:
    sys.path.append(HERE)


@pytest.fixture(autouse=True)
def own_register(tmp_path, monkeypatch):
    """No register of whoever runs the tests has a say."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def serve(colour_screener):
    """Start a service with these settings, and return a client of it; it is stopped at the end."""
    started = []

    def start(*, base_url="http://127.0.0.1:8765", build=lambda _: colour_screener(), **settings):
        app = create_app(ServiceSettings(**settings), build, ThreadPoolExecutor(2))
        client = TestClient(app, base_url=base_url, raise_server_exceptions=False)
        client.__enter__()
        started.append(client)
        while client.get("/readyz").status_code == 503 and not app.state.parts.looking.failure:
            pass
        return client

    yield start
    for client in started:
        client.__exit__(None, None, None)


@pytest.fixture
def client(serve):
    """A service as it runs without any option."""
    return serve()


@pytest.fixture(scope="session")
def served(colour_screener, tmp_path_factory):
    """A service without models that listens, for browsers and for clients that misbehave; yields its address."""
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
    from listening import listening  # noqa: PLC0415 - found once its folder is known

    settings = ServiceSettings(size=5_000_000, upload_seconds=2, photo_seconds=30)
    with listening(create_app(settings, lambda _: colour_screener(), ThreadPoolExecutor(2))) as address:
        yield address
    monkeypatch.undo()
