"""LibreOffice for tests: one session that opens many documents and saves them in other forms."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent / "uno_session.py"


def _python_with_uno() -> str | None:
    """A Python that has LibreOffice's UNO; Debian's own has it when python3-uno is installed."""
    for name in (sys.executable, "/usr/bin/python3"):
        if (
            Path(name).exists()
            and subprocess.run([name, "-c", "import uno"], capture_output=True).returncode == 0
        ):
            return name
    return None


PYTHON = _python_with_uno() if shutil.which("soffice") else None
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice (soffice) is not installed: nothing of it is tested here",
)
needs_uno = pytest.mark.skipif(
    PYTHON is None,
    reason=(
        "LibreOffice with python3-uno is not installed: documents are not opened and saved in it"
    ),
)


def _has_fonts() -> bool:
    """Whether the free fonts are here that take the place of those of the house styles, as wide as
    they are.
    """
    if shutil.which("fc-match") is None:
        return False
    names = ("Calibri", "Cambria")
    found = [
        subprocess.run(["fc-match", name], capture_output=True, text=True).stdout for name in names
    ]
    return all(font in said for font, said in zip(("Carlito", "Caladea"), found, strict=True))


needs_fonts = pytest.mark.skipif(
    not _has_fonts(),
    reason="the fonts Carlito and Caladea are not installed: lines and pages break elsewhere",
)


def run_session(jobs: Sequence[dict[str, Any]], folder: Path) -> list[str]:
    """Do all jobs in one LibreOffice.

    Returns:
        What it complained about.
    """
    path = folder / "jobs.json"
    path.write_text(json.dumps(jobs), encoding="utf-8")
    done = subprocess.run(
        [str(PYTHON), str(SCRIPT), str(path)], capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stderr
    return [line for line in done.stdout.splitlines() if line.strip() and "javaldx" not in line]


def words(text: str) -> list[str]:
    """The words of a text; the signs that set cells and lines apart do not count."""
    return re.sub(r"[\s|/]+", " ", text).split()
