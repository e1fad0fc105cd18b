"""What the texts and tables of the library take from the law, in its state of 1 August 2026."""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import Any, cast

import pytest

from dlr_docs import check_bundle, document_bytes
from dlr_docs.basis.problems import ChoicesError, Severity
from dlr_docs.build.pipeline import build_with_warnings
from dlr_docs.choices.file import choices_from_data
from dlr_docs.choices.schema import choice_schema
from dlr_docs.model.declared.tables import numbers
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text
from tests.samples import agreement, bundle_of
from tools.wetgeving import RESULT, manual

# Total, guided and practice hours of a leerroute (2.107h and 2.107i WVO 2020; 9.1.10 and 9.1.11 WEB).
HOURS = {
    ("bol", 2): (2000, 1200, 250),
    ("bol", 3): (3000, 2200, 250),
    ("bol", 4): (4000, 2700, 500),
    ("bol", 5): (5000, 3200, 750),
    ("bol", 6): (6000, 3700, 1000),
    ("bbl", 2): (1850, 900, 610),
    ("bbl", 3): (2850, 2200, 610),
    ("bbl", 4): (3700, 2400, 1220),
    ("bbl", 5): (4550, 2600, 1830),
    ("bbl", 6): (5400, 2800, 2300),
}
# The same until 1 August 2026, for groups that had begun (12.4c.2 WEB); those of bbl did not change.
EARLIER = HOURS | {
    ("bol", 2): (2000, 1400, 250),
    ("bol", 3): (3000, 2400, 250),
    ("bol", 4): (4000, 2950, 450),
    ("bol", 5): (5000, 3500, 900),
    ("bol", 6): (6000, 4050, 1350),
}


def of_leerroute(kind: str = "samenwerkingsovereenkomst", **values: Any) -> dict[str, Any]:
    data = agreement()
    data["documenten"][0]["soort"] = kind
    data["documenten"][0]["gegevens"] |= values
    return data


def training(level: str, way: str = "bol") -> dict[str, str]:
    return {"naam": "Autotechnicus", "crebo": "25879", "niveau": level, "leerweg": way}


def codes(data: dict[str, Any], library: Library) -> set[str]:
    return {problem.code for problem in check_bundle(bundle_of(data, library))}


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2026, 7, 31), EARLIER), (date(2026, 8, 1), HOURS)]
)
def test_the_hours_are_those_of_the_law(
    library: Library, day: date, expected: dict[tuple[str, int], tuple[int, ...]]
) -> None:
    found = {
        (str(row["leerweg"]), int(str(row["duur"].raw).split()[0])): tuple(
            row[name].raw for name in ("totaal", "begeleid", "bpv")
        )
        for row in cast(Any, library.tables["onderwijstijd"].on(day).rows)
    }
    assert found == expected


def programme(variant: str) -> dict[str, Any]:
    data = of_leerroute(duur_leerroute="4 jaar")
    data["gegevens"] |= data["documenten"][0].pop("gegevens")
    annex = {
        "soort": "onderwijs-en-examenprogramma",
        "bij": "samenwerkingsovereenkomst",
        "keuzes": {"programma-onderwijstijd": variant},
    }
    data["documenten"].append(annex)
    return data


@pytest.mark.parametrize(
    ("variant", "row"),
    [
        ("minimum", "Wettelijk minimum | 2.700 | 500 | – | 4.000"),
        ("overgang", "Minimum van toen | 2.950 | 450 | – | 4.000"),
    ],
)
def test_a_programme_prints_the_hours_of_its_leerweg_and_length(
    library: Library, variant: str, row: str
) -> None:
    bundle = bundle_of(programme(variant), library)
    assert row in as_text(document_bytes(bundle, "onderwijs-en-examenprogramma"))


def test_no_text_allows_fewer_hours_than_the_minimum(library: Library) -> None:
    texts = (clause.text for topic in library.clauses.values() for clause in topic.values())
    assert not [text for text in texts if "inder uren is alleen mogelijk" in text]


