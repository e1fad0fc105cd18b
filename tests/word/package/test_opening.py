"""Opening a .docx: what is no .docx is called by its name, and how much is read has bounds."""

from __future__ import annotations

import io
import os
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from dlr_docs.basis.problems import TemplateError
from dlr_docs.word.package.opening import MAXIMUM_XML, open_package, package_of, read_file
from tests.ooxml import TEMPLATE, changed

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(method: int = zipfile.ZIP_DEFLATED, **parts: bytes) -> bytes:
    """A zip with these parts; a double underscore stands for a slash, a single one for a point."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def with_part(data: bytes, name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a", method) as package:
        package.writestr(name, content)
    return made.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(TemplateError) as caught:
        package_of(data, "eigen.docx")
    (problem,) = caught.value.problems
    assert problem.hint
    return str(problem)


def compound(name: str) -> bytes:
    """What a compound file begins with, with one name from its directory."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + name.encode("utf-16-le") + bytes(600)


def encrypted() -> bytes:
    """A zip of which the first part says that it is encrypted."""
    data = bytearray(TEMPLATE.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "leeg"),
        (b"geen zip", "geen Word-bestand (.docx)"),
        (b"PK\x03\x04kapot", "beschadigd"),
        (TEMPLATE.read_bytes()[:-200], "beschadigd"),
        (compound("WordDocument"), "oud Word-bestand (.doc)"),
        (compound("EncryptedPackage"), "wachtwoord"),
        (compound("Workbook"), "oud Office-bestand"),
        (encrypted(), "wachtwoord"),
        (b"%PDF-1.7 x", "pdf"),
        (b"{\\rtf1 x", "rtf"),
        (b"\xef\xbb\xbf\n<html>", "webpagina"),
        (zipped(iets_txt=b"x"), "zip-bestand"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument"),
        (zipped(xl__workbook_xml=b"<x/>"), "Excel"),
        (zipped(ppt__presentation_xml=b"<x/>"), "PowerPoint"),
        (zipped(word__document2_xml=b"<x/>"), "word/document.xml"),
        (with_part(TEMPLATE.read_bytes(), "word/x.bin", b"x", zipfile.ZIP_LZMA), "niet kent"),
        (
            changed(
                TEMPLATE.read_bytes(),
                "word/document.xml",
                lambda xml: xml.replace(TRANSITIONAL, STRICT),
            ),
            "Strict",
        ),
    ],
    ids=[
        "empty",
        "words",
        "broken-zip",
        "cut-off",
        "doc",
        "encrypted-package",
        "xls",
        "encrypted-zip",
        "pdf",
        "rtf",
        "html",
        "zip",
        "odt",
        "xlsx",
        "pptx",
        "elsewhere",
        "lzma",
        "strict",
    ],
)
def test_what_is_no_docx_is_called_by_its_name(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.docx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    with pytest.raises(TemplateError, match="groter dan 20 MB"):
        read_file(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.docx")
    with pytest.raises(TemplateError, match="geen gewoon bestand"):
        open_package(tmp_path / "pijp.docx")
    with pytest.raises(TemplateError, match="het is een map"):
        open_package(tmp_path)


@pytest.mark.belasting
@pytest.mark.parametrize(
    ("name", "size"),
    [("word/media/groot.bin", 101_000_000), ("word/groot.xml", MAXIMUM_XML + 1)],
    ids=["all", "xml"],
)
def test_what_unpacks_too_large_is_refused(name: str, size: int) -> None:
    assert "uitgepakt te groot" in refused(with_part(TEMPLATE.read_bytes(), name, bytes(size)))


def lying(data: bytes, size: int) -> bytes:
    """A zip whose last part is said to be smaller than it is."""
    changing = bytearray(data)
    struct.pack_into("<I", changing, data.rindex(b"PK\x01\x02") + 24, size)
    struct.pack_into("<I", changing, data.rindex(b"PK\x03\x04") + 22, size)
    return bytes(changing)


@pytest.mark.belasting
@pytest.mark.parametrize("size", [10, 200])
def test_a_part_that_lies_about_its_size_takes_no_memory(size: int) -> None:
    data = lying(with_part(TEMPLATE.read_bytes(), "word/media/groot.bin", bytes(90_000_000)), size)
    tracemalloc.start()
    said = refused(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "kan niet worden uitgepakt" in said
    assert most < 20_000_000


@pytest.mark.belasting
def test_a_file_of_very_many_parts_is_refused() -> None:
    made = io.BytesIO(TEMPLATE.read_bytes())
    with zipfile.ZipFile(made, "a") as package:
        for number in range(2_001):
            package.writestr(f"word/{number}.xml", b"")
    assert "te veel onderdelen" in refused(made.getvalue())


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/settings.xml", "word/_rels/document.xml.rels"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_even_read(part: str, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    data = changed(TEMPLATE.read_bytes(), part, lambda _: bomb)
    if encoding == "utf-16":
        data = with_bytes(
            data, part, bomb.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")
        )
    (problem,) = package_of(data, "eigen.docx").broken
    assert problem.code == "sjabloon-dtd"
    assert part in problem.message


def with_bytes(data: bytes, part: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == part else old.read(info))
    return made.getvalue()


@pytest.mark.parametrize("change", ["ins", "del", "moveFrom", "moveTo"])
def test_a_value_that_libreoffice_saved_wrong_is_told_with_what_to_do(change: str) -> None:
    """As version 7.4 writes a control in which something was typed over with changes tracked."""
    crossing = f"<w:{change}><w:sdt><w:sdtContent></w:{change}></w:sdtContent></w:sdt>"
    content = f'<w:p xmlns:w="{TRANSITIONAL}">{crossing}</w:p>'.encode()
    opened = package_of(with_bytes(TEMPLATE.read_bytes(), "word/document.xml", content), "a.docx")
    (problem,) = opened.broken
    assert "LibreOffice bewaart een gegeven verkeerd" in problem.message
    assert "zet 'Wijzigingen bijhouden' uit" in str(problem.hint)


def test_every_part_that_is_no_xml_in_utf_8_is_named() -> None:
    data = with_bytes(TEMPLATE.read_bytes(), "word/settings.xml", b"<x>")
    data = with_bytes(
        data, "word/header1.xml", '<?xml version="1.0" encoding="UTF-16"?><x/>'.encode("utf-16")
    )
    opened = package_of(data, "eigen.docx")
    assert {problem.message for problem in opened.broken} == {
        "het onderdeel word/settings.xml is beschadigd",
        "het onderdeel word/header1.xml is beschadigd",
    }
    assert "word/document.xml" in opened.roots
