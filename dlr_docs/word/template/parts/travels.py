"""Which parts of a Word template come along in documents: those that relations lead to from the
text (ECMA-376-2, 9.3), less those that the program writes anew and those about who worked on it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from msgspec import Struct

from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.relations import MAIN, REPLACED, is_ours

_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}Properties"
# What the relations of a package lead to that documents have of their own.
_WRITTEN = frozenset(["officeDocument", "core-properties", "extended-properties", "thumbnail"])


class PartRelation(Struct, frozen=True):
    """A relation inside the file: from which part, of which kind, and the part it leads to."""

    source: str
    kind: str
    target: str

    @property
    def is_replaced(self) -> bool:
        """Whether documents do not have what it leads to."""
        return self.kind in REPLACED


def relations_of(package: Package) -> Iterator[PartRelation]:
    """The relations inside the file, each with the name that its part has in the file; Word finds
    it whatever its capitals and whatever is written as a code.
    """
    names = {name.casefold(): name for name in package.members}
    for part, root in package.roots.items():
        if not part.endswith(".rels") or part.startswith("word/glossary/"):
            continue
        folder, _, file = part.rpartition("_rels/")
        for item in root:
            if (item.get("TargetMode") or "").casefold() == "external" or not item.get("Target"):
                continue
            target = unquote(item.get("Target"))
            full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = (item.get("Type") or "").rpartition("/")[2]
            yield PartRelation(
                folder + file.removesuffix(".rels"), kind, names.get(full.casefold(), full)
            )


def travelling(package: Package) -> frozenset[str]:
    """The names of the parts that come along in documents."""
    found, left = {MAIN}, [MAIN]
    by_source: dict[str, list[str]] = {}
    for item in relations_of(package):
        if not item.is_replaced and item.target in package.members:
            by_source.setdefault(item.source, []).append(item.target)
    while left:
        new = [name for name in by_source.get(left.pop(), ()) if name not in found]
        found.update(new)
        left += new
    own = {_relations_part(name) for name in found}.intersection(package.members)
    return frozenset(found | own | {custom_properties(package)} - {""})


def _relations_part(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def custom_properties(package: Package) -> str:
    """The part with the properties that somebody gave a template (ECMA-376-1, 15.2.12.2), which
    fields in it may show and labels of sensitivity stand in; nothing when there is none.
    """
    found = (item.target for item in relations_of(package) if _is_of_package(item, _PROPERTIES))
    return next(filter(lambda name: _holds_properties(package, name), found), "")


_PROPERTIES = "custom-properties"


def _is_of_package(item: PartRelation, kind: str) -> bool:
    return not item.source and item.kind == kind


def _holds_properties(package: Package, name: str) -> bool:
    root = package.roots.get(name)
    return root is not None and root.tag == _CUSTOM and not is_ours(name)


def left_behind(package: Package) -> Iterator[PartRelation]:
    """What belongs to a template as a whole and does not come along in documents."""
    kept = custom_properties(package)
    for item in relations_of(package):
        if not item.source and item.kind not in _WRITTEN and item.target != kept:
            yield item
