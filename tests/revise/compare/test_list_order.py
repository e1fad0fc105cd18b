"""Items of lists are known by what they say, also where the choices number them otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dlr_docs import compare, read_document, update
from dlr_docs.model.library import Library
from dlr_docs.revise.compare.comparing import compare_documents
from dlr_docs.revise.filling_back import values_back
from dlr_docs.word.read.lines import read_lines
from tests.revise.edits import edited, paragraph
from tests.samples import agreement, bundle_of, docx_of

A, B, C, NEW = "komt op tijd", "haalt een voldoende", "leest graag boeken", "durft te vragen"
BY_HAND = "haalt een ruime voldoende"


def choices(criteria: list[str]) -> dict[str, Any]:
    data = agreement()
    data["documenten"][0]["keuzes"] = {"doelgroep": "leerroute-selectie"}
    data["documenten"][0]["gegevens"] |= {"criteria_leerroute": criteria}
    return data


def items(data: bytes) -> list[str]:
    """The items of the list, without their labels and what ends them."""
    known = (A, B, C, NEW, BY_HAND)
    lines = (line.rstrip(";.").partition(". ")[2] for line in read_lines(data))
    return [line for line in lines if line in known]


def typed_over(text: str) -> str:
    return text.replace(f">{B}<", f">{BY_HAND}<")


def taken_out(text: str) -> str:
    return text.replace(paragraph(text, f">{B}<"), "", 1)


def exchanged(text: str) -> str:
    return text.replace(f">{A}<", ">-<").replace(f">{B}<", f">{A}<").replace(">-<", f">{B}<")


@pytest.mark.parametrize(
    ("change", "now", "expected"),
    [
        (typed_over, [NEW, A, B, C], [NEW, A, BY_HAND, C]),
        (typed_over, [A, NEW, B, C], [A, NEW, BY_HAND, C]),
        (typed_over, [B, C], [BY_HAND, C]),
        (typed_over, [C, B, A], [C, BY_HAND, A]),
        (typed_over, [NEW, A, BY_HAND, C], [NEW, A, BY_HAND, C]),
        (typed_over, [A, C], [A, BY_HAND, C]),
        (taken_out, [NEW, A, B, C], [NEW, A, C]),
        (taken_out, [B, C], [C]),
    ],
)
def test_what_a_hand_did_goes_with_its_own_item(
    change: Callable[[str], str], now: list[str], expected: list[str], library: Library
) -> None:
    found = read_document(edited(docx_of(choices([A, B, C]), library), change))
    result = update(found, bundle_of(choices(now), library))
    assert items(result.data) == expected
    assert bool(result.undecided) is (now == [A, C])
    again = update(read_document(result.data), bundle_of(choices(now), library))
    assert items(again.data) == expected


def test_only_what_a_hand_did_is_told_and_goes_back(library: Library) -> None:
    found = read_document(edited(docx_of(choices([A, B, C]), library), typed_over))
    bundle = bundle_of(choices([NEW, A, B, C]), library)
    told = compare(found, bundle)
    assert [(item.kind, item.now) for item in told.by_hand] == [("waarde", BY_HAND)]
    assert [item.kind for item in told.meanwhile] == ["toegevoegd"]
    (fill,), left = values_back(found, bundle)
    assert (fill.name, fill.typed, left) == ("criteria_leerroute.3", BY_HAND, ())


def test_another_list_that_is_gone_changes_nothing_about_what_a_hand_did(library: Library) -> None:
    was, now = choices([A, B, C]), choices([NEW, A, B, C])
    was["documenten"][0]["keuzes"]["overstapoptie"] = "kader-per-leerjaar"
    now["documenten"][0]["keuzes"]["overstapoptie"] = "gezamenlijk-gesprek"
    found = read_document(edited(docx_of(was, library), typed_over))
    result = update(found, bundle_of(now, library))
    told = [(item.path, item.was, item.now) for item in result.kept]
    assert told == [("criteria_leerroute.3", B, BY_HAND)]
    assert [item.path for item in result.followed if "criteria" in item.path] == []


def test_items_that_a_hand_exchanged_are_told_in_their_own_places(library: Library) -> None:
    found = read_document(edited(docx_of(choices([A, B, C]), library), exchanged))
    result = update(found, bundle_of(choices([A, B, C]), library))
    told = [(item.path, item.was, item.now) for item in result.kept]
    assert told == [("criteria_leerroute.1", A, B), ("criteria_leerroute.2", B, A)]
    assert items(result.data) == [B, A, C]


def test_of_two_documents_an_item_in_front_is_one_line_that_was_added(library: Library) -> None:
    made = docx_of(choices([A, B, C]), library)
    other = read_document(docx_of(choices([NEW, A, B, C]), library))
    (new,) = compare_documents(read_document(made), other).by_hand
    assert (new.kind, new.path, NEW in new.now) == ("toegevoegd", "", True)
    of_hand = compare_documents(read_document(edited(made, typed_over)), other).by_hand
    told = [(item.path, item.was, item.now) for item in of_hand if item.path]
    assert told == [("criteria_leerroute.3", BY_HAND, B)]


def test_items_that_a_hand_exchanged_keep_their_numbers_beside_the_document_that_was_sent(
    library: Library,
) -> None:
    made = docx_of(choices([A, B, C]), library)
    came_back = edited(made, exchanged)
    told = compare_documents(read_document(made), read_document(came_back)).by_hand
    values = [(item.path, item.was, item.now) for item in told]
    assert values == [("criteria_leerroute.1", A, B), ("criteria_leerroute.2", B, A)]
