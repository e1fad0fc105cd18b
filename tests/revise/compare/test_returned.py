"""What many documents that came back have in common."""

from __future__ import annotations

from dlr_docs.revise.changes.difference import Comparison, Difference
from dlr_docs.revise.compare.returned import as_text, table_data, touched

KOSTEN = Difference("gewijzigd", "artikel 4, lid 1", clause="kosten/eigen")
OWN = Difference("toegevoegd", "artikel 9")
FILLED = Difference("waarde", "artikel 1", now="Eemland", path="regio")
VALUE = Difference("waarde", "artikel 9", "drie maanden", "een jaar", path="opzegtermijn")
MANY = {
    "a.docx": Comparison((KOSTEN, KOSTEN), ()),
    "b.docx": Comparison((KOSTEN, OWN, FILLED), ()),
    "c.docx": Comparison((FILLED,), ()),
}


def test_what_most_documents_change_stands_first() -> None:
    first, second = touched(MANY)
    assert (first.clause, first.documents, first.kinds) == (
        "kosten/eigen",
        ("a.docx", "b.docx"),
        {"gewijzigd": 3},
    )
    assert second.documents == ("b.docx",)


def test_what_a_school_filled_in_is_no_change() -> None:
    text = as_text(MANY)
    assert text.startswith("3 documenten vergeleken; in 2 is de tekst gewijzigd\n")
    assert "regio" not in text
    assert "c.docx" not in text


def test_a_value_that_was_there_and_is_another_stands_below_the_text() -> None:
    many = {**MANY, "d.docx": Comparison((VALUE,), ())}
    lines = as_text(many).splitlines()
    assert lines[0] == "4 documenten vergeleken; in 2 is de tekst gewijzigd, in 1 een gegeven"
    assert lines[-2].split() == ["gegeven", "opzegtermijn", "1", "van", "4", "1", "waarde"]
    assert lines[-1].strip() == "d.docx"
    assert table_data(many, ())["gegevens"] == [
        {"gegeven": "opzegtermijn", "documenten": ["d.docx"]}
    ]


def test_a_program_reads_table_and_documents() -> None:
    data = table_data(MANY, [{"code": "x"}])
    assert data["clausules"][0]["documenten"] == ["a.docx", "b.docx"]
    assert set(data["documenten"]) == set(MANY)
    assert data["problemen"] == [{"code": "x"}]
