"""Blocks of two documents are paired."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dlr_docs.model.blocks import Block, Tracked
from dlr_docs.model.document import Text, ValueUse
from dlr_docs.revise.changes.aligning import Pair, align, exchanged, with_copies, with_turned


def lid(text: str, kind: str = "lid", topic: str = "kosten") -> Block:
    return Block(kind, kind.capitalize(), (Text(text),), topic=topic)


def words(pairs: tuple[Pair, ...]) -> list[tuple[str, str, bool]]:
    return [
        (pair.was.words if pair.was else "", pair.now.words if pair.now else "", pair.is_moved)
        for pair in pairs
    ]


ONE, TWO, THREE = (
    lid("de school betaalt de kosten"),
    lid("de instelling stuurt een factuur"),
    lid("de partijen overleggen elk jaar"),
)


def test_a_block_with_most_of_its_words_was_changed() -> None:
    new = lid("de instelling stuurt ieder jaar een factuur")
    assert words(align([ONE, TWO, THREE], [ONE, new, THREE]))[1] == (TWO.words, new.words, False)


def test_a_line_with_other_words_alone_in_its_place_was_typed_anew() -> None:
    new = lid("alles blijft zoals het was")
    assert words(align([ONE, TWO], [ONE, new]))[1:] == [(TWO.words, new.words, False)]


@pytest.mark.parametrize(
    "now",
    [
        [lid("alles blijft zoals het was"), lid("niemand vergoedt reizen")],
        [lid("alles blijft zoals het was", "rij")],
        [lid("alles blijft zoals het was", topic="looptijd")],
    ],
    ids=["two", "a row", "in another article"],
)
def test_other_words_in_the_place_of_a_block_were_put_in(now: list[Block]) -> None:
    assert words(align([ONE, TWO], [ONE, *now]))[1:] == [
        (TWO.words, "", False),
        *(("", block.words, False) for block in now),
    ]


def test_a_block_that_stands_elsewhere_was_moved() -> None:
    pairs = align([ONE, TWO, THREE], [THREE, ONE, TWO])
    assert words(pairs)[0] == (THREE.words, THREE.words, True)
    assert len(pairs) == 3


@pytest.mark.parametrize("moved", [ONE, TWO], ids=["the first", "the second"])
def test_of_two_that_changed_places_the_one_with_a_tracked_move_was_moved(moved: Block) -> None:
    tracked = replace(moved, changes=(Tracked("moveTo", "K. Kok", "", moved.words),))
    now = [tracked if block is moved else block for block in (TWO, ONE, THREE)]
    assert [pair.block for pair in align([ONE, TWO, THREE], now) if pair.is_moved] == [tracked]
    assert not any(pair.is_moved for pair in align([moved], [tracked]))


def test_a_block_that_was_moved_and_changed_a_little_is_one_change() -> None:
    new = lid("de partijen overleggen elk half jaar")
    pairs = align([ONE, TWO, THREE], [new, ONE, TWO])
    assert (THREE.words, new.words, True) in words(pairs)


def test_a_heading_with_another_title_is_the_heading_of_its_article() -> None:
    old, new = lid("Kosten", "artikel"), lid("Wie betaalt wat", "artikel")
    assert words(align([old, ONE], [new, ONE]))[0] == ("Kosten", "Wie betaalt wat", False)


def test_an_annex_with_another_title_is_that_annex() -> None:
    old, new, other = (
        Block("bijlage", "Bijlagetitel", (Text(text),), document=name)
        for text, name in (("Kosten", "geld"), ("Wie betaalt", "geld"), ("Wie betaalt", "uren"))
    )
    assert [(pair.was, pair.now) for pair in align([old], [new])] == [(old, new)]
    assert len(align([old], [other])) == 2


def test_a_heading_that_was_moved_and_got_another_short_title_is_that_heading() -> None:
    was, new = lid("Kosten", "artikel"), lid("Geld", "artikel")
    others = [lid(text.words, topic="overleg") for text in (ONE, TWO, THREE)]
    assert ("Kosten", "Geld", True) in words(align([was, *others], [*others, new]))
    alien = replace(new, topic="klachten")
    assert ("Kosten", "Geld", True) not in words(align([was, *others], [*others, alien]))


def test_a_line_in_other_capitals_is_that_line() -> None:
    old, new = lid("Ondertekening", "kop", ""), lid("ONDERTEKENING", "kop", "")
    assert words(align([ONE, old], [ONE, new]))[1] == ("Ondertekening", "ONDERTEKENING", False)


def test_an_item_that_is_only_a_value_is_that_item_with_another_end() -> None:
    def item(number: int, end: str) -> Block:
        inlines = (ValueUse(f"doelen.{number}"), Text(end))
        return Block("onderdeel", "Onderdeel", inlines, topic="doel")

    was = [item(1, ";"), item(2, ";"), item(3, ".")]
    shorter = [item(1, ";"), item(2, ".")]
    assert words(align(was, shorter))[1:] == [
        ("{doelen.2};", "{doelen.2}.", False),
        ("{doelen.3}.", "", False),
    ]
    longer = [item(1, ";"), item(2, ";"), item(3, ";"), lid("een nieuw doel.", "onderdeel", "doel")]
    assert words(align(was, longer))[2:] == [
        ("{doelen.3}.", "{doelen.3};", False),
        ("", "een nieuw doel.", False),
    ]


def test_a_lid_that_became_an_onderdeel_is_one_block() -> None:
    assert len(align([ONE, TWO], [ONE, lid(TWO.words, "onderdeel")])) == 2


TEXTS = st.lists(st.sampled_from(["a b c d", "a b c e", "x y z", "p q", "a b c d e f"]), max_size=9)


@given(TEXTS, TEXTS)
def test_every_block_is_in_one_pair(was: list[str], now: list[str]) -> None:
    old, new = [lid(text) for text in was], [lid(text) for text in now]
    pairs = align(old, new)
    assert [pair.now for pair in pairs if pair.now] == new
    assert sorted(id(pair.was) for pair in pairs if pair.was) == sorted(map(id, old))


@given(TEXTS)
def test_a_document_is_the_same_as_itself(texts: list[str]) -> None:
    blocks = [lid(text) for text in texts]
    assert align(blocks, blocks) == tuple(Pair(block, block) for block in blocks)


def test_long_documents_that_have_nothing_in_common_are_paired_in_bounded_work() -> None:
    old = [lid(f"oud {number} woord") for number in range(3000)]
    new = [lid(f"nieuw {number} tekst") for number in range(3000)]
    assert len(align(old, new)) == 6000


def of(clause: str, *texts: str) -> list[Block]:
    return [replace(lid(text), clause=f"kosten/{clause}") for text in texts]


def test_another_variant_of_an_article_is_exchanged_when_it_mostly_says_something_else() -> None:
    old = of("eigen", "elk betaalt zijn eigen deel van alles", "er is geen factuur")
    new = of("samen", "partijen maken samen een begroting", "de kas is bij de school")
    found = exchanged(align(old, new))
    assert found["", "kosten"].was == {"kosten/eigen"}
    assert found["", "kosten"].now == {"kosten/samen"}
    renamed = of("eigen-deel", *(block.words for block in old))
    assert not exchanged(align(old, renamed))


def test_an_addition_to_an_article_exchanges_nothing() -> None:
    old = of("eigen", "elk betaalt zijn eigen deel van alles")
    assert not exchanged(align(old, [*old, *of("rente", "te laat betalen kost rente")]))


def test_a_heading_made_a_lid_is_one_block_beside_and_two_in_an_update() -> None:
    heading = Block("artikel", "Artikel", (Text("overmacht"),), topic="overmacht")
    was, now = [ONE, heading, TWO], [ONE, lid("overmacht"), TWO]
    for one, other in ((was, now), (now, was)):
        pairs = align(one, other)
        assert len(pairs) == 4
        assert words(with_turned(pairs)) == [(item.words, item.words, False) for item in one]


def test_a_row_that_says_what_a_heading_said_is_no_heading() -> None:
    heading = Block("artikel", "Artikel", (Text("overmacht"),), topic="overmacht")
    pairs = align([ONE, heading], [ONE, lid("overmacht", "rij")])
    assert with_turned(pairs) == pairs


def test_lines_that_a_hand_put_in_another_article_are_no_other_variant_of_it() -> None:
    was = replace(lid("overmacht", "artikel"), topic="overmacht", clause="overmacht/kort")
    now = replace(was, kind="lid", topic="kosten")
    assert exchanged([Pair(ONE, ONE), Pair(was, now)]) == {}


def test_of_a_line_that_was_copied_and_typed_over_the_copy_is_new() -> None:
    value = (ValueUse("uren"),)
    was = Block("rij", "Tabeltekst", cells=(value,))
    same, other = (replace(was, shown=(("uren", text),)) for text in ("120", "60"))

    def said(block: Block) -> str:
        return dict(block.shown).get("uren", "120")

    for now in ([same, other], [other, same]):
        pairs = with_copies(align([was], now), said, said)
        assert [(pair.was, pair.now) for pair in pairs if pair.now is same] == [(was, same)]
        assert [(pair.was, pair.now) for pair in pairs if pair.now is other] == [(None, other)]
