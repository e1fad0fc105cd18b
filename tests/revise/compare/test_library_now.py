"""How the library of now stands to that of a document: layers that are not there, and why clauses
say something else.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dlr_docs import build_bundle, document_bytes, read_document
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.library import Library
from dlr_docs.revise.changes.difference import Difference
from dlr_docs.revise.compare.comparing import compare
from dlr_docs.revise.compare.library_now import missing_layers, missing_problem, with_reasons
from dlr_docs.revise.compare.since import as_data as since_data
from dlr_docs.revise.compare.since import as_lines, since
from dlr_docs.revise.compare.telling import as_data, as_text
from dlr_docs.word.read.document import ReadDocument
from tests.layering import Layers, make_layers
from tests.repositories import committed, needs_git
from tests.small import CHOICES, SmallLibrary


def made_with(library: Library) -> ReadDocument:
    bundle = build_bundle(parse_choices(CHOICES), library)
    return read_document(document_bytes(bundle, bundle.files[0].id))


@pytest.fixture
def layers(tmp_path: Path) -> Layers:
    return make_layers(tmp_path)


@needs_git
def test_what_the_library_changed_says_who_when_and_why(
    tmp_path: Path, small_library: SmallLibrary
) -> None:
    path = small_library.path / "clauses/doel/algemeen.md"
    committed(small_library.path, "Begin", 1)
    found = made_with(small_library.load())
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "1. Er komt een lid bij.\n", encoding="utf-8")
    committed(small_library.path, "Een lid erbij\n\nMet meer woorden.", 2)
    library = small_library.load()

    bundle = build_bundle(parse_choices(CHOICES), library)
    comparison = with_reasons(compare(found, bundle), found, library)
    reasons = [
        [(item.why, item.when) for item in change.reasons] for change in comparison.meanwhile
    ]
    assert [("Een lid erbij", "2027-01-02")] in reasons
    assert "in de bibliotheek: 2027-01-02, Proef: Een lid erbij" in as_text(comparison)
    assert as_data(comparison)["sindsdien"][0]["waarom"][0]["wie"] == "Proef"


def test_what_choices_changed_has_no_reason_in_the_library(small_library: SmallLibrary) -> None:
    library = small_library.load()
    found = made_with(library)
    other = CHOICES.replace("documenten:", "gegevens: {regio: Het Gooi}\ndocumenten:")
    comparison = compare(found, build_bundle(parse_choices(other), library))
    assert with_reasons(comparison, found, library) == comparison


def test_a_layer_that_is_not_there_is_named_and_its_clauses_are_not_gone(layers: Layers) -> None:
    layers.clause("school/doel/eigen", "1. Een eigen lid.\n")
    text = CHOICES.replace("  - soort: brief\n", "  - soort: brief\n    keuzes: {doel: eigen}\n")
    library = layers.load()
    bundle = build_bundle(parse_choices(text), library)
    found = read_document(document_bytes(bundle, bundle.files[0].id))
    assert missing_layers(found, library) == ()

    land = layers.load("[land]")
    missing = missing_layers(found, land)
    assert [layer.name for layer in missing] == ["regio", "school"]
    assert "school" in missing_problem(missing, "terug.docx").message
    later = since(found, land)
    assert (later.gone, later.elsewhere) == ((), ("doel/eigen",))
    lines = "\n".join(as_lines(later))
    assert "regio, school" in lines
    assert "Niet meer in de bibliotheek" not in lines


SAID = """\
1. {{ dit_document|hoofdletter }} volgt {{ wet("wvo-een") }}.
1. Zij geldt in {{ regio }}.
1. De partijen overleggen elk jaar.
"""


def meanwhile(found: ReadDocument, library: Library, text: str = CHOICES) -> list[Difference]:
    bundle = build_bundle(parse_choices(text), library)
    return [*with_reasons(compare(found, bundle), found, library).meanwhile]


def rewrite(library: SmallLibrary, name: str, was: str, now: str) -> None:
    text = (library.path / name).read_text(encoding="utf-8")
    assert was in text
    library.write(name, text.replace(was, now))


@pytest.fixture
def cited(small_library: SmallLibrary) -> SmallLibrary:
    """A library in git, of which a clause takes words from every other file."""
    small_library.clause("doel/algemeen", SAID)
    rewrite(small_library, "clauses/gegevens.yaml", "Welke regio?", "Welke regio?, standaard: Zuid")
    committed(small_library.path, "Begin", 1)
    return small_library


@needs_git
@pytest.mark.parametrize(
    ("name", "was", "now"),
    [
        ("clauses/wetgeving.yaml", 'artikel: "1"', 'artikel: "3a"'),
        ("clauses/wetgeving.yaml", "afkorting: WVO 2020", "afkorting: WVO 2030"),
        ("clauses/gegevens.yaml", "standaard: Zuid", "standaard: Noord"),
        ("templates/brief.yaml", "zelf: deze brief", "zelf: dit schrijven"),
    ],
)
def test_what_another_file_of_the_library_changed_has_its_commit(
    cited: SmallLibrary, name: str, was: str, now: str
) -> None:
    found = made_with(cited.load())
    rewrite(cited, name, was, now)
    committed(cited.path, "Elders gewijzigd", 2)
    rewrite(cited, "clauses/woorden.yaml", "zulks", "alzo")
    committed(cited.path, "Iets anders", 3)
    changes = meanwhile(found, cited.load())
    assert changes
    assert {tuple(it.why for it in item.reasons) for item in changes} == {("Elders gewijzigd",)}


@needs_git
def test_what_choices_changed_has_no_commit_of_what_the_library_changed_too(
    cited: SmallLibrary,
) -> None:
    found = made_with(cited.load())
    rewrite(cited, "clauses/wetgeving.yaml", 'artikel: "2"', 'artikel: "2a"')
    committed(cited.path, "Wet gewijzigd", 2)
    other = CHOICES.replace("documenten:", "gegevens: {regio: Het Gooi}\ndocumenten:")
    changes = meanwhile(found, cited.load(), other)
    assert changes
    assert not any(item.reasons for item in changes)


@needs_git
def test_herkomst_names_a_clause_that_reads_otherwise_by_another_file(cited: SmallLibrary) -> None:
    found = made_with(cited.load())
    rewrite(cited, "clauses/wetgeving.yaml", 'artikel: "1"', 'artikel: "3a"')
    committed(cited.path, "Wet hernummerd", 2)
    later = since(found, cited.load())
    assert later.changed == ("doel/algemeen",)
    lines = "\n".join(as_lines(later))
    assert "doel/algemeen door een ander bestand" in lines
    assert "2027-01-02, Proef: Wet hernummerd" in lines
    assert since_data(later)["door_ander_bestand"]


@needs_git
def test_an_article_of_law_with_another_day_is_named_with_the_clauses_that_cite_it(
    cited: SmallLibrary,
) -> None:
    found = made_with(cited.load())
    rewrite(cited, "clauses/wetgeving.yaml", "geldig_van: 2022-08-01", "geldig_van: 2023-08-01")
    committed(cited.path, "Wet gewijzigd", 2)
    later = since(found, cited.load())
    assert not later.changed
    assert [names for _, names in later.laws] == [("doel/algemeen",)]
    assert "artikel 1 WVO 2020, aangehaald in doel/algemeen" in "\n".join(as_lines(later))


@needs_git
@pytest.mark.parametrize(
    ("name", "was", "now"),
    [
        ("clauses/doel/algemeen.md", "elk jaar", "elke maand"),
        ("templates/brief.yaml", "zelf: deze brief", "zelf: dit schrijven"),
    ],
)
def test_what_nobody_committed_yet_is_not_put_on_an_earlier_commit(
    cited: SmallLibrary, name: str, was: str, now: str
) -> None:
    found = made_with(cited.load())
    rewrite(cited, "clauses/doel/algemeen.md", "Zij geldt in", "Zij geldt in heel")
    committed(cited.path, "In heel de regio", 2)
    rewrite(cited, name, was, now)
    told = {tuple(it.why for it in item.reasons) for item in meanwhile(found, cited.load())}
    assert told == {("In heel de regio",), ("nog niet vastgelegd",)}


@needs_git
def test_a_clause_that_is_gone_has_the_commit_that_took_it_away(cited: SmallLibrary) -> None:
    cited.clause("extra/een", "De extra bepaling.\n")
    committed(cited.path, "Een extra", 2)
    chosen = CHOICES.replace("  - soort: brief\n", "  - soort: brief\n    keuzes: {extra: [een]}\n")
    bundle = build_bundle(parse_choices(chosen), cited.load())
    found = read_document(document_bytes(bundle, bundle.files[0].id))
    (cited.path / "clauses/extra/een.md").unlink()
    cited.clause("extra/twee", "Heel andere woorden.\n")
    committed(cited.path, "Geen extra meer", 3)
    changes = [item for item in meanwhile(found, cited.load()) if item.clause == "extra/een"]
    assert [tuple(it.why for it in item.reasons) for item in changes] == [("Geen extra meer",)]


def test_a_library_under_another_name_is_the_same_one_when_it_says_the_same(
    layers: Layers,
) -> None:
    found = made_with(layers.load("[land]"))
    (layers.folder / "land").rename(layers.folder / "rijk")
    same = layers.load("[rijk]")
    assert missing_layers(found, same) == ()
    layers.clause("rijk/doel/algemeen", "1. Iets anders.\n")
    other = layers.load("[rijk]")
    assert [layer.name for layer in missing_layers(found, other)] == ["land"]
    named = "\n".join(as_lines(since(found, other, is_named=True)))
    assert "Gemaakt met een andere bibliotheek dan de genoemde: land." in named
    assert "--bibliotheek" not in named
    assert "doel/algemeen" in named
