"""Checks on words: what a library forbids, and what may not stand together."""

from __future__ import annotations

import pytest

from tests.library.checks.finding import found
from tests.small import SmallLibrary


def test_a_personal_number_on_an_invoice_is_found_unless_it_is_forbidden(
    small_library: SmallLibrary,
) -> None:
    small_library.clause("extra/een", "1. De factuur vermeldt het onderwijsnummer.\n")
    (problem,) = found(small_library)
    assert problem.code == "nummer-op-factuur"
    small_library.clause(
        "extra/een",
        "1. De factuur vermeldt geen onderwijsnummer.\n1. Iets over het onderwijsnummer.\n",
    )
    assert found(small_library) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Volgens artikel 2.107b geldt dit.", "artikel 2.107b"),
        ("Volgens art. 5 geldt dit.", "art. 5"),
        ("Volgens art 5 geldt dit.", "art 5"),
        ("Zie de artikelen 3 en 4.", "artikelen 3"),
    ],
)
def test_a_typed_number_of_an_article_is_found_with_its_place_and_the_line_as_it_may_be(
    small_library: SmallLibrary, line: str, words: str
) -> None:
    small_library.clause("extra/een", f"1. {line}\n")
    (problem,) = found(small_library)
    assert problem.code == "getypt-artikel"
    assert problem.source is not None
    assert problem.source.column == 4 + line.index(words)
    assert problem.instead == "1. " + line.replace(words, '{{ wet("…") }}')


@pytest.mark.parametrize(
    ("text", "line", "words", "instead"),
    [
        ("1. Zie lid 2 hiervan.", 1, "lid 2", '1. Zie {{ lid("onderwerp.…") }} hiervan.'),
        ("1. De leden 2 en 3.", 1, "leden 2 en 3", '1. De {{ lid("onderwerp.…") }}.'),
        ("1. Dat in het tweede lid.", 1, "het tweede lid", '1. Dat in {{ lid("onderwerp.…") }}.'),
        ("1. Zie lid\n   4 hiervan.", 2, "4", None),
        ("1. Op grond van het eerste\n   of derde lid.", 2, "of derde lid", None),
    ],
)
def test_a_typed_reference_to_a_lid_is_found(
    small_library: SmallLibrary, text: str, line: int, words: str, instead: str | None
) -> None:
    path = small_library.clause("extra/een", f"{text}\n")
    (problem,) = found(small_library)
    assert problem.code == "getypt-lid"
    column = text.split("\n")[line - 1].index(words) + 1
    assert str(problem.source) == f"{path}:{4 + line}:{column}"
    assert problem.instead == instead
    assert "anker" in (problem.hint or "")


@pytest.mark.parametrize(
    "text",
    ["Zij wijzen samen het derde lid aan.", "De leden komen bijeen.", "Elk lid heeft één stem."],
)
def test_a_member_is_no_lid_of_an_article(small_library: SmallLibrary, text: str) -> None:
    small_library.clause("extra/een", f"1. {text}\n")
    assert found(small_library) == []


def test_an_article_with_its_lid_is_one_reference(small_library: SmallLibrary) -> None:
    small_library.clause("extra/een", "1. Zie artikel 5, lid 2 hiervan.\n")
    (problem,) = found(small_library)
    assert problem.instead == '1. Zie {{ wet("…") }} hiervan.'
    small_library.clause("extra/een", "1. Zie artikel\n   5 hiervan.\n")
    (problem,) = found(small_library)
    assert (problem.code, problem.source and problem.source.line) == ("getypt-artikel", 6)
    assert problem.instead is None


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("1. Het BVE en de rest.", "1. Het mbo en de rest."),
        ("1. Deelnemer is zij.", "1. Student is zij."),
        ("1. Een coordinatoor.", "1. Een coördinatoor."),
        ("1. Dat is zulks.", None),
    ],
)
def test_a_forbidden_word_has_the_line_as_it_should_be_when_the_library_says_so_literally(
    small_library: SmallLibrary, text: str, instead: str | None
) -> None:
    small_library.write(
        "clauses/woorden.yaml",
        """\
        verboden:
          - {woorden: [BVE], schrijf: mbo, letterlijk: true}
          - {woorden: [deelnemer], schrijf: student, letterlijk: true}
          - {woorden: [coordinato*], schrijf: coördinato, letterlijk: true}
          - {woorden: [zulks], schrijf: een gewoon woord}
        """,
    )
    small_library.clause("extra/een", f"{text}\n")
    (problem,) = found(small_library)
    assert (problem.code, problem.instead) == ("verboden-woord", instead)
