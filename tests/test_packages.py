"""Zip and XML made to do harm, in templates and in documents that come back."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dlr_docs.basis.problems import TemplateError
from dlr_docs.model.library import Library
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.seal import PROVENANCE_PART, is_untouched
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.document import read_document
from dlr_docs.word.template.trial import admitted
from tests import ooxml
from tests.fuzzing import TEMPLATE
from tests.samples import SORTS, agreement, docx_of

Pairs = list[tuple[str, bytes]]


def zipped(members: Pairs, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as package:
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.filename = name  # ZipInfo would make a backslash into a slash
            package.writestr(info, content, method)
    return made.getvalue()


@pytest.fixture(scope="module")
def members() -> Pairs:
    return list(ooxml.parts(TEMPLATE.read_bytes()).items())


@pytest.fixture(scope="module")
def returned(library: Library) -> Pairs:
    return list(ooxml.parts(docx_of(agreement(), library)).items())


def refused(data: bytes) -> str:
    with pytest.raises(TemplateError) as caught:
        admitted(data, "eigen.docx", SORTS)
    return str(caught.value)


def unread(data: bytes, folder: Path) -> str:
    path = folder / "a.docx"
    path.write_bytes(data)
    with pytest.raises(TemplateError) as caught:
        read_document(path)
    return str(caught.value)


def untouched(data: bytes, folder: Path) -> bool:
    path = folder / "a.docx"
    path.write_bytes(data)
    return is_untouched(path)


def test_the_parts_in_another_zip_are_taken(
    members: Pairs, returned: Pairs, tmp_path: Path
) -> None:
    assert admitted(zipped(members), "eigen.docx", SORTS)
    assert untouched(zipped(returned), tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "word/document.xml", "WORD/Document.xml", "../word/buiten.xml", "word/../../buiten.xml", "/etc/buiten.xml",
        "word/./x.xml", "..", "C:\\buiten.xml", "C:/buiten.xml", "..\\buiten.xml", "word\\x.xml", "word/\u00e9.xml",
        "word/a\tb.xml", "word/a\nb.xml", "word/a:b.xml",
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_twice_or_outside_the_package_is_refused(
    members: Pairs, returned: Pairs, tmp_path: Path, name: str
) -> None:
    assert "geen-sjabloon" in refused(zipped([*members, (name, b"<a/>")]))
    assert not untouched(zipped([*returned, (name, b"<a/>")]), tmp_path)
    assert unread(zipped([*returned, (name, b"<a/>")]), tmp_path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_without_bounds_is_refused(members: Pairs, method: int) -> None:
    assert "geen-sjabloon" in refused(zipped(members, method))


def lying(name: str) -> bytes:
    """A zip with a large part at its end that says that it is small."""
    data = bytearray(zipped([(name, bytes(BOMB))]))
    for sign, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = data.rindex(sign)
        data[start + offset : start + offset + 4] = struct.pack("<I", 100)
    return bytes(data)


BOMB = 30_000_000


@contextmanager
def in_little_memory() -> Iterator[None]:
    """What happens here holds a tenth of a bomb at most."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < BOMB / 10
    finally:
        tracemalloc.stop()


def test_a_part_that_unpacks_to_more_than_the_package_says_is_refused() -> None:
    data = lying("word/media/a.bin")
    with in_little_memory():
        assert "geen-sjabloon" in refused(data)


@pytest.mark.belasting
@pytest.mark.parametrize(
    ("count", "size"),
    [(1, 101_000_000), (60, 2_000_000), (6_000, 1)],
    ids=["one", "many", "very-many"],
)
def test_a_package_that_is_absurdly_large_is_refused(members: Pairs, count: int, size: int) -> None:
    parts = [(f"word/media/{number}.bin", bytes(size)) for number in range(count)]
    assert "sjabloon-te-groot" in refused(zipped([*members, *parts]))


@pytest.mark.parametrize("is_honest", [True, False])
def test_a_bomb_in_a_returned_document_is_not_unpacked(tmp_path: Path, is_honest: bool) -> None:
    data = zipped([(PROVENANCE_PART, bytes(BOMB))]) if is_honest else lying(PROVENANCE_PART)
    with in_little_memory():
        assert not untouched(data, tmp_path)


BILLION = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
DOCTYPES = {
    "expansion": f'<!DOCTYPE x [<!ENTITY a0 "a">{BILLION}]>',
    "file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "network": '<!DOCTYPE x [<!ENTITY a SYSTEM "http://192.0.2.1/x">]>',
    "parameter": '<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>',
    "external": '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    "public": '<!DOCTYPE x PUBLIC "x" "http://192.0.2.1/x">',
}


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "word/settings.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES.keys())
def test_entities_of_any_sort_in_any_part_are_refused(
    members: Pairs, part: str, doctype: str
) -> None:
    def changed(content: bytes) -> bytes:
        head, sign, rest = content.decode().partition("?>")
        return f"{head}{sign}{doctype}{rest}".encode()

    made = zipped(
        [(name, changed(content) if name == part else content) for name, content in members]
    )
    assert "sjabloon-dtd" in refused(made)


