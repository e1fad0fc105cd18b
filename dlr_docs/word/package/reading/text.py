"""What a paragraph, or any element with text in it, says: the one reader of text in Word.

A part that holds text is a :class:`Story` (ECMA-376-1, 17.2), since a field may begin in one of its
paragraphs and end in another. A story is read in one of three ways: its tracked changes accepted,
rejected, or told apart. Text boxes are stories within a paragraph and stand apart from its text;
:func:`text_boxes` finds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

from msgspec import Struct

from dlr_docs.word.package.reading.styles import value_of
from dlr_docs.word.package.reading.symbols import character_of
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Namespaces that Word knows begin so; an alternative that asks for another one is not for Word.
_KNOWN = (
    "http://schemas.microsoft.com/office/",
    "http://schemas.openxmlformats.org/",
    "urn:schemas-microsoft-com:",
)
# What holds blocks or runs and says nothing itself.
_THROUGH = frozenset(
    f"{_W}{name}"
    for name in (
        *("p", "r", "tbl", "tr", "tc", "body", "hdr", "ftr", "footnote", "endnote", "docPartBody"),
        *("sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "fldSimple", "bdo", "dir"),
        *("ruby", "rubyBase", "txbxContent"),
    )
) | {f"{_MC}Choice", f"{_MC}Fallback"}
_CHARACTERS = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}
_TEXTS = (f"{_W}t", f"{_W}delText", f"{_MATH}t")
_NOTES = (f"{_W}footnoteReference", f"{_W}endnoteReference")
_LONGEST_CODE = 2_000  # characters of the code of a field; one of ours has thirty
_OFF = ("0", "false", "off", "none")


class Changes(Enum):
    """How tracked changes are read."""

    ACCEPTED = "geaccepteerd"
    REJECTED = "verworpen"
    TOLD = "verteld"


class Change(Enum):
    """Which tracked change a text stands in (ECMA-376-1, 17.13.5)."""

    NONE = ""
    INSERTED = "ins"
    DELETED = "del"
    MOVED_HERE = "moveTo"
    MOVED_AWAY = "moveFrom"

    @property
    def adds(self) -> bool:
        """Whether the text is there because of the change, and not in spite of it."""
        return self in (Change.INSERTED, Change.MOVED_HERE)

    def is_read(self, changes: Changes) -> bool:
        """Whether a text in this change is part of the text when changes are read so."""
        if self is Change.NONE or changes is Changes.TOLD:
            return True
        return self.adds is (changes is Changes.ACCEPTED)


_CHANGES = {f"{_W}{change.value}": change for change in Change if change is not Change.NONE}
_RANGES = {
    f"{_W}customXmlInsRangeStart": Change.INSERTED,
    f"{_W}customXmlDelRangeStart": Change.DELETED,
}


class Formatting(Struct, frozen=True):
    """How a run looks by its own properties; ``style`` is the id of its character style."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    language: str = ""
    style: str = ""


PLAIN = Formatting()


class TextPiece(Struct, frozen=True):
    """A piece of text as one element of a run holds it.

    ``element`` is that element, for who wants to know what it stands in. The mark of a footnote or
    endnote is a piece without text, with the element of its reference as ``note``.
    """

    text: str
    change: Change = Change.NONE
    formatting: Formatting = PLAIN
    element: Any = None
    note: Any = None


class Story(Struct, frozen=True, eq=False):
    """A part with text, or an element of one, as it is read; made by :func:`story_of`.

    ``codes`` are the elements in it that belong to the code of a field, which no reader sees.
    """

    changes: Changes
    codes: frozenset[Any]

    def pieces(self, element: Any) -> Iterator[TextPiece]:
        """The text of an element of this story, piece by piece."""
        return self._pieces(element, Change.NONE, PLAIN)

    def text(self, element: Any) -> str:
        """The text of an element of this story; paragraphs in it are joined as they are."""
        return "".join(piece.text for piece in self.pieces(element))

    def _pieces(self, element: Any, change: Change, formatting: Formatting) -> Iterator[TextPiece]:
        tag = element.tag
        if tag in _CHANGES:
            change = _CHANGES[tag]
            if change.is_read(self.changes):
                yield from self._inside(element, change, formatting)
        elif tag == f"{_MC}AlternateContent":
            chosen = chosen_alternative(element)
            yield from () if chosen is None else self._inside(chosen, change, formatting)
        elif tag == f"{_W}r":
            yield from self._inside(element, change, formatting_of(element))
        elif tag in _THROUGH or (isinstance(tag, str) and tag.startswith(_MATH) and len(element)):
            yield from self._inside(element, change, formatting)
        elif element not in self.codes:
            yield from _leaf(element, change, formatting)

    def _inside(self, element: Any, change: Change, formatting: Formatting) -> Iterator[TextPiece]:
        for child in element:
            yield from self._pieces(child, change, formatting)


