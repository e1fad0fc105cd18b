"""A library of another field works with every command, without a word of ours.

The program knows no vmbo and no mbo: what it says of those is data of the library of the package.
"""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from dlr_docs import build_bundle, check_bundle, document_bytes, load_library
from dlr_docs.basis.problems import ChoicesError, Problem
from dlr_docs.build.carried.used_choices import used_choices
from dlr_docs.choices.file import parse_choices
from dlr_docs.cli import program
from dlr_docs.library.checks.table import check_library
from dlr_docs.library.load import read_library
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text
from tests import ooxml
from tests.samples import agreement, bundle_of

HUUR = Path(__file__).parent / "huur"
CHOICES = (HUUR / "keuzes.yaml").read_text(encoding="utf-8")
# Words of our own field; in another field none of them may be said.
OURS = re.compile(
    r"vmbo|\bmbo\b|dlr-docs|school|scholen|leerweg|leerroute|leerling|leerbedrijf|leerbedrijven"
    r"|opleiding|instelling|bevoegd.gezag|vestigingsplaats|vertegenwoordig|onderwijs|student|\broc\b"
    r"|crebo|medezeggenschap|teambevoegdheid|ingangsdatum|diploma|klokuur|docent",
    re.IGNORECASE,
)
MANAGER = """\
partijen:
  beheer:
    soort: beheerder
    naam: Beheer BV
    panden: [{pand: Havenkade 12}, {pand: Havenkade 14}]
    gemachtigden: [{naam: E. Kok, hoedanigheid: directeur}]
"""
# What a message or a help text may say of the program itself.
THE_PROGRAM = re.compile(r"dlr-docs|tussen aanhalingstekens|de instellingen")


@pytest.fixture(scope="module")
def huur() -> Library:
    return load_library(HUUR)


def run(*arguments: str | Path) -> Result:
    called = [str(item) for item in (*arguments, "--bibliotheek", HUUR)]
    return CliRunner().invoke(program, called)


def said(text: str) -> set[str]:
    """The words of ours in a text."""
    return {match[0] for match in OURS.finditer(THE_PROGRAM.sub("", text))}


def made_of(text: str, library: Library) -> Bundle:
    return build_bundle(parse_choices(text, "keuzes.yaml"), library)


def found(old: str, new: str, library: Library) -> list[Problem]:
    assert old in CHOICES
    return check_bundle(made_of(CHOICES.replace(old, new), library))


def test_the_library_is_healthy() -> None:
    result = run("clausules", "controleer")
    assert result.exit_code == 0
    assert re.fullmatch(r"huur.*: 13 clausules, 3 soorten: 0 problemen\n", result.output)


def test_its_documents_are_made_and_hold_no_word_of_ours(tmp_path: Path) -> None:
    result = run("maak", HUUR / "keuzes.yaml", "--uit", tmp_path, "--toelichting")
    assert result.exit_code == 0, result.output
    assert said(result.output.replace(str(tmp_path), "")) == set()
    made = sorted(tmp_path.glob("*.docx"))
    assert [path.name for path in made] == ["borgstelling.docx", "huurovereenkomst.docx"]
    for path in made:
        for name, content in ooxml.parts(path.read_bytes()).items():
            if name.endswith((".xml", ".rels")) and name != "customXml/item2.xml":
                assert said(_words(content.decode())) == set(), (path.name, name)


def _words(xml: str) -> str:
    """What a part says: its texts, and the values of its attributes, less addresses."""
    return re.sub(r"https?://\S+|urn:\S+", "", xml)


def test_an_open_draft_asks_its_own_questions(huur: Library) -> None:
    bundle = made_of(run("nieuw", "huurovereenkomst", "borgstelling", "--alles").output, huur)
    shown = {
        document.id: ooxml.parts(document_bytes(bundle, document.id))["word/document.xml"].decode()
        for document in bundle.files
    }
    assert [said(_words(text)) for text in shown.values()] == [set()] * len(shown)
    assert "[Hoe heet de huurder?]" in shown["huurovereenkomst"]
    assert "[Wie tekent namens de verhuurder?]" in shown["huurovereenkomst"]


def test_the_words_of_ours_are_found_where_they_are(library: Library) -> None:
    bundle = bundle_of(agreement(), library)
    shown = ooxml.parts(document_bytes(bundle, "samenwerkingsovereenkomst"))["word/document.xml"]
    assert {"vmbo", "school", "instelling", "bevoegd gezag"} <= said(shown.decode())


