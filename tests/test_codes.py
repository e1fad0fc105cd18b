"""The catalogue of problems: an input for every code, and what must hold of each problem."""

from __future__ import annotations

import io
import json
import os
import re
import socket
import sys
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from click.testing import CliRunner

from dlr_docs import (
    WriteOptions,
    build_bundle,
    check_bundle,
    choices_from_data,
    document_bytes,
    update,
    write_bundle,
)
from dlr_docs.basis import codes
from dlr_docs.basis.codes import Code
from dlr_docs.basis.problems import DlrDocsError, Place, Problem, error
from dlr_docs.basis.yaml import loading as strict_yaml
from dlr_docs.build.house_style import read_house_style
from dlr_docs.build.pipeline import build_with_warnings
from dlr_docs.choices.editing.edit import with_values
from dlr_docs.choices.file import load_choices, parse_choices
from dlr_docs.choices.new import scaffold
from dlr_docs.choices.schema import is_schema
from dlr_docs.clause.parsing import MAXIMUM_TEXT
from dlr_docs.cli import program
from dlr_docs.cli.returned.held import refuse_series
from dlr_docs.cli.workbench import refuse_without_parts
from dlr_docs.files import atomic, output
from dlr_docs.files.office import convert
from dlr_docs.files.output import refuse_other_file, write_new
from dlr_docs.library import folder as folder_of_a_library
from dlr_docs.library.checks.clauses import spelling
from dlr_docs.library.checks.clauses.spelling import misspelled
from dlr_docs.library.checks.table import check_library
from dlr_docs.library.git.fetching import fetch
from dlr_docs.library.layers.new_layer import SKELETON_TEXT
from dlr_docs.library.layers.pins import pins
from dlr_docs.library.load import load_library, read_library
from dlr_docs.model.layers import LayerChoice
from dlr_docs.model.library import Library
from dlr_docs.model.options import DEFAULTS
from dlr_docs.revise.answers import work_elsewhere
from dlr_docs.revise.compare.library_now import missing_layers, missing_problem
from dlr_docs.revise.family import Family
from dlr_docs.revise.filling_back import Answers
from dlr_docs.revise.redline import accepted_earlier, redline
from dlr_docs.revise.same_agreement import refuse_other
from dlr_docs.revise.update.together import Member, missing
from dlr_docs.series import record
from dlr_docs.series.run import judge_series, left_over, make_series
from dlr_docs.series.table.reading import read_table
from dlr_docs.series.workers import Here
from dlr_docs.sheets.reading import read_spreadsheet
from dlr_docs.web.folder import Folder
from dlr_docs.web.serving.server import serve
from dlr_docs.word.package.opening import MAXIMUM_BYTES
from dlr_docs.word.read.document import read_document
from dlr_docs.word.template.compiled import render_part
from dlr_docs.word.template.trial import admitted, examine_template
from dlr_docs.word.write.data.day import properties_day
from tests.ooxml import TEMPLATE, changed, parts
from tests.repositories import committed
from tests.samples import SORTS
from tests.series import tables
from tests.small import (
    CHOICES,
    LAW,
    OUTLINE,
    PARTIES,
    RULES,
    TABLES,
    TERMS,
    VALUES,
    WORDS,
    SmallLibrary,
)
from tests.wordml import docx
from tools.codes import MANUAL, manual

MAIN = "word/document.xml"
NAME = "Wilhelmina Bakker"  # what somebody typed; no problem repeats it
ENGLISH = re.compile(
    r"\b(error|file|must|not found|expected|invalid|missing|cannot|should|the)\b", re.IGNORECASE
)
DATA: dict[str, object] = {
    "bundel": NAME,
    "partijen": {"linde": {"soort": "school", "naam": NAME}},
    "documenten": [{"soort": "brief"}],
}


def caught(act: Callable[[], object]) -> Sequence[Problem]:
    """The problems that stop an act."""
    try:
        act()
    except DlrDocsError as exc:
        return exc.problems
    raise AssertionError("nothing was wrong")


# In the text of a choice file, with the small library.
HEAD = f"bundel: {NAME}\npartijen:\n  linde:\n    soort: school\n    naam: {NAME}\n"
BRIEF = f"{HEAD}documenten:\n  - soort: brief\n"
BOARDS = "".join(f"  b{key}: {{soort: bestuur, bevoegd_gezag: Stichting X}}\n" for key in "12")
CHOICE = {
    codes.STUURTEKEN: f"bundel: {NAME}\x07\n",
    codes.YAML_ONLEESBAAR: f"bundel: '{NAME}\n",
    codes.YAML_ANDERS: f"bundel: {NAME} #1\n",
    codes.YAML_UITLEG: BRIEF.replace("\n", f" # van {NAME}\n", 1),
    codes.YAML_NIETS: BRIEF.replace(f"naam: {NAME}", "naam: ~"),
    codes.YAML_TEKEN: BRIEF.replace(f"naam: {NAME}", f"naam: {NAME};"),
    codes.YAML_LEEG: "\n",
    codes.YAML_TE_GROOT: f"# {'x' * 4_000_001}",
    codes.YAML_TE_DIEP: f"a: {'[' * 60}{']' * 60}",
    codes.YAML_MEER_DOCUMENTEN: f"{BRIEF}---\n{BRIEF}",
    codes.YAML_TAG: "bundel: !geheim x\n",
    codes.YAML_SLEUTEL: "[a]: b\n",
    codes.YAML_DUBBEL: f"{BRIEF}bundel: {NAME}\n",
    codes.YAML_ALIAS: "bundel: *weg\n",
    codes.YAML_KRINGLOOP: "bundel: &a [*a]\n",
    codes.ONTBREEKT: "bundel: x\n",
    codes.ONBEKENDE_SLEUTEL: f"{BRIEF}bundle: {NAME}\n",
    codes.ONBEKENDE_WAARDE: f"{BRIEF}status: {NAME}\n",
    codes.VERKEERD_TYPE: f"{BRIEF}datum: {NAME}\n",
    codes.VERKEERDE_LENGTE: f'bundel: ""\n{BRIEF.partition(chr(10))[2]}',
    codes.VERKEERDE_VORM: f"{BRIEF}    id: {NAME}\n",
    codes.DUBBEL_ID: f"{BRIEF}  - soort: brief\n",
    codes.GERESERVEERD_ID: f"{BRIEF}    id: con\n",
    codes.ONBEKEND_DOCUMENT: f"{BRIEF}    bij: {NAME}\n",
    codes.BIJ_ZICHZELF: f"{BRIEF}    bij: brief\n",
    codes.ONBEKENDE_SOORT: BRIEF.replace("soort: brief", f"soort: {NAME}"),
    codes.ONBEKENDE_PARTIJ: f"{BRIEF}    partijen: [{NAME}]\n",
    codes.ONBEKEND_ONDERWERP: f"{BRIEF}    keuzes: {{{NAME}: geen}}\n",
    codes.VERPLICHT_ONDERWERP: f"{BRIEF}    keuzes: {{doel: geen}}\n",
    codes.GEEN_EN_WEL: f"{BRIEF}    keuzes: {{extra: [geen, een]}}\n",
    codes.ONBEKENDE_VARIANT: f"{BRIEF}    keuzes: {{extra: {NAME}}}\n",
    codes.PARTIJ_ONTBREEKT: BRIEF.replace("soort: school", "soort: instelling"),
    codes.TE_VEEL_PARTIJEN: BRIEF.replace(
        "documenten:",
        "".join(f"  s{number}: {{soort: school, naam: x}}\n" for number in range(3))
        + "documenten:",
    ),
    codes.DEZELFDE_PARTIJ: BRIEF.replace("documenten:", f"{BOARDS}documenten:"),
    codes.DUBBELE_VORM: BRIEF.replace(
        "documenten:", "  b: {soort: bestuur, naam: x, locaties: [{naam: y}]}\ndocumenten:"
    ),
    codes.VERTEGENWOORDIGT_ZICHZELF: BRIEF.replace(
        "documenten:",
        "  b: {soort: bestuur, bevoegd_gezag: x, tekenaars: [{naam: x}]}\ndocumenten:",
    ),
    codes.DUBBEL_BIJ_PARTIJ: BRIEF.replace(
        "documenten:",
        "  b: {soort: bestuur, bevoegd_gezag: x, locaties: [{naam: y}, {naam: Y}]}\ndocumenten:",
    ),
    codes.OOK_BIJ_ANDERE_PARTIJ: BRIEF.replace(
        "documenten:",
        "  b: {soort: bestuur, bevoegd_gezag: x, locaties: [{naam: y}]}\n"
        "  c: {soort: bestuur, bevoegd_gezag: z, locaties: [{naam: y}]}\ndocumenten:",
    ),
    codes.ZELFDE_AANDUIDING: BRIEF.replace(
        "documenten:", "  b: {soort: bestuur, aanduiding: de locatie}\ndocumenten:"
    ),
    codes.EIGEN_TEKST_WOORD: (
        f"{BRIEF}    eigen_artikelen: [{{id: a, titel: A, tekst: 1. Zulks geldt.}}]\n"
    ),
    codes.BIJLAGE_BESTAAT_NIET: (
        f"{BRIEF}    eigen_artikelen: [{{id: a, titel: A, tekst: 1. Zie ook bijlage 7.}}]\n"
    ),
    codes.EIGEN_TEKST_LEEG: (f"{BRIEF}    eigen_artikelen: [{{id: a, titel: A, tekst: 1. …}}]\n"),
    codes.EIGEN_BIJLAGE: f"{BRIEF}    eigen_bijlagen: [{{titel: A, bestand: {NAME}.zip}}]\n",
    codes.GEEN_BIJLAGE: f"{BRIEF}    plaats: zelfde-bestand\n",
    codes.HOORT_NIET_BIJ: f"{BRIEF}  - {{soort: brief, id: b, bij: brief}}\n",
    codes.ONBEKEND_GEGEVEN: f"{BRIEF}gegevens: {{regioo: {NAME}}}\n",
    codes.ONGEBRUIKT_GEGEVEN: f"{BRIEF}gegevens: {{regio: {NAME}}}\n",
    codes.VERKEERDE_WAARDE: f"{BRIEF}gegevens: {{ingangsdatum: {NAME}}}\n",
    codes.ENKELVOUD_EN_MEERVOUD: f"{BRIEF}gegevens: {{plek: [{NAME}]}}\n",
    codes.DUBBEL_IN_GROEP: f"{BRIEF}groepen: {{a: {{documenten: [brief, brief]}}}}\n",
    codes.GROEPEN_VERSCHILLEN: (
        f"{BRIEF}groepen: {{a: {{documenten: [brief], gegevens: {{regio: {NAME}}}}}, "
        "b: {documenten: [brief], gegevens: {regio: Oost}}}\n"
    ),
    codes.ALLEEN_IN_GROEP: f"{BRIEF}gegevens: {{samen: 3}}\n",
    codes.ONBEKENDE_CONTROLE: f"{BRIEF}negeer: {{weg: Zomaar een goede reden.}}\n",
    codes.ONBEKENDE_HUISSTIJL: f"{BRIEF}huisstijl: weg\n",
    codes.OPEN_GEGEVEN: BRIEF,
}

