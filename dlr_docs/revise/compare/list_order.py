"""A document of which the items of lists are numbered as library and choices number them now, or as
another document does.

The values of an item are known by its number. Where the choices put one in front, or took one out,
that number is of another item now, and what a hand did to the one would go to the other.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.model.document import Bundle
from dlr_docs.revise.changes.showing import plain
from dlr_docs.revise.changes.values import values_of, values_then
from dlr_docs.revise.rebuild import remade
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.stores import NAMESPACE, TOLD
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.controls import BINDINGS, path_of
from dlr_docs.word.read.document import ReadDocument, read_document

_W, _D = f"{{{W}}}", f"{{{NAMESPACE}}}"
_IN_LIST = re.compile(r"([^.]+(?:\.[^.\d][^.]*)*)\.(\d+)(?:\.(.+))?")
_ALIKE = 0.5  # the share of what an item says; with less in common it is another
_MOST_TRIED = 100_000  # pairs of items that say something else; a list of ours has a few dozen

_Said = TypeVar("_Said")
_Texts = Mapping[str, str]  # what values show, by what of a path is left


class _Item(Struct, frozen=True):
    """An item of a list or a row of a table: what it said, and what a hand made of that."""

    was: _Texts
    hand: _Texts

    def likeness(self, now: _Texts) -> float:
        """How much of an item of now this one says: of its columns, or of the words of its only
        one.
        """
        return max(_likeness(self.was, now), _likeness(self.hand, now))


def _likeness(one: _Texts, other: _Texts) -> float:
    parts, others = (
        {*side.items()} if len(side) > 1 else {*" ".join(side.values()).casefold().split()}
        for side in (one, other)
    )
    return 2 * len(parts & others) / ((len(parts) + len(others)) or 1)


def in_order_of(found: ReadDocument, bundle: Bundle) -> ReadDocument:
    """The document with the items of its lists numbered as those of the choices are now, once: with
    the values that a hand gave, which are among those of now later on, they would go elsewhere.

    Args:
        found: the document as it was read.
        bundle: what its choices give now.

    Raises:
        KeyError: when the bundle has no document of this name.
    """
    if found.renumbered is not None:
        return found
    then = values_then(found, remade(found, bundle.library))
    ours = values_of(bundle, found.provenance.document)
    was = {path: plain(value.shown) for path, value in then.items()}
    shown = {path: plain(read.shown[0]) for path, read in found.values.items() if read.shown}
    now = {path: plain(value.shown) for path, value in ours.items()}
    names = _others(_renumbered(was, {**was, **shown}, now))
    return replace(_with_names(found, names), renumbered=names)


def in_order_of_other(one: ReadDocument, other: ReadDocument) -> ReadDocument:
    """A document with the items of its lists numbered as those of another. Two that were made from
    the same have the same numbers already, whatever a hand made of their items.
    """
    if _made_from(one) == _made_from(other) and one.provenance.choices:
        return one
    was, now = _texts_in(one), _texts_in(other)
    return _with_names(one, _others(_renumbered(was, was, now)))


def _made_from(found: ReadDocument) -> tuple[object, ...]:
    made = found.provenance
    return made.document, made.choices, made.adopted


def _texts_in(found: ReadDocument) -> _Texts:
    """What values show, and of those that a hand took out what they held."""
    return {
        path: plain(read.shown[0] if read.shown else read.stored)
        for path, read in found.values.items()
    }


def _others(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The values that are called otherwise."""
    return {path: name for path, name in names if path != name}


def _renumbered(
    was: _Texts, hand: _Texts, now: _Texts, before: str = "", after: str = ""
) -> Iterator[tuple[str, str]]:
    """The values of then that are in lists, each with what it is called now.

    Args:
        before: what stands before the paths of then, and ``after`` before those of now.
    """
    lists, by_hand, of_now = map(_lists_in, (was, hand, now))
    for name, items in lists.items():
        found = {number: _Item(item, by_hand[name][number]) for number, item in items.items()}
        there = of_now.get(name, {})
        numbers = _numbers(found, there)
        for number, item in found.items():
            old, new = f"{before}{name}.{number}", f"{after}{name}.{numbers[number]}"
            paths = {f"{old}.{rest}".rstrip("."): f"{new}.{rest}".rstrip(".") for rest in item.was}
            now_of = there.get(numbers[number], {})
            inside = _renumbered(item.was, item.hand, now_of, f"{old}.", f"{new}.")
            yield from {**paths, **dict(inside)}.items()


