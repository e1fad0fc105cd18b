"""What the texts and tables of the library take from the law, in its state of 1 August 2026."""

from __future__ import annotations

from typing import Any

import pytest

from dlr_docs import check_bundle, document_bytes
from dlr_docs.basis.problems import ChoicesError
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text
from tests.samples import agreement, bundle_of

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
    ("variant", "table", "expected"),
    [
        ("minimum", "wettelijke_onderwijstijd", HOURS),
        ("overgang", "onderwijstijd_voor_wijziging", EARLIER),
    ],
)
def test_the_hours_are_those_of_the_law(
    library: Library, variant: str, table: str, expected: dict[tuple[str, int], tuple[int, ...]]
) -> None:
    clause = library.clauses["programma-onderwijstijd"][variant]
    rows: Any = clause.values[table].default
    found = {
        (row["leerweg"], int(row["duur"].split()[0])): tuple(
            int(row[name]) for name in ("totaal", "begeleid", "bpv")
        )
        for row in rows
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
    text = library.clauses["vog"]["vooraf"].text
    assert "26 weken" in text
    assert "zes maanden" in text


@pytest.mark.parametrize("name", ["jaarlijkse-selectie", "gemotiveerde-leerlingen"])
def test_orientation_alone_is_no_ground_to_learn_elsewhere(library: Library, name: str) -> None:
    """Enrichment, deepening and orientation together, or parts of a training (2.57, 1 b)."""
    text = " ".join(library.clauses["doelgroep"][name].text.split())
    assert "verrijking, verdieping en oriëntatie, of door onderdelen" in text


def test_drafting_notes_and_sources_name_no_file(library: Library) -> None:
    for topic in library.clauses.values():
        for clause in topic.values():
            assert ".md" not in " ".join([clause.note, *clause.origin])
