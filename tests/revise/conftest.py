"""An agreement as it was made, and what its choices give: what most tests here begin with."""

from __future__ import annotations

import pytest

from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from tests.samples import agreement, bundle_of, docx_of


@pytest.fixture(scope="session")
def made(library: Library) -> bytes:
    return docx_of(agreement(), library)


@pytest.fixture(scope="session")
def ours(library: Library) -> Bundle:
    return bundle_of(agreement(), library)
