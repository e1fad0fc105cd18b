"""The overview of a series: for people a workbook with a row each, for programs plain data."""

from __future__ import annotations

import copy
import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from dlr_docs.basis.problems import Problem, Severity
from dlr_docs.series.judging import Judged, shown_problems
from dlr_docs.series.making import Made, RowResult
from dlr_docs.series.table.naming import file_name
from dlr_docs.sheets.workbook import (
    FONT,
    LINE,
    as_bytes,
    head_cell,
    lines_of,
    new_workbook,
    text_cell,
)

OVERVIEW = "overzicht.xlsx"
_ROWS, _PROBLEMS, _OPEN = "Rijen", "Meldingen", "Nog open"
_MOST_LINES = 5000  # on a sheet with what is wrong, or open
_HEADS = {
    _ROWS: (
        "Map",
        "Rij",
        "Stand",
        "Documenten",
        "Nog open",
        "Verplichte inhoud",
        "Meldingen",
        "Niet vervangen",
    ),
    _PROBLEMS: ("Map", "Rij", "Cel", "Blad", "Melding", "Advies", "Sleutel", "Code"),
    _OPEN: ("Map", "Rij", "Vraag", "Sleutel"),
}
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
    book = new_workbook(write_only=True)
    rows = _Sheet(book, _ROWS, len(results))
    total = SeriesTotal()
    for result in results:
        judged, made = result.judged, result.made
        files = files_of(judged, made)
        edited = "\n".join(made.edited) if made else ""
        texts = (judged.name, judged.number, state(judged, made), "\n".join(files))
        rows.add((*texts, *_counts(judged), edited), max(1, len(files)))
        total.add(judged, made)
    rows.add_total(_total_row(total))
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


def files_of(judged: Judged, made: Made | None) -> list[str]:
    """The files of a row in the order of its documents, whatever run made them."""
    names = [file_name(document.id, judged.name) for document in judged.documents]
    places = {name.removesuffix(".docx"): at for at, name in enumerate(names)}
    files = made.files if made else ()
    return sorted(files, key=lambda name: (places.get(name.rpartition(".")[0], len(places)), name))


def _counts(judged: Judged) -> tuple[int | None, str, int]:
    """What is open, covered and wrong in a row; of one that could not be read nobody knows what is
    open.
    """
    still_open = len(judged.open_questions) if judged.documents else None
    return still_open, _told_cover(_cover(judged)), len(shown_problems(judged))


