"""All that a choice file can say has a place: a form, or it is shown as it stands in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from dlr_docs.choices.models import KeuzebestandModel
from dlr_docs.model.library import Library
from tests.web.client import Answer, Browser
from tests.web.crawling import parsed

FILE = "/bundel/alles.yaml"
TEXT = """\
bundel: Alles bij elkaar
status: concept
huisstijl: klassiek
datum: 1 mei 2027
bibliotheek: [{bron: standaard}]
partijen:
  linde:
    soort: school
    aanduiding: het schoolbestuur
    bevoegd_gezag: Stichting De Linde
    vestigingsplaats: Edam
    scholen: [{naam: De Linde, plaats: Edam}, {naam: De Iep, plaats: Hoorn}]
    vertegenwoordiger: {naam: C. Bakker, functie: bestuurder}
  spoor:
    soort: instelling
    naam: ROC Het Spoor
    bevoegd_gezag: Stichting Het Spoor
    vestigingsplaats: Utrecht
    vertegenwoordiger: {naam: E. Smit, functie: lid van het bestuur}
  tweede: {soort: school, naam: De Eik, bevoegd_gezag: Stichting De Eik, vestigingsplaats: Weesp}
gegevens: {regio: Waterland}
eigen_gegevens:
  vorm_huur:
    soort: keuze
    vraag: Hoe wordt de zaal gehuurd?
    opties: {uur: per uur, dag: per dag}
    standaard: uur
    voorbeeld: dag
    hulp: Zie de offerte.
  zalen: {soort: lijst, van: tekst, vraag: Welke zalen?, minimaal: 1, maximaal: 7}
negeer: {medezeggenschap: Dat regelen wij in een andere brief.}
basisdocumenten:
  convenant-oud:
    soort: convenant
    titel: Convenant van toen
    ondertekend: 1 augustus 2018
    partijen: [linde, spoor]
    artikelen:
      geschillen: {nummer: "14", titel: Twisten, leden: {melding: "2"}, varianten: [bestuur-mediation-rechter]}
      ontbinding: "16.2"
    gegevens: {opzegtermijn: 9 weken}
  bijlage-oud: {soort: financiele-bijlage, titel: Begroting van toen, bij: convenant-oud, nummer: 3}
groepen:
  samen:
    documenten: [overeenkomst]
    keuzes: {verzekering: geen}
    gegevens: {opzegtermijn: 4 maanden}
documenten:
  - soort: samenwerkingsovereenkomst
    id: overeenkomst
    partijen: [linde, spoor]
    alleen: {linde: De Iep}
    keuzes: {geschillen: bestuur-mediation-rechter}
    vervangt: [convenant-oud]
    gegevens: {profiel: "Bouwen, Wonen en Interieur"}
    eigen_artikelen:
      - id: werkplaats
        titel: Gebruik van de zaal
        na: faciliteiten
        eisen: [dlr-h]
        tekst: |-
          1. De zaal wordt {{ vorm_huur }} gehuurd.
    eigen_bijlagen:
      - id: plan
        titel: Plattegrond
        bestand: plan.csv
        beschrijving: Een zaal met drie zones.
        inhoud: ""
        tabel: [[a, b]]
  - soort: financiele-bijlage
    id: begroting
    bij: overeenkomst
    partijen: [linde, spoor]
    plaats: zelfde-bestand
    nummer: 2
