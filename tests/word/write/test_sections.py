"""Annexes in the file of the document they belong to."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dlr_docs import build_bundle, choices_from_data, document_bytes
from dlr_docs.basis.problems import ChoicesError, TemplateError
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.word.package.stores import bookmark_of
from dlr_docs.word.read.lines import as_text, read_lines
from dlr_docs.word.write.document import write_docx
from tests import ooxml
from tests.ooxml import W, own_template
from tests.samples import agreement

MAIN = "samenwerkingsovereenkomst"
FINANCES = {"soort": "financiele-bijlage", "bij": MAIN, "plaats": "zelfde-bestand"}
PROGRAMME = {"soort": "onderwijs-en-examenprogramma", "bij": MAIN, "plaats": "zelfde-bestand"}


def bundle_with(library: Library, *documents: dict[str, Any]) -> Bundle:
    data = agreement()
    data["documenten"] += [dict(document) for document in documents]
    return build_bundle(choices_from_data(data), library)


@pytest.fixture(scope="module")
def together(library: Library) -> bytes:
    return document_bytes(bundle_with(library, FINANCES, PROGRAMME), MAIN)


def test_an_annex_in_the_same_file_has_no_file_of_its_own(library: Library) -> None:
    bundle = bundle_with(library, FINANCES, {**PROGRAMME, "plaats": "eigen-bestand"})
    assert [document.id for document in bundle.files] == [MAIN, "onderwijs-en-examenprogramma"]


def test_annexes_stand_behind_the_signatures_with_numbers_that_start_again(together: bytes) -> None:
    lines = read_lines(together)
    first = lines.index("bijlage\u202f1 Financiële bijlage")
    second = lines.index("bijlage\u202f2 Onderwijs- en examenprogramma")
    assert lines.index("Ondertekening") < first < second
    assert lines[first + 1].startswith("artikel\u202f1 ")
    assert lines[second + 1].startswith("artikel\u202f1 ")
    assert lines[second + 2].startswith("1. ")


def test_word_numbers_an_annex_by_its_styles_and_starts_it_on_a_new_page(together: bytes) -> None:
    paragraphs = list(ooxml.root(together).iter(f"{W}p"))
    styles = [style.get(f"{W}val") for style in ooxml.root(together).iter(f"{W}pStyle")]
    assert styles.count("Bijlagetitel") == 2
    tail = styles[styles.index("Bijlagetitel") :]
    assert not {"Artikel", "Lid", "Onderdeel", "Subonderdeel"} & set(tail)
    assert all(paragraph.find(f"{W}pPr/{W}numPr") is None for paragraph in paragraphs)
    known = {style.get(f"{W}styleId"): style for style in ooxml.root(together, "word/styles.xml")}
    title = known["Bijlagetitel"]
    assert title.find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_bookmarks_ids_and_stored_values_stay_unique(together: bytes) -> None:
    marks = [mark.get(f"{W}name") for mark in ooxml.root(together).iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    ids = [control.id for control in ooxml.controls(together)]
    assert len(ids) == len(set(ids))
    assert ooxml.schema_errors(together) == []


def line_of_each_paragraph(data: bytes) -> dict[str, str]:
    """What a reader sees of the paragraph that each bookmark begins in."""
    lines = iter(read_lines(data))
    found = {}
    for block in ooxml.root(data).find(f"{W}body").iter(f"{W}p", f"{W}tr"):
        if block.tag == f"{W}p" and next(block.iterancestors(f"{W}tbl"), None) is not None:
            continue  # a row of a table is one line
        line = next(lines)
        found.update({mark.get(f"{W}name"): line for mark in block.iter(f"{W}bookmarkStart")})
    return found


def test_every_reference_in_the_file_shows_the_number_of_what_it_points_to(together: bytes) -> None:
    lines = line_of_each_paragraph(together)
    fields = [found for found in ooxml.fields(ooxml.root(together)) if found[0].startswith("REF ")]
    assert any(number == "bijlage\u202f1" for _, number in fields)
    for code, number in fields:
        assert re.match(rf"{number}[. ]", lines[code.split()[1]])


def test_the_main_text_refers_to_its_annex_and_the_annex_to_the_main_text(together: bytes) -> None:
    text = as_text(together)
    assert "Bij deze overeenkomst horen bijlage\u202f1 en bijlage\u202f2." in text
    assert "van de samenwerkingsovereenkomst" in text
    assert "(nummer" not in text


def test_an_annex_in_its_own_file_has_its_number_in_the_title_and_is_named_in_the_main_text(
    library: Library,
) -> None:
    bundle = bundle_with(library, {**FINANCES, "plaats": "eigen-bestand"})
    assert "Bij deze overeenkomst hoort bijlage\u00a01." in as_text(document_bytes(bundle, MAIN))
    own = as_text(document_bytes(bundle, "financiele-bijlage"))
    assert own.startswith("Bijlage 1: Financiële bijlage\n")
    assert "(nummer" in own


def test_annexes_in_the_file_are_numbered_before_those_outside_it(library: Library) -> None:
    bundle = bundle_with(library, {**FINANCES, "plaats": "eigen-bestand"}, PROGRAMME)
    assert {document.id: document.annex_number for document in bundle.documents} == {
        MAIN: None,
        "financiele-bijlage": 2,
        "onderwijs-en-examenprogramma": 1,
    }


def test_a_value_that_differs_in_the_annex_is_stored_apart(library: Library) -> None:
    bundle = bundle_with(library, {**FINANCES, "gegevens": {"ingangsdatum": "2028-02-01"}})
    stored = ooxml.stored(document_bytes(bundle, MAIN))
    assert stored["ingangsdatum"] == "2027-08-01"
    assert stored["bijlage-financiele-bijlage.ingangsdatum"] == "2028-02-01"


def test_the_provenance_names_the_clauses_of_the_annex_by_their_bookmarks(together: bytes) -> None:
    provenance = ooxml.root(together, "customXml/item2.xml")
    named = {
        bookmark_of(f"{item.get('bijlage')}.{item.get('id')}")
        for item in provenance.iter("{urn:dlr-docs:herkomst:2}clausule")
        if item.get("bijlage")
    }
    marks = {mark.get(f"{W}name") for mark in ooxml.root(together).iter(f"{W}bookmarkStart")}
    assert named <= marks
    assert any(name.startswith("clausule_financiele_bijlage") for name in named)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"soort": "addendum", "bij": MAIN, "plaats": "zelfde-bestand"}, "geen-bijlage"),
        ({**FINANCES, "partijen": ["linde"]}, "andere-partijen"),
    ],
)
def test_what_is_no_annex_or_has_other_parties_gets_a_file_of_its_own(
    library: Library, document: dict[str, Any], code: str
) -> None:
    with pytest.raises(ChoicesError) as caught:
        bundle_with(library, document)
    problem = next(problem for problem in caught.value.problems if problem.code == code)
    assert "Laat 'plaats' weg" in str(problem.hint)


def test_what_is_open_of_a_party_is_not_asked_again_for_an_annex_that_does_not_show_it(
    library: Library,
) -> None:
    data = agreement()
    data["partijen"]["linde"]["vestigingsplaats"] = None
    data["documenten"].append(dict(FINANCES))
    main, annex = build_bundle(choices_from_data(data), library).documents
    assert "partijen.linde.vestigingsplaats" in main.values
    assert "partijen.linde.vestigingsplaats" not in annex.values


def test_an_annex_gives_the_file_that_it_stands_in(library: Library, together: bytes) -> None:
    assert (
        document_bytes(bundle_with(library, FINANCES, PROGRAMME), "financiele-bijlage") == together
    )


def test_a_document_that_belongs_to_none_cannot_stand_in_the_file_of_another(
    library: Library,
) -> None:
    data = agreement()
    data["documenten"][0]["plaats"] = "zelfde-bestand"
    with pytest.raises(ChoicesError, match="kan niet in hetzelfde bestand"):
        build_bundle(choices_from_data(data), library)


def test_a_template_without_a_place_for_annexes_is_refused_rather_than_losing_them(
    library: Library, tmp_path: Path
) -> None:
    path = own_template(tmp_path, "{{p bijlagen }}", "")
    bundle = bundle_with(library, FINANCES)
    with pytest.raises(
        TemplateError, match=r"bijlagen ontbreekt in 'samenwerkings.*\n.*\{\{p bijlagen \}\}"
    ):
        write_docx(bundle.documents[0], bundle, template=path)
