"""Texts that say nothing: whoever fills in "PM" has filled in nothing, and the value stays open.

Which words say nothing is data of the library (``woorden.yaml``, ``zegt_niets``).
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from dlr_docs.basis.characters import without_filler
from dlr_docs.model.values import Content, Value

# What stands between two things that are said: "n.v.t. / PM", "ntb (volgt)".
_BETWEEN = re.compile(r"[/;:,()\[\]<>{}|\n]|\s[-–—]\s|\s(?:en|of)\s")
_LONGEST = 100  # characters; a longer text says something, if only that much


def says_nothing(text: str, words: AbstractSet[str]) -> bool:
    """Whether a text is nothing but dots, dashes and words that say nothing.

    Args:
        words: as :func:`without_filler` writes them.
    """
    if len(text) > _LONGEST:
        return False
    said = filter(None, map(without_filler, _BETWEEN.split(text)))
    return all(part in words for part in said)


def without_vague(content: Content, words: AbstractSet[str]) -> Content:
    """A content in which every text that says nothing is an open value, which keeps what was
    typed.
    """
    if isinstance(content, Value):
        if content.kind == "tekst" and content.text and says_nothing(content.text, words):
            return replace(content, raw=None, text="", vague=content.text)
        return content
    if isinstance(content, tuple):
        return tuple(without_vague(part, words) for part in content)
    return {key: without_vague(part, words) for key, part in content.items()}
