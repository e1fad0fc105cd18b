"""What the catalogue tells of each clause: its text as read, its values, where it is used, who
changed it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

from markupsafe import Markup
from msgspec import Struct

from dlr_docs.basis.problems import RenderError
from dlr_docs.choices.new.specimen import clause_html
from dlr_docs.clause.jinja.compile import Compiled, compile_clause
from dlr_docs.library.git.asking import GitFailed, is_shallow
from dlr_docs.library.layers.differences import (
    ReaderChange,
    clause_changes,
    revision_changes,
)
from dlr_docs.library.layers.history import Revision, file_history
from dlr_docs.library.reading import read_text
from dlr_docs.model.library import Clause, Library, Outline, Requirement, layer_story
from dlr_docs.model.values import ValueType

_REVISIONS = 20  # the newest ones that a page shows


class PossibleKind(Struct, frozen=True):
    """A kind of document that may have a clause, and whether it has it unless somebody chooses."""

    outline: Outline
    is_usual: bool


class ClauseChange(Struct, frozen=True):
    """A revision of a clause, with what a reader sees of it; ``is_first`` when the clause came, and
    ``is_cut`` when the history that is here does not go back further.
    """

    revision: Revision
    is_first: bool
    is_cut: bool
    changes: tuple[ReaderChange, ...]


class Fact(Struct, frozen=True):
    """A clause with what is known of it.

    ``demands`` are the mandatory subjects that it covers, each with the article of law that demands
    it; ``named_by`` are the clauses that refer to its topic. ``layer`` says which layer it comes
    from, and ``differs`` what that changed in the clause of the layer below.
    """

    clause: Clause
    text: Markup
    values: tuple[ValueType, ...]
    demands: tuple[tuple[Requirement, str], ...]
    laws: tuple[str, ...]
    places: tuple[PossibleKind, ...]
    named_by: tuple[str, ...]
    layer: str
    differs: tuple[ReaderChange, ...]
    history: tuple[ClauseChange, ...]


def facts(library: Library) -> dict[str, Fact]:
    """Every clause of a library by its id."""
    compiled = {clause.id: _compiled(clause) for clause in library.all_clauses()}
    naming = _naming(compiled)
    shallow = {*_shallow(library)}
    return {
        clause.id: Fact(
            clause,
            Markup(clause_html(clause, library)),  # noqa: S704 - ours: clause/html escapes
            tuple(_values(clause, compiled[clause.id], library)),
            tuple(_demands(clause, library)),
            tuple(_laws(compiled[clause.id], library)),
            tuple(_places(clause, library)),
            tuple(name for name in naming.get(clause.topic, ()) if name != clause.id),
            layer_story(clause, library) if len(library.layers) > 1 else "",
            _differs(clause, library),
            tuple(_history(clause, library, clause.layer in shallow)),
        )
        for clause in library.all_clauses()
    }


def _compiled(clause: Clause) -> Compiled | None:
    try:
        return compile_clause(clause)
    except RenderError:
        return None


def _naming(compiled: Mapping[str, Compiled | None]) -> dict[str, list[str]]:
    """The clauses that refer to each topic."""
    found: dict[str, list[str]] = {}
    for name, item in compiled.items():
        calls = item.calls if item is not None else ()
        named = (str(call.argument) for call in calls if call.function in ("artikel", "lid"))
        for topic in sorted({call.partition(".")[0] for call in named}):
            found.setdefault(topic, []).append(name)
    return found


def _values(clause: Clause, compiled: Compiled | None, library: Library) -> Iterator[ValueType]:
    """The values that a text uses: its own, then shared ones."""
    yield from clause.values.values()
    names = compiled.names if compiled is not None else frozenset[str]()
    yield from (library.values[name] for name in sorted(names) if name in library.values)


def _demands(clause: Clause, library: Library) -> Iterator[tuple[Requirement, str]]:
    seen: set[str] = set()
    for subjects in library.law.requirement_sets.values():
        for item in subjects.requirements:
            demand = library.law.demand(item)
            if set(item.coverable) & set(clause.requirements) and demand not in seen:
                seen.add(demand)
                yield item, demand


def _laws(compiled: Compiled | None, library: Library) -> Iterator[str]:
    calls = compiled.calls if compiled is not None else ()
    named = dict.fromkeys(str(call.argument) for call in calls if call.function == "wet")
    rows = library.law.references
    yield from (f"{rows[name].text}: {rows[name].description}" for name in named if name in rows)


def _places(clause: Clause, library: Library) -> Iterator[PossibleKind]:
    for outline in library.outlines.values():
        topics = [item for item in outline.all_topics if item.topic == clause.topic]
        if topics and clause.fits(outline.kind):
            yield PossibleKind(outline, topics[0].default == clause.variant)


def _differs(clause: Clause, library: Library) -> tuple[ReaderChange, ...]:
    """What the layer of a clause changed in the one of the layer below that has it too."""
    if not clause.replaces:
        return ()
    below, _ = read_text(library.roots[max(clause.replaces)] / clause.file)
    own, _ = read_text(library.roots[clause.layer] / clause.file)
    return clause_changes(below or "", own or "")


def _shallow(library: Library) -> Iterator[int]:
    """The layers whose repository is a clone that does not go back to the beginning."""
    for number, origin in enumerate(library.origins):
        with contextlib.suppress(GitFailed):
            if is_shallow(origin):
                yield number


def _history(clause: Clause, library: Library, is_cut: bool) -> Iterator[ClauseChange]:
    """Who changed it and what; nothing for a layer that is not in git."""
    try:
        found = file_history(library.origins[clause.layer], clause.file, most=_REVISIONS + 1)
    except GitFailed:
        return
    for index, item in enumerate(found[:_REVISIONS]):
        is_first = index == len(found) - 1
        changes = () if is_first else revision_changes(found, index)
        yield ClauseChange(item, is_first, is_first and is_cut, changes)
