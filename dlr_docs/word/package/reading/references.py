"""References to numbers, and the words that a hand typed in what they show.

Word and LibreOffice let anybody type in the result of a field, and write it anew when they bring
fields up to date. What is typed there is text of the document, so it stands beside the field.
"""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.basis.labels import Level
from dlr_docs.word.package.fields import in_runs, put_apart
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.labels import LabelsOfBookmarks
from dlr_docs.word.package.reading.numbering import numbering_of
from dlr_docs.word.package.reading.styles import styles_of
from dlr_docs.word.package.reading.text import Change, Changes, text_of
from dlr_docs.word.package.relations import is_on_pages
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# A reference to a number of ours: the bookmark and the switch that says which number.
REFERENCE = re.compile(r'\s*REF\s+"?(_Ref_[^\s"]+)"?\s+.*?\\([nwr])\b', re.IGNORECASE)
_USUAL = re.compile(r"(?:(?:artikel|bijlage)\s)?\d+(?:\.\d+)*", re.IGNORECASE)
# The word that a label begins with, and what a hand types in its place.
_FIRST_WORD = re.compile(r"([^\W\d_]{2,})(?:\.\s*|\s+)(?=\w)|(§)\s*(?=\w)")
_NAME = re.compile(
    r"(?<!\w)(?:artikel|lid|onderdeel|bijlage|addend\w+|paragraaf|hoofdstuk|clausule|bepaling|punt"
    r"|nummer|sub|nr|\w{1,5}\.|§)\s*\Z",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"\s*(?:fout|error)\s?[!:]", re.IGNORECASE)  # what leads nowhere shows
_WORD = re.compile(r"[^\s.]")  # programs differ in the point behind a number
_PLACE = re.compile(r"%([1-9])")
_ROMAN = r"(?=[ivxlc])(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})(?!\w)"  # "lid" is none
_NUMBERS = {  # in the label of a level; all others are digits
    "lowerLetter": r"[a-z](?!\w)",
    "upperLetter": r"[a-z](?!\w)",
    "lowerRoman": _ROMAN,
    "upperRoman": _ROMAN,
}
_CHANGES = {f"{_W}{change.value}": change for change in Change if change.value}


class FieldInRuns(Struct, frozen=True):
    """A field in runs: all of them, and those of its result."""

    code: str
    runs: tuple[Any, ...]
    result: tuple[Any, ...]

    @property
    def opening(self) -> tuple[Any, ...]:
        """What stands before its result: its begin, its code and its separator."""
        return self.runs[: -1 - len(self.result)]

    @property
    def shown(self) -> str:
        """What it shows."""
        return "".join(map(text_of, self.result))

    def show(self, text: str) -> None:
        """Let it show something else, in the look that it has."""
        texts = [*itertools.chain.from_iterable(item.iter(f"{_W}t") for item in self.result)]
        if not texts or self.shown == text:
            return
        texts[0].text = text
        for item in texts[1:]:
            item.text = ""

    def lead_to(self, bookmark: str, instead_of: str) -> None:
        """Let its code name another bookmark."""
        codes = [*itertools.chain.from_iterable(run.iter(f"{_W}instrText") for run in self.runs)]
        codes[0].text = self.code.replace(instead_of, bookmark, 1)
        for item in codes[1:]:
            item.text = ""

    def make_plain(self) -> None:
        """Leave only what it shows."""
        for item in self.runs:
            if item not in self.result and item.getparent() is not None:
                item.getparent().remove(item)


class _Open(Struct):
    """A field of which the end was not met yet."""

    runs: list[Any]
    code: str = ""
    result: list[Any] | None = None
    holds_others: bool = False

    def closed(self) -> FieldInRuns:
        """The field once it ended."""
        return FieldInRuns(self.code, tuple(self.runs), tuple(self.result or ()))


def fields_in(root: Any) -> Iterator[FieldInRuns]:
    """The fields that hold no other field, whatever stands around their runs; parts of them that
    stand in one run are put in runs of their own.
    """
    put_apart(root)
    opened: list[_Open] = []
    for run in root.iter(f"{_W}r"):
        kind = _character(run)
        if kind == "begin":
            for field in opened[-1:]:
                field.holds_others = True
            opened.append(_Open([]))
        if not opened:
            continue
        field = opened[-1]
        field.runs.append(run)
        if kind == "end":
            opened.pop()
            if not field.holds_others:
                yield field.closed()
        elif kind == "separate":
            field.result = []
        elif field.result is not None:
            field.result.append(run)
        else:
            field.code += "".join(item.text or "" for item in run.iterchildren(f"{_W}instrText"))


def _character(item: Any) -> str:
    found = item.find(f"{_W}fldChar")
    return "" if found is None else found.get(f"{_W}fldCharType") or ""


def draw_in_references(package: Package, changes: Changes = Changes.ACCEPTED) -> None:
    """Let references to numbers show a number and nothing else: words beside it stand beside the
    field, and one without any number is plain text.

    Args:
        package: the opened file; its paragraphs are changed.
        changes: how tracked changes are read.
    """
    roots = [root for part, root in package.roots.items() if is_on_pages(part)]
    _spread(roots)
    fields = itertools.chain.from_iterable(map(fields_in, roots))
    found = [(field, _read(field, changes)) for field in fields]
    unusual = [
        (field, runs)
        for field, runs in found
        if REFERENCE.match(field.code) and not _USUAL.fullmatch(_text(runs))
    ]
    if not unusual:
        return
    labels, own = _labels(package), LabelsOfBookmarks(package, changes)
    for field, runs in unusual:
        _draw_in(field, runs, labels, own)


