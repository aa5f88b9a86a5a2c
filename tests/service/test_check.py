"""`/v1/check` and `/v1/judge`: a report for every photo, a problem for what is none, and the same words everywhere."""

from __future__ import annotations

import threading
from hashlib import sha256

import pytest
from click.testing import CliRunner
from drawn import FACE, NUMBER, PLAIN

from photocheck.cli import cli
from photocheck.domain.encoding import decode_report, encode_report
from photocheck.errors import ModelError, PhotoTooLarge, PhotoUnreadable

PROBLEM = "application/problem+json"


def sent(photo, name="photo.png"):
    """The form that a browser sends."""
    return {"files": {"photo": (name, photo, "image/png")}}


def test_a_finding_is_no_error(client):
    """A face gives 200 and a verdict, in the JSON form of every other part."""
    answer = client.post("/v1/check", **sent(FACE))
    assert answer.status_code == 200
    report = answer.json()
    assert encode_report(decode_report(report)) == report
    assert report["verdicts"][0]["decision"] == "get-consent"
    assert report["sha256"] == sha256(FACE).hexdigest()


def test_a_photo_may_be_the_body_itself(client):
    """The same report as from a form, whatever the type is called."""
    form = client.post("/v1/check", **sent(NUMBER)).json()
    for kind in ("image/png", "application/octet-stream", "text/plain"):
        body = client.post("/v1/check?name=photo.png", content=NUMBER, headers={"Content-Type": kind}).json()
        assert body | {"timings_ms": {}} == form | {"timings_ms": {}}


def test_text_stays_masked(client):
    """What was read is nowhere in the answer, in words neither."""
    answer = client.post("/v1/check?words=true", **sent(NUMBER))
    assert answer.json()["verdicts"][0]["decision"] == "hide"
    assert "960123" not in answer.text


def test_audience_channel_and_policy_are_chosen(client):
    """The first verdict is the one that was asked for, by the policy that was."""
    report = client.post("/v1/check?audience=public&channel=website&policy=emergency", **sent(PLAIN)).json()
    assert (report["verdicts"][0]["audience"], report["verdicts"][0]["channel"]) == ("public", "website")
    assert report["versions"]["policy"].startswith("emergency ")


@pytest.mark.parametrize(
    "query",
    [
        "audience=nobody",
        "channel=pigeon",
        "policy=../secret.toml",
        "policy=/etc/passwd",
        "audiense=public",
        "audience=",
        "policy=",
    ],
)
def test_wrong_parameters_are_named(client, query):
    """422 with a sentence; no path of a policy file is ever opened."""
    answer = client.post(f"/v1/check?{query}", **sent(PLAIN))
    assert answer.status_code == 422
    assert answer.headers["content-type"] == PROBLEM
    assert answer.json()["decision"] == "not-checked"


@pytest.mark.parametrize(
    ("photo", "status"),
    [
        (FACE[:-60], 400),
        (b"%PDF-1.7 a letter", 415),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 415),
        (b"words", 400),
        (b"PK\x03\x04" + b"\0" * 400, 415),
        (b"", 400),
    ],
    ids=["cut off", "pdf", "svg", "words", "zip", "nothing"],
)
def test_what_is_no_photo_is_a_problem(client, photo, status):
    """Never a verdict that anybody could take for a clean one."""
    answer = client.post("/v1/check", **sent(photo, "openday.jpg"))
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    problem = answer.json()
    assert (problem["status"], problem["decision"]) == (status, "not-checked")
    assert problem["detail"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (PhotoTooLarge("It took too long."), 413),
        (PhotoUnreadable("No worker."), 503),
        (ZeroDivisionError("01632 960123"), 500),
    ],
)
def test_whatever_ends_the_look_is_a_problem(serve, error, status):
    """A worker that was stopped, could not be started, or failed; a fault's own words stay inside."""

    class Fails:
        def screen(self, *_, **__):
            raise error

    answer = serve(build=lambda _: Fails()).post("/v1/check", **sent(FACE))
    assert answer.status_code == status
    assert answer.json()["decision"] == "not-checked"
    assert "960123" not in answer.text


def test_a_stage_that_fails_is_a_verdict(serve, colour_screener):
    """The photo was opened: what is known is told, and the verdict is that it was not checked."""

    class Broken:
        name, models = "broken", {}

        def detect(self, _photo):
            raise ZeroDivisionError("01632 960123")

    answer = serve(build=lambda _: colour_screener("whatsapp", "colleagues", "whatsapp", Broken())).post(
        "/v1/check", **sent(FACE)
    )
    assert answer.status_code == 200
    assert answer.json()["verdicts"][0]["decision"] == "not-checked"
    assert "960123" not in answer.text


