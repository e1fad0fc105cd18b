"""How Word numbers paragraphs (ECMA-376-1, 17.9): from a paragraph or its style to a list, from the
list to its definition and levels, and from those to the labels that a reader sees.

Paragraphs of different lists (w:num) count together when these use one definition
(w:abstractNum). A list may change levels of its definition, and where they begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis.labels import Level, label
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.styles import Style, Styles, number_in, number_of, value_of
from dlr_docs.word.package.reading.symbols import as_shown
from dlr_docs.word.package.reading.text import chosen_alternative, is_on
from dlr_docs.word.package.relations import NUMBERING
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DEEPEST = 8  # a list has nine levels
_ZEROS = re.compile(r"(0{1,4}1), .*")  # a format of Word's own: 001, 002, 003, ...
_NO_LEVEL = Level("", "none")


class NumberedList(Struct, frozen=True, eq=False):
    """A list (w:num) as its paragraphs use it.

    ``definition`` is what lists have in common that count together; ``levels`` are its levels by
    their order from 0; ``starts`` are where levels begin when this list is first used for them;
    ``tied`` are the styles that are tied to a level.
    """

    id: str
    definition: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]
    tied: Mapping[str, int]

    def down_to(self, order: int) -> tuple[Level, ...]:
        """Its levels down to one of them, as they are when this list begins them."""
        return tuple(self._level(index) for index in range(order + 1))

    def _level(self, order: int) -> Level:
        level = self.levels.get(order, _NO_LEVEL)
        return replace(level, start=self.starts.get(order, level.start))


class LevelUse(Struct, frozen=True):
    """A level of a list, as a paragraph or a style uses it."""

    list: NumberedList
    order: int

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels down to this one."""
        return self.list.down_to(self.order)

    @property
    def level(self) -> Level:
        """The level itself."""
        return self.levels[-1]


class Numbering(Struct, frozen=True, eq=False):
    """The lists of a package by id, and the level that each style numbers with."""

    styles: Styles
    lists: Mapping[str, NumberedList]
    of_style: Mapping[str, LevelUse]

    def of(self, paragraph: Any) -> LevelUse | None:
        """The level that a paragraph is numbered with: its own or that of its style; None without
        any, or when it has been switched off.
        """
        style = self.styles.of(paragraph)
        own, of_style = paragraph.find(f"{_W}pPr/{_W}numPr"), self.of_style.get(style)
        use = of_style if own is None else _use_of_paragraph(own, style, of_style, self.lists)
        return use if use and use.order in use.list.levels else None


def numbering_of(package: Package, styles: Styles) -> Numbering:
    """The numbering of a package; no lists when the part is missing or damaged."""
    root = package.roots.get(NUMBERING)
    lists = {} if root is None else _lists(root, styles)
    uses: dict[str, LevelUse | None] = {}
    for style in styles.by_id.values():  # each after the one that it is based on
        uses[style.id] = _use_of_style(style, uses.get(style.base), lists)
    return Numbering(styles, lists, {name: use for name, use in uses.items() if use})


def _use_of_style(
    style: Style, inherited: LevelUse | None, lists: Mapping[str, NumberedList]
) -> LevelUse | None:
    """What a style numbers with. Its level is the one that is tied to it (ECMA-376-1, 17.9.23);
    what it says itself comes after that.
    """
    properties = style.own("numPr") if style.kind == "paragraph" else None
    found = _list_of(properties, inherited, lists)
    if found is None:
        return None
    order = found.tied.get(style.id)
    return LevelUse(found, _order_of(properties, found, inherited) if order is None else order)


def _use_of_paragraph(
    properties: Any, style: str, inherited: LevelUse | None, lists: Mapping[str, NumberedList]
) -> LevelUse | None:
    """What a paragraph numbers with that has a w:numPr; what that leaves out is from its style."""
    found = _list_of(properties, inherited, lists)
    if found is None:
        return None
    if properties.find(f"{_W}ilvl") is None and style in found.tied:
        return LevelUse(found, found.tied[style])
    return LevelUse(found, _order_of(properties, found, inherited))


def _list_of(
    properties: Any, inherited: LevelUse | None, lists: Mapping[str, NumberedList]
) -> NumberedList | None:
    """The list of a w:numPr; list 0 is none (ECMA-376-1, 17.9.18)."""
    identity = None if properties is None else properties.find(f"{_W}numId")
    if identity is not None:
        return lists.get(value_of(identity))
    return inherited.list if inherited else None


def _order_of(properties: Any, found: NumberedList, inherited: LevelUse | None) -> int:
    order = None if properties is None else properties.find(f"{_W}ilvl")
    before = inherited.order if inherited and inherited.list is found else 0
    return min(number_in(order, before), DEEPEST)


def _lists(root: Any, styles: Styles) -> dict[str, NumberedList]:
    definitions = _by_id(root, "abstractNum", "abstractNumId")
    nums = _by_id(root, "num", "numId")
    found = {
        identity: _list(identity, num, _definition(num, nums, definitions, styles))
        for identity, num in nums.items()
        if identity != "0"
    }
    return {identity: item for identity, item in found.items() if item.levels}


def _by_id(root: Any, name: str, key: str) -> dict[str, Any]:
    """Elements by their id; of two with one id the first counts."""
    found = list(root.iterchildren(f"{_W}{name}"))
    return {item.get(f"{_W}{key}") or "": item for item in reversed(found)}


