"""What was done to the blocks of a document."""

from __future__ import annotations

import pytest

from dlr_docs.revise.changes.blocks import touches_number
from dlr_docs.revise.changes.showing import Segment


@pytest.mark.parametrize(
    ("old", "new", "is_told"),
    [
        ("ten hoogste twee jaar", "ten hoogste zes jaar", True),
        ("ten hoogste 2 jaar", "ten hoogste 25 jaar", True),
        ("vijfentwintig leerlingen", "vijfenveertig leerlingen", True),
        ("in de tweede fase", "in de andere fase", False),
        ("volgens artikel 12, tweede lid", "", False),
        ("", "bedoeld in artikel 2.107b, tweede lid, onderdeel g, WVO 2020", False),
        ("", "zoals de Leerplichtwet 1969 dat vraagt", False),
        ("", "volgens artikel 12, binnen drie weken", True),
    ],
)
def test_a_number_in_words_is_a_number_too(old: str, new: str, is_told: bool) -> None:
    words = (Segment("zelfde", "Dit duurt "), Segment("was", old), Segment("wordt", new))
    assert touches_number(words) is is_told
