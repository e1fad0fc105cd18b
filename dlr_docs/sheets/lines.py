"""The lines of a sheet as XML: of thousands of them openpyxl takes twenty times as long. What is
around them, such as the head and the widths of columns, is its work.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.sheets.cells import letters
from dlr_docs.sheets.workbook import FONT, FORMULA, LINE
from dlr_docs.word.package.xml import escape

Content = str | int | None
_COLUMNS = [*map(letters, range(1, 27))]  # no sheet of ours has more


class Lines:
    """Lines below the head of a sheet; text in them is never a formula."""

    def __init__(self, sheet: Any) -> None:
        self.count = 0
        self._found: list[str] = []
        self._usual = _look(sheet, False), _look(sheet, True)
        self._bold = _look(sheet, False, bold=True), _look(sheet, True, bold=True)

    def add(self, contents: Sequence[Content], high: int) -> None:
        """Add a line, so many lines of text high."""
        size = f' ht="{LINE * high}" customHeight="1"'
        self._add(contents, size, self._usual)

    def add_total(self, contents: Sequence[Content]) -> None:
        """Add what the lines come to, apart from them, so that a filter leaves it where it is."""
        self._add((), "", self._bold)
        self._add(contents, "", self._bold)

    def as_bytes(self) -> bytes:
        """The lines as they stand in the part of the sheet."""
        return "".join(self._found).encode()

    def _add(self, contents: Sequence[Content], size: str, looks: tuple[int, int]) -> None:
        self.count += 1
        row = self.count + 1
        places = zip(_COLUMNS[: len(contents)], contents, strict=True)
        cells = "".join([_cell(f"{column}{row}", content, looks) for column, content in places])
        self._found.append(f'<row r="{row}"{size}>{cells}</row>')


def _cell(place: str, content: Content, looks: tuple[int, int]) -> str:
    """A cell; one without anything in it looks like the others."""
    if isinstance(content, str):
        content = FORBIDDEN.sub("", content)
    if content is None or content == "":
        return f'<c r="{place}" s="{looks[0]}"/>'
    if isinstance(content, int):
        return f'<c r="{place}" s="{looks[0]}"><v>{content}</v></c>'
    look = looks[content[0] in FORMULA]
    space = "" if content == content.strip() else ' xml:space="preserve"'
    text = f"<is><t{space}>{escape(content)}</t></is>"
    return f'<c r="{place}" s="{look}" t="inlineStr">{text}</c>'


def _look(sheet: Any, quoted: bool, *, bold: bool = False) -> int:
    """The number of a style in the workbook of a sheet."""
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Font

    cell = Cell(sheet, row=1, column=1)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.quotePrefix = quoted
    if bold:
        cell.font = Font(name=FONT, bold=True)
    return int(cell.style_id)
