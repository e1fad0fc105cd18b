"""The commands that run the tests: together they run each test, and none twice."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def recipe(target: str) -> str:
    """The commands of a target in the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", makefile, flags=re.MULTILINE)
    assert found, target
    return found[1]


def test_what_make_test_leaves_out_is_what_make_test_alles_runs() -> None:
    assert '-m pytest -m "not zwaar" $(PYTEST_ARGS)' in recipe("test")
    assert "-m pytest -m zwaar $(PYTEST_ARGS)" in recipe("test-alles")


def test_ci_runs_both() -> None:
    commands = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert commands.count("make test") == commands.count("make test-alles") == 1
