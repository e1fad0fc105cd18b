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
from tests.word.template.checks.changing import MAIN, Change, title

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