# In one file of the small library.
CLAUSE = "clauses/extra/een.md"
TOP = "---\ntitel: Titel\nsamenvatting: Zin.\n"
GEGEVENS, WET = "clauses/gegevens.yaml", "clauses/wetgeving.yaml"
OPZET, PARTIJEN = "templates/brief.yaml", "clauses/partijen.yaml"
CONTROLES = "clauses/controles.yaml"
TABELLEN = "clauses/tabellen.yaml"


def head(text: str, body: str = "Extra.") -> tuple[str, str]:
    return CLAUSE, f"{TOP}{text}\n---\n{body}\n"


def body(text: str) -> tuple[str, str]:
    return CLAUSE, f"{TOP}---\n{text}\n"


LIBRARY = {
    codes.VERKEERDE_KEUZEHULP: (
        "clauses/keuzehulp.yaml",
        "titel: Wat?\nvragen:\n  een:\n    vraag: Wat?\n    antwoorden:\n"
        "      - {antwoord: A, naar: twee}\n      - {antwoord: B, soorten: brief, waarom: Zo.}\n",
    ),
    codes.BESTANDSNAAM: ("clauses/extra/Een.md", f"{TOP}---\nExtra.\n"),
    codes.GEEN_KOP: (CLAUSE, "Zonder kop.\n"),
    codes.VERKEERDE_NAAM: (GEGEVENS, f"{VALUES}A-b: {{soort: tekst, vraag: X?}}\n"),
    codes.GERESERVEERDE_NAAM: (GEGEVENS, f"{VALUES}partijen: {{soort: tekst, vraag: X?}}\n"),
    codes.VERVANGT_WAT_ER_IS: head("vervangt: [een]"),
    codes.DUBBELE_BETEKENIS: head("gegevens:\n  regio: {soort: tekst, vraag: X?}"),
    codes.PARTIJEN_ONTBREKEN: (PARTIJEN, None),
    codes.ONBEKEND_VELD: (PARTIJEN, PARTIES.replace("ondertekent: naam", "ondertekent: nam")),
    codes.ONBEKENDE_PLEK: (PARTIJEN, PARTIES.replace('"{naam} te', '"{nam} te')),
    codes.LOSSE_ACCOLADE: (PARTIJEN, PARTIES.replace('"{naam} te', '"{ {naam} te')),
    codes.LIJST_VAN_PARTIJ: (
        PARTIJEN,
        PARTIES.replace("toont: [bevoegd_gezag", "toont: [naam, bevoegd_gezag"),
    ),
    codes.VERKEERDE_INGANG: (GEGEVENS, VALUES.replace("soort: datum", "soort: tekst")),
    codes.VERKEERD_WOORD: ("clauses/woorden.yaml", WORDS.replace("[BVE]", '["B*E"]')),
    codes.ONBEKENDE_VERVANGING: (
        "clauses/controles.yaml",
        RULES.replace("  als:", "  in_plaats_van: weg\n  als:"),
    ),
    codes.OPZET_ONBEKENDE_CONTROLE: (OPZET, f"controles: [weg]\n{OUTLINE}"),
    codes.CONTROLE_ONBEKENDE_NAAM: (CONTROLES, RULES.replace("wvo-een", "wvo-eem")),
    codes.VERKEERDE_GRENS: (
        CONTROLES,
        RULES.replace("soort: nodig", "soort: grenzen").partition("  als:")[0]
        + "  grenzen: {regio: {minimaal: 3, maximaal: 2}}\n  melding: nee\n",
    ),
    codes.ONGEBRUIKTE_CONTROLE: (CONTROLES, RULES),
    codes.VERKEERDE_TABEL: (TABELLEN, TABLES.replace("sleutels: [maat]", "sleutels: [maten]")),
    codes.VERKEERDE_PERIODE: (TABELLEN, TABLES.replace("2025-12-31", "2025-12-30")),
    codes.TABEL_ONBEKENDE_NAAM: (TABELLEN, TABLES.replace("wvo-een", "wvo-eem")),
    codes.ONGEBRUIKTE_TABEL: (TABELLEN, TABLES),
    codes.ONGEBRUIKTE_VERWIJZING: (WET, LAW.replace("    geldig_tot: 2021-12-31\n", "")),
    codes.VERKEERD_BEGRIP: ("clauses/begrippen.yaml", "- begrip: leerling\n"),
    codes.WETTABEL_ONBEKENDE_WET: (WET, LAW.replace("    wet: wvo\n", "    wet: wvoo\n")),
    codes.WETTABEL_ONBEKENDE_GRONDSLAG: (
        WET,
        LAW.replace("grondslag: wvo-een", "grondslag: wvo-eem"),
    ),
    codes.DUBBEL_ONDERWERP: (OPZET, f"{OUTLINE}  - {{onderwerp: doel, standaard: algemeen}}\n"),
    codes.GEGEVEN_NIET_OMSCHREVEN: body("{{ regioo }}"),
    codes.GEGEVEN_ZONDER_GEBRUIK: head("gegevens:\n  x: {soort: tekst, vraag: X?}"),
    codes.ONBEKEND_ONDERDEEL: head("gegevens:\n  x: {soort: persoon, vraag: X?}", "{{ x.functi }}"),
    codes.AFWIJKING_ONGEZEGD: head("wijkt_af: true", "In {{ regio }}."),
    codes.VOLGT_NIET: (GEGEVENS, f"{VALUES}x: {{soort: tekst, vraag: X?, volgt: [weg]}}\n"),
    codes.GEEN_STANDAARD: head(
        "gegevens:\n  x: {soort: ja_nee, vraag: X?}", "{% if x %}a{% endif %}"
    ),
    codes.VERKEERDE_STANDAARD: head(
        "gegevens:\n  x: {soort: duur, vraag: X?, standaard: 3 manden}", "{{ x }}"
    ),
    codes.GEEN_OPTIES: head("gegevens:\n  x: {soort: keuze, vraag: X?}", "{{ x }}"),
    codes.ONGEBRUIKT_BEGRIP: (
        "clauses/begrippen.yaml",
        f"{TERMS}- {{begrip: nergens, omschrijving: b}}\n",
    ),
    codes.CLAUSULE_ONBEKENDE_SOORT: head("soorten: [brif]"),
    codes.CLAUSULE_ONBEKENDE_EIS: head("eisen: [eis-c]"),
    codes.CLAUSULE_ONBEKENDE_CLAUSULE: head("vereist: [dol]"),
    codes.ONBEKENDE_VERWIJZING: body('{{ artikel("doell") }}'),
    codes.ONBEKEND_LID: body('{{ lid("doel.weg") }}'),
    codes.OPZET_ONBEKEND_ONDERWERP: (OPZET, OUTLINE.replace("onderwerp: doel", "onderwerp: dol")),
    codes.OPZET_ONBEKENDE_VARIANT: (OPZET, OUTLINE.replace(": algemeen", ": algemen")),
    codes.OPZET_ONBEKENDE_PARTIJ: (OPZET, OUTLINE.replace("  school:", "  schol:")),
    codes.OPZET_ONBEKENDE_SOORT: (OPZET, f"hoort_bij: [brif]\n{OUTLINE}"),
    codes.ONBEKENDE_EISEN: (OPZET, f"eisen: weg\n{OUTLINE}"),
    codes.BIJLAGE_MET_OVERWEGINGEN: (
        OPZET,
        f"bijlage: true\noverwegingen:\n  - {{onderwerp: begrip, standaard: leerling}}\n{OUTLINE}",
    ),
    codes.VORM_ZONDER_SJABLOON: (OPZET, f"vorm: kaart\n{OUTLINE}"),
    codes.VERBODEN_WOORD: body("zulks"),
    codes.GETYPT_ARTIKEL: body("Zie artikel 3."),
    codes.GETYPTE_KOP: body("**Geschillen**\n\n1. Samen."),
    codes.GETYPT_LID: body("1. Zie lid 3."),
    codes.VOORBEELDTEKST: body(f"1. {SKELETON_TEXT}"),
    codes.BEGRIP_ANDERS: body("1. De leer-ling leert."),
    codes.LANGE_ZIN: body("1. Wij " + "en wij " * 40 + "leren."),
    codes.LIJDENDE_ZIN: body("1. Wat wordt gezegd, wordt gehoord en kan worden gedaan."),
    codes.GETYPT_NUMMER: body("1. Samen:\n   a. eerst;"),
    codes.NUMMER_IN_ZIN: body("1. Zij volgen stap\n   1. van het plan."),
    codes.HALF_INGESPRONGEN: body("1. Samen:\n  1. eerst;"),
    codes.LID_ZONDER_NUMMER: body("1. Eerst samen.\nDan apart."),
    codes.GEEN_TABEL: body("| Wie | Wat |\n| a | b |"),
    codes.GETYPTE_VOETNOOT: body("Samen.[^1]"),
    codes.GETYPTE_OPMAAK: body("Naam: .........."),
    codes.GETYPTE_TERMIJN: body("Dat duurt vier weken."),
    codes.GETYPT_BEDRAG: body("Dat kost € 50."),
    codes.GETAL_VOOR_MEERVOUD: (
        CLAUSE,
        f"{TOP}gegevens:\n  deel: {{soort: aantal, vraag: X?}}\n---\n{{{{ deel }}}} delen\n",
    ),
    codes.TEKST_VOOR_EEN: body("In {{ plek.naam }}."),
    codes.CLAUSULE_TE_LANG: body("x" * (MAXIMUM_TEXT + 1)),
    codes.TABEL_TE_GROOT: body(f"{'|a' * 80}|\n{'|-' * 80}|\n"),
    codes.PRIVETEKEN: body("a &#xE000; b"),
    codes.MARKDOWN_NIET_TOEGESTAAN: body("1. a\n\n   > b"),
    codes.NUMMER_IN_TEKST: body("7. a"),
    codes.NUMMERS_IN_OPSOMMING: body("- a\n  1. b"),
    codes.TE_DIEP: body("1. a\n   1. b\n      1. c\n         1. d"),
    codes.TABEL_IN_LID: body("1. a\n\n   | a | b |\n   |---|---|\n   | c | d |"),
    codes.TABELRIJ_TE_LANG: body("| a | b |\n|---|---|\n| c | d | e |"),
    codes.JINJA_FOUT: body("{{ weg"),
    codes.JINJA_TE_INGEWIKKELD: body("{{ " + "(" * 300 + "1" + ")" * 300 + " }}"),
    codes.JINJA_NIET_TOEGESTAAN: body("{% include 'x' %}"),
    codes.CLAUSULE_FAALT: body("{{ (1, 2)[5] }}"),
    codes.ANKER_ZONDER_NUMMER: body('| a | b |\n|---|---|\n| {{ anker("x") }}c | d |'),
}

