"""The numbers of the lists of two documents, made the same before an engine sees them.

An engine takes a list for another one when its number is another, and for the same when its number
is. A program that writes a document again gives its lists other numbers, and so does Word when
something is pasted.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.reading.numbering import Numbering, numbering_of
from dlr_docs.word.package.reading.styles import styles_of
from dlr_docs.word.package.relations import NUMBERING, STYLES, is_on_pages
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_VALUE, _NO_LIST = f"{_W}val", "0"  # list 0 is none (ECMA-376-1, 17.9.18)
_LIST, _LIST_ID = f"{_W}num", f"{_W}numId"
_DEFINITION, _DEFINITION_ID = f"{_W}abstractNum", f"{_W}abstractNumId"


def make_lists_alike(one: Merging, other: Merging) -> None:
    """Give the lists of the second document the numbers that they have in the first. Of two with
    one number only the first stays, which is the one that counts, as in LibreOffice: an engine
    fails on them.
    """
    for side in (one, other):
        _drop_doubles(side)
    if NUMBERING not in one.roots or NUMBERING not in other.roots:
        return
    was, now = (numbering_of(side.package, styles_of(side.package)) for side in (one, other))
    pairs = _pairs(was, now)
    definitions: dict[str, str] = {}
    for own, theirs in pairs.items():
        found = was.lists[theirs].definition
        if found not in definitions.values():
            definitions.setdefault(now.lists[own].definition, found)
    roots = one.roots[NUMBERING], other.roots[NUMBERING]
    named = [
        dict.fromkeys([*_ids(root, _LIST, _LIST_ID), *_used(side)])
        for root, side in zip(roots, (one, other), strict=True)
    ]
    lost = [_used(side) - {*known.lists} for side, known in ((one, was), (other, now))]
    pairs |= {name: name for name in lost[0] & lost[1]}
    lists = _renamed(pairs, *named)
    bases = _renamed(definitions, *(_ids(root, _DEFINITION, _DEFINITION_ID) for root in roots))
    _rename(other, lists, bases)


def _drop_doubles(merging: Merging) -> None:
    root = merging.roots.get(NUMBERING)
    seen: set[tuple[str, str]] = set()
    for item in [] if root is None else [*root.iterchildren(_LIST, _DEFINITION)]:
        key = item.tag, item.get(_LIST_ID if item.tag == _LIST else _DEFINITION_ID) or ""
        if key in seen:
            merging.touch(NUMBERING).remove(item)
        seen.add(key)


def drop_lost_lists(merging: Merging) -> None:
    """Let what names a list that is not there name none: no number is shown for it, and an engine
    makes a list up.
    """
    known = numbering_of(merging.package, styles_of(merging.package)).lists
    for part, use in [*_uses(merging)]:
        if use.get(_VALUE) not in {*known, _NO_LIST}:
            merging.touch(part)
            use.set(_VALUE, _NO_LIST)


def _used(merging: Merging) -> set[str]:
    return {use.get(_VALUE) or "" for _, use in _uses(merging)}


def _uses(merging: Merging) -> Iterator[tuple[str, Any]]:
    """What names a list by its number, with its part."""
    for part in [name for name in merging.roots if name == STYLES or is_on_pages(name)]:
        for use in merging.roots[part].iter(_LIST_ID):
            yield part, use


def _pairs(was: Numbering, now: Numbering) -> dict[str, str]:
    """The lists of the second document by those of the first: the ones of the same style, then
    those that number alike, best with the same number.
    """
    found: dict[str, str] = {}
    styles = [style for style in now.of_style if style in was.of_style]
    for style in styles:
        theirs = was.of_style[style].list.id
        if theirs not in found.values():
            found.setdefault(now.of_style[style].list.id, theirs)
    same = [(name, name) for name in now.lists if name in was.lists]
    for own, theirs in [*same, *itertools.product(now.lists, was.lists)]:
        is_free = own not in found and theirs not in found.values()
        if is_free and now.lists[own].levels == was.lists[theirs].levels:
            found[own] = theirs
    return found


def _ids(root: Any, tag: str, name: str) -> list[str]:
    return [item.get(name) or "" for item in root.iterchildren(tag)]


def _renamed(
    pairs: Mapping[str, str], taken: Collection[str], own: Collection[str]
) -> dict[str, str]:
    """What each id of the second document becomes: that of its pair, or else one that nothing of
    the first has.
    """
    found = dict(pairs)
    used = {*taken, *found.values()}
    for name in [name for name in own if name not in found]:
        others = (free for free in map(str, itertools.count(1)) if free not in {*used, *own})
        found[name] = next(others) if name in used else name
        used.add(found[name])
    return found


def _rename(merging: Merging, lists: Mapping[str, str], definitions: Mapping[str, str]) -> None:
    if all(old == new for old, new in [*lists.items(), *definitions.items()]):
        return
    root = merging.touch(NUMBERING)
    for item in root.iterchildren(_LIST):
        _give(item, _LIST_ID, lists)
    for item in root.iterchildren(_DEFINITION):
        _give(item, _DEFINITION_ID, definitions)
    for item in root.iterfind(f"{_LIST}/{_DEFINITION_ID}"):
        _give(item, _VALUE, definitions)
    for part, use in [*_uses(merging)]:
        merging.touch(part)
        _give(use, _VALUE, lists)


def _give(item: Any, name: str, known: Mapping[str, str]) -> None:
    own = item.get(name) or ""
    item.set(name, known.get(own, own))
