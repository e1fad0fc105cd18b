"""Models that exclude each other over a whole agreement: the checks that a library declares as
``modellen``.

An agreement is a document with its annexes; what belongs to it without being an annex has to fit it
too, but two of those need not fit each other: each programme may be paid in its own way where the
agreement leaves that open.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from dlr_docs.basis.problems import Place
from dlr_docs.build.checks.findings import Broken
from dlr_docs.build.values.bases import bases_above
from dlr_docs.build.values.chosen import place_of, values_at
from dlr_docs.build.values.inheritance import documents_above
from dlr_docs.model.declared.rules import Exclusive
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Library

ANY = "*"  # for the option of a value: whatever was filled in


class _Chosen(Struct, frozen=True):
    """A choice that stands for one or more models, and what finds where it was made, which is
    asked of few.
    """

    name: str
    models: frozenset[str]
    place: Callable[[], Place]


def exclusive(condition: Exclusive, document: Document, bundle: Bundle) -> Iterator[Broken]:
    """No choice that has no model in common with another: those of the agreement around a document
    first, since what does not fit there may be all that is wrong inside it.
    """
    own = tuple(_chosen(condition, document, bundle))
    if not own:
        return
    others = (_chosen(condition, other, bundle) for other in _agreement(document, bundle))
    around = (*itertools.chain.from_iterable(others), *_outside(condition, document, bundle))
    outside = tuple(_against(own, around))
    yield from outside or _against(own, own)


def _against(own: tuple[_Chosen, ...], others: tuple[_Chosen, ...]) -> Iterator[Broken]:
    """Each choice that has no model in common with another, with the first such; of two choices of
    one document it is the later one.
    """
    for number, mine in enumerate(own):
        before = own[:number] if others is own else others
        other = next((item for item in before if not mine.models & item.models), None)
        if other is not None:
            words = {
                "keuze": mine.name,
                "model": _named(mine),
                "andere_keuze": other.name,
                "ander_model": _named(other),
            }
            yield Broken(words, mine.place(), other=other.place())


def _named(chosen: _Chosen) -> str:
    return " of ".join(sorted(chosen.models))


def _agreement(document: Document, bundle: Bundle) -> Iterator[Document]:
    """The documents above one, with their annexes; of two annexes only the second looks at the
    other.
    """
    for above in documents_above(document, bundle):
        yield above
        annexes = bundle.annexes.get(above.id, ())
        yield from itertools.takewhile(lambda annex: annex is not document, annexes)


def _chosen(condition: Exclusive, document: Document, bundle: Bundle) -> Iterator[_Chosen]:
    library = bundle.library
    clauses, values = library.memory.once(_by_choice, condition, library)
    for name in sorted(document.wording.names & clauses.keys()):
        place = functools.partial(_place, name, document, bundle)
        yield _Chosen(name, clauses[name], place)
    for name, options in values.items():
        found = values_at(name, document, bundle)
        for value in found:
            models = options.get(_typed(value.raw))
            if models:
                shown = f"{name}: {_typed(value.raw)}"
                place = functools.partial(place_of, value.path, document, bundle)
                yield _Chosen(shown, models, place)
        if found and ANY in options and _is_own(name, document):
            place = functools.partial(place_of, name, document, bundle)
            yield _Chosen(name, options[ANY], place)


def _outside(condition: Exclusive, document: Document, bundle: Bundle) -> Iterator[_Chosen]:
    """What is known of the documents outside the bundle that one belongs to: the variants that
    they have, and values that were typed for them.
    """
    clauses, values = bundle.library.memory.once(_by_choice, condition, bundle.library)
    *_, last = (document, *documents_above(document, bundle))
    for base in bases_above(last.parent, bundle.choices):
        for name in sorted(base.names & clauses.keys()):
            path = (*base.path, "artikelen", name.partition("/")[0])
            yield _Chosen(name, clauses[name], functools.partial(bundle.choices.place, *path))
        for name in sorted(base.values.keys() & values.keys()):
            options, typed = values[name], _typed(base.values[name])
            models = options.get(typed, options.get(ANY))
            path = (*base.path, "gegevens", name)
            if models:
                yield _Chosen(name, models, functools.partial(bundle.choices.place, *path))


def _is_own(name: str, document: Document) -> bool:
    """Whether a document says a value itself: in its text, or because it was typed for it and not
    for the bundle, in which another document may need it.
    """
    given = document.made_from.given.get(name)
    in_text = name in document.made_from.named
    return in_text or (given is not None and given.document == document.id)


def _typed(raw: object) -> str:
    return {True: "ja", False: "nee"}[raw] if isinstance(raw, bool) else str(raw)


def _by_choice(
    condition: Exclusive, library: Library
) -> tuple[Mapping[str, frozenset[str]], Mapping[str, Mapping[str, frozenset[str]]]]:
    """The models by clause, and by value and what was filled in there."""
    clauses: dict[str, frozenset[str]] = {}
    values: dict[str, dict[str, frozenset[str]]] = {}
    for model, choices in condition.models:
        for choice in choices:
            name, is_value, option = choice.partition("=")
            found = values.setdefault(name, {}) if is_value else clauses
            key = option if is_value else name
            found[key] = found.get(key, frozenset()) | {model}
    return clauses, values


def _place(name: str, document: Document, bundle: Bundle) -> Place:
    """Where a variant was chosen; its document when it is the usual one."""
    choice = document.made_from.choice
    topic = name.partition("/")[0]
    if topic in choice.variants:
        return bundle.choices.place(*choice.topic_path(topic))
    return document.place
