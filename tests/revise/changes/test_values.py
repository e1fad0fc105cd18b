"""What values were, and the values that two documents both show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dlr_docs import build_bundle, compare, document_bytes, load_choices, read_document
from dlr_docs.model.library import Library
from dlr_docs.model.values import Value
from dlr_docs.revise.changes.values import EMPTIED, values_between, values_of, values_then
from dlr_docs.revise.compare.comparing import compare_documents
from dlr_docs.revise.rebuild import remade
from dlr_docs.word.read.document import ReadDocument, ReadValue
from tests.ooxml import changed
from tests.revise.edits import edited, paragraph
from tests.samples import agreement, bundle_of, docx_of, with_standard

EXAMPLES = Path(__file__).parents[3] / "examples"


def shown(values: dict[str, Value] | None) -> dict[str, str]:
    return {path: value.shown for path, value in (values or {}).items()}


def then(found: ReadDocument, library: Library) -> dict[str, Value]:
    return {**values_then(found, remade(found, library))}


@pytest.mark.parametrize(
    "name",
    ["groep-van-addenda", "convenant-met-addenda", "bijlagen-in-een-bestand", "eigen-tekst"],
)
def test_a_document_tells_all_values_that_it_was_made_with(name: str, library: Library) -> None:
    bundle = build_bundle(load_choices(EXAMPLES / f"{name}.yaml"), library)
    for document in bundle.files:
        found = read_document(document_bytes(bundle, document.id))
        made = remade(found, library).bundle
        assert made is not None
        assert shown(then(found, library)) == shown({**values_of(made, document.id)})


def test_what_a_library_gave_is_known_when_it_gives_something_else(library: Library) -> None:
    found = read_document(docx_of(agreement(), library))
    other = with_standard(library, "termijn_overstapaanbod", "7 weken")
    assert then(found, other)["termijn_overstapaanbod"].shown == "drie weken"
    assert shown(then(found, other)) == shown(then(found, library))


def test_what_a_library_gives_now_and_did_not_then_asked(library: Library) -> None:
    without = with_standard(library, "termijn_overstapaanbod", None)
    found = read_document(docx_of(agreement(), without))
    assert then(found, library)["termijn_overstapaanbod"].is_open


def test_a_document_of_before_that_was_told_is_not_guessed_at(library: Library) -> None:
    def without(text: str) -> str:
        return re.sub(r"<overgenomen>.*</overgenomen>", "", text, flags=re.DOTALL)

    data = changed(docx_of(agreement(), library), "customXml/item2.xml", without)
    found = read_document(data)
    assert found.provenance.adopted is None
    assert shown(then(found, library)) == shown(
        then(read_document(docx_of(agreement(), library)), library)
    )
    other = with_standard(library, "termijn_overstapaanbod", "7 weken")
    assert "termijn_overstapaanbod" not in then(found, other)


def value(*shown: str, question: str | None = None) -> ReadValue:
    return ReadValue("termijn", shown, "drie maanden", question)


def test_a_value_that_two_documents_show_otherwise_is_told() -> None:
    pairs = [
        (value("drie maanden"), value("een jaar")),
        (value(question="Hoe lang?"), value("een jaar")),
        (value("een jaar"), value(question="Hoe lang?")),
    ]
    for was, now in pairs:
        (change,) = values_between({"termijn": was}, {"termijn": now}, {"termijn": "artikel 3"})
        assert (change.was, change.now) == (" ".join(was.shown), " ".join(now.shown))


def test_of_a_value_that_stands_nowhere_any_more_the_text_around_it_tells() -> None:
    there, gone = {"termijn": value("drie maanden")}, {"termijn": value()}
    assert not [*values_between(there, gone, {}), *values_between(gone, there, {})]


def test_a_value_that_was_changed_in_one_place_is_told_where_that_is(library: Library) -> None:
    made = docx_of(agreement(), library)

    def last(text: str) -> str:
        start = text.rindex(">Vakcollege De Linde<")
        return text[:start] + text[start:].replace("De Linde<", "De Eik<", 1)

    other = read_document(changed(made, "word/document.xml", last))
    (told,) = compare(other, bundle_of(agreement(), library)).by_hand
    assert (told.kind, told.now, told.place) == ("waarde", "Vakcollege De Eik", "partijen")
    (between,) = compare_documents(read_document(made), other).by_hand
    assert between.place == "partijen"


def test_a_value_that_was_emptied_is_told_and_what_went_with_its_line_is_not(
    library: Library,
) -> None:
    made = docx_of(agreement(), library)
    bundle = bundle_of(agreement(), library)
    emptied = changed(made, "word/document.xml", lambda text: text.replace(">drie weken<", "><", 1))
    (told,) = compare(read_document(emptied), bundle).by_hand
    assert (told.kind, told.was, told.now) == ("waarde", "drie weken", EMPTIED)
    line = "na het gesprek samen een schriftelijk aanbod"
    gone = edited(made, lambda text: text.replace(paragraph(text, line), "", 1))
    assert [item.kind for item in compare(read_document(gone), bundle).by_hand] == ["verwijderd"]