# In a bundle of the small library: what is chosen together.
EXTRA = CHOICES + "    keuzes: {extra: [een, twee]}\n"
# A kind of document that changes a signed one.
AMENDING = {
    CLAUSE: (
        f"{TOP}gegevens: {{regels: {{soort: lijst, vraag: Welke?, velden: "
        "{waar: {soort: tekst, vraag: Waar?}, hoe: {soort: tekst, vraag: Hoe?}, "
        "na: {soort: tekst, vraag: Na?}, nummer: {soort: tekst, vraag: Nummer?}, "
        "tekst: {soort: tekst, vraag: Tekst?}}}}\n---\n"
        "{% for x in regels %}\n1. {{ x.tekst }}\n{% endfor %}\n"
    ),
    "templates/nota.yaml": (
        f"hoort_bij: [brief]\nwijzigt: {{lijst: regels, plaats: waar, wijze: hoe, "
        f"tekst: tekst, vervangen: v, toevoegen: t, vervallen: w, invoegen: tussen, na: na, "
        f"nummer: nummer}}\n{OUTLINE}"
    ),
}
TOGETHER: dict[Code, tuple[str, dict[str, str]]] = {
    codes.VARIANT_PAST_NIET: (
        CHOICES + "    keuzes: {extra: een}\n",
        {"templates/nota.yaml": OUTLINE, CLAUSE: f"{TOP}soorten: [nota]\n---\nExtra.\n"},
    ),
    codes.HOORT_NERGENS_BIJ: (
        CHOICES.replace("brief", "nota"),
        {"templates/nota.yaml": f"hoort_bij: [brief]\n{OUTLINE}"},
    ),
    codes.ANDERE_PARTIJEN: (
        CHOICES.replace("documenten:", "  iep: {soort: school}\ndocumenten:")
        + "  - {soort: nota, bij: brief, plaats: zelfde-bestand, partijen: [iep]}\n",
        {"templates/nota.yaml": f"bijlage: true\nhoort_bij: [brief]\n{OUTLINE}"},
    ),
    codes.OPZET_ONBEKEND_GEGEVEN: (CHOICES, {OPZET: f"gegevens: [weg]\n{OUTLINE}"}),
    codes.ONBEKENDE_WET: (
        CHOICES + "    keuzes: {extra: een}\n",
        {CLAUSE: f'{TOP}---\nZie {{{{ wet("weg") }}}}.\n'},
    ),
    codes.VERWIJZING_ONTBREEKT: (
        CHOICES + "    keuzes: {extra: een}\n",
        {CLAUSE: f'{TOP}---\nZie {{{{ artikel("begrip") }}}}.\n'},
    ),
    codes.ANKER_DUBBEL: (
        CHOICES + "    keuzes: {extra: een}\n",
        {CLAUSE: f'{TOP}---\n1. {{{{ anker("x") }}}}a\n1. {{{{ anker("x") }}}}b\n'},
    ),
    codes.ANKER_IN_TWEE_CLAUSULES: (
        EXTRA,
        {
            CLAUSE: f'{TOP}---\n1. {{{{ anker("x") }}}}a\n',
            "clauses/extra/twee.md": f'{TOP}---\n1. {{{{ anker("x") }}}}b\n',
        },
    ),
    codes.TABEL_IN_OVERWEGING: (
        CHOICES,
        {
            OPZET: f"overwegingen:\n  - {{onderwerp: tabel, standaard: een}}\n{OUTLINE}",
            "clauses/tabel/een.md": f"{TOP}---\n| a | b |\n|---|---|\n| c | d |\n",
        },
    ),
    codes.VERVALLEN_GEGEVEN: (
        CHOICES + "    gegevens: {oud: x}\n",
        {"clauses/vervallen.yaml": "oud: Haal het weg.\n"},
    ),
    codes.WETTELIJK_ONDERWERP: (CHOICES, {OPZET: f"eisen: groep\n{OUTLINE}"}),
    codes.EEN_VARIANT: (
        EXTRA,
        {
            OPZET: OUTLINE.replace(", meer: true", ""),
            "clauses/extra/twee.md": f"{TOP}---\nTwee.\n",
        },
    ),
    codes.AANVULLING: (
        CHOICES + "    keuzes: {extra: twee}\n",
        {"clauses/extra/twee.md": f"{TOP}aanvulling: true\n---\nTwee.\n"},
    ),
    codes.SLUIT_UIT: (
        CHOICES + "    keuzes: {extra: een}\n",
        {CLAUSE: f"{TOP}sluit_uit: [doel]\n---\nExtra.\n"},
    ),
    codes.VEREIST: (
        CHOICES + "    keuzes: {extra: een}\n",
        {CLAUSE: f"{TOP}vereist: [begrip]\n---\nExtra.\n"},
    ),
    codes.ZELFDE_TITEL: (
        CHOICES + "  - {soort: brief, id: b}\n  - {soort: nota, bij: brief}\n",
        {"templates/nota.yaml": f"hoort_bij: [brief]\n{OUTLINE}"},
    ),
    codes.ANDERE_WAARDE: (
        CHOICES
        + "    gegevens: {regio: hier}\n  - {soort: nota, bij: brief, gegevens: {regio: daar}}\n",
        {
            "clauses/doel/algemeen.md": f"{TOP}---\nIn {{{{ regio }}}}.\n",
            "templates/nota.yaml": f"hoort_bij: [brief]\n{OUTLINE}",
        },
    ),
    codes.INVOEGEN: (
        CHOICES + "  - soort: nota\n    bij: brief\n"
        "    gegevens: {regels: [{hoe: tussen, na: 99, tekst: Een regel}]}\n",
        AMENDING,
    ),
    codes.VRAAG_IN_TEKST: (
        CHOICES + "  - soort: nota\n    bij: brief\n"
        "    gegevens: {regels: [{hoe: v, waar: lid 1, tekst: 'Dit is [Wat is dit?].'}]}\n",
        AMENDING,
    ),
    codes.WET_NIET_GELDIG: (
        CHOICES + "    keuzes: {extra: een}\ngegevens: {ingangsdatum: 2027-08-01}\n",
        {CLAUSE: f'{TOP}---\nZie {{{{ wet("wvo-oud") }}}}.\n'},
    ),
}


