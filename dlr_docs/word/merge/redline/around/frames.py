"""What stands around words in a paragraph, as one with these: the control of a value, a field; and
around other words again, with what came or went tracked as a whole.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.bookmarks import END, START
from dlr_docs.word.merge.cleaning import drop
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.tracked import as_going, hand_of, track_control
from dlr_docs.word.package.fields import in_runs
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.controls import path_of

_W = f"{{{W}}}"
_RUN, _DEL = f"{_W}r", f"{_W}del"
_CONTROL, _CONTENT, _SIMPLE = f"{_W}sdt", f"{_W}sdtContent", f"{_W}fldSimple"
_LOOK, _CODE, _CHARACTER = f"{_W}rPr", f"{_W}instrText", f"{_W}fldChar"
_PLAIN = {_LOOK, *(f"{_W}{name}" for name in ("t", "tab", "br", "noBreakHyphen"))}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What programs keep for themselves, and the fonts of scripts that are not ours.
_BOOKKEEPING = (f"{_W}rsid", _SPACE, f"{_W}eastAsia", f"{_W}cs")


class Frame(Struct, frozen=True, eq=False):
    """What stands around words: an element with place for them, as a control has, or the runs of a
    field before and behind its result. A field in one element has both: Word tracks only runs.

    ``name`` is the path of the value, or the code of the field.
    """

    name: str
    holder: Any = None
    before: tuple[Any, ...] = ()
    behind: tuple[Any, ...] = ()

    @property
    def is_value(self) -> bool:
        """Whether it is the control of a value."""
        return self.holder is not None and self.holder.tag == _CONTROL

    @property
    def is_question(self) -> bool:
        """Whether the words in it are the question."""
        return self.is_value and self.holder.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None

    @property
    def key(self) -> bytes:
        """What tells it apart from other ones; the id of a control does not."""
        held = [] if self.holder is None else [self.holder]
        return as_key((*held, *self.before, *self.behind))

    def put(self, items: Sequence[Any], merging: Merging) -> None:
        """Put it around words beside each other, or around one tracked change of all of them."""
        is_change = len(items) == 1 and items[0].tag != _RUN
        if self.holder is None or (self.before and is_change):
            self._put_runs(items, is_change)
            return
        holder = copy.deepcopy(self.holder)
        items[0].addprevious(holder)
        place = holder if holder.tag == _SIMPLE else holder.find(_CONTENT)
        place.extend(items)
        if is_change and holder.tag == _CONTROL:
            kind = items[0].tag.removeprefix(_W)
            track_control(holder, kind, hand_of(items[0]), merging)

    def _put_runs(self, items: Sequence[Any], is_change: bool) -> None:
        before, behind = ([*map(copy.deepcopy, runs)] for runs in (self.before, self.behind))
        for run in [*before, *behind] if items[0].tag == _DEL and is_change else ():
            as_going(run)
        first, last = (items[0][0], items[0][-1]) if is_change else (items[0], items[-1])
        for run in before:
            first.addprevious(run)
        for run in reversed(behind):
            last.addnext(run)


class Framed(Struct, frozen=True, eq=False):
    """A place where words have a frame: the elements that are both, and the runs of the words."""

    elements: tuple[Any, ...]
    frame: Frame
    runs: tuple[Any, ...]


def as_key(elements: Sequence[Any]) -> bytes:
    """What tells elements apart that are written alike: ids and what programs keep for themselves
    do not count, and neither does a look or a run without anything in it, or what nobody sees of
    one: LibreOffice adds a language and fonts of other scripts.
    """
    bare = filter(_holds, map(_bare, elements))
    return b"".join(etree.tostring(item, method="c14n") for item in bare)


def look_key(look: Any) -> bytes:
    """What a reader sees of the look of a run, in whatever order it is written; also of none."""
    made = etree.Element(_LOOK)
    held = () if look is None else look.iterchildren(f"{_W}*")
    made.extend(sorted(map(copy.deepcopy, held), key=lambda item: str(item.tag)))
    return as_key([made])


def _holds(element: Any) -> bool:
    return element.tag != _RUN or any(item.tag != _LOOK for item in element)


def _bare(element: Any) -> Any:
    made = copy.deepcopy(element)
    for item in reversed([*made.iter(f"{_W}*")]):  # what is inside first
        for name in [name for name in item.attrib if name.startswith(_BOOKKEEPING)]:
            del item.attrib[name]
        if _says_nothing(item):
            drop(item)
    return made


def _says_nothing(item: Any) -> bool:
    """Whether an element makes no difference to a reader."""
    within = item.getparent()
    if item.tag == f"{_W}id":
        return within is not None and within.tag == f"{_W}sdtPr"
    if within is not None and within.tag == _LOOK:
        is_off = item.tag == f"{_W}kern" and item.get(f"{_W}val") == "0"
        return is_off or item.tag == f"{_W}lang" or (item.tag == f"{_W}rFonts" and not item.attrib)
    return item.tag == _LOOK and not len(item)


def places_in(root: Any) -> Iterator[Framed]:
    """The places with nothing but words in a frame, in their order."""
    for paragraph in root.iter(f"{_W}p"):
        found = [*_fields(paragraph), *_in_one_element(paragraph)]
        yield from sorted(found, key=lambda place: paragraph.index(place.elements[0]))


def lift_bookmarks(merging: Merging) -> None:
    """Put ends of bookmarks at the edges of a control in front of it and behind it, as Word does:
    LibreOffice writes them inside.
    """
    for content in [*merging.roots[MAIN].iter(_CONTENT)]:
        held = [*content]
        first = [*itertools.takewhile(_is_bookmark, held)]
        last = [*itertools.takewhile(_is_bookmark, reversed(held[len(first) :]))]
        if first or last:
            merging.touch(MAIN)
        for item in first:
            content.getparent().addprevious(item)
        for item in last:
            content.getparent().addnext(item)


def _is_bookmark(item: Any) -> bool:
    return item.tag in (START, END)


def _in_one_element(paragraph: Any) -> Iterator[Framed]:
    for item in paragraph.iterchildren(_CONTROL, _SIMPLE):
        content = item.find(_CONTENT) if item.tag == _CONTROL else item
        if content is not None and _are_words(content) and (frame := _frame(item)):
            yield Framed((item,), frame, tuple(content))


def _are_words(runs: Sequence[Any]) -> bool:
    held = {item.tag for item in itertools.chain.from_iterable(runs)}
    return len(runs) > 0 and {item.tag for item in runs} == {_RUN} and held <= _PLAIN


def _frame(item: Any) -> Frame | None:
    """That of a control, or of a field in one element; None when it is of no value."""
    holder = copy.deepcopy(item)
    if item.tag == _SIMPLE:
        runs = in_runs(copy.deepcopy(item))
        del holder[:]
        return Frame(_spaced(item.get(f"{_W}instr")), holder, tuple(runs[:3]), (runs[-1],))
    del holder.find(_CONTENT)[:]
    path = path_of(item)
    return Frame(path, holder) if path else None


def _fields(paragraph: Any) -> Iterator[Framed]:
    """The fields in runs beside each other. None of a paragraph in which fields stand in each
    other, or that is not all of one.
    """
    kinds = [_character_of(item) for item in paragraph]
    marks = [kind for kind in kinds if kind in ("begin", "separate", "end")]
    if marks != ["begin", "separate", "end"] * (len(marks) // 3):
        return
    held = [*paragraph]
    while "begin" in kinds:
        start, middle, end = (kinds.index(kind) for kind in ("begin", "separate", "end"))
        code, result = held[start + 1 : middle], held[middle + 1 : end]
        if {*kinds[start + 1 : middle]} == {"code"} and _are_words(result):
            name = _spaced("".join("".join(run.itertext(_CODE)) for run in code))
            frame = Frame(name, None, tuple(held[start : middle + 1]), (held[end],))
            yield Framed(tuple(held[start : end + 1]), frame, tuple(result))
        held, kinds = held[end + 1 :], kinds[end + 1 :]


def _character_of(item: Any) -> str:
    """What a run with nothing else in it is of a field: its begin, its code and so on. A run that
    holds more of it is none of these, so that no field is taken for whole that is not.
    """
    held = [child for child in item if child.tag != _LOOK] if item.tag == _RUN else []
    tags = {child.tag for child in held}
    if tags == {_CODE}:
        return "code"
    if tags == {_CHARACTER} and len(held) == 1:
        return held[0].get(f"{_W}fldCharType") or ""
    return "begin" if _CHARACTER in tags else ""


def _spaced(code: str | None) -> str:
    return " ".join((code or "").split())
