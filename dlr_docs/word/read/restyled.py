"""A file in which the styles are gone: pasted into another template, or written by a program that
turns styles into looks. Its paragraphs get the styles again that they had when it was made. So does
one behind a paragraph that was taken out while changes were tracked: LibreOffice gives it the style
of that one.

A paragraph is known by what it says: the same words as then, or most of them. One that nobody knows
gets the style of most others that look like it, or of the line before it; and so does one that a
hand made look like those of another style. Labels that were typed out are dropped.
"""

from __future__ import annotations

import difflib
import functools
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis.dutch import parse_date, show_date
from dlr_docs.model.blocks import Block, BlockInline
from dlr_docs.model.document import Text, ValueUse
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.links import LINK
from dlr_docs.word.package.reading.refilled import has_changed_ends
from dlr_docs.word.package.reading.styles import (
    paragraph_properties,
    plain_name,
    styles_of,
    value_of,
)
from dlr_docs.word.package.reading.text import (
    Change,
    Changes,
    Story,
    block_elements,
    change_of_end,
    field_results,
    rows_of,
    story_of,
)
from dlr_docs.word.package.reading.typed_out import drop_from_start
from dlr_docs.word.package.relations import MAIN, is_on_pages
from dlr_docs.word.package.stores import NAMESPACE
from dlr_docs.word.package.xml import W
from dlr_docs.word.template.style_names import (
    ANNEX_TITLE_STYLE,
    ARTICLE_STYLE,
    CONTENTS_STYLES,
    HEADING_STYLE,
    name_in_file,
)

_W, _D = f"{{{W}}}", f"{{{NAMESPACE}}}"
_HEADINGS = (ARTICLE_STYLE, ANNEX_TITLE_STYLE, HEADING_STYLE)
_ENOUGH = 3  # lines of a style; of fewer it is not told whether a hand or a program changed them
_SAME_LINE = 0.5  # the share of words in common from which a line is the one that it was
_LONG = 5_000  # lines; no document of ours is longer
_NEARLY_ALL = 0.9  # the share from which what a few have otherwise is of a hand
_MOST_TRIED = 400_000  # pairs in one gap
# A label that was typed out, as lists have them: what is bare of signs has more than a letter.
_LABEL = re.compile(
    r"\s*(?:(?:artikel|bijlage)\s+\d+[.:]?\s+|\(?\d+(?:\.\d+)*[.):°]+\s+|\(?[a-z]{1,2}[.):]+\s+"
    r"|\(?[ivx]+[.):]+\s+|[-–•▪\uf0b7]\s+)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*(?:[A-Z]|\d+)\t")  # a label without signs stands before a tab
_NUMBERS = ("REF ", "PAGE", "NUMPAGES")  # fields that show one
_PAGE = re.compile(r"\t\d+\s*\Z")
_GALLERY = f"{_W}sdtPr/{_W}docPartObj"
# What a paragraph has of its own where a style was turned into looks.
_PARAGRAPH_LOOKS = frozenset(
    f"{_W}{name}"
    for name in (
        *("keepNext", "keepLines", "widowControl", "numPr", "pBdr", "shd", "tabs", "spacing"),
        *("ind", "contextualSpacing", "jc", "outlineLvl", "suppressAutoHyphens", "pPrChange"),
    )
)
_RUN_LOOKS = frozenset(
    f"{_W}{name}" for name in ("rFonts", "sz", "szCs", "kern", "spacing", "rtl", "bCs", "iCs")
)
# A style may give these to all words.
_STRONG = ("b", "i")
_OTHER_LOOKS = ("caps", "smallCaps", "color", "u")


_Votes = Mapping[tuple[object, ...], Counter[str]]


class _Line(Struct, frozen=True, eq=False):
    """A line or row of a file: its paragraphs, its style as the document calls it, what it says,
    how it looks, and whether it is in the table of contents.
    """

    paragraphs: tuple[Any, ...]
    style: str
    said: str
    look: tuple[object, ...]
    is_entry: bool

    @property
    def stance(self) -> tuple[object, ...]:
        """How it looks, whatever its words look like."""
        return self.look[:-1]

    @property
    def text(self) -> str:
        """What it says, with plain spaces."""
        return _plain(self.said)

    @property
    def label(self) -> str:
        """The label that was typed in front."""
        return _label(self.said)

    @property
    def bare(self) -> str:
        """What it says behind its label."""
        return _plain(self.said.removeprefix(self.label))


