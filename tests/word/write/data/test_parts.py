"""The small pieces of Word XML: text, controls, data parts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from dlr_docs.word.package import xml
from dlr_docs.word.write.data import parts
from tests.word.template.parts.test_controls import value

W = xml.W


def test_the_store_holds_each_bound_value_by_path() -> None:
    values = [
        value("A & B", "A & B"),
        value(Decimal(5), "€\u00a05,00", "bedrag", "prijs"),
        value("a\nb", "a\nb", path="adres"),
    ]
    root = etree.fromstring(parts.values_part(values).encode())
    assert {item.tag.rpartition("}")[2]: item.text for item in root} == {
        "naam": "A & B",
        "prijs": "€\u00a05,00",
    }


def test_the_core_properties_escape_what_was_typed() -> None:
    core = parts.core_properties("A & B <c>", "x", date(2027, 1, 2))
    root = etree.fromstring(core.encode())
    assert root[0].text == "A & B <c>"
    assert "2027-01-02T00:00:00Z" in core


@pytest.mark.parametrize("question", ["Wat is de naam?", 'Met "aanhalingstekens" & teken?'])
def test_a_question_becomes_a_building_block(question: str) -> None:
    root = etree.fromstring(parts.questions_part([question]).encode())
    assert "".join(str(part) for part in root.itertext()) == f"[{question}]"
    types = [item.get(f"{{{W}}}val") for item in root.iter(f"{{{W}}}type")]
    assert types == ["bbPlcHdr"]
