"""What an object remembers."""

from __future__ import annotations

import pytest

from dlr_docs.basis.memory import Memory, Remembered, at_most


def test_a_result_is_made_once_for_the_same_arguments() -> None:
    made = []

    def double(number: int) -> int:
        made.append(number)
        return 2 * number

    memory = Memory()
    assert [memory.once(double, number) for number in (1, 2, 1, 2)] == [2, 4, 2, 4]
    assert made == [1, 2]
    assert Memory().once(double, 1) == 2
    assert made == [1, 2, 1]  # another object remembers for itself


def test_none_is_a_result_too() -> None:
    made = []

    def nothing(number: int) -> None:
        made.append(number)

    memory = Memory()
    memory.once(nothing, 1)
    memory.once(nothing, 1)
    assert made == [1]


def test_an_error_is_not_remembered() -> None:
    made = []

    def fail(number: int) -> int:
        made.append(number)
        raise ValueError(number)

    memory = Memory()
    for _ in range(2):
        with pytest.raises(ValueError, match="1"):
            memory.once(fail, 1)
    assert made == [1, 1]


def test_the_oldest_goes_when_there_are_too_many() -> None:
    made = []

    @at_most(2)
    def same(number: int) -> int:
        made.append(number)
        return number

    memory = Memory()
    for number in (1, 2, 3, 3, 2, 1):
        assert memory.once(same, number) == number
    assert made == [1, 2, 3, 1]


def test_what_is_kept_under_a_key_is_recalled_until_it_is_forgotten() -> None:
    memory = Memory()
    assert memory.recall("tekst", "a") is None
    assert memory.keep("tekst", "a", "woorden") == "woorden"
    assert memory.recall("tekst", "a") == "woorden"
    memory.forget("tekst")
    assert memory.recall("tekst", "a") is None


def test_a_remembered_list_is_equal_to_itself_alone() -> None:
    one, other = Remembered([1, 2]), Remembered([1, 2])
    assert [*one] == [*other]
    assert one != other
    assert one == one
    assert len({one, other, one}) == 2
