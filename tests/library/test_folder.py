"""The folder of a library is looked through within bounds, and everything odd in it is a problem."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from dlr_docs.basis.problems import LibraryError
from dlr_docs.library import folder
from dlr_docs.library.folder import MAXIMUM_BYTES, contents_of
from tests.small import SmallLibrary

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a file system of POSIX")


def refused(root: Path) -> str:
    with pytest.raises(LibraryError) as caught:
        contents_of(root)
    return str(caught.value)


def test_texts_are_found_in_the_order_of_their_digest(small_library: SmallLibrary) -> None:
    found = contents_of(small_library.path)
    names = [name for name, *_ in found.stamps]
    assert names == sorted(names, key=lambda name: name.split(os.sep))
    assert os.path.join("clauses", "doel", "algemeen.md") in names
    assert os.path.join("clauses", "gegevens.yaml") in names
    assert not [name for name in names if name.endswith(".docx")]
    assert os.path.join("clauses", "doel") in found.folders


@needs_posix
@pytest.mark.parametrize("top", ["clauses", "templates"])
def test_a_folder_that_is_itself_a_link_out_is_refused(
    small_library: SmallLibrary, tmp_path: Path, top: str
) -> None:
    (small_library.path / top).rename(tmp_path / "elders")
    (small_library.path / top).symlink_to(tmp_path / "elders")
    assert "buiten-bibliotheek" in refused(small_library.path)


@needs_posix
def test_a_folder_beside_with_a_longer_name_is_outside(
    small_library: SmallLibrary, tmp_path: Path
) -> None:
    beside = Path(f"{small_library.path}-geheim")
    beside.mkdir()
    (small_library.path / "clauses" / "weg").symlink_to(beside)
    assert "buiten-bibliotheek" in refused(small_library.path)


@needs_posix
@pytest.mark.parametrize("is_file", [True, False])
def test_a_submodule_in_a_folder_is_refused_as_at_a_version(
    small_library: SmallLibrary, is_file: bool
) -> None:
    place = small_library.path / "clauses/ander/.git"
    place.parent.mkdir()
    (small_library.path / "clauses/.git").mkdir()  # clauses that are in git by themselves
    small_library.load()
    place.write_text("gitdir: ../../.git/modules/ander\n") if is_file else place.mkdir()
    said = refused(small_library.path)
    assert "buiten-bibliotheek" in said
    assert "een submodule, een andere repository" in said


def test_a_submodule_that_was_never_fetched_is_refused_too(small_library: SmallLibrary) -> None:
    small_library.write(
        ".gitmodules",
        '[submodule "x"]\n\tpath = clauses/ander\n\turl = x\n[submodule "y"]\n\tpath = elders\n',
    )
    small_library.load()
    (small_library.path / "clauses/ander").mkdir()
    assert "een submodule, een andere repository" in refused(small_library.path)


def test_a_link_to_itself_is_a_file_that_cannot_be_read(small_library: SmallLibrary) -> None:
    (small_library.path / "clauses" / "doel" / "kring.md").symlink_to("kring.md")
    with pytest.raises(LibraryError, match=r"kring\.md.*koppeling die naar zichzelf wijst"):
        small_library.load()


def test_a_name_that_is_no_utf8_is_a_problem_with_its_place(small_library: SmallLibrary) -> None:
    odd = os.fsencode(small_library.path / "clauses" / "doel") + b"/caf\xe9.md"
    try:
        os.close(os.open(odd, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("this file system has no such names")
    said = refused(small_library.path)
    assert "bestandsnaam" in said
    assert r"caf\xe9.md" in said
    assert said.isprintable() or "\n" in said


def test_folders_without_end_are_refused_without_going_down(small_library: SmallLibrary) -> None:
    os.makedirs(small_library.path / "clauses" / Path(*["a"] * (folder.MAXIMUM_DEPTH + 1)))
    assert "bibliotheek-te-groot" in refused(small_library.path)


@pytest.mark.parametrize("bound", ["MAXIMUM_ENTRIES", "MAXIMUM_TEXT"])
def test_more_than_there_is_to_read_is_refused_before_it_is_read(
    small_library: SmallLibrary, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    contents_of(small_library.path)
    monkeypatch.setattr(folder, bound, 2)
    assert "bibliotheek-te-groot" in refused(small_library.path)


@needs_posix
def test_a_folder_without_rights_is_named(
    small_library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = os.scandir

    def refuse(path: str | Path) -> object:  # root may read everything, so that is played
        if Path(path).name == "doel":
            raise PermissionError(13, "x")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    said = refused(small_library.path)
    assert "doel" in said
    assert "u hebt er geen rechten voor" in said


def test_a_file_of_a_library_has_a_bound(small_library: SmallLibrary) -> None:
    path = small_library.path / "clauses" / "doel" / "algemeen.md"
    path.write_text(path.read_text() + "x" * MAXIMUM_BYTES)
    with pytest.raises(LibraryError, match="geen-gewoon-bestand"):
        small_library.load()
