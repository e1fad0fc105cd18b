"""How a reference reads, whatever it is written as: here as words with each number in brackets."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from dlr_docs.basis.labels import Level, NumberedStyle
from dlr_docs.clause.references import Number, reference_parts
from dlr_docs.clause.scope import Annex, Scope
from dlr_docs.model.document import Reference, Target, Wording
from dlr_docs.model.library import LawTable

LAW = LawTable(date(2027, 1, 1), "", {}, {})
TARGETS = {
    "doel": Target((1,), "_Ref_doel", "Doel"),
    "doel.eerste": Target((1, 1), "_Ref_doel.eerste", "Doel"),
    "geld": Target((2,), "_Ref_geld", "Geld"),
    "geld.bedrag": Target((2, 2, 1), "_Ref_geld.bedrag", "Geld"),
    "duur": Target((5,), "_Ref_duur", "Duur", "het convenant"),
    "duur.eind": Target((5, 3, 1), "_Ref_duur.eind", "Duur", "het convenant"),
    "rooster": Target((4,), "_Ref_rooster", "Rooster", "het convenant", same_file=True),
    "rooster.uren": Target((4, 2), "_Ref_rooster.uren", "Rooster", "het convenant", same_file=True),
    "tekst": Target((), "", "Tekst", "het convenant", numbers=("13a", "2"), subject="tekst"),
    "zonder": Target((), "", "", "het convenant", numbers=("7",), subject="wat dan ook"),
    "onbekend": Target((), "", "", "het convenant", subject="wat dan ook"),
    "bijlage:plan": Target((2,), "_Ref_bijlage_plan", "Plan"),
    "bijlage:los": Target((3,), "_Ref_bijlage_los", "Los", "los"),
}
WORDS = ("artikel %1", "%2.", "%3.")
DIGITS = ("%1.", "%1.%2", "(%3)")
ANNEX = ("bijlage %1", "artikel %2", "%3.", "%4.")
Form = Literal["artikel", "lid", "bijlage"]


def styles(texts: tuple[str, ...]) -> tuple[NumberedStyle, ...]:
    forms = ("decimal",) * (len(texts) - 1) + ("lowerLetter",)
    levels = tuple(Level(text, form) for text, form in zip(texts, forms, strict=True))
    orders = tuple(range(len(texts)))
    return tuple(NumberedStyle(levels[: i + 1], orders[: i + 1]) for i in orders)


def read(
    form: Form, target: str, texts: tuple[str, ...] = WORDS, annex: Annex | None = None
) -> str:
    """A reference as it reads in the article about the goal."""
    scope = Scope(Wording((), (), TARGETS), LAW, styles(texts), styles(ANNEX), annex)
    parts = reference_parts(Reference(target, form), "doel", scope)
    shown = (f"[{part.shown}]" if isinstance(part, Number) else part for part in parts)
    return "".join(shown).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("form", "target", "words"),
    [
        ("artikel", "geld", "[artikel 2]"),
        ("artikel", "doel", "[artikel 1]"),
        ("lid", "doel.eerste", "lid [1]"),
        ("lid", "geld.bedrag", "[artikel 2], lid 2, onderdeel [a]"),
        ("artikel", "geld.bedrag", "[artikel 2]"),
        ("artikel", "duur", "het artikel Duur (nummer 5) van het convenant"),
        ("lid", "duur.eind", "lid 3 van het artikel Duur (nummer 5) van het convenant"),
        ("artikel", "tekst", "lid 2 van het artikel Tekst (nummer 13a) van het convenant"),
        (
            "artikel",
            "zonder",
            "het artikel over het onderwerp wat dan ook (nummer 7) van het convenant",
        ),
        ("artikel", "onbekend", "de bepaling over het onderwerp wat dan ook van het convenant"),
        ("artikel", "rooster", "[artikel 4] van het convenant"),
        ("lid", "rooster.uren", "[artikel 4], lid [2] van het convenant"),
        ("bijlage", "bijlage:plan", "[bijlage 2]"),
        ("bijlage", "bijlage:los", "bijlage 3"),
    ],
)
def test_it_reads_as_a_lawyer_writes_it(form: Form, target: str, words: str) -> None:
    assert read(form, target) == words


@pytest.mark.parametrize(
    ("form", "target", "words"),
    [
        ("artikel", "geld", "artikel [2]"),
        ("lid", "doel.eerste", "artikel [1.1]"),
        ("lid", "geld.bedrag", "artikel [2.2(a)]"),
        ("lid", "rooster.uren", "artikel [4.2] van het convenant"),
    ],
)
def test_a_list_of_digits_gets_the_word_and_numbers_that_hold_those_above(
    form: Form, target: str, words: str
) -> None:
    assert read(form, target, DIGITS) == words


def test_in_an_annex_its_own_articles_come_first() -> None:
    annex = Annex("plan", 2, "Plan")
    assert read("artikel", "geld", annex=annex) == "[artikel 2]"
    assert read("artikel", "rooster", annex=annex) == "[artikel 4] van het convenant"


def test_a_number_knows_what_it_follows_and_of_how_many_labels_it_is_made() -> None:
    scope = Scope(Wording((), (), TARGETS), LAW, styles(DIGITS), styles(ANNEX))
    numbers = [
        part
        for target in ("doel.eerste", "geld.bedrag")
        for part in reference_parts(Reference(target, "lid"), "doel", scope)
        if isinstance(part, Number)
    ]
    assert numbers == [
        Number("doel.eerste", "_Ref_doel.eerste", "1.1"),
        Number("geld.bedrag", "_Ref_geld.bedrag", "2.2(a)", in_full=True),
    ]
