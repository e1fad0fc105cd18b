"""Numbers that a paragraph has of its own, beside that of its style: the buttons for bullets and
numbers, and for another level, leave the style as it is.
"""

from __future__ import annotations

from typing import Any

from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.numbering import LevelUse, numbering_of
from dlr_docs.word.package.reading.styles import styles_of, value_of
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_NO_LIST = "0"  # switches numbering off (ECMA-376-1, 17.9.18)
_FIRST = 0
_WITHOUT, _BULLET = "zonder nummer", "met een opsommingsteken"
_NUMBER, _OTHER, _AGAIN = "met een nummer", "anders genummerd", "opnieuw genummerd"
_STYLE = "in een andere stijl dan bij het nummer hoort"
NUMBERS = frozenset((_WITHOUT, _BULLET, _NUMBER, _OTHER, _AGAIN, _STYLE))


class OwnNumbers:
    """The numbers of the paragraphs of a package."""

    def __init__(self, package: Package) -> None:
        self._numbering = numbering_of(package, styles_of(package))
        uses = self._numbering.of_style.items()
        self._styles = {_key(use): style for style, use in reversed([*uses])}

    def style(self, paragraph: Any) -> str:
        """The other style that the own number of a paragraph is of, when its style has a number
        too; nothing when it is of none. A heading is one by its look: LibreOffice leaves the number
        of the line that it was before.
        """
        of_style, use = self._uses(paragraph)
        if of_style is None or use is None or of_style.order == _FIRST:
            return ""
        return "" if _key(of_style) == _key(use) else self._styles.get(_key(use), "")

    def _uses(self, paragraph: Any) -> tuple[LevelUse | None, LevelUse | None]:
        """The level that the style of a paragraph numbers with, and its own."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        use = None if own is None else self._numbering.of(paragraph)
        return self._numbering.of_style.get(self._numbering.styles.of(paragraph)), use

    def looks(self, element: Any) -> list[str]:
        """The same of the paragraphs in an element, in order."""
        return [self.look(paragraph) for paragraph in element.iter(f"{_W}p")]

    def look(self, paragraph: Any) -> str:
        """What somebody did to the number of a paragraph, in words; nothing when it has that of a
        style of the document.
        """
        of_style, use = self._uses(paragraph)
        if use is not None and _key(use) in self._styles:
            is_deeper = of_style is not None and of_style.order > use.order > _FIRST
            return _STYLE if is_deeper else ""
        if use is not None:
            return _look(use, of_style)
        identity = value_of(paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId"))
        return _WITHOUT if identity == _NO_LIST and of_style is not None else ""


def _look(use: LevelUse, of_style: LevelUse | None) -> str:
    """How a number differs from that of the style."""
    level = use.level
    if of_style is not None and (level.text, level.form) == (
        of_style.level.text,
        of_style.level.form,
    ):
        is_again = use.list is not of_style.list and use.order in use.list.starts
        return _AGAIN if is_again else ""
    if level.form == "bullet":
        return _BULLET
    return _NUMBER if of_style is None else _OTHER


def _key(use: LevelUse) -> tuple[str, int]:
    return use.list.id, use.order
