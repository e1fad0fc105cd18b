"""How the library of now stands to that of a document: layers that are not there, and why clauses
say something else.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dlr_docs import build_bundle, document_bytes, read_document
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.library import Library
from dlr_docs.revise.compare.comparing import compare
from dlr_docs.revise.compare.library_now import missing_layers, missing_problem, with_reasons
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
