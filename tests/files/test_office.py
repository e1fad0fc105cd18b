"""LibreOffice makes the other formats, a PDF with its structure among them, and is asked for when
it is missing.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace

from dlr_docs import WriteOptions, build_bundle, load_choices, write_bundle
from dlr_docs.basis.problems import OutputError
from dlr_docs.basis.processes import Program
from dlr_docs.build.house_style import house_styles
from dlr_docs.files import office
from dlr_docs.files.office import convert
from dlr_docs.model.library import Library
from tests.basis.test_processes import lives, number_in
from tests.libreoffice import needs_libreoffice
from tests.samples import agreement, bundle_of
from tests.small import SmallLibrary

EXAMPLE = Path(__file__).parents[2] / "examples" / "bijlagen-in-een-bestand.yaml"
DRAWS = (
    "Tj",
    "TJ",
    "'",
    '"',
    "f",
    "F",
    "f*",
    "B",
    "B*",
    "b",
    "b*",
    "S",
    "s",
    "Do",
    "sh",
)  # ISO 32000-1, annex A


@needs_libreoffice
@pytest.mark.libreoffice
def test_pdf_and_odt_are_written_beside_the_document(library: Library, tmp_path: Path) -> None:
    paths = write_bundle(
        bundle_of(agreement(), library), tmp_path, WriteOptions(formats=("pdf", "odt"))
    )
    assert [path.suffix for path in paths] == [".docx", ".pdf", ".odt"]
    assert paths[1].read_bytes().startswith(b"%PDF-")
    assert paths[2].read_bytes().startswith(b"PK")


@pytest.fixture(scope="module")
def tagged(library: Library, tmp_path_factory: pytest.TempPathFactory) -> list[pikepdf.Pdf]:
    """A long agreement with annexes and tables as PDF, in every house style."""
    found = []
    for style in house_styles(library):
        choices = replace(load_choices(EXAMPLE), house_style=style)
        paths = write_bundle(
            build_bundle(choices, library),
            tmp_path_factory.mktemp(style),
            WriteOptions(formats=("pdf",)),
        )
        found += [pikepdf.open(path) for path in paths if path.suffix == ".pdf"]
    return found


def elements(node: Any) -> Iterator[Any]:
    """The structure elements of a PDF, in reading order (ISO 32000-1, 14.7.2)."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        yield from elements(node.get("/K"))


def role(element: Any, tree: Any) -> str:
    """The standard type that an element has or maps to."""
    name = element["/S"]
    return str(tree.get("/RoleMap", {}).get(str(name), name))


@needs_libreoffice
@pytest.mark.libreoffice
def test_a_pdf_is_tagged_and_says_its_title_and_language(tagged: list[pikepdf.Pdf]) -> None:
    for pdf in tagged:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl-NL"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "Doorlopende leerroute Mobiliteit en Transport" in str(pdf.docinfo["/Title"])
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()
        # LibreOffice 7.4 writes the name S as a string; the order of tabs is that of the structure
        # all the same
        linked = [page.obj for page in pdf.pages if "/Annots" in page.obj]
        assert {str(page.get("/Tabs")).lstrip("/") for page in linked} == {"S"}


@needs_libreoffice
@pytest.mark.libreoffice
def test_the_structure_of_a_pdf_has_headings_lists_tables_and_a_table_of_contents(
    tagged: list[pikepdf.Pdf],
) -> None:
    for pdf in tagged:
        tree = pdf.Root.StructTreeRoot
        roles = [role(element, tree) for element in elements(tree)]
        assert {
            "/H1",
            "/H2",
            "/L",
            "/LI",
            "/LBody",
            "/Table",
            "/TR",
            "/TH",
            "/TD",
            "/TOC",
            "/TOCI",
            "/Link",
        } <= set(roles)
        levels = [int(name[2:]) for name in roles if re.fullmatch(r"/H\d", name)]
        assert levels[0] == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
        assert all(
            "/Alt" in element for element in elements(tree) if role(element, tree) == "/Figure"
        )


@needs_libreoffice
@pytest.mark.libreoffice
def test_all_that_a_pdf_draws_is_tagged_or_marked_as_no_content(tagged: list[pikepdf.Pdf]) -> None:
    for pdf in tagged:
        for page in pdf.pages:
            depth = 0
            for instruction in pikepdf.parse_content_stream(page):
                operator = str(instruction.operator)
                depth += (operator in ("BDC", "BMC")) - (operator == "EMC")
                assert depth or operator not in DRAWS