@pytest.mark.parametrize(
    "arguments",
    [
        ("controleer", HUUR / "keuzes.yaml"),
        ("controleer", HUUR / "keuzes.yaml", "--json"),
        ("toon", HUUR / "keuzes.yaml"),
        ("nieuw", "huurovereenkomst", "borgstelling", "staat-van-oplevering", "--alles"),
        ("schema",),
        ("clausules", "lijst"),
        ("clausules", "toon", "waarborg"),
    ],
    ids=lambda arguments: " ".join(map(str, arguments[:2])),
)
def test_every_command_says_nothing_of_ours(arguments: tuple[str | Path, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    assert said(result.output.replace(str(HUUR), "")) == set()


def test_a_new_choice_file_can_be_used_as_it_is(huur: Library) -> None:
    text = run("nieuw", "huurovereenkomst", "borgstelling", "--alles").output
    assert "bundel: Huurovereenkomst woonruimte\n" in text
    assert "# negeer: {energie-van-een-kamer: De kamers hebben elk een eigen meter.}" in text
    bundle = made_of(text, huur)
    assert [[party.kind for party in document.parties] for document in bundle.documents] == [
        ["verhuurder", "huurder"],
        ["borg"],
    ]
    assert {problem.code for problem in check_bundle(bundle)} == {"open-gegeven"}


def test_the_schema_knows_its_parties(huur: Library) -> None:
    party = json.loads(run("schema").output)["$defs"]["PartijModel"]
    assert party["properties"]["soort"]["enum"] == ["verhuurder", "huurder", "beheerder", "borg"]
    assert "rekening" in party["properties"]


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        (
            "  kale_huur: 950\n",
            "  kale_huur: 950\n  soort_woonruimte: kamer\n",
            "energie-van-een-kamer",
            "bij een kamer kan de huurder energie niet met een eigen contract betalen",
        ),
        (
            "  kale_huur: 950\n",
            "  kale_huur: 950\n  maanden_waarborg: 3\n",
            "waarborg-te-hoog",
            "de waarborgsom is 3 maanden huur, en mag hoogstens 2 zijn (artikel\u00a07:261b BW)",
        ),
        (
            "keuzes: {dieren: een-huisdier}",
            "keuzes: {einde: geen}",
            "waarborg-en-oplevering",
            "er is een waarborgsom, maar niet geregeld hoe de huur eindigt",
        ),
        (
            "  kale_huur: 950\n",
            "  kale_huur: 950\n  dag_van_opname: 2027-09-02\n",
            "oplevering-op-tijd",
            "dag van opname (2\u00a0september 2027) ligt na eerste huurdag "
            "(gegevens.eerste_huurdag, regel 14)",
        ),
        (
            "keuzes: {dieren: een-huisdier}",
            "keuzes: {onderhoud: geen}",
            "onderhoud",
            "er is geen artikel over onderhoud",
        ),
    ],
)
def test_its_own_checks_find_what_they_look_for(
    huur: Library, old: str, new: str, code: str, message: str
) -> None:
    (problem,) = found(old, new, huur)
    assert (problem.code, problem.message) == (code, f"huurovereenkomst: {message}")


def test_its_models_exclude_each_other_over_the_bundle(huur: Library) -> None:
    (problem,) = found("  kale_huur: 950\n", "  kale_huur: 950\n  maanden_waarborg: 2\n", huur)
    assert (problem.code, problem.message) == (
        "zekerheid",
        "borgstelling: borg/betaling (iemand staat borg) gaat niet samen met maanden_waarborg: 2 "
        "(een waarborgsom) (gegevens.maanden_waarborg, regel 17)",
    )


GUARANTOR = "borgstelling, bij: huurovereenkomst, partijen: [ouder]"


def test_a_guarantee_takes_the_rent_of_its_agreement(huur: Library) -> None:
    bundle = made_of(CHOICES, huur)
    assert bundle.document("borgstelling").values["huur_voor_de_borg"].text == "€\u00a0950,00"
    other = f"{GUARANTOR}, gegevens: {{huur_voor_de_borg: 900}}"
    (problem,) = found(GUARANTOR, other, huur)
    assert (problem.code, str(problem.severity)) == ("andere-waarde", "fout")
    assert "huurovereenkomst" in problem.message


