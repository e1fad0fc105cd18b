"""A folder with choice files, and somebody who opened the workbench on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dlr_docs.model.library import Library
from tests.web.browsing import Desk, chromium, workbench
from tests.web.client import Browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium

EXAMPLES = Path("examples")
COPIED = ("doorlopende-leerroute", "convenant-met-addenda")


@pytest.fixture
def folder(tmp_path: Path, library: Library) -> Path:
    """A folder with two choice files; the library is held, so that it is read once."""
    made = tmp_path / "map"
    made.mkdir()
    assert library.outlines
    for name in COPIED:
        shutil.copy(EXAMPLES / f"{name}.yaml", made)
    return made


@pytest.fixture
def browser(folder: Path) -> Browser:
    """Somebody who opened the address that the command prints."""
    return Browser(folder).enter()


@pytest.fixture(scope="module")
def started() -> Iterator[Chromium]:
    """One browser for all jobs."""
    with chromium() as found:
        yield found


@pytest.fixture
def desk(started: Chromium, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """Somebody at a folder: with the examples, or an empty one; a page without faults."""
    options: dict[str, Any] = getattr(request, "param", {})
    names = () if options.pop("empty", False) else COPIED
    for name in names:
        shutil.copy(EXAMPLES / f"{name}.yaml", tmp_path)
    with workbench(tmp_path) as (address, _):
        context = started.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        made = Desk(context.new_page(), address, tmp_path)
        made.with_script = options.get("java_script_enabled", True)
        yield made
        context.close()
        assert made.errors == []
