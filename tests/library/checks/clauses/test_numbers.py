"""A number before a word that stays plural: where it is told, and the line as it should be."""

from __future__ import annotations

import pytest

from tests.library.checks.finding import found
from tests.small import SmallLibrary

NUMBER = "gegevens:\n  aantal_x: {soort: aantal, vraag: Hoeveel?, standaard: 3}"
TERM = "gegevens:\n  aantal_x: {soort: duur, vraag: Hoe lang?, standaard: 2 maanden}"


@pytest.mark.parametrize(
    ("text", "line", "column", "instead"),
    [
        (
            "1. Er zijn {{ aantal_x }} leerlingen.",
            1,
            27,
            '1. Er zijn {{ aantal_x }} {{ aantal_x|zelfstandig("leerling", "leerlingen") }}.',
        ),
        (
            "1. Er zijn {{ aantal_x }} hele\n   lokaaltjes, meer niet.",
            2,
            4,
            '   {{ aantal_x|zelfstandig("lokaaltje", "lokaaltjes") }}, meer niet.',
        ),
        (
            "1. Er zijn {{ aantal_x }} scholen.",
            1,
            27,
            '1. Er zijn {{ aantal_x }} {{ aantal_x|zelfstandig("…", "scholen") }}.',
        ),
        (
            "1. Zij komen {{ aantal_x }} eens per {{ aantal_x }} bijeen.",
            1,
            38,
            "1. Zij komen {{ aantal_x }} eens per {{ aantal_x|zonder_een }} bijeen.",
        ),
        (
            "1. Eens per {{ aantal_x }} komen zij.",
            1,
            13,
            "1. Eens per {{ aantal_x|zonder_een }} komen zij.",
        ),
    ],
)
def test_a_number_before_a_plural_is_told_with_its_place_and_the_line_as_it_should_be(
    small_library: SmallLibrary, text: str, line: int, column: int, instead: str
) -> None:
    values = TERM if "per" in text else NUMBER
    path = small_library.clause("extra/een", f"{text}\n", values)
    (problem,) = found(small_library)
    assert problem.code == "getal-voor-meervoud"
    start = path.read_text(encoding="utf-8").split("\n").index(text.split("\n")[0])
    assert str(problem.source) == f"{path}:{start + line}:{column}"
    assert problem.instead == instead
    lines = text.split("\n")
    lines[line - 1] = instead
    small_library.clause("extra/een", "\n".join(lines) + "\n", values)
    left = [problem.code for problem in found(small_library)]
    assert left == (["voorbeeldtekst"] if "…" in instead else [])


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("lessen", "les"),
        ("vakken", "vak"),
        ("werkzaamheden", "werkzaamheid"),
        ("bedrijven", "bedrijf"),
        ("prijzen", "prijs"),
        ("groepen", "groep"),
        ("foto's", "foto"),
        ("gemeenten", "…"),
        ("dagen", "…"),
    ],
)
def test_the_singular_of_a_plural_is_proposed_where_its_ending_tells_it(
    small_library: SmallLibrary, plural: str, singular: str
) -> None:
    small_library.clause("extra/een", f"1. Er zijn {{{{ aantal_x }}}} {plural} nodig.\n", NUMBER)
    (problem,) = [item for item in found(small_library) if item.code == "getal-voor-meervoud"]
    word = plural.removesuffix("'s") if "'" in plural else plural
    assert f'zelfstandig("{singular}", "{word}' in (problem.instead or "")


def test_a_plural_that_another_clause_has_with_its_singular_is_known(
    small_library: SmallLibrary,
) -> None:
    small_library.clause(
        "extra/twee", '1. Na {{ aantal_x|zelfstandig("dag", "dagen") }}.\n', NUMBER
    )
    small_library.clause("extra/een", "1. Na {{ aantal_y }} dagen.\n", NUMBER.replace("_x", "_y"))
    (problem,) = [item for item in found(small_library) if item.code == "getal-voor-meervoud"]
    assert problem.instead == '1. Na {{ aantal_y }} {{ aantal_y|zelfstandig("dag", "dagen") }}.'
