"""What the marks in the blocks of a document stand for: when it was made, and in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from dlr_docs.basis.number_formats import letter
from dlr_docs.model.blocks import Block
from dlr_docs.model.document import Document
from dlr_docs.model.values import Value
from dlr_docs.revise.changes.showing import Showing
from dlr_docs.revise.changes.values import questions
from dlr_docs.word.read.document import ReadDocument, ReadValue


def shown_then(
    found: ReadDocument,
    values: Mapping[str, Value],
    leden: Mapping[str, str] = MappingProxyType({}),
) -> Showing:
    """What marks stood for when the document was made, as far as that is known: of a value that
    stands nowhere any more the file does not tell.

    Args:
        leden: the numbers of leden and onderdelen that were referred to.
    """
    shown = {path: value.text for path, value in values.items() if not value.is_open}
    now = shown_now(found)
    there = {path for path, value in found.values.items() if value.shown or value.is_open}
    asked = {path: f"[{value.question}]" for path, value in found.values.items() if value.question}
    in_file = {path: text for path, text in now.values.items() if path in there} | asked
    cited = {**leden, **_numbers(found.base), **_cited(found.base), **now.cited}
    return Showing({**in_file, **questions(values), **shown}, cited)


def _numbers(blocks: Iterable[Block]) -> dict[str, str]:
    """What references to articles show, as far as documents do not tell it themselves."""
    return {
        block.topic: f"artikel {block.place[0]}"
        for block in blocks
        if block.kind == "artikel" and block.place
    }


def _cited(blocks: Iterable[Block]) -> dict[str, str]:
    """What references show; in those that a hand typed in, what stood there."""
    found: dict[str, str] = {}
    for block in blocks:
        typed = {(item.target, item.typed): item.was for item in block.retyped}
        found |= {target: typed.get((target, text), text) for target, text in block.cited}
    return found


def leden_then(document: Document) -> dict[str, str]:
    """What references to leden and onderdelen showed, for those that the file has no more."""
    targets = document.wording.targets.items()
    own = {name: target.counts for name, target in targets if target.elsewhere is None}
    return {
        name: letter(counts[-1]) if len(counts) == 3 else str(counts[-1])
        for name, counts in own.items()
        if "." in name
    }


def shown_now(found: ReadDocument) -> Showing:
    """What marks stand for in the file."""
    values = {path: _shown(value) for path, value in found.values.items()}
    return Showing(values, _cited(found.blocks))


def _shown(value: ReadValue) -> str:
    """A value as the file shows it first, or its question."""
    return value.shown[0] if value.shown else f"[{value.question or value.path}]"
