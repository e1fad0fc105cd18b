"""The table of contents put aside for an engine, which takes the whole of it away when a line
differs; and back, with the lines that came and went tracked.
"""

from __future__ import annotations

import copy
import difflib
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.bookmarks import REFERENCE
from dlr_docs.word.merge.cleaning import drop, replace_with, unwrap
from dlr_docs.word.merge.finishing import contents_of
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.letters.lines import merge_words
from dlr_docs.word.merge.redline.paragraphs import show_look
from dlr_docs.word.merge.redline.tables import without_word
from dlr_docs.word.merge.redline.tracked import Hand, track_control, track_paragraph, track_runs
from dlr_docs.word.package.reading.links import LINK, leads_to
from dlr_docs.word.package.reading.text import Changes, text_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W, link

_W = f"{{{W}}}"
_NAME = re.compile(r"[\w.-]+")  # of a bookmark
_CODE, _TABLE = f"{_W}instrText", re.compile(r"\s*TOC\b")
_NO_TITLE = re.compile(r"[\W\d_]+")
_WORD = "dlrdocsinhoudsopgave"  # what stands in its place


class _Contents(Struct, frozen=True, eq=False):
    """The contents of a document: their lines, and the control around these, which a program that
    knows no controls leaves out.
    """

    lines: tuple[Any, ...]
    control: Any = None

    @property
    def blocks(self) -> tuple[Any, ...]:
        """What they are in the text."""
        return self.lines if self.control is None else (self.control,)

    def with_lines(self, lines: Sequence[Any]) -> tuple[Any, ...]:
        """What they are in the text with these lines."""
        if self.control is None:
            return tuple(lines)
        self.control.find(f"{_W}sdtContent")[:] = lines
        return (self.control,)


class ContentsAside(Struct, frozen=True):
    """The contents of two documents, while a paragraph of one word stands in their place; None of
    one that has none, as a short document.
    """

    was: _Contents | None
    now: _Contents | None

    @classmethod
    def hide(cls, one: Merging, other: Merging) -> ContentsAside:
        """Put a paragraph in the place of both, which is the same."""
        found = [_found(side.roots[MAIN]) for side in (one, other)]
        both = _with_heading(*found), _with_heading(*reversed(found))
        for side, contents in zip((one, other), both, strict=True):
            if contents is not None:
                side.touch(MAIN)
                first, *others = contents.blocks
                replace_with(first, [_stand_in()])
                for block in others:
                    drop(block)
        return cls(*both)

    def show(self, merging: Merging, hand: Hand) -> None:
        """Put the contents of the second document back, with the lines that differ tracked, or the
        contents that only one has, tracked as a whole. What stands for them stands there once; else
        the words of the result are not right, as is found when it is judged.
        """
        root = merging.touch(MAIN)
        found = [item for item in root.iter(f"{_W}p") if _WORD in text_of(item, Changes.TOLD)]
        if len(found) != 1:
            return
        for block in self._blocks(merging, hand):
            found[0].addprevious(block)
        kinds = {"del": self.was, "ins": self.now}
        only = [(kind, side) for kind, side in kinds.items() if side is not None]
        held = [(kind, side.control) for kind, side in only if side.control is not None]
        if len(held) == 1:
            kind, control = held[0]
            track_control(control, kind, hand, merging)
        without_word(found[0], re.compile(_WORD), [kind for kind, _ in only], hand, merging)

    def _blocks(self, merging: Merging, hand: Hand) -> tuple[Any, ...]:
        if self.was is not None and self.now is not None:
            sides = (self.was.lines, self.now.lines)
            if _has_table(sides[0]) == _has_table(sides[1]):
                lines = _merged(*sides, merging, hand)
            else:  # a field goes or comes whole, and its lines with it
                gone, come = sides
                lines = [_tracked(line, "del", hand, merging) for line in gone]
                lines += [_tracked(line, "ins", hand, merging) for line in come]
            held = self.was if self.now.control is None else self.now
            return held.with_lines(lines)
        kind, contents = ("del", self.was) if self.now is None else ("ins", self.now)
        if contents is None:
            return ()
        lines = [_tracked(line, kind, hand, merging) for line in contents.lines]
        return contents.with_lines(lines)


def _found(root: Any) -> _Contents | None:
    """The contents of a document: in a control, or else the paragraphs from the begin of their
    field to its end.
    """
    control = contents_of(root)
    if control is not None:
        return _Contents(tuple(control.find(f"{_W}sdtContent")), control)
    code = next((item for item in root.iter(_CODE) if _TABLE.match(item.text or "")), None)
    begin = None if code is None else next(code.iterancestors(f"{_W}p"), None)
    if begin is None:
        return None
    lines, depth = [], 0
    for line in (begin, *begin.itersiblings()):
        lines.append(line)
        kinds = [item.get(f"{_W}fldCharType") for item in line.iter(f"{_W}fldChar")]
        depth += kinds.count("begin") - kinds.count("end")
        if depth <= 0:
            return _Contents(tuple(lines))
    return None


def _has_table(lines: Sequence[Any]) -> bool:
    """Whether the field of a table of contents begins in some lines: programs leave plain ones."""
    codes = itertools.chain.from_iterable(line.iter(_CODE) for line in lines)
    return any(_TABLE.match(code.text or "") for code in codes)


def _with_heading(found: _Contents | None, other: _Contents | None) -> _Contents | None:
    """Contents without a control, with the heading above them that those in a control hold."""
    if found is None or other is None or found.control is not None or other.control is None:
        return found
    before = found.lines[0].getprevious()
    is_heading = before is not None and text_of(before) == text_of(other.lines[0])
    return _Contents((before, *found.lines)) if is_heading else found


