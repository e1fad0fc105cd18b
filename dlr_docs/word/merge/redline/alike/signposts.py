"""What both documents have under one name, shown to an engine as the same.

An engine that compares words takes a heading for another with a word in common, and a lid for part
of the one above it. What a reference leads to has one name in all texts that an article may have,
so a signpost, a paragraph of one word, stands before it in both documents, and one behind a
heading.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.bookmarks import REFERENCE, START, name_of
from dlr_docs.word.merge.cleaning import drop
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_PARAGRAPH, _RUN, _BODY = f"{_W}p", f"{_W}r", f"{_W}body"
_WORD = re.compile(r"dlrdocswegwijzer\d+q")
_WITHIN = "___"  # in the name of a part of an article


class Signposts(Struct, frozen=True, eq=False):
    """The paragraphs of two documents that get a signpost, each with its number, and whether there
    is one behind it too.
    """

    places: tuple[tuple[Any, int, bool], ...]

    @classmethod
    def of(cls, one: Merging, other: Merging) -> Signposts:
        """Those of what both have under one name, in one order."""
        named = [dict(_named(side.roots[MAIN])) for side in (one, other)]
        was, now = ([*side] for side in named)
        match = difflib.SequenceMatcher(None, was, now, False)
        pieces = (was[it.a : it.a + it.size] for it in match.get_matching_blocks())
        both = [*enumerate(itertools.chain.from_iterable(pieces))]
        return cls(
            tuple(
                (side[name], number, _WITHIN not in name)
                for side, (number, name) in itertools.product(named, both)
            )
        )

    def put(self) -> None:
        """Put them in both documents."""
        for paragraph, number, is_heading in self.places:
            paragraph.addprevious(_signpost(2 * number))
            if is_heading:
                paragraph.addnext(_signpost(2 * number + 1))


def take_signposts(merging: Merging) -> None:
    """Take the signposts out of what the engine made of both documents."""
    for paragraph in [*merging.touch(MAIN).iter(_PARAGRAPH)]:
        if not _WORD.search(_words(paragraph)):
            continue
        others = [run for run in paragraph.iter(_RUN) if not _WORD.fullmatch(_words(run))]
        for item in [*paragraph.iter(_RUN)] if others else [paragraph]:
            if item not in others:
                drop(item)


def _words(element: Any) -> str:
    return "".join(element.itertext(f"{_W}t", f"{_W}delText"))


def _named(root: Any) -> Iterator[tuple[str, Any]]:
    """The paragraphs of the text that references lead to, by the name in these: of a name that is
    there twice the first, to which Word goes.
    """
    seen: set[str] = set()
    for start in root.iter(START):
        name, paragraph = name_of(start), start.getparent()
        is_first = name not in seen
        seen.add(name)
        if is_first and name.startswith(REFERENCE) and paragraph.getparent().tag == _BODY:
            yield name, paragraph


def _signpost(number: int) -> Any:
    word = f"<w:r><w:t>dlrdocswegwijzer{number}q</w:t></w:r>"
    return etree.fromstring(f'<w:p xmlns:w="{W}">{word}</w:p>')