def _told_cover(cover: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {status}" for status, count in cover.items())


class SeriesTotal(Struct):
    """What all rows of a series come to, as they are added."""

    rows: int = 0
    states: Counter[str] = field(default_factory=Counter)
    files: int = 0
    still_open: int = 0
    cover: Counter[str] = field(default_factory=Counter)
    problems: int = 0
    edited: int = 0

    def add(self, judged: Judged, made: Made | None) -> None:
        """Count a row."""
        self.rows += 1
        self.states[state(judged, made)] += 1
        self.files += len(made.files) if made else 0
        self.still_open += len(judged.open_questions)
        self.cover += _cover(judged)
        self.problems += len(shown_problems(judged))
        self.edited += len(made.edited) if made else 0

    def as_data(self) -> dict[str, Any]:
        """For a program."""
        return {
            "rijen": self.rows,
            "stand": dict(self.states),
            "bestanden": self.files,
            "open": self.still_open,
            "dekking": dict(self.cover),
            "meldingen": self.problems,
            "bewerkt": self.edited,
        }


def total_of(rows: Iterable[tuple[Judged, Made | None]]) -> SeriesTotal:
    """What rows come to together."""
    total = SeriesTotal()
    for judged, made in rows:
        total.add(judged, made)
    return total


def _total_row(total: SeriesTotal) -> tuple[str | int | None, ...]:
    states = ", ".join(f"{count} {name}" for name, count in total.states.items())
    files = f"{total.files} bestand{'' if total.files == 1 else 'en'}"
    counts = (total.still_open, _told_cover(total.cover), total.problems, total.edited)
    return ("Totaal", total.rows, states, files, *counts)


def _cover(judged: Judged) -> Counter[str]:
    counts = (Counter(document.cover) for document in judged.documents)
    return functools.reduce(Counter.__add__, counts, Counter())


def _add_problems(book: Any, results: Sequence[RowResult], lost: Sequence[Problem]) -> None:
    """A line for each thing that is wrong."""
    told: list[tuple[str, int | None, Problem]] = [("", None, problem) for problem in lost]
    for row in (result.judged for result in results):
        told += [(row.name, row.number, problem) for problem in shown_problems(row)]
        if len(told) >= _MOST_LINES:
            break
    sheet = _Sheet(book, _PROBLEMS, min(len(told), _MOST_LINES))
    for name, number, problem in told[:_MOST_LINES]:
        cell, place = _where(problem)
        hint = problem.hint or ""
        key = "" if problem.source and problem.at == problem.source.path else problem.at
        texts = (name, number, cell, place, problem.message, hint, key, problem.code)
        high = (lines_of(problem.message, 65), lines_of(hint, 55), lines_of(key, 28))
        sheet.add(texts, max(high))


def _add_open(book: Any, results: Sequence[RowResult]) -> None:
    """A line for each question that nobody answered in a row."""
    told: list[tuple[Judged, Problem]] = []
    for row in (item.judged for item in results):
        told += [(row, item) for item in row.open_questions]
        if len(told) >= _MOST_LINES:
            break
    sheet = _Sheet(book, _OPEN, min(len(told), _MOST_LINES))
    for row, problem in told[:_MOST_LINES]:
        texts = (row.name, row.number, problem.message, problem.at)
        sheet.add(texts, lines_of(problem.message, 75))


def _where(problem: Problem) -> tuple[str, str]:
    """The cell that a problem is about, and the sheet or the file."""
    source = problem.source
    return (source.cell or "", source.sheet or source.path or "") if source else ("", "")


class _Sheet:
    """A sheet with a head that stays in sight, to which lines are added and not kept."""

    def __init__(self, book: Any, title: str, lines: int) -> None:
        from openpyxl.styles import Alignment

        self._sheet = sheet = book.create_sheet(title)
        self._top = Alignment(wrap_text=True, vertical="top")
        self._styles: dict[bool, Any] = {}
        self._number = 1
        sheet.freeze_panes = "B2"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        widths = _WIDTHS[title]
        sheet.auto_filter.ref = f"A1:{chr(64 + len(widths))}{lines + 1}"
        for at, width in enumerate(widths):
            sheet.column_dimensions[chr(65 + at)].width = width
        sheet.append([head_cell(sheet, name) for name in _HEADS[title]])

    def add(self, contents: Sequence[str | int | None], high: int) -> None:
        """Add a line, so many lines of text high."""
        self._number += 1
        self._sheet.row_dimensions[self._number].height = LINE * high
        self._sheet.append([*map(self._cell, contents)])
        del self._sheet.row_dimensions[self._number]

    def add_total(self, contents: Sequence[str | int | None]) -> None:
        """Add what the lines come to, apart from them, so that a filter leaves it where it is."""
        from openpyxl.styles import Font

        self._sheet.append([])
        cells = [*map(self._cell, contents)]
        for cell in cells:
            cell._style = copy.copy(cell._style)  # lines that look the same share one
            cell.font = Font(name=FONT, bold=True)
        self._sheet.append(cells)

    def _cell(self, content: str | int | None) -> Any:
        """A cell; those that look the same have one style, which is costly to make."""
        cell = text_cell(self._sheet, content)
        quoted = bool(cell.quotePrefix)
        if quoted not in self._styles:
            cell.alignment = self._top
            self._styles[quoted] = cell._style
        cell._style = self._styles[quoted]
        return cell


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
        "bestanden": [f"{judged.name}/{file}" for file in files_of(judged, made)],
        "gemaakt": list(made.written) if made else [],
        "bewerkt": list(made.edited) if made else [],
        "problemen": [
            problem.as_dict() for problem in (*judged.problems, *(made.problems if made else ()))
        ],
    }


def lines_of_rows(rows: Iterable[Judged]) -> Iterator[str]:
    """Rows for a person: a line each of a table on the screen, and what they come to."""
    yield HEADING
    counts, cover = Counter[str](), Counter[str]()
    for judged in rows:
        errors = sum(1 for item in judged.problems if item.severity is Severity.ERROR)
        others = max(0, len(shown_problems(judged)) - errors)
        still_open = len(judged.open_questions) if judged.documents else None
        found = (len(judged.documents), still_open, errors, others)
        yield _on_line(judged.name, judged.number, found, _cover(judged))
        counts["rows"] += 1
        counts.update(dict(zip(_COUNTED, (item or 0 for item in found), strict=True)))
        cover += _cover(judged)
    yield _on_line("totaal", counts["rows"], [counts[name] for name in _COUNTED], cover)


_COUNTED = ("documents", "open", "errors", "others")


def _on_line(name: str, number: int, found: Sequence[int | None], cover: Mapping[str, int]) -> str:
    """A line of the table; of what is not known a question mark."""
    documents, still_open, errors, others = ("?" if item is None else item for item in found)
    return (
        f"{name[:40]:40}  {number:>5}  {documents:>10}  "
        f"{still_open:>5}  {errors:>6}  {others:>15}  {_told_cover(cover)}"
    ).rstrip()


HEADING = (
    f"{'map':40}  {'rij':>5}  {'documenten':>10}  {'open':>5}  {'fouten':>6}  "
    f"{'waarschuwingen':>15}  verplichte inhoud"
)
