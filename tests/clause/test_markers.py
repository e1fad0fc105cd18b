"""Marks carry any content through Markdown unchanged."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dlr_docs.clause.markers import CLOSE, OPEN, PATTERN, Form, mark, read
from dlr_docs.clause.parsing import parse
from dlr_docs.model.document import (
    Anchor,
    Inlines,
    LawCitation,
    Lid,
    Reference,
    Text,
    ValueUse,
)

FORMS: tuple[Form, ...] = get_args(Form)
ANY = st.text(st.characters())  # surrogates too
HARD = [
    "*a*",
    "_a_",
    "# a",
    "1. a",
    "`a`",
    "<b>",
    "&amp;",
    "![a](b)",
    "a|b",
    "\\",
    "\n\n- a",
    OPEN,
    CLOSE,
    "@a",
    "=61",
    "~",
]


def inlines_of(text: str) -> Inlines:
    (block,) = parse(text).blocks
    assert isinstance(block, Lid)
    return block.inlines


@pytest.mark.parametrize("form", FORMS)
@given(content=ANY)
@example(content="")
@example(content="opleiding.naam")
@example(content="@a")
@example(content="~61")
def test_what_was_marked_can_be_read(form: Form, content: str) -> None:
    (found,) = PATTERN.findall(mark(form, content))
    assert read(found) == (form, content)


@pytest.mark.parametrize(
    "content", ["opleiding.naam", "partijen.linde-2.naam", "leerweg_vmbo", "lesdagen.1"]
)
def test_the_name_of_a_value_stays_readable_in_its_mark(content: str) -> None:
    assert mark("waarde", content) == f"{OPEN}{content}{CLOSE}"


@given(ANY.filter(bool))
def test_any_text_comes_through_markdown_unchanged(content: str) -> None:
    assert inlines_of(f"a {mark('tekst', content)} b") == (Text(f"a {content} b"),)


@pytest.mark.parametrize("content", HARD)
def test_text_that_looks_like_markdown_starts_no_structure(content: str) -> None:
    assert inlines_of(f"{mark('tekst', content)}") == (Text(content),)


@pytest.mark.parametrize(
    "around", ["{}", "**{}**", "1. {}", "| a |\n|---|\n| {} |", "a{}b", "_{}_"]
)
@given(content=ANY.filter(bool))
def test_any_name_of_a_value_comes_through_any_markdown_unchanged(
    around: str, content: str
) -> None:
    assert parse(around.format(mark("waarde", content))).names.values == (content,)


@given(ANY.filter(bool))
def test_references_laws_and_anchors_come_through_unchanged(content: str) -> None:
    text = " ".join(mark(form, content) for form in ("artikel", "lid", "wet", "anker"))
    kinds = [part for part in inlines_of(text) if not isinstance(part, Text)]
    assert kinds == [
        Reference(content),
        Reference(content, "lid"),
        LawCitation(content),
        Anchor(content),
    ]


def test_a_value_inside_bold_words_is_bold() -> None:
    assert inlines_of(f"**a {mark('waarde', 'x')}** {mark('waarde', 'y')}") == (
        Text("a ", bold=True),
        ValueUse("x", bold=True),
        Text(" "),
        ValueUse("y"),
    )
