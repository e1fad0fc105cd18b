"""The styles and lists that a paragraph of another file uses, in a file that has its own."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from dlr_docs.word.merge.cleaning import drop
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.numbering import LevelUse, NumberedList, Numbering, numbering_of
from dlr_docs.word.package.reading.styles import plain_name, styles_of, value_of
from dlr_docs.word.package.relations import NUMBERING, STYLES
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_USES = tuple(f"{_W}{name}" for name in ("pStyle", "rStyle", "tblStyle"))
_RELATED = tuple(f"{_W}{name}" for name in ("basedOn", "link", "next"))
_NO_LIST = "0"  # switches numbering off (ECMA-376-1, 17.9.18)


class StylesTaken:
    """The styles and lists of a file, by what they are in the file that is made."""

    def __init__(self, merging: Merging, source: Package) -> None:
        self._merging = merging
        self._theirs, self._ours = styles_of(source), styles_of(merging.package)
        self._names = {name: style.id for name, style in self._ours.by_name.items()}
        self._styles: dict[str, str] = {}
        self._lists = ListsTaken(merging, source, self)
        self._their_numbers = numbering_of(source, self._theirs)

    def take(self, element: Any) -> None:
        """Give a paragraph or row of the file the styles and lists of ours. Its numbers first: they
        are those of the styles that it had.
        """
        for properties in [*element.iter(f"{_W}pPr")]:
            self._take_numbers(properties)
        for use in [*element.iter(*_USES)]:
            known = self.style(value_of(use))
            if known:
                use.set(f"{_W}val", known)
            else:
                drop(use)

    def _take_numbers(self, properties: Any) -> None:
        numbers = properties.find(f"{_W}numPr")
        if numbers is None:
            return
        use = self._their_numbers.of(properties.getparent())
        if value_of(numbers.find(f"{_W}numId")) != _NO_LIST:
            drop(numbers) if use is None else self._lists.renumber(numbers, use)

    def style(self, name: str) -> str:
        """What a style of the file is called in ours, where it is put when it is new; nothing when
        the file does not have it.
        """
        if name not in self._styles:
            found = self._theirs.by_id.get(name)
            if found is None:
                return name if name in self._ours.by_id else ""
            own = self._names.get(plain_name(found.name))
            self._styles[name] = own or self._put(name, found.element)
        return self._styles[name]

    def _put(self, name: str, element: Any) -> str:
        root = self._merging.touch(STYLES)
        taken = {item.get(f"{_W}styleId") for item in root.iter(f"{_W}style")}
        numbered = (f"{name}{number}" for number in itertools.count(2))
        free = next(item for item in itertools.chain((name,), numbered) if item not in taken)
        made = copy.deepcopy(element)
        self._styles[name] = free  # a style may name itself, or another that names it
        made.set(f"{_W}styleId", free)
        made.attrib.pop(f"{_W}default", None)
        root.append(made)
        self._relate(made)
        numbers = made.find(f"{_W}pPr/{_W}numPr")
        use = self._their_numbers.of_style.get(name)
        if numbers is not None and value_of(numbers.find(f"{_W}numId")) != _NO_LIST:
            drop(numbers) if use is None else self._lists.put_in_style(numbers, use)
        return free

    def _relate(self, made: Any) -> None:
        """Let a style that is put in name those that it rests on by what they are called now."""
        for related in [item for item in made if item.tag in _RELATED]:
            other = self.style(value_of(related))
            related.set(f"{_W}val", other) if other else drop(related)


class ListsTaken:
    """The lists of a file by what they are in ours."""

    def __init__(self, merging: Merging, source: Package, styles: StylesTaken) -> None:
        self._merging = merging
        self._source = source
        self._styles = styles
        self._numbering: Numbering = numbering_of(merging.package, styles_of(merging.package))
        self._tied = frozenset(_tied_lists(source, self._numbering))
        self._known: dict[str, str] = {}

    def renumber(self, numbers: Any, use: LevelUse) -> None:
        """Give a paragraph the list of ours in the place of its own; nothing needs to be said when
        its style says the same.
        """
        style = value_of(numbers.getparent().find(f"{_W}pStyle"))
        by_style = self._numbering.of_style.get(self._styles.style(style))
        same = self._same(use.list, by_style)
        if by_style and same is by_style.list and by_style.order == use.order:
            drop(numbers)
        else:
            _say(numbers, self._list(use.list, same), use.order)

    def put_in_style(self, numbers: Any, use: LevelUse) -> None:
        """The same for a style that is put in."""
        _say(numbers, self._list(use.list, self._same(use.list)), use.order)

    def _list(self, found: NumberedList, same: NumberedList | None) -> str:
        if same is not None:
            return same.id
        if found.id not in self._known:
            self._known[found.id] = self._put(found)
        return self._known[found.id]

    def _same(self, found: NumberedList, by_style: LevelUse | None = None) -> NumberedList | None:
        """The list of ours that numbers as this one does in all levels that our styles use. Many
        lists look like one of a single level, as that of parties: such a list is only ours when a
        style says so too.
        """
        for own in self._numbering.lists.values():
            orders = {*own.tied.values()}
            is_alike = all(_level(own, order) == _level(found, order) for order in orders)
            is_of_style = by_style is not None and by_style.list is own
            is_tied = is_of_style or (found.definition, own.id) in self._tied
            if orders and is_alike and (is_tied or len(orders) > 1):
                return own
        return None

    def _put(self, found: NumberedList) -> str:
        """Put a list in that only the file has, with its definition."""
        root = self._merging.touch(NUMBERING)
        theirs = self._source.roots[NUMBERING]
        definition = copy.deepcopy(_by_id(theirs, "abstractNum", "abstractNumId")[found.definition])
        num = copy.deepcopy(_by_id(theirs, "num", "numId")[found.id])
        number = _free(root, "abstractNum", "abstractNumId")
        definition.set(f"{_W}abstractNumId", number)
        for name in ("pStyle", "lvlPicBulletId", "styleLink", "numStyleLink"):
            for item in [*definition.iter(f"{_W}{name}")]:
                drop(item)
        first = root.find(f"{_W}num")
        root.insert(len(root) if first is None else root.index(first), definition)
        identity = _free(root, "num", "numId")
        num.set(f"{_W}numId", identity)
        num.find(f"{_W}abstractNumId").set(f"{_W}val", number)
        _behind_nums(root, num)
        return identity


def _tied_lists(source: Package, ours: Numbering) -> Iterator[tuple[str, str]]:
    """The definitions of lists in a file, each with the list of ours that a style of both uses."""
    theirs = numbering_of(source, styles_of(source))
    names = {name: style.id for name, style in ours.styles.by_name.items()}
    for name, use in theirs.of_style.items():
        own = ours.of_style.get(names.get(plain_name(theirs.styles.by_id[name].name), ""))
        if own is not None:
            yield use.list.definition, own.list.id


def _level(found: NumberedList, order: int) -> tuple[str, str]:
    level = found.levels.get(order)
    return (level.text, level.form) if level else ("", "")


def _by_id(root: Any, name: str, key: str) -> Mapping[str, Any]:
    return {item.get(f"{_W}{key}") or "": item for item in root.iterchildren(f"{_W}{name}")}


def _free(root: Any, name: str, key: str) -> str:
    taken = _by_id(root, name, key)
    return next(number for number in map(str, itertools.count(1)) if number not in taken)


def _behind_nums(root: Any, num: Any) -> None:
    """After the other lists: w:numIdMacAtCleanup may stand behind them."""
    others = root.findall(f"{_W}num")
    root.insert(root.index(others[-1]) + 1 if others else len(root), num)


def _say(numbers: Any, identity: str, order: int) -> None:
    for child in [*numbers]:
        numbers.remove(child)
    for name, value in (("ilvl", str(order)), ("numId", identity)):
        etree.SubElement(numbers, f"{_W}{name}").set(f"{_W}val", value)
