"""Fixtures that several test modules share, and how hypothesis runs."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import dlr_docs
from dlr_docs import load_library
from dlr_docs.model.library import Library
from tests.layering import Layers, make_layers
from tests.small import SmallLibrary, make_small_library

os.environ["DLR_DOCS_CACHE"] = (
    "uit"  # a test that is about what is kept between runs chooses a folder
)

settings.register_profile(
    "gewoon",
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.register_profile("ci", settings.get_profile("gewoon"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "gewoon")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-goldens`` writes what is made now as what is expected from now on."""
    parser.addoption("--update-goldens", action="store_true", help="write the goldens anew")


@pytest.hookimpl(tryfirst=True)  # before pytest leaves out by marker
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that starts LibreOffice or a browser is heavy, so that ``make test`` asks for
    Python only.
    """
    for item in items:
        if item.get_closest_marker("libreoffice") or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.zwaar)


@pytest.fixture(scope="session")
def library() -> Library:
    """The library of the package."""
    return load_library()


@pytest.fixture(scope="session", autouse=True)
def _in_dutch() -> Iterator[None]:
    """What ``main`` does before it starts the program; for all tests, since Click keeps the first
    texts it shows.
    """
    gettext.bindtextdomain("messages", str(Path(dlr_docs.__file__).parent / "locale"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANGUAGE", "nl")
        patch.setenv("NO_COLOR", "1")
        yield


@pytest.fixture
def small_library(tmp_path: Path) -> SmallLibrary:
    """A library of one clause that a test may break."""
    return make_small_library(tmp_path / "bibliotheek")


@pytest.fixture
def layered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layers:
    """A library with two layers above it, and a place to keep what is read from git."""
    monkeypatch.setenv("DLR_DOCS_CACHE", str(tmp_path / "cache"))
    return make_layers(tmp_path)