@pytest.mark.parametrize(
    ("level", "length", "wrong"),
    [
        ("2", "2 jaar", False),
        ("2", "5 jaar", True),
        ("3", "3 jaar", False),
        ("3", "2 jaar", True),
        ("3", "6 jaar", True),
        ("4", "3 jaar", True),
        ("4", "6 jaar", False),
    ],
)
def test_the_length_of_a_leerroute_fits_its_level(
    library: Library, level: str, length: str, wrong: bool
) -> None:
    data = of_leerroute(opleiding=training(level), duur_leerroute=length)
    assert ("duur-niveau" in codes(data, library)) is wrong


def test_a_length_that_the_law_has_no_hours_for_is_refused(library: Library) -> None:
    with pytest.raises(ChoicesError):
        bundle_of(of_leerroute(duur_leerroute="10 jaar"), library)


@pytest.mark.parametrize(
    ("study", "length", "found"),
    [
        ("twee", "3 jaar", set()),
        ("drie", "3 jaar", {"duur-studieduur"}),
        ("een", "3 jaar", {"studieduur-niveau"}),
    ],
)
def test_the_length_of_the_training_bounds_that_of_the_leerroute(
    library: Library, study: str, length: str, found: set[str]
) -> None:
    data = of_leerroute(studieduur_opleiding=study, duur_leerroute=length)
    assert codes(data, library) & {"duur-studieduur", "studieduur-niveau"} == found


@pytest.mark.parametrize(
    ("way", "profile", "wrong"),
    [
        ("tl", "Techniek", False),
        ("tl", "Produceren, Installeren en Energie", True),
        ("tl", "Groen", False),
        ("kb", "Techniek", True),
        ("gl", "Dienstverlening en Producten", False),
    ],
)
def test_a_profile_is_one_of_its_leerweg(
    library: Library, way: str, profile: str, wrong: bool
) -> None:
    data = of_leerroute(leerweg_vmbo=way, profiel=profile, opleiding=training("4"))
    assert ("profiel-leerweg" in codes(data, library)) is wrong


@pytest.mark.parametrize(("level", "wrong"), [("2", False), ("3", True)])
def test_an_integrated_route_leads_to_level_two_only(
    library: Library, level: str, wrong: bool
) -> None:
    data = of_leerroute("samenwerkingsovereenkomst-geintegreerd", opleiding=training(level))
    del data["documenten"][0]["gegevens"]["leerweg_vmbo"]
    assert ("geintegreerd-niveau" in codes(data, library)) is wrong


@pytest.mark.parametrize(
    ("topic", "duty"),
    [
        ("inschrijving", "plicht-inschrijving"),
        ("looptijd", "plicht-melding"),
        ("examinering", "plicht-examens"),
        ("klachten", "plicht-klachten"),
    ],
)
def test_a_duty_of_the_law_that_no_clause_carries_is_named(
    library: Library, topic: str, duty: str
) -> None:
    data = of_leerroute()
    assert duty not in codes(data, library)
    data["documenten"][0]["keuzes"] = {topic: "geen", "verzuim": "geen"}
    assert duty in codes(data, library)


def test_an_addendum_to_a_convenant_may_lead_from_gl_to_level_three(library: Library) -> None:
    data = of_leerroute("addendum", leerweg_vmbo="gl", opleiding=training("3"))
    data["documenten"][0]["bij"] = "convenant"
    data["documenten"].insert(0, {"soort": "convenant"})
    assert "leerweg-niveau" not in codes(data, library)


def test_every_row_of_the_law_was_read_in_a_named_text(library: Library) -> None:
    rows = library.law.references.values()
    assert all("toestand" in row.checked_in for row in rows)


def test_an_interne_regeling_knows_no_medezeggenschapsraad(library: Library) -> None:
    """The WMS does not apply in a verticale scholengemeenschap (2.6.3, second paragraph, WEB)."""
    data = of_leerroute("interne-regeling")
    data["documenten"][0]["gegevens"] |= {"verwantschap": "kwalificatie"}
    text = as_text(document_bytes(bundle_of(one_board(data), library), "interne-regeling"))
    assert "medezeggenschapsraad" not in text
    assert "studentenraad: de studentenraad van de scholengemeenschap" in text


def one_board(data: dict[str, Any]) -> dict[str, Any]:
    """The same with one party, as an interne regeling has."""
    school = next(key for key, party in data["partijen"].items() if party["soort"] == "school")
    data["partijen"] = {school: data["partijen"][school]}
    return data


