"""Clauses and values to Markdown with marks."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from typing import Any

from jinja2 import Template, UndefinedError
from jinja2.runtime import Context
from msgspec import Struct, field

from dlr_docs.basis import codes
from dlr_docs.basis.dutch import show_date
from dlr_docs.basis.memory import Memory
from dlr_docs.basis.problems import Place, Problem, RenderError, error
from dlr_docs.clause.jinja import language
from dlr_docs.clause.jinja.compile import (
    Call,
    Compiled,
    compile_clause,
    compile_term,
    enumeration,
    environment,
    marking_functions,
)
from dlr_docs.clause.jinja.following import Followed, seen
from dlr_docs.clause.markers import Mark, mark
from dlr_docs.model.declared.parties import PartySorts, Sentence
from dlr_docs.model.declared.tables import FigureTable, Period, Row
from dlr_docs.model.library import Clause, Outline, Term
from dlr_docs.model.party import Party
from dlr_docs.model.values import Content

Names = Mapping[str, Any] | Context
# What a text follows from when it reads a table: the period, and not each of the rows; when it
# names an annex: which there are. No names that a clause can type.
_PERIOD, _ANNEXES = "periode van een tabel", "bijlagen van een soort"
_BORROWED = "paden van elders"  # a text that prints a value has its path, whatever it asks of it
_ANSWERS = {"tabel": _PERIOD, "bijlage": _ANNEXES}


class Setting(Struct, frozen=True):
    """What all clauses of one document share while they are rendered.

    ``topics`` are those that can be referred to, and their variants: the document's own and those
    of the one it belongs to. ``annexes`` are the annexes that belong to the document, as (kind,
    id). ``sorts`` give the names under which clauses know the parties of a sort. ``day`` is the one
    whose rows of the tables hold. ``is_complete`` says that no subject that the law demands is
    missing. ``groups`` are the names of the documents of the group in which a value of a group was
    typed. ``cited_parent`` says in full which document outside the bundle it belongs to, and
    ``replaced`` which ones it comes in the place of. ``borrowed`` are the names of values that were
    typed elsewhere, with the path that the mark of such a value has.
    """

    outline: Outline
    parent: Outline | None
    topics: frozenset[str]
    parties: tuple[Party, ...]
    values: Mapping[str, Content]
    annexes: tuple[tuple[str, str], ...] = ()
    sorts: PartySorts = field(default_factory=PartySorts)
    tables: Mapping[str, FigureTable] = field(default_factory=dict)
    day: date = date.max
    is_complete: bool = True
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cited_parent: Sentence | None = None
    replaced: tuple[Sentence, ...] = ()
    borrowed: tuple[tuple[str, str], ...] = ()


def context(setting: Setting) -> dict[str, Any]:
    """The names that the clauses of one document know."""

    def of(group: str) -> tuple[dict[str, object], ...]:
        found = (party.members_of(group) for party in setting.parties)
        return tuple(itertools.chain.from_iterable(found))

    def those_of(kind: str) -> tuple[str, ...]:
        return tuple(name for own, name in setting.annexes if own == kind)

    def annexes(kind: str) -> Mark:
        found = [mark("bijlage", name) for name in those_of(kind)]
        if not found:
            raise language.Misuse(
                f'er is hier geen bijlage "{kind}"; vraag eerst met heeft_bijlage of zij er is'
            )
        return enumeration(found)

    return {
        **marking_functions(),
        **setting.values,
        "heeft": lambda topic: topic in setting.topics,
        "bijlage": annexes,
        _ANNEXES: those_of,
        _BORROWED: setting.borrowed,
        "heeft_bijlage": lambda kind: bool(those_of(kind)),
        "groep": lambda name: setting.groups.get(name, ()),
        "bijlagen": tuple(mark("bijlage", name) for _, name in setting.annexes),
        **_table_functions(setting.tables, setting.day),
        "partijen": tuple(party.names for party in setting.parties),
        **{group: of(group) for group in setting.sorts.groups},
        "eisen_geregeld": setting.is_complete,
        **_others(len(setting.parties)),
        "dit_document": setting.outline.names["zelf"],
        "hoofddocument": setting.parent.names["ander"] if setting.parent else "",
        "hoofddocument_voluit": setting.cited_parent or "",
        "vervangt": setting.replaced,
    }


def _others(parties: int) -> dict[str, str]:
    """What one of so many parties calls the rest of them, all, each, or one."""
    if parties == 2:
        return dict.fromkeys(("de_anderen", "iedere_andere", "een_andere"), "de andere partij")
    return {
        "de_anderen": "de andere partijen",
        "iedere_andere": "iedere andere partij",
        "een_andere": "een andere partij",
    }


def _table_functions(tables: Mapping[str, FigureTable], day: date) -> dict[str, Any]:
    """The functions that read the tables of the library: ``tabel``, ``vorige_tabel`` and
    ``tabel_sinds``.
    """

    def table(name: str) -> FigureTable:
        if name not in tables:
            raise language.Misuse(f'er is geen tabel "{name}"')
        return tables[name]

    def earlier(name: str) -> tuple[Row, ...] | Row:
        period = table(name).earlier
        if period is None:
            raise language.Misuse(f'van de tabel "{name}" is geen vorige periode bekend')
        return _read(table(name), period)

    return {
        _PERIOD: lambda name: table(name).on(day).valid_from if name in tables else None,
        "tabel": lambda name: _read(table(name), table(name).on(day)),
        "vorige_tabel": earlier,
        "tabel_sinds": lambda name: show_date(table(name).latest.valid_from),
    }


def _read(table: FigureTable, period: Period) -> tuple[Row, ...] | Row:
    """The rows of a period; of a table without keys its only row."""
    return period.rows if table.keys else period.rows[0]


def shared_context(names: Mapping[str, Any]) -> Context:
    """What :func:`render` takes in the place of names, to render many clauses with them."""
    return language.shared_context(environment(), names)


def render(clause: Clause, names: Names) -> str:
    """The text of a clause with marks for its values.

    Args:
        names: what :func:`context` gives; shared by all clauses of a document and never changed.

    Raises:
        RenderError: with the line of the clause file.
    """
    return _render(compile_clause(clause), names, clause.line())


def render_term(term: Term, names: Names) -> str:
    """The definition of a term, as :func:`render` gives the text of a clause."""
    return _render(compile_term(term), names, term.place)


def render_once(clause: Clause, names: Names) -> str:
    """The text of a clause, rendered once where it is the same: most documents of a batch answer
    alike what a text asks.
    """
    return _rendered_once(compile_clause(clause), names, clause.line(), clause.memory)


def define_once(term: Term, names: Names) -> str:
    """The definition of a term, rendered once where it is the same."""
    return _rendered_once(compile_term(term), names, term.place, term.memory)


def _rendered_once(compiled: Compiled, names: Names, start: Place, memory: Memory) -> str:
    answers = _answers(compiled.followed, compiled.asked, names)
    text: str | None = memory.recall(_rendered_once, answers)
    if text is None:
        text = memory.keep(_rendered_once, answers, _render(compiled, names, start))
    return text


_rendered_once.at_most = 16  # type: ignore[attr-defined]


def render_alike(clauses: tuple[Clause, ...], names: Names, memory: Memory) -> tuple[str, ...]:
    """The texts of clauses as :func:`render_once` gives each, found in one look where a document
    before it gave all the same answers.

    Args:
        clauses: of one kind of document.
        memory: that of their library.
    """
    followed, asked = memory.once(_asked_by, clauses)
    answers = _answers(followed, asked, names)
    key = (clauses, answers)
    texts: tuple[str, ...] | None = memory.recall(render_alike, key)
    if texts is None:
        made = tuple(render_once(clause, names) for clause in clauses)
        texts = memory.keep(render_alike, key, made)
    return texts


render_alike.at_most = 32  # type: ignore[attr-defined]


def _asked_by(clauses: tuple[Clause, ...]) -> tuple[tuple[Followed, ...], tuple[Call, ...]]:
    """The parts of values that the texts of these clauses follow from, and what they ask of the
    document.
    """
    compiled = [compile_clause(clause) for clause in clauses]
    followed = itertools.chain.from_iterable(item.followed for item in compiled)
    asked = itertools.chain.from_iterable(item.asked for item in compiled)
    by_question = {(call.function, call.argument): call for call in asked}
    return tuple(dict.fromkeys(followed)), tuple(by_question.values())


def _answers(followed: Iterable[Followed], asked: Iterable[Call], names: Names) -> Hashable:
    """All that a text follows from, but for the clause itself."""
    weighed = [seen(names[path[0]], path[1:]) for path in followed if path[0] in names]
    questions = ((_ANSWERS.get(call.function, call.function), call.argument) for call in asked)
    told = [names[question](about) for question, about in questions]
    return (names.get(_BORROWED, ()), *weighed, *told)


def _render(compiled: Compiled, names: Names, start: Place) -> str:
    template = compiled.template
    try:
        return language.run(template, names)
    except Exception as exc:  # whatever a clause provokes becomes a problem with a place
        raise RenderError(_render_problem(exc, template, start)) from exc


def _render_problem(exc: Exception, template: Template, start: Place) -> Problem:
    place = start.below(language.failing_line(exc, template) - 1)
    message = (
        str(exc)
        if isinstance(exc, UndefinedError | language.Misuse)
        else "de tekst kan niet worden gemaakt"
    )
    hint = exc.hint if isinstance(exc, language.TooLong) else "Pas de clausule aan."
    return error(codes.CLAUSULE_FAALT, message, place, hint)
