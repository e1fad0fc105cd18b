"""Which lines make a file unreadable: those whose repair lets YAML read further.

YAML's own reader tells where it could not go on, which is often a hundred lines below the sign that
misled it. So lines that look wrong are repaired one by one, and a repair is believed only when the
reader then comes further.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import inf
from typing import Any

import yaml
from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis.yaml.mending.keys import closing_repair, key_repairs, sentence_repairs
from dlr_docs.basis.yaml.mending.lines import (
    Repair,
    bullet_repairs,
    colon_repair,
    dash_repair,
    line_repair,
    place_repairs,
)
from dlr_docs.basis.yaml.tree import LOADER

_MOST_CHARACTERS = 300_000  # no file that a person types is larger
_MOST_REPAIRS, _MOST_ATTEMPTS = 40, 300
_AROUND = 12  # lines above a failure from which indentation is taken


class _Reached(Struct, frozen=True, order=True):
    """How far YAML came: the last text that it read on one line and outside brackets, since a
    quotation mark or bracket that does not close swallows lines; then where it stopped.
    """

    text: tuple[float, float]
    line: float
    begins: float


_END = _Reached((inf, inf), inf, inf)
_NOWHERE = _Reached((-1, -1), -1, -1)


class Repaired(Struct, frozen=True):
    """The lines that were wrong, and what YAML still cannot read when they are mended.

    ``typed`` has for every line of the mended text the number of the one that was typed.
    """

    repairs: tuple[Repair, ...]
    failure: yaml.YAMLError | None
    typed: tuple[int, ...]


def repaired(text: str, failure: yaml.YAMLError) -> Repaired:
    """Find the lines that make a text unreadable."""
    lines = text.split("\n")
    if len(text) > _MOST_CHARACTERS:
        return Repaired((), failure, tuple(range(len(lines))))
    search = _Search(lines, failure)
    while search.failure is not None and len(search.first) < _MOST_REPAIRS:
        if not any(attempt() for attempt in search.attempts_in_order):
            break
    return Repaired(tuple(search.repairs()), search.failure, tuple(map(int, search.places)))


class _Search:
    """The lines so far, and how far YAML reads them.

    ``places`` tells where each was typed: a line that became two has both, n and n + 0.1.
    """

    def __init__(self, lines: list[str], failure: yaml.YAMLError) -> None:
        self.typed = lines
        self.lines = [*lines]
        self.places: list[float] = [*range(len(lines))]
        self.failure: yaml.YAMLError | None = failure
        self.reached = _read(self.lines, self.places)[0]
        self.first: dict[int, Repair] = {}
        self.attempts = 0

    @property
    def attempts_in_order(self) -> tuple[Callable[[], bool], ...]:
        """The ways to repair, the one that tells most of what was meant first."""
        return (
            self.with_a_dash_for_a_bullet,
            self.with_keys_in_their_places,
            self.by_own_words,
            lambda: self.with_a_dash(is_inside=True),
            self.with_a_colon,
            self.with_a_dash,
            self.at_another_place,
        )

    def repairs(self) -> Iterator[Repair]:
        """What was first wrong with each line, with all that is to stand in its place."""
        for number, repair in sorted(self.first.items()):
            places = enumerate(self.places)
            now = [self.lines[at] for at, place in places if int(place) == number]
            yield replace(repair, line=number, instead="\n".join(now))

    def with_a_dash_for_a_bullet(self) -> bool:
        """Repair the first line near the failure that begins with another sign of a list."""
        for number in sorted(self._near()):
            for repair in bullet_repairs(number, self.lines[number]):
                is_item = repair.instead.lstrip().startswith("- ")
                if self._keep_furthest(repair, *([self._level(repair)] if is_item else [])):
                    return True
        return False

    def with_keys_in_their_places(self) -> bool:
        """Repair the line at the failure, or just above it, whose keys stand otherwise."""
        near = self._near()
        repairs = [*itertools.chain.from_iterable(key_repairs(at, self.lines) for at in near)]
        last = min(_line(self.failure), len(self.lines) - 1)
        opened = closing_repair(last, self.lines)
        repairs += [opened] if opened else []
        return any(map(self._keep_furthest, repairs))

    def by_own_words(self) -> bool:
        """Repair the first line above the failure that is wrong by itself."""
        last = _line(self.failure)
        for number, line in enumerate(self.lines[: last + 1]):
            repair = line_repair(number, line)
            if repair and self._keep_furthest(*self._with_tabs_level(repair), repair):
                return True
        return False

    def _with_tabs_level(self, repair: Repair) -> Iterator[Repair]:
        line = self.lines[repair.line]
        if "\t" in line[: len(line) - len(line.lstrip())]:
            yield self._level(repair)

    def _level(self, repair: Repair) -> Repair:
        """A repair with the indentation of what was typed in the same way above, or else that which
        fits the line above.
        """
        typed = _space(self.typed[int(self.places[repair.line])])
        above = [at for at in range(repair.line - 1, -1, -1) if _has_content(self.lines[at])]
        alike = (at for at in above if int(self.places[at]) in self.first)
        same = (at for at in alike if _space(self.typed[int(self.places[at])]) == typed)
        indent = next((_indent(self.lines[at]) for at in same), None)
        if indent is None and above:
            indent = self._level_below(self.lines[above[0]].rstrip(), repair.instead)
        return replace(repair, instead=f"{' ' * (indent or 0)}{repair.instead.lstrip()}")

    def _level_below(self, above: str, line: str) -> int:
        """Where a line begins below another one, when it stands inside it or beside it."""
        inside = len(above) - len(above.lstrip(" -"))
        if above.endswith(":"):
            return inside + 2
        return _indent(above) if line.lstrip().startswith("- ") else inside

    def with_a_colon(self) -> bool:
        """Repair the line at the failure, or just above it, that has no colon."""
        for number in self._near():
            repair = colon_repair(number, self.lines)
            repairs = [*sentence_repairs(number, self.lines), *([repair] if repair else [])]
            if any(map(self._keep_furthest, repairs)):
                return True
        return False

    def with_a_dash(self, is_inside: bool = False) -> bool:
        """Repair the line at the failure, or just above it, that has no dash."""
        for number in self._near():
            repair = dash_repair(number, self.lines, is_inside)
            if repair and self._reaches(repair) > self.reached:
                return self._keep(repair)
        return False

    def _those_around_it(self) -> Iterator[Repair]:
        """Lines above the failure that do not begin where those around them do."""
        at = min(_line(self.failure), len(self.lines) - 1)
        own = _indent(self.lines[at])
        above = [n for n in range(at - 1, -1, -1) if _has_content(self.lines[n])]
        deeper = len([*itertools.takewhile(lambda n: _indent(self.lines[n]) >= own, above)])
        for number in (*self._alone(above, deeper, own), *above[max(deeper - 1, 0) : deeper]):
            yield from itertools.islice(place_repairs(number, self.lines[number], (own,)), 1)

    def _alone(self, above: Sequence[int], deeper: int, own: int) -> Iterator[int]:
        """The line above that begins before both lines around it, or is the first below a key that
        then has nothing.
        """
        if len(above) < deeper + 2:
            return
        line, before = self.lines[above[deeper]], self.lines[above[deeper + 1]].rstrip()
        is_empty = before.endswith(":") and _indent(before) == _indent(line)
        is_between = not deeper and _indent(before) >= own
        if (is_empty or is_between) and not line.lstrip().startswith("-"):
            yield above[deeper]

    def at_another_place(self) -> bool:
        """Repair a line that begins elsewhere than those around it: one above the failure, or that
        at it or just above it, whichever brings YAML furthest.
        """
        best, reached = None, (self.reached, False, 0)
        usual = Counter(_indent(line) for line in self.lines if _has_content(line))
        for number in self._near():
            for repair in place_repairs(number, self.lines[number], self._indents(number)):
                begins = _indent(repair.instead)
                further = self._reaches(repair), begins < self._below(number), usual[begins]
                if further[0] > self.reached and further > reached:
                    best, reached = repair, further
        for repair in self._those_around_it():
            if self.reached < self._reaches(repair) >= reached[0]:
                return self._keep(repair)
        return best is not None and self._keep(best)

    def _below(self, number: int) -> float:
        """Where the line below a key begins; of another line it does not matter."""
        below = (line for line in self.lines[number + 1 :] if _has_content(line))
        is_key = self.lines[number].rstrip().endswith(":")
        return next(map(_indent, below), inf) if is_key else inf

    def _near(self) -> list[int]:
        """The lines with content at the failure, where what it is about begins first."""
        numbers = dict.fromkeys(
            (_context_line(self.failure), *self._last_lines(3), *self._beside())
        )
        return [n for n in numbers if n < len(self.lines) and _has_content(self.lines[n])]

    def _beside(self) -> Iterator[int]:
        """The line above the failure that begins at the same place, and the one that begins before
        it: what they say may go on to the failure.
        """
        at = min(_line(self.failure), len(self.lines) - 1)
        own = _indent(self.lines[at])
        above = [n for n in range(at - 1, -1, -1) if _has_content(self.lines[n])]
        yield from itertools.islice((n for n in above if _indent(self.lines[n]) == own), 1)
        yield from itertools.islice((n for n in above if _indent(self.lines[n]) < own), 1)

    def _last_lines(self, most: int) -> Iterator[int]:
        """The line of the failure, and the lines with content before it."""
        numbers = range(min(_line(self.failure), len(self.lines) - 1), -1, -1)
        return itertools.islice((n for n in numbers if _has_content(self.lines[n])), most)

    def _indents(self, number: int) -> tuple[int, ...]:
        """Where lines around this one begin, the nearest to its own place first."""
        around = self.lines[max(0, number - _AROUND) : number + 3]
        found = {_indent(line) for line in around if _has_content(line)}
        own = _indent(self.lines[number])
        return tuple(sorted(found, key=lambda indent: abs(indent - own)))

    def _reaches(self, repair: Repair) -> _Reached:
        """How far YAML comes with a line repaired."""
        self.attempts += 1
        if self.attempts > _MOST_ATTEMPTS:
            return _NOWHERE
        return _read(*self._with(repair))[0]

    def _with(self, repair: Repair) -> tuple[list[str], list[float]]:
        """The lines and their places with a line repaired."""
        at, new = repair.line, repair.instead.split("\n")
        places = [self.places[at] + part / 10 for part in range(len(new))]
        lines = [*self.lines[:at], *new, *self.lines[at + 1 :]]
        return lines, [*self.places[:at], *places, *self.places[at + 1 :]]

    def _keep_furthest(self, *repairs: Repair) -> bool:
        """Keep the repair that brings YAML furthest, if one brings it further."""
        reached = [self._reaches(repair) for repair in repairs]
        furthest = max(reached)
        return furthest > self.reached and self._keep(repairs[reached.index(furthest)])

    def _keep(self, repair: Repair) -> bool:
        self.first.setdefault(int(self.places[repair.line]), repair)
        self.lines, self.places = self._with(repair)
        self.reached, self.failure = _read(self.lines, self.places)
        return True


def _read(lines: Sequence[str], places: Sequence[float]) -> tuple[_Reached, yaml.YAMLError | None]:
    """How far YAML reads a text, told in the lines as they were typed, and why it stopped."""
    last, depth = (-1.0, -1.0), 0
    try:
        for event in yaml.parse("\n".join(lines), Loader=LOADER):
            kind = type(event).__name__
            if kind.endswith("EndEvent"):
                depth = max(0, depth - 1)
            elif kind.endswith("StartEvent") and (depth or getattr(event, "flow_style", False)):
                depth += 1
            elif kind == "ScalarEvent" and not depth and _on_one_line(event):
                last = _start(event, places)
    except yaml.YAMLError as exc:
        end = len(places) - 1
        line, begins = (places[min(at, end)] for at in (_line(exc), _context_line(exc)))
        return _Reached(last, line, begins), exc
    return _END, None


def _start(event: Any, places: Sequence[float]) -> tuple[float, float]:
    return places[event.start_mark.line], event.start_mark.column


def _on_one_line(event: Any) -> bool:
    return bool(event.start_mark.line == event.end_mark.line)


def _mark(failure: yaml.YAMLError | None, name: str) -> Any:
    return getattr(failure, name, None)


def _line(failure: yaml.YAMLError | None) -> int:
    mark = _mark(failure, "problem_mark")
    return 0 if mark is None else int(mark.line)


def _context_line(failure: yaml.YAMLError | None) -> int:
    mark = _mark(failure, "context_mark")
    return _line(failure) if mark is None else int(mark.line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _space(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _has_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
