"""Sorts of parties as a library declares them: what they are called, and what is asked of each."""

from __future__ import annotations

import functools
import hashlib
import itertools
from collections.abc import Mapping

from msgspec import Struct, field

from dlr_docs.basis.memory import Memory
from dlr_docs.basis.problems import Place
from dlr_docs.model.values import Content, Value, ValueType, walk

# What clauses and Word templates may ask of every party, whatever its sort.
PARTY_NAMES = frozenset(
    {"key", "soort", "hierna", "aanduiding", "omschrijving", "ondertekent", "namens", "alleen"}
)
ALONE_NAMES = ("kop", "naam")


class Placeholder(Struct, frozen=True):
    """A place in a text of the library that stands for a value: its path."""

    path: str


# A text of the library with places for values: {naam}, gevestigd te {plaats}.
Pattern = tuple[str | Placeholder, ...]


class PartySort(Struct, frozen=True, eq=False):
    """A sort of party.

    ``designation`` is what the text calls one ("de huurder"), ``others`` the ones beside it ("de
    andere huurders"), and ``group`` the name under which clauses know all of this sort.
    ``properties`` are names that are true for it. ``fields`` are the declarations of what is known
    of a party, ``shown`` those that every document shows. ``signs`` is the field with the name of
    who is bound, ``on_behalf`` those of who signs for it, ``description`` how a document introduces
    it. ``alone_heading`` and ``alone_subject`` name it where it is the only party.
    """

    name: str
    designation: str
    others: str
    group: str | None
    properties: frozenset[str]
    fields: Mapping[str, ValueType]
    shown: tuple[str, ...]
    signs: str
    on_behalf: tuple[str, ...]
    description: Pattern
    alone_heading: str
    alone_subject: str
    place: Place | None = None


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
        """The sorts by the name under which clauses know all parties of one."""
        return {sort.group: sort for sort in self.by_name.values() if sort.group}

    @functools.cached_property
    def properties(self) -> frozenset[str]:
        """Every property that some sort has."""
        return frozenset[str]().union(*(sort.properties for sort in self.by_name.values()))

    @functools.cached_property
    def shape(self) -> str:
        """A digest of what Word templates are tried with: each sort with its fields and words."""
        every = [
            (
                *(sort.name, sort.designation, sort.others, sort.group, sort.shown, sort.signs),
                *(sort.on_behalf, sort.description, sort.alone_heading, sort.alone_subject),
                *(sorted(sort.properties), {**sort.fields}),
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
        return tuple((name, tuple(sorted(parts))) for name, parts in found.items() if parts)


class Sentence(Struct, frozen=True, eq=False):
    """Words of the library with values in between, as one thing to print."""

    parts: tuple[str | Value, ...]

    def __str__(self) -> str:
        return "".join(map(str, self.parts))


class Party(Struct, frozen=True, eq=False, dict=True):
    """A party with its fields as values.

    ``aanduiding`` is what the text calls it ("de huurder"), ``hierna`` the words that introduce
    that.
    """

    key: str
    sort: PartySort
    aanduiding: str
    hierna: str
    fields: Mapping[str, Content]
    properties: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        """The name of its sort."""
        return self.sort.name

    @functools.cached_property
    def shown(self) -> tuple[Value, ...]:
        """The values that a document shows of the party, in order."""
        return tuple(
            itertools.chain.from_iterable(walk(self.fields[name]) for name in self.sort.shown)
        )

    def value(self, path: str) -> Value | None:
        """The value at a path in its fields; None when there is none."""
        found: Content | None = self.fields
        for name in path.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        return found if isinstance(found, Value) else None

    @functools.cached_property
    def names(self) -> dict[str, object]:
        """What clauses and Word templates may ask of it.

        A plain dictionary, which the sandbox reads by its keys and nothing else.
        """
        sort = self.sort
        return {
            **dict.fromkeys(self.properties, False),
            **dict.fromkeys(sort.properties, True),
            **self.fields,
            "key": self.key,
            "soort": sort.name,
            "aanduiding": self.aanduiding,
            "hierna": self.hierna,
            "omschrijving": Sentence(tuple(map(self._filled, sort.description))),
            "ondertekent": self._known(sort.signs),
            "namens": tuple(map(self._known, sort.on_behalf)),
            "alleen": dict(zip(ALONE_NAMES, (sort.alone_heading, sort.alone_subject), strict=True)),
        }

    def _filled(self, part: str | Placeholder) -> str | Value:
        return part if isinstance(part, str) else self._known(part.path)

    def _known(self, path: str) -> Value:
        found = self.value(path)
        if found is None:
            raise KeyError(path)  # a library that names no value was refused
        return found
