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
        ("1. Er zijn {{ aantal_x }} scholen.", 1, 27, None),
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
    small_library: SmallLibrary, text: str, line: int, column: int, instead: str | None
) -> None:
    values = TERM if "per" in text else NUMBER
    path = small_library.clause("extra/een", f"{text}\n", values)
    (problem,) = found(small_library)
    assert problem.code == "getal-voor-meervoud"
    start = path.read_text(encoding="utf-8").split("\n").index(text.split("\n")[0])
    assert str(problem.source) == f"{path}:{start + line}:{column}"
    assert problem.instead == instead
    if instead is not None:
        lines = text.split("\n")
        lines[line - 1] = instead
        small_library.clause("extra/een", "\n".join(lines) + "\n", values)
        assert found(small_library) == []
