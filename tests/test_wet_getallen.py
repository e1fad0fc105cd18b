"""No text of the library types a number or a day that the law gives: these are in
``tabellen.yaml``.

A number before something that the law counts (years, weeks, hours, parts of the programme), and a
day of one year, is looked for in everything that people read: texts, notes, summaries, questions,
help, options, defaults, checks, outlines and the questions that lead to a kind of document. What
parties agree themselves may be typed and is listed here; anything else belongs in a table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from dlr_docs.model.library import Library
from tests.texts import texts_of

_NUMBERS = (
    "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien"
    "|achttien|negentien|[a-zë]*twintig|[a-zë]*dertig|[a-zë]*veertig|[a-zë]*vijftig|eerste|tweede|derde"
    r"|vierde|vijfde|zesde|\d[\d.]*"
)
_COUNTED = (
    "jaar|jaren|leerjaar|leerjaren|studiejaar|studiejaren|week|weken|lesweken|maand|maanden|dag|dagen"
    "|uur|uren|klokuur|klokuren|vak|vakken|keuzevak|keuzevakken|profielen|onderwerpen|combinaties|voorwaarden"
)
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_NUMBER = re.compile(
    rf"(?<![\w.-])(?:\d{{1,2}} (?:{_MONTHS}) \d{{4}}|({_NUMBERS})(?: (?:en|of)(?: het)? (?:{_NUMBERS}))?(?: (?:verplichte|algemene|beroepsgerichte))? (?:{_COUNTED})"
    rf"|(?:eindcijfer|leerjaar|jonger dan|ouder dan) (?:{_NUMBERS})|de helft|een kwart|een derde deel)(?![\w-])"
)
_CLOCK = re.compile(r"\d{1,2}\.\d{2}(?: tot \d{1,2}\.\d{2})? uur")
_PRINTED = re.compile(r"\{\{.*?\}\}|\{[a-z][\w.-]*(?:\|of)?\}", re.DOTALL)
_TAG = re.compile(r"\{[%#].*?[%#]\}", re.DOTALL)

# The start of something, and not a number of the law: "vanaf het eerste leerjaar", "de eerste weken".
_START = re.compile(rf"eerste (?:{_COUNTED})")
# What parties agree, what a text tells of practice, or the name of a choice: the law gives no number.
AGREED: Mapping[str, frozenset[str]] = {
    "bekostiging/aandeel": frozenset({"eerste en vier dagen", "tweede leerjaar"}),
    "bekostiging/kosten-en-begroting": frozenset({"de helft"}),
    "entreeopleiding/vervanging": frozenset({"derde leerjaar", "vierde leerjaar"}),
    "financien-kosten/verdeling": frozenset({"de helft"}),
    "financien-vergoeding/aandeel-bekostiging": frozenset(
        {"derde en vier dagen", "derde leerjaar", "vierde leerjaar"}
    ),
    "gegevens": frozenset({"derde en vierde leerjaar"}),
    "geschillen/vrij-ingevuld": frozenset({"2 weken", "6 weken"}),
    "onderwijsprogramma/werkgroep": frozenset(
        {"derde en vierde leerjaar", "eerste en tweede leerjaar", "vierde leerjaar"}
    ),
    "organisatie/een-dag-per-week": frozenset({"derde en vierde leerjaar"}),
    "organisatie/omarming": frozenset(
        {"derde jaar", "derde leerjaar", "twee leerjaren", "vierde leerjaar"}
    ),
    "organisatie/op-de-school": frozenset({"vierde leerjaar"}),
    "organisatie/per-addendum": frozenset({"twee dagen"}),
    "organisatie/stage-en-mbo": frozenset({"derde leerjaar", "vierde leerjaar"}),
    "organisatie/twee-dagen": frozenset({"twee dagen"}),
    "organisatie/zeven-weken": frozenset({"tweede leerjaar"}),
    "organisatievorm/oplopend": frozenset({"vier dagen"}),
    "organisatievorm/stage-en-lesdag": frozenset({"derde leerjaar", "vierde leerjaar"}),
    "organisatievorm/vaste-dagen": frozenset({"twee dagen"}),
    "overdracht-middelen/aandeel-bekostiging": frozenset({"derde leerjaar", "vierde leerjaar"}),
    "overleg/tien-weken-en-april": frozenset({"tien weken"}),
    "rooster-en-locatie/vaste-dag": frozenset({"twee dagen"}),
    "stage/erkend-leerbedrijf": frozenset({"vierde leerjaar"}),
    "wijziging/eigen-procedure": frozenset({"2 weken", "8 weken"}),
}


def _typed(text: str) -> set[str]:
    """The numbers that a text types before something that the law counts."""
    plain = _CLOCK.sub(
        "…", _PRINTED.sub("…", _TAG.sub(" ", re.sub(r"^\s*\d+\.\s", "", text, flags=re.MULTILINE)))
    )
    found = {match[0].lower() for match in _NUMBER.finditer(" ".join(plain.split()))}
    return {words for words in found if not _START.fullmatch(words)}


def test_no_text_types_a_number_that_the_law_gives(library: Library) -> None:
    wrong: dict[str, set[str]] = {}
    for name, text in texts_of(library):
        found = _typed(text) - AGREED.get(name, frozenset())
        if found:
            wrong.setdefault(name, set()).update(found)
    assert wrong == {}


def test_what_may_be_typed_is_typed(library: Library) -> None:
    """An entry of the list that no text needs any more would let a number of the law through."""
    typed: dict[str, set[str]] = {}
    for name, text in texts_of(library):
        typed.setdefault(name, set()).update(_typed(text))
    assert {name: phrases - typed.get(name, set()) for name, phrases in AGREED.items()} == {
        name: set() for name in AGREED
    }


@pytest.mark.parametrize(
    "text",
    [
        "Een leerling jonger dan zestien jaar kan meedoen.",
        "1. Ten hoogste de helft van de klokuren.",
        "De eerste twee leerjaren zijn de vo-fase.",
        "in het derde leerjaar van de leerroute",
        "uiterlijk in leerjaar 3",
        "in het eerste of tweede leerjaar",
        "gemiddeld zes uur per week",
        "niet ouder dan 26 weken",
        "ten minste 1.600 klokuren",
        "als het eindcijfer 6 of hoger is",
        "vier keuzevakken",
        "de zeven verplichte onderwerpen",
        "twee algemene vakken",
        "is sinds 1 augustus 2026 niet meer mogelijk",
    ],
)
def test_a_typed_number_of_the_law_is_found(text: str) -> None:
    assert _typed(text)


@pytest.mark.parametrize(
    "text",
    [
        'niet ouder dan {{ tabel("vog").school }}',
        "Toegestaan is {duur-leerroute.een.duur|of}.",
        "binnen {{ termijn }} na de eerste dag",
        "twee co\u00f6rdinatoren",
        "sinds {onderwijstijd.sinds} niet meer",
        "van 15.00 tot 17.00 uur",
        "uiterlijk op 1 augustus",
    ],
)
def test_what_a_table_gives_and_what_parties_count_is_not(text: str) -> None:
    assert not _typed(text)
