"""Numbers that a program made plain text."""

from __future__ import annotations

import pytest

from dlr_docs.word.package.reading.numbering import labels_of, numbering_of
from dlr_docs.word.package.reading.styles import styles_of
from dlr_docs.word.package.reading.text import text_of
from dlr_docs.word.package.reading.typed_out import restore_numbers
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from tests.wordml import abstract, level, num, numbers, package, style

_W = f"{{{W}}}"
STYLES = style("Artikel", numbers(1, 0)) + style("Lid", numbers(1, 1))
LIST = abstract(1, level(0, "artikel %1", style="Artikel") + level(1, "%2.", style="Lid")) + num(
    1, 1
)
OFF = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'


def line(kind: str, *runs: str, off: str = OFF) -> str:
    words = "".join(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)
    words = words.replace("|", "</w:t><w:tab/><w:t>")
    return f'<w:p><w:pPr><w:pStyle w:val="{kind}"/>{off}</w:pPr>{words}</w:p>'


CASES = {
    # lines, how many have their number again, and what the document shows
    "all of them": (
        (
            line("Artikel", "artikel\u202f1|Doel"),
            line("Lid", "1.|Een."),
            line("Lid", "2.", " Twee."),
        ),
        3,
        ["artikel 1 Doel", "1. Een.", "2. Twee."],
    ),
    "one of them": (
        (line("Artikel", "Doel", off=""), line("Lid", "1. Een."), line("Lid", "Twee.", off="")),
        1,
        ["artikel 1 Doel", "1. Een.", "2. Twee."],
    ),
    "another number": (
        (line("Artikel", "artikel 7 Doel"), line("Artikel", "Einde", off="")),
        0,
        ["artikel 7 Doel", "artikel 1 Einde"],
    ),
    "behind one that a hand switched off": (
        (line("Artikel", "Doel"), line("Artikel", "artikel 1 Einde")),
        1,
        ["Doel", "artikel 1 Einde"],
    ),
    "no words behind it": ((line("Lid", "1."),), 0, ["1."]),
    "in front of no space": ((line("Lid", "1.5 procent"),), 0, ["1.5 procent"]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_line_has_its_number_again(name: str) -> None:
    lines, count, shown = CASES[name]
    found = package("".join(lines), styles=STYLES, numbering=LIST)
    assert restore_numbers(found) == count
    paragraphs = [*found.roots[MAIN].iter(f"{_W}p")]
    labels = labels_of(paragraphs, numbering_of(found, styles_of(found)))
    texts = (
        " ".join(f"{labels.get(item, ('',))[0]} {text_of(item)}".split()) for item in paragraphs
    )
    assert [*texts] == shown
