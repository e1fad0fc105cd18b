"""Fixtures that several test modules share, and how hypothesis runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dlr_docs import load_library
from dlr_docs.model.library import Library
from tests.small import SmallLibrary, make_small_library

settings.register_profile(
    "gewoon", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("ci", settings.get_profile("gewoon"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "gewoon")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-goldens`` writes what is made now as what is expected from now on."""
    parser.addoption("--update-goldens", action="store_true", help="write the goldens anew")


@pytest.fixture(scope="session")
def library() -> Library:
    """The library of the package."""
    return load_library()


@pytest.fixture
def small_library(tmp_path: Path) -> SmallLibrary:
    """A library of one clause that a test may break."""
    return make_small_library(tmp_path / "bibliotheek")
