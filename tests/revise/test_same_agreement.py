"""Whether choices are those of the agreement that a document is of."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from dlr_docs.basis.problems import ChoicesError
from dlr_docs.model.library import Library
from dlr_docs.revise.same_agreement import refuse_other
from dlr_docs.word.read.document import read_document
from tests.samples import AGREEMENT, bundle_of, docx_of

Data = dict[str, Any]


def named(data: Data) -> None:
    data["bundel"] = "Doorlopende leerroute Zorg"


def later(data: Data) -> None:
    data["gegevens"]["ingangsdatum"] = "2028-08-01"


def elsewhere(data: Data) -> None:
    data["documenten"][0]["gegevens"]["regio"] = "Het Gooi"


def care(data: Data) -> None:
    programme = {"naam": "Verzorgende", "crebo": "25491", "niveau": "3", "leerweg": "bol"}
    data["documenten"][0]["gegevens"]["opleiding"] = programme


def other_parties(data: Data) -> None:
    """Others in the same towns, for whom somebody of the same function signs."""
    for item in data["partijen"].values():
        item |= {"naam": f"De Vlier ({item['soort']})", "bevoegd_gezag": f"Vlier {item['soort']}"}
        item["vertegenwoordiger"]["naam"] = "E. Smit"


def new_school(data: Data) -> None:
    data["partijen"]["linde"] |= {"naam": "De Vlier", "bevoegd_gezag": "Stichting De Vlier"}


def other_keys(data: Data) -> None:
    data["partijen"] = {f"{key}-2": party for key, party in data["partijen"].items()}


CASES: dict[str, tuple[tuple[Callable[[Data], None], ...], str]] = {
    "as it was": ((), ""),
    "a better name": ((named,), ""),
    "a year later": ((later,), ""),
    "another programme": ((care,), ""),
    "renamed and put off, for the same programme": ((named, later), ""),
    "a new school": ((new_school,), ""),
    "for another programme and later": (
        (care, later, elsewhere),
        "opleiding is 'Verzorgende, 25491' en niet 'Allround autotechnicus, 25876'",
    ),
    "of another name for another programme": (
        (named, care, elsewhere),
        "bundel is 'Doorlopende leerroute Zorg' en niet 'Doorlopende leerroute Techniek'",
    ),
    "of others": ((other_parties,), "zijn geen partijen in het bestand"),
    "of others under other keys": (
        (other_keys, other_parties),
        "zijn geen partijen in het bestand",
    ),
    "of the same under other keys": ((other_keys,), ""),
    "of a new school and the same institution under other keys": ((new_school, other_keys), ""),
}


@pytest.mark.parametrize("name", CASES)
def test_choices_of_another_agreement_are_told_from_changed_ones(
    library: Library, name: str
) -> None:
    changes, words = CASES[name]
    data = copy.deepcopy(AGREEMENT)
    for change in changes:
        change(data)
    found, bundle = (
        read_document(docx_of(copy.deepcopy(AGREEMENT), library)),
        bundle_of(data, library),
    )
    if not words:
        refuse_other(found, bundle)
        return
    with pytest.raises(ChoicesError) as caught:
        refuse_other(found, bundle)
    (problem,) = caught.value.problems
    assert problem.code == "andere-overeenkomst"
    assert words in problem.message


def test_a_row_of_a_series_is_known_by_each_of_its_parties(library: Library) -> None:
    data = copy.deepcopy(AGREEMENT)
    new_school(data)
    data["partijen"]["linde"]["vertegenwoordiger"] = {"naam": "E. Smit", "functie": "rector"}
    found = read_document(docx_of(copy.deepcopy(AGREEMENT), library))
    bundle = bundle_of(data, library)
    refuse_other(found, bundle)
    with pytest.raises(ChoicesError, match="is geen partij in het bestand"):
        refuse_other(found, bundle, is_row=True)


def test_choices_in_which_a_party_has_no_name_are_of_all_rows_of_a_series(
    library: Library,
) -> None:
    found = read_document(docx_of(AGREEMENT, library))
    data = copy.deepcopy(AGREEMENT)
    data["partijen"]["linde"] = {"soort": "school"}
    with pytest.raises(ChoicesError, match="'Vakcollege De Linde' heeft er geen naam"):
        refuse_other(found, bundle_of(data, library))
    asked = read_document(docx_of(data, library))
    refuse_other(asked, bundle_of(data, library))
