"""Values in controls and the results of fields as words that stand for them, so that an engine that
compares words compares these too; and with what stands around them again, with what changed in it
tracked.

An engine sees a control as one thing that is the same or another, and takes a paragraph with
another one away as a whole; of two fields it takes the begin of the one and the end of the other.
Word tracks what is typed in a control or a field inside it, as in any other text.
"""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.cleaning import drop, replace_with, unwrap
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.around.frames import Frame, Framed, places_in
from dlr_docs.word.merge.redline.letters.lines import merge_words
from dlr_docs.word.merge.redline.letters.reading import LOOK, said_by
from dlr_docs.word.merge.redline.tracked import as_going, hand_of
from dlr_docs.word.package.relations import MAIN, is_on_pages
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_MARK = "dlr-docs-veld"  # the style of such a word: no document has one of this name
_RUN, _TEXT, _INS, _DEL = f"{_W}r", f"{_W}t", f"{_W}ins", f"{_W}del"
_WORD = re.compile(r"veld(\d{1,6})q")
_STYLE, _VALUE = f"{_W}rStyle", f"{_W}val"


_Said = tuple[bool, str, str]


class _Shown(Struct, frozen=True, eq=False):
    """A value or a result as a document shows it: what stands around it, its runs, and what is the
    same also when a program wrote its look and all around it anew.
    """

    frame: Frame
    runs: tuple[Any, ...]
    said: _Said

    @classmethod
    def of(cls, place: Framed, is_main: bool) -> _Shown:
        """That of a place; ``is_main`` says that it is in the text, and not above or below it."""
        said = is_main, place.frame.name, "".join(map(said_by, place.runs))
        runs = tuple(run for run in place.runs if any(item.tag != LOOK for item in run))
        return cls(place.frame, runs or place.runs, said)

    @property
    def place(self) -> tuple[str, bool]:
        """What is the same of two of which one was typed over the other in its place."""
        return self.frame.name, self.frame.is_question


class AroundAside:
    """What two documents show in frames, in the order in which each shows it, and by the number of
    the word that stands for it: the same for what has one name and says the same.
    """

    def __init__(self, was: Sequence[_Shown], now: Sequence[_Shown]) -> None:
        self._sides = was, now
        # What both have is as the second has it.
        said = dict.fromkeys(shown.said for shown in (*now, *was))
        self._numbers = {key: number for number, key in enumerate(said)}
        self._shown = {self._numbers[shown.said]: shown for shown in (*was, *now)}
        self._own: dict[Any, _Shown] = {}

    @classmethod
    def hide(cls, one: Merging, other: Merging) -> AroundAside:
        """Put a word in the place of each, in both."""
        found = [[*_found(side)] for side in (one, other)]
        made = cls(*([shown for *_, shown in side] for side in found))
        for side, items in zip((one, other), found, strict=True):
            for part, place, shown in items:
                side.touch(part)
                for element in place.elements[1:]:
                    drop(element)
                replace_with(place.elements[0], [_word(made._numbers[shown.said])])
        return made

    def show(self, merging: Merging) -> None:
        """Put all of it back in the place of the words."""
        for part in _parts(merging):
            root = merging.roots[part]
            if any(map(_is_word, root.iter(_RUN))):
                merging.touch(part)
                _one_word_each(root)
                _one_run_each(root, merging)
                if part == MAIN:
                    self._find_own(root)
                for group in [*self._groups(root)]:
                    self._put_back(group, merging)

    def _find_own(self, root: Any) -> None:
        """Know of each word what the document shows in its place that it is of: the looks of one
        value may differ from place to place.
        """
        words = [run for run in root.iter(_RUN) if self._has(run)]
        for side, gone in zip(self._sides, (_INS, _DEL), strict=True):
            read = [run for run in words if run.getparent().tag != gone]
            shown = [item for item in side if item.said[0]]
            if [self._of(run).said for run in read] == [item.said for item in shown]:
                self._own.update(zip(read, shown, strict=True))

    def _groups(self, root: Any) -> Iterator[list[Any]]:
        """Words beside each other that have one kind of frame, where one went for another."""
        for paragraph in [*root.iter(f"{_W}p")]:
            items = [item for item in paragraph.iter(_RUN) if self._has(item)]
            for _, found in itertools.groupby(items, lambda run: self._of(run).place):
                yield from _changes(map(_in_paragraph, found))

    def _has(self, run: Any) -> bool:
        """Whether a run is such a word, and whole."""
        found = _WORD.fullmatch(_text(run)) if _is_word(run) else None
        return found is not None and int(found[1]) in self._shown

    def _of(self, run: Any) -> _Shown:
        return self._own.get(run) or self._shown[int(_WORD.sub(r"\1", _text(run)))]

    def _put_back(self, group: Sequence[Any], merging: Merging) -> None:
        words = [*map(_run_of, group)]
        of_now = next((run for run in words if run.getparent().tag == _INS), words[0])
        self._of(of_now).frame.put(group, merging)
        shown = [self._spell_out(run) for run in words]
        if len(group) > 1:
            _mark_words(dict(zip((item.tag for item in group), shown, strict=True)), group, merging)

    def _spell_out(self, run: Any) -> list[Any]:
        """The words themselves in the place of the one that stood for them."""
        runs = [copy.deepcopy(old) for old in self._of(run).runs]
        for made in runs if run.getparent().tag == _DEL else ():
            as_going(made)
        replace_with(run, runs)
        return runs


