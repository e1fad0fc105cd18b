"""Checks on names: what a clause uses is declared, and what it names exists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Problem, did_you_mean, error, nearest, warning
from dlr_docs.build.values.interpreting import ValueProblem, interpret
from dlr_docs.build.values.plural import with_plurals
from dlr_docs.clause.jinja.compile import FUNCTIONS, ROLES, Compiled
from dlr_docs.clause.jinja.following import COUNT, EACH, JOINTS, SHAPE
from dlr_docs.library.checks.shared import (
    all_values,
    at_words,
    compiled_clauses,
    unknown_fields,
    values_of,
    with_line,
)
from dlr_docs.library.readers.values import same_meaning
from dlr_docs.model.library import Clause, Library
from dlr_docs.model.values import ValueType


def check_names(library: Library) -> Iterator[Problem]:
    """Every value that a clause uses is declared, with the fields it asks for, and no declaration
    is idle.
    """
    for clause, compiled in compiled_clauses(library):
        declared = with_plurals({**library.values, **clause.values})
        for name in sorted(values_of(compiled, library) - declared.keys()):
            message = f"het gegeven '{name}' is nergens omschreven"
            line = next((use.line for use in compiled.uses if use.name == name), 1)
            problem = error(
                codes.GEGEVEN_NIET_OMSCHREVEN,
                message,
                at_words(clause, line, name),
                did_you_mean(name, declared),
            )
            yield with_line(problem, clause, line, name, nearest(name, declared) or "")
        used = {declared[name].name for name in compiled.names & declared.keys()}
        for name in sorted(clause.values.keys() - used):
            yield warning(
                codes.GEGEVEN_ZONDER_GEBRUIK,
                f"het gegeven '{name}' wordt niet gebruikt",
                clause.key("gegevens", name),
            )
        yield from unknown_fields(clause, compiled, declared)


def check_deciding(library: Library) -> Iterator[Problem]:
    """A value that decides the text has a default, so that an open value never decides by
    accident, unless the library says that it may stay empty.
    """
    for clause, compiled in compiled_clauses(library):
        declared = {**library.values, **clause.values}
        for name in sorted(compiled.deciding & declared.keys()):
            if declared[name].default is None and _decides(declared[name], compiled):
                message = f"het gegeven '{name}' bepaalt de tekst en heeft geen standaard"
                yield error(
                    codes.GEEN_STANDAARD,
                    message,
                    clause.key("gegevens", name),
                    "Geef het in de kop een standaard.",
                )


def _decides(declared: ValueType, compiled: Compiled) -> bool:
    """Whether an open value may decide a text: not by how many there are of it, or in a loop."""
    if declared.kind in ("groep", "lijst") or declared.optional:
        return False
    looked_at = {path for path in compiled.paths if path[0] == declared.name}
    by_item = (path[1:2] in ((COUNT,), (SHAPE,), (JOINTS,), (EACH,)) for path in looked_at)
    return not (declared.may_be_more and all(by_item))


def check_meanings(library: Library) -> Iterator[Problem]:
    """One name, one meaning: no two clauses of a layer declare the same value. That those of two
    layers mean the same is judged when they are read.
    """
    seen: dict[str, Clause] = {}
    yield from _taken_plurals(library)
    for clause in library.all_clauses():
        for name in clause.values:
            if name in seen and not _is_shared(name, clause, seen[name]):
                message = f"het gegeven '{name}' staat ook in {seen[name].id}"
                hint = "Zet een gegeven dat meer clausules gebruiken in gegevens.yaml."
                yield error(codes.DUBBELE_BETEKENIS, message, clause.key("gegevens", name), hint)
            seen.setdefault(name, clause)


def check_succeeded(library: Library) -> Iterator[Problem]:
    """What is said to have been replaced (``vervangt``) is gone, and was replaced by one thing."""
    clauses = library.all_clauses()
    known = {clause.id for clause in clauses}
    yield from _wrong_successors(
        [(clause.key("vervangt"), clause.id, clause.succeeds) for clause in clauses], known
    )
    values = [*all_values(library)]
    known = {item.name for _, item in values}
    yield from _wrong_successors(
        [(place, item.name, item.succeeds) for place, item in values], known
    )


def _wrong_successors(
    named: Iterable[tuple[Place, str, tuple[str, ...]]], known: Collection[str]
) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for place, name, succeeds in named:
        for old in succeeds:
            if old in known:
                message = f"'{old[:80]}' is er nog, en kan dus niet zijn vervangen"
                hint = "Haal die weg, of haal hem weg bij vervangt."
                yield error(codes.VERVANGT_WAT_ER_IS, message, place, hint)
            elif first.setdefault(old, name) != name:
                message = f"ook '{first[old]}' zegt dat het '{old[:80]}' vervangt"
                hint = "Laat er één staan."
                yield error(codes.VERVANGT_WAT_ER_IS, message, place, hint)


def _is_shared(name: str, clause: Clause, other: Clause) -> bool:
    """Whether two clauses may both declare a value: in another layer, or in a layer above the
    lowest as variants of one topic, since one may begin there as a copy of another.
    """
    if clause.layer != other.layer:
        return True
    of_one = bool(clause.layer) and clause.topic == other.topic
    return of_one and same_meaning(clause.values[name], other.values[name])


def _taken_plurals(library: Library) -> Iterator[Problem]:
    """The name of more of a value is no other value, role or function."""
    taken = {item.name for item in library.all_values()} | {*FUNCTIONS, *ROLES}
    for place, item in all_values(library):
        if item.plural in taken | library.parties.groups.keys():
            message = f"'{item.plural}' is al een naam, en kan geen meervoud van '{item.name}' zijn"
            yield error(codes.DUBBELE_BETEKENIS, message, place, "Kies een andere naam.")


def check_reserved(library: Library) -> Iterator[Problem]:
    """No value hides a function or a role of the language of clauses."""
    groups = library.parties.groups
    reserved = {*FUNCTIONS, *ROLES, *groups, "loop"}
    for place, item in all_values(library):
        if item.name in reserved:
            message = f"'{item.name}' heeft in een clausule al een betekenis"
            yield error(codes.GERESERVEERDE_NAAM, message, place, "Kies een andere naam.")


def check_defaults(library: Library) -> Iterator[Problem]:
    """Defaults fit their own declaration."""
    for place, item in all_values(library):
        if item.kind == "keuze" and not item.options:
            yield error(codes.GEEN_OPTIES, f"de keuze '{item.name}' heeft geen opties", place)
        usual = item.default if item.proposal is None else item.proposal
        try:
            interpret(item, usual)
        except ValueProblem as exc:
            message = f"de standaard van '{item.name}' kan niet: {exc.message}"
            yield error(codes.VERKEERDE_STANDAARD, message, place, exc.hint)


def check_kinds(library: Library) -> Iterator[Problem]:
    """Kinds, requirements and other clauses that a clause names exist."""
    known = {clause.id for clause in library.all_clauses()} | library.clauses.keys()
    subjects = _subjects(library)
    for clause in library.all_clauses():
        for name in clause.kinds:
            if name not in library.outlines:
                message = f"de soort document '{name}' bestaat niet"
                hint = did_you_mean(name, library.outlines)
                place = clause.key("soorten")
                yield error(codes.CLAUSULE_ONBEKENDE_SOORT, message, place, hint)
        for name in clause.requirements:
            if name not in subjects:
                message = f"het wettelijk onderwerp '{name}' bestaat niet"
                hint = did_you_mean(name, subjects)
                yield error(codes.CLAUSULE_ONBEKENDE_EIS, message, clause.key("eisen"), hint)
        yield from _unknown_clauses(clause, "sluit_uit", clause.excludes, known)
        yield from _unknown_clauses(clause, "vereist", clause.requires, known)


def _unknown_clauses(
    clause: Clause, key: str, names: Iterable[str], known: Collection[str]
) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            message = f"de clausule of het onderwerp '{name}' bestaat niet"
            hint = did_you_mean(name, known)
            yield error(codes.CLAUSULE_ONBEKENDE_CLAUSULE, message, clause.key(key), hint)


def _subjects(library: Library) -> set[str]:
    """The ids of all that the law demands."""
    found: set[str] = set()
    for group in library.law.requirement_sets.values():
        for item in group.requirements:
            found.update(item.coverable)
    return found
