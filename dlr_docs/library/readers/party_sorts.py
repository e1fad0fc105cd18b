"""What can be wrong with a sort of party in ``partijen.yaml``: fields that are not there or not
shown, lists that do not go with the fields they replace, texts with wrong places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Problem, did_you_mean, error
from dlr_docs.basis.yaml.loading import Loaded
from dlr_docs.library.models import PartiesModel, PartyFieldModel, PartySortModel
from dlr_docs.library.readers.patterns import description_of, wrong_brackets, wrong_places
from dlr_docs.model.declared.parties import Placeholder

SORT = "{soort}"
Fields = Mapping[str, PartyFieldModel]


def own_fields(sort: PartySortModel, fields: Fields) -> dict[str, PartyFieldModel]:
    """The fields of a sort, as far as they are there."""
    names = fields if sort.velden is None else [name for name in sort.velden if name in fields]
    return {name: fields[name] for name in names}


def parts_of(field: PartyFieldModel, fields: Fields) -> Fields:
    """What is inside a field: its own parts, or the fields that an item of it is made of."""
    names = field.in_plaats_van
    if not names:
        return field.velden
    if len(names) == 1 and fields[names[0]].velden:
        return fields[names[0]].velden
    return {name: fields[name] for name in names}


def wrong_sorts(model: PartiesModel, loaded: Loaded) -> list[Problem]:
    """Everything that is wrong with the fields and the sorts. What is wrong with a list, or with
    the names of fields, comes alone: the rest of a sort follows from these.
    """
    problems = [*_wrong_lists(model.velden, loaded)]
    if problems:
        return problems
    problems += _wrong_questions(model.velden, loaded, ("velden",))
    for name, sort in model.soorten.items():
        path = ("soorten", name)
        wrong = [*_unknown_names(sort, model.velden, loaded, path)]
        own = own_fields(sort, model.velden)
        problems += wrong or _wrong_sort(sort, own, model.velden, loaded, path)
    return problems


def _wrong_lists(fields: Fields, loaded: Loaded) -> Iterator[Problem]:
    """Lists in the place of fields that have no such fields, or another shape."""
    for name, field in fields.items():
        path = ("velden", name)
        unknown = [item for item in field.in_plaats_van if item not in fields]
        for item in unknown:
            at = loaded.place((*path, "in_plaats_van", field.in_plaats_van.index(item)))
            yield _unknown_field(item, fields, at)
        if field.in_plaats_van and not unknown:
            yield from _wrong_list(field, fields, loaded, path)


def _wrong_list(
    field: PartyFieldModel, fields: Fields, loaded: Loaded, path: tuple[str, ...]
) -> Iterator[Problem]:
    at = loaded.place((*path, "in_plaats_van"))
    parts = parts_of(field, fields)
    if field.soort != "lijst" or field.velden or any(part.velden for part in parts.values()):
        hint = "Geef haar 'soort: lijst', en noem één veld met onderdelen of velden zonder."
        message = "zo kan een lijst niet in de plaats van velden komen"
        yield error(codes.LIJST_VAN_PARTIJ, message, at, hint)
    if field.weergave is None:
        hint = 'Schrijf hoe één onderdeel leest, als "{naam}".'
        yield error(codes.LIJST_VAN_PARTIJ, "hier ontbreekt 'weergave'", at, hint)
    else:
        known = {name: part.mag_weg for name, part in parts.items()}
        yield from _wrong_text(field.weergave, known, loaded.place((*path, "weergave")))


def _wrong_questions(fields: Fields, loaded: Loaded, path: tuple[str, ...]) -> Iterator[Problem]:
    for name, field in fields.items():
        own = (*path, name)
        yield from wrong_places(field.vraag, ("soort",), loaded.place((*own, "vraag")))
        yield from _wrong_questions(field.velden, loaded, (*own, "velden"))


def _unknown_names(
    sort: PartySortModel, fields: Fields, loaded: Loaded, path: tuple[str, ...]
) -> Iterator[Problem]:
    """Fields that a sort names and that do not exist, or that it does not have."""
    own = own_fields(sort, fields)
    legal = [sort.rechtspersoon] if sort.rechtspersoon else []
    named: list[tuple[str, list[str], Collection[str]]] = [
        ("velden", sort.velden or [], fields),
        ("toont", sort.toont, own),
        ("mag_weg", sort.mag_weg, own),
        ("eenheden", [*sort.eenheden], sort.toont),
        ("rechtspersoon", legal, sort.toont),
    ]
    for key, names, known in named:
        for name in names:
            if name not in known:
                yield _unknown_field(name, known, _place(name, key, names, loaded, path))


def _place(name: str, key: str, names: list[str], loaded: Loaded, path: tuple[str, ...]) -> Place:
    """Where a name stands: it is a key of its own, or one of a list."""
    if key == "eenheden":
        return loaded.key((*path, key, name))
    return loaded.place((*path, key, names.index(name)))


def _unknown_field(name: str, known: Collection[str], at: Place) -> Problem:
    message = f"het veld '{name[:40]}' bestaat hier niet"
    return error(codes.ONBEKEND_VELD, message, at, did_you_mean(name, known))


def _wrong_sort(
    sort: PartySortModel, own: Fields, fields: Fields, loaded: Loaded, path: tuple[str, ...]
) -> Iterator[Problem]:
    """What is wrong with a sort of which all names are right."""
    shown = {name: own[name] for name in sort.toont}
    lists = {name: field for name, field in shown.items() if field.in_plaats_van}
    single = _paths({name: field for name, field in shown.items() if name not in lists})
    yield from _shown_twice(sort, lists, own, loaded, path)
    if sort.ondertekent not in single:
        yield _not_shown(sort.ondertekent, single, loaded.place((*path, "ondertekent")))
    in_text = {**single, **lists}
    optional = {name: name in sort.mag_weg or field.mag_weg for name, field in in_text.items()}
    yield from _wrong_text(sort.omschrijving, optional, loaded.place((*path, "omschrijving")))
    known = [*single, *_paths_in_lists(lists, fields)]
    yield from _wrong_lines(sort, known, loaded, path)


def _wrong_lines(
    sort: PartySortModel, known: Collection[str], loaded: Loaded, path: tuple[str, ...]
) -> Iterator[Problem]:
    """Lines of who signs that stand for nothing, or for who signs in more than one list."""
    for number, line in enumerate(sort.namens):
        at = loaded.place((*path, "namens", number))
        if "{" in line:
            yield from wrong_places(line, known, at)
        elif line not in known:
            yield _not_shown(line, known, at)


def _shown_twice(
    sort: PartySortModel, lists: Fields, own: Fields, loaded: Loaded, path: tuple[str, ...]
) -> Iterator[Problem]:
    """Fields beside the list that comes in their place, and fields that it misses."""
    for name, field in lists.items():
        at = loaded.place((*path, "toont", sort.toont.index(name)))
        for item in field.in_plaats_van:
            if item in sort.toont:
                message = f"'{name}' komt in de plaats van '{item}', en beide worden getoond"
                hint = f"Haal '{item}' weg bij 'toont'."
                yield error(codes.LIJST_VAN_PARTIJ, message, at, hint)
            elif item not in own:
                message = f"'{name}' bestaat uit '{item}', en dat veld heeft deze soort niet"
                hint = f"Zet '{item}' bij 'velden'."
                yield error(codes.LIJST_VAN_PARTIJ, message, at, hint)


def _not_shown(name: str, shown: Collection[str], at: Place) -> Problem:
    message = f"het veld '{name[:40]}' wordt niet getoond"
    return error(codes.ONBEKEND_VELD, message, at, did_you_mean(name, shown))


def _paths(fields: Fields) -> dict[str, PartyFieldModel]:
    """The single values among fields, by their path."""
    found: dict[str, PartyFieldModel] = {}
    for name, field in fields.items():
        if not field.velden:
            found[name] = field
        elif field.soort != "lijst":
            found |= {f"{name}.{path}": item for path, item in _paths(field.velden).items()}
    return found


def _paths_in_lists(lists: Fields, fields: Fields) -> Iterator[str]:
    for name, field in lists.items():
        for part in parts_of(field, fields):
            yield f"{name}.{part}"


def _wrong_text(text: str, known: Mapping[str, bool], at: Place) -> Iterator[Problem]:
    """What is wrong with a text with places, of which some may be left out."""
    brackets = wrong_brackets(text, at)
    yield from brackets
    yield from wrong_places(text, known, at)
    for part in () if brackets else description_of(text):
        if isinstance(part, Placeholder) and known.get(part.path):
            message = f"'{{{part.path}}}' mag weg, en staat niet tussen vierkante haken"
            hint = f"Schrijf bijvoorbeeld [, {{{part.path}}}]."
            yield error(codes.LOSSE_ACCOLADE, message, at, hint)