def restore_styles(package: Package, base: Sequence[Block]) -> bool:
    """Give the paragraphs of a package the styles again that they had, when most of these are gone.

    Args:
        package: the opened file; its paragraphs are changed.
        base: what it said when it was made.

    Returns:
        Whether they were gone.
    """
    if not base:
        return False
    _settle_behind_gone(package, base)
    if not _looks_restyled(package, base):
        return False
    lines = [*_lines_of(package, base)]
    if len(lines) + len(base) > _LONG:
        return False
    restoring = _Restoring(package, base, lines)
    if not restoring.lost:
        return False
    restoring.restore()
    return True


def _settle_behind_gone(package: Package, base: Sequence[Block]) -> None:
    """Give paragraphs behind one that was taken out the style that they had, when they say what
    they said.
    """
    roots = (root for part, root in package.roots.items() if is_on_pages(part))
    behind = [*itertools.chain.from_iterable(map(_behind_gone, roots))]
    then = _styles_then(package, base) if behind else {}
    default = styles_of(package).default
    for paragraph, texts in behind:
        found = next(filter(None, (then.get(_plain(text)) for text in texts)), None)
        style = (found.id or default) if found else ""
        if style and style != _style(paragraph):
            _set_style(paragraph, style)


class _StyleThen(Struct, frozen=True):
    """The style that all lines with some words had; no id is that of the default one."""

    id: str


def _styles_then(package: Package, base: Sequence[Block]) -> dict[str, _StyleThen]:
    """The styles of lines by what they said, and by that without values."""
    stored = _stored(package)
    found: dict[str, set[str]] = {}
    for block in base:
        for text in (_said(block, stored), _said(block, {})):
            found.setdefault(text, set()).add(block.style)
    return {
        text: _StyleThen(*styles) for text, styles in found.items() if text and len(styles) == 1
    }


def _behind_gone(root: Any) -> Iterator[tuple[Any, tuple[str, str]]]:
    """The paragraphs behind one of which the end was taken out, with what they say, and that
    without values.
    """
    if not has_changed_ends(root):
        return
    story, fields = story_of(root), _codes_of_fields(root)
    for before, paragraph in itertools.pairwise(root.iter(f"{_W}p")):
        is_gone = change_of_end(before) in (Change.DELETED, Change.MOVED_AWAY)
        if is_gone and before.getparent() is paragraph.getparent():
            free = _words(paragraph, story, fields, _is_free)
            yield paragraph, (_words(paragraph, story, fields), free)


def _looks_restyled(package: Package, base: Sequence[Block]) -> bool:
    """Whether of a style of then less than half of its uses is left: a first look, which is fast
    since nearly all files need no second.
    """
    names = _names(package, base)
    uses: Counter[str] = Counter()
    for part, root in package.roots.items():
        if is_on_pages(part):
            found = map(value_of, root.iter(f"{_W}pStyle"))
            uses.update(names.get(style, style) for style in found)
    then = Counter(block.style for block in base if block.style)
    return any(2 * uses[style] < count for style, count in then.items())


def _names(package: Package, base: Sequence[Block]) -> dict[str, str]:
    """The styles of then under the ids that they have in the file, by their names."""
    by_name = {name_in_file(block.style): block.style for block in base if block.style}
    found = styles_of(package).by_id.values()
    return {
        style.id: by_name[plain_name(style.name)]
        for style in found
        if plain_name(style.name) in by_name
    }


