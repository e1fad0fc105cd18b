"""The controls in a paragraph of a file, as those of the document that is made."""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.cleaning import drop, replace_with, unwrap
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.letters.reading import split
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.text import Changes, field_results, text_of
from dlr_docs.word.package.relations import is_on_pages
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.controls import path_of, shown_by
from dlr_docs.word.template.parts.controls import PLACEHOLDER_STYLE

_W = f"{{{W}}}"
_TRACKED = tuple(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_PLAIN = (f"{_W}rPr", f"{_W}t")  # what a run of nothing but words has
_COMMENT_START, _COMMENT_END = f"{_W}commentRangeStart", f"{_W}commentRangeEnd"
_HUNG = tuple(f"{_W}{name}Reference" for name in ("comment", "footnote", "endnote"))
_BLOCKS = (f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc")


def patterns_of(package: Package) -> Mapping[str, Any]:
    """The first control of each value of a document."""
    found: dict[str, Any] = {}
    for name, root in package.roots.items():
        if is_on_pages(name):
            for control in root.iter(f"{_W}sdt"):
                found.setdefault(path_of(control), control)
    return {path: control for path, control in found.items() if path}


def take_controls(
    element: Any,
    patterns: Mapping[str, Any],
    merging: Merging,
    words: Mapping[str, Collection[str]] | None = None,
) -> None:
    """Make the controls of values in an element show what they show in the document that is made;
    one of a value that it does not have becomes the words that it holds, and so does one that was
    taken out when it showed something else: what was deleted stays as it was deleted.

    Args:
        words: by value, what stays as words where a control shows it.
    """
    for control in [*element.iter(f"{_W}sdt")]:
        path = path_of(control)
        if not path or control.getparent() is None:
            continue
        pattern = patterns.get(path)
        if pattern is None or _stays_words(control, pattern, (words or {}).get(path, ())):
            content = control.find(f"{_W}sdtContent")
            unwrap(control if content is None else _emptied(control, content))
        else:
            _replace(control, pattern)
    for control in element.iter(f"{_W}sdt"):
        identity = control.find(f"{_W}sdtPr/{_W}id")
        if identity is not None:
            identity.set(f"{_W}val", merging.next_id())


def _plain(text: str) -> str:
    return " ".join(text.split())


def _stays_words(control: Any, pattern: Any, words: Collection[str]) -> bool:
    """Whether what a control shows stays, as words, where one of now would show something else.

    Args:
        pattern: one of now.
        words: what stays words of this value.
    """
    went_as = shown_by(control, Changes.REJECTED) if _is_gone(control) else ""
    if went_as and not _says_as(pattern, went_as):
        return True
    return _plain(shown_by(control)) in words or _holds_blocks(control.find(f"{_W}sdtContent"))


def _holds_blocks(content: Any) -> bool:
    return content is not None and next(content.iter(*_BLOCKS), None) is not None


def _emptied(control: Any, content: Any) -> Any:
    """A control that holds its content itself, to be unwrapped."""
    for child in [*control]:
        drop(child)
    control.extend([*content])
    return control


def _replace(control: Any, pattern: Any) -> None:
    """Put a control as the document makes it in the place of one. What else hangs on its words, as
    a comment does, stands in front of it and behind it then.
    """
    made = copy.deepcopy(pattern)
    if _is_gone(control) or (is_tracked(control) and _says_as(made, shown_by(control))):
        content, own = made.find(f"{_W}sdtContent"), control.find(f"{_W}sdtContent")
        content.getparent().replace(content, copy.deepcopy(own))
        replace_with(control, [made])
        return
    starts = [*control.iter(_COMMENT_START)]
    ends = [item for item in control.iter(_COMMENT_END, f"{_W}r") if _is_hung(item)]
    held = _in_link(_looking_as(made, control), control)
    replace_with(control, [*starts, held, *ends])


def _in_link(made: Any, control: Any) -> Any:
    """A control in the link that leads away from all words of another one, if there is one."""
    content = control.find(f"{_W}sdtContent")
    words = [] if content is None else [item for item in content if not _is_hung(item)]
    if [item.tag for item in words] != [f"{_W}hyperlink"]:
        return made
    link = etree.Element(f"{_W}hyperlink", words[0].attrib)
    link.append(made)
    return link


def _is_hung(item: Any) -> bool:
    """Whether it ends a comment, or is a run of a comment or note."""
    return item.tag == _COMMENT_END or any(child.tag in _HUNG for child in item)


def _looking_as(made: Any, control: Any) -> Any:
    """A control with the look that the hand gave another one of its value."""
    look = next(_looks(control), None)
    is_asked = made.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None
    for own in [*made.iterfind(f"{_W}sdtPr/{_W}rPr")]:
        drop(own)
    if look is not None:
        made.find(f"{_W}sdtPr").insert(0, copy.deepcopy(look))
    if not is_asked and not _is_box(made):
        for run in made.iter(f"{_W}r"):
            for old in [*run.iterchildren(f"{_W}rPr")]:
                drop(old)
            if look is not None:
                run.insert(0, copy.deepcopy(look))
    return made


def tracked_alike(source: Any, target: Any) -> Iterator[tuple[Any, Any]]:
    """The controls in a paragraph or row that show what others of their values do, in which changes
    were tracked; each with a copy of what the other one holds.
    """
    found = {path_of(control): control for control in source.iter(f"{_W}sdt")}
    tracked = {path: control for path, control in found.items() if path and is_tracked(control)}
    for control in target.iter(f"{_W}sdt"):
        other = tracked.get(path_of(control))
        if other is not None and _says_as(control, shown_by(other)):
            yield control, copy.deepcopy(other.find(f"{_W}sdtContent"))


def is_tracked(control: Any) -> bool:
    """Whether words in a control came or went while changes were tracked."""
    content = control.find(f"{_W}sdtContent")
    return content is not None and next(content.iter(*_TRACKED), None) is not None


def _is_gone(control: Any) -> bool:
    """Whether all that a control shows is a tracked deletion: it goes with the words around it."""
    return not shown_by(control) and bool(shown_by(control, Changes.REJECTED))


def _says_as(control: Any, text: str) -> bool:
    return _plain(shown_by(control)) == _plain(text)


def _is_box(control: Any) -> bool:
    return any("checkbox" in str(child.tag) for child in control.find(f"{_W}sdtPr"))


def _looks(control: Any) -> Iterator[Any]:
    """The properties of the words in a control, and those that it has itself; not those of a
    question.
    """
    for properties in control.iter(f"{_W}rPr"):
        style = properties.find(f"{_W}rStyle")
        is_asked = style is not None and style.get(f"{_W}val") == PLACEHOLDER_STYLE
        if not is_asked and not _is_hung(properties.getparent()):
            yield properties


class PlainWords(Struct, frozen=True, eq=False):
    """Words that stand in runs beside each other, from one letter to another of what these say."""

    runs: Sequence[Any]
    start: int
    end: int


def plain_words(element: Any, text: str) -> PlainWords | None:
    """Where a text stands in a paragraph or row, in whole words outside controls, fields and
    tracked changes; None when it stands there more than once, or not at all. A text without a
    letter, as a number, tells too little.

    Args:
        element: the paragraph or row.
        text: its spaces stand for any.
    """
    if not any(map(str.isalpha, text)):
        return None
    words = r"\s+".join(map(re.escape, text.split()))
    wanted = re.compile(rf"(?<!\w){words}(?!\w)")
    found = itertools.chain.from_iterable(
        _found_in(runs, wanted) for runs in _runs_of_words(element)
    )
    first, second = next(found, None), next(found, None)
    return None if second else first


def _found_in(runs: Sequence[Any], wanted: re.Pattern[str]) -> Iterator[PlainWords]:
    for match in wanted.finditer("".join(map(text_of, runs))):
        yield PlainWords(runs, match.start(), match.end())


def _runs_of_words(element: Any) -> Iterator[list[Any]]:
    """The runs beside each other of nothing but words, less those of fields."""
    fields = {text.getparent() for text, _ in field_results(element)}
    for paragraph in element.iter(f"{_W}p"):
        children = (child for child in paragraph if child.tag != f"{_W}proofErr")
        for is_plain, group in itertools.groupby(
            children, lambda child: _is_of_words(child) and child not in fields
        ):
            if is_plain:
                yield [*group]


def _is_of_words(child: Any) -> bool:
    return child.tag == f"{_W}r" and all(item.tag in _PLAIN for item in child)


def put_back(element: Any, values: Mapping[str, str], patterns: Mapping[str, Any]) -> None:
    """Put words in a paragraph or row in controls again.

    Args:
        element: the paragraph or row.
        values: the words by the path of their value; what :func:`plain_words` does not find stays
            as it is.
        patterns: a control of each value.
    """
    for path, text in values.items():
        found, pattern = plain_words(element, text), patterns.get(path)
        if found is not None and pattern is not None:
            _wrap(found, copy.deepcopy(pattern))


def _wrap(found: PlainWords, control: Any) -> None:
    """Put words in the place of what a control holds, and the control in theirs."""
    at, held = 0, []
    for run in found.runs:
        places = {found.start - at, found.end - at}
        for part in split(run, places):
            if found.start <= at < found.end:
                held.append(part)
            at += len(text_of(part))
    content = control.find(f"{_W}sdtContent")
    held[0].addprevious(control)
    for child in [*content]:
        drop(child)
    content.extend(held)
