"""A package in which values come and go with the paragraph that they stand in.

LibreOffice fills a bound control again from the store when it opens a file. In a paragraph that was
taken out or put in while changes were tracked, its words are then no longer part of that change:
accepted, they would be a paragraph of their own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.package.opening import Package, package_of
from dlr_docs.word.package.reading.text import Change, Changes, Story, change_of_end, story_of
from dlr_docs.word.package.relations import is_on_pages
from dlr_docs.word.package.xml import W

_W = f"{{{W}}}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_BINDINGS = (f"{_W}dataBinding", f"{_W15}dataBinding")
_ENDS = (".", "!", "?", ".)", '."')  # of a sentence
_CHANGES = tuple(f"{_W}{change.value}" for change in Change if change.value)


class _Token(Struct, frozen=True, eq=False):
    """A text, the end of a paragraph, or a bound control of which words stand in no change.

    ``mark`` is the change that it stands in, ``control`` the control and ``text`` what it says.
    """

    change: Change
    mark: Any = None
    control: Any = None
    is_end: bool = False
    text: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether it stands in no change, and is no control that may have lost it."""
        return self.change is Change.NONE and self.control is None


def package_with_changes(data: bytes, name: str) -> Package:
    """Open a document; what its controls show is part of the change of the paragraph around them.

    Raises:
        TemplateError: when it is no .docx, too large or damaged.
    """
    package = package_of(data, name)
    for part, root in package.roots.items():
        if is_on_pages(part) and next(root.iter(*_CHANGES), None) is not None:
            _settle_controls(root)
    return package


def has_changed_ends(root: Any) -> bool:
    """Whether a paragraph in a part came or went while changes were tracked."""
    return any(item.getparent().tag == f"{_W}rPr" for item in root.iter(*_CHANGES))


def _settle_controls(root: Any) -> None:
    story = story_of(root, Changes.TOLD)
    before = _BEGIN
    stretch: list[_Token] = []
    for paragraph in root.iter(f"{_W}p"):
        tokens = _settled_sentences([*_tokens(paragraph, story)])
        for token in _settled(tokens, paragraph):
            if not token.is_kept:
                stretch.append(token)
                continue
            _settle_stretch(stretch, before)
            before, stretch = token, []
    _settle_stretch(stretch, before)


def _settled(tokens: list[_Token], paragraph: Any) -> list[_Token]:
    """A paragraph of which all words of its own came or went, and its end: its controls did too,
    also where LibreOffice lost that of its end, before a table. Elsewhere a paragraph with its end
    in no change stayed, and so did the value beside which words were typed or taken out.
    """
    following = next(paragraph.itersiblings(f"{_W}p", f"{_W}tbl", f"{_W}sdt"), None)
    is_before_table = following is not None and following.tag == f"{_W}tbl"
    if tokens[-1].is_kept and not is_before_table:
        return tokens
    words = [token for token in tokens if token.control is None and not token.is_end]
    if len({(token.is_kept, token.change.adds) for token in words}) != 1 or words[0].is_kept:
        return tokens
    for token in filter(_is_control, tokens):
        _change(token.control, words[0])
    return [words[0], tokens[-1]]


def _settled_sentences(tokens: list[_Token]) -> list[_Token]:
    """A paragraph of which whole sentences were taken out, and the values in these with them: no
    hand leaves a value alone between two sentences.
    """
    groups = [
        (is_text, [*group])
        for is_text, group in itertools.groupby(tokens, lambda it: it.is_kept and not it.is_end)
    ]
    found: list[_Token] = []
    for (_, before), (is_text, group), (_, after) in zip(
        [(True, []), *groups], groups, [*groups[1:], (True, [])], strict=False
    ):
        if not is_text and _is_sentence(before, [it for it in group if not it.is_end], after):
            for token in filter(_is_control, group):
                _change(token.control, group[0])
            group = [group[0] if _is_control(token) else token for token in group]
        found += group
    return found


def _is_sentence(before: list[_Token], gone: list[_Token], after: list[_Token]) -> bool:
    """Whether words and not only values were taken out, from where a sentence begins to where one
    ends, and more of the paragraph stays.
    """
    if not gone or _is_control(gone[0]) or _is_control(gone[-1]):
        return False
    are_gone = all(_is_control(token) or not token.change.adds for token in gone)
    return are_gone and _are_sentences(_text(before), _text(after))


def _are_sentences(before: str, after: str) -> bool:
    """Whether a sentence ends before a place in a paragraph with other words, and one begins behind
    it, as far as there are words.
    """
    is_whole = not before or before.endswith(_ENDS)
    return is_whole and (after[:1].isupper() if after else bool(before))


def _text(tokens: list[_Token]) -> str:
    return "".join(token.text for token in tokens).strip()


def _tokens(paragraph: Any, story: Story) -> Iterator[_Token]:
    """What a paragraph says, and its end."""
    last = None
    for piece in story.pieces(paragraph):
        control = _bound(piece.element) if piece.change is Change.NONE else None
        if control is None or control is not last:
            mark = next(piece.element.iterancestors(*_CHANGES), None)
            yield _Token(piece.change, mark, control, text=piece.text)
        last = control
    change = change_of_end(paragraph)
    marks = paragraph.iterfind(f"{_W}pPr/{_W}rPr/{_W}{change.value}") if change.value else iter(())
    yield _Token(change, next(marks, None), is_end=True)


def _bound(element: Any) -> Any:
    """The bound control in a paragraph that an element stands in."""
    for holder in element.iterancestors(f"{_W}sdt", f"{_W}p"):
        if holder.tag == f"{_W}p":
            return None
        if any(holder.find(f"{_W}sdtPr/{name}") is not None for name in _BINDINGS):
            return holder
    return None


def _settle_stretch(stretch: Sequence[_Token], before: _Token) -> None:
    """Put controls in the change of all that stands around them, when that goes over the end of a
    paragraph. One beside words that stay, or with nothing behind it, may stay too.
    """
    found = [token for token in stretch if not _is_control(token)]
    if not any(token.is_end for token in found) or len({it.change.adds for it in found}) != 1:
        return
    if not before.is_end:
        stretch = [*itertools.dropwhile(_is_control, stretch)]
    for token in itertools.dropwhile(_is_control, reversed(stretch)):
        if _is_control(token):
            _change(token.control, found[-1])


def _is_control(token: _Token) -> bool:
    return token.control is not None


def _change(control: Any, like: _Token) -> None:
    """Put the words of a control in a change by the hand of another."""
    for run in control.iter(f"{_W}r"):
        if next(run.iterancestors(*_CHANGES), None) is not None:
            continue
        change = etree.Element(
            f"{_W}ins" if like.change.adds else f"{_W}del", dict(like.mark.attrib)
        )
        run.addprevious(change)
        change.append(run)
        for text in () if like.change.adds else run.iter(f"{_W}t"):
            text.tag = f"{_W}delText"


_BEGIN = _Token(Change.NONE, is_end=True)  # what stands before all
