"""A template of which parts are changed, and what the checks find in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dlr_docs.basis.problems import Problem
from dlr_docs.word.template.trial import examine_template
from tests.ooxml import TEMPLATE, changed
from tests.samples import SORTS
from tests.word.template.checks.changing import (
    Change,
)


@pytest.fixture(scope="module")
def template() -> bytes:
    return TEMPLATE.read_bytes()


@pytest.fixture
def found(template: bytes, tmp_path: Path) -> Callable[..., list[Problem]]:
    """What is found in a template of which parts were changed."""

    def examined(*changes: tuple[str, Change]) -> list[Problem]:
        data = template
        for part, change in changes:
            data = changed(data, part, change)
        path = tmp_path / "eigen.docx"
        path.write_bytes(data)
        return examine_template(path, SORTS)

    return examined
