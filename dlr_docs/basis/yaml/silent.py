"""What YAML reads without a word otherwise than it was typed.

``naam: Vakcollege #1`` is "Vakcollege" to YAML, ``naam: &Zo`` is nothing, and quotation marks as
Word makes them are part of a text. Whoever types a name cannot know, and nothing in the document
would show it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.characters import ODD_SPACE
from dlr_docs.basis.problems import Problem, Source, error, warning

if TYPE_CHECKING:
    from dlr_docs.basis.yaml.mending.stray import Stray

# One space and a # behind a text: yamllint's rule for comments asks two, so that both are told
# apart.
_CUT = re.compile(r"(?<=[^\s#]) #")
_NUMBER = re.compile(r"#(?:\S| ?\d)")
NULLS = frozenset({"~", "null", "Null", "NULL"})  # what YAML takes for nothing, beside nothing
_SIGNS = frozenset("+•·●▪◦‣–—-=")
_ITEM = re.compile(r"[*+•·●▪◦‣–—-] |[•·●▪◦‣]\t|-{2,} ?|[-=]> ?|-(?=[^\W\d_]|['\"“„])")
# What stray signs look like, and those at the end: basis.yaml.mending.stray judges them.
_DOUBT = re.compile(r"[;|]|//|,(?:\s+(?:en|of))?$")
_ENDED = re.compile(r"[,;](?:\s+(?:en|of))?$")
_QUOTES = "Zet aanhalingstekens om de hele tekst."


def cut_lines(text: str) -> frozenset[int]:
    """The lines, from 0, where a # may cut a text short."""
    if " #" not in text:
        return frozenset()
    lines = enumerate(text.split("\n"))
    return frozenset(number for number, line in lines if _CUT.search(line))


class _Spot(Struct, frozen=True):
    """A place in a text; both numbers count from 0."""

    line: int
    column: int


