"""Statutory cover as a table behind a document."""

from __future__ import annotations

from dlr_docs import WriteOptions, document_bytes
from dlr_docs.build.checks.coverage import cover_table, coverage
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text
from tests.samples import agreement, bundle_of


def test_the_table_says_where_each_mandatory_subject_is_settled(library: Library) -> None:
    bundle = bundle_of(agreement(), library)
    (annex,) = cover_table(bundle.documents[0], bundle)
    assert len(annex.table.rows) == len(coverage(bundle.documents[0], bundle)) == 10
    text = as_text(
        document_bytes(bundle, "samenwerkingsovereenkomst", WriteOptions(cover_table=True))
    )
    assert annex.title in text
    assert annex.closing in text
    assert annex.title not in as_text(document_bytes(bundle, "samenwerkingsovereenkomst"))


def test_a_kind_without_mandatory_subjects_has_no_table(library: Library) -> None:
    bundle = bundle_of(
        agreement(documenten=[{"soort": "adviesaanvraag-medezeggenschap"}], gegevens={}), library
    )
    assert cover_table(bundle.documents[0], bundle) == ()
