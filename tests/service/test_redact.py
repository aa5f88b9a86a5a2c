"""`/v1/redact`: a copy that is safe to send and its proof, or a sentence why there is none."""

from __future__ import annotations

import io
import json
from email.parser import BytesParser
from hashlib import sha256

import pytest
from drawn import BLUE, FACE, NUMBER, PLAIN, RED, picture
from PIL import Image


def sent(photo, name="openday.png"):
    """The form that a browser sends."""
    return {"files": {"photo": (name, photo, "image/png")}}


def parts_of(answer):
    """The parts of an answer that is a form, by name."""
    head = f"Content-Type: {answer.headers['content-type']}\r\n\r\n".encode()
    message = BytesParser().parsebytes(head + answer.content)
    return {
        part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
        for part in message.get_payload()
    }


def test_the_copy_shows_nothing_that_was_to_be_hidden(client, colour_screener):
    """In the photo's own format, under a name of its own, and another look at it finds nothing."""
    answer = client.post("/v1/redact", **sent(FACE))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''openday.redacted.png"
    assert colour_screener().screen(answer.content).findings == ()
    assert answer.headers["photocheck-decision"] == "share"
    assert answer.headers["photocheck-hidden"] == "1 face"
    assert answer.headers["photocheck-sha256"] == sha256(answer.content).hexdigest()
    assert answer.headers["photocheck-original-sha256"] == sha256(FACE).hexdigest()


def test_the_proof_comes_with_the_copy(client):
    """As a form with two parts; the proof is that of the command line, its text masked."""
    answer = client.post("/v1/redact?proof=true&words=true", **sent(NUMBER))
    parts = parts_of(answer)
    proof = json.loads(parts["proof"])
    assert proof["schema"] == "photocheck/redaction/1"
    assert proof["made"] is True
    assert proof["sha256"] == {"original": sha256(NUMBER).hexdigest(), "copy": sha256(parts["copy"]).hexdigest()}
    assert proof["told"]["headline"][0] == "MAY BE SHARED"
    assert b"960123" not in answer.content
    assert Image.open(io.BytesIO(parts["copy"])).size == (200, 150)


def test_what_is_kept_stays_and_what_is_drawn_goes(client):
    """By the numbers of the report, and by boxes in pixels."""
    photo = picture((RED, 20, 20, 60, 70), (BLUE, 100, 90, 180, 120))
    report = client.post("/v1/check", **sent(photo)).json()
    face = next(found["number"] for found in report["findings"] if found["kind"] == "face")
    answer = client.post(f"/v1/redact?keep={face}&region=0,0,10,10&region=190,140,200,150", **sent(photo))
    pixels = Image.open(io.BytesIO(answer.content)).convert("RGB")
    assert pixels.getpixel((40, 45)) == RED
    assert pixels.getpixel((140, 105)) != BLUE
    assert pixels.getpixel((3, 3)) == pixels.getpixel((195, 145)) != pixels.getpixel((90, 75))


def test_another_audience_may_need_more(client):
    """The copy is judged for whom it was asked for."""
    answer = client.post("/v1/redact?audience=public&channel=whatsapp", **sent(FACE))
    assert answer.headers["photocheck-decision"] == "via-communications"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("keep=7", 422),
        ("only=0", 422),
        ("only=-1", 422),
        ("region=1,2,3", 422),
        ("region=9,9,1,1", 422),
        ("region=1,2,3,nan", 422),
        ("style=none", 422),
        ("keep=" + "&keep=".join("1" * 1001), 422),
        ("proof=maybe", 422),
        ("to=/etc/passwd", 422),
    ],
)
def test_wrong_wishes_are_named(client, query, status):
    """Before anything is made."""
    answer = client.post(f"/v1/redact?{query}", **sent(FACE))
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_photo_that_could_not_be_checked_has_no_copy(serve, colour_screener):
    """Not where it was not opened, nor where a part of the check failed."""
    client = serve()
    assert client.post("/v1/redact", **sent(FACE[:-60])).status_code == 400

    class Broken:
        name, models = "broken", {}

        def detect(self, _photo):
            raise ZeroDivisionError

    client = serve(build=lambda _: colour_screener("whatsapp", "colleagues", "whatsapp", Broken()))
    answer = client.post("/v1/redact", **sent(PLAIN))
    assert answer.status_code == 422
    assert "could not be checked" in answer.json()["detail"]


@pytest.mark.parametrize(
    "name", ["../../x.png", 'a"\r\nSet-Cookie: b=c.png', "räksmörgås.png", "\u202egnp.png", "<b>.png"]
)
def test_a_name_cannot_break_out(client, name):
    """Neither into another folder nor into another header or part."""
    answer = client.post("/v1/redact", params={"name": name, "proof": True}, content=FACE)
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert set(parts_of(answer)) == {"proof", "copy"}
    assert "/" not in json.loads(parts_of(answer)["proof"])["copy"]


def test_no_file_is_written(client, tmp_path, monkeypatch):
    """Not for a moment: neither the photo nor its copy."""
    import builtins  # noqa: PLC0415 - only here

    opened = []
    real = builtins.open
    monkeypatch.setattr(
        builtins, "open", lambda file, mode="r", *a, **k: (opened.append((file, mode)), real(file, mode, *a, **k))[1]
    )
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    client.post("/v1/redact", content=FACE)
    assert not [file for file, mode in opened if set(mode) & set("wax+")]
    assert list(tmp_path.rglob("*.png")) == []
