"""What the clauses of a document say: rendered with what it knows, and parsed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dlr_docs.basis.memory import at_most
from dlr_docs.basis.problems import (
    RenderError,
)
from dlr_docs.build import numbering
from dlr_docs.build.checks.coverage import is_complete
from dlr_docs.build.drafts import Draft
from dlr_docs.build.selected import selection
from dlr_docs.build.selected.periods import day_of_law
from dlr_docs.build.values import filling
from dlr_docs.build.values.plural import spoken
from dlr_docs.clause import parsing, rendering
from dlr_docs.clause.glossary import define, glossary_of
from dlr_docs.model.choices import Choices
from dlr_docs.model.document import (
    Body,
    ClauseText,
    Wording,
)
from dlr_docs.model.library import Clause, Library, Outline


@at_most(64)
def wording_of(
    recitals: tuple[selection.Topic, ...],
    topics: tuple[selection.Topic, ...],
    texts: tuple[str, ...],
    prefix: str,
    with_number: tuple[str, ...],
) -> Wording:
    """What clauses with these texts say. Remembered, since a text has marks where values differ.

    Args:
        texts: the rendered clauses, recitals first.
        prefix: what bookmarks begin with when the document shares a file with another one.
        with_number: words of the library that stay on one line with a number behind them.
    """
    rest = iter(texts)

    def parsed(topic: selection.Topic) -> tuple[ClauseText, ...]:
        texts = ((clause, next(rest)) for clause in topic.clauses)
        return tuple(
            ClauseText(clause, clause.memory.once(_parsed, clause, text, with_number))
            for clause, text in texts
        )

    considered = tuple(itertools.chain.from_iterable(map(parsed, recitals)))
    artikelen = numbering.number_articles((topic.name, parsed(topic)) for topic in topics)
    return Wording(considered, artikelen, numbering.targets(artikelen, prefix))


def texts_of(
    draft: Draft,
    filled: filling.Filling,
    by_id: Mapping[str, selection.Selection],
    choices: Choices,
    library: Library,
    groups: Mapping[str, tuple[str, ...]],
) -> tuple[str, ...]:
    """The rendered clauses of a document; definitions are made last, since they follow from the
    rest.
    """
    chosen = draft.selection
    topics, parent = _surroundings(chosen, by_id, choices, library)
    annexes = _annexes(chosen.choice.id, by_id, choices, library)
    names: dict[str, Any] = rendering.context(
        rendering.Setting(
            outline=chosen.outline,
            parent=parent,
            topics=topics,
            parties=filled.parties,
            values=spoken(filled.named, draft.needed.plurals),
            annexes=annexes,
            sorts=library.parties,
            tables=library.tables,
            day=day_of_law(chosen, by_id, choices, library),
            is_complete=library.memory.once(
                is_complete, chosen.outline.requirements, chosen.topics, library.law
            ),
            groups=groups,
            cited_parent=filled.cited.get(chosen.choice.parent or ""),
            replaced=tuple(filled.cited[key] for key in chosen.choice.replaces),
            borrowed=filled.borrowed if choices.bases else (),
        )
    )
    shared = rendering.shared_context(names)
    needed = draft.needed
    texts = rendering.render_alike(needed.others, shared, library.memory)
    rendered = dict(zip(needed.others, texts, strict=True))
    if needed.defining:
        glossary = glossary_of(library, chosen.outline.kind)
        names["begrippen"] = define(glossary, rendered.values(), shared)
        rendered |= {clause: rendering.render_once(clause, shared) for clause in needed.defining}
    return tuple(rendered[clause] for clause in chosen.clauses)


def _annexes(
    document_id: str,
    by_id: Mapping[str, selection.Selection],
    choices: Choices,
    library: Library,
) -> tuple[tuple[str, str], ...]:
    """The annexes of a document, kind and id, in the order of their numbers; one of the parties'
    own has its id for a kind.
    """
    made = (other for other in by_id.values() if other.choice.parent == document_id)
    documents = [item for item in made if item.outline.is_annex]
    own = by_id[document_id].choice.own_annexes
    return (
        *_named(documents, is_inside=True),
        *((item.id, item.id) for item in own if not item.is_beside),
        *_named(documents, is_inside=False),
        *_annexes_outside(document_id, choices, library),
        *((item.id, item.id) for item in own if item.is_beside),
    )


def _annexes_outside(
    document_id: str, choices: Choices, library: Library
) -> Iterator[tuple[str, str]]:
    """The kind and key of annexes that are made elsewhere."""
    for base in choices.bases.values():
        if base.parent == document_id and library.outlines[base.kind].is_annex:
            yield base.kind, base.key


def _named(documents: Iterable[selection.Selection], is_inside: bool) -> Iterator[tuple[str, str]]:
    """The kind and id of documents that stand in the file of another one, or do not."""
    for item in documents:
        if item.choice.in_parent is is_inside:
            yield item.outline.kind, item.choice.id


def _surroundings(
    chosen: selection.Selection,
    by_id: Mapping[str, selection.Selection],
    choices: Choices,
    library: Library,
) -> tuple[frozenset[str], Outline | None]:
    """The topics and variants that ``heeft`` finds, and the kind of the document it belongs to."""
    topics = _names_of(chosen)
    base = choices.bases.get(chosen.choice.parent or "")
    if base is not None:
        return frozenset(topics | base.names), library.outlines[base.kind]
    parent = by_id.get(chosen.choice.parent or "")
    if parent is None:
        return frozenset(topics), None
    return frozenset(topics | _names_of(parent)), parent.outline


def _names_of(chosen: selection.Selection) -> set[str]:
    """The topics of the articles of a document, and their variants as ``topic/variant``."""
    names = {topic.name for topic in chosen.topics}
    for topic in chosen.topics:
        names |= {clause.id for clause in topic.clauses}
    return names


@at_most(64)
def _parsed(clause: Clause, text: str, with_number: tuple[str, ...]) -> Body:
    try:
        return parsing.parse(text, clause.memory, with_number, is_kept=not clause.is_own)
    except RenderError as exc:
        problems = (problem.moved(clause.place(problem.excerpt or "")) for problem in exc.problems)
        raise RenderError(problems) from None