class Silent(Struct):
    """What was read otherwise than typed, as it is found while a text is read."""

    text: str
    at: Callable[[Any], Source]
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, Any] = field(default_factory=dict)
    cut: frozenset[int] = frozenset()
    lines: list[str] = field(default_factory=list)
    doubtful: dict[tuple[int, int], str] = field(default_factory=dict)

    def line(self, number: int) -> str:
        """A line of the text, from 0."""
        if not self.lines:
            self.lines = self.text.split("\n")
        return self.lines[number] if number < len(self.lines) else ""

    def whole(self, mark: Any) -> str:
        """The line at a mark with all that follows the mark in quotation marks."""
        from dlr_docs.basis.yaml.mending.lines import value_at, with_value

        line = self.line(mark.line)
        return with_value(line, mark.column, value_at(line, mark.column))

    def scalar(self, event: Any) -> None:
        """Judge one text."""
        if event.style in (None, ""):
            self._plain(event)
        elif event.style in ("|", ">") and not event.value:
            message = f"YAML leest {event.style} als het begin van een tekst op de volgende regels"
            self._add(event.start_mark, message, "Typ die tekst, of zet er aanhalingstekens om.")

    def _plain(self, event: Any) -> None:
        """Judge a text without quotation marks."""
        value, last = event.value, event.end_mark.line
        if last in self.cut:
            self._cut_short(event)
        if ODD_SPACE.match(value) or ODD_SPACE.match(value[-1:]):
            self._odd_space(event)
        if value[:1] in ("“", "„", "”", "‘"):
            self._curly(event)
        if value.endswith(":"):
            self._double_colon(event)
        if value[:1] in _SIGNS or event.start_mark.line != last:
            self._list_as_text(event)
        if value in NULLS:
            self._nothing(event)
        if event.start_mark.line == last and _DOUBT.search(value):
            self._doubt(event)

    def _doubt(self, event: Any) -> None:
        """Remember a text with a sign that may be meant otherwise until all around it is read."""
        mark = event.start_mark
        self.doubtful[mark.line, mark.column] = event.value
        if "//" not in event.value:
            return
        from dlr_docs.basis.yaml.mending.stray import PlainText, aside

        found = aside(PlainText(event.value, mark.line, mark.column), self.line(mark.line))
        self._stray([found] if found else [])

    def group(self, node: Any) -> None:
        """Judge a list or a group, once all in it was read."""
        if isinstance(node.data, dict) and None in node.data.values():
            self._tight_keys(node, [key for key in node.keys if ":" in key or "=" in key])
        if self.doubtful:
            self._separators(node)

    def _tight_keys(self, node: Any, keys: Sequence[str]) -> None:
        """Keys that hold their values, of those that hold a sign of one."""
        if not keys:
            return
        from dlr_docs.basis.yaml.mending.stray import PlainText, tight_key

        for key in keys:
            mark = node.keys[key]
            typed = PlainText(key, mark.line, mark.column)
            found = tight_key(typed, self.line(mark.line)) if node.data[key] is None else None
            if found:
                self._add(mark, found.message, found.hint, found.instead)

    def _separators(self, node: Any) -> None:
        """Signs in a list or at the end of its items, or of the values of a group."""
        texts = [child for child in node.children if isinstance(child.data, str)]
        doubts = [self.doubtful.pop((item.mark.line, item.mark.column), "") for item in texts]
        is_flow = self.line(node.mark.line)[node.mark.column : node.mark.column + 1] in ("[", "{")
        is_one = isinstance(node.data, list) and len(node.children) == 1
        if is_one and any(doubts) if is_flow else any(map(_ENDED.search, doubts)):
            self._stray(self._judged(texts, isinstance(node.data, list), is_flow))

    def _judged(self, texts: Sequence[Any], is_list: bool, is_flow: bool) -> Iterable[Stray]:
        """The texts of a list or a group with signs that part nothing."""
        from dlr_docs.basis.yaml.mending import stray

        lines = [self.line(item.mark.line) for item in texts]
        typed = [
            stray.PlainText(item.data, item.mark.line, item.mark.column)
            if line.startswith(item.data, item.mark.column)
            else None
            for item, line in zip(texts, lines, strict=True)
        ]
        if is_flow:
            return stray.only_item(typed[0], lines[0])
        return (stray.ended_items if is_list else stray.ended_values)(typed, lines)

    def _stray(self, found: Iterable[Stray]) -> None:
        for item in found:
            place = self.at(_Spot(item.typed.line, item.typed.column))
            told = warning(codes.YAML_TEKEN, item.message, place, item.hint)
            self.problems.append(_told(told, item.instead))

    def anchor(self, event: Any) -> None:
        """Remember a name (&…) until something refers to it."""
        if event.anchor:
            self.anchors.setdefault(event.anchor, event.start_mark)

    def unused_anchors(self, used: set[str]) -> None:
        """A name that nothing refers to was a text that begins with &."""
        message = "YAML leest een woord met & ervoor als een naam, en niet als tekst"
        for name, mark in self.anchors.items():
            if name not in used:
                self._add(mark, message, _QUOTES)

    def _cut_short(self, event: Any) -> None:
        number, column = event.end_mark.line, event.end_mark.column
        rest = self.line(number)[column:]
        if not rest.startswith(" #") or event.start_mark.line != number:
            return
        from dlr_docs.basis.yaml.mending.lines import with_value

        begin = self._start(event)
        instead = with_value(self.line(number), begin, self.line(number)[begin:].strip())
        hint = (
            "Hoort het bij de tekst, zet dan aanhalingstekens om het geheel. Is het uitleg, zet "
            "er dan twee spaties voor."
        )
        if _NUMBER.match(rest.lstrip()):
            message = "YAML laat # en alles erachter weg"
            self._add(event.start_mark, message, hint, instead)
        elif event.value:
            place = self.at(event.start_mark)
            message = "YAML leest wat achter # staat als uitleg, en niet als tekst"
            self.problems.append(_told(warning(codes.YAML_UITLEG, message, place, hint), instead))

    def _nothing(self, event: Any) -> None:
        """A word that stands for nothing may be what somebody is called."""
        message = f"YAML leest {event.value} als een lege waarde, en niet als tekst"
        hint = "Is dit nog open, laat het dan leeg. Is het tekst, zet er dan aanhalingstekens om."
        found = warning(codes.YAML_NIETS, message, self.at(event.start_mark), hint)
        self.problems.append(_told(found, self.whole(event.start_mark)))

    def _start(self, event: Any) -> int:
        """Where a text begins; one that is all comment begins at its #."""
        if event.value:
            return int(event.start_mark.column)
        line: str = self.line(event.start_mark.line)
        return line.index("#", event.start_mark.column)

    def _odd_space(self, event: Any) -> None:
        line = self.line(event.start_mark.line)
        column = event.start_mark.column
        behind = self._behind(event)
        typed = ODD_SPACE.sub(" ", line[column : len(line) - len(behind)]).rstrip()
        instead = f"{line[:column]}{typed}{behind}".rstrip()
        message = "hier staat een harde spatie of een onzichtbaar teken"
        self._add(event.start_mark, message, "Vervang het door een gewone spatie.", instead)

    def _curly(self, event: Any) -> None:
        from dlr_docs.basis.yaml.mending.flow import curly
        from dlr_docs.basis.yaml.mending.lines import line_repair, with_value

        inside = curly(event.value)
        if inside is None:
            return
        line, column = self.line(event.start_mark.line), event.start_mark.column
        instead = with_value(line, column, inside)
        behind = self._behind(event)
        whole = line_repair(event.start_mark.line, line)  # of all texts between brackets at once
        if behind.startswith(":"):
            instead = f"{line[:column]}{inside}{behind}".rstrip()
        elif whole:
            instead = whole.instead
        message = "YAML leest gekrulde aanhalingstekens als deel van de tekst"
        hint = "Typ rechte aanhalingstekens; in een gewone editor komen die vanzelf."
        self._add(event.start_mark, message, hint, instead)

    def _list_as_text(self, event: Any) -> None:
        """A list whose items begin with another sign than a dash is one text to YAML."""
        first, last = event.start_mark.line, event.end_mark.line
        numbers = range(first, last + 1)
        is_own_line = not self.line(first)[: event.start_mark.column].strip()
        begins = [_ITEM.match(self.line(number).lstrip()) for number in numbers]
        if not is_own_line or not (
            begins[0] or any(found and found[0] == "- " for found in begins)
        ):
            return
        from dlr_docs.basis.yaml.mending.lines import as_item

        message = "YAML leest deze lijst als één tekst"
        hint = "Zet voor elk onderdeel een streepje en een spatie."
        for number, found in zip(numbers, begins, strict=True):
            line = self.line(number)
            if line.strip() and not (found and found[0] == "- "):
                mark = _Spot(number, len(line) - len(line.lstrip()))
                self._add(mark, message, hint, as_item(line))

    def _double_colon(self, event: Any) -> None:
        """A key with two colons behind it has one of them in its name."""
        behind = self._behind(event)
        if not behind.startswith(":"):
            return
        message = "achter de sleutel staat een dubbele punt te veel"
        line = self.line(event.start_mark.line)
        instead = f"{line[: event.start_mark.column]}{event.value.rstrip(':')}{behind}".rstrip()
        self._add(event.start_mark, message, "Zet er één, met een spatie erachter.", instead)

    def _behind(self, event: Any) -> str:
        """What stands behind a text on its line; nothing for one of more lines."""
        is_one_line = event.end_mark.line == event.start_mark.line
        return self.line(event.start_mark.line)[event.end_mark.column :] if is_one_line else ""

    def _add(self, mark: Any, message: str, hint: str, instead: str | None = None) -> None:
        found = error(codes.YAML_ANDERS, message, self.at(mark), hint)
        told = _told(found, self.whole(mark) if instead is None else instead)
        is_said = any(self._is_same(item, told) for item in self.problems[-1:])
        if not is_said:
            self.problems.append(told)

    def _is_same(self, one: Problem, other: Problem) -> bool:
        """Whether the line as it should be is that of the problem before."""
        lines = [item.source and item.source.line for item in (one, other)]
        return lines[0] == lines[1] and one.instead == other.instead


def _told(problem: Problem, instead: str) -> Problem:
    return replace(problem, instead=instead)
