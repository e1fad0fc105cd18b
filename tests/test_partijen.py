"""One legal person with several schools and signatories, through every way a choice file goes."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import Workbook

from dlr_docs import check_bundle, choices_from_data, document_bytes, read_document, run_series
from dlr_docs.basis.problems import ChoicesError, TableError
from dlr_docs.basis.yaml.text import yaml_text
from dlr_docs.build.carried.used_choices import used_choices
from dlr_docs.choices.file import parse_choices
from dlr_docs.choices.new.supplement import supplemented
from dlr_docs.choices.schema import choice_schema
from dlr_docs.model.library import Library
from dlr_docs.revise.compare.comparing import compare
from dlr_docs.revise.filling_back import put_back, values_back
from dlr_docs.revise.rebuild import rebuild
from dlr_docs.series.table.chosen import layout_of
from dlr_docs.word.read.lines import as_text
from tests import ooxml
from tests.revise.edits import edited
from tests.samples import agreement, bundle_of, docx_of

BOARD: dict[str, Any] = {
    "soort": "school",
    "bevoegd_gezag": "Stichting Waterland",
    "vestigingsplaats": "Purmerend",
    "kvk": "12345678",
    "scholen": [
        {"naam": "De Esdoorn", "plaats": "Purmerend", "brin": "12AB"},
        {"naam": "De Iep", "plaats": "Edam", "brin": "12AB", "vestiging": "01"},
    ],
    "vertegenwoordigers": [
        {"naam": "C. Bakker", "functie": "voorzitter"},
        {"naam": "E. Smit", "functie": "directeur", "volmacht": "volmacht van 1 maart 2027"},
    ],
}


def data(**fields: Any) -> dict[str, Any]:
    """The agreement with that board as its school."""
    made = agreement()
    made["partijen"]["linde"] = {**copy.deepcopy(BOARD), **fields}
    return made


def text_of(made: dict[str, Any], library: Library) -> str:
    return as_text(docx_of(made, library))


def test_a_board_with_two_schools_is_one_party_that_signs_at_two_places(library: Library) -> None:
    text = text_of(data(), library)
    assert text.count("Stichting Waterland, gevestigd te Purmerend") == 1
    assert "tussen Stichting Waterland en ROC Het Spoor" in text
    assert "ondertekend in tweevoud" in text
    assert "Stichting Waterland / C. Bakker / voorzitter |" in text
    assert "/ E. Smit / directeur / krachtens volmacht van 1 maart 2027 |" in text
    assert text.count("Handtekening:") == 3


def test_every_value_of_it_is_bound_and_the_document_is_valid(library: Library) -> None:
    made = docx_of(data(), library)
    assert ooxml.schema_errors(made) == []
    bound = {control.tag for control in ooxml.controls(made)}
    assert {
        "partijen.linde.scholen.2.vestiging",
        "partijen.linde.vertegenwoordigers.2.volmacht",
        "partijen.linde.kvk",
    } <= bound
    assert "partijen.linde.adres" not in bound


def test_a_document_carries_its_own_parties_and_is_made_again_from_itself(
    library: Library,
) -> None:
    made = data()
    made["partijen"]["elders"] = {**BOARD, "bevoegd_gezag": "Stichting Elders"}
    made["documenten"][0]["partijen"] = ["linde", "spoor"]
    bundle = bundle_of(made, library)
    told = used_choices(bundle.documents[0], bundle)
    assert "Stichting Elders" not in told
    assert "De Iep" in told
    assert "12AB" in told
    original = document_bytes(bundle, "samenwerkingsovereenkomst")
    assert rebuild(read_document(original), library).data() == original


@pytest.mark.parametrize("style", ["zakelijk", "klassiek"])
def test_four_schools_are_a_list_of_lines_in_one_paragraph(style: str, library: Library) -> None:
    schools = [{"naam": f"School {name}", "plaats": "Ede"} for name in "ABCD"]
    made = data(scholen=schools) | {"huisstijl": style}
    bundle = bundle_of(made, library)
    original = document_bytes(bundle, "samenwerkingsovereenkomst")
    paragraphs = ooxml.root(original).iter(f"{ooxml.W}p")
    (party,) = (item for item in paragraphs if "elk: de school" in "".join(item.itertext()))
    assert len(party.findall(f".//{ooxml.W}br")) == 5
    assert ooxml.schema_errors(original) == []
    assert rebuild(read_document(original), library).data() == original
    assert compare(read_document(original), bundle).by_hand == ()


def one_school(**fields: Any) -> dict[str, Any]:
    made = data()
    made["documenten"][0] |= {"alleen": {"linde": "De Iep"}, **fields}
    return made


def test_a_document_may_be_of_one_school_of_a_party(library: Library) -> None:
    made = one_school()
    text = text_of(made, library)
    assert "het bevoegd gezag van De Iep te Edam (BRIN 12AB, vestiging 01), hierna: de sch" in text
    assert "tussen De Iep en" in text
    assert "De Esdoorn" not in text.partition("Overwegingen")[0]
    bundle = bundle_of(made, library)
    original = document_bytes(bundle, "samenwerkingsovereenkomst")
    assert rebuild(read_document(original), library).data() == original


def test_the_annex_in_its_file_is_of_the_same_school(library: Library) -> None:
    made = one_school()
    made["documenten"].append(
        {
            "soort": "financiele-bijlage",
            "bij": "samenwerkingsovereenkomst",
            "plaats": "zelfde-bestand",
        }
    )
    parties = [document.parties[0] for document in bundle_of(made, library).documents]
    assert [len(party.items("scholen")) for party in parties] == [1, 1]


def test_a_name_in_a_document_of_one_school_keeps_its_place_in_the_file(library: Library) -> None:
    values = bundle_of(one_school(), library).documents[0].values
    assert values["partijen.linde.scholen.2.naam"].text == "De Iep"
    assert "partijen.linde.scholen.1.naam" not in values


@pytest.mark.parametrize(
    ("only", "place", "hint"),
    [
        ({"linde": ["De Ieb"]}, "documenten.samenwerkingsovereenkomst.alleen.linde.1", "De Iep."),
        ({"lindee": ["De Iep"]}, "documenten.samenwerkingsovereenkomst.alleen", "'linde'"),
        ({"spoor": ["De Iep"]}, "documenten.samenwerkingsovereenkomst.alleen.spoor.1", None),
    ],
)
def test_a_school_that_the_party_does_not_have_is_an_error(
    library: Library, only: dict[str, Any], place: str, hint: str | None
) -> None:
    with pytest.raises(ChoicesError) as caught:
        bundle_of(one_school(alleen=only), library)
    (problem,) = caught.value.problems
    assert str(problem.at).startswith(place)
    assert hint is None or hint in (problem.hint or "")


def test_what_a_signatory_still_lacks_is_put_into_the_file(library: Library) -> None:
    made = data(vertegenwoordigers=[{"naam": "C. Bakker", "functie": "a"}, {"naam": "E. Smit"}])
    text = supplemented(yaml_text(made), "k.yaml", {}, library).text
    parties = parse_choices(text, "k.yaml").parties
    people: Any = parties["linde"].fields["vertegenwoordigers"]
    assert "functie" in people[1]
    assert people[1]["functie"] is None


def test_a_name_that_was_changed_in_word_goes_back_to_its_own_place(library: Library) -> None:
    text = yaml_text(data())
    bundle = bundle_of(data(), library)
    document = document_bytes(bundle, "samenwerkingsovereenkomst")
    assert compare(read_document(document), bundle).by_hand == ()
    changed = edited(document, lambda text: text.replace(">De Iep<", ">De Olm<"))
    fills, left = values_back(read_document(changed), bundle)
    assert left == ()
    assert [(fill.path, fill.typed) for fill in fills] == [
        (("partijen", "linde", "scholen", 1, "naam"), "De Olm")
    ]
    back, _, _ = put_back(text, fills, "k.yaml")
    schools: Any = parse_choices(back, "k.yaml").parties["linde"].fields["scholen"]
    assert [school["naam"] for school in schools] == ["De Esdoorn", "De Olm"]


def test_a_series_has_a_sheet_for_the_schools_of_each_row(library: Library, tmp_path: Path) -> None:
    choices = choices_from_data(data())
    layout = layout_of(choices, library, ["partijen.linde"])
    keys = [column.key for column in layout.main]
    assert "partijen.linde.bevoegd_gezag" in keys
    assert "partijen.linde.naam" not in keys
    assert ("partijen", "linde", "scholen") in layout.others
    book = Workbook()
    sheet = book.active
    sheet.title = "Gegevens"
    sheet.append(["map", "partijen.linde.bevoegd_gezag"])
    sheet.append(["een", "Stichting Een"])
    sheet.append(["twee", None])
    own = book.create_sheet("scholen")
    own.append(["map", "partijen.linde.scholen.naam", "partijen.linde.scholen.plaats"])
    own.append(["een", "De Olm", "Hoorn"])
    own.append(["een", "De Els", None])
    book.save(tmp_path / "tabel.xlsx")
    made = [*run_series(tmp_path / "tabel.xlsx", choices, library, tmp_path / "uit")]
    found = [problem.code for result in made for problem in result.judged.problems]
    assert {*found} == {"open-gegeven", "dagen-of-programma"}
    first, second = (
        as_text((tmp_path / "uit" / name / f"samenwerkingsovereenkomst - {name}.docx").read_bytes())
        for name in ("een", "twee")
    )
    words = "Stichting Een, gevestigd te Purmerend, KvK-nummer 12345678, het bevoegd gezag van "
    assert f"{words}De Olm te Hoorn en De Els (hierna elk: de school)" in first
    assert "De Esdoorn te Purmerend (BRIN 12AB) en De Iep te Edam" in second


def test_a_column_for_one_school_beside_a_list_is_refused_with_its_cell(
    library: Library, tmp_path: Path
) -> None:
    book = Workbook()
    book.active.title = "Gegevens"
    book.active.append(["map", "partijen.linde.naam"])
    book.active.append(["een", "De Olm"])
    book.save(tmp_path / "tabel.xlsx")
    with pytest.raises(TableError) as caught:
        [*run_series(tmp_path / "tabel.xlsx", choices_from_data(data()), library, tmp_path / "u")]
    (problem,) = caught.value.problems
    assert problem.code == "dubbele-vorm"
    assert "B2" in str(problem.source)


@pytest.mark.parametrize(
    ("change", "is_valid"),
    [
        ({}, True),
        ({"naam": "De Iep"}, False),
        ({"scholen": []}, False),
        ({"scholen": [{"nam": "De Iep"}]}, False),
    ],
)
def test_the_schema_knows_the_lists(
    library: Library, change: dict[str, Any], is_valid: bool
) -> None:
    schema = Draft202012Validator(choice_schema(library))
    assert schema.is_valid(data(**change)) is is_valid


INSTELLING = {
    "soort": "instelling",
    "naam": "Beroepscollege De Brug",
    "bevoegd_gezag": "Stichting De Brug",
    "vestigingsplaats": "Zeist",
    "vertegenwoordiger": {"naam": "E. Kok", "functie": "voorzitter"},
}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "ROC Het Spoor | de jongeren die voor de mbo-fase bij haar zijn aangemeld"),
        ([{"instelling": "Het Spoor", "jongeren": "wie techniek kiest"}], "| wie techniek kiest"),
    ],
)
def test_with_two_instellingen_a_table_says_who_enrols_whom(
    library: Library, rows: list[dict[str, str]], words: str
) -> None:
    made = agreement()
    assert "reikt het mbo-diploma uit aan" not in text_of(made, library)
    made["partijen"]["brug"] = INSTELLING
    made["documenten"][0]["gegevens"]["verdeling_instellingen"] = rows
    text = text_of(made, library)
    assert "Instelling | Schrijft in en reikt het mbo-diploma uit aan" in text
    assert words in text


def pupil(**leerling: Any) -> dict[str, Any]:
    """An agreement of a pupil, a school and a company."""
    parties = {**agreement()["partijen"], "leerling": {"naam": "S. Vermeer", **leerling}}
    del parties["spoor"]
    parties["garage"] = {"soort": "leerbedrijf", "naam": "De Zuiger"}
    values = {"leerling_minderjarig": "ja" if "vertegenwoordiger" in leerling else "nee"}
    documents = [{"soort": "leer-werkovereenkomst", "gegevens": values}]
    return {"bundel": "B", "partijen": parties, "documenten": documents}


def test_a_pupil_of_eighteen_signs_alone_and_its_parents_get_no_word(library: Library) -> None:
    text = as_text(docx_of(pupil(soort="persoon"), library, "leer-werkovereenkomst"))
    assert "S. Vermeer, hierna: de leerling;" in text
    assert "S. Vermeer | Plaats:" in text
    about = [line for line in text.splitlines() if "ouders" in line]
    assert [line for line in about if "goedvindt" not in line and "ouders wel" not in line] == []


def test_a_minor_signs_with_a_parent_and_is_one_party(library: Library) -> None:
    parent = {"naam": "T. Vermeer", "functie": "ouder met gezag"}
    made = pupil(soort="persoon", vertegenwoordiger=parent)
    text = as_text(docx_of(made, library, "leer-werkovereenkomst"))
    assert "S. Vermeer | Plaats:" in text
    assert "S. Vermeer / T. Vermeer / ouder met gezag | Plaats:" in text
    assert "ondertekend in drievoud" in text
    assert "meteen aan de school en de ouders weten" in text


def test_who_writes_a_pupil_as_before_is_told_of_the_person_when_something_is_open(
    library: Library,
) -> None:
    made = pupil(soort="overig", aanduiding="de leerling")
    asked = [
        problem
        for problem in check_bundle(bundle_of(made, library))
        if "vertegenwoordiger" in problem.message
    ]
    assert "{soort: persoon, naam: " in (asked[0].hint or "")


def test_what_another_party_undertakes_stands_in_a_table(library: Library) -> None:
    made = agreement()
    made["partijen"]["stad"] = {"soort": "gemeente", "naam": "de gemeente Zeist"}
    made["documenten"][0]["keuzes"] = {"inbreng-partijen": "per-partij"}
    rows = [{"partij": "de gemeente Zeist", "inbreng": "vervoer", "wanneer": "elk jaar"}]
    made["documenten"][0]["gegevens"]["inbreng_partijen"] = rows
    text = text_of(made, library)
    assert "de gemeente Zeist | vervoer | elk jaar" in text
    assert "hierna: de gemeente;" in text


def board(number: int, schools: int = 1, signing: int = 1) -> dict[str, Any]:
    """A legal person with so many schools and signatories."""
    return {
        "soort": "school",
        "bevoegd_gezag": f"Stichting {number}",
        "vestigingsplaats": "Edam",
        "scholen": [{"naam": f"School {number}.{at}"} for at in range(schools)],
        "vertegenwoordigers": [
            {"naam": f"A. Bos {number}.{at}", "functie": "bestuurder"} for at in range(signing)
        ],
    }


@pytest.mark.parametrize(
    ("kind", "boards", "signatures", "originals"),
    [
        ("convenant", [board(1)], 2, "tweevoud"),
        ("convenant", [board(1), board(2)], 3, "drievoud"),
        ("netwerkconvenant", [board(at) for at in range(25)], 26, "zesentwintigvoud"),
        ("convenant", [board(1, schools=12)], 2, "tweevoud"),
        ("convenant", [board(1, signing=4)], 5, "tweevoud"),
    ],
    ids=["twee", "drie", "zesentwintig", "twaalf-scholen", "vier-tekenen"],
)
def test_a_document_has_a_place_for_every_signature_and_an_original_for_every_party(
    library: Library, kind: str, boards: list[dict[str, Any]], signatures: int, originals: str
) -> None:
    parties = {f"s{number}": item for number, item in enumerate(boards)}
    made = {
        "bundel": "B",
        "partijen": {**parties, "brug": INSTELLING},
        "documenten": [{"soort": kind}],
    }
    document = docx_of(made, library, kind)
    assert ooxml.schema_errors(document) == []
    text = as_text(document)
    assert text.count("Handtekening:") == signatures
    assert f"ondertekend in {originals}." in text
    assert text.count("hierna, samen met") == (2 if len(boards) == 2 else 0)


def test_a_regulation_of_one_legal_person_names_its_school_and_its_instelling(
    library: Library,
) -> None:
    party = {**board(1), "instellingen": [{"naam": "Mbo Het Veen"}]}
    made = {"bundel": "B", "partijen": {"a": party}, "documenten": [{"soort": "interne-regeling"}]}
    text = as_text(docx_of(made, library, "interne-regeling"))
    assert "van School 1.0 (hierna: de school) en van Mbo Het Veen (hierna: de instelling)" in text
    assert "\ntussen Stichting" not in text
