"""What of a change its words do not show."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dlr_docs.model.blocks import Block, NumberUse
from dlr_docs.model.document import Text
from dlr_docs.revise.compare.aligning import Pair
from dlr_docs.revise.compare.noting import notes

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
