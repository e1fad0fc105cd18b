"""A party of a document: its fields as values, and what clauses and templates may ask of it."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from dlr_docs.basis import dutch
from dlr_docs.model.declared.parties import (
    ALONE_NAMES,
    SIGNATORY,
    SIGNATORY_NAME,
    SIGNATURE_NAMES,
    Description,
    PartySort,
    Placeholder,
    Sentence,
    Several,
)
from dlr_docs.model.values import Content, Value, ValueType, walk

_ON_LINES = 4  # as many of what the text gives a name stand each on a line of their own
_BRACKETS = re.compile(r"\([^()]*\)")
# Something of which a party has one or more: its parts by name.
Item = Mapping[str, Content]
Words = str | Value | Sentence
# Gives what stands at a place in a text of the library; None where that is left out.
Find = Callable[[str], Sequence[Words] | None]


class Party(Struct, frozen=True, eq=False, dict=True):
    """A party with its fields as values.

    ``aanduiding`` is what the text calls it ("de huurder"), ``hierna`` the words that introduce
    that. A list of its sort holds its items in ``fields`` however they were typed; the fields that
    stand for one item are there when they were. ``absent`` is what it answers where only other
    sorts have something. ``kop`` stands above it where it is the first of a
    group that is introduced together; ``is_grouped`` says that it is in one.
    """

    key: str
    sort: PartySort
    aanduiding: str
    hierna: str
    fields: Mapping[str, Content]
    absent: Mapping[str, object] = field(default_factory=dict)
    kop: str = ""
    is_grouped: bool = False

    @property
    def prefix(self) -> str:
        """What the paths of its values begin with."""
        return f"partijen.{self.key}"

    @property
    def kind(self) -> str:
        """The name of its sort."""
        return self.sort.name

    @functools.cached_property
    def shown(self) -> tuple[Value, ...]:
        """The values that a document shows of the party, in order."""
        fields = self.sort.fields
        found = (_known(fields[name], self.fields[name]) for name in self.sort.shown)
        return tuple(itertools.chain.from_iterable(found))

    @property
    def values(self) -> Iterator[Value]:
        """Every value, shown or not."""
        return itertools.chain.from_iterable(map(walk, self.fields.values()))

    def value(self, path: str) -> Value | None:
        """The value at a path in its fields; None when there is none, or more than one."""
        found = self.values_at(path)
        return found[0] if len(found) == 1 else None

    def values_at(self, path: str) -> tuple[Value, ...]:
        """The values at a path in its fields; of a field that stands for an item of a list those of
        every item.
        """
        name, _, rest = path.partition(".")
        several = self.sort.several.get(self.sort.list_of(name) or name)
        if several is None:
            found = _inside(self.fields, path)
            return () if found is None else (found,)
        part = rest or (name if name != several.name else "")
        values = (_inside(item, part) for item in self.items(several.name))
        return tuple(value for value in values if value is not None)

    def items(self, name: str) -> tuple[Item, ...]:
        """What it has in a list of its sort."""
        content = self.fields[name]
        items = content if isinstance(content, tuple) else ()
        return tuple(item for item in items if isinstance(item, Mapping))

    @functools.cached_property
    def names(self) -> dict[str, object]:
        """What clauses and Word templates may ask of it.

        A plain dictionary, which the sandbox reads by its keys and nothing else.
        """
        lines = itertools.chain.from_iterable(map(_lines_of, self.signatures))
        return {**self._told, "namens": tuple(lines), "handtekeningen": self.signatures}

    @functools.cached_property
    def _told(self) -> dict[str, object]:
        """The same, without who signs for it."""
        sort = self.sort
        return {
            **self.absent,
            **dict.fromkeys(sort.properties, True),
            **self.fields,
            **dict(self._in_place_of_lists()),
            "key": self.key,
            "soort": sort.name,
            "aanduiding": self.aanduiding,
            "hierna": self.hierna,
            "kop": self.kop,
            "slot": "" if self.is_grouped else f", {self.hierna}",
            "omschrijving": Sentence(tuple(_read(sort.description, self._placed))),
            "ondertekent": self._named(sort.signs),
            "alleen": dict(zip(ALONE_NAMES, (sort.alone_heading, sort.alone_subject), strict=True)),
        }

    def members_of(self, group: str) -> tuple[dict[str, object], ...]:
        """Those that clauses know by the name of a group: itself, or what it has more of."""
        several = self.sort.several.get(group)
        if several is None or several.designation is None:
            return (self.names,) if self.sort.group == group else ()
        own = {**self.names, "aanduiding": several.designation}
        return tuple({**own, **item} for item in self.items(group))

    def _in_place_of_lists(self) -> Iterator[tuple[str, object]]:
        """The fields that stand for the one item of a list, for a party that has more: of a group
        the first, of a single value all of them.
        """
        for several in self.sort.several.values():
            items = self.items(several.name)
            for name in several.short if items and not self._is_short(several, items) else ():
                if self.sort.fields[name].fields:
                    yield name, items[0]
                else:
                    find = self._finder(several.name)
                    parts = [find(item)(name) or () for item in items]
                    yield name, Sentence(tuple(_joined([*itertools.chain.from_iterable(parts)])))

    def _is_short(self, several: Several, items: Sequence[Item]) -> bool:
        """Whether a list has the one item that fields of the party stand for."""
        if not several.short:
            return False
        first = several.short[0]
        return items[0] is self.fields[first] or items[0].get(first) is self.fields[first]

    @functools.cached_property
    def signatures(self) -> tuple[dict[str, object], ...]:
        """The party once for each place for a signature, as it signs there: with the lines below
        the name of who is bound, and who signs in that place.
        """
        return tuple(self._signed(*item) for item in self._signing())

    def _signed(self, lines: tuple[Sentence, ...], item: Item) -> dict[str, object]:
        """What a place for a signature tells. What stands there first below the name of who is
        bound is who signs, whatever the library calls that.
        """
        who = {**item, SIGNATORY_NAME: lines[0] if lines else ""}
        alone = self._own_names_of(item)
        bound = self._named(self.sort.signs)
        here = dict(zip(SIGNATURE_NAMES, (bound, lines), strict=True))
        return {**self._told, **alone, **here, SIGNATORY: who}

    def _own_names_of(self, item: Item) -> dict[str, object]:
        """The field that stands for one signatory, where that is a group of parts."""
        several = self.sort.several.get(self.sort.signatories or "")
        named = several.short if several and item else ()
        return {name: item for name in named if self.sort.fields[name].fields}

    @property
    def title(self) -> Value:
        """What it is called on the title page: by the one thing that it has, or its own name."""
        named = (item for item in self.sort.several.values() if item.designation)
        only = next((found for item in named if len(found := self.items(item.name)) == 1), None)
        first = next(iter(only[0].values()), None) if only else None
        return first if isinstance(first, Value) else self._named(self.sort.signs)

    def _signing(self) -> Iterator[tuple[tuple[Sentence, ...], Item]]:
        """Who signs: the lines below the name of who is bound, and who does it for him."""
        name = self.sort.signatories
        if self.sort.signs_itself or not self.sort.on_behalf:
            yield (), {}
        if name is None and self.sort.on_behalf:
            yield tuple(self._lines(_finder(self.fields, self.sort.fields))), {}
        for item in self.items(name) if name else ():
            yield tuple(self._lines(_finder({name or "": item}, self.sort.fields))), item

    def _lines(self, find: Find) -> Iterator[Sentence]:
        for description in self.sort.on_behalf:
            read = _whole(description, find)
            if read is not None:
                yield Sentence(tuple(read))

    def _placed(self, path: str) -> Sequence[Words] | None:
        """What stands at a place in the description; None when it is left out."""
        several = self.sort.several.get(path)
        if several is None:
            return _finder(self.fields, self.sort.fields)(path)
        items = self.items(path)
        if not items:
            return None
        find = self._finder(path)
        read = [Sentence(tuple(_read(several.description, find(item)))) for item in items]
        is_list = several.designation is not None and len(items) >= _ON_LINES
        found = ["\n", *_joined(read, "\n")] if is_list else [*_joined(read)]
        if several.designation and not self.is_grouped:
            each = "hierna" if len(items) == 1 else "hierna elk"
            words = f"{each}: {several.designation}"
            closed = str(read[-1].parts[-1]).endswith(")")  # no brackets behind brackets
            named = f", {words}" if closed else f" ({words})"
            found.append(f",\n{words}" if is_list else named)
        return found

    def _finder(self, name: str) -> Callable[[Item], Find]:
        """What finds the parts of an item of a list."""
        declared = self.sort.fields[name].fields
        return lambda item: _finder(item, declared)

    def _named(self, path: str) -> Value:
        found = _inside(self.fields, path)
        if found is None:
            raise KeyError(path)  # a library that names no value was refused
        return found


def _inside(fields: Mapping[str, Content], path: str) -> Value | None:
    """The value at a path in fields; None when there is none."""
    found: Content | None = fields
    for name in path.split("."):
        if found is None or isinstance(found, (Value, tuple)):
            return None
        found = found.get(name)
    return found if isinstance(found, Value) else None


def _known(declared: ValueType, content: Content) -> Iterator[Value]:
    """The values in a content, without those that may be left out and were: what was typed and
    says nothing is still asked.
    """
    if isinstance(content, Value):
        if _is_known(declared, content):
            yield content
    elif isinstance(content, tuple):
        for item in content:
            yield from _items_known(declared, item)
    else:
        for name, part in content.items():
            yield from _known(declared.fields[name], part)


def _is_known(declared: ValueType, value: Value) -> bool:
    """Whether a value was not left out."""
    return not declared.optional or value.raw is not None or bool(value.vague)


def _items_known(declared: ValueType, item: Content) -> Iterator[Value]:
    return _known(declared, item) if isinstance(item, Mapping) else iter(walk(item))


def _finder(fields: Mapping[str, Content], declared: Mapping[str, ValueType]) -> Find:
    """What gives the value at a place in a text of the library; None when it is left out."""

    def find(path: str) -> Sequence[Words] | None:
        value = _inside(fields, path)
        if value is None or not _is_known(_declared(declared, path), value):
            return None
        return (value,)

    return find


def _declared(fields: Mapping[str, ValueType], path: str) -> ValueType:
    first, *rest = path.split(".")
    found = fields[first]
    for name in rest:
        found = found.fields[name]
    return found


def _whole(description: Description, find: Find) -> list[Words] | None:
    """A text of the library with what stands at its places; None when that is nothing at one."""
    found: list[Words] = []
    for part in description:
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, Placeholder):
            words = find(part.path)
            if words is None:
                return None
            found += words
        else:
            found += _whole(part.parts, find) or ()
    return found


def _read(description: Description, find: Find) -> list[Words]:
    """The same, of a text that is told in any case."""
    parts = (_whole((part,), find) or () for part in description)
    return [*itertools.chain.from_iterable(parts)]


def _lines_of(signature: Mapping[str, object]) -> tuple[object, ...]:
    """The lines below the name of who is bound."""
    lines = signature[SIGNATURE_NAMES[1]]
    return lines if isinstance(lines, tuple) else ()


def last_joint(items: Iterable[object], joint: str = "en") -> str:
    """What stands before the last of things enumerated: " en ", with a comma before it when one of
    them has such a joint itself, so that it is clear where each ends.
    """
    return f", {joint} " if any(has_joint(str(item)) for item in items) else f" {joint} "


def _joined(items: Sequence[Words], space: str = " ") -> Iterator[Words]:
    """Things enumerated: a, b en c; with a line break for the space each on a line of its own."""
    last = last_joint(items).replace(" ", space, 1)
    for number, item in enumerate(items):
        if number:
            yield last if number == len(items) - 1 else f",{space}"
        yield item


def has_joint(text: str) -> bool:
    """Whether words enumerate something themselves, outside brackets."""
    outside = _BRACKETS.sub("", text) if "(" in text else text
    return " en " in outside or " of " in outside or "," in outside


_IN_TITLE = 4  # as many as a title page names


def between(parties: Sequence[Party]) -> Sentence | str:
    """Who a document is between, for its title; nothing when there is one party."""
    if len(parties) < 2:
        return ""
    if len(parties) <= _IN_TITLE:
        return Sentence(tuple(_joined([party.title for party in parties])))
    first: list[Words] = [party.title for party in parties[: _IN_TITLE - 1]]
    return Sentence(
        tuple(_joined([*first, f"{dutch.in_words(len(parties) - len(first))} andere partijen"]))
    )
