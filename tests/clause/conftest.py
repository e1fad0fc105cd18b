"""What the tests of clauses share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from dlr_docs.clause.rendering import Setting, context
from dlr_docs.model.library import Library
from dlr_docs.model.values import Content
from tests.clause.making import PARTIES, SORTS


@pytest.fixture(scope="module")
def names_with(library: Library) -> Any:
    def made(**values: Content) -> Mapping[str, Any]:
        outline, parent = library.outlines["addendum"], library.outlines["convenant"]
        topics = frozenset(["geschillen"])
        return context(Setting(outline, parent, topics, PARTIES, values, sorts=SORTS))

    return made
