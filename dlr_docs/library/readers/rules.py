"""``controles.yaml``: the checks on documents that a library declares."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Problem, Severity, did_you_mean, error
from dlr_docs.basis.yaml import loading as strict_yaml
from dlr_docs.basis.yaml.shape import validate
from dlr_docs.library.cells import said_by
from dlr_docs.library.models import (
    AmongModel,
    BeforeModel,
    BoundsModel,
    CombinationModel,
    DistinctModel,
    ExclusiveModel,
    NeedsModel,
    PresentModel,
    RelationsModel,
    RowsModel,
    RuleModel,
    TotalModel,
    UniqueModel,
)
from dlr_docs.library.readers.patterns import pattern_of, wrong_places
from dlr_docs.library.reading import read_named
from dlr_docs.model.declared.rules import (
    Among,
    Before,
    Bounds,
    Combination,
    Condition,
    Distinct,
    Exclusive,
    Limit,
    Needs,
    Present,
    Relation,
    Relations,
    Rows,
    Rule,
    Total,
    Unique,
)
from dlr_docs.model.declared.tables import FigureTable

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_SEVERITIES = {"fout": Severity.ERROR, "waarschuwing": Severity.WARNING}


def _combination(model: CombinationModel) -> tuple[Condition, tuple[str, ...]]:
    first, second = model.gegevens
    allowed = {key: tuple(values) for key, values in model.toegestaan.items()}
    without = pattern_of(model.advies_zonder) if model.advies_zonder else None
    columns = model.kolommen or [first.rpartition(".")[2], second.rpartition(".")[2]]
    made = Combination(
        first,
        second,
        allowed,
        without,
        model.tabel,
        (columns[0], columns[1]),
        tuple(model.zonder_oordeel),
        model.anders,
        model.elk_met_een,
    )
    return made, (first, second, "toegestaan")


def _bounds(model: BoundsModel) -> tuple[Condition, tuple[str, ...]]:
    limits = {
        name: Limit(item.minimaal, item.maximaal, item.tabel, item.rij, item.som)
        for name, item in model.grenzen.items()
    }
    return Bounds(limits), ("naam", "waarde", "minimaal", "maximaal")


def _needs(model: NeedsModel) -> tuple[Condition, tuple[str, ...]]:
    return Needs(model.als, model.nodig, model.alleen_als_mogelijk), ()


def _present(model: PresentModel) -> tuple[Condition, tuple[str, ...]]:
    return Present(model.onderwerp, tuple(model.partijen), model.of_document), ("partijen",)


def _distinct(model: DistinctModel) -> tuple[Condition, tuple[str, ...]]:
    return Distinct(model.veld, model.hoogstens), ("aantal",)


def _relations(model: RelationsModel) -> tuple[Condition, tuple[str, ...]]:
    items = (
        Relation(
            item.eerste,
            item.verhouding,
            item.tweede,
            item.maal,
            item.som,
            item.over_groep,
            item.plus or "",
            tuple(item.of),
            _month_and_day(item.jaar_begint),
        )
        for item in model.verbanden
    )
    given = {name: tuple(values) for name, values in model.als.items()}
    return Relations(tuple(items), model.een_is_genoeg, given), (
        "naam",
        "waarde",
        "ander",
        "andere_waarde",
        "maal",
    )


def _exclusive(model: ExclusiveModel) -> tuple[Condition, tuple[str, ...]]:
    models = tuple((name, tuple(choices)) for name, choices in model.modellen.items())
    return Exclusive(models), ("keuze", "model", "andere_keuze", "ander_model")


def _among(model: AmongModel) -> tuple[Condition, tuple[str, ...]]:
    condition = Among(model.gegeven, tuple(model.velden), model.soort_volgens)
    return condition, ("naam", "soort")


def _total(model: TotalModel) -> tuple[Condition, tuple[str, ...]]:
    fields = {column: tuple(paths) for column, paths in model.minimaal.items()}
    earlier = model.periode == "vorige"
    unjudged = tuple(model.zonder_oordeel)
    made = Total(
        model.als, model.lijst, model.tabel, model.rij, fields, earlier, unjudged, model.anders
    )
    return made, ("kolom", "som", "minimaal")


def _rows(model: RowsModel) -> tuple[Condition, tuple[str, ...]]:
    given = {name: tuple(values) for name, values in model.als.items()}
    then = {name: tuple(values) for name, values in model.dan.items()}
    where = {name: tuple(values) for name, values in model.waar.items()}
    made = Rows(model.lijst, model.binnen, given, then, model.tabel, model.kolom or "", where)
    return made, ("waarde", "toegestaan")


def _unique(model: UniqueModel) -> tuple[Condition, tuple[str, ...]]:
    lists = {name: tuple(fields) for name, fields in model.lijsten.items()}
    return Unique(lists), ("naam", "waarde")


def _before(model: BeforeModel) -> tuple[Condition, tuple[str, ...]]:
    made = Before(model.gegeven, model.tabel, _month_and_day(model.jaar_begint))
    return made, ("naam", "waarde", "wijziging")


def _month_and_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)


# Per kind of check: the model that judges it, and what makes of it a condition and the names that
# its message may use.
_KINDS: dict[str, tuple[type[RuleModel], Callable[..., tuple[Condition, tuple[str, ...]]]]] = {
    "combinatie": (CombinationModel, _combination),
    "grenzen": (BoundsModel, _bounds),
    "nodig": (NeedsModel, _needs),
    "aanwezig": (PresentModel, _present),
    "verschillend": (DistinctModel, _distinct),
    "verband": (RelationsModel, _relations),
    "modellen": (ExclusiveModel, _exclusive),
    "onder-partijen": (AmongModel, _among),
    "som": (TotalModel, _total),
    "rijen": (RowsModel, _rows),
    "uniek": (UniqueModel, _unique),
    "voor-wijziging": (BeforeModel, _before),
}


def read_rules(
    paths: Sequence[Path],
    reserved: frozenset[str],
    tables: Mapping[str, FigureTable],
) -> tuple[dict[str, Rule], list[Problem]]:
    """The checks of a library by name; a library need not have any.

    Args:
        reserved: codes of the program's own checks, which no library can give another meaning.
        tables: the tables that messages may speak of.
    """
    named, problems = read_named(paths, "controles")
    said = {name: said_by(part, tables, is_pattern=True) for name, (part, _) in named.items()}
    judged = {name: _rule(name, said[name][0], at, reserved) for name, (_, at) in named.items()}
    rules = {name: rule for name, (rule, _) in judged.items() if rule is not None}
    wrong = itertools.chain.from_iterable(found for _, found in judged.values())
    cells = itertools.chain.from_iterable(found for _, found in said.values())
    return rules, [*problems, *cells, *wrong, *_wrong_replacements(rules)]


def _rule(
    name: str, part: strict_yaml.Loaded, at: Place, reserved: frozenset[str]
) -> tuple[Rule | None, list[Problem]]:
    kind = part.data.get("soort") if isinstance(part.data, dict) else None
    if not isinstance(kind, str) or kind not in _KINDS:
        message = "de soort controle bestaat niet" if kind else "'soort' ontbreekt"
        return None, [
            error(codes.ONBEKENDE_WAARDE, message, part.place(("soort",)), _kinds_hint(kind))
        ]
    shape, make = _KINDS[kind]
    model, problems = validate(shape, part)
    if model is None:
        return None, problems
    condition, names = make(model)
    problems = [*_wrong_texts(model, names, part), *_wrong_code(name, model, at, reserved)]
    return _as_rule(name, model, condition, at), problems


def _kinds_hint(kind: object) -> str:
    return did_you_mean(str(kind or ""), _KINDS, "Mogelijk zijn")


def _wrong_texts(
    model: RuleModel, names: tuple[str, ...], part: strict_yaml.Loaded
) -> Iterator[Problem]:
    for key in ("melding", "advies", "advies_zonder"):
        text = getattr(model, key, None)
        if text:
            yield from wrong_places(text, names, part.place((key,)))


def _wrong_code(
    name: str, model: RuleModel, at: Place, reserved: frozenset[str]
) -> Iterator[Problem]:
    code = model.code or name
    if not _NAME.fullmatch(name):
        hint = "Gebruik kleine letters, cijfers en streepjes."
        yield error(codes.VERKEERDE_NAAM, "dit kan geen naam van een controle zijn", at, hint)
    if code in reserved:
        message = f"'{code}' is een controle van het programma zelf"
        yield error(codes.GERESERVEERDE_NAAM, message, at, "Kies een andere naam.")


def _wrong_replacements(rules: dict[str, Rule]) -> Iterator[Problem]:
    for rule in rules.values():
        if rule.instead_of is not None and rule.instead_of not in rules:
            message = f"de controle '{rule.instead_of[:40]}' bestaat niet"
            hint = did_you_mean(rule.instead_of, rules)
            yield error(codes.ONBEKENDE_VERVANGING, message, rule.place, hint)


def _as_rule(name: str, model: RuleModel, condition: Condition, at: Place) -> Rule:
    return Rule(
        name=name,
        code=model.code or name,
        severity=_SEVERITIES[model.ernst],
        sentence=model.omschrijving,
        message=pattern_of(model.melding),
        hint=pattern_of(model.advies) if model.advies else None,
        condition=condition,
        only_named=model.alleen_genoemd,
        instead_of=model.in_plaats_van,
        laws=tuple(model.wet),
        excuse=model.voorbeeld,
        below=tuple(model.bij),
        place=at,
    )
