"""What a document says, block by block: as it was made, or as it was found in a file."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.model.document import DEPTHS, Text, ValueUse, counted


class NumberUse(Struct, frozen=True):
    """The number of an article, a lid with a name or an annex, named by what it refers to."""

    target: str


class FieldUse(Struct, frozen=True, eq=False):
    """Another field, named by its code: the number of a page. What it shows in a file is computed,
    so that it makes no other field of it.
    """

    code: str
    result: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FieldUse) and self.code == other.code

    __ne__ = object.__ne__  # a Struct brings one that does not ask __eq__

    def __hash__(self) -> int:
        return hash(self.code)


BlockInline = Text | ValueUse | NumberUse | FieldUse
BlockInlines = tuple[BlockInline, ...]


LOOK = "rPrChange"  # how Word calls a tracked change of how words look
END = "¶"  # stands for the end of a paragraph


class Tracked(Struct, frozen=True):
    """A tracked change in a block: ``kind`` as Word calls it (ins, del, moveTo, moveFrom,
    rPrChange); ``path`` is the value of which it changed words, and nothing else.
    """

    kind: str
    author: str
    date: str
    text: str
    path: str = ""


class Remark(Struct, frozen=True):
    """A comment that somebody put in a file, with who and when."""

    author: str
    date: str
    text: str


class Beside(Struct, frozen=True):
    """What is there beside words: a note, a picture or a box, or words with a look of their own.

    ``kind`` is what it is, in Dutch, ``text`` what it says; ``key`` tells pictures apart.
    """

    kind: str
    text: str
    key: str = ""


class Retyped(Struct, frozen=True):
    """A reference in which a hand typed: what it refers to, what it showed when the document was
    made, what it shows, and what it would show; nothing when what it refers to has no number.
    """

    target: str
    was: str
    typed: str
    own: str


class Block(Struct, frozen=True, eq=False):
    """A line of a document, or a row of a table with its cells.

    ``style`` is the id of its style and tells its ``kind``. ``topic`` is that of the article it
    stands in, ``place`` the numbers of artikel, lid, onderdeel and subonderdeel as far as it goes,
    ``clause`` the clause it was made from and ``digest`` of what that said then, ``document`` the
    annex it stands in, ``under`` the words of the heading above it, or its own, ``table`` which
    table of its article a row stands in, when that has more, ``cited`` what its references to
    numbers show, target and text. Known of a file only: ``shown`` is what its values
    show, path and text, ``loose`` those of them that are in no control any more, ``retyped`` are
    the references in which a hand typed, ``changes`` are tracked, ``remarks`` are the comments that
    begin in it, and ``beside`` is what stands in it beside words, or right behind it in a paragraph
    without any.
    """

    kind: str
    style: str
    inlines: BlockInlines = ()
    cells: tuple[BlockInlines, ...] = ()
    topic: str = ""
    place: tuple[int, ...] = ()
    clause: str = ""
    document: str = ""
    under: str = ""
    table: int = 0
    digest: str = ""
    shown: tuple[tuple[str, str], ...] = ()
    loose: tuple[tuple[str, str], ...] = ()
    cited: tuple[tuple[str, str], ...] = ()
    retyped: tuple[Retyped, ...] = ()
    changes: tuple[Tracked, ...] = ()
    remarks: tuple[Remark, ...] = ()
    beside: tuple[Beside, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Block) and self._said == other._said

    __ne__ = object.__ne__  # a Struct brings one that does not ask __eq__

    def __hash__(self) -> int:
        return hash(self._said)

    @property
    def _said(self) -> tuple[object, ...]:
        """What a block says and where: not which clause said what then, nor what a file shows."""
        where = (self.topic, self.place, self.clause, self.document)
        return self.kind, self.style, self.inlines, self.cells, *where

    @property
    def words(self) -> str:
        """Its text, with the paths of values in braces."""
        return " | ".join("".join(map(_word, cell)) for cell in (self.inlines, *self.cells) if cell)


def _word(inline: BlockInline) -> str:
    if isinstance(inline, Text):
        return inline.text
    if isinstance(inline, ValueUse):
        return f"{{{inline.path}}}"
    return f"{{{inline.target if isinstance(inline, NumberUse) else inline.code}}}"


def joined(inlines: Iterable[BlockInline]) -> BlockInlines:
    """Inlines with neighbouring texts of one formatting joined, and empty ones left out."""
    return tuple(_joined(inlines))


def _joined(inlines: Iterable[BlockInline]) -> Iterator[BlockInline]:
    for formatting, group in itertools.groupby(inlines, _formatting):
        if formatting is None:
            yield from group
        else:
            text = "".join(item.text for item in group if isinstance(item, Text))
            if text:
                yield replace(formatting, text=text)


def _formatting(inline: BlockInline) -> Text | None:
    return replace(inline, text="") if isinstance(inline, Text) else None


def placed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with their places: articles and leden counted from the start of each document, under
    which heading they stand, and rows in which table.
    """
    found = [*_counted(blocks)]
    tables = [*_tables(found)]
    most = dict(tables)  # the last number of each
    for block, (holder, number) in zip(found, tables, strict=True):
        is_one_of_more = block.kind == _ROW and most[holder] > 1
        yield replace(block, table=number) if is_one_of_more else block


def _tables(blocks: Iterable[Block]) -> Iterator[tuple[_Holder, int]]:
    """What each block stands in, with the number of tables that has so far."""
    counts: Counter[_Holder] = Counter()
    last: Block | None = None
    for block in blocks:
        holder = block.document, block.place[:1], block.under
        is_below = last is not None and last.kind == _ROW and last.under == block.under
        counts[holder] += block.kind == _ROW and not is_below
        last = block
        yield holder, counts[holder]


def _counted(blocks: Iterable[Block]) -> Iterator[Block]:
    none = (0,) * len(DEPTHS)
    counts, document, under = none, "", ""
    for block in blocks:
        if block.document != document:
            document, counts = block.document, none
        counts = counted(counts, block.kind)
        under = _heading(block) if block.kind in _HEADS else under
        block = block if block.under == under else replace(block, under=under)
        is_placed = block.topic or block.kind == "artikel"
        yield replace(block, place=counts[: _depth(counts)]) if is_placed else block


_ROW = "rij"
_Holder = tuple[str, tuple[int, ...], str]
_HEADS = ("artikel", "kop", "titel", "bijlage", "koptekst", "voettekst")  # what begins a part


def _heading(block: Block) -> str:
    """The words of a heading; nothing of what heads no lines."""
    if block.kind not in ("artikel", "kop"):
        return ""
    words = (inline.text for inline in block.inlines if isinstance(inline, Text))
    return " ".join("".join(words).split())


def _depth(counts: tuple[int, ...]) -> int:
    """How many numbers there are before the first that is not counted yet."""
    return next((index for index, count in enumerate(counts) if not count), len(counts))