def story_of(root: Any, changes: Changes = Changes.ACCEPTED) -> Story:
    """A part, or an element in which every field that begins also ends, to be read."""
    return Story(changes, frozenset(_codes(root)))


def text_of(element: Any, changes: Changes = Changes.ACCEPTED) -> str:
    """The text of an element by itself; see :meth:`Story.text`."""
    return story_of(element, changes).text(element)


def _leaf(element: Any, change: Change, formatting: Formatting) -> Iterator[TextPiece]:
    """What an element says that holds no others."""
    if element.tag in _TEXTS:
        text = "".join(element.itertext()) if len(element) else element.text or ""
        yield TextPiece(text, change, formatting, element)
    elif element.tag in _CHARACTERS:
        yield TextPiece(_CHARACTERS[element.tag], change, formatting, element)
    elif element.tag == f"{_W}sym":
        code, font = element.get(f"{_W}char", ""), element.get(f"{_W}font", "")
        yield TextPiece(character_of(code, font), change, formatting, element)
    elif element.tag in _NOTES:
        yield TextPiece("", change, formatting, element, element)


def _codes(root: Any) -> Iterator[Any]:
    """The elements in the codes of complex fields (ECMA-376-1, 17.16.18): what stands between the
    begin of a field and its separator, also where that holds whole fields.
    """
    if next(root.iter(f"{_W}fldChar"), None) is None:
        return
    fields = _Fields()
    for element in root.iter():
        if element.tag == f"{_W}fldChar":
            fields.step(element)
        elif fields.in_code:
            yield element


class _Field(Struct):
    """A complex field that is open: the element it begins with, its code as far as it was read, and
    whether its result has begun.
    """

    begin: Any
    code: str = ""
    in_result: bool = False


class _Fields:
    """The complex fields that are open at a place in a story. However many there are, a step takes
    the same time.
    """

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self._codes = 0  # how many of them are still at their code

    @property
    def in_code(self) -> bool:
        """Whether what stands here belongs to the code of any of them."""
        return self._codes > 0

    @property
    def outermost(self) -> _Field | None:
        """The one that all others stand in."""
        return self._open[0] if self._open else None

    def step(self, character: Any) -> None:
        """Go past the begin, the separator or the end of a field (w:fldChar)."""
        kind = character.get(f"{_W}fldCharType")
        if kind == "begin":
            self._open.append(_Field(character))
            self._codes += 1
        elif kind == "separate" and self._open:
            self._codes -= not self._open[-1].in_result
            self._open[-1].in_result = True
        elif kind == "end" and self._open:
            self._codes -= not self._open.pop().in_result

    def read(self, code: str) -> None:
        """Go past words of a code (w:instrText); what is too long for one is left out."""
        if self._open and len(self._open[-1].code) < _LONGEST_CODE:
            self._open[-1].code += code


def field_results(root: Any) -> Iterator[tuple[Any, tuple[Any, str]]]:
    """The texts (w:t) in the results of fields, each with the element that its outermost field
    begins with, and the code of that field.
    """
    for simple in root.iter(f"{_W}fldSimple"):
        code = _plain_code(simple.get(f"{_W}instr", ""))
        for text in simple.iter(f"{_W}t"):
            yield text, (simple, code)
    fields = _Fields()
    for element in root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}t"):
        if element.tag == f"{_W}fldChar":
            fields.step(element)
        elif element.tag == f"{_W}instrText":
            fields.read(element.text or "")
        elif fields.outermost is not None and fields.outermost.in_result:
            yield element, (fields.outermost.begin, _plain_code(fields.outermost.code))


def _plain_code(code: str) -> str:
    return " ".join(code[:_LONGEST_CODE].split())


