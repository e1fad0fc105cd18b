"""A new layer, and a clause in it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dlr_docs import load_library
from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.files.new_folder import write_folder
from dlr_docs.library.checks.table import check_library
from dlr_docs.library.layers.new_layer import NewClause, clause_files, layer_files
from tests.layering import Layers


@pytest.fixture
def school(layered: Layers) -> Path:
    (layered.folder / "school/clauses").rmdir()
    write_folder(layer_files("school", ["../land", "../regio"]), layered.folder / "school")
    return layered.folder / "school"


def made(school: Path, wanted: NewClause) -> list[str]:
    files = clause_files(wanted, load_library(school), school)
    for name, text in files.items():
        (school / name).parent.mkdir(parents=True, exist_ok=True)
        (school / name).write_text(text, encoding="utf-8")
    return list(files)


def test_a_new_layer_rests_on_others_and_is_a_whole_library_with_them(school: Path) -> None:
    library = load_library(school)
    assert [layer.name for layer in library.layers] == ["land", "regio", "school"]
    for name in (".pre-commit-config.yaml", ".github/workflows/controle.yml"):
        assert isinstance(yaml.safe_load((school / name).read_text(encoding="utf-8")), dict)
    pinned = layer_files("x", ["standaard", "https://e.org/r.git@v1", "git@e.org:r.git"])
    assert b'- {bron: "https://e.org/r.git", versie: v1}\n' in pinned["bibliotheek.yaml"]
    assert b'- "git@e.org:r.git"\n' in pinned["bibliotheek.yaml"]


def test_a_clause_begins_as_a_copy(school: Path, layered: Layers) -> None:
    layered.clause(
        "land/extra/een",
        "1. {{ t }}.\n",
        "feiten:\n  - F001\ngegevens: {t: {soort: tekst, vraag: T?}}",
    )
    assert made(school, NewClause("extra/ons", "extra/een")) == ["clauses/extra/ons.md"]
    library = load_library(school)
    assert library.clause("extra/ons").text == "1. {{ t }}.\n"
    assert library.clause("extra/ons").facts == ()
    assert made(school, NewClause("extra/een", "extra/een")) == ["clauses/extra/een.md"]
    library = load_library(school)
    assert library.clause("extra/een").replaces == (0,)
    assert "dubbele-betekenis" not in [problem.code for problem in check_library(library)]


def test_a_new_topic_gets_a_place_and_what_was_there_stays(school: Path) -> None:
    files = made(school, NewClause("zwemles/ja", None, ("brief",), "doel"))
    assert files == ["clauses/zwemles/ja.md", "templates/brief.yaml"]
    path = school / "templates/brief.yaml"
    path.write_text(path.read_text() + "# onder\n")
    made(school, NewClause("slot/ja", None, ("brief",), "zwemles"))
    assert path.read_text().endswith("na: zwemles}\n# onder\n")
    found = load_library(school).outlines["brief"].topics
    assert [item.topic for item in found] == ["doel", "zwemles", "slot", "extra", "begrip"]
    # a second variant of it needs no second place, and leaves the default alone
    assert made(school, NewClause("zwemles/nee", None, ("brief",), "doel")) == [
        "clauses/zwemles/nee.md"
    ]
    path.write_text(path.read_text() + "  - {onderwerp: zwemles, standaard: nee, na: doel}\n")
    with pytest.raises(DlrDocsError) as caught:
        load_library(school)
    assert [problem.code for problem in caught.value.problems] == ["dubbel-onderwerp"]


@pytest.mark.parametrize(
    ("wanted", "code", "words"),
    [
        (NewClause("Zwemles/ja"), "bestandsnaam", "kleine letters"),
        (NewClause("../ja"), "bestandsnaam", "kleine letters"),
        (NewClause("extra/ons", "extra/eeen"), "onbekende-clausule", "Bedoelt u 'extra/een'?"),
        (NewClause("zwemles/ja"), "uitbreiding-zonder-plaats", "--soort en --na"),
        (NewClause("zwemles/ja", None, ("breif",), "doel"), "onbekende-soort", "Bedoelt u 'brief'?"),
        (NewClause("zwemles/ja", None, ("brief",), "doell"), "uitbreiding-zonder-plaats", "Bedoelt u 'doel'?"),
        (NewClause("zwemles/ja", None, ("brief",)), "uitbreiding-zonder-plaats", "niet gezegd waar het in brief komt"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_told(
    school: Path, wanted: NewClause, code: str, words: str
) -> None:
    with pytest.raises(DlrDocsError) as caught:
        made(school, wanted)
    problem = caught.value.problems[0]
    assert problem.code == code
    assert words in f"{problem.message} {problem.hint}"


def test_a_clause_that_is_there_is_not_replaced(school: Path) -> None:
    made(school, NewClause("extra/ons", "extra/een"))
    with pytest.raises(DlrDocsError) as caught:
        made(school, NewClause("extra/ons", "extra/een"))
    assert caught.value.problems[0].code == "bestaat-al"


def test_a_whole_outline_of_its_own_is_not_touched(school: Path, layered: Layers) -> None:
    whole = (layered.folder / "land/templates/brief.yaml").read_text()
    layered.write("school/templates/brief.yaml", whole)
    with pytest.raises(DlrDocsError) as caught:
        made(school, NewClause("zwemles/ja", None, ("brief",), "doel"))
    assert "Zet zelf onder onderwerpen" in (caught.value.problems[0].hint or "")
