"""A new folder with files in it: all of them, or no folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from dlr_docs.basis import codes
from dlr_docs.basis.problems import OutputError, Source, error, reason
from dlr_docs.files.atomic import make_folder


def write_folder(files: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write files, by their paths in it, into a folder that is not there yet or is empty.

    Raises:
        OutputError: when there is something already, or writing fails.
    """
    if os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir())):
        hint = "Kies een andere map, of een lege."
        message = "hier staat al iets"
        raise OutputError(error(codes.BESTAAT_AL, message, Source(str(folder)), hint))
    try:
        make_folder(folder.parent)
        fresh = Path(tempfile.mkdtemp(prefix=".nieuw-", dir=folder.parent))
        try:
            for name, content in files.items():
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                (fresh / name).write_bytes(content)
            fresh.chmod(0o755)
            if folder.is_dir():
                folder.rmdir()
            os.replace(fresh, folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as exc:
        message = f"deze map kan niet worden gemaakt: {reason(exc)}"
        raise OutputError(error(codes.SCHRIJVEN_MISLUKT, message, Source(str(folder)))) from None
    return [folder / name for name in files]
