"""A .docx of ours back to blocks: lines and rows with values, references and tracked changes.

A value is known by the binding of its control, or by the tag of the control; when the control is
gone, by its place: the words around it are those that the document had when it was made. A
reference is known by the bookmark that its field names, a clause and an article by theirs.
"""

from __future__ import annotations

import bisect
import difflib
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.model.blocks import (
    END,
    LOOK,
    Block,
    BlockInline,
    BlockInlines,
    FieldUse,
    NumberUse,
    Remark,
    Retyped,
    Tracked,
    joined,
    placed,
)
from dlr_docs.model.document import Text, ValueUse
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.ends import ENDED, join_paragraphs
from dlr_docs.word.package.reading.labels import LabelsOfBookmarks
from dlr_docs.word.package.reading.references import REFERENCE, draw_in_references
from dlr_docs.word.package.reading.styles import plain_name, styles_of, value_of
from dlr_docs.word.package.reading.text import (
    Change,
    Changes,
    Formatting,
    Story,
    TextPiece,
    block_elements,
    cells_of,
    field_results,
    formatting_of,
    rows_of,
    story_of,
)
from dlr_docs.word.package.relations import MAIN, is_on_pages
from dlr_docs.word.package.stores import bookmark_of
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.beside import BesideWords
from dlr_docs.word.read.controls import path_of
from dlr_docs.word.read.numbers import (
    OwnNumbers,
    ShownThen,
    bookmark_of_target,
    is_shown,
    retyped,
    shown_then,
    ways_to_show,
)
from dlr_docs.word.read.remarks import read_remarks
from dlr_docs.word.read.styles import kind_of
from dlr_docs.word.template.parts.controls import BESIDE_BOX, PLACEHOLDER_STYLE
from dlr_docs.word.template.parts.told import OWN_LANGUAGE
from dlr_docs.word.template.style_names import (
    ANNEX_TITLE_STYLE,
    CONTENTS_STYLES,
    name_in_file,
)

_W = f"{{{W}}}"
_RUN = f"{_W}r"
_LOOK_CHANGED = f"{_W}{LOOK}"
_ENDS = (f"{_W}{Change.INSERTED.value}", f"{_W}{Change.DELETED.value}")
_NO_FIELD = (None, "")
_CONTENTS = re.compile(r"TOC\b", re.IGNORECASE)
_TYPED = re.compile(r"(?:HYPERLINK|FORMTEXT)\b", re.IGNORECASE)  # fields that show what was typed
_PAGES = ("page", "column")
_LONG = 10_000  # blocks; more are told apart by their bookmarks alone
_MOST_PAIRS = 100_000
_TELLING = 4  # words around values; a line of fewer is known by where it stands
_ALIKE = 0.5  # the share of words in common; with less of them a line is another
_WORD = re.compile(r"[^\W\d_]+")
_MOST_TRIED = 100  # lines of then for a line of now; no article of ours has so many of one style
_Numbers = Mapping[str, tuple[str, ...]]
_Said = tuple[str, BlockInlines, tuple[BlockInlines, ...]]
_HEADINGS = ("artikel", "bijlage", "kop", "titel")  # what ends an article
_SIGN = "\ue000"  # stands for a value or a number; no text of ours holds it


class LocatedBlock(Struct, frozen=True, eq=False):
    """A block with where it stands in a file: its part, and its paragraph or row in that."""

    block: Block
    part: str
    element: Any


class _Names(Struct, frozen=True):
    """What bookmarks stand for: targets of references, articles, annexes and clauses; the annexes
    that those of their articles tell of; and styles that another program gave another id, with the
    id that they had.
    """

    targets: Mapping[str, str]
    annexes: Mapping[str, str]
    clauses: Mapping[str, str]
    styles: Mapping[str, str]


class _References(Struct, frozen=True, eq=False):
    """What references to numbers showed when the document was made, and what they would show."""

    then: ShownThen
    labels: LabelsOfBookmarks

    def retyped(self, units: Iterable[_Unit], document: str) -> Iterator[Retyped]:
        """Those in which a hand typed.

        Args:
            document: the annex that they stand in.
        """
        then = self.then.get(document, {})
        for unit in units:
            if isinstance(unit.inline, NumberUse):
                target = unit.inline.target
                found = retyped(target, unit.text, unit.code, then.get(target, ()), self.labels)
                yield from () if found is None else [found]