def said(text: str) -> Callable[[str], str]:
    """Another text for the title of the template."""
    old = "<w:r><w:t>{{ titel }}</w:t></w:r>"
    return lambda xml: xml.replace(old, f"<w:r><w:t>{text}</w:t></w:r>", 1)


def instead(old: str, new: str) -> Callable[[str], str]:
    return lambda xml: xml.replace(old, new)


BODY = "<w:body>"
PER_PARTY = (
    '<w:pStyle w:val="Partij"/></w:pPr><w:bookmarkStart w:id="7" w:name="hier"/>'
    '<w:bookmarkEnd w:id="7"/>'
)
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:extent cx="1" cy="1"/><wp:docPr id="9" name="x"/></wp:inline>'
    "</w:drawing></w:r></w:p>"
)
# In one part of a template.
TEMPLATES: dict[Code, tuple[str, Callable[[str], str]]] = {
    codes.SJABLOON_KAPOT: (MAIN, instead("</w:body>", "")),
    codes.SJABLOON_DTD: (MAIN, lambda xml: xml.replace("<w:document", "<!DOCTYPE x><w:document")),
    codes.SJABLOON_ZONDER_PLEK: (MAIN, instead("{{p artikelen }}", "")),
    codes.SJABLOON_ZONDER_STIJL: (
        "word/styles.xml",
        lambda xml: xml.replace("Tabelkop", "Tabelkoptekst"),
    ),
    codes.SJABLOON_TAG: (MAIN, said("{{ titel")),
    codes.SJABLOON_NAAM: (MAIN, said("{{ tietel }}")),
    codes.SJABLOON_PROEF: (MAIN, said("{{ overwegingen[40] }}")),
    codes.SJABLOON_OPMERKING: (
        MAIN,
        instead(BODY, f'{BODY}<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>'),
    ),
    codes.SJABLOON_WIJZIGINGEN: (
        MAIN,
        instead(BODY, f'{BODY}<w:p><w:ins w:id="1"><w:r><w:t>x</w:t></w:r></w:ins></w:p>'),
    ),
    codes.SJABLOON_ONBEKENDE_STIJL: (
        MAIN,
        instead(BODY, f'{BODY}<w:p><w:pPr><w:pStyle w:val="Weg"/></w:pPr></w:p>'),
    ),
    codes.SJABLOON_ALTERNATIEVE_TEKST: (MAIN, instead(BODY, BODY + PICTURE)),
    codes.SJABLOON_ONVOLLEDIG: (
        MAIN,
        instead(
            "{{ titel }}", "{% if aantal_partijen > 1 %}{{ partijen[1].ondertekent }}{% endif %}"
        ),
    ),
    codes.SJABLOON_WEGGELATEN: (
        "word/settings.xml",
        lambda xml: xml.replace("<w:compat>", "<w:trackRevisions/><w:compat>"),
    ),
    codes.SJABLOON_HERHALING: (
        MAIN,
        lambda xml: xml.replace('<w:pStyle w:val="Partij"/></w:pPr>', PER_PARTY),
    ),
    codes.SJABLOON_LETTERTYPE: (
        "word/theme/theme1.xml",
        lambda xml: xml.replace('"Calibri"', '"Frutiger Eigen"'),
    ),
    codes.SJABLOON_ZONDER_NUMMERING: (
        "word/numbering.xml",
        lambda xml: re.sub(r"<w:pStyle [^>]*/>", "", xml),
    ),
    codes.SJABLOON_NUMMERING: (
        "word/numbering.xml",
        instead('<w:numFmt w:val="decimal"/>', '<w:numFmt w:val="hebrew1"/>'),
    ),
    codes.SJABLOON_EXTERN: (
        "word/_rels/document.xml.rels",
        instead(
            "</Relationships>",
            '<Relationship Id="rIdX" TargetMode="External" Target="http://x.example/a.png" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
            "</Relationships>",
        ),
    ),
    codes.SJABLOON_DEEL_ONTBREEKT: (
        "word/_rels/document.xml.rels",
        instead(
            "</Relationships>",
            '<Relationship Id="rIdX" Target="media/weg.png" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
            "</Relationships>",
        ),
    ),
    codes.SJABLOON_SOORT: (
        "[Content_Types].xml",
        instead("document.main+xml", "template.main+xml"),
    ),
}


