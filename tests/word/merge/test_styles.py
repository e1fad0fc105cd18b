"""The styles and lists of a paragraph of another file."""

from __future__ import annotations

from typing import Any

from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.styles import StylesTaken
from dlr_docs.word.package.opening import Package, package_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from tests.wordml import abstract, level, num, numbers, package, paragraph, style

_W = f"{{{W}}}"


def taken(source: Package, ours: Package) -> tuple[Any, Package]:
    """The first paragraph of a file with the styles of ours, and ours with what was put in."""
    merging = Merging(ours)
    element = source.roots[MAIN].find(f".//{_W}p")
    StylesTaken(merging, source).take(element)
    return element, package_of(merging.data(), "nieuw.docx")


def used(element: Any) -> str:
    return str(element.find(f"{_W}pPr/{_W}pStyle").get(f"{_W}val"))


def ids(made: Package) -> list[str]:
    return [item.get(f"{_W}styleId") for item in made.roots["word/styles.xml"]]


def test_a_style_is_known_by_its_name() -> None:
    theirs = style("Art1").replace('w:name w:val="Art1"', 'w:name w:val="Artikel"')
    source = package(paragraph("x", "Art1"), styles=theirs)
    element, made = taken(source, package(paragraph("y"), styles=style("Artikel")))
    assert used(element) == "Artikel"
    assert ids(made) == ["Artikel"]


def test_a_style_that_is_new_is_put_in_with_those_it_rests_on() -> None:
    source = package(
        paragraph("x", "Eigen"), styles=style("Eigen", based_on="Basis") + style("Basis")
    )
    element, made = taken(source, package(paragraph("y"), styles=style("Artikel")))
    assert used(element) == "Eigen"
    assert sorted(ids(made)) == ["Artikel", "Basis", "Eigen"]


def test_an_id_that_is_another_style_here_gets_a_free_one() -> None:
    theirs = style("Kader").replace('w:name w:val="Kader"', 'w:name w:val="Eigen kader"')
    element, made = taken(
        package(paragraph("x", "Kader"), styles=theirs),
        package(paragraph("y"), styles=style("Kader")),
    )
    assert used(element) == "Kader2"
    assert ids(made) == ["Kader", "Kader2"]


def test_a_style_that_is_nowhere_goes() -> None:
    element, _ = taken(
        package(paragraph("x", "MsoNormal"), styles=""), package(styles=style("Artikel"))
    )
    assert element.find(f"{_W}pPr/{_W}pStyle") is None


def test_a_list_of_its_own_goes_along() -> None:
    own = abstract(1, level(0, "(%1)", "upperLetter")) + num(1, 1)
    source = package(paragraph("x", own=numbers(1, 0)), styles="", numbering=own)
    other = abstract(1, level(0, "%1.")) + num(1, 1)
    element, made = taken(source, package(styles=style("Artikel"), numbering=other))
    number = element.find(f".//{_W}numId").get(f"{_W}val")
    assert number == "2"
    lists = [item.get(f"{_W}numId") for item in made.roots["word/numbering.xml"].iter(f"{_W}num")]
    assert lists == ["1", "2"]


PARTIES = abstract(1, level(0, "%1.", style="Partij")) + num(1, 1)


def test_a_list_of_its_own_that_looks_like_that_of_parties_goes_on_by_itself() -> None:
    own = abstract(5, level(0, "%1.", start=6)) + num(7, 5)
    source = package(
        paragraph("x", "Plak", own=numbers(7, 0)),
        styles=style("Partij", numbers(1)) + style("Plak"),
        numbering=PARTIES + own,
    )
    ours = package(styles=style("Partij", numbers(1)), numbering=PARTIES)
    element, made = taken(source, ours)
    number = element.find(f".//{_W}numId").get(f"{_W}val")
    assert number != "1"
    starts = [item.get(f"{_W}val") for item in made.roots["word/numbering.xml"].iter(f"{_W}start")]
    assert starts == ["1", "6"]


def test_a_line_in_the_list_of_parties_itself_stays_in_it() -> None:
    theirs = abstract(4, level(0, "%1.", style="Partij")) + num(9, 4)
    source = package(
        paragraph("x", "Plak", own=numbers(9, 0)),
        styles=style("Partij", numbers(9)) + style("Plak"),
        numbering=theirs,
    )
    ours = package(styles=style("Partij", numbers(1)), numbering=PARTIES)
    element, _ = taken(source, ours)
    assert element.find(f".//{_W}numId").get(f"{_W}val") == "1"
