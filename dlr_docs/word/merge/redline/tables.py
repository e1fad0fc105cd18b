"""Tables with other columns put aside for an engine, which takes the cells of both for those of one
table; and back: all rows of the one as rows that go, all rows of the other as rows that come.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.bookmarks import END, START, name_of, names_in
from dlr_docs.word.merge.cleaning import drop, replace_with
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.paragraphs import says
from dlr_docs.word.merge.redline.tracked import Hand, mark_end, track_paragraph
from dlr_docs.word.package.reading.text import text_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TABLE, _PARAGRAPH, _RUN = f"{_W}tbl", f"{_W}p", f"{_W}r"
_WORD = re.compile(r"dlrdocstabel(\d+)q")  # what stands in the place of one
_KINDS = ("del", "ins")
_Columns = tuple[int, ...]
_Pairs = Iterator[tuple[list[Any], list[Any]]]


class TablesAside(Struct, frozen=True):
    """Tables of two documents that have no columns in common, by their number; those of the first
    have even numbers.
    """

    found: Mapping[int, Any]

    @classmethod
    def hide(cls, one: Merging, other: Merging) -> TablesAside:
        """Put a paragraph in the place of each."""
        pairs = [*_differing(*(_tables(side.roots[MAIN]) for side in (one, other)))]
        found: dict[int, Any] = {}
        for number, side in enumerate((one, other)):
            tables = [*itertools.chain.from_iterable(pair[number] for pair in pairs)]
            for step, table in enumerate(tables):
                side.touch(MAIN)
                _lift_ends(table)
                found[2 * step + number] = table
                replace_with(table, [_stand_in(2 * step + number)])
        return cls(found)

    def show(self, merging: Merging, hand: Hand) -> None:
        """Put them back, tracked. What does not stand there once is found when the words of the
        result are judged.
        """
        if not self.found:
            return
        root = merging.touch(MAIN)
        self._leave_names(names_in(root))
        for paragraph in [*root.iter(_PARAGRAPH)]:
            numbers = [int(number) for number in _WORD.findall(_all_text(paragraph))]
            if numbers and self.found.keys() >= {*numbers}:
                self._put_back(paragraph, numbers, hand, merging)

    def _leave_names(self, names: set[str]) -> None:
        """Take bookmarks out of what goes that stand elsewhere, or in what comes."""
        come = (names_in(table) for number, table in self.found.items() if number % 2)
        taken = names.union(*come)
        for number, table in self.found.items():
            if number % 2 == 0:
                _drop_bookmarks(table, taken)

    def _put_back(
        self, paragraph: Any, numbers: Sequence[int], hand: Hand, merging: Merging
    ) -> None:
        made = [_tracked(self.found[number], number % 2, hand, merging) for number in numbers]
        _put_in_front(paragraph, made, hand, merging)
        kinds = {_KINDS[number % 2] for number in numbers}
        without_word(paragraph, _WORD, kinds, hand, merging)


def _tables(root: Any) -> list[Any]:
    """The tables that stand in no other, and hold nothing that is only known in their own file."""
    tables = (table for table in root.iter(_TABLE) if not _has_above(table, _TABLE))
    return [table for table in tables if not _is_bound(table)]


def _has_above(item: Any, tag: str) -> bool:
    return next(item.iterancestors(tag), None) is not None


def _is_bound(table: Any) -> bool:
    names = itertools.chain.from_iterable(item.attrib for item in table.iter())
    return next(table.iter(f"{_W}numPr"), None) is not None or any(
        name.startswith(_R) for name in names
    )


def _differing(was: Sequence[Any], now: Sequence[Any]) -> _Pairs:
    """Tables that stand for each other and have other columns: those between the same tables, as
    far as these have none with the same columns.
    """
    for one, other in _apart(was, now, lambda table: (_columns(table), _head(table))):
        yield from _apart(one, other, _columns)


def _apart(was: Sequence[Any], now: Sequence[Any], key: Any) -> _Pairs:
    match = difflib.SequenceMatcher(None, [*map(key, was)], [*map(key, now)], False)
    for kind, start, stop, low, high in match.get_opcodes():
        if kind == "replace":
            yield [*was[start:stop]], [*now[low:high]]


def _columns(table: Any) -> _Columns:
    """How many columns a table has, and how many cells each kind of row."""
    rows = {len([*row.iter(f"{_W}tc")]) for row in table.iter(f"{_W}tr")}
    return len(table.findall(f"{_W}tblGrid/{_W}gridCol")), *sorted(rows)


def _head(table: Any) -> str:
    row = next(table.iter(f"{_W}tr"), None)
    return "" if row is None else "|".join(map(text_of, row.iter(_PARAGRAPH)))


def _stand_in(number: int) -> Any:
    return etree.fromstring(f'<w:p xmlns:w="{W}"><w:r><w:t>dlrdocstabel{number}q</w:t></w:r></w:p>')


def _all_text(paragraph: Any) -> str:
    return "".join(item.text or "" for item in paragraph.iter(f"{_W}t", f"{_W}delText"))


def _drop_bookmarks(table: Any, names: set[str]) -> None:
    """Take out bookmarks that stand elsewhere too: the name is that of what comes."""
    gone = {start.get(f"{_W}id") for start in table.iter(START) if name_of(start) in names}
    for item in [*table.iter(START, END)]:
        if item.get(f"{_W}id") in gone:
            drop(item)


def _lift_ends(table: Any) -> None:
    """Put an end of a bookmark of which the other stands elsewhere in front of a table, or behind
    it: LibreOffice writes those of a bookmark around it in its cells.
    """
    begun, ended = ({item.get(f"{_W}id") for item in table.iter(tag)} for tag in (START, END))
    for item in [*table.iter(START, END)]:
        if item.get(f"{_W}id") in begun & ended:
            continue
        put = table.addprevious if item.tag == START else table.addnext
        put(item)


def _tracked(table: Any, side: int, hand: Hand, merging: Merging) -> Any:
    """A table of which all rows go, or come (ECMA-376-1, 17.13.5.12 and 17.13.5.16)."""
    kind = _KINDS[side]
    for row in table.iter(f"{_W}tr"):
        properties = row.find(f"{_W}trPr")
        if properties is None:
            properties = etree.Element(f"{_W}trPr")
            row.insert(len(row.findall(f"{_W}tblPrEx")), properties)
        change = hand.sign(etree.Element(f"{_W}{kind}"), merging.next_id())
        later = properties.find(f"{_W}trPrChange")
        properties.insert(len(properties) if later is None else properties.index(later), change)
    for paragraph in table.iter(_PARAGRAPH):
        track_paragraph(paragraph, kind, hand, merging)
    return table


def _put_in_front(paragraph: Any, tables: Sequence[Any], hand: Hand, merging: Merging) -> None:
    """Tables in front of a paragraph, with one between them that is there in no reading: Word makes
    one table of two that touch.
    """
    for step, table in enumerate(tables):
        if step:
            between = etree.Element(_PARAGRAPH)
            for kind in _KINDS:
                change = etree.Element(f"{_W}{kind}")
                mark_end(between, hand.sign(change, merging.next_id()))
            paragraph.addprevious(between)
        paragraph.addprevious(table)


def without_word(
    paragraph: Any, word: re.Pattern[str], kinds: Collection[str], hand: Hand, merging: Merging
) -> None:
    """Take the words that stood for something out of a paragraph, and the paragraph where there is
    nothing else of it; what only the other document has in it comes, or goes.

    Args:
        kinds: ``del`` and ``ins``, of what the words stood for.
    """
    for run in [*paragraph.iter(_RUN)]:
        if word.fullmatch(_all_text(run)):
            drop(run)
    is_read = says(paragraph, "rejected"), says(paragraph, "accepted")
    if not any(is_read):
        replace_with(paragraph, [item for item in paragraph if item.tag in (START, END)])
    elif len(kinds) == 1:
        kind = next(kind for kind in _KINDS if kind not in kinds)
        mark_end(paragraph, hand.sign(etree.Element(f"{_W}{kind}"), merging.next_id()))
