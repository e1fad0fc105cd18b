"""What a template takes from outside, or should have and has not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dlr_docs.basis.problems import Problem
from dlr_docs.word.template.trial import examine_template
from tests.ooxml import changed
from tests.samples import SORTS
from tests.word.template.checks.changing import (
    EXTERNAL,
    HEADER,
    MAIN,
    REL,
    RELS,
    codes,
    related,
    title,
)

PICTURE = (
    '<w:r><w:t>Ons logo </w:t></w:r><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/'
    f'2006/main" xmlns:r="{REL}" r:{{}}="rId77"/></w:drawing></w:r>'
)


@pytest.mark.parametrize(
    ("kind", "attribute", "code", "message"),
    [
        (
            "image",
            "link",
            "extern",
            "een afbeelding is gekoppeld en niet ingesloten: http://example.org/x.png",
        ),
        ("image", "embed", "deel-ontbreekt", "word/media/weg.png zit niet in het bestand"),
    ],
)
def test_a_picture_that_is_not_in_the_file_is_named_with_the_text_around_it(
    found: Callable[..., list[Problem]], kind: str, attribute: str, code: str, message: str
) -> None:
    linked = attribute == "link"
    target = "http://example.org/x.png" if linked else "media/weg.png"
    (problem,) = found(
        (RELS, related(kind, target, EXTERNAL if linked else "")),
        (MAIN, title(PICTURE.format(attribute))),
    )
    assert problem.code == f"sjabloon-{code}"
    assert message in problem.message
    assert problem.excerpt == "Ons logo"


def test_a_picture_without_a_relation_is_named(found: Callable[..., list[Problem]]) -> None:
    (problem,) = found((MAIN, title(PICTURE.format("embed"))))
    assert problem.code == "sjabloon-deel-ontbreekt"
    assert "Ons logo" in problem.message


def test_a_remote_template_is_named_and_a_web_address_is_not(
    template: bytes, tmp_path: Path
) -> None:
    made = io.BytesIO(template)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr(
            "word/_rels/settings.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{REL}/attachedTemplate" Target="file:///X:/huis.dotm"{EXTERNAL}/>'
            f'<Relationship Id="rId2" Type="{REL}/hyperlink" Target="https://example.org"{EXTERNAL}/></Relationships>',
        )
    path = tmp_path / "eigen.docx"
    path.write_bytes(made.getvalue())
    (problem,) = examine_template(path, SORTS)
    assert (
        "in de instellingen (word/settings.xml): er is een ander sjabloon aan gekoppeld"
        in problem.message
    )
    assert "Normal" in str(problem.hint)


@pytest.mark.parametrize(
    "field",
    [
        '<w:r><w:instrText> INCLUDEPICTURE "http://x" </w:instrText></w:r>',
        "<w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r>"
        "<w:instrText>TEXT x</w:instrText></w:r>",
        '<w:fldSimple w:instr=" dde Excel x "/>',
        '<w:fldSimple w:instr=" MACROBUTTON doen hier "/>',
    ],
)
def test_a_field_that_fetches_or_starts_something_is_named(
    found: Callable[..., list[Problem]], field: str
) -> None:
    (problem,) = found((MAIN, title(f"<w:r><w:t>Kop</w:t></w:r>{field}")))
    assert problem.code == "sjabloon-extern"
    assert "een veld haalt iets van buiten het bestand of start iets" in problem.message
    assert problem.excerpt == "Kop"


@pytest.mark.parametrize("kind", ["oleObject", "package", "aFChunk"])
def test_what_is_embedded_is_named(found: Callable[..., list[Problem]], kind: str) -> None:
    (problem,) = found((RELS, related(kind, "settings.xml")))
    assert problem.code == "sjabloon-extern"
    assert "ander bestand of programma ingesloten: settings.xml" in problem.message


def test_an_address_to_click_on_may_not_be_fetched_by_a_picture(
    found: Callable[..., list[Problem]],
) -> None:
    outside = (RELS, related("hyperlink", "http://example.org/x.png", EXTERNAL))
    link = (
        f'<w:hyperlink xmlns:r="{REL}" r:id="rId77"><w:r><w:t>Ons adres</w:t></w:r></w:hyperlink>'
    )
    assert "sjabloon-extern" not in codes(found(outside, (MAIN, title(link))))
    problems = found(outside, (MAIN, title(PICTURE.format("link"))))
    assert any(
        "wordt iets van buiten het bestand opgehaald" in problem.message for problem in problems
    )


TAGGED = ' IN{{ "CLUDEPICTURE" }} "http://example.org/x.png" '


@pytest.mark.parametrize(
    "code",
    [
        f"<w:r><w:instrText>{TAGGED}</w:instrText></w:r>",
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{TAGGED}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:fldSimple w:instr=" PAGE {{ titel }} "><w:r><w:t>1</w:t></w:r></w:fldSimple>',
    ],
    ids=["loose", "whole", "simple"],
)
def test_a_tag_in_a_field_is_refused(found: Callable[..., list[Problem]], code: str) -> None:
    assert any(
        "in een veld kan geen tag staan" in problem.message
        for problem in found((MAIN, title(code)))
    )


def test_a_mailing_is_refused(found: Callable[..., list[Problem]]) -> None:
    merge = (
        '<w:mailMerge><w:mainDocumentType w:val="formLetters"/>'
        '<w:query w:val="SELECT 1"/></w:mailMerge>'
    )
    problems = found(
        ("word/settings.xml", lambda text: text.replace("</w:settings>", f"{merge}</w:settings>"))
    )
    assert any("mailing" in problem.message for problem in problems)


TYPES = "[Content_Types].xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTE = '<w:r><w:t>Titel</w:t></w:r><w:r><w:footnoteReference w:id="{}"/></w:r>'


def noted(data: bytes, *numbers: int) -> bytes:
    """A template with footnotes of these numbers."""
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>Noot.</w:t></w:r></w:p></w:footnote>'
        for number in numbers
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    typed = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    data = changed(data, TYPES, lambda text: text.replace("</Types>", typed))
    data = changed(data, RELS, related("footnotes", "footnotes.xml"))
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        line = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        root = f'<w:footnotes xmlns:w="{WORD}">{line}{notes}</w:footnotes>'
        package.writestr("word/footnotes.xml", root)
    return out.getvalue()


@pytest.mark.parametrize(
    ("numbers", "marks", "message"),
    [
        ((2,), (2,), ""),
        ((2,), (7,), "bij dit teken hoort niet één voetnoot die in het bestand zit"),
        ((2,), (0,), "bij dit teken hoort niet één voetnoot die in het bestand zit"),
        ((2,), (2, 2), "bij dit teken hoort niet één voetnoot die in het bestand zit"),
        ((2, 2), (2,), "bij dit teken hoort niet één voetnoot die in het bestand zit"),
    ],
)
def test_the_mark_of_a_note_has_its_own_note(
    template: bytes, tmp_path: Path, numbers: tuple[int, ...], marks: tuple[int, ...], message: str
) -> None:
    xml = "".join(NOTE.format(mark) for mark in marks)
    path = tmp_path / "eigen.docx"
    path.write_bytes(noted(changed(template, MAIN, title(xml)), *numbers))
    found = examine_template(path, SORTS)
    assert [problem.code for problem in found] == ["sjabloon-deel-ontbreekt"] * bool(message)
    assert all(message in problem.message for problem in found)


@pytest.mark.parametrize("note", ["footnote", "endnote"])
def test_a_mark_without_any_notes_or_in_a_header_is_refused(
    found: Callable[..., list[Problem]], note: str
) -> None:
    mark = f'<w:r><w:{note}Reference w:id="2"/></w:r>'
    (lost,) = found((MAIN, title(f"<w:r><w:t>Titel</w:t></w:r>{mark}")))
    assert (lost.code, lost.excerpt) == ("sjabloon-deel-ontbreekt", "Titel")
    in_header = HEADER, lambda text: text.replace("</w:p>", f"{mark}</w:p>", 1)
    (misplaced,) = found(in_header)
    assert "noot staan" in misplaced.message


MARK = '<w:bookmarkStart w:id="60" w:name="{0}"/><w:bookmarkEnd w:id="60"/>'
LINK = '<w:hyperlink w:anchor="{}"><w:r><w:t>zie</w:t></w:r></w:hyperlink>'


def field(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'{code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x'
        '</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("mark", "reference", "words"),
    [
        ("plek", LINK.format("plek"), ""),
        ("Plek", field("PAGEREF plek \\h"), ""),
        ("_Ref1", field("REF _Ref1"), ""),
        ("", LINK.format("_top"), ""),
        ("", field("SET naam ja") + field("REF naam"), ""),
        ("", field('HYPERLINK "https://x.example/" \\l "weg"'), ""),
        ("", LINK.format("weg"), "een bladwijzer die er niet is: weg"),
        ("", field("REF weg \\h"), "een bladwijzer die er niet is: weg"),
        ("", field('HYPERLINK \\l "weg"'), "een bladwijzer die er niet is: weg"),
        ("", '<w:fldSimple w:instr=" NOTEREF weg "/>', "een bladwijzer die er niet is: weg"),
    ],
)
def test_what_is_referred_to_is_there(
    found: Callable[..., list[Problem]], mark: str, reference: str, words: str
) -> None:
    begun = MARK.format(mark) if mark else ""
    problems = found((MAIN, title(f"{begun}<w:r><w:t>Titel</w:t></w:r>{reference}")))
    assert [problem.code for problem in problems] == ["sjabloon-deel-ontbreekt"] * bool(words)
    assert all(words in problem.message for problem in problems)


def test_what_is_referred_to_is_there_in_every_document_that_refers_to_it(
    found: Callable[..., list[Problem]],
) -> None:
    tag, mark = "<w:r><w:t>{{% {} %}}</w:t></w:r>", MARK.format("km")
    within = f"{tag.format('if concept')}{mark}{LINK.format('km')}{tag.format('endif')}"
    assert found((MAIN, title(within))) == []
    beside = f"{tag.format('if concept')}{mark}{tag.format('else')}{LINK.format('km')}"
    (problem,) = found((MAIN, title(f"{beside}{tag.format('endif')}")))
    assert "een bladwijzer die in een voorwaarde staat: km" in problem.message


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            title(
                f'<w:hyperlink xmlns:r="{REL}" r:id="rId404"><w:r><w:t>x</w:t></w:r></w:hyperlink>'
            ),
            "wat op deze plaats hoort, zit niet in het bestand",
        ),
        (
            lambda text: text.replace("w:footerReference", "w:headerReference"),
            "wat op deze plaats hoort, zit niet in het bestand",
        ),
        (
            title(
                '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="99"/></w:numPr></w:pPr>'
                "<w:r><w:t>x</w:t></w:r>"
            ),
            "de lijst van deze regel zit niet in het bestand",
        ),
    ],
)
def test_what_a_line_takes_from_elsewhere_in_the_file_is_there(
    found: Callable[..., list[Problem]], change: Callable[[str], str], words: str
) -> None:
    problems = found((MAIN, change))
    assert {"sjabloon-deel-ontbreekt"} == codes(problems)
    assert words in problems[0].message


def test_a_tag_in_a_property_of_the_template_is_refused(template: bytes, tmp_path: Path) -> None:
    base = "http://schemas.openxmlformats.org/officeDocument/2006"
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    typed = f'<Override PartName="/docProps/custom.xml" ContentType="{kind}"/></Types>'
    relation = (
        f'<Relationship Id="rId92" Type="{base}/relationships/custom-properties" '
        'Target="docProps/custom.xml"/></Relationships>'
    )
    data = changed(template, TYPES, lambda text: text.replace("</Types>", typed))
    data = changed(data, "_rels/.rels", lambda text: text.replace("</Relationships>", relation))
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(
            "docProps/custom.xml",
            f'<Properties xmlns="{base}/custom-properties" xmlns:vt="{base}/docPropsVTypes">'
            '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="a">'
            "<vt:lpwstr>{{ bundel }}</vt:lpwstr></property></Properties>",
        )
    path = tmp_path / "eigen.docx"
    path.write_bytes(out.getvalue())
    (problem,) = examine_template(path, SORTS)
    assert "docProps/custom.xml: in dit onderdeel kan geen tag staan" in problem.message
