"""Zip packages byte for byte."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.word.package.seal import seal
from dlr_docs.word.package.zip import THOROUGH, assemble, pack

NAMES = st.lists(
    st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8}\.xml)?", fullmatch=True), unique=True, max_size=6
)


@given(NAMES, st.lists(st.binary(max_size=300), min_size=6, max_size=6))
def test_every_zip_program_reads_the_parts_back_in_their_order(
    names: list[str], contents: list[bytes]
) -> None:
    data = assemble(pack(name, content) for name, content in zip(names, contents, strict=False))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert package.namelist() == names
        assert [package.read(name) for name in names] == contents[: len(names)]


def test_the_same_parts_give_the_same_bytes() -> None:
    def made() -> bytes:
        return assemble([pack("a.xml", b"<a/>"), pack("b.xml", b"x" * 10_000)])

    assert made() == made()
    assert len(made()) < 1_000


def test_compressed_bytes_are_the_same_on_every_system() -> None:
    text = "".join(f"<w:t>lid {number} van artikel {number % 7}</w:t>" for number in range(5000))
    digests = {
        level: hashlib.sha256(pack("a.xml", text.encode(), level).data).hexdigest()[:16]
        for level in (1, 5, THOROUGH)
    }
    assert digests == {1: "79c1c6ec71c067ea", 5: "fdd9186993888e95", 9: "002ca4941e9f14d0"}


def test_a_file_in_a_package_has_the_first_day_that_zip_knows() -> None:
    with zipfile.ZipFile(io.BytesIO(assemble([pack("a", b"")]))) as package:
        assert package.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_a_name_that_zip_readers_may_misread_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        assemble([pack("é.xml", b"")])


PARTS = [("a.xml", 1, 10), ("b.xml", 2, 20)]


def test_a_seal_does_not_depend_on_the_order_of_parts() -> None:
    assert seal(PARTS) == seal(reversed(PARTS))


@pytest.mark.parametrize(
    "changed",
    [
        [("c.xml", 1, 10), ("b.xml", 2, 20)],
        [("a.xml", 3, 10), ("b.xml", 2, 20)],
        [("a.xml", 1, 11), ("b.xml", 2, 20)],
        [("a.xml", 1, 10)],
        [*PARTS, ("c.xml", 3, 30)],
    ],
)
def test_any_change_breaks_the_seal(changed: list[tuple[str, int, int]]) -> None:
    assert seal(changed) != seal(PARTS)
