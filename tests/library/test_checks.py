"""Checks on a whole library: everything that would fail or mislead."""

from __future__ import annotations

import pytest

from dlr_docs.basis.problems import Problem
from dlr_docs.library.checks.table import CHECKS, check_library
from dlr_docs.library.load import read_library
from dlr_docs.model.library import Library
from tests.small import OUTLINE, SmallLibrary


def found(made: SmallLibrary) -> list[Problem]:
    library, problems = read_library(made.path)
    assert problems == []
    return check_library(library)


@pytest.mark.bibliotheek
def test_the_library_of_the_package_is_healthy(library: Library) -> None:
    assert check_library(library) == []


def test_a_small_library_is_healthy(small_library: SmallLibrary) -> None:
    assert found(small_library) == []


def test_every_check_has_a_dutch_name() -> None:
    assert all(name == name.lower() and " " not in name for name in CHECKS)


@pytest.mark.parametrize(
    ("text", "line", "code", "words"),
    [
        ("a\n{{ weg", 6, "jinja-fout", "accolades"),
        ("a\n{{ regio|weg }}", 6, "jinja-niet-toegestaan", "filter 'weg'"),
        ("a\n{{ regioo }}", 6, "gegeven-niet-omschreven", "Bedoelt u 'regio'?"),
        ('a\n{{ wet("wvo-eeen") }}', 6, "onbekende-verwijzing", "Bedoelt u 'wvo-een'?"),
        ('a\n{{ artikel("doell") }}', 6, "onbekende-verwijzing", "Bedoelt u 'doel'?"),
        ('a\n{% if heeft("dool") %}b{% endif %}', 6, "onbekende-verwijzing", "Bedoelt u 'doel'?"),
        ("a\nde BVE-sector", 6, "verboden-woord", "Schrijf: mbo."),
        ("a\nzulks", 6, "verboden-woord", "een gewoon woord"),
        ("a\nartikel 2.99 WVO", 6, "getypt-artikel", "wet("),
        ("a\nvolgens art. 5", 6, "getypt-artikel", "artikel("),
        ("a\nvoor € 1.250", 6, "getypt-bedrag", "gegeven"),
        ("a\nten hoogste 50%", 6, "getypt-bedrag", "gegeven"),
        ("a\nop 1-8-2027", 6, "getypt-bedrag", "gegeven"),
    ],
)
def test_a_mistake_in_the_text_of_a_clause_is_found_on_its_line(
    small_library: SmallLibrary, text: str, line: int, code: str, words: str
) -> None:
    path = small_library.clause("extra/een", text)
    (problem,) = found(small_library)
    assert problem.code == code
    assert str(problem.source).startswith(f"{path}:{line}")
    assert words in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    "text",
    [
        '{{ wet("wvo-een") }} en {{ artikel("doel") }}',
        "{{ regio }} beëindigt",
        "{% if heeft('doel') %}50{% endif %}",
        "{{ partijen|map(attribute='naam')|opsomming }}",
        "het vmbo en het mbo",
        "de financiën",
    ],
)
def test_good_text_passes(small_library: SmallLibrary, text: str) -> None:
    small_library.clause("extra/een", text)
    assert found(small_library) == []


@pytest.mark.parametrize(
    ("head", "text", "code", "words"),
    [
        ("soorten: [brif]", "a", "clausule-onbekende-soort", "Bedoelt u 'brief'?"),
        ("eisen: [eis-b.opzeging]", "a", "clausule-onbekende-eis", "Bedoelt u 'eis-b.opzegging'?"),
        (
            "sluit_uit: [doel/algemen]",
            "a",
            "clausule-onbekende-clausule",
            "Bedoelt u 'doel/algemeen'?",
        ),
        ("vereist: [dol]", "a", "clausule-onbekende-clausule", "Bedoelt u 'doel'?"),
        (
            "gegevens: {x: {soort: tekst, vraag: X?}}",
            "a",
            "gegeven-zonder-gebruik",
            "'x' wordt niet gebruikt",
        ),
        (
            "gegevens: {x: {soort: ja_nee, vraag: X?}}",
            "{% if x %}a{% endif %}",
            "geen-standaard",
            "bepaalt de tekst en heeft geen standaard",
        ),
        (
            "gegevens: {x: {soort: duur, vraag: X?, standaard: 3 manden}}",
            "{{ x }}",
            "verkeerde-standaard",
            "maanden",
        ),
        ("gegevens: {x: {soort: keuze, vraag: X?}}", "{{ x }}", "geen-opties", "heeft geen opties"),
        (
            "gegevens: {x: {soort: groep, vraag: X?, velden: {naam: {soort: tekst, vraag: N?}}}}",
            "{{ x.naaam }}",
            "onbekend-onderdeel",
            "Bedoelt u 'naam'?",
        ),
        (
            "gegevens: {x: {soort: persoon, vraag: X?}}",
            "{{ x.functi }}",
            "onbekend-onderdeel",
            "Bedoelt u 'functie'?",
        ),
    ],
)
def test_a_mistake_in_the_head_of_a_clause_is_found(
    small_library: SmallLibrary, head: str, text: str, code: str, words: str
) -> None:
    path = small_library.clause("extra/een", text, head)
    (problem,) = found(small_library)
    assert problem.code == code
    assert str(problem.source).startswith(str(path))
    assert words in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("1. a\n\n   > b", "markdown-niet-toegestaan", 7),
        ("a <b>c</b>", "markdown-niet-toegestaan", 5),
        ('{{ lid("doel.weg") }}', "onbekend-lid", 5),
    ],
)
def test_a_text_that_no_document_can_hold_is_found_before_a_document_is_made(
    small_library: SmallLibrary, text: str, code: str, line: int
) -> None:
    path = small_library.clause("extra/een", text)
    (problem,) = found(small_library)
    assert problem.code == code
    assert str(problem.source).startswith(f"{path}:{line}")


