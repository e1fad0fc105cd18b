"""Answers that stand in a document and not in its choice file.

Who filled in the fields of a draft in Word, and then asks for the definitive document, would be
told that all of it is open, or would make it anew without those answers.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dlr_docs.basis import codes
from dlr_docs.basis.dutch import counted
from dlr_docs.basis.problems import DlrDocsError, Problem, Source, warning
from dlr_docs.build.carried.used_choices import used_choices
from dlr_docs.files.output import file_mark
from dlr_docs.model.document import Bundle, Document
from dlr_docs.revise.filling_back import values_back
from dlr_docs.word.package.seal import is_untouched, made_from
from dlr_docs.word.read.document import ReadDocument, read_document


def work_elsewhere(folder: Path, bundle: Bundle, mark: str) -> Iterator[Problem]:
    """A warning for each document in a folder that people worked on: the answers in it that its
    choice file lacks, and the command that makes it anew and keeps their work.

    Args:
        mark: what tells the choice file of the bundle (``files.output.file_mark``); a document
            of another file has no answers for this one, and is not made anew from it.
    """
    own = str(bundle.choices.source.path)
    edited: list[Path] = []
    strange = []
    for document in bundle.files:
        path = folder / f"{document.id}.docx"
        found = _worked_on(path)
        if found is None:
            continue
        if _is_of_another(found, document, bundle, mark):
            strange.append(_edited_of_another(path, found, own))
            continue
        yield from _answered(path, found, bundle)
        if found.provenance.document == document.id and found.base:
            edited.append(path)
    is_together = len(edited) > 1 or _is_whole(folder, bundle)
    if edited and is_together and not strange:
        yield _edited_together(edited, folder, own)
    else:
        yield from (_edited(path, own) for path in edited)
    yield from strange


def work_in_rows(
    paths: Iterable[Path], folder: Path, keuzes: Path, table: Path
) -> Iterator[Problem]:
    """A warning when people worked on documents of a series, with the command that makes these anew
    and keeps their work.

    Args:
        paths: the documents that were not replaced.
        folder: that of the series.
    """
    mark = file_mark(keuzes)
    edited = [path for path in paths if _is_made_from(mark, _worked_on(path))]
    if edited:
        which = "dit document is" if len(edited) == 1 else f"{len(edited)} documenten zijn"
        since = "het is" if len(edited) == 1 else "ze zijn"
        hint = (
            "Maak de reeks opnieuw met behoud van dat werk: "
            f"dlr-docs bijwerken {folder} {keuzes} --reeks {table}"
        )
        message = f"{which} met de hand bewerkt sinds {since} gemaakt"
        place = Source(str(edited[0] if len(edited) == 1 else folder))
        yield warning(codes.BEWERKT_DOCUMENT, message, place, hint)


def _is_made_from(mark: str, found: ReadDocument | None) -> bool:
    """Whether a document that was read can be made anew from a choice file with this mark."""
    if found is None or not found.base:
        return False
    return found.provenance.options.made_from in ("", mark)


def _is_whole(folder: Path, bundle: Bundle) -> bool:
    """Whether a folder holds more documents of a bundle, and no others, so that it can be made anew
    as a whole.
    """
    there = {path.name for path in folder.glob("*.docx") if not path.name.startswith("~$")}
    return len(there) > 1 and there <= {f"{document.id}.docx" for document in bundle.files}


def _edited(path: Path, own: str) -> Problem:
    message = "dit document is met de hand bewerkt sinds het is gemaakt"
    hint = f"Maak het opnieuw met behoud van dat werk: dlr-docs bijwerken {path} {own}"
    return warning(codes.BEWERKT_DOCUMENT, message, Source(str(path)), hint)


def _edited_together(paths: Sequence[Path], folder: Path, own: str) -> Problem:
    """That documents of a folder with more of them were edited: they follow each other's numbers
    and values only when they are made anew together.
    """
    hint = f"Maak ze opnieuw met behoud van dat werk: dlr-docs bijwerken {folder} {own}"
    if len(paths) == 1:
        message = "dit document is met de hand bewerkt sinds het is gemaakt"
        hint = (
            "Maak het met de andere in de map opnieuw, met behoud van dat werk: "
            f"dlr-docs bijwerken {folder} {own}"
        )
        return warning(codes.BEWERKT_DOCUMENT, message, Source(str(paths[0])), hint)
    names = ", ".join(path.name for path in paths)
    message = f"deze documenten zijn met de hand bewerkt sinds ze zijn gemaakt: {names}"
    return warning(codes.BEWERKT_DOCUMENT, message, Source(str(folder)), hint)


def _worked_on(path: Path) -> ReadDocument | None:
    """A document that is there and was changed since it was made; None when it cannot be read."""
    if not path.is_file() or is_untouched(path):
        return None
    try:
        return read_document(path)
    except DlrDocsError:
        return None


def _is_of_another(found: ReadDocument, document: Document, bundle: Bundle, mark: str) -> bool:
    """Whether a document tells that it was made from another choice file than this bundle."""
    told = found.provenance.options.made_from
    if not told:
        return False
    then = made_from(told.encode(), found.provenance.choices.encode())
    return then.is_another(made_from(mark.encode(), used_choices(document, bundle).encode()))


def _edited_of_another(path: Path, found: ReadDocument, own: str) -> Problem:
    """That a document which was edited is of another choice file, which is named when it is near:
    the document itself has a digest of its name alone.
    """
    name = _called(found.provenance.options.made_from, Path(own), path.parent)
    message = "dit document is met de hand bewerkt, en met een ander keuzebestand gemaakt"
    told = f"{message}: {name}" if name else message
    which = name or "KEUZES.yaml, het bestand waarmee het is gemaakt"
    hint = (
        f"Geef elk keuzebestand een eigen map: dlr-docs maak {own} --uit MAP. Dit document maakt u "
        f"opnieuw, met behoud van dat werk, met: dlr-docs bijwerken {path} {which}"
    )
    return warning(codes.BEWERKT_DOCUMENT, told, Source(str(path)), hint)


def _called(mark: str, own: Path, folder: Path) -> Path | None:
    """The choice file with a mark, beside the one that was asked for or near the documents."""
    places = dict.fromkeys((own.parent, folder, folder.parent))
    near = itertools.chain.from_iterable(sorted(place.glob("*.y*ml")) for place in places)
    return next((path for path in near if path != own and file_mark(path) == mark), None)


def _answered(path: Path, found: ReadDocument, bundle: Bundle) -> Iterator[Problem]:
    """A warning when a document has answers which its choice file lacks."""
    try:
        number = len(values_back(found, bundle)[0])
    except (DlrDocsError, KeyError):  # another document: there is nothing to tell
        return
    if number:
        given = counted(number, "gegeven", "gegevens")
        which, them = ("dat", "het") if number == 1 else ("die", "ze")
        message = f"dit document heeft {given} ingevuld {which} het keuzebestand niet heeft"
        hint = (
            f"Zet {them} terug met: dlr-docs lees {path} --naar {bundle.choices.source.path}. "
            "Geef daarna deze opdracht opnieuw."
        )
        yield warning(codes.ANTWOORDEN_IN_DOCUMENT, message, Source(str(path)), hint)
