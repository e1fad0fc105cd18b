"""A .docx as a reader sees it: one line a paragraph, with the numbers that Word shows.

Reads the package itself, content controls included (python-docx skips those), and counts numbered
paragraphs from styles and numbering as Word does. Goldens, ``toon`` and comparisons rest on it, so
they judge the file that a user gets and not what we meant to write.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from dlr_docs.basis.labels import Level, label

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_THROUGH = {
    f"{_W}{name}"
    for name in ("sdt", "sdtContent", "smartTag", "hyperlink", "fldSimple", "ins", "customXml")
}
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}


@dataclass(slots=True)
class _Numbering:
    """The levels of each list, and how far each has counted."""

    levels: dict[str, dict[int, Level]]
    starts: dict[str, dict[int, int]]
    lists: dict[str, str]
    style_levels: dict[tuple[str, str], int]
    counts: dict[str, list[int]] = field(default_factory=dict)

    def next(self, num_id: str, order: int) -> str:
        """Count one paragraph and give its label."""
        abstract = self.lists.get(num_id, "")
        levels = self.levels.get(abstract, {})
        if order not in levels:
            return ""
        starts = self.starts[abstract]
        counts = self.counts.setdefault(abstract, [])
        while len(counts) < order:
            counts.append(starts.get(len(counts), 1))
        if len(counts) == order:
            counts.append(starts.get(order, 1))
        else:
            counts[order] += 1
        del counts[order + 1 :]
        shown = [levels.get(index, Level("", "decimal")) for index in range(order + 1)]
        return levels[order].text if levels[order].form == "bullet" else label(counts, shown)


class _Reader:
    """One package, read once."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        names = set(package.namelist())

        def root(name: str) -> Any:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(package.read(name), parser) if name in names else None

        self.document = root("word/document.xml")
        self.styles = {
            style.get(f"{_W}styleId"): style for style in _all(root("word/styles.xml"), "style")
        }
        self.numbering = _read_numbering(root("word/numbering.xml"))

    def lines(self) -> Iterator[str]:
        """The body, line by line."""
        yield from self._blocks(self.document.find(f"{_W}body"))

    def _blocks(self, parent: Any) -> Iterator[str]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield self._line(child)
            elif child.tag == f"{_W}tbl":
                yield from self._rows(child)
            elif child.tag in _THROUGH:
                yield from self._blocks(child)

    def _rows(self, table: Any) -> Iterator[str]:
        for row in table.findall(f"{_W}tr"):
            cells = (
                " / ".join(line for line in self._blocks(cell) if line)
                for cell in row.findall(f"{_W}tc")
            )
            yield " | ".join(cells)

    def _line(self, paragraph: Any) -> str:
        number = self._number(paragraph)
        text = "".join(_characters(paragraph))
        return f"{number} {text}" if number else text

    def _number(self, paragraph: Any) -> str:
        properties = paragraph.find(f"{_W}pPr")
        own = None if properties is None else properties.find(f"{_W}numPr")
        if own is not None:
            return self._counted(own, None)
        style = None if properties is None else _value(properties, "pStyle")
        seen: set[str] = set()
        first = style
        while style and style not in seen and style in self.styles:
            seen.add(style)
            found = self.styles[style].find(f"{_W}pPr/{_W}numPr")
            if found is not None:
                return self._counted(found, first)
            style = _value(self.styles[style], "basedOn")
        return ""

    def _counted(self, properties: Any, style: str | None) -> str:
        num_id = _value(properties, "numId") or "0"
        order = int(_value(properties, "ilvl") or 0)
        if style is not None:
            order = self.numbering.style_levels.get(
                (self.numbering.lists.get(num_id, ""), style), order
            )
        return "" if num_id == "0" else self.numbering.next(num_id, order)


def _all(root: Any, name: str) -> list[Any]:
    return [] if root is None else root.findall(f"{_W}{name}")


def _value(parent: Any, name: str) -> str | None:
    child = parent.find(f"{_W}{name}")
    return None if child is None else child.get(f"{_W}val")


def _read_numbering(root: Any) -> _Numbering:
    levels: dict[str, dict[int, Level]] = {}
    starts: dict[str, dict[int, int]] = {}
    style_levels: dict[tuple[str, str], int] = {}
    for abstract in _all(root, "abstractNum"):
        name = abstract.get(f"{_W}abstractNumId")
        for level in abstract.findall(f"{_W}lvl"):
            order = int(level.get(f"{_W}ilvl"))
            form = _value(level, "numFmt") or "decimal"
            levels.setdefault(name, {})[order] = Level(_value(level, "lvlText") or "", form)
            starts.setdefault(name, {})[order] = int(_value(level, "start") or 1)
            style = _value(level, "pStyle")
            if style:
                style_levels[name, style] = order
    lists = {num.get(f"{_W}numId"): _value(num, "abstractNumId") or "" for num in _all(root, "num")}
    return _Numbering(levels, starts, lists, style_levels)


def _characters(node: Any) -> Iterator[str]:
    """The characters of a paragraph: field codes and deleted text left out."""
    fields: list[bool] = []  # per field that is open here: whether its result has begun
    for child in node.iter():
        if child.tag == f"{_W}fldChar":
            _step(fields, child.get(f"{_W}fldCharType"))
        elif not all(fields):
            continue
        elif child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _CHARACTERS and child.getparent().tag == f"{_W}r":
            yield _CHARACTERS[child.tag]


def _step(fields: list[bool], kind: str) -> None:
    if kind == "begin":
        fields.append(False)
    elif kind == "separate" and fields:
        fields[-1] = True
    elif kind == "end" and fields:
        fields.pop()


def read_lines(data: bytes) -> list[str]:
    """The lines of a .docx.

    Args:
        data: the file.

    Returns:
        One line a paragraph, its number in front; one line a table row, cells joined by " | ".
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return list(_Reader(package).lines())


def as_text(data: bytes) -> str:
    """A .docx as text, with tabs as two spaces."""
    return "\n".join(line.replace("\t", "  ") for line in read_lines(data)) + "\n"
