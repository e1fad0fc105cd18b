"""What a condition can leave empty is refused, whatever sample data would show."""

from __future__ import annotations

import pytest

from dlr_docs.clause.jinja import language
from dlr_docs.word.template.balance import Unbalanced, Unfilled, check_balance

LINE = "<w:p/>"


def checked(text: str) -> None:
    check_balance(language.make_environment(str, {}, autoescape=True).parse(text))


def conditional(text: str) -> str:
    return f"{{% if kenmerk %}}{text}{{% endif %}}"


@pytest.mark.parametrize("name", ["w:hdr", "w:ftr", "w:txbxContent", "w:sdtContent", "w:footnote"])
def test_what_must_hold_a_line_always_does(name: str) -> None:
    with pytest.raises(Unfilled):
        checked(f"<{name}>{conditional(LINE)}</{name}>")
    checked(f"<{name}>{conditional(LINE)}{LINE}</{name}>")
    checked(f"<{name}>{{% if kenmerk %}}{LINE}{{% else %}}{LINE}{{% endif %}}</{name}>")


def test_a_table_has_a_row_and_a_cell_ends_with_a_line() -> None:
    row = f"<w:tr><w:tc><w:tcPr/>{LINE}</w:tc></w:tr>"
    head = "<w:tbl><w:tblPr/><w:tblGrid/>"
    with pytest.raises(Unfilled, match="zonder rij"):
        checked(f"{head}{conditional(row)}</w:tbl>")
    with pytest.raises(Unfilled, match="zonder regel"):
        checked(f"{head}<w:tr><w:tc>{LINE}{head}{row}</w:tbl></w:tc></w:tr></w:tbl>")
    with pytest.raises(Unfilled, match="zonder rij"):
        checked(f"{head}{{% for a in overwegingen %}}{row}{{% endfor %}}</w:tbl>")
    checked(f"{head}{{% for a in partijen %}}{row}{{% endfor %}}</w:tbl>")
    checked(conditional(f"{head}{row}</w:tbl>"))


def test_a_condition_in_an_attribute_leaves_the_element_whole() -> None:
    checked('<a b="{% if kenmerk %}x{% else %}y z{% endif %}" c="d"/>')
    with pytest.raises(Unbalanced):
        checked('<a b="x{% if kenmerk %}"{% endif %}/>')
