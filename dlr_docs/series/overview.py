"""The overview of a series: for people a workbook with a row each, for programs plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from dlr_docs.basis.problems import Problem, Severity
from dlr_docs.series.judging import Judged, shown_problems
from dlr_docs.series.making import Made
from dlr_docs.series.table.naming import file_name
from dlr_docs.sheets.lines import Lines
from dlr_docs.sheets.workbook import as_bytes, lines_of, new_workbook, put_head

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


class Overview:
    """The overview as rows are added to it; the same for the same rows, whatever run made them.

    Args:
        lost: what is wrong with lines that belong to no row.
    """

    def __init__(self, lost: Iterable[Problem] = ()) -> None:
        self._book = new_workbook()
        self._lines = {title: Lines(_new_sheet(self._book, title)) for title in _HEADS}
        self._total = SeriesTotal()
        for problem in lost:
            self._add_problem("", None, problem)

    def add(self, judged: Judged, made: Made | None) -> None:
        """Add what became of a row."""
        counts = _counts_of(judged)
        self._total.add(judged, made, counts)
        files = files_of(judged, made)
        edited = "\n".join(made.edited) if made else ""
        texts = (judged.name, judged.number, state(judged, made), "\n".join(files))
        still_open = len(counts.still_open) if judged.documents else None
        found = (still_open, _told_cover(counts.cover), len(counts.problems), edited)
        self._lines[_ROWS].add((*texts, *found), max(1, len(files)))
        for problem in counts.problems:
            self._add_problem(judged.name, judged.number, problem)
        for problem in counts.still_open:
            self._add_open(judged, problem)

    def as_bytes(self) -> bytes:
        """The overview as an .xlsx."""
        for title, lines in self._lines.items():
            last = chr(64 + len(_HEADS[title]))
            self._book[title].auto_filter.ref = f"A1:{last}{lines.count + 1}"
        self._lines[_ROWS].add_total(_total_row(self._total))
        return as_bytes(self._book, [lines.as_bytes() for lines in self._lines.values()])

    def _add_problem(self, name: str, number: int | None, problem: Problem) -> None:
        lines = self._lines[_PROBLEMS]
        if lines.count >= _MOST_LINES:
            return
        cell, place = _where(problem)
        hint = problem.hint or ""
        key = "" if problem.source and problem.at == problem.source.path else problem.at
        texts = (name, number, cell, place, problem.message, hint, key, problem.code)
        high = (lines_of(problem.message, 65), lines_of(hint, 55), lines_of(key, 28))
        lines.add(texts, max(high))

    def _add_open(self, judged: Judged, problem: Problem) -> None:
        lines = self._lines[_OPEN]
        if lines.count < _MOST_LINES:
            texts = (judged.name, judged.number, problem.message, problem.at)
            lines.add(texts, lines_of(problem.message, 75))


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


class _Counts(Struct):
    """What is open in a row, how much of it is covered, and what is told of it."""

    still_open: tuple[Problem, ...]
    cover: Counter[str]
    problems: list[Problem]


def _counts_of(judged: Judged) -> _Counts:
    return _Counts(judged.open_questions, _cover(judged), shown_problems(judged))


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

    def add(self, judged: Judged, made: Made | None, counts: _Counts) -> None:
        """Count a row."""
        self.rows += 1
        self.states[state(judged, made)] += 1
        self.files += len(made.files) if made else 0
        self.still_open += len(counts.still_open)
        self.cover.update(counts.cover)
        self.problems += len(counts.problems)
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
        total.add(judged, made, _counts_of(judged))
    return total


def _total_row(total: SeriesTotal) -> tuple[str | int | None, ...]:
    states = ", ".join(f"{count} {name}" for name, count in total.states.items())
    files = f"{total.files} bestand{'' if total.files == 1 else 'en'}"
    counts = (total.still_open, _told_cover(total.cover), total.problems, total.edited)
    return ("Totaal", total.rows, states, files, *counts)


def _cover(judged: Judged) -> Counter[str]:
    counts = Counter[str]()
    for document in judged.documents:
        counts.update(document.cover)
    return counts


def _where(problem: Problem) -> tuple[str, str]:
    """The cell that a problem is about, and the sheet or the file."""
    source = problem.source
    return (source.cell or "", source.sheet or source.path or "") if source else ("", "")


def _new_sheet(book: Any, title: str) -> Any:
    """A sheet with a head that stays in sight."""
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for at, width in enumerate(_WIDTHS[title]):
        sheet.column_dimensions[chr(65 + at)].width = width
    put_head(sheet, 1, _HEADS[title])
    return sheet


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
        shown = shown_problems(judged)
        errors = sum(1 for item in shown if item.severity is Severity.ERROR)
        still_open = len(judged.open_questions) if judged.documents else None
        found = (len(judged.documents), still_open, errors, len(shown) - errors)
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