def refused(error: BaseException) -> Callable[..., object]:
    """A function that fails."""

    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


def written(path: Path, content: bytes | str = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


class Case:
    """What acts of the program need: an empty folder, a small library, and a way to break things."""

    def __init__(self, folder: Path, small: SmallLibrary, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.small, self.patch = folder, small, patch

    def file(self, name: str, content: bytes | str = b"x") -> Path:
        return written(self.folder / name, content)

    def write(self, *, overwrite: bool = False) -> Sequence[Problem]:
        return caught(lambda: output.write_files({"a.docx": b"nieuw"}, self.folder, overwrite))

    def uncovered(self) -> Sequence[Problem]:
        """A variant without ``eisen`` beside two that cover a mandatory subject."""
        self.small.write(OPZET, f"eisen: groep\n{OUTLINE}")
        for name in ("een", "twee"):
            self.small.clause(f"extra/{name}", "Extra.\n", "eisen: [eis-a]")
        self.small.clause("extra/drie", "Extra.\n")
        return check_library(self.small.load())

    def unplaced(self) -> Sequence[Problem]:
        """A topic of a layer that no kind of document has."""
        self.file("bibliotheek.yaml", f"rust_op: [{self.small.path}]\n")
        self.file("clauses/los/een.md", f"{TOP}---\n1. Los.\n")
        return check_library(load_library(self.folder))

    def answered(self) -> Sequence[Problem]:
        """A document in the folder in which somebody filled in what the choice file lacks."""
        bundle, _ = build_with_warnings(parse_choices(CHOICES), self.small.load())
        (path,) = write_bundle(bundle, self.folder)
        made = path.read_bytes()
        path.write_bytes(changed(made, MAIN, lambda text: text.replace(">De Linde<", ">De Eik<")))
        return list(work_elsewhere(self.folder, bundle, ""))

    def other_choices(self) -> Sequence[Problem]:
        """Two choice files of another name make one document in one folder."""
        bundle, _ = build_with_warnings(parse_choices(CHOICES), self.small.load())
        one, two = (WriteOptions(made_from=output.file_mark(Path(name))) for name in ("a", "b"))
        write_bundle(bundle, self.folder, one)
        return caught(lambda: write_bundle(bundle, self.folder, two))

    def edited_document(self) -> Sequence[Problem]:
        """A document in the folder in which somebody typed."""
        self.answered()
        bundle, _ = build_with_warnings(parse_choices(CHOICES), self.small.load())
        return list(work_elsewhere(self.folder, bundle, ""))

    def copied_document(self) -> Sequence[Problem]:
        """A document and a copy of it beside one that belongs to it."""
        self.small.write("templates/nota.yaml", f"hoort_bij: [brief]\n{OUTLINE}")
        bundle = self.small.bundle(f"{CHOICES}  - {{soort: nota, bij: brief}}\n")
        family = Family()
        for name in ("brief", "brief", "nota"):
            family.add(read_document(document_bytes(bundle, name)), self.folder / f"{name}.docx")
        return [*family.copies()]

    def signed(self) -> Sequence[Problem]:
        """A document that was signed, to be made anew."""
        library = self.small.load()
        made = build_bundle(parse_choices(CHOICES), library)
        found = read_document(document_bytes(made, made.files[0].id))
        signed = build_bundle(parse_choices(f"status: ondertekend\n{CHOICES}"), library)
        return caught(lambda: update(found, signed))

    def other_agreement(self) -> Sequence[Problem]:
        """A document, and choices for one of that name between others."""
        library = self.small.load()
        made = build_bundle(parse_choices(CHOICES), library)
        others = CHOICES.replace("naam: ", "naam: Ander ")
        found = read_document(document_bytes(made, made.files[0].id))
        return caught(lambda: refuse_other(found, build_bundle(parse_choices(others), library)))

    def other_library(self) -> Sequence[Problem]:
        """A document of a library that is not the one of now."""
        bundle = build_bundle(parse_choices(CHOICES), self.small.load())
        found = read_document(document_bytes(bundle, bundle.files[0].id))
        missing = missing_layers(found, load_library())
        return [missing_problem(missing, "terug.docx")]

    def template(self, data: bytes) -> Sequence[Problem]:
        path = self.file("eigen.docx", data)
        return caught(lambda: admitted(path.read_bytes(), str(path), SORTS))

    def document(self, data: bytes | None) -> Sequence[Problem]:
        path = self.folder / "terug.docx"
        return caught(lambda: read_document(path if data is None else written(path, data)))

    def run(self, *arguments: str) -> Sequence[Problem]:
        """The problems of a command, as programs read them."""
        import json

        result = CliRunner().invoke(program, [*arguments, "--json"])
        found = json.loads(result.stdout)["problemen"]
        for item in found:
            assert {"pad", "bestand", "regel", "kolom", "blad", "rij", "cel"} < item.keys()
        severities = {str(severity): severity for severity in codes.Severity}
        return [
            Problem(severities[i["ernst"]], i["code"], i["melding"], i["pad"], None, i["hint"])
            for i in found
        ]


def _packed(content: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, data in content.items():
            package.writestr(name, data)
    return made.getvalue()


def _without_form(case: Case) -> Sequence[Problem]:
    written(case.small.path / "templates/huisstijl/eigen/lijst.docx", TEMPLATE.read_bytes())
    return case.small.problems(CHOICES + "huisstijl: eigen\n")


def _outside(case: Case) -> Sequence[Problem]:
    (case.small.path / "clauses" / "weg").symlink_to(case.folder, target_is_directory=True)
    return caught(lambda: read_library(case.small.path))


def _too_large_a_library(case: Case) -> Sequence[Problem]:
    folder = case.small.path / "clauses"
    for _ in range(folder_of_a_library.MAXIMUM_DEPTH + 1):
        folder = folder / "diep"
    folder.mkdir(parents=True)
    return caught(lambda: read_library(case.small.path))


def _layered(case: Case, named: str, **files: str) -> Sequence[Problem]:
    """With a second layer above the small library, which has these files."""
    (case.folder / "laag" / "clauses").mkdir(parents=True)
    for name, text in files.items():
        case.file(f"laag/{name.replace('__', '/')}.yaml", text)
    land = os.path.relpath(case.small.path, case.folder)
    text = f"bibliotheek: {named.replace('land', land)}\n{BRIEF}"
    choices = parse_choices(text, str(case.folder / "keuzes.yaml"))
    return caught(lambda: load_library(choices.library))


def _layer_with_topic(case: Case) -> Sequence[Problem]:
    (case.folder / "laag/clauses/zwemles").mkdir(parents=True)
    clause = (case.small.path / CLAUSE).read_text()
    (case.folder / "laag/clauses/zwemles/ja.md").write_text(clause)
    land = os.path.relpath(case.small.path, case.folder)
    text = f"bibliotheek: [{land}, laag]\n{BRIEF}"
    choices = parse_choices(text, str(case.folder / "keuzes.yaml"))
    return build_with_warnings(choices, load_library(choices.library))[1]


def _no_git(case: Case) -> Sequence[Problem]:
    case.patch.setenv("PATH", str(case.folder))
    return _layered(case, "[land, {bron: laag, versie: v1}]")


def _changed_layer(case: Case) -> Sequence[Problem]:
    clause = case.small.path / CLAUSE
    committed(case.small.path)
    clause.write_text(clause.read_text() + "Meer.\n")
    choice = LayerChoice(str(case.small.path), case.folder, Place("bibliotheek.1"))
    return caught(lambda: pins([choice]))


def _moved_layer(case: Case) -> Sequence[Problem]:
    case.patch.setenv("DLR_DOCS_CACHE", str(case.folder / "cache"))
    clause = case.small.path / CLAUSE
    commit = committed(case.small.path)
    clause.write_text(clause.read_text() + "Meer.\n")
    choice = LayerChoice(str(case.small.path), case.folder, Place("bibliotheek.1"), commit=commit)
    return load_library([choice]).notices


def _fetched(case: Case) -> Sequence[Problem]:
    case.patch.setenv("DLR_DOCS_CACHE", str(case.folder / "cache"))
    choice = LayerChoice("file:///weg/er/niet", case.folder, Place("bibliotheek.1"))
    return caught(lambda: fetch(choice))


def _no_history(case: Case) -> Sequence[Problem]:
    arguments = ["clausules", "historie", "doel/algemeen", "--json", "--bibliotheek"]
    result = CliRunner().invoke(program, [*arguments, str(case.small.path)])
    (found,) = json.loads(result.stdout)["problemen"]
    return [error(codes.GEEN_GESCHIEDENIS, found["melding"], Place(found["pad"]))]


def _former_name(case: Case) -> Sequence[Problem]:
    case.small.clause("doel/nieuw", "Nieuw.\n", "vervangt: oud")
    choices = parse_choices(f"{BRIEF}    keuzes: {{doel: oud}}\n", "keuzes.yaml")
    return build_with_warnings(choices, case.small.load())[1]


def _no_folder(case: Case) -> Sequence[Problem]:
    return caught(lambda: read_library(case.folder))


def _without_workbench(case: Case) -> Sequence[Problem]:
    case.patch.setattr("dlr_docs.cli.workbench.find_spec", lambda name: None)
    return caught(refuse_without_parts)


def _taken_port(case: Case) -> Sequence[Problem]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        return caught(lambda: serve(case.folder, None, port, browse=False, tell=print))


def _no_style(case: Case) -> Sequence[Problem]:
    case.patch.setattr(Path, "read_bytes", refused(OSError(5, "x")))
    library = case.small.load()
    return caught(lambda: write_new(read_house_style(library, "zakelijk"), case.folder / "stijl"))


def _moment(case: Case) -> Sequence[Problem]:
    case.patch.setenv("SOURCE_DATE_EPOCH", "gisteren")
    bundle = case.small.bundle(CHOICES)
    return caught(lambda: properties_day(bundle))


def _converted(case: Case, program_file: str | None) -> Sequence[Problem]:
    case.patch.setattr("shutil.which", lambda _: program_file)
    return caught(lambda: convert({"a.docx": b"x"}, ["pdf"], case.folder))


def _spelled(case: Case, says: str | None) -> Sequence[Problem]:
    """What the check on spelling finds with a dictionary that says this, or without one."""
    library = case.small.load()
    case.patch.setattr(spelling, "_COMMAND", ("printf", says) if says else ("/weg/hunspell",))
    return misspelled(library) if says else caught(lambda: misspelled(library))


def _busy(case: Case) -> Sequence[Problem]:
    case.patch.setattr(output, "claimed", refused(atomic.Busy()))
    return case.write()


def _foreign(case: Case) -> Sequence[Problem]:
    case.file(f"{atomic.WORKSHOP}/lijst", "zomaar")
    return case.write()


_INSERTED = "<w:p><w:ins w:id='1' w:author='A'><w:r><w:t>nieuw</w:t></w:r></w:ins></w:p>"


def _redlined(engine: Any) -> Sequence[Problem]:
    """Two documents as one, by an engine that is not there, or that does not do it."""
    if engine is not None:
        engine.DocxodusEngine = SimpleNamespace
    with patch.dict(sys.modules, {"python_redlines": engine}):
        data = docx("<w:p/>")
        return caught(lambda: redline(data, data, "A", date(2027, 3, 1)))


def _failing(case: Case, error: OSError) -> Sequence[Problem]:
    case.patch.setattr(output, "place", refused(error))
    return case.write()


def _left_by_another(case: Case) -> Sequence[Problem]:
    case.patch.setattr(output, "left_by_others", lambda _: (atomic.WORKSHOP,))
    return _failing(case, PermissionError(13, "x"))


def _open_elsewhere(case: Case) -> Sequence[Problem]:
    case.file("a.docx")
    case.file(".~lock.a.docx#")
    return case.write()


def _no_value(case: Case) -> Sequence[Problem]:
    class Nothing:
        root_render_func = None

    return caught(lambda: render_part(Nothing(), {}, "eigen.docx"))  # type: ignore[arg-type]


def _unexpected(case: Case) -> Sequence[Problem]:
    case.patch.setattr("dlr_docs.choices.file.load_choices", refused(RuntimeError(NAME)))
    return case.run("controleer", "keuzes.yaml")


def _interrupted(case: Case) -> Sequence[Problem]:
    case.patch.setattr("dlr_docs.choices.file.load_choices", refused(KeyboardInterrupt(NAME)))
    return case.run("controleer", "keuzes.yaml")


FOLDER_AS_CHOICES: Callable[[Case], Sequence[Problem]] = lambda case: caught(  # noqa: E731
    lambda: load_choices(case.folder)
)
# Acts of the program on files and folders.
_MEMBERS = {
    "convenant.docx": Member("convenant", "", ("convenant", "addendum"), Answers((), (), {}))
}

ACTS: dict[Code, Callable[[Case], Sequence[Problem]]] = {
    codes.BESTAND_ONTBREEKT: lambda case: caught(lambda: load_choices(case.folder / "weg.yaml")),
    codes.BESTAND_ONLEESBAAR: FOLDER_AS_CHOICES,
    codes.INVULLEN_KAN_NIET: lambda case: caught(
        lambda: with_values(f"bundel: [{NAME}]\n", {("bundel", 4): NAME}, "a.yaml")
    ),
    codes.ONBEKEND_VOORBEELD: lambda case: case.run("voorbeeld", "weg"),
    codes.ONDERWERP_ZONDER_SOORT: lambda case: case.unplaced(),
    codes.EISEN_ONTBREKEN: lambda case: case.uncovered(),
    codes.ANTWOORDEN_IN_DOCUMENT: lambda case: case.answered(),
    codes.GEEN_TEKST: lambda case: caught(
        lambda: load_choices(case.file("a.yaml", b"bundel: caf\xe9"))
    ),
    codes.GEEN_KEUZEBESTAND: lambda case: caught(
        lambda: load_choices(case.file("a.yaml", b"PK\x03\x04\x14\x00"))
    ),
    codes.GEEN_GEWOON_BESTAND: lambda case: (
        case.small.write(GEGEVENS, "x" * 4_000_001),
        read_library(case.small.path)[1],
    )[1],
    codes.SJABLOON_ONTBREEKT: _without_form,
    codes.GEEN_BIBLIOTHEEK: _no_folder,
    codes.GEEN_LAAG: lambda case: _layered(case, "[land, weg]"),
    codes.LAAG_IN_KRING: lambda case: _layered(
        case, "[land, laag]", bibliotheek="rust_op: ../laag\n"
    ),
    codes.LAAG_DUBBEL: lambda case: _layered(case, "[land, laag, laag]"),
    codes.LAAG_ZONDER_VERSIE: lambda case: _layered(case, "[land, 'https://example.org/x']"),
    codes.LAAG_NIET_OPGEHAALD: lambda case: _layered(
        case, "[land, {bron: 'https://example.org/x', versie: v1}]"
    ),
    codes.LAAG_ANDERS_DAN_VASTGEZET: lambda case: _layered(
        case, "[land, {bron: laag, inhoud: '00000000'}]"
    ),
    codes.LAAG_VERDER: _moved_layer,
    codes.LAAG_ONDERWERP: _layer_with_topic,
    codes.LAAG_ONLEESBAAR: _no_git,
    codes.LAAG_VAST_KAN_NIET: _changed_layer,
    codes.GEEN_GESCHIEDENIS: _no_history,
    codes.VERVALLEN_NAAM: _former_name,
    codes.OPHALEN_MISLUKT: _fetched,
    codes.BETEKENIS_PER_LAAG: lambda case: _layered(
        case, "[land, laag]", clauses__gegevens="regio: {soort: datum, vraag: Wanneer?}\n"
    ),
    codes.OPZET_BREIDT_NIETS_UIT: lambda case: _layered(
        case, "[land, laag]", templates__kaart="onderwerpen: []\n"
    ),
    codes.UITBREIDING_ZONDER_PLAATS: lambda case: _layered(
        case, "[land, laag]", templates__brief="onderwerpen: [{onderwerp: x, na: weg}]\n"
    ),
    codes.BUITEN_BIBLIOTHEEK: _outside,
    codes.BIBLIOTHEEK_TE_GROOT: _too_large_a_library,
    codes.SJABLOON_ONLEESBAAR: lambda case: caught(
        lambda: examine_template(case.folder / "weg.docx", SORTS)
    ),
    codes.GEEN_SJABLOON: lambda case: case.template(b"geen Word"),
    codes.SJABLOON_TE_GROOT: lambda case: case.template(b"x" * (MAXIMUM_BYTES + 1)),
    codes.SJABLOON_TAG_FAALT: _no_value,
    codes.DOCUMENT_ONLEESBAAR: lambda case: case.document(None),
    codes.GEEN_DOCUMENT: lambda case: case.document(b"geen Word"),
    codes.DOCUMENT_TE_GROOT: lambda case: case.document(b"x" * (MAXIMUM_BYTES + 1)),
    codes.DOCUMENT_KAPOT: lambda case: case.document(
        _packed({**parts(TEMPLATE.read_bytes()), MAIN: b"<x"})
    ),
    codes.DOCUMENT_DTD: lambda case: case.document(
        _packed({**parts(TEMPLATE.read_bytes()), MAIN: b"<!DOCTYPE x><x/>"})
    ),
    codes.GEEN_HERKOMST: lambda case: case.document(TEMPLATE.read_bytes()),
    codes.BESTAAT_AL: lambda case: caught(lambda: scaffold.new_file("x", case.file("keuzes.yaml"))),
    codes.KEUZEBESTANDSNAAM: lambda case: caught(lambda: Folder(case.folder).create("../a", "")),
    codes.BUITEN_DE_MAP: lambda case: caught(
        lambda: Folder(case.folder).refuse_outside({"huisstijl": "../elders"})
    ),
    codes.WERKBANK_ONTBREEKT: _without_workbench,
    codes.POORT_BEZET: _taken_port,
    codes.ANDER_BESTAND: lambda case: caught(
        lambda: refuse_other_file(case.file("a.json", "{}"), is_schema, "--uit")
    ),
    codes.ANDER_KEUZEBESTAND: lambda case: case.other_choices(),
    codes.BEWERKT_DOCUMENT: lambda case: case.edited_document(),
    codes.NIET_IN_MAP: lambda case: [*missing(_MEMBERS, case.folder, case.folder / "k.yaml")],
    codes.ZELFDE_DOCUMENT: lambda case: case.copied_document(),
    codes.ONDERTEKEND: lambda case: case.signed(),
    codes.GEEN_REDLINE: lambda case: _redlined(None),
    codes.REDLINE_MISLUKT: lambda case: _redlined(SimpleNamespace()),
    codes.AL_BIJGEHOUDEN: lambda _: accepted_earlier({"a.docx": docx(_INSERTED)}, "B"),
    codes.ANDERE_OVEREENKOMST: lambda case: case.other_agreement(),
    codes.ANDERE_BIBLIOTHEEK: lambda case: case.other_library(),
    codes.AL_BEWERKT: lambda case: (case.file("a.docx"), case.write())[1],
    codes.DOCUMENT_GEOPEND: _open_elsewhere,
    codes.IS_EEN_MAP: lambda case: (case.file("a.docx/b"), case.write())[1],
    codes.MAP_IN_GEBRUIK: _busy,
    codes.WERKMAP_VREEMD: _foreign,
    codes.SCHRIJVEN_MISLUKT: lambda case: _failing(case, OSError(28, "x")),
    codes.WERK_VAN_ANDER: _left_by_another,
    codes.HALF_VERVANGEN: lambda case: _failing(case, atomic.HalfDone(28, "x")),
    codes.LEZEN_MISLUKT: _no_style,
    codes.ONBEKEND_WOORD: lambda case: _spelled(case, "gaat\n"),
    codes.GEEN_WOORDENBOEK: lambda case: _spelled(case, None),
    codes.GEEN_LIBREOFFICE: lambda case: _converted(case, None),
    codes.OMZETTEN_MISLUKT: lambda case: _converted(case, "/bin/false"),
    codes.VERKEERDE_TIJD: _moment,
    codes.ONBEKENDE_CLAUSULE: lambda case: case.run("clausules", "toon", "weg"),
    codes.AFGEBROKEN: _interrupted,
    codes.ONVERWACHT: _unexpected,
    codes.VERKEERD_GEBRUIK: lambda case: case.run("maak"),
}


def _table(rows: Sequence[Sequence[object]], change: Any = None, **others: Any) -> Any:
    """What is wrong with a table with these rows, and with those rows themselves."""

    def of_table(case: Case) -> Sequence[Problem]:
        try:
            read = tables.table(case.folder, case.small, rows, change, **others)
        except DlrDocsError as exc:
            return exc.problems
        return [*read.warnings, *(item for row in read.rows for item in row.problems)]

    return of_table


_ZEROS = Path(__file__).parent / "series" / "table" / "bestanden" / "goed.ods"


def _csv(content: bytes) -> Any:
    return lambda case: read_spreadsheet(case.file("t.csv", content)).warnings


def _merge(book: Any) -> None:
    book["Gegevens"].merge_cells("B2:C2")


def _hide(book: Any) -> None:
    book["Gegevens"].row_dimensions[2].hidden = True


def _left_over(case: Case) -> Sequence[Problem]:
    """A second run whose table no longer has the row of the first."""
    case.small.clause("doel/algemeen", "Tekst.\n")
    library, folder = case.small.load(), case.folder / "uit"
    for name in ("Eerst", "Dan"):
        made = tables.written(
            case.folder, tables.workbook({"Gegevens": [tables.HEAD, [name, "De Linde"]]})
        )
        found = read_table(made, tables.choices(), library)
        series = judge_series(found, tables.choices(), library, DEFAULTS, Here())
        list(make_series(series, folder, Here()))
    return left_over(series, folder)


def _without_row(case: Case) -> Sequence[Problem]:
    """The folder of a series, of which nobody named the table."""
    case.file(f"uit/{record.RECORD}")
    return caught(lambda: refuse_series(case.folder / "uit", case.folder / "keuzes.yaml", None))


ROW = ["De Linde", "De Linde", "1-8-2027"]
ACTS |= {
    codes.GEEN_TABEL: lambda case: caught(lambda: read_spreadsheet(case.file("t.xlsx", b"%PDF-1"))),
    codes.TABEL_TE_GROOT: lambda case: caught(
        lambda: read_spreadsheet(case.file("t.xlsx", b"x" * (20_000_001)))
    ),
    codes.TABEL_ZONDER_KOP: _table([["Zomaar", "iets"], ["a", "b"]]),
    codes.TWEE_KOPPEN: _table([tables.HEAD, ROW, ["map", "gegevens.regio", tables.NAME]]),
    codes.ONBEKENDE_KOLOM: _table([[*tables.HEAD, "gegevens.regioo"], [*ROW, "x"]]),
    codes.DUBBELE_KOLOM: _table([[*tables.HEAD, tables.NAME], [*ROW, "x"]]),
    codes.BLAD_ONDUIDELIJK: _table([tables.HEAD, ROW], Kopie=[tables.HEAD, ROW]),
    codes.BLAD_NIET_GELEZEN: _table([tables.HEAD, ROW], Los=[["Zomaar"], ["iets"]]),
    codes.TABEL_VERBORGEN: _table([tables.HEAD, ROW], _hide),
    codes.TABEL_NULLEN: lambda _: read_spreadsheet(_ZEROS).warnings,
    codes.TABEL_TEKENS: _csv(b"map;a\ncaf\xe9;b\n"),
    codes.CEL_FOUT: _table([tables.HEAD, ["x", "#N/A", "1-8-2027"]]),
    codes.CEL_SOORT: _table([tables.HEAD, ["x", date(2027, 8, 1), "1-8-2027"]]),
    codes.CEL_SAMENGEVOEGD: _table([tables.HEAD, ROW], _merge),
    codes.RIJ_ZONDER_NAAM: _table([tables.HEAD, [None, None, "1-8-2027"]]),
    codes.RIJ_TOTAAL: _table([tables.HEAD, ROW, ["Totaal", None, "1-8-2027"]]),
    codes.DUBBELE_RIJ: _table([tables.HEAD, ROW, ROW]),
    codes.RIJ_ONBEKEND: _table(
        [tables.HEAD, ROW], brief=[["map", "documenten.brief.id"], ["weg", "x"]]
    ),
    codes.ZONDER_RIJ: _without_row,
    codes.MAP_OVER: _left_over,
}


@pytest.fixture
def case(tmp_path: Path, small_library: SmallLibrary, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A folder to act in."""
    (tmp_path / "hier").mkdir()
    return Case(tmp_path / "hier", small_library, monkeypatch)


def _of_choices(text: str, small: SmallLibrary) -> Sequence[Problem]:
    try:
        bundle, found = build_with_warnings(parse_choices(text, "keuzes.yaml"), small.load())
    except DlrDocsError as exc:
        return exc.problems
    return [*found, *check_bundle(bundle)]


def _checked(problems: Iterable[Problem], code: Code) -> Problem:
    """The first problem of a code, after a look at what holds of every problem."""
    everything = list(problems)
    for problem in everything:
        assert problem.at, problem
        shown = f"{problem.at} {problem.message} {problem.hint or ''}"
        assert NAME not in shown
        assert "/tmp" not in problem.at or problem.source is not None
        words = re.sub(r"'[^']*'|\{[^}]*\}|\S*[./\\]\S*", "", shown)  # names and files are no Dutch
        assert not ENGLISH.search(words), words
    named = [problem for problem in everything if problem.code == code.name]
    assert named, [problem.code for problem in everything]
    assert all(problem.severity in code.severities for problem in named)
    return named[0]


WHOLE_FILE = {codes.YAML_TE_GROOT}  # is not read


@pytest.mark.parametrize("code", CHOICE, ids=lambda code: code.name)
def test_a_problem_of_a_choice_file_has_its_path_and_its_line(
    small_library: SmallLibrary, code: Code
) -> None:
    problem = _checked(_of_choices(CHOICE[code], small_library), code)
    assert problem.source is not None
    assert problem.source.path == "keuzes.yaml"
    assert problem.source.line or code in WHOLE_FILE
    assert re.fullmatch(r"[a-z0-9_…-]+(\.[a-z0-9_…-]+)*", problem.at)


@pytest.mark.parametrize("code", LIBRARY, ids=lambda code: code.name)
def test_a_problem_of_a_library_names_the_file_and_the_key(
    small_library: SmallLibrary, code: Code
) -> None:
    name, text = LIBRARY[code]
    if text is None:
        (small_library.path / name).unlink()
    else:
        small_library.write(name, text)
    library, found = read_library(small_library.path)
    problem = _checked([*found, *check_library(library)], code)
    assert problem.at.partition("#")[0] == name
    assert problem.source is not None
    assert problem.source.path == str(small_library.path / name)


@pytest.mark.parametrize("code", TOGETHER, ids=lambda code: code.name)
def test_a_problem_of_what_is_chosen_together_has_its_place(
    small_library: SmallLibrary, code: Code
) -> None:
    text, files = TOGETHER[code]
    for name, content in files.items():
        small_library.write(name, content)
    if code is codes.ANKER_IN_TWEE_CLAUSULES or code is codes.EEN_VARIANT:
        small_library.write("clauses/extra/een.md", files.get(CLAUSE, f"{TOP}---\nEen.\n"))
    problem = _checked(_of_choices(text, small_library), code)
    assert problem.source is not None
    assert problem.at.startswith(("documenten.", "clauses/", "templates/"))


@pytest.mark.parametrize("code", TEMPLATES, ids=lambda code: code.name)
def test_a_problem_of_a_template_names_the_part(tmp_path: Path, code: Code) -> None:
    part, change = TEMPLATES[code]
    data = changed(TEMPLATE.read_bytes(), part, change)
    path = written(tmp_path / "eigen.docx", data)
    problem = _checked(examine_template(path, SORTS), code)
    assert problem.source is not None
    assert problem.source.path == str(path)
    assert problem.at in parts(data) or problem.at == str(path)
    assert problem.hint
    if problem.at in parts(data):
        assert problem.at in problem.message


@pytest.mark.parametrize("code", ACTS, ids=lambda code: code.name)
def test_a_problem_of_an_act_names_the_file_or_the_argument(case: Case, code: Code) -> None:
    assert _checked(ACTS[code](case), code).message


def test_every_code_is_in_the_catalogue() -> None:
    tables = (CHOICE, LIBRARY, TOGETHER, TEMPLATES, ACTS)
    assert {code for table in tables for code in table} == set(codes.every_code())


def test_a_code_is_declared_once_under_its_own_name() -> None:
    declared = {name: code for name, code in vars(codes).items() if isinstance(code, Code)}
    assert [
        name for name, code in declared.items() if name != code.name.upper().replace("-", "_")
    ] == []
    assert all(re.fullmatch(r"[A-Z].*\.", code.sentence) for code in declared.values())


@pytest.mark.parametrize("text", [text for code, text in CHOICE.items() if "yaml" not in code.name])
def test_data_gives_the_same_paths_as_a_file(small_library: SmallLibrary, text: str) -> None:
    try:
        data = strict_yaml.load(text, "keuzes.yaml").data
    except DlrDocsError:
        return
    assert isinstance(data, dict)
    of_file = [(problem.code, problem.at) for problem in _of_choices(text, small_library)]
    try:
        bundle, found = build_with_warnings(choices_from_data(data), small_library.load())
        of_data: Sequence[Problem] = [*found, *check_bundle(bundle)]
    except DlrDocsError as exc:
        of_data = exc.problems
    assert [(problem.code, problem.at) for problem in of_data] == of_file
    for problem in of_data:
        assert (
            problem.source is None or str(problem.source).endswith(problem.at) or "#" in problem.at
        )


def test_the_manual_has_the_table_of_codes(library: Library) -> None:
    text = MANUAL.read_text(encoding="utf-8")
    assert text == manual(text, library)
    assert text.count("| `open-gegeven` | waarschuwing in een concept, anders fout |") == 1
    assert "| `leerweg-niveau` | fout |" in text
