"""Every edit of the table is found by ``compare`` as a person would name it, and kept by ``update``,
also when library and choices change around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from dlr_docs import read_document
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.revise.changes.difference import Comparison, Difference
from dlr_docs.revise.compare.comparing import compare
from dlr_docs.revise.update.updating import update
from dlr_docs.word.merge.remarks import UPDATER
from dlr_docs.word.read.lines import read_lines
from tests.ooxml import schema_errors
from tests.revise.edits import listed, shown_words
from tests.revise.hand_edits import EDITS
from tests.samples import agreement, bundle_of

pytestmark = [pytest.mark.bibliotheek, pytest.mark.zwaar]


@pytest.fixture(scope="module")
def changed(library: Library) -> Bundle:
    """The bundle after the choices changed: an article out, one in another variant, a value."""
    data: dict[str, Any] = agreement()
    document = data["documenten"][0]
    document["gegevens"]["regio"] = "Het Gooi"
    document["keuzes"] = {"verzuim": "geen", "bekostiging": "vast-bedrag"}
    return bundle_of(data, library)


def shown(data: bytes) -> str:
    """The text of a document with plain spaces."""
    return "\n".join(read_lines(data)).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("name", EDITS)
def test_it_is_found_and_nothing_else(made: bytes, ours: Bundle, name: str) -> None:
    edit = EDITS[name]
    found = compare(read_document(edit.do(made)), ours)
    assert tuple(change.kind for change in found.by_hand) == edit.kinds
    assert not found.meanwhile


@pytest.mark.parametrize("name", EDITS)
def test_it_is_kept_when_nothing_else_changed(made: bytes, ours: Bundle, name: str) -> None:
    edit = EDITS[name]
    data = edit.do(made)
    result = update(read_document(data), ours)
    text = shown(result.data)
    assert all(item in text for item in edit.there)
    assert not any(item in text for item in edit.gone)
    assert not shown_words(data) - shown_words(result.data) - listed(result)
    assert not shown_words(result.data) - shown_words(data)
    assert schema_errors(result.data) == []
    again = update(read_document(result.data), ours)
    assert read_lines(again.data) == read_lines(result.data)
    assert schema_errors(again.data) == []


# What the new document has as it is made, and not as the hand had it.
SETTLED = (
    "numbers that begin again",
    "runs of Google Docs, with an edit",
    "an article cited in short in a reference",
)


@pytest.mark.parametrize("name", EDITS.keys() - {*SETTLED})
def test_it_is_told_of_the_new_document_too(made: bytes, ours: Bundle, name: str) -> None:
    before = read_document(EDITS[name].do(made))
    after = read_document(update(before, ours).data)
    was, now = compare(before, ours), compare(after, ours)
    assert [*map(told, now.by_hand)] == [*map(told, was.by_hand)]
    assert [*of_people(now)] == [*of_people(was)]


def of_people(found: Comparison) -> Iterator[str]:
    return (remark.text for _, remark in found.remarks if remark.author != UPDATER)


def told(change: Difference) -> tuple[str, str, str]:
    """What a person remembers of a change: its look may be written otherwise."""
    return change.kind, change.place, change.now if change.kind != "gewijzigd" else ""


@pytest.mark.parametrize("name", EDITS)
def test_it_is_kept_when_the_choices_changed(made: bytes, changed: Bundle, name: str) -> None:
    edit = EDITS[name]
    result = update(read_document(edit.do(made)), changed)
    text = shown(result.data)
    assert "Het Gooi" in text
    assert "Eemland" not in text
    assert not re.search(r"artikel \d+ Verzuim", text)
    assert all(item in text for item in edit.there)
    assert schema_errors(result.data) == []
