"""Declarations of values: those of ``gegevens.yaml``, and what any declaration becomes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from dlr_docs.basis import codes
from dlr_docs.basis import yaml as strict_yaml
from dlr_docs.basis.problems import Problem, error
from dlr_docs.library.models import ValueModel
from dlr_docs.library.reading import read_yaml
from dlr_docs.model.values import ValueType

_VALUE_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")


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
        example=", ".join(model.voorbeeld)
        if isinstance(model.voorbeeld, list)
        else model.voorbeeld,
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
    )


def read_values(
    path: Path, units: Mapping[str, str], taken: frozenset[str]
) -> tuple[dict[str, ValueType], str | None, list[Problem]]:
    """The shared values of a library, and the name of the day on which a document takes effect.

    Args:
        taken: names that mean something else in a clause.
    """
    loaded, problems = read_yaml(path)
    if loaded is None:
        return {}, None, problems
    if not isinstance(loaded.data, dict):
        message = "hier horen namen met elk een omschrijving"
        return {}, None, [error(codes.VERKEERD_TYPE, message, loaded.place(()))]
    judged = {
        name: strict_yaml.validate(ValueModel, part)
        for name, part in strict_yaml.branches(loaded).items()
    }
    models = {name: model for name, (model, _) in judged.items() if model is not None}
    effective = [name for name, model in models.items() if model.bepaalt_ingang]
    problems = [
        *itertools.chain.from_iterable(
            (*_wrong_name(name, loaded, taken), *wrong) for name, (_, wrong) in judged.items()
        ),
        *_wrong_effective(effective, models, loaded),
    ]
    found = {name: value_type(name, model, units) for name, model in models.items()}
    return found, next(iter(effective), None), problems


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
