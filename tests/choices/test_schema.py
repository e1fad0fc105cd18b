"""JSON Schema of the choice file, for editors."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from dlr_docs.basis.yaml import loading as strict_yaml
from dlr_docs.choices.new.planning import plan
from dlr_docs.choices.new.scaffold import as_yaml
from dlr_docs.choices.schema import choice_schema
from dlr_docs.model.library import Library
from tests.small import SmallLibrary


@pytest.fixture(scope="module")
def schema(library: Library) -> dict[str, Any]:
    return choice_schema(library)


def complaints(schema: dict[str, Any], text: str) -> list[str]:
    data = strict_yaml.load(text, "k.yaml").data
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(data)]


@pytest.mark.bibliotheek
def test_the_schema_is_a_schema(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)


def test_the_examples_fit(schema: dict[str, Any], library: Library) -> None:
    for path in sorted((library.path / "examples").glob("*.yaml")):
        assert complaints(schema, path.read_text(encoding="utf-8")) == [], path.name


@pytest.mark.parametrize(
    "kinds", [("samenwerkingsovereenkomst",), ("convenant", "addendum")], ids="+".join
)
def test_a_new_choice_file_fits(
    schema: dict[str, Any], library: Library, kinds: tuple[str, ...]
) -> None:
    assert complaints(schema, as_yaml(plan(kinds, library))) == []


GOOD = """\
bundel: B
partijen: {linde: {soort: school}}
documenten:
  - soort: convenant
    keuzes: {geschillen: bestuur-mediation-rechter, exclusiviteit: [niet-exclusief, voorkeurspartner], klachten: geen}
    gegevens: {regio: Waterland}
"""


def test_good_choices_fit(schema: dict[str, Any]) -> None:
    assert complaints(schema, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bundel: B", "bundle: B"),
        ("soort: school", "soort: schol"),
        ("linde:", "De Linde:"),
        ("soort: convenant", "soort: convenent"),
        ("geschillen:", "geschilen:"),
        ("bestuur-mediation-rechter", "bestuur"),
        ("geschillen: bestuur-mediation-rechter", "geschillen: geen"),
        ("niet-exclusief,", "niet,"),
        ("regio:", "regioo:"),
        ("Waterland", "[a]"),
    ],
)
def test_a_mistake_does_not_fit(schema: dict[str, Any], old: str, new: str) -> None:
    assert complaints(schema, GOOD.replace(old, new)) != []


def test_questions_help_and_summaries_are_shown_by_the_editor(
    schema: dict[str, Any], library: Library
) -> None:
    values = schema["properties"]["gegevens"]["properties"]
    day = library.values["ingangsdatum"]
    assert values["ingangsdatum"]["description"] == f"{day.question} {day.help}"
    assert "Standaard: 3 maanden." in values["opzegtermijn"]["description"]
    kinds = schema["$defs"]["DocumentModel"]["properties"]["soort"]["oneOf"]
    assert {item["const"]: item["description"] for item in kinds} == {
        kind: outline.summary for kind, outline in library.outlines.items()
    }


def test_the_schema_is_that_of_the_library_it_was_made_for(small_library: SmallLibrary) -> None:
    small_library.clause(
        "extra/een",
        "{{ leider.naam }} {{ lijst|opsomming }}",
        "gegevens: {leider: {soort: persoon, vraag: Wie?}, lijst: "
        "{soort: lijst, van: tekst, vraag: Wat?}}",
    )
    schema = choice_schema(small_library.load())
    text = (
        "bundel: B\npartijen: {p: {soort: school}}\ndocumenten: [{soort: "
        "brief, keuzes: {extra: een}, gegevens: %s}]"
    )
    assert complaints(schema, text % "{leider: {naam: A}, lijst: [a, b]}") == []
    assert complaints(schema, text % "{leider: , lijst: }") == []
    assert complaints(schema, text % "{leider: {nam: A}}") != []
    assert complaints(schema, text % "{lijst: a}") != []
