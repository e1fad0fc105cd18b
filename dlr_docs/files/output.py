"""Files on disk: a whole bundle or nothing, and never over somebody's edits."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import OutputError, Problem, Source, error, reason
from dlr_docs.files.atomic import (
    Busy,
    Foreign,
    HalfDone,
    claimed,
    left_by_others,
    make_folder,
    place,
)
from dlr_docs.word.package.seal import is_of_another, is_untouched, with_tail

_NOT_WORKED = "Er is niets gewijzigd."


def refuse_other_file(path: Path, is_ours: Callable[[Path], bool], option: str) -> None:
    """Refuse to write over a file of another sort.

    Args:
        path: where something is to be written.
        is_ours: whether a file is of the sort that may be replaced; what cannot be read is not.
        option: the one that names the file.

    Raises:
        OutputError: when another file has this name.
    """
    if os.path.lexists(path) and not is_ours(path):
        hint = f"Kies met {option} een andere naam, of zet dit bestand ergens anders."
        raise OutputError(
            error(codes.ANDER_BESTAND, "hier staat al een ander bestand", Source(str(path)), hint)
        )


def write_files(
    files: Mapping[str, bytes],
    folder: Path,
    overwrite: bool,
    convert: Callable[[Path], Mapping[str, bytes]] | None = None,
    replaceable: Collection[str] = (),
    named: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write files into a folder, all of them or none.

    Args:
        overwrite: whether files that were changed by hand, or are open in another program, may
            be replaced.
        replaceable: names, without what they end with, of files of which the same holds.
        named: what the option that replaces one document calls it, by the same names.
        convert: makes more files of them, in a private folder inside this one that is gone
            afterwards.

    Raises:
        OutputError: when a file may not be replaced, or when writing fails.
    """
    is_new = not os.path.exists(folder)
    try:
        make_folder(folder)
        protected = _Protected(folder, overwrite, frozenset(replaceable), named or {})
        return _write(files, protected, convert)
    except BaseException as exc:
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()
        if isinstance(exc, Busy):
            raise OutputError(busy(folder)) from None
        if isinstance(exc, Foreign):
            raise OutputError(foreign(exc, folder)) from None
        if isinstance(exc, OSError):
            raise OutputError(_failed(exc, folder)) from None
        raise


