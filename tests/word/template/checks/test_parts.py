"""The parts of a template are judged by what they are."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from dlr_docs.basis.problems import Problem, TemplateError
from dlr_docs.model.library import Library
from dlr_docs.word.template.trial import examine_template
from dlr_docs.word.write.document import write_docx
from tests.ooxml import TEMPLATE, parts
from tests.samples import SORTS, agreement, bundle_of
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


CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="MSIP_Label_1_Enabled">'
    "<vt:lpwstr>true</vt:lpwstr></property>"
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="MSIP_Label_1_Owner">'
    "<vt:lpwstr>p.verzonnen@linde.example</vt:lpwstr></property></Properties>"
)


def with_root_part(path: Path, name: str, content: str, kind: str) -> None:
    """A template with one more part that belongs to the file as a whole."""
    relation = f'<Relationship Id="rId9" Type="{kind}" Target="{name}"/></Relationships>'
    override = f'<Override PartName="/{name}" ContentType="application/xml"/></Types>'
    with zipfile.ZipFile(TEMPLATE) as package, zipfile.ZipFile(path, "w") as made:
        for item in package.namelist():
            data = package.read(item).decode()
            if item == "_rels/.rels":
                data = data.replace("</Relationships>", relation)
            made.writestr(item, data.replace("</Types>", override) if item == TYPES else data)
        made.writestr(name, content)


@pytest.mark.parametrize("name", ["docProps/custom.xml", "docProps/Custom.xml", "eigen/iets.xml"])
def test_properties_come_along_with_their_relation_and_without_who_gave_them(
    library: Library, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "eigen.docx"
    with_root_part(path, name, CUSTOM, f"{REL}/custom-properties")
    (problem,) = examine_template(path, SORTS)
    assert problem.code == "sjabloon-weggelaten"
    assert "MSIP_Label_1_Owner" in problem.message
    bundle = bundle_of(agreement(), library)
    made = parts(write_docx(bundle.documents[0], bundle, template=path))
    assert b"MSIP_Label_1_Enabled" in made[name]
    assert f'Target="{name}"'.encode() in made["_rels/.rels"]
    assert f'PartName="/{name}"'.encode() in made[TYPES]
    assert not [part for part, content in made.items() if b"verzonnen" in content]


@pytest.mark.parametrize(
    ("name", "kind", "called"),
    [
        ("docMetadata/LabelInfo.xml", "http://x/classificationlabels", "vertrouwelijkheidslabel"),
        ("word/webextensions/taskpanes.xml", "http://x/webextensiontaskpanes", "taskpanes"),
        ("docProps/custom.xml", f"{REL}/custom-properties", "custom-properties"),
    ],
)
def test_what_belongs_to_a_template_as_a_whole_is_told_and_left_behind(
    library: Library, tmp_path: Path, name: str, kind: str, called: str
) -> None:
    path = tmp_path / "eigen.docx"
    with_root_part(path, name, "<geheim/>", kind)
    (problem,) = examine_template(path, SORTS)
    assert problem.code == "sjabloon-weggelaten"
    assert called in problem.message
    bundle = bundle_of(agreement(), library)
    made = parts(write_docx(bundle.documents[0], bundle, template=path))
    assert name not in made
    assert not [part for part, content in made.items() if name.encode() in content]
