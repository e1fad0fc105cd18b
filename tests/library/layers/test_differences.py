"""What differs between two states of a library, as somebody who reads it sees it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.library.layers.differences import (
    LibraryDifference,
    ReaderChange,
    clause_changes,
    differences,
    reader_lines,
    replaced_by,
    texts_of,
)
from tests.layering import Layers

HEAD = "titel: T\nsamenvatting: S\n"


def clause(body: str, head: str = HEAD) -> str:
    return f"---\n{head}---\n{body}"


def test_a_clause_reads_without_marks() -> None:
    body = (
        "1. Er is een **geschil** na {{ termijn|zonder_een }},\n   zie {{ artikel('doel') }}\n"
        '   en {{ wet("wvo-1") }}.\n{% if heeft(\'x\') %}\n   1. {{ anker("a") }}een\n      1. diep\n'
        "{% else %}\n{# weg #}1. twee\n{% endif %}\n\nGewone tekst\nover twee regels.\n\n| a | b |\n|---|---|\n"
    )
    assert reader_lines(clause(body)) == [
        "lid: Er is een geschil na [termijn], zie [artikel doel] en [wet wvo-1].",
        "(alleen als het onderwerp ‘x’ in het document staat)",
        "onderdeel: een",
        "subonderdeel: diep",
        "(anders)",
        "lid: twee",
        "(tot hier)",
        "Gewone tekst over twee regels.",
        "| a | b |",
    ]


def test_text_values_subjects_and_notes_are_told_apart() -> None:
    old = clause(
        "1. Een.\n1. Twee.\n", f"{HEAD}gegevens: {{t: {{soort: duur, standaard: 2 weken}}}}\n"
    )
    new = clause(
        "1. Een.\n1. Nog iets.\n1. Twee.\n",
        f"{HEAD}eisen: [a, b]\ntoelichting: Let op.\ngegevens: {{t: {{soort: duur, standaard: 4 weken}}}}\n",
    )
    assert clause_changes(old, new) == (
        ReaderChange("tekst", "", "lid: Nog iets."),
        ReaderChange("gegeven t, standaard", "2 weken", "4 weken"),
        ReaderChange("verplichte onderwerpen", "", "a, b"),
        ReaderChange("toelichting", "", "Let op."),
    )


def test_another_way_of_wrapping_is_no_change() -> None:
    assert clause_changes(clause("1. Een zin\n   hier.\n"), clause("1. Een zin hier.\n")) == ()
    old = {"clauses/a/b.md": clause("1. Een zin\n   hier.\n")}
    assert differences(old, {"clauses/a/b.md": clause("1. Een zin hier.\n")}) == ()


def test_what_came_is_gone_or_has_another_name() -> None:
    same = clause("1. Een zin met veel dezelfde woorden erin.\n")
    said = clause("1. Heel iets anders.\n", f"{HEAD}vervangt: oud\n")
    old = {"clauses/a/oud.md": clause("Weg.\n"), "clauses/b/was.md": same, "clauses/c/x.md": same}
    new = {
        "clauses/a/nieuw.md": said,
        "clauses/b/is.md": same,
        "clauses/d/y.md": clause("1. Nieuw hier.\n"),
    }
    found = {item.name: (item.state, item.earlier) for item in differences(old, new)}
    assert found == {
        "a/nieuw": ("hernoemd", "a/oud"),
        "b/is": ("hernoemd", "b/was"),
        "c/x": ("weg", ""),
        "d/y": ("erbij", ""),
    }
    assert replaced_by("a/nieuw", said) == ["a/oud"]
    assert replaced_by("a/nieuw", clause("x", f"{HEAD}vervangt: [b/c, d]\n")) == ["b/c", "a/d"]


def test_data_and_kinds_differ_by_their_names(layered: Layers) -> None:
    old = texts_of(layered.folder / "land")
    layered.write(
        "land/clauses/wetgeving.yaml",
        old["clauses/wetgeving.yaml"].replace("geldig_tot: 2021-12-31", "geldig_tot: 2020-12-31"),
    )
    layered.write(
        "land/templates/brief.yaml",
        old["templates/brief.yaml"] + "  - {onderwerp: slot, standaard: ja}\n",
    )
    assert differences(old, texts_of(layered.folder / "land")) == (
        LibraryDifference(
            "verwijzing naar de wet",
            "wvo-oud",
            "gewijzigd",
            (ReaderChange("geldig_tot", "2021-12-31", "2020-12-31"),),
        ),
        LibraryDifference(
            "soort document",
            "brief",
            "gewijzigd",
            (ReaderChange("onderwerpen.slot", "", "onderwerp: slot; standaard: ja"),),
        ),
    )


def test_yes_no_and_what_a_note_takes_from_a_table_are_in_words() -> None:
    old = clause("1. Een.\n", f"{HEAD}toelichting: Hoogstens vier jaar.\n")
    new = clause(
        "1. Een.\n",
        f"{HEAD}aanvulling: true\ntoelichting: Hoogstens {{leerjaren.jaren_leerling}} jaar.\n",
    )
    assert clause_changes(old, new) == (
        ReaderChange("aanvulling", "", "ja"),
        ReaderChange(
            "toelichting",
            "Hoogstens vier jaar.",
            "Hoogstens [leerjaren, jaren leerling] jaar.",
        ),
    )


def test_a_value_of_its_own_is_asked_for_by_its_kind() -> None:
    head = f"{HEAD}gegevens: {{samen: {{soort: ja_nee}}, maximum: {{soort: bedrag}}}}\n"
    body = "{% if samen and not maximum %}\n1. Een.\n{% endif %}\n"
    assert reader_lines(clause(body, head))[0] == (
        "(alleen als [samen] ja is en [maximum] niet is ingevuld)"
    )


TEXTS = st.text(max_size=200)


@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_compared(old: str, new: str) -> None:
    assert clause_changes(old, old) == ()
    clause_changes(clause(old), clause(new))
    clause_changes(clause("", old), clause("", new))
    assert differences({"clauses/a/b.md": old}, {"clauses/a/b.md": old}) == ()
