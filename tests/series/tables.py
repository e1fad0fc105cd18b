"""Tables as people leave them, for the small library and its one kind of document."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from dlr_docs.basis.problems import DlrDocsError, Problem
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.choices import Choices
from dlr_docs.series.table.reading import SeriesTable, read_table
from tests.small import SmallLibrary

CHOICES = """\
bundel: Proef
partijen:
  linde:
    soort: school
documenten:
  - soort: brief
"""
NAME, REGION, DAY = "partijen.linde.naam", "gegevens.regio", "gegevens.ingangsdatum"
HEAD = ["map", NAME, DAY]
Rows = Sequence[Sequence[Any]]


def choices(text: str = CHOICES) -> Choices:
    """The choice file that tables complete."""
    return parse_choices(text, "keuzes.yaml")


def workbook(sheets: Mapping[str, Rows], change: Callable[[Any], None] | None = None) -> bytes:
    """An .xlsx with these rows; ``change`` may do more to it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    if change:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def written(folder: Path, content: bytes | str, name: str = "tabel.xlsx") -> Path:
    """A table on disk."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def table(
    folder: Path,
    small: SmallLibrary,
    rows: Rows,
    change: Callable[[Any], None] | None = None,
    text: str = CHOICES,
    **others: Rows,
) -> SeriesTable:
    """The table with these rows on its sheet Gegevens, as it is read."""
    content = workbook({"Gegevens": rows, **others}, change)
    return read_table(written(folder, content), choices(text), small.load())


def problems_of(act: Callable[[], object]) -> Sequence[Problem]:
    """The problems that stop an act."""
    try:
        act()
    except DlrDocsError as exc:
        return exc.problems
    raise AssertionError("nothing was wrong")


def values_of(found: SeriesTable) -> list[dict[str, object]]:
    """What each row says, by key."""
    return [{".".join(map(str, item.path)): item.raw for item in row.cells} for row in found.rows]