def test_a_template_that_cannot_be_used_is_found(small_library: SmallLibrary) -> None:
    own = small_library.path / "templates" / "huisstijl" / "eigen" / "overeenkomst.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"geen Word")
    (problem,) = found(small_library)
    assert str(problem.source) == str(own)


def test_one_name_with_two_meanings_is_found(small_library: SmallLibrary) -> None:
    for name in ("een", "twee"):
        small_library.clause(f"extra/{name}", "{{ x }}", "gegevens: {x: {soort: tekst, vraag: X?}}")
    (problem,) = found(small_library)
    assert (problem.code, problem.message) == (
        "dubbele-betekenis",
        "het gegeven 'x' staat ook in extra/een",
    )


def test_a_wrong_default_of_a_shared_value_is_found(small_library: SmallLibrary) -> None:
    path = small_library.write(
        "clauses/gegevens.yaml",
        "ingangsdatum: {soort: datum, vraag: X?, standaard: "
        "2026-02-30}\nregio: {soort: tekst, vraag: R?}",
    )
    (problem,) = found(small_library)
    assert (problem.code, str(problem.source)) == ("verkeerde-standaard", str(path))


def test_a_definition_outside_the_language_is_found(small_library: SmallLibrary) -> None:
    path = small_library.write(
        "clauses/begrippen.yaml",
        "- {begrip: extra, omschrijving: b}\n- {begrip: titel, "
        "vormen: [gaat], omschrijving: '{{'}\n",
    )
    (problem,) = found(small_library)
    assert (problem.code, str(problem.source).startswith(f"{path}:2")) == ("jinja-fout", True)


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("onderwerp: doel", "onderwerp: doell", "opzet-onbekend-onderwerp", "Bedoelt u 'doel'?"),
        (
            "standaard: algemeen",
            "standaard: algemen",
            "opzet-onbekende-variant",
            "Bedoelt u 'algemeen'?",
        ),
        (
            "samenvatting:",
            "hoort_bij: [brif]\nsamenvatting:",
            "opzet-onbekende-soort",
            "Bedoelt u 'brief'?",
        ),
        ("samenvatting:", "eisen: groepp\nsamenvatting:", "onbekende-eisen", "'groepp'"),
        ("namen:", "vorm: kaart\nnamen:", "vorm-zonder-sjabloon", "kaart"),
    ],
)
def test_a_mistake_in_an_outline_is_found(
    small_library: SmallLibrary, old: str, new: str, code: str, words: str
) -> None:
    path = small_library.write("templates/brief.yaml", OUTLINE.replace(old, new))
    (problem,) = found(small_library)
    assert problem.code == code
    assert str(problem.source).startswith(str(path))
    assert words in f"{problem.message} {problem.hint}"


def test_a_default_that_is_not_meant_for_the_kind_is_found(small_library: SmallLibrary) -> None:
    small_library.write("templates/nota.yaml", OUTLINE)
    small_library.clause("doel/algemeen", "a", "soorten: [nota]")
    (problem,) = [item for item in found(small_library) if item.code == "opzet-onbekende-variant"]
    assert "voor een brief geen variant 'algemeen'" in problem.message


def test_all_problems_come_in_one_run(small_library: SmallLibrary) -> None:
    small_library.clause("extra/een", "{{ weg", "soorten: [brif]")
    small_library.clause("extra/twee", "zulks {{ regioo }}")
    assert {problem.code for problem in found(small_library)} == {
        "jinja-fout",
        "clausule-onbekende-soort",
        "verboden-woord",
        "gegeven-niet-omschreven",
    }


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


@pytest.mark.parametrize("name", ["artikel", "partijen", "loop"])
def test_a_value_that_hides_a_word_of_the_language_is_found(
    small_library: SmallLibrary, name: str
) -> None:
    small_library.clause("extra/een", "a", f"gegevens: {{{name}: {{soort: tekst, vraag: X?}}}}")
    assert "gereserveerde-naam" in {problem.code for problem in found(small_library)}


def test_a_term_that_no_clause_uses_is_a_warning(small_library: SmallLibrary) -> None:
    small_library.write("clauses/begrippen.yaml", "- {begrip: zeepaard, omschrijving: een dier}\n")
    (problem,) = found(small_library)
    assert (problem.code, str(problem.severity)) == ("ongebruikt-begrip", "waarschuwing")