def test_what_the_law_fixes_is_not_asked(library: Library) -> None:
    values = [
        (name, value)
        for topic in library.clauses.values()
        for clause in topic.values()
        for name, value in clause.values.items()
    ]
    assert not [name for name, value in values if "niets te kiezen" in (value.help or "")]
    assert not [name for name, value in values if len(value.options or ()) == 1]


def test_the_terms_of_a_verklaring_omtrent_het_gedrag_are_those_of_the_law(
    library: Library,
) -> None:
    """Twenty-six weeks for the school (7.3 WVO 2020), six months for the instelling (4.2.1 WEB)."""
    row = library.tables["vog"].latest.rows[0]
    assert (str(row["school"]), str(row["instelling"])) == ("26\u00a0weken", "zes maanden")


def test_no_text_types_a_number_of_a_table(library: Library) -> None:
    """Numbers from a hundred up; smaller ones mean other things as well."""
    known = set(itertools.chain.from_iterable(map(numbers, library.tables.values())))
    large = {format(number, ",").replace(",", ".") for number in known if number >= 100}
    large |= {str(number) for number in known if number >= 100}
    assert {"1.280", "640", "3700"} <= large
    wrong = {
        clause.id: found
        for clause in library.all_clauses()
        if (found := large & set(re.findall(r"\d[\d.]*\d", clause.text)))
    }
    assert wrong == {}
    helps = " ".join(filter(None, (value.help for value in library.values.values())))
    assert "Ten minste 640 en ten hoogste 1.280." in helps
    typed = (library.path / "clauses" / "gegevens.yaml").read_text(encoding="utf-8")
    assert not large & set(
        re.findall(r"(?<![-\w])\d[\d.]*\d", re.sub(r"standaard: .*|voorbeeld: .*", "", typed))
    )


@pytest.mark.parametrize("name", ["jaarlijkse-selectie", "gemotiveerde-leerlingen"])
def test_orientation_alone_is_no_ground_to_learn_elsewhere(library: Library, name: str) -> None:
    """Enrichment, deepening and orientation together, or parts of a training (2.57, 1 b)."""
    text = " ".join(library.clauses["doelgroep"][name].text.split())
    assert "verrijking, verdieping en oriëntatie, of door onderdelen" in text


def test_drafting_notes_and_sources_name_no_file(library: Library) -> None:
    for topic in library.clauses.values():
        for clause in topic.values():
            assert ".md" not in " ".join([clause.note, *clause.origin])


def year(number: str, guided: str = "1000", **more: Any) -> dict[str, Any]:
    part = {
        "onderdeel": "Nederlands",
        "soort": "vo",
        "uren_vo": guided,
        "uren_mbo": "0",
        "verzorger": "school",
        "locatie": "De Linde",
    }
    return {"leerjaar": number, "onderdelen": [part | more], "examens": [], "uren_bpv": "200"}


def with_years(variant: str, *years: dict[str, Any], **values: Any) -> dict[str, Any]:
    data = programme(variant)
    data["documenten"][1]["gegevens"] = {"leerjaren_programma": [*years], **values}
    return data


@pytest.mark.parametrize(
    ("variant", "guided", "wrong"),
    [
        ("minimum", "700", False),  # 2.800 of 2.700 guided, 4.000 of 4.000 in all
        ("minimum", "600", True),
        ("overgang", "700", True),  # 2.950 then
        ("overgang", "800", False),
    ],
)
def test_a_programme_counts_up_to_the_minimum_that_it_declares(
    library: Library, variant: str, guided: str, wrong: bool
) -> None:
    years = [year(str(number), guided) | {"uren_overig": "300"} for number in range(1, 5)]
    data = with_years(variant, *years)
    assert ("uren-onder-het-minimum" in codes(data, library)) is wrong


@pytest.mark.parametrize(("number", "wrong"), [("1", False), ("3", False), ("4", True)])
def test_a_central_exam_falls_in_the_years_of_the_law(
    library: Library, number: str, wrong: bool
) -> None:
    exam = {"examen": "Nederlands", "soort": "centraal", "vorm": "schriftelijk", "periode": "mei"}
    data = with_years("minimum", year(number) | {"examens": [exam]})
    assert ("centraal-examen-leerjaar" in codes(data, library)) is wrong


