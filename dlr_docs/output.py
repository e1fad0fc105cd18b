"""Files on disk: a whole bundle or nothing, and never over somebody's edits."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from dlr_docs.errors import OutputError, Source, error, reason
from dlr_docs.package import PROVENANCE_PART, seal

_SEAL = re.compile(rb"<zegel>([0-9a-f]{64})</zegel>")
CONVERTED = (".pdf", ".odt")
SAME_MOMENT = 2.0  # seconds; the coarsest file systems know no less
_MAXIMUM_PROVENANCE = 20_000_000


def is_untouched(path: Path) -> bool:
    """Whether a file is a document of ours that nobody changed since: its seal still holds."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as package:
            infos = package.infolist()
            own = package.getinfo(PROVENANCE_PART)
            if own.file_size > _MAXIMUM_PROVENANCE:
                return False
            found = _SEAL.search(package.read(own))
    except Exception:  # a damaged zip raises almost anything, and is then not as we made it
        return False
    parts = ((info.filename, info.CRC, info.file_size) for info in infos if info.filename != PROVENANCE_PART)
    return found is not None and found[1].decode() == seal(parts)


def _may_be_replaced(path: Path) -> bool:
    """Whether nobody changed a file since we made it.

    A converted file has no seal. It was written with its document, so it is untouched when that document is, and
    when it is not younger.
    """
    if path.suffix not in CONVERTED:
        return is_untouched(path)
    document = path.with_suffix(".docx")
    if not document.exists() or not is_untouched(document):
        return False
    return path.stat().st_mtime - document.stat().st_mtime < SAME_MOMENT


def write_files(files: Mapping[str, bytes], folder: Path, overwrite: bool) -> list[Path]:
    """Write files into a folder, all of them or none.

    Everything is written beside its target first and then put in place; when that fails half-way, what was
    there before is put back.

    Raises:
        OutputError: when a file was changed by hand and ``overwrite`` is off, or when writing fails.
    """
    targets = {folder / name: content for name, content in files.items()}
    try:
        _refuse_edited(targets, overwrite)
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".dlr-docs-", dir=folder) as workshop:
            _replace_all(targets, Path(workshop))
    except OSError as exc:
        raise OutputError(
            error(
                "schrijven-mislukt",
                f"de map kan niet worden beschreven: {reason(exc)}",
                Source(str(folder)),
                "Kies met --uit een andere map, of sluit het document in Word. Er is niets gewijzigd.",
            )
        ) from None
    return list(targets)


def _refuse_edited(targets: Mapping[Path, bytes], overwrite: bool) -> None:
    problems = []
    for target in targets:
        if target.is_dir():
            problems.append(error("is-een-map", "hier staat een map met deze naam", Source(str(target))))
        elif not overwrite and target.exists() and not _may_be_replaced(target):
            problems.append(
                error(
                    "al-bewerkt",
                    "dit bestand is met de hand bewerkt of niet door dlr-docs gemaakt",
                    Source(str(target)),
                    "Kies met --uit een andere map, of vervang het met --overschrijf.",
                )
            )
    if problems:
        raise OutputError(problems)


def _replace_all(targets: Mapping[Path, bytes], workshop: Path) -> None:
    fresh: list[tuple[Path, Path]] = []
    for index, (target, content) in enumerate(targets.items()):
        new = workshop / f"nieuw-{index}"
        new.write_bytes(content)
        fresh.append((new, target))
    done: list[tuple[Path, Path | None]] = []
    try:
        for index, (new, target) in enumerate(fresh):
            old = _keep(target, workshop / f"oud-{index}") if target.exists() else None
            os.replace(new, target)
            done.append((target, old))
    except OSError:
        _restore(done)
        raise


def _keep(target: Path, copy: Path) -> Path:
    """A second name for a file, or a copy where the file system has no links."""
    try:
        os.link(target, copy)
    except OSError:
        shutil.copy2(target, copy)
    return copy


def _restore(done: list[tuple[Path, Path | None]]) -> None:
    for target, old in done:
        with contextlib.suppress(OSError):
            if old is not None:
                os.replace(old, target)
            else:
                target.unlink()
