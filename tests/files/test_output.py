"""Files on disk: all or nothing, and never over somebody's edits."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from dlr_docs.basis.problems import OutputError
from dlr_docs.files.atomic import LOCK, WORKSHOP
from dlr_docs.files.output import write_files, write_folder, write_new
from dlr_docs.model.library import Library
from dlr_docs.word.package.seal import PROVENANCE_PART, is_untouched, sealed
from tests.samples import agreement, docx_of


@pytest.fixture(scope="module")
def ours(library: Library) -> bytes:
    return docx_of(agreement(), library)


def edited(data: bytes, part: str = "word/document.xml") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content + b"<!-- -->" if name == part else content)
    return target.getvalue()


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


def problem_of(
    files: dict[str, bytes], folder: Path, overwrite: bool = False
) -> tuple[list[str], str]:
    with pytest.raises(OutputError) as caught:
        write_files(files, folder, overwrite)
    return [problem.code for problem in caught.value.problems], str(caught.value)


def test_a_document_of_ours_is_untouched_until_somebody_edits_it(
    tmp_path: Path, ours: bytes
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(ours)
    assert is_untouched(path)
    path.write_bytes(edited(ours))
    assert not is_untouched(path)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody may write in."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


@contextlib.contextmanager
def another_user() -> Iterator[None]:
    """Work as somebody who owns nothing."""
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root becomes another user"
)
@pytest.mark.parametrize("left", [LOCK, WORKSHOP])
def test_what_a_killed_colleague_left_is_told_as_that(shared: Path, left: str) -> None:
    if left == LOCK:
        (shared / left).write_bytes(b"")
        (shared / left).chmod(0o644)
    else:
        (shared / left / "nieuw").mkdir(parents=True)
    before = snapshot(shared)
    with another_user():
        codes, said = problem_of({"a.docx": b"nieuw"}, shared)
    assert codes == ["werk-van-ander"]
    assert left in said
    assert "opnieuw geven" in said
    assert snapshot(shared) == before
    write_files({"a.docx": b"nieuw"}, shared, overwrite=False)  # the colleague again
    assert snapshot(shared) == {"a.docx": b"nieuw"}


CHOICES = "partijen:\n  a:\n    soort: x\n    naam: {}\ndocumenten:\n  - soort: brief\n"


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def from_file(ours: bytes, mark: str, party: str) -> bytes:
    """A document of ours that tells another choice file."""
    target = io.BytesIO()
    made = contents(ours)
    text = made.pop(PROVENANCE_PART).decode()
    head = re.sub("(<keuzebestand.*</keuzebestand>)?<zegel>.*", "", text, flags=re.DOTALL)
    told = f'<keuzebestand bestand="{mark}">{CHOICES.format(party)}</keuzebestand></herkomst>'
    sums = [(name, zlib.crc32(content), len(content)) for name, content in made.items()]
    with zipfile.ZipFile(target, "w") as package:
        for name, content in made.items():
            package.writestr(name, content)
        package.writestr(PROVENANCE_PART, sealed(f"{head}{told}".encode(), sums))
    return target.getvalue()


@pytest.mark.parametrize(
    ("mark", "party", "is_other"),
    [("1", "De Iep", False), ("2", "De Iep", True), ("1", "De Es", True)],
)
def test_a_document_of_another_choice_file_stays(
    tmp_path: Path, ours: bytes, mark: str, party: str, is_other: bool
) -> None:
    first, second = from_file(ours, "1", "De Iep"), from_file(ours, mark, party)
    write_files({"a.docx": first}, tmp_path, overwrite=False)
    if is_other:
        assert problem_of({"a.docx": second}, tmp_path)[0] == ["ander-keuzebestand"]
        assert (tmp_path / "a.docx").read_bytes() == first
    write_files({"a.docx": second}, tmp_path, overwrite=False, replaceable=["a"] * is_other)
    assert (tmp_path / "a.docx").read_bytes() == second


def test_packing_a_document_anew_without_change_leaves_it_untouched(
    tmp_path: Path, ours: bytes
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(edited(ours, part=""))
    assert is_untouched(path)


@pytest.mark.parametrize(
    "content",
    [b"", b"tekst", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"PK\x05\x06" + b"\xff" * 18],
    ids=["empty", "text", "start", "empty-zip", "broken-zip"],
)
def test_a_file_that_is_not_ours_counts_as_touched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    assert not is_untouched(path)


def test_a_package_without_our_seal_counts_as_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(PROVENANCE_PART, "<zegel>kort</zegel>")
    assert not is_untouched(path)


def parts_of(data: bytes) -> list[tuple[str, int, int]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(info.filename, info.CRC, info.file_size) for info in package.infolist()]


def test_a_damaged_package_is_no_crash_and_counts_as_touched_when_its_parts_changed(
    tmp_path: Path, ours: bytes
) -> None:
    path = tmp_path / "a.docx"
    for start in range(0, len(ours), len(ours) // 60):
        damaged = ours[:start] + b"\xff\0\xff\0" + ours[start + 4 :]
        path.write_bytes(damaged)
        assert not is_untouched(path) or parts_of(damaged) == parts_of(ours)


def test_files_are_written_into_a_folder_that_is_made_when_needed(tmp_path: Path) -> None:
    folder = tmp_path / "nieuw" / "é ü"
    paths = write_files({"a.docx": b"a", "b.docx": b"b"}, folder, overwrite=False)
    assert paths == [folder / "a.docx", folder / "b.docx"]
    assert snapshot(folder) == {"a.docx": b"a", "b.docx": b"b"}


def test_an_untouched_document_is_replaced_without_asking(tmp_path: Path, ours: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(ours)
    write_files({"a.docx": b"nieuw"}, tmp_path, overwrite=False)
    assert snapshot(tmp_path) == {"a.docx": b"nieuw"}


def test_an_edited_document_stops_the_whole_bundle(tmp_path: Path, ours: bytes) -> None:
    mine = edited(ours)
    (tmp_path / "b.docx").write_bytes(mine)
    codes, message = problem_of({"a.docx": b"a", "b.docx": b"b"}, tmp_path)
    assert codes == ["al-bewerkt"]
    assert str(tmp_path / "b.docx") in message
    assert "--overschrijf" in message
    assert snapshot(tmp_path) == {"b.docx": mine}


def test_every_edited_document_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("x")
    (tmp_path / "b.docx").write_text("y")
    assert problem_of({"a.docx": b"a", "b.docx": b"b"}, tmp_path)[0] == ["al-bewerkt", "al-bewerkt"]


def test_an_edited_document_is_replaced_when_that_is_asked(tmp_path: Path, ours: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(edited(ours))
    write_files({"a.docx": b"a"}, tmp_path, overwrite=True)
    assert snapshot(tmp_path) == {"a.docx": b"a"}


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_folder_in_the_place_of_a_document_is_never_replaced(
    tmp_path: Path, overwrite: bool
) -> None:
    (tmp_path / "b.docx").mkdir()
    assert problem_of({"a.docx": b"a", "b.docx": b"b"}, tmp_path, overwrite)[0] == ["is-een-map"]
    assert snapshot(tmp_path) == {"b.docx": b""}


def test_a_file_in_the_place_of_the_folder_is_a_problem_and_stays(tmp_path: Path) -> None:
    (tmp_path / "uit").write_text("mijn tekst")
    for folder in (tmp_path / "uit", tmp_path / "uit" / "dieper"):
        codes, message = problem_of({"a.docx": b"a"}, folder)
        assert codes == ["schrijven-mislukt"]
        assert "Er is niets gewijzigd." in message
    assert snapshot(tmp_path) == {"uit": b"mijn tekst"}


@pytest.mark.skipif(
    not Path("/proc/self").is_dir(), reason="needs /proc, a folder where even root cannot write"
)
def test_a_folder_that_cannot_be_written_is_a_problem() -> None:
    assert problem_of({"a.docx": b"a"}, Path("/proc/self"))[0] == ["schrijven-mislukt"]
    assert problem_of({"a.docx": b"a"}, Path("/proc/self/nieuw"))[0] == ["schrijven-mislukt"]


def test_a_name_that_is_too_long_is_a_problem(tmp_path: Path) -> None:
    assert problem_of({"a.docx": b"a"}, tmp_path / ("x" * 300))[0] == ["schrijven-mislukt"]
    assert problem_of({"a.docx": b"a", "x" * 300: b"b"}, tmp_path)[0] == ["schrijven-mislukt"]
    assert snapshot(tmp_path) == {}


@pytest.mark.parametrize("link", [True, False], ids=["with-links", "without-links"])
def test_what_was_there_comes_back_when_writing_fails_half_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: bool
) -> None:
    (tmp_path / "a.docx").write_bytes(b"oud")
    replace, done = os.replace, []

    def failing(source: Path, target: Path) -> None:
        if target.name == "c.docx":
            raise OSError(28, "No space left on device")
        done.append(target.name)
        replace(source, target)

    def no_link(source: Path, target: Path) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "replace", failing)
    if not link:
        monkeypatch.setattr(os, "link", no_link)
    codes, _ = problem_of(
        {"a.docx": b"a", "b.docx": b"b", "c.docx": b"c"}, tmp_path, overwrite=True
    )
    assert codes == ["schrijven-mislukt"]
    assert done == ["lijst", "a.docx", "b.docx", "a.docx"]
    assert snapshot(tmp_path) == {"a.docx": b"oud"}


def test_no_workshop_is_left_behind(tmp_path: Path) -> None:
    write_files({"a.docx": b"a"}, tmp_path, overwrite=False)
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_a_converted_file_is_replaced_as_long_as_nobody_touched_it(
    tmp_path: Path, ours: bytes
) -> None:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as package:
        package.writestr("mimetype", "x")
    made = {"a.pdf": b"%PDF-1.7 eerste", "a.odt": zipped.getvalue()}
    write_files({"a.docx": ours}, tmp_path, overwrite=False, convert=lambda _: made)
    assert zipfile.ZipFile(tmp_path / "a.odt").read("mimetype") == b"x"
    write_files(
        {"a.docx": ours},
        tmp_path,
        overwrite=False,
        convert=lambda _: {**made, "a.pdf": b"%PDF-1.7 tweede"},
    )
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-1.7 tweede")


@pytest.mark.parametrize("name", ["a.pdf", "a.odt"])
@pytest.mark.parametrize("hours", [-48, 0, 48])
def test_an_edited_converted_file_stays_whatever_the_clock_said(
    tmp_path: Path, ours: bytes, name: str, hours: int
) -> None:
    files = {"a.docx": ours}
    write_files(files, tmp_path, overwrite=False, convert=lambda _: {name: b"van ons\0\0"})
    path = tmp_path / name
    path.write_bytes(path.read_bytes().replace(b"ons", b"mij"))
    moment = (tmp_path / "a.docx").stat().st_mtime + hours * 3600
    os.utime(path, (moment, moment))
    mine = path.read_bytes()
    with pytest.raises(OutputError) as caught:
        write_files(files, tmp_path, overwrite=False, convert=lambda _: {name: b"nieuw\0\0"})
    assert [problem.code for problem in caught.value.problems] == ["al-bewerkt"]
    assert path.read_bytes() == mine


def test_a_hidden_list_that_came_with_the_folder_is_told_and_set_aside(tmp_path: Path) -> None:
    workshop = tmp_path / ".dlr-docs-werk"
    workshop.mkdir()
    (workshop / "lijst").write_bytes(b"../../doel.txt\0" + b"0" * 64)
    with pytest.raises(OutputError) as caught:
        write_files({"a.docx": b"a"}, tmp_path, overwrite=False)
    problem = caught.value.problems[0]
    assert problem.code == "werkmap-vreemd"
    assert ".dlr-docs-werk-apart-1" in str(problem.hint)
    assert write_files({"a.docx": b"a"}, tmp_path, overwrite=False) == [tmp_path / "a.docx"]


def test_new_files_never_take_the_place_of_others(tmp_path: Path) -> None:
    files = {"a.docx": b"a", "b.docx": b"b"}
    (tmp_path / "b.docx").write_bytes(b"van iemand anders")
    with pytest.raises(OutputError) as caught:
        write_new(files, tmp_path)
    (problem,) = caught.value.problems
    assert problem.code == "bestaat-al"
    assert not (tmp_path / "a.docx").exists()
    assert (tmp_path / "b.docx").read_bytes() == b"van iemand anders"
    assert [path.name for path in write_new(files, tmp_path / "map")] == ["a.docx", "b.docx"]


def test_a_new_folder_comes_whole(tmp_path: Path) -> None:
    workshop = tmp_path / "werk"
    workshop.mkdir()
    write_folder({"a.docx": b"a", "b.docx": b"b"}, tmp_path / "rij", workshop)
    assert (tmp_path / "rij" / "a.docx").read_bytes() == b"a"
    assert (tmp_path / "rij" / "b.docx").read_bytes() == b"b"
    assert list(workshop.iterdir()) == []


def test_what_came_in_the_place_of_a_new_folder_meanwhile_stays(tmp_path: Path) -> None:
    workshop, folder = tmp_path / "werk", tmp_path / "rij"
    for path in (workshop, folder):
        path.mkdir()
    (folder / "c.docx").write_bytes(b"c")
    with pytest.raises(OutputError):
        write_folder({"a.docx": b"a"}, folder, workshop)
    assert [path.name for path in folder.iterdir()] == ["c.docx"]
    assert list(workshop.iterdir()) == []
