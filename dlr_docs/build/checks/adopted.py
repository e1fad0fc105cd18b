"""What a document says by a default of the library that nobody typed, where that decides money, a
term or a date: it is told, so that nobody signs a figure that nobody saw.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from msgspec import Struct

from dlr_docs.build.values.chosen import declared_for
from dlr_docs.clause.jinja.compile import compile_clause
from dlr_docs.model.document import Bundle, ClauseText, Document, Wording
from dlr_docs.model.values import Value, ValueType, walk


class AdoptedValue(Struct, frozen=True):
    """A default that a document took over, and the articles that it decides.

    One without articles stands in the recitals.
    """

    document: str
    value: Value
    articles: tuple[int, ...]


def adopted_values(document: Document, bundle: Bundle) -> Iterator[AdoptedValue]:
    """The defaults that a document shows or that decide what it says, clause by
    clause, as far as they are told (``ValueType.is_told``).
    """
    declared = declared_for(document, bundle.library)
    wording, made_from = document.wording, document.made_from
    deciding = wording.memory.once(_deciding, wording)
    for name, content in made_from.named.items():
        given = made_from.given.get(name)
        for value in walk(content):
            first, *steps = value.path.split(".")
            steps = steps if first == name else []  # the day of a document outside the bundle
            if value.is_open or _is_typed(None if given is None else given.raw, steps):
                continue
            shown = value.path in document.values
            if (shown or name in deciding) and _is_told(declared[name], steps):
                articles = wording.uses.get(value.path, ()) if shown else deciding[name]
                yield AdoptedValue(document.id, value, articles)


def _deciding(wording: Wording) -> Mapping[str, tuple[int, ...]]:
    """The names that decide what a clause says, with the numbers of the articles that ask them."""
    asked = itertools.chain.from_iterable(
        ((name, artikel.number) for name in _asked(artikel.texts)) for artikel in wording.artikelen
    )
    found: dict[str, tuple[int, ...]] = {}
    for name, number in asked:
        found[name] = (*found.get(name, ()), number)
    return found


def _asked(texts: tuple[ClauseText, ...]) -> frozenset[str]:
    return frozenset().union(*(compile_clause(text.clause).deciding for text in texts))


def _is_told(declared: ValueType, steps: list[str]) -> bool:
    """Whether a default is told: by the declaration at its path, or one around it."""
    if declared.is_told or not steps:
        return declared.is_told
    if declared.kind == "lijst":
        steps = steps[1:]
    inside = declared.fields.get(steps[0]) if steps else None
    return inside is not None and _is_told(inside, steps[1:])


def _is_typed(raw: object, steps: list[str]) -> bool:
    """Whether somebody typed what stands at the end of a path."""
    if raw is None or not steps:
        return raw is not None
    step, *rest = steps
    if isinstance(raw, list | tuple):
        return _is_typed(raw[int(step) - 1], rest)
    return isinstance(raw, Mapping) and _is_typed(raw.get(step), rest)
