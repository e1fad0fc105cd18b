"""What was selected for each document, and what its clauses need."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import (
    LibraryError,
    Problem,
    did_you_mean,
    error,
)
from dlr_docs.build.selected import selection
from dlr_docs.build.values import filling
from dlr_docs.clause.jinja.compile import compile_clause
from dlr_docs.model.choices import Choices
from dlr_docs.model.library import Clause, Library, Outline
from dlr_docs.model.values import ValueType


class Draft(Struct, frozen=True):
    """A selection, and what follows from its clauses."""

    selection: selection.Selection
    needed: ClauseNeeds

    @property
    def id(self) -> str:
        """The id of the document."""
        return self.selection.choice.id


class ClauseNeeds(Struct, frozen=True, eq=False):
    """What clauses need: the ``values`` that their text uses and the ``usual`` contents of these,
    the ``plurals`` of those of which there may be more, ``known`` names that their kind of document
    can have, which of them define terms, and the ``others``.
    """

    values: Mapping[str, ValueType]
    plurals: Mapping[str, str]
    usual: Mapping[str, filling.Usual]
    known: frozenset[str]
    defining: frozenset[Clause]
    others: tuple[Clause, ...]


def drafts_of(choices: Choices, library: Library) -> tuple[list[Draft], list[Problem]]:
    """What each document of a choice file is made of, and what is wrong with the selection."""
    drafts, problems = [], []
    for choice in choices.documents:
        chosen, found = selection.select(choice, choices, library)
        problems += found
        if chosen is not None:
            chosen, found = _with_own_articles(chosen, choices, library)
            problems += found
            needed = library.memory.once(_needed, library, chosen.outline.kind, chosen.clauses)
            drafts.append(Draft(chosen, needed))
    return drafts, problems


def _with_own_articles(
    chosen: selection.Selection, choices: Choices, library: Library
) -> tuple[selection.Selection, list[Problem]]:
    """A selection with the articles of the parties' own in it, and what is wrong with these."""
    if not chosen.choice.own_articles:
        return chosen, []
    from dlr_docs.build.selected.own_text import with_own_articles

    return with_own_articles(chosen, choices, library)


def _needed(library: Library, kind: str, clauses: tuple[Clause, ...]) -> ClauseNeeds:
    """What clauses need. Remembered: the documents of a batch have much the same clauses."""
    declared = filling.declarations(clauses, library)
    outline = library.outlines[kind]
    unknown = _undeclared_by(outline, declared)
    if unknown:
        raise LibraryError(unknown)
    names = dict.fromkeys(outline.values)
    for clause in clauses:
        used = compile_clause(clause).names - library.parties.groups.keys()
        names.update(dict.fromkeys(sorted(used)))
        missing = [name for name in used if name not in declared]
        if missing:
            raise LibraryError(undeclared(clause, missing, declared))
    defining = frozenset(
        clause for clause in clauses if "begrippen" in compile_clause(clause).roles
    )
    others = tuple(clause for clause in clauses if clause not in defining)
    values = filling.by_own_name(declared, names)
    plurals = filling.plurals_of(values)
    usual = filling.usual_contents(values)
    known = _known_names(library, kind)
    return ClauseNeeds(values, plurals, usual, known, defining, others)


def _known_names(library: Library, kind: str) -> frozenset[str]:
    """The names of values that a document of a kind can have."""
    fitting = (clause for clause in library.all_clauses() if clause.fits(kind))
    return frozenset(filling.declarations(fitting, library))


def _undeclared_by(outline: Outline, declared: Mapping[str, ValueType]) -> list[Problem]:
    return [
        error(
            codes.OPZET_ONBEKEND_GEGEVEN,
            f"de opzet noemt het gegeven '{name}', maar dat is nergens omschreven",
            outline.key("gegevens"),
            did_you_mean(name, declared),
        )
        for name in outline.values
        if name not in declared
    ]


def undeclared(
    clause: Clause, names: list[str], declared: Mapping[str, ValueType]
) -> list[Problem]:
    """Problems for names in a clause that nothing declares."""
    return [
        error(
            codes.GEGEVEN_NIET_OMSCHREVEN,
            f"de clausule gebruikt '{name}', maar dat gegeven is nergens omschreven",
            clause.place(name),
            did_you_mean(name, declared),
        )
        for name in names
    ]
