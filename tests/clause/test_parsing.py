"""Rendered text to the tree of leden, onderdelen and tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.basis.cache import SWITCH, opened
from dlr_docs.basis.memory import Memory
from dlr_docs.basis.problems import Problem, RenderError
from dlr_docs.clause.markers import mark
from dlr_docs.clause.parsing import MAXIMUM_LINES, MAXIMUM_TEXT, parse
from dlr_docs.model.document import (
    Anchor,
    Body,
    Inlines,
    LawCitation,
    Lid,
    LineBreak,
    Reference,
    Table,
    Text,
    ValueUse,
)


def words(inlines: Inlines) -> str:
    return "".join(part.text for part in inlines if isinstance(part, Text))


def outline(body: Body) -> list[tuple[str, int, str]]:
    return [
        (block.kind, block.depth, words(block.inlines))
        for block in body.blocks
        if isinstance(block, Lid)
    ]


def problem_of(text: str) -> Problem:
    with pytest.raises(RenderError) as caught:
        parse(text)
    (problem,) = caught.value.problems
    return problem


def only(text: str) -> Inlines:
    (block,) = parse(text).blocks
    assert isinstance(block, Lid)
    return block.inlines


def test_numbered_items_are_leden_onderdelen_and_subonderdelen() -> None:
    text = "1. a\n1. b\n   1. c\n      1. d\n      1. e\n   1. f\n1. g\n"
    assert outline(parse(text)) == [
        ("lid", 1, "a"),
        ("lid", 1, "b"),
        ("onderdeel", 2, "c"),
        ("subonderdeel", 3, "d"),
        ("subonderdeel", 3, "e"),
        ("onderdeel", 2, "f"),
        ("lid", 1, "g"),
    ]


def test_a_plain_paragraph_is_an_unnumbered_lid() -> None:
    assert outline(parse("a\n\nb\nc\n")) == [("alinea", 0, "a"), ("alinea", 0, "b c")]


def test_text_that_goes_on_in_an_item_is_not_numbered_again() -> None:
    text = "1. a\n\n   b\n\n   1. c\n\n      d\n\n   e\n1. f\n"
    assert outline(parse(text)) == [
        ("lid", 1, "a"),
        ("vervolg", 1, "b"),
        ("onderdeel", 2, "c"),
        ("vervolg", 2, "d"),
        ("vervolg", 1, "e"),
        ("lid", 1, "f"),
    ]


def test_dashes_are_a_plain_list_at_the_depth_where_they_stand() -> None:
    assert outline(parse("- a\n- b\n")) == [("opsomming", 0, "a"), ("opsomming", 0, "b")]
    assert outline(parse("1. a\n   - b\n")) == [("lid", 1, "a"), ("opsomming", 1, "b")]


def test_a_fourth_level_is_refused() -> None:
    assert problem_of("1. a\n   1. b\n      1. c\n         1. d\n").code == "te-diep"


def test_bold_and_italic_words_stay_bold_and_italic() -> None:
    assert only("a **b *c*** _d_") == (
        Text("a "),
        Text("b ", bold=True),
        Text("c", bold=True, italic=True),
        Text(" "),
        Text("d", italic=True),
    )


def test_a_hard_break_is_a_line_break_and_a_soft_one_a_space() -> None:
    assert only("a\\\nb\nc") == (Text("a"), LineBreak(), Text("b c"))


def test_escaped_signs_and_entities_are_words() -> None:
    assert only(r"\*a\* &amp; 1\. &eacute;") == (Text("*a* & 1. é"),)


def test_marks_become_values_references_laws_and_anchors() -> None:
    text = "".join(
        mark(form, "doel") for form in ("anker", "waarde", "artikel", "lid", "wet", "tekst")
    )
    assert only(text) == (
        Anchor("doel"),
        ValueUse("doel"),
        Reference("doel"),
        Reference("doel", "lid"),
        LawCitation("doel"),
        Text("doel"),
    )


def test_a_table_has_a_header_and_rows_of_the_same_width_also_where_a_cell_is_left_out() -> None:
    (table,) = parse("| a | **b** |\n|---|---|\n| c |\n| d | e |\n").blocks
    assert isinstance(table, Table)
    assert table.header == ((Text("a"),), (Text("b", bold=True),))
    assert [[words(cell) for cell in row] for row in table.rows] == [["c", ""], ["d", "e"]]


def test_values_and_laws_of_a_body_are_found_once_also_in_tables() -> None:
    a, b, law = mark("waarde", "a"), mark("waarde", "b"), mark("wet", "w")
    body = parse(f"1. {a} {law}\n\n| {b} |\n|---|\n| {a} {law} |\n")
    assert body.names.values == ("a", "b")
    assert body.names.laws == ("w",)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("# Kop", "een kop"),
        ("Kop\n===", "een kop"),
        ("```\ncode\n```", "een codeblok"),
        ("    ingesprongen", "een ingesprongen codeblok"),
        ("---", "een streep"),
        ("> citaat", "een citaat"),
        ("![plaatje](x.png)", "een afbeelding"),
        ("[tekst](https://example.org)", "een hyperlink"),
        ("<https://example.org>", "een hyperlink"),
        ("`code`", "code"),
        ("1. a\n   # Kop", "een kop"),
        ("| a |\n|---|\n| `b` |", "code"),
    ],
)
def test_markdown_that_an_agreement_has_no_place_for_is_refused_by_name(
    text: str, what: str
) -> None:
    problem = problem_of(text)
    assert problem.code == "markdown-niet-toegestaan"
    assert problem.message.startswith(f"{what} kan niet in een clausule")


@pytest.mark.parametrize("text", ["a <b>c</b>", "<div>\na\n</div>", "1. a <!-- nog doen -->"])
def test_html_is_refused_and_a_sign_alone_is_a_sign(text: str) -> None:
    assert problem_of(text).code == "markdown-niet-toegestaan"
    assert only("a < b") == (Text("a < b"),)


def test_a_table_inside_a_lid_is_refused() -> None:
    assert problem_of("1. a\n\n   | b |\n   |---|\n   | c |\n").code == "tabel-in-lid"


def test_a_refusal_does_not_show_marks() -> None:
    assert problem_of(f"> {mark('waarde', 'regio')} en zo").message.endswith(": en zo")


def test_a_word_that_the_library_names_stays_with_the_value_behind_it() -> None:
    value = mark("waarde", "trede")
    text = f"In trede {value}, Trede {value}, op een optrede {value} en in trede 3."
    (block,) = parse(text, with_number=("trede",)).blocks
    assert isinstance(block, Lid)
    words_of = [inline.text for inline in block.inlines if isinstance(inline, Text)]
    assert words_of == ["In trede\u00a0", ", Trede\u00a0", ", op een optrede ", " en in trede 3."]
    assert words(only(text)).count("\u00a0") == 0  # nobody named one


def test_no_text_is_an_empty_body() -> None:
    assert parse("").blocks == ()
    assert parse("\n \n").blocks == ()


def plain(body: Body) -> str:
    parts = []
    for block in body.blocks:
        groups = (
            (block.inlines,)
            if isinstance(block, Lid)
            else (*block.header, *(c for row in block.rows for c in row))
        )
        parts += [words(group) for group in groups]
    return "".join(parts)


@given(
    st.lists(
        st.text(st.characters(categories=["L", "N"], max_codepoint=0x24F), min_size=1), min_size=1
    )
)
def test_no_word_of_running_text_gets_lost(typed: list[str]) -> None:
    assert plain(parse("a " + " ".join(typed))) == "a " + " ".join(typed)


@given(st.text(alphabet="ab1.- \n\t*_|\\", max_size=60))
def test_no_letter_gets_lost_whatever_the_markdown(text: str) -> None:
    try:
        body = parse(text)
    except RenderError as exc:
        kept = exc.problems[0].code and text.count("a")
    else:
        kept = plain(body).count("a")
    assert kept == text.count("a")


@given(st.text(alphabet="ab1.- \n*_|", max_size=60))
def test_every_paragraph_has_a_kind_that_fits_its_depth(text: str) -> None:
    try:
        blocks = parse(text).blocks
    except RenderError:
        blocks = ()
    for block in blocks:
        if isinstance(block, Lid):
            fitting = {"alinea": {0}, "lid": {1}, "onderdeel": {2}, "subonderdeel": {3}}
            assert block.depth in fitting.get(block.kind, {0, 1, 2, 3})
        else:
            assert all(len(row) == len(block.header) for row in block.rows)


def test_what_a_mark_holds_does_not_reach_the_shape_that_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, str(tmp_path / "bewaard"))
    with opened():
        parse(
            f"1. De {mark('waarde', 'partijen.zwaluw.naam')} en {mark('tekst', 'Zwaluw & Co')}.\n"
        )
    (file,) = (tmp_path / "bewaard").iterdir()
    assert b"waluw" not in file.read_bytes()
    assert b"De " in file.read_bytes()


def test_texts_that_differ_in_their_marks_have_one_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (
        f"1. Zin {mark('tekst', name)} {mark('wet', name)} **{mark('waarde', name)}**\n"
        for name in "ab"
    )
    memory = Memory()
    parse(first, memory)
    monkeypatch.setattr("dlr_docs.clause.parsing._markdown", None)
    (block,) = parse(second, memory).blocks
    assert isinstance(block, Lid)
    assert block.inlines == (Text("Zin b "), LawCitation("b"), Text(" "), ValueUse("b", bold=True))


@pytest.mark.parametrize("row", ["1 | 2 | 3", "| 1 | 2 | 3 |", "| 1 | 2 | |"])
def test_a_row_with_more_cells_than_the_header_is_refused_since_markdown_would_drop_them(
    row: str,
) -> None:
    header = "| a | b |\n| --- | --- |\n"
    assert len(parse(f"{header}1|2|\n").blocks) == 1
    with pytest.raises(RenderError, match="meer cellen dan de kop"):
        parse(f"{header}{row}\n")


def test_words_in_another_language_stay_apart_with_their_language() -> None:
    (lid,) = parse(f"1. dat is {mark('anderstalig', 'en privacy by design')} dus.\n").blocks
    assert isinstance(lid, Lid)
    assert lid.inlines == (Text("dat is "), Text("privacy by design", language="en"), Text(" dus."))


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("a\n" * (MAXIMUM_LINES + 1), "clausule-te-lang", "hoogstens 3.000 regels"),
        ("a" * (MAXIMUM_TEXT + 1), "clausule-te-lang", "hoogstens 60.000 tekens"),
        ("[" * 10_001, "clausule-te-lang", "hoogstens 10.000 tekens als"),
        ("|a" * 64 + "|\n" + "|-" * 64 + "|\n", "tabel-te-groot", "hoogstens 63 kolommen"),
        (
            "|".join("a" * 64) + "\n" + "|".join("-" * 64) + "\n",
            "tabel-te-groot",
            "hoogstens 63 kolommen",
        ),
        (
            "|a" * 60 + "|\n" + "|-" * 60 + "|\n" + "|b|\n" * 500,
            "tabel-te-groot",
            "samen hoogstens 30.000 cellen",
        ),
    ],
)
def test_what_would_keep_the_parser_busy_is_refused(text: str, code: str, words: str) -> None:
    problem = problem_of(text)
    assert problem.code == code
    assert words in problem.message
    assert problem.hint


@pytest.mark.belasting
def test_a_large_table_is_a_table() -> None:
    columns, rows = 63, 300
    text = "|a" * columns + "|\n" + "|-" * columns + "|\n" + ("|b" * columns + "|\n") * rows
    (table,) = parse(text).blocks
    assert isinstance(table, Table)
    assert (len(table.header), len(table.rows)) == (columns, rows)


def test_upright_lines_in_words_make_no_columns() -> None:
    cell = "y \\| " * 70
    lid, table = parse(f"1. {'a | b ' * 70}\n\n| x |\n|---|\n| {cell} |\n").blocks
    assert (type(lid), type(table)) == (Lid, Table)


def test_values_count_little_however_long_their_paths() -> None:
    row = (
        "|"
        + "|".join(
            mark("waarde", f"leerjaren_programma.1.onderdelen.22.een-lang-veld-{n}")
            for n in range(7)
        )
        + "|"
    )
    (table,) = parse("|a" * 7 + "|\n" + "|-" * 7 + "|\n" + f"{row}\n" * 300).blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 300


@pytest.mark.parametrize("entity", ["&#xe000;0&#xe001;", "&#57344;0", "&#12;"])
def test_an_entity_cannot_be_a_mark_or_what_word_cannot_hold(entity: str) -> None:
    assert problem_of(f"a {mark('waarde', 'naam')} {entity} b").code == "priveteken"


@pytest.mark.parametrize("text", ["2027. Daarna niet.", "1. a\n2027. b", "5) a"])
def test_a_number_that_word_would_change_is_refused(text: str) -> None:
    problem = problem_of(text)
    assert problem.code == "nummer-in-tekst"
    assert "Schrijf 1." in (problem.hint or "")


def test_a_year_with_a_backslash_is_words() -> None:
    assert words(only("2027\\. Daarna niet.")) == "2027. Daarna niet."


@pytest.mark.parametrize("before", ["", "x\u2028y\n\n", "x\u0085y\n\n"])
@pytest.mark.parametrize("end", ["|", "\\|"])
def test_no_cell_vanishes(before: str, end: str) -> None:
    assert problem_of(f"{before}|a|b|\n|-|-|\n|1|2|VERLOREN{end}").code == "tabelrij-te-lang"