def _lists_in(texts: _Texts) -> dict[str, dict[int, dict[str, str]]]:
    """The lists among values: what each item says, by its number."""
    found: dict[str, dict[int, dict[str, str]]] = {}
    for path, text in texts.items():
        match = _IN_LIST.fullmatch(path)
        if match:
            items = found.setdefault(match[1], {})
            items.setdefault(int(match[2]), {})[match[3] or ""] = text
    return found


def _numbers(then: Mapping[int, _Item], now: Mapping[int, _Texts]) -> dict[int, int]:
    """The number that each item of then has now; one that none has for what is gone."""
    found: dict[int, int] = {}
    for pairs_of in (_unmoved, _same, _taken_over, _alike, _next):
        taken = {*found.values()}
        for old, new in pairs_of(_less(then, found), _less(now, taken), found):
            if old not in found and new not in taken:
                found[old] = new
                taken.add(new)
    unused = max((*then, *now)) + 1
    return {**found, **{number: unused + at for at, number in enumerate(_less(then, found))}}


def _less(items: Mapping[int, _Said], known: Container[int]) -> dict[int, _Said]:
    """The items that are not known yet."""
    return {number: item for number, item in items.items() if number not in known}


_Pairs = Iterable[tuple[int, int]]


def _unmoved(then: Mapping[int, _Item], now: Mapping[int, _Texts], _: Mapping[int, int]) -> _Pairs:
    """The items that say the same in the same place."""
    return [(number, number) for number, item in then.items() if now.get(number) == item.was]


def _same(then: Mapping[int, _Item], now: Mapping[int, _Texts], _: Mapping[int, int]) -> _Pairs:
    """The items that say the same elsewhere."""
    return _equal({number: item.was for number, item in then.items()}, now)


def _taken_over(
    then: Mapping[int, _Item], now: Mapping[int, _Texts], _: Mapping[int, int]
) -> _Pairs:
    """The items that say now what a hand made of them."""
    return _equal({number: item.hand for number, item in then.items()}, now)


def _equal(then: Mapping[int, _Texts], now: Mapping[int, _Texts]) -> _Pairs:
    there: dict[frozenset[tuple[str, str]], list[int]] = {}
    for number, said in now.items():
        there.setdefault(frozenset(said.items()), []).append(number)
    for number, said in then.items():
        same = there.get(frozenset(said.items()))
        if same:
            yield number, same.pop(0)


def _alike(then: Mapping[int, _Item], now: Mapping[int, _Texts], _: Mapping[int, int]) -> _Pairs:
    """The items that say much the same, the most alike first."""
    if len(then) * len(now) > _MOST_TRIED:
        return []
    scores = [
        (then[old].likeness(now[new]), -abs(old - new), old, new)
        for old, new in itertools.product(then, now)
    ]
    return [(old, new) for score, _, old, new in sorted(scores, reverse=True) if score >= _ALIKE]


def _next(then: Mapping[int, _Item], now: Mapping[int, _Texts], found: Mapping[int, int]) -> _Pairs:
    """The items that say something else, each behind what it stood behind."""
    for number in sorted(then):
        behind = found.get(number - 1, 0) + 1
        if behind in now:
            yield number, behind


def _with_names(found: ReadDocument, names: Mapping[str, str]) -> ReadDocument:
    """The document with other names for values: of its controls, its store, and what it said."""
    if not names:
        return found
    merging = Merging(package_of(found.data, "document"))
    for part, root in merging.roots.items():
        for control in root.iter(f"{_W}sdt"):
            _name(control, path_of(control), names)
        for told in root.iter(f"{{{TOLD}}}waarde"):
            told.set("pad", names.get(told.get("pad", ""), told.get("pad", "")))
        for stored in root.iterchildren(f"{_D}*"):
            path = stored.tag.removeprefix(_D)
            stored.tag = f"{_D}{names.get(path, path)}"
        merging.touch(part)
    made = read_document(merging.data())
    return replace(made, name=found.name)


def _name(control: Any, path: str, names: Mapping[str, str]) -> None:
    """Give a control another name, in its tag and in what it is bound to."""
    properties = control.find(f"{_W}sdtPr")
    if path not in names or properties is None:
        return
    for tag in properties.iterchildren(f"{_W}tag"):
        tag.set(f"{_W}val", names[path])
    for binding in properties.iterchildren(*BINDINGS):
        bound = binding.get(f"{_W}xpath", "")
        binding.set(f"{_W}xpath", bound.replace(f"/d:{path}", f"/d:{names[path]}"))
