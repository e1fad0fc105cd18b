"""Answers that stand in a document and not in its choice file.

Who filled in the fields of a draft in Word, and then asks for the definitive document, would be
told that all of it is open, or would make it anew without those answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dlr_docs.basis import codes
from dlr_docs.basis.dutch import counted
from dlr_docs.basis.problems import DlrDocsError, Problem, Source, warning
from dlr_docs.model.document import Bundle
from dlr_docs.revise.filling_back import values_back
from dlr_docs.word.package.seal import is_untouched
from dlr_docs.word.read.document import read_document


def answers_elsewhere(folder: Path, bundle: Bundle) -> Iterator[Problem]:
    """A warning for each document in a folder that has answers which its choice file lacks."""
    for document in bundle.files:
        path = folder / f"{document.id}.docx"
        if not path.is_file() or is_untouched(path):
            continue
        number = _answers(path, bundle)
        if number:
            found = counted(number, "gegeven", "gegevens")
            which, them = ("dat", "het") if number == 1 else ("die", "ze")
            message = f"dit document heeft {found} ingevuld {which} het keuzebestand niet heeft"
            hint = (
                f"Zet {them} terug met: dlr-docs lees {path} --naar {bundle.choices.source.path}. "
                "Geef daarna deze opdracht opnieuw."
            )
            yield warning(codes.ANTWOORDEN_IN_DOCUMENT, message, Source(str(path)), hint)


def edited_elsewhere(folder: Path, bundle: Bundle) -> Iterator[Problem]:
    """A warning for each document in a folder that people worked on, with the command that makes it
    anew and keeps their work.
    """
    for document in bundle.files:
        path = folder / f"{document.id}.docx"
        if path.is_file() and not is_untouched(path) and _is_of(path, document.id):
            hint = (
                "Maak het opnieuw met behoud van dat werk: dlr-docs bijwerken "
                f"{path} {bundle.choices.source.path}"
            )
            message = "dit document is met de hand bewerkt sinds het is gemaakt"
            yield warning(codes.BEWERKT_DOCUMENT, message, Source(str(path)), hint)


def _is_of(path: Path, name: str) -> bool:
    """Whether a file is a document of ours of this name, which tells what it said."""
    try:
        found = read_document(path)
    except DlrDocsError:
        return False
    return found.provenance.document == name and bool(found.base)


def _answers(path: Path, bundle: Bundle) -> int:
    """How many values of a document can go back; none of one that cannot be read."""
    try:
        found = read_document(path)
        return len(values_back(found, bundle)[0])
    except (DlrDocsError, KeyError):  # another document, or none of ours: there is nothing to tell
        return 0
