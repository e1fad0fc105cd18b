"""A hand that edits a document anywhere, in the ways that Word leaves: each kind of edit is one
line of a table, done at a place that a number picks.

Every word that it types is a new one, so that it is found back whatever else happens.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lxml import etree

from tests.ooxml import W, parts
from tests.revise.edits import MAIN

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BY = {f"{W}author": "J. de Vries", f"{W}date": "2027-03-01T10:00:00Z"}
_BETWEEN = re.compile(r"(?<=\S) (?=\S)")  # words
_BOOKMARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_HELD = tuple(f"{W}{name}" for name in ("sdt", "fldSimple", "ins", "del"))
_LINES = ("Lid", "Onderdeel")
_FIRST_OF_LOOKS = ("rStyle", "rFonts")  # what stands before all other looks of a run


class NothingThere(Exception):
    """The document has no place for an edit of this kind."""


def made(tag: str, *inside: Any, **attributes: str) -> Any:
    """An element of Word."""
    element = etree.Element(f"{W}{tag}")
    for name, value in attributes.items():
        element.set(f"{W}{name}", value)
    element.extend(inside)
    return element


def run(words: str) -> Any:
    """Words as they are typed."""
    element = made("r", made("t"))
    element[0].text = words
    element[0].set(_SPACE, "preserve")
    return element


def line(words: str, style: str = "Lid") -> Any:
    """A paragraph as it is typed."""
    return made("p", made("pPr", made("pStyle", val=style)), run(words))


def style_of(paragraph: Any) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def free_runs(paragraph: Any) -> list[Any]:
    """The runs with words that stand in no control, no field and no tracked change."""
    found: list[Any] = []
    depth = 0
    for item in paragraph.iter(f"{W}fldChar", f"{W}r"):
        if item.tag == f"{W}fldChar":
            depth += {"begin": 1, "end": -1}.get(item.get(f"{W}fldCharType"), 0)
        elif not depth and len(item.findall(f"{W}t")) == 1 and item.find(f"{W}t").text:
            found += [] if next(item.iterancestors(*_HELD), None) is not None else [item]
    return found


class Hand:
    """Somebody at work in one document; ``typed`` are the words that came, in order."""

    def __init__(self, data: bytes) -> None:
        self._parts = parts(data)
        self._roots = {MAIN: etree.fromstring(self._parts[MAIN])}
        self.typed: list[str] = []
        self._ids = 9000

    def data(self) -> bytes:
        """The document as it is now."""
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as package:
            for name, content in {**self._parts, **self.saved()}.items():
                package.writestr(name, content)
        return written.getvalue()

    def saved(self) -> dict[str, bytes]:
        """The parts that the hand was in."""
        return {name: etree.tostring(root) for name, root in self._roots.items()}

    @property
    def body(self) -> Any:
        return self._roots[MAIN].find(f"{W}body")

    def root(self, part: str) -> Any:
        """The root of another part."""
        if part not in self._roots:
            self._roots[part] = etree.fromstring(self._parts[part])
        return self._roots[part]

    def word(self) -> str:
        """A word that stands nowhere else."""
        number = f"{len(self.typed):03}"
        self.typed.append("zq" + "".join("abcdefghij"[int(figure)] for figure in number))
        return self.typed[-1]

    def mark(self, kind: str, *inside: Any) -> Any:
        """A tracked change."""
        self._ids += 1
        change = made(kind, *inside, id=str(self._ids))
        change.attrib.update(_BY)
        return change

    def lines(self, *styles: str) -> list[Any]:
        """The paragraphs of the articles with words of their own."""
        return [
            item
            for item in self.body.iterchildren(f"{W}p")
            if style_of(item) in (styles or _LINES) and free_runs(item)
        ]

    def rows(self) -> list[Any]:
        return [*self.body.iter(f"{W}tr")]

    def following(self) -> list[Any]:
        """The lines that have one right behind them."""
        lines = self.lines()
        return [item for item in lines if item.getnext() in lines]

    def with_value(self) -> list[Any]:
        return [item for item in self.lines() if values_of(item)]


def values_of(paragraph: Any) -> list[Any]:
    """The controls among the words of a paragraph."""
    controls = paragraph.iter(f"{W}sdt")
    return [item for item in controls if item.find(f"{W}sdtContent/{W}r") is not None]


def picked(items: Sequence[Any], number: int) -> Any:
    """One of some things.

    Raises:
        NothingThere: when there is none.
    """
    if not items:
        raise NothingThere
    return items[number % len(items)]


def cut(paragraph: Any, number: int) -> tuple[Any, Any]:
    """The halves of a run that was cut between two words; neither is empty, as a numbered line
    without words counts and says nothing, and goes.
    """
    runs = [item for item in free_runs(paragraph) if _BETWEEN.search(item.find(f"{W}t").text)]
    first = picked(runs, number)
    words = first.find(f"{W}t").text
    between = [item.start() for item in _BETWEEN.finditer(words)]
    at = picked(between, number) + 1
    second = copy.deepcopy(first)
    for half, text in ((first, words[:at]), (second, words[at:])):
        half.find(f"{W}t").text = text
        half.find(f"{W}t").set(_SPACE, "preserve")
    first.addnext(second)
    return first, second


def copied(paragraph: Any) -> Any:
    """A copy, which has no bookmarks."""
    made_anew = copy.deepcopy(paragraph)
    for mark in [*made_anew.iter(*_BOOKMARKS)]:
        mark.getparent().remove(mark)
    return made_anew


def take_out(element: Any) -> None:
    """An element is gone; bookmarks that begin or end in it alone stay."""
    starts, ends = ({item.get(f"{W}id"): item for item in element.iter(tag)} for tag in _BOOKMARKS)
    for number in starts.keys() ^ ends.keys():
        element.addprevious(starts.get(number, ends.get(number)))
    element.getparent().remove(element)


def end_of(paragraph: Any) -> Any:
    """The properties of the end of a paragraph."""
    properties = paragraph.find(f"{W}pPr")
    found = properties.find(f"{W}rPr")
    if found is None:
        found = made("rPr")
        properties.append(found)
    return found


def type_in(hand: Hand, number: int, where: str, *, is_tracked: bool = False) -> None:
    paragraph = picked(hand.lines(*_LINES, "Artikel", "Partij", "Overweging"), number)
    new = run(f" {hand.word()} ")
    new = hand.mark("ins", new) if is_tracked else new
    if where == "middle":
        cut(paragraph, number)[1].addprevious(new)
    elif where == "start":
        free_runs(paragraph)[0].addprevious(new)
    else:
        free_runs(paragraph)[-1].addnext(new)


def take_words_out(hand: Hand, number: int, *, is_tracked: bool = False) -> None:
    _, second = cut(picked(hand.lines(), number), number)
    if not is_tracked:
        second.getparent().remove(second)
        return
    second.find(f"{W}t").tag = f"{W}delText"
    change = hand.mark("del")
    second.addprevious(change)
    change.append(second)


def take_line_out_tracked(hand: Hand, number: int) -> None:
    paragraph = picked(hand.lines(), number)
    end_of(paragraph).append(hand.mark("del"))
    for item in [*paragraph.iter(f"{W}r")]:
        change = hand.mark("del")
        item.addprevious(change)
        change.append(item)
        for text in item.iter(f"{W}t", f"{W}instrText"):
            is_text = text.tag == f"{W}t"
            text.tag = f"{W}delText" if is_text else f"{W}delInstrText"


def put_in(hand: Hand, number: int, *styles: str) -> None:
    for style in reversed(styles):
        picked(hand.lines(), number).addnext(line(f"Dit is {hand.word()}.", style))


def move(hand: Hand, number: int) -> None:
    lines = hand.lines()
    one, other = picked(lines, number), picked(lines, number // 7 + 1)
    if one is not other:
        other.addnext(copied(one))
        take_out(one)


def cut_in_two(hand: Hand, number: int) -> None:
    paragraph = picked(hand.lines(), number)
    _, second = cut(paragraph, number)
    if second.getparent() is paragraph:
        rest = [second, *second.itersiblings()]
        paragraph.addnext(made("p", copy.deepcopy(paragraph.find(f"{W}pPr")), *rest))


def make_one(hand: Hand, number: int, *, is_tracked: bool = False) -> None:
    if is_tracked:
        ends = [it for it in hand.following() if it.find(f"{W}pPr/{W}rPr/{W}del") is None]
        paragraph = picked(ends, number)
        paragraph.append(run(" "))
        end = end_of(paragraph)
        end.insert(0 if end.find(f"{W}ins") is None else 1, hand.mark("del"))
        return
    paragraph = picked(hand.following(), number)
    following = paragraph.getnext()
    paragraph.extend([run(" "), *(item for item in following if item.tag != f"{W}pPr")])
    following.getparent().remove(following)


def restyle(hand: Hand, number: int, style: str) -> None:
    picked(hand.lines(), number).find(f"{W}pPr/{W}pStyle").set(f"{W}val", style)


def look(hand: Hand, number: int, new: Any) -> None:
    item = picked(free_runs(picked(hand.lines(), number)), number)
    properties = item.find(f"{W}rPr")
    if properties is None:
        properties = made("rPr")
        item.insert(0, properties)
    if properties.find(new.tag) is None:
        first = sum(it.tag.removeprefix(W) in _FIRST_OF_LOOKS for it in properties)
        properties.insert(first, new)


def a_value(hand: Hand, number: int) -> Any:
    return picked(values_of(picked(hand.with_value(), number)), number)


def bare_value(hand: Hand, number: int) -> None:
    control = a_value(hand, number)
    for item in [*control.find(f"{W}sdtContent")]:
        control.addprevious(item)
    control.getparent().remove(control)


def all_of(hand: Hand, *tags: str) -> Iterator[Any]:
    return iter([*hand.body.iter(*(f"{W}{tag}" for tag in tags))])


def take_all_out(hand: Hand, *tags: str) -> None:
    for item in all_of(hand, *tags):
        item.getparent().remove(item)


def new_row(hand: Hand, number: int) -> None:
    old = picked(hand.rows(), number)
    new = copied(old)
    for cell in new.iter(f"{W}tc"):
        kept = cell.find(f"{W}tcPr")
        for item in [*cell]:
            cell.remove(item)
        cell.extend([] if kept is None else [kept])
        cell.append(made("p", run(hand.word())))
    old.addnext(new)


def take_row_out(hand: Hand, number: int) -> None:
    rows = [row for row in hand.rows() if len(row.getparent().findall(f"{W}tr")) > 1]
    take_out(picked(rows, number))


def type_in_cell(hand: Hand, number: int) -> None:
    paragraphs = [item for row in hand.rows() for item in row.iter(f"{W}p") if free_runs(item)]
    picked(free_runs(picked(paragraphs, number)), number).addnext(run(f" {hand.word()} "))


def type_in_header(hand: Hand, number: int) -> None:
    paragraph = next(hand.root("word/header1.xml").iter(f"{W}p"))
    paragraph.append(run(f" {hand.word()}"))


def table(hand: Hand, number: int) -> None:
    cells = [made("tc", made("p", run(hand.word()))) for _ in range(2)]
    grid = made("tblGrid", made("gridCol", w="3000"), made("gridCol", w="3000"))
    new = made("tbl", made("tblPr"), grid, made("tr", *cells))
    picked(hand.lines(), number).addnext(new)


def soften(hand: Hand, number: int) -> None:
    """The spaces of a run hold its words together."""
    text = picked(free_runs(picked(hand.lines(), number)), number).find(f"{W}t")
    inside = text.text.strip()
    text.text = text.text.replace(inside, inside.replace(" ", "\u00a0"))


def cut_runs(hand: Hand, number: int) -> None:
    first, _ = cut(picked(hand.lines(), number), number)
    first.addnext(made("proofErr", type="spellStart"))


Edit = Callable[[Hand, int], object]
# What vergelijk has nothing to say of.
QUIET: dict[str, Edit] = {
    "a run cut by Word": cut_runs,
    "an empty line": lambda hand, number: picked(hand.lines(), number).addnext(made("p")),
    "a control removed": bare_value,
    "bindings lost": lambda hand, _: take_all_out(hand, "dataBinding"),
    "bookmarks removed": lambda hand, _: take_all_out(hand, "bookmarkStart", "bookmarkEnd"),
}
TOLD: dict[str, Edit] = {
    "words at the start": lambda hand, number: type_in(hand, number, "start"),
    "words in the middle": lambda hand, number: type_in(hand, number, "middle"),
    "words at the end": lambda hand, number: type_in(hand, number, "end"),
    "tracked words": lambda hand, number: type_in(hand, number, "middle", is_tracked=True),
    "words taken out": take_words_out,
    "a tracked deletion": lambda hand, number: take_words_out(hand, number, is_tracked=True),
    "hard spaces": soften,
    "a lid put in": lambda hand, number: put_in(hand, number, "Lid"),
    "an onderdeel put in": lambda hand, number: put_in(hand, number, "Onderdeel"),
    "an article put in": lambda hand, number: put_in(hand, number, "Artikel", "Lid", "Lid"),
    "a pasted line": lambda hand, number: put_in(hand, number, "MsoNormal"),
    "a line taken out": lambda hand, number: take_out(picked(hand.lines(), number)),
    "a line taken out, tracked": take_line_out_tracked,
    "a line moved": move,
    "a line copied": lambda hand, number: picked(hand.lines(), number // 3).addnext(
        copied(picked(hand.lines(), number))
    ),
    "a line cut in two": cut_in_two,
    "two lines made one": make_one,
    "two lines made one, tracked": lambda hand, number: make_one(hand, number, is_tracked=True),
    "a lid for an onderdeel": lambda hand, number: restyle(hand, number, "Onderdeel"),
    "a line made an article": lambda hand, number: restyle(hand, number, "Artikel"),
    "a line made plain": lambda hand, number: restyle(hand, number, "Standaard"),
    "bold": lambda hand, number: look(hand, number, made("b")),
    "struck through": lambda hand, number: look(hand, number, made("strike")),
    "words beside a value": lambda hand, number: a_value(hand, number).addnext(
        run(f" {hand.word()} ")
    ),
    "a value taken out": lambda hand, number: take_out(a_value(hand, number)),
    "words in a cell": type_in_cell,
    "a row put in": new_row,
    "a row taken out": take_row_out,
    "a table put in": table,
    "words in the header": type_in_header,
}
KINDS = {**QUIET, **TOLD}
