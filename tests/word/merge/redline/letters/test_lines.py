"""Of a text that differs only the words that differ are marked."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.letters.lines import merge_words
from dlr_docs.word.merge.redline.letters.reading import RUN, said_by
from dlr_docs.word.merge.redline.tracked import Hand
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.xml import W
from tests.wordml import docx

_SIGNS = {f"{{{W}}}ins": "+", f"{{{W}}}del": "-", f"{{{W}}}p": ""}


def line(*texts: str) -> Any:
    held = "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts)
    return etree.fromstring(f'<w:p xmlns:w="{W}">{held}</w:p>')


@pytest.mark.parametrize(
    ("was", "now", "wanted"),
    [
        (["artikel 12"], ["artikel 11"], ["artikel ", "-12", "+11"]),
        (["artikel ", "12"], ["artikel 12"], ["artikel 12"]),
        (["De Linde"], ["Stichting De Linde"], ["+Stichting ", "De Linde"]),
        (["De Linde 2"], ["De Linde"], ["De Linde", "- 2"]),
        (["ROC Het Spoor"], ["Vakcollege De Linde"], ["-ROC Het Spoor", "+Vakcollege De Linde"]),
        (["een twee"], ["een", " drie"], ["een", " ", "-twee", "+drie"]),
    ],
)
def test_only_words_that_differ_are_marked(
    was: list[str], now: list[str], wanted: list[str]
) -> None:
    found = line(*now)
    merging = Merging(package_of(docx("<w:p/>"), "x.docx"))
    merge_words([*line(*was)], [*found], merging, Hand("A", "2027-03-01T00:00:00Z"))
    runs = found.iter(RUN)
    assert [_SIGNS[run.getparent().tag] + said_by(run) for run in runs] == wanted
