"""Who is let in: this machine's own names, its own page, and whoever knows the token."""

from __future__ import annotations

import logging

import pytest
from drawn import FACE, PLAIN

from photocheck.errors import UsageError
from photocheck.service.settings import ServiceSettings

TOKEN = "a-token-that-is-long-enough"  # noqa: S105 - of the tests
ADDRESSES = ["/", "/healthz", "/metrics", "/openapi.json", "/pages/drop.js", "/no/such/place"]


def test_an_address_for_others_needs_a_token():
    """Without one the service does not start; a short one can be guessed."""
    for host in ("0.0.0.0", "192.168.0.7", "::", "photos.example"):  # noqa: S104 - refused
        with pytest.raises(UsageError, match="token"):
            ServiceSettings(host=host).check()
        ServiceSettings(host=host, token=TOKEN).check()
    with pytest.raises(UsageError, match="short"):
        ServiceSettings(token="12345").check()  # noqa: S106 - of the tests
    for host in ("127.0.0.1", "127.0.0.2", "::1", "localhost"):
        ServiceSettings(host=host).check()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[", "localhost.evil.example:8765"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_another_name_for_this_machine_is_refused(client, host, address):
    """DNS rebinding gives a page of another site an address that leads here, but not our name."""
    answer = client.get(address, headers={"Host": host})
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1", "[::1]:8765", "LOCALHOST"])
def test_its_own_names_are_known(client, host):
    """Whichever of them a browser uses."""
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_a_name_can_be_added(serve):
    """The one under which others know this machine."""
    client = serve(host="0.0.0.0", hosts=("photos.example",), token=TOKEN)  # noqa: S104 - with a token
    assert client.get("/healthz", headers={"Host": "photos.example:8765"}).status_code == 200
    assert client.get("/healthz", headers={"Host": "other.example"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:8765"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    ],
)
def test_a_page_of_another_site_cannot_post(client, headers):
    """Not by a script, nor by a form, nor from a file."""
    answer = client.post("/v1/check", content=FACE, headers=headers)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_a_page_of_another_site_cannot_read(client):
    """A link may lead here; a picture, a script or a frame may not, and nobody may read what it leads to."""
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}).status_code == 200
    for mode in ("no-cors", "cors"):
        headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode}
        assert client.get("/metrics", headers=headers).status_code == 403


def test_its_own_page_may_post(client):
    """With the origin that a browser sends."""
    headers = {"Origin": "http://127.0.0.1:8765", "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}
    assert client.post("/v1/check", content=PLAIN, headers=headers).status_code == 200


@pytest.mark.parametrize("address", ["/", "/metrics", "/openapi.json", "/pages/drop.js", "/v1/check", "/no/such/place"])
def test_with_a_token_nothing_is_open(serve, address):
    """But whether the service is up; whoever sends it is let in, as a program or as a browser does."""
    client = serve(token=TOKEN)
    answer = client.get(address)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic ")
    assert client.get("/healthz").status_code == 200
    for wrong in ("Bearer wrong", f"Token {TOKEN}", "Basic !!!", f"Bearer {TOKEN}x", "Bearer", "Bearer é"):
        assert client.get(address, headers={"Authorization": wrong.encode()}).status_code == 401
    assert client.get(address, headers={"Authorization": f"Bearer {TOKEN}"}).status_code != 401
    assert client.get(address, auth=("anybody", TOKEN)).status_code != 401


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_sealed(client, address):
    """Refusals too: no script but our own files, no frame, no guessing of types, nothing kept by the browser."""
    for answer in (client.get(address), client.get(address, headers={"Host": "evil.example"})):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-store"


def test_pages_hold_no_inline_script(client):
    """The policy would not run it; and nothing is loaded from elsewhere."""
    page = client.get("/").text
    assert "<script>" not in page
    assert " style=" not in page
    assert "http" not in page


def test_nothing_of_a_photo_is_logged(client, caplog):
    """Neither its name nor an address that somebody made up."""
    caplog.set_level(logging.DEBUG)
    client.post("/v1/check?name=mrs-miller-at-the-clinic.png", content=FACE)
    client.post("/v1/check", files={"photo": ("mrs-miller.png", FACE)})
    client.get("/mrs-miller.png")
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("httpx")]
    assert any("/v1/check 200" in line for line in ours)
    assert not any("miller" in line for line in ours)
