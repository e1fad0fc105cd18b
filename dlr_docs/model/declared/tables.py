"""Tables of a library: what its law says in rows, with the period in which they hold."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from dlr_docs.basis.dutch import show_date
from dlr_docs.basis.problems import Place

_NAMED = re.compile(r"\{([a-z][a-z0-9-]*(?:\.[^.{}]+)?\.[a-z][a-z0-9_]*)(\|of)?\}")


SINCE = ".sinds"


class Cell(Struct, frozen=True, eq=False):
    """One cell: ``raw`` is what it is compared and computed with, ``text`` what a reader reads.

    It prints as text and not as a value of the document: nobody fills in what the law says.
    """

    raw: object
    text: str

    def __eq__(self, other: object) -> bool:
        return self.raw == (other.raw if isinstance(other, Cell) else other)

    __ne__ = object.__ne__  # a Struct brings one that does not ask __eq__

    def __hash__(self) -> int:
        return hash(self.raw)

    def __str__(self) -> str:
        return self.text


Content = Cell | tuple[Cell, ...]
Row = Mapping[str, Content]


class Period(Struct, frozen=True):
    """The rows that hold from one day until another, both counted; without an end as yet."""

    valid_from: date
    valid_until: date | None
    rows: tuple[Row, ...]


class FigureTable(Struct, frozen=True, eq=False):
    """A table: what it says, the articles of law that it rests on, and its periods, oldest first.

    ``keys`` are the columns by which a row is found; a table without keys has one row a period.
    ``columns`` are the words above each column.
    """

    name: str
    sentence: str
    laws: tuple[str, ...]
    keys: tuple[str, ...]
    columns: Mapping[str, str]
    periods: tuple[Period, ...]
    place: Place

    def on(self, day: date) -> Period:
        """The period that a day falls in; the oldest one for a day before that, since nothing is
        known of an earlier text.
        """
        begun = [period for period in self.periods if period.valid_from <= day]
        return begun[-1] if begun else self.periods[0]

    @property
    def latest(self) -> Period:
        """The newest period."""
        return self.periods[-1]

    @property
    def earlier(self) -> Period | None:
        """The period before the newest change; None when nothing changed."""
        return self.periods[-2] if len(self.periods) > 1 else None


def each(content: Content) -> tuple[Cell, ...]:
    """The single cells of what stands in one place."""
    return content if isinstance(content, tuple) else (content,)


def pairs(rows: Sequence[Row], first: str, second: str) -> dict[str, tuple[str, ...]]:
    """Which contents of one column may go with each of another, in the order of the table."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        seconds = dict.fromkeys(str(cell.raw) for cell in each(row[second]))
        for cell in each(row[first]):
            found.setdefault(str(cell.raw), {}).update(seconds)
    return {key: tuple(values) for key, values in found.items()}


def found(rows: Sequence[Row], wanted: Mapping[str, object]) -> Row | None:
    """The first row that has this in its columns; None when there is none."""
    for row in rows:
        if all(value in each(row[column]) for column, value in wanted.items()):
            return row
    return None


def numbers(table: FigureTable) -> Iterator[int]:
    """The whole numbers that a table gives, in all its periods."""
    rows = itertools.chain.from_iterable(period.rows for period in table.periods)
    contents = itertools.chain.from_iterable(row.values() for row in rows)
    for cell in itertools.chain.from_iterable(map(each, contents)):
        raw = cell.raw[0] if isinstance(cell.raw, tuple) else cell.raw
        if isinstance(raw, int):
            yield raw


def read_cell(tables: Mapping[str, FigureTable], path: str, before_last: str = "en") -> str | None:
    """What stands at ``table.row.column`` now, or at ``table.column`` of a table without keys; at
    ``table.sinds`` the day since when that is so. None when nothing does.
    """
    table = tables.get(path.removesuffix(SINCE)) if path.endswith(SINCE) else None
    if table is not None:
        return show_date(table.latest.valid_from).replace("\u00a0", " ")
    content = content_at(tables, path)
    if content is None:
        return None
    *first, last = (cell.text for cell in each(content))
    return f"{', '.join(first)} {before_last} {last}" if first else last


def content_at(
    tables: Mapping[str, FigureTable], path: str, day: date | None = None
) -> Content | None:
    """What stands at ``table.row.column`` on a day, or in the newest period; None when nothing
    does.
    """
    name, *keys, column = path.split(".")
    table = tables.get(name)
    if table is None or column not in table.columns or bool(keys) != bool(table.keys):
        return None
    period = table.latest if day is None else table.on(day)
    row = found(period.rows, dict(zip(table.keys, keys, strict=False)))
    return None if row is None else row[column]


def with_cells(text: str, tables: Mapping[str, FigureTable]) -> str:
    """A text with what the newest period of the tables says in the place of ``{table.row.column}``;
    with ``|of`` behind it, several are told as a choice.
    """

    def said(named: re.Match[str]) -> str:
        return read_cell(tables, named[1], "of" if named[2] else "en") or named[0]

    return _NAMED.sub(said, text) if "{" in text else text


def unknown_cells(text: str, tables: Mapping[str, FigureTable]) -> Iterator[str]:
    """The cells that a text names and no table has."""
    for named in _NAMED.finditer(text):
        if read_cell(tables, named[1]) is None:
            yield named[1]
