"""No text of the library types a number that the law gives: such numbers are in ``tabellen.yaml``.

A number before something that the law counts (years, weeks, hours, parts of the programme) is looked
for in every text, note, summary, question and help. What parties agree themselves may be typed and
is listed here; anything else belongs in a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from dlr_docs.basis.yaml.loading import load
from dlr_docs.library.files import split
from dlr_docs.model.library import Library

_NUMBERS = (
    "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien"
    "|achttien|negentien|[a-zë]*twintig|[a-zë]*dertig|[a-zë]*veertig|[a-zë]*vijftig|eerste|tweede|derde"
    r"|vierde|vijfde|zesde|\d[\d.]*"
)
_COUNTED = (
    "jaar|jaren|leerjaar|leerjaren|studiejaar|studiejaren|week|weken|lesweken|maand|maanden|dag|dagen"
    "|uur|uren|klokuur|klokuren|keuzevak|keuzevakken|profielen|onderwerpen|combinaties|voorwaarden"
)
_NUMBER = re.compile(
    rf"(?<![\w.-])(?:({_NUMBERS})(?: (?:en|of)(?: het)? (?:{_NUMBERS}))?(?: verplichte)? (?:{_COUNTED})"
    rf"|(?:eindcijfer|leerjaar|jonger dan|ouder dan) (?:{_NUMBERS})|de helft|een kwart|een derde deel)(?![\w-])"
)
_PRINTED = re.compile(r"\{\{.*?\}\}|\{[a-z][\w.-]*(?:\|of)?\}", re.DOTALL)
_TAG = re.compile(r"\{[%#].*?[%#]\}", re.DOTALL)

# The start of something, and not a number of the law: "vanaf het eerste leerjaar", "de eerste weken".
_START = re.compile(rf"eerste (?:{_COUNTED})")
# What parties agree, what a text tells of practice, or the name of a choice: the law gives no number.
AGREED: Mapping[str, frozenset[str]] = {
    "bekostiging/aandeel": frozenset({"eerste en vier dagen", "tweede leerjaar"}),
    "financien-vergoeding/aandeel-bekostiging": frozenset(
        {"derde en vier dagen", "vierde leerjaar"}
    ),
    "gegevens": frozenset({"twee studiejaren", "drie studiejaren"}),
    "onderwijsprogramma/werkgroep": frozenset(
        {"eerste en tweede leerjaar", "derde en vierde leerjaar"}
    ),
    "organisatie/omarming": frozenset(
        {"derde leerjaar", "vierde leerjaar", "twee leerjaren", "derde jaar"}
    ),
    "organisatie/per-addendum": frozenset({"twee dagen"}),
    "organisatie/stage-en-mbo": frozenset({"derde leerjaar", "vierde leerjaar"}),
    "organisatie/twee-dagen": frozenset({"twee dagen"}),
    "organisatievorm/oplopend": frozenset({"vier dagen"}),
    "organisatievorm/stage-en-lesdag": frozenset({"derde leerjaar"}),
    "organisatievorm/vaste-dagen": frozenset({"twee dagen"}),
    "overdracht-middelen/aandeel-bekostiging": frozenset({"derde leerjaar", "vierde leerjaar"}),
    "overleg/tien-weken-en-april": frozenset({"tien weken"}),
    "rooster-en-locatie/vaste-dag": frozenset({"twee dagen"}),
}


def _texts(value: object) -> Iterator[str]:
    """The questions and help of declared values, and of what is inside them."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in ("vraag", "hulp") and isinstance(item, str):
                yield item
            else:
                yield from _texts(item)


def _of_clause(path: Path) -> Iterator[str]:
    head, body, _ = split(path.read_text(encoding="utf-8"))
    data: Any = load(head or "", path.name).data
    yield body
    yield from (data["samenvatting"], data.get("toelichting", ""))
    yield from _texts(data.get("gegevens", {}))


def _of_library(library: Library) -> Iterator[tuple[str, str]]:
    """Each text with the clause or file that it is in, as it was typed."""
    folder = library.path / "clauses"
    for clause in library.all_clauses():
        path = folder / clause.topic / f"{clause.variant}.md"
        yield from ((clause.id, text) for text in _of_clause(path))
    values = load((folder / "gegevens.yaml").read_text(encoding="utf-8"), "gegevens.yaml").data
    yield from (("gegevens", text) for text in _texts(values))
    yield from (("begrippen", term.definition) for term in library.terms)
    yield from (("wetgeving", row.description) for row in library.law.references.values())


def _typed(text: str) -> set[str]:
    """The numbers that a text types before something that the law counts."""
    plain = _PRINTED.sub("…", _TAG.sub(" ", re.sub(r"^\s*\d+\.\s", "", text, flags=re.MULTILINE)))
    found = {match[0].lower() for match in _NUMBER.finditer(" ".join(plain.split()))}
    return {words for words in found if not _START.fullmatch(words)}


def test_no_text_types_a_number_that_the_law_gives(library: Library) -> None:
    wrong: dict[str, set[str]] = {}
    for name, text in _of_library(library):
        found = _typed(text) - AGREED.get(name, frozenset())
        if found:
            wrong.setdefault(name, set()).update(found)
    assert wrong == {}


def test_what_may_be_typed_is_typed(library: Library) -> None:
    """An entry of the list that no text needs any more would let a number of the law through."""
    typed: dict[str, set[str]] = {}
    for name, text in _of_library(library):
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
    ],
)
def test_what_a_table_gives_and_what_parties_count_is_not(text: str) -> None:
    assert not _typed(text)
