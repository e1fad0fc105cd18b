"""What was chosen for a document: its values, whether its text prints them or not.

A value counts when somebody typed it, for this document, one above it or the bundle, or when a
reader meets it. A default that stands nowhere in the text says nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from dlr_docs.basis.problems import Path, Place
from dlr_docs.build.values.interpreting import ValueProblem, interpret
from dlr_docs.build.values.plural import singulars
from dlr_docs.model.choices import Given
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Library
from dlr_docs.model.values import Content, Value, ValueType

Where = tuple[Document, Bundle]


def content_of(name: str, document: Document, bundle: Bundle) -> Content | None:
    """What a name stands for in a document; None when nobody typed it and the text does not use
    it, or when it was typed wrongly where nothing uses it.
    """
    made_from = document.made_from
    if name in made_from.named:
        return made_from.named[name]
    given = made_from.given.get(name)
    if given is None:
        return None
    return interpreted(name, given, declared_for(document, bundle.library))


def interpreted(name: str, given: Given, declared: Mapping[str, ValueType]) -> Content | None:
    """What a raw value is by its declaration; None when it has none, or was typed wrongly."""
    found = declared.get(name)
    try:
        return None if found is None else interpret(found, given.raw)
    except ValueProblem:
        return None


def declared_for(document: Document, library: Library) -> Mapping[str, ValueType]:
    """Every value that a document of this kind can have."""
    declared = declared_for_kind(document.outline.kind, library)
    own = (text.clause.values for text in document.texts if text.clause.is_own)
    return next(({**declared, **values} for values in own if values), declared)


def declared_for_kind(kind: str, library: Library) -> Mapping[str, ValueType]:
    """Every value that a document of a kind can have."""
    return library.memory.once(_declared, kind, library)


def _declared(kind: str, library: Library) -> Mapping[str, ValueType]:
    found = dict(library.values)
    for clause in library.all_clauses():
        if clause.fits(kind):
            found.update(clause.values)
    return found


def combinations_at(
    paths: Sequence[str], others: Mapping[str, str], unjudged: Sequence[str], where: Where
) -> Iterator[tuple[Value, ...]]:
    """Every combination of the values at some paths that count; those of one list are of one
    record of it.

    Args:
        others: what counts in the place of a path that a record does not fill in.
        unjudged: what counts as not filled in.
        where: the document, and its bundle.
    """
    names = dict.fromkeys(path.partition(".")[0] for path in paths)
    records = [_records(content_of(name, *where)) for name in names]
    for chosen in itertools.product(*records):
        of = dict(zip(names, chosen, strict=True))
        yield from itertools.product(
            *(_options(path, of, others, unjudged, where) for path in paths)
        )


def _records(content: Content | None) -> tuple[Content, ...]:
    """The records of a list; else the content as a whole."""
    if content is None:
        return ()
    is_list = isinstance(content, tuple) and all(isinstance(item, Mapping) for item in content)
    return content if isinstance(content, tuple) and is_list else (content,)


def _options(
    path: str,
    of: Mapping[str, Content],
    others: Mapping[str, str],
    unjudged: Sequence[str],
    where: Where,
) -> list[Value]:
    """The values at a path inside one record, or at the path that counts in its place."""
    name, *steps = path.split(".")
    found = _counting(name, inside(of[name], steps), where[0])
    judged = [value for value in found if value.raw not in unjudged]
    if judged or path not in others:
        return judged
    return [value for value in values_at(others[path], *where) if value.raw not in unjudged]


def values_at(path: str, document: Document, bundle: Bundle) -> tuple[Value, ...]:
    """The values at a path (``woning.adres``) that count; one a row where it goes through a
    list.
    """
    name, *steps = path.split(".")
    content = content_of(name, document, bundle)
    if content is None:
        return ()
    return tuple(_counting(name, inside(content, steps), document))


def holds_here(given: Mapping[str, tuple[str, ...]], document: Document, bundle: Bundle) -> bool:
    """Whether a document has these values, so that a check is about it. A default counts where the
    text follows from it, also when no reader meets it.
    """
    for path, allowed in given.items():
        name, *steps = path.split(".")
        content = content_of(name, document, bundle)
        values = [] if content is None else [*inside(content, steps)]
        if not values or any(str(value.raw) not in allowed for value in values):
            return False
    return True


def _counting(name: str, values: Iterator[Value], document: Document) -> Iterator[Value]:
    """The values that somebody typed, or that a reader meets."""
    typed = name in document.made_from.given
    for value in values:
        if value.raw is not None and (typed or value.path in document.values):
            yield value


def inside(content: Content, steps: Sequence[str]) -> Iterator[Value]:
    """The single values inside a content: all, or those behind the keys of a path."""
    if isinstance(content, Value):
        if not steps:
            yield content
    elif isinstance(content, tuple):
        yield from itertools.chain.from_iterable(inside(part, steps) for part in content)
    else:
        parts = [content[steps[0]]] if steps and steps[0] in content else []
        found = parts if steps else content.values()
        yield from itertools.chain.from_iterable(inside(part, steps[1:]) for part in found)


def place_of(path: str, document: Document, bundle: Bundle) -> Place:
    """Where a value stands, or would be filled in: at its party, the values of its document, of one
    above it or of the bundle.
    """
    name, *steps = path.split(".")
    choices = bundle.choices
    if name in ("partijen", "basisdocumenten"):
        return choices.place(name, *steps)
    made_from = document.made_from
    given = made_from.given.get(singulars(bundle.library).get(name, name))
    own: Path = (*made_from.choice.path, "gegevens", name)
    keys = (int(step) - 1 if step.isdigit() else step for step in steps)
    return choices.place(*(own if given is None else given.path), *keys)