"""
DOCUMENT, ANNEX = f"{FILE}/document?document=overeenkomst", f"{FILE}/document?document=begroting"
FILL, SETUP = f"{FILE}/invullen?document=overeenkomst", f"{FILE}/opzet"
OWN = f"{FILE}/eigen?document=overeenkomst"
ARTICLE = f"{FILE}/eigen/artikel?document=overeenkomst&nummer=0"
VALUE, LIST = f"{FILE}/eigen/gegeven?nummer=vorm_huur", f"{FILE}/eigen/gegeven?nummer=zalen"
BROUGHT = f"{FILE}/eigen/bijlage?document=overeenkomst&nummer=0"
GROUP = f"{FILE}/eigen/groep?nummer=samen"
EARLIER = f"{FILE}/eigen/eerder?nummer=convenant-oud"
# For each key the page with its form (the name of a field, and what stands in it), or the page that
# shows it as it stands.
FORMS: Mapping[str, tuple[str, str, str]] = {
    "bundel": (SETUP, "v:bundel", "Alles bij elkaar"),
    "status": (f"{FILE}/meenemen", "status", "concept"),
    "huisstijl": (SETUP, "v:huisstijl", "klassiek"),
    "datum": (SETUP, "v:datum", "1 mei 2027"),
    "partijen": (FILL, "v:partijen/linde/bevoegd_gezag", "Stichting De Linde"),
    "gegevens": (FILL, "v:gegevens/regio", "Waterland"),
    "eigen_gegevens": (VALUE, "v:vraag", "Hoe wordt de zaal gehuurd?"),
    "negeer": (f"{FILE}/inhoud", "reden", "Dat regelen wij in een andere brief."),
    "basisdocumenten": (EARLIER, "v:titel", "Convenant van toen"),
    "documenten": (DOCUMENT, "v:id", "overeenkomst"),
    "PartijModel.aanduiding": (FILL, "v:partijen/linde/aanduiding", "het schoolbestuur"),
    "EigenGegevenModel.soort": (VALUE, "v:soort", "keuze"),
    "EigenGegevenModel.vraag": (VALUE, "v:vraag", "Hoe wordt de zaal gehuurd?"),
    "EigenGegevenModel.van": (LIST, "v:van", "tekst"),
    "EigenGegevenModel.standaard": (VALUE, "v:standaard", "uur"),
    "EigenGegevenModel.voorbeeld": (VALUE, "v:voorbeeld", "dag"),
    "EigenGegevenModel.hulp": (VALUE, "v:hulp", "Zie de offerte."),
    "EigenGegevenModel.minimaal": (LIST, "v:minimaal", "1"),
    "EigenGegevenModel.maximaal": (LIST, "v:maximaal", "7"),
    "EigenArtikelModel.titel": (ARTICLE, "v:titel", "Gebruik van de zaal"),
    "EigenArtikelModel.na": (ARTICLE, "v:na", "faciliteiten"),
    "EigenArtikelModel.eisen": (ARTICLE, "v:eisen", "dlr-h"),
    "EigenArtikelModel.tekst": (ARTICLE, "v:tekst", "1. De zaal wordt {{ vorm_huur }} gehuurd."),
    "EigenBijlageModel.titel": (BROUGHT, "v:titel", "Plattegrond"),
    "EigenBijlageModel.bestand": (BROUGHT, "v:bestand", "plan.csv"),
    "EigenBijlageModel.beschrijving": (BROUGHT, "v:beschrijving", "Een zaal met drie zones."),
    "DocumentModel.id": (DOCUMENT, "v:id", "overeenkomst"),
    "DocumentModel.bij": (ANNEX, "v:bij", "overeenkomst"),
    "DocumentModel.plaats": (ANNEX, "v:plaats", "zelfde-bestand"),
    "DocumentModel.nummer": (ANNEX, "v:nummer", "2"),
    "DocumentModel.partijen": (DOCUMENT, "v:partijen", "linde"),
    "DocumentModel.alleen": (DOCUMENT, "v:alleen/linde", "De Iep"),
    "DocumentModel.keuzes": (
        f"{FILE}/artikel?document=overeenkomst&onderwerp=geschillen",
        "tekst",
        "bestuur-mediation-rechter",
    ),
    "DocumentModel.vervangt": (OWN, "vervangt", "convenant-oud"),
    "DocumentModel.gegevens": (
        FILL,
        "c:documenten/0/gegevens/profiel",
        "Bouwen, Wonen en Interieur",
    ),
    "GroepModel.documenten": (GROUP, "v:documenten", "overeenkomst"),
    "BasisartikelModel.nummer": (EARLIER, "v:artikelen/geschillen/nummer", "14"),
    "BasisdocumentModel.soort": (EARLIER, "v:soort", "convenant"),
    "BasisdocumentModel.titel": (EARLIER, "v:titel", "Convenant van toen"),
    "BasisdocumentModel.ondertekend": (EARLIER, "v:ondertekend", "1 augustus 2018"),
    "BasisdocumentModel.partijen": (EARLIER, "v:partijen", "linde"),
    "BasisdocumentModel.bij": (f"{FILE}/eigen/eerder?nummer=bijlage-oud", "v:bij", "convenant-oud"),
    "BasisdocumentModel.nummer": (f"{FILE}/eigen/eerder?nummer=bijlage-oud", "v:nummer", "3"),
    "BasisdocumentModel.artikelen": (EARLIER, "v:artikelen/ontbinding", "16.2"),
}
SHOWN: Mapping[str, tuple[str, str]] = {
    "bibliotheek": (SETUP, "bibliotheek: [{bron: standaard}]"),
    "groepen": (OWN, "samen"),
    "PartijModel.soort": (SETUP, "het bevoegd gezag van de school"),
    "EigenGegevenModel.opties": (VALUE, "opties: {uur: per uur, dag: per dag}"),
    "EigenArtikelModel.id": (ARTICLE, '{{ artikel("werkplaats") }}'),
    "EigenBijlageModel.id": (BROUGHT, "id: plan"),
    "EigenBijlageModel.inhoud": (BROUGHT, 'inhoud: ""'),
    "EigenBijlageModel.tabel": (BROUGHT, "tabel: [[a, b]]"),
    "DocumentModel.soort": (SETUP, "Samenwerkingsovereenkomst"),
    "DocumentModel.eigen_artikelen": (OWN, "Gebruik van de zaal"),
    "DocumentModel.eigen_bijlagen": (OWN, "Plattegrond"),
    "BasisartikelModel.titel": (EARLIER, "titel: Twisten"),
    "BasisartikelModel.leden": (EARLIER, 'leden: {melding: "2"}'),
    "BasisartikelModel.varianten": (EARLIER, "varianten: [bestuur-mediation-rechter]"),
    "BasisdocumentModel.gegevens": (EARLIER, "gegevens: {opzegtermijn: 9 weken}"),
    "GroepModel.keuzes": (GROUP, "keuzes: {verzekering: geen}"),
    "GroepModel.gegevens": (GROUP, "gegevens: {opzegtermijn: 4 maanden}"),
    "LaagModel.bron": (SETUP, "bron: standaard"),
    "LaagModel.versie": (SETUP, "bibliotheek: [{bron: standaard}]"),
    "LaagModel.commit": (SETUP, "bibliotheek: [{bron: standaard}]"),
    "LaagModel.inhoud": (SETUP, "bibliotheek: [{bron: standaard}]"),
}


@pytest.fixture
def browser(tmp_path: Path, library: Library) -> Browser:
    """Somebody with a file that says all that one can say."""
    assert library.outlines
    (tmp_path / "alles.yaml").write_text(TEXT, "utf-8")
    (tmp_path / "plan.csv").write_text("a;b\n", "utf-8")
    return Browser(tmp_path).enter()


def keys() -> Iterator[str]:
    """Every key of a choice file, by the schema that editors get."""
    schema = KeuzebestandModel.model_json_schema()
    yield from schema["properties"]
    for name, model in schema["$defs"].items():
        yield from (f"{name}.{key}" for key in model.get("properties", ()))


def test_every_key_of_the_schema_has_a_place() -> None:
    assert {*keys()} == FORMS.keys() | SHOWN.keys()
    assert not FORMS.keys() & SHOWN.keys()


def test_what_a_form_holds_stands_in_its_field(browser: Browser) -> None:
    missing = {
        key: wanted
        for key, wanted in FORMS.items()
        if wanted[2] not in held(browser.get(wanted[0]), wanted[1])
    }
    assert missing == {}


def test_what_no_form_holds_is_shown_as_it_stands(browser: Browser) -> None:
    missing = {
        key: wanted
        for key, wanted in SHOWN.items()
        if wanted[1] not in parsed(browser.get(wanted[0])).text_content()
    }
    assert missing == {}


def held(page: Answer, name: str) -> list[Any]:
    """What stands in a field, or is chosen or ticked in it, on a page."""
    assert page.status == 200, page.said
    found = []
    for form in parsed(page).forms:
        found += [value for key, value in form.form_values() if key == name]
    return found
