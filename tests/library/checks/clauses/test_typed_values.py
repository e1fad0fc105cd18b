"""Checks on amounts, dates and terms that are typed in a clause."""

from __future__ import annotations

import pytest

from tests.library.checks.finding import found
from tests.small import SmallLibrary


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Een partij meldt dat binnen 4 weken.", "4 weken"),
        ("Een partij meldt dat binnen vier weken.", "vier weken"),
        ("Een partij meldt dat binnen een week.", "binnen een week"),
        ("Een partij meldt dat uiterlijk één maand vooraf.", "uiterlijk één maand"),
        ("De termijn is 30 dagen.", "30 dagen"),
        ("De termijn is vijfenveertig werkdagen.", "vijfenveertig werkdagen"),
        ("De termijn is tien opeenvolgende kalenderdagen.", "tien opeenvolgende kalenderdagen"),
        ("Het geldt voor anderhalf jaar.", "anderhalf jaar"),
        ("Het geldt voor zes halve dagen.", "zes halve dagen"),
        ("Partijen overleggen eens per twee maanden.", "twee maanden"),
    ],
)
def test_a_typed_term_is_found_in_digits_and_in_words(
    small_library: SmallLibrary, line: str, words: str
) -> None:
    small_library.clause("extra/een", f"1. Eerst iets anders.\n1. {line}\n")
    (problem,) = found(small_library)
    assert problem.code == "getypte-termijn"
    assert f"'{words}'" in problem.message
    assert problem.source is not None
    assert problem.source.column == 4 + line.index(words)
    assert "{{ termijn }}" in (problem.instead or "")


@pytest.mark.parametrize(
    "line",
    [
        "Zij kan aan het einde van een jaar stoppen.",
        "De leerlingen komen twee dagen per week.",
        "Een klokuur is een uur van zestig minuten.",
        "Partijen vergaderen om 9 uur, of van 9 tot 17 uur, of tussen 19 en 21 uur.",
        "Het is open van 9.00 uur tot 15.30 uur.",
        "Ieder bestuur heeft twee besturen en drie uitdagingen.",
        "Leerjaar 3 en niveau 2 tellen mee.",
        "De termijn is drie {{ ingangsdatum }} dagen.",
    ],
)
def test_what_binds_nobody_to_a_term_is_left_alone(small_library: SmallLibrary, line: str) -> None:
    small_library.clause("extra/een", f"1. {line}\n")
    assert [problem.code for problem in found(small_library)] == []


def test_a_term_over_two_lines_and_one_in_a_unit_of_the_library_are_found(
    small_library: SmallLibrary,
) -> None:
    small_library.clause(
        "extra/een", "1. Een partij meldt dat binnen vier\n   weken aan de ander.\n"
    )
    (problem,) = found(small_library)
    assert (problem.code, problem.instead and "weken" in problem.instead) == (
        "getypte-termijn",
        False,
    )
    assert problem.source is not None
    assert problem.source.column == 4
    small_library.clause("extra/een", "1. Dat kost drie lesblokken.\n")
    assert found(small_library) == []
    small_library.write("clauses/woorden.yaml", "eenheden: {lesblok: lesblokken}\n")
    (problem,) = found(small_library)
    assert problem.code == "getypte-termijn"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("De vergoeding is € 1.250,00 per leerling.", "€ 1.250,00"),
        ("De vergoeding is €50.", "€50"),
        ("De vergoeding is EUR 50.", "EUR 50"),
        ("De vergoeding is 1.250 euro.", "1.250 euro"),
        ("De vergoeding is vijftig euro.", "vijftig euro"),
        ("Dat is 12,5% van de kosten.", "12,5%"),
        ("Dat is tien procent van de kosten.", "tien procent"),
        ("Dat geldt vanaf 01-08-2027.", "01-08-2027"),
        ("Dat geldt vanaf 1 augustus 2027.", "1 augustus 2027"),
    ],
)
def test_a_typed_amount_percentage_or_date_is_found(
    small_library: SmallLibrary, line: str, words: str
) -> None:
    small_library.clause("extra/een", f"1. {line}\n")
    (problem,) = found(small_library)
    assert problem.code == "getypt-bedrag"
    assert f"'{words}'" in problem.message
    assert problem.instead == f"1. {line.replace(words, '{{ gegeven }}')}"
