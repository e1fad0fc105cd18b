"""What the tests of commands share: a choice file, and what stands in the folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

ENGLISH = re.compile(
    r"\b(usage|options?|error|commands?|show|exit|arguments|did you mean|try|missing|invalid|for)\b",
    re.I,
)
Run = Callable[..., Result]
CHOSEN = """\
bundel: Proef
partijen:
  linde: {soort: school, naam: De Linde}
  spoor: {soort: instelling, naam: Het Spoor}
gegevens: {ingangsdatum: 2027-08-01}
documenten:
  - soort: convenant
"""


def here() -> list[str]:
    return sorted(path.relative_to(Path.cwd()).as_posix() for path in Path.cwd().rglob("*"))
