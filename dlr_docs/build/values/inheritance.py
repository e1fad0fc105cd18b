"""What somebody typed for a document: its own values, those of its groups, those of the documents
that it belongs to, and those of the bundle.

Precedence: a document's own value, then its group's, then that of the nearest document above it,
then the bundle's.
So a document that departs from its bundle takes what belongs to it along. A value that is each
document's own is not handed down from one document to another: the start of what is added later is
not silently that of the first. The bundle's holds for it, since whoever typed it there typed it for
all. What was left empty is not typed: it takes what there is above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dlr_docs.build.values.bases import bases_above, known_values
from dlr_docs.build.values.plural import by_own_name, singulars
from dlr_docs.model.choices import Choices, DocumentChoice, Given
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Library, Outline
from dlr_docs.model.values import ValueType


def by_id(choices: Choices) -> Mapping[str, DocumentChoice]:
    """The documents of a choice file; of two with one id the first."""
    return {choice.id: choice for choice in reversed(choices.documents)}


def above(
    choice: DocumentChoice, documents: Mapping[str, DocumentChoice]
) -> Iterator[DocumentChoice]:
    """The documents of the bundle that a document belongs to, the nearest first."""
    seen = {choice.id}
    found = documents.get(choice.parent or "")
    while found is not None and found.id not in seen:
        seen.add(found.id)
        yield found
        found = documents.get(found.parent or "")


def documents_above(document: Document, bundle: Bundle) -> Iterator[Document]:
    """The same once they are made."""
    seen = {document.id}
    key = document.parent
    while key is not None and key not in seen and key not in bundle.choices.bases:
        seen.add(key)
        found = bundle.document(key)
        yield found
        key = found.parent


def own_names(outline: Outline, library: Library) -> frozenset[str]:
    """The values that each document of a kind has for itself: by their declaration, by its outline,
    and the one that tells such documents apart.
    """
    return library.memory.once(_own_names, outline.own_values, outline.kenmerk, library)


def _own_names(named: tuple[str, ...], kenmerk: str | None, library: Library) -> frozenset[str]:
    by_declaration = (item.name for item in library.all_values() if item.per_document)
    return frozenset({*named, *by_declaration, (kenmerk or "").partition(".")[0]})


def given_values(
    choice: DocumentChoice,
    choices: Choices,
    documents: Mapping[str, DocumentChoice],
    own: frozenset[str],
    library: Library,
) -> dict[str, Given]:
    """What was typed for a document, by the names of the declarations.

    Args:
        documents: the documents of the choice file by id.
        own: names that are not handed down from one document to another.
        library: for the plurals under which more values are typed, and for what it calls the day
            on which a document outside the bundle was signed.
    """
    singular = singulars(library)
    shared = (Given(raw, ("gegevens", name), None) for name, raw in choices.values.items())
    found = by_own_name(shared, singular)
    for item in reversed(tuple(_handed_down(choice, choices, documents, library))):
        found |= {name: given for name, given in item.items() if name not in own}
    own_typed = _typed(choice, singular)
    return found | {
        name: item
        for name, item in own_typed.items()
        if not is_empty(item) or name not in found or is_empty(found[name])
    }


def _handed_down(
    choice: DocumentChoice,
    choices: Choices,
    documents: Mapping[str, DocumentChoice],
    library: Library,
) -> Iterator[dict[str, Given]]:
    """What was typed for each document above one, the nearest first; those outside the bundle
    last.
    """
    if choice.parent is None:
        return
    last, singular = choice, singulars(library)
    for last in above(choice, documents):
        yield _typed(last, singular)
    for base in bases_above(last.parent, choices):
        yield dict(known_values(base, choice.parent, library))


def is_empty(given: Given) -> bool:
    """Whether a key was typed with nothing behind it."""
    return given.raw is None or given.raw == ""


def _typed(choice: DocumentChoice, singular: Mapping[str, str]) -> dict[str, Given]:
    """What was typed for a document itself: in its groups, and over that its own."""
    around = [
        *((group.path, group.values) for group in choice.groups),
        (choice.path, choice.values),
    ]
    found: dict[str, Given] = {}
    for path, values in around:
        typed = (Given(raw, (*path, "gegevens", name), choice.id) for name, raw in values.items())
        found |= {
            name: item
            for name, item in by_own_name(typed, singular).items()
            if not is_empty(item) or name not in found
        }
    return found


def typed_elsewhere(declared: ValueType, given: Mapping[str, Given]) -> Given | None:
    """What was typed under another name for the same thing."""
    return next((given[name] for name in declared.follows if name in given), None)
