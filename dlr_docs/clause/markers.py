"""Private marks that stand for values and references in rendered clause text.

A value never enters the Markdown as text: ``rendering`` writes a mark in its place and ``parsing``
turns the mark into a node of the tree. A mark is a private-use character, a form, a content and a
closing character; Markdown takes it for a word. Clause files may not contain these characters
themselves.
"""

from __future__ import annotations

import functools
import re
from typing import Literal

OPEN, CLOSE = "\ue000", "\ue001"
Form = Literal["waarde", "tekst", "artikel", "lid", "wet", "anker", "bijlage", "anderstalig"]
_SIGN: dict[Form, str] = {
    "waarde": "",
    "tekst": "=",
    "artikel": "@",
    "lid": "#",
    "wet": "$",
    "anker": "!",
    "bijlage": "+",
    "anderstalig": "?",
}
_FORM: dict[str, Form] = {sign: form for form, sign in _SIGN.items() if sign}
_HEX = "~"
_PLAIN = re.compile(r"[a-z][a-z0-9._-]*")
PATTERN = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")


class Mark(str):
    """Text that holds only marks and harmless words; never marked again."""

    __slots__ = ()


@functools.lru_cache(maxsize=8192)
def mark(form: Form, content: str) -> Mark:
    """The mark for a content. All but plain names is written in hexadecimal, so that it cannot be
    Markdown.
    """
    plain = form != "tekst" and _PLAIN.fullmatch(content)
    body = content if plain else _HEX + content.encode("utf-8", "surrogatepass").hex()
    return Mark(f"{OPEN}{_SIGN[form]}{body}{CLOSE}")


def read(body: str) -> tuple[Form, str]:
    """The form and content of what stands between the marking characters."""
    form = _FORM.get(body[:1], "waarde")
    content = body.removeprefix(_SIGN[form])
    if content.startswith(_HEX):
        return form, bytes.fromhex(content[1:]).decode("utf-8", "surrogatepass")
    return form, content
