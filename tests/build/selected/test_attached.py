"""Annexes of the parties' own: pictures, tables and files, read within bounds and made again."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dlr_docs import build_bundle, document_bytes, load_choices, read_document, write_bundle
from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.build.report import as_data, as_text, make_report
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.revise.rebuild import rebuild
from dlr_docs.word.read.lines import as_text as text_of
from tests import ooxml

HEAD = """\
bundel: Proef
partijen:
  a: {soort: school}
  b: {soort: instelling}
documenten:
  - soort: convenant
    eigen_artikelen:
      - {id: plek, titel: Plek, tekst: '1. Zie {{ bijlage("plan") }} en {{ bijlage("regels") }}.'}
    eigen_bijlagen:
      - {id: plan, titel: Plattegrond, bestand: plan.png, beschrijving: Een zaal met "drie" zones.}
      - {titel: Lessentabel, bestand: tabel.xlsx}
      - {id: regels, titel: Huisregels, bestand: regels.pdf}
      - {titel: Rooster, bestand: rooster.csv}
  - {soort: financiele-bijlage, bij: convenant}
"""


def png(width: int = 4, height: int = 3) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * ((width + 1) * height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg() -> bytes:
    frame = b"\x08" + struct.pack(">HH", 30, 40) + b"\x01\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xda\0\x02x\xff\xd9"
    )


def with_annexes(folder: Path) -> Path:
    """A folder with a choice file and the annexes that it names."""
    (folder / "k.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "plan.png").write_bytes(png())
    (folder / "regels.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    (folder / "rooster.csv").write_text("Dag;Van\nmaandag;9:00\n", encoding="utf-8")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Vak", "Uren", "Deel", "Tarief", "Start"])
    sheet.append(["Techniek & <zorg>", 4.5, 0.25, 1250, date(2027, 9, 1)])
    sheet["C2"].number_format = "0%"
    sheet["D2"].number_format = '"€" 0.00'
    book.save(folder / "tabel.xlsx")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return with_annexes(tmp_path)


def made(folder: Path, library: Library) -> Bundle:
    return build_bundle(load_choices(folder / "k.yaml"), library)


def changed(folder: Path, was: str, wordt: str) -> None:
    assert was in HEAD
    (folder / "k.yaml").write_text(HEAD.replace(was, wordt, 1), encoding="utf-8")


def test_they_are_numbered_among_the_others_and_referred_to(folder: Path, library: Library) -> None:
    text = (
        text_of(document_bytes(made(folder, library), "convenant"))
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
    )
    assert "1. Zie bijlage 1 en bijlage 5." in text
    assert "horen bijlage 1, bijlage 2, bijlage 3, bijlage 4 en bijlage 5." in text
    assert "4 | Financiële bijlage | in een eigen document" in text
    assert "5 | Huisregels | convenant-bijlage-5.pdf" in text


def test_a_table_is_one_of_word_with_dutch_numbers(folder: Path, library: Library) -> None:
    text = (
        text_of(document_bytes(made(folder, library), "convenant"))
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
    )
    assert "Vak | Uren | Deel | Tarief | Start\n" in text
    assert "Techniek & <zorg> | 4,5 | 25% | € 1250,00 | 1 september 2027\n" in text
    assert "Dag | Van\nmaandag | 9:00\n" in text


def test_a_picture_has_its_description_and_the_file_is_valid(
    folder: Path, library: Library
) -> None:
    data = document_bytes(made(folder, library), "convenant")
    found = ooxml.parts(data)
    assert found["word/media/eigen-bijlage-1.png"] == png()
    assert 'descr="Een zaal met &quot;drie&quot; zones."' in found["word/document.xml"].decode()
    assert ooxml.schema_errors(data) == []


@pytest.mark.parametrize("size", [(4, 3), (3000, 10), (10, 3000)])
def test_a_picture_fits_on_the_page(size: tuple[int, int], folder: Path, library: Library) -> None:
    (folder / "plan.png").write_bytes(png(*size))
    text = ooxml.parts(document_bytes(made(folder, library), "convenant"))["word/document.xml"]
    width, height = (
        int(part.split(b'"')[0]) for part in text.split(b'wp:extent cx="')[1].split(b'cy="')[:2]
    )
    assert 0 < width <= 9070 * 635
    assert 0 < height <= 12_000 * 635


def test_a_jpeg_will_do(folder: Path, library: Library) -> None:
    (folder / "plan.jpg").write_bytes(jpeg())
    changed(folder, "plan.png", "plan.jpg")
    assert "word/media/eigen-bijlage-1.jpeg" in ooxml.parts(
        document_bytes(made(folder, library), "convenant")
    )


def test_documents_are_made_again_without_the_files(
    folder: Path, library: Library, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bundle = made(folder, library)
    for name in ("convenant", "financiele-bijlage"):
        data = document_bytes(bundle, name)
        there = tmp_path_factory.mktemp("elders") / "terug.docx"
        assert rebuild(read_document(data), library, there).data() == data


def test_nobody_changed_a_document_as_it_was_made(folder: Path, library: Library) -> None:
    found = read_document(document_bytes(made(folder, library), "convenant"))
    assert [block.inlines for block in found.blocks if block.kind == "bijlage"] == [
        block.inlines for block in found.base if block.kind == "bijlage"
    ]
    assert len(found.blocks) == len(found.base)


def test_files_go_along_and_a_second_time_changes_nothing(folder: Path, library: Library) -> None:
    for _ in range(2):
        paths = write_bundle(made(folder, library), folder / "uit")
    assert sorted(path.name for path in paths) == [
        "convenant-bijlage-5.pdf",
        "convenant.docx",
        "financiele-bijlage.docx",
    ]
    assert (folder / "uit" / "convenant-bijlage-5.pdf").read_bytes() == b"%PDF-1.7\n%%EOF\n"


def test_reports_say_that_nobody_read_them(folder: Path, library: Library) -> None:
    report = make_report(made(folder, library), [])
    assert "Eigen tekst, niet nagekeken (5)" in as_text(report)
    assert "plan: Plattegrond (plan.png)" in as_text(report)
    assert {
        "document": "convenant",
        "id": "plan",
        "titel": "Plattegrond",
        "bijlage": 1,
        "bestand": "plan.png",
    } in as_data(report)["eigen_tekst"]


def test_a_file_that_changed_is_read_again(folder: Path, library: Library) -> None:
    first = made(folder, library).documents[0].attached[0].digest
    (folder / "plan.png").write_bytes(png(5, 5))
    assert made(folder, library).documents[0].attached[0].digest != first


def locked_docx(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))


def half_png(path: Path) -> None:
    path.write_bytes(png()[:-6])


def huge_picture(path: Path) -> None:
    path.write_bytes(png(1, 1).replace(struct.pack(">II", 1, 1), struct.pack(">II", 90_000, 1)))


def too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100_000_000)


def linked(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def empty_book(path: Path) -> None:
    openpyxl.Workbook().save(path)


def formula(path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["a", "b"])
    book.worksheets[0].append(["=1/0", 1])
    book.save(path)


def merged(path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["a", "b"])
    book.worksheets[0].append(["c", "d"])
    book.worksheets[0].merge_cells("A1:A2")
    book.save(path)


def zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 70_000_000)


@pytest.mark.parametrize(
    ("was", "file", "make", "code"),
    [
        ("plan.png", "weg.png", None, "bestand-ontbreekt"),
        ("plan.png", "../k.yaml.png", None, "eigen-bijlage"),
        ("plan.png", "/etc/plan.png", None, "eigen-bijlage"),
        ("plan.png", "link.png", linked, "eigen-bijlage"),
        ("plan.png", "half.png", half_png, "eigen-bijlage"),
        ("plan.png", "wijd.png", huge_picture, "eigen-bijlage"),
        ("plan.png", "nep.png", lambda path: path.write_text("tekst"), "eigen-bijlage"),
        ("plan.png", "groot.png", too_large, "eigen-bijlage"),
        ("plan.png", "map.png", lambda path: path.mkdir(), "bestand-onleesbaar"),
        ("plan.png", "plan.svg", None, "eigen-bijlage"),
        ("tabel.xlsx", "slot.xlsx", locked_docx, "eigen-bijlage"),
        ("tabel.xlsx", "leeg.xlsx", empty_book, "eigen-bijlage"),
        ("tabel.xlsx", "fout.xlsx", formula, "eigen-bijlage"),
        ("tabel.xlsx", "samen.xlsx", merged, "eigen-bijlage"),
        ("tabel.xlsx", "bom.xlsx", zip_bomb, "eigen-bijlage"),
        ("regels.pdf", "slot.pdf", lambda path: path.write_bytes(b"%PDF-1.4 /Encrypt"), "eigen-bijlage"),
        ("regels.pdf", "nep.pdf", lambda path: path.write_bytes(b"MZ"), "eigen-bijlage"),
        ("regels.pdf", "slot.docx", locked_docx, "eigen-bijlage"),
        ("rooster.csv", "kort.csv", lambda path: path.write_text("Dag;Van\n"), "eigen-bijlage"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_told_and_nothing_is_written(
    was: str,
    file: str,
    make: Callable[[Path], object] | None,
    code: str,
    folder: Path,
    library: Library,
) -> None:
    if make:
        make(folder / file)
    changed(folder, was, file)
    line = HEAD[: HEAD.index(was)].count("\n") + 1
    with pytest.raises(DlrDocsError) as caught:
        write_bundle(made(folder, library), folder / "uit")
    assert [(item.code, item.source and item.source.line) for item in caught.value.problems] == [
        (code, line)
    ]
    assert caught.value.problems[0].hint or code == "bestand-onleesbaar"
    assert not (folder / "uit").exists()


@pytest.mark.parametrize(
    ("was", "wordt", "code"),
    [
        (', beschrijving: Een zaal met "drie" zones.', "", "ontbreekt"),
        ("id: regels", "id: plan", "dubbel-id"),
        ("id: regels", "id: financiele-bijlage", "dubbel-id"),
        ('bijlage("plan")', 'bijlage("plann")', "clausule-faalt"),
        ("titel: Rooster", f"inhoud: {'0' * 64}, titel: Rooster", "eigen-bijlage"),
    ],
)
def test_what_is_typed_wrongly_has_its_code(
    was: str, wordt: str, code: str, folder: Path, library: Library
) -> None:
    changed(folder, was, wordt)
    with pytest.raises(DlrDocsError) as caught:
        made(folder, library)
    assert caught.value.problems[0].code == code
