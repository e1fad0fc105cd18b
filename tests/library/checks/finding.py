"""What the checks find in a library."""

from __future__ import annotations

from dlr_docs.basis.problems import Problem
from dlr_docs.library.checks.table import check_library
from dlr_docs.library.load import read_library
from tests.small import SmallLibrary


def found(made: SmallLibrary) -> list[Problem]:
    library, problems = read_library(made.path)
    assert problems == []
    return check_library(library)
