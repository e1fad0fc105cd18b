"""The table of contents put aside for an engine, which takes the whole of it away when a line
differs; and back, with the lines that came and went tracked.
"""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.bookmarks import REFERENCE
from dlr_docs.word.merge.cleaning import drop, replace_with, unwrap
from dlr_docs.word.merge.finishing import contents_of
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.tracked import Hand, track_paragraph, track_runs
from dlr_docs.word.package.reading.text import text_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import FIELD_END, W, field_start

_W = f"{{{W}}}"
_LINK = f"{_W}hyperlink"
_NAME = re.compile(r"[\w.-]+")  # of a bookmark
_WORD = "dlrdocsinhoudsopgave"  # what stands in its place


class ContentsAside(Struct, frozen=True):
    """The contents of two documents, while another paragraph stands in their place."""

    was: Any
    now: Any

    @classmethod
    def hide(cls, one: Merging, other: Merging) -> ContentsAside | None:
        """Put a paragraph in the place of both, which is the same; None when either has none."""
        found = [contents_of(side.roots[MAIN]) for side in (one, other)]
        if any(item is None for item in found):
            return None
        for side, item in zip((one, other), found, strict=True):
            side.touch(MAIN)
            replace_with(item, [_stand_in()])
        return cls(*found)

    def show(self, merging: Merging, hand: Hand) -> None:
        """Put the contents of the second document back, with the lines that differ tracked. What
        stands for them stands there once; else the words of the result are not right, as is found
        when it is judged.
        """
        root = merging.touch(MAIN)
        found = [item for item in root.iter(f"{_W}p") if text_of(item) == _WORD]
        if len(found) != 1:
            return
        made = copy.deepcopy(self.now)
        replace_with(found[0], [made])
        content = made.find(f"{_W}sdtContent")
        lines = _merged([*self.was.find(f"{_W}sdtContent")], [*content], merging, hand)
        for old in [*content]:
            drop(old)
        content.extend(lines)


def _stand_in() -> Any:
    return etree.fromstring(f'<w:p xmlns:w="{W}"><w:r><w:t>{_WORD}</w:t></w:r></w:p>')


def _merged(was: Sequence[Any], now: Sequence[Any], merging: Merging, hand: Hand) -> list[Any]:
    """The lines of both. What leads to the same article is one line, in which words may differ."""
    match = difflib.SequenceMatcher(None, [*map(_led_to, was)], [*map(_led_to, now)], False)
    found: list[Any] = []
    for kind, start, stop, low, high in match.get_opcodes():
        if kind == "equal":
            both = zip(was[start:stop], now[low:high], strict=True)
            found += [_line(one, other, merging, hand) for one, other in both]
            continue
        gone = map(_with_field, was[start:stop])
        found += [track_paragraph(item, "del", hand, merging) for item in gone]
        found += [track_paragraph(item, "ins", hand, merging) for item in now[low:high]]
    return found


def _led_to(line: Any) -> str:
    """Where a line leads; what it says when it leads nowhere, or to what has only a number."""
    link = line.find(_LINK)
    name = "" if link is None else link.get(f"{_W}anchor") or ""
    return name if name.startswith(REFERENCE) else text_of(line)


def _line(was: Any, now: Any, merging: Merging, hand: Hand) -> Any:
    """The line of now, with words that differ from those of then tracked."""
    if text_of(was) == text_of(now):
        return now
    came, gone = _words(now), [copy.deepcopy(run) for run in _words(was)]
    if not came or not gone:
        return now
    for run in gone:
        came[0].addprevious(run)
    for kind, runs in (("del", gone), ("ins", came)):
        track_runs(runs, kind, hand, merging)
    return now


def _words(line: Any) -> list[Any]:
    """The runs of a line that show something; those of the field around all lines do not."""
    return [run for run in line.iter(f"{_W}r") if text_of(run)]


def _with_field(line: Any) -> Any:
    """A line that goes, with a field for its link: Word tracks a link as one, since the element of
    a link would stay when its words go (ECMA-376-1, 17.16.5.25).
    """
    made = copy.deepcopy(line)
    for link in [*made.iter(_LINK)]:
        name = link.get(f"{_W}anchor") or ""
        runs = [*link]
        unwrap(link)
        if runs and _NAME.fullmatch(name):
            for item in _runs(field_start(f'HYPERLINK \\l "{name}"')):
                runs[0].addprevious(item)
            runs[-1].addnext(next(_runs(FIELD_END)))
    return made


def _runs(text: str) -> Iterator[Any]:
    yield from etree.fromstring(f'<w:p xmlns:w="{W}">{text}</w:p>')
