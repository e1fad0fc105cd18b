"""The library on disk: what it holds, and every file that can be wrong."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import weakref
from datetime import date
from pathlib import Path

import pytest

from dlr_docs.basis.problems import LibraryError, Problem, Source
from dlr_docs.clause.jinja.compile import FUNCTIONS, ROLES
from dlr_docs.library.files import TAKEN
from dlr_docs.library.load import load_library, read_library
from dlr_docs.model.library import Library, Role
from tests.small import HEAD, LAW, OUTLINE, SmallLibrary, pointed


def problems_of(made: SmallLibrary) -> list[Problem]:
    return read_library(made.path)[1]


KINDS = {
    "addendum",
    "adviesaanvraag-medezeggenschap",
    "convenant",
    "entree",
    "financiele-bijlage",
    "interne-regeling",
    "leer-werkovereenkomst",
    "leerwerktraject",
    "meldingslijst-duo",
    "netwerkconvenant",
    "onderwijs-en-examenprogramma",
    "raamovereenkomst",
    "samenwerkingsovereenkomst",
    "samenwerkingsovereenkomst-algemeen",
    "samenwerkingsovereenkomst-geintegreerd",
    "stageovereenkomst",
    "toetredingsovereenkomst",
    "wijzigingsbesluit",
    "wijzigingsovereenkomst",
}


def test_the_library_of_the_package_has_every_kind_and_no_problems(library: Library) -> None:
    assert set(library.outlines) == KINDS
    assert read_library()[1] == []
    assert len(library.all_clauses()) == len({clause.id for clause in library.all_clauses()}) > 50


def test_a_clause_knows_where_its_text_starts(library: Library) -> None:
    for clause in library.all_clauses():
        lines = Path(clause.source.path).read_text(encoding="utf-8").splitlines()
        assert lines[clause.first_line - 1] == clause.text.splitlines()[0]
        assert lines[clause.first_line - 2] == "---"


def test_a_clause_is_found_by_its_id(library: Library) -> None:
    clause = library.clause("geschillen/bestuur-mediation-rechter")
    assert (clause.topic, clause.variant, clause.title) == (
        "geschillen",
        "bestuur-mediation-rechter",
        "Geschillen",
    )
    assert clause.fits("convenant")
    assert not clause.fits("addendum")
    with pytest.raises(KeyError):
        library.clause("geschillen/weg")


def test_an_outline_says_who_takes_part_and_which_topics_in_which_order(
    small_library: SmallLibrary,
) -> None:
    outline = small_library.load().outlines["brief"]
    assert outline.roles == {"school": Role(1, 2)}
    assert [(item.topic, item.default, item.required) for item in outline.all_topics] == [
        ("doel", "algemeen", True),
        ("extra", None, False),
        ("begrip", None, False),
    ]
    assert outline.names == {"zelf": "deze brief", "ander": "de brief"}
    assert outline.form == "overeenkomst"


def test_the_table_of_the_law_says_what_holds_when(small_library: SmallLibrary) -> None:
    law = small_library.load().law
    reference, old = law.references["wvo-een"], law.references["wvo-oud"]
    assert reference.text == "artikel\u00a01 WVO\u00a02020"
    assert reference.holds_on(date(2022, 8, 1))
    assert not reference.holds_on(date(2022, 7, 31))
    assert old.holds_on(date(2021, 12, 31))
    assert not old.holds_on(date(2022, 1, 1))
    requirements = law.requirement_sets["groep"].requirements
    assert [item.coverable for item in requirements] == [
        ("eis-a",),
        ("eis-b.opzegging", "eis-b.wijziging"),
    ]


def test_the_head_of_a_clause_says_everything_about_it(small_library: SmallLibrary) -> None:
    small_library.clause(
        "extra/een",
        "Tekst {{ termijn }}.\n",
        """
        soorten: [brief]
        eisen: [eis-a]
        bron: [F001]
        gegevens:
          termijn: {soort: duur, vraag: Hoe lang?, standaard: 3 weken, hulp: Kies., voorbeeld: [2 weken, 4 weken]}
          keus: {soort: keuze, vraag: Welke?, opties: [a, b]}
        sluit_uit: [doel/algemeen]
        vereist: [doel]
        toelichting: |
          Waarom.
        """,
    )
    clause = small_library.load().clause("extra/een")
    assert (clause.kinds, clause.requirements, clause.origin) == (("brief",), ("eis-a",), ("F001",))
    assert (clause.excludes, clause.requires, clause.note) == (
        ("doel/algemeen",),
        ("doel",),
        "Waarom.",
    )
    term, choice = clause.values.values()
    assert (term.kind, term.default, term.help, term.example) == (
        "duur",
        "3 weken",
        "Kies.",
        "2 weken, 4 weken",
    )
    assert choice.options == {"a": "a", "b": "b"}


def test_the_wording_and_the_library_have_digests_that_change_with_any_word(
    small_library: SmallLibrary,
) -> None:
    before = small_library.load()
    same = small_library.load()
    small_library.clause("doel/algemeen", "1. Anders.\n")
    after = small_library.load()
    assert before.digest == same.digest != after.digest
    assert before.clause("doel/algemeen").digest != after.clause("doel/algemeen").digest


def test_the_digest_does_not_depend_on_where_the_library_is(
    small_library: SmallLibrary, tmp_path: Path
) -> None:
    shutil.copytree(small_library.path, tmp_path / "elders")
    assert load_library(tmp_path / "elders").digest == small_library.load().digest


def test_outside_git_there_is_no_revision(small_library: SmallLibrary) -> None:
    assert small_library.load().revision == ""


def test_a_library_without_terms_has_none(small_library: SmallLibrary) -> None:
    (small_library.path / "clauses/begrippen.yaml").unlink()
    assert small_library.load().terms == ()


@pytest.mark.parametrize("name", ["clauses", "templates"])
def test_a_folder_that_is_no_library_says_what_is_missing(
    small_library: SmallLibrary, name: str
) -> None:
    shutil.rmtree(small_library.path / name)
    with pytest.raises(LibraryError) as caught:
        small_library.load()
    (problem,) = caught.value.problems
    assert problem.source == Source(str(small_library.path))
    assert f"'{name}'" in problem.message


VALUE = "clauses/gegevens.yaml"
WET = "clauses/wetgeving.yaml"
TERM = "clauses/begrippen.yaml"
BRIEF = "templates/brief.yaml"
CLAUSE = "clauses/extra/een.md"
TOP = "---\n" + "".join(f"{key}: {value}\n" for key, value in HEAD.items())


@pytest.mark.parametrize(
    ("file", "text", "code", "words"),
    [
        (VALUE, "dag: {soort: ▶datm, vraag: x}", "onbekende-waarde", "Bedoelt u 'datum'?"),
        (
            VALUE,
            "dag: {soort: datum, vraag: x, ▶standard: y}",
            "onbekende-sleutel",
            "Bedoelt u 'standaard'?",
        ),
        (
            VALUE,
            "dag: {soort: datum, vraag: x}\n▶dag: {soort: tekst, vraag: y}",
            "yaml-dubbel",
            "regel 1",
        ),
        (VALUE, "dag: ▶{soort: datum}", "ontbreekt", "'vraag' ontbreekt"),
        (VALUE, "dag: ▶tekst", "verkeerd-type", "sleutels"),
        (VALUE, "▶[a, b]", "verkeerd-type", "namen"),
        (
            VALUE,
            "x: {soort: groep, vraag: x, velden: {▶A B: {soort: tekst, vraag: y}}}",
            "verkeerde-vorm",
            "kleine letters",
        ),
        (
            WET,
            LAW.replace("stand: 2026-01-01", "stand: ▶2026-02-30"),
            "verkeerd-type",
            "bestaande datum",
        ),
        (
            WET,
            LAW.replace("geldig_tot: 2021-12-31", "geldig_tot: ▶31-12-2021"),
            "verkeerd-type",
            "bestaande datum",
        ),
        (
            WET,
            LAW.replace("    wet: wvo", "    wet: ▶wvoo"),
            "wettabel-onbekende-wet",
            "Bedoelt u 'wvo'?",
        ),
        (
            WET,
            LAW.replace("grondslag: wvo-een", "grondslag: ▶wvo-eem"),
            "wettabel-onbekende-grondslag",
            "Bedoelt u 'wvo-een'?",
        ),
        (
            WET,
            LAW.replace("    titel:", "    ▶titl: x\n    titel:"),
            "onbekende-sleutel",
            "Bedoelt u 'titel'?",
        ),
        (
            TERM,
            "- begrip: a\n  omschrijving: b\n- ▶begrip: c\n",
            "verkeerd-begrip",
            "begrip en omschrijving",
        ),
        (TERM, "▶begrip: a", "verkeerd-begrip", "begrip en omschrijving"),
        (BRIEF, OUTLINE + "▶vrom: x\n", "onbekende-sleutel", "Bedoelt u 'vorm'?"),
        (
            BRIEF,
            OUTLINE.replace("  school:", "  ▶schol:"),
            "opzet-onbekende-partij",
            "Bedoelt u 'school'?",
        ),
        (BRIEF, OUTLINE.replace("minimaal: 1", "minimaal: ▶een"), "verkeerd-type", "geheel getal"),
        (
            BRIEF,
            OUTLINE.replace("verplicht: true", "verplicht: ▶misschien"),
            "verkeerd-type",
            "ja of nee",
        ),
        (CLAUSE, "▶Zonder kop\n", "geen-kop", "kop tussen twee regels"),
        (CLAUSE, "▶---\ntitel: x\n", "geen-kop", "kop tussen twee regels"),
        (CLAUSE, TOP + "▶sort: x\n---\n", "onbekende-sleutel", "Bedoelt u 'soorten'?"),
        (CLAUSE, TOP + "▶titel: nog een\n---\n", "yaml-dubbel", "regel 2"),
        (CLAUSE, TOP + "bron: ▶F001\n---\n", "verkeerd-type", "lijst"),
        (
            CLAUSE,
            TOP + "gegevens: {▶Dag: {soort: datum, vraag: x}}\n---\n",
            "verkeerde-vorm",
            "kleine letters",
        ),
        (
            CLAUSE,
            TOP + "gegevens:\n  ▶regio: {soort: tekst, vraag: x}\n---\n",
            "dubbele-betekenis",
            "gegevens.yaml",
        ),
        (
            CLAUSE,
            TOP + "toelichting: a\n ▶- b: c: d\n---\n",
            "yaml-onleesbaar",
            "springt anders in",
        ),
    ],
)
def test_a_mistake_in_a_file_is_a_problem_at_its_line_and_column(
    small_library: SmallLibrary, file: str, text: str, code: str, words: str
) -> None:
    text, place = pointed(text)
    path = small_library.write(file, text)
    (problem,) = problems_of(small_library)
    assert (problem.code, problem.source and problem.source.path) == (code, str(path))
    assert words in f"{problem.message} {problem.hint}"
    if code != "yaml-onleesbaar":
        assert str(problem.source) == f"{path}:{place}"
    with pytest.raises(LibraryError):
        small_library.load()


@pytest.mark.parametrize("file", [VALUE, WET, TERM, BRIEF, CLAUSE])
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"PK\x03\x04"], ids=["empty", "binary", "zip"]
)
def test_a_file_without_text_is_a_problem_with_its_name(
    small_library: SmallLibrary, file: str, content: bytes
) -> None:
    path = small_library.write(file, "")
    path.write_bytes(content)
    assert [problem.source and problem.source.path for problem in problems_of(small_library)] == [
        str(path)
    ]


def test_a_file_that_git_lfs_has_elsewhere_says_so(small_library: SmallLibrary) -> None:
    small_library.write(
        CLAUSE, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    )
    (problem,) = problems_of(small_library)
    assert problem.code == "geen-gewoon-bestand"
    assert "git lfs pull" in (problem.hint or "")


@pytest.mark.parametrize("file", [VALUE, WET])
def test_a_file_that_is_missing_is_a_problem_with_its_name(
    small_library: SmallLibrary, file: str
) -> None:
    (small_library.path / file).unlink()
    (problem,) = problems_of(small_library)
    assert (problem.code, problem.source) == (
        "bestand-onleesbaar",
        Source(str(small_library.path / file)),
    )


@pytest.mark.parametrize(
    "name", ["Extra/een", "extra/Een", "extra/een twee", "extra/één", "2extra/een"]
)
def test_a_clause_file_with_another_kind_of_name_is_refused(
    small_library: SmallLibrary, name: str
) -> None:
    path = small_library.clause(name, "Tekst")
    (problem,) = problems_of(small_library)
    assert (problem.code, problem.source) == ("bestandsnaam", Source(str(path)))


def test_all_problems_of_all_files_come_in_one_run_and_the_rest_is_read(
    small_library: SmallLibrary,
) -> None:
    small_library.write(VALUE, "dag: {soort: datm, vraag: x}")
    small_library.write(CLAUSE, "Zonder kop")
    small_library.write("templates/nota.yaml", "titel: x")
    library, problems = read_library(small_library.path)
    assert {Path(problem.source.path).name for problem in problems if problem.source} == {
        "gegevens.yaml",
        "een.md",
        "nota.yaml",
    }
    assert list(library.clauses) == ["begrip", "doel"]
    assert list(library.outlines) == ["brief"]


def test_a_library_in_a_folder_with_special_characters_is_read(
    small_library: SmallLibrary, tmp_path: Path
) -> None:
    target = tmp_path / "regio é & 'Oost' 100%"
    shutil.move(small_library.path, target)
    assert load_library(target).path == target


@pytest.mark.parametrize("name", sorted(TAKEN))
def test_a_value_cannot_have_a_name_that_clauses_know_already(
    small_library: SmallLibrary, name: str
) -> None:
    small_library.write(VALUE, f"{name}: {{soort: tekst, vraag: Wat?}}\n")
    assert any(
        "betekent in clausules al iets anders" in problem.message
        for problem in problems_of(small_library)
    )


def test_the_names_that_clauses_know_are_all_taken() -> None:
    assert {*ROLES, *FUNCTIONS} <= TAKEN


def test_an_outline_with_an_odd_name_is_refused(small_library: SmallLibrary) -> None:
    small_library.write('templates/een "brief" <x>.yaml', OUTLINE)
    assert "bestandsnaam" in {problem.code for problem in problems_of(small_library)}


def test_an_outline_with_a_topic_twice_is_refused(small_library: SmallLibrary) -> None:
    small_library.write(
        "templates/brief.yaml", f"{OUTLINE}  - {{onderwerp: doel, standaard: algemeen}}\n"
    )
    assert "dubbel-onderwerp" in {problem.code for problem in problems_of(small_library)}


def test_an_outline_that_asks_for_what_nothing_declares_says_so(
    small_library: SmallLibrary,
) -> None:
    small_library.write("templates/brief.yaml", f"{OUTLINE}gegevens: [bestaat_niet]\n")
    with pytest.raises(LibraryError, match="'bestaat_niet', maar dat is nergens omschreven"):
        small_library.bundle(
            "bundel: x\npartijen: {a: {soort: school}}\ndocumenten: [{soort: brief}]\n"
        )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_is_no_file_or_far_too_large_is_not_read(small_library: SmallLibrary) -> None:
    os.mkfifo(small_library.path / "clauses" / "doel" / "pijp.md")
    small_library.write("clauses/doel/groot.md", "x" * 4_000_001)
    names = {
        Path(problem.source.path).name for problem in problems_of(small_library) if problem.source
    }
    assert {"pijp.md", "groot.md"} <= names


def test_a_library_is_read_once_as_long_as_somebody_holds_it_and_then_goes(
    small_library: SmallLibrary,
) -> None:
    first, _ = read_library(small_library.path)
    again, _ = read_library(small_library.path)
    assert first is again
    gone = weakref.ref(first)
    del first, again
    gc.collect()
    assert gone() is None


def test_a_library_with_problems_has_them_each_time(small_library: SmallLibrary) -> None:
    small_library.write("clauses/doel/kapot.md", "geen kop\n")
    (first, found), (again, same) = (read_library(small_library.path) for _ in range(2))
    assert first is again
    assert found
    assert found == same
