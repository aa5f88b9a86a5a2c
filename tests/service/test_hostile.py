"""Whoever means harm gets the proper status and nothing else, and the next photo is checked all the same."""

from __future__ import annotations

import io
import re
import socket
import struct
import tempfile
import threading
import time
import zipfile
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

import harmful_photos
import pytest
from drawn import FACE, PLAIN
from listening import listening

from photocheck.service.app import create_app
from photocheck.service.settings import ServiceSettings

LIMIT = 5_000_000
# A worker loads what it needs within the same time, on a busy machine too.
PHOTO_SECONDS = 8


def png_of(width, height):
    """A PNG that says it is this large, and holds next to nothing."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def zip_bomb():
    """A small archive of a large file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(50_000_000))
    return stream.getvalue()


def form(*parts):
    """A form of these parts, each a name, a file name and a content."""
    packed = b""
    for name, file_name, content in parts:
        packed += f'--x\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n\r\n'.encode()
        packed += content + b"\r\n"
    return packed + b"--x--\r\n", "multipart/form-data; boundary=x"


@pytest.mark.parametrize(
    ("photo", "name", "status"),
    [
        (png_of(20_000, 15_000), "huge.png", 413),
        (png_of(2**31 - 1, 2**31 - 1), "huger.png", 413),
        (zip_bomb(), "openday.jpg", 415),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
            "openday.jpg",
            415,
        ),
        (b"<!doctype html><script>alert(1)</script>", "openday.jpg", 400),
        (FACE, "../../../etc/passwd", 200),
        (FACE, "<script>alert(1)</script>.jpg", 200),
        (bytes(LIMIT + 1), "openday.jpg", 413),
    ],
    ids=["300 megapixels", "more pixels than there are numbers", "zip bomb", "svg", "page", "path", "markup", "large"],
)
def test_what_is_sent_ends_in_its_status(serve, photo, name, status):
    """As a form and as the body itself; never as a page."""
    client = serve(size=LIMIT)
    body, kind = form(("photo", name, photo))
    for answer in (
        client.post("/v1/check", content=body, headers={"Content-Type": kind}),
        client.post("/v1/check", params={"name": name}, content=photo),
    ):
        assert answer.status_code == status
        assert answer.headers["content-type"] in {"application/json", "application/problem+json"}
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.post("/v1/check", content=PLAIN).status_code == 200


@pytest.mark.parametrize(
    "parts",
    [
        [("photo", f"{n}.png", b"x") for n in range(1000)],
        [("photo", "a.png", FACE), ("photo", "b.png", FACE)],
        [("file", "a.png", FACE)],
        [],
    ],
    ids=["1,000 parts", "two photos", "another name", "none"],
)
def test_a_form_with_other_parts_is_refused(client, parts):
    """400, since nobody could say which photo is meant."""
    body, kind = form(*parts)
    for path in ("/v1/check", "/v1/redact"):
        assert client.post(path, content=body, headers={"Content-Type": kind}).status_code == 400


@pytest.mark.parametrize(
    "body",
    [b"", b"--x", b"--x\r\n\r\n", b"\r\n" * 5000, b"--x\r\nContent-Disposition: form-data\r\n\r\n", b"\xff" * 500],
)
@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary="]
)
def test_a_broken_form_is_refused(client, body, kind):
    """400, whatever is wrong with it."""
    assert client.post("/v1/check", content=body, headers={"Content-Type": kind}).status_code == 400


def spoken(address, send, *, patience=15):
    """Send these pieces over a connection of our own, and return what comes back."""
    where = urlsplit(address)
    with socket.create_connection((where.hostname, where.port), timeout=patience) as connection:
        try:
            for piece in send:
                connection.sendall(piece)
        except OSError:
            # The other side has heard enough.
            pass
        answer = b""
        try:
            while piece := connection.recv(65536):
                answer += piece
        except OSError:
            pass
    return answer


def head(address, *lines):
    """The beginning of a request with a body."""
    where = urlsplit(address)
    return "\r\n".join(["POST /v1/check HTTP/1.1", f"Host: {where.netloc}", *lines, "", ""]).encode()


def status_of(answer):
    """The status of an answer as it came over the connection."""
    return int(re.match(rb"HTTP/1.1 (\d{3})", answer).group(1))


def test_a_body_without_end_is_cut_off(served):
    """413 as soon as the limit is passed; and 413 at once where a size is declared that is beyond it."""

    def endless():
        yield head(served, "Transfer-Encoding: chunked", "Content-Type: image/jpeg")
        while True:
            yield b"10000\r\n" + bytes(0x10000) + b"\r\n"

    started = time.monotonic()
    assert status_of(spoken(served, endless())) == 413
    assert status_of(spoken(served, [head(served, "Content-Length: 900000000000")])) == 413
    assert time.monotonic() - started < 5