def _found(merging: Merging) -> Iterator[tuple[str, Framed, _Shown]]:
    for part in _parts(merging):
        for place in [*places_in(merging.roots[part])]:
            yield part, place, _Shown.of(place, part == MAIN)


def _parts(merging: Merging) -> list[str]:
    return [name for name in merging.roots if is_on_pages(name)]


def _word(number: int) -> Any:
    # A letter behind the number: no word is the begin of another.
    look = f'<w:rPr><w:rStyle w:val="{_MARK}"/></w:rPr>'
    return etree.fromstring(f'<w:r xmlns:w="{W}">{look}<w:t>veld{number}q</w:t></w:r>')


def _text(run: Any) -> str:
    return "".join(item.text or "" for item in run if item.tag in (_TEXT, f"{_W}delText"))


def _is_word(run: Any) -> bool:
    """Whether a run is a word that stands for something."""
    style = run.find(f"{_W}rPr/{_STYLE}")
    return style is not None and style.get(_VALUE) == _MARK


def _run_of(item: Any) -> Any:
    """The run in what stands in a paragraph: itself, or the one in a tracked change."""
    return item if item.tag == _RUN else item.find(_RUN)


def _in_paragraph(run: Any) -> Any:
    """What stands in the paragraph: a run, or the tracked change around it."""
    parent = run.getparent()
    return parent if parent.tag in (_INS, _DEL) else run


def _changes(items: Iterator[Any]) -> Iterator[list[Any]]:
    """Single words, and of two where one was typed over the other both."""
    group: list[Any] = []
    for item in items:
        is_next = bool(group) and group[-1].getnext() is item
        if is_next and {group[-1].tag, item.tag} == {_INS, _DEL} and len(group) == 1:
            yield [*group, item]
            group = []
            continue
        if group:
            yield group
        group = [item]
    if group:
        yield group


def _mark_words(shown: Mapping[str, Sequence[Any]], group: Sequence[Any], merging: Merging) -> None:
    """Mark only the words that differ of a value that went and the one that came in its place: of a
    reference that leads to another number only the number.
    """
    gone = next(item for item in group if item.tag == _DEL)
    drop(gone)
    for came in [item for item in group if item.tag == _INS]:
        unwrap(came)
    merge_words(shown[_DEL], shown[_INS], merging, hand_of(gone))


def _one_word_each(root: Any) -> None:
    """Runs with one word each, of which an engine made one."""
    for run in [*root.iter(_RUN)]:
        words = _WORD.findall(_text(run)) if _is_word(run) else []
        if len(words) > 1 and _WORD.sub("", _text(run)) == "":
            made = [_word(number) for number in words]
            if run.getparent().tag == _DEL:
                for item in made:
                    as_going(item)
            replace_with(run, made)


def _one_run_each(root: Any, merging: Merging) -> None:
    """Tracked changes with one run each where words that stand for something are among them."""
    for tracked in [*root.iter(_INS, _DEL)]:
        runs = tracked.findall(_RUN)
        if any(map(_is_word, runs)) and len(runs) > 1:
            replace_with(tracked, [_alone(item, tracked, merging) for item in tracked])


def _alone(item: Any, tracked: Any, merging: Merging) -> Any:
    """Something in a tracked change as one of its own, by the same hand."""
    made = hand_of(tracked).sign(etree.Element(tracked.tag), merging.next_id())
    made.append(copy.deepcopy(item))
    return made
