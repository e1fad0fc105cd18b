"""Two documents as one with tracked changes."""

from __future__ import annotations

import sys
from datetime import date
from types import SimpleNamespace

import pytest

from dlr_docs import read_document
from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.model.library import Library
from dlr_docs.revise.redline import as_made, redline
from dlr_docs.word.package.reading.text import Changes
from dlr_docs.word.read.lines import read_lines
from tests.ooxml import parts
from tests.revise.edits import replaced
from tests.samples import agreement, docx_of

DAY = date(2027, 3, 1)


@pytest.fixture(scope="module")
def made(library: Library) -> bytes:
    return docx_of(agreement(), library)


@pytest.fixture(scope="module")
def edited(made: bytes) -> bytes:
    return replaced(made, "is Nederlands recht van", "is Belgisch recht van")


@pytest.mark.belasting
def test_accepting_all_gives_the_one_and_rejecting_all_the_other(
    made: bytes, edited: bytes
) -> None:
    result = redline(made, edited, "J. de Vries", DAY)
    assert read_lines(result) == read_lines(edited)
    assert read_lines(result, Changes.REJECTED) == read_lines(made)
    text = parts(result)["word/document.xml"].decode()
    assert 'w:author="J. de Vries"' in text
    assert 'w:date="2027-03-01T00:00:00Z"' in text
    assert redline(made, edited, "J. de Vries", DAY) == result


def test_without_the_extra_the_message_says_how_to_get_it(
    made: bytes, edited: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "python_redlines", None)
    with pytest.raises(DlrDocsError, match="ontbreekt een onderdeel") as caught:
        redline(made, edited, "A", DAY)
    assert "dlr-docs[redline]" in str(caught.value)


def test_a_result_that_says_something_else_is_not_given(
    made: bytes, edited: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Engine:
        def run_redline(self, *_: object, **__: object) -> tuple[bytes]:
            return (made,)

    monkeypatch.setitem(sys.modules, "python_redlines", SimpleNamespace(DocxodusEngine=Engine))
    with pytest.raises(DlrDocsError, match="staat er iets anders"):
        redline(made, edited, "A", DAY)


def test_what_was_made_is_known_from_the_document_itself(
    made: bytes, edited: bytes, library: Library
) -> None:
    assert as_made(read_document(edited), library) == made
