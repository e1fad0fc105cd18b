"""Values that a line of the hand shows as plain words, in a document that is made anew."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dlr_docs import read_document, update
from dlr_docs.model.library import Library
from dlr_docs.revise.update.values import LOOSE, REWRITTEN
from dlr_docs.word.read.lines import read_lines
from tests.revise.hand_edits import main, on
from tests.samples import agreement, bundle_of, with_standard

TERM = "termijn_overstapgesprek"
_CONTROL = re.compile(r"<w:sdt>.*?<w:sdtContent>(.*?)</w:sdtContent></w:sdt>")


def unbound(change: Callable[[str], str]) -> Callable[[str], str]:
    """The line of the term without controls, and changed."""
    return on("na de melding samen", lambda old: change(_CONTROL.sub(r"\1", old)))


def made_anew(
    data: bytes, library: Library, standard: str = "7 weken"
) -> tuple[str, list[str], list[str]]:
    """The line, the values that followed and why a person decides about others."""
    bundle = bundle_of(agreement(), with_standard(library, TERM, standard))
    result = update(read_document(data), bundle)
    text = "\n".join(read_lines(result.data)).replace("\u00a0", " ")
    said = next(line for line in text.splitlines() if "de melding" in line)
    again = update(read_document(result.data), bundle)
    assert text == "\n".join(read_lines(again.data)).replace("\u00a0", " ")
    return (
        said,
        [item.now for item in result.followed],
        [item.reason for item in result.undecided if item.path],
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda old: old.replace("samen een gesprek", "samen een goed gesprek"),
        lambda old: old.replace("<w:r><w:t", "<w:r><w:rPr><w:b/></w:rPr><w:t"),
        lambda old: (
            old.replace("twee weken", "twee</w:t></w:r><w:r><w:t> weken")
            .replace("<w:t> weken", '<w:t xml:space="preserve"> weken')
            .replace("een gesprek", "het gesprek")
        ),
    ],
)
def test_a_value_in_a_line_of_the_hand_follows_without_its_control(
    made: bytes, library: Library, change: Callable[[str], str]
) -> None:
    said, followed, undecided = made_anew(main(unbound(change)).do(made), library)
    assert "binnen zeven weken na de melding" in said
    assert followed == ["zeven weken"]
    assert not undecided


def test_words_that_stand_there_twice_stay_and_are_told(made: bytes, library: Library) -> None:
    def twice(old: str) -> str:
        return old.replace("een gesprek", "twee weken lang een gesprek")

    said, followed, undecided = made_anew(main(unbound(twice)).do(made), library)
    assert said.count("twee weken") == 2
    assert not followed
    assert undecided == [LOOSE]


def test_a_value_that_the_hand_left_out_is_told(made: bytes, library: Library) -> None:
    def without(old: str) -> str:
        return old.replace("binnen ", "direct ").replace("twee weken", "")

    said, followed, undecided = made_anew(main(unbound(without)).do(made), library)
    assert "weken" not in said
    assert not followed
    assert undecided == [REWRITTEN]
