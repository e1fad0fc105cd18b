"""Bundles that contradict themselves are refused with both places; those that do not are made."""

from __future__ import annotations

import pytest

from dlr_docs import build_bundle, check_bundle, document_bytes
from dlr_docs.basis.problems import DlrDocsError, Problem
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text

pytestmark = pytest.mark.bibliotheek

HEAD = """\
bundel: Proef
partijen:
  berk: {soort: school, naam: Vakschool De Berk, bevoegd_gezag: Stichting De Berk}
  kaap: {soort: instelling, naam: ROC De Kaap, bevoegd_gezag: Stichting De Kaap}
  smid: {soort: leerbedrijf, naam: De Smid BV}
gegevens: {ingangsdatum: 2028-08-01}
documenten:
"""


def found(documents: str, library: Library) -> list[Problem]:
    try:
        bundle = build_bundle(parse_choices(HEAD + documents, "keuzes.yaml"), library)
    except DlrDocsError as exc:
        return list(exc.problems)
    return [item for item in check_bundle(bundle) if item.code != "open-gegeven"]


def agreed(kind: str, values: str = "", choices: str = "") -> str:
    parties = "berk, kaap" if kind != "leer-werkovereenkomst" else "berk, kaap, smid"
    return (
        f"  - soort: {kind}\n    partijen: [{parties}]\n"
        f"    keuzes: {{{choices}}}\n    gegevens: {{{values}}}\n"
    )


def below(kind: str, parent: str, values: str = "", choices: str = "") -> str:
    return agreed(kind, values, choices) + f"    bij: {parent}\n"


