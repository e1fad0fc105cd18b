"""Several programmes, leerwegen and profiles in the documents of our own library."""

from __future__ import annotations

from typing import Any

import pytest

from dlr_docs import build_bundle, check_bundle, choices_from_data, document_bytes
from dlr_docs.basis.problems import ChoicesError, Problem
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text
from tests.samples import agreement

pytestmark = pytest.mark.bibliotheek

ONE = {"naam": "Technicus", "crebo": "25979", "niveau": "4", "leerweg": "bol"}


def leerroute(**values: Any) -> dict[str, Any]:
    data = agreement()
    usual = {"leerweg_vmbo": "tl", "profiel": "Techniek", "duur_leerroute": "5 jaar"}
    own = dict(data["documenten"][0]["gegevens"])
    if "opleidingen" in values:
        own.pop("opleiding")
    data["documenten"][0]["gegevens"] = {**own, **usual, **values}
    return data


def found(data: dict[str, Any], library: Library) -> list[Problem]:
    problems = check_bundle(build_bundle(choices_from_data(data), library))
    return [item for item in problems if item.code not in ("open-gegeven", "dagen-of-programma")]


def text_of(data: dict[str, Any], library: Library) -> str:
    bundle = build_bundle(choices_from_data(data), library)
    return as_text(document_bytes(bundle, bundle.documents[0].id)).replace("\u00a0", " ")


def test_one_programme_in_two_mbo_leerwegen(library: Library) -> None:
    data = leerroute(opleiding={**ONE, "leerweg": ["bol", "bbl"]})
    assert found(data, library) == []
    assert "in de beroepsopleidende leerweg of beroepsbegeleidende leerweg" in text_of(
        data, library
    )


def test_two_leerwegen_to_one_level_that_both_lead_to(library: Library) -> None:
    data = leerroute(opleiding=ONE, leerweg_vmbo=["kb", "tl"], profiel=["Techniek", "Groen"])
    assert found(data, library) == []
    text = text_of(data, library)
    assert "a. uit de kaderberoepsgerichte leerweg naar een opleiding op niveau 3 of 4;" in text
    assert "b. uit de theoretische leerweg naar een opleiding op niveau 4." in text


def test_each_level_needs_a_leerweg_and_each_leerweg_a_level(library: Library) -> None:
    three = {**ONE, "niveau": "3", "duur": "4 jaar"}
    right = leerroute(opleidingen=[ONE, three], leerweg_vmbo=["kb", "tl"], profiel="Groen")
    assert [item for item in found(right, library) if item.severity == "fout"] == []
    wrong = leerroute(opleidingen=[ONE, {**three, "niveau": "2", "duur": "3 jaar"}])
    assert [item.code for item in found(wrong, library)] == ["leerweg-niveau"]


def test_every_programme_has_a_duration_that_fits_its_level(library: Library) -> None:
    other = {**ONE, "naam": "Vakexpert", "crebo": "25980"}
    short = {**other, "niveau": "4", "duur": "2 jaar"}
    (problem,) = found(leerroute(opleidingen=[ONE, short]), library)
    assert problem.code == "duur-niveau"
    assert problem.at.endswith("opleidingen.2.duur")
    both = leerroute(opleidingen=[ONE, other], duur_leerroute="2 jaar")
    (shared,) = (item for item in found(both, library) if item.code == "duur-niveau")
    assert shared.at.endswith("gegevens.duur_leerroute")


def test_without_crebo_and_of_a_whole_domain(library: Library) -> None:
    none = text_of(leerroute(opleiding={**ONE, "crebo": "n.v.t."}), library)
    assert "met de opleiding Technicus op niveau 4" in none
    assert "crebonummer n.v.t." not in none
    domain = {**ONE, "crebo": "geen", "domein": "Bouw en infra"}
    assert "uit het opleidingsdomein Bouw en infra op niveau 4" in text_of(
        leerroute(opleiding=domain), library
    )


def test_more_of_them_stand_in_a_table(library: Library) -> None:
    text = text_of(
        leerroute(opleidingen=[ONE, {**ONE, "naam": "Expert", "crebo": "geen"}]), library
    )
    assert "Technicus | 25979 | 4 | beroepsopleidende leerweg | vijf jaar" in text
    assert "Expert | geen | 4 | beroepsopleidende leerweg | vijf jaar" in text
    assert "met een van de opleidingen in de tabel bij dit artikel" in text


def test_the_old_ways_say_how_it_is_written_now(library: Library) -> None:
    for values in (
        {"opleiding": [ONE, ONE]},
        {"opleiding": {**ONE, "leerweg": "bol en bbl"}},
    ):
        with pytest.raises(ChoicesError) as caught:
            build_bundle(choices_from_data(leerroute(**values)), library)
        assert "[" in (caught.value.problems[0].hint or "")


def test_what_is_a_condition_is_not_stated_as_done(library: Library) -> None:
    data = leerroute(opleiding=ONE, voorwaarden_vooraf=["advies", "goedkeuring"])
    data["documenten"][0]["keuzes"] = {"voorwaarden": "opschortend"}
    text = text_of(data, library)
    assert "voor advies voorleggen aan de medezeggenschapsraad" in text
    assert "hebben voorgelegd" not in text
    assert "gaat pas gelden als aan al deze voorwaarden is voldaan:" in text


def test_an_addendum_for_the_theoretische_leerweg_has_no_keuzevakken(library: Library) -> None:
    data = leerroute(opleiding=ONE)
    data["documenten"].append(
        {
            "soort": "addendum",
            "bij": "samenwerkingsovereenkomst",
            "gegevens": {"leerweg_vmbo": "tl"},
        }
    )
    bundle = build_bundle(choices_from_data(data), library)
    assert "keuzevak" not in as_text(document_bytes(bundle, "addendum"))
    assert "keuzevakken_addendum.1" not in bundle.document("addendum").values
