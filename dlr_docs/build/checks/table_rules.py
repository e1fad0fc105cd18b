"""The checks of a library that look into its tables and into lists: sums, rows and days."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from dlr_docs.basis.dutch import show_date, show_number
from dlr_docs.build.checks.findings import Broken
from dlr_docs.build.values.chosen import combinations_at, content_of, holds_here, place_of
from dlr_docs.clause.jinja.arithmetic import total
from dlr_docs.model.declared.rules import Before, Combination, Limit, Rows, Total, Unique
from dlr_docs.model.declared.tables import Cell, FigureTable, Row, each, found, pairs
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Library
from dlr_docs.model.values import Content, Value, walk

_YEARS = re.compile(r"(\d{4})-(\d{4})")


def allowed_pairs(
    condition: Combination, day: date, library: Library
) -> Mapping[str, tuple[str, ...]]:
    """Which values may go together on a day."""
    if condition.table is None:
        return condition.allowed
    table = library.tables[condition.table]
    begin = table.on(day).valid_from
    return library.memory.once(_pairs, table, begin, condition.columns)


def _pairs(
    table: FigureTable, day: date, columns: tuple[str, str]
) -> Mapping[str, tuple[str, ...]]:
    return pairs(table.on(day).rows, *columns)


def ends(limit: Limit, day: date, library: Library) -> tuple[int | None, int | None]:
    """The ends of what a value may be on a day."""
    if limit.table is None:
        return limit.lowest, limit.highest
    row = _row_of(library.tables[limit.table], limit.row, day)
    return _whole(row.get("minimaal")), _whole(row.get("maximaal"))


def _row_of(table: FigureTable, key: str | None, day: date) -> Row:
    rows = table.on(day).rows
    row = found(rows, {table.keys[0]: key}) if key is not None and table.keys else rows[0]
    return {} if row is None else row


def _whole(content: object) -> int | None:
    return content.raw if isinstance(content, Cell) and isinstance(content.raw, int) else None


def total_too_low(condition: Total, document: Document, bundle: Bundle) -> Iterator[Broken]:
    """The rows of a list count up to at least what the table asks, in each of its columns."""
    rows = content_of(condition.rows, document, bundle)
    if condition.topic not in document.wording.names or not isinstance(rows, tuple):
        return
    wanted = [*_wanted(condition, document, bundle)]
    for column, paths in condition.fields.items():
        lowest = max(filter(None, (_whole(row[column]) for row in wanted)), default=None)
        counted = total([total(_all_at(rows, path)) for path in paths]).number
        if lowest is not None and counted is not None and counted < lowest:
            table = bundle.library.tables[condition.table]
            words = {
                "kolom": table.columns[column].lower(),
                "som": show_number(Decimal(counted).normalize()),
                "minimaal": show_number(lowest),
            }
            yield Broken(words, place_of(condition.rows, document, bundle))


def _wanted(condition: Total, document: Document, bundle: Bundle) -> Iterator[Row]:
    """The rows of the table that the values of a document point at; none as long as one is open."""
    table = bundle.library.tables[condition.table]
    period = table.earlier if condition.earlier else table.on(document.law_day)
    paths = tuple(condition.keys.values())
    where = (document, bundle)
    for values in combinations_at(paths, condition.otherwise, condition.unjudged, where):
        known = {key: value.raw for key, value in zip(condition.keys, values, strict=True)}
        row = found(period.rows, known) if period is not None else None
        if row is not None:
            yield row


def _all_at(content: Content, path: str) -> list[Value]:
    """The values at a path inside every row of a list, also in lists inside it."""
    if isinstance(content, tuple):
        return [*itertools.chain.from_iterable(_all_at(row, path) for row in content)]
    if isinstance(content, Mapping):
        name, _, rest = path.partition(".")
        return _all_at(content[name], rest)
    return walk(content)


def rows_that_cannot_be(condition: Rows, document: Document, bundle: Bundle) -> Iterator[Broken]:
    """What has certain contents in a list has the contents that belong to it."""
    if not holds_here(condition.where, document, bundle):
        return
    rows = content_of(condition.rows, document, bundle)
    place = place_of(condition.rows, document, bundle)
    then = dict(condition.then)
    if condition.table is not None:
        table = bundle.library.tables[condition.table]
        rows_now = table.on(document.law_day).rows
        cells = itertools.chain.from_iterable(each(row[condition.column]) for row in rows_now)
        then[condition.column] = tuple(str(cell.raw) for cell in cells)
    for row in _flat(rows if isinstance(rows, tuple) else (), condition.inside):
        if not _has(row, condition.given):
            continue
        for name, allowed in then.items():
            if not _has(row, {name: allowed}):
                words = {"waarde": str(row[name]), "toegestaan": " of ".join(allowed)}
                yield Broken(words, place)


def _flat(rows: tuple[Content, ...], inside: str | None) -> Iterator[Mapping[str, Content]]:
    """The rows of a list; with ``inside`` those of the list in each of them, together with what
    their row says.
    """
    for row in rows:
        if not isinstance(row, Mapping):
            continue
        parts = row.get(inside) if inside else ({},)
        for part in parts if isinstance(parts, tuple) else ():
            yield {**row, **part} if isinstance(part, Mapping) else row


def _has(row: Mapping[str, Content], wanted: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a row has this in its fields; what is open may still become anything."""
    values = ((row.get(name), allowed) for name, allowed in wanted.items())
    return all(
        isinstance(value, Value) and (value.is_open or str(value.raw) in allowed)
        for value, allowed in values
    )