@needs_libreoffice
@pytest.mark.libreoffice
def test_every_font_of_a_pdf_is_embedded(tagged: list[pikepdf.Pdf]) -> None:
    for pdf in tagged:
        fonts = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def test_without_libreoffice_the_message_says_so_and_nothing_is_written(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OutputError, match="LibreOffice nodig"):
        write_bundle(
            bundle_of(agreement(), library), tmp_path / "uit", WriteOptions(formats=("pdf",))
        )
    assert not (tmp_path / "uit").exists()


def test_a_libreoffice_that_makes_nothing_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "soffice"
    fake.write_text("#!/bin/sh\nexit 0\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(OutputError, match="kan het document niet omzetten naar pdf"):
        convert({"x.docx": b"x"}, ["pdf"], tmp_path)


def fake_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """A program in the place of LibreOffice that makes what is asked after ``text``."""
    fake = tmp_path / "programmas" / "soffice"
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\n{text}\nfor last; do :; done; echo pdf > "${{last%.docx}}.pdf"\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:/usr/bin:/bin")


def test_libreoffice_keeps_everything_in_the_workshop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, workshop = tmp_path / "verteld", tmp_path / "werk"
    workshop.mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "elders"))
    fake_office(
        tmp_path,
        monkeypatch,
        f'for i; do echo "$i"; done > "{told}"; echo "$TMPDIR" >> "{told}"; echo "$TEMP" >> "{told}"\n'
        f'test -d "$TMPDIR" && echo bestaat >> "{told}"',
    )
    assert convert({"x.docx": b"x"}, ["pdf"], workshop) == {"x.pdf": b"pdf\n"}
    *arguments, document, temporary, also, exists = told.read_text().splitlines()
    profile = next(a for a in arguments if a.startswith("-env:UserInstallation="))
    inside = f"{workshop.resolve()}/"
    assert profile.removeprefix("-env:UserInstallation=file://").startswith(inside)
    assert arguments[arguments.index("--outdir") + 1].startswith(inside)
    assert document.startswith(inside)
    assert temporary.startswith(inside)
    assert also == temporary
    assert exists == "bestaat"
    assert list(workshop.iterdir()) == []


def test_a_libreoffice_that_does_not_end_gets_so_much_time_and_leaves_no_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = tmp_path / "nummer"
    monkeypatch.setattr(office, "_PATIENCE", 0.5)
    fake_office(tmp_path, monkeypatch, f"sleep 60 & echo $! > {number}; wait")
    with pytest.raises(OutputError, match="omzetten-mislukt"):
        convert({"x.docx": b"x"}, ["pdf"], tmp_path)
    assert not lives(number_in(number))


@needs_libreoffice
@pytest.mark.libreoffice
def test_a_libreoffice_that_is_killed_leaves_no_socket_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has no setting that puts its socket elsewhere."""
    before, meanwhile = _sockets(), set[str]()

    def wait(program: Program, patience: float) -> bool:
        end = time.monotonic() + 60
        while not (new := _sockets() - before) and time.monotonic() < end:
            time.sleep(0.01)
        meanwhile.update(new)
        return False

    monkeypatch.setattr(Program, "wait", wait)
    with pytest.raises(OutputError, match="omzetten-mislukt"):
        convert({"x.docx": b"x"}, ["pdf"], tmp_path)
    assert meanwhile
    assert not meanwhile & _sockets()


def _sockets() -> set[str]:
    return {path.name for path in Path("/tmp").glob("OSL_PIPE_*")}


@pytest.mark.belasting
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_whoever_stops_the_program_stops_libreoffice_and_leaves_nothing(
    small_library: SmallLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    number, folder = tmp_path / "nummer", tmp_path / "uit"
    fake_office(tmp_path, monkeypatch, f"sleep 60 & echo $! > {number}; wait")
    choices = tmp_path / "keuzes.yaml"
    choices.write_text("bundel: x\npartijen: {a: {soort: school}}\ndocumenten: [{soort: brief}]\n")
    command = [
        sys.executable,
        "-c",
        "from dlr_docs.start import main; main()",
        "maak",
        str(choices),
    ]
    command += ["--pdf", "--uit", str(folder), "--bibliotheek", str(small_library.path)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    child = number_in(number)
    running.send_signal(stop)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 128 + stop
    assert b"Traceback" not in said
    assert not lives(child)
    assert not folder.exists()
