"""What became of what a document was made from, in plain words: the state of the law, the clauses
of the library, and the document itself.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from dlr_docs.basis.dutch import counted, show_date
from dlr_docs.basis.problems import ChoicesError
from dlr_docs.model.library import Library
from dlr_docs.revise.compare import compare
from dlr_docs.revise.rebuild import rebuild
from dlr_docs.revise.telling import heading
from dlr_docs.word.read.document import ReadClause, ReadDocument

_MOST = 12  # places that are named; vergelijk tells them all


class Since(Struct, frozen=True):
    """What became of it. ``law`` is the state of the law of the library now; ``changed`` and
    ``gone`` are clauses of the document that the library has otherwise, or no longer; ``edited``
    are the places that were changed by hand.
    """

    made_law: str
    law: str
    number: int
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    edited: tuple[str, ...]


def since(found: ReadDocument, library: Library) -> Since:
    """Hold a document against the library of now.

    Args:
        found: the document as it was read.
        library: the library that would be used now.
    """
    variants = (item.values() for item in library.clauses.values())
    digests = {item.id: item.digest for item in itertools.chain.from_iterable(variants)}
    changed = (item for item in found.clauses if _is_changed(item, digests.get(item.id)))
    gone = (item.id for item in found.clauses if item.id not in digests)
    return Since(
        found.provenance.law,
        library.law.state.isoformat(),
        len(found.clauses),
        tuple(dict.fromkeys(item.id for item in changed)),
        tuple(dict.fromkeys(gone)),
        () if found.untouched else tuple(dict.fromkeys(_edited(found, library))),
    )


def _is_changed(clause: ReadClause, digest: str | None) -> bool:
    return digest is not None and bool(clause.digest) and not digest.startswith(clause.digest)


def _edited(found: ReadDocument, library: Library) -> Iterator[str]:
    try:
        bundle = rebuild(found, library).bundle
    except ChoicesError:
        bundle = None
    return map(heading, compare(found, bundle).by_hand)


def as_lines(found: Since) -> Iterator[str]:
    """The same for a person."""
    yield "Sindsdien"
    yield f"  {_law(found)}"
    yield from (f"  {line}" for line in _clauses(found))
    yield f"  {_edits(found.edited)}"


def _law(found: Since) -> str:
    if found.made_law == found.law:
        return f"De stand van de wet is dezelfde: {_day(found.law)}."
    return (
        f"De stand van de wet is nu die van {_day(found.law)}; het document heeft die van "
        f"{_day(found.made_law)}."
    )


def _day(text: str) -> str:
    try:
        return show_date(date.fromisoformat(text)).replace("\u00a0", " ")
    except ValueError:
        return text


def _clauses(found: Since) -> Iterator[str]:
    if not found.changed and not found.gone:
        yield "De clausules van dit document zijn in de bibliotheek niet veranderd."
    if found.changed:
        number = counted(found.number, "clausule", "clausules")
        names = ", ".join(found.changed)
        yield f"Veranderd in de bibliotheek, {len(found.changed)} van de {number}: {names}."
    if found.gone:
        yield f"Niet meer in de bibliotheek: {', '.join(found.gone)}."


def _edits(edited: Sequence[str]) -> str:
    if not edited:
        return "Met de hand is er niets aan gewijzigd."
    places = counted(len(edited), "plaats", "plaatsen")
    more = "; …" if len(edited) > _MOST else ""
    return f"Met de hand gewijzigd op {places}: {'; '.join(edited[:_MOST])}{more}."


def as_data(found: Since) -> dict[str, object]:
    """The same for a program."""
    return {
        "stand_van_de_wet": found.law,
        "veranderde_clausules": list(found.changed),
        "verdwenen_clausules": list(found.gone),
        "met_de_hand": list(found.edited),
    }
