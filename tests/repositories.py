"""Real git repositories for tests, whatever the settings of who runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(folder: Path, *arguments: str, given: bytes | None = None) -> str:
    """What git says, which may be nothing."""
    plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    person = ["-c", "user.name=Proef", "-c", "user.email=proef@example.org"]
    allowed = ["-c", "protocol.file.allow=always"]
    done = subprocess.run(
        ["git", "-C", str(folder), *person, *allowed, *arguments],
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, **plain},
    )
    return done.stdout.decode().strip()


def committed(folder: Path, message: str = "vastgelegd", day: int = 1) -> str:
    """A folder with all that is in it in git; the commit."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "hoofd")
    git(folder, "add", "-A")
    when = f"2027-01-{day:02d}T12:00:00+0000"
    dated = [f"--date={when}", "--allow-empty", "-q", "-m", message]
    git(folder, "commit", *dated)
    return git(folder, "rev-parse", "HEAD")
