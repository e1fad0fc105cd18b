"""What a paragraph points at outside its own part: pictures, charts, addresses. Each goes along,
with what it points at itself.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Collection
from typing import Any

from dlr_docs.word.merge.cleaning import drop
from dlr_docs.word.merge.package import Merging, content_type_of
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.related import RelationsOf, relations_part, target_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_REFERENCES = (f"{_W}headerReference", f"{_W}footerReference")


class LinksTaken:
    """The parts of a file that went along, by their names there."""

    def __init__(self, merging: Merging, source: Package) -> None:
        self._merging = merging
        self._source = source
        self._parts: dict[str, str] = {}

    def take(self, element: Any, part: str, target: str) -> None:
        """Let an element that came from a part of the file point at the same from one of ours."""
        relations = RelationsOf(self._source, part)
        for item in [*element.iter()]:
            names = [name for name in item.attrib if str(name).startswith(_R)]
            if item.tag not in _REFERENCES:
                for name in names:
                    self._take(item, name, relations, target)

    def _take(self, item: Any, name: str, relations: RelationsOf, target: str) -> None:
        found = relations.by_id(item.get(name))
        identity = "" if found is None else self._related(found, relations.part, target)
        if identity:
            item.set(name, identity)
        else:
            del item.attrib[name]  # it pointed at nothing

    def _related(self, found: Any, part: str, target: str) -> str:
        kind, address = found.get("Type") or "", found.get("Target") or ""
        if found.get("TargetMode") == "External":
            return self._merging.relate(target, kind, address, is_outside=True)
        name = self._part(target_of(part, address))
        return self._merging.relate(target, kind, name) if name else ""

    def _part(self, name: str) -> str:
        """What a part of the file is called in ours, where it is put."""
        if name not in self._parts and name in self._source.members:
            root = self._source.roots.get(name)
            content = self._source.members[name] if root is None else copy.deepcopy(root)
            made = self._merging.add_part(name, content, content_type_of(self._source, name))
            self._parts[name] = made
            self._take_relations(name, made)
        return self._parts.get(name, "")

    def _take_relations(self, name: str, made: str) -> None:
        """The relationships of a part that went along keep their ids: only where they lead
        changes.
        """
        if relations_part(name) not in self._source.roots:
            return
        for found in RelationsOf(self._source, name):
            identity = self._related(found, name, made)
            items = RelationsOf(self._merging_view(), made)
            item = items.by_id(identity) if identity else None
            if item is not None:
                item.set("Id", found.get("Id"))

    def _merging_view(self) -> Package:
        """The package as it is now."""
        return Package("", self._merging.members, self._merging.roots, ())


def drop_pictures(merging: Merging, digests: Collection[str]) -> None:
    """Take pictures out of a document that a hand took out of the file, with what they hold.

    Args:
        digests: of what the pictures hold.
    """
    root = merging.touch(MAIN)
    relations = RelationsOf(Package("", merging.members, merging.roots, ()), MAIN)
    for picture in [*root.iter(_BLIP)]:
        identity = picture.get(f"{_R}embed") or ""
        part = relations.target(identity)
        if hashlib.sha256(merging.members.get(part, b"")).hexdigest() in digests:
            drop(next(picture.iterancestors(f"{_W}r")))
            drop(relations.by_id(identity))
            merging.touch(relations_part(MAIN))
            merging.remove_part(part)


def map_section(properties: Any, last: Any) -> None:
    """Give the properties of a section that a hand put in the headers and footers of ours."""
    for name in _REFERENCES:
        for item in [*properties.iterchildren(name)]:
            drop(item)
    if last is not None:
        found = [item for item in last if item.tag in _REFERENCES]
        for at, item in enumerate(found):
            properties.insert(at, copy.deepcopy(item))
