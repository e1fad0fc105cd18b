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
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.cleaning import drop, replace_with
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.around.frames import Frame, Framed, as_key, places_in
from dlr_docs.word.merge.redline.tracked import as_going, hand_of
from dlr_docs.word.package.relations import MAIN, is_on_pages
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_MARK = "dlr-docs-veld"  # the style of such a word: no document has one of this name
_RUN, _TEXT, _INS, _DEL = f"{_W}r", f"{_W}t", f"{_W}ins", f"{_W}del"
_WORD = re.compile(r"veld(\d{1,6})q")
_STYLE, _VALUE = f"{_W}rStyle", f"{_W}val"
_WORDS = re.compile(r"\S*\s+|\S+")


class _Shown(Struct, frozen=True, eq=False):
    """A value or a result as a document shows it: what stands around it, its runs, and what tells
    it apart: its kind, and what is the same also when a program wrote all around it anew.
    """

    frame: Frame
    runs: tuple[Any, ...]
    kind: bytes
    said: _Said

    @classmethod
    def of(cls, place: Framed, is_main: bool) -> _Shown:
        """That of a place; ``is_main`` says that it is in the text, and not above or below it."""
        frame = place.frame
        said = is_main, frame.name, frame.is_question, as_key(place.runs)
        return cls(frame, place.runs, frame.key, said)

    @property
    def key(self) -> _Key:
        """What tells it apart from all else."""
        return self.kind, self.said


_Said = tuple[bool, str, bool, bytes]
_Key = tuple[bytes, _Said]


class AroundAside:
    """What two documents show in frames, by the number of the word that stands for it: the same in
    both for what is the same.
    """

    def __init__(self, shown: Mapping[int, _Shown]) -> None:
        self._shown = shown

    @classmethod
    def hide(cls, one: Merging, other: Merging) -> AroundAside:
        """Put a word in the place of each, in both."""
        found = [[*_found(side)] for side in (one, other)]
        was, now = ({shown.key: shown for _, _, shown in side} for side in found)
        numbers = _numbers(was, now)
        for side, items in zip((one, other), found, strict=True):
            for part, place, shown in items:
                side.touch(part)
                for element in place.elements[1:]:
                    drop(element)
                replace_with(place.elements[0], [_word(numbers[shown.key])])
        # What both have is as the second has it.
        return cls({numbers[key]: shown for key, shown in [*was.items(), *now.items()]})

    def show(self, merging: Merging) -> None:
        """Put all of it back in the place of the words."""
        for part in _parts(merging):
            root = merging.roots[part]
            if any(map(_is_word, root.iter(_RUN))):
                merging.touch(part)
                _one_word_each(root)
                _one_run_each(root, merging)
                for group in [*self._groups(root)]:
                    self._put_back(group, merging)

    def _groups(self, root: Any) -> Iterator[list[Any]]:
        """Words beside each other that have one kind of frame, where one went for another."""
        for paragraph in [*root.iter(f"{_W}p")]:
            items = [item for item in paragraph.iter(_RUN) if self._has(item)]
            for _, found in itertools.groupby(items, lambda run: self._of(run).kind):
                yield from _changes(map(_in_paragraph, found))

    def _has(self, run: Any) -> bool:
        """Whether a run is such a word, and whole."""
        found = _WORD.fullmatch(_text(run)) if _is_word(run) else None
        return found is not None and int(found[1]) in self._shown

    def _of(self, run: Any) -> _Shown:
        return self._shown[int(_WORD.sub(r"\1", _text(run)))]

    def _put_back(self, group: Sequence[Any], merging: Merging) -> None:
        words = [*map(_run_of, group)]
        frame = self._of(words[0]).frame
        frame.put(group, merging)
        for run in words:
            self._spell_out(run)
        if len(group) > 1 and not frame.is_value:
            _share_begin(group)

    def _spell_out(self, run: Any) -> None:
        """The words themselves in the place of the one that stood for them."""
        runs = [copy.deepcopy(old) for old in self._of(run).runs]
        for made in runs if run.getparent().tag == _DEL else ():
            as_going(made)
        replace_with(run, runs)


def _found(merging: Merging) -> Iterator[tuple[str, Framed, _Shown]]:
    for part in _parts(merging):
        for place in [*places_in(merging.roots[part])]:
            yield part, place, _Shown.of(place, part == MAIN)


def _parts(merging: Merging) -> list[str]:
    return [name for name in merging.roots if is_on_pages(name)]


def _numbers(was: Mapping[_Key, _Shown], now: Mapping[_Key, _Shown]) -> dict[_Key, int]:
    """The numbers of all that two documents show. What says the same in a frame that only one has
    and in one that only the other has, is the same: a program wrote it anew.
    """
    found = {key: number for number, key in enumerate(now)}
    new: dict[object, list[_Key]] = {}
    for key, shown in now.items():
        if key not in was:
            new.setdefault(shown.said, []).append(key)
    steps: Counter[object] = Counter()
    for key, shown in was.items():
        same = [] if key in now else new.get(shown.said, [])
        if same:
            found[key] = found[same[min(steps[shown.said], len(same) - 1)]]
            steps[shown.said] += 1
        else:
            found.setdefault(key, len(now) + len(found))
    return found


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


def _share_begin(group: Sequence[Any]) -> None:
    """Put the words that two changes in a row begin with in front of them, in no change: of a
    reference that leads to another number only the number changed.
    """
    texts = [text for text in map(_only_text, group) if text is not None]
    shared = _shared_words(texts) if len(texts) == len(group) else ""
    if not shared:
        return
    kept = copy.deepcopy(next(item for item in group if item.tag == _INS)[0])
    group[0].addprevious(kept)
    start = next(kept.iter(_TEXT))
    for text in texts:
        text.text = text.text.removeprefix(shared)
    start.text = shared
    for text in (start, *texts):
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _shared_words(texts: Sequence[Any]) -> str:
    """The words that texts of one look begin with; nothing when one has no others."""
    if len({as_key(text.getparent().findall(f"{_W}rPr")) for text in texts}) > 1:
        return ""
    words = zip(*(_WORDS.findall(text.text or "") for text in texts), strict=False)
    alike = itertools.takewhile(lambda pair: len({*pair}) == 1, words)
    shared = "".join(word for word, *_ in alike)
    return "" if any(text.text == shared for text in texts) else shared


def _only_text(change: Any) -> Any:
    """The text in a tracked change that holds nothing else; None when it holds more."""
    inside = itertools.chain.from_iterable(change)
    held = [child for child in inside if child.tag != f"{_W}rPr"]
    is_one = len(change) == len(held) == 1 and held[0].tag in (_TEXT, f"{_W}delText")
    return held[0] if is_one else None
