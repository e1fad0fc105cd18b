"""What a merged document says, on blocks alone."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from dlr_docs.model.blocks import Block, Remark
from dlr_docs.model.document import Text, ValueUse
from dlr_docs.revise.update.text.merging import MergePlan, Sides, plan_of
from dlr_docs.word.merge.remarks import UPDATER
from dlr_docs.word.read.blocks import LocatedBlock

Line = tuple[str, str]  # clause and words
A, B, C = (
    ("kosten/eigen", "elk betaalt zijn eigen deel van de kosten"),
    ("kosten/eigen", "de instelling stuurt elk jaar een factuur"),
    ("kosten/eigen", "wie te laat betaalt is rente verschuldigd"),
)
A2 = ("kosten/eigen", "elk betaalt zijn eigen deel van alle kosten")
A3 = ("kosten/eigen", "elk betaalt zijn eigen vaste deel van de kosten")
OWN = ("", "parkeren op het terrein is gratis")
SAME = ("kosten/samen", C[1])
NEW = ("kosten/samen", "elk betaalt zijn eigen rekening zelf")
OTHER = (
    ("kosten/samen", "partijen maken samen een begroting"),
    ("kosten/samen", "de kas is in beheer bij de school"),
)


def blocks(*lines: Line) -> list[Block]:
    return [
        Block("lid", "Lid", (Text(words),), topic="kosten", clause=clause)
        for clause, words in lines
    ]


def located(*lines: Line) -> list[LocatedBlock]:
    return [LocatedBlock(block, "word/document.xml", object()) for block in blocks(*lines)]


def merged(base: list[Line], theirs: list[Line], ours: list[Line]) -> MergePlan:
    return plan_of(Sides(blocks(*base), located(*theirs), located(*ours)))


def said(plan: MergePlan) -> list[str]:
    return [step.block.words for step in plan.steps]


CASES: dict[str, tuple[list[Line], list[Line], list[Line], list[str]]] = {
    "nothing": ([A, B], [A, B], [A, B], []),
    "by us": ([A2, B], [A, B], [A2, B], []),
    "by hand": ([A2, B], [A2, B], [A, B], []),
    "by both alike": ([A2, B], [A2, B], [A2, B], []),
    "by both": ([A2, B], [A2, B], [A3, B], ["beide gewijzigd"]),
    "taken out by hand": ([A], [A], [A, B], []),
    "taken out by hand, changed by us": ([B], [B], [A2, B], ["verwijderd en gewijzigd"]),
    "taken out by us": ([A], [A, B], [A], []),
    "changed by hand, taken out by us": ([A2, B], [A2, B], [B], ["vervallen en gewijzigd"]),
    "put in by hand": ([A, OWN, B], [A, OWN, B], [A, B], []),
    "put in by us": ([A, B, C], [A, B], [A, B, C], []),
    "put in by both": ([A, OWN, B, C], [A, OWN, B], [A, B, C], []),
    "put in by hand where another variant came": (
        [*OTHER, OWN], [A, B, OWN], [*OTHER], ["toegevoegd en vervangen"],
    ),
    "taken out by hand where another variant came": (
        [NEW, *OTHER], [B, C], [NEW, *OTHER], [],
    ),
    "moved by hand where another variant came": (
        [*OTHER, SAME], [C, A, B], [*OTHER, SAME], ["verplaatst en vervangen"],
    ),
    "moved by hand": ([B, C, A], [B, C, A], [A, B, C], []),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_block_is_taken_from_the_side_that_changed_it(name: str) -> None:
    expected, theirs, ours, left = CASES[name]
    plan = merged([A, B] if C not in theirs else [A, B, C], theirs, ours)
    assert sorted(said(plan)) == sorted(words for _, words in expected)
    assert [item.kind for item in plan.all_left] == left
    if "variant" not in name:
        assert said(plan) == [words for _, words in expected]


def test_what_is_new_comes_behind_what_the_hand_wrote_for_what_stood_before_it() -> None:
    new = ("kosten/eigen", "partijen bewaren de facturen zeven jaar")
    assert said(merged([A, B, C], [A, OWN], [A, B, C, new])) == [A[1], OWN[1], new[1]]


def items(*said: str) -> list[LocatedBlock]:
    """Items of a list that are only a value, each by its number and what ends it."""
    inlines = [(ValueUse(f"doelen.{item[0]}"), Text(item[1:])) for item in said]
    found = [Block("onderdeel", "Onderdeel", item, topic="doel") for item in inlines]
    return [LocatedBlock(block, "word/document.xml", object()) for block in found]


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        (["1."], ["1;", "2."], ["1."]),
        (["1."], ["1;", "2;", "3."], ["1;", "3."]),
        (["1;", "2;", "9."], ["1;", "2."], ["1;", "2;", "9."]),
        (["2."], ["1;", "2;", "3."], ["2;", "3."]),
    ],
    ids=["taken out", "taken out and put in", "put in by hand", "the first taken out"],
)
def test_an_item_that_is_only_a_value_ends_as_the_list_that_it_is_in(
    theirs: list[str], ours: list[str], expected: list[str]
) -> None:
    base = [item.block for item in items("1;", "2.")]
    plan = plan_of(Sides(base, items(*theirs), items(*ours)))
    assert said(plan) == [item.block.words for item in items(*expected)]
    assert not plan.all_left


@pytest.mark.parametrize("changed", [True, False])
def test_what_a_hand_took_out_is_told_when_a_value_in_it_is_another_now(changed: bool) -> None:
    sides = Sides([item.block for item in items("1;", "2.")], items("1;"), items("1;", "2."))
    plan = plan_of(replace(sides, changed={"doelen.2"} if changed else ()))
    assert [item.kind for item in plan.all_left] == ["verwijderd en gewijzigd"] * changed


def test_what_was_taken_out_of_two_articles_beside_each_other_is_left_of_each() -> None:
    other = ("rangorde/volgorde", "het jongste stuk gaat voor")
    other_now = ("rangorde/volgorde", "het jongste stuk gaat altijd voor")
    base, now = ([*blocks(B, last), *blocks(one)] for last, one in ((A, other), (A2, other_now)))
    base, now = ([*two, replace(one, topic="rangorde")] for *two, one in (base, now))
    sides = Sides(
        base, located(B), [LocatedBlock(block, "word/document.xml", object()) for block in now]
    )
    assert [
        (left.kind, [block.words for block in left.ours]) for left in plan_of(sides).all_left
    ] == [
        ("verwijderd en gewijzigd", [A2[1]]),
        ("verwijderd en gewijzigd", [other_now[1]]),
    ]


def test_what_was_only_touched_is_taken_from_the_hand() -> None:
    theirs: Any = located(A, B)
    sides = Sides(blocks(A, B), theirs, located(A, B), touched={id(theirs[0].block)})
    assert [step.takes_theirs for step in plan_of(sides).steps] == [True, False]


@pytest.mark.parametrize("dropped", ["kosten", "duur"])
def test_a_lid_that_a_hand_moved_to_another_article_outlives_either(dropped: str) -> None:
    """Of the article it was in nothing else stays; that which it came to stays as a whole."""

    def of(topic: str, *lines: Line) -> list[LocatedBlock]:
        return [
            replace(item, block=replace(item.block, topic=topic, place=(1,)))
            for item in located(*lines)
        ]

    ours = {"kosten": of("kosten", A, B), "duur": of("duur", C)}
    base = [item.block for item in (*of("kosten", A, B), *of("duur", C))]
    theirs = [*of("kosten", B), *of("duur", C, A)]
    left = [item for topic, items in ours.items() if topic != dropped for item in items]
    plan = plan_of(Sides(base, theirs, left))
    assert said(plan) == [words for _, words in ([C, A] if dropped == "kosten" else [B, C, A])]
    assert [item.kind for item in plan.all_left] == (
        ["vervallen en gewijzigd"] if dropped == "kosten" else []
    )


def test_what_is_in_a_part_that_is_not_there_any_more_is_told() -> None:
    footer = LocatedBlock(blocks(OWN)[0], "word/footer9.xml", object())
    plan = plan_of(Sides(blocks(A), [*located(A), footer], located(A)))
    assert [item.kind for item in plan.left] == ["zonder plaats"]


@pytest.mark.parametrize(
    ("author", "topic", "kinds"),
    [
        ("J. de Vries", "kosten", ["opmerking verplaatst"]),
        ("J. de Vries", "duur", ["opmerking vervalt"]),
        (UPDATER, "kosten", []),
    ],
)
def test_a_comment_on_a_line_that_went_hangs_on_the_heading_of_its_article(
    author: str, topic: str, kinds: list[str]
) -> None:
    heading = Block("artikel", "Artikel", (Text("Kosten"),), topic=topic)
    remark = Remark(author, "2027-01-02", "Kan dit zo?")
    (line,), (commented,) = blocks(A), blocks(A)
    commented = replace(commented, remarks=(remark,))
    theirs = [LocatedBlock(block, "word/document.xml", object()) for block in (heading, commented)]
    ours = [LocatedBlock(heading, "word/document.xml", object())]
    plan = plan_of(Sides([heading, line], theirs, ours))
    assert [item.kind for item in plan.all_left] == kinds
    hung = [item.block for step in plan.steps for item in step.hung]
    assert hung == [commented] * (kinds == ["opmerking verplaatst"])
