"""Comments and notes: those of people go along, and those that this program has to make."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

from dlr_docs.word.merge.cleaning import clean, drop
from dlr_docs.word.merge.links import LinksTaken
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.styles import StylesTaken
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.related import RelationsOf
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.stores import AUTHOR
from dlr_docs.word.package.xml import W, run

_W = f"{{{W}}}"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
UPDATER = "dlr-docs bijwerken"  # the author of comments on what a person has to decide
_RANGES = tuple(f"{_W}{name}" for name in ("commentRangeStart", "commentRangeEnd"))
_REFERENCE = f"{_W}commentReference"
HUNG_ON_WORDS = (*_RANGES, _REFERENCE)


class _Collected:
    """A part with comments or notes that is filled as things go along."""

    def __init__(self, merging: Merging, source: Package, kind: str) -> None:
        self.merging = merging
        self.source = source
        self.kind = kind
        self._part = RelationsOf(merging.package, MAIN).of_kind(kind)
        self.theirs = RelationsOf(source, MAIN).of_kind(kind)
        self.ids: dict[str, str] = {}

    def root(self) -> Any:
        """The root of the part in ours, which is made when there is none."""
        if not self._part:
            space = {"w": W, "r": _R, "mc": _MC, "w14": _W14}
            root = etree.Element(f"{_W}{self.kind}", nsmap=space)
            root.set(f"{{{_MC}}}Ignorable", "w14")
            content_type = f"{_MAIN_TYPE}.{self.kind}+xml"
            self._part = self.merging.add_part(f"word/{self.kind}.xml", root, content_type)
            self.merging.relate(MAIN, f"{_R}/{self.kind}", self._part)
        return self.merging.touch(self._part)

    @property
    def part(self) -> str:
        """The name of the part in ours."""
        self.root()
        return self._part

    def found(self, identity: str) -> Any:
        """A comment or note of the file, or None."""
        root = self.source.roots.get(self.theirs)
        items = () if root is None else root
        return next((item for item in items if item.get(f"{_W}id") == identity), None)

    def put(self, element: Any) -> str:
        """Put a comment or note in; the id that it gets."""
        root = self.root()
        taken = {item.get(f"{_W}id") for item in root}
        identity = next(item for item in map(str, itertools.count()) if item not in taken)
        element.set(f"{_W}id", identity)
        root.append(element)
        return identity


class CommentsTaken:
    """The comments of people in a file, and those that this program makes; ``stale`` are the ids of
    those of the file that stay behind, unless somebody answered them.
    """

    def __init__(
        self,
        merging: Merging,
        source: Package,
        styles: StylesTaken,
        links: LinksTaken,
        stale: Collection[str] = (),
    ) -> None:
        self._stale = stale
        self._all = _Collected(merging, source, "comments")
        self._styles, self._links = styles, links
        roots = (root for root in source.roots.values() if root.tag == f"{{{_W15}}}commentsEx")
        items = itertools.chain.from_iterable(roots)
        self._threads = {item.get(f"{{{_W15}}}paraId"): item for item in items}

    def take(self, element: Any) -> None:
        """Give what hangs on the words of an element of the file the comments of ours; drafting
        notes stay behind, since ours has its own.
        """
        for item in [*element.iter(*HUNG_ON_WORDS)]:
            identity = self._id(item.get(f"{_W}id") or "")
            if identity:
                item.set(f"{_W}id", identity)
            else:
                drop_with_run(item)

    def carry(self, source: Any, target: Any) -> None:
        """Hang the comments on a paragraph or row of the file on the whole of one of ours."""
        for item in [*source.iter(_REFERENCE)]:
            identity = self._id(item.get(f"{_W}id") or "")
            if identity:
                _hang(target, identity)

    def add(self, target: Any, text: str) -> None:
        """Hang a comment of this program on a paragraph or row."""
        comment = etree.Element(f"{_W}comment")
        comment.set(f"{_W}author", UPDATER)
        comment.set(f"{_W}initials", "dlr")
        for line in text.split("\n"):
            written = f'<w:p xmlns:w="{W}">{run(line)}</w:p>'
            comment.append(etree.fromstring(written))
        _hang(target, self._all.put(comment))

    def _id(self, identity: str) -> str:
        """The id in ours of a comment of the file; nothing for one that does not go along."""
        if identity not in self._all.ids:
            found = self._all.found(identity)
            if found is None or found.get(f"{_W}author") == AUTHOR or self._is_stale(found):
                return ""
            self._all.ids[identity] = self._put(copy.deepcopy(found))
        return self._all.ids[identity]

    def _put(self, comment: Any) -> str:
        threads = [*self._threads_of(comment)]
        marks = {item: item.get(f"{{{_W14}}}paraId") for item in comment.iter(f"{_W}p")}
        _drop_languages(comment)
        clean(comment)
        self._styles.take(comment)
        self._links.take(comment, self._all.theirs, self._all.part)
        for paragraph, mark in marks.items():
            if threads and mark:
                paragraph.set(f"{{{_W14}}}paraId", mark)
        if threads:
            self._put_threads(threads)
        return self._all.put(comment)

    def _is_stale(self, comment: Any) -> bool:
        if comment.get(f"{_W}id") not in self._stale:
            return False
        marks = {item.get(f"{{{_W14}}}paraId") for item in comment.iter(f"{_W}p")} - {None}
        answered = {item.get(f"{{{_W15}}}paraIdParent") for item in self._threads.values()}
        return marks.isdisjoint(answered)

    def _threads_of(self, comment: Any) -> Iterator[Any]:
        """What tells that a comment answers another one, or is settled."""
        for paragraph in comment.iter(f"{_W}p"):
            found = self._threads.get(paragraph.get(f"{{{_W14}}}paraId"))
            if found is not None:
                yield found

    def _put_threads(self, threads: list[Any]) -> None:
        merging = self._all.merging
        name = RelationsOf(_view(merging), MAIN).of_kind("commentsExtended")
        if not name:
            root = etree.Element(f"{{{_W15}}}commentsEx", nsmap={"w15": _W15})
            content_type = f"{_MAIN_TYPE}.commentsExtended+xml"
            name = merging.add_part("word/commentsExtended.xml", root, content_type)
            merging.relate(MAIN, _EXTENDED, name)
        merging.touch(name).extend(copy.deepcopy(item) for item in threads)


def _view(merging: Merging) -> Package:
    return Package("", merging.members, merging.roots, ())


def drop_with_run(item: Any) -> None:
    """Take a mark out, with the run that holds nothing else."""
    run_around = item.getparent()
    drop(item)
    if run_around.tag == f"{_W}r" and all(child.tag == f"{_W}rPr" for child in run_around):
        drop(run_around)


def _drop_languages(comment: Any) -> None:
    """Leave a comment in the language of the document: LibreOffice says of every one that it is in
    that of its own menus.
    """
    for item in [*comment.iter(f"{_W}lang")]:
        drop(item)


def _hang(target: Any, identity: str) -> None:
    """Hang a comment on all of a paragraph or row."""
    paragraphs = [target] if target.tag == f"{_W}p" else [*target.iter(f"{_W}p")]
    first, last = paragraphs[0], paragraphs[-1]
    has_properties = first.find(f"{_W}pPr") is not None
    first.insert(1 if has_properties else 0, _mark("commentRangeStart", identity))
    reference = etree.Element(f"{_W}r")
    reference.append(_mark("commentReference", identity))
    last.extend((_mark("commentRangeEnd", identity), reference))


def _mark(name: str, identity: str) -> Any:
    made = etree.Element(f"{_W}{name}")
    made.set(f"{_W}id", identity)
    return made


class NotesTaken:
    """The footnotes and endnotes of a file."""

    def __init__(
        self, merging: Merging, source: Package, styles: StylesTaken, links: LinksTaken
    ) -> None:
        self._kinds = {
            f"{_W}{kind}Reference": _Collected(merging, source, f"{kind}s")
            for kind in ("footnote", "endnote")
        }
        self._styles, self._links = styles, links

    def take(self, element: Any) -> None:
        """Let an element of the file refer to the notes of ours."""
        for item in [*element.iter(*self._kinds)]:
            identity = self._id(self._kinds[item.tag], item.get(f"{_W}id") or "")
            if identity:
                item.set(f"{_W}id", identity)
            else:
                drop_with_run(item)

    def _id(self, notes: _Collected, identity: str) -> str:
        if identity not in notes.ids:
            found = notes.found(identity)
            if found is None:
                return ""
            self._put_separators(notes)
            note = copy.deepcopy(found)
            clean(note)
            self._styles.take(note)
            self._links.take(note, notes.theirs, notes.part)
            notes.ids[identity] = notes.put(note)
        return notes.ids[identity]

    def _put_separators(self, notes: _Collected) -> None:
        """What stands between text and notes (ECMA-376-1, 17.11.23), before the first note."""
        if not len(notes.root()):
            for item in notes.source.roots[notes.theirs]:
                if item.get(f"{_W}type"):
                    special = copy.deepcopy(item)
                    clean(special)
                    notes.root().append(special)
