"""Groups of documents: what they share, and what is wrong with a group.

Precedence: a document's own, then its group's, then the bundle's.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Path, Problem, did_you_mean, error
from dlr_docs.model.choices import Choices, DocumentChoice, Group


def with_groups(choice: DocumentChoice, groups: Mapping[str, Group]) -> DocumentChoice:
    """A document with the groups that name it, and their variants where it chose none itself."""
    having = tuple(group for group in groups.values() if choice.id in group.documents)
    own = frozenset(choice.variants)
    if not having:
        return replace(choice, own_topics=own) if own else choice
    shared = dict(itertools.chain.from_iterable(group.variants.items() for group in having))
    return replace(choice, variants={**shared, **choice.variants}, groups=having, own_topics=own)


def wrong_groups(choices: Choices) -> list[Problem]:
    """Documents that are not there, and two groups that say something else of one document."""
    if not choices.groups:
        return []
    known = [*(document.id for document in choices.documents), *choices.bases]
    return [*_unknown(choices, known), *_differing(choices)]


def _unknown(choices: Choices, known: list[str]) -> Iterator[Problem]:
    for group in choices.groups.values():
        for index, name in enumerate(group.documents):
            place = choices.place(*group.path, "documenten", index)
            if name not in known:
                message = "dit document staat niet in deze bundel"
                yield error(codes.ONBEKEND_DOCUMENT, message, place, did_you_mean(name, known))
            elif name in group.documents[:index]:
                message = f"'{name}' staat twee keer in deze groep"
                yield error(codes.DUBBEL_IN_GROEP, message, place, "Haal een van de twee weg.")


def _differing(choices: Choices) -> Iterator[Problem]:
    """What two groups of one document say otherwise, where the document says nothing itself."""
    for document in choices.documents:
        for first, second in itertools.combinations(document.groups, 2):
            for key, name in _unlike(document, first, second):
                place = choices.place(*second.path, key, name)
                where = choices.place(*first.path, key, name).spot
                message = (
                    f"'{document.id}' staat in de groepen '{first.key}' en '{second.key}', en die "
                    f"zeggen bij '{name}' iets anders ({where})"
                )
                hint = f"Maak ze gelijk, of zet '{name}' bij het document zelf."
                yield error(codes.GROEPEN_VERSCHILLEN, message, place, hint)


def _unlike(document: DocumentChoice, first: Group, second: Group) -> Iterator[Path]:
    for topic in first.variants.keys() & second.variants.keys() - document.own_topics:
        if first.variants[topic] != second.variants[topic]:
            yield "keuzes", topic
    for name in first.values.keys() & second.values.keys() - document.values.keys():
        if first.values[name] != second.values[name]:
            yield "gegevens", name