def is_shown_by_programs(text: str) -> bool:
    """Whether a text is what programs show of a reference that leads nowhere, or to a paragraph
    without a number.
    """
    return _BROKEN.match(text) is not None or text == "0"


def _spread(roots: Iterable[Any]) -> None:
    """Put references in one element (w:fldSimple) in runs, where they do not show a number only."""
    found = (root.iter(f"{_W}fldSimple") for root in roots)
    for simple in [*itertools.chain.from_iterable(found)]:
        code = simple.get(f"{_W}instr") or ""
        if REFERENCE.match(code) and not _USUAL.fullmatch(text_of(simple)):
            for item in in_runs(simple):
                simple.addprevious(item)
            simple.getparent().remove(simple)


def _read(field: FieldInRuns, changes: Changes) -> list[Any]:
    """The runs of a result that are there when changes are read so."""
    return [
        run
        for run in field.result
        if all(_CHANGES[item.tag].is_read(changes) for item in run.iterancestors(*_CHANGES))
    ]


def _text(runs: Iterable[Any]) -> str:
    return "".join(map(text_of, runs))


def _labels(package: Package) -> str:
    """What the numbers of a package look like, as a pattern."""
    uses = numbering_of(package, styles_of(package)).of_style.values()
    forms = {_form(use.levels) for use in uses if use.level.form != "bullet"} - {""}
    return "|".join((*sorted(forms, key=len, reverse=True), _USUAL.pattern))


def _form(levels: Sequence[Level]) -> str:
    """The label of a level as a pattern; nothing when it shows no number."""
    parts = _PLACE.split(levels[-1].text)
    if len(parts) == 1:
        return ""
    made = ""
    for words, order in zip(parts[::2], (*parts[1::2], ""), strict=True):
        made += r"\s".join(map(re.escape, re.split(r"\s", words)))
        if order:
            form = levels[int(order) - 1].form if int(order) <= len(levels) else "decimal"
            made += _NUMBERS.get(form, r"\d+")
    return made.removesuffix(r"\.")


def _number_in(field: FieldInRuns, text: str, labels: str) -> re.Match[str] | None:
    """The number in a text, with those that it stands under where the field shows these too."""
    is_alone = r"\n" in field.code
    pattern = rf"(?<!\w)(?:{labels})" + ("" if is_alone else rf"(?:\.?(?:{labels}))*")
    found = re.finditer(pattern, text, re.IGNORECASE)
    return max(found, key=lambda item: len(item[0]), default=None)


def _start_of(number: re.Match[str], label: str) -> int:
    """Where what stands in the place of a label begins: at its number, or at the word before that
    where the label has a word and the number has none. Left beside it, the word would be there
    twice.
    """
    word = _FIRST_WORD.match(label)
    if word is None or _FIRST_WORD.match(number[0]):
        return number.start()
    before = number.string[: number.start()]
    same = [*re.finditer(rf"(?<!\w){re.escape(word[1] or word[2])}", before, re.IGNORECASE)]
    found = same[-1] if same else _NAME.search(before)
    return found.start() if found else number.start()


def _draw_in(field: FieldInRuns, runs: list[Any], labels: str, own: LabelsOfBookmarks) -> None:
    """Put a field around its number alone."""
    text = _text(runs)
    found = _number_in(field, text, labels)
    code = REFERENCE.match(field.code)
    label = own.shown(code[1], code[2]) if code else ""
    start, end = (_start_of(found, label), found.end()) if found else (0, 0)
    if _BROKEN.match(text) or not _WORD.search(text[:start] + text[end:]):
        return
    if found is None:
        field.make_plain()
        return
    first = runs[_run_until(runs, start) + 1] if start else runs[0]
    last = runs[_run_until(runs, end)]
    if _WORD.search(text[end:]):
        _put_beside(last, field.runs[-1:], is_behind=True)
    if _WORD.search(text[:start]):
        _put_beside(first, field.opening, is_behind=False)


def _run_until(runs: list[Any], at: int) -> int:
    """The run in which the text before an offset ends; one that goes on behind it is cut in two."""
    for index, run in enumerate(runs):
        length = len(text_of(run))
        if length > at:
            runs.insert(index + 1, _cut(run, at))
        if length >= at:
            return index
        at -= length
    raise ValueError("an offset is within the text")


def _cut(run: Any, at: int) -> Any:
    """Cut a run in two, and give the second."""
    rest = copy.deepcopy(run)
    run.addnext(rest)
    for one, other in [*zip(run, rest, strict=True)]:
        length = len(text_of(one))
        if one.tag == f"{_W}rPr":
            continue
        if 0 < at < length:
            one.text, other.text = one.text[:at], one.text[at:]
            one.set(_SPACE, "preserve")
            other.set(_SPACE, "preserve")
        else:
            gone = other if length <= at else one
            gone.getparent().remove(gone)
        at = max(at - length, 0)
    return rest


def _put_beside(run: Any, items: Sequence[Any], *, is_behind: bool) -> None:
    """Put runs of a field beside one of its result, out of a tracked change that they were not in:
    rejected, they would go with it.
    """
    holder = run.getparent()
    if holder.tag in _CHANGES and holder is not items[0].getparent():
        _part(holder, run, is_behind=is_behind)
        run = holder
    for item in reversed(items) if is_behind else items:
        (run.addnext if is_behind else run.addprevious)(item)


def _part(change: Any, run: Any, *, is_behind: bool) -> None:
    """Cut a tracked change in two, behind a run in it or before."""
    others = [*run.itersiblings(preceding=not is_behind)]
    if not others:
        return
    other = etree.Element(change.tag, dict(change.attrib))
    other.extend(others if is_behind else reversed(others))
    (change.addnext if is_behind else change.addprevious)(other)
