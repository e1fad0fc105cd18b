"""Who may talk to the workbench: one browser of the person who started it, and no other page in it.

Every request passes here before anything else sees it. The address that the command prints holds a
token, which is exchanged for a cookie that scripts cannot read and other sites cannot send. The
host is checked, since any name can be made to point at this machine (DNS rebinding), and the origin
of everything that changes something.
"""

from __future__ import annotations

import hmac
import secrets
from http.cookies import CookieError, SimpleCookie

from msgspec import Struct, field
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAXIMUM_UPLOAD = 20_000_000
_MAXIMUM_FORM = MAXIMUM_UPLOAD + 200_000  # a file, and what a form says around it
_METHODS = ("GET", "HEAD", "POST")
_READING = ("GET", "HEAD")
_OURS = ("same-origin", "none")  # Sec-Fetch-Site of our own pages, and of an address that is typed
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}
_NOT_KNOWN = (
    "Deze pagina hoort bij wie de werkbank heeft gestart.\n\n"
    "Open het adres dat 'dlr-docs werkbank' toont; daar hoort een code bij.\n"
)


class Gate(Struct, frozen=True):
    """What a request must have: the port that was asked, the token of the first address, and the
    cookie that comes in its place.
    """

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def hosts(self) -> tuple[str, ...]:
        """What a browser on this machine can call it."""
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    @property
    def cookie(self) -> str:
        """The name of the cookie; browsers do not keep those of two ports apart."""
        return f"dlr-werkbank-{self.port}"

    @property
    def address(self) -> str:
        """The address that the command prints."""
        return f"http://{self.hosts[0]}/?code={self.token}"

    def has_session(self, headers: Headers) -> bool:
        """Whether a request comes with the cookie."""
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return False
        return found is not None and _same(found.value, self.session)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


class TooMuch(Exception):
    """A request is larger than anything that the pages send."""


class Guard:
    """Lets a request through, or answers it itself."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = self._refusal(scope) or self._first_visit(scope)
        if answer is not None:
            await answer(scope, receive, _with_headers(send))
            return
        bounded = _Bounded(receive, send)
        try:
            await self._app(scope, bounded.receive, bounded.send)
        except TooMuch:
            if not bounded.began:
                too_much = PlainTextResponse("Dit is te groot.\n", 413)
                await too_much(scope, receive, _with_headers(send))
        except Exception:
            if not bounded.began:  # the application answers its own faults, and then raises them
                raise

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        """The answer to what is not for us."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._gate.hosts:
            return PlainTextResponse("Dit adres hoort niet bij de werkbank.\n", 421)
        if scope["method"] not in _METHODS:
            return PlainTextResponse("Dit kan de werkbank niet.\n", 405)
        if scope["method"] not in _READING and not self._is_ours(headers):
            return PlainTextResponse("Dit formulier komt niet van de werkbank.\n", 403)
        if not self._has_code(scope) and not self._gate.has_session(headers):
            return PlainTextResponse(_NOT_KNOWN, 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > 12 or int(length) > _MAXIMUM_FORM:
            return PlainTextResponse("Dit is te groot.\n", 413)
        return None

    def _is_ours(self, headers: Headers) -> bool:
        """Whether what changes something comes from a page of ours."""
        origins = headers.getlist("origin")
        ours = [f"http://{headers['host'].lower()}"]
        return origins == ours and headers.get("sec-fetch-site", "same-origin") in _OURS

    def _has_code(self, scope: Scope) -> bool:
        code = self._code(scope)
        return bool(code) and scope["method"] == "GET" and _same(code, self._gate.token)

    def _code(self, scope: Scope) -> str:
        if scope["path"] != "/":
            return ""
        query = scope["query_string"].decode("latin-1")
        return query.removeprefix("code=") if query.startswith("code=") else ""

    def _first_visit(self, scope: Scope) -> RedirectResponse | None:
        """The cookie in exchange for the token, and then the page without it in its address."""
        if not self._has_code(scope):
            return None
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._gate.cookie, self._gate.session, httponly=True, samesite="strict")
        return answer


class _Bounded:
    """Counts what comes in, whatever a request says of its length, and puts headers on what goes
    out.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = _with_headers(send)
        self._left = _MAXIMUM_FORM
        self.began = False

    async def receive(self) -> Message:
        """The next piece of the request."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooMuch
        return message

    async def send(self, message: Message) -> None:
        """The next piece of the answer."""
        self.began = True
        await self._send(message)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sending
