"""Choice files that ask for what cannot be agreed, and what the program says of each."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest

from dlr_docs import check_bundle
from dlr_docs.basis.problems import DlrDocsError, Problem
from dlr_docs.build.checks.coverage import open_values
from dlr_docs.build.pipeline import build_with_warnings
from dlr_docs.build.writing import document_bytes
from dlr_docs.choices.file import choices_from_data
from dlr_docs.model.declared.rules import Unique
from dlr_docs.model.library import Library
from dlr_docs.model.values import ValueType
from dlr_docs.word.read.lines import as_text
from tests.samples import agreement
from tests.texts import texts_of


def leerroute(variants: dict[str, Any] | None = None, **values: Any) -> dict[str, Any]:
    """A definitive agreement about a leerroute, complete but for what is changed in it."""
    data = copy.deepcopy(agreement())
    data["status"] = "definitief"
    data["documenten"][0].setdefault("keuzes", {}).update(variants or {})
    usual = {
        "duur_leerroute": "4 jaar",
        "locaties_leerroute": ["Vakcollege De Linde in Amersfoort"],
    }
    data["documenten"][0]["gegevens"] |= usual | values
    return data


def found(data: dict[str, Any], library: Library) -> list[Problem]:
    """All that is told about a choice file, whichever stage says it."""
    try:
        bundle, told = build_with_warnings(choices_from_data(data), library)
        return [*told, *check_bundle(bundle)]
    except DlrDocsError as exc:
        return list(exc.problems)


def errors(data: dict[str, Any], library: Library) -> list[str]:
    return [item.code for item in found(data, library) if str(item.severity) == "fout"]


def shown(data: dict[str, Any], library: Library, document: int = 0) -> str:
    bundle, _ = build_with_warnings(choices_from_data(data), library)
    name = bundle.documents[document].id
    return " ".join(as_text(document_bytes(bundle, name)).replace("\u00a0", " ").split())


def test_the_agreement_itself_is_in_order(library: Library) -> None:
    assert errors(leerroute(), library) == []


COMPANY = {
    "keuzevak_bedrijf": "Robotica",
    "keuzevak_bedrijven": ["Machinefabriek De As", "Installatiebedrijf Warmtewerk"],
}


def test_a_subject_taught_in_a_company_is_no_part_in_the_leerroute(library: Library) -> None:
    data = leerroute({"bedrijfsleven": "keuzevak-in-bedrijf"}, **COMPANY)
    (problem,) = [item for item in found(data, library) if str(item.severity) == "fout"]
    assert problem.code == "wettelijk-onderwerp"
    assert "onderdeel g, WVO 2020" in problem.message.replace("\u00a0", " ")
    assert "bedrijfsleven/keuzevak-in-bedrijf" not in str(problem.hint)
    beside = leerroute({"bedrijfsleven": ["adviesgroep", "keuzevak-in-bedrijf"]}, **COMPANY)
    assert errors(beside, library) == []


@pytest.mark.parametrize(("year", "words"), [(2, "twee"), (3, "drie")])
def test_exams_are_spread_over_the_years_until_the_diploma(
    library: Library, year: int, words: str
) -> None:
    said = shown(leerroute(leerjaar_vmbo_diploma=str(year)), library)
    assert f"gespreid over de eerste {words} leerjaren, binnen" in said
    assert f"uiterlijk in leerjaar {year} van de leerroute" in said
    assert "meldt de school de mbo-student in het derde leerjaar van de leerroute aan" in said
    assert "leerjaar 2 van de leerroute aan" not in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("profiel", "PM"),
        ("leerweg_vmbo", "n.v.t."),
        ("duur_leerroute", "nader te bepalen"),
        ("ingangsdatum", "n.t.b."),
        ("opleiding", {"naam": "Autotechnicus", "crebo": "PM", "niveau": "-", "leerweg": "bol"}),
    ],
)
def test_words_that_say_nothing_are_no_content_of_any_kind(
    library: Library, name: str, value: Any
) -> None:
    data = leerroute(**{name: value})
    assert set(errors(data, library)) == {"open-gegeven"}
    draft = {**data, "status": "concept"}
    bundle, _ = build_with_warnings(choices_from_data(draft), library)
    paths = {item.value.path.partition(".")[0] for item in open_values(bundle.documents[0])}
    assert paths == {name}


def test_a_wrong_value_hides_nothing_else(library: Library) -> None:
    data = leerroute(
        leerweg_vmbo="kb",
        profiel="Groen",
        duur_leerroute="2 jaar",
        opleiding={"naam": "Hovenier", "crebo": "25459", "niveau": "4", "leerweg": "bol"},
        leerjaar_vmbo_diploma="nul",
    )
    assert errors(data, library) == ["verkeerde-waarde", "duur-niveau"]


LIABILITY = {"aansprakelijkheid": "eigen-deel"}


def test_a_maximum_and_a_term_stand_only_where_parties_agreed_them(library: Library) -> None:
    bare = leerroute(LIABILITY)
    assert errors(bare, library) == []
    said = shown(bare, library)
    assert "Het maximum geldt niet voor" not in said
    assert "verliest het recht op vergoeding" not in said
    agreed = leerroute(LIABILITY, aansprakelijkheid_maximum="250000", vervaltermijn_schade="1 jaar")
    said = shown(agreed, library)
    assert "De vergoeding is ten hoogste € 250.000,00 per gebeurtenis" in said
    assert "niet binnen één jaar nadat zij die heeft ontdekt" in said


OPTIONAL = {
    "contactpersonen": "tabel",
    "communicatie": "informatie-aan-ouders",
    "schorsing-en-verwijdering": "per-inschrijving",
    "vog": "vooraf",
    "kwaliteitszorg": "jaarlijkse-cyclus",
    "verzekering": "ieder-eigen",
    "intellectueel-eigendom": "over-en-weer-gebruik",
    "overmacht": "melden-en-herstellen",
    "rangorde": "volgorde",
    **LIABILITY,
}


def test_an_integrated_route_has_the_optional_topics_of_any_leerroute(library: Library) -> None:
    ordinary, integrated = (
        {item.topic for item in library.outlines[kind].topics}
        for kind in ("samenwerkingsovereenkomst", "samenwerkingsovereenkomst-geintegreerd")
    )
    assert set(OPTIONAL) <= ordinary & integrated
    data = leerroute(OPTIONAL)
    data["documenten"][0]["soort"] = "samenwerkingsovereenkomst-geintegreerd"
    assert "onbekend-onderwerp" not in errors(data, library)


def elsewhere(**values: Any) -> dict[str, Any]:
    """A convenant with an addendum."""
    data = leerroute()
    data["status"] = "concept"
    data["documenten"] = [
        {"soort": "convenant", "gegevens": {"regio": "Eemland"}},
        {"soort": "addendum", "bij": "convenant", "gegevens": values},
    ]
    return data


def lessons(*hours: int) -> list[dict[str, str]]:
    return [
        {"onderdeel": "Praktijk", "leerjaar": str(3 + year), "uren": str(number)}
        for year, number in enumerate(hours)
    ]


@pytest.mark.parametrize(("hours", "wrong"), [((900, 950), False), ((900, 951), True)])
def test_no_more_than_half_of_the_hours_is_elsewhere(
    library: Library, hours: tuple[int, ...], wrong: bool
) -> None:
    data = elsewhere(onderwijsactiviteiten=lessons(*hours))
    told = [item for item in found(data, library) if item.code == "elders-hoogstens-de-helft"]
    assert bool(told) is wrong
    if told:
        message = told[0].message.replace("\u00a0", " ")
        assert "samen 1.851 klokuren" in message
        assert "artikel 2.57, tweede lid, Uitvoeringsbesluit WVO 2020" in message


@pytest.mark.parametrize(("days", "told"), [(2, False), (3, True)])
def test_more_than_half_of_the_week_elsewhere_is_told(
    library: Library, days: int, told: bool
) -> None:
    week = ["maandag", "dinsdag", "donderdag"][:days]
    codes = {item.code for item in found(elsewhere(lesdagen=week), library)}
    assert ("elders-dagen" in codes) is told


def test_the_old_hours_of_an_article_raise_no_doubt_before_the_change(library: Library) -> None:
    for day, known in (("2026-03-01", True), ("2025-03-01", False)):
        data = leerroute() | {"gegevens": {"ingangsdatum": day}}
        told = [item.message for item in found(data, library) if item.code == "wet-niet-geldig"]
        assert any("2.107h" in message for message in told) is not known


def test_old_hours_without_a_joint_decision_are_told(library: Library) -> None:
    data = leerroute()
    annex = {
        "soort": "onderwijs-en-examenprogramma",
        "bij": "samenwerkingsovereenkomst",
        "keuzes": {"programma-onderwijstijd": "overgang"},
    }
    data["documenten"] = [*data["documenten"], annex]
    assert "overgang-besluit" in {item.code for item in found(data, library)}
    both = ["gezamenlijk-programma", "overgang-onderwijstijd"]
    data["documenten"][0]["keuzes"]["inrichting"] = both
    assert "overgang-besluit" not in {item.code for item in found(data, library)}


@pytest.mark.parametrize(
    ("topic", "variant", "twice"),
    [
        ("vog", "vooraf", "Zonder verklaring is inzet niet mogelijk"),
        (
            "schorsing-en-verwijdering",
            "per-inschrijving",
            "Over schorsing en verwijdering beslist de partij",
        ),
    ],
)
def test_a_duty_with_an_article_of_its_own_stands_nowhere_else(
    library: Library, topic: str, variant: str, twice: str
) -> None:
    assert twice in shown(leerroute(), library)
    assert twice not in shown(leerroute({topic: variant}), library)


def test_an_addendum_selects_nobody_where_everybody_may_take_part(library: Library) -> None:
    data = elsewhere()
    said = shown(data, library, 1)
    assert "Voor deze opleiding gelden de volgende criteria" in said
    data["documenten"][0]["keuzes"] = {"doelgroep": "alle-leerlingen"}
    said = shown(data, library, 1)
    assert "Er is geen selectie" in said
    assert "criteria" not in said
    assert "ten hoogste 24" not in said


def test_below_an_interne_regeling_a_programme_knows_no_medezeggenschapsraad(
    library: Library,
) -> None:
    data = leerroute()
    data["status"] = "concept"
    data["documenten"][0] = {"soort": "interne-regeling"}
    annex = {"soort": "onderwijs-en-examenprogramma", "bij": "interne-regeling"}
    data["documenten"].append(annex)
    del data["partijen"]["spoor"]
    assert "medezeggenschapsraad" not in shown(data, library, 1)


@pytest.mark.parametrize(
    ("leerweg", "present"), [("bol", False), ("bbl", True), (["bol", "bbl"], True)]
)
def test_what_holds_for_the_bbl_stands_only_where_it_was_chosen(
    library: Library, leerweg: str | list[str], present: bool
) -> None:
    data = leerroute()
    data["documenten"][0]["gegevens"]["opleiding"]["leerweg"] = leerweg
    assert ("pas tot de bbl toe" in shown(data, library)) == present
    assert ("artikel 2.107i WVO 2020" in shown(data, library)) == present


def test_every_way_to_end_an_agreement_speaks_of_opzegging_and_of_ontbinding(
    library: Library,
) -> None:
    # 2.107b, second paragraph, under i WVO 2020: the conditions of both.
    for name, clause in library.clauses["ontbinding"].items():
        text = clause.text.lower()
        assert "opzeg" in text or "uittred" in text, name
        assert "ontbind" in text, name


@pytest.mark.parametrize(
    ("variant", "told"),
    [
        ("opzegging-drie-maanden", "sluiten ontbinding door een partij uit"),
        ("alleen-met-instemming", "sluiten opzegging en ontbinding door één partij uit"),
        ("vrij-ingevuld", "Ontbinden kan een partij alleen bij een ernstige tekortkoming"),
    ],
)
def test_ontbinding_is_excluded_or_has_its_conditions(
    library: Library, variant: str, told: str
) -> None:
    data = leerroute({"ontbinding": variant})
    data["documenten"][0]["gegevens"]["opzeggingsgronden"] = ["er geen jongeren meer beginnen"]
    assert told in shown(data, library)


# In a list of steps the same body may come twice.
STEPS = frozenset({"geschilstappen", "wijzigingsstappen"})


def test_of_every_list_of_the_library_it_is_known_what_stands_in_it_once(library: Library) -> None:
    rules = [item.condition for item in library.rules.values()]
    unique = {name for item in rules if isinstance(item, Unique) for name in item.lists}
    declared = [*library.values.values()]
    for clause in library.all_clauses():
        declared += clause.values.values()
    lists = {item.name for item in declared if item.kind == "lijst"}
    inside = {
        f"{item.name}.{part.name}"
        for item in declared
        for part in item.fields.values()
        if part.kind == "lijst"
    }
    records = {item.name for item in declared if item.plural}
    assert unique == (lists | inside | records) - STEPS
    assert lists >= STEPS


DAYS = {"leerjaar": 1, "dagen_school": 2, "dagen_instelling": 2}


def test_a_year_stands_once_in_a_table_and_a_name_once_in_a_list(library: Library) -> None:
    days = {"dagen_per_leerjaar": [DAYS, {**DAYS, "dagen_school": 1}]}
    assert errors(leerroute({"organisatievorm": "oplopend"}, **days), library) == ["regel-dubbel"]
    apart = {"dagen_per_leerjaar": [DAYS, {**DAYS, "leerjaar": 2}]}
    assert errors(leerroute({"organisatievorm": "oplopend"}, **apart), library) == []
    names = leerroute(locaties_leerroute=["De Linde in Amersfoort", "de Linde in Amersfoort"])
    assert "dubbel-genoemd" in [item.code for item in found(names, library)]


def warnings(data: dict[str, Any], library: Library) -> list[tuple[str, str]]:
    told = [item for item in found(data, library) if str(item.severity) == "waarschuwing"]
    return [(item.code, item.at) for item in told]


LATE = "datum-na-de-ingang"
SIGNED = "getekend-na-de-ingang"


def test_a_bundle_with_a_day_after_its_start_is_told_and_made(library: Library) -> None:
    data = {**leerroute(), "datum": "2027-10-01"}
    assert (LATE, "datum") in warnings(data, library)
    assert errors(data, library) == []
    changed = copy.deepcopy(data)
    changed["documenten"].append(
        {
            "soort": "wijzigingsovereenkomst",
            "bij": data["documenten"][0].get("id", data["documenten"][0]["soort"]),
            "gegevens": {
                "ingang_wijziging": "2028-08-01",
                "ondertekening_hoofddocument": "2027-08-02",
            },
        }
    )
    told = [code for code, _ in warnings(changed, library)]
    assert LATE not in told
    assert SIGNED in told


@pytest.mark.parametrize(
    ("signed", "start", "count"),
    [
        ("2018-06-01", "2019-08-01", 0),
        ("2018-10-01", "2019-08-01", 1),
        ("2018-10-01", "2018-09-01", 2),
    ],
)
def test_an_agreement_on_paper_that_was_signed_after_it_started_is_told(
    library: Library, signed: str, start: str, count: int
) -> None:
    data = copy.deepcopy(agreement())
    data["basisdocumenten"] = {
        "papier": {
            "soort": "convenant",
            "titel": "Convenant",
            "ondertekend": signed,
            "gegevens": {"ingangsdatum": "2018-08-01"},
        }
    }
    data["documenten"] = [
        {"soort": "addendum", "bij": "papier", "gegevens": {"ingangsdatum": start}}
    ]
    assert [code for code, _ in warnings(data, library)].count(SIGNED) == count


def test_advice_comes_before_what_it_is_about_starts(library: Library) -> None:
    advice = {"orgaan": "de medezeggenschapsraad", "uitkomst": "positief"}
    variants = {"medezeggenschap": ["wettelijk-regime", "gegeven-adviezen"]}
    for day, wrong in (("2027-03-01", False), ("2027-09-01", True)):
        data = leerroute(variants, gegeven_adviezen=[{**advice, "datum": day}])
        codes = [code for code, _ in warnings(data, library)]
        assert ("advies-na-de-ingang" in codes) == wrong


def test_where_more_than_two_may_be_party_nobody_is_the_other_one(library: Library) -> None:
    """A text writes it with {{ een_andere }}; what stands around a text has no parties."""
    one_of_two = re.compile(
        r"\b(?:de andere partij|beide partijen|beide directies)\b", re.IGNORECASE
    )
    found = {name for name, text in texts_of(library) if one_of_two.search(" ".join(text.split()))}
    assert found == set()


PAPER: dict[str, Any] = {"soort": "convenant", "titel": "Convenant van 2018"}


def on_paper(document: dict[str, Any], **known: Any) -> dict[str, Any]:
    """A document that belongs to an agreement on paper, of which something is known."""
    data = copy.deepcopy(agreement())
    data["basisdocumenten"] = {"papier": PAPER | known}
    data["documenten"] = [document | {"bij": "papier"}]
    return data


def with_variant(topic: str, variant: str) -> dict[str, Any]:
    return {"artikelen": {topic: {"nummer": "9", "varianten": [variant]}}}


ANNEX = {"soort": "financiele-bijlage", "keuzes": {"financien-vergoeding": "bedrag-per-leerling"}}
ADDENDUM = {"soort": "addendum", "keuzes": {"kosten": "eigen-bedrag"}}


@pytest.mark.parametrize("document", [ANNEX, ADDENDUM])
def test_a_model_that_an_agreement_on_paper_has_excludes_others(
    library: Library, document: dict[str, Any]
) -> None:
    told = found(
        on_paper(document, **with_variant("overdracht-middelen", "gesloten-beurzen")), library
    )
    problem = next(item for item in told if item.code == "geldmodel")
    assert "basisdocumenten.papier.artikelen.overdracht-middelen" in problem.message
    fitting = on_paper(document, **with_variant("overdracht-middelen", "bedrag-per-leerling"))
    assert "geldmodel" not in errors(fitting, library)


@pytest.mark.parametrize(("amount", "wrong"), [(7, False), (5, True)])
def test_an_amount_of_an_agreement_on_paper_is_that_of_the_annex(
    library: Library, amount: int, wrong: bool
) -> None:
    group = {"groep": "a", "leerlingen": 1, "bedrag": amount}
    data = on_paper(
        ANNEX | {"gegevens": {"vergoede_groepen": [group]}}, gegevens={"bedrag_per_leerling": 7}
    )
    assert ("bedrag-in-de-bijlage" in errors(data, library)) == wrong
    tariff = {
        "keuzes": {"financien-vergoeding": "uurtarief"},
        "gegevens": {"tarief_bijlage": amount},
    }
    same = on_paper(ANNEX | tariff, gegevens={"docenttarief_per_uur": 7})
    assert ("andere-waarde" in errors(same, library)) == wrong


@pytest.mark.parametrize(("year", "wrong"), [(4, False), (5, True)])
def test_no_year_comes_after_the_end_of_the_route(library: Library, year: int, wrong: bool) -> None:
    days = {"dagen_per_leerjaar": [{**DAYS, "leerjaar": year}]}
    told = errors(leerroute({"organisatievorm": "oplopend"}, **days), library)
    assert ("leerjaar-na-het-einde" in told) == wrong


@pytest.mark.parametrize(("share", "wrong"), [("4/5", False), ("8/10", False), ("1/2", True)])
def test_shares_of_an_annex_are_those_of_its_agreement(
    library: Library, share: str, wrong: bool
) -> None:
    shares = {"aandeel_eerste_leerjaar": "1/5", "aandeel_tweede_leerjaar": "4/5"}
    data = leerroute({"bekostiging": "aandeel"}, **shares)
    row = {"leerjaar": "vierde leerjaar", "leerlingen": 3, "bekostiging": 9000, "aandeel": share}
    data["documenten"].append(
        {
            "soort": "financiele-bijlage",
            "bij": data["documenten"][0]["soort"],
            "keuzes": {"financien-vergoeding": "aandeel-bekostiging"},
            "gegevens": {"aandelen_bijlage": [row]},
        }
    )
    assert ("bedrag-in-de-bijlage" in errors(data, library)) == wrong


@pytest.mark.parametrize(("day", "wrong"), [("29 februari", False), ("31 februari", True)])
def test_a_day_of_every_year_exists(library: Library, day: str, wrong: bool) -> None:
    data = copy.deepcopy(agreement())
    data["documenten"] = [{"soort": "convenant", "gegevens": {"programmadatum": day}}]
    assert ("verkeerde-waarde" in errors(data, library)) == wrong


def programme(*years: int, **values: Any) -> dict[str, Any]:
    """An agreement about four years with its programme, which has these years."""
    data = leerroute()
    rows = [{"leerjaar": year, "onderdelen": [], "examens": []} for year in years]
    kind = data["documenten"][0]["soort"]
    annex = {"soort": "onderwijs-en-examenprogramma", "bij": kind}
    data["documenten"].append(annex | {"gegevens": {"leerjaren_programma": rows, **values}})
    data["status"] = "concept"
    return data


def test_a_programme_describes_every_year_of_the_route(library: Library) -> None:
    whole, part = (warnings(programme(*years), library) for years in ((1, 2, 3, 4), (1, 2, 3)))
    assert "leerjaar-ontbreekt" not in [code for code, _ in whole]
    assert [code for code, _ in part].count("leerjaar-ontbreekt") == 1
    assert "leerjaar-na-het-einde" in errors(programme(1, 2, 3, 4, 5), library)


def test_a_change_whose_day_is_open_does_not_make_the_bundle_late(library: Library) -> None:
    data = {**leerroute(), "datum": "2028-11-02", "status": "concept"}
    change = {"soort": "wijzigingsovereenkomst", "bij": data["documenten"][0]["soort"]}
    data["documenten"].append(change)
    assert LATE not in [code for code, _ in warnings(data, library)]
    change["gegevens"] = {"ingang_wijziging": "2028-08-01"}
    assert LATE in [code for code, _ in warnings(data, library)]


@pytest.mark.parametrize(("exams", "present"), [("niet", False), ("deels", True)])
def test_a_route_without_vmbo_exams_has_none_in_its_programme(
    library: Library, exams: str, present: bool
) -> None:
    data = copy.deepcopy(agreement())
    kind = "samenwerkingsovereenkomst-geintegreerd"
    data["gegevens"]["vmbo_examen_geintegreerd"] = exams
    data["documenten"] = [
        {"soort": kind},
        {"soort": "onderwijs-en-examenprogramma", "bij": kind},
    ]
    assert ("centrale examens van het vmbo" in shown(data, library, 1)) == present
    assert ("neemt in haar PTA" in shown(data, library)) == present


@pytest.mark.parametrize(("month", "wrong"), [("maart", True), ("januari", False), ("Feb", False)])
def test_a_month_comes_no_later_than_the_day_that_ends_it(
    library: Library, month: str, wrong: bool
) -> None:
    data = leerroute({"looptijd": "per-schooljaar"}, voortzettingsmaand=month)
    assert ("data-in-volgorde" in errors(data, library)) == wrong


def test_a_network_speaks_of_no_lessons_when_it_tells_of_itself(library: Library) -> None:
    kind = {"soort": "netwerkconvenant", "keuzes": {"communicatie": "voorlichting-aan-teams"}}
    data = {**agreement(), "documenten": [kind]}
    assert "kennismaakt met de medewerkers" in shown(data, library)
    assert "vóór de eerste les" not in shown(data, library)


@pytest.mark.parametrize(
    ("years", "wrong"), [("2027-2029", True), ("2027-2028", False), ("2027–2027", True)]
)
def test_a_schoolyear_is_of_two_years_that_follow(
    library: Library, years: str, wrong: bool
) -> None:
    annex = programme(1, 2, 3, 4, eerste_schooljaar_lichting=years)
    assert ("schooljaar" in errors(annex, library)) == wrong
    old = leerroute(
        {"inrichting": ["gezamenlijk-programma", "overgang-onderwijstijd"]},
        lichtingen_oude_uren=["2025-2026", years],
    )
    assert ("schooljaar" in errors(old, library)) == wrong


def own_tasks(*tasks: str, annexes: int = 0) -> dict[str, Any]:
    """An agreement for which the parties wrote themselves what its leaders do, with annexes."""
    data = leerroute({"leiding": "vrij-ingevuld"}, taken_leiding=[*tasks])
    kind = data["documenten"][0]["soort"]
    kinds = ["onderwijs-en-examenprogramma", "financiele-bijlage"][:annexes]
    data["documenten"] += [{"soort": name, "bij": kind} for name in kinds]
    data["status"] = "concept"
    return data


@pytest.mark.parametrize(
    ("task", "annexes", "is_open"),
    [
        ("“PM”", 0, True),
        ("«n.v.t.»", 0, True),
        ("‘nader te bepalen’", 0, True),
        ("geen", 0, True),
        ("“Geen.”", 0, True),
        ("zie bijlage 7", 0, True),
        ("(zie bijlage 7)", 1, True),
        ("zie bijlage 1", 0, True),
        ("zie bijlage 1", 1, False),
        ("zie bijlage", 1, True),
        ("de lessen plannen", 0, False),
    ],
)
def test_a_mandatory_subject_says_something(
    library: Library, task: str, annexes: int, is_open: bool
) -> None:
    """Alone, and beside one that says something: each is an answer by itself."""
    for tasks in ([task], ["de lessen plannen", task]):
        told = found(own_tasks(*tasks, annexes=annexes), library)
        paths = [item.message for item in told if item.code == "open-gegeven"]
        assert any("taken_leiding" in message for message in paths) == is_open


def test_an_annex_that_is_named_and_is_not_there_is_told(library: Library) -> None:
    task = "de directies volgen de stappen in bijlage {}"
    codes = [
        [item.code == "bijlage-bestaat-niet" for item in found(data, library)].count(True)
        for data in (
            own_tasks(task.format(7), annexes=1),
            own_tasks(task.format(1), annexes=1),
            own_tasks(task.format("7 bij het convenant"), annexes=1),
            own_tasks(task.format("7, onderdeel A, bij het besluit"), annexes=1),
            own_tasks(task.format("7 (de lokalen) van het convenant"), annexes=1),
            own_tasks(task.format("7 en 8 uit het handboek"), annexes=1),
            own_tasks(task.format("7 WEB"), annexes=1),
            own_tasks(task.format("7, en bij twijfel die van 2020"), annexes=1),
        )
    ]
    assert codes == [1, 0, 0, 0, 0, 0, 0, 1]


def test_an_own_article_may_point_to_an_annex_that_is_there(library: Library) -> None:
    data = own_tasks("de lessen plannen", annexes=1)
    own = {"id": "zalen", "titel": "Zalen", "tekst": "1. Zie bijlage 1.\n1. Zie bijlage 2."}
    data["documenten"][0]["eigen_artikelen"] = [own]
    told = [item.message for item in found(data, library) if item.code == "eigen-tekst-leeg"]
    assert len(told) == 1
    assert "bijlage 2" in told[0]


@pytest.mark.parametrize("status", ["concept", "definitief"])
@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("1. PM", 1),
        ("1. “geen”", 1),
        ("1. Iets.\n1. zie bijlage 4", 1),
        ("1. Iets.\n   1. geen;\n   1. iets.", 1),
        ("1. nog nader\n   te bepalen", 1),
        ("1. Iets.\n{% if regio %}\n1. Volgt.\n{% endif %}", 1),
        ("PM\n\nDit wel.", 1),
        ("| Lokaal | Uren |\n| --- | --- |\n| n.v.t. | geen |", 1),
        ("1. Iets.", 0),
        ("1. De directies beslissen\n   in onderling overleg.", 0),
        ("De directies beslissen\nin onderling overleg.", 0),
        ("1. De lokalen:\n\n| Lokaal | Uren |\n| :--- | ---: |\n| hal | geen |", 0),
        ("1. zie bijlage 4 bij de nota", 0),
        ("1. zie bijlage 4 uit het handboek", 0),
    ],
)
def test_an_article_of_the_parties_own_says_something(
    library: Library, text: str, empty: int, status: str
) -> None:
    data = {**leerroute(), "status": status}
    own = {"id": "onenigheid", "titel": "Onenigheid", "eisen": ["dlr-h"], "tekst": text}
    data["documenten"][0]["eigen_artikelen"] = [own]
    told = [item for item in found(data, library) if item.code == "eigen-tekst-leeg"]
    assert len(told) == empty
    severity = "fout" if status == "definitief" else "waarschuwing"
    assert {str(item.severity) for item in told} <= {severity}


def below(
    kind: str, variants: dict[str, Any], below: str, more: dict[str, Any], **values: Any
) -> dict[str, Any]:
    """A document with what belongs to it, each with some variants, and values of the second."""
    data = {**leerroute(), "status": "concept"}
    above = {"soort": kind, "keuzes": variants}
    data["documenten"] = [above, {"soort": below, "bij": kind, "keuzes": more, "gegevens": values}]
    return data


@pytest.mark.parametrize(
    ("kind", "own", "vmbo", "below_it", "wrong"),
    [
        ("samenwerkingsovereenkomst", "4", "gl", "3", True),
        ("samenwerkingsovereenkomst", "4", "gl", "4", False),
        ("samenwerkingsovereenkomst-geintegreerd", "2", "bb", "3", True),
        ("samenwerkingsovereenkomst-geintegreerd", "2", "bb", "2", False),
        ("convenant", "", "gl", "3", False),
    ],
)
def test_an_addendum_to_a_route_stays_within_its_levels(
    library: Library, kind: str, own: str, vmbo: str, below_it: str, wrong: bool
) -> None:
    taught = {"naam": "Technicus", "crebo": "25876", "leerweg": "bol"}
    data = below(kind, {}, "addendum", {}, opleiding={**taught, "niveau": below_it})
    data["documenten"][1]["gegevens"] |= {"leerweg_vmbo": vmbo, "profiel": "Groen"}
    if own:
        route = {"opleiding": {**taught, "niveau": own}, "leerweg_vmbo": vmbo, "profiel": "Groen"}
        data["documenten"][0]["gegevens"] = route
    told = [item for item in found(data, library) if item.code == "leerweg-niveau"]
    assert bool([item for item in told if "addendum" in item.at]) == wrong


@pytest.mark.parametrize(
    ("variants", "value"),
    [
        (
            {"faciliteiten": "bedrag-per-leerling", "bekostiging": "uurtarief"},
            "bedrag_faciliteiten",
        ),
        ({"bekostiging": "uurtarief"}, "tarief_docentuur"),
        ({"verzekering": "ieder-eigen"}, "verzekerd_bedrag"),
        ({"aansprakelijkheid": "eigen-deel"}, "aansprakelijkheid_maximum"),
    ],
)
@pytest.mark.parametrize("amount", [0, 5])
def test_an_amount_is_not_nothing(
    library: Library, variants: dict[str, str], value: str, amount: int
) -> None:
    told = errors({**leerroute(variants, **{value: amount}), "status": "concept"}, library)
    assert ("bedrag-nul" in told) == (amount == 0)


INVOICED = [{"kostensoort": "bus", "betaler": "gelijk", "verrekening": "factuur"}]
SO, BIJLAGE, PROGRAMMA = (
    "samenwerkingsovereenkomst",
    "financiele-bijlage",
    "onderwijs-en-examenprogramma",
)
EXCLUSIVE: list[tuple[str, str, str, str, dict[str, Any], dict[str, Any]]] = [
    (
        "in-rekening",
        "convenant",
        f"overdracht-middelen/{name}",
        BIJLAGE,
        {},
        {"kostenverdeling_bijlage": INVOICED},
    )
    for name in ("eigen-middelen-en-docent", "factuur-per-docent")
]
THIRD: list[tuple[str, str]] = [
    (SO, "bekostiging/vast-bedrag"),
    (SO, "bekostiging/aandeel"),
    (SO, "bekostiging/geen-overdracht"),
    ("convenant", "overdracht-middelen/gesloten-beurzen"),
    ("convenant", "overdracht-middelen/eigen-middelen"),
]
EXCLUSIVE += [
    ("kosten-van-derden", kind, name, BIJLAGE, {}, {"kostenverdeling_bijlage": INVOICED})
    for kind, name in THIRD
]
EXCLUSIVE += [
    ("kostenverdeling", kind, f"{topic}/{name}", BIJLAGE, {"financien-kosten": "verdeling"}, {})
    for kind, topic, name in (
        ("samenwerkingsovereenkomst-algemeen", "bekostiging", "kosten-en-begroting"),
        (SO, "bekostiging", "geen-overdracht kosten-per-partij"),
        ("convenant", "overdracht-middelen", "eigen-middelen kosten-per-partij"),
    )
]
EXCLUSIVE += [
    ("teams", SO, "teambevoegdheid/nee", PROGRAMMA, {"programma-team": "ja"}, {}),
    ("teams", SO, "teambevoegdheid/ja", PROGRAMMA, {"programma-team": "nee"}, {}),
]
TOGETHER: list[tuple[str, str, str, str, dict[str, Any], dict[str, Any]]] = [
    *(
        ("in-rekening", kind, name, BIJLAGE, {}, {"kostenverdeling_bijlage": INVOICED})
        for kind, name in THIRD
    ),
    (
        "in-rekening",
        SO,
        "bekostiging/uurtarief",
        BIJLAGE,
        {},
        {"kostenverdeling_bijlage": INVOICED},
    ),
    (
        "kosten-van-derden",
        SO,
        "bekostiging/vast-bedrag",
        BIJLAGE,
        {},
        {"kostenverdeling_bijlage": [{**INVOICED[0], "verrekening": "geen"}]},
    ),
    ("kostenverdeling", SO, "bekostiging/geen-overdracht", BIJLAGE, {}, {}),
    (
        "kostenverdeling",
        SO,
        "bekostiging/geen-overdracht kosten-per-partij",
        BIJLAGE,
        {},
        {},
    ),
    ("teams", SO, "teambevoegdheid/nee", PROGRAMMA, {}, {}),
    ("teams", SO, "teambevoegdheid/ja", PROGRAMMA, {"programma-team": "ja"}, {}),
]


@pytest.mark.parametrize(
    ("wrong", "pair"), [*((1, pair) for pair in EXCLUSIVE), *((0, pair) for pair in TOGETHER)]
)
def test_what_one_text_excludes_does_not_stand_in_another(
    library: Library,
    wrong: int,
    pair: tuple[str, str, str, str, dict[str, Any], dict[str, Any]],
) -> None:
    """Told once, at the second document, with the place of the first."""
    code, kind, chosen, child, more, values = pair
    topic, _, names = chosen.partition("/")
    data = below(kind, {topic: names.split()}, child, more, **values)
    told = [item for item in found(data, library) if item.code == code]
    assert len(told) == wrong
    for item in told:
        assert item.at.startswith(f"documenten.{child}.")
        assert f"documenten.{kind}.keuzes.{topic}" in item.message


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        ("1 oktober", False),
        ("15 september", False),
        ("1 juli", False),
        ("31 mei", False),
        ("1 november", True),
        ("1 maart", True),
    ],
)
def test_a_pta_comes_before_the_day_of_the_law(library: Library, day: str, wrong: bool) -> None:
    annex = programme(1, 2, 3, 4, pta_uiterlijk=day)
    told = [item for item in found(annex, library) if item.code == "pta-te-laat"]
    assert bool(told) == wrong
    assert all("2.60b, vierde lid" in item.message.replace("\u00a0", " ") for item in told)
    assert {item.at for item in told} <= {
        "documenten.onderwijs-en-examenprogramma.gegevens.pta_uiterlijk"
    }


@pytest.mark.parametrize("chosen", [{}, {"vmbo_examen_geintegreerd": "niet"}])
@pytest.mark.parametrize(
    ("exam", "wrong"), [("centraal", True), ("combinatie", True), ("mbo", False)]
)
def test_no_vmbo_exam_stands_in_a_programme_of_a_route_without_them(
    library: Library, exam: str, wrong: bool, chosen: dict[str, Any]
) -> None:
    data = programme_without_vmbo(exam, **chosen)
    assert ("vmbo-examen-zonder-vmbo" in errors(data, library)) == wrong
    data["gegevens"]["vmbo_examen_geintegreerd"] = "deels"
    assert "vmbo-examen-zonder-vmbo" not in errors(data, library)


def programme_without_vmbo(exam: str, **chosen: Any) -> dict[str, Any]:
    """An integrated route and its programme, which has an exam of this sort in leerjaar 2."""
    data = programme(1, 2)
    route, annex = data["documenten"]
    data["gegevens"] |= route["gegevens"] | chosen
    route |= {"soort": "samenwerkingsovereenkomst-geintegreerd", "gegevens": {}}
    annex["bij"] = route["soort"]
    annex["gegevens"]["leerjaren_programma"][1]["examens"] = [
        {"examen": "Nederlands", "soort": exam, "vorm": "schriftelijk", "periode": "mei"}
    ]
    return data


@pytest.mark.parametrize(
    ("model", "times", "disputed"),
    [("vast-bedrag", 0, 0), ("uurtarief", 1, 0), ("aandeel", 1, 1)],
)
def test_an_annex_says_nothing_on_late_payment_where_its_agreement_does(
    library: Library, model: str, times: int, disputed: int
) -> None:
    data = leerroute({"bekostiging": model})
    data["status"] = "concept"
    kind = data["documenten"][0]["soort"]
    data["documenten"].append({"soort": "financiele-bijlage", "bij": kind})
    agreed, annex = shown(data, library), shown(data, library, 1)
    assert annex.count("de wettelijke rente verschuldigd") == times
    assert agreed.count("de wettelijke rente verschuldigd") == 1 - times
    assert annex.count("Betwist zij een deel") == disputed == 1 - agreed.count("Betwist zij")


def test_the_defaults_of_a_financial_annex_have_one_payer_for_one_cost(library: Library) -> None:
    values = {item.name: item for item in library.all_values()}
    payers = {row["post"]: row["betaler"] for row in rows_of(values["begrotingsposten_bijlage"])}
    costs = {
        row["kostensoort"]: row["betaler"] for row in rows_of(values["kostenverdeling_bijlage"])
    }
    assert payers.keys() <= costs.keys()
    assert payers == {name: costs[name] for name in payers}


def rows_of(declared: ValueType) -> list[dict[str, str]]:
    assert isinstance(declared.default, list)
    return declared.default
