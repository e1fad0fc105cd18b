"""Pages that a hand gave another size or other margins."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from dlr_docs import compare, read_document, update
from dlr_docs.model.document import Bundle
from dlr_docs.revise.compare.comparing import compare_documents
from tests.revise.edits import edited
from tests.revise.hand_edits import swap

UPRIGHT, TURNED = 'w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"'
turned = swap(UPRIGHT, TURNED)


def after_both(one: Callable[[str], str], other: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: other(one(text))


def of_its_own(text: str) -> str:
    """A page in the middle that lies."""
    ends = (
        f"<w:p><w:pPr><w:sectPr><w:pgSz {size}/></w:sectPr></w:pPr></w:p>"
        for size in (UPRIGHT, TURNED)
    )
    first, _, rest = text.partition('<w:p><w:pPr><w:pStyle w:val="Artikel"/>')
    lid, end, behind = rest.partition("</w:p>")
    return (
        f'{first}{next(ends)}<w:p><w:pPr><w:pStyle w:val="Artikel"/>{lid}{end}{next(ends)}{behind}'
    )


CASES = {
    "turned": (turned, "alle pagina's", "de pagina is liggend, 29,7 × 21 cm"),
    "turned with its margins": (
        after_both(turned, swap('w:top="1588" w:right="1418"', 'w:top="1418" w:right="1588"')),
        "alle pagina's",
        "de pagina is liggend, 29,7 × 21 cm",
    ),
    "turned with other margins": (
        after_both(turned, swap('w:left="1418"', 'w:left="2268"')),
        "alle pagina's",
        "de pagina is liggend, 29,7 × 21 cm; "
        "de marge is boven 2,8 cm; rechts 2,5 cm; onder 2,5 cm; links 4 cm",
    ),
    "higher": (
        swap(UPRIGHT, 'w:w="12240" w:h="20160"'),
        "alle pagina's",
        "de pagina is staand, 21,6 × 35,6 cm",
    ),
    "margins": (
        swap(
            'w:right="1418" w:bottom="1418" w:left="1418"',
            'w:right="1701" w:bottom="1418" w:left="2268"',
        ),
        "alle pagina's",
        "de marge is rechts 3 cm; links 4 cm",
    ),
    "a part": (
        of_its_own,
        "vanaf artikel 1 (Begripsbepalingen)",
        "de pagina is liggend, 29,7 × 21 cm",
    ),
}


@pytest.mark.parametrize(("change", "place", "look"), CASES.values(), ids=CASES)
def test_other_pages_are_told_once_and_stay(
    made: bytes, ours: Bundle, change: Callable[[str], str], place: str, look: str
) -> None:
    found = read_document(edited(made, change))
    told = [(item.kind, item.place, item.looks) for item in compare(found, ours).by_hand]
    assert told == [("opmaak", place, (look,))]
    new = update(found, ours)
    assert [item.looks for item in new.kept] == [(look,)]
    again = read_document(new.data)
    assert [page for page, _ in again.pages] == [page for page, _ in found.pages]
    assert update(again, ours).data == new.data


def test_pages_that_two_documents_have_are_no_difference(made: bytes) -> None:
    plain, other = read_document(made), read_document(edited(made, turned))
    assert not compare_documents(other, other).by_hand
    assert [item.kind for item in compare_documents(plain, other).by_hand] == ["opmaak"]


def test_of_another_word_template_nobody_knows_what_the_pages_were(
    made: bytes, ours: Bundle
) -> None:
    found = read_document(edited(made, turned))
    other = replace(found, provenance=replace(found.provenance, template="een ander"))
    assert not compare(other, ours).by_hand
