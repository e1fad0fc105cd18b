"""How Word counts and names: letters of onderdelen and names of bookmarks."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

BOOKMARK_LENGTH = 40  # Word's limit for the name of a bookmark
# Names whose separators can be told apart once they are one, two or three underscores.
_READABLE = re.compile(r"[a-z0-9]+((-|__|\.)[a-z0-9]+)*")
_SEPARATORS = {"-": "_", ".": "___"}


def letter(number: int) -> str:
    """The letter of an onderdeel as Word counts: a to z, then aa, bb and so on."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


@functools.lru_cache(maxsize=8192)
def bookmark_name(prefix: str, name: str) -> str:
    """A legal bookmark name: letters, digits and underscores, at most 40 characters, one per
    name.
    """
    plain = prefix + "".join(
        _SEPARATORS.get(char, char if char.isalnum() else "_") for char in name
    )
    if len(plain) <= BOOKMARK_LENGTH and _READABLE.fullmatch(name):
        return plain
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{plain[: BOOKMARK_LENGTH - 9]}_{digest}"


def roman(number: int) -> str:
    """A number in lower-case Roman numerals."""
    made = ""
    for value, sign in _ROMAN:
        made += sign * (number // value)
        number %= value
    return made


_ROMAN_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN = tuple(
    zip(
        _ROMAN_VALUES,
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Level:
    """How a numbering level looks: its text with %1 … %9 for the numbers, and each number's format
    (ECMA-376-1, 17.9.11 and 17.9.17).
    """

    text: str
    form: str


def show(number: int, form: str) -> str:
    """One number in a format of Word; an unknown format shows digits."""
    if form in ("lowerLetter", "upperLetter"):
        return letter(number) if form == "lowerLetter" else letter(number).upper()
    if form in ("lowerRoman", "upperRoman"):
        return roman(number) if form == "lowerRoman" else roman(number).upper()
    return "" if form == "none" else str(number)


def label(counts: Sequence[int], levels: Sequence[Level]) -> str:
    """The label of a numbered paragraph.

    Args:
        counts: the numbers of each level down to the paragraph's own.
        levels: the look of each level, the outermost first.
    """
    text = levels[len(counts) - 1].text
    for order, (number, level) in enumerate(zip(counts, levels, strict=False), start=1):
        text = text.replace(f"%{order}", show(number, level.form))
    return text
