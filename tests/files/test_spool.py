"""Tests of a list that is kept in a file."""

from __future__ import annotations

import pytest

from dlr_docs.files.spool import Spool, packed, unpacked


def test_a_spool_gives_what_it_got_in_order() -> None:
    found = Spool(["een", "twee"])
    found.append("drie")
    assert [*found] == ["een", "twee", "drie"]
    assert (len(found), found[0], found[-1], found[1:]) == (3, "een", "drie", ["twee", "drie"])
    found.append("vier")
    assert [*found] == ["een", "twee", "drie", "vier"]


def test_two_may_walk_over_a_spool_at_the_same_time() -> None:
    found = Spool(range(100))
    assert all(one == other for one, other in zip(found, found, strict=True))


def test_a_long_spool_is_a_list_wherever_one_looks() -> None:
    usual = [*range(107)]
    found = Spool(usual)
    assert [found[at] for at in usual] == usual
    for wanted in (slice(15, 45), slice(-3, None), slice(None, None, -7), slice(100, 200)):
        assert [*found[wanted]] == usual[wanted]
    walk = iter(found)
    first = next(walk)
    found.append(107)  # who walks already does not meet it
    assert [first, *walk] == usual
    assert len(found) == 108


def test_an_empty_spool_has_nothing() -> None:
    found = Spool[str]()
    assert not found
    with pytest.raises(IndexError):
        found[0]


def test_blocks_go_on_as_they_are_kept() -> None:
    found = Spool(range(23))
    blocks = [*found.blocks()]
    assert [count for _, count in blocks] == [10, 10, 3]
    assert [item for block, _ in blocks for item in unpacked(block)] == [*range(23)]
    assert [*Spool[int]().blocks()] == []


def test_what_was_packed_elsewhere_comes_at_the_end() -> None:
    found = Spool(range(13))
    for block in ([13], [14, 15, 16], [*range(17, 40)]):
        found.add_block(packed(block), len(block))
    found.append(40)
    usual = [*range(41)]
    assert len(found) == 41
    assert [*found] == [found[at] for at in usual] == [*found[::-1]][::-1] == usual
    assert [item for block, _ in found.blocks() for item in unpacked(block)] == usual
