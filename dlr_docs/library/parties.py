"""``partijen.yaml``: the sorts of parties, each with its fields, its words and its place in
documents.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Problem, did_you_mean, error
from dlr_docs.basis.yaml import Loaded
from dlr_docs.library.models import PartiesModel, PartyFieldModel, PartySortModel
from dlr_docs.library.patterns import pattern_of, wrong_places
from dlr_docs.library.reading import about, read_model
from dlr_docs.library.values import value_type
from dlr_docs.model.parties import PARTY_NAMES, PartySort, PartySorts
from dlr_docs.model.values import ValueType

_SORT = "{soort}"


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
    problems = [*_wrong_names(model, loaded, reserved), *_wrong_sorts(model, loaded)]
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
    groups: set[str] = set()
    for sort, item in model.soorten.items():
        path = ("soorten", sort)
        for number, name in enumerate(item.eigenschappen):
            if name in PARTY_NAMES or name in model.velden:
                yield _taken(name, "van een partij", loaded.place((*path, "eigenschappen", number)))
        if item.groep and (item.groep in reserved or item.groep in groups):
            yield _taken(item.groep, "in clausules", loaded.place((*path, "groep")))
        groups |= {item.groep} if item.groep else set()


def _taken(name: str, where: str, at: Place) -> Problem:
    message = f"'{name}' betekent {where} al iets anders"
    return error(codes.GERESERVEERDE_NAAM, message, at, "Kies een andere naam.")


def _wrong_sorts(model: PartiesModel, loaded: Loaded) -> Iterator[Problem]:
    """Fields that a sort names but that do not exist, or that it does not show."""
    for name, sort in model.soorten.items():
        path = ("soorten", name)
        own = list(model.velden) if sort.velden is None else sort.velden
        yield from _missing_fields(sort.velden or [], model.velden, loaded, (*path, "velden"))
        yield from _missing_fields(sort.toont, own, loaded, (*path, "toont"))
        shown = _paths({key: model.velden[key] for key in sort.toont if key in model.velden})
        yield from _not_shown([sort.ondertekent], shown, loaded, (*path, "ondertekent"))
        yield from _not_shown(sort.namens, shown, loaded, (*path, "namens"))
        yield from wrong_places(sort.omschrijving, shown, loaded.place((*path, "omschrijving")))
    yield from _wrong_questions(model.velden, loaded, ("velden",))


def _missing_fields(
    fields: list[str], known: Collection[str], loaded: Loaded, path: tuple[str, ...]
) -> Iterator[Problem]:
    for number, field in enumerate(fields):
        if field not in known:
            at = loaded.place((*path, number))
            message = f"het veld '{field}' bestaat niet"
            yield error(codes.ONBEKEND_VELD, message, at, did_you_mean(field, known))


def _not_shown(
    fields: list[str], shown: Collection[str], loaded: Loaded, path: tuple[str, ...]
) -> Iterator[Problem]:
    for number, field in enumerate(fields):
        if field not in shown:
            at = loaded.place((*path, number))
            message = f"het veld '{field[:40]}' wordt niet getoond"
            yield error(codes.ONBEKEND_VELD, message, at, did_you_mean(field, shown))


def _paths(fields: Mapping[str, PartyFieldModel]) -> list[str]:
    """The paths of the single values among fields."""
    found: list[str] = []
    for name, field in fields.items():
        if not field.velden:
            found.append(name)
        elif field.soort != "lijst":
            found += [f"{name}.{inside}" for inside in _paths(field.velden)]
    return found


def _wrong_questions(
    fields: Mapping[str, PartyFieldModel], loaded: Loaded, path: tuple[str, ...]
) -> Iterator[Problem]:
    for name, field in fields.items():
        own = (*path, name)
        yield from wrong_places(field.vraag, ("soort",), loaded.place((*own, "vraag")))
        yield from _wrong_questions(field.velden, loaded, (*own, "velden"))


def _sort(
    name: str,
    model: PartySortModel,
    fields: Mapping[str, PartyFieldModel],
    place: Place,
) -> PartySort:
    asked = model.in_vraag or model.aanduiding
    own = fields if model.velden is None else {field: fields[field] for field in model.velden}
    capital = model.aanduiding[:1].upper() + model.aanduiding[1:]
    return PartySort(
        name=name,
        designation=model.aanduiding,
        others=model.anderen,
        group=model.groep,
        properties=frozenset(model.eigenschappen),
        fields={key: _field(key, field, asked) for key, field in own.items()},
        shown=tuple(dict.fromkeys(model.toont)),
        signs=model.ondertekent,
        on_behalf=tuple(model.namens),
        description=pattern_of(model.omschrijving),
        alone_heading=model.alleen.kop if model.alleen else "Partij",
        alone_subject=model.alleen.naam if model.alleen else capital,
        place=place,
    )


def _field(name: str, model: PartyFieldModel, asked: str) -> ValueType:
    """A declaration whose question names the sort; its label says where it stands in the party."""
    inside = {key: _field(f"{name}_{key}", field, asked) for key, field in model.velden.items()}
    kind = "groep" if inside and model.soort == "tekst" else model.soort
    changed = {"soort": kind, "vraag": model.vraag.replace(_SORT, asked), "velden": {}}
    return value_type(name, model.model_copy(update=changed), fields=inside)
