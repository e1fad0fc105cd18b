"""Sample documents of a house style."""

from __future__ import annotations

from dlr_docs.build.house_style import house_styles, templates_of
from dlr_docs.choices.new.proof import proofs
from dlr_docs.library.load import load_library
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text
from tests.test_huur import HUUR


def test_there_is_a_sample_of_each_form_that_a_kind_uses(library: Library) -> None:
    for folder in house_styles(library).values():
        assert {form for form, _ in proofs(folder, library)} == {*templates_of(folder)}


def test_a_library_of_another_field_has_samples_of_its_own() -> None:
    library = load_library(HUUR)
    folder = house_styles(library)["zakelijk"]
    ((form, data),) = proofs(folder, library)
    assert form == "overeenkomst"
    assert "huur" in as_text(data).casefold()


def test_samples_are_the_same_bytes_each_time(library: Library) -> None:
    folder = house_styles(library)["klassiek"]
    assert [*proofs(folder, library)] == [*proofs(folder, library)]
