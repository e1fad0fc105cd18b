"""The overview of a series: for people a workbook with a row each, for programs plain data."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from typing import Any

from dlr_docs.basis.problems import Problem, Severity
from dlr_docs.series.judging import Judged, shown_problems
from dlr_docs.series.making import Made, RowResult
from dlr_docs.sheets.workbook import (
    LINE,
    as_bytes,
    lines_of,
    new_workbook,
    put_head,
    put_text,
)

OVERVIEW = "overzicht.xlsx"
_ROWS, _PROBLEMS, _OPEN = "Rijen", "Meldingen", "Nog open"
_MOST_LINES = 5000  # on a sheet with what is wrong, or open
_WIDTHS = {
    _ROWS: (34, 8, 16, 44, 12, 34, 12, 44),
    _PROBLEMS: (34, 8, 10, 16, 70, 60, 30, 24),
    _OPEN: (34, 8, 80, 44),
}


def overview_bytes(results: Sequence[RowResult], lost: Sequence[Problem] = ()) -> bytes:
    """The overview as an .xlsx; the same for the same rows, whatever run made them.

    Args:
        lost: what is wrong with lines that belong to no row.
    """
    book = new_workbook()
    rows = book.create_sheet(_ROWS)
    _begin(
        rows,
        (
            "Map",
            "Rij",
            "Stand",
            "Documenten",
            "Nog open",
            "Verplichte inhoud",
            "Meldingen",
            "Niet vervangen",
        ),
    )
    for number, result in enumerate(results, 2):
        judged, made = result.judged, result.made
        cover = _cover(judged)
        put_text(rows, number, 1, judged.name)
        rows.cell(number, 2).value = judged.number
        put_text(rows, number, 3, state(judged, made))
        put_text(rows, number, 4, "\n".join(made.files) if made else "")
        rows.cell(number, 5).value = len(judged.open_questions)
        put_text(rows, number, 6, ", ".join(f"{count} {status}" for status, count in cover.items()))
        rows.cell(number, 7).value = len(shown_problems(judged))
        put_text(rows, number, 8, "\n".join(made.edited) if made else "")
        rows.row_dimensions[number].height = LINE * max(1, len(made.files) if made else 1)
    _finish(rows, len(results) + 1)
    _add_problems(book, results, lost)
    _add_open(book, results)
    return as_bytes(book)


def state(judged: Judged, made: Made | None) -> str:
    """How a row stands, in a word or two."""
    if not judged.is_good:
        return "niet gemaakt"
    if made is None:
        return "goed"
    if made.problems:
        return "deels bewaard" if made.files else "mislukt"
    return "klaar"


def _cover(judged: Judged) -> Counter[str]:
    counts = (Counter(document.cover) for document in judged.documents)
    return functools.reduce(Counter.__add__, counts, Counter())


def _add_problems(book: Any, results: Sequence[RowResult], lost: Sequence[Problem]) -> None:
    sheet = book.create_sheet(_PROBLEMS)
    _begin(sheet, ("Map", "Rij", "Cel", "Blad", "Melding", "Advies", "Sleutel", "Code"))
    told: list[tuple[str, int | None, Problem]] = [("", None, problem) for problem in lost]
    for row in (result.judged for result in results):
        told += [(row.name, row.number, problem) for problem in shown_problems(row)]
    for line, (name, number, problem) in enumerate(told[:_MOST_LINES], 2):
        cell, place = _where(problem)
        hint = problem.hint or ""
        sheet.cell(line, 2).value = number
        texts = {1: name, 3: cell, 4: place, 5: problem.message, 6: hint}
        for column, text in (texts | {7: problem.at, 8: problem.code}).items():
            put_text(sheet, line, column, text)
        high = max(lines_of(problem.message, 65), lines_of(hint, 55))
        sheet.row_dimensions[line].height = LINE * high
    _finish(sheet, min(len(told), _MOST_LINES) + 1)


def _add_open(book: Any, results: Sequence[RowResult]) -> None:
    """A line for each question that nobody answered in a row."""
    sheet = book.create_sheet(_OPEN)
    _begin(sheet, ("Map", "Rij", "Vraag", "Sleutel"))
    told: list[tuple[Judged, Problem]] = []
    for row in (item.judged for item in results):
        told += [(row, item) for item in row.open_questions]
    for line, (row, problem) in enumerate(told[:_MOST_LINES], 2):
        sheet.cell(line, 2).value = row.number
        for column, text in ((1, row.name), (3, problem.message), (4, problem.at)):
            put_text(sheet, line, column, text)
        sheet.row_dimensions[line].height = LINE * lines_of(problem.message, 75)
    _finish(sheet, min(len(told), _MOST_LINES) + 1)


def _where(problem: Problem) -> tuple[str, str]:
    """The cell that a problem is about, and the sheet or the file."""
    source = problem.source
    return (source.cell or "", source.sheet or source.path or "") if source else ("", "")


def _begin(sheet: Any, names: Sequence[str]) -> None:
    put_head(sheet, 1, names)
    for at, width in enumerate(_WIDTHS[sheet.title]):
        sheet.column_dimensions[chr(65 + at)].width = width


def _finish(sheet: Any, rows: int) -> None:
    from openpyxl.styles import Alignment

    for row in sheet.iter_rows(min_row=2, max_row=rows):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{chr(64 + len(_WIDTHS[sheet.title]))}{rows}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def as_data(judged: Judged, made: Made | None) -> dict[str, Any]:
    """A row for a program."""
    return {
        "map": judged.name,
        "rij": judged.number,
        "stand": state(judged, made),
        "documenten": [
            {
                "id": document.id,
                "titel": document.title,
                "open": document.open_values,
                "dekking": dict(document.cover),
            }
            for document in judged.documents
        ],
        "bestanden": [f"{judged.name}/{file}" for file in made.files] if made else [],
        "gemaakt": list(made.written) if made else [],
        "bewerkt": list(made.edited) if made else [],
        "problemen": [
            problem.as_dict() for problem in (*judged.problems, *(made.problems if made else ()))
        ],
    }


def line_of(judged: Judged) -> str:
    """A row for a person: one line of a table on the screen."""
    errors = sum(1 for item in judged.problems if item.severity is Severity.ERROR)
    others = len(shown_problems(judged)) - errors
    cover = ", ".join(f"{count} {status}" for status, count in _cover(judged).items())
    return (
        f"{judged.name[:40]:40}  {judged.number:>5}  {len(judged.documents):>10}  "
        f"{len(judged.open_questions):>5}  {errors:>6}  {max(others, 0):>15}  {cover}"
    ).rstrip()


HEADING = (
    f"{'map':40}  {'rij':>5}  {'documenten':>10}  {'open':>5}  {'fouten':>6}  "
    f"{'waarschuwingen':>15}  verplichte inhoud"
)
