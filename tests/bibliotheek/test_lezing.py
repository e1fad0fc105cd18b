"""What a lawyer of either party read and doubted: what a document says, and what it no longer says."""

from __future__ import annotations

import re

import pytest

from dlr_docs import build_bundle, document_bytes
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text

pytestmark = pytest.mark.bibliotheek

HEAD = """\
bundel: Proef
partijen:
  berk: {soort: school, naam: Vakschool De Berk, bevoegd_gezag: Stichting De Berk}
  kaap: {soort: instelling, naam: ROC De Kaap, bevoegd_gezag: Stichting De Kaap}
gegevens: {ingangsdatum: 2028-08-01}
documenten:
"""
BARE = "  - soort: {kind}\n    keuzes: {{{choices}}}\n    gegevens: {{{values}}}\n"
GATE = "Is er binnen vier weken daarna geen besluit"


def text_of(documents: str, name: str, library: Library) -> str:
    bundle = build_bundle(parse_choices(HEAD + documents, "keuzes.yaml"), library)
    return as_text(document_bytes(bundle, name))


def bare(kind: str, choices: str = "", values: str = "") -> str:
    return BARE.format(kind=kind, choices=choices, values=values)


@pytest.mark.parametrize(
    ("kind", "choices", "values", "says", "no_longer"),
    [
        pytest.param(
            "samenwerkingsovereenkomst-geintegreerd",
            "",
            "duur_leerroute: 2 jaar",
            "heeft geen mbo-fase, behalve voor de jongere",
            "als zij die afneemt",
            id="a-route-no-longer-than-the-vo-fase",
        ),
        pytest.param(
            "samenwerkingsovereenkomst-geintegreerd",
            "",
            "duur_leerroute: 3 jaar",
            "mbo-fase",
            "heeft geen mbo-fase",
            id="a-longer-route",
        ),
        pytest.param(
            "samenwerkingsovereenkomst",
            "leiding: stuurgroep",
            "",
            GATE,
            "Lukt ook dat niet",
            id="boards-have-a-term",
        ),
        pytest.param(
            "samenwerkingsovereenkomst",
            "overstapoptie: terug-naar-vmbo",
            "",
            "beslissen hun bevoegde gezagsorganen samen, binnen",
            "na de aanleiding",
            id="an-offer-has-a-start-and-a-decision",
        ),
        pytest.param(
            "samenwerkingsovereenkomst",
            "",
            "",
            "artikel 9.2.1, onderdelen a en b, WEB",
            "niet meer leerplichtig",
            id="whom-a-report-of-absence-is-about",
        ),
        pytest.param(
            "samenwerkingsovereenkomst",
            "",
            "leerweg_vmbo: tl",
            "de vakken en keuzedelen waaruit de jongere daarin kan kiezen",
            "keuzevakken en keuzedelen",
            id="no-keuzevakken-in-the-theoretische-leerweg",
        ),
        pytest.param(
            "entree",
            "verzekering: ieder-eigen, schorsing-en-verwijdering: per-inschrijving",
            "",
            "Alleen de school kan de jongere schorsen",
            "De partij waar de jongere staat ingeschreven",
            id="an-extraneus-is-enrolled-twice",
        ),
        pytest.param(
            "leerwerktraject",
            "verzekering: ieder-eigen, overmacht: melden-en-herstellen",
            "",
            "tijdens het onderwijs en de praktijk in het leerbedrijf verzekerd",
            "de stage",
            id="the-practice-of-a-leer-werktraject-is-insured",
        ),
        pytest.param(
            "netwerkconvenant",
            "verzekering: ieder-eigen",
            "",
            "tijdens een activiteit van het netwerk",
            "voor zover het onderwijs aan jongeren daarvan afhangt",
            id="a-network-does-not-teach",
        ),
        pytest.param(
            "entree",
            "",
            "",
            "De leerling volgt de entreeopleiding pas in de beroepsbegeleidende leerweg",
            "volgt haar pas",
            id="what-a-pupil-follows-later-is-the-training",
        ),
        pytest.param(
            "convenant",
            "looptijd: per-schooljaar",
            "",
            "Die duur wordt telkens met één schooljaar verlengd",
            "Zij wordt telkens",
            id="a-convenant-is-no-she",
        ),
        pytest.param(
            "convenant",
            "exclusiviteit: exclusief-gebied",
            "minimum_leerlingen_exclusiviteit: 1",
            "ten minste 1 leerling volgens dat addendum meedoet",
            "volgens dat addendum meedoen",
            id="one-pupil-takes-part",
        ),
        pytest.param(
            "samenwerkingsovereenkomst",
            "leiding: stuurgroep",
            "stuurgroep_per_partij: 1",
            "benoemt het eigen lid voor",
            "de eigen leden",
            id="a-party-with-one-member",
        ),
        pytest.param(
            "samenwerkingsovereenkomst",
            "",
            "locaties_leerroute: [De Berk in Ede]",
            "op deze locatie van de school of de instelling: De Berk in Ede",
            "op deze locaties",
            id="one-location",
        ),
        pytest.param(
            "samenwerkingsovereenkomst",
            "",
            "profiel: [Groen, Zorg en Welzijn]",
            "de school elk profiel verzorgt",
            "het profiel verzorgt",
            id="two-profiles",
        ),
        pytest.param(
            "samenwerkingsovereenkomst",
            "",
            "bijeenkomsten_adviesgroep: 1",
            "en in elk geval voordat partijen het gezamenlijk programma herzien",
            "waarvan eenmaal",
            id="of-one-meeting-not-one",
        ),
        pytest.param(
            "samenwerkingsovereenkomst",
            "",
            "",
            "nadat een van beide dat aan hen heeft gevraagd",
            "samen binnen",
            id="a-term-to-decide-has-a-start",
        ),
        pytest.param(
            "samenwerkingsovereenkomst",
            "faciliteiten: toezicht, examinering: [spreiding, samen-ontwikkelen]",
            "",
            "al het aanwezige personeel van de leerroute spreekt jongeren aan",
            "Al het aanwezige personeel spreekt een jongere aan",
            id="who-speaks-to-whom-is-said-once",
        ),
        pytest.param(
            "convenant",
            "geschillen: [bestuur-mediation-rechter, benoeming-en-rechter]",
            "",
            "kiezen zij die niet binnen",
            "nog geen mediator is gekozen",
            id="a-mediator-is-appointed-and-not-done-without",
        ),
        pytest.param(
            "leerwerktraject",
            "",
            "",
            "Zij overlegt daarover eerst met de Samenwerkingsorganisatie",
            "Tot die tijd krijgt de leerling",
            id="until-there-is-another-place",
        ),
        pytest.param(
            "convenant",
            "",
            "",
            "alleen als de wet dat voorschrijft of toestaat.",
            "zoals bij de inschrijving voor een mbo-examen",
            id="nobody-is-enrolled-for-an-exam-under-a-convenant",
        ),
        pytest.param(
            "samenwerkingsovereenkomst",
            "medezeggenschap: [wettelijk-regime, adviesprocedure], wijziging: met-medezeggenschap",
            "",
            "of meteen als partijen eerder moeten besluiten",
            "De organen krijgen daarvoor",
            id="one-term-to-advise",
        ),
        pytest.param(
            "samenwerkingsovereenkomst-geintegreerd",
            "examinering: [geintegreerd, samen-ontwikkelen]",
            "",
            "de toetsen die zij samen ontwikkelen",
            "in samenspraak",
            id="tests-made-together-are-agreed-once",
        ),
    ],
)
def test_a_document_says_what_its_readers_missed(
    kind: str, choices: str, values: str, says: str, no_longer: str, library: Library
) -> None:
    text = text_of(bare(kind, choices, values), kind, library).replace("\u00a0", " ")
    assert says in text
    assert no_longer not in text


