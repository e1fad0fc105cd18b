"""The catalogue as files: every page there, every link right, nothing from elsewhere, the same bytes."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest
from lxml import html

from dlr_docs.catalogue.site import site_files
from tests.layering import make_layers
from tests.repositories import committed, needs_git
from tests.small import SmallLibrary

TOPIC = "  - {onderwerp: begrip, standaard: geen}\n"


def page(files: dict[str, bytes], name: str) -> str:
    return " ".join("".join(map(str, html.fromstring(files[name].decode()).itertext())).split())


def test_every_kind_topic_and_variant_has_a_page_and_every_link_leads_somewhere(
    small_library: SmallLibrary,
) -> None:
    small_library.clause(
        "extra/twee", 'Zie {{ artikel("doel") }} en {{ regio }}.\n', "sluit_uit: [extra/een]"
    )
    library = small_library.load()
    files = site_files(library)
    assert {f"clausule/{clause.id}.html" for clause in library.all_clauses()} <= files.keys()
    assert {f"onderwerp/{topic}.html" for topic in library.clauses} <= files.keys()
    assert {f"soort/{kind}.html" for kind in library.outlines} <= files.keys()
    for name, content in files.items():
        if name.endswith(".html"):
            for address in re.findall(r'(?:href|src)="([^"#]+)', content.decode()):
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), address))
                assert target in files, (name, address)
    assert site_files(small_library.load()) == files


def test_a_clause_reads_as_in_a_document_with_all_that_is_known_of_it(
    small_library: SmallLibrary,
) -> None:
    small_library.clause(
        "extra/een",
        '1. In {{ regio }} geldt {{ wet("wvo-een") }}, en {{ artikel("doel") }}.\n1. {{ wie }} < b & c.\n',
        "eisen: [eis-a]\ngegevens:\n  wie: {soort: keuze, vraag: Wie?, opties: {a: de één}, standaard: a}\n"
        "toelichting: Kies dit <nooit>.",
    )
    files = site_files(small_library.load())
    text = page(files, "clausule/extra/een.html")
    assert "1. In [Welke regio?] geldt artikel 1 WVO 2020" in text.replace("\u00a0", " ")
    assert "2. de één < b & c." in text
    assert "Kies dit <nooit>." in text
    assert "Regelt: het doel" in text
    assert re.search(r"Wie\? ?Standaard: de één\.", text)
    assert "Dit onderwerp wordt genoemd in: extra/een." in page(
        files, "clausule/doel/algemeen.html"
    )
    assert "Regelt: het doel" in page(files, "onderwerp/extra.html")
    assert "extra/een" in files["zoek-gegevens.js"].decode()


def test_nothing_comes_from_elsewhere(small_library: SmallLibrary) -> None:
    for name, content in site_files(small_library.load()).items():
        assert b"http" not in content.replace(b'http-equiv="Content', b""), name


def test_layers_say_what_they_change(tmp_path: Path) -> None:
    layers = make_layers(tmp_path)
    layers.clause("regio/extra/een", "Van de regio.\n")
    files = site_files(layers.load())
    assert "vervangt: clausule extra/een (van land)" in page(files, "lagen.html")
    assert "uit de laag regio, in plaats van die van land" in page(files, "clausule/extra/een.html")


def test_a_clause_says_what_its_layer_changed_in_the_one_below(tmp_path: Path) -> None:
    layers = make_layers(tmp_path)
    layers.clause("land/extra/een", "Partijen overleggen binnen tien dagen.\n")
    layers.clause("regio/extra/een", "Partijen overleggen meteen.\n")
    files = site_files(layers.load())
    assert (
        "Wat deze laag wijzigt tekst Was: Partijen overleggen binnen tien dagen. "
        "Wordt: Partijen overleggen meteen."
    ) in page(files, "clausule/extra/een.html")
    assert "Wat deze laag wijzigt" not in page(files, "clausule/doel/algemeen.html")


@needs_git
def test_history_says_who_when_why_and_what_a_reader_sees(small_library: SmallLibrary) -> None:
    small_library.clause("extra/een", "Zoals het was.\n")
    committed(small_library.path, "Begin", 1)
    small_library.clause("extra/een", "Anders <nu>.\n", "toelichting: Omdat.")
    committed(small_library.path, "Omdat het moest", 2)
    small_library.clause("extra/een", "Anders  <nu>.\n", "toelichting: Omdat.")
    committed(small_library.path, "Opmaak", 3)
    text = page(site_files(small_library.load()), "clausule/extra/een.html")
    assert re.search(
        r"2027-01-03, Proef: Opmaak \w{12} Voor een lezer verschilt er niets\. "
        r"2027-01-02, Proef: Omdat het moest \w{12} "
        r"tekst Was: Zoals het was\. Wordt: Anders <nu>\. toelichting (Was: \S+ )?Wordt: Omdat\. "
        r"2027-01-01, Proef: Begin \w{12} De clausule kwam erbij\.",
        text,
    ), text
    assert "<nu>" not in site_files(small_library.load())["clausule/extra/een.html"].decode()


@pytest.mark.parametrize("text", ["{% if regio %}", "{{ weg"])
def test_a_clause_that_is_broken_has_a_page_all_the_same(
    small_library: SmallLibrary, text: str
) -> None:
    small_library.clause("extra/een", text)
    files = site_files(small_library.load())
    assert "Geen soort document kan deze tekst hebben." in page(files, "clausule/extra/een.html")
