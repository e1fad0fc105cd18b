"""The parts of a template are judged by what they are."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from dlr_docs.basis.problems import Problem, TemplateError
from dlr_docs.word.template.trial import examine_template
from tests.ooxml import TEMPLATE
from tests.samples import SORTS
from tests.word.template.checks.changing import REL

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEADER = f"<w:hdr {W}><w:p/></w:hdr>"
RELS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"


def with_part(
    path: Path, name: str, content: bytes, kind: str = "header", content_type: str = "text/xml"
) -> list[Problem]:
    """What is found in a template with one more part, and a relation to it."""
    with zipfile.ZipFile(TEMPLATE) as package:
        members = {item: package.read(item) for item in package.namelist()}
    relation = f'<Relationship Id="rId9" Type="{REL}/{kind}" Target="/{name}"/></Relationships>'
    members[RELS] = members[RELS].replace(b"</Relationships>", relation.encode())
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
    members[TYPES] = members[TYPES].replace(b"</Types>", override.encode())
    members[name] = content
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for item, data in members.items():
            package.writestr(item, data)
    path.write_bytes(made.getvalue())
    return examine_template(path, SORTS)


@pytest.mark.parametrize(
    ("name", "content", "kind", "content_type"),
    [
        ("word/header9.dat", HEADER.encode(), "header", "text/xml"),
        ("word/header9.dat", HEADER.encode("utf-16"), "header", "text/xml"),
        ("word/media/header.png", HEADER.encode(), "header", "image/png"),
        ("word/instellingen.xml", f"<w:settings {W}/>".encode(), "settings", "text/xml"),
        ("customXml/header.xml", HEADER.encode(), "header", "text/xml"),
        ("word/theme/x.xml", f"<a><w:p {W}/></a>".encode(), "theme", "text/xml"),
        ("word/iets.bin", b"\0\1\2", "font", "application/x-msdownload"),
        ("word/iets.xml", b"<a/>", "nieuwSoort", "text/xml"),
        ("word/header9.dat", b'<!DOCTYPE a [<!ENTITY b "B">]><a>&b;</a>', "header", "text/xml"),
    ],
)
def test_a_part_that_is_not_what_it_is_called_is_refused(
    tmp_path: Path, name: str, content: bytes, kind: str, content_type: str
) -> None:
    problems = with_part(tmp_path / "eigen.docx", name, content, kind, content_type)
    assert any(problem.code.startswith("sjabloon-") for problem in problems)
    assert any(name in problem.message for problem in problems)


@pytest.mark.parametrize(
    "name",
    ["word/_rels/settings.xml.RELS", "word/_RELS/settings.xml.rels", "word/header%31.xml",
     "word/document2.xml/[0].piece", "word/Header9.XML"],
)  # fmt: skip
def test_a_name_that_word_takes_for_another_one_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(TemplateError, match="een naam die niet kan"):
        with_part(tmp_path / "eigen.docx", name, HEADER.encode())


def test_who_worked_on_a_template_is_told_and_is_no_mistake(tmp_path: Path) -> None:
    people = b'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>'
    (problem,) = with_part(tmp_path / "eigen.docx", "word/people.xml", people, "people")
    assert problem.code == "sjabloon-weggelaten"
