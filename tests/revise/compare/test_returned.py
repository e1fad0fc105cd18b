"""What many documents that came back have in common."""

from __future__ import annotations

from dlr_docs.revise.changes.difference import Comparison, Difference
from dlr_docs.revise.compare.returned import as_text, table_data, touched

KOSTEN = Difference("gewijzigd", "artikel 4, lid 1", clause="kosten/eigen")
OWN = Difference("toegevoegd", "artikel 9")
VALUE = Difference("waarde", "artikel 1", path="regio")
MANY = {
    "a.docx": Comparison((KOSTEN, KOSTEN), ()),
    "b.docx": Comparison((KOSTEN, OWN, VALUE), ()),
    "c.docx": Comparison((VALUE,), ()),
}


def test_what_most_documents_change_stands_first() -> None:
    first, second = touched(MANY)
    assert (first.clause, first.documents, first.kinds) == (
        "kosten/eigen",
        ("a.docx", "b.docx"),
        {"gewijzigd": 3},
    )
    assert second.documents == ("b.docx",)


def test_values_of_a_school_are_no_change_of_the_text() -> None:
    text = as_text(MANY)
    assert text.startswith("3 documenten vergeleken; in 2 is de tekst gewijzigd\n")
    assert "regio" not in text
    assert "c.docx" not in text


def test_a_program_reads_table_and_documents() -> None:
    data = table_data(MANY, [{"code": "x"}])
    assert data["clausules"][0]["documenten"] == ["a.docx", "b.docx"]
    assert set(data["documenten"]) == set(MANY)
    assert data["problemen"] == [{"code": "x"}]
