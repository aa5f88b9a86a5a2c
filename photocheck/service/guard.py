"""Who is let in: the right name of this machine, no other web page, and whoever knows the token.

A name check stops DNS rebinding, by which a page of another site gets an address that leads here; the origin check
stops pages of other sites from posting here, which browsers let them do.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from secrets import compare_digest
from typing import Final
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from photocheck.service.problems import problem
from photocheck.service.settings import ServiceSettings, is_loopback

__all__ = ["SECURITY_HEADERS", "Guard"]

LOOPBACK_NAMES: Final = ("localhost", "127.0.0.1", "::1")
# What says only whether the service is up needs no token.
OPEN: Final = frozenset({"/healthz", "/readyz"})
# A browser that is led to an address with the token in it keeps it in this cookie, and goes on to one without.
COOKIE: Final = "photocheck-token"
SAFE: Final = frozenset({"GET", "HEAD"})

SECURITY_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


class Guard:
    """Lets a request through to the app, or answers why not; every answer gets the security headers."""

    def __init__(self, app: ASGIApp, settings: ServiceSettings) -> None:
        self._app = app
        self._token = settings.token
        self._once = settings.once
        names = {settings.host, *settings.hosts}
        if is_loopback(settings.host):
            names.update(LOOPBACK_NAMES)
        self._names = frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the request, then serve it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope, Headers(scope=scope))
        await (refusal or self._app)(scope, receive, send_safely)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if _name_of(host) not in self._names:
            return problem(
                403,
                "This is not the name under which photocheck may be called.",
                hint="Use the address that it printed when it started, or start it with --allow-host NAME.",
            )
        if not _from_own_page(scope, headers, host):
            return problem(403, "Pages of other sites may not use photocheck.", hint="Open photocheck's own page.")
        if self._token is not None and scope["path"] not in OPEN and not _knows(self._token, headers):
            if self._is_led_here(scope):
                return _let_in(self._token)
            return problem(
                401,
                "A token is needed.",
                hint="Send it as “Authorization: Bearer TOKEN”; a browser takes it as the password, with any name.",
                headers={"WWW-Authenticate": 'Basic realm="photocheck", charset="UTF-8"'},
            )
        return None

    def _is_led_here(self, scope: Scope) -> bool:
        """Whether the address that was opened is that of the page with the token in it, or a word that holds once.

        Others on this machine may see which address a browser was started with: by then it is of no use to them.
        """
        if (scope["method"], scope["path"]) != ("GET", "/"):
            return False
        sent = parse_qs(scope["query_string"].decode("latin-1")).get("token", ())
        if any(compare_digest(one.encode(), (self._token or "").encode()) for one in sent):
            return True
        if self._once is None or not any(compare_digest(one.encode(), self._once.encode()) for one in sent):
            return False
        self._once = None
        return True


def _name_of(host: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _from_own_page(scope: Scope, headers: Headers, host: str) -> bool:
    """Whether no page, or one of ours, sent this; following a link from elsewhere to a page of ours is no harm."""
    origin = headers.get("origin")
    if origin is not None and _origin(origin) != (scope["scheme"], host.lower()):
        return False
    site = headers.get("sec-fetch-site", "none")
    if site in {"none", "same-origin"}:
        return True
    return scope["method"] in SAFE and headers.get("sec-fetch-mode") == "navigate"


def _origin(origin: str) -> tuple[str, str]:
    """Scheme and host of an origin; empty for "null" and what is none."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc.lower()


def _knows(token: str, headers: Headers) -> bool:
    """Whether the token was sent, by a program or by a browser that asked for a password."""
    return any(compare_digest(sent, token.encode()) for sent in _tokens(headers))


def _let_in(token: str) -> Response:
    """Send the browser on, with the token where no page and no history shows it.

    It comes along when the page is opened by a link from elsewhere; what changes anything has to come from the page.
    """
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, token, httponly=True, samesite="lax")
    return answer


def _tokens(headers: Headers) -> Iterable[bytes]:
    cookies = cookie_parser(headers.get("cookie", ""))
    if COOKIE in cookies:
        yield cookies[COOKIE].encode("latin-1", "replace")
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        yield value.strip().encode("latin-1", "replace")
    elif scheme.lower() == "basic":
        try:
            yield base64.b64decode(value, validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            return