def test_a_slow_upload_is_given_up(served):
    """408 when it was not whole in time, however steadily it trickles; others are served meanwhile."""

    def trickling():
        yield head(served, "Content-Length: 1000", "Content-Type: image/jpeg")
        for _ in range(100):
            time.sleep(0.1)
            yield b"x"

    answers = []
    slow = threading.Thread(target=lambda: answers.append(spoken(served, trickling())))
    slow.start()
    quick = spoken(served, [head(served, f"Content-Length: {len(PLAIN)}", "Connection: close") + PLAIN])
    assert status_of(quick) == 200
    slow.join(15)
    assert status_of(answers[0]) == 408


def test_whoever_goes_away_leaves_nothing_behind(served):
    """In the middle of a photo; the place in the queue is free again."""
    for _ in range(40):
        where = urlsplit(served)
        with socket.create_connection((where.hostname, where.port)) as connection:
            connection.sendall(head(served, "Content-Length: 100000") + bytes(100))
    whole = head(served, f"Content-Length: {len(PLAIN)}", "Connection: close") + PLAIN
    assert status_of(spoken(served, [whole])) == 200


def status_once_ready(address, request):
    """The status of the answer, when the workers have loaded what they need."""
    for _ in range(300):
        status = status_of(spoken(address, [request], patience=60))
        if status != 503:
            return status
        time.sleep(0.2)
    pytest.fail("the service never got ready")


@pytest.mark.slow
def test_a_worker_that_dies_takes_nothing_with_it():
    """A photo that crashes the decoder is a problem of its own, and so is one that hangs."""
    settings = ServiceSettings(jobs=1, photo_seconds=PHOTO_SECONDS)
    with listening(create_app(settings, harmful_photos.build)) as address:
        sent = {}
        for name in ("crash.png", "hang.png", "sound.png"):
            request = (
                f"POST /v1/check?name={name} HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\nConnection: close\r\n"
            )
            whole = f"{request}Content-Length: {len(PLAIN)}\r\n\r\n".encode() + PLAIN
            sent[name] = status_once_ready(address, whole)
    assert sent == {"crash.png": 400, "hang.png": 413, "sound.png": 200}


@pytest.mark.slow
def test_a_worker_that_is_ended_leaves_no_file(tmp_path, monkeypatch):
    """Not even what a library has put on the disk for a moment, before the answer is there."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    settings = ServiceSettings(jobs=1, photo_seconds=PHOTO_SECONDS)
    with listening(create_app(settings, harmful_photos.build)) as address:
        request = (
            f"POST /v1/redact?name=litter.png HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\nConnection: close\r\n"
        )
        whole = f"{request}Content-Length: {len(PLAIN)}\r\n\r\n".encode() + PLAIN
        status = status_once_ready(address, whole)
    assert status == 413
    assert list(tmp_path.iterdir()) == []


class Elsewhere(BaseHTTPRequestHandler):
    """A page of another site."""

    def do_GET(self):
        """Show it."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Elsewhere</title>")

    def log_message(self, *_):
        """Say nothing."""


@pytest.mark.slow
def test_a_page_on_another_origin_can_do_nothing(browser, served):
    """In a real browser: it can neither post, nor read, nor show it in a frame."""
    other = HTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=other.serve_forever)
    thread.start()
    page = browser.new_page()
    try:
        page.goto(f"http://127.0.0.1:{other.server_port}/")
        outcome = page.evaluate(
            """async (address) => {
              const tries = [
                () => fetch(`${address}/metrics`),
                () => fetch(`${address}/v1/check`, { method: "POST", body: "x" }),
                () => fetch(`${address}/v1/runs`, {
                  method: "POST", body: "{}", headers: { "Content-Type": "application/json" },
                }),
                () => import(`${address}/pages/dom.js`),
              ];
              const outcomes = [];
              for (const attempt of tries) outcomes.push(await attempt().then(() => "read", () => "refused"));
              const unasked = { method: "POST", body: "x", mode: "no-cors" };
              const blind = await fetch(`${address}/v1/check?name=blind`, unasked).then(
                (answer) => answer.type, () => "refused",
              );
              const frame = document.createElement("iframe");
              frame.src = address;
              document.body.append(frame);
              await new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 2000); });
              let inside = "unreadable";
              try { inside = frame.contentDocument?.title ?? "unreadable"; } catch { /* as it should be */ }
              return [outcomes, blind, inside];
            }""",
            served,
        )
    finally:
        page.close()
        other.shutdown()
        thread.join()
        other.server_close()
    reads, blind, inside = outcome
    assert reads == ["refused"] * 4
    # The browser sends it without asking; the service refuses it, and CORP hides even that.
    assert blind in {"opaque", "refused"}
    assert inside != "photocheck: look at a photo before you share it"
