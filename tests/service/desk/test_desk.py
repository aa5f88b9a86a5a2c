"""What the desk answers: photos in words, decisions that are kept, marks, bursts and copies."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from photocheck.consent.database import open_register
from photocheck.service.desk.desk import Wanted

PHONE = ("phone", 100, 90, 180, 120)
PAGE = ("page", 20, 20, 300, 220)
FACE = ("face", 30, 30, 70, 90)


def lines(client):
    """The list, by number."""
    return {line["number"]: line for line in client.get("/desk/photos").json()["photos"]}


def decide(client, number, findings, *, sensitive=False, reason="it is the council's own number", **more):
    """Decide about findings of a photo."""
    body = {"findings": findings, "sensitive": sensitive, "reason": reason, **more}
    return client.post(f"/desk/photos/{number}/decide", json=body)


@pytest.fixture
def desk(visit, scene):
    """Three photos: a phone number, a face, nothing."""
    return visit({"desk.png": scene(1, PHONE), "fair.png": scene(2, FACE), "field.png": scene(3)})


def test_the_list_says_what_waits(desk):
    """A line for each photo, in the order of the run."""
    told = lines(desk)
    assert [(line["name"], line["decision"], line["waiting"]) for line in told.values()] == [
        ("desk.png", "hide", 1),
        ("fair.png", "get-consent", 1),
        ("field.png", "share", 0),
    ]


def test_a_photo_is_told_in_words_with_its_picture(desk):
    """What was found, that it waits, and the photo as it is, upright."""
    told = desk.get("/desk/photos/1").json()
    (found,) = told["told"]["found"]
    assert (found["name"], found["waiting"], found["ruling"]) == ("Phone number", True, None)
    assert "*" in found["text"]
    assert "012" not in desk.get("/desk/photos/1").text
    picture = desk.get(told["picture"])
    assert picture.headers["content-type"] == "image/jpeg"
    assert picture.content.startswith(b"\xff\xd8")


def test_a_decision_changes_the_verdict_and_is_kept(desk, tmp_path):
    """With its reason, its day, and the policy, in the register's log."""
    answer = decide(desk, 1, [1], until="2099-01-31")
    assert answer.json()["photos"] == [lines(desk)[1]]
    assert (lines(desk)[1]["decision"], lines(desk)[1]["waiting"], lines(desk)[1]["decided"]) == ("share", 0, 1)
    ruling = desk.get("/desk/photos/1").json()["told"]["found"][0]["ruling"]
    assert ruling["reason"] == "it is the council's own number"
    assert ruling["until"] == "2099-01-31"
    (stored,) = open_register(tmp_path / "register.sqlite", actor="t").rulings.all()
    assert (stored.label, stored.ruling.policy, stored.ruling.kind) == ("desk.png", "whatsapp 0.2", "text")


def test_a_decision_can_be_taken_back(desk):
    """And the photo waits again."""
    decide(desk, 1, [1])
    name = desk.get("/desk/photos/1").json()["told"]["found"][0]["ruling"]["id"]
    desk.post("/desk/photos/1/withdraw", json={"ids": [name], "reason": "a mistake"})
    assert lines(desk)[1]["waiting"] == 1
    assert desk.post("/desk/photos/2/withdraw", json={"ids": [name], "reason": "a mistake"}).status_code == 422


def test_what_is_sensitive_waits_no_more_and_is_hidden(desk):
    """Somebody looked, so nothing waits; the verdict stays strict."""
    decide(desk, 2, [1], sensitive=True, reason="somebody can be recognised by it")
    assert (lines(desk)[2]["decision"], lines(desk)[2]["waiting"]) == ("hide", 0)


def test_consent_is_not_decided_away(desk):
    """The person still has to be asked, and the desk says so."""
    decide(desk, 2, [1])
    assert lines(desk)[2]["decision"] == "get-consent"
    reasons = " ".join(line["text"] for line in desk.get("/desk/photos/2").json()["told"]["lines"])
    assert "The policy does not let that change anything here." in reasons


