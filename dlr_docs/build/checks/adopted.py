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
from dlr_docs.model.values import Content, Value, ValueType, walk


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
        raw, decided = None if given is None else given.raw, deciding.get(name, ())
        if given is None and declared[name].told and not isinstance(content, Value):
            yield from _whole(declared[name], content, document, decided)
        else:
            yield from _parts(declared[name], content, raw, document, decided)


def _parts(
    declared: ValueType,
    content: Content,
    raw: object,
    document: Document,
    decided: tuple[int, ...],
) -> Iterator[AdoptedValue]:
    """A value that nobody typed, or what nobody typed of a list or group."""
    for value in walk(content):
        first, *steps = value.path.split(".")
        steps = steps if first == declared.name else []  # the day of a document outside the bundle
        if value.is_open or _is_typed(raw, steps) or not _is_told(declared, steps):
            continue
        shown = value.path in document.values
        if shown or decided:
            uses = document.wording.uses.get(value.path, ()) if shown else decided
            yield AdoptedValue(document.id, value, uses)


def _whole(
    declared: ValueType,
    content: Content,
    document: Document,
    decided: tuple[int, ...],
) -> Iterator[AdoptedValue]:
    """A list or group that nobody typed, told once with all that it says and not part by part;
    one of which a part is open is asked, and not adopted.

    Args:
        decided: the numbers of the articles in which it decides what they say.
    """
    parts = walk(content)
    shown = [value.path for value in parts if value.path in document.values]
    if (shown or decided) and parts and not any(value.is_open for value in parts):
        text = _text(content)
        value = Value(declared.name, declared.kind, text, text, declared.question, declared.label)
        uses = itertools.chain.from_iterable(document.wording.uses.get(path, ()) for path in shown)
        yield AdoptedValue(document.id, value, tuple(dict.fromkeys((*uses, *decided))))


def _text(content: Content) -> str:
    """What a list or group says on one line; the records of a list stand apart."""
    if isinstance(content, tuple) and not any(isinstance(item, Value) for item in content):
        return "; ".join(map(_text, content))
    return ", ".join(value.text for value in walk(content))


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
        index = int(step) - 1  # of an empty list the one item that a reader sees is open
        return index < len(raw) and _is_typed(raw[index], rest)
    return isinstance(raw, Mapping) and _is_typed(raw.get(step), rest)
