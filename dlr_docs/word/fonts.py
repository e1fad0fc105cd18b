"""Fonts that a reader may be expected to have.

Three groups: what Word and Windows or macOS bring, what LibreOffice brings, and free fonts with the same widths as
those of Word (Carlito for Calibri, Caladea for Cambria, Liberation for Arial, Times New Roman and Courier New).
Which fonts this computer has tells nothing about the reader's, so that is not asked.
"""

from __future__ import annotations

_WORD = """
Aptos, Aptos Display, Aptos Narrow, Arial, Arial Black, Arial Narrow, Avenir Next LT Pro, Bahnschrift, Book Antiqua,
Bookman Old Style, Calibri, Calibri Light, Cambria, Cambria Math, Candara, Century, Century Gothic, Century Schoolbook,
Comic Sans MS, Consolas, Constantia, Corbel, Courier New, Ebrima, Franklin Gothic Book, Franklin Gothic Medium,
Gadugi, Garamond, Georgia, Gill Sans MT, Impact, Lucida Console, Lucida Sans Unicode, Malgun Gothic,
Microsoft Sans Serif, MS Gothic, MS Mincho, MS PGothic, MS Sans Serif, Palatino Linotype, Rockwell,
Segoe Print, Segoe Script, Segoe UI, Segoe UI Light, Segoe UI Semibold, Segoe UI Symbol, SimSun, Sylfaen, Symbol,
Tahoma, Times, Times New Roman,
Trebuchet MS, Tw Cen MT, Verdana, Webdings, Wingdings, Wingdings 2, Wingdings 3, Yu Gothic, Yu Mincho
"""
_LIBREOFFICE = """
DejaVu Sans, DejaVu Sans Mono, DejaVu Serif, Liberation Mono, Liberation Sans, Liberation Sans Narrow,
Liberation Serif, Linux Biolinum G, Linux Libertine G, Lohit Devanagari, Noto Sans, Noto Sans CJK SC, Noto Serif,
Noto Serif CJK SC, Open Sans, OpenSymbol, Gentium Basic, Gentium Book Basic
"""
_SAME_WIDTHS = """
Arimo, Caladea, Carlito, Cousine, Gelasio, Tinos
"""

COMMON = frozenset(
    name.strip().casefold()
    for group in (_WORD, _LIBREOFFICE, _SAME_WIDTHS)
    for name in group.replace("\n", " ").split(",")
)


def is_common(name: str) -> bool:
    """Whether a reader may be expected to have a font."""
    return name.casefold() in COMMON
