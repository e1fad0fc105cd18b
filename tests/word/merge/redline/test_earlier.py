"""Tracked changes that a document had before a redline was made of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dlr_docs.model.library import Library
from dlr_docs.revise.redline import accepted_earlier, redline
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.earlier import accept_earlier
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.reading.text import Changes, text_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.lines import read_lines
from tests.ooxml import schema_errors
from tests.revise.hand_edits import EDITS
from tests.samples import agreement, docx_of
from tests.wordml import docx

_W = f"{{{W}}}"
_BY = 'w:id="9" w:author="J. de Vries" w:date="2027-03-01T00:00:00Z"'
DAY = date(2027, 3, 1)


def accepted(body: str) -> Any:
    merging = Merging(package_of(docx(body), "x.docx"))
    assert accept_earlier(merging)
    return merging.roots[MAIN]


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(held: str, mark: str = "") -> str:
    end = f"<w:pPr><w:rPr><w:{mark} {_BY}/></w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{end}{held}</w:p>"


def lines(root: Any) -> list[str]:
    return [text_of(item) for item in root.iter(f"{_W}p")]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (paragraph(f"een <w:ins {_BY}>{run('twee')}</w:ins>"), ["twee"]),
        (paragraph(f"<w:del {_BY}>{run('weg')}</w:del>{run('blijft')}"), ["blijft"]),
        (paragraph(run("een"), "del") + paragraph(run("twee")), ["eentwee"]),
        (paragraph(run("een"), "ins") + paragraph(run("twee")), ["een", "twee"]),
        (paragraph(f"<w:moveFrom {_BY}>{run('weg')}</w:moveFrom>", "moveFrom") + "<w:p/>", [""]),
        (
            f"<w:tbl><w:tr><w:trPr><w:del {_BY}/></w:trPr><w:tc>{paragraph(run('weg'))}</w:tc></w:tr>"
            f"</w:tbl>{paragraph(run('blijft'))}",
            ["blijft"],
        ),
        (
            f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel {_BY}/></w:tcPr>{paragraph(run('weg'))}</w:tc>"
            f"<w:tc>{paragraph(run('blijft'))}</w:tc></w:tr></w:tbl>",
            ["blijft"],
        ),
    ],
)
def test_earlier_changes_are_accepted(body: str, wanted: list[str]) -> None:
    root = accepted(body)
    assert lines(root) == wanted
    assert not [item for item in root.iter() if item.get(f"{_W}author")]


def test_a_bookmark_goes_with_all_of_its_words_and_else_stays() -> None:
    mark = '<w:bookmarkStart w:id="{0}" w:name="naam{0}"/>{1}<w:bookmarkEnd w:id="{0}"/>'
    gone = f"<w:del {_BY}>{run('weg')}</w:del>"
    start = f'<w:del {_BY}><w:bookmarkStart w:id="3" w:name="naam3"/>{run("weg")}</w:del>'
    root = accepted(
        paragraph(
            mark.format(1, gone)
            + mark.format(2, gone + run("blijft"))
            + f'{start}{run("ook")}<w:bookmarkEnd w:id="3"/>'
        )
    )
    starts = [item.get(f"{_W}name") for item in root.iter(f"{_W}bookmarkStart")]
    assert starts == ["naam2", "naam3"]
    assert len([*root.iter(f"{_W}bookmarkEnd")]) == 2


@pytest.mark.belasting
@pytest.mark.parametrize("name", [name for name in EDITS if "tracked" in name])
def test_a_redline_of_a_document_with_changes_shows_what_differs_and_no_more(
    library: Library, name: str
) -> None:
    made = docx_of(agreement(), library)
    came_back = EDITS[name].do(made)
    result = redline(made, came_back, "A", DAY)
    assert read_lines(result) == read_lines(came_back)
    assert read_lines(result, Changes.REJECTED) == read_lines(made)
    assert schema_errors(result) == []
    same = redline(came_back, came_back, "A", DAY)
    merging = Merging(package_of(same, "x.docx"))
    assert not accept_earlier(merging)  # it has none: nothing differs
    (told,) = accepted_earlier({"oud.docx": made, "terug.docx": came_back}, "A")
    assert "gelden nu als aanvaard" in told.message


@pytest.mark.parametrize(
    ("hands", "whose", "told"),
    [
        (("B",), "van B;", True),
        (("B", "C", "B", "D"), "van B, C en D;", True),
        (("A", "B"), "van A en B;", True),
        (("A",), "van A;", False),
        (("",), "van iemand zonder naam;", True),
    ],
)
def test_it_is_told_whose_changes_there_were_and_on_whose_name_they_are(
    hands: tuple[str, ...], whose: str, told: bool
) -> None:
    changes = (
        f'<w:p><w:ins w:id="{number}" w:author="{hand}"><w:r><w:t>nieuw</w:t></w:r></w:ins></w:p>'
        for number, hand in enumerate(hands)
    )
    (problem,) = accepted_earlier({"a.docx": docx("".join(changes))}, "A")
    assert whose in problem.message
    assert ("staat nu alleen op naam van A" in problem.message) is told