def same_rows(condition: Unique, document: Document, bundle: Bundle) -> Iterator[Broken]:
    """No two rows of a list are the same in the fields by which they are told apart."""
    for path, fields in condition.lists.items():
        name, _, inside = path.partition(".")
        content = content_of(name, document, bundle)
        if content is None:  # most lists are of other kinds of documents
            continue
        for rows in _lists_at(content, inside):
            for first, second in _twice(rows, fields):
                words = {"naam": inside or name, "waarde": _told(second, fields)}
                places = [place_of(item[0].path, document, bundle) for item in (second, first)]
                yield Broken(words, places[0], other=places[1])


def _lists_at(content: Content, inside: str) -> Iterator[tuple[Content, ...]]:
    """A list; with ``inside`` the list of that name in each of its rows."""
    if not isinstance(content, tuple):
        return
    parts = (
        [row.get(inside) for row in content if isinstance(row, Mapping)] if inside else [content]
    )
    for part in parts:
        if isinstance(part, tuple):
            yield part


def _twice(
    rows: tuple[Content, ...], fields: tuple[str, ...]
) -> Iterator[tuple[tuple[Value, ...], tuple[Value, ...]]]:
    """Rows that say the same, each with the first that does; one with an open field is no other's
    equal yet.
    """
    seen: dict[tuple[object, ...], tuple[Value, ...]] = {}
    for row in rows:
        values = _telling(row, fields)
        if not values or any(value.is_open for value in values):
            continue
        first = seen.setdefault(tuple(map(_plainly, values)), values)
        if first is not values:
            yield first, values


def _told(values: tuple[Value, ...], fields: tuple[str, ...]) -> str:
    """What two rows both say, each with the name of its field."""
    if not fields:
        return f"'{values[0].text}'"
    return ", ".join(f"{value.label.lower()} '{value.text}'" for value in values)


def _telling(row: Content, fields: tuple[str, ...]) -> tuple[Value, ...]:
    """The values by which a row is told from others."""
    found = [row[name] for name in fields] if isinstance(row, Mapping) else [row]
    return tuple(itertools.chain.from_iterable(map(walk, found)))


def _plainly(value: Value) -> object:
    """A value as it is compared: capitals and spaces make no difference."""
    raw = value.raw
    return " ".join(raw.split()).casefold() if isinstance(raw, str) else raw


def days_after_the_change(
    condition: Before, document: Document, bundle: Bundle
) -> Iterator[Broken]:
    """Every day or first day of a year lies before the newest period of the table."""
    change = bundle.library.tables[condition.table].latest.valid_from
    content = content_of(condition.value, document, bundle)
    for value in walk(content) if content is not None else ():
        day = _first_day(value, condition.year_begins)
        if day is not None and day >= change:
            words = {
                "naam": value.label.lower(),
                "waarde": value.text,
                "wijziging": show_date(change),
            }
            yield Broken(words, place_of(value.path, document, bundle))


def _first_day(value: Value, year_begins: tuple[int, int]) -> date | None:
    """The day that a value is, or the first day of the year that it names (2027-2028)."""
    if isinstance(value.raw, date):
        return value.raw
    years = _YEARS.fullmatch(value.text.strip()) if value.kind == "tekst" else None
    return date(int(years[1]), *year_begins) if years is not None and int(years[1]) else None
