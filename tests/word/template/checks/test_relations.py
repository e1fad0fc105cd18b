"""What a template takes from outside, or should have and has not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dlr_docs.basis.problems import Problem
from dlr_docs.word.template.trial import examine_template
from tests.samples import SORTS
from tests.word.template.checks.changing import (
    EXTERNAL,
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
