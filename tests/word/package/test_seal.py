"""The seal of a file is judged within bounds, whatever the file says of itself."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest

from dlr_docs.word.package.opening import MAXIMUM_BYTES, package_of
from dlr_docs.word.package.seal import PROVENANCE_PART, seal_holds


def packed(size: int, said: int) -> bytes:
    """A zip with a provenance of so many bytes, which says that it has another size."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(PROVENANCE_PART, b" " * size)
    return made.getvalue().replace(struct.pack("<I", size), struct.pack("<I", said))


def peak_of(data: bytes) -> int:
    tracemalloc.start()
    held = seal_holds(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert held is False
    return peak


def test_a_provenance_that_lies_about_its_size_is_not_unpacked_further() -> None:
    assert peak_of(packed(60_000_000, 1000)) < 10_000_000


def test_a_provenance_that_is_too_large_is_not_unpacked() -> None:
    assert peak_of(packed(60_000_000, 60_000_000)) < 10_000_000


def test_a_package_over_its_bound_is_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object) -> None:
        raise AssertionError("it was opened")

    monkeypatch.setattr(zipfile, "ZipFile", opened)
    with pytest.raises(Exception, match="groter dan 20 MB"):
        package_of(b"PK" + bytes(MAXIMUM_BYTES), "groot.docx")