def _lines_of(package: Package, base: Sequence[Block]) -> Iterator[_Line]:
    names = _names(package, base)
    parts = sorted(filter(is_on_pages, package.roots), key=lambda name: (name != MAIN, name))
    for part in parts:
        root = package.roots[part]
        story, fields = story_of(root), _codes_of_fields(root)
        for paragraphs, is_row in _holders(root):
            said = "".join(_words(paragraph, story, fields) for paragraph in paragraphs)
            texts = itertools.chain.from_iterable(item.iter(f"{_W}t") for item in paragraphs)
            style = next(filter(None, map(_style, paragraphs)), "")
            style = names.get(style, style)
            is_entry = any(fields.get(text, "").startswith("TOC") or _leads(text) for text in texts)
            look = (style, is_row, _form(said), *_look(paragraphs))
            yield _Line(paragraphs, style, said, look, is_entry)


def _leads(text: Any) -> bool:
    """Whether words lead to a place in the document, from a line of a table of contents: it stands
    in the control of one, also where a program left no field for it.
    """
    link = next(text.iterancestors(LINK), None)
    if link is None or not link.get(f"{_W}anchor"):
        return False
    return any(item.find(_GALLERY) is not None for item in link.iterancestors(f"{_W}sdt"))


def _codes_of_fields(root: Any) -> Mapping[Any, str]:
    """The texts in the results of fields, with the code of their field."""
    return {text: code for text, (_, code) in field_results(root)}


def _words(
    paragraph: Any,
    story: Story,
    fields: Mapping[Any, str],
    is_read: Callable[[Any], bool] = lambda _: True,
) -> str:
    """What a paragraph says, without line breaks and the numbers that fields show.

    Args:
        is_read: whether what an element says counts.
    """
    pieces = (piece for piece in story.pieces(paragraph) if is_read(piece.element))
    texts = (it.text for it in pieces if not fields.get(it.element, "").startswith(_NUMBERS))
    return "".join(texts).replace("\n", "")


def _is_free(element: Any) -> bool:
    """Whether something stands in no control, as values do."""
    return next(element.iterancestors(f"{_W}sdtContent"), None) is None


def _holders(root: Any) -> Iterator[tuple[tuple[Any, ...], bool]]:
    """The lines and rows of a part, each as its paragraphs, and whether it is a row."""
    body = root.find(f"{_W}body")
    for element in block_elements(root if body is None else body):
        if element.tag == f"{_W}p":
            yield (element,), False
            continue
        for row in rows_of(element, Changes.TOLD):
            yield tuple(row.iter(f"{_W}p")), True


def _style(paragraph: Any) -> str:
    return value_of(paragraph.find(f"{_W}pPr/{_W}pStyle"))


def _label(said: str) -> str:
    """The label in front of what a line says."""
    found = _LABEL.match(said) or _NUMBER.match(said)
    return found[0] if found else ""


def _form(said: str) -> str:
    """What kind of label a line has: of figures, of a letter, or that of an article."""
    label = re.sub(r"\d+", "1", "".join(_label(said).split()))
    return re.sub(r"\b[a-zA-Z]{1,4}\b", "a", label)


def _look(paragraphs: Sequence[Any]) -> Iterator[object]:
    """What tells a kind of line from another when styles do not: its list, its indent, and whether
    all of its words are bold.
    """
    for first in paragraphs[:1]:
        yield value_of(first.find(f"{_W}pPr/{_W}numPr/{_W}ilvl"))
        yield value_of(first.find(f"{_W}pPr/{_W}numPr/{_W}numId"))
        indent = first.find(f"{_W}pPr/{_W}ind")
        yield "" if indent is None else indent.get(f"{_W}left") or indent.get(f"{_W}start") or ""
    yield all(_has(run, "b") for run in _runs(paragraphs))


def _runs(paragraphs: Sequence[Any]) -> list[Any]:
    """The runs with words in paragraphs."""
    runs = itertools.chain.from_iterable(item.iter(f"{_W}r") for item in paragraphs)
    return [*filter(_has_text, runs)]


def _plain(text: str) -> str:
    return " ".join(text.split())


class _Then(Struct, frozen=True):
    """What a line was, and whether it still says the same."""

    block: Block
    is_same: bool


