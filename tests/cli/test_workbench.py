"""The command that opens the workbench."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from dlr_docs.cli import program


def test_without_the_extra_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:

    monkeypatch.setattr("dlr_docs.cli.workbench.find_spec", lambda name: None)
    done = CliRunner().invoke(program, ["werkbank"])
    assert done.exit_code == 1
    assert 'uv tool install --force "./dlr_docs-….whl[werkbank]"' in done.output


def test_the_help_tells_that_it_stays_on_this_machine() -> None:
    done = CliRunner().invoke(program, ["werkbank", "--help"])
    assert done.exit_code == 0
    assert "alleen hier te openen" in done.output