def test_no_clause_says_of_somebody_that_it_is_a_man(library: Library) -> None:
    said = [item.id for item in library.all_clauses() if re.search(r"\b[Hh](ij|em)\b", item.text)]
    assert said == []


def test_no_clause_says_his_of_a_pupil(library: Library) -> None:
    pupil = r"\b(?:jongere|leerling|mbo-student|docent)\b[^.;]{0,80}"
    his = re.compile(
        pupil + r"\b(?:houdt|bij|naar|met|over|in|van|aan|tot|voor|krijgt|heeft) zijn\b"
    )
    said = [item.id for item in library.all_clauses() if his.search(" ".join(item.text.split()))]
    assert said == []


def test_no_paragraph_begins_with_a_word_for_what_the_one_before_it_named(library: Library) -> None:
    begins = re.compile(
        r"(?m)^ *1\. (?:\{\{ anker\([^)]*\) \}\})?(?:Zij|Ze|Die|Dat|Daarna|Daarbuiten) "
    )
    said = [item.id for item in library.all_clauses() if begins.search(item.text)]
    assert said == []


def test_the_organs_of_a_party_have_one_name(library: Library) -> None:
    asked = re.compile(r"(?:vraagt|stuurt)[^.]{0,40}\b(?:haar|zijn) organen\b")
    said = [item.id for item in library.all_clauses() if asked.search(" ".join(item.text.split()))]
    assert said == []


def test_a_placement_has_one_name_for_the_company(library: Library) -> None:
    texts = {item.id: item.text for item in library.all_clauses() if item.fits("stageovereenkomst")}
    assert texts
    assert [name for name, text in texts.items() if "stagebieder" in text.lower()] == []


