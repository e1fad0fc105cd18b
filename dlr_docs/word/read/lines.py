"""A .docx as a reader sees it: one line a paragraph, with the numbers that Word shows.

Goldens, ``toon`` and comparisons rest on it, so it judges the file that a user gets and not what we
meant to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from dlr_docs.basis.labels import Level
from dlr_docs.basis.number_formats import roman
from dlr_docs.basis.problems import TemplateError
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.labels import paragraphs_in
from dlr_docs.word.package.reading.numbering import Numbering, labels_of, numbering_of
from dlr_docs.word.package.reading.refilled import package_with_changes
from dlr_docs.word.package.reading.styles import styles_of
from dlr_docs.word.package.reading.text import (
    Changes,
    Story,
    block_elements,
    cells_of,
    change_of_end,
    rows_of,
    story_of,
    text_boxes,
)
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_NOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}


class _Shown(Struct, frozen=True):
    """What is needed to show the lines of one story; ``notes`` are the signs of notes by the
    element that refers to them.
    """

    story: Story
    labels: Mapping[Any, tuple[str, Level]]
    notes: Mapping[Any, str]

    def lines(self, parent: Any) -> Iterator[str]:
        """The lines of a body, a cell, a text box or a note."""
        before = ""
        for block in block_elements(parent):
            if block.tag == f"{_W}tbl":
                yield from self._rows(block)
                continue
            text = before + self._text(block)
            goes_on = not change_of_end(block).is_read(self.story.changes)
            before = text if goes_on else ""
            if not goes_on:
                yield self._label(block) + text
            for box in text_boxes(block, self.story.changes):
                yield from self.lines(box)
        if before:
            yield before

    def _rows(self, table: Any) -> Iterator[str]:
        for row in rows_of(table, self.story.changes):
            yield " | ".join(" / ".join(filter(None, self.lines(cell))) for cell in cells_of(row))

    def _text(self, paragraph: Any) -> str:
        pieces = (piece for piece in self.story.pieces(paragraph) if not piece.formatting.hidden)
        return "".join(
            piece.text if piece.note is None else self.notes.get(piece.note, "") for piece in pieces
        )

    def _label(self, paragraph: Any) -> str:
        label, level = self.labels.get(paragraph, ("", None))
        return f"{label} " if label and level and level.suffix != "nothing" else label


def read_lines(data: bytes, changes: Changes = Changes.ACCEPTED) -> list[str]:
    """The lines of a .docx.

    Args:
        data: the file.
        changes: how its tracked changes are read.

    Returns:
        One line a paragraph, its number in front; one line a table row, cells joined by " | "; a
        text box below the paragraph that it hangs on; notes at the end.

    Raises:
        TemplateError: when it is no .docx, too large or damaged.
    """
    package = package_with_changes(data, "document.docx")
    if MAIN not in package.roots:
        raise TemplateError(package.broken)
    if changes is Changes.REJECTED:
        for change in [*package.roots[MAIN].iter(f"{_W}pPrChange")]:
            _take_back(change)
    return list(_lines(package, changes))


def _take_back(change: Any) -> None:
    """Give a paragraph the properties that it had before a tracked change of them; its end is told
    apart by what stands in them beside these (ECMA-376-1, 17.13.5.29).
    """
    properties = change.getparent()
    for item in [*properties]:
        if item.tag not in (f"{_W}rPr", f"{_W}sectPr"):
            properties.remove(item)
    for step, item in enumerate([*change.iterfind(f"{_W}pPr/*")]):
        properties.insert(step, item)


def _lines(package: Package, changes: Changes) -> Iterator[str]:
    body = package.roots[MAIN].find(f"{_W}body")
    if body is None:
        return
    story, numbering = story_of(body, changes), numbering_of(package, styles_of(package))
    references = [piece.note for piece in story.pieces(body) if piece.note is not None]
    notes = {kind: list(_of_kind(references, kind)) for kind in _NOTES}
    signs: dict[Any, str] = {}
    for kind, found in notes.items():
        signs |= {item: _sign(kind, number) for number, item in enumerate(found, start=1)}
    yield from _Shown(story, _labels(numbering, story, body), signs).lines(body)
    for kind, found in notes.items():
        texts = _note_texts(package.roots.get(_NOTES[kind]), changes)
        yield from (f"{signs[item]} {texts.get(item.get(f'{_W}id'), '')}" for item in found)


def _of_kind(references: Iterable[Any], kind: str) -> Iterator[Any]:
    return (item for item in references if item.tag == f"{_W}{kind}Reference")


def _note_texts(root: Any, changes: Changes) -> dict[str, str]:
    """The notes of a part by id, each on one line."""
    return {
        note.get(f"{_W}id"): " / ".join(
            filter(None, _Shown(story_of(note, changes), {}, {}).lines(note))
        )
        for note in (() if root is None else root)
    }


def _sign(kind: str, number: int) -> str:
    """The sign of a note as Word numbers it unless it is told otherwise."""
    return f"[{number}]" if kind == "footnote" else f"[{roman(number)}]"


def _labels(numbering: Numbering, story: Story, root: Any) -> dict[Any, tuple[str, Level]]:
    """The labels of the paragraphs of a story; each text box in it counts by itself."""
    stories = [root, *root.iter(f"{_W}txbxContent")]
    found: dict[Any, tuple[str, Level]] = {}
    for item in stories:
        found |= labels_of(paragraphs_in(item, story.changes), numbering)
    return found


def as_text(data: bytes, changes: Changes = Changes.ACCEPTED) -> str:
    """A .docx as text, with tabs as two spaces."""
    return "\n".join(line.replace("\t", "  ") for line in read_lines(data, changes)) + "\n"
