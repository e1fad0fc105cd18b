"""Documents of a bundle as bytes and as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlr_docs import WriteOptions, check_bundle, document_bytes, write_bundle
from dlr_docs.basis.problems import CheckError, OutputError
from dlr_docs.model.library import Library
from tests.samples import agreement, bundle_of
from tests.small import CHOICES, SmallLibrary


def test_a_definitive_bundle_with_open_values_is_refused_and_nothing_is_written(
    library: Library, tmp_path: Path
) -> None:
    with pytest.raises(CheckError) as caught:
        write_bundle(bundle_of(agreement(status="definitief"), library), tmp_path / "uit")
    assert "'duur_leerroute' is nog niet ingevuld" in str(caught.value)
    assert not (tmp_path / "uit").exists()


def test_a_draft_is_written_with_open_values(library: Library, tmp_path: Path) -> None:
    paths = write_bundle(bundle_of(agreement(), library), tmp_path)
    assert [path.name for path in paths] == ["samenwerkingsovereenkomst.docx"]
    assert {problem.code for problem in check_bundle(bundle_of(agreement(), library))} == {
        "open-gegeven",
        "dagen-of-programma",
    }


def test_an_untouched_document_is_replaced_and_an_edited_one_is_not(
    library: Library, tmp_path: Path
) -> None:
    bundle = bundle_of(agreement(), library)
    (path,) = write_bundle(bundle, tmp_path)
    write_bundle(bundle, tmp_path)
    edited = path.read_bytes().replace(b"word/header1.xml", b"word/header9.xml")
    path.write_bytes(edited)
    with pytest.raises(OutputError, match="met de hand bewerkt"):
        write_bundle(bundle, tmp_path)
    assert path.read_bytes() == edited
    write_bundle(bundle, tmp_path, WriteOptions(overwrite=True))
    assert path.read_bytes() == document_bytes(bundle, "samenwerkingsovereenkomst")


def test_an_unknown_document_is_a_key_error(library: Library) -> None:
    with pytest.raises(KeyError):
        document_bytes(bundle_of(agreement(), library), "convenant")


def test_only_the_documents_that_are_asked_for_get_a_file(
    small_library: SmallLibrary, tmp_path: Path
) -> None:
    folder = tmp_path / "uit"
    bundle = small_library.bundle(CHOICES + "  - {soort: brief, id: tweede}\n")
    (path,) = write_bundle(bundle, folder, WriteOptions(only=("tweede",)))
    assert path == folder / "tweede.docx"
    assert {item.name for item in folder.iterdir()} == {"tweede.docx"}
    assert path.read_bytes() == document_bytes(bundle, "tweede")
    write_bundle(bundle, folder)
    assert {item.name for item in folder.iterdir()} == {"brief.docx", "tweede.docx"}


def test_the_file_of_an_annex_is_that_of_the_document_it_stands_in(
    library: Library, tmp_path: Path
) -> None:
    data = agreement()
    parent = data["documenten"][0]["soort"]
    annex = {"soort": "onderwijs-en-examenprogramma", "bij": parent, "plaats": "zelfde-bestand"}
    data["documenten"].append(annex)
    bundle = bundle_of(data, library)
    options = WriteOptions(only=("onderwijs-en-examenprogramma",))
    assert [path.stem for path in write_bundle(bundle, tmp_path, options)] == [parent]
