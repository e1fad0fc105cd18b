"""What one part of a package points at in others."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from dlr_docs.word.package.opening import Package

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def relations_part(part: str) -> str:
    """The part with the relationships of a part (ISO/IEC 29500-2, 6.5)."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def target_of(part: str, target: str) -> str:
    """The name of the part that a relationship of a part points at."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


class RelationsOf:
    """The relationships of one part."""

    def __init__(self, package: Package, part: str) -> None:
        self.part = part
        self._root = package.roots.get(relations_part(part))

    def __iter__(self) -> Iterator[Any]:
        return iter(() if self._root is None else self._root.iterchildren(_RELATION))

    def by_id(self, identity: str) -> Any:
        """A relationship, or None."""
        return next((item for item in self if item.get("Id") == identity), None)

    def target(self, identity: str) -> str:
        """The part that a relationship points at, or nothing."""
        found = self.by_id(identity)
        return "" if found is None else target_of(self.part, found.get("Target") or "")

    def of_kind(self, kind: str) -> str:
        """The first part that is related in this way, or nothing."""
        found = (item for item in self if (item.get("Type") or "").rpartition("/")[2] == kind)
        first = next(found, None)
        return "" if first is None else target_of(self.part, first.get("Target") or "")
