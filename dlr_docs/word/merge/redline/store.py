"""The values that only the first of two documents has, in the store of what is made of both: it is
that of the second, and controls of which the words go would be bound to nothing.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from dlr_docs.word.merge.cleaning import drop
from dlr_docs.word.merge.controls import is_tracked
from dlr_docs.word.merge.package import Merging, content_type_of
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.text import Changes
from dlr_docs.word.package.related import RelationsOf, relations_part, target_of
from dlr_docs.word.package.relations import is_on_pages
from dlr_docs.word.package.stores import NAMESPACE
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.controls import BINDINGS, at_opening, bound_to, shown_by

_W = f"{{{W}}}"
_CONTROL = f"{_W}sdt"
_D = f"{{{NAMESPACE}}}"
_PARTS = "customXml/item"  # the store, and what a document was made from
_PROPERTIES = "customXml/itemProps"


def take_store(merging: Merging, one: Package, other: Package) -> None:
    """Give a document what the second carries beside its text: values are not tracked, and Word
    shows those of the store. What only the first has, and is still bound to, comes behind it.
    """
    for name in merging.members.keys() & other.members.keys():
        if name.startswith(_PARTS):
            merging.members[name] = other.members[name]
            if name in other.roots:
                merging.roots[name] = copy.deepcopy(other.roots[name])
    part = _store(merging.roots)
    if not part:
        return
    _take_relations(part, merging, other)
    before = _store(one.roots)
    if not before:
        return
    known = {item.tag for item in merging.roots[part]}
    missing = {f"{_D}{path}" for path in _bound(merging)} - known
    for item in one.roots[before]:
        if item.tag in missing:
            merging.touch(part).append(copy.deepcopy(item))
    _unbind_changed(merging, part)


def _unbind_changed(merging: Merging, part: str) -> None:
    """Bind controls with tracked changes to nothing where Word would show another text on opening,
    and no change any more.
    """
    values = {item.tag.removeprefix(_D): item.text or "" for item in merging.roots[part]}
    for control in [*_controls(merging)]:
        stored = values.get(bound_to(control), "")
        if stored and is_tracked(control) and _would_change(control, stored):
            properties = control.find(f"{_W}sdtPr")
            for binding in [item for item in properties if item.tag in BINDINGS]:
                drop(binding)


def _would_change(control: Any, stored: str) -> bool:
    """Whether Word would show other words than are there when all is accepted; of a control of
    which all went, than those that went, and in the place of a question always.
    """
    shown = shown_by(control) or shown_by(control, Changes.REJECTED)
    is_asked = control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None
    went = not shown_by(control)
    return (went and is_asked) or " ".join(shown.split()) != " ".join(at_opening(stored).split())


def _take_relations(part: str, merging: Merging, other: Package) -> None:
    """Say again what is known of the store, as its id, by which controls find it: LibreOffice
    leaves that out.
    """
    for item in RelationsOf(other, part):
        target = target_of(part, item.get("Target") or "")
        if target in other.members and target not in merging.members:
            merging.add_part(target, other.members[target], content_type_of(other, target))
        merging.relate(part, item.get("Type"), target)
    for name in _without_item(merging) - other.members.keys():
        merging.remove_part(name)


def _without_item(merging: Merging) -> set[str]:
    """The parts that say which store another is, and of which no other says that it is it:
    LibreOffice writes more of these, all with the id of ours.
    """
    items = [name for name in merging.members if name.startswith(_PARTS)]
    related = (merging.roots.get(relations_part(name), ()) for name in items)
    targets = (item.get("Target") or "" for item in itertools.chain.from_iterable(related))
    told = {target_of(items[0], target) for target in targets}
    return {name for name in items if name.startswith(_PROPERTIES)} - told


def _store(roots: Mapping[str, Any]) -> str:
    """The name of the part with the values; nothing when there is none."""
    return next((name for name, root in roots.items() if root.tag == f"{_D}waarden"), "")


def _bound(merging: Merging) -> set[str]:
    """The values that controls are bound to."""
    return set(map(bound_to, _controls(merging)))


def _controls(merging: Merging) -> Iterator[Any]:
    roots = [root for name, root in merging.roots.items() if is_on_pages(name)]
    return itertools.chain.from_iterable(root.iter(_CONTROL) for root in roots)
