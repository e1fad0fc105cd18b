"""One name, one value: a document says the same as the one that it belongs to.

A value is compared with that of each document above it, whoever typed it and also when it is the
usual one there: what the text above says, holds below. Values that the library calls the same thing
(``volgt``) count as one name. What departs on purpose is said by the clause that prints it
(``wijkt_af``); what each document has of its own is not compared.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from dlr_docs.build.checks.findings import Finding
from dlr_docs.build.values.bases import bases_above, known_values
from dlr_docs.build.values.chosen import (
    content_of,
    declared_for_kind,
    inside,
    interpreted,
    place_of,
)
from dlr_docs.build.values.inheritance import documents_above, is_empty, own_names
from dlr_docs.build.values.plural import plurals, singulars
from dlr_docs.clause.jinja.compile import compile_clause
from dlr_docs.model.choices import BaseDocument, Given
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Library
from dlr_docs.model.values import Content, Value, walk

_HINT = (
    "Laat de waarde hier weg, dan geldt die van het andere document, of maak ze gelijk. Wie wil "
    "afwijken, kiest een variant die dat in de tekst zegt."
)
_SAID = frozenset({"datum", "bedrag", "aantal", "percentage", "breuk", "duur", "keuze", "ja_nee"})


def disagreements(document: Document, bundle: Bundle) -> Iterator[Finding]:
    """Values of a document that differ from those of the documents above it."""
    if document.parent is None:
        return
    above = tuple(documents_above(document, bundle))
    outside = tuple(_known_outside(document, above, bundle))
    own = own_names(document.outline, bundle.library)
    for name in _compared(document, bundle.library):
        if name not in own and not _departs(name, document, bundle.library):
            yield from _against(name, document, above, bundle)
            yield from _against_outside(name, document, outside, bundle)


def _known_outside(
    document: Document, above: Sequence[Document], bundle: Bundle
) -> Iterator[tuple[BaseDocument, dict[str, Given]]]:
    """What is known of the documents outside the bundle that one belongs to, the nearest first."""
    key = above[-1].parent if above else document.parent
    for base in bases_above(key, bundle.choices):
        yield base, dict(known_values(base, document.parent, bundle.library))


def _against_outside(
    name: str,
    document: Document,
    outside: Sequence[tuple[BaseDocument, dict[str, Given]]],
    bundle: Bundle,
) -> Iterator[Finding]:
    """A value that differs from what is known of a document outside the bundle, under one of the
    names of a thing.
    """
    library = bundle.library
    names = library.memory.once(same_things, library).get(name, (name,))
    here = content_of(name, document, bundle)
    for (base, known), other in itertools.product(outside, names):
        given = known.get(other)
        if here is None or given is None or document.made_from.given.get(name) is given:
            continue
        there = interpreted(other, given, declared_for_kind(base.kind, library))
        pair = next(_differing(here, there), None) if there is not None else None
        if pair is not None:
            where = bundle.choices.place(*given.path).spot
            message = f"'{pair[0].path}' is hier iets anders dan in '{base.key}' ({where})"
            yield Finding(message, _HINT, place_of(pair[0].path, document, bundle))
            return


def _compared(document: Document, library: Library) -> Iterator[str]:
    """The names that may differ: those typed for this document, and those that are the same thing
    as another one, since each may have a default of its own.
    """
    same = library.memory.once(same_things, library)
    for name, given in document.made_from.given.items():
        if given.document == document.id and not is_empty(given):
            yield name
    for name in same.keys() & document.made_from.named.keys():
        if name not in document.made_from.given:
            yield name


def same_things(library: Library) -> Mapping[str, tuple[str, ...]]:
    """The names of one thing, by each of them; a name that stands alone is not there."""
    groups: dict[str, dict[str, None]] = {}
    for item in library.all_values():
        for other in item.follows:
            first, second = (groups.get(name, {name: None}) for name in (item.name, other))
            joined = {**second, **first}
            groups |= dict.fromkeys(joined, joined)
    return {name: tuple(group) for name, group in groups.items()}


def _departs(name: str, document: Document, library: Library) -> bool:
    """Whether every clause that uses a value says that it departs."""
    names = {name, plurals(library).get(name, name)}
    using = [text.clause for text in document.texts if names & compile_clause(text.clause).names]
    return bool(using) and all(
        bool(names & {*clause.deviates}) if isinstance(clause.deviates, tuple) else clause.deviates
        for clause in using
    )


def _against(
    name: str, document: Document, above: tuple[Document, ...], bundle: Bundle
) -> Iterator[Finding]:
    """The nearest document above that says another value under one of the names of a thing."""
    library = bundle.library
    names = library.memory.once(same_things, library).get(name, (name,))
    here = content_of(name, document, bundle)
    for other, other_name in itertools.product(above, names):
        there = _said(other_name, other, bundle)
        if here is None or there is None:
            continue
        pair = next(_differing(here, there), None)
        if pair is not None:
            yield _finding(pair, document, other, bundle)
            return


def _said(name: str, document: Document, bundle: Bundle) -> Content | None:
    """What a document above says under a name: in its text, or typed for a document.

    What was typed for the whole bundle holds for who has nothing of its own, so that alone is no
    word of this document.
    """
    given = document.made_from.given.get(name)
    if name not in document.made_from.named and (given is None or given.document is None):
        return None
    return content_of(name, document, bundle)


def _differing(here: Content, there: Content) -> Iterator[tuple[Value, Value | None]]:
    """The pairs of values that differ; what is open somewhere does not."""
    if isinstance(here, Value) and isinstance(there, Value):
        if here.raw is not None and there.raw is not None and not _same(here, there):
            yield here, there
    elif isinstance(here, Mapping) and isinstance(there, Mapping):
        for key in here.keys() & there.keys():
            yield from _differing(here[key], there[key])
    elif _is_one(here) and _is_one(there):
        yield from _differing(here[0], there[0])
    else:
        yield from _differing_lists(here, there)


def _is_one(content: Content) -> TypeGuard[tuple[Content]]:
    """Whether there may be more of something, and is one."""
    if not isinstance(content, tuple) or len(content) != 1:
        return False
    steps = itertools.chain.from_iterable(value.path.split(".") for value in walk(content))
    return not any(step.isdigit() for step in steps)


def _differing_lists(here: Content, there: Content) -> Iterator[tuple[Value, Value | None]]:
    """Lists with other items; the order says nothing."""
    ours, theirs = (
        {_plain(value): value for value in inside(content, ()) if value.raw is not None}
        for content in (here, there)
    )
    if ours and theirs and ours.keys() != theirs.keys():
        others = (value for key, value in ours.items() if key not in theirs)
        yield next(others, next(iter(ours.values()))), None


def _same(here: Value, there: Value) -> bool:
    return here.raw == there.raw or _plain(here) == _plain(there)


def _plain(value: Value) -> str:
    """A value as it is compared: its text, without capitals and spaces that say nothing."""
    return " ".join(value.text.casefold().split())


def _finding(
    pair: tuple[Value, Value | None], document: Document, other: Document, bundle: Bundle
) -> Finding:
    here, there = pair
    path = there.path if there is not None else here.path
    where = place_of(path, other, bundle).spot
    name = path.partition(".")[0]
    name = singulars(bundle.library).get(name, name)
    usual = "" if name in other.made_from.given else "als standaardwaarde, "
    if there is not None and here.kind in _SAID and there.kind in _SAID:
        message = f"'{here.path}' is hier {here.text}, en {there.text} in '{other.id}'"
    else:
        message = f"'{here.path}' is hier iets anders dan in '{other.id}'"
    return Finding(f"{message} ({usual}{where})", _HINT, place_of(here.path, document, bundle))
