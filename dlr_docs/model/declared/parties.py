"""Sorts of parties as a library declares them: what they are called, and what is asked of each."""

from __future__ import annotations

import functools
import hashlib
import itertools
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from dlr_docs.basis.memory import Memory
from dlr_docs.basis.problems import Place
from dlr_docs.model.values import Value, ValueType

# What clauses and Word templates may ask of every party, whatever its sort.
PARTY_NAMES = frozenset(
    {
        *("key", "soort", "hierna", "aanduiding", "omschrijving", "ondertekent", "namens"),
        *("alleen", "kop", "slot", "handtekeningen"),
    }
)
ALONE_NAMES = ("kop", "naam")
SIGNATURE_NAMES = ("ondertekent", "namens")
# Who signs in one place, and the part of it that stands there first.
SIGNATORY, SIGNATORY_NAME = "vertegenwoordiger", "naam"


class Placeholder(Struct, frozen=True):
    """A place in a text of the library that stands for a value: its path."""

    path: str


class Perhaps(Struct, frozen=True):
    """A part of a text of the library that is left out when nobody typed the values in it."""

    parts: Description


# A text of the library with places for values: {naam}, gevestigd te {plaats}.
Pattern = tuple[str | Placeholder, ...]
# The same with parts that may be left out: {naam}, gevestigd te {plaats}[, KvK {kvk}].
Description = tuple[str | Placeholder | Perhaps, ...]


def placeholders(description: Description) -> Iterator[str]:
    """The paths of all places in a text, those that may be left out too."""
    for part in description:
        if isinstance(part, Placeholder):
            yield part.path
        elif isinstance(part, Perhaps):
            yield from placeholders(part.parts)


class Several(Struct, frozen=True, eq=False):
    """A list in which a party has one or more of something: its rooms, its signatories.

    ``short`` are the fields of the party that stand for the one item when there is only one: a
    group with the parts of an item, or one field a part. ``description`` is how an item reads.
    ``designation`` is what the text calls one when it gives it a name; then clauses know those of
    all parties by the name of the list. An ``optional`` one may be empty.
    """

    name: str
    short: tuple[str, ...]
    description: Description
    designation: str | None = None
    optional: bool = False


class PartySort(Struct, frozen=True, eq=False):
    """A sort of party.

    ``designation`` is what the text calls one ("de huurder"), ``other`` and ``others`` the one or
    the ones beside it ("de andere huurders"), and ``group`` the name under which clauses know all
    of this sort. ``group_heading`` introduces three or more of them together. ``properties`` are
    names that are true for it. ``fields`` are the declarations of what is known of a party,
    ``shown`` those that every document shows, ``several`` those that are lists of it. ``signs`` is
    the field with the name of who is bound, ``on_behalf`` the lines of who signs for it;
    ``signs_itself`` says that it signs beside these. ``legal_person`` is the field by which one
    legal person is known as the same. ``description`` is how a document introduces it.
    ``alone_heading`` and ``alone_subject`` name it where it is the only party. ``strange`` says
    what to do about keys that it has not.
    """

    name: str
    designation: str
    others: str
    group: str | None
    properties: frozenset[str]
    fields: Mapping[str, ValueType]
    shown: tuple[str, ...]
    signs: str
    on_behalf: tuple[Description, ...]
    description: Description
    alone_heading: str
    alone_subject: str
    place: Place | None = None
    other: str | None = None
    group_heading: str | None = None
    several: Mapping[str, Several] = field(default_factory=dict)
    signs_itself: bool = False
    legal_person: str | None = None
    strange: Mapping[str, str] = field(default_factory=dict)

    @property
    def signatories(self) -> str | None:
        """The list of who signs for it; None when that is no list."""
        paths = itertools.chain.from_iterable(map(placeholders, self.on_behalf))
        names = (path.partition(".")[0] for path in paths)
        return next((name for name in names if name in self.several), None)

    @property
    def asked(self) -> tuple[str, ...]:
        """The fields that a new choice file asks, what may be left out last: of a list those of its
        one item.
        """
        found: dict[str, None] = {}
        for name in self.shown:
            found |= dict.fromkeys(self.several[name].short if name in self.several else (name,))
        return tuple(sorted(found, key=lambda name: self.fields[name].optional))

    @property
    def units(self) -> Mapping[str, str]:
        """The lists of what the text gives a name, each with the field that says what one is
        called.
        """
        named = (name for name, item in self.several.items() if item.designation)
        return {name: next(iter(self.fields[name].fields)) for name in named}

    def list_of(self, name: str) -> str | None:
        """The list in the place of which a field stands."""
        return next((item.name for item in self.several.values() if name in item.short), None)


# What may be asked of a party, and of each thing in it that has parts itself: (thing, names).
Members = tuple[tuple[str, tuple[str, ...]], ...]


class PartySorts(Struct, frozen=True, eq=False, dict=True):
    """All sorts of a library by name, and the names that any of them brings. Compared by identity;
    its memory holds what was found of Word templates for these sorts.
    """

    by_name: Mapping[str, PartySort] = field(default_factory=dict)

    @functools.cached_property
    def memory(self) -> Memory:
        """What was worked out of it."""
        return Memory()

    @functools.cached_property
    def groups(self) -> Mapping[str, PartySort]:
        """The names under which clauses know all parties of a sort, or what parties have more of;
        each with the sort that brings it.
        """
        found = {sort.group: sort for sort in self.by_name.values() if sort.group}
        for sort in self.by_name.values():
            for item in sort.several.values():
                if item.designation:
                    found.setdefault(item.name, sort)
        return found

    @functools.cached_property
    def properties(self) -> frozenset[str]:
        """Every property that some sort has."""
        return frozenset[str]().union(*(sort.properties for sort in self.by_name.values()))

    @functools.cached_property
    def absent(self) -> Mapping[str, object]:
        """What a party answers that has not what parties of some other sort have."""
        names = itertools.chain.from_iterable(sort.fields for sort in self.by_name.values())
        return {**dict.fromkeys(names, ""), **dict.fromkeys(self.properties, False)}

    @functools.cached_property
    def shape(self) -> str:
        """A digest of what Word templates are tried with: each sort with its fields and words."""
        every = [
            (
                *(sort.name, sort.designation, sort.others, sort.group, sort.shown, sort.signs),
                *(sort.on_behalf, sort.description, sort.alone_heading, sort.alone_subject),
                *(sorted(sort.properties), {**sort.fields}),
                *(sort.other, sort.group_heading, sort.signs_itself),
                [(item.name, item.short, item.description) for item in sort.several.values()],
            )
            for sort in self.by_name.values()
        ]
        return hashlib.sha256(repr(every).encode()).hexdigest()

    @functools.cached_property
    def members(self) -> Members:
        """All that clauses and Word templates may ask of a party and of its parts."""
        found: dict[str, set[str]] = {
            "partij": {*PARTY_NAMES, *self.properties},
            "alleen": set(ALONE_NAMES),
        }
        for sort in self.by_name.values():
            found["partij"].update(sort.fields)
            for name, declared in sort.fields.items():
                found.setdefault(name, set()).update(declared.fields)
        found["handtekening"] = {*found["partij"], SIGNATORY} - {"handtekeningen"}
        return tuple((name, tuple(sorted(parts))) for name, parts in found.items() if parts)


class Sentence(Struct, frozen=True, eq=False):
    """Words of the library with values in between, as one thing to print."""

    parts: tuple[str | Value | Sentence, ...]

    def __str__(self) -> str:
        return "".join(map(str, self.parts))
