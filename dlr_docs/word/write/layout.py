"""The parts of a Word template with all in its place but values.

Like a text of a clause, a part says the same wherever a template tells the same apart: so it is
rendered with a mark in the place of each value and of what we write ourselves, once for the
documents of a batch that are alike in that, and then filled in for each.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.memory import at_most
from dlr_docs.basis.problems import Place, Problem, Source, TemplateError, error
from dlr_docs.model.values import Value
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.template.compiled import Tags, WordTemplate, parts_with_tags, render_part
from dlr_docs.word.template.names import MARKER
from dlr_docs.word.template.parts.places import ANNEXES, CONTENTS, PLACEHOLDERS, misplaced
from dlr_docs.word.write.body import Fragments, Settled, Spot, WordsOnly
from dlr_docs.word.write.contents_table import IN_WORDS, with_contents

_VALUE, _RECITAL = "waarde", "overweging"
# Every mark: what is typed cannot look like one, since it is escaped.
_MARK = re.compile(rf'<({IN_WORDS})?dlr-(\w+)(?: nr="(\d+)")?/>')


class LaidOut(Struct, frozen=True, eq=False):
    """The parts that have tags, each as what stands before and behind the annexes; ``paths`` are
    those of the values in them.
    """

    parts: Mapping[str, tuple[Fragments, ...]]
    paths: frozenset[str]


class _Marks:
    """Writes a mark in the place of the control of each value, and hands out ids."""

    def __init__(self, first_id: int) -> None:
        self._ids = itertools.count(first_id)
        self.spots: list[Spot] = []

    def next_id(self) -> int:
        """A number that nothing else in this file has."""
        return next(self._ids)

    def control(self, value: Value, properties: str) -> str:
        """The mark of a value, with the next id."""
        self.spots.append(Spot(value.path, properties, self.next_id()))
        return f'<dlr-{_VALUE} nr="{len(self.spots) - 1}"/>'


def recital_marks(settled: Settled) -> list[Markup]:
    """What stands in the place of each recital."""
    return [Markup(f'<dlr-{_RECITAL} nr="{number}"/>') for number in range(len(settled.recitals))]  # noqa: S704 - ours


@at_most(8)
def lay_out(
    compiled: WordTemplate,
    names: Mapping[str, Any],
    settled: Settled,
    annex_lines: Sequence[str],
    first_id: int,
    called: str,
) -> LaidOut:
    """The parts of a template.

    Args:
        names: what the template knows; the places that this document needs are among them.
        settled: the document itself.
        annex_lines: the lines of annexes in the table of contents.
        first_id: the first id that is free.
        called: what to call the document.

    Raises:
        TemplateError: when a tag fails, or the template would lose what we write ourselves, or
            write it twice.
    """
    marks = _Marks(first_id)
    known = {**names, "_tags": Tags(marks)}
    rendered = {
        name: render_part(part, known, compiled.path)
        for name, part in parts_with_tags(compiled).items()
    }
    _check_places(rendered, [name for name in (MARKER, ANNEXES) if names[name]], called, compiled)
    if names[CONTENTS]:
        lines: dict[str, Sequence[str]] = {
            PLACEHOLDERS[MARKER]: settled.lines,
            PLACEHOLDERS[ANNEXES]: annex_lines,
        }
        rendered[MAIN] = with_contents(rendered[MAIN], compiled.headings, lines, marks.next_id)
    parts = {
        name: tuple(
            tuple(chain.from_iterable(_fragments(text, marks.spots, settled)))
            for text in part.split(PLACEHOLDERS[ANNEXES])
        )
        for name, part in rendered.items()
    }
    return LaidOut(parts, frozenset(spot.path for spot in marks.spots))


def _fragments(text: str, spots: Sequence[Spot], settled: Settled) -> Iterator[Fragments]:
    """A rendered part with what its marks stand for."""
    end = 0
    for mark in _MARK.finditer(text):
        meant = _meant(mark[2], int(mark[3] or 0), spots, settled)
        yield (text[end : mark.start()].encode(),)
        yield (WordsOnly(meant),) if mark[1] else meant
        end = mark.end()
    yield (text[end:].encode(),)


def _meant(mark: str, number: int, spots: Sequence[Spot], settled: Settled) -> Fragments:
    if mark == _VALUE:
        return (spots[number],)
    return settled.recitals[number] if mark == _RECITAL else settled.articles


def _check_places(
    rendered: Mapping[str, str], needed: Collection[str], called: str, compiled: WordTemplate
) -> None:
    """Refuse a template that would lose what we write ourselves, or write it twice."""
    problems: list[Problem] = []
    for name, text in rendered.items():
        place = Place(name, Source(compiled.path))
        problems += (
            error(codes.SJABLOON_ZONDER_PLEK, message, place, hint)
            for message, hint in misplaced(name, text, needed, called)
        )
    if problems:
        raise TemplateError(problems)
