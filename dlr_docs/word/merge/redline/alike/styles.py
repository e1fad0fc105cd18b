"""The ids of the styles of two documents, made the same before an engine sees them.

An engine tells styles apart by their ids, and Word by their names, in capitals or not. A program
that writes a document again gives the styles that Word knows too ids of its own (``Kop1``,
``Heading1``): what is made of both would have each of these twice.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.reading.styles import styles_of
from dlr_docs.word.package.relations import NUMBERING, STYLES, is_on_pages
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_ID, _VALUE = f"{_W}styleId", f"{_W}val"
_USES = tuple(
    f"{_W}{name}"
    for name in (
        *("pStyle", "rStyle", "tblStyle"),
        *("basedOn", "next", "link", "styleLink", "numStyleLink"),
    )
)


def make_styles_alike(one: Merging, other: Merging) -> None:
    """Give the styles of the first document the ids that styles of these names have in the second,
    which is what has all changes accepted.
    """
    was, now = styles_of(one.package), styles_of(other.package)
    theirs = now.by_name
    found: dict[str, str] = {}
    for name, style in was.by_name.items():
        same = theirs.get(name)
        if same is not None and same.kind == style.kind:
            found[style.id] = same.id
    renamed = {old: new for old, new in found.items() if old != new}
    if renamed:
        taken = {*found.values()}
        free = _free({*was.by_id, *now.by_id})
        others = [name for name in was.by_id if name not in found and name in taken]
        _rename(one, {**renamed, **{name: next(free) for name in others}})


def _free(taken: set[str]) -> Iterator[str]:
    names = (f"Stijl{number}" for number in itertools.count(1))
    return (name for name in names if name not in taken)


def _rename(merging: Merging, names: Mapping[str, str]) -> None:
    for style in merging.touch(STYLES).iter(f"{_W}style"):
        _give(style, _ID, names)
    for part in [*merging.roots]:
        if part in (STYLES, NUMBERING) or is_on_pages(part):
            for use in merging.touch(part).iter(*_USES):
                _give(use, _VALUE, names)


def _give(item: Any, name: str, names: Mapping[str, str]) -> None:
    own = item.get(name) or ""
    if own in names:
        item.set(name, names[own])