class _Restoring:
    """One file whose styles may be gone."""

    def __init__(self, package: Package, base: Sequence[Block], lines: Sequence[_Line]) -> None:
        self._all = [*_with_entries([line for line in lines if line.text], base)]
        self._lines = [line for line in self._all if not line.is_entry]
        self._used = {*filter(None, (block.style for block in base))}
        stored = _stored(package)
        self._base = [(block, _said(block, stored)) for block in base]
        self._labelled = frozenset(_typed_out(self._lines, {text for _, text in self._base}))
        self._then = dict(self._matched())
        self._is_whole = False  # whether most lines of the document lost their style
        self.lost = frozenset(self._lost())

    def _text(self, line: _Line) -> str:
        return line.bare if id(line) in self._labelled else line.text

    def _matched(self) -> Iterator[tuple[int, _Then]]:
        """Lines by id, with what they were."""
        was, now = [text for _, text in self._base], [self._text(line) for line in self._lines]
        anywhere = {text: block for block, text in reversed(self._base) if text}
        matcher = difflib.SequenceMatcher(None, was, now, autojunk=False)
        for what, start, end, other, other_end in matcher.get_opcodes():
            base, lines = self._base[start:end], self._lines[other:other_end]
            if what == "equal":
                for (block, _), line in zip(base, lines, strict=True):
                    yield id(line), _Then(block, is_same=True)
            else:
                yield from self._in_gap(base, lines, anywhere)

    def _in_gap(
        self,
        base: Sequence[tuple[Block, str]],
        lines: Sequence[_Line],
        anywhere: Mapping[str, Block],
    ) -> Iterator[tuple[int, _Then]]:
        """The same of lines that are not what they were, or not where they were."""
        tried = base if len(base) * len(lines) <= _MOST_TRIED else ()
        words = [(block, Counter(text.split())) for block, text in tried]
        for line in lines:
            text = self._text(line)
            found = anywhere.get(text) or _most_alike(text, words)
            if found is not None:
                yield id(line), _Then(found, is_same=text in anywhere)

    def _style_then(self, line: _Line) -> str:
        found = self._then.get(id(line))
        return found.block.style if found else ""

    def _lost(self) -> Iterator[str]:
        """The styles that most of their lines no longer have, and none of ours in their place."""
        same, other = Counter[str](), Counter[str]()
        for line in self._lines:
            style, found = self._style_then(line), self._then.get(id(line))
            if found and found.is_same and style:
                is_lost = line.style != style and not self._has_own_style(line)
                (other if is_lost else same)[style] += 1
        if other.total() > same.total():
            self._is_whole = True
            yield from self._used
            return
        yield from (it for it, count in other.items() if count > same[it] and count >= _ENOUGH)

    @functools.cached_property
    def _instead(self) -> Mapping[str, str]:
        """The styles of which nearly all lines have another one of ours, with that: what a program
        calls a heading is one that another has here.
        """
        now: dict[str, Counter[str]] = defaultdict(Counter)
        for line in self._lines:
            found = self._then.get(id(line))
            if found and found.is_same and found.block.style:
                now[found.block.style][line.style] += 1
        most = {
            style: _of_most(count, _NEARLY_ALL)
            for style, count in now.items()
            if count.total() >= _ENOUGH
        }
        return {then: it for then, it in most.items() if it in self._used and it != then}

    def _has_own_style(self, line: _Line) -> bool:
        """Whether a line has a style of ours that stands for no other."""
        then = self._style_then(line)
        is_instead = line.style in self._instead.values() and line.style != then
        return line.style in self._used and not is_instead

    def restore(self) -> None:
        """Give each line its style."""
        votes, stances, before = self._votes(), self._stances(), ""
        for line in self._lines:
            style = line.style
            if not self._has_own_style(line) and style not in CONTENTS_STYLES:
                style = self._new_style(line, votes, stances) or before
                self._give(line, style)
            elif self._is_whole:
                self._drop_looks(line, style)
            before = "" if style in _HEADINGS else style
        for line, style in self._contents():
            _set_style(line.paragraphs[0], style)

    def _new_style(self, line: _Line, votes: _Votes, stances: _Votes) -> str:
        """The style that a line had, unless it looks as hardly any of that style does and nearly
        all of another do; of a line that nobody knows that of most that look like it.
        """
        then, voted = self._style_then(line), votes.get(line.look, Counter())
        if then not in self.lost:
            return _of_most(voted, 0.5)
        looks_like = _of_most(voted, _NEARLY_ALL) if voted.total() > _ENOUGH else ""
        own = sum(count[then] for count in stances.values())
        is_rare = stances[line.stance][then] < (1 - _NEARLY_ALL) * own
        return looks_like if looks_like and is_rare else then

    def _stances(self) -> _Votes:
        """The same of how lines look, whatever their words look like."""
        return self._counted(lambda line: line.stance)

    def _contents(self) -> Iterator[tuple[_Line, str]]:
        """The lines of the table of contents that have no style for it, and the one above it."""
        title, entry = CONTENTS_STYLES
        for before, line in itertools.pairwise((None, *self._all)):
            if line is None or not line.is_entry or line.style in CONTENTS_STYLES:
                continue
            if before is not None and not before.is_entry and id(before) not in self._then:
                yield before, title
            yield line, entry

    def _votes(self) -> _Votes:
        """The styles that lines with a look had."""
        return self._counted(lambda line: line.look)

    def _counted(self, key: Callable[[_Line], tuple[object, ...]]) -> _Votes:
        counted: dict[tuple[object, ...], Counter[str]] = {}
        for line in self._lines:
            style = self._style_then(line)
            if style in self.lost:
                counted.setdefault(key(line), Counter())[style] += 1
        return counted

    def _give(self, line: _Line, style: str) -> None:
        if not style:
            return
        if id(line) in self._labelled or self._has_labels:
            drop_from_start(line.paragraphs[0], len(line.label))
        for paragraph in line.paragraphs:
            _set_style(paragraph, style)
        self._drop_looks(line, style)

    def _drop_looks(self, line: _Line, style: str) -> None:
        """Take away what stands for a style: a program that turns most of them into looks gives
        those to lines with a style that it knows too, as a title.
        """
        then = self._then.get(id(line))
        is_mixed = then is not None and _has_look(then.block)
        names = (name for name in self._of_style[style] if not (is_mixed and name in _STRONG))
        for paragraph in line.paragraphs:
            _drop_paragraph_looks(paragraph)
        _drop_run_looks(line.paragraphs, names)

    @functools.cached_property
    def _of_style(self) -> Mapping[str, Collection[str]]:
        """The looks that stand for each style: all words of most of its lines have them. What only
        some have is of a hand.
        """
        of_style: dict[str, list[frozenset[str]]] = defaultdict(list)
        for line in self._lines:
            of_style[self._style_then(line)].append(frozenset(_looks_of_all(line.paragraphs)))
        counted = {style: Counter(itertools.chain(*looks)) for style, looks in of_style.items()}
        found = {
            style: {name for name, count in looks.items() if 2 * count > len(of_style[style])}
            for style, looks in counted.items()
        }
        return defaultdict(set, found)

    @property
    def _has_labels(self) -> bool:
        """Whether labels were typed out in all of the document."""
        return len(self._labelled) > len(self._lines) / 4


