"""``partijen.yaml``: the sorts of parties, each with its fields, its words and its place in
documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Problem, error
from dlr_docs.basis.yaml.loading import Loaded
from dlr_docs.library.models import PartiesModel, PartyFieldModel, PartySortModel
from dlr_docs.library.readers.party_sorts import SORT, own_fields, parts_of, wrong_sorts
from dlr_docs.library.readers.patterns import description_of
from dlr_docs.library.readers.values import value_type
from dlr_docs.library.reading import about, read_model
from dlr_docs.model.declared.parties import PARTY_NAMES, Description, PartySort, PartySorts, Several
from dlr_docs.model.values import ValueType


def read_parties(
    paths: Sequence[Path], reserved: frozenset[str]
) -> tuple[PartySorts, list[Problem]]:
    """The sorts of parties of a library.

    Args:
        paths: the file in each layer that has it, the lowest first.
        reserved: names that mean something else in a clause, so that no group can have them.
    """
    if not any(path.is_file() for path in paths):
        return PartySorts(), [_missing(paths[0])]
    read, problems = read_model(PartiesModel, *paths)
    if read is None:
        return PartySorts(), problems
    model, loaded = read
    problems = [*_wrong_names(model, loaded, reserved), *wrong_sorts(model, loaded)]
    if problems:
        return PartySorts(), problems
    sorts = {
        name: _sort(name, sort, model.velden, loaded.key(("soorten", name)))
        for name, sort in model.soorten.items()
    }
    return PartySorts(sorts), []


def _missing(path: Path) -> Problem:
    hint = (
        "Hierin staan de soorten partijen. Kopieer het bestand uit de bibliotheek van dlr-docs en "
        "pas het aan, of zet in bibliotheek.yaml waar deze laag op rust; zie docs/bibliotheek.md."
    )
    return error(codes.PARTIJEN_ONTBREKEN, "dit bestand ontbreekt", about(path), hint)


def _wrong_names(
    model: PartiesModel, loaded: Loaded, reserved: frozenset[str]
) -> Iterator[Problem]:
    """Names of fields, properties and groups that already mean something."""
    for name in model.velden:
        if name in PARTY_NAMES:
            yield _taken(name, "van een partij", loaded.key(("velden", name)))
    yield from _wrong_groups(model, loaded, reserved)
    for sort, item in model.soorten.items():
        path = ("soorten", sort)
        for number, name in enumerate(item.eigenschappen):
            if name in PARTY_NAMES or name in model.velden:
                yield _taken(name, "van een partij", loaded.place((*path, "eigenschappen", number)))


def _wrong_groups(
    model: PartiesModel, loaded: Loaded, reserved: frozenset[str]
) -> Iterator[Problem]:
    """Names for all of a sort, or of what they have, that mean something else in a clause."""
    groups: set[str] = set()
    for sort, item in model.soorten.items():
        path = ("soorten", sort)
        if item.groep and (item.groep in reserved or item.groep in groups):
            yield _taken(item.groep, "in clausules", loaded.place((*path, "groep")))
        groups |= {item.groep} if item.groep else set()
        for name in item.eenheden:
            if name in reserved:
                yield _taken(name, "in clausules", loaded.key((*path, "eenheden", name)))


def _taken(name: str, where: str, at: Place) -> Problem:
    message = f"'{name}' betekent {where} al iets anders"
    return error(codes.GERESERVEERDE_NAAM, message, at, "Kies een andere naam.")


def _sort(
    name: str,
    model: PartySortModel,
    fields: Mapping[str, PartyFieldModel],
    place: Place,
) -> PartySort:
    asked = model.in_vraag or model.aanduiding
    own = own_fields(model, fields)
    capital = model.aanduiding[:1].upper() + model.aanduiding[1:]
    return PartySort(
        name=name,
        designation=model.aanduiding,
        others=model.anderen,
        group=model.groep,
        properties=frozenset(model.eigenschappen),
        fields={
            key: _field(key, field, fields, model.eenheden.get(key, asked), key in model.mag_weg)
            for key, field in own.items()
        },
        shown=tuple(dict.fromkeys(model.toont)),
        signs=model.ondertekent,
        on_behalf=tuple(map(_line, model.namens)),
        description=description_of(model.omschrijving),
        alone_heading=model.alleen.kop if model.alleen else "Partij",
        alone_subject=model.alleen.naam if model.alleen else capital,
        place=place,
        other=model.andere,
        group_heading=model.groepskop,
        several={item.name: item for item in _lists(model, own)},
        signs_itself=model.tekent_zelf,
        legal_person=model.rechtspersoon,
        strange=model.vreemd,
    )


def _line(text: str) -> Description:
    """A line of who signs: a text, or the path of a value alone."""
    return description_of(text if "{" in text else f"{{{text}}}")


def _lists(model: PartySortModel, own: Mapping[str, PartyFieldModel]) -> Iterator[Several]:
    """The lists of a sort; a field stands for the first of them that it can stand for."""
    taken: set[str] = set()
    for name in model.toont:
        field = own[name]
        if field.in_plaats_van:
            short = tuple(field.in_plaats_van)
            yield Several(
                name,
                () if taken & {*short} else short,
                description_of(field.weergave or ""),
                model.eenheden.get(name),
                field.mag_weg or name in model.mag_weg,
            )
            taken |= {*short}


def _field(
    name: str,
    model: PartyFieldModel,
    fields: Mapping[str, PartyFieldModel],
    asked: str,
    may_be_left_out: bool = False,
) -> ValueType:
    """A declaration whose question names the sort; its label says where it stands in the party."""
    inside = {
        key: _field(f"{name}_{key}", field, fields, asked)
        for key, field in parts_of(model, fields).items()
    }
    kind = "groep" if inside and model.soort == "tekst" else model.soort
    changed = {"soort": kind, "vraag": model.vraag.replace(SORT, asked), "velden": {}}
    declared = value_type(name, model.model_copy(update=changed), fields=inside)
    optional = model.mag_weg or may_be_left_out
    return replace(declared, optional=optional, required=model.verplicht)
