"""Which letters of a document with tracked changes stand for which of those that it gives."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from dlr_docs.word.merge.redline.letters.reading import letters_of, places_in, said_by, split
from dlr_docs.word.package.xml import W

_BY = 'w:id="9" w:author="A" w:date="2027-03-01T00:00:00Z"'


def body(held: str) -> Any:
    return etree.fromstring(f'<w:body xmlns:w="{W}">{held}</w:body>')


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, look: str = "") -> str:
    return f"<w:r>{look}<w:t>{text}</w:t></w:r>"


def tracked(kind: str, text: str) -> str:
    tag = "delText" if kind == "del" else "t"
    return f"<w:{kind} {_BY}><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>"


@pytest.mark.parametrize(
    ("places", "wanted"),
    [
        ((), ["een\ufffctwee"]),
        ((0, 8), ["een\ufffctwee"]),
        ((1,), ["e", "en\ufffctwee"]),
        ((3, 4), ["een", "\ufffc", "twee"]),
        ((2, 6), ["ee", "n\ufffctw", "ee"]),
    ],
)
def test_a_run_is_split_where_it_is_asked(places: tuple[int, ...], wanted: list[str]) -> None:
    look = "<w:rPr><w:b/></w:rPr>"
    root = body(paragraph(f"<w:r>{look}<w:t>een</w:t><w:tab/><w:t>twee</w:t></w:r>"))
    pieces = split(root[0][0], places)
    assert [said_by(piece) for piece in pieces] == wanted
    assert pieces == [*root[0]]
    assert all(len(piece.findall(f"{{{W}}}rPr")) == 1 for piece in pieces)


def test_each_run_has_its_place_in_what_changes_give() -> None:
    red = body(paragraph(run("een "), tracked("del", "twee"), tracked("ins", "drie"), run(" vier")))
    for reading, said in (("rejected", "een twee vier"), ("accepted", "een drie vier")):
        wanted = letters_of(body(paragraph(run(said))))
        places = places_in(red, reading, wanted)
        assert sorted(place.start for place in places.values()) == [0, 4, 8]


def test_a_paragraph_that_says_something_else_has_no_places() -> None:
    wanted = letters_of(body(paragraph(run("een")) + paragraph(run("twee"))))
    places = places_in(body(paragraph(run("een")) + paragraph(run("drie"))), "accepted", wanted)
    assert [place.paragraph for place in places.values()] == [0]


def test_a_paragraph_more_takes_the_places_of_no_other_one() -> None:
    wanted = letters_of(body(paragraph(run("een")) + paragraph(run("twee"))))
    red = body(paragraph(run("een")) + paragraph("") + paragraph(run("twee")))
    assert {
        said_by(run): place.paragraph for run, place in places_in(red, "accepted", wanted).items()
    } == {"een": 0, "twee": 1}


def test_every_letter_has_the_look_of_its_run() -> None:
    letters = letters_of(body(paragraph(run("een", "<w:rPr><w:b/></w:rPr>"), run("twee"))))[0]
    assert [letters.look_at(place) is not None for place in (0, 2, 3, 6)] == [
        True,
        True,
        False,
        False,
    ]
