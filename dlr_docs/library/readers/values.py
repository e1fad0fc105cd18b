"""Declarations of values: those of ``gegevens.yaml``, and what any declaration becomes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dlr_docs.basis import codes
from dlr_docs.basis.dutch import parse_date, show_date
from dlr_docs.basis.problems import Place, Problem, did_you_mean, error
from dlr_docs.basis.yaml import loading as strict_yaml
from dlr_docs.basis.yaml.shape import validate
from dlr_docs.library.cells import said_by
from dlr_docs.library.models import ValueModel
from dlr_docs.library.reading import read_layered
from dlr_docs.model.declared.tables import FigureTable
from dlr_docs.model.values import ValueType

_OTHER_NAME = "Geef het een andere naam: één naam heeft in alle lagen één betekenis."
_VALUE_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")


def _example(model: ValueModel) -> str | None:
    """An example as a person types it; of a day in words, as documents show it."""
    example = model.voorbeeld
    if isinstance(example, list):
        return ", ".join(example)
    day = parse_date(example) if model.soort == "datum" else None
    return show_date(day).replace("\u00a0", " ") if day else example


def value_type(
    name: str,
    model: ValueModel,
    units: Mapping[str, str] | None = None,
    fields: Mapping[str, ValueType] | None = None,
) -> ValueType:
    """The declaration that a model stands for.

    Args:
        units: the units of time of the library, for a term.
        fields: what is inside it, when that was made already.
    """
    inside = {key: value_type(key, field, units) for key, field in model.velden.items()}
    return ValueType(
        name=name,
        kind=model.soort,
        question=model.vraag,
        default=None if model.bevestigen else model.standaard,
        example=_example(model),
        help=model.hulp,
        options=model.opties
        if isinstance(model.opties, dict)
        else {option: option for option in model.opties},
        fields=inside if fields is None else fields,
        item=model.van,
        minimum=model.minimaal,
        maximum=model.maximaal,
        units=units or {},
        proposal=model.standaard if model.bevestigen else None,
        per_document=model.per_document,
        follows=tuple(model.volgt),
        told=model.overgenomen,
        bound_to=model.opties_bij,
        is_content=model.inhoud,
        may_be_more=model.meer,
        plural=model.meervoud,
        none_words=tuple(model.zonder),
        is_of_group=model.voor_groep,
        succeeds=tuple(model.vervangt),
        is_signing_day=model.ondertekening_van_hoofddocument,
        optional=model.mag_weg,
    )


def read_values(
    paths: Sequence[Path],
    units: Mapping[str, str],
    taken: frozenset[str],
    tables: Mapping[str, FigureTable],
) -> tuple[dict[str, ValueType], str | None, list[Problem]]:
    """The shared values of a library, and the name of the day on which a document takes effect.

    Args:
        paths: the file in each layer that has it, the lowest first.
        taken: names that mean something else in a clause.
        tables: the tables that texts may speak of: ``{table.row.column}``.
    """
    loaded, problems = read_layered(paths)
    if loaded is None:
        return {}, None, problems
    if not isinstance(loaded.data, dict):
        message = "hier horen namen met elk een omschrijving"
        return {}, None, [error(codes.VERKEERD_TYPE, message, loaded.place(()))]
    loaded, wrong_cells = said_by(loaded, tables)
    judged = {
        name: validate(ValueModel, part) for name, part in strict_yaml.branches(loaded).items()
    }
    models = {name: model for name, (model, _) in judged.items() if model is not None}
    effective = [name for name, model in models.items() if model.bepaalt_ingang]
    problems = [
        *other_meanings(paths),
        *itertools.chain.from_iterable(
            (*_wrong_name(name, loaded, taken), *wrong) for name, (_, wrong) in judged.items()
        ),
        *_wrong_effective(effective, models, loaded),
        *wrong_cells,
        *_wrong_bindings(models, loaded, tables),
    ]
    found = {name: value_type(name, model, units) for name, model in models.items()}
    return found, next(iter(effective), None), problems


def same_meaning(one: ValueType, other: ValueType) -> bool:
    """Whether two declarations are of the same thing, asked for in the same or in other words."""
    return (one.kind, one.options, one.item, {*one.fields}) == (
        other.kind,
        other.options,
        other.item,
        {*other.fields},
    )


def other_meanings(paths: Sequence[Path]) -> Iterator[Problem]:
    """Values that a higher layer declares as something else than a lower one does: it may ask for
    them in other words, and not make a date of a text.
    """
    kinds: dict[str, str] = {}
    for path in paths if len(paths) > 1 else ():
        loaded, _ = read_layered([path])
        declared = strict_yaml.branches(loaded) if loaded is not None else {}
        for name, part in declared.items():
            kind = str(part.data.get("soort")) if isinstance(part.data, dict) else ""
            if kinds.setdefault(name, kind) != kind:
                below = kinds[name][:20]
                message = f"het gegeven '{name}' is hier {kind[:20]}, en in een lagere laag {below}"
                yield error(codes.BETEKENIS_PER_LAAG, message, part.place(("soort",)), _OTHER_NAME)


def read_former(
    paths: Sequence[Path], values: Mapping[str, ValueType]
) -> tuple[dict[str, str], list[Problem]]:
    """What came in the place of values that are gone (``vervallen.yaml``), by their old name; a
    library need not have any.
    """
    if not paths:
        return {}, []
    loaded, problems = read_layered(paths)
    if loaded is None:
        return {}, problems
    data = loaded.data if isinstance(loaded.data, dict) else {"": None}
    found = {name: text for name, text in data.items() if isinstance(text, str)}
    if len(found) < len(data):
        message = "hier horen namen van vervallen gegevens, elk met een zin"
        problems = [error(codes.VERKEERD_TYPE, message, loaded.place(()))]
    for name in found.keys() & values.keys():
        message = f"het gegeven '{name}' bestaat nog"
        problems = [*problems, error(codes.DUBBELE_BETEKENIS, message, loaded.key((name,)))]
    return found, problems


def _wrong_bindings(
    models: Mapping[str, ValueModel], loaded: strict_yaml.Loaded, tables: Mapping[str, FigureTable]
) -> Iterator[Problem]:
    for name, model in models.items():
        for other, table in model.opties_bij.items():
            at = loaded.place((name, "opties_bij"))
            yield from _unknown_binding(name, other, table, models, tables, at)


def _unknown_binding(
    name: str,
    other: str,
    table: str,
    models: Mapping[str, ValueModel],
    tables: Mapping[str, FigureTable],
    at: Place,
) -> Iterator[Problem]:
    """A choice is bound to another choice, by a table that has a column for both."""
    if other not in models:
        message = f"het gegeven '{other[:40]}' bestaat niet"
        yield error(codes.TABEL_ONBEKENDE_NAAM, message, at, did_you_mean(other, models))
    if table not in tables:
        message = f"de tabel '{table[:40]}' bestaat niet"
        yield error(codes.TABEL_ONBEKENDE_NAAM, message, at, did_you_mean(table, tables))
    elif name not in tables[table].columns or len(tables[table].keys) != 1:
        message = f"de tabel '{table}' heeft niet één sleutel en een kolom '{name}'"
        yield error(codes.TABEL_ONBEKENDE_NAAM, message, at)


def _wrong_name(name: str, loaded: strict_yaml.Loaded, taken: frozenset[str]) -> Iterator[Problem]:
    at = loaded.key((name,))
    if not _VALUE_NAME.match(name):
        message = f"'{name}' kan geen naam van een gegeven zijn"
        hint = "Gebruik kleine letters en cijfers, met lage streepjes ertussen."
        yield error(codes.VERKEERDE_NAAM, message, at, hint)
    if name in taken:
        message = f"'{name}' betekent in clausules al iets anders"
        yield error(codes.GERESERVEERDE_NAAM, message, at, "Kies een andere naam.")


def _wrong_effective(
    names: list[str], models: Mapping[str, ValueModel], loaded: strict_yaml.Loaded
) -> Iterator[Problem]:
    """More than one day on which a document takes effect, or one that is no day."""
    for number, name in enumerate(names):
        at = loaded.place((name, "bepaalt_ingang"))
        if models[name].soort != "datum":
            message = f"'{name}' is geen datum en kan niet bepalen wanneer een document ingaat"
            yield error(codes.VERKEERDE_INGANG, message, at, "Gebruik soort: datum.")
        if number:
            message = f"ook '{names[0]}' bepaalt wanneer een document ingaat"
            yield error(codes.VERKEERDE_INGANG, message, at, "Laat er één staan.")
