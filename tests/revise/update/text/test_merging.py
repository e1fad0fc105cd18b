"""What a merged document says, on blocks alone."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from dlr_docs.model.blocks import Block, Remark
from dlr_docs.model.document import Text
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
