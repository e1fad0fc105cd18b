"""A Word template as text: what changed shows as a line, and what Word changes by itself does not
show.
"""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.shared import Pt

from dlr_docs.word.package.opening import package_of
from dlr_docs.word.template.text import summary, template_text
from tests.ooxml import TEMPLATE, changed

DATA = TEMPLATE.read_bytes()
Change = Callable[[str], str]


def shown(data: bytes) -> str:
    return template_text(package_of(data, "eigen.docx"))


def difference(data: bytes) -> list[str]:
    """The lines that differ from those of the shipped template."""
    lines = difflib.ndiff(shown(DATA).splitlines(), shown(data).splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_styles_numbering_tags_marker_and_text_are_shown() -> None:
    lines = shown(DATA).splitlines()
    assert {
        "Artikel: gebaseerd op = heading 1",
        "Artikel: lijst = lijst van Artikel",
        "heading 1: lettergrootte = 12 pt",
        "standaard: lettergrootte = 10,5 pt",
        "lijst van Artikel, niveau 2: nummer = %2.",
        "lijst van Artikel, niveau 2: stijl = Lid",
        "de koptekst (word/header1.xml): {{ titel }}",
        "[Subtitle] {{ bundel }}",
        "pagina: marge links = 2,5 cm",
        "    veld = PAGE",
    } <= set(lines)
    assert any(
        re.fullmatch(r"Lid vervolg: inspringing links = \d+(,\d+)? cm", line) for line in lines
    )
    place = lines.index("## Plek voor de artikelen")
    assert lines[place + 1] == "de tekst (word/document.xml)"


@pytest.mark.parametrize(
    ("part", "change", "expected"),
    [
        (
            "word/styles.xml",
            lambda text: text.replace('w:val="1F3864"', 'w:val="7A0019"', 1),
            ["- Title: kleur = 1F3864", "+ Title: kleur = 7A0019"],
        ),
        (
            "word/numbering.xml",
            lambda text: text.replace('<w:lvlText w:val="%2."/>', '<w:lvlText w:val="%1.%2"/>', 1),
            [
                "- lijst van Artikel, niveau 2: nummer = %2.",
                "+ lijst van Artikel, niveau 2: nummer = %1.%2",
            ],
        ),
        (
            "word/document.xml",
            lambda text: text.replace("hierna samen: partijen.", "samen: partijen."),
            ["- [Aanhef] hierna samen: partijen.", "+ [Aanhef] samen: partijen."],
        ),
        (
            "word/header1.xml",
            lambda text: text.replace(
                '<w:pStyle w:val="Koptekst"/>', '<w:pStyle w:val="Koptekst"/><w:jc w:val="end"/>'
            ),
            ["+     uitlijning = end"],
        ),
    ],
    ids=["style", "level", "text", "by-hand"],
)
def test_one_change_is_one_line(part: str, change: Change, expected: list[str]) -> None:
    assert difference(changed(DATA, part, change)) == expected


def saved_elsewhere(text: str) -> str:
    """What a Word in another language does on saving."""
    text = text.replace('"Kop1"', '"Heading1"').replace('"Titel"', '"Title"')
    text = text.replace("<w:p>", '<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD">')
    return text.replace("<w:qFormat/>", '<w:qFormat/><w:rsid w:val="00AB12CD"/>')


def renumbered(text: str) -> str:
    """Other numbers for all lists, which is up to Word."""
    return re.sub(
        r'(<w:(?:num|abstractNum)(?:Id w:val| w:(?:num|abstractNum)Id)=")(\d+)"',
        r'\g<1>\g<2>4"',
        text,
    )


def test_what_word_changes_by_itself_does_not_show() -> None:
    data = DATA
    for part in ("word/document.xml", "word/styles.xml"):
        data = changed(data, part, saved_elsewhere)
    for part in ("word/numbering.xml", "word/styles.xml"):
        data = changed(data, part, renumbered)
    assert difference(data) == []


def test_a_change_with_python_docx_reads_well() -> None:
    document = Document(io.BytesIO(DATA))
    document.styles["Artikel"].font.size = Pt(14)
    document.styles["Lid"].paragraph_format.space_after = Pt(8)
    made = io.BytesIO()
    document.save(made)
    lines = difference(made.getvalue())
    assert "+ Artikel: lettergrootte = 14 pt" in lines
    assert "+ Lid: ruimte erna = 8 pt" in lines
    assert len(lines) <= 4


def test_any_docx_can_be_shown() -> None:
    made = io.BytesIO()
    document = Document()
    document.add_heading("Iets anders", 1)
    document.add_table(1, 1).cell(0, 0).text = "cel"
    document.save(made)
    lines = shown(made.getvalue()).splitlines()
    assert "[heading 1] Iets anders" in lines
    assert any(line.startswith("| ") and line.endswith("cel") for line in lines)


def test_damaged_and_missing_parts_are_said_and_the_rest_is_shown() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DATA)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            if info.filename != "word/numbering.xml":
                new.writestr(
                    info.filename, b"<x" if info.filename == "word/styles.xml" else old.read(info)
                )
        new.writestr("word/media/logo.png", b"12345")
    lines = shown(made.getvalue()).splitlines()
    assert "het onderdeel word/styles.xml is beschadigd" in lines
    assert "word/media/logo.png: 5 bytes, cbf53a1c" in lines
    assert "[Ondertitel] {{ bundel }}" in lines


def test_the_summary_comes_from_the_properties_of_the_file() -> None:
    assert summary(package_of(DATA, "x.docx")).startswith("Rustig en zakelijk")
    without = changed(
        DATA,
        "docProps/core.xml",
        lambda text: re.sub("<dc:description>.*</dc:description>", "", text),
    )
    assert summary(package_of(without, "x.docx")) == ""
