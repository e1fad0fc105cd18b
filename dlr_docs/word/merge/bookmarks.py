"""Bookmarks in a paragraph that takes the place of another: ours stay, a hand's own go along, also
where words of the hand lead to a paragraph of ours.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lxml import etree

from dlr_docs.word.merge.cleaning import drop
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.reading.links import LINK
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
START, END = f"{_W}bookmarkStart", f"{_W}bookmarkEnd"
CLAUSE = "clausule_"
_OURS = (CLAUSE, "_Toc_")
_OF_WORD = "_GoBack"  # where the last edit was
REFERENCE = "_Ref_"
_LONGEST = 40
_LEGAL, _SIGN = re.compile(r"[^\W\d]\w{0,39}"), re.compile(r"\W")


def name_of(start: Any) -> str:
    """The name of a bookmark."""
    return start.get(f"{_W}name") or ""


def names_in(root: Any) -> set[str]:
    """The names of all bookmarks in a part."""
    return {name_of(start) for start in root.iter(START)}


def is_of_a_hand(name: str) -> bool:
    """Whether a bookmark is not one that this program puts in."""
    return not name.startswith((*_OURS, REFERENCE, _OF_WORD))


def spans(root: Any, steps: Mapping[Any, int]) -> Iterator[tuple[str, int, int]]:
    """The bookmarks of a part that stand in paragraphs and rows that count, each with the first and
    the last of these.

    Args:
        steps: the paragraphs and rows that count, with their order.
    """
    opened: dict[str, tuple[str, int | None]] = {}
    last = -1
    for item in root.iter(START, END, f"{_W}p", f"{_W}tr"):
        number = item.get(f"{_W}id") or ""
        around = _around(item, steps)
        if item.tag == START:
            opened[number] = (name_of(item), around)
        elif item.tag == END:
            name, first = opened.pop(number, ("", None))
            if first is not None:
                yield name, first, max(first, last if around is None else around)
        elif item in steps:
            last = steps[item]
            opened |= {it: (name, last) for it, (name, at) in opened.items() if at is None}


def _around(item: Any, steps: Mapping[Any, int]) -> int | None:
    return next((steps[one] for one in item.iterancestors() if one in steps), None)


def drop_last_edit(root: Any) -> None:
    """Drop the bookmark by which Word knows where the last edit was."""
    gone = {start.get(f"{_W}id") for start in root.iter(START) if name_of(start) == _OF_WORD}
    for item in [*root.iter(START, END)]:
        if item.get(f"{_W}id") in gone:
            drop(item)


def make_names_legal(element: Any) -> None:
    """Give bookmarks the names that Word takes, of letters, figures and low lines, and links to
    them alike: Google Docs gives them other signs.
    """
    for tag, attribute in ((START, f"{_W}name"), (LINK, f"{_W}anchor")):
        for item in element.iter(tag):
            name = item.get(attribute)
            if name and not _LEGAL.fullmatch(name):
                item.set(attribute, f"_{_SIGN.sub('_', name)}"[:_LONGEST])


def take_bookmarks(element: Any, taken: Collection[str], merging: Merging) -> None:
    """Keep the bookmarks of a hand that begin and end in an element, and those of an article that
    is only there by hand, under ids of their own.

    Args:
        taken: the names that the document has already.
    """
    make_names_legal(element)
    ends = {end.get(f"{_W}id"): end for end in element.iter(END)}
    kept = set()
    for start in [*element.iter(START)]:
        name, end = name_of(start), ends.pop(start.get(f"{_W}id"), None)
        if end is None or name in taken or name in kept or name.startswith((*_OURS, _OF_WORD)):
            drop(start)
            if end is not None:
                drop(end)
            continue
        kept.add(name)
        number = merging.next_id()
        start.set(f"{_W}id", number)
        end.set(f"{_W}id", number)
    for end in ends.values():
        drop(end)


def hand_over(old: Any, new: Any) -> None:
    """Move the bookmarks of an element to the one that takes its place, around all of it."""
    paragraphs = [new] if new.tag == f"{_W}p" else [*new.iter(f"{_W}p")]
    first, last = paragraphs[0], paragraphs[-1]
    at = 0 if first.find(f"{_W}pPr") is None else 1
    for start in reversed([*old.iter(START)]):
        first.insert(at, start)
    for end in [*old.iter(END)]:
        last.append(end)


def mark(first: Any, last: Any, name: str, number: str) -> None:
    """Put a bookmark around all from one paragraph or row to another."""
    begin = first if first.tag == f"{_W}p" else next(first.iter(f"{_W}p"))
    stop = last if last.tag == f"{_W}p" else [*last.iter(f"{_W}p")][-1]
    start = etree.Element(START)
    start.set(f"{_W}id", number)
    start.set(f"{_W}name", name)
    begin.insert(0 if begin.find(f"{_W}pPr") is None else 1, start)
    etree.SubElement(stop, END).set(f"{_W}id", number)