def chosen_alternative(alternatives: Any) -> Any:
    """The alternative that Word takes: the first that it knows, or else the fallback
    (ECMA-376-3, 10.2).
    """
    for choice in alternatives.iterchildren(f"{_MC}Choice"):
        wanted = [choice.nsmap.get(prefix, "") for prefix in choice.get("Requires", "").split()]
        if all(name.startswith(_KNOWN) for name in wanted):
            return choice
    return alternatives.find(f"{_MC}Fallback")


def formatting_of(run: Any) -> Formatting:
    """How a run looks by its own properties."""
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return PLAIN
    return Formatting(
        bold=is_on(properties, "b"),
        italic=is_on(properties, "i"),
        hidden=is_on(properties, "vanish"),
        language=value_of(properties.find(f"{_W}lang")),
        style=value_of(properties.find(f"{_W}rStyle")),
    )


def is_on(properties: Any, name: str) -> bool:
    """Whether a property that is on or off is on (ECMA-376-1, 17.17.4)."""
    found = properties.find(f"{_W}{name}")
    return found is not None and found.get(f"{_W}val", "1") not in _OFF


def block_elements(parent: Any) -> Iterator[Any]:
    """The paragraphs (w:p) and tables (w:tbl) of a body, cell, note or control, in order, through
    whatever stands around them.
    """
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            chosen = chosen_alternative(child)
            yield from () if chosen is None else block_elements(chosen)
        elif child.tag in _THROUGH or child.tag in _CHANGES:
            yield from block_elements(child)


def rows_of(table: Any, changes: Changes = Changes.ACCEPTED) -> Iterator[Any]:
    """The rows of a table that are there when changes are read so, also those in controls."""
    for child in table:
        if child.tag == f"{_W}tr":
            if change_of_row(child).is_read(changes):
                yield child
        elif child.tag in _THROUGH:
            yield from rows_of(child, changes)


def cells_of(row: Any) -> Iterator[Any]:
    """The cells of a row, also those in controls."""
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in _THROUGH:
            yield from cells_of(child)


def change_of_end(paragraph: Any) -> Change:
    """Which tracked change the mark at the end of a paragraph stands in. A paragraph whose mark is
    not read goes on in the next one (ECMA-376-1, 17.13.5.15 and 17.13.5.20).
    """
    return _change_in(paragraph.find(f"{_W}pPr/{_W}rPr"))


def change_of_row(row: Any) -> Change:
    """Which tracked change a row of a table stands in."""
    return _change_in(row.find(f"{_W}trPr"))


def change_of_control(control: Any) -> Change:
    """Which tracked change a control stands in, itself and not only its words: in one around it, or
    in the range in front of it (ECMA-376-1, 17.13.5.5 and 17.13.5.7).
    """
    around = (_CHANGES[item.tag] for item in control.iterancestors(*_CHANGES))
    before = control.getprevious()
    return next(around, _RANGES.get("" if before is None else before.tag, Change.NONE))


def _change_in(properties: Any) -> Change:
    tags = () if properties is None else (child.tag for child in properties)
    return next((_CHANGES[tag] for tag in tags if tag in _CHANGES), Change.NONE)


def text_boxes(paragraph: Any, changes: Changes = Changes.TOLD) -> Iterator[Any]:
    """The contents (w:txbxContent) of the text boxes that hang on a paragraph, each once: Word
    writes a box twice, for older programs too. None of a change that is not read.
    """
    for child in paragraph:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            chosen = chosen_alternative(child)
            yield from () if chosen is None else text_boxes(chosen, changes)
        elif _CHANGES.get(child.tag, Change.NONE).is_read(changes):
            yield from text_boxes(child, changes)


def typed_text(element: Any) -> str:
    """The characters in an element as the template language sees them: all that stand in a w:t,
    whatever that stands in.
    """
    return "".join(item.text or "" for item in element.iter(f"{_W}t"))


def typed_paragraphs(root: Any) -> list[tuple[Any, str]]:
    """The paragraphs with text, each with its :func:`typed_text` less that of text boxes in it."""
    found: dict[Any, list[str]] = {}
    for text in root.iter(f"{_W}t"):
        paragraph = next(text.iterancestors(f"{_W}p"), None)
        if paragraph is not None:
            found.setdefault(paragraph, []).append(text.text or "")
    return [(paragraph, "".join(texts)) for paragraph, texts in found.items()]
