"""Every sample gets the same report over HTTP as on the command line, from the real models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from photocheck.batch.serial import SerialExecutor
from photocheck.cli import cli
from photocheck.service.app import create_app
from photocheck.service.settings import ServiceSettings

SAMPLES = Path(__file__).parents[2] / "samples" / "photos"


def without_what_differs(report):
    """Leave out how long it took, and the folder before the photo's name."""
    return report | {"timings_ms": {}, "source": Path(report["source"]).name}


@pytest.mark.slow
def test_http_and_command_line_say_the_same():
    """Findings, verdicts and versions to the last digit."""
    photos = sorted(SAMPLES.glob("*.jpg"))
    told = {}
    # So few at a time are looked at in this process, whose models the service then uses too.
    for first in range(0, len(photos), 3):
        paths = [str(path) for path in photos[first : first + 3]]
        done = CliRunner().invoke(cli, ["check", *paths, "--format", "json", "--quiet"])
        assert done.exit_code in {0, 1}, done.stderr
        for report in json.loads(done.stdout)["photos"]:
            told[Path(report["source"]).name] = without_what_differs(report)
    app = create_app(ServiceSettings(), executor=SerialExecutor())
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        for path in photos:
            with path.open("rb") as photo:
                answer = client.post("/v1/check", files={"photo": (path.name, photo, "image/jpeg")})
            assert answer.status_code == 200
            assert without_what_differs(answer.json()) == told[path.name]
