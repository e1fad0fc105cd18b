"""``tabellen.yaml``: what the law of a library says in rows, each table with its periods."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Problem, did_you_mean, error
from dlr_docs.basis.yaml import loading as strict_yaml
from dlr_docs.basis.yaml.shape import validate, written_day
from dlr_docs.build.values.interpreting import ValueProblem, interpret
from dlr_docs.library.models import MOST, Day, Name, SimpleKind, Strict, Words
from dlr_docs.library.reading import read_named
from dlr_docs.model.declared.tables import Cell, Content, FigureTable, Period, Row, each
from dlr_docs.model.values import Value, ValueType

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}\Z")
_MOST_ROWS = 1000


class ColumnModel(Strict):
    """A column: what stands above it, and what is in it."""

    kop: Words
    soort: SimpleKind = "tekst"
    opties: dict[str, str] = Field(default_factory=dict, max_length=MOST)


class PeriodModel(Strict):
    """Rows and the days on which they hold."""

    geldig_van: Day
    geldig_tot: Annotated[date | None, BeforeValidator(written_day)] = None
    rijen: list[dict[Name, str | list[str]]] = Field(min_length=1, max_length=_MOST_ROWS)


class TableModel(Strict):
    """A table of the law."""

    omschrijving: Words
    wet: list[str] = Field(min_length=1, max_length=MOST)
    sleutels: list[Name] = Field(default_factory=list, max_length=MOST)
    kolommen: dict[Name, ColumnModel] = Field(min_length=1, max_length=MOST)
    perioden: list[PeriodModel] = Field(min_length=1, max_length=MOST)


def read_tables(
    paths: Sequence[Path], units: Mapping[str, str]
) -> tuple[dict[str, FigureTable], list[Problem]]:
    """The tables of a library by name; a library need not have any.

    Args:
        units: the units of time of the library, for a term in a cell.
    """
    named, problems = read_named(paths, "tabellen")
    judged = {name: _table(name, part, at, units) for name, (part, at) in named.items()}
    tables = {name: table for name, (table, _) in judged.items() if table is not None}
    wrong = itertools.chain.from_iterable(found for _, found in judged.values())
    return tables, [*problems, *wrong]


def _table(
    name: str, part: strict_yaml.Loaded, at: Place, units: Mapping[str, str]
) -> tuple[FigureTable | None, list[Problem]]:
    if not _NAME.match(name):
        message = "dit kan geen naam van een tabel zijn"
        hint = "Gebruik kleine letters, cijfers en streepjes."
        return None, [error(codes.VERKEERDE_NAAM, message, at, hint)]
    model, problems = validate(TableModel, part)
    if model is None:
        return None, problems
    problems = [*_wrong_keys(model, part), *_wrong_periods(model, part)]
    types = {
        key: ValueType(key, item.soort, item.kop, options=item.opties, units=units)
        for key, item in model.kolommen.items()
    }
    periods = []
    for index, item in enumerate(model.perioden):
        rows, wrong = _rows(item, types, part, index)
        problems += [*wrong, *_twice(rows, model, part, index)]
        periods.append(Period(item.geldig_van, item.geldig_tot, rows))
    if problems:
        return None, problems
    columns = {key: item.kop for key, item in model.kolommen.items()}
    return FigureTable(
        name,
        model.omschrijving,
        tuple(model.wet),
        tuple(model.sleutels),
        columns,
        tuple(periods),
        at,
    ), []


def _wrong_keys(model: TableModel, part: strict_yaml.Loaded) -> Iterator[Problem]:
    for index, key in enumerate(model.sleutels):
        if key not in model.kolommen:
            at = part.place(("sleutels", index))
            message = f"de kolom '{key}' bestaat niet"
            yield error(codes.VERKEERDE_TABEL, message, at, did_you_mean(key, model.kolommen))


def _wrong_periods(model: TableModel, part: strict_yaml.Loaded) -> Iterator[Problem]:
    """Periods follow on each other, without a gap and without a day in two of them."""
    for index, item in enumerate(model.perioden):
        at = part.place(("perioden", index))
        if item.geldig_tot is not None and item.geldig_tot < item.geldig_van:
            yield error(codes.VERKEERDE_PERIODE, "de periode eindigt voordat zij begint", at)
    for index, (one, other) in enumerate(itertools.pairwise(model.perioden), start=1):
        ends = one.geldig_tot
        if ends is None or ends + timedelta(days=1) != other.geldig_van:
            message = "de perioden sluiten niet op elkaar aan"
            hint = "Elke periode begint op de dag na 'geldig_tot' van de vorige; de oudste eerst."
            at = part.place(("perioden", index))
            yield error(codes.VERKEERDE_PERIODE, message, at, hint)


def _rows(
    model: PeriodModel, types: Mapping[str, ValueType], part: strict_yaml.Loaded, number: int
) -> tuple[tuple[Row, ...], list[Problem]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    for index, item in enumerate(model.rijen):
        at = part.place(("perioden", number, "rijen", index))
        if item.keys() != types.keys():
            message = "een rij heeft elke kolom van de tabel, en geen andere"
            hint = f"De kolommen zijn: {', '.join(types)}."
            problems.append(error(codes.VERKEERDE_TABEL, message, at, hint))
            continue
        try:
            rows.append({key: _content(types[key], item[key]) for key in types})
        except ValueProblem as exc:
            problems.append(error(codes.VERKEERDE_TABEL, exc.message, at, exc.hint))
    return tuple(rows), problems


def _content(declared: ValueType, raw: str | list[str]) -> Content:
    if isinstance(raw, list):
        return tuple(_cell(declared, item) for item in raw)
    return _cell(declared, raw)


def _cell(declared: ValueType, raw: str) -> Cell:
    value = interpret(declared, raw, declared.name)
    if not isinstance(value, Value) or value.is_open:
        raise ValueProblem(f"in de kolom '{declared.name}' staat niets")
    return Cell(value.raw, value.text)


def _twice(
    rows: tuple[Row, ...], model: TableModel, part: strict_yaml.Loaded, number: int
) -> Iterator[Problem]:
    """Rows that cannot be told apart by the keys; a table without keys has one row."""
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        keys = [tuple(cell.raw for cell in each(row[key])) for key in model.sleutels if key in row]
        if any(found in seen for found in itertools.product(*keys)):
            message = "twee rijen hebben dezelfde sleutel"
            if not model.sleutels:
                message = "een tabel zonder sleutels heeft één rij"
            at = part.place(("perioden", number, "rijen"))
            yield error(codes.VERKEERDE_TABEL, message, at)
        seen.update(itertools.product(*keys))
