"""How a number shows in each format of Word (ST_NumberFormat, ECMA-376-1, 17.18.59), in Dutch."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_LARGEST = 32_767  # Word counts no further; a letter or numeral for more could fill the memory
_NOTE_MARKS = "*†‡§"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ZEROS = re.compile(r"decimalZero(\d)")


def letter(number: int) -> str:
    """The letter of an onderdeel as Word counts: a to z, then aa, bb and so on."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


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


def _note_mark(number: int) -> str:
    """The marks of notes in the Chicago Manual of Style: *, †, ‡, §, then doubled."""
    return _NOTE_MARKS[(number - 1) % 4] * ((number - 1) // 4 + 1)


def _in_words(number: int, kind: str) -> str:
    """A number as a Dutch word that begins a line."""
    from num2words import num2words

    words: str = num2words(number, lang="nl", to=kind)
    return words.replace("één", "een").capitalize()  # Word writes it without accents


def _enclosed(first: int) -> Callable[[int], str]:
    """Digits in a sign of their own, of which there are twenty from ``first`` on."""
    return lambda number: chr(first + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _enclosed(0x2460),
    "decimalEnclosedParen": _enclosed(0x2474),
    "decimalEnclosedFullstop": _enclosed(0x2488),
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "upperLetter": lambda number: letter(number).upper(),
    "lowerLetter": letter,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "ordinal": lambda number: f"{number}e",
    "cardinalText": lambda number: _in_words(number, "cardinal"),
    "ordinalText": lambda number: _in_words(number, "ordinal"),
    "chicago": _note_mark,
    "bullet": lambda _: "",  # a level with a sign has no number, also in the labels of lower levels
    "none": lambda _: "",
}


def is_known(form: str) -> bool:
    """Whether we know how Word shows numbers in a format."""
    return form in _FORMATS or _ZEROS.fullmatch(form) is not None


def show(number: int, form: str) -> str:
    """One number in a format of Word; an unknown format shows digits, as in Word.

    Args:
        form: a value of ST_NumberFormat, or ``decimalZero`` with the number of digits that Word's
            own format for that many has (``decimalZero3``: 001).
    """
    zeros = _ZEROS.fullmatch(form)
    if zeros:
        return f"{number:0{zeros[1]}}"
    return str(number) if number > _LARGEST else _FORMATS.get(form, str)(number)
