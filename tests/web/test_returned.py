"""Documents that came back are held in memory, a few of them."""

from __future__ import annotations

from dlr_docs.web.returned import Returned


def test_the_last_four_are_held_and_the_one_seen_last_goes_last() -> None:
    returned = Returned()
    marks = [returned.hold(bytes([number])) for number in range(4)]
    assert returned.hold(b"\x00") == marks[0]
    returned.hold(b"\x09")
    assert returned.document(marks[0]) == b"\x00"
    assert returned.document(marks[1]) is None
    assert returned.document(marks[2]) == b"\x02"


def test_what_was_never_held_is_not_there() -> None:
    assert Returned().document("x") is None
