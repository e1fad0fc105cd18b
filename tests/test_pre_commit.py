"""The hooks for pre-commit, with the real pre-commit in a real repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dlr_docs.library.layers.new_layer import layer_files
from tests.repositories import committed, git, needs_git

PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
PRE_COMMIT = shutil.which("pre-commit", path=PATH)
pytestmark = [
    pytest.mark.belasting,
    needs_git,
    pytest.mark.skipif(
        PRE_COMMIT is None, reason="pre-commit is not installed: hooks are not tried"
    ),
]


def pre_commit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What pre-commit does in a folder, with the program of this environment."""
    return subprocess.run(
        [str(PRE_COMMIT), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": PATH, "PRE_COMMIT_HOME": str(folder.parent / "pre-commit")},
    )


def test_the_hook_of_a_new_layer_refuses_a_wrong_clause_and_takes_the_right_one(
    tmp_path: Path,
) -> None:
    layer = tmp_path / "ons"
    for name, content in layer_files("ons", ("standaard",)).items():
        (layer / name).parent.mkdir(parents=True, exist_ok=True)
        (layer / name).write_bytes(content)
    committed(layer)
    clause = layer / "clauses/geschillen/ons.md"
    clause.parent.mkdir()
    clause.write_text("---\ntitel: Geschillen\nsamenvatting: Ons.\neisen: []\n---\n1.Samen.\n")
    git(layer, "add", "-A")
    refused = pre_commit(layer, "run")
    assert refused.returncode == 1
    assert "1. Samen." in refused.stdout
    clause.write_text(clause.read_text().replace("1.Samen", "1. Samen"))
    git(layer, "add", "-A")
    assert pre_commit(layer, "run").returncode == 0


def test_the_hook_of_this_repository_is_valid() -> None:
    done = pre_commit(Path.cwd(), "validate-manifest", ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout
