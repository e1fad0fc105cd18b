"""A value and a text as HTML; whole documents are in tests/word/write/test_html.py."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from dlr_docs.clause.html import NOWHERE, Leads, formatted, numbered, text_html, value_html
from dlr_docs.model.document import Text, ValueUse
from dlr_docs.model.values import Kind, Value


def value(raw: object, text: str = "", kind: Kind = "tekst") -> Value:
    return Value("a.b", kind, raw, text, "Hoe heet u?", "Naam")


def test_a_value_is_text_and_an_open_one_its_question() -> None:
    assert value_html(value("x", "x & <y>"), NOWHERE) == (
        '<span class="waarde" data-pad="a.b">x &amp; &lt;y&gt;</span>'
    )
    assert "open" in value_html(value(None), NOWHERE)
    assert "[Hoe heet u?]" in value_html(value(None), NOWHERE)


def test_a_box_is_ticked_or_not_and_shows_its_question_while_nobody_said() -> None:
    assert ">☒<" in value_html(value(True, kind="ja_nee"), NOWHERE)
    assert ">☐<" in value_html(value(False, kind="ja_nee"), NOWHERE)
    assert ">☐\u00a0[Hoe heet u?]<" in value_html(value(None, kind="ja_nee"), NOWHERE)


def test_a_value_leads_where_it_is_asked() -> None:
    shown = value_html(value("x", "x"), Leads(value="/vul?pad={}&a=1"))
    assert 'href="/vul?pad=a.b&amp;a=1"' in shown


def test_the_look_of_words_stays() -> None:
    assert formatted("x", Text("x", bold=True, italic=True)) == "<strong><em>x</em></strong>"
    assert formatted("x", Text("x", language="en")) == '<span lang="en">x</span>'
    assert formatted("x", ValueUse("p", bold=True)) == "<strong>x</strong>"


def test_a_number_has_a_space_behind_it_when_its_list_says_so() -> None:
    assert numbered("1.") == '<span class="nummer">1.</span> '
    assert numbered("1.", is_apart=False) == '<span class="nummer">1.</span>'
    assert numbered("") == ""


@given(st.text(alphabet="<>&\"'a\r\n") | st.text())
@example('<b>"&')
def test_no_text_becomes_an_element(text: str) -> None:
    shown = text_html(text).replace("<br>", "")
    assert "<" not in shown
    assert ">" not in shown
    assert '"' not in shown
