"""What can be wrong with the parties of a choice file, whatever document they are in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Path, Problem, did_you_mean, error, grouped, warning
from dlr_docs.basis.yaml.text import flow_scalar
from dlr_docs.model.choices import Choices, PartyChoice
from dlr_docs.model.declared.parties import PartySort, PartySorts, Several, placeholders

MOST_IN_A_LIST = 200  # signatories of one party, or what else it has more of


def wrong_parties(choices: Choices, sorts: PartySorts) -> Iterator[Problem]:
    """Parties of a sort that does not exist, keys that their sort does not have, and one legal
    person under two keys.
    """
    for key, party in choices.parties.items():
        sort = sorts.by_name.get(party.kind)
        if sort is None:
            yield error(
                codes.ONBEKENDE_WAARDE,
                "deze soort partij bestaat niet",
                choices.place("partijen", key, "soort"),
                did_you_mean(party.kind, sorts.by_name, "Mogelijk zijn"),
            )
        else:
            yield from _unknown_keys(party, sort, choices)
            yield from _wrong_lists(party, sort, choices)
            yield from _called_as_its_own(party, sort, choices)
            yield from _for_itself(party, sort, choices, sorts)
    yield from _one_legal_person(choices, sorts)
    yield from _listed_twice(choices, sorts)


def _unknown_keys(party: PartyChoice, sort: PartySort, choices: Choices) -> Iterator[Problem]:
    known = {"soort", "aanduiding", *sort.fields}
    for name in party.fields:
        if name not in known:
            yield error(
                codes.ONBEKENDE_SLEUTEL,
                "deze sleutel bestaat hier niet",
                choices.unknown("partijen", party.key, name),
                sort.strange.get(name) or did_you_mean(name, known),
            )


def _wrong_lists(party: PartyChoice, sort: PartySort, choices: Choices) -> Iterator[Problem]:
    """A list beside the fields that it replaces, an empty one, and one without end."""
    for several in sort.several.values():
        raw = party.fields.get(several.name)
        if raw is None:
            continue
        place = choices.place("partijen", party.key, several.name)
        beside = [name for name in several.short if party.fields.get(name) is not None]
        if beside:
            message = f"'{beside[0]}' en '{several.name}' kunnen niet samen"
            hint = f"Laat '{beside[0]}' weg, en zet wat daar staat in de lijst '{several.name}'."
            at = choices.place("partijen", party.key, beside[0])
            yield error(codes.DUBBELE_VORM, message, at, hint)
        if isinstance(raw, list | tuple) and not raw:
            hint = f"Zet er iets in, of laat '{several.name}' weg."
            yield error(codes.VERKEERDE_LENGTE, "deze lijst is leeg", place, hint)
        if isinstance(raw, list | tuple) and len(raw) > MOST_IN_A_LIST:
            message = f"deze lijst is te lang ({grouped(len(raw))}; hoogstens {MOST_IN_A_LIST})"
            yield error(codes.VERKEERDE_LENGTE, message, place)


def _called_as_its_own(party: PartyChoice, sort: PartySort, choices: Choices) -> Iterator[Problem]:
    """A party that the text would call as it calls something of the party's own."""
    for several in sort.several.values():
        if several.designation and several.designation == party.designation:
            message = f"zo noemt de tekst al wat bij '{several.name}' staat"
            hint = f"Laat 'aanduiding' weg: de tekst noemt de partij dan '{sort.designation}'."
            at = choices.place("partijen", party.key, "aanduiding")
            yield error(codes.ZELFDE_AANDUIDING, message, at, hint)


def _for_itself(
    party: PartyChoice, sort: PartySort, choices: Choices, sorts: PartySorts
) -> Iterator[Problem]:
    """A signatory with the name of the party."""
    own = plain(party.fields.get(sort.signs))
    name = sort.signatories
    if not own or name is None:
        return
    paths = itertools.chain.from_iterable(map(placeholders, sort.on_behalf))
    part = next(paths).partition(".")[2]
    for path, item in _items(party, sort.several[name]):
        if plain(item.get(part)) == own:
            message = f"'{party.fields[sort.signs]}' vertegenwoordigt zichzelf"
            hint = _how_one_signs(party, sort, str(path[0]), sorts)
            at = choices.place("partijen", party.key, *path)
            yield error(codes.VERTEGENWOORDIGT_ZICHZELF, message, at, hint)


