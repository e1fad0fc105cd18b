"""Checks on the tables of a library and on the rows of its law: what they name, and who uses
them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Problem, Source, did_you_mean, error, warning
from dlr_docs.library.checks.shared import compiled_clauses
from dlr_docs.model.declared.rules import tables_of
from dlr_docs.model.library import Library

_READERS = frozenset({"tabel", "vorige_tabel", "tabel_sinds"})


def check_tables(library: Library) -> Iterator[Problem]:
    """The articles that tables rest on exist, and every table is used."""
    used = clauses_by_table(library).keys() | tables_in_rules(library) | tables_in_values(library)
    for table in library.tables.values():
        for name in table.laws:
            if name not in library.law.references:
                message = f"de verwijzing '{name[:40]}' bestaat niet"
                hint = did_you_mean(name, library.law.references)
                yield error(codes.TABEL_ONBEKENDE_NAAM, message, table.place, hint)
        if table.name not in used:
            hint = "Gebruik haar in een clausule of controle, of haal haar weg."
            message = f"niets gebruikt de tabel '{table.name}'"
            yield warning(codes.ONGEBRUIKTE_TABEL, message, table.place, hint)


def check_idle_law(library: Library) -> Iterator[Problem]:
    """Every row of the law that still holds is used: by a clause, a check, a table or a set of
    subjects.
    """
    used = set(laws_in_texts(library))
    used.update(itertools.chain.from_iterable(rule.laws for rule in library.rules.values()))
    used.update(itertools.chain.from_iterable(item.laws for item in library.tables.values()))
    used.update(
        itertools.chain.from_iterable(
            group.bases for group in library.law.requirement_sets.values()
        )
    )
    file = Source(str(library.path / "clauses" / "wetgeving.yaml"))
    for name, row in library.law.references.items():
        if name not in used and row.valid_until is None:
            at = Place(f"clauses/wetgeving.yaml#verwijzingen.{name}", file)
            message = f"niets gebruikt de verwijzing '{name}'"
            yield warning(codes.ONGEBRUIKTE_VERWIJZING, message, at, "Gebruik of verwijder haar.")


def laws_in_texts(library: Library) -> dict[str, list[str]]:
    """Per row of the law the clauses that cite it."""
    return _calls(library, frozenset({"wet"}))


def clauses_by_table(library: Library) -> dict[str, list[str]]:
    """Per table the clauses that read it."""
    return _calls(library, _READERS)


def tables_in_rules(library: Library) -> set[str]:
    """The tables that checks read."""
    return set(itertools.chain.from_iterable(map(tables_of, library.rules.values())))


def tables_in_values(library: Library) -> set[str]:
    """The tables that choices are bound to."""
    bound = (item.bound_to.values() for item in library.values.values())
    return set(itertools.chain.from_iterable(bound))


def _calls(library: Library, functions: frozenset[str]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for clause, compiled in compiled_clauses(library):
        for call in compiled.calls:
            if call.function in functions and call.argument:
                found.setdefault(call.argument, {})[clause.id] = None
    return {name: list(clauses) for name, clauses in found.items()}