@pytest.mark.parametrize(("kind", "wrong"), [("vo", True), ("overstijgend", False)])
def test_a_team_gives_only_what_crosses_subjects(library: Library, kind: str, wrong: bool) -> None:
    data = with_years("minimum", year("1", soort=kind, bevoegdheid="team"))
    assert ("team-onderdeel" in codes(data, library)) is wrong


@pytest.mark.parametrize(("day", "wrong"), [("2026-07-31", False), ("2026-08-01", True)])
def test_only_a_cohort_from_before_the_change_keeps_the_old_hours(
    library: Library, day: str, wrong: bool
) -> None:
    data = with_years("overgang", year("1"), start_lichting=day)
    assert ("overgang-lichting" in codes(data, library)) is wrong


@pytest.mark.parametrize(("years", "wrong"), [("2025-2026", False), ("2026-2027", True)])
def test_the_agreement_names_only_cohorts_from_before_the_change(
    library: Library, years: str, wrong: bool
) -> None:
    data = of_leerroute(lichtingen_oude_uren=[years])
    variants = ["gezamenlijk-programma", "overgang-onderwijstijd"]
    data["documenten"][0]["keuzes"] = {"inrichting": variants}
    assert ("overgang-lichting" in codes(data, library)) is wrong


def test_an_agreement_from_before_the_change_prints_the_hours_of_then(library: Library) -> None:
    data = programme("minimum")
    data["gegevens"]["ingangsdatum"] = "2026-02-01"
    text = as_text(document_bytes(bundle_of(data, library), "onderwijs-en-examenprogramma"))
    assert "Wettelijk minimum | 2.950 | 450 | – | 4.000" in text


def test_a_profile_that_its_leerweg_lacks_is_told_with_the_right_ones(
    library: Library,
) -> None:
    data = of_leerroute(leerweg_vmbo="tl", profiel="Economie en Ondernemen")
    (found,) = [
        problem
        for problem in check_bundle(bundle_of(data, library))
        if problem.code == "profiel-leerweg"
    ]
    assert found.severity is Severity.WARNING
    assert "Techniek of Zorg en Welzijn of Economie of Groen" in (found.hint or "")
    assert (found.at or "").endswith("gegevens.profiel")


def test_the_page_about_the_law_is_the_one_that_the_library_gives(library: Library) -> None:
    assert RESULT.read_text(encoding="utf-8") == manual(library), "make wetgeving"


def test_every_law_has_the_state_in_which_its_rows_were_read(library: Library) -> None:
    for row in library.law.references.values():
        day = library.law.states[row.law]
        assert f"toestand {day.day}-{day.month}-{day.year}" in row.checked_in, row.id
        assert row.valid_from <= day <= row.checked_on, row.id


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("geldigheid_verklaring_gedrag", "hoe oud een verklaring"),
        ("slaagnorm_traject", "wanneer een leerling"),
    ],
)
def test_an_old_choice_file_hears_what_came_instead(
    library: Library, name: str, words: str
) -> None:
    choices = choices_from_data(of_leerroute(**{name: "2"}))
    _, problems = build_with_warnings(choices, library)
    (found,) = [item for item in problems if item.code == "vervallen-gegeven"]
    assert "bestaat niet meer" in found.message
    assert words in (found.hint or "")


def test_the_year_of_the_diploma_counts_under_its_old_name(library: Library) -> None:
    choices = choices_from_data(of_leerroute(vmbo_examen_uiterlijk_leerjaar="2"))
    bundle, problems = build_with_warnings(choices, library)
    assert "vervallen-naam" in {item.code for item in problems}
    said = as_text(document_bytes(bundle, bundle.documents[0].id)).replace("\u00a0", " ")
    assert "uiterlijk in leerjaar 2" in said


def test_the_schema_offers_the_profiles_of_the_chosen_leerweg(library: Library) -> None:
    conditions = choice_schema(library)["properties"]["gegevens"]["allOf"]
    found = {
        item["if"]["properties"]["leerweg_vmbo"]["const"]: item["then"]["properties"]["profiel"]
        for item in conditions
    }
    assert found.keys() == {"bb", "kb", "gl", "tl"}
    one, several = found["tl"]["anyOf"]
    assert one == {"enum": ["Techniek", "Zorg en Welzijn", "Economie", "Groen", None]}
    assert several == {"type": "array"}
    assert len(found["gl"]["anyOf"][0]["enum"]) == 11
