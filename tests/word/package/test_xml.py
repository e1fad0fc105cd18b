"""Small pieces of Word XML: text, breaks, escaping."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dlr_docs.word.package import xml
from tests.word.template.parts.test_controls import element

W = xml.W
XML_TEXT = st.text(
    st.characters(
        exclude_categories=["Cs"], exclude_characters="\x7f\ufffe\uffff", min_codepoint=32
    )
)


@given(XML_TEXT)
def test_escaped_text_is_read_back_as_it_was(text: str) -> None:
    assert (etree.fromstring(f"<x>{xml.escape(text)}</x>").text or "") == text
    assert etree.fromstring(f'<x y="{xml.escape(text)}"/>').get("y") == text


def test_a_run_writes_breaks_and_tabs_as_elements() -> None:
    made = element(xml.run("a\r\nb\tc\rd"))
    assert [child.tag.split("}")[1] for child in made[0]] == ["t", "br", "t", "tab", "t", "br", "t"]