def located_blocks(
    package: Package, base: Sequence[Block], changes: Changes = Changes.ACCEPTED
) -> tuple[LocatedBlock, ...]:
    """The blocks of a document as it is now, each with where it stands. What is read as one
    paragraph is made one, and words in the result of a reference stand beside it.

    Args:
        package: the opened file.
        base: what it said when it was made; empty when that is not known.
        changes: how tracked changes are read.
    """
    join_paragraphs(package, changes)
    draw_in_references(package, changes)
    names = _names(base, package)
    parts = sorted(filter(is_on_pages, package.roots), key=lambda name: (name != MAIN, name))
    remarks = dict(read_remarks(package))
    numbers = OwnNumbers(package)
    references = _References(shown_then(base), LabelsOfBookmarks(package, changes))
    found: list[LocatedBlock] = []
    for name in parts:
        beside = BesideWords(package, name, changes, numbers)
        part = _Part(
            name, package.roots[name], names, changes, remarks, beside, numbers, references
        )
        found += part.blocks()
    told = [*_under_headings(found, base)]
    has_fields = any(item.block.cited for item in found)
    cited = {} if has_fields else ways_to_show(references.then, references.labels)
    known = [*_around([*_by_place(told, base, cited)], base)]
    blocks = placed(_under_retyped(known))
    return tuple(replace(item, block=block) for item, block in zip(found, blocks, strict=True))


def _names(base: Sequence[Block], package: Package) -> _Names:
    documents = dict.fromkeys(("", *(block.document for block in base)))
    targets: dict[str, str] = {}
    for block in base:
        for target in _targets(block):
            targets |= {bookmark_of_target(target, name): target for name in documents}
    clauses = {clause_bookmark(block): block.clause for block in base if block.clause}
    used = {block.style for block in base if block.style} | {*CONTENTS_STYLES}
    styles = dict(_renamed_styles(package, used))
    return _Names(targets, _annexes(base), clauses, styles)


def _annexes(base: Iterable[Block]) -> dict[str, str]:
    """The annexes that articles stand in, by their bookmarks."""
    of_annex = (block for block in base if block.topic and block.document)
    return {bookmark_of_target(item.topic, item.document): item.document for item in of_annex}


def _renamed_styles(package: Package, used: Collection[str]) -> Iterator[tuple[str, str]]:
    """The styles that are there under another id than when the document was made, by their name;
    the default style, which other programs name where it goes without saying, stands for none.
    """
    by_name = {name_in_file(style): style for style in sorted(used)}
    styles = styles_of(package)
    for found in styles.by_id.values():
        own = by_name.get(plain_name(found.name))
        if found.id not in used and (own or found.id == styles.default):
            yield found.id, own or ""


def clause_bookmark(block: Block) -> str:
    """The bookmark that the clause of a block had when the document was made."""
    return bookmark_of(f"{block.document}.{block.clause}" if block.document else block.clause)


def _targets(block: Block) -> Iterator[str]:
    """What can be referred to of a block, and what it refers to."""
    if block.topic:
        yield block.topic
    if block.kind == "bijlage":
        yield f"bijlage:{block.document}"
    for inlines in (block.inlines, *block.cells):
        yield from (inline.target for inline in inlines if isinstance(inline, NumberUse))


