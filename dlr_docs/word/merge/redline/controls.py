"""Values in controls as words that stand for them, so that an engine that compares words compares
values too; and as controls again, with what changed in them tracked.

An engine sees a control as one thing that is the same or another, and takes a paragraph with
another one away as a whole. Word tracks what is typed in a control inside it, as in any other text.
"""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.cleaning import drop, replace_with
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.tracked import as_going, hand_of
from dlr_docs.word.package.relations import is_on_pages
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.controls import path_of

_W = f"{{{W}}}"
_MARK = "dlr-docs-veld"  # the style of such a word: no document has one of this name
_RUN, _TEXT, _INS, _DEL = f"{_W}r", f"{_W}t", f"{_W}ins", f"{_W}del"
_WORD = re.compile(r"veld(\d{1,6})q")
_PLAIN = {f"{_W}{name}" for name in ("rPr", "t", "tab", "br", "noBreakHyphen")}
_STYLE, _VALUE = f"{_W}rStyle", f"{_W}val"


class _Value(Struct, frozen=True):
    """A value as a document shows it: the kind of its control, and its words."""

    kind: int
    runs: tuple[Any, ...]


class ControlsAside:
    """The controls of two documents: each value as one word, the same in both if it is the same."""

    def __init__(self) -> None:
        self._kinds: dict[bytes, int] = {}
        self._properties: list[Any] = []
        self._words: dict[tuple[int, bytes], int] = {}
        self._values: list[_Value] = []

    def hide(self, merging: Merging) -> None:
        """Put a word in the place of each control of a value."""
        for part in _parts(merging):
            for control in [*merging.roots[part].iter(f"{_W}sdt")]:
                if _is_value_in_runs(control):
                    merging.touch(part)
                    replace_with(control, [self._word_for(control)])

    def _word_for(self, control: Any) -> Any:
        kind = self._kind(control.find(f"{_W}sdtPr"))
        runs = tuple(control.find(f"{_W}sdtContent"))
        key = kind, b"".join(etree.tostring(run, method="c14n") for run in runs)
        if key not in self._words:
            self._words[key] = len(self._values)
            self._values.append(_Value(kind, runs))
        # A letter behind the number: no word is the begin of another.
        text = f"veld{self._words[key]}q"
        return etree.fromstring(
            f'<w:r xmlns:w="{W}"><w:rPr><w:rStyle w:val="{_MARK}"/></w:rPr><w:t>{text}</w:t></w:r>'
        )

    def _kind(self, properties: Any) -> int:
        """The number of a kind of control; its id makes no other kind."""
        plain = copy.deepcopy(properties)
        for identity in [*plain.iterfind(f"{_W}id")]:
            drop(identity)
        key = etree.tostring(plain, method="c14n")
        if key not in self._kinds:
            self._kinds[key] = len(self._properties)
            self._properties.append(properties)
        return self._kinds[key]

    def show(self, merging: Merging) -> None:
        """Put controls back in the place of their words."""
        for part in _parts(merging):
            root = merging.roots[part]
            if any(map(_is_word, root.iter(_RUN))):
                merging.touch(part)
                _one_run_each(root, merging)
                for group in [*self._groups(root)]:
                    self._wrap(group, merging)

    def _groups(self, root: Any) -> Iterator[list[Any]]:
        """Words beside each other that are of one kind of control, where one went for another."""
        for paragraph in [*root.iter(f"{_W}p")]:
            items = [item for item in paragraph.iter(_RUN) if self._has(item)]
            for _, found in itertools.groupby(items, self._number_of_kind):
                yield from _changes(map(_in_paragraph, found))

    def _number_of_kind(self, run: Any) -> int:
        return self._value(run).kind

    def _has(self, run: Any) -> bool:
        """Whether a run is such a word, and whole."""
        found = _WORD.fullmatch(_text(run)) if _is_word(run) else None
        return found is not None and int(found[1]) < len(self._values)

    def _value(self, run: Any) -> _Value:
        return self._values[int(_WORD.sub(r"\1", _text(run)))]

    def _wrap(self, group: list[Any], merging: Merging) -> None:
        """A control around the values that words beside each other stand for."""
        control = etree.Element(f"{_W}sdt")
        control.append(copy.deepcopy(self._properties[self._number_of_kind(_run_of(group[0]))]))
        content = etree.SubElement(control, f"{_W}sdtContent")
        group[0].addprevious(control)
        for item in group:
            content.append(item)
            self._spell_out(item)
        if len(group) == 1 and group[0].tag != _RUN:
            _track(control, group[0], merging)

    def _spell_out(self, item: Any) -> None:
        """The words of a value in the place of the one that stood for it."""
        run = _run_of(item)
        runs = [copy.deepcopy(old) for old in self._value(run).runs]
        for made in runs if item.tag == _DEL else ():
            as_going(made)
        replace_with(run, runs)