@pytest.mark.parametrize(
    ("money", "paid"), [("gesloten-beurzen", False), ("bedrag-per-leerling", True)]
)
def test_a_financial_annex_names_a_fee_and_btw_only_where_somebody_pays(
    money: str, paid: bool, library: Library
) -> None:
    main = "  - soort: leerwerktraject\n"
    annex = bare("financiele-bijlage", f"financien-vergoeding: {money}")
    text = text_of(main + annex + "    bij: leerwerktraject\n", "financiele-bijlage", library)
    assert ("komt dan bovenop het bedrag" in text) is paid
    assert ("Wat de vergoeding al dekt" in text) is paid


def test_a_programme_lets_a_guest_teach_as_its_agreement_does(library: Library) -> None:
    main = "  - soort: samenwerkingsovereenkomst\n"
    annex = bare("onderwijs-en-examenprogramma") + "    bij: samenwerkingsovereenkomst\n"
    text = text_of(main + annex, "onderwijs-en-examenprogramma", library)
    assert "of die er als gastdocent voor mag worden ingezet" in text
    assert "het gunstigst" not in text


@pytest.mark.parametrize("exams", ["niet", "deels", "geheel"])
def test_a_programme_speaks_of_exams_in_its_tables_where_the_agreement_has_any(
    exams: str, library: Library
) -> None:
    kind = "samenwerkingsovereenkomst-geintegreerd"
    main = bare(kind, values=f"vmbo_examen_geintegreerd: {exams}")
    annex = bare("onderwijs-en-examenprogramma") + f"    bij: {kind}\n"
    text = text_of(main + annex, "onderwijs-en-examenprogramma", library)
    assert ("leidt niet tot een vmbo-diploma" in text) is (exams != "geheel")
    assert ("leidt alleen tot een vmbo-diploma als" in text) is (exams == "geheel")
    assert ("die examens staan" in text) is (exams != "niet")


@pytest.mark.parametrize(
    ("more", "consulted"),
    [
        ("", "met de andere partij."),
        (
            "  els: {soort: school, naam: Vakschool De Els, bevoegd_gezag: Stichting De Els}\n",
            "met iedere andere partij die de jongere onderwijs geeft.",
        ),
    ],
)
def test_who_expels_consults_whoever_else_teaches(
    more: str, consulted: str, library: Library
) -> None:
    head = HEAD.replace("gegevens:", f"{more}gegevens:")
    bundle = build_bundle(
        parse_choices(head + bare("samenwerkingsovereenkomst"), "keuzes.yaml"), library
    )
    assert f"na overleg {consulted}" in as_text(document_bytes(bundle, bundle.documents[0].id))


MORE = """\
  {key}: {{soort: {sort}, naam: {name}, bevoegd_gezag: Stichting {name}}}
"""


def with_more(*parties: tuple[str, str, str]) -> str:
    lines = "".join(MORE.format(key=key, sort=sort, name=name) for key, sort, name in parties)
    return HEAD.replace("gegevens:", f"{lines}gegevens:")


@pytest.mark.parametrize("money", ["vast-bedrag", "aandeel"])
@pytest.mark.parametrize("two", [False, True])
def test_of_two_colleges_only_one_is_paid_for_a_pupil(
    money: str, two: bool, library: Library
) -> None:
    head = with_more(("dok", "instelling", "ROC Het Dok")) if two else HEAD
    document = bare("samenwerkingsovereenkomst", f"bekostiging: {money}")
    bundle = build_bundle(parse_choices(head + document, "keuzes.yaml"), library)
    text = as_text(document_bytes(bundle, "samenwerkingsovereenkomst"))
    assert ("niet twee keer overgedragen" in text) is two


def test_a_title_counts_the_other_parties_in_words(library: Library) -> None:
    trees = [("els", "Els"), ("den", "Den"), ("olm", "Olm")]
    head = with_more(*((key, "school", f"Vakschool {name}") for key, name in trees))
    bundle = build_bundle(
        parse_choices(head + bare("samenwerkingsovereenkomst"), "keuzes.yaml"), library
    )
    text = as_text(document_bytes(bundle, "samenwerkingsovereenkomst"))
    assert "Vakschool Den en twee andere partijen" in text


PLACES = [
    ("samenwerkingsovereenkomst", "doelgroep: leerroute-selectie", "van de scholen samen"),
    ("entree", "", "voor de leerlingen van de scholen samen"),
]


@pytest.mark.parametrize(("kind", "choice", "together"), PLACES)
@pytest.mark.parametrize("two", [False, True])
def test_places_are_of_the_schools_together(
    kind: str, choice: str, together: str, two: bool, library: Library
) -> None:
    head = with_more(("els", "school", "Vakschool Els")) if two else HEAD
    bundle = build_bundle(parse_choices(head + bare(kind, choice), "keuzes.yaml"), library)
    assert (together in as_text(document_bytes(bundle, kind))) is two
