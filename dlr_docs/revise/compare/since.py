"""What became of what a document was made from, in plain words: the state of the law, the clauses
of the library, and the document itself.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from dlr_docs.basis.dutch import counted, show_date
from dlr_docs.library.layers.history import Revision
from dlr_docs.model.library import Library
from dlr_docs.model.provenance import Layer
from dlr_docs.revise.changes.difference import Comparison
from dlr_docs.revise.changes.showing import plain
from dlr_docs.revise.changes.values import has_same_layers, values_of
from dlr_docs.revise.compare.comparing import compare
from dlr_docs.revise.compare.library_now import missing_layers, with_reasons
from dlr_docs.revise.compare.reasons import Reasons
from dlr_docs.revise.compare.telling import heading, reason_words, reasons_data
from dlr_docs.revise.rebuild import remade
from dlr_docs.word.read.document import ReadClause, ReadDocument

_ClauseState = Literal["gewijzigd", "weg", "elders"]
_MOST = 12  # places that are named; vergelijk tells them all


class Since(Struct, frozen=True):
    """What became of it. ``law`` is the state of the law of the library now, and ``laws`` are the
    articles of law that are others there, each with the clauses that cite it; ``changed`` and
    ``gone`` are clauses of the document that the library has otherwise, or no longer, and
    ``by_others`` those of the changed ones that only other files of it made so, with the commits;
    ``elsewhere`` are those of ``missing`` layers, which that library does not have. Whether
    somebody named it is ``is_named``. ``values`` are the values that nobody typed and that it gives
    otherwise, with what they were and are; ``edited`` are the places that were changed by hand,
    None when the document does not tell what it said.
    """

    made_law: str
    law: str
    number: int
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    missing: tuple[str, ...]
    elsewhere: tuple[str, ...]
    values: tuple[tuple[str, str, str], ...]
    edited: tuple[str, ...] | None
    laws: tuple[tuple[str, tuple[str, ...]], ...] = ()
    by_others: tuple[tuple[str, tuple[Revision, ...]], ...] = ()
    is_named: bool = False


def since(found: ReadDocument, library: Library, *, is_named: bool = False) -> Since:
    """Hold a document against the library of now.

    Args:
        found: the document as it was read.
        library: the library that would be used now.
        is_named: whether somebody named that library, also where it is another one.
    """
    missing = missing_layers(found, library)
    comparison = None if _is_as_made(found, library) else _compared(found, library)
    by_state: dict[_ClauseState, list[str]] = {"gewijzigd": [], "weg": [], "elders": []}
    digests = {clause.id: clause.digest for clause in library.all_clauses()}
    for item in found.clauses:
        state = _state(item, digests.get(item.id), _layer(item, found) in missing)
        if state is not None and item.id not in by_state[state]:
            by_state[state].append(item.id)
    others: dict[str, tuple[Revision, ...]] = {}
    is_other = not has_same_layers(found, library) and (is_named or not missing)
    if comparison is not None and is_other:
        others = _by_others(comparison, found, frozenset(itertools.chain(*by_state.values())))
    return Since(
        found.provenance.law,
        library.law.state.isoformat(),
        len(found.clauses),
        (*by_state["gewijzigd"], *others),
        tuple(by_state["weg"]),
        tuple(layer.name for layer in missing),
        tuple(by_state["elders"]),
        tuple(_values(found, library)),
        _edited(found, comparison),
        Reasons(found, library).law_changes(),
        tuple(others.items()),
        is_named,
    )


def _is_as_made(found: ReadDocument, library: Library) -> bool:
    """Whether neither a hand nor the library changed anything."""
    return found.untouched and has_same_layers(found, library)


def _compared(found: ReadDocument, library: Library) -> Comparison | None:
    """What is otherwise, by hand and in the library; None when the document does not tell."""
    if not found.base:
        return None
    return with_reasons(compare(found, remade(found, library).bundle), found, library)


def _by_others(
    comparison: Comparison, found: ReadDocument, known: Collection[str]
) -> dict[str, tuple[Revision, ...]]:
    """The clauses that read otherwise and are none of those that are known to be others: what they
    take from elsewhere in the library changed.
    """
    reasons: dict[str, dict[str, Revision]] = {}
    there = {item.id for item in found.clauses} - {*known}
    for change in comparison.meanwhile:
        if change.clause in there:
            reasons.setdefault(change.clause, {}).update((it.commit, it) for it in change.reasons)
    return {name: tuple(items.values()) for name, items in reasons.items()}


def _state(clause: ReadClause, digest: str | None, is_of_missing: bool) -> _ClauseState | None:
    """What became of a clause that has this digest in the library of now, if anything."""
    if digest is None:
        return "elders" if is_of_missing else "weg"
    is_same = not clause.digest or digest.startswith(clause.digest)
    return None if is_same else "gewijzigd"


def _layer(clause: ReadClause, found: ReadDocument) -> Layer | None:
    """The layer that a clause came from; a damaged document may name one that is not there."""
    layers = found.provenance.layers
    return layers[clause.layer - 1] if 0 < clause.layer <= len(layers) else None


def _values(found: ReadDocument, library: Library) -> Iterator[tuple[str, str, str]]:
    """The values that nobody typed and that the library gives otherwise now: path, was and now."""
    adopted = found.provenance.adopted or {}
    if has_same_layers(found, library):
        return
    bundle = remade(found, library).bundle
    values = {} if bundle is None else values_of(bundle, found.provenance.document)
    for path, was in adopted.items():
        if path in values and plain(values[path].shown) != plain(was):
            yield path, was, values[path].shown


def _edited(found: ReadDocument, comparison: Comparison | None) -> tuple[str, ...] | None:
    """The places that a hand changed; None when the document does not tell what it said."""
    if found.untouched:
        return ()
    if comparison is None:
        return None
    return tuple(dict.fromkeys(map(heading, comparison.by_hand)))


def as_lines(found: Since) -> Iterator[str]:
    """The same for a person."""
    yield "Sindsdien"
    yield f"  {_law(found)}"
    for words, names in found.laws:
        cited = ", ".join(names)
        yield f"  Veranderd in de tabel van de wet: {plain(words)}, aangehaald in {cited}."
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
    if found.missing:
        yield _missing(found)
    if found.elsewhere:
        yield f"Alleen in die laag: {', '.join(found.elsewhere)}."
    if not (found.changed or found.gone or found.elsewhere):
        yield "De clausules van dit document zijn in de bibliotheek niet veranderd."
    if found.changed:
        number = counted(found.number, "clausule", "clausules")
        names = ", ".join(found.changed)
        yield f"Veranderd in de bibliotheek, {len(found.changed)} van de {number}: {names}."
    yield from itertools.starmap(_by_other, found.by_others)
    if found.gone:
        yield f"Niet meer in de bibliotheek: {', '.join(found.gone)}."
    if found.values:
        names = "; ".join(f"{path} ({was} → {now or 'open'})" for path, was, now in found.values)
        yield f"Wat de bibliotheek invult als niemand iets invult, is veranderd: {names}."


def _by_other(name: str, reasons: Iterable[Revision]) -> str:
    why = "; ".join(map(reason_words, reasons))
    return f"{name} door een ander bestand van de bibliotheek{why and f': {why}'}."


def _missing(found: Since) -> str:
    names = ", ".join(found.missing)
    if found.is_named:
        return f"Gemaakt met een andere bibliotheek dan de genoemde: {names}."
    return f"Gemaakt met een laag die er nu niet bij is: {names}. Noem haar met --bibliotheek."


def _edits(edited: Sequence[str] | None) -> str:
    if edited is None:
        return "Of er met de hand iets aan is gewijzigd, vertelt dit document niet."
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
        "door_ander_bestand": [
            {"clausule": name, "waarom": reasons_data(reasons)} for name, reasons in found.by_others
        ],
        "veranderde_wet": [
            {"artikel": plain(words), "clausules": list(names)} for words, names in found.laws
        ],
        "verdwenen_clausules": list(found.gone),
        "ontbrekende_lagen": list(found.missing),
        "veranderde_gegevens": [
            {"pad": path, "was": was, "nu": now or None} for path, was, now in found.values
        ],
        "met_de_hand": None if found.edited is None else list(found.edited),
    }