def test_a_guarantee_that_says_so_departs(huur: Library) -> None:
    text = f"{GUARANTOR}, keuzes: {{borg: %s}}, gegevens: {{kale_huur: 900}}"
    codes = [problem.code for problem in found(GUARANTOR, text % "betaling", huur)]
    assert "andere-waarde" in codes
    assert found(GUARANTOR, text % "deel", huur) == []


def test_the_usual_annex_follows_its_agreement(huur: Library) -> None:
    with_pet = made_of(CHOICES, huur).document("staat-van-oplevering")
    without = made_of(CHOICES.replace("dieren: een-huisdier", "dieren: geen"), huur)
    assert "oplevering/met-huisdier" in with_pet.wording.names
    assert "oplevering/per-ruimte" in without.document("staat-van-oplevering").wording.names


def test_a_term_that_nobody_typed_is_told(huur: Library) -> None:
    told = json.loads(run("controleer", HUUR / "keuzes.yaml", "--json").output)["overgenomen"]
    assert [(item["gegeven"], item["waarde"], item["artikelen"]) for item in told] == [
        ("opzegtermijn_huurder", "vier betaalweken", [8])
    ]


def test_two_accounts_are_found(huur: Library) -> None:
    second = (
        "  tweede:\n    soort: verhuurder\n    naam: Woonbedrijf De Brug\n    adres: Brug 1, Zwolle\n"
        "    rekening: NL00 PROEF 0000 0000 00\n"
        "    gemachtigde: {naam: E. Vos, hoedanigheid: eigenaar}\n"
    )
    text = CHOICES.replace("  jansen:", f"{second}  jansen:", 1)
    text = text.replace("[eigenaar, jansen, bakker]", "[eigenaar, tweede, jansen, bakker]")
    codes = {problem.code for problem in check_bundle(made_of(text, huur))}
    assert codes == {"een-rekening"}


def test_its_own_words_are_looked_for(tmp_path: Path) -> None:
    copy = tmp_path / "huur"
    shutil.copytree(HUUR, copy)
    clause = copy / "clauses" / "dieren" / "een-huisdier.md"
    head = clause.read_text(encoding="utf-8").rpartition("---\n")[0] + "---\n"
    wrong = "1. De huurpenningen staan in paragraaf 3.\n1. Bewaar een kopie van het paspoort.\n"
    clause.write_text(head + wrong, encoding="utf-8")
    library, problems = read_library(copy)
    codes = [problem.code for problem in (*problems, *check_library(library))]
    assert sorted(codes) == ["getypt-artikel", "kopie-van-paspoort", "verboden-woord"]


def test_our_own_words_and_checks_are_not_known_to_it(huur: Library) -> None:
    with pytest.raises(ChoicesError, match="kan niet worden genegeerd"):
        made_of(f"{CHOICES}negeer: {{leerweg-niveau: omdat het hier niet geldt}}\n", huur)
    with pytest.raises(ChoicesError, match="deze soort partij bestaat niet"):
        made_of(CHOICES.replace("soort: borg,", "soort: school,"), huur)


def test_the_day_it_takes_effect_is_the_one_that_the_library_names(huur: Library) -> None:
    assert made_of(CHOICES, huur).documents[0].effective_day == date(2027, 9, 1)


def test_a_document_can_be_made_again_from_itself(huur: Library) -> None:
    bundle = made_of(CHOICES, huur)
    for document in bundle.files:
        written = used_choices(document, bundle)
        assert said(written) == set()
        again = made_of(written, huur)
        assert document_text(again, document.id) == document_text(bundle, document.id)


def document_text(bundle: Bundle, document_id: str) -> str:
    return as_text(document_bytes(bundle, document_id))


def test_a_party_has_more_of_what_its_own_library_names(huur: Library) -> None:
    text = CHOICES.replace("partijen:\n", MANAGER, 1).replace(
        "[eigenaar, jansen, bakker]", "[eigenaar, jansen, bakker, beheer]"
    )
    outlines = {kind: replace(item, open_to_others=True) for kind, item in huur.outlines.items()}
    bundle = made_of(text, replace(huur, outlines=outlines))
    told = as_text(document_bytes(bundle, "huurovereenkomst"))
    assert "Beheer BV, voor Havenkade 12 en Havenkade 14 (hierna elk: het pand), met E. Kok" in told
    assert "Beheer BV / E. Kok / als directeur |" in told
    party = next(item for item in bundle.documents[0].parties if item.key == "beheer")
    assert len(party.members_of("panden")) == 2
    assert said(told) == set()
