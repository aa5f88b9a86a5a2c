"""`/v1/runs`: many photos at once, of a folder that is allowed or sent along."""

from __future__ import annotations

import json
import threading
import time

import pytest
from click.testing import CliRunner
from drawn import FACE, NUMBER, PLAIN

from photocheck.cli import cli
from photocheck.service.runs import MOST_AT_ONCE, MOST_KNOWN


def files(*photos):
    """The form of several photos."""
    return [("photo", (name, content, "image/png")) for name, content in photos]


def finished(client, answer):
    """Ask until the run has ended; its last state."""
    assert answer.status_code == 202, answer.text
    while (state := client.get(answer.headers["location"]).json())["state"] == "running":
        time.sleep(0.02)
    return state


@pytest.fixture
def folder(tmp_path):
    """A folder with photos, and one below it."""
    (tmp_path / "photos" / "below").mkdir(parents=True)
    for name, content in {"a.png": FACE, "below/b.png": NUMBER, "c.png": PLAIN, "notes.txt": b"words"}.items():
        (tmp_path / "photos" / name).write_bytes(content)
    return tmp_path / "photos"


def test_photos_that_were_sent_are_looked_at(client):
    """In their order, each with its report; a damaged one is told of as not checked."""
    answer = client.post("/v1/runs", files=files(("a.png", FACE), ("b.png", NUMBER[:-60]), ("c.png", PLAIN)))
    state = finished(client, answer)
    assert (state["state"], state["photos"], state["checked"]) == ("done", 3, 3)
    assert [photo["source"] for photo in state["run"]["photos"]] == ["a.png", "b.png", "c.png"]
    assert {name: count for name, count in state["totals"].items() if count} == {
        "get-consent": 1, "not-checked": 1, "share": 1,
    }  # fmt: skip


def test_a_folder_gives_what_the_command_line_gives(serve, folder, colour_screener):
    """The same document, photo by photo."""
    client = serve(folders=(folder,))
    state = finished(client, client.post("/v1/runs?audience=public", json={"folder": str(folder)}))
    options = ["--for", "public", "--format", "json", "--no-store"]
    done = CliRunner().invoke(cli, ["check", str(folder), *options], obj=lambda *_: colour_screener())
    told = json.loads(done.stdout)
    for photo in (*told["photos"], *state["run"]["photos"]):
        photo["timings_ms"] = {}
    assert state["run"] == told


def test_only_folders_that_are_allowed(serve, folder, tmp_path):
    """Not the one above, by whatever spelling, nor through a link; it is not told what is there."""
    client = serve(folders=(folder,))
    (folder / "link").symlink_to(tmp_path)
    elsewhere = [
        tmp_path,
        "/etc",
        "/",
        f"{folder}/..",
        f"{folder}/../../etc",
        f"{folder}/link",
        f"{folder}x",
        "~",
        "a\0b",
    ]
    for wanted in elsewhere:
        assert client.post("/v1/runs", json={"folder": str(wanted)}).status_code == 403, wanted
    assert client.post("/v1/runs", json={"folder": str(folder / "nowhere")}).status_code == 404
    assert finished(client, client.post("/v1/runs", json={"folder": str(folder / "below")}))["checked"] == 1
    assert serve().post("/v1/runs", json={"folder": str(folder)}).status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [({}, 422), ({"folder": 7}, 422), ({"folder": ""}, 422), ({"folder": "x", "to": "y"}, 422), ([], 422)],
)
def test_a_wrong_body_is_named(client, body, status):
    """Before anything begins."""
    answer = client.post("/v1/runs", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_empty_folder_is_not_a_clean_one(serve, tmp_path):
    """Nothing was checked, and that is what is told."""
    client = serve(folders=(tmp_path,))
    state = finished(client, client.post("/v1/runs", json={"folder": str(tmp_path)}))
    assert state["state"] == "failed"
    assert "nothing was checked" in state["problem"]


def test_a_run_can_be_forgotten(client):
    """While it goes on, or afterwards; nobody finds it again."""
    answer = client.post("/v1/runs", files=files(("a.png", FACE)))
    address = answer.headers["location"]
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    assert client.delete(address).status_code == 404


def test_only_so_many_runs_at_once(serve):
    """One more is told when to come back; of old ones only the last are known."""
    go = threading.Event()

    class Waits:
        def screen(self, *_, **__):
            go.wait(20)
            raise ZeroDivisionError

    client = serve(build=lambda _: Waits())
    begun = [client.post("/v1/runs", files=files(("a.png", PLAIN))) for _ in range(MOST_AT_ONCE)]
    refused = client.post("/v1/runs", files=files(("a.png", PLAIN)))
    go.set()
    assert refused.status_code == 429
    assert "retry-after" in refused.headers
    for answer in begun:
        assert finished(client, answer)["run"]["photos"][0]["verdicts"][0]["decision"] == "not-checked"
    for _ in range(MOST_KNOWN):
        finished(client, client.post("/v1/runs", files=files(("a.png", PLAIN))))
    assert client.get(begun[0].headers["location"]).status_code == 404