def _of_most(styles: Counter[str], share: float) -> str:
    """The style of more than a share, or nothing."""
    found = [style for style, count in styles.items() if count > share * styles.total()]
    return found[0] if found else ""


def _typed_out(lines: Iterable[_Line], texts: Collection[str]) -> Iterator[int]:
    """The lines, by id, that say what one said then behind a label."""
    return (id(line) for line in lines if line.text not in texts and line.bare in texts)


def _most_alike(text: str, words: Sequence[tuple[Block, Counter[str]]]) -> Block | None:
    """The line of then that has most words in common with a text, when it has enough."""
    own = Counter(text.split())
    scores = [(_likeness(own, other), -place) for place, (_, other) in enumerate(words)]
    score, place = max(scores, default=(0.0, 0))
    return words[-place][0] if score >= _SAME_LINE else None


def _has_look(block: Block) -> bool:
    """Whether words of a line were bold or italic when it was made."""
    inlines = itertools.chain(block.inlines, *block.cells)
    return any(
        inline.bold or inline.italic for inline in inlines if isinstance(inline, Text | ValueUse)
    )


def _with_entries(lines: Sequence[_Line], base: Sequence[Block]) -> Iterator[_Line]:
    """Lines, of which those are in the table of contents that say the same as headings further on,
    three or more of them together: it was typed out.
    """
    left = Counter(_heading(line) for line in lines if not line.is_entry)
    titles = {_plain(block.words) for block in base if block.style in _HEADINGS}
    run: list[_Line] = []
    behind: list[_Line] = []  # titles of no line further on: of a heading that has another now
    for line in lines:
        left[_heading(line)] -= not line.is_entry
        if not line.is_entry and _heading(line) in titles and (run or left[_heading(line)]):
            behind.append(line)
            if left[_heading(line)]:
                run, behind = [*run, *behind], []
            continue
        yield from (*_settled(run), *behind, line)
        run, behind = [], []
    yield from (*_settled(run), *behind)


