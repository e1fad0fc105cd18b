"""What Word keeps beside a tag stays, and what it puts in by itself goes."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from dlr_docs.model.library import Library
from dlr_docs.word.package.xml import W
from dlr_docs.word.template.trial import examine_template
from dlr_docs.word.write import document
from tests.ooxml import TEMPLATE, changed
from tests.samples import SORTS, agreement, bundle_of
from tests.word.template.checks.changing import HEADER, MAIN, Change, codes, title

BOX = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:docPr id="7" name="x" descr="Kader"/></wp:inline></w:drawing></w:r>'
)


def made(library: Library, folder: Path, change: Change, part: str = MAIN) -> str:
    """A part of a document with a changed template, which the check has nothing against."""
    path = folder / "eigen.docx"
    path.write_bytes(changed(TEMPLATE.read_bytes(), part, change))
    assert examine_template(path, SORTS) == []
    bundle = bundle_of(agreement(), library)
    data = document.write_docx(bundle.documents[0], bundle, template=path)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read(part).decode()
    root = etree.fromstring(text.encode())
    assert not any(len(item) for item in root.iter(f"{{{W}}}t"))
    return text


@pytest.mark.parametrize(
    "kept",
    ['<w:sym w:font="Wingdings" w:char="F0A7"/>', "<w:softHyphen/>", "<w:noBreakHyphen/>",
     '<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>', '<w:br w:type="page"/>'],
)  # fmt: skip
def test_what_stands_in_the_run_of_a_tag_stays(library: Library, tmp_path: Path, kept: str) -> None:
    run = f"<w:r>{kept}<w:t>{{{{ titel }}}}</w:t></w:r>"
    assert kept in made(library, tmp_path, title(run))


def test_space_between_elements_and_braces_written_as_codes_are_nothing_special(
    library: Library, tmp_path: Path
) -> None:
    text = made(library, tmp_path, lambda xml: xml.replace("><", ">\n<").replace("{", "&#123;"))
    assert "{{" not in text
    assert ">\n<" not in text.partition("?>")[2].strip()


def test_hidden_bookmarks_of_word_go_wherever_they_stand(library: Library, tmp_path: Path) -> None:
    begin, end = '<w:bookmarkStart w:id="5" w:name="_Hlk17"/>', '<w:bookmarkEnd w:id="5"/>'
    run = f"<w:r><w:t>{{{{ ti</w:t></w:r>{begin}<w:r><w:t>tel }}}} en {{1}}</w:t></w:r>"
    text = made(
        library,
        tmp_path,
        lambda xml: title(run)(xml).replace(
            '<w:pStyle w:val="Partij"/></w:pPr>', f'<w:pStyle w:val="Partij"/></w:pPr>{end}', 1
        ),
    )
    assert "_Hlk17" not in text
    assert " en {1}" in text


def test_numbers_that_must_differ_do_so_in_a_loop(library: Library, tmp_path: Path) -> None:
    control = (
        '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r>'
        "</w:sdtContent></w:sdt>"
    )
    line = '<w:pStyle w:val="Partij"/></w:pPr>'
    text = made(library, tmp_path, lambda xml: xml.replace(line, line + control + BOX))
    drawings = re.findall(r'docPr id="(\d+)"', text)
    controls = re.findall(r'<w:sdtPr>.*?<w:id w:val="(\d+)"/>', text)
    assert len(drawings) > 1
    assert len(set(drawings)) == len(drawings)
    assert len(set(controls)) == len(controls)


def test_the_text_of_a_watermark_may_have_a_condition(library: Library, tmp_path: Path) -> None:
    mark = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="m"><v:textpath '
        'string="{% if concept %}CONCEPT{% else %}KLAAR{% endif %}"/></v:shape></w:pict></w:r></w:p>'
    )
    change: Change = lambda xml: xml.replace("</w:p>", mark, 1)  # noqa: E731 - one expression
    assert 'string="CONCEPT"' in made(library, tmp_path, change, "word/header1.xml")


def test_a_field_of_one_element_keeps_its_text_and_looks_in_runs(
    library: Library, tmp_path: Path
) -> None:
    simple = (
        '<w:fldSimple w:instr=" PAGE "><w:r><w:rPr><w:b/></w:rPr><w:t>7</w:t></w:r></w:fldSimple>'
    )
    header = made(library, tmp_path, lambda xml: xml.replace("</w:p>", f"{simple}</w:p>"), HEADER)
    assert "fldSimple" not in header
    runs = re.search(
        r'<w:r><w:rPr><w:b/></w:rPr><w:fldChar w:fldCharType="begin"/>.*end"/>', header
    )
    assert runs
    assert (runs[0].count("<w:b/>"), " PAGE <" in runs[0], ">7<" in runs[0]) == (5, True, True)


def test_what_has_lost_its_other_half_goes_also_without_a_tag_in_its_part(
    library: Library, tmp_path: Path
) -> None:
    halves = (
        '<w:bookmarkEnd w:id="44"/><w:bookmarkStart w:id="45" w:name="half"/>'
        '<w:commentRangeStart w:id="3"/><w:commentRangeEnd w:id="3"/>'
    )
    for part, end in ((HEADER, "</w:hdr>"), (MAIN, "</w:body>")):
        text = made(
            library, tmp_path, lambda xml: xml.replace("</w:p>", f"{halves}</w:p>", 1), part
        )
        assert end in text
        assert "commentRange" not in text
        assert '"half"' not in text
        begun = re.findall(r'bookmarkStart w:id="(\d+)"', text)
        assert sorted(re.findall(r'bookmarkEnd w:id="(\d+)"', text)) == sorted(begun)


def test_numbers_that_the_template_gave_twice_differ(library: Library, tmp_path: Path) -> None:
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    marks = "".join(
        f'<w:bookmarkStart w:id="61" w:name="{name}"/><w:bookmarkEnd w:id="61"/>' for name in "ab"
    )
    line = f'<w:p xmlns:w14="{w14}" w14:paraId="1A2B3C4D"><w:r><w:t>x</w:t></w:r></w:p>'
    text = made(
        library,
        tmp_path,
        lambda xml: title(marks)(xml).replace("<w:body>", f"<w:body>{line}{line}"),
    )
    numbers = re.findall(r'bookmarkStart w:id="(\d+)" w:name="[ab]"', text)
    assert len(set(numbers)) == 2
    assert text.count("1A2B3C4D") == 1


def test_a_control_lets_go_of_data_that_documents_do_not_have(
    library: Library, tmp_path: Path
) -> None:
    bound = (
        '<w:sdt><w:sdtPr><w:id w:val="81"/><w:dataBinding w:xpath="/a" w:storeItemID="{}"/><w:text/>'
        "</w:sdtPr><w:sdtContent><w:r><w:t>k</w:t></w:r></w:sdtContent></w:sdt>"
    )
    elsewhere = bound.format("{11111111-2222-3333-4444-555555555555}")
    of_word = bound.format("{6C3C8BC8-F283-45AE-878A-BAB7291924A1}").replace("81", "82")
    text = made(library, tmp_path, title(elsewhere + of_word))
    assert "11111111-2222" not in text
    assert "6C3C8BC8" in text


def test_a_loop_of_which_word_split_the_tag_is_one(library: Library, tmp_path: Path) -> None:
    """Spelling marks stand in most tags that somebody typed in Word."""
    split = '{%p f</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>or partij in partijen %}'
    line = '<w:pStyle w:val="Partij"/></w:pPr>'
    text = made(
        library,
        tmp_path,
        lambda xml: xml.replace("{%p for partij in partijen %}", split).replace(line, line + BOX),
    )
    drawings = re.findall(r'docPr id="(\d+)"', text)
    assert len(set(drawings)) == len(drawings) > 1
    path = tmp_path / "eigen.docx"
    mark = '<w:bookmarkStart w:id="60" w:name="partij"/><w:bookmarkEnd w:id="60"/>'
    path.write_bytes(
        changed(
            TEMPLATE.read_bytes(),
            MAIN,
            lambda xml: xml.replace("{%p for partij in partijen %}", split).replace(
                line, line + mark
            ),
        )
    )
    assert "sjabloon-herhaling" in codes(examine_template(path, SORTS))


def test_a_bookmark_that_stands_twice_is_called_by_its_name(tmp_path: Path) -> None:
    """No loop is to blame for this one."""
    marks = "".join(
        f'<w:bookmarkStart w:id="{number}" w:name="plek"/><w:bookmarkEnd w:id="{number}"/>'
        for number in (60, 61)
    )
    path = tmp_path / "eigen.docx"
    at = "<w:r><w:t>{{ titel }}</w:t></w:r>"
    data = changed(TEMPLATE.read_bytes(), MAIN, lambda xml: xml.replace(at, at + marks, 1))
    path.write_bytes(data)
    (problem,) = examine_template(path, SORTS)
    assert problem.code == "sjabloon-proef"
    assert "de bladwijzer 'plek'" in problem.message
    assert problem.hint is not None
    assert "staat het daar niet, haal dan een van de twee weg" in problem.hint
