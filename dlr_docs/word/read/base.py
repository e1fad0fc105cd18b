"""What a document said when it was made, from the part of it that tells so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.model.blocks import (
    Block,
    BlockInline,
    BlockInlines,
    FieldUse,
    NumberUse,
    joined,
    placed,
)
from dlr_docs.model.document import Text, ValueUse
from dlr_docs.word.package.stores import TOLD
from dlr_docs.word.read.styles import kind_of

_T = f"{{{TOLD}}}"


class _Around(Struct, frozen=True):
    """What stands around a line: annex, article, clause."""

    document: str = ""
    topic: str = ""
    clause: str = ""


def base_blocks(root: Any, digests: Mapping[str, str]) -> tuple[Block, ...]:
    """The blocks that the part tells.

    Args:
        root: its root element.
        digests: those of clauses by id, as the provenance has them.
    """
    found = placed(_blocks(root, _Around()))
    return tuple(replace(block, digest=digests.get(block.clause, "")) for block in found)


def base_laws(root: Any) -> dict[str, str]:
    """The articles of law that the document cited, by the name of their row, in its words.

    Args:
        root: the root element of the part.
    """
    return {item.get("id", ""): item.text or "" for item in root.iter(f"{_T}wet")}


def _blocks(parent: Any, around: _Around) -> Iterator[Block]:
    for child in parent.iterchildren(f"{_T}*"):
        name = child.tag.removeprefix(_T)
        if name == "regel":
            yield from _line(child, around)
        elif name == "rij":
            yield _row(child, around)
        else:
            yield from _blocks(child, _inside(name, child, around))


def _inside(name: str, element: Any, around: _Around) -> _Around:
    if name == "bijlage":
        return _Around(document=element.get("id", ""))
    if name == "artikel":
        first = element.find(f"{_T}clausule")
        clause = "" if first is None else first.get("id", "")
        return replace(around, topic=element.get("onderwerp", ""), clause=clause)
    return replace(around, clause=element.get("id", "")) if name == "clausule" else around


def _line(line: Any, around: _Around) -> Iterator[Block]:
    inlines = joined(_inlines(line))
    if not inlines:
        return
    style = line.get("stijl", "")
    inner = line.find(f".//{_T}clausule")
    clause = around.clause if inner is None else inner.get("id", "")
    yield Block(
        kind_of(style),
        style,
        inlines,
        topic=around.topic,
        clause=clause,
        document=around.document,
        cited=tuple(_cited(line)),
    )


def _row(row: Any, around: _Around) -> Block:
    cells = tuple(_cell(cell) for cell in row.iterchildren(f"{_T}cel"))
    first = row.find(f"{_T}cel/{_T}regel")
    style = "" if first is None else first.get("stijl", "")
    kind = kind_of(style, is_row=True)
    return Block(
        kind,
        style,
        cells=cells,
        topic=around.topic,
        clause=around.clause,
        document=around.document,
        cited=tuple(_cited(row)),
    )


def _cited(element: Any) -> Iterator[tuple[str, str]]:
    """What its references to numbers showed; documents of before that was told do not say."""
    for number in element.iter(f"{_T}nummer"):
        if number.text:
            yield number.get("naar", ""), number.text


def _cell(cell: Any) -> BlockInlines:
    """The lines of a cell, with line breaks between."""
    found: list[BlockInline] = []
    for line in cell.iterchildren(f"{_T}regel"):
        found += [Text("\n"), *_inlines(line)] if found else _inlines(line)
    return joined(found)


def _inlines(parent: Any) -> Iterator[BlockInline]:
    if parent.text:
        yield _text(parent, parent.text)
    for child in parent.iterchildren(f"{_T}*"):
        yield from _inline(child)
        if child.tail:
            yield _text(parent, child.tail)


def _inline(element: Any) -> Iterator[BlockInline]:
    name = element.tag.removeprefix(_T)
    if name == "waarde":
        bold, italic = element.get("vet") == "1", element.get("cursief") == "1"
        yield ValueUse(element.get("pad", ""), bold, italic)
    elif name == "nummer":
        yield NumberUse(element.get("naar", ""))
    elif name == "veld":
        yield FieldUse(element.get("code", ""))
    else:
        yield from _inlines(element)


def _text(parent: Any, text: str) -> Text:
    if parent.tag != f"{_T}t":
        return Text(text)
    bold, italic = parent.get("vet") == "1", parent.get("cursief") == "1"
    return Text(text, bold, italic, parent.get("taal", ""))
