"""LibreOffice: it reads the documents as we do, makes the other formats, and is asked for when it is missing."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dlr_docs import build_bundle, document_bytes, load_choices, plain, write_bundle
from dlr_docs.errors import OutputError
from dlr_docs.model.library import Library
from dlr_docs.office import convert
from tests.samples import agreement, bundle_of

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed: nothing of it is tested here"
)


def words(text: str) -> list[str]:
    """The words of a text; the signs that set cells and lines apart do not count."""
    return re.sub(r"[\s|/]+", " ", text).split()


@needs_libreoffice
@pytest.mark.libreoffice
def test_libreoffice_reads_every_example_word_for_word_as_we_do(library: Library, tmp_path: Path) -> None:
    expected = {}
    for example in EXAMPLES:
        bundle = build_bundle(load_choices(example), library)
        for document in bundle.documents:
            path = tmp_path / f"{example.stem}-{document.id}.docx"
            path.write_bytes(document_bytes(bundle, document.id))
            expected[path] = plain.as_text(path.read_bytes())
    profile = f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, expected)], check=True, capture_output=True, timeout=500)
    for path, text in expected.items():
        read = path.with_suffix(".txt").read_text(encoding="utf-8-sig")
        assert words(read) == words(text), path.stem


@needs_libreoffice
@pytest.mark.libreoffice
def test_pdf_and_odt_are_written_beside_the_document(library: Library, tmp_path: Path) -> None:
    paths = write_bundle(bundle_of(agreement(), library), tmp_path, formats=["pdf", "odt"])
    assert [path.suffix for path in paths] == [".docx", ".pdf", ".odt"]
    assert paths[1].read_bytes().startswith(b"%PDF-")
    assert paths[2].read_bytes().startswith(b"PK")


def test_without_libreoffice_the_message_says_so_and_nothing_is_written(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OutputError, match="LibreOffice nodig"):
        write_bundle(bundle_of(agreement(), library), tmp_path / "uit", formats=["pdf"])
    assert not (tmp_path / "uit").exists()


def test_a_libreoffice_that_makes_nothing_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "soffice"
    fake.write_text("#!/bin/sh\nexit 0\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(OutputError, match="kan het document niet omzetten naar pdf"):
        convert({"x.docx": b"x"}, ["pdf"])
