"""The definitions that a document needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from dlr_docs.basis.problems import Place, RenderError, Source
from dlr_docs.clause.glossary import define, make_glossary, readable
from dlr_docs.clause.markers import mark
from dlr_docs.model.library import Library, Term


def test_text_for_reading_says_words_and_laws_and_leaves_values_out(library: Library) -> None:
    text = (
        f"a {mark('tekst', 'leerling')} {mark('waarde', 'regio')} "
        f"{mark('wet', 'wvo-melding')} {mark('wet', 'weg')}."
    )
    law = library.law.references["wvo-melding"].text.replace("\u00a0", " ")
    assert readable(text, library.law) == f"a leerling  {law} ."


def term(
    name: str, definition: str, forms: tuple[str, ...] = (), kinds: tuple[str, ...] = ()
) -> Term:
    return Term(
        name,
        forms,
        definition,
        kinds,
        Place("clauses/begrippen.yaml#1", Source("begrippen.yaml", 3)),
    )


TERMS = (
    term("school", "de plek waar een leerling leert;", ("scholen",)),
    term("Leerling", "wie leert in een jaar", ("leerlingen",)),
    term("jaar", "een schooljaar."),
    term("bedrijf", "iets anders"),
    term("addendum", "dit", kinds=("convenant",)),
)


def defined(
    text: str, names: Mapping[str, Any], library: Library, kind: str = "addendum"
) -> list[tuple[str, str]]:
    found = define(make_glossary(TERMS, kind, library.law), [text], names)
    return [(item["naam"], item["omschrijving"]) for item in found]


def test_exactly_the_terms_that_are_used_are_defined_also_by_other_definitions(
    names_with: Any, library: Library
) -> None:
    assert defined("De SCHOLEN doen mee aan het addendum.", names_with(), library) == [
        ("jaar", "een schooljaar;"),
        ("Leerling", "wie leert in een jaar;"),
        ("school", "de plek waar een leerling leert."),
    ]


@pytest.mark.parametrize("text", ["schooljaar", "jaar-plan", "bedrijfsleven", "voorjaar", ""])
def test_part_of_a_word_is_no_use_of_a_term(names_with: Any, library: Library, text: str) -> None:
    assert defined(text, names_with(), library) == []


def test_a_term_of_another_kind_of_document_is_not_defined(
    names_with: Any, library: Library
) -> None:
    assert defined("addendum", names_with(), library) == []
    assert defined("addendum", names_with(), library, "convenant") == [("addendum", "dit.")]


def test_the_name_of_a_party_is_no_use_of_a_term(names_with: Any, library: Library) -> None:
    assert defined(mark("waarde", "partijen.school.naam"), names_with(), library) == []


def test_a_definition_that_fails_has_its_own_place(names_with: Any, library: Library) -> None:
    glossary = make_glossary((term("x", "{{ weg }}"),), "addendum", library.law)
    with pytest.raises(RenderError) as caught:
        define(glossary, ["x"], names_with())
    assert caught.value.problems[0].source == Source("begrippen.yaml", 3)