def test_another_audience_is_judged_without_looking_again(serve, colour_screener):
    """By the photo's sha256; the verdict is the one that a new look would give."""
    looks = []
    screener = colour_screener()

    class Counts:
        def screen(self, photo, *, name):
            looks.append(name)
            return screener.screen(photo, name=name)

    client = serve(build=lambda _: Counts())
    digest = client.post("/v1/check", **sent(FACE)).json()["sha256"]
    again = client.post(f"/v1/judge?sha256={digest}&audience=public&name=photo.png&words=true")
    anew = client.post("/v1/check?audience=public&words=true", **sent(FACE))
    assert again.json() == anew.json()
    assert again.json()["verdicts"][0]["audience"] == "public"
    assert looks == ["photo.png"]


def test_no_text_is_remembered(client):
    """Not even in memory: what was read is gone with the answer."""
    client.post("/v1/check", **sent(NUMBER))
    known = client.app.state.parts.looking.recall(sha256(NUMBER).hexdigest(), "photo.png")
    texts = [found.text for found in known.findings]
    assert texts
    assert all("960123" not in text.shown(reveal=True) for text in texts)


def test_a_photo_that_nobody_knows_cannot_be_judged(client):
    """404, so that whoever asks sends the photo."""
    assert client.post(f"/v1/judge?sha256={'0' * 64}").status_code == 404


def test_what_was_found_is_forgotten(serve):
    """After the time that was set, and only masked until then."""
    client = serve(remember=0)
    digest = client.post("/v1/check", **sent(FACE)).json()["sha256"]
    assert client.post(f"/v1/judge?sha256={digest}").status_code == 404


def test_a_photo_that_could_not_be_checked_is_looked_at_again(client):
    """A fault of today is not remembered as the state of the photo."""
    damaged = FACE[:-60]
    client.post("/v1/check", **sent(damaged))
    assert client.post(f"/v1/judge?sha256={sha256(damaged).hexdigest()}").status_code == 404


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\photos\\openday.png", "<img src=x onerror=alert(1)>", ""])
def test_a_name_is_a_name_and_nothing_else(client, name):
    """No folder in front of it; markup stays text."""
    answer = client.post("/v1/check", params={"name": name, "words": True}, content=PLAIN)
    assert answer.json()["source"] in {"passwd", "openday.png", "<img src=x onerror=alert(1)>", "photo"}
    assert answer.headers["content-type"] == "application/json"


def test_a_full_queue_says_when_to_come_back(serve, colour_screener):
    """429 with Retry-After, before the photo is even read; afterwards there is room again."""
    busy, go = threading.Event(), threading.Event()
    screener = colour_screener()

    class Waits:
        def screen(self, photo, *, name):
            busy.set()
            go.wait(20)
            return screener.screen(photo, name=name)

    client = serve(build=lambda _: Waits(), jobs=1, queue=0)
    first = threading.Thread(target=lambda: client.post("/v1/check", **sent(FACE)))
    first.start()
    busy.wait(20)
    answer = client.post("/v1/check", **sent(PLAIN))
    go.set()
    first.join()
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert client.post("/v1/check", **sent(PLAIN)).status_code == 200


def test_while_models_load_it_is_not_ready(serve):
    """503 for photos and for /readyz, 200 for /healthz; a model that is missing never becomes ready."""

    def build(_):
        raise ModelError("The model “faces” is missing.")

    client = serve(build=build)
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    answer = client.post("/v1/check", **sent(FACE))
    assert answer.status_code == 503
    assert "faces" in answer.json()["detail"]


def test_figures_are_counted(client):
    """Photos by decision, requests by route and status, and nothing of a photo."""
    client.post("/v1/check", **sent(FACE, "secret-name.png"))
    client.get("/no/such/place")
    figures = client.get("/metrics").text
    assert 'photocheck_photos_total{decision="get-consent"} 1.0' in figures
    assert 'photocheck_requests_total{route="/v1/check",status="200"} 1.0' in figures
    assert 'photocheck_requests_total{route="other",status="404"} 1.0' in figures
    assert "secret" not in figures
    assert "/no/such" not in figures


def test_consent_on_file_counts_at_once(serve, tmp_path):
    """A record that is linked covers the photo, and one that was withdrawn a moment ago does not."""
    path = tmp_path / "photo.png"
    path.write_bytes(FACE)
    register = tmp_path / "register.sqlite"

    def consent(*arguments):
        done = CliRunner().invoke(cli, ["consent", *arguments, "--register", str(register)])
        assert done.exit_code == 0, done.output

    consent("add", "--reference", "R-1", "--people", "1", "--use", "whatsapp", "--given", "2026-01-01")
    consent("link", "R-1", str(path))
    client = serve(register=str(register))
    assert client.post("/v1/check", **sent(FACE)).json()["consent"]["people_covered"] == 1
    consent("withdraw", "R-1", "--reason", "asked")
    assert client.post("/v1/check", **sent(FACE)).json()["consent"]["people_covered"] == 0
