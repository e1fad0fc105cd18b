"""Looks that words and paragraphs have beside those of their styles and lists. A program that
writes out what a style says gives none; a hand that chose another size of letters does.
"""

from __future__ import annotations

import copy
import functools
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from dlr_docs.word.package.looks.by_programs import is_held
from dlr_docs.word.package.looks.effective import Effective
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.styles import number_of
from dlr_docs.word.package.relations import is_on_pages
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
# What of properties is told, by what they are called: in runs, and in paragraphs.
OF_WORDS: Mapping[str, str] = {
    "sz": "in een andere lettergrootte",
    "rFonts": "in een ander lettertype",
}
OF_PARAGRAPHS: Mapping[str, str] = {
    "ind": "anders ingesprongen",
    "jc": "anders uitgelijnd",
    "pBdr": "met een rand",
    "shd": "met een achtergrond",
}
_BY_NAME = ("pStyle", "rStyle", "numPr")  # what says which style or list it is
_HOLDERS = {"rPr": "r", "pPr": "p"}
_NEAR = 20  # a point, in the twentieths of these: programs round
_WIDTHS = ("ind.left", "ind.right", "ind.firstLine", "ind.hanging")


class OwnLooks:
    """The looks of a package that are of no style and no list, less those that most of its words or
    paragraphs have: a program wrote these.
    """

    def __init__(self, package: Package) -> None:
        self._package = package

    def of_words(self, element: Any) -> Iterator[tuple[Any, str, str]]:
        """The runs in a paragraph or row that have such a look, each with the property and what it
        is.
        """
        return self._less_common(self._in(element, "rPr", OF_WORDS))

    def of_paragraphs(self, element: Any) -> Iterator[tuple[Any, str, str]]:
        """The same of the paragraphs."""
        return self._less_common(self._in(element, "pPr", OF_PARAGRAPHS))

    def _less_common(self, looks: Iterable[tuple[Any, str, str]]) -> Iterator[tuple[Any, str, str]]:
        return (look for look in looks if look[1:] not in self._common)

    @functools.cached_property
    def _effective(self) -> Effective:
        return Effective(self._package)

    @functools.cached_property
    def _common(self) -> frozenset[tuple[str, str]]:
        roots = [self._package.roots[part] for part in filter(is_on_pages, self._package.roots)]
        words = self._most(roots, "rPr", OF_WORDS)
        return frozenset(words).union(self._most(roots, "pPr", OF_PARAGRAPHS))

    def _most(
        self, roots: Sequence[Any], group: str, wanted: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        """The looks that most of the words, or of the paragraphs, have."""
        of_root = (root.iter(f"{_W}{_HOLDERS[group]}") for root in roots)
        holders = sum(1 for _ in itertools.chain.from_iterable(of_root))
        looks = itertools.chain.from_iterable(self._in(root, group, wanted) for root in roots)
        counts = Counter((name, said) for _, name, said in looks)
        yield from (look for look, count in counts.items() if 2 * count > holders)

    def _in(
        self, element: Any, group: str, wanted: Mapping[str, str]
    ) -> Iterator[tuple[Any, str, str]]:
        for properties in element.iter(f"{_W}{group}"):
            holder = properties.getparent()
            is_told = holder.tag == f"{_W}{_HOLDERS[group]}"
            if is_told and not is_held(holder):
                found = _by_name(self._of(group, properties, wanted))
                yield from ((holder, *look) for look in found)

    def _of(
        self, group: str, properties: Any, wanted: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        names = [name for name in wanted if _says(properties.find(f"{_W}{name}"))]
        if names:  # as few have
            looks = self._effective
            holder = properties.getparent()
            now = looks.of(group, properties, holder)
            by_style = looks.of(group, _less_own(properties), holder)
            for key in [key for key in {**now, **by_style} if key.partition(".")[0] in names]:
                if _differs(key, now.get(key, ""), by_style.get(key, "")):
                    yield key, now.get(key, "")


def _says(item: Any) -> bool:
    """Whether a property is there and says something."""
    return item is not None and bool(item.attrib or len(item))


def _by_name(looks: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each property once, with all that it says."""
    for name, group in itertools.groupby(sorted(looks), lambda look: look[0].partition(".")[0]):
        yield name, " ".join(f"{key}={said}" for key, said in group)


def _less_own(properties: Any) -> Any:
    """Properties that say a style and a list alone."""
    made = etree.Element(properties.tag)
    for item in properties:
        if item.tag in [f"{_W}{name}" for name in _BY_NAME]:
            made.append(copy.deepcopy(item))
    return made


def _differs(key: str, one: str, other: str) -> bool:
    if key in _WIDTHS:
        return abs(number_of(one or "0", 0) - number_of(other or "0", 0)) > _NEAR
    return one != other
