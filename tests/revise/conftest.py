"""An agreement as it was made, and what its choices give: what most tests here begin with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dlr_docs import load_library
from dlr_docs.files.installation import default_library_path
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from tests.samples import agreement, bundle_of, docx_of


@pytest.fixture(scope="session")
def made(library: Library) -> bytes:
    return docx_of(agreement(), library)


@pytest.fixture(scope="session")
def ours(library: Library) -> Bundle:
    return bundle_of(agreement(), library)


@pytest.fixture(scope="session")
def other_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library in which a lid that nobody touched, one that a hand changed, and one with a value
    say otherwise.
    """
    folder = tmp_path_factory.mktemp("bibliotheek")
    shutil.copytree(default_library_path() / "clauses", folder / "clauses")
    shutil.copytree(default_library_path() / "templates", folder / "templates")
    rewrite(folder / "clauses" / "slotbepalingen", "is Nederlands recht", "is Europees recht")
    rewrite(
        folder / "clauses" / "verantwoording", "Iedere partij stuurt de", "Elke partij zendt de"
    )
    rewrite(
        folder / "clauses" / "wijziging",
        "Wie zwijgt, stemt niet in",
        "Wie zwijgt, gaat niet akkoord",
    )
    return load_library(folder)


def rewrite(folder: Path, old: str, new: str) -> None:
    for path in folder.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
