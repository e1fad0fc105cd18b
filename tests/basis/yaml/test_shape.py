"""Data against the shape that it must have."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given, settings
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel

from dlr_docs.basis.problems import Problem
from dlr_docs.basis.yaml import shape as yaml_shape
from dlr_docs.basis.yaml.loading import load
from dlr_docs.basis.yaml.shape import validate, written_day
from tests.basis.yaml.test_loading import TREES
from tests.small import pointed


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    naam: str
    aantal: int = 0


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    soort: Literal["convenant", "addendum"] = "convenant"
    dag: Annotated[date | None, BeforeValidator(written_day)] = None
    aan: bool = False
    binnen: Inner | None = None
    lijst: list[Inner] = Field(default_factory=list)
    namen: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")], Inner] = Field(
        default_factory=dict
    )


def problems_of(text: str) -> list[Problem]:
    model, problems = validate(Outer, load(text, "a.yaml"))
    assert model is None
    return problems


def test_data_that_fits_becomes_the_model() -> None:
    model, problems = validate(
        Outer, load("soort: addendum\ndag: 2027-08-01\naan: true\nbinnen: {naam: x}", "a.yaml")
    )
    assert problems == []
    assert model == Outer(soort="addendum", dag=date(2027, 8, 1), aan=True, binnen=Inner(naam="x"))


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("▶sort: convenant", "onbekende-sleutel", "Bedoelt u 'soort'?"),
        ("binnen: {naam: x, ▶antal: 3}", "onbekende-sleutel", "Bedoelt u 'aantal'?"),
        ("lijst:\n  - naam: x\n  - naam: y\n    ▶nam: z", "onbekende-sleutel", "Bedoelt u 'naam'?"),
        ("namen:\n  a: {naam: x, ▶antal: 2}", "onbekende-sleutel", "Bedoelt u 'aantal'?"),
        ("soort: ▶convenent", "onbekende-waarde", "Bedoelt u 'convenant'?"),
        ("soort: ▶xyz", "onbekende-waarde", "Mogelijk zijn: addendum, convenant."),
        ("dag: ▶2026-02-30", "verkeerd-type", "bestaande datum"),
        ("dag: ▶86400", "verkeerd-type", "bestaande datum"),
        ("dag: ▶2027-08-01T10:00:00", "verkeerd-type", "bestaande datum"),
        ("dag: ▶morgen", "verkeerd-type", "bestaande datum"),
        ("aan: ▶misschien", "verkeerd-type", "ja of nee"),
        ("binnen: ▶tekst", "verkeerd-type", "sleutels met waarden"),
        ("binnen: ▶{aantal: 3}", "ontbreekt", "'naam' ontbreekt"),
        ("binnen: {naam: ▶[a]}", "verkeerd-type", "hier hoort tekst"),
        ("binnen: {naam: a, aantal: ▶veel}", "verkeerd-type", "geheel getal"),
        ("lijst: ▶tekst", "verkeerd-type", "hier hoort een lijst"),
        ("lijst:\n  - naam: x\n  - ▶tekst", "verkeerd-type", "sleutels met waarden"),
        ("namen:\n  ▶Groot:\n    naam: x", "verkeerde-vorm", "kleine letters"),
        ("namen: ▶[a]", "verkeerd-type", "sleutels met waarden"),
    ],
)
def test_what_does_not_fit_is_a_problem_with_its_place_and_advice(
    text: str, code: str, words: str
) -> None:
    text, place = pointed(text)
    (problem,) = problems_of(text)
    assert (problem.code, str(problem.source)) == (code, f"a.yaml:{place}")
    assert words in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("binnen: x", "een regel voor elke sleutel"),
        ("namen: x", "een regel voor elke sleutel"),
        ("lijst: x", "met '- ' ervoor."),
        ("lijst: x; y", "vierkante haken: [een, twee]"),
        ("lijst: x en y", "vierkante haken: [een, twee]"),
        ("lijst: {x, y}", "vierkante haken: [een, twee]"),
        ("binnen:\n  - naam: x\n  - aantal: 2", "Haal de streepjes weg"),
        ("namen:\n  - a: {naam: x}", "Haal de streepjes weg"),
        ("binnen: [x]", "een regel voor elke sleutel"),
    ],
)
def test_one_word_where_more_belongs_is_told_how_to_write_it(text: str, advice: str) -> None:
    (problem,) = problems_of(text)
    assert problem.hint is not None
    assert advice in problem.hint


def test_a_key_below_one_that_is_empty_may_belong_inside_it() -> None:
    (problem,) = problems_of("soort: addendum\nbinnen:\ngetal: 3")
    assert problem.hint == "Hoort hij bij 'binnen' erboven, spring hem dan verder in."
    (problem,) = problems_of("binnen:\nlijs: []")
    assert problem.hint == "Bedoelt u 'lijst'?"


def test_all_problems_come_in_one_run() -> None:
    found = problems_of("sort: x\ndag: nooit\nbinnen: {}")
    assert [problem.code for problem in found] == [
        "verkeerd-type",
        "ontbreekt",
        "onbekende-sleutel",
    ]


@settings(max_examples=100)
@given(TREES.filter(lambda tree: tree is not None))
def test_any_data_is_the_model_or_problems_with_a_place(tree: Any) -> None:
    loaded = load(json.dumps(tree, ensure_ascii=False), "a.yaml")
    model, problems = validate(Outer, loaded)
    assert (model is None) == bool(problems)
    assert all(
        problem.source in {*loaded.places.values(), *loaded.keys.values()} for problem in problems
    )


SlugKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A: x", "een sleutel begint met een kleine letter"),
        ("a: X", "deze waarde is één woord van 2 tot 30 kleine letters"),
    ],
)
def test_a_form_is_told_of_a_key_and_of_a_value_in_its_own_words(text: str, words: str) -> None:
    class Formed(RootModel[dict[SlugKey, Annotated[str, Field(pattern=r"^[a-z]{2,30}$")]]]):
        pass

    _, (problem,) = validate(Formed, load(text, "k.yaml"))
    assert (problem.code, str(problem.source)) == (
        "verkeerde-vorm",
        f"k.yaml:1:{1 if 'A' in text else 4}",
    )
    assert problem.message.startswith(words)


def test_every_form_that_a_model_asks_for_has_words() -> None:
    package = Path(yaml_shape.__file__).parents[2]
    asked = {
        pattern
        for path in package.rglob("*.py")
        for pattern in re.findall(r'pattern=r"([^"]*)"', path.read_text(encoding="utf-8"))
    }
    assert asked
    assert asked <= yaml_shape._FORMS.keys()