def test_something_that_was_missed_is_marked(desk):
    """It counts as a finding from then on, at its place, and is hidden."""
    answer = desk.post("/desk/photos/3/mark", json={"box": [10, 20, 60, 400], "reason": "photocheck had missed it"})
    assert answer.json()["photos"][0]["decision"] == "hide"
    (found,) = desk.get("/desk/photos/3").json()["told"]["found"]
    assert found["at"] == [[10, 20], [60, 20], [60, 240], [10, 240]]
    assert found["marked"]
    assert found["ruling"]["sensitive"]


def test_one_decision_serves_for_a_burst(visit, scene):
    """The same sign in three photos that look alike; what only one of them shows still waits there."""
    burst = {f"burst-{n}.png": scene(4, ("phone", 100 + 2 * n, 90, 180 + 2 * n, 120)) for n in range(3)}
    more = {"burst-3.png": scene(4, PHONE, ("page", 10, 10, 40, 40)), "else.png": scene(5, PHONE)}
    client = visit(burst | more)
    assert {line["burst"] for line in lines(client).values()} == {0, 1}
    assert client.get("/desk/photos/1").json()["alike"] == 4
    concerned = decide(client, 1, [1], burst=True).json()["photos"]
    assert [line["name"] for line in concerned] == ["burst-0.png", "burst-1.png", "burst-2.png", "burst-3.png"]
    assert [line["waiting"] for line in lines(client).values()] == [0, 0, 0, 1, 1]


def test_one_decision_is_about_the_thing_that_was_meant(lay_out, scene):
    """Another that overlaps it in the same photo waits on."""
    _, desk = lay_out({"desk.png": scene(1, PHONE)})
    (photo,) = desk.photos
    (finding,) = photo.report.findings
    beside = replace(finding, number=2, region=finding.box.shifted(35, 0))
    crowded = replace(photo, report=replace(photo.report, findings=(finding, beside)))
    desk = replace(desk, photos=[crowded])
    (line,) = desk.decide(crowded, Wanted([1], sensitive=False, reason="it is ours"))
    assert (line["waiting"], line["decided"]) == (1, 1)


def test_the_same_photo_twice_is_decided_about_once(visit, scene):
    """By its content: its other name does not wait any more either."""
    client = visit({"a.png": scene(1, PHONE), "b.png": scene(1, PHONE)})
    decide(client, 1, [1])
    assert [line["waiting"] for line in lines(client).values()] == [0, 0]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/desk/photos/1/decide", {"findings": [1], "sensitive": False, "reason": "  "}),
        ("/desk/photos/1/decide", {"findings": [9], "sensitive": False, "reason": "it is"}),
        ("/desk/photos/1/decide", {"findings": [], "sensitive": False, "reason": "it is"}),
        ("/desk/photos/1/decide", {"findings": [1], "sensitive": True, "reason": "it is", "until": "2099-01-01"}),
        ("/desk/photos/1/decide", {"findings": [1], "sensitive": False, "reason": "it is", "until": "2020-01-01"}),
        ("/desk/photos/1/decide", {"findings": [1], "sensitive": False, "reason": "x" * 501}),
        ("/desk/photos/1/decide", {"findings": [1], "sensitive": False}),
        ("/desk/photos/9/decide", {"findings": [1], "sensitive": False, "reason": "it is"}),
        ("/desk/photos/1/mark", {"box": [900, 900, 999, 999], "reason": "it is"}),
        ("/desk/photos/1/mark", {"box": [50, 50, 10, 10], "reason": "it is"}),
        ("/desk/photos/1/withdraw", {"ids": [], "reason": "it is"}),
        ("/desk/copies", {"photos": [9]}),
    ],
)
def test_what_makes_no_sense_is_refused(desk, path, body):
    """With a sentence, and nothing is kept."""
    answer = desk.post(path, json=body)
    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert desk.get("/desk/decisions.json").json()["decisions"] == []


def test_nobody_decides_about_a_photo_that_cannot_be_seen(visit, scene, tmp_path):
    """One that is damaged; and one that is another by now has no picture."""
    client = visit({"broken.png": scene(1, PHONE)[:200], "desk.png": scene(1, PHONE)})
    assert lines(client)[1]["decision"] == "not-checked"
    assert client.get("/desk/photos/1").json()["picture"] is None
    mark = client.post("/desk/photos/1/mark", json={"box": [1, 1, 9, 9], "reason": "it is"})
    assert mark.status_code == 422
    (tmp_path / "photos" / "desk.png").write_bytes(scene(2))
    assert client.get("/desk/photos/2/picture").status_code == 400


