"""A plan carried out in XML: what the hand made stands in the place of ours, or between it."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from dlr_docs.model.blocks import Block
from dlr_docs.revise.update.text.merging import MergePlan, Step
from dlr_docs.word.merge.bookmarks import (
    CLAUSE,
    END,
    START,
    hand_over,
    is_of_a_hand,
    mark,
    name_of,
    names_in,
)
from dlr_docs.word.merge.cleaning import drop
from dlr_docs.word.merge.finishing import contents_of
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.taking import Taking
from dlr_docs.word.package.reading.links import all_named_in
from dlr_docs.word.package.relations import is_on_pages
from dlr_docs.word.package.stores import bookmark_of
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.blocks import LocatedBlock

_W = f"{{{W}}}"
_NOTES = (f"{_W}footnotes", f"{_W}endnotes")
_TABLE, _ROW = f"{_W}tbl", f"{_W}tr"


class Grafting:
    """One plan on its way into the document that is made."""

    def __init__(self, plan: MergePlan, merging: Merging, taking: Taking) -> None:
        self._plan = plan
        self._merging = merging
        self._taking = taking
        self._elements: dict[int, Any] = {}  # by the id of a step: where it stands now
        self._tables: dict[Any, Any] = {}  # those of the file, and what they are in ours
        self._moved: set[Any] = set()  # tables of ours that were moved as a whole

    def element(self, step: Step) -> Any:
        """The paragraph or row of a step in the document."""
        return self._elements[id(step)]

    def carry_out(self, ours: Sequence[LocatedBlock]) -> frozenset[str]:
        """Put in, move and take out what the plan says.

        Args:
            ours: all blocks of the document that is made.

        Returns:
            The bookmarks that words of the hand lead to and that are gone with their paragraphs.
        """
        for part, steps in self._plan.parts.items():
            self._merging.touch(part)
            for step in steps:
                self._put_in_place(step, part)
        for part, steps in self._plan.parts.items():
            self._order(steps, part)
        for step in self._plan.steps:
            for gone in step.hung:
                self._taking.comments.carry(gone.element, self.element(step))
        staying = {id(step.ours.block) for step in self._plan.steps if step.ours}
        dropped = [item.element for item in ours if id(item.block) not in staying]
        for element in dropped:
            _take_out(element)
        self._mark_clauses(has_dropped=bool(dropped))
        self._settle_tables()
        return self._carry_bookmarks()

    def _carry_bookmarks(self) -> frozenset[str]:
        """Put the bookmarks that words of the hand lead to around what stands now for the
        paragraphs that had them; the names of those of which nothing does.
        """
        parts = [*filter(is_on_pages, self._merging.roots)]
        there = set[str]().union(*(names_in(self._merging.roots[part]) for part in parts))
        lost = (self._led_to() - there) & self._taking.bookmark_names()
        steps = [step for step in self._plan.steps if step.theirs]
        order = {step.theirs.element: at for at, step in enumerate(steps) if step.theirs}
        for name, first, last in self._taking.bookmarks(order) if lost else ():
            if name in lost and is_of_a_hand(name):
                ends = self.element(steps[first]), self.element(steps[last])
                mark(*ends, name, self._merging.next_id())
                lost.remove(name)
        return frozenset(lost)

    def _led_to(self) -> set[str]:
        """The bookmarks that words and notes of the hand lead to."""
        notes = (root for root in self._merging.roots.values() if root.tag in _NOTES)
        words = (self.element(step) for step in self._plan.steps if step.takes_theirs)
        return {*itertools.chain.from_iterable(map(all_named_in, (*words, *notes)))}

    def _mark_clauses(self, *, has_dropped: bool) -> None:
        """Put clauses in their bookmarks again, where these moved or lost an end."""
        for part, steps in self._plan.parts.items():
            if has_dropped or any(step.is_placed for step in steps):
                _mark_clauses(self._merging.roots[part], steps, self)

    def _order(self, steps: Sequence[Step], part: str) -> None:
        """Put what the hand put in or moved behind what it stands behind."""
        before = None
        for step in steps:
            if step.is_placed:
                self._place(step, before, part)
            before = self.element(step)

    def next_id(self) -> str:
        """An id for a bookmark."""
        return self._merging.next_id()

    def _put_in_place(self, step: Step, part: str) -> None:
        """The element of a step that has a place in ours; what the hand made takes it over."""
        theirs, ours = step.theirs, step.ours
        if theirs is not None and theirs.element.tag == _ROW and ours is not None:
            self._tables.setdefault(_table_of(theirs.element), _table_of(ours.element))
        if ours is None:
            return
        self._elements[id(step)] = ours.element
        if theirs is None:
            return
        if not step.takes_theirs:
            self._taking.carry(theirs.element, ours.element)
            return
        made = self._elements[id(step)] = self._taking.take(theirs, part)
        hand_over(ours.element, made)
        if made.tag == ours.element.tag:
            ours.element.getparent().replace(ours.element, made)
        else:
            self._exchange(step, ours.element, made, part)

    def _exchange(self, step: Step, old: Any, new: Any, part: str) -> None:
        """A row in the place of a paragraph, or the other way round."""
        if new.tag == _ROW:
            table = self._table(step, new, part)
            old.addprevious(table)
            table.append(new)
        else:
            _table_of(old).addnext(new)
        _take_out(old)

    def _place(self, step: Step, before: Any, part: str) -> None:
        """Put the element of a step behind the one before it."""
        if id(step) not in self._elements and step.theirs is not None:
            self._elements[id(step)] = self._taking.take(step.theirs, part)
        element = self._elements[id(step)]
        if element.tag == _ROW:
            self._place_row(step, element, before, part)
        else:
            self._put_behind(step, element, before, part)

    def _place_row(self, step: Step, row: Any, before: Any, part: str) -> None:
        """Put a row in its table, behind the row before it, or with its table elsewhere."""
        table = self._table(step, row, part)
        if before is not None and before.tag == _ROW and _table_of(before) is table:
            before.addnext(row)
            return
        is_whole = row.getparent() is table and table not in self._moved
        if table.getparent() is None or is_whole:
            self._moved.add(table)
            self._put_behind(step, table, before, part)
        _put_first(table, row)

    def _table(self, step: Step, row: Any, part: str) -> Any:
        """The table that a row belongs in: that of ours, or that of the file taken along."""
        if step.theirs is None or step.theirs.element.tag != _ROW:
            return _table_of(row)
        theirs = _table_of(step.theirs.element)
        if theirs not in self._tables:
            self._tables[theirs] = self._taking.take_table(theirs, step.theirs.part, part)
        return self._tables[theirs]

    def _put_behind(self, step: Step, element: Any, before: Any, part: str) -> None:
        """Put a paragraph or table behind another, or first in the body; behind the contents, which
        no step is of, where the hand has it behind these.
        """
        contents = contents_of(self._merging.roots[part])
        is_before = before is None or _is_before(before, contents)
        if contents is not None and is_before and _is_behind_contents(step):
            before = contents
        _put_behind(element, before, self._body(part))

    def _body(self, part: str) -> Any:
        root = self._merging.roots[part]
        body = root.find(f"{_W}body")
        return root if body is None else body

    def _settle_tables(self) -> None:
        """Tables whose rows all came from the file have its columns; rows of others have ours."""
        for theirs, table in self._tables.items():
            grid, their_grid = table.find(f"{_W}tblGrid"), theirs.find(f"{_W}tblGrid")
            if table.getparent() is None or grid is None or their_grid is None:
                continue
            counts = {_columns(row) for row in table.iterchildren(_ROW)}
            if counts == {len(grid)}:
                _set_widths(table, [column.get(f"{_W}w") for column in grid])
            elif counts == {len(their_grid)}:
                table.replace(grid, copy.deepcopy(their_grid))


def _table_of(row: Any) -> Any:
    return next(row.iterancestors(_TABLE))


def _columns(row: Any) -> int:
    """How many columns of the grid a row takes."""
    total = 0
    for cell in row.iterchildren(f"{_W}tc"):
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        total += int(span.get(f"{_W}val") or 1) if span is not None else 1
    return total


def _set_widths(table: Any, widths: Sequence[str | None]) -> None:
    """Give cells the widths of the grid, as far as each takes one column."""
    for row in table.iterchildren(_ROW):
        cells = [*row.iterchildren(f"{_W}tc")]
        for cell, width in zip(cells, widths, strict=False) if len(cells) == len(widths) else ():
            found = cell.find(f"{_W}tcPr/{_W}tcW")
            if found is not None and width and found.get(f"{_W}w") != width:
                found.set(f"{_W}w", width)
                found.set(f"{_W}type", "dxa")


def _put_first(table: Any, row: Any) -> None:
    first = table.find(_ROW)
    if first is None:
        table.append(row)
    elif first is not row:
        first.addprevious(row)


def _put_behind(element: Any, before: Any, body: Any) -> None:
    """Put a paragraph or table behind another, or first in the body."""
    if before is None:
        body.insert(0, element)
        return
    anchor = _table_of(before) if before.tag == _ROW else before
    if anchor is not element:
        anchor.addnext(element)


def _is_before(element: Any, contents: Any) -> bool:
    """Whether an element stands in the body before the contents; not when there are none."""
    if contents is None:
        return False
    return not {element, *element.iterancestors()}.isdisjoint(contents.itersiblings(preceding=True))


def _is_behind_contents(step: Step) -> bool:
    """Whether the file has a step behind its contents."""
    if step.theirs is None:
        return False
    element = step.theirs.element
    contents = contents_of(element.getroottree().getroot())
    return contents is not None and not _is_before(element, contents)


def _take_out(element: Any) -> None:
    """Take a paragraph or row out; the last row with its table, what bookmarks began or ended in it
    goes on beside it.
    """
    holder = element
    if element.tag == _ROW:
        table = _table_of(element)
        holder = table if len([*table.iterchildren(_ROW)]) == 1 else element
    starts = {start.get(f"{_W}id"): start for start in holder.iter(START)}
    ends = {end.get(f"{_W}id"): end for end in holder.iter(END)}
    if holder.tag != _ROW:
        for number in starts.keys() ^ ends.keys():
            holder.addprevious(starts.get(number, ends.get(number)))
    drop(holder)


def _mark_clauses(root: Any, steps: Sequence[Step], grafting: Grafting) -> None:
    """Put the bookmarks of clauses around what is there of them now."""
    found = [(_clause_of(step), grafting.element(step)) for step in steps]
    runs = [*_runs([(name, element) for name, element in found if name])]
    wanted: dict[str, list[Any]] = {}
    for name, elements in runs:
        if len(elements) > len(wanted.get(name, ())):
            wanted[name] = elements
    _drop_clauses(root)
    for name, elements in wanted.items():
        mark(elements[0], elements[-1], name, grafting.next_id())


def _runs(found: Sequence[tuple[str, Any]]) -> Iterator[tuple[str, list[Any]]]:
    for name, group in itertools.groupby(found, lambda item: item[0]):
        yield name, [element for _, element in group]


def _clause_of(step: Step) -> str:
    if step.ours is None:
        return ""
    block: Block = step.ours.block
    if not block.clause:
        return ""
    return bookmark_of(f"{block.document}.{block.clause}" if block.document else block.clause)


def _drop_clauses(root: Any) -> None:
    starts = [start for start in root.iter(START) if name_of(start).startswith(CLAUSE)]
    numbers: Collection[str] = {start.get(f"{_W}id") for start in starts}
    ends = [end for end in root.iter(END) if end.get(f"{_W}id") in numbers]
    for item in (*starts, *ends):
        drop(item)
