"""Checks on the checks that a library declares: what they name exists, and some document has it."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, did_you_mean, error, warning
from dlr_docs.build.checks.relations import ABOVE
from dlr_docs.library.checks.shared import fields_of
from dlr_docs.model.declared.rules import (
    DAY_OF_BUNDLE,
    Among,
    Before,
    Bounds,
    Combination,
    Condition,
    Distinct,
    Exclusive,
    Limit,
    Needs,
    Present,
    Relations,
    Rows,
    Rule,
    Total,
    Unique,
    tables_of,
)
from dlr_docs.model.declared.tables import FigureTable, content_at, each, pairs
from dlr_docs.model.library import Library
from dlr_docs.model.values import ValueType


def check_rules(library: Library) -> Iterator[Problem]:
    """Values, topics, fields and laws that a check names exist."""
    declared = dict(library.values)
    for clause in library.all_clauses():
        declared |= clause.values
    for rule in library.rules.values():
        for name in rule.laws:
            if name not in library.law.references:
                yield _unknown(rule, "de verwijzing", name, library.law.references)
        yield from _unknown_values(rule, declared, library)
        yield from _unknown_topics(rule, library)
        yield from _unknown_field(rule, library)
        yield from _unknown_kinds(rule, library)
        yield from _unknown_tables(rule, library)
        yield from _crossed(rule)


def check_idle(library: Library) -> Iterator[Problem]:
    """A check for the outlines that name it is named by one."""
    named: set[str] = set()
    for outline in library.outlines.values():
        named.update(outline.checks)
    for rule in library.rules.values():
        if rule.only_named and rule.name not in named:
            message = f"geen opzet noemt de controle '{rule.name}'"
            hint = "Noem haar bij 'controles' van een opzet, of haal 'alleen_genoemd' weg."
            yield warning(codes.ONGEBRUIKTE_CONTROLE, message, rule.place, hint)


def _unknown(rule: Rule, what: str, name: str, known: Collection[str]) -> Problem:
    message = f"{what} '{name[:40]}' bestaat niet"
    return error(codes.CONTROLE_ONBEKENDE_NAAM, message, rule.place, did_you_mean(name, known))


def _values(condition: Condition) -> tuple[str, ...]:
    """The paths of the values that a condition looks at."""
    if isinstance(condition, Combination):
        return (condition.first, condition.second, *condition.otherwise.values())
    if isinstance(condition, Total):
        return (condition.rows, *condition.keys.values(), *condition.otherwise.values())
    if isinstance(condition, Rows):
        return (condition.rows,)
    if isinstance(condition, Before):
        return (condition.value,)
    if isinstance(condition, Bounds):
        return tuple(condition.limits)
    if isinstance(condition, Unique):
        return tuple(condition.lists)
    names = _of_pairs(condition)
    return tuple(name for name in names if name and not name.isdigit() and name != DAY_OF_BUNDLE)


def _of_pairs(condition: Condition) -> Iterator[str]:
    """The values of the kinds that look at more than one document."""
    if isinstance(condition, Relations):
        for item in condition.items:
            second = "" if item.cell else item.second
            paths = (item.first, item.plus, second, *item.alternatives)
            yield from (path.removeprefix(ABOVE) for path in paths)
        yield from condition.given
    elif isinstance(condition, Among):
        yield from (condition.value, condition.sort or "")
    elif isinstance(condition, Exclusive):
        yield from (name.partition("=")[0] for name in _choices(condition) if "=" in name)


def _choices(condition: Exclusive) -> Iterator[str]:
    return itertools.chain.from_iterable(choices for _, choices in condition.models)


def _unknown_kinds(rule: Rule, library: Library) -> Iterator[Problem]:
    present = rule.condition if isinstance(rule.condition, Present) else None
    below = (present.below,) if present and present.below else ()
    for kind in (*rule.below, *below):
        if kind not in library.outlines:
            yield _unknown(rule, "de soort document", kind, library.outlines)
    for sort in present.sorts if present else ():
        if sort not in library.parties.by_name:
            yield _unknown(rule, "de soort partij", sort, library.parties.by_name)


def _unknown_tables(rule: Rule, library: Library) -> Iterator[Problem]:
    """Tables, and columns and rows of them, that a check names and that are not there."""
    for name in tables_of(rule):
        if name not in library.tables:
            yield _unknown(rule, "de tabel", name, library.tables)
            return
    for table, columns in _columns(rule.condition, library):
        for column in columns:
            if column not in table.columns:
                yield _unknown(rule, "de kolom", column, table.columns)
    limits = rule.condition.limits.values() if isinstance(rule.condition, Bounds) else ()
    for limit in limits:
        yield from _unknown_row(rule, limit, library)
    if isinstance(rule.condition, Relations):
        yield from _unknown_cells(rule, rule.condition, library)


def _unknown_cells(rule: Rule, condition: Relations, library: Library) -> Iterator[Problem]:
    for item in condition.items:
        cells = (item.times, item.cell)
        for cell in (name for name in cells if isinstance(name, str)):
            if content_at(library.tables, cell) is None:
                yield _unknown(rule, "de cel", cell, ())


def _columns(
    condition: Condition, library: Library
) -> Iterator[tuple[FigureTable, tuple[str, ...]]]:
    """The columns that a condition reads, each with its table."""
    if isinstance(condition, Combination) and condition.table:
        yield library.tables[condition.table], condition.columns
    if isinstance(condition, Total):
        yield library.tables[condition.table], (*condition.keys, *condition.fields)
    if isinstance(condition, Rows) and condition.table:
        yield library.tables[condition.table], (condition.column,)


def _unknown_row(rule: Rule, limit: Limit, library: Library) -> Iterator[Problem]:
    if limit.table is None:
        return
    table = library.tables[limit.table]
    if not table.keys:
        return
    cells = itertools.chain.from_iterable(each(row[table.keys[0]]) for row in table.latest.rows)
    keys = [str(cell.raw) for cell in cells]
    if limit.row not in keys:
        yield _unknown(rule, "de rij", limit.row or "", keys)
    if not {"minimaal", "maximaal"} & table.columns.keys():
        yield _unknown(rule, "de kolom", "minimaal", table.columns)


def _unknown_values(
    rule: Rule, declared: dict[str, ValueType], library: Library
) -> Iterator[Problem]:
    for path in _values(rule.condition):
        name, _, field = path.partition(".")
        found = declared.get(name)
        if found is None:
            yield _unknown(rule, "het gegeven", name, declared)
        elif field and field not in fields_of(found):
            yield _unknown(
                rule, "het onderdeel", path, [f"{name}.{key}" for key in fields_of(found)]
            )
    if isinstance(rule.condition, Combination):
        yield from _unknown_options(rule, rule.condition, declared, library)
    elif isinstance(rule.condition, Unique):
        yield from _unknown_fields(rule, rule.condition, declared)


def _unknown_fields(
    rule: Rule, condition: Unique, declared: dict[str, ValueType]
) -> Iterator[Problem]:
    """Fields that the rows of a list do not have."""
    for path, fields in condition.lists.items():
        found = _at_path(path, declared)
        known = found.fields if found is not None else {}
        for name in fields:
            if found is not None and name not in known:
                near = [f"{path}.{key}" for key in known]
                yield _unknown(rule, "het onderdeel", f"{path}.{name}", near)


def _unknown_options(
    rule: Rule, condition: Combination, declared: dict[str, ValueType], library: Library
) -> Iterator[Problem]:
    """Values that a choice does not have: such a line would never count."""
    seconds: dict[str, None] = {}
    allowed = _pairs_of(condition, library)
    for values in allowed.values():
        seconds.update(dict.fromkeys(values))
    for path, used in ((condition.first, allowed), (condition.second, seconds)):
        found = _at_path(path, declared)
        for value in used if found is not None and found.kind == "keuze" else ():
            if found is not None and value not in found.options:
                yield _unknown(rule, "de keuze", value, found.options)


def _pairs_of(condition: Combination, library: Library) -> Mapping[str, tuple[str, ...]]:
    """What may go together; nothing when the table or a column is not there, which is said
    elsewhere.
    """
    table = library.tables.get(condition.table or "")
    if table is None:
        return condition.allowed
    known = table.columns.keys()
    if not set(condition.columns) <= known:
        return {}
    return pairs(table.latest.rows, *condition.columns)


def _at_path(path: str, declared: dict[str, ValueType]) -> ValueType | None:
    name, _, field = path.partition(".")
    found = declared.get(name)
    return found.fields.get(field) if field and found is not None else found


def _unknown_topics(rule: Rule, library: Library) -> Iterator[Problem]:
    names: tuple[str, ...] = ()
    if isinstance(rule.condition, Needs):
        names = (rule.condition.topic, rule.condition.needed)
    elif isinstance(rule.condition, Present | Total):
        names = (rule.condition.topic,)
    elif isinstance(rule.condition, Exclusive):
        names = tuple(name for name in _choices(rule.condition) if "=" not in name)
    known = library.clauses.keys() | {clause.id for clause in library.all_clauses()}
    for name in names:
        if name not in known:
            yield _unknown(rule, "het onderwerp of de clausule", name, known)


def _unknown_field(rule: Rule, library: Library) -> Iterator[Problem]:
    if not isinstance(rule.condition, Distinct):
        return
    known: set[str] = set()
    for sort in library.parties.by_name.values():
        known.update(name for name in sort.asked if not sort.fields[name].fields)
    if rule.condition.field not in known:
        yield _unknown(rule, "het veld", rule.condition.field, known)


def _crossed(rule: Rule) -> Iterator[Problem]:
    """Bounds that no value lies between."""
    limits = rule.condition.limits if isinstance(rule.condition, Bounds) else {}
    for name, limit in limits.items():
        lowest, highest = limit.lowest, limit.highest
        if limit.table is not None:
            continue
        if lowest is not None and highest is not None and lowest > highest:
            message = f"de grenzen van '{name[:40]}' liggen verkeerd om"
            yield error(codes.VERKEERDE_GRENS, message, rule.place)
        if lowest is None and highest is None:
            message = f"'{name[:40]}' heeft geen minimaal of maximaal"
            yield error(codes.VERKEERDE_GRENS, message, rule.place)