def write_new(files: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write files that are not there yet, all of them or none.

    Raises:
        OutputError: when one of them is there already, or when writing fails.
    """
    there = [folder / name for name in files if (folder / name).exists()]
    if there:
        hint = f"Kies een andere naam of een andere map. {_NOT_WORKED}"
        raise OutputError(
            error(codes.BESTAAT_AL, "dit bestand bestaat al", Source(str(path)), hint)
            for path in there
        )
    return write_files(files, folder, overwrite=False)


def write_folder(files: Mapping[str, bytes], folder: Path, workshop: Path) -> None:
    """Write a folder that is not there yet, which comes in one step with all that is in it.

    Args:
        workshop: a folder beside it that is ours alone.

    Raises:
        OutputError: when that fails; nothing is left of it then.
    """
    draft = workshop / f"map-{os.getpid()}-{threading.get_ident()}"
    try:
        draft.mkdir()
        for name, content in files.items():
            (draft / name).write_bytes(content)
        os.rename(draft, folder)
    except BaseException as exc:
        import shutil  # takes a while to import

        shutil.rmtree(draft, ignore_errors=True)
        if isinstance(exc, OSError):
            raise OutputError(_failed(exc, folder)) from None
        raise


class _Protected(Struct, frozen=True):
    """A folder, and which of its files may be replaced whatever happened to them."""

    folder: Path
    overwrite: bool
    replaceable: frozenset[str]
    named: Mapping[str, str]
    by_name: bool = False

    def is_protected(self, target: Path) -> bool:
        """Whether a file may only be replaced when it is as we made it."""
        return not self.overwrite and target.stem not in self.replaceable and target.exists()

    def by_force(self, target: Path) -> str:
        """The option that replaces this file whatever happened to it, and no other where it can."""
        name = self.named.get(target.stem)
        if name is None:
            return "--overschrijf"
        shown = name if re.fullmatch(r"[\w./-]+", name) else f'"{name}"'
        return f"--overschrijf-document {shown}"


def file_mark(path: Path) -> str:
    """What tells a choice file from another one, in a document that was made from it: a digest of
    its name, which may itself name somebody.
    """
    return hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]


def _write(
    files: Mapping[str, bytes],
    protected: _Protected,
    convert: Callable[[Path], Mapping[str, bytes]] | None,
) -> list[Path]:
    with claimed(protected.folder) as workshop:
        _refuse(_obstacles(files, protected))
        made = {
            name: with_tail(name, content)
            for name, content in (convert(workshop) if convert else {}).items()
        }
        _refuse(_obstacles(made, protected))
        place({**files, **made}, workshop)
    return [protected.folder / name for name in (*files, *made)]


def busy(folder: Path) -> Problem:
    """That another run keeps a folder."""
    return error(
        codes.MAP_IN_GEBRUIK,
        "een andere opdracht van dlr-docs schrijft al een tijd in deze map",
        Source(str(folder)),
        f"Wacht tot die klaar is, of kies met --uit een andere map. {_NOT_WORKED}",
    )


def foreign(exc: Foreign, folder: Path) -> Problem:
    """That a folder had a workshop in it that is none of ours."""
    return error(
        codes.WERKMAP_VREEMD,
        "in deze map stond een verborgen werkmap die niet van een afgebroken opdracht kan zijn",
        Source(str(folder)),
        f"Zij heet nu '{exc.name}', en er is niets mee gedaan. Vertrouwt u de map, geef de "
        "opdracht dan opnieuw; u mag de werkmap verwijderen.",
    )


def _failed(exc: OSError, folder: Path) -> Problem:
    if isinstance(exc, HalfDone):
        message = (
            f"een deel van de bestanden is vervangen en kon niet worden teruggezet: {reason(exc)}"
        )
        hint = (
            "Geef de opdracht opnieuw zodra de map weer te "
            "beschrijven is; dan wordt dat eerst hersteld."
        )
        return error(codes.HALF_VERVANGEN, message, Source(str(folder)), hint)
    left = left_by_others(folder)
    if left and exc.errno in _DENIED:
        message = "in deze map staat nog werk van een afgebroken opdracht van een andere gebruiker"
        hint = (
            "Laat wie die opdracht gaf haar opnieuw geven; dan wordt alles hersteld. Kan dat niet, "
            f"laat dan {' en '.join(left)} uit de map verwijderen. Of kies met --uit een andere "
            f"map. {_NOT_WORKED}"
        )
        return error(codes.WERK_VAN_ANDER, message, Source(str(folder)), hint)
    message = f"de map kan niet worden beschreven: {reason(exc)}"
    hint = (
        "Sluit het document in Word, zorg dat u in de map mag schrijven, of kies een andere map, "
        f"met --uit als de opdracht dat heeft. {_NOT_WORKED}"
    )
    return error(codes.SCHRIJVEN_MISLUKT, message, Source(str(folder)), hint)


# What the system says of files that another user made.
_DENIED = (errno.EACCES, errno.EPERM, errno.EEXIST, errno.ENOTEMPTY)


def _refuse(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if found:
        raise OutputError(found)


def obstacles(
    files: Mapping[str, bytes], folder: Path, overwrite: bool, named: Mapping[str, str]
) -> Iterable[Problem]:
    """What stands in the way of the files of a row, whose parties may be others than before; a file
    that is yet to be made has no content. ``named`` is as in :func:`write_files`.
    """
    return _obstacles(files, _Protected(folder, overwrite, frozenset(), named, by_name=True))


def _obstacles(files: Mapping[str, bytes], protected: _Protected) -> Iterable[Problem]:
    """What stands in the way of files."""
    for name, content in files.items():
        target = protected.folder / name
        if target.is_dir():
            yield error(codes.IS_EEN_MAP, "hier staat een map met deze naam", Source(str(target)))
        elif protected.is_protected(target):
            by_force = protected.by_force(target)
            yield from _owners(target, by_force)
            if not (content and holds(target, content)):
                is_other = is_of_another(target, content, by_name=protected.by_name)
                yield from _somebodys(target, is_other, by_force)


def holds(path: Path, content: bytes) -> bool:
    """Whether a file has this content already."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _somebodys(target: Path, is_other: bool, by_force: str) -> Iterable[Problem]:
    """Why a file is not ours to replace: somebody's edits, or another choice file."""
    if not is_untouched(target):
        message = "dit bestand is met de hand bewerkt of niet door dlr-docs gemaakt"
        hint = f"Kies met --uit een andere map, of vervang het met {by_force}."
        if is_other:
            hint = "Het is met een ander keuzebestand gemaakt. Kies met --uit MAP een andere map."
        yield error(codes.AL_BEWERKT, message, Source(str(target)), hint)
    elif is_other:
        message = "dit document is met een ander keuzebestand gemaakt"
        hint = (
            "Geef elk keuzebestand een eigen map, met --uit MAP, of vervang dit document met "
            f"{by_force}."
        )
        yield error(codes.ANDER_KEUZEBESTAND, message, Source(str(target)), hint)


def _owners(target: Path, by_force: str) -> Iterable[Problem]:
    """Files by which Word and LibreOffice tell that they have a document open. Whoever has, would
    save over ours.
    """
    stem = len(target.stem)
    word = f"~${target.name[0 if stem < 7 else 1 if stem == 7 else 2 :]}"
    for name in (word, f".~lock.{target.name}#"):
        if (target.parent / name).exists():
            yield error(
                codes.DOCUMENT_GEOPEND,
                "dit document is geopend in Word of LibreOffice",
                Source(str(target)),
                f"Sluit het eerst, of vervang het met {by_force}. Heeft "
                f"niemand het open, verwijder dan '{name}'.",
            )
