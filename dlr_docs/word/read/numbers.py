"""Numbers of a document as it came back: those that a paragraph has of its own, beside that of its
style, since the buttons for bullets and numbers leave the style as it is; and those that references
show, in which a hand may have typed. Also what else paragraphs have of their own or of their style.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dlr_docs.basis.labels import bookmark_name
from dlr_docs.model.blocks import Block, NumberUse, Retyped
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.labels import LabelsOfBookmarks
from dlr_docs.word.package.reading.numbering import LevelUse, numbering_of
from dlr_docs.word.package.reading.references import REFERENCE, is_shown_by_programs
from dlr_docs.word.package.reading.styles import styles_of, value_of
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_NO_LIST = "0"  # switches numbering off (ECMA-376-1, 17.9.18)
_FIRST = 0
_OFF = ("0", "false", "off")
_WITHOUT, _BULLET = "zonder nummer", "met een opsommingsteken"
_NUMBER, _OTHER, _AGAIN = "met een nummer", "anders genummerd", "opnieuw genummerd"
_STYLE = "in een andere stijl dan bij het nummer hoort"
NUMBERS = frozenset((_WITHOUT, _BULLET, _NUMBER, _OTHER, _AGAIN, _STYLE))


class OwnNumbers:
    """The numbers of the paragraphs of a package."""

    def __init__(self, package: Package) -> None:
        self._numbering = numbering_of(package, styles_of(package))
        uses = self._numbering.of_style.items()
        self._styles = {_key(use): style for style, use in reversed([*uses])}

    def style(self, paragraph: Any) -> str:
        """The other style that the own number of a paragraph is of, when its style has a number
        too; nothing when it is of none. A heading is one by its look: LibreOffice leaves the number
        of the line that it was before.
        """
        of_style, use = self._uses(paragraph)
        if of_style is None or use is None or of_style.order == _FIRST:
            return ""
        return "" if _key(of_style) == _key(use) else self._styles.get(_key(use), "")

    def _uses(self, paragraph: Any) -> tuple[LevelUse | None, LevelUse | None]:
        """The level that the style of a paragraph numbers with, and its own."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        use = None if own is None else self._numbering.of(paragraph)
        return self._numbering.of_style.get(self._numbering.styles.of(paragraph)), use

    def has_number(self, paragraph: Any) -> bool:
        """Whether a paragraph has a number or a bullet, of its style or of its own."""
        return self._numbering.of(paragraph) is not None

    def begins_page(self, paragraph: Any) -> bool:
        """Whether a paragraph or its style says that it begins a page (ECMA-376-1, 17.3.1.23)."""
        own = paragraph.find(f"{_W}pPr/{_W}pageBreakBefore")
        styles = self._numbering.styles
        style = styles.by_id.get(styles.of(paragraph))
        found = style.paragraph.get("pageBreakBefore") if own is None and style else own
        return found is not None and value_of(found) not in _OFF

    def looks(self, element: Any) -> list[str]:
        """The same of the paragraphs in an element, in order."""
        return [self.look(paragraph) for paragraph in element.iter(f"{_W}p")]

    def look(self, paragraph: Any) -> str:
        """What somebody did to the number of a paragraph, in words; nothing when it has that of a
        style of the document.
        """
        of_style, use = self._uses(paragraph)
        if use is not None and _key(use) in self._styles:
            is_deeper = of_style is not None and of_style.order > use.order > _FIRST
            return _STYLE if is_deeper else ""
        if use is not None:
            return _look(use, of_style)
        identity = value_of(paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId"))
        return _WITHOUT if identity == _NO_LIST and of_style is not None else ""


def _look(use: LevelUse, of_style: LevelUse | None) -> str:
    """How a number differs from that of the style."""
    level = use.level
    if of_style is not None and (level.text, level.form) == (
        of_style.level.text,
        of_style.level.form,
    ):
        is_again = use.list is not of_style.list and use.order in use.list.starts
        return _AGAIN if is_again else ""
    if level.form == "bullet":
        return _BULLET
    return _NUMBER if of_style is None else _OTHER


def _key(use: LevelUse) -> tuple[str, int]:
    return use.list.id, use.order


ANNEX = "bijlage:"  # what references to annexes are called, before the name of the annex
ShownThen = Mapping[str, Mapping[str, tuple[str, ...]]]  # by annex, and what is referred to


def bookmark_of_target(target: str, document: str) -> str:
    """The bookmark that a reference names.

    Args:
        document: the annex that what it refers to stands in; nothing for the document itself.
    """
    if target.startswith(ANNEX):
        return bookmark_name("_Ref_bijlage_", target.removeprefix(ANNEX))
    return bookmark_name("_Ref_", f"{document}.{target}" if document else target)


def shown_then(base: Sequence[Block]) -> ShownThen:
    """What references showed when the document was made. One of before that was told does not say,
    so that each form in which the house styles number what they refer to counts; and each lid of an
    article, since which of them has a name is not told.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    guessed: dict[str, tuple[str, ...]] | None = None
    for block in base:
        here = found.setdefault(block.document, {})
        for target, text in block.cited:
            here[target] = (*here.get(target, ()), text)
        for target in () if block.cited else _targets(block):
            guessed = _guessed(base) if guessed is None else guessed
            here.setdefault(target, guessed.get(_numbered_as(target), ()))
    return found


def _targets(block: Block) -> Iterator[str]:
    inlines = itertools.chain.from_iterable((block.inlines, *block.cells))
    return (inline.target for inline in inlines if isinstance(inline, NumberUse))


def _numbered_as(target: str) -> str:
    """What the number of a target is known by: of a lid, the leden of its article."""
    return f"{target.partition('.')[0]}." if "." in target else target


def _guessed(base: Iterable[Block]) -> dict[str, tuple[str, ...]]:
    """What references may have shown, by what they refer to: an article of an annex may be called
    as one of the document is.
    """
    found: dict[str, tuple[str, ...]] = {}
    annexes = itertools.count(1)
    for block in base:
        key, forms = block.topic, list[str]()
        if block.kind == "bijlage":
            key, number = f"{ANNEX}{block.document}", next(annexes)
            forms = [f"{number}", f"bijlage {number}"]
        elif block.kind == "artikel" and block.topic and block.place:
            forms = [f"{block.place[0]}", f"artikel {block.place[0]}"]
        elif block.kind == "lid" and block.topic:
            key, (artikel, lid) = f"{block.topic}.", block.place[:2]
            forms = [f"{lid}", f"{artikel}.{lid}"]
        found[key] = (*found.get(key, ()), *forms)
    return found


def ways_to_show(then: ShownThen, labels: LabelsOfBookmarks) -> ShownThen:
    """The same with what references would show now: what they may have shown when a program made
    plain words of them. Of a lid of which is known where it stands, no other number counts.
    """
    return {
        document: {
            target: tuple(_ways(target, shown, labels, document))
            for target, shown in targets.items()
        }
        for document, targets in then.items()
    }


def _ways(
    target: str, shown: Sequence[str], labels: LabelsOfBookmarks, document: str
) -> Iterator[str]:
    names = (bookmark_of_target(target, name) for name in dict.fromkeys((document, "")))
    now = [*itertools.chain.from_iterable(map(labels.ways, names))]
    is_told = len({*shown}) == 1
    yield from now if now and "." in target and not is_told else (*shown, *now)


def is_shown(text: str, shown: Iterable[str]) -> bool:
    """Whether a text is one of those that a reference may show."""
    return _even(text) in map(_even, shown)


def retyped(
    target: str, text: str, code: str, then: Iterable[str], labels: LabelsOfBookmarks
) -> Retyped | None:
    """A reference in which a hand typed: it shows neither what it showed when the document was made
    nor what a program would have it show now, as somebody asks them to.

    Args:
        text: what it shows.
        code: that of its field.
        then: what it may have shown.
    """
    shown = [*then]
    field = REFERENCE.match(code)
    if field is None or _is_so(text, shown, code) or is_shown_by_programs(text.strip()):
        return None
    own = labels.shown(field[1], field[2])
    if _is_so(text, (own,), code):
        return None
    was = shown[0] if len({*shown}) == 1 else own
    return Retyped(target, was or own, text, own)


def _is_so(text: str, shown: Iterable[str], code: str) -> bool:
    """Whether a field shows one of these texts; one that says how its words are written may have
    other capitals.
    """
    if "\\*" in code:
        return is_shown(text.lower(), map(str.lower, shown))
    return is_shown(text, shown)


def _even(text: str) -> str:
    """A text without what programs differ in: spaces that hold words together, where a word may be
    broken off, and the point behind a number.
    """
    return " ".join(text.replace("\u00ad", "").split()).rstrip(".")
