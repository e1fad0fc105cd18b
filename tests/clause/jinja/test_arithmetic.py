"""What clauses compute."""

from __future__ import annotations

from typing import Any

import pytest

from dlr_docs.basis.problems import RenderError
from dlr_docs.build.values.interpreting import interpret
from dlr_docs.clause.rendering import render
from dlr_docs.model.document import Text, ValueUse
from dlr_docs.model.values import Content, Kind, ValueType
from tests.clause.making import clause, inlines_of, value


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ aantal|keer(prijs) }}", "€\u00a037,50"),
        ("{{ prijs|keer(deel) }}", "€\u00a02,50"),
        ("{{ prijs|keer(helft) }}", "€\u00a06,25"),
        ("{{ aantal|keer(2) }}", "6"),
        ("{{ rijen|som('prijs') }}", "€\u00a030,00"),
        ("{{ rijen|som('aantal', 'prijs') }}", "€\u00a070,00"),
        ("{{ [aantal, aantal]|som }}", "6"),
        ("{{ leeg|keer(prijs) }}", "nog te berekenen"),
        ("{{ prijs|gedeeld_door(aantal) }}", "€\u00a04,17"),
        ("{{ prijs|gedeeld_door(aantal)|keer(aantal) }}", "€\u00a012,50"),
        ("{{ prijs|gedeeld_door(0) }}", "nog te berekenen"),
        ("{{ prijs|gedeeld_door(leeg) }}", "nog te berekenen"),
    ],
)
def test_amounts_and_numbers_can_be_multiplied_and_added(
    names_with: Any, text: str, shown: str
) -> None:
    def made(kind: Kind, raw: object) -> Content:
        return interpret(ValueType("x", kind, "?"), raw)

    rows = (
        {"aantal": made("aantal", 1), "prijs": made("bedrag", "10")},
        {"aantal": made("aantal", 3), "prijs": made("bedrag", "20")},
    )
    names = names_with(
        aantal=made("aantal", "3"),
        prijs=made("bedrag", "12,50"),
        deel=made("breuk", "1/5"),
        helft=made("percentage", "50%"),
        leeg=made("aantal", None),
        rijen=rows,
    )
    assert inlines_of(render(clause(text), names)) == (Text(shown),)


def test_an_open_number_in_words_stays_a_question(names_with: Any) -> None:
    names = names_with(leden=interpret(ValueType("leden", "aantal", "?"), None))
    assert inlines_of(render(clause("{{ leden|in_woorden }}"), names)) == (ValueUse("leden"),)


@pytest.mark.parametrize("text", ["{{ regio|keer(2) }}", "{{ [regio]|som }}", "{{ 'a'|keer(2) }}"])
def test_what_is_no_number_cannot_be_computed_with(names_with: Any, text: str) -> None:
    with pytest.raises(RenderError, match="rekenen kan alleen met"):
        render(clause(text), names_with(regio=value("regio", "Eemland")))
