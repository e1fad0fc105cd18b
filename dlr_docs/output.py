"""Files on disk: a whole bundle or nothing, and never over somebody's edits."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import struct
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from dlr_docs.atomic import Busy, HalfDone, claimed, place
from dlr_docs.errors import OutputError, Problem, Source, error, reason
from dlr_docs.package import PROVENANCE_PART, seal

_SEAL = re.compile(rb"<zegel>([0-9a-f]{64})</zegel>")
CONVERTED = (".pdf", ".odt")
_TAIL = b"\n%%dlr-docs %s\n"
_TAIL_SIZE = len(_TAIL % bytes(64))
_MAXIMUM_PROVENANCE = 20_000_000
_NOT_WORKED = "Er is niets gewijzigd."


def is_untouched(path: Path) -> bool:
    """Whether a file is a document of ours that nobody changed since: its seal still holds."""
    return _tail_holds(path) if path.suffix in CONVERTED else _seal_holds(path)


def _seal_holds(path: Path) -> bool:
    """Whether a .docx has the parts that its provenance says."""
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


def _tail_holds(path: Path) -> bool:
    """Whether a converted file ends with the digest of what stands before."""
    content = path.read_bytes()
    return content[-_TAIL_SIZE:] == _tail(content[:-_TAIL_SIZE])


def _tail(content: bytes) -> bytes:
    return _TAIL % hashlib.sha256(content).hexdigest().encode()


def with_tail(name: str, content: bytes) -> bytes:
    """A converted file that tells whether it was changed since: a comment after the end of a PDF, or of a zip.

    The time of a file would tell the same as long as nobody sets a clock.
    """
    if name.endswith(".odt"):
        content = content[:-2] + struct.pack("<H", _TAIL_SIZE)  # a zip ends with the length of its comment
    return content + _tail(content)


def write_files(
    files: Mapping[str, bytes],
    folder: Path,
    overwrite: bool,
    convert: Callable[[Path], Mapping[str, bytes]] | None = None,
) -> list[Path]:
    """Write files into a folder, all of them or none.

    Args:
        overwrite: whether files that were changed by hand, or are open in another program, may be replaced.
        convert: makes more files of them, in a private folder inside this one that is gone afterwards.

    Raises:
        OutputError: when a file may not be replaced, or when writing fails.
    """
    is_new = not os.path.exists(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _write(files, folder, overwrite, convert)
    except BaseException as exc:
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()
        if isinstance(exc, Busy):
            raise OutputError(_busy(folder)) from None
        if isinstance(exc, OSError):
            raise OutputError(_failed(exc, folder)) from None
        raise


def _write(
    files: Mapping[str, bytes], folder: Path, overwrite: bool, convert: Callable[[Path], Mapping[str, bytes]] | None
) -> list[Path]:
    with claimed(folder) as workshop:
        _refuse(_obstacles(files, folder, overwrite))
        made = {name: with_tail(name, content) for name, content in (convert(workshop) if convert else {}).items()}
        _refuse(_obstacles(made, folder, overwrite))
        place({**files, **made}, workshop)
    return [folder / name for name in (*files, *made)]


def _busy(folder: Path) -> Problem:
    return error(
        "map-in-gebruik",
        "een andere opdracht van dlr-docs schrijft al een tijd in deze map",
        Source(str(folder)),
        f"Wacht tot die klaar is, of kies met --uit een andere map. {_NOT_WORKED}",
    )


def _failed(exc: OSError, folder: Path) -> Problem:
    message = f"de map kan niet worden beschreven: {reason(exc)}"
    hint = f"Kies met --uit een andere map, of sluit het document in Word. {_NOT_WORKED}"
    if isinstance(exc, HalfDone):
        message = f"een deel van de bestanden is vervangen en kon niet worden teruggezet: {reason(exc)}"
        hint = "Geef de opdracht opnieuw zodra de map weer te beschrijven is; dan wordt dat eerst hersteld."
    return error("schrijven-mislukt", message, Source(str(folder)), hint)


def _refuse(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if found:
        raise OutputError(found)


def _obstacles(names: Iterable[str], folder: Path, overwrite: bool) -> Iterable[Problem]:
    """What stands in the way of files."""
    for target in (folder / name for name in names):
        if target.is_dir():
            yield error("is-een-map", "hier staat een map met deze naam", Source(str(target)))
        elif not overwrite and target.exists():
            yield from _owners(target)
            if not is_untouched(target):
                yield error(
                    "al-bewerkt",
                    "dit bestand is met de hand bewerkt of niet door dlr-docs gemaakt",
                    Source(str(target)),
                    "Kies met --uit een andere map, of vervang het met --overschrijf.",
                )


def _owners(target: Path) -> Iterable[Problem]:
    """Files by which Word and LibreOffice tell that they have a document open. Whoever has, would save over ours."""
    stem = len(target.stem)
    word = f"~${target.name[0 if stem < 7 else 1 if stem == 7 else 2 :]}"
    for name in (word, f".~lock.{target.name}#"):
        if (target.parent / name).exists():
            yield error(
                "document-geopend",
                "dit document is geopend in Word of LibreOffice",
                Source(str(target)),
                f"Sluit het eerst, of vervang het met --overschrijf. Heeft niemand het open, verwijder dan '{name}'.",
            )
