"""A package that is being changed: its parts, its relationships, and ids that nothing in it has."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.related import relations_part
from dlr_docs.word.package.relations import CONTENT_TYPES
from dlr_docs.word.package.xml import W
from dlr_docs.word.package.zip import assemble, pack

_W = f"{{{W}}}"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_R = f"{{{_RELATIONS}}}"
_T = f"{{{_TYPES}}}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_SEAL = b"<zegel>"
_MAXIMUM_ID = 2**31 - 2


class Merging:
    """A document made anew while things are put into it. Nothing is written until :meth:`data`."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.members = dict(package.members)
        self.roots: dict[str, Any] = dict(package.roots)
        self.changed: set[str] = set()
        highest = max(self._numbers(), default=0)
        self._ids = itertools.count(min(highest, _MAXIMUM_ID - 1_000_000) + 1)

    def _numbers(self) -> Iterator[int]:
        """The ids of controls, bookmarks and drawings, which must differ in a whole file."""
        for root in self.package.roots.values():
            for element in root.iter(f"{_W}id", f"{_W}bookmarkStart", _DRAWING):
                text = element.get("id") or element.get(f"{_W}id") or element.get(f"{_W}val") or ""
                if re.fullmatch(r"\d{1,9}", text):
                    yield int(text)

    def next_id(self) -> str:
        """An id that nothing in the file has."""
        return str(next(self._ids))

    def touch(self, part: str) -> Any:
        """The root of a part that is about to be changed."""
        self.changed.add(part)
        return self.roots[part]

    def relate(self, part: str, kind: str, target: str, *, is_outside: bool = False) -> str:
        """Give a part a relationship; the id of one that is there already is used again.

        Args:
            kind: the whole type of the relationship.
            target: the name of a part, or an address outside the package.
        """
        name = relations_part(part)
        if name not in self.roots:
            self.roots[name] = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
        if not is_outside:
            target = posixpath.relpath(target, posixpath.dirname(part) or ".")
        root = self.touch(name)
        for item in root:
            if (item.get("Type"), item.get("Target")) == (kind, target):
                return str(item.get("Id"))
        taken = {item.get("Id") for item in root}
        identity = next(
            name for name in map("rIdHand{}".format, itertools.count(1)) if name not in taken
        )
        made = etree.SubElement(root, f"{_R}Relationship", Id=identity, Type=kind, Target=target)
        if is_outside:
            made.set("TargetMode", "External")
        return identity

    def add_part(self, name: str, content: bytes | Any, content_type: str) -> str:
        """Put a part in, under this name or one like it that is free; the name that it got."""
        stem, dot, ending = name.rpartition(".")
        numbered = (f"{stem}{number}{dot}{ending}" for number in itertools.count(1))
        free = next(item for item in (name, *_some(numbered)) if item not in self._names())
        if isinstance(content, bytes):
            self.members[free] = content
        else:
            self.roots[free] = content
            self.changed.add(free)
        self._say_type(free, content_type)
        return free

    def remove_part(self, name: str) -> None:
        """Take a part out that nothing points at any more."""
        del self.members[name]
        for item in [*self.touch(CONTENT_TYPES)]:
            if item.get("PartName") == f"/{name}":
                item.getparent().remove(item)

    def _names(self) -> set[str]:
        return {*self.members, *self.roots}

    def _say_type(self, name: str, content_type: str) -> None:
        root = self.touch(CONTENT_TYPES)
        part = f"/{name}"
        if all(item.get("PartName") != part for item in root):
            etree.SubElement(root, f"{_T}Override", PartName=part, ContentType=content_type)

    def data(self) -> bytes:
        """The bytes of the package. It is no longer as this program makes them, so it has no
        seal.
        """
        content = dict(self.members)
        for part in self.changed:
            content[part] = as_bytes(self.roots[part])
        for name, part_content in content.items():
            if _SEAL in part_content and name.startswith("customXml/"):
                content[name] = re.sub(rb"<zegel>[0-9a-f]*</zegel>", b"", part_content)
        names = sorted(content, key=lambda name: (name != CONTENT_TYPES, name))
        return assemble(pack(name, content[name]) for name in names)


def _some(names: Iterator[str]) -> tuple[str, ...]:
    return tuple(itertools.islice(names, 9_999))


def as_bytes(root: Any) -> bytes:
    """A part as bytes."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def content_type_of(package: Package, part: str) -> str:
    """The content type of a part: its own, or that of its extension."""
    root = package.roots.get(CONTENT_TYPES)
    items = [] if root is None else [*root]
    extension = part.rpartition(".")[2].casefold()
    own = (
        item for item in items if (item.get("PartName") or "").casefold() == f"/{part}".casefold()
    )
    usual = (item for item in items if (item.get("Extension") or "").casefold() == extension)
    found = next(own, None)
    found = next(usual, None) if found is None else found
    return "application/octet-stream" if found is None else found.get("ContentType") or ""
