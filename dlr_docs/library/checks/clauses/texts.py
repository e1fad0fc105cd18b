"""Checks on the texts of clauses: each can be rendered and parsed, and refers to what is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, RenderError, did_you_mean, error, nearest, warning
from dlr_docs.build.values.interpreting import ValueProblem, interpret
from dlr_docs.clause import parsing, rendering
from dlr_docs.clause.glossary import uses_term
from dlr_docs.clause.jinja.compile import Call, Compiled, compile_clause, compile_term
from dlr_docs.library.checks.clauses.typed_structure import has_own_number
from dlr_docs.library.checks.shared import (
    at_words,
    compiled_clauses,
    unknown_fields,
    values_of,
    with_line,
)
from dlr_docs.model.library import Clause, Library, Outline
from dlr_docs.model.party import Party
from dlr_docs.model.values import Content


def check_language(library: Library) -> Iterator[Problem]:
    """Every clause and definition compiles."""
    for clause in library.all_clauses():
        try:
            compile_clause(clause)
        except RenderError as exc:
            yield from exc.problems
    for term in library.terms:
        try:
            compile_term(term)
        except RenderError as exc:
            yield from exc.problems


def check_terms(library: Library) -> Iterator[Problem]:
    """Every defined term is used somewhere in the library."""
    law = library.law
    texts = [clause.text for clause in library.all_clauses()] + [
        term.definition for term in library.terms
    ]
    texts += [reference.text.replace("\u00a0", " ") for reference in law.references.values()]
    together = "\n".join(texts)
    for term in library.terms:
        if not uses_term(together, term):
            yield warning(
                codes.ONGEBRUIKT_BEGRIP,
                f"het begrip '{term.name}' komt in geen clausule voor",
                term.place,
            )


def check_references(library: Library) -> Iterator[Problem]:
    """Laws and topics that a text refers to exist."""
    annexes = {kind for kind, outline in library.outlines.items() if outline.is_annex}
    functions: dict[str, Collection[str]] = {
        "wet": library.law.references.keys(),
        "artikel": library.clauses.keys(),
        "heeft": library.clauses.keys() | {clause.id for clause in library.all_clauses()},
        "bijlage": annexes,
        "heeft_bijlage": annexes,
        "tabel": library.tables.keys(),
        "vorige_tabel": [name for name, item in library.tables.items() if item.earlier],
        "tabel_sinds": library.tables.keys(),
    }
    for clause, compiled in compiled_clauses(library):
        for call in compiled.calls:
            known = functions.get(call.function)
            if known is not None and call.argument not in known:
                yield _unknown_call(clause, call, known)


def _unknown_call(clause: Clause, call: Call, known: Collection[str]) -> Problem:
    name = str(call.argument)
    message = f'{call.function}("{name}") verwijst naar iets dat niet bestaat'
    place = at_words(clause, call.line, name)
    found = error(codes.ONBEKENDE_VERWIJZING, message, place, did_you_mean(name, known))
    return with_line(found, clause, call.line, name, nearest(name, known) or "")


def check_texts(library: Library) -> Iterator[Problem]:
    """Every clause can be rendered and parsed with its values open, in a kind that it fits."""
    parties = _parties(library)
    for clause, compiled in compiled_clauses(library):
        kinds = [outline for kind, outline in library.outlines.items() if clause.fits(kind)]
        values = _open_values(clause, compiled, library)
        if kinds and values is not None:
            yield from _unreadable(clause, kinds[0], parties, values, library)


def _open_values(clause: Clause, compiled: Compiled, library: Library) -> dict[str, Content] | None:
    """What a clause uses, with nothing filled in; None when the checks on names and defaults have
    something to say of it.
    """
    declared = {**library.values, **clause.values}
    names = values_of(compiled, library)
    if names - declared.keys() or any(unknown_fields(clause, compiled, declared)):
        return None
    try:
        return {name: interpret(declared[name], declared[name].default) for name in names}
    except ValueProblem:
        return None


def _unreadable(
    clause: Clause,
    outline: Outline,
    parties: tuple[Party, ...],
    values: Mapping[str, Content],
    library: Library,
) -> Iterator[Problem]:
    """What makes that a clause can stand in no document."""
    annexes = tuple((kind, kind) for kind, item in library.outlines.items() if item.is_annex)
    topics = frozenset(library.clauses)
    setting = rendering.Setting(
        outline,
        None,
        topics,
        parties,
        values,
        annexes,
        library.parties,
        library.tables,
        library.law.state,
    )
    names = rendering.context(setting)
    names["begrippen"] = [{"naam": "begrip", "omschrijving": "omschrijving"}]
    try:
        parsing.parse(rendering.render(clause, names), with_number=library.vocabulary.with_number)
    except RenderError as exc:
        for problem in exc.problems:
            if problem.code == codes.NUMMER_IN_TEKST.name and has_own_number(clause):
                continue  # told by the check on typed structure, with every other
            place = clause.place(problem.excerpt or "")
            yield problem if problem.source else problem.moved(place)


def _parties(library: Library) -> tuple[Party, ...]:
    """A party of each sort, with nothing filled in."""
    return tuple(
        Party(
            name,
            sort,
            sort.designation,
            f"hierna: {sort.designation}",
            {
                key: interpret(declared, declared.default, f"partijen.{name}.{key}")
                for key, declared in sort.fields.items()
            },
            library.parties.absent,
        )
        for name, sort in library.parties.by_name.items()
    )


def check_anchors(library: Library) -> Iterator[Problem]:
    """Every lid that a text refers to is marked in a variant of that topic."""
    anchors: set[str] = set()
    for clause, compiled in compiled_clauses(library):
        made = (call for call in compiled.calls if call.function == "anker")
        anchors.update(f"{clause.topic}.{call.argument}" for call in made)
    for clause, compiled in compiled_clauses(library):
        for call in compiled.calls:
            if call.function == "lid" and call.argument not in anchors:
                message = f'lid("{call.argument}") verwijst naar een lid dat geen variant heeft'
                hint = did_you_mean(str(call.argument), anchors)
                place = at_words(clause, call.line, str(call.argument))
                problem = error(codes.ONBEKEND_LID, message, place, hint)
                meant = nearest(str(call.argument), anchors) or ""
                yield with_line(problem, clause, call.line, str(call.argument), meant)
