"""What an engine gave an id twice has ids of its own."""

from __future__ import annotations

from typing import Any

from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.ids import make_ids_unique, number_notes
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from tests.wordml import docx

_W = f"{{{W}}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_BY = 'w:author="J. de Vries" w:date="2027-03-01T00:00:00Z"'
_DRAWING = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="7" name="Plaatje"/></wp:inline></w:drawing></w:r>'
)
_CONTROL = (
    '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent><w:r><w:t>Eik</w:t></w:r>'
    "</w:sdtContent></w:sdt>"
)
_MARKED = (
    '<w:bookmarkStart w:id="3" w:name="{}"/><w:r><w:t>woord</w:t></w:r><w:bookmarkEnd w:id="3"/>'
)
_TRACKED = f'<w:ins w:id="9" {_BY}><w:r><w:t>nieuw</w:t></w:r></w:ins>'
_RANGE = f'<w:customXmlInsRangeStart w:id="9" {_BY}/><w:customXmlInsRangeEnd w:id="9"/>'


def settled(*paragraphs: str) -> Any:
    body = "".join(f'<w:p w14:paraId="1A2B3C4D">{item}</w:p>' for item in paragraphs)
    merging = Merging(package_of(docx(body), "x.docx"))
    make_ids_unique(merging)
    return merging.roots[MAIN]


def test_controls_and_drawings_have_ids_of_their_own() -> None:
    root = settled(_CONTROL + _DRAWING, _CONTROL + _DRAWING)
    controls = [item.get(f"{_W}val") for item in root.iter(f"{_W}id")]
    drawings = [item.get("id") for item in root.iter() if str(item.tag).endswith("}docPr")]
    assert controls[0] == "5"
    assert drawings[0] == "7"
    assert len({*controls, *drawings}) == 4


def test_a_paragraph_with_the_id_of_another_has_none() -> None:
    paragraphs = [*settled("", "").iter(f"{_W}p")]
    assert [item.get(f"{_W14}paraId") for item in paragraphs] == ["1A2B3C4D", None]


def test_the_end_of_a_bookmark_keeps_the_number_of_its_begin() -> None:
    root = settled(_MARKED.format("een"), _MARKED.format("twee"))
    starts = [item.get(f"{_W}id") for item in root.iter(f"{_W}bookmarkStart")]
    ends = [item.get(f"{_W}id") for item in root.iter(f"{_W}bookmarkEnd")]
    assert starts == ends
    assert len(set(starts)) == 2


def test_tracked_changes_are_numbered_and_the_ends_of_a_range_are_one() -> None:
    root = settled(_TRACKED + _RANGE, _TRACKED + _RANGE)
    changes = [item.get(f"{_W}id") for item in root.iter(f"{_W}ins")]
    starts = [item.get(f"{_W}id") for item in root.iter(f"{_W}customXmlInsRangeStart")]
    assert starts == [item.get(f"{_W}id") for item in root.iter(f"{_W}customXmlInsRangeEnd")]
    assert len({*changes, *starts}) == 4


def test_a_note_with_number_0_gets_another_and_a_line_above_notes_keeps_its_own() -> None:
    line = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    notes = (
        f'{line}<w:footnote w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p/></w:footnote>'
    )
    body = "".join(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in (0, 2))
    merging = Merging(package_of(docx(f"<w:p>{body}</w:p>", footnotes=notes), "x.docx"))
    number_notes(merging)
    found = merging.roots["word/footnotes.xml"].iterchildren()
    assert [note.get(f"{_W}id") for note in found] == ["-1", "3", "2"]
    references = merging.roots[MAIN].iter(f"{_W}footnoteReference")
    assert [item.get(f"{_W}id") for item in references] == ["3", "2"]
