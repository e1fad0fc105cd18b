"""A comparison as a page."""

from __future__ import annotations

from dlr_docs.revise.changes.difference import Comparison, Difference, SideBySide
from dlr_docs.revise.changes.showing import Segment
from dlr_docs.revise.compare.page import PageTexts, as_page

EVIL = "<script>alert(1)</script>"


def test_both_texts_stand_side_by_side_and_nothing_typed_is_markup() -> None:
    row = SideBySide(
        "artikel 1",
        "lid",
        (Segment("zelfde", "binnen "), Segment("was", "vier")),
        (Segment("zelfde", "binnen "), Segment("wordt", EVIL)),
        "gewijzigd",
    )
    change = Difference("gewijzigd", "artikel 1", "binnen vier", EVIL)
    page = as_page(Comparison((change,), (row,)), PageTexts(EVIL, "x", "Toen", "Nu"))
    assert "binnen <del>vier</del>" in page
    assert "<ins>&lt;script&gt;" in page
    assert "<script" not in page
    assert "artikel 1: gewijzigd" in page
    assert page.index(">Toen<") < page.index(">Nu<")
    assert 'lang="nl"' in page
    assert "http" not in page  # nothing from elsewhere
