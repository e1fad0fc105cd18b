"""LibreOffice, for those who want a PDF or an ODT beside the .docx."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from dlr_docs.basis import codes
from dlr_docs.basis.problems import OutputError, Place, Problem, error
from dlr_docs.basis.processes import start
from dlr_docs.model.options import Format

_PATIENCE = 300.0  # seconds
_at_work: list[str] = []  # the files that LibreOffice is converting for this process


def is_converting() -> bool:
    """Whether LibreOffice is at work for this process: nothing is written yet of what it makes."""
    return bool(_at_work)


# Where LibreOffice has the socket by which a second start of it finds the first: always here, and
# in no folder that somebody can name.
_SOCKETS = ("/tmp", "/var/tmp")  # noqa: S108 - nothing is made there
# Where a program is told to keep what it needs for a while: on POSIX, and the two names of Windows.
_TEMPORARY = ("TMPDIR", "TEMP", "TMP")
# A PDF with its structure (PDF/UA-1, ISO 14289-1), so that reading aloud works.
_FILTERS: dict[Format, str] = {
    "odt": "odt",
    "pdf": 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}',
}


def convert(
    files: Mapping[str, bytes], formats: Sequence[Format], workshop: Path
) -> dict[str, bytes]:
    """Convert .docx files in one run of LibreOffice per format.

    Args:
        files: the .docx files by name.
        formats: what to make of each.
        workshop: a private folder; documents hold names of people, so no copy goes anywhere else.

    Returns:
        The converted files by name, with the new ending.

    Raises:
        OutputError: when LibreOffice is not there or does not make the files.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise OutputError(
            error(
                codes.GEEN_LIBREOFFICE,
                "voor --pdf en --odt is LibreOffice nodig, en dat is niet gevonden",
                Place(f"--{formats[0]}"),
                "Installeer LibreOffice Writer, of open het .docx-bestand "
                "in Word en bewaar het daar als pdf.",
            )
        )
    with tempfile.TemporaryDirectory(prefix="omzetten-", dir=workshop.resolve()) as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        found = {}
        for target in formats:
            _run(program, folder, list(files), target)
            for file in files:
                made = (folder / file).with_suffix(f".{target}")
                if not made.is_file():
                    raise OutputError(_failed(target))
                found[made.name] = made.read_bytes()
        return found


def _run(program: str, folder: Path, files: list[str], target: Format) -> None:
    """Convert in one run. LibreOffice's own temporary files hold what was filled in, so they have
    their place beside the documents too.
    """
    temporary = folder / "tijdelijk"
    temporary.mkdir(exist_ok=True)
    profile = (folder / "profiel").as_uri()
    command = [
        program,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        _FILTERS[target],
        "--outdir",
        str(folder),
        *(str(folder / file) for file in files),
    ]
    surroundings = {**os.environ, **dict.fromkeys(_TEMPORARY, str(temporary))}
    try:
        running = start(command, surroundings, listen=False)
    except OSError:
        raise OutputError(_failed(target)) from None
    _at_work.extend(files)
    try:
        with running:
            ended = running.wait(_PATIENCE)
    finally:
        _at_work.clear()
        _remove_socket(profile)
    if not ended or running.code != 0:
        raise OutputError(_failed(target))


def _remove_socket(profile: str) -> None:
    """Take away the empty socket that LibreOffice leaves when it is killed. It is called by its
    user and a digest of its profile, so it is no other one.
    """
    if not hasattr(os, "geteuid"):
        return  # Windows has no sockets in a folder
    digest = hashlib.md5(profile.encode("utf-16-le"), usedforsecurity=False).digest()
    called = "".join(f"{byte:x}" for byte in digest)  # as LibreOffice writes it
    for folder in _SOCKETS:
        path = f"{folder}/OSL_PIPE_{os.geteuid()}_SingleOfficeIPC_{called}"
        with contextlib.suppress(OSError):
            found = os.lstat(path)
            if stat.S_ISSOCK(found.st_mode) and found.st_uid == os.geteuid():
                os.unlink(path)


def _failed(target: Format) -> Problem:
    return error(
        codes.OMZETTEN_MISLUKT,
        f"LibreOffice kan het document niet omzetten naar {target}",
        Place(f"--{target}"),
        "Het .docx-bestand maakt u zonder --pdf of --odt; zet het daarna om in Word.",
    )
