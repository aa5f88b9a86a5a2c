"""The OpenAPI document is true: schemathesis sends what it allows and what it forbids, and checks every answer.

`SCHEMATHESIS_EXAMPLES=250 uv run pytest tests/service/test_openapi.py -s` sends more than two thousand cases.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

# So many of each operation; by hand also those that cover one by one what each parameter may be.
EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "40")
PHASES = "coverage,fuzzing" if "SCHEMATHESIS_EXAMPLES" in os.environ else "fuzzing"

# Bytes that the document allows need not be a photo, nor a folder one that may be asked for.
SETTINGS = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 400, 403, 404, 413, 415, 422, 429]
"""


@pytest.mark.slow
def test_every_answer_is_as_the_document_says(served, tmp_path):
    """No fault, no undocumented status or type, no wrong data taken and no method that is not there."""
    settings = tmp_path / "schemathesis.toml"
    settings.write_text(SETTINGS)
    program = Path(sys.executable).with_name("schemathesis")
    done = subprocess.run(
        [
            str(program),
            f"--config-file={settings}",
            "run",
            f"{served}/openapi.json",
            f"--max-examples={EXAMPLES}",
            "--checks=all",
            f"--phases={PHASES}",
            "--generation-database=:memory:",
            "--no-color",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:]
    print(found := re.search(r"(\d+) generated", done.stdout).group())  # noqa: T201 - asked for with -s
    assert int(found.split()[0]) > 100


def test_every_path_of_the_issue_is_described(client):
    """With its statuses, in words; parameters are choices where there are choices."""
    document = client.get("/openapi.json").json()
    assert {"/v1/check", "/v1/redact", "/v1/runs", "/v1/runs/{run}", "/healthz", "/readyz", "/metrics"} <= set(
        document["paths"]
    )
    check = document["paths"]["/v1/check"]["post"]
    assert {"200", "400", "401", "403", "413", "415", "422", "429", "503"} <= set(check["responses"])
    audience = next(parameter for parameter in check["parameters"] if parameter["name"] == "audience")
    assert audience["schema"]["enum"] == ["colleagues", "partners", "customers", "public"]


def test_the_documentation_is_complete(client):
    """Every path of the document stands on the page for people."""
    page = client.get("/docs").text
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in page


def test_other_methods_are_named(client):
    """405 with all those that there are."""
    answer = client.put("/v1/runs/x")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "DELETE, GET"
    assert answer.headers["content-type"] == "application/problem+json"