@pytest.mark.parametrize("part", ["word/document.xml", "customXml/item1.xml", PROVENANCE_PART])
def test_entities_in_a_returned_document_are_refused(
    returned: Pairs, tmp_path: Path, part: str
) -> None:
    made = [
        (name, DOCTYPES["file"].encode() + b"<x>&a;</x>" if name == part else old)
        for name, old in returned
    ]
    assert unread(zipped(made), tmp_path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-7", "latin-1", "ebcdic-cp-us"])
def test_another_encoding_hides_nothing(members: Pairs, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{DOCTYPES["file"]}<x>&a;</x>'
    content = text.encode(encoding) if encoding in ("utf-16", "latin-1") else text.encode()
    made = zipped(
        [(name, content if name == "word/settings.xml" else old) for name, old in members]
    )
    assert refused(made)


def test_very_deep_xml_is_refused(members: Pairs) -> None:
    deep = b"<a>" * 50_000 + b"</a>" * 50_000
    made = zipped(
        [(name, deep if name == "word/settings.xml" else content) for name, content in members]
    )
    assert "sjabloon-kapot" in refused(made)


Change = Callable[[str], str]
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relation(kind: str, target: str) -> Change:
    made = (
        f'<Relationship Id="rIdX" Type="{RELATION}/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    return lambda text: text.replace("</Relationships>", made)


def field(code: str) -> Change:
    return lambda text: text.replace("<w:body>", f"<w:body><w:p>{code}</w:p>", 1)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("word/_rels/document.xml.rels", relation("image", "http://192.0.2.1/a.png")),
        ("word/_rels/document.xml.rels", relation("image", "file:///etc/passwd")),
        ("word/_rels/document.xml.rels", relation("attachedTemplate", "http://192.0.2.1/a.dotm")),
        ("word/_rels/document.xml.rels", relation("oleObject", "file:///a.xls")),
        ("word/_rels/document.xml.rels", relation("frame", "http://192.0.2.1/")),
        ("word/_rels/document.xml.rels", relation("subDocument", "file:///a.docx")),
        (
            "word/document.xml",
            field('<w:fldSimple w:instr=" INCLUDEPICTURE &quot;http://192.0.2.1/a&quot; "/>'),
        ),
        ("word/document.xml", field("<w:r><w:instrText> DDEAUTO cmd /c calc </w:instrText></w:r>")),
        (
            "word/document.xml",
            field(
                "<w:r><w:instrText> DDE</w:instrText></w:r><w:r>"
                "<w:instrText>AUTO cmd</w:instrText></w:r>"
            ),
        ),
        ("word/document.xml", field("<w:r><w:instrText> includetext a.docx </w:instrText></w:r>")),
    ],
)
def test_a_template_that_fetches_or_starts_something_is_refused(
    members: Pairs, part: str, change: Change
) -> None:
    made = [
        (name, change(content.decode()).encode() if name == part else content)
        for name, content in members
    ]
    assert made != members
    assert "eigen.docx: fout" in refused(zipped(made))


@pytest.mark.parametrize(
    "name", ["word/vbaProject.bin", "word/activeX/activeX1.xml", "word/embeddings/oleObject1.bin"]
)
def test_a_template_with_a_program_in_it_is_refused(members: Pairs, name: str) -> None:
    assert "eigen.docx: fout" in refused(zipped([*members, (name, b"<a/>")]))


@pytest.mark.parametrize(
    ("name", "size", "hint"),
    [
        ("word/media/foto.png", 101_000_000, "Verklein de afbeeldingen"),
        ("word/document.xml", 11_000_000, "naar een nieuw, leeg document"),
    ],
)
def test_what_to_do_about_too_much_is_about_what_there_is_too_much_of(
    members: Pairs, name: str, size: int, hint: str
) -> None:
    others = [member for member in members if member[0] != name]
    data = zipped([*others, (name, b"<" + bytes(size))])
    with pytest.raises(TemplateError) as caught:
        package_of(data, "groot.docx")
    (problem,) = caught.value.problems
    assert problem.hint is not None
    assert hint in problem.hint


def test_more_elements_than_a_tree_can_hold_are_refused_before_there_is_one(
    members: Pairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tree of empty paragraphs takes twenty times the bytes."""
    others = [member for member in members if member[0] != "word/document.xml"]
    body = f'<w:document xmlns:w="{W}"><w:body>{"<w:p/>" * 700_000}</w:body></w:document>'
    monkeypatch.setattr("dlr_docs.word.package.opening.parse_part", pytest.fail)
    with pytest.raises(TemplateError, match="te veel opmaak"):
        package_of(zipped([*others, ("word/document.xml", body.encode())]), "groot.docx")