def test_safe_copies_are_made_of_what_was_decided(desk, tmp_path):
    """The phone number that is not sensitive stays, the face is hidden; the originals are untouched."""
    decide(desk, 1, [1])
    before = {path.name: path.read_bytes() for path in (tmp_path / "photos").iterdir()}
    assert desk.post("/desk/copies", json={"photos": [1, 2]}).status_code == 202
    state = wait_for_copies(desk)
    assert (state["made"], state["failed"]) == (2, [])
    copies = Path(state["folder"])
    assert sorted(path.name for path in copies.iterdir() if not path.name.startswith(".")) == ["desk.png", "fair.png"]
    with Image.open(copies / "desk.png") as number, Image.open(copies / "fair.png") as face:
        assert number.convert("RGB").getpixel((140, 105)) == (20, 20, 230)
        assert face.convert("RGB").getpixel((50, 60)) != (230, 20, 20)
    again = desk.post("/desk/copies", json={"photos": [1]})
    assert again.status_code == 202
    assert wait_for_copies(desk)["made"] == 1
    assert {path.name: path.read_bytes() for path in (tmp_path / "photos").iterdir()} == before


def test_a_copy_that_cannot_be_made_is_told_of(visit, scene):
    """And the others are made."""
    client = visit({"broken.png": scene(1)[:200], "desk.png": scene(1, PHONE)})
    client.post("/desk/copies", json={"photos": [1, 2]})
    state = wait_for_copies(client)
    assert state["made"] == 1
    assert [one["name"] for one in state["failed"]] == ["broken.png"]


def test_a_folder_with_other_files_gets_no_copies(desk, tmp_path):
    """Nothing of somebody's is replaced."""
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "desk.png").write_bytes(b"mine")
    answer = desk.post("/desk/copies", json={"photos": [1]})
    assert answer.status_code >= 400
    assert (tmp_path / "copies" / "desk.png").read_bytes() == b"mine"


def wait_for_copies(client):
    """The state once every copy was made, or not."""
    for _ in range(400):
        state = client.get("/desk/copies").json()
        if state["made"] + len(state["failed"]) == state["wanted"]:
            return state
        time.sleep(0.05)
    pytest.fail("the copies were not made in time")


def test_only_who_has_the_address_is_let_in(visit, scene):
    """Others on this machine see no photo; the address itself leads to one without the token, and a cookie."""
    token = "a-token-that-is-long-enough"  # noqa: S105 - of the tests
    client = visit({"desk.png": scene(1, PHONE)}, token=token)
    for path in (
        "/",
        "/desk/photos",
        "/desk/photos/1/picture",
        "/pages/desk.js",
        "/?token=another-token-of-this-length",
    ):
        assert client.get(path).status_code == 401
    entered = client.get(f"/?token={token}", follow_redirects=False)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert "HttpOnly" in entered.headers["set-cookie"]
    assert "SameSite=lax" in entered.headers["set-cookie"]
    assert client.get("/desk/photos").status_code == 200
    assert client.get("/desk/photos", headers={"Origin": "https://evil.example"}).status_code == 403


def test_the_address_that_a_browser_is_started_with_holds_once(lay_out, scene):
    """Others on this machine may see it in the list of processes."""
    app, _ = lay_out({"desk.png": scene(1, PHONE)}, token="a-token-that-is-long-enough", once="a-word")  # noqa: S106
    with TestClient(app, base_url="http://127.0.0.1:8765") as browser:
        assert browser.get("/?token=a-word").status_code == 200
        assert browser.get("/desk/photos").status_code == 200
    with TestClient(app, base_url="http://127.0.0.1:8765") as another:
        assert another.get("/?token=a-word").status_code == 401
        assert another.get("/?token=").status_code == 401


def test_a_hostile_name_is_text(visit, scene):
    """Neither markup nor what turns a line around."""
    client = visit({'a"><img src=x>\u202egnp.png': scene(1, PHONE)})
    name = lines(client)[1]["name"]
    assert "\u202e" not in name
    assert client.get("/desk/photos").headers["content-type"] == "application/json"
