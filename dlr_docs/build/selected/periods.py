"""Which text of the law a document follows: that of the day on which it starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from dlr_docs.basis.dutch import parse_date
from dlr_docs.build.selected.selection import Selection
from dlr_docs.model.choices import Choices
from dlr_docs.model.library import Library


def day_of_law(
    chosen: Selection, others: Mapping[str, Selection], choices: Choices, library: Library
) -> date:
    """The day whose law a document follows.

    It is the day on which the document takes effect, or else the one that it belongs to, or else
    the bundle; as long as none is filled in, the day of the state of the law that the library has.

    Args:
        others: the documents of the bundle by id.
    """
    for values in _layers(chosen, others, choices):
        day = parse_date(values.get(library.effective or ""))
        if day is not None:
            return day
    return library.law.state


def _layers(
    chosen: Selection, others: Mapping[str, Selection], choices: Choices
) -> Iterator[Mapping[str, object]]:
    """What was typed for a document, for those above it, and for the bundle."""
    seen: set[str] = set()
    current: Selection | None = chosen
    while current is not None and current.choice.id not in seen:
        seen.add(current.choice.id)
        yield current.choice.values
        current = others.get(current.choice.parent or "")
    yield choices.values