def _parts(merging: Merging) -> list[str]:
    return [name for name in merging.roots if is_on_pages(name)]


def _is_value_in_runs(control: Any) -> bool:
    """Whether a control of a value stands among words and holds nothing but words."""
    content = control.find(f"{_W}sdtContent")
    if content is None or control.getparent().tag != f"{_W}p" or not path_of(control):
        return False
    held = {item.tag for item in itertools.chain.from_iterable(content)}
    return len(content) > 0 and {item.tag for item in content} == {_RUN} and held <= _PLAIN


def _text(run: Any) -> str:
    return "".join(item.text or "" for item in run if item.tag in (_TEXT, f"{_W}delText"))


def _is_word(run: Any) -> bool:
    """Whether a run is a word that stands for a value."""
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


def _one_run_each(root: Any, merging: Merging) -> None:
    """Tracked changes with one run each where words that stand for values are among them."""
    for tracked in [*root.iter(_INS, _DEL)]:
        runs = tracked.findall(_RUN)
        if any(map(_is_word, runs)) and len(runs) > 1:
            replace_with(tracked, [_alone(item, tracked, merging) for item in tracked])


def _alone(item: Any, tracked: Any, merging: Merging) -> Any:
    """Something in a tracked change as one of its own, by the same hand."""
    made = hand_of(tracked).sign(etree.Element(tracked.tag), merging.next_id())
    made.append(copy.deepcopy(item))
    return made


def _track(control: Any, tracked: Any, merging: Merging) -> None:
    """Say of a control that it came or went together with its words (ECMA-376-1, 17.13.5)."""
    name = "customXmlInsRange" if tracked.tag == _INS else "customXmlDelRange"
    content = control.find(f"{_W}sdtContent")
    before, after = (_range(name, tracked, merging) for _ in range(2))
    control.addprevious(before[0])
    content.insert(0, before[1])
    content.append(after[0])
    control.addnext(after[1])


def hold_controls(root: Any, merging: Merging) -> None:
    """Put a change around what came or went with all of a paragraph in front of a table, or at the
    end of a cell: there is no paragraph there in which a control that is left without words could
    go, and a program that resolves changes in the XML would leave a blank line with it.
    """
    for paragraph in root.iter(f"{_W}p"):
        kind = _kind_of_end(paragraph)
        if not kind or not _is_before_block(paragraph, kind):
            continue
        for control in [*paragraph.iterfind(f"{_W}sdt")]:
            change = control.find(f"{_W}sdtContent/{kind}")
            if change is not None and _is_tracked_itself(control):
                around = hand_of(change).sign(etree.Element(kind), merging.next_id())
                control.addprevious(around)
                around.append(control)


def _kind_of_end(paragraph: Any) -> str:
    """Whether the end of a paragraph came or went; empty when neither."""
    look = paragraph.find(f"{_W}pPr/{_W}rPr")
    kinds = () if look is None else (item.tag for item in look if item.tag in (_INS, _DEL))
    return next(iter(kinds), "")


def _is_before_block(paragraph: Any, kind: str) -> bool:
    """Whether no paragraph that stays follows before the next block, or the end."""
    for item in paragraph.itersiblings():
        if item.tag == f"{_W}p":
            if _kind_of_end(item) != kind:
                return False
        elif item.tag in (f"{_W}tbl", f"{_W}sdt"):
            return True
    return True


def _is_tracked_itself(control: Any) -> bool:
    before = control.getprevious()
    return before is not None and before.tag.endswith(("InsRangeStart", "DelRangeStart"))


def _range(name: str, tracked: Any, merging: Merging) -> tuple[Any, Any]:
    number = merging.next_id()
    start, end = etree.Element(f"{_W}{name}Start"), etree.Element(f"{_W}{name}End")
    end.set(f"{_W}id", number)
    return hand_of(tracked).sign(start, number), end
