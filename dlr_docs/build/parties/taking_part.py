"""Who takes part in a document, and what its kind calls them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, did_you_mean, error, several
from dlr_docs.build.parties.wrong import plain
from dlr_docs.model.choices import Choices, DocumentChoice, PartyChoice
from dlr_docs.model.declared.parties import PartySort
from dlr_docs.model.library import Library, Outline, Role

_WHO_JOINS = "Noem bij het document met 'partijen: [..]' welke partijen meedoen."


def taking_part(
    choice: DocumentChoice, choices: Choices, outline: Outline, library: Library
) -> tuple[PartyChoice, ...]:
    """The parties of a document, as far as they are there, as its kind calls them."""
    parties = _known(_parties(choice, choices), library)
    only = _only(choice, choices)
    if only:
        parties = tuple(replace(item, only=only.get(item.key, ())) for item in parties)
    return _as_called(parties, outline)


def _only(choice: DocumentChoice, choices: Choices) -> Mapping[str, tuple[str, ...]]:
    """With which of its own a party takes part: in the file of another document as there."""
    above = (item.only for item in choices.documents if item.id == choice.parent)
    return next(above, choice.only) if choice.in_parent else choice.only


def _parties(choice: DocumentChoice, choices: Choices) -> tuple[PartyChoice, ...]:
    """The parties that a document names, as far as they are there."""
    names = dict.fromkeys(choice.parties or choices.parties)
    return tuple(choices.parties[key] for key in names if key in choices.parties)


def _known(parties: tuple[PartyChoice, ...], library: Library) -> tuple[PartyChoice, ...]:
    return tuple(party for party in parties if party.kind in library.parties.by_name)


def _as_called(parties: tuple[PartyChoice, ...], outline: Outline) -> tuple[PartyChoice, ...]:
    """The parties as this kind of document calls them, where their sort is called otherwise."""
    calling = {sort: role.designations for sort, role in outline.roles.items() if role.designations}
    if not calling:
        return parties
    counts: Counter[str] = Counter()
    found = []
    for party in parties:
        names = calling.get(party.kind, ())
        if names and not party.designation:
            left = _left(names, party.kind, parties)
            name = left[min(counts[party.kind], len(left) - 1)]
            party = replace(party, designation=name)
            counts[party.kind] += 1
        found.append(party)
    return tuple(found)


def _left(names: tuple[str, ...], kind: str, parties: tuple[PartyChoice, ...]) -> tuple[str, ...]:
    """The names of a sort that were typed for none of its parties; else the last one."""
    typed = {plain(party.designation) for party in parties if party.kind == kind}
    return tuple(name for name in names if plain(name) not in typed) or names[-1:]


def called_alike(
    choice: DocumentChoice, choices: Choices, outline: Outline, library: Library
) -> Iterator[Problem]:
    """Parties of a document whose typed name in the text is that of a party of another sort, or of
    what such a party has: a reader would not know who is meant.
    """
    taking = taking_part(choice, choices, outline, library)
    for pair in itertools.combinations(reversed(taking), 2):
        for party, other in (pair, pair[::-1]):
            told = _alike(party, other, choices, library)
            if told:
                named = () if choices.parties[other.key].designation is None else ("aanduiding",)
                against = choices.place("partijen", other.key, *named)
                at = choices.place("partijen", party.key, "aanduiding")
                hint = "Geef elk een eigen aanduiding, of laat 'aanduiding' weg."
                yield error(codes.ZELFDE_AANDUIDING, f"{told} ({against.spot})", at, hint)
                break


def _alike(
    party: PartyChoice, other: PartyChoice, choices: Choices, library: Library
) -> str | None:
    """What is told when the name that was typed for a party is another's too; those of one sort
    that are written the same are called so together.
    """
    sorts = library.parties.by_name
    typed = choices.parties[party.key].designation
    if not typed or (party.kind, typed) == (other.kind, _called(other, sorts)):
        return None
    if plain(typed) == plain(_called(other, sorts)):
        return f"zo noemt de tekst ook de partij '{other.key}'"
    if party.kind != other.kind and plain(typed) in _names_of_own(other, sorts):
        return f"zo noemt de tekst al iets van de partij '{other.key}'"
    return None


def _called(party: PartyChoice, sorts: Mapping[str, PartySort]) -> str:
    return party.designation or sorts[party.kind].designation


def _names_of_own(party: PartyChoice, sorts: Mapping[str, PartySort]) -> tuple[str, ...]:
    """What the text calls what a party has more of."""
    several = sorts[party.kind].several.values()
    return tuple(plain(item.designation) for item in several if item.designation)


def wrong_part(
    choice: DocumentChoice, choices: Choices, outline: Outline, library: Library
) -> Iterator[Problem]:
    """Parties that do not exist, and more or fewer of a sort than the kind of document has."""
    yield from _unknown(choice, choices)
    yield from _unknown_own(choice, choices, library)
    yield from called_alike(choice, choices, outline, library)
    parties = _parties(choice, choices)
    if _known(parties, library) != parties:
        return  # a sort that is not there is a problem of that party; nothing to count
    sorts = Counter(party.kind for party in parties)
    path = (*choice.path, "partijen") if choice.parties else ("partijen",)
    for kind, role in outline.roles.items():
        count = sum(sorts[sort] for sort in (kind, *role.also))
        for code, message, hint in _wrong_count(kind, role, count, outline):
            yield error(code, message, choices.place(*path), hint)
    path = (*choice.path, "partijen") if choice.parties else choice.path
    for kind in sorts:
        if not outline.takes(kind):
            message = f"een {outline.kind} heeft geen partijen met soort '{kind}'"
            yield error(codes.TE_VEEL_PARTIJEN, message, choices.place(*path), _WHO_JOINS)


def _unknown(choice: DocumentChoice, choices: Choices) -> Iterator[Problem]:
    """Keys of parties that nobody has."""
    for index, key in enumerate(choice.parties):
        if key not in choices.parties:
            message = "er is geen partij met deze sleutel"
            place = choices.place(*choice.path, "partijen", index)
            hint = several(key, choices.parties) or did_you_mean(key, choices.parties)
            yield error(codes.ONBEKENDE_PARTIJ, message, place, hint)


def _unknown_own(choice: DocumentChoice, choices: Choices, library: Library) -> Iterator[Problem]:
    """Parties that a document takes a part of and that it does not have, or that have no such
    part.
    """
    parties = {party.key: party for party in _known(_parties(choice, choices), library)}
    for key, names in choice.only.items():
        if key not in parties:
            message = "er is geen partij van dit document met deze sleutel"
            place, hint = choices.unknown(*choice.path, "alleen", key), did_you_mean(key, parties)
            yield error(codes.ONBEKENDE_PARTIJ, message, place, hint)
            continue
        party = parties[key]
        known = {*own_names(party, library.parties.by_name[party.kind])}
        for index, name in enumerate(names):
            if name not in known:
                message = f"bij de partij '{key}' heet niets zo"
                place = choices.place(*choice.path, "alleen", key, index)
                yield error(codes.ONBEKENDE_WAARDE, message, place, did_you_mean(name, known))


def own_names(party: PartyChoice, sort: PartySort) -> Iterator[str]:
    """What those are called of which a party has more."""
    for name, called in sort.units.items():
        items = party.fields.get(name)
        for item in items if isinstance(items, list | tuple) else ():
            if isinstance(item, Mapping) and item.get(called):
                yield str(item[called])


def _wrong_count(
    kind: str, role: Role, count: int, outline: Outline
) -> Iterator[tuple[codes.ErrorCode, str, str]]:
    """What is wrong with the number of parties of one sort: codes, each with message and hint."""
    if count < role.minimum:
        message = f"een {outline.kind} heeft minstens {_parties_of(role.minimum, kind)} nodig"
        hint = f"Voeg onder 'partijen' een partij toe met 'soort: {kind}'."
        yield codes.PARTIJ_ONTBREEKT, message, hint
    if role.maximum and count > role.maximum:
        message = f"een {outline.kind} heeft hoogstens {_parties_of(role.maximum, kind)}"
        yield codes.TE_VEEL_PARTIJEN, message, _WHO_JOINS


def _parties_of(count: int, kind: str) -> str:
    return f"{count} {'partij' if count == 1 else 'partijen'} met soort '{kind}'"
