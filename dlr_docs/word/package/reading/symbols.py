"""Symbols that Word keeps as a number in a font (w:sym, ECMA-376-1, 17.3.3.30), as characters.

Only what agreements and forms use of the fonts that Word itself picks from; of another symbol its
private character is kept, so that two different ones stay different.
"""

from __future__ import annotations

import re


def _table(pairs: str) -> dict[int, str]:
    """Characters by the last two digits of their number in a font."""
    return {int(pair[:2], 16): pair[2:] for pair in pairs.split()}


_SYMBOL = {
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **_table("22∀ 2D− A0€ A2′ A3≤ A5∞ AB↔ AC← AD↑ AE→ AF↓ B0° B1± B2″ B3≥ B4× B7• B8÷ B9≠ BB≈"),
    **_table("BC… C7∩ C8∪ CE∈ D2® D3© D4™ D6√ E2® E3© E4™ E5∑"),
}
_WINGDINGS = _table(
    "21✏ 22✂ 28🕿 2A🖂 46☞ 4A☺ 4C☹ 6C● 6D❍ 6E■ 6F□ 70❐ 71❑ 72❒ 74⧫ 75◆ 76❖ 9F• A1○ A7▪ A8◻ AB★ "
    "D8➢ DF← E0→ E1↑ E2↓ E8➔ F0⇨ FB✗ FC✓ FD☒ FE☑"
)
_WINGDINGS_2 = _table("4F✗ 50✓ 51☒ 52☑ 54☒ 97● A3□")
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_CODE = re.compile(r"[0-9A-Fa-f]{1,4}")


def character_of(code: str, font: str) -> str:
    """The character that a symbol shows.

    Args:
        code: its number in the font, in hexadecimal; Word adds F000 to it.
        font: the font that it is taken from.

    Returns:
        The character; the private one when this symbol is not known; nothing when the code is none.
    """
    if not _CODE.fullmatch(code) or 0xD800 <= int(code, 16) <= 0xDFFF or not int(code, 16):
        return ""
    number = int(code, 16)
    known = _FONTS.get(font.casefold(), {})
    return known.get(number & 0xFF if number >= 0xF000 else number, chr(number))


def as_shown(text: str, font: str) -> str:
    """A text in a font of symbols as a reader sees it; a text in another font as it is."""
    if font.casefold() not in _FONTS:
        return text
    return "".join(character_of(f"{ord(char):X}", font) or char for char in text)
