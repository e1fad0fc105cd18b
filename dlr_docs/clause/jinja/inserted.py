"""The numbers of what an amendment puts in between: the filter ``ingevoegd``.

An article that comes behind the seventh becomes 7a, and the next one 7b, so that no other number
shifts. A lid is written behind the number of its article: 7.2 is lid 2 of article 7.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from dlr_docs.basis.number_formats import letter
from dlr_docs.clause.jinja import language
from dlr_docs.model.values import Content, Value

_PLACE = re.compile(r"(?:(\d+[a-z]{0,3})\.)?(\d+)([a-z]{0,3})")


class Between(Struct, frozen=True):
    """What comes behind something: the article that a lid is of (empty for an article), the number
    that it comes behind, and the number that it gets.
    """

    article: str
    after: str
    number: str


def numbers(rows: Iterable[Mapping[str, Content]], after: str, own: str) -> list[Between | None]:
    """The numbers of what is put in; None for a row that does not say where.

    Args:
        rows: the changes, in their order.
        after: the field that says behind which number something comes.
        own: the field with the number that parties chose themselves, which goes before.
    """
    return numbers_behind((typed(row, after), typed(row, own)) for row in rows)


def numbers_behind(listed: Iterable[tuple[str, str]]) -> list[Between | None]:
    """The same of what is known by the number that it comes behind and the one that was chosen."""
    listed = [*listed]
    places = [_PLACE.fullmatch(place) for place, _ in listed]
    taken = {
        (place[1] or "", number)
        for place, (_, number) in zip(places, listed, strict=True)
        if place and number
    }
    return [
        _between(place, number, taken) if place else None
        for place, (_, number) in zip(places, listed, strict=True)
    ]


def typed(row: Mapping[str, Content], name: str) -> str:
    """What was typed in a field of a row; empty when nothing was."""
    value = row.get(name)
    return str(value.raw).strip() if isinstance(value, Value) and value.raw is not None else ""


def _between(place: re.Match[str], number: str, taken: set[tuple[str, str]]) -> Between:
    """The number that was typed, or the first free one behind a number; which is taken then."""
    article = place[1] or ""
    after = f"{place[2]}{place[3]}"
    found = number or next(item for item in _behind(place) if (article, item) not in taken)
    taken.add((article, found))
    return Between(article, after, found)


def _behind(place: re.Match[str]) -> Iterator[str]:
    """7a, 7b and so on behind 7; 7b and so on behind 7a."""
    letters = place[3]
    first = (len(letters) - 1) * 26 + ord(letters[0]) - ord("a") + 2 if letters else 1
    return (f"{place[2]}{letter(count)}" for count in itertools.count(first))


def inserted(rows: Any, after: Any, own: Any) -> list[dict[str, str]]:
    """The filter ``ingevoegd``: per row of a list the ``artikel`` that a lid is of, the number
    ``na`` which it comes, and the ``nummer`` that it gets; all empty where nothing says where.
    """
    if type(after) is not str or type(own) is not str or isinstance(rows, Value | str):
        raise language.Misuse(
            'ingevoegd is voor een lijst met velden: {{ lijst|ingevoegd("na", "nummer") }}'
        )
    found = [item or Between("", "", "") for item in numbers(rows, after, own)]
    return [{"artikel": item.article, "na": item.after, "nummer": item.number} for item in found]
