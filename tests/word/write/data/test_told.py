"""What a document said, as it carries it."""

from __future__ import annotations

from typing import Any

import pytest

from dlr_docs import document_bytes
from dlr_docs.model.library import Library
from dlr_docs.model.options import WriteOptions
from tests import ooxml
from tests.samples import agreement, bundle_of, docx_of

T = "{urn:dlr-docs:tekst:1}"
PART = "customXml/item3.xml"


def test_it_holds_nobodys_name_and_no_value(library: Library) -> None:
    data: Any = agreement()
    said = ooxml.parts(docx_of(data, library))[PART].decode()
    for secret in ("De Linde", "A. de Wit", "Eemland", "2027", "Doorlopende leerroute Techniek"):
        assert secret not in said
    assert '<waarde pad="partijen.linde.naam"/>' in said


def test_every_clause_and_article_is_in_it_in_order(library: Library) -> None:
    bundle = bundle_of(agreement(), library)
    (document,) = bundle.files
    root = ooxml.root(document_bytes(bundle, document.id), PART)
    told = [item.get("onderwerp") for item in root.iter(f"{T}artikel")]
    assert told == [artikel.topic for artikel in document.artikelen]
    clauses = dict.fromkeys(item.get("id") for item in root.iter(f"{T}clausule"))
    assert list(clauses) == [text.clause.id for text in document.texts]


def test_documents_that_say_the_same_share_it_and_other_values_do_not_matter(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = agreement()
    other = agreement()
    other["partijen"]["linde"]["naam"] = "Een heel andere school"
    other["gegevens"]["ingangsdatum"] = "2028-08-01"
    docx_of(first, library)
    monkeypatch.setattr("dlr_docs.word.write.data.told.pack", None)  # nothing is made anew
    parts = [ooxml.parts(docx_of(data, library))[PART] for data in (first, other)]
    assert parts[0] == parts[1]


def test_notes_are_not_in_it_and_the_cover_table_is(library: Library) -> None:
    bundle = bundle_of(agreement(), library)
    plain, noted, covered = (
        ooxml.parts(document_bytes(bundle, "samenwerkingsovereenkomst", options))[PART]
        for options in (WriteOptions(), WriteOptions(notes=True), WriteOptions(cover_table=True))
    )
    assert plain == noted
    assert b"Bijlage: verplichte inhoud" in covered
