"""A small library to break, and choice files that point at their own mistakes."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from dlr_docs import build_bundle, load_library
from dlr_docs.basis.problems import DlrDocsError, Problem
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library

CHOICES = """\
bundel: Proef
partijen:
  linde:
    soort: school
    naam: De Linde
documenten:
  - soort: brief
"""
PARTIES = """\
velden:
  naam: {vraag: "Wat is de naam van {soort}?"}
  bevoegd_gezag: {vraag: "Hoe heet het bevoegd gezag van {soort}?"}
  vestigingsplaats: {vraag: "In welke plaats is {soort} gevestigd?"}
  vertegenwoordiger:
    vraag: Wie tekent namens {soort}?
    velden:
      naam: {vraag: "Wie vertegenwoordigt {soort}?"}
      functie: {vraag: "Wat is de functie van wie {soort} vertegenwoordigt?"}
  locaties: {soort: lijst, vraag: "Welke locaties?", in_plaats_van: [naam], weergave: "{naam}"}
  tekenaars: {soort: lijst, vraag: "Wie?", in_plaats_van: [vertegenwoordiger], weergave: "{naam}"}
soorten:
  school:
    aanduiding: de school
    anderen: de andere scholen
    groep: scholen
    eigenschappen: [is_onderwijs]
    toont: [naam, bevoegd_gezag, vestigingsplaats, vertegenwoordiger]
    ondertekent: bevoegd_gezag
    omschrijving: "{bevoegd_gezag} te {vestigingsplaats}, voor {naam}, vertegenwoordigd door {vertegenwoordiger.naam}"
  instelling:
    aanduiding: de instelling
    anderen: de andere instellingen
    groep: instellingen
    toont: [naam, vestigingsplaats]
    ondertekent: naam
    omschrijving: "{naam} te {vestigingsplaats}"
  bestuur:
    aanduiding: het bestuur
    anderen: de andere besturen
    toont: [bevoegd_gezag, locaties, tekenaars]
    eenheden: {locaties: de locatie}
    rechtspersoon: bevoegd_gezag
    ondertekent: bevoegd_gezag
    namens: [tekenaars.naam]
    omschrijving: "{bevoegd_gezag}, met {locaties}, voor wie {tekenaars} tekent"
"""
WORDS = """\
verboden:
  - {woorden: [BVE], schrijf: mbo}
  - {woorden: [zulks], schrijf: een gewoon woord}
niet_samen:
  - code: nummer-op-factuur
    woorden: ["*factu*"]
    met: ["*onderwijsnummer*"]
    tenzij: [geen]
    melding: een factuur bevat geen persoonsgebonden nummer
    advies: Gebruik aantallen.
"""
RULES = """\
doel-en-extra:
  soort: nodig
  omschrijving: Bij een extra hoort nog iets.
  alleen_genoemd: true
  wet: [wvo-een]
  als: extra/een
  nodig: extra/twee
  melding: er is een extra zonder tweede extra
  advies: Kies ook extra/twee.
"""
VALUES = """\
ingangsdatum: {soort: datum, vraag: Wanneer gaat het in?, bepaalt_ingang: true}
regio: {soort: tekst, vraag: Welke regio?}
plek: {soort: groep, meervoud: plekken, vraag: Welke plek?, velden: {naam: {soort: tekst, vraag: Hoe heet zij?}}}
samen: {soort: aantal, vraag: Hoeveel samen?, voor_groep: true}
"""
LAW = """\
stand: 2026-01-01
toelichting: Proef.
wetten:
  wvo: {naam: Wet voortgezet onderwijs 2020, afkorting: WVO 2020}
verwijzingen:
  wvo-een:
    {wet: wvo, artikel: "1", omschrijving: eerste, geldig_van: 2022-08-01, gecontroleerd: {datum: 2026-01-01, bron: W}}
  wvo-oud:
    wet: wvo
    artikel: "2"
    omschrijving: oud
    geldig_van: 2020-01-01
    geldig_tot: 2021-12-31
    gecontroleerd: {datum: 2026-01-01, bron: W}
