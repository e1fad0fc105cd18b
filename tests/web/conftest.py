"""A folder with choice files, and somebody who opened the workbench on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dlr_docs.model.library import Library
from tests.web.client import Browser

EXAMPLES = Path("examples")


@pytest.fixture
def folder(tmp_path: Path, library: Library) -> Path:
    """A folder with two choice files; the library is held, so that it is read once."""
    made = tmp_path / "map"
    made.mkdir()
    assert library.outlines
    for name in ("doorlopende-leerroute", "convenant-met-addenda"):
        shutil.copy(EXAMPLES / f"{name}.yaml", made)
    return made


@pytest.fixture
def browser(folder: Path) -> Browser:
    """Somebody who opened the address that the command prints."""
    return Browser(folder).enter()
