"""Redlines of files that other programs saved: nobody is shown words that did not change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from lxml import etree

from dlr_docs import read_document, update
from dlr_docs.model.library import Library
from dlr_docs.revise.redline import redline
from dlr_docs.word.package.reading.styles import plain_name
from dlr_docs.word.package.reading.text import Changes, text_of
from dlr_docs.word.package.xml import FIELD_END, W
from dlr_docs.word.read.lines import read_lines
from tests.ooxml import parts, schema_errors
from tests.revise.edits import edited, paragraph
from tests.revise.programs import (
    Text,
    bare,
    checked_for_spelling,
    contents_without_field,
    google,
    only_office,
    through_doc,
    with_ids,
    with_links,
    without_fields,
    written_out,
)
from tests.revise.resolving import controls, resolved
from tests.samples import agreement, bundle_of, docx_of

DAY = date(2027, 3, 1)
_W = f"{{{W}}}"
_OFFICE = {"Kop1": "Heading1", "Titel": "Title", "Ondertitel": "Subtitle"}
_LOOK = (  # what LibreOffice says of runs in tables
    '<w:rPr><w:rFonts w:eastAsia="Calibri" w:cs="Calibri"/><w:kern w:val="0"/>'
    '<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="nl-NL"/></w:rPr>'
)


def main_of(data: bytes) -> Any:
    return etree.fromstring(parts(data)["word/document.xml"])


def marked(data: bytes) -> list[str]:
    """The words that come, and that go."""
    changes = main_of(data).iter(f"{_W}ins", f"{_W}del")
    texts = ("".join(change.itertext(f"{_W}t", f"{_W}delText")) for change in changes)
    return [text for text in texts if text]


def fields(root: Any) -> list[str]:
    """The codes of all fields, in their order."""
    codes = root.iter(f"{_W}instrText", f"{_W}delInstrText")
    return [" ".join((item.text or "").split()) for item in codes]


def redlined(
    made: bytes, change: Callable[[str], str], *, is_back: bool
) -> tuple[bytes, bytes, bytes]:
    """A document and what a program made of it, either of them first, and both as one."""
    pair = made, edited(made, change)
    one, other = reversed(pair) if is_back else pair
    return one, other, redline(one, other, "A", DAY)


def drop_lines(text: str) -> str:
    """The document without its contents, of which the lines have links of their own."""
    return re.sub(r'<w:sdt><w:sdtPr><w:alias w:val="Inhoud"/>.*?</w:sdt>', "", text, flags=re.S)


def looking_otherwise(text: str) -> str:
    """Values with a look that nobody sees, and questions that are shown as a value is."""
    text = text.replace('<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>', "<w:r>")
    text = text.replace("<w:showingPlcHdr/>", "")
    return re.sub(r"<w:sdtContent><w:r>(?!<w:rPr>)", f"<w:sdtContent><w:r>{_LOOK}", text)


def both_styles(text: str) -> str:
    """Styles that Word knows too under the ids that LibreOffice gives them."""
    return with_ids(lambda identity: _OFFICE.get(identity, identity))(text)


def filled_in_again(text: str) -> str:
    """The contents as LibreOffice fills them in: a line is one text with its page, leads to a
    bookmark of its own, and the last one has the end of the field in it.
    """
    control = re.search(r'<w:sdt><w:sdtPr><w:alias w:val="Inhoud"/>.*?</w:sdt>', text, re.S)
    assert control is not None
    lines = re.findall(r"<w:p>.*?</w:p>", with_links(control[0]), re.S)
    filled = [_filled_in(line, number) for number, line in enumerate(lines[1:-1], 2)]
    filled[-1] = filled[-1].replace("</w:p>", f"{FIELD_END}</w:p>")
    new = control[0].partition("<w:p>")[0] + lines[0] + "".join(filled)
    return text.replace(control[0], f"{new}</w:sdtContent></w:sdt>")


def _filled_in(line: str, page: int) -> str:
    line = line.replace("</w:t></w:r><w:r><w:tab/></w:r><w:r>", " </w:t></w:r><w:r>")
    line = re.sub(r'w:anchor="\w+"', f'w:anchor="__RefHeading___Toc{page}"', line)
    return line.replace("</w:hyperlink>", f"<w:r><w:tab/><w:t>{page}</w:t></w:r></w:hyperlink>")


@pytest.mark.belasting
@pytest.mark.parametrize("is_back", [False, True])
def test_of_contents_that_were_filled_in_again_only_pages_are_marked(
    library: Library, is_back: bool
) -> None:
    one, other, result = redlined(docx_of(agreement(), library), filled_in_again, is_back=is_back)
    assert {text.strip() for text in marked(result)} <= {"", *map(str, range(40))}
    for reading, wanted in (("rejected", one), ("accepted", other)):
        lines = [text_of(line) for line in resolved(result, reading).iter(f"{_W}p")]
        assert lines == [text_of(line) for line in main_of(wanted).iter(f"{_W}p")], reading


@pytest.mark.belasting
@pytest.mark.parametrize("is_back", [False, True])
def test_contents_of_links_alone_go_and_come_whole(library: Library, is_back: bool) -> None:
    one, other, result = redlined(
        docx_of(agreement(), library), contents_without_field, is_back=is_back
    )
    for reading, wanted in (("rejected", one), ("accepted", other)):
        codes = [code for code in fields(resolved(result, reading)) if code.startswith("TOC")]
        assert codes == [code for code in fields(main_of(wanted)) if code.startswith("TOC")]


@pytest.mark.belasting
@pytest.mark.parametrize("is_back", [False, True])
def test_contents_without_a_control_are_the_same_lines(library: Library, is_back: bool) -> None:
    one, other, result = redlined(docx_of(agreement(), library), bare, is_back=is_back)
    assert marked(result) == []
    for reading, wanted in (("rejected", one), ("accepted", other)):
        found = resolved(result, reading)
        numbers = [len([*root.iter(f"{_W}sdt")]) for root in (found, main_of(wanted))]
        assert numbers[0] == numbers[1], reading


@pytest.fixture(scope="module")
def made(library: Library) -> bytes:
    return edited(docx_of(agreement(), library), drop_lines)


@pytest.mark.belasting
@pytest.mark.parametrize("is_back", [False, True])
@pytest.mark.parametrize(
    "saved",
    [
        *(bare, through_doc, google, only_office, without_fields, looking_otherwise, both_styles),
        checked_for_spelling,
    ],
)
def test_words_that_did_not_change_are_not_marked(
    made: bytes, saved: Callable[[str], str], is_back: bool
) -> None:
    one, other, result = redlined(made, saved, is_back=is_back)
    assert marked(result) == []
    assert not set(schema_errors(result)) - {*schema_errors(one), *schema_errors(other)}
    for reading, wanted in (("rejected", one), ("accepted", other)):
        found = resolved(result, reading)
        assert controls(found) == controls(main_of(wanted)), reading
        assert fields(found) == fields(main_of(wanted)), reading
    assert read_lines(result) == read_lines(other)
    assert read_lines(result, Changes.REJECTED) == read_lines(one)


def looks_changed(data: bytes) -> list[Any]:
    """The tracked changes of looks."""
    return [item for item in main_of(data).iter(f"{_W}*") if item.tag.endswith("Change")]


@pytest.mark.belasting
@pytest.mark.parametrize("is_back", [False, True])
def test_a_look_that_a_program_wrote_out_is_no_change(made: bytes, is_back: bool) -> None:
    _, _, result = redlined(made, written_out, is_back=is_back)
    assert looks_changed(result) == []


def in_lid(old: str, new: str) -> Text:
    """Something done to a lid of a document that LibreOffice saved."""

    def change(text: str) -> str:
        lid = paragraph(written_out(text), "is Nederlands recht van toepassing")
        assert old in lid
        return written_out(text).replace(lid, lid.replace(old, new))

    return change


@pytest.mark.belasting
@pytest.mark.parametrize(
    ("change", "names"),
    [
        (in_lid('<w:jc w:val="start"/>', '<w:jc w:val="center"/>'), {"jc"}),
        (in_lid("<w:jc", '<w:ind w:start="1700"/><w:jc'), {"ind"}),
        (in_lid("<w:jc", '<w:spacing w:after="400"/><w:jc'), {"spacing"}),
        (in_lid("<w:widowControl", "<w:pageBreakBefore/><w:widowControl"), {"pageBreakBefore"}),
        (in_lid('<w:numId w:val="1"/>', '<w:numId w:val="0"/>'), {"numPr"}),
        (in_lid("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>"), {"b"}),
    ],
)
def test_of_a_file_that_libreoffice_saved_only_what_a_hand_did_is_tracked(
    made: bytes, change: Text, names: set[str]
) -> None:
    one, other, result = redlined(made, change, is_back=False)
    found = looks_changed(result)
    assert found
    for item in found:
        was, now = (
            {part.tag: etree.tostring(part) for part in side}
            for side in (item[0], item.getparent())
        )
        now.pop(item.tag)
        differing = {tag for tag in was.keys() | now.keys() if was.get(tag) != now.get(tag)}
        assert differing <= {f"{_W}{name}" for name in names}
    assert len({*map(lines_above, found)}) == 1
    assert read_lines(result) == read_lines(other)
    assert read_lines(result, Changes.REJECTED) == read_lines(one)


def lines_above(change: Any) -> str:
    """The text of the paragraph that a change stands in."""
    return text_of(next(change.iterancestors(f"{_W}p")))


@pytest.mark.belasting
def test_no_style_stands_twice_in_it(made: bytes) -> None:
    result = redline(made, edited(made, both_styles), "A", DAY)
    names = re.findall(r'<w:name w:val="([^"]+)"', parts(result)["word/styles.xml"].decode())
    twice = [name for name, number in Counter(map(plain_name, names)).items() if number > 1]
    assert twice == []


@pytest.mark.belasting
def test_of_a_file_without_controls_only_what_its_choices_changed_is_marked(
    made: bytes, library: Library
) -> None:
    came_back = edited(made, bare)
    data = agreement()
    data["partijen"]["linde"]["bevoegd_gezag"] = "Stichting De Eik"
    anew = update(read_document(came_back), bundle_of(data, library)).data
    result = redline(came_back, edited(anew, drop_lines), "A", DAY)
    assert {*marked(result)} == {"Eik", "Linde"}


def title_behind_binding(text: str) -> str:
    """Controls as LibreOffice writes them: their title behind what they are bound to."""
    pattern = r"(<w:alias [^>]*/>)<w:tag [^>]*/>(.*?<w:dataBinding [^>]*/>)"
    return re.sub(pattern, r"\2\1", text)


@pytest.mark.belasting
def test_controls_that_went_have_their_properties_in_order(made: bytes, library: Library) -> None:
    data = agreement()
    data["documenten"][0]["gegevens"]["regio"] = "Het Gooi"
    data["documenten"][0]["keuzes"] = {"bekostiging": "vast-bedrag"}
    came_back = edited(docx_of(data, library), title_behind_binding)
    assert schema_errors(came_back)
    assert schema_errors(redline(came_back, made, "A", DAY)) == []


@pytest.mark.belasting
def test_a_control_that_went_is_gone_when_its_redline_is_compared_again(made: bytes) -> None:
    other = edited(made, bare)
    result = redline(made, other, "A", DAY)
    again = redline(result, other, "A", DAY)
    assert controls(main_of(again)) == []
    assert marked(again) == []
