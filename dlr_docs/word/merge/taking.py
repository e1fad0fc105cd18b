"""One paragraph, row or table of a file, taken into a document that is made anew."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lxml import etree

from dlr_docs.word.merge.bookmarks import REFERENCE, names_in, spans, take_bookmarks
from dlr_docs.word.merge.cleaning import clean
from dlr_docs.word.merge.controls import patterns_of, put_back, take_controls, tracked_alike
from dlr_docs.word.merge.links import LinksTaken, map_section
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.remarks import HUNG_ON_WORDS, CommentsTaken, NotesTaken, drop_with_run
from dlr_docs.word.merge.styles import StylesTaken
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.relations import MAIN, is_on_pages
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.blocks import LocatedBlock

_W = f"{{{W}}}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


class Taking:
    """What it takes to bring paragraphs of a file into the document that is made; ``words`` are,
    by value, what stays as words where its control shows it. ``values`` are words that are values
    again, by the paragraph or row of the file that has them. ``stale`` are the ids of comments of
    this program that nothing is any more.
    """

    def __init__(
        self,
        merging: Merging,
        source: Package,
        words: Mapping[str, Collection[str]] | None = None,
        values: Mapping[Any, Mapping[str, str]] | None = None,
        stale: Collection[str] = (),
    ) -> None:
        self._words = words or {}
        self._values = values or {}
        self._merging = merging
        self._source = source
        self._styles = StylesTaken(merging, source)
        self._links = LinksTaken(merging, source)
        self.comments = CommentsTaken(merging, source, self._styles, self._links, stale)
        self._notes = NotesTaken(merging, source, self._styles, self._links)
        self._patterns: Mapping[str, Any] = patterns_of(merging.package)
        self._bookmarks = names_in(merging.package.roots[MAIN])
        body = merging.package.roots[MAIN].find(f"{_W}body")
        self._section = body.find(f"{_W}sectPr")

    def bookmarks(self, steps: Mapping[Any, int]) -> Iterator[tuple[str, int, int]]:
        """The bookmarks of the file, as :func:`spans` gives them."""
        for part in filter(is_on_pages, self._source.roots):
            yield from spans(self._source.roots[part], steps)

    def bookmark_names(self) -> set[str]:
        """The names of all of them."""
        roots = (self._source.roots[part] for part in filter(is_on_pages, self._source.roots))
        return set().union(*map(names_in, roots))

    def take(self, located: LocatedBlock, target: str) -> Any:
        """A copy of a paragraph or row that is at home in a part of the document."""
        made = copy.deepcopy(located.element)
        put_back(made, self._values.get(located.element, {}), self._patterns)
        self._settle(made, located.part, target)
        return made

    def carry(self, source: Any, target: Any) -> None:
        """Bring the comments on a paragraph or row of the file to one of ours, and the changes that
        were tracked in values that it shows alike.
        """
        self.comments.carry(source, target)
        for control, content in tracked_alike(source, target):
            for item in [*content.iter(*HUNG_ON_WORDS)]:
                drop_with_run(item)
            clean(content)
            self._styles.take(content)
            own = control.find(f"{_W}sdtContent")
            own.getparent().replace(own, content)

    def take_table(self, table: Any, part: str, target: str) -> Any:
        """A copy of a table of the file, without its rows."""
        made = etree.Element(table.tag, nsmap=table.nsmap)
        for name in ("tblPr", "tblGrid"):
            found = table.find(f"{_W}{name}")
            if found is not None:
                made.append(copy.deepcopy(found))
        self._settle(made, part, target)
        return made

    def _settle(self, made: Any, part: str, target: str) -> None:
        for properties in [*made.iter(f"{_W}sectPr")]:
            map_section(properties, self._section)
        take_bookmarks(made, self._bookmarks, self._merging)
        self._bookmarks |= {name for name in names_in(made) if name.startswith(REFERENCE)}
        self._links.take(made, part, target)
        self.comments.take(made)
        self._notes.take(made)
        clean(made)
        take_controls(made, self._patterns, self._merging, self._words)
        self._styles.take(made)
        for drawing in made.iter(_DRAWING):
            drawing.set("id", self._merging.next_id())