def _how_one_signs(party: PartyChoice, sort: PartySort, field: str, sorts: PartySorts) -> str:
    """What to write for who signs for nobody else."""
    if sort.signs_itself:
        return f"Laat '{field}' weg: deze partij tekent zelf."
    alone = [
        item.name for item in sorts.by_name.values() if item.signs_itself or not item.on_behalf
    ]
    if not alone:
        return f"Noem bij '{field}' wie voor deze partij tekent."
    name = flow_scalar(str(party.fields[sort.signs]))
    written = f"{party.key}: {{soort: {alone[0]}, {sort.signs}: {name}}}"
    return f"Wie voor zichzelf tekent, schrijft u zo: {written}. Laat '{field}' dan weg."


def _items(party: PartyChoice, several: Several) -> Iterator[tuple[Path, Mapping[str, object]]]:
    """What was typed in a list, or in the fields that stand for its one item, with its place."""
    listed = party.fields.get(several.name)
    for index, item in enumerate(listed if isinstance(listed, list | tuple) else ()):
        if isinstance(item, Mapping):
            yield (several.name, index), item
    if listed is None and several.short:
        first = party.fields.get(several.short[0])
        alone = {name: party.fields.get(name) for name in several.short}
        yield (several.short[0],), first if isinstance(first, Mapping) else alone


_Item = tuple[PartyChoice, Path, Mapping[str, object]]


def _listed_twice(choices: Choices, sorts: PartySorts) -> Iterator[Problem]:
    """What a party has more of that stands there twice; and what has a name in the text and is
    another party's too.
    """
    seen: dict[tuple[object, ...], list[_Item]] = {}
    for party in choices.parties.values():
        sort = sorts.by_name.get(party.kind)
        for several in sort.several.values() if sort else ():
            owner = None if several.designation else party.key
            for path, item in _items(party, several):
                name = plain(next(iter(item.values()), None))
                others = seen.setdefault((several.name, owner, name), [])
                first = next((other for other in others if _agree(other[2], item)), None)
                others.append((party, path, item))
                if name and first is not None:
                    yield _twice((party, path, item), first, choices)


def _agree(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two items say the same in all that was typed of both."""
    both = [name for name in one if plain(one[name]) and plain(other.get(name))]
    return all(plain(one[name]) == plain(other[name]) for name in both)


def _twice(item: _Item, first: _Item, choices: Choices) -> Problem:
    places = [choices.place("partijen", party.key, *path) for party, path, _ in (item, first)]
    name = next(iter(item[2].values()))
    hint = "Laat er één weg, of zet erbij waarin zij verschillen."
    if item[0].key == first[0].key:
        message = f"'{name}' staat hier twee keer ({places[1].spot})"
        return error(codes.DUBBEL_BIJ_PARTIJ, message, places[0], hint)
    message = f"'{name}' staat ook bij de partij '{first[0].key}' ({places[1].spot})"
    return warning(codes.OOK_BIJ_ANDERE_PARTIJ, message, places[0], hint)


def _one_legal_person(choices: Choices, sorts: PartySorts) -> Iterator[Problem]:
    """Parties that are the same legal person: it is one party, whatever takes part of it."""
    seen: dict[str, PartyChoice] = {}
    for key, party in choices.parties.items():
        sort = sorts.by_name.get(party.kind)
        field = sort.legal_person if sort else None
        name = plain(party.fields.get(field)) if field else ""
        if sort is None or field is None or not name:
            continue
        first = seen.setdefault(name, party)
        if first is not party:
            message = f"'{party.fields[field]}' staat ook bij de partij '{first.key}'"
            place = choices.place("partijen", key, field)
            yield error(codes.DEZELFDE_PARTIJ, message, place, _as_one(first, party, sort))


def _as_one(first: PartyChoice, second: PartyChoice, sort: PartySort) -> str:
    """How two parties that are one are written."""
    once = "Eén rechtspersoon is één partij: zij tekent en telt één keer."
    units = [item for item in sort.several.values() if item.designation and item.short]
    if first.kind != second.kind or not units:
        return f"{once} Laat '{second.key}' weg en noem overal '{first.key}'."
    name, part = units[0].name, units[0].short[0]
    items = (*_items(first, units[0]), *_items(second, units[0]))
    parts = (item.get(part) for _, item in items)
    listed = ", ".join(f"{{{part}: {flow_scalar(str(item))}}}" for item in parts)
    return (
        f"{once} Laat '{second.key}' weg, en zet bij '{first.key}' in de plaats van "
        f"'{part}': {name}: [{listed}]"
    )


def plain(text: object) -> str:
    """A name as one compares names: without capitals and with single spaces."""
    return " ".join(str(text).split()).casefold() if text is not None else ""
