"""Texts that say nothing: whoever fills in "PM" has filled in nothing, and the value stays open.

Which words say nothing is data of the library (``woorden.yaml``, ``zegt_niets``).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from dlr_docs.basis.characters import without_filler
from dlr_docs.model.values import Content, Value

# What stands between two things that are said: "n.v.t. / PM", "ntb (volgt)".
_BETWEEN = re.compile(r"[/;:,()\[\]<>{}|\n]|\s[-–—]\s")
_AND = re.compile(r"\s(?:en|of)\s")
ANNEX = "#"  # in words of a library: the number or letter of an annex
_NUMBERS: tuple[int | str, ...] = (*range(1, 51), *"abcdefghij")
_LONGEST = 100  # characters; a longer text says something, if only that much


def says_nothing(text: str, words: AbstractSet[str]) -> bool:
    """Whether a text is nothing but dots, dashes and words that say nothing.

    Args:
        words: as :func:`as_vague` writes them.
    """
    if len(text) > _LONGEST:
        return False
    parts = [part for part in _BETWEEN.split(text) if without_filler(part)]
    return without_filler(text) in words or all(_is_vague_all(part, words) for part in parts)


def vague_words(lines: Iterable[str]) -> frozenset[str]:
    """The words of a library that say nothing, as they are looked up: with a ``#`` for the number
    of an annex, those with every number that one can have.
    """
    return frozenset(itertools.chain.from_iterable(as_numbered(line, _NUMBERS) for line in lines))


def as_numbered(words: str, numbers: Iterable[int | str]) -> Iterator[str]:
    """Words that say nothing as they are looked up, with these numbers in the place of ``#``."""
    if ANNEX in words:
        yield from (as_vague(words.replace(ANNEX, str(number))) for number in numbers)
    else:
        yield as_vague(words)


def as_vague(words: str) -> str:
    """Words that say nothing, as they are looked up: ``n.t.b. *`` is ``ntb*``."""
    before, after = (star * (star == "*") for star in (words[0], words[-1]))
    return f"{before}{without_filler(words)}{after}"


def _is_vague_all(part: str, words: AbstractSet[str]) -> bool:
    """Whether words say nothing as a whole, or on both sides of every "en" and "of"."""
    if _is_vague(part, words):
        return True
    pieces = _AND.split(part)
    return len(pieces) > 1 and all(_is_vague(piece, words) for piece in pieces)


def _is_vague(part: str, words: AbstractSet[str]) -> bool:
    """Whether words say nothing, or begin or end with what says nothing whatever stands beside it:
    "nader te bepalen door de directies".
    """
    pieces = [without_filler(piece) for piece in part.split()]
    whole = "".join(pieces)
    if whole in words:
        return True
    if len(pieces) > 1 and all(piece in words for piece in pieces):
        return True
    ends = itertools.accumulate(map(len, pieces[:-1]))
    return any(f"{whole[:end]}*" in words or f"*{whole[end:]}" in words for end in ends)


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
