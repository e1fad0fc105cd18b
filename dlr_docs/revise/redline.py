"""Two documents as one with tracked changes, which Word can accept or reject: accepting all gives
the one, rejecting all the other.

The engine is docxodus, through python-redlines: an extra, since it is forty-five megabytes of
program for one option. What it made is judged before it is given: its words, with all changes
accepted and with all rejected, are those of both documents.
"""

from __future__ import annotations

from datetime import date

from dlr_docs.basis import codes
from dlr_docs.basis.problems import DlrDocsError, Problem, Source, error
from dlr_docs.model.library import Library
from dlr_docs.revise.rebuild import rebuild
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.reading.text import Changes
from dlr_docs.word.read.document import ReadDocument, read_document
from dlr_docs.word.read.lines import read_lines

EXTRA = "pip install 'dlr-docs[redline]'"


def redline(one: bytes, other: bytes, author: str, day: date) -> bytes:
    """The second document with what differs from the first as tracked changes.

    Args:
        one: what all of them rejected gives.
        other: what all of them accepted gives.
        author: who is said to have made the changes.
        day: when.

    Raises:
        DlrDocsError: when the extra is not installed, or its result is not right.
    """
    try:
        from python_redlines import DocxodusEngine
    except ImportError:
        message = "voor een document met bijgehouden wijzigingen ontbreekt een onderdeel"
        hint = f"Installeer het met: {EXTRA}."
        raise DlrDocsError([error(codes.GEEN_REDLINE, message, Source("redline"), hint)]) from None
    moment = f"{day.isoformat()}T00:00:00Z"
    try:
        made: bytes = DocxodusEngine().run_redline(author, one, other, date_time=moment)[0]
    except Exception as exc:  # another program, which fails in ways of its own
        raise DlrDocsError([_failed(str(exc).partition("\n")[0])]) from None
    made = _with_data(made, other)
    if _words(made, Changes.REJECTED) != _words(one) or _words(made) != _words(other):
        raise DlrDocsError([_failed("aanvaard of verworpen staat er iets anders")])
    return made


def _with_data(made: bytes, other: bytes) -> bytes:
    """What it carries beside its text is that of the document in which all is accepted: values are
    not tracked, and Word shows those of the store.
    """
    merging = Merging(package_of(made, "redline"))
    found = package_of(other, "redline").members
    for name in merging.members.keys() & found.keys():
        if name.startswith("customXml/item"):
            merging.members[name] = found[name]
    return merging.data()


def _failed(reason: str) -> Problem:
    message = f"de bijgehouden wijzigingen konden niet worden gemaakt: {reason}"
    hint = "Lees de verschillen met 'dlr-docs vergelijk', of met --html."
    return error(codes.REDLINE_MISLUKT, message, Source("redline"), hint)


def _words(data: bytes, changes: Changes = Changes.ACCEPTED) -> list[str]:
    """The lines of a document that say something."""
    return [line for line in read_lines(data, changes) if line.strip()]


def as_made(found: ReadDocument, library: Library) -> bytes:
    """A document as it was when it was made.

    Raises:
        ChoicesError: when it does not carry its choices.
        DlrDocsError: when the library says otherwise now.
    """
    data = rebuild(found, library).data()
    made = read_document(data)
    said = [block.words for block in made.base]
    if said != [block.words for block in found.base]:
        message = (
            "de bibliotheek van nu zegt iets anders dan die van toen dit document werd gemaakt"
        )
        hint = (
            "Noem het document zoals het is verstuurd: dlr-docs vergelijk VERSTUURD.docx TERUG.docx"
        )
        name = Source(found.provenance.document)
        raise DlrDocsError([error(codes.REDLINE_MISLUKT, message, name, hint)])
    return data
