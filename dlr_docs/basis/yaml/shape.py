"""Plain data against the shape that it must have: pydantic judges, and what it finds is told in
Dutch, with its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from dlr_docs.basis import codes
from dlr_docs.basis.dutch import DATE_EXAMPLE
from dlr_docs.basis.problems import (
    Path,
    Place,
    Problem,
    did_you_mean,
    error,
    nearest,
    parts_of,
    typed,
)
from dlr_docs.basis.yaml.loading import Loaded

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    M = TypeVar("M", bound=BaseModel)

MOST_PROBLEMS = (
    100  # of one file in one run; nobody reads more, and each costs a search for the nearest name
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_MESSAGES = {
    "missing": "'{key}' ontbreekt",
    "string_type": "hier hoort tekst",
    "dict_type": "hier horen sleutels met waarden (naam: waarde)",
    "model_type": "hier horen sleutels met waarden (naam: waarde)",
    "list_type": "hier hoort een lijst (regels die met - beginnen)",
    "tuple_type": "hier hoort een lijst (regels die met - beginnen)",
    "int_parsing": "hier hoort een geheel getal",
    "int_type": "hier hoort een geheel getal",
    "bool_parsing": "hier hoort ja of nee (true of false)",
    "bool_type": "hier hoort ja of nee (true of false)",
    "date_from_datetime_parsing": f"hier hoort een bestaande datum, als {DATE_EXAMPLE}",
    "date_parsing": f"hier hoort een bestaande datum, als {DATE_EXAMPLE}",
    "date_type": f"hier hoort een bestaande datum, als {DATE_EXAMPLE}",
    "too_long": "hier staat te veel (hoogstens {maximum})",
    "too_short": "hier is minstens één regel nodig",
    "string_too_long": "deze tekst is te lang (hoogstens {maximum} tekens)",
    "string_too_short": "hier hoort een tekst van minstens {minimum} tekens",
}


_KEYS = (
    "Zet eronder, ingesprongen, een regel voor elke sleutel: de naam, een dubbele punt, een spatie "
    "en de waarde."
)
_ITEMS = "Zet elke waarde op een eigen regel eronder, met '- ' ervoor"
_LISTS, _GROUPS = ("list_type", "tuple_type"), ("dict_type", "model_type")


# What a text that must have a form consists of, in the words of who types it.
_FORMS = {
    r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$": "is de naam van een gegeven, of van een onderdeel "
    "ervan",
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])$": "is een maand en een dag, zoals 08-01",
    r"^[a-z][a-z0-9-]{0,39}$": "begint met een kleine letter en heeft daarna hoogstens 39 kleine "
    "letters, cijfers en streepjes",
    r"^[a-z][a-z0-9-]*$": "begint met een kleine letter en heeft daarna kleine letters, cijfers en "
    "streepjes",
    r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$": "begint met een kleine letter en heeft daarna kleine "
    "letters en cijfers, met een laag streepje tussen woorden",
    r"^([0-9a-f]{64})?$": "is een controlegetal van 64 cijfers en letters a tot en met f",
    r"^[a-z][a-z0-9-]*(\.[^.]+)?\.[a-z][a-z0-9_]*$": "is een cel van een tabel: tabel.rij.kolom, "
    "of tabel.kolom van een tabel van één rij",
    r"^[a-z]{2,30}$": "is één woord van 2 tot 30 kleine letters",
}


_FORM_HINTS = {
    r"^[a-z][a-z0-9-]{0,39}$": "Schrijf hem zonder hoofdletters en accenten, met streepjes in "
    "plaats van spaties: de-linde.",
    r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$": "Schrijf hem zonder hoofdletters en accenten, met lage "
    "streepjes in plaats van spaties: eerste_dag.",
}


_CODES = {
    "missing": codes.ONTBREEKT,
    "too_long": codes.VERKEERDE_LENGTE,
    "too_short": codes.VERKEERDE_LENGTE,
    "string_too_long": codes.VERKEERDE_LENGTE,
    "string_too_short": codes.VERKEERDE_LENGTE,
}


def written_day(value: object) -> object:
    """Refuse what is not written as year-month-day; pydantic would take 86400 for seconds since
    1970.
    """
    from pydantic_core import PydanticCustomError

    if (isinstance(value, str) and not _DAY.fullmatch(value)) or isinstance(value, int | float):
        raise PydanticCustomError("date_parsing", "not a day")
    return value


def validate(model: type[M], loaded: Loaded) -> tuple[M | None, list[Problem]]:
    """Judge loaded data with a pydantic model: the model, or problems with line and column."""
    from pydantic import ValidationError

    try:
        return model.model_validate(loaded.data), []
    except ValidationError as exc:
        return None, _problems(exc, model, loaded)


def _problems(exc: ValidationError, model: type[BaseModel], loaded: Loaded) -> list[Problem]:
    found: dict[tuple[Path, str], Problem] = {}
    for item in exc.errors(include_url=False, include_context=True)[:MOST_PROBLEMS]:
        path = _known_path(item["loc"], loaded.data)
        wrong = _problem(item, path, model, loaded)
        found.setdefault((path, wrong.code), wrong)
    return list(found.values())


def _problem(item: ErrorDetails, path: Path, model: type[BaseModel], loaded: Loaded) -> Problem:
    kind, context = item["type"], item.get("ctx", {})
    key = str(item["loc"][-1]) if item["loc"] else ""
    if kind == "extra_forbidden":
        siblings = _siblings(model, item["loc"])
        hint = _below_empty(key, path, siblings, loaded) or did_you_mean(key, siblings)
        return error(
            codes.ONBEKENDE_SLEUTEL, "deze sleutel bestaat hier niet", loaded.unknown(path), hint
        )
    if kind in ("literal_error", "enum"):
        names = context["expected"].replace(" or ", ", ").split(",")
        allowed = [name.strip().strip("'") for name in names]
        hint = did_you_mean(str(item["input"]), allowed, "Mogelijk zijn")
        message = f"{typed(item['input'])} kan hier niet"
        return error(codes.ONBEKENDE_WAARDE, message, _place(key, kind, path, loaded), hint)
    if kind == "value_error":
        return error(codes.VERKEERDE_VORM, str(context["error"]), loaded.place(path))
    if kind == "string_pattern_mismatch":
        what = "een sleutel" if key == "[key]" else "deze waarde"
        message = f"{what} {_FORMS.get(context['pattern'], 'heeft niet de vorm die hier hoort')}"
        where = _place(key, kind, path, loaded)
        return error(codes.VERKEERDE_VORM, message, where, _FORM_HINTS.get(context["pattern"]))
    message = _MESSAGES.get(kind, "deze waarde kan hier niet").format(
        key=key, minimum=context.get("min_length", 1), maximum=context.get("max_length", 0)
    )
    place = _place(key, kind, path, loaded)
    code = _CODES.get(kind, codes.VERKEERD_TYPE)
    return error(code, message, place, _shape_hint(kind, item["input"]))


def _shape_hint(kind: str, given: object) -> str | None:
    """What to do about a text or a list where a group belongs, and the other way round."""
    if kind in _GROUPS:
        is_items = isinstance(given, list) and all(isinstance(item, dict) for item in given)
        return "Haal de streepjes weg: hier hoort geen lijst." if is_items else _KEYS
    if kind not in _LISTS:
        return None
    # braces around names are a group in which nothing has a value
    is_names = isinstance(given, dict) and not any(given.values())
    if is_names or (isinstance(given, str) and len(parts_of(given)) > 1):
        return f"{_ITEMS}, of zet ze met komma's tussen vierkante haken: [een, twee]."
    return f"{_ITEMS}."


def _below_empty(key: str, path: Path, known: list[str], loaded: Loaded) -> str | None:
    """Advice for an unknown key below a known one that has nothing: it may belong inside that."""
    group: Any = loaded.data
    for step in path[:-1]:
        group = group[step]
    names = [*group] if isinstance(group, dict) and key in group else [key]
    above = names[names.index(key) - 1]
    if above not in known or group[above] is not None or nearest(key, known):
        return None
    return f"Hoort hij bij '{above}' erboven, spring hem dan verder in."


def _place(key: str, kind: str, path: Path, loaded: Loaded) -> Place:
    """The place of what is wrong: a key itself, or a value; what is missing is named too."""
    if key == "[key]":
        return loaded.key(path)
    return loaded.place((*path, key) if kind == "missing" else path)


def _known_path(loc: tuple[int | str, ...], data: Any) -> Path:
    """A pydantic location without the parts that name a branch of a union instead of a key."""
    path: Path = ()
    for part in loc:
        inside: Any = data if isinstance(data, Mapping | list | tuple) else {}
        try:
            data = inside[part]
        except (KeyError, IndexError, TypeError):
            continue
        path = (*path, part)
    return path


def _siblings(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that could stand where an unknown key stands."""
    current: Any = model
    for part in loc[:-1]:
        fields = getattr(current, "model_fields", {})
        if part in fields:
            current = _model_in(fields[part].annotation) or current
    return [info.alias or name for name, info in getattr(current, "model_fields", {}).items()]


def _model_in(annotation: Any) -> Any:
    """The first pydantic model inside a type annotation."""
    if hasattr(annotation, "model_fields"):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found is not None:
            return found
    return None
