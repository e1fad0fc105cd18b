"""Blocks in words, and what differs between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dlr_docs.model.blocks import Block, BlockInline, FieldUse, NumberUse, placed
from dlr_docs.model.document import Text, ValueUse
from dlr_docs.revise.changes.known import titles_of
from dlr_docs.revise.changes.showing import (
    Segment,
    Showing,
    look_changes,
    place_words,
    plain,
    word_changes,
)


def lid(*inlines: BlockInline | str) -> Block:
    parts = tuple(Text(item) if isinstance(item, str) else item for item in inlines)
    return Block("lid", "Lid", parts, topic="kosten", place=(4, 2))


def differing(was: Block, now: Block) -> list[tuple[str, str]]:
    return [(item.state, item.text) for item in word_changes(was, now, Showing(), Showing())]


def test_a_block_shows_what_its_marks_stand_for() -> None:
    block = lid("binnen ", ValueUse("termijn"), " volgens ", NumberUse("geschillen"))
    shown = Showing({"termijn": "vier weken"}, {"geschillen": "artikel 9"})
    assert shown.text(block) == "binnen vier weken volgens artikel 9"
    assert Showing().text(block) == "binnen […] volgens [geschillen]"


def test_a_copy_that_was_typed_over_shows_what_it_says_itself() -> None:
    copy = replace(lid("binnen ", ValueUse("termijn")), shown=(("termijn", "zes weken"),))
    shown = Showing({"termijn": "vier weken"})
    assert shown.text(lid("binnen ", ValueUse("termijn"))) == "binnen vier weken"
    assert shown.text(copy) == "binnen zes weken"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("vmbo-mbo", "vmbo\u2011mbo"),
        ("artikel 7", "artikel\u00a07"),
        ('het "plan" van \'t jaar', "het “plan” van ’t jaar"),
        ("samenwerking", "samen\u00adwerking"),
    ],
)
def test_what_reads_the_same_is_no_change_of_words(was: str, now: str) -> None:
    assert {state for state, _ in differing(lid(was), lid(now))} == {"zelfde"}


def test_cells_of_a_row_stand_apart() -> None:
    row = Block("rij", "", cells=((Text("één"),), (FieldUse("PAGE"),)))
    assert Showing().text(row) == "één | [paginanummer]"


def test_a_field_of_a_hand_shows_its_words_and_one_of_a_page_what_it_is() -> None:
    own = (FieldUse("PAGE", "3"), FieldUse("NUMPAGES", "12"), FieldUse("DATE", "1 mei 2027"))
    assert Showing().text(lid(*own)) == "[paginanummer][aantal pagina's][datum van vandaag]"
    assert Showing().text(lid("zie ", FieldUse("REF plek", "bijlage 2"))) == "zie bijlage 2"
    assert Showing().text(lid("zie ", FieldUse("REF plek"))) == "zie [veld]"
    was, now = (lid("zie ", FieldUse("REF plek", text)) for text in ("lid 2", "lid 3"))
    assert was == now
    assert {state for state, _ in differing(was, now)} == {"zelfde"}


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (
            "binnen vier weken na de melding",
            "binnen zes weken na de melding",
            [
                ("zelfde", "binnen "),
                ("was", "vier"),
                ("wordt", "zes"),
                ("zelfde", " weken na de melding"),
            ],
        ),
        (
            "de school betaalt de helft aan het einde van het schooljaar",
            "partijen spreken aan het begin af wie een factuur stuurt",
            [
                ("was", "de school betaalt de helft aan het einde van het schooljaar"),
                ("wordt", "partijen spreken aan het begin af wie een factuur stuurt"),
            ],
        ),
        (
            "de school betaalt",
            "de school betaalt niets",
            [("zelfde", "de school betaalt"), ("wordt", " niets")],
        ),
        (
            "een twee drie vier vijf",
            "een zes zeven vier vijf",
            [
                ("zelfde", "een "),
                ("was", "twee drie"),
                ("wordt", "zes zeven"),
                ("zelfde", " vier vijf"),
            ],
        ),
    ],
)
def test_words_that_changed_are_told_as_a_person_reads_them(
    was: str, now: str, expected: list[tuple[str, str]]
) -> None:
    assert differing(lid(was), lid(now)) == expected


def test_a_number_with_points_in_it_changed_as_a_whole() -> None:
    was, now = lid("artikel 8.20 en 2.107c."), lid("artikel 8.30 en 2.107d.")
    parts = [text for state, text in differing(was, now) if state != "zelfde"]
    assert parts == ["8.20", "8.30", "2.107c", "2.107d"]


def test_a_value_is_the_same_whatever_it_shows() -> None:
    block = lid("binnen ", ValueUse("termijn"))
    before, after = Showing({"termijn": "vier weken"}), Showing({"termijn": "zes weken"})
    assert word_changes(block, block, before, after) == (Segment("zelfde", "binnen zes weken"),)


def test_words_that_look_otherwise_are_told_with_how() -> None:
    was, now = lid("een brief aan allen"), lid("een ", Text("brief", bold=True), " aan allen")
    assert look_changes(was, now, Showing()) == ("vet: 'brief'",)
    assert look_changes(now, was, Showing()) == ("gewoon: 'brief'",)
    assert look_changes(was, was, Showing()) == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_from_what_differs(was: str, now: str) -> None:
    segments = word_changes(lid(was), lid(now), Showing(), Showing())
    assert "".join(item.text for item in segments if item.state != "wordt") == was
    assert "".join(item.text for item in segments if item.state != "was") == now


def test_a_place_is_told_in_words() -> None:
    titles = {("", "kosten"): "Kosten"}
    assert place_words(lid("x"), titles) == "artikel 4 (Kosten), lid 2"
    deeper = Block("onderdeel", "", topic="kosten", place=(4, 2, 3))
    assert place_words(deeper, titles) == "artikel 4 (Kosten), lid 2, onderdeel c"
    assert place_words(Block("partij", ""), {}) == "partijen"
    annex = Block("lid", "", topic="kosten", place=(1,), document="bijlage-geld")
    assert place_words(annex, {}) == "bijlage “bijlage-geld”, artikel 1"
    titles = {("geld", ""): "Financiële bijlage"}
    annex = Block("bijlage", "", (Text("Financiële bijlage"),), document="geld")
    assert place_words(annex, titles) == "bijlage “Financiële bijlage”"


def test_what_stands_in_no_article_is_told_by_the_heading_above_it() -> None:
    lines = ("kop", "partij", "regel", "rij", "artikel", "lid", "kop", "alinea", "voettekst")
    blocks = [Block(kind, "", (Text(f"Van {kind}"),)) for kind in lines]
    assert [place_words(block, {}) for block in placed([Block("regel", ""), *blocks])] == [
        "tekst",
        *("kop “Van kop”", "partijen", "onder “Van kop”", "onder “Van kop”, tabel"),
        *("artikel 1 (eigen artikel)", "onder “Van artikel”"),
        *("kop “Van kop”", "onder “Van kop”", "voettekst"),
    ]
    long = replace(blocks[0], inlines=(Text("Bijlage 1 " + "met veel woorden " * 9),))
    assert place_words(next(placed([long])), {}) == (
        "kop “Bijlage 1 met veel woorden met veel woorden …”"
    )


def test_a_value_that_only_lost_its_look_did_so_by_a_program() -> None:
    bold, plain = lid(ValueUse("termijn", bold=True)), lid(ValueUse("termijn"))
    assert look_changes(bold, plain, Showing({"termijn": "zes weken"})) == ()
    assert look_changes(plain, bold, Showing({"termijn": "zes weken"})) == ("vet: 'zes weken'",)


def test_a_row_stands_in_a_table_and_an_article_of_the_hand_has_its_number() -> None:
    row = Block("rij", "", topic="kosten", place=(4, 5), document="bijlage-geld")
    titles = {("bijlage-geld", "kosten"): "Kosten"}
    assert place_words(row, titles) == "bijlage “bijlage-geld”, artikel 4 (Kosten), tabel"
    assert place_words(Block("artikel", "Artikel", place=(6,)), {}) == "artikel 6 (eigen artikel)"


def test_an_article_that_a_hand_put_in_an_annex_is_not_its_title() -> None:
    title, own = (
        Block(kind, "", (Text(text),), document="geld")
        for kind, text in (("bijlage", "Kosten"), ("artikel", "Fraude"))
    )
    assert place_words(title, titles_of([title, own])) == "bijlage “Kosten”"


def test_of_more_tables_in_an_article_it_is_told_which() -> None:
    kinds = ("artikel", "alinea", "rij", "rij", "artikel", "rij", "alinea", "rij", "kop", "rij")
    blocks = placed(Block(kind, "", (Text(f"{at}"),)) for at, kind in enumerate(kinds))
    assert [block.table for block in blocks if block.kind == "rij"] == [0, 0, 1, 2, 0]
    row = Block("rij", "", topic="kosten", place=(4,), table=2)
    assert place_words(row, {}) == "artikel 4, tabel 2"


def test_where_a_word_may_be_broken_off_is_no_difference() -> None:
    assert plain("drie we\u00adken\u00a0lang") == "drie weken lang"
