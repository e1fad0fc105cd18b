"""What of a change its words do not show."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dlr_docs.model.blocks import Block, NumberUse
from dlr_docs.model.document import Text
from dlr_docs.revise.changes.aligning import Pair
from dlr_docs.revise.changes.noting import divided, joined_above, notes
from dlr_docs.revise.changes.showing import Showing

TITLES = {("", "looptijd"): "Looptijd", ("", "afbouw"): "Afbouw"}
LID = Block(
    "lid",
    "Lid",
    (Text("volgens "), NumberUse("afbouw")),
    topic="looptijd",
    place=(4, 2),
)
PLAIN = replace(LID, inlines=(Text("volgens artikel 7"),))


@pytest.mark.parametrize(
    ("now", "is_moved", "told"),
    [
        (LID, False, ()),
        (LID, True, ()),
        (replace(LID, inlines=(Text("anders "), NumberUse("afbouw"))), True, ("ook verplaatst",)),
        (replace(LID, topic="afbouw"), True, ("stond in artikel 4 (Looptijd), lid 2",)),
        (replace(LID, kind="onderdeel"), False, ("was lid, is nu onderdeel",)),
        (PLAIN, False, ("een verwijzing is gewone tekst geworden",)),
    ],
)
def test_it_is_told(now: Block, is_moved: bool, told: tuple[str, ...]) -> None:
    assert notes(Pair(LID, now, is_moved), TITLES) == told


def test_of_what_is_on_one_side_there_is_nothing_to_tell() -> None:
    assert notes(Pair(None, LID), TITLES) == notes(Pair(LID, None), TITLES) == ()


def test_a_reference_that_went_with_its_words_is_no_plain_text() -> None:
    gone = replace(LID, inlines=(Text("volgens het plan"),))
    assert notes(Pair(LID, gone), TITLES) == ()


def test_a_lid_that_was_moved_in_its_article_tells_where_it_stood() -> None:
    assert notes(Pair(LID, replace(LID, place=(4, 1)), is_moved=True), TITLES) == (
        "stond in lid 2",
    )


def test_of_a_row_that_was_moved_another_table_is_told_and_no_lid() -> None:
    row = Block("rij", "", topic="looptijd", place=(4, 3))
    pairs = [
        Pair(row, replace(row, place=(4, 2), table=number), is_moved=True) for number in (0, 2)
    ]
    assert [notes(pair, TITLES) for pair in pairs] == [(), ("stond in tabel 1",)]


@pytest.mark.parametrize(
    ("was", "now", "is_told"),
    [
        ("artikel 21a Leerplichtwet 1969", "artikel 22a Leerplichtwet 1969", True),
        ("artikel 2.107f, tweede lid, WVO 2020", "artikel 2.107f, derde lid, WVO 2020", True),
        (
            "artikel 2.107f, tweede lid, WVO 2020",
            "artikel\u00a02.107f, tweede lid, WVO 2020",
            False,
        ),
        ("artikel 8.20 van de Wet op het onderwijs", "", True),
        ("artikel 7, tweede lid", "artikel 8, tweede lid", False),
        ("binnen drie weken", "binnen vier weken", False),
    ],
)
def test_another_article_of_a_law_is_told(was: str, now: str, is_told: bool) -> None:
    told_of = notes(Pair(lid(f"Volgens {was}.", 1), lid(f"Volgens {now}.", 1)), TITLES)
    assert ("let op, een verwijzing naar de wet is anders" in told_of) is is_told


def lid(text: str, number: int) -> Block:
    return Block("lid", "Lid", (Text(text),), topic="looptijd", place=(4, number))


def told(pair: Pair, *others: Pair) -> list[str]:
    shown = Showing()
    return [*divided(pair, (others[0], pair, *others[1:]), (shown, shown), TITLES)]


def test_a_lid_that_was_cut_in_two_is_told() -> None:
    cut = Pair(None, lid("Dit duurt een jaar.", 1))
    rest = Pair(lid("Dit duurt een jaar. Daarna eindigt het.", 1), lid("Daarna eindigt het.", 2))
    assert told(cut, rest) == ["afgesplitst van artikel 4 (Looptijd), lid 2"]


def test_a_lid_that_went_into_another_is_told() -> None:
    gone = Pair(lid("Daarna eindigt het.", 2), None)
    whole = Pair(lid("Dit duurt een jaar.", 1), lid("Dit duurt een jaar. Daarna eindigt het.", 1))
    assert told(gone, whole) == ["staat nu in artikel 4 (Looptijd), lid 1"]


def test_a_lid_that_went_into_one_of_another_article_is_told() -> None:
    whole = Pair(lid("Dit duurt een jaar.", 1), lid("Dit duurt een jaar. Daarna eindigt het.", 1))
    gone = replace(lid("Daarna eindigt het.", 2), topic="afbouw")
    between = [Pair(lid(f"Regel {at}.", at), lid(f"Regel {at}.", at)) for at in range(3, 9)]
    assert told(Pair(gone, None), *between, whole) == ["staat nu in artikel 4 (Looptijd), lid 1"]
    few = Pair(replace(gone, inlines=(Text("het."),)), None)
    assert told(few, *between, whole) == []


@pytest.mark.parametrize(
    "pair",
    [
        Pair(None, lid("Iets heel anders.", 1)),
        Pair(lid("Iets heel anders.", 1), None),
        Pair(lid("Dit duurt een jaar.", 1), lid("Dit duurt een jaar.", 1)),
    ],
)
def test_of_what_stood_in_no_other_lid_nothing_is_told(pair: Pair) -> None:
    other = Pair(lid("Dit duurt een jaar.", 1), lid("Dit duurt twee jaar.", 1))
    assert told(pair, other) == []


def test_lines_of_an_article_without_its_heading_are_told_once() -> None:
    heading = Block("artikel", "Artikel", (Text("Looptijd"),), topic="looptijd", place=(4,))
    above = replace(heading, topic="afbouw", place=(3,))
    one, two, three = (lid(text, at) for at, text in enumerate(("een", "twee", "drie"), start=1))
    gone, over = Pair(heading, None), Pair(above, above)
    moved = Pair(two, replace(two, topic="afbouw", place=(3, 1)), is_moved=True)
    stays = [Pair(item, replace(item, place=(3, 5 + item.place[1]))) for item in (one, two, three)]
    assert [*joined_above(gone, [over, gone, *stays], TITLES)] == [
        "wat eronder stond, staat nu in artikel 3 (Afbouw)"
    ]
    assert [*joined_above(gone, [over, gone, *stays[:2], Pair(three, None)], TITLES)] == [
        "wat ervan over is, staat nu in artikel 3 (Afbouw)"
    ]
    assert [*joined_above(gone, [over, moved, gone, stays[0], Pair(three, None)], TITLES)] == [
        "lid 1 staat nu in artikel 3 (Afbouw), lid 6"
    ]
    assert [*joined_above(gone, [over, gone, Pair(one, None)], TITLES)] == []
    assert [*joined_above(over, [over, gone, *stays], TITLES)] == []
