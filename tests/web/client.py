"""A browser of a kind: it asks the application for pages without a network, and can lie as an
attacker does.
"""

from __future__ import annotations

import asyncio
import functools
import html
import re
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from msgspec import Struct

from dlr_docs.web.bench import Bench
from dlr_docs.web.folder import Folder
from dlr_docs.web.serving.app import make_app
from dlr_docs.web.serving.security import Gate, Guard

PORT = 8765
HOST = f"127.0.0.1:{PORT}"


class Answer(Struct, frozen=True):
    """What came back; ``unread`` is how much of what was sent the application did not take."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    address: str
    unread: int

    @property
    def text(self) -> str:
        """It as text."""
        return self.body.decode()

    @property
    def said(self) -> str:
        """Its words, without elements."""
        plain = re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", self.text, flags=re.DOTALL)
        return " ".join(html.unescape(plain).split())

    def inputs(self) -> dict[str, str]:
        """The fields of its forms with what is in them; of several with one name the last, of boxes
        of questions (``c:``) those that are ticked.
        """
        found = {}
        for tag in re.findall(r"<input[^>]*>", self.text):
            name, value = (re.search(rf' {key}="([^"]*)"', tag) for key in ("name", "value"))
            is_box = 'type="radio"' in tag or 'type="checkbox"' in tag
            is_ticked = 'name="c:' in tag and " checked" in tag
            if name and (is_ticked or not is_box):
                found[html.unescape(name[1])] = html.unescape(value[1]) if value else ""
        for name, inside in re.findall(
            r'<textarea[^>]* name="([^"]*)"[^>]*>(.*?)</textarea>', self.text, re.DOTALL
        ):
            found[html.unescape(name)] = html.unescape(inside)
        for name, inside in re.findall(
            r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', self.text, re.DOTALL
        ):
            chosen = re.search(r'value="([^"]*)" selected', inside)
            found[html.unescape(name)] = html.unescape(chosen[1]) if chosen else ""
        return found


class Browser:
    """Somebody at the workbench of a folder."""

    def __init__(self, folder: Path, library: Path | None = None) -> None:
        self.gate = Gate(PORT)
        self.stopped: list[bool] = []
        self.bench = Bench(Folder(folder), library)
        self.bench.patience = 60  # a busy machine shows what any other does
        self.app: Guard = make_app(self.bench, self.gate, lambda: self.stopped.append(True))
        self.cookies: dict[str, str] = {}

    def enter(self) -> Browser:
        """Open the address that the command prints."""
        assert self.get(f"/?code={self.gate.token}").status == 200
        return self

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Open a page, and follow where it leads."""
        return self._follow(self.ask("GET", address, headers))

    def post(
        self,
        address: str,
        form: Mapping[str, str] | Iterable[tuple[str, str]],
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a form, and follow where that leads."""
        return self._follow(self.send(address, form, headers))

    def send(
        self,
        address: str,
        form: Mapping[str, str] | Iterable[tuple[str, str]],
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a form, and no more."""
        pairs = form.items() if isinstance(form, Mapping) else form
        body = urlencode([*pairs]).encode()
        own = {
            "origin": f"http://{HOST}",
            "content-type": "application/x-www-form-urlencoded",
            **(headers or {}),
        }
        return self.ask("POST", address, own, body)

    def upload(
        self,
        address: str,
        name: str,
        data: bytes,
        field: str = "bestand",
        form: Iterable[tuple[str, str]] = (),
    ) -> Answer:
        """Send a file, as a form with a file does, beside what else is in the form."""
        disposition = "--x\r\ncontent-disposition: form-data; name="
        plain = "".join(f'{disposition}"{key}"\r\n\r\n{value}\r\n' for key, value in form)
        head = f'{plain}{disposition}"{field}"; filename="{name}"\r\n\r\n'
        own = {"origin": f"http://{HOST}", "content-type": "multipart/form-data; boundary=x"}
        return self._follow(self.ask("POST", address, own, head.encode() + data + b"\r\n--x--\r\n"))

    def _follow(self, answer: Answer) -> Answer:
        for _ in range(5):
            if answer.status not in (302, 303, 307):
                return answer
            answer = self.ask("GET", answer.headers["location"])
        raise AssertionError("it leads round and round")

    def ask(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        path: str | None = None,
    ) -> Answer:
        """One request, with whatever headers."""
        parts = urlsplit(address)
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        given = {"host": HOST, **({"cookie": jar} if jar else {}), **(headers or {})}
        given.setdefault("content-length", str(len(body)))
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path if path is not None else _decoded(parts.path),
            "raw_path": parts.path.encode(),
            "root_path": "",
            "query_string": parts.query.encode(),
            "headers": [(key.lower().encode(), value.encode()) for key, value in given.items()],
            "server": ("127.0.0.1", PORT),
            "client": ("127.0.0.1", 50_000),
        }
        asked = _asked(self.app, scope, body, address)
        answer = asyncio.run_coroutine_threadsafe(asked, _loop()).result()
        cookie = answer.headers.get("set-cookie", "")
        if cookie:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer


@functools.cache
def _loop() -> asyncio.AbstractEventLoop:
    """What answers requests, one beside the other, as the server does; it goes on between them."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return loop


def _decoded(path: str) -> str:
    from urllib.parse import unquote

    return unquote(path)


async def _asked(app: Any, scope: dict[str, Any], body: bytes, address: str) -> Answer:
    pieces = [body[at : at + 65_536] for at in range(0, len(body), 65_536)] or [b""]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if not pieces:
            return {"type": "http.disconnect"}
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start = sent[0]
    headers = {key.decode().lower(): value.decode() for key, value in start["headers"]}
    content = b"".join(item.get("body", b"") for item in sent[1:])
    return Answer(start["status"], headers, content, address, sum(map(len, pieces)))