def _definition(
    num: Any, nums: Mapping[str, Any], definitions: Mapping[str, Any], styles: Styles
) -> Any:
    """The w:abstractNum that a list uses in the end: one may refer to a numbering style instead of
    having levels, and so to the list of that style (ECMA-376-1, 17.9.21).
    """
    seen: set[int] = set()
    while num is not None and id(num) not in seen:
        seen.add(id(num))
        found = definitions.get(value_of(num.find(f"{_W}abstractNumId")))
        link = None if found is None else found.find(f"{_W}numStyleLink")
        if link is None:
            return found
        style = styles.by_id.get(value_of(link))
        numbers = None if style is None else style.own("numPr")
        num = None if numbers is None else nums.get(value_of(numbers.find(f"{_W}numId")))
    return None


def _list(identity: str, num: Any, definition: Any) -> NumberedList:
    """A list: the levels of its definition, less those that it has itself."""
    if definition is None:
        return NumberedList(identity, "", {}, {}, {})
    elements = dict(_by_order(definition, "lvl")) | dict(_overrides(num, "lvl"))
    return NumberedList(
        identity,
        definition.get(f"{_W}abstractNumId") or "",
        {order: _level(element, order) for order, element in elements.items()},
        {order: number_in(start, 0) for order, start in _overrides(num, "startOverride")},
        _tied(elements),
    )


def _tied(levels: Mapping[int, Any]) -> dict[str, int]:
    """The styles that levels are tied to, outermost first; of two levels the outer one counts."""
    found: dict[str, int] = {}
    for order in sorted(levels):
        style = value_of(levels[order].find(f"{_W}pStyle"))
        if style:
            found.setdefault(style, order)
    return found


def _overrides(num: Any, name: str) -> Iterator[tuple[int, Any]]:
    """What a list changes of its levels."""
    for order, item in _by_order(num, "lvlOverride"):
        found = item.find(f"{_W}{name}")
        if found is not None:
            yield order, found


def _by_order(parent: Any, name: str) -> Iterator[tuple[int, Any]]:
    """What says something of a level, with the order of that level."""
    for item in parent.iterchildren(f"{_W}{name}"):
        if 0 <= _order(item) <= DEEPEST:
            yield _order(item), item


def _order(element: Any) -> int:
    return number_of(element.get(f"{_W}ilvl") or "", -1)


def _level(element: Any, order: int) -> Level:
    """A level as w:lvl says it."""
    form = _form(element)
    text = value_of(element.find(f"{_W}lvlText"))
    fonts = element.find(f"{_W}rPr/{_W}rFonts")
    if form == "bullet" and fonts is not None:
        text = as_shown(text, fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or "")
    restart = element.find(f"{_W}lvlRestart")
    after = number_in(restart, -1)
    return Level(
        text,
        form,
        number_in(element.find(f"{_W}start"), 0),
        after if 0 <= after <= order else None,
        is_on(element, "isLgl"),
        value_of(element.find(f"{_W}suff")) or "tab",
    )


def _form(level: Any) -> str:
    """The format of the numbers of a level: Word writes those with several zeros as an alternative,
    with plain digits for older programs.
    """
    found = level.find(f"{_W}numFmt")
    alternatives = level.find(f"{_MC}AlternateContent")
    if alternatives is not None:
        chosen = chosen_alternative(alternatives)
        inside = None if chosen is None else chosen.find(f"{_W}numFmt")
        found = found if inside is None else inside
    zeros = None if found is None else _ZEROS.match(found.get(f"{_W}format") or "")
    return f"decimalZero{len(zeros[1])}" if zeros else value_of(found) or "decimal"


class Counter:
    """Counts the numbered paragraphs of one story, in their order."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[int, int]] = {}  # of each definition, by level
        self._begun: set[tuple[str, int]] = set()  # levels that a list has begun anew

    def next(self, use: LevelUse) -> str:
        """Count one paragraph and give its label."""
        levels, order = use.levels, use.order
        numbers = self._numbers.setdefault(use.list.definition, {})
        for above in range(order):  # one that no paragraph had yet counts as begun
            if above not in numbers:
                numbers[above] = levels[above].start
                self._begun.add((use.list.id, above))
        begins = self._begins(use)
        numbers[order] = (
            numbers[order] + 1 if order in numbers and not begins else levels[order].start
        )
        for below in [below for below in numbers if _restarts(use.list, below, order)]:
            del numbers[below]
        return label([numbers[index] for index in range(order + 1)], levels)

    def _begins(self, use: LevelUse) -> bool:
        """Whether this is the first paragraph of a list that says where its level begins."""
        key = use.list.id, use.order
        is_first = use.order in use.list.starts and key not in self._begun
        self._begun.add(key)
        return is_first


def _restarts(found: NumberedList, order: int, after: int) -> bool:
    """Whether a level begins again after a paragraph of another one (ECMA-376-1, 17.9.10)."""
    level = found.levels.get(order)
    restart = None if level is None else level.restart
    return after < (order if restart is None else min(restart, order))


def labels_of(paragraphs: Iterable[Any], numbering: Numbering) -> dict[Any, tuple[str, Level]]:
    """The labels of the numbered paragraphs of a story, each with the level that it is of."""
    counter = Counter()
    uses = ((paragraph, numbering.of(paragraph)) for paragraph in paragraphs)
    return {paragraph: (counter.next(use), use.level) for paragraph, use in uses if use}
