"""Problems about a key of a file get the line and column of that key."""

from __future__ import annotations

import pytest

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, Source, error
from dlr_docs.library.checks.lines import with_lines
from tests.library.checks.finding import found
from tests.small import OUTLINE, SmallLibrary, pointed


@pytest.mark.parametrize(
    "head",
    [
        "▶soorten: [brif]",
        "eisen: [eis-b.opzegging]\n▶vereist: [dol]",
        "gegevens:\n  ▶x: {soort: keuze, vraag: X?}",
        "gegevens: {▶loop: {soort: tekst, vraag: X?, opties: {}}}",
    ],
)
def test_a_problem_in_the_head_of_a_clause_stands_at_its_key(
    small_library: SmallLibrary, head: str
) -> None:
    path = small_library.clause("extra/een", "{{ x }}" if "x:" in head else "a", head)
    text, place = pointed(path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    assert {str(problem.source) for problem in found(small_library)} == {f"{path}:{place}"}


def test_a_problem_in_an_outline_stands_at_its_key(small_library: SmallLibrary) -> None:
    text, place = pointed(OUTLINE.replace("samenvatting:", "▶hoort_bij: [brif]\nsamenvatting:"))
    path = small_library.write("templates/brief.yaml", text)
    (problem,) = found(small_library)
    assert str(problem.source) == f"{path}:{place}"


def test_a_file_that_cannot_be_read_any_more_keeps_its_name(small_library: SmallLibrary) -> None:
    path = small_library.write("templates/weg.yaml", "x: [\n")
    place = Place("templates/weg.yaml#x", Source(str(path)))
    problem = error(codes.OPZET_ONBEKENDE_SOORT, "x", place)
    assert with_lines([problem]) == [problem]
    path.unlink()
    assert with_lines([problem]) == [problem]