eisen:
  groep:
    titel: Verplichte inhoud
    grondslag: wvo-een
    onderwerpen:
      eis-a: {letter: a, omschrijving: het doel}
      eis-b: {letter: b, omschrijving: het einde, delen: {opzegging: opzegging, wijziging: wijziging}}
"""
TABLES = """\
grens:
  omschrijving: Hoe lang een brief is.
  wet: [wvo-een]
  sleutels: [maat]
  kolommen: {maat: {kop: Maat}, regels: {kop: Regels, soort: aantal}}
  perioden:
    - {geldig_van: 2022-08-01, geldig_tot: 2025-12-31, rijen: [{maat: kort, regels: 10}, {maat: lang, regels: 1200}]}
    - {geldig_van: 2026-01-01, rijen: [{maat: kort, regels: 12}, {maat: lang, regels: 1400}]}
"""
OUTLINE = """\
titel: Brief
samenvatting: Een brief om mee te proberen.
namen: {zelf: deze brief, ander: de brief}
partijen:
  school: {minimaal: 1, maximaal: 2}
onderwerpen:
  - {onderwerp: doel, standaard: algemeen, verplicht: true}
  - {onderwerp: extra, standaard: geen, meer: true}
  - {onderwerp: begrip, standaard: geen}
"""
HEAD = {"titel": "Titel", "samenvatting": "Samenvatting."}
TERMS = """\
- begrip: leerling
  vormen: [leerlingen]
  omschrijving: "wie bij de school is ingeschreven;"
"""


class SmallLibrary(Struct, frozen=True):
    """A library on disk that a test may change."""

    path: Path

    def write(self, name: str, text: str) -> Path:
        """Write one file of the library."""
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return target

    def clause(self, name: str, text: str, head: str = "") -> Path:
        """Write a clause; its text starts on line 5, or after the extra lines of its head."""
        lines = "\n".join(f"{key}: {value}" for key, value in HEAD.items())
        extra = textwrap.dedent(head).strip("\n")
        return self.write(
            f"clauses/{name}.md", f"---\n{lines}\n{extra}{chr(10) if extra else ''}---\n{text}"
        )

    def load(self) -> Library:
        """Load it."""
        return load_library(self.path)

    def bundle(self, text: str = CHOICES) -> Bundle:
        """A bundle made with it."""
        return build_bundle(parse_choices(text, "keuzes.yaml"), self.load())

    def problems(self, text: str = CHOICES) -> Sequence[Problem]:
        """Why a bundle cannot be made with it."""
        try:
            self.bundle(text)
        except DlrDocsError as exc:
            return exc.problems
        raise AssertionError("a bundle was made")


def make_small_library(folder: Path) -> SmallLibrary:
    """One kind of document, two topics; the house styles are those of the package."""
    made = SmallLibrary(folder)
    made.write("clauses/partijen.yaml", PARTIES)
    made.write("clauses/woorden.yaml", WORDS)
    made.write("clauses/gegevens.yaml", VALUES)
    made.write("clauses/wetgeving.yaml", LAW)
    made.write("clauses/begrippen.yaml", TERMS)
    made.write("templates/brief.yaml", OUTLINE)
    made.clause(
        "doel/algemeen", "1. {{ dit_document|hoofdletter }} gaat in op {{ ingangsdatum }}.\n"
    )
    made.clause("extra/een", "Extra.\n")
    made.clause("begrip/leerling", "Over de leerling.\n")
    return made


def pointed(text: str) -> tuple[str, str]:
    """A text without its ``▶``, and the line and column where that stood as ``line:column``."""
    before, found, after = text.partition("▶")
    if not found:
        raise AssertionError("the text has no ▶")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return before + after, f"{line}:{column}"