class _Part:
    """One part with text, read once."""

    def __init__(
        self,
        part: str,
        root: Any,
        names: _Names,
        changes: Changes,
        remarks: Mapping[str, Remark],
        beside: BesideWords,
        numbers: OwnNumbers,
        references: _References,
    ) -> None:
        self._part = part
        self._beside = beside
        self._numbers = numbers
        self._references = references
        self._root = root
        self._remarks = remarks
        self._names = names
        self._changes = changes
        self._story: Story = story_of(root, changes)
        self._told: Story = story_of(root, Changes.TOLD)
        self._fields = dict(field_results(root))
        self._clauses = dict(_clauses_of(root, names.clauses))

    def blocks(self) -> Iterator[LocatedBlock]:
        """The lines and rows of the part, each with what stands beside its words."""
        last: LocatedBlock | None = None
        for located in self._located():
            if located.block.kind:
                yield from () if last is None else [last]
                last = located
            elif last is not None:
                beside = (*last.block.beside, *located.block.beside)
                last = replace(last, block=replace(last.block, beside=beside))
        yield from () if last is None else [last]

    def _located(self) -> Iterator[LocatedBlock]:
        """The same, and blocks without a kind for paragraphs that say nothing and hold
        something.
        """
        body = self._root.find(f"{_W}body")
        topic = document = ""
        elements = [*block_elements(self._root if body is None else body)]
        for at, element in enumerate(elements):
            style = self._style(element)
            if style == ANNEX_TITLE_STYLE:
                document, topic = self._annex(element, elements[at + 1 :], document), ""
            elif kind_of(style) == "artikel":
                topic = self._named(element)
            elif topic and kind_of(style) in ("kop", "titel"):
                topic = document = ""
            for block, holder in self._read(element, style, document):
                clause = block.clause if _may_be_in(block.clause, topic) else ""
                located = replace(block, topic=topic, document=document, clause=clause)
                yield LocatedBlock(located, self._part, holder)

    def _annex(self, title: Any, below: Iterable[Any], above: str) -> str:
        """The annex that a title is of. One that lost its bookmark, as it does where somebody types
        over all of it, is known by its articles; not one that a hand put between these.
        """
        inside = itertools.takewhile(lambda item: self._style(item) != ANNEX_TITLE_STYLE, below)
        starts = (item.iter(f"{_W}bookmarkStart") for item in inside)
        names = (start.get(f"{_W}name", "") for start in itertools.chain.from_iterable(starts))
        known = self._names.annexes
        found = next((known[name] for name in names if name in known), "")
        return self._named(title).partition(":")[2] or (found if found != above else "")

    def _read(self, element: Any, style: str, document: str) -> Iterator[tuple[Block, Any]]:
        """Blocks, each with the paragraph or row that it is of."""
        if element.tag == f"{_W}tbl":
            for row in rows_of(element, self._changes):
                yield self._row(row, document), row
        elif style not in CONTENTS_STYLES and not self._is_of_contents(element):
            block = self._line(element, style, document)
            if block.inlines or block.beside:
                yield block if block.inlines else replace(block, kind=""), element

    def _is_of_contents(self, paragraph: Any) -> bool:
        """Whether a paragraph is a line of a table of contents, by the field that it stands in: one
        that a program or a hand put there has other styles than ours, and no control.
        """
        codes = [self._fields.get(text, _NO_FIELD)[1] for text in paragraph.iter(f"{_W}t")]
        return bool(codes) and all(map(_CONTENTS.match, codes))

    def _style(self, paragraph: Any) -> str:
        """The style of a paragraph, or the one that its own number is of."""
        own = value_of(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        style = self._numbers.style(paragraph) or own
        return self._names.styles.get(style, style)

    def _named(self, paragraph: Any) -> str:
        """What the paragraph is called by references."""
        names = (bookmark.get(f"{_W}name", "") for bookmark in paragraph.iter(f"{_W}bookmarkStart"))
        return next(
            (self._names.targets[name] for name in names if name in self._names.targets), ""
        )

    def _line(self, paragraph: Any, style: str, document: str) -> Block:
        units = list(self._units(paragraph))
        return Block(
            kind_of(style),
            style,
            joined(unit.said for unit in units),
            clause=self._clauses.get(paragraph, ""),
            shown=_shown(units),
            cited=_cited(units),
            retyped=tuple(self._references.retyped(units, document)),
            changes=tuple(self._tracked(paragraph)),
            remarks=tuple(self._remarked(paragraph)),
            beside=tuple(self._beside.of(paragraph, self._story)),
        )

    def _row(self, row: Any, document: str) -> Block:
        cells: list[BlockInlines] = []
        shown: list[tuple[str, str]] = []
        cited: list[tuple[str, str]] = []
        typed: list[Retyped] = []
        clauses: list[str] = []
        style = ""
        for cell in cells_of(row):
            paragraphs = list(cell.iter(f"{_W}p"))
            style = style or next(filter(None, map(self._style, paragraphs)), "")
            units = [list(self._units(paragraph)) for paragraph in paragraphs]
            cells.append(_lines(units))
            shown += itertools.chain.from_iterable(map(_shown, units))
            cited += itertools.chain.from_iterable(map(_cited, units))
            every = itertools.chain.from_iterable(units)
            typed += self._references.retyped(every, document)
            clauses += [self._clauses.get(paragraph, "") for paragraph in paragraphs]
        return Block(
            kind_of(style, is_row=True),
            style,
            cells=tuple(cells),
            clause=next(filter(None, clauses), ""),
            shown=tuple(shown),
            cited=tuple(cited),
            retyped=tuple(typed),
            changes=tuple(self._tracked(row)),
            remarks=tuple(self._remarked(row)),
            beside=tuple(self._beside.of(row, self._story)),
        )

    def _units(self, paragraph: Any) -> Iterator[_Unit]:
        """The text of a paragraph, a control or the result of a field as one."""
        last: _Unit | None = None
        for piece in self._story.pieces(paragraph):
            unit = self._unit(piece)
            if unit is None:
                continue
            if last is not None and unit.owner is not None and unit.owner is last.owner:
                last = replace(last, text=last.text + unit.text)
                continue
            if last is not None:
                yield last
            last = unit
        if last is not None:
            yield last

    def _unit(self, piece: TextPiece) -> _Unit | None:
        if piece.element.get(f"{_W}type") in _PAGES:
            return None  # where a page begins is no word
        control, path = _control_of(piece.element)
        if path:
            formatting = _formatting(control, piece)
            return _Unit(ValueUse(path, formatting.bold, formatting.italic), piece.text, control)
        owner, code = self._fields.get(piece.element, _NO_FIELD)
        if code and not _TYPED.match(code):
            return _Unit(self._field(code), piece.text, owner, code)
        if piece.text.startswith(BESIDE_BOX) and piece.formatting.style == PLACEHOLDER_STYLE:
            return None  # the question beside an open box
        return _Unit(_text(piece.text, piece.formatting), piece.text, None)

    def _field(self, code: str) -> BlockInline:
        found = REFERENCE.match(code)
        target = self._names.targets.get(found[1]) if found else None
        return NumberUse(target) if target else FieldUse(code)

    def _remarked(self, element: Any) -> Iterator[Remark]:
        references = element.iter(f"{_W}commentReference")
        numbers = (reference.get(f"{_W}id", "") for reference in references)
        return (self._remarks[number] for number in numbers if number in self._remarks)

    def _tracked(self, element: Any) -> Iterator[Tracked]:
        """What was tracked; what one hand did to words beside each other is one, and to words and
        the end of their paragraph too.
        """
        pieces = (piece for piece in self._told.pieces(element) if piece.text)
        hands: set[tuple[str, str]] = set()
        for hand, group in itertools.groupby(pieces, _hand_of):
            if hand is not None:
                _, kind, author, date = hand
                hands.add((kind, author))
                held = [*group]
                paths = {_control_of(piece.element)[1] for piece in held}
                path = paths.pop() if len(paths) == 1 else ""
                yield Tracked(kind, author, date, "".join(piece.text for piece in held), path)
        yield from (
            item for item in _tracked_ends(element) if (item.kind, item.author) not in hands
        )
        yield from self._looks_tracked(element)

    def _looks_tracked(self, element: Any) -> Iterator[Tracked]:
        """The words of which the look was tracked."""
        marks = (
            item for item in element.iter(_LOOK_CHANGED) if item.getparent().getparent().tag == _RUN
        )
        for (author, date), group in itertools.groupby(marks, _by_whom):
            text = "".join(self._story.text(mark.getparent().getparent()) for mark in group)
            if text:
                yield Tracked(LOOK, author, date, text)


def _tracked_ends(element: Any) -> Iterator[Tracked]:
    """The ends of paragraphs that were tracked, so that one became two, or two became one."""
    for mark in element.iter(*_ENDS):
        holder = mark.getparent()
        is_of_mark = holder.tag == f"{_W}rPr" and holder.getparent().tag == f"{_W}pPr"
        if is_of_mark or holder.tag == ENDED:
            yield Tracked(mark.tag.removeprefix(_W), *_by_whom(mark), END)


def _by_whom(mark: Any) -> tuple[str, str]:
    return mark.get(f"{_W}author", ""), mark.get(f"{_W}date", "")


def _hand_of(piece: TextPiece) -> tuple[Any, str, str, str] | None:
    """In which paragraph a piece of text was tracked, as what, by whom and when; None when it was
    not.
    """
    if piece.change is Change.NONE:
        return None
    kind = piece.change.value
    around = next(piece.element.iterancestors(f"{_W}{kind}"), None)
    paragraph = next(piece.element.iterancestors(f"{_W}p"), None)
    return paragraph, kind, *(("", "") if around is None else _by_whom(around))


class _Unit(Struct, frozen=True):
    """A piece of a line with what holds it: a control, the begin of a field with its code, or
    nothing.
    """

    inline: BlockInline
    text: str
    owner: Any
    code: str = ""

    @property
    def said(self) -> BlockInline:
        """The inline, of a field with all that it shows."""
        if isinstance(self.inline, FieldUse):
            return FieldUse(self.inline.code, self.text)
        return self.inline


def _formatting(control: Any, piece: TextPiece) -> Formatting:
    """How the value in a control looks: an open one shows its question in another way."""
    properties = control.find(f"{_W}sdtPr")
    return piece.formatting if properties.find(f"{_W}rPr") is None else formatting_of(properties)


def _text(text: str, formatting: Formatting) -> Text:
    language = "" if formatting.language == OWN_LANGUAGE else formatting.language
    return Text(text, formatting.bold, formatting.italic, language)


def _shown(units: Iterable[_Unit]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (unit.inline.path, unit.text) for unit in units if isinstance(unit.inline, ValueUse)
    )


def _cited(units: Iterable[_Unit]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (unit.inline.target, unit.text) for unit in units if isinstance(unit.inline, NumberUse)
    )


def _lines(paragraphs: Iterable[list[_Unit]]) -> BlockInlines:
    """The lines of a cell, with line breaks between."""
    found: list[BlockInline] = []
    for units in paragraphs:
        found += [Text("\n")] if found else []
        found += [unit.said for unit in units]
    return joined(found)


def _control_of(element: Any) -> tuple[Any, str]:
    """The nearest control around an element that holds a value of ours, with its path."""
    for control in element.iterancestors(f"{_W}sdt"):
        path = path_of(control)
        if path:
            return control, path
    return None, ""


def _clauses_of(root: Any, names: Mapping[str, str]) -> Iterator[tuple[Any, str]]:
    """The paragraphs in the bookmarks of clauses, each with its clause."""
    opened: dict[str, str] = {}
    for element in root.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd", f"{_W}p", f"{_W}r"):
        number = element.get(f"{_W}id", "")
        if element.tag == f"{_W}bookmarkStart" and element.get(f"{_W}name") in names:
            opened[number] = names[element.get(f"{_W}name")]
        elif element.tag == f"{_W}bookmarkEnd":
            opened.pop(number, None)
        elif element.tag == f"{_W}r" and opened:
            paragraph = next(element.iterancestors(f"{_W}p"), None)
            yield paragraph, next(reversed(opened.values()))


def _may_be_in(clause: str, topic: str) -> bool:
    """Whether a clause may stand in the article of a topic: LibreOffice lets the bookmark of a
    clause run on into the article behind it.
    """
    return not topic or clause.partition("/")[0] == topic


def _under_headings(found: Sequence[LocatedBlock], base: Sequence[Block]) -> Iterator[Block]:
    """Blocks in the article or annex that they stand in, also where its heading lost the bookmark
    that told so: that is the first heading that says what it said, and for an article that has
    another title now the one above a line of it.
    """
    lost = _lost_headings({_under(item.block) for item in found}, base)
    lines = _of_retitled(found, base, lost)
    part, under = "", ("", "")
    for at, item in enumerate(found):
        block = item.block
        if item.part != part or block.kind in _HEADINGS:
            part = item.part
            under = ("", "") if block.topic else lost.pop(_said(block), ("", ""))
            if block.kind == "artikel" and not block.topic and under == ("", ""):
                under = _of_first_line(itertools.islice(found, at + 1, None), lines)
        is_told = bool(block.topic) or under == ("", "")
        yield block if is_told else replace(block, document=under[0], topic=under[1])


def _of_retitled(
    found: Iterable[LocatedBlock], base: Iterable[Block], lost: Mapping[_Said, tuple[str, str]]
) -> dict[_Said, tuple[str, str]]:
    """What the lines said of the articles that no heading tells of, by its words or a bookmark."""
    headings = {_said(item.block) for item in found if item.block.kind in _HEADINGS}
    retitled = {under for said, under in lost.items() if said not in headings}
    return {_said(block): _under(block) for block in base if _under(block) in retitled}


def _of_first_line(
    below: Iterable[LocatedBlock], lines: Mapping[_Said, tuple[str, str]]
) -> tuple[str, str]:
    """The article of the first line below a heading that is known to be of one."""
    near = itertools.takewhile(_is_below, below)
    known = (lines.get(_said(item.block)) for item in near)
    return next(filter(None, known), ("", ""))


def _is_below(item: LocatedBlock) -> bool:
    """Whether a block may stand in the article of what is above it."""
    return item.block.kind not in _HEADINGS


def _under_retyped(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks in the article that they stand in, also where its heading was typed anew and has no
    bookmark: that of the first line below it, when no other heading is of that article.
    """
    headed = {_under(block) for block in blocks if block.kind == "artikel"}
    under = ("", "")
    for block, below in itertools.zip_longest(blocks, blocks[1:]):
        if block.kind in _HEADINGS:
            is_retyped = block.kind == "artikel" and not block.topic and below is not None
            under = _under(below) if is_retyped and _under(below) not in headed else ("", "")
        is_told = bool(block.topic) or under == ("", "")
        yield block if is_told else replace(block, document=under[0], topic=under[1])


def _lost_headings(
    there: Collection[tuple[str, str]], base: Sequence[Block]
) -> dict[_Said, tuple[str, str]]:
    """The articles and annexes that no bookmark tells of, by what their headings said."""
    headings = (block for block in reversed(base) if block.kind in ("artikel", "bijlage"))
    return {_said(block): _under(block) for block in headings if _under(block) not in there}


def _under(block: Block) -> tuple[str, str]:
    return block.document, block.topic


def _by_place(found: Sequence[Block], base: Sequence[Block], numbers: ShownThen) -> Iterator[Block]:
    """Blocks in which values whose control is gone are values again, and references whose field is
    gone are references: where a line of the document as it was made has the same words around them.

    Args:
        numbers: what references may show; none in a file that still has fields.
    """
    as_made = {_said(block) for block in base}
    looks = {_unadorned(block): block for block in base if _has_gaps(block, {})}
    seen = [
        block if _said(block) in as_made else _with_looks(block, looks.get(_unadorned(block)))
        for block in found
    ]
    lost = _Lost(seen, base, numbers)
    others = [at for at, block in enumerate(seen) if _said(block) not in as_made]
    for find in (lost.by_controls, lost.by_words, lost.by_neighbours):
        for at in others:
            find(at)
    yield from lost.blocks


class _Lost:
    """The lines of then that no line of now says, with the lines of now that they are found to be.
    Each is found once, so that words which say no more than others do are no value of theirs.
    """

    def __init__(self, found: Sequence[Block], base: Sequence[Block], numbers: ShownThen) -> None:
        self.blocks = [*found]
        self._base = base
        self._numbers = numbers
        self._then = {-1: -1, **dict(_same(found, base)), len(found): len(base)}
        self._known = sorted(self._then)
        gaps = [at for at, it in enumerate(base) if _has_gaps(it, numbers.get(it.document, {}))]
        now = {_said(block) for block in found}
        self._free = {at for at in gaps if _said(base[at]) not in now}
        self._telling = {*_telling(base, gaps)}
        self._waiting: dict[tuple[str, str, str], list[int]] = {}
        for at in sorted(self._free):
            self._waiting.setdefault(_whereabouts(base[at]), []).append(at)

    def by_controls(self, at: int) -> None:
        """Find the line of then that a line still has controls of; whatever else it says now, no
        other line is that one.
        """
        paths = _paths(self.blocks[at])
        tried = [was for was in self._tried(at) if not paths.isdisjoint(_paths(self._base[was]))]
        if not self._found(at, tried):
            scores = {was: self._likeness(at, was) for was in tried}
            best = max(tried, key=lambda was: scores[was], default=None)
            if best is not None and scores[best]:
                self._take(at, best)

    def by_words(self, at: int) -> None:
        """Find the only line of then that has the words of a line."""
        if at not in self._then:
            self._found(at, [was for was in self._tried(at) if was in self._telling])

    def by_neighbours(self, at: int) -> None:
        """Find the line of then that stood where a line stands: as far behind a line that is known
        or before it. Little more than a value tells nothing by its words.
        """
        if at not in self._then:
            step = bisect.bisect(self._known, at)
            near = {self._then[known] + at - known: 0 for known in self._known[step - 1 : step + 1]}
            here = _whereabouts(self.blocks[at])
            tried = (was for was in near if was in self._free)
            self._found(at, [was for was in tried if _whereabouts(self._base[was]) == here])

    def _tried(self, at: int) -> Sequence[int]:
        return self._waiting.get(_whereabouts(self.blocks[at]), [])[:_MOST_TRIED]

    def _likeness(self, at: int, was: int) -> float:
        """The share of words that a line has in common with one of then; nothing when that is
        little, unless it has all controls of one of which the words tell nothing.
        """
        one, other = self.blocks[at], self._base[was]
        here, there = {*one.words.split()}, {*other.words.split()}
        common = 2 * len(here & there) / (len(here) + len(there))
        is_alone = was not in self._telling and _paths(other) <= _paths(one)
        return common if common >= _ALIKE else _ALIKE * is_alone

    def _found(self, at: int, tried: Iterable[int]) -> bool:
        """Whether a line is one of these: it is then."""
        block = self.blocks[at]
        numbers = self._numbers.get(block.document, {})
        for was in tried:
            gaps = _all_gaps(self._base[was], block, numbers)
            if gaps:
                self.blocks[at] = _with_values(block, self._base[was], gaps)
                self._take(at, was)
                return True
        return False

    def _take(self, at: int, was: int) -> None:
        self._then[at] = was
        bisect.insort(self._known, at)
        self._free.remove(was)
        self._waiting[_whereabouts(self._base[was])].remove(was)


def _same(found: Iterable[Block], base: Iterable[Block]) -> Iterator[tuple[int, int]]:
    """The lines that say what they said, where only one of either does, by their order in both."""
    now, then = _alone(found), _alone(base)
    yield from ((now[said], then[said]) for said in now.keys() & then.keys())


def _alone(blocks: Iterable[Block]) -> dict[_Said, int]:
    """What only one line says, with its order."""
    said = [_said(block) for block in blocks]
    counts = Counter(said)
    return {item: at for at, item in enumerate(said) if counts[item] == 1}


def _telling(base: Sequence[Block], gaps: Sequence[int]) -> Iterator[int]:
    """Those of which the words around values are many enough, and of no other."""
    patterns = [_pattern(base[at]) for at in gaps]
    alike = Counter(patterns)
    for at, pattern in zip(gaps, patterns, strict=True):
        if alike[pattern] == 1 and _own_words(base[at]) >= _TELLING:
            yield at


def _paths(block: Block) -> set[str]:
    return {
        item.path for item in (*block.inlines, *itertools.chain(*block.cells)) if _is_value(item)
    }


def _pattern(block: Block) -> object:
    """Where a line stands and what it says around its values, whichever these are."""
    lines = (block.inlines, *block.cells)
    words = (tuple(None if _is_value(item) else item for item in inlines) for inlines in lines)
    return _whereabouts(block), tuple(words)


def _own_words(block: Block) -> int:
    """How many words a line has around its values."""
    inlines = (*block.inlines, *itertools.chain(*block.cells))
    return sum(len(_WORD.findall(item.text)) for item in inlines if isinstance(item, Text))


def _unadorned(block: Block) -> tuple[str, BlockInlines, tuple[BlockInlines, ...]]:
    """What a block says, whatever its values look like."""
    return block.style, _without_looks(block.inlines), tuple(map(_without_looks, block.cells))


def _without_looks(inlines: BlockInlines) -> BlockInlines:
    return tuple(
        ValueUse(inline.path) if isinstance(inline, ValueUse) else inline for inline in inlines
    )


def _with_looks(block: Block, base: Block | None) -> Block:
    """A block whose values look as they did, where they only lost that: LibreOffice fills a control
    again from the store when it opens a file, and lets go of how its words looked.
    """
    if base is None:
        return block
    values = filter(_is_value, itertools.chain(block.inlines, *block.cells))
    before = filter(_is_value, itertools.chain(base.inlines, *base.cells))
    lost = all(now in (was, ValueUse(was.path)) for was, now in zip(before, values, strict=True))
    return replace(block, inlines=base.inlines, cells=base.cells) if lost else block


def _is_value(inline: BlockInline) -> TypeGuard[ValueUse]:
    return isinstance(inline, ValueUse)


def _whereabouts(block: Block) -> tuple[str, str, str]:
    return block.style, block.topic, block.document


def _said(block: Block) -> _Said:
    """What a block says, wherever it stands."""
    return block.style, block.inlines, block.cells


def _around(found: Sequence[Block], base: Sequence[Block]) -> Iterator[Block]:
    """Blocks that say what they said, in the same order, in the article and clause of then: a line
    of the Word template between two of a clause is in the bookmark of that clause and not of it.
    """
    same: dict[int, Block] = {}
    for start, other, size in _alike([*map(_said, base)], [*map(_said, found)]):
        same |= {other + step: base[start + step] for step in range(size)}
    for index, block in enumerate(found):
        then = same.get(index)
        yield block if then is None else _as_then(then, block)


def _as_then(then: Block, now: Block) -> Block:
    """A block as it was, with what is known of the file."""
    return replace(
        then,
        shown=now.shown,
        loose=now.loose,
        cited=now.cited,
        retyped=now.retyped,
        changes=now.changes,
        remarks=now.remarks,
        beside=now.beside,
    )


def _alike(base: list[Any], found: list[Any]) -> Iterable[tuple[int, int, int]]:
    """Where the same stands in the same order. Comparing takes time by the pairs that are alike, so
    of a document with very many of them only what stands there once is compared.
    """
    if len(base) + len(found) > _LONG:
        return ()
    counts = Counter(base)
    if sum(counts[item] for item in found) > _MOST_PAIRS:
        found = [item if counts[item] == 1 else index for index, item in enumerate(found)]
    return difflib.SequenceMatcher(None, base, found, autojunk=False).get_matching_blocks()


def _has_gaps(block: Block, numbers: _Numbers) -> bool:
    inlines = itertools.chain(block.inlines, *block.cells)
    return any(_is_gap(inline, numbers) for inline in inlines)


def _is_gap(inline: BlockInline | None, numbers: _Numbers) -> TypeGuard[ValueUse | NumberUse]:
    """Whether plain words may stand where this stood."""
    return isinstance(inline, ValueUse) or (
        isinstance(inline, NumberUse) and inline.target in numbers
    )


_Gap = tuple[ValueUse | NumberUse, str]


def _with_values(block: Block, base: Block, gaps: Iterable[_Gap]) -> Block:
    """A block with values and references where a line of then had them."""
    gaps = tuple(gaps)
    values = tuple((use.path, text) for use, text in gaps if isinstance(use, ValueUse))
    return replace(
        block,
        inlines=base.inlines,
        cells=base.cells,
        shown=(*block.shown, *values),
        loose=values,
        cited=tuple((use.target, text) for use, text in gaps if isinstance(use, NumberUse)),
    )


def _all_gaps(base: Block, found: Block, numbers: _Numbers) -> tuple[_Gap, ...]:
    """The same of a line or of each cell of a row, in which all other words are as they were."""
    if len(base.cells) != len(found.cells):
        return ()
    pairs = zip((base.inlines, *base.cells), (found.inlines, *found.cells), strict=True)
    gaps = [_gaps(was, now, numbers) for was, now in pairs if was != now]
    return tuple(itertools.chain.from_iterable(gaps)) if all(gaps) else ()


def _gaps(base: BlockInlines, found: BlockInlines, numbers: _Numbers) -> tuple[_Gap, ...]:
    """The texts in a found line that stand where the line had values when it was made, or numbers;
    nothing when its other words differ, or its other values.
    """
    text = "".join(map(_words, found))
    gaps: list[_Gap] = []
    at, use = 0, None
    for index, inline in enumerate((*base, None)):
        if _is_gap(inline, numbers) and not text.startswith(_words(inline), at) and use is None:
            use = inline
            continue
        start = _start(inline, text, at, use is not None, is_last=index == len(base) - 1)
        if start < 0:
            return ()
        gaps += [(use, text[at:start])] if use is not None else []
        at, use = start + len(_words(inline)), None
    return tuple(gaps) if all(_is_right(*gap, numbers) for gap in gaps) else ()


def _is_right(use: ValueUse | NumberUse, text: str, numbers: _Numbers) -> bool:
    """Whether a text may be what a value or reference shows."""
    if isinstance(use, NumberUse):
        return is_shown(text, numbers[use.target])
    return bool(text) and _SIGN not in text


def _words(inline: BlockInline | None) -> str:
    """The text of an inline, or what stands for it: for a value its own, since an item of a list in
    a sentence may stand where another did.
    """
    if inline is None:
        return ""
    if isinstance(inline, ValueUse):
        return f"{_SIGN}{inline.path}{_SIGN}"
    return inline.text if isinstance(inline, Text) else _SIGN


def _start(inline: BlockInline | None, text: str, at: int, is_gap: bool, *, is_last: bool) -> int:
    """Where what comes next begins, right here or behind a gap; None stands for the end; -1 when it
    is not there.
    """
    words = _words(inline)
    if inline is None:
        return len(text) if is_gap or at == len(text) else -1
    if not is_gap:
        return at if text.startswith(words, at) else -1
    if is_last:
        return len(text) - len(words) if text.endswith(words) else -1
    return text.find(words, at + 1)
