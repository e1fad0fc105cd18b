"""What a document and its parties ask, for whoever makes a form of it: each question with where its
answer stands, or would stand, in the choice file.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis.problems import Path
from dlr_docs.build.values.chosen import declared_for
from dlr_docs.build.values.interpreting import ValueProblem, interpret
from dlr_docs.choices.editing.change import data_at
from dlr_docs.choices.new.needed import EXAMPLES
from dlr_docs.choices.tolerant import Tolerated
from dlr_docs.clause.jinja.compile import compile_clause
from dlr_docs.model.choices import PartyChoice
from dlr_docs.model.declared.parties import PartySort
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Library
from dlr_docs.model.values import PERSON, Content, Value, ValueType, walk

__all__ = [
    "Asked",
    "asked_designation",
    "asked_of_party",
    "asked_values",
    "example_of",
    "fields_of",
    "with_typed",
]


class Asked(Struct, frozen=True):
    """A question: what is asked, and what was answered.

    ``path`` is where the answer stands in the choice file, or would stand; ``name`` is what the
    document calls the value. ``raw`` is what was typed, None when nobody typed anything, and
    ``shown`` what a reader reads of it now. ``articles`` are the numbers of those that need it,
    ``topics`` these articles by topic. ``is_needed`` says that it stays open until somebody
    answers, as far as a reader meets it, ``has_usual`` that something holds as long as nobody does,
    ``is_open`` that it is open now. ``documents`` are the ids of those that use it.
    """

    path: Path
    name: str
    declared: ValueType
    raw: object
    shown: str
    articles: tuple[int, ...]
    topics: tuple[str, ...]
    is_needed: bool
    is_open: bool
    documents: tuple[str, ...] = ()
    has_usual: bool = False


def asked_values(document: Document, bundle: Bundle) -> tuple[Asked, ...]:
    """The questions of a document as a reader of it meets them, those of its parties apart."""
    declared = declared_for(document, bundle.library)
    uses = _uses(document)
    users = _users(bundle)
    found = (
        _asked(name, declared[name], document, uses, users)
        for name in _in_order(document)
        if name in declared
    )
    return tuple(found)


def with_typed(asked: Asked, found: Tolerated) -> Asked:
    """A question with what stands in the file, also where that could not be read and was left
    out.
    """
    if found.choices is None:
        return asked
    places = (_whole(path, asked) for path in found.left_out if _is_about(path, asked))
    path = next(places, asked.path) if asked.raw is None else asked.path
    return replace(asked, path=path, raw=data_at(found.choices.data, path))


def _is_about(path: Path, asked: Asked) -> bool:
    """Whether a path is that of a value of a document, of one above it or of the bundle."""
    if asked.path[0] == "partijen":
        return path[: len(asked.path)] == asked.path
    values = path[1:] if path[0] == "gegevens" else path[3:]
    return values[:1] == (asked.name,)


def _whole(path: Path, asked: Asked) -> Path:
    """The path of the whole value that something in it was left out of."""
    if asked.path[0] == "partijen":
        return asked.path
    return path[:2] if path[0] == "gegevens" else path[:4]


def _in_order(document: Document) -> Iterator[str]:
    """The names that a document uses: as its text shows them, then those that only decide."""
    shown = (path.partition(".")[0] for path in document.wording.paths)
    named = document.made_from.named
    return (name for name in dict.fromkeys(itertools.chain(shown, named)) if name in named)


def _uses(document: Document) -> Mapping[str, tuple[tuple[int, str], ...]]:
    """By name the articles that show a value or weigh it: number and topic."""
    found: dict[str, dict[tuple[int, str], None]] = {}
    for artikel in document.artikelen:
        shown = {path.partition(".")[0] for path in artikel.paths}
        weighed = (compile_clause(text.clause).names for text in artikel.texts)
        for name in shown.union(*weighed):
            found.setdefault(name, {})[artikel.number, artikel.topic] = None
    return {name: tuple(articles) for name, articles in found.items()}


def _users(bundle: Bundle) -> Mapping[str, tuple[str, ...]]:
    """By name the documents that use a value."""
    found: dict[str, list[str]] = {}
    for document in bundle.documents:
        for name in document.made_from.named:
            found.setdefault(name, []).append(document.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _asked(
    name: str,
    declared: ValueType,
    document: Document,
    uses: Mapping[str, tuple[tuple[int, str], ...]],
    users: Mapping[str, tuple[str, ...]],
) -> Asked:
    made_from = document.made_from
    given = made_from.given.get(name)
    content = made_from.named[name]
    articles = uses.get(name, ())
    own: Path = (*made_from.choice.path, "gegevens", name)
    read = [value for value in walk(content) if value.path in document.values]
    is_shared = len(users[name]) > 1 and not declared.per_document
    path = given.path if given is not None else ("gegevens", name) if is_shared else own
    return Asked(
        path,
        name,
        declared,
        None if given is None else given.raw,
        _shown(content),
        tuple(number for number, _ in articles),
        tuple(topic for _, topic in articles),
        bool(read) and _is_needed(declared),
        any(value.is_open for value in read),
        users[name],
        has_usual=not _is_needed(declared),
    )


def asked_of_party(
    party: PartyChoice, library: Library, shown: Sequence[Value] = ()
) -> tuple[Asked, ...]:
    """The questions about a party; none for a sort that the library does not know. Of a list and
    the fields that stand for its one item, those that are typed are asked.

    Args:
        party: as it was typed.
        library: says what is asked of its sort.
        shown: the values that documents show of it, which somebody has to answer.
    """
    sort = library.parties.by_name.get(party.kind)
    if sort is None:
        return ()
    hidden = {*_hidden(party, sort)}
    return tuple(_of_party(name, sort, party, shown) for name in sort.fields if name not in hidden)


_CALLED = ValueType(
    "aanduiding",
    "tekst",
    "Hoe moet de tekst deze partij noemen, als dat anders is dan gewoonlijk?",
    example="de gemeente",
)


def asked_designation(party: PartyChoice, library: Library) -> Asked | None:
    """The question what the text is to call a party; it has a usual word of its sort, and None when
    the library does not know that.
    """
    sort = library.parties.by_name.get(party.kind)
    if sort is None:
        return None
    path: Path = ("partijen", party.key, "aanduiding")
    name = f"partijen.{party.key}.aanduiding"
    return Asked(
        path,
        name,
        _CALLED,
        party.designation,
        sort.designation,
        (),
        (),
        is_needed=False,
        is_open=False,
        has_usual=True,
    )


def _hidden(party: PartyChoice, sort: PartySort) -> Iterator[str]:
    for several in sort.several.values():
        is_listed = party.fields.get(several.name) is not None
        names = several.short if is_listed else (several.name,) if several.short else ()
        yield from (name for name in names if party.fields.get(name) is None)


def extendable(party: PartyChoice, library: Library) -> tuple[str, ...]:
    """The lists of which a party has one item, typed as fields of its own, so that there may come
    more.
    """
    sort = library.parties.by_name.get(party.kind)
    lists = sort.several.values() if sort is not None else ()
    return tuple(
        item.name
        for item in lists
        if party.fields.get(item.name) is None
        and any(party.fields.get(name) is not None for name in item.short)
    )


def as_list(data: Mapping[str, Any], name: str, sort: PartySort) -> dict[str, Any]:
    """What is typed of a party, with a list in the place of the fields that stand for its one
    item.
    """
    short = sort.several[name].short
    typed = {key: data[key] for key in short if data.get(key) is not None}
    item = typed[short[0]] if len(short) == 1 and sort.fields[short[0]].fields else typed
    place = next(iter(typed))
    return {
        (name if key == place else key): ([item] if key == place else value)
        for key, value in data.items()
        if key not in short or key == place
    }


def _of_party(name: str, sort: PartySort, party: PartyChoice, shown: Sequence[Value]) -> Asked:
    declared = sort.fields[name]
    raw = party.fields.get(name)
    path = f"partijen.{party.key}.{name}"
    own = [value for value in shown if value.path == path or value.path.startswith(f"{path}.")]
    return Asked(
        ("partijen", party.key, name),
        path,
        declared,
        raw,
        ", ".join(value.text for value in own if value.text),
        (),
        (),
        bool(own),
        any(value.is_open for value in own),
    )


def _shown(content: Content) -> str:
    return ", ".join(value.text for value in walk(content) if value.text)


def _is_open(content: Content) -> bool:
    found = walk(content)
    return not found or any(value.is_open for value in found)


def _is_needed(declared: ValueType) -> bool:
    """Whether a value is open until somebody types it."""
    return declared.memory.once(_open_by_itself, declared)


def _open_by_itself(declared: ValueType) -> bool:
    try:
        return _is_open(interpret(declared, declared.default))
    except ValueProblem:
        return True


def fields_of(declared: ValueType) -> Mapping[str, ValueType]:
    """What a group, a person or a row of a list is made of."""
    if declared.kind == "persoon":
        return declared.fields or {
            part: ValueType(part, "tekst", f"{part.capitalize()}?") for part in PERSON
        }
    return declared.fields


def example_of(declared: ValueType) -> str:
    """What somebody could answer: the example of the library, or one of that sort of value."""
    return declared.example or EXAMPLES.get(declared.kind, "")
