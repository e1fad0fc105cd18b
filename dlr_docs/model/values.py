"""Typed values: how the library declares them, and one value as it stands in a document."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from dlr_docs.basis.memory import Memory

Kind = Literal[
    "tekst",
    "datum",
    "bedrag",
    "aantal",
    "percentage",
    "breuk",
    "duur",
    "keuze",
    "ja_nee",
    "lijst",
    "persoon",
    "groep",
]


PERSON = ("naam", "functie")  # the parts of a persoon
_TOLD: frozenset[Kind] = frozenset({"bedrag", "percentage", "breuk", "duur", "datum"})


class ValueType(Struct, frozen=True, eq=False, dict=True):
    """The declaration of a value: its type, its question and what is allowed. Compared by identity.

    ``options`` (keuze) maps what a user types to what a reader reads. ``units`` (duur) are units
    of time of its library besides everybody's, singular to plural. ``fields`` (groep, persoon,
    lijst of records) and ``item`` (lijst of one kind) describe what is inside. ``default`` is raw,
    as typed. ``bound_to`` names another choice, and the table that says which options go with each
    of its options. A tekst with a ``minimum`` is a number that serves as a name.

    A ``proposal`` is a usual value that nobody gets without typing it. ``per_document`` says that
    each document has one of its own; ``follows`` names values that are the same thing under another
    name; ``told`` that a default which nobody typed is told, where the kind does not say it;
    ``is_signing_day`` that it is the day on which the document was signed that another belongs to.
    ``is_content`` says that the value is itself what is agreed, and no detail of it; ``optional``
    that a text can do without it: what nobody filled in was not agreed. ``succeeds`` are names of
    before in whose place it came.

    A value that ``may_be_more`` is typed as one or as a list of its kind, and stands for a list
    either way. Of a record with a ``plural`` there may be more under that name, as a list.
    ``none_words`` are what is typed where there is none, which is no open value; the first of them
    is what a text compares with. One that ``is_of_group`` holds for a group of documents as a
    whole. Of a party, an ``optional`` one that nobody typed is not asked nor shown, and no item of
    a list is without a ``required`` one.
    """

    name: str
    kind: Kind
    question: str
    default: object = None
    example: str | None = None
    help: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, ValueType] = field(default_factory=dict)
    item: Kind | None = None
    minimum: int | None = None
    maximum: int | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    proposal: object = None
    per_document: bool = False
    follows: tuple[str, ...] = ()
    told: bool = False
    bound_to: Mapping[str, str] = field(default_factory=dict)
    is_content: bool = False
    may_be_more: bool = False
    plural: str | None = None
    none_words: tuple[str, ...] = ()
    is_of_group: bool = False
    optional: bool = False
    required: bool = False
    succeeds: tuple[str, ...] = ()
    is_signing_day: bool = False

    @functools.cached_property
    def memory(self) -> Memory:
        """What was worked out of it."""
        return Memory()

    @functools.cached_property
    def label(self) -> str:
        """A short title for the content control."""
        text = self.name.replace("_", " ")
        return text[:1].upper() + text[1:]

    @property
    def is_told(self) -> bool:
        """Whether a default that nobody typed is told: money, a part, a term or a date."""
        return self.told or self.kind in _TOLD


class Value(Struct, frozen=True, eq=False):
    """One value in one document; open when ``raw`` is None.

    In a clause it compares and tests as its raw value (``{% if niveau == "2" %}``) and prints as
    ``text``. ``path`` says which value it is: a party's name is one value wherever it occurs.
    ``vague`` is what was typed for an open value and says nothing, such as PM.
    """

    path: str
    kind: Kind
    raw: object
    text: str
    question: str
    label: str
    options: Mapping[str, str] = field(default_factory=dict)
    vague: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the value has still to be filled in."""
        return self.raw is None

    @property
    def shown(self) -> str:
        """What a document shows of it, less a question: a box that nobody ticked says no."""
        if self.kind == "ja_nee":
            return "ja" if self.raw else "nee"
        return "" if self.is_open else self.text

    def __bool__(self) -> bool:
        return bool(self.raw)

    def __eq__(self, other: object) -> bool:
        return self.raw == (other.raw if isinstance(other, Value) else other)

    __ne__ = object.__ne__  # a Struct brings one that does not ask __eq__

    def __hash__(self) -> int:
        return hash(self.raw)

    def __str__(self) -> str:
        return self.text


# What a name in a clause may stand for: a value, a group of values, or a list of either.
Content = Value | Mapping[str, "Content"] | tuple["Content", ...]


def walk(content: Content) -> list[Value]:
    """All single values inside a content, in order."""
    if isinstance(content, Value):
        return [content]
    parts = content if isinstance(content, tuple) else content.values()
    return [*itertools.chain.from_iterable(map(walk, parts))]
