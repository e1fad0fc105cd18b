"""The texts that an article may have in a document, each as it would read there."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from dlr_docs.basis.problems import DlrDocsError, Path, Problem, has_errors
from dlr_docs.build.pipeline import build_bundle
from dlr_docs.build.selected.advice import NONE
from dlr_docs.choices.editing.change import put_in
from dlr_docs.choices.file import choices_at
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Clause, Library, OutlineTopic, Requirement


class TopicState(Struct, frozen=True):
    """A topic of a document: what may be chosen for it, and what is chosen now.

    ``number`` is that of its article, 0 when there is none; ``chosen`` are the variants in it.
    ``path`` is where the choice stands in the file, or would stand.
    """

    outline: OutlineTopic
    title: str
    number: int
    chosen: tuple[str, ...]
    clauses: tuple[Clause, ...]
    path: Path

    @property
    def topic(self) -> str:
        """Its name."""
        return self.outline.topic

    @property
    def may_stay_out(self) -> bool:
        """Whether a document may do without."""
        return not self.outline.required

    @property
    def has_choice(self) -> bool:
        """Whether there is anything to choose."""
        return len(self.clauses) + self.may_stay_out > 1


def topics_of(document: Document, library: Library) -> tuple[TopicState, ...]:
    """The topics of a document as a reader meets them, recitals first."""
    numbers = {artikel.topic: artikel.number for artikel in document.artikelen}
    titles = {artikel.topic: artikel.title for artikel in document.artikelen}
    chosen: dict[str, tuple[str, ...]] = {}
    for text in document.texts:
        chosen[text.clause.topic] = (*chosen.get(text.clause.topic, ()), text.clause.variant)
    made = []
    for item in document.outline.all_topics:
        clauses = _clauses(item, document, library)
        title = titles.get(item.topic) or (clauses[0].title if clauses else item.topic)
        made.append(
            TopicState(
                item,
                title,
                numbers.get(item.topic, 0),
                chosen.get(item.topic, ()),
                clauses,
                (*document.made_from.choice.path, "keuzes", item.topic),
            )
        )
    return tuple(made)


def _clauses(item: OutlineTopic, document: Document, library: Library) -> tuple[Clause, ...]:
    found = library.clauses.get(item.topic, {}).values()
    return tuple(clause for clause in found if clause.fits(document.outline.kind))


def with_topic(
    state: TopicState, variants: tuple[str, ...], bundle: Bundle
) -> tuple[Bundle | None, tuple[Problem, ...]]:
    """The bundle with other variants for a topic; nothing, and why, when they cannot stand there.

    Args:
        variants: those to choose; none leaves the topic out.
    """
    choices = bundle.choices
    data: Any = put_in(dict(choices.data), state.path, chosen_data(variants))
    try:
        return build_bundle(choices_at(data, choices.places), bundle.library), ()
    except DlrDocsError as exc:
        return None, tuple(problem for problem in exc.problems if has_errors([problem]))


def chosen_data(variants: tuple[str, ...]) -> Any:
    """Variants as a choice file says them."""
    if not variants:
        return NONE
    return variants[0] if len(variants) == 1 else [*variants]


def covered_by(clause: Clause, document: Document, library: Library) -> tuple[Requirement, ...]:
    """The mandatory subjects of a document that a clause covers, or a part of them."""
    subjects = library.law.subjects(document.outline.requirements)
    named = set(clause.requirements)
    return tuple(item for item in subjects if named & set(item.coverable))