def _settled(run: Sequence[_Line]) -> Iterator[_Line]:
    return (replace(line, is_entry=len(run) >= _ENOUGH) for line in run)


def _heading(line: _Line) -> str:
    """What a line says less a label and the number of a page."""
    return _plain(_PAGE.sub("", line.said).removeprefix(line.label))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words in common (Dice)."""
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


def _stored(package: Package) -> Mapping[str, str]:
    """What the store holds for values, as documents show it."""
    roots = (root for root in package.roots.values() if root.tag == f"{_D}waarden")
    nodes = itertools.chain.from_iterable(root.iterchildren(f"{_D}*") for root in roots)
    return {item.tag.removeprefix(_D): _as_shown(item.text or "") for item in nodes}


def _as_shown(text: str) -> str:
    day = parse_date(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    return show_date(day) if day else text


def _said(block: Block, stored: Mapping[str, str]) -> str:
    """What a line said when it was made, with values as they are stored now and without numbers of
    references, which a file shows in fields.
    """
    inlines = itertools.chain(block.inlines, *block.cells)
    return _plain("".join(_word(inline, stored) for inline in inlines))


def _word(inline: BlockInline, stored: Mapping[str, str]) -> str:
    if isinstance(inline, Text):
        return inline.text.replace("\n", "")
    return stored.get(inline.path, "") if isinstance(inline, ValueUse) else ""


def _set_style(paragraph: Any, style: str) -> None:
    properties = paragraph_properties(paragraph)
    found = properties.find(f"{_W}pStyle")
    if found is None:
        found = etree.Element(f"{_W}pStyle")
        properties.insert(0, found)
    found.set(f"{_W}val", style)


def _drop_paragraph_looks(paragraph: Any) -> None:
    """Take away what stands for a style in the properties of a paragraph."""
    properties = paragraph.find(f"{_W}pPr")
    for item in [*properties]:
        if item.tag in _PARAGRAPH_LOOKS or (item.tag == f"{_W}rPr" and not _is_tracked(item)):
            properties.remove(item)


def _drop_run_looks(paragraphs: Sequence[Any], names: Iterable[str]) -> None:
    """Take away what stands for a style in the words of paragraphs.

    Args:
        names: of the looks that all words have, or they are of a hand.
    """
    runs = _runs(paragraphs)
    everywhere = [f"{_W}{name}" for name in names if all(_has(run, name) for run in runs)]
    for group in itertools.chain.from_iterable(item.iter(f"{_W}rPr") for item in paragraphs):
        for item in [*group]:
            if item.tag in _RUN_LOOKS or item.tag in everywhere:
                group.remove(item)


def _looks_of_all(paragraphs: Sequence[Any]) -> Iterator[str]:
    """The looks that all words in paragraphs have."""
    runs = _runs(paragraphs)
    return (name for name in (*_STRONG, *_OTHER_LOOKS) if all(_has(run, name) for run in runs))


def _has(run: Any, name: str) -> bool:
    return run.find(f"{_W}rPr/{_W}{name}") is not None


def _is_tracked(mark: Any) -> bool:
    """Whether the end of a paragraph was put in or taken out under tracked changes."""
    return any(mark.find(f"{_W}{name}") is not None for name in ("ins", "del"))


def _has_text(run: Any) -> bool:
    return any((item.text or "").strip() for item in run.iter(f"{_W}t"))
