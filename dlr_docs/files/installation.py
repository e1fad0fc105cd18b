"""Where the library stands that comes with the package."""

from __future__ import annotations

import functools
from pathlib import Path


@functools.cache
def default_library_path() -> Path:
    """The library that comes with the package: beside it in a checkout, inside it when
    installed.
    """
    package = Path(__file__).resolve().parents[1]
    inside = package / "bibliotheek"
    return inside if inside.is_dir() else package.parent
