"""Whatever a hand did anywhere in a document: nothing of its words is lost, nothing is invented, and
making the document anew once more changes nothing.
"""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from dlr_docs import build_bundle, compare, document_bytes, load_choices, read_document, update
from dlr_docs.choices.file import parse_choices
from dlr_docs.files.installation import default_library_path
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.word.package.reading.text import Changes
from dlr_docs.word.read.lines import read_lines
from tests.ooxml import schema_errors
from tests.revise.edits import listed, shown_words
from tests.revise.random_edits import KINDS, QUIET, Hand, NothingThere
from tests.samples import agreement, bundle_of, docx_of

SHORT = default_library_path() / "examples" / "stageovereenkomst-minimaal.yaml"
_Edits = list[tuple[str, int]]
EDITS = st.lists(
    st.tuples(st.sampled_from(sorted(KINDS)), st.integers(0, 500)), min_size=1, max_size=6
)


class Case(Struct, frozen=True):
    """A document, what its choices give, what they give after they changed, and a word that is gone
    then.
    """

    made: bytes
    ours: Bundle
    changed: Bundle
    gone: str

    def __repr__(self) -> str:
        """In one word: hypothesis shows it beside the edits of a failure."""
        return "Case"


@pytest.fixture(scope="module")
def short(library: Library) -> Case:
    """A document of two pages, of which a name changed."""
    ours = build_bundle(load_choices(SHORT), library)
    text = SHORT.read_text("utf-8")
    gone = "Havenzicht"
    changed = build_bundle(parse_choices(text.replace(gone, "De Iep")), library)
    return Case(document_bytes(ours, "stageovereenkomst"), ours, changed, gone)


@pytest.fixture(scope="module")
def long(library: Library) -> Case:
    """An agreement, of which an article went, one has another variant, and a value changed."""
    data = agreement()
    document = data["documenten"][0]
    document["gegevens"]["regio"] = "Het Gooi"
    document["keuzes"] = {"verzuim": "geen", "bekostiging": "vast-bedrag"}
    ours = bundle_of(agreement(), library)
    return Case(docx_of(agreement(), library), ours, bundle_of(data, library), "Eemland")


def edited(made: bytes, edits: _Edits) -> tuple[Hand, bytes]:
    """A document with edits in it, as far as there is a place for each."""
    hand = Hand(made)
    for kind, number in edits:
        with contextlib.suppress(NothingThere):
            KINDS[kind](hand, number)
    return hand, hand.data()


def all_holds(case: Case, edits: _Edits) -> None:
    hand, data = edited(case.made, edits)
    found = read_document(data)
    words = shown_words(data)
    typed = [word for word in hand.typed if word in " ".join(words)]

    # what a hand did is told, and nothing when it did nothing
    told = compare(found, case.ours).by_hand
    said = " ".join(item.now for item in told)
    assert [word for word in typed if word not in said] == []
    assert not (told and all(kind in QUIET for kind, _ in edits))

    # nothing is lost and nothing invented, and once more is the same
    same = update(found, case.ours)
    assert words - shown_words(same.data) - listed(same) == {}
    assert shown_words(same.data) - words == {}
    again = update(read_document(same.data), case.ours)
    assert read_lines(again.data, Changes.TOLD) == read_lines(same.data, Changes.TOLD)

    # what either side changed is in the result, or in what a person decides
    new = update(found, case.changed)
    there = shown_words(new.data)
    assert [word for word in typed if word not in " ".join((there + listed(new)).keys())] == []
    assert case.gone not in there - listed(new)
    assert schema_errors(new.data) == []


@given(edits=EDITS)
@settings(max_examples=2, suppress_health_check=list(HealthCheck))
def test_a_few_edits_of_a_short_document(short: Case, edits: _Edits) -> None:
    all_holds(short, edits)


@pytest.mark.zwaar
@given(edits=EDITS)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_more_edits_of_a_short_document(short: Case, edits: _Edits) -> None:
    all_holds(short, edits)


@pytest.mark.zwaar
@given(edits=EDITS)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_edits_of_an_agreement(long: Case, edits: _Edits) -> None:
    all_holds(long, edits)


@pytest.mark.zwaar
def test_each_kind_of_edit_is_an_edit(long: Case) -> None:
    def is_edit(kind: str, number: int) -> bool:
        hand = Hand(long.made)
        before = hand.saved()
        with contextlib.suppress(NothingThere):
            KINDS[kind](hand, number)
        return {**before, **hand.saved()} != before or len(hand.saved()) > len(before)

    assert [kind for kind in KINDS if not any(is_edit(kind, number) for number in range(12))] == []
