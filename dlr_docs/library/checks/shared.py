"""What several checks of a library look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import (
    Place,
    Problem,
    RenderError,
    Source,
    did_you_mean,
    error,
    nearest,
)
from dlr_docs.clause.jinja.compile import Compiled, compile_clause
from dlr_docs.model.library import Clause, Library
from dlr_docs.model.values import PERSON, ValueType


def compiled_clauses(library: Library) -> Iterator[tuple[Clause, Compiled]]:
    """Every clause that is in the language, as it was compiled."""
    for clause in library.all_clauses():
        try:
            yield clause, compile_clause(clause)
        except RenderError:
            continue  # reported by the check on language


def at_words(clause: Clause, number: int, words: str) -> Place:
    """The place of words on a line of a text, counted from 1."""
    place = clause.line(number)
    if place.source is None:
        return place
    column = max(_line(clause, number).find(words), 0)
    return replace(place, source=replace(place.source, column=column + 1))


def with_line(problem: Problem, clause: Clause, number: int, words: str, better: str) -> Problem:
    """A problem with the line as it should be: with better words in the place of those it has."""
    line = _line(clause, number)
    is_known = bool(words) and bool(better) and words in line
    return replace(problem, instead=line.replace(words, better, 1) if is_known else None)


def _line(clause: Clause, number: int) -> str:
    lines = clause.text.split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else ""


def values_of(compiled: Compiled, library: Library) -> frozenset[str]:
    """The values that a clause uses: its names, less those of groups of parties."""
    return compiled.names - library.parties.groups.keys()


def fields_of(declared: ValueType) -> tuple[str, ...]:
    """The parts that a value has."""
    return PERSON if declared.kind == "persoon" else tuple(declared.fields)


def unknown_fields(
    clause: Clause, compiled: Compiled, declared: Mapping[str, ValueType]
) -> Iterator[Problem]:
    """Parts of values that a clause asks for and that they do not have."""
    for use in compiled.uses:
        item = declared.get(use.name)
        if use.field is None or item is None or item.kind == "lijst":
            continue
        fields = fields_of(item)
        if use.field not in fields:
            message = f"'{item.name}' heeft geen onderdeel '{use.field}'"
            hint = did_you_mean(use.field, fields)
            place = at_words(clause, use.line, f".{use.field}")
            problem = error(codes.ONBEKEND_ONDERDEEL, message, place, hint)
            meant = nearest(use.field, fields)
            better = f".{meant}" if meant else ""
            yield with_line(problem, clause, use.line, f".{use.field}", better)


def all_values(library: Library) -> Iterator[tuple[Place, ValueType]]:
    """Every declaration of a value, with its place."""
    shared = Source(str(library.path / "clauses" / "gegevens.yaml"))
    for name, item in library.values.items():
        yield Place(f"clauses/gegevens.yaml#{name}", shared), item
    for clause in library.all_clauses():
        for name, item in clause.values.items():
            yield clause.key("gegevens", name), item
