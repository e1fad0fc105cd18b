"""Checks on a whole clause library: everything that would fail or mislead when somebody uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from dlr_docs.basis.problems import Problem
from dlr_docs.library.checks.agreement import check_departures, check_followed
from dlr_docs.library.checks.clauses.more import check_more
from dlr_docs.library.checks.clauses.numbers import check_numbers
from dlr_docs.library.checks.clauses.texts import (
    check_anchors,
    check_language,
    check_references,
    check_terms,
    check_texts,
)
from dlr_docs.library.checks.clauses.typed_structure import check_typed_structure
from dlr_docs.library.checks.clauses.typed_values import check_typed_values
from dlr_docs.library.checks.clauses.words import check_together, check_words
from dlr_docs.library.checks.clauses.writing import (
    check_covering,
    check_placed,
    check_readable,
    check_spelled_terms,
    check_unfinished,
)
from dlr_docs.library.checks.guide import check_guide
from dlr_docs.library.checks.lines import with_lines
from dlr_docs.library.checks.names import (
    check_deciding,
    check_defaults,
    check_kinds,
    check_meanings,
    check_names,
    check_reserved,
    check_succeeded,
)
from dlr_docs.library.checks.outlines import check_forms, check_outlines, check_templates
from dlr_docs.library.checks.rules import check_idle, check_rules
from dlr_docs.library.checks.tables import check_idle_law, check_tables
from dlr_docs.model.library import Library

LibraryCheck = Callable[[Library], Iterator[Problem]]


def check_library(library: Library) -> list[Problem]:
    """Find every problem of a library that could be read."""
    found: list[Problem] = []
    for check in CHECKS.values():
        found += check(library)
    return with_lines(found)


CHECKS: Mapping[str, LibraryCheck] = {
    "taal": check_language,
    "gegevens": check_names,
    "keuzes-in-tekst": check_deciding,
    "betekenissen": check_meanings,
    "afwijkingen": check_departures,
    "volgen": check_followed,
    "gereserveerd": check_reserved,
    "vervangen": check_succeeded,
    "begrippen": check_terms,
    "samen": check_together,
    "standaarden": check_defaults,
    "namen": check_kinds,
    "verwijzingen": check_references,
    "soorten": check_outlines,
    "controles": check_rules,
    "ongebruikte-controles": check_idle,
    "tabellen": check_tables,
    "ongebruikte-verwijzingen": check_idle_law,
    "keuzehulp": check_guide,
    "teksten": check_texts,
    "ankers": check_anchors,
    "vormen": check_forms,
    "sjablonen": check_templates,
    "woorden": check_words,
    "getallen": check_numbers,
    "meer-dan-een": check_more,
    "getypte-structuur": check_typed_structure,
    "getypte-waarden": check_typed_values,
    "voorbeeldtekst": check_unfinished,
    "geplaatst": check_placed,
    "eisen": check_covering,
    "begrippen-geschreven": check_spelled_terms,
    "leesbaar": check_readable,
}
