"""Looks that are of no style and no list."""

from __future__ import annotations

from typing import Any

import pytest

from dlr_docs.word.package.looks.own import OwnLooks
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W
from tests.wordml import docx

STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>'
    '<w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Gewoon"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Lid"><w:name w:val="Lid"/><w:basedOn w:val="Gewoon"/>'
    '<w:pPr><w:ind w:left="567" w:hanging="567"/><w:jc w:val="both"/></w:pPr>'
    '<w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
)


def looks(of_paragraph: str, of_words: str, around: str = "{}") -> list[str]:
    """The names of the properties that a lid has of its own."""
    run = f"<w:r><w:rPr>{of_words}</w:rPr><w:t>Woorden</w:t></w:r>"
    properties = f'<w:pPr><w:pStyle w:val="Lid"/>{of_paragraph}</w:pPr>'
    others = 4 * "<w:p><w:r><w:t>Anders</w:t></w:r></w:p>"
    data = docx(f"<w:p>{properties}{around.format(run)}</w:p>{others}", styles=STYLES)
    package = package_of(data, "a.docx")
    root: Any = package.roots[MAIN]
    paragraph, own = root.find(f".//{{{W}}}p"), OwnLooks(package)
    found = (*own.of_words(paragraph), *own.of_paragraphs(paragraph))
    return [name for _, name, _ in found]


@pytest.mark.parametrize(
    ("of_paragraph", "of_words", "names"),
    [
        ("", "", []),
        ("", '<w:sz w:val="20"/>', []),
        ("", '<w:sz w:val="18"/>', ["sz"]),
        ("", '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial"/>', []),
        ("", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>', ["rFonts"]),
        ('<w:ind w:left="560" w:hanging="567"/>', "", []),
        ('<w:ind w:left="1134"/>', "", ["ind"]),
        ('<w:jc w:val="both"/>', "", []),
        ('<w:jc w:val="center"/>', "", ["jc"]),
        ('<w:pBdr><w:top w:val="none"/></w:pBdr>', "", []),
        ('<w:pBdr><w:top w:val="single" w:sz="4"/></w:pBdr>', "", ["pBdr"]),
        ('<w:shd w:val="clear" w:fill="auto"/>', "", []),
        ('<w:shd w:val="clear" w:fill="FFFF00"/>', "", ["shd"]),
    ],
)
def test_a_look_is_its_own_where_style_and_defaults_give_another(
    of_paragraph: str, of_words: str, names: list[str]
) -> None:
    assert looks(of_paragraph, of_words) == names


def test_what_stands_in_a_field_of_a_form_or_a_link_has_the_looks_of_programs() -> None:
    around = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    assert looks("", '<w:sz w:val="18"/>', around) == []


def test_a_look_of_most_words_is_of_a_program() -> None:
    run = '<w:p><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t>Woorden</w:t></w:r></w:p>'
    for number, count in ((1, 1), (3, 0)):
        others = 2 * "<w:p><w:r><w:t>Anders</w:t></w:r></w:p>"
        package = package_of(docx(number * run + others, styles=STYLES), "a.docx")
        root: Any = package.roots[MAIN]
        assert len([*OwnLooks(package).of_words(root)]) == count
