"""Bookmarks of two documents in one with tracked changes."""

from __future__ import annotations

import re

from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.bookmarks import BookmarksAside
from dlr_docs.word.merge.redline.tracked import Hand
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import run
from tests.revise.resolving import marks, resolved
from tests.wordml import docx

_BY = 'w:id="1" w:author="A" w:date="2027-03-01T00:00:00Z"'


def named(words: str, *names: str) -> str:
    """A paragraph in bookmarks of these names."""
    begin, end = (
        "".join(f'<w:bookmark{edge} w:id="{number}" w:name="{name}"/>' for number, name in items)
        for edge, items in (("Start", [*enumerate(names)]), ("End", [*enumerate(names)][::-1]))
    )
    return f"<w:p>{begin}{run(words)}{re.sub(' w:name=.[a-z]+.', '', end)}</w:p>"


def tracked(words: str, change: str) -> str:
    """A paragraph that came or went."""
    gone = run(words).replace("w:t", "w:delText") if change == "del" else run(words)
    held = f"<w:{change} {_BY}>{gone}</w:{change}>"
    return f"<w:p><w:pPr><w:rPr><w:{change} {_BY}/></w:rPr></w:pPr>{held}</w:p>"


def merging_of(*paragraphs: str) -> Merging:
    return Merging(package_of(docx("".join(paragraphs)), "x.docx"))


def test_what_stands_beside_something_that_moved_keeps_its_bookmarks_when_that_has_more() -> None:
    moved, beside = ("Contact", "contact", "mentor", "gesprek"), ("Ambitie", "ambitie")
    was, now = merging_of(named(*moved), named(*beside)), merging_of(named(*beside), named(*moved))
    aside = BookmarksAside.hide(was, now)
    made = merging_of(
        tracked("Contact", "del"), f"<w:p>{run('Ambitie')}</w:p>", tracked("Contact", "ins")
    )
    aside.show(made, Hand("A", "2027-03-01T00:00:00Z"))
    found = marks(resolved(made.data(), "rejected"))
    assert found == [("<ambitie", "Ambitie"), (">ambitie", "Ambitie")]
    assert len(marks(made.roots[MAIN])) == 8
