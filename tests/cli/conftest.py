"""Commands that are run in an empty folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dlr_docs.cli import program
from tests.cli.running import CHOSEN, Run


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder."""
    folder = tmp_path / "werk"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def started(*arguments: str | Path, answers: str | None = None) -> Result:
        return CliRunner().invoke(
            program, [str(part) for part in arguments], input=answers, prog_name="dlr-docs"
        )

    return started


@pytest.fixture
def keuzes(run: Run) -> Path:
    """A choice file in that folder."""
    path = Path.cwd() / "keuzes.yaml"
    path.write_text(CHOSEN, encoding="utf-8")
    return path
