"""Fonts that a reader may be expected to have, and the check on those of a Word template.

Three groups: what Word and Windows or macOS bring, what LibreOffice brings, and free fonts with the
same widths as those of Word (Carlito for Calibri, Caladea for Cambria, Liberation for Arial, Times
New Roman and Courier New). Which fonts this computer has tells nothing about the reader's, so that
is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.xml import W
from dlr_docs.word.template.checks.findings import TemplateFinding

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"

_WORD = """
Aptos, Aptos Display, Aptos Narrow, Arial, Arial Black, Arial Narrow, Avenir Next LT Pro,
Bahnschrift, Book Antiqua, Bookman Old Style, Calibri, Calibri Light, Cambria, Cambria Math,
Candara, Century, Century Gothic, Century Schoolbook, Comic Sans MS, Consolas, Constantia,
Corbel, Courier, Courier New, Ebrima, Franklin Gothic Book, Franklin Gothic Medium, Gadugi,
Garamond, Georgia, Gill Sans MT, Impact, Lucida Console, Lucida Sans Unicode, Malgun Gothic,
Microsoft Sans Serif, MS Gothic, MS Mincho, MS PGothic, MS Sans Serif, Palatino Linotype,
Rockwell, Segoe Print, Segoe Script, Segoe UI, Segoe UI Light, Segoe UI Semibold, Segoe UI
Symbol, SimSun, Sylfaen, Symbol, Tahoma, Times, Times New Roman, Trebuchet MS, Tw Cen MT,
Verdana, Webdings, Wingdings, Wingdings 2, Wingdings 3, Yu Gothic, Yu Mincho
"""
_LIBREOFFICE = """
DejaVu Sans, DejaVu Sans Mono, DejaVu Serif, Liberation Mono, Liberation Sans, Liberation Sans
Narrow, Liberation Serif, Linux Biolinum G, Linux Libertine G, Lohit Devanagari, Noto Sans, Noto
Sans CJK SC, Noto Serif, Noto Serif CJK SC, Open Sans, OpenSymbol, Gentium Basic, Gentium Book
Basic
"""
_SAME_WIDTHS = """
Arimo, Caladea, Carlito, Cousine, Gelasio, Tinos
"""

COMMON = frozenset(
    name.strip().casefold()
    for name in ",".join((_WORD, _LIBREOFFICE, _SAME_WIDTHS)).replace("\n", " ").split(",")
)


def is_common(name: str) -> bool:
    """Whether a reader may be expected to have a font."""
    return name.casefold() in COMMON


def check_fonts(package: Package) -> Iterator[TemplateFinding]:
    """Fonts that readers may be expected to have, or that are embedded."""
    there = _embedded(package)
    theme = _theme_fonts(package)
    found: dict[str, tuple[str, str]] = {}
    for part, root in package.roots.items():
        for fonts in root.iter(f"{{{W}}}rFonts") if part.startswith("word/") else ():
            for name in _fonts_named(fonts, theme):
                found.setdefault(name, (part, _place_of_font(fonts)))
    for name, (part, place) in found.items():
        if not is_common(name) and name.casefold() not in there:
            message = f"het lettertype '{name}'{place} is niet overal aanwezig en niet ingesloten"
            hint = (
                "Sluit het in (Word: Opties > Opslaan > Lettertypen "
                "insluiten), of kies een ander, zoals Calibri."
            )
            yield TemplateFinding(message, hint, part)


def _fonts_named(fonts: Any, theme: dict[str, str]) -> Iterator[str]:
    for name in ("ascii", "hAnsi"):
        themed = fonts.get(f"{{{W}}}{name}Theme")
        named = theme.get(themed[:5]) if themed else fonts.get(f"{{{W}}}{name}")
        if named:
            yield named


def _place_of_font(fonts: Any) -> str:
    style = next(fonts.iterancestors(f"{{{W}}}style"), None)
    if style is not None:
        return f" van de stijl '{style.get(f'{{{W}}}styleId')}'"
    return (
        " van de gewone tekst"
        if next(fonts.iterancestors(f"{{{W}}}docDefaults"), None) is not None
        else ""
    )


def _embedded(package: Package) -> set[str]:
    root = package.roots.get("word/fontTable.xml")
    fonts = [] if root is None else root.findall(f"{{{W}}}font")
    return {
        (font.get(f"{{{W}}}name") or "").casefold()
        for font in fonts
        if any(child.tag.startswith(f"{{{W}}}embed") for child in font)
    }


def _theme_fonts(package: Package) -> dict[str, str]:
    """The fonts for headings (major) and text (minor) that the theme names."""
    found = {}
    for name, root in package.roots.items():
        if name.startswith("word/theme/"):
            for sort in ("major", "minor"):
                latin = root.find(f".//{{{_A}}}{sort}Font/{{{_A}}}latin")
                if latin is not None:
                    found[sort] = latin.get("typeface") or ""
    return found