def _stand_in() -> Any:
    return etree.fromstring(f'<w:p xmlns:w="{W}"><w:r><w:t>{_WORD}</w:t></w:r></w:p>')


def _merged(was: Sequence[Any], now: Sequence[Any], merging: Merging, hand: Hand) -> list[Any]:
    """The lines of both. What leads to the same article is one line, in which words may differ."""
    begin = _TableBegin.taken_from(was, now)
    match = difflib.SequenceMatcher(None, [*map(_led_to, was)], [*map(_led_to, now)], False)
    found: list[Any] = []
    for kind, start, stop, low, high in match.get_opcodes():
        if kind == "equal":
            both = zip(was[start:stop], now[low:high], strict=True)
            found += [_line(one, other, merging, hand) for one, other in both]
            continue
        found += _with_same_titles(was[start:stop], now[low:high], merging, hand)
    begin.put_in(found)
    return found


def _with_same_titles(
    was: Sequence[Any], now: Sequence[Any], merging: Merging, hand: Hand
) -> Iterator[Any]:
    """The lines of both that lead elsewhere: a program that fills contents in again lets each lead
    to a bookmark of its own, and writes its number and page otherwise.
    """
    match = difflib.SequenceMatcher(None, [*map(_title, was)], [*map(_title, now)], False)
    for kind, start, stop, low, high in match.get_opcodes():
        if kind == "equal":
            for one, other in zip(was[start:stop], now[low:high], strict=True):
                yield _line(one, other, merging, hand)
            continue
        for item in was[start:stop]:
            yield _tracked(item, "del", hand, merging)
        for item in now[low:high]:
            yield _tracked(item, "ins", hand, merging)


def _title(line: Any) -> str:
    return _NO_TITLE.sub("", text_of(line))


class _TableBegin(Struct, frozen=True, eq=False):
    """The runs that the field around all lines begins with, and the line of each document that has
    them: the first. They are in both and so no change, also where that line comes or goes: they are
    then in the next, as all of a paragraph that is left when its end goes.
    """

    lines: tuple[Any, ...] = ()
    runs: tuple[Any, ...] = ()

    @classmethod
    def taken_from(cls, was: Sequence[Any], now: Sequence[Any]) -> _TableBegin:
        """That of two documents, out of their lines; none when one of them has none."""
        found = [next(filter(_table_begin, lines), None) for lines in (was, now)]
        if any(line is None for line in found):
            return cls()
        runs = [_table_begin(line) for line in found]
        for run in itertools.chain.from_iterable(runs):
            drop(run)
        return cls(tuple(found), tuple(runs[1]))

    def put_in(self, lines: Sequence[Any]) -> None:
        """Put it in the first of the lines that had it."""
        holder = next((line for line in lines if line in self.lines), None)
        if holder is not None:
            at = len(holder.findall(f"{_W}pPr"))
            holder[at:at] = self.runs


def _table_begin(line: Any) -> list[Any]:
    """The runs of a line in which the field of the contents begins, up to its result."""
    runs: list[Any] = []
    for run in line.iterchildren(f"{_W}r"):
        kinds = [item.get(f"{_W}fldCharType") for item in run.iter(f"{_W}fldChar")]
        runs = [run] if "begin" in kinds else [*runs, run]
        if "separate" in kinds:
            code = "".join("".join(run.itertext(_CODE)) for run in runs)
            return runs if _TABLE.match(code) else []
    return []


def _led_to(line: Any) -> str:
    """Where a line leads; what it says when it leads nowhere, or to what has only a number."""
    name = leads_to(line)
    return name if name.startswith(REFERENCE) else text_of(line)


def _tracked(line: Any, kind: str, hand: Hand, merging: Merging) -> Any:
    """A line that comes or goes."""
    _put_field(line)
    return track_paragraph(line, kind, hand, merging)


def _line(was: Any, now: Any, merging: Merging, hand: Hand) -> Any:
    """The line of now, with words and a look that differ from those of then tracked."""
    looks = [copy.deepcopy(item.find(f"{_W}pPr")) for item in (was, now)]
    show_look(now, looks, hand, merging)
    _share_end(was, now, merging, hand)
    gone, came = _words(was), _words(now)
    if text_of(was) != text_of(now) and gone and came:
        merge_words(gone, came, merging, hand)
    return now


def _share_end(was: Any, now: Any, merging: Merging, hand: Hand) -> None:
    """Track the end of the field around all lines where only one of a line has it: the other has it
    in a line of its own, which comes or goes.
    """
    before, after = _table_end(was), _table_end(now)
    if before and not after:
        gone = [*map(copy.deepcopy, before)]
        now.extend(gone)
        track_runs(gone, "del", hand, merging)
    elif after and not before:
        track_runs(after, "ins", hand, merging)


def _table_end(line: Any) -> list[Any]:
    """The runs in a line that end a field which does not begin in it."""
    depth = 0
    found: list[Any] = []
    for item in line.iter(f"{_W}fldChar"):
        kind = item.get(f"{_W}fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if depth < 0:
            depth = 0
            found.append(item.getparent())
    return found


def _words(line: Any) -> list[Any]:
    """The runs of a line that show something; those of the field around all lines do not."""
    return [run for run in line.iter(f"{_W}r") if text_of(run)]


def _put_field(line: Any) -> None:
    """Put a field in the place of the element of a link, as of a line that another program wrote:
    that element would stay when its words go.
    """
    for element in [*line.iter(LINK)]:
        name = element.get(f"{_W}anchor") or ""
        runs = [*element]
        unwrap(element)
        if runs and _NAME.fullmatch(name):
            *before, end = etree.fromstring(f'<w:p xmlns:w="{W}">{link(name, "")}</w:p>')
            for item in before:
                runs[0].addprevious(item)
            runs[-1].addnext(end)
