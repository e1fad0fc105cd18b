"""The questions that open values show: an engine takes over controls, and not the building blocks
that these name, in the place of which Word shows a text of its own (ECMA-376-1, 17.5.2.25).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from dlr_docs.word.merge.package import Merging, content_type_of
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_PART = "word/glossary/document.xml"
_FOLDER = "word/glossary/"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/glossaryDocument"


def take_questions(merging: Merging, source: Package) -> None:
    """Put the building blocks of a document among those of the one that is being made."""
    theirs = source.roots.get(_PART)
    if theirs is None:
        return
    if _PART not in merging.roots:
        _take_all(merging, source)
        return
    known = {name for name, _ in _blocks(merging.roots[_PART])}
    blocks = next(merging.touch(_PART).iter(f"{_W}docParts"))
    blocks.extend(copy.deepcopy(block) for name, block in _blocks(theirs) if name not in known)


def _blocks(root: Any) -> Iterator[tuple[str, Any]]:
    for block in root.iter(f"{_W}docPart"):
        name = block.find(f"{_W}docPartPr/{_W}name")
        yield ("" if name is None else name.get(f"{_W}val") or ""), block


def _take_all(merging: Merging, source: Package) -> None:
    """The whole part, with what it rests on."""
    for name, content in source.members.items():
        if name.startswith(_FOLDER) and name.endswith(".rels"):
            merging.members[name] = content
        elif name.startswith(_FOLDER):
            merging.add_part(name, content, content_type_of(source, name))
    merging.relate(MAIN, _RELATION, _PART)
