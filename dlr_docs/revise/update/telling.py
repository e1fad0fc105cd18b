"""What updating a document came to, as text for a person and as data for a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dlr_docs.basis.characters import harmless
from dlr_docs.revise.compare.telling import (
    change_data,
    change_lines,
    reason_lines,
    reasons_data,
)
from dlr_docs.revise.update.amending import Amendment
from dlr_docs.revise.update.together import REASON, Apart
from dlr_docs.revise.update.undecided import Undecided
from dlr_docs.revise.update.updating import Updated


def as_text(made: Updated) -> str:
    """The outcome for a person."""
    return "\n".join(map(harmless, _lines(made))) + "\n"


def _lines(made: Updated) -> Iterator[str]:
    yield f"Gebleven zoals het met de hand is gedaan ({len(made.kept)})"
    yield from change_lines(made.kept)
    yield f"Gevolgd uit bibliotheek en keuzes ({len(made.followed)})"
    yield from change_lines(made.followed)
    if made.undecided:
        yield f"Hierover beslist u ({len(made.undecided)})"
        yield from _undecided(made.undecided)


def _undecided(items: Iterable[Undecided]) -> Iterator[str]:
    for item in items:
        yield f"  {heading(item)}"
        yield f"      {item.reason}"
        yield from _both(item)
        yield from reason_lines(item.reasons)


def _both(item: Undecided) -> Iterator[str]:
    yield from _text("met de hand", item.hand)
    yield from _text("nieuw", item.ours)


def apart_as_text(apart: Sequence[Apart]) -> str:
    """The values on which documents of a folder do not agree, for a person; nothing without any."""
    return "".join(f"{harmless(line)}\n" for line in _apart(apart))


def _apart(apart: Sequence[Apart]) -> Iterator[str]:
    if apart:
        yield f"Over de documenten samen beslist u ({len(apart)})"
    for item in apart:
        yield f"  {item.path}"
        yield f"      {REASON}"
        yield from (f"      {text}" for text in item.said)


def apart_data(apart: Iterable[Apart]) -> list[dict[str, Any]]:
    """The same for a program."""
    return [{"gegeven": item.path, "waarden": list(item.said), "reden": REASON} for item in apart]


def beside_as_text(proposed: Amendment) -> str:
    """What a person has to know beside a proposal to change a signed document."""
    return "".join(f"{harmless(line)}\n" for line in _beside(proposed))


def _beside(proposed: Amendment) -> Iterator[str]:
    if proposed.undecided:
        number = len(proposed.undecided)
        yield f"Hierover beslist u, want partijen wijzigden dit zelf ook ({number})"
        for item in proposed.undecided:
            yield f"  {heading(item)}"
            yield from _both(item)
    elif not proposed.number:
        yield (
            "Bibliotheek en keuzes geven in de artikelen niets anders dan toen dit document werd "
            "gemaakt: er is niets te wijzigen."
        )


def heading(item: Undecided) -> str:
    """Where it is, and what is the matter."""
    if item.path:
        return f"{item.path} ({item.place})" if item.place else item.path
    return f"{item.place}: {item.kind}" if item.place else item.kind


def _text(whose: str, text: str) -> Iterator[str]:
    if text:
        first, *rest = text.split("\n")
        yield f"      {whose}: {first}"
        yield from (f"        {line}" for line in rest)


def as_data(made: Updated) -> dict[str, Any]:
    """The outcome for a program."""
    return {
        "gebleven": [change_data(change) for change in made.kept],
        "gevolgd": [change_data(change) for change in made.followed],
        "te_beslissen": [
            {
                "plaats": item.place,
                "soort": item.kind,
                "clausule": item.clause or None,
                "gegeven": item.path or None,
                "hand": item.hand,
                "nieuw": item.ours,
                "reden": item.reason,
                "waarom": reasons_data(item.reasons),
            }
            for item in made.undecided
        ],
    }