NETWORK = below(
    "financiele-bijlage",
    "netwerkconvenant",
    "instellingen_netwerk: [{instelling: Kaap, deel: 40}, {instelling: Dam, deel: 40}]",
)
WRONG = {
    "geen-overdracht-en-uren": (
        agreed("samenwerkingsovereenkomst", choices="bekostiging: geen-overdracht")
        + below(
            "financiele-bijlage",
            "samenwerkingsovereenkomst",
            choices="financien-vergoeding: uurtarief",
        ),
        "geldmodel",
    ),
    "eigen-middelen-en-een-bedrag": (
        agreed("convenant", choices="overdracht-middelen: eigen-middelen")
        + below("addendum", "convenant", "addendum_bedrag: 8000", "kosten: eigen-bedrag"),
        "geldmodel",
    ),
    "aandeel-en-bedrag": (
        agreed("convenant", choices="overdracht-middelen: aandeel-bekostiging")
        + below(
            "financiele-bijlage",
            "convenant",
            choices="financien-vergoeding: bedrag-per-leerling",
        ),
        "geldmodel",
    ),
    "factuur-in-een-netwerk": (
        agreed("netwerkconvenant")
        + below(
            "financiele-bijlage", "netwerkconvenant", choices="financien-factuur: specificatie"
        ),
        "geldmodel",
    ),
    "twee-bedragen": (
        agreed("convenant", "bedrag_per_leerling: 900")
        + below(
            "financiele-bijlage",
            "convenant",
            "vergoede_groepen: [{groep: leerjaar vier, leerlingen: 9, bedrag: 901}]",
        ),
        "bedrag-in-de-bijlage",
    ),
    "twee-teldagen": (
        agreed("convenant", "teldatum: 1 november")
        + below("financiele-bijlage", "convenant", "telmoment_bedrag_bijlage: 1 oktober"),
        "andere-waarde",
    ),
    "twee-betaaltermijnen": (
        agreed("convenant", "betaaltermijn: 14 dagen")
        + below("financiele-bijlage", "convenant", "betaaltermijn: 30 dagen"),
        "andere-waarde",
    ),
    "twee-factuurmomenten": (
        agreed("convenant") + below("financiele-bijlage", "convenant", "factuurmoment: kwartaal"),
        "andere-waarde",
    ),
    "uren-in-het-convenant-en-groepen-in-de-bijlage": (
        agreed("convenant", "docenttarief_per_uur: 62", "overdracht-middelen: uurtarief")
        + below(
            "financiele-bijlage",
            "convenant",
            "vergoede_groepen: [{groep: leerjaar vier, leerlingen: 9, bedrag: 880}]",
        ),
        "geldmodel",
    ),
    "niets-betaald-en-groepen-in-de-bijlage": (
        agreed("raamovereenkomst", choices="overdracht-middelen: gesloten-beurzen")
        + below(
            "financiele-bijlage",
            "raamovereenkomst",
            "vergoede_groepen: [{groep: leerjaar drie, leerlingen: 11, bedrag: 410}]",
        ),
        "geldmodel",
    ),
    "een-bedrag-per-leerling-en-een-tarief-in-de-bijlage": (
        agreed("convenant", choices="overdracht-middelen: bedrag-per-leerling")
        + below("financiele-bijlage", "convenant", "tarief_bijlage: 58"),
        "geldmodel",
    ),
    "niets-betaald-en-een-aandeel-in-de-bijlage": (
        agreed("samenwerkingsovereenkomst", choices="bekostiging: geen-overdracht")
        + below(
            "financiele-bijlage",
            "samenwerkingsovereenkomst",
            "aandelen_bijlage: [{leerjaar: leerjaar drie, leerlingen: 9, aandeel: 1/4}]",
        ),
        "geldmodel",
    ),
    "een-netwerk-en-groepen-in-de-bijlage": (
        agreed("netwerkconvenant")
        + below(
            "financiele-bijlage",
            "netwerkconvenant",
            "vergoede_groepen: [{groep: leerjaar vier, leerlingen: 9, bedrag: 880}]",
        ),
        "geldmodel",
    ),
    "de-instelling-betaalt-en-de-bijlage-laat-de-school-betalen": (
        agreed(
            "samenwerkingsovereenkomst",
            "richting_overdracht: instelling, bedrag_per_jongere: 700",
            "bekostiging: vast-bedrag",
        )
        + below("financiele-bijlage", "samenwerkingsovereenkomst"),
        "geldrichting",
    ),
    "twee-dagen-voor-de-begroting": (
        agreed(
            "samenwerkingsovereenkomst",
            "begrotingsdatum_leerroute: 1 april, maximum_overdracht: 9000",
            "bekostiging: begroting",
        )
        + below("financiele-bijlage", "samenwerkingsovereenkomst", "begrotingsdag_bijlage: 1 mei"),
        "andere-waarde",
    ),
    "addendum-voor-het-convenant": (
        agreed("convenant", "ingangsdatum: 2028-08-01")
        + below("addendum", "convenant", "ingangsdatum: 2027-08-01"),
        "data-in-volgorde",
    ),
    "iedereen-doet-mee-en-het-addendum-selecteert": (
        agreed("convenant", choices="doelgroep: alle-leerlingen")
        + below("addendum", "convenant", "criteria_addendum: [het profielvak is voldoende]"),
        "deelname",
    ),
    "groep-met-te-weinig-plaatsen": (
        agreed("convenant")
        + below("addendum", "convenant", "groepsgrootte_minimum: 3, groepsgrootte_maximum: 8")
        + "groepen: {a: {documenten: [addendum], gegevens: {minimum_deelnemers: 20}}}\n",
        "groep-te-klein",
    ),
    "groep-met-te-veel-leerlingen": (
        agreed("convenant")
        + below("addendum", "convenant", "groepsgrootte_minimum: 30, groepsgrootte_maximum: 40")
        + "groepen: {a: {documenten: [addendum], gegevens: {maximum_deelnemers: 20}}}\n",
        "groep-te-groot",
    ),
    "geen-selectie-en-toch-een-maximum": (
        agreed("samenwerkingsovereenkomst", choices="doelgroep: leerroute-alle-leerlingen")
        + below("addendum", "samenwerkingsovereenkomst", "groepsgrootte_maximum: 20"),
        "deelname",
    ),
    "meer-dan-de-hele-bekostiging": (
        agreed(
            "samenwerkingsovereenkomst",
            "aandeel_eerste_leerjaar: 1/4, aandeel_tweede_leerjaar: 5/4",
            "bekostiging: aandeel",
        ),
        "aandeel-boven-het-geheel",
    ),
    "geen-enkel-uur": (
        agreed(
            "samenwerkingsovereenkomst",
            "tarief_docentuur: 55, vergoede_uren: [{werkzaamheid: lessen, uren: 0}]",
            "bekostiging: uurtarief",
        ),
        "bedrag-nul",
    ),
    "advies-past-niet-voor-het-besluit": (
        agreed(
            "samenwerkingsovereenkomst",
            "advies_vooraf: 5 weken, adviestermijn_procedure: 6 weken",
            "medezeggenschap: [wettelijk-regime, adviesprocedure]",
        ),
        "termijnen-passen",
    ),
    "tarief-van-nul": (
        agreed("convenant", "docenttarief_per_uur: 0", "overdracht-middelen: uurtarief"),
        "bedrag-nul",
    ),
    "einde-voor-begin": (
        agreed("convenant") + below("addendum", "convenant", "addendum_einddatum: 2028-07-31"),
        "data-in-volgorde",
    ),
    "minimum-boven-maximum": (
        agreed("convenant")
        + below("addendum", "convenant", "groepsgrootte_minimum: 13, groepsgrootte_maximum: 12"),
        "aantallen-in-verhouding",
    ),
    "groep-groter-dan-de-plaatsen": (
        agreed(
            "samenwerkingsovereenkomst", "plaatsen_leerroute: 20", "doelgroep: leerroute-selectie"
        )
        + below("addendum", "samenwerkingsovereenkomst", "groepsgrootte_maximum: 21"),
        "aantallen-in-verhouding",
    ),
    "selectie-na-de-vaststelling": (
        agreed("convenant", "selectiedatum: 16 juni")
        + below("addendum", "convenant", "vaststelling_groep: 15 juni"),
        "data-in-volgorde",
    ),
    "aanmelden-na-de-vaststelling": (
        agreed(
            "convenant",
            "aanmelddatum_motivatietraject: 1 juli",
            "doelgroep: gemotiveerde-leerlingen",
        )
        + below("addendum", "convenant", "vaststelling_groep: 15 juni"),
        "data-in-volgorde",
    ),
    "berekening-voor-de-telling": (
        agreed(
            "convenant",
            "teldatum_aandeel: 1 oktober, berekening_aandeel_uiterlijk: 30 september",
            "overdracht-middelen: aandeel-bekostiging",
        ),
        "data-in-volgorde",
    ),
    "lesdoel-boven-het-niveau": (
        agreed("convenant")
        + below(
            "addendum",
            "convenant",
            'lesdoel_addendum: orienteren, opleiding: {naam: Kok, niveau: "2"}',
        ),
        "lesdoel-niveau",
    ),
    "jaren-uit-elkaar": (
        agreed("convenant")
        + below(
            "financiele-bijlage",
            "convenant",
            "eerste_schooljaar: 2028-2029, tweede_schooljaar: 2030-2031",
        ),
        "schooljaren-in-volgorde",
    ),
    "te-weinig-dagen": (
        agreed("leerwerktraject", "praktijkuren_traject: 721, praktijkdagen_traject: 90"),
        "praktijkuren-per-dag",
    ),
    "leerjaar-drie": (
        agreed(
            "samenwerkingsovereenkomst",
            "leerjaar_studentenraad: 3",
            "medezeggenschap: met-studentenraad",
        ),
        "leerling-leerjaar",
    ),
    "deel-van-het-netwerk": (agreed("netwerkconvenant") + NETWORK, "aandelen-van-het-netwerk"),
    "alleen-samen-en-een-addendum-waarmee-een-partij-stopt": (
        agreed("convenant", choices="ontbinding: alleen-met-instemming")
        + below("addendum", "convenant", choices="looptijd-addendum: als-hoofddocument"),
        "einde",
    ),
    "een-netwerk-met-een-afrekening": (
        agreed("netwerkconvenant")
        + below(
            "financiele-bijlage", "netwerkconvenant", choices="financien-afrekening: jaarlijks"
        ),
        "terugbetaling",
    ),
    "niets-betaald-en-een-afrekening": (
        agreed("convenant", choices="overdracht-middelen: gesloten-beurzen")
        + below("financiele-bijlage", "convenant", choices="financien-afrekening: jaarlijks"),
        "terugbetaling",
    ),
    "twee-regelingen-voor-subsidie": (
        agreed(
            "convenant", choices="overdracht-middelen: [uurtarief, subsidie], subsidie: regeling"
        ),
        "subsidie-een-regeling",
    ),
    "bekostiging-over-en-een-bijlage-zonder": (
        agreed("samenwerkingsovereenkomst-algemeen", "overdracht_leerlijn: ja")
        + below("financiele-bijlage", "samenwerkingsovereenkomst-algemeen"),
        "geldmodel",
    ),
    "addendum-na-het-einde-van-het-convenant": (
        agreed("convenant", "einddatum_overeenkomst: 2030-07-31", "looptijd: vaste-termijn")
        + below("addendum", "convenant", "addendum_einddatum: 2031-07-31"),
        "data-in-volgorde",
    ),
    "twee-momenten-om-te-stoppen": (
        agreed("convenant", "voortzettingsdatum: 1 februari", "looptijd: per-schooljaar")
        + below("addendum", "convenant", "voortzetting_besluit_uiterlijk: 1 mei"),
        "andere-waarde",
    ),
    "een-ander-tarief-dat-niet-als-afwijking-is-gezegd": (
        agreed("convenant", "docenttarief_per_uur: 50", "overdracht-middelen: uurtarief")
        + below("addendum", "convenant", "docenttarief_per_uur: 65"),
        "andere-waarde",
    ),
    "toetreder-is-geen-partij": (
        agreed("raamovereenkomst")
        + below("toetredingsovereenkomst", "raamovereenkomst", "toetreder: Stichting De Eik"),
        "toetreder-is-partij",
    ),
    "toetreden-voor-de-handtekening": (
        agreed("raamovereenkomst")
        + below(
            "toetredingsovereenkomst",
            "raamovereenkomst",
            "ondertekening_hoofddocument: 2029-06-01, ingang_toetreding: 2029-05-31",
        ),
        "data-in-volgorde",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_contradiction_is_an_error(library: Library, name: str) -> None:
    documents, code = WRONG[name]
    problems = [item for item in found(documents, library) if item.code == code]
    assert problems
    assert {str(item.severity) for item in problems} == {"fout"}


RIGHT = {
    "zelfde-model": agreed("convenant", choices="overdracht-middelen: uurtarief")
    + below("financiele-bijlage", "convenant"),
    "zonder-overdracht": agreed("samenwerkingsovereenkomst")
    + below("financiele-bijlage", "samenwerkingsovereenkomst"),
    "eigen-bedrag-naast-een-tarief": agreed("convenant", choices="overdracht-middelen: uurtarief")
    + below("addendum", "convenant", "addendum_bedrag: 8000", "kosten: eigen-bedrag"),
    "eigen-tarief-dat-als-afwijking-is-gezegd": agreed(
        "convenant", "docenttarief_per_uur: 50", "overdracht-middelen: uurtarief"
    )
    + below("addendum", "convenant", "docenttarief_per_uur: 65", "kosten: eigen-tarief"),
    "alleen-samen-en-een-addendum-tot-een-dag": agreed(
        "convenant", choices="ontbinding: alleen-met-instemming"
    )
    + below("addendum", "convenant"),
    "zelfde-dag": agreed("convenant", "selectiedatum: 15 juni")
    + below("addendum", "convenant", "vaststelling_groep: 15 juni"),
    "iedereen-doet-mee": agreed("convenant", choices="doelgroep: alle-leerlingen")
    + below("addendum", "convenant"),
    "iedereen-doet-mee-in-groepen": agreed("convenant", choices="doelgroep: alle-leerlingen")
    + below(
        "addendum", "convenant", "leerlingen_per_groep: 20", "doelgroep-addendum: alle-leerlingen"
    ),
    "zoveel-als-er-plaatsen-zijn": agreed(
        "samenwerkingsovereenkomst", "plaatsen_leerroute: 20", "doelgroep: leerroute-selectie"
    )
    + below("addendum", "samenwerkingsovereenkomst", "groepsgrootte_maximum: 20"),
    "niveau-drie-op-weg-naar-vier": agreed("convenant")
    + below(
        "addendum",
        "convenant",
        'lesdoel_addendum: instromen, opleiding: {naam: Kok, niveau: "3"}',
    ),
    "uren-net-genoeg": agreed(
        "leerwerktraject", "praktijkuren_traject: 720, praktijkdagen_traject: 90"
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_fits_is_made(library: Library, name: str) -> None:
    assert [item for item in found(RIGHT[name], library) if str(item.severity) == "fout"] == []


@pytest.mark.parametrize("variant", ["criteria", "alle-leerlingen"])
def test_a_number_of_a_group_is_said_where_everybody_takes_part(
    library: Library, variant: str
) -> None:
    text = (
        HEAD
        + agreed("convenant", choices="doelgroep: alle-leerlingen")
        + below("addendum", "convenant", choices=f"doelgroep-addendum: {variant}")
        + "groepen: {alle: {documenten: [addendum], gegevens: {minimum_deelnemers: 57}}}\n"
    )
    bundle = build_bundle(parse_choices(text), library)
    said = as_text(document_bytes(bundle, "addendum")).replace("\u00a0", " ")
    assert "samen ten minste 57" in said
    assert "laat de instelling uiterlijk op" not in said  # the convenant has the day


def test_an_annex_takes_count_day_rate_and_terms_along(library: Library) -> None:
    documents = agreed(
        "convenant",
        "docenttarief_per_uur: 61, betaaltermijn: 14 dagen",
        "overdracht-middelen: uurtarief",
    ) + below("financiele-bijlage", "convenant")
    bundle = build_bundle(parse_choices(HEAD + documents, "keuzes.yaml"), library)
    annex = bundle.document("financiele-bijlage")
    assert annex.values["tarief_bijlage"].text == "€\u00a061,00"
    assert annex.values["betaaltermijn"].raw == (14, "dag")


SETTLEMENT = "Wat daar niet aan is besteed, betaalt zij binnen dezelfde termijn terug"


@pytest.mark.parametrize(
    ("documents", "by_annex"),
    [
        (
            agreed(
                "samenwerkingsovereenkomst", "bedrag_per_jongere: 700", "bekostiging: vast-bedrag"
            )
            + below("financiele-bijlage", "samenwerkingsovereenkomst"),
            False,
        ),
        (agreed("convenant") + below("financiele-bijlage", "convenant"), True),
    ],
    ids=["leerroute", "convenant"],
)
def test_money_that_was_not_spent_goes_back_once_and_leavers_count_one_way(
    library: Library, documents: str, by_annex: bool
) -> None:
    bundle = build_bundle(parse_choices(HEAD + documents, "keuzes.yaml"), library)
    main, annex = (
        " ".join(as_text(document_bytes(bundle, item.id)).split()) for item in bundle.documents
    )
    assert (SETTLEMENT in annex) is by_annex
    assert ("besteed, betaalt zij binnen" in main) is not by_annex
    for leavers in ("leidt niet tot verrekening", "naar het aantal maanden van deelname"):
        assert (leavers in main) is (leavers in annex)


def test_an_addendum_for_everybody_departs_from_a_selection_and_one_for_pupils_at_risk_has_their_years(
    library: Library,
) -> None:
    for above, below_it, said in (
        ("jaarlijkse-selectie", "alle-leerlingen", "In afwijking van het artikel"),
        ("maatwerk", "criteria", "leerlingen mee uit het derde of vierde leerjaar (artikel"),
    ):
        documents = agreed("convenant", choices=f"doelgroep: {above}") + below(
            "addendum",
            "convenant",
            "leerjaren_addendum: het tweede leerjaar",
            f"doelgroep-addendum: {below_it}",
        )
        bundle = build_bundle(parse_choices(HEAD + documents, "keuzes.yaml"), library)
        annex = " ".join(as_text(document_bytes(bundle, bundle.documents[1].id)).split())
        assert said in annex


@pytest.mark.parametrize(
    ("kind", "value", "choice"),
    [
        ("samenwerkingsovereenkomst", "bedrag_per_jongere: 700", "bekostiging: vast-bedrag"),
        ("samenwerkingsovereenkomst", "tarief_docentuur: 60", "bekostiging: uurtarief"),
        ("convenant", "bedrag_per_leerling: 700", "overdracht-middelen: bedrag-per-leerling"),
        ("convenant", "docenttarief_per_uur: 60", "overdracht-middelen: uurtarief"),
        ("convenant", "teldatum_aandeel: 1 oktober", "overdracht-middelen: aandeel-bekostiging"),
        (
            "leerwerktraject",
            "vergoeding_per_leerling_traject: 700",
            "overdracht-middelen: vergoeding-traject",
        ),
    ],
)
def test_what_the_agreement_says_of_paying_and_btw_its_annex_names_and_does_not_repeat(
    library: Library, kind: str, value: str, choice: str
) -> None:
    documents = agreed(kind, value, choice) + below("financiele-bijlage", kind)
    bundle = build_bundle(parse_choices(HEAD + documents, "keuzes.yaml"), library)
    main, annex = (
        " ".join(as_text(document_bytes(bundle, item.id)).split()) for item in bundle.documents
    )
    fines = "Rente en boetes draagt de partij die ze had kunnen voorkomen"
    assert fines in main
    assert fines not in annex
    assert "na de factuurdatum" in main
    assert "na de factuurdatum" not in annex
    assert "op het moment dat het artikel" in annex
    assert "betaalt binnen de termijn die het artikel" in annex
    assert "Voor de btw geldt het artikel" in annex


def test_who_does_not_go_on_starts_the_wind_down_and_there_is_one_month(library: Library) -> None:
    documents = agreed("samenwerkingsovereenkomst", choices="looptijd: per-schooljaar")
    bundle = build_bundle(parse_choices(HEAD + documents, "keuzes.yaml"), library)
    text = as_text(document_bytes(bundle, "samenwerkingsovereenkomst"))
    assert "Haar melding zet de afbouw in gang" in " ".join(text.split())
    values = bundle.document("samenwerkingsovereenkomst").values
    assert values["evaluatiemaand_leerroute"].text == values["voortzettingsmaand"].text


def test_a_document_says_that_it_departs_and_in_what(library: Library) -> None:
    said = RIGHT["eigen-tarief-dat-als-afwijking-is-gezegd"]
    bundle = build_bundle(parse_choices(HEAD + said, "keuzes.yaml"), library)
    text = " ".join(as_text(document_bytes(bundle, "addendum")).replace("\u00a0", " ").split())
    assert (
        "vergoedt de school € 65,00 per klokuur, in afwijking van het tarief in het artikel" in text
    )
    assert "€ 50,00" not in text
