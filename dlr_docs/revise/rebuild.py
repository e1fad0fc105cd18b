"""A document made again from what it carries."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import ChoicesError, Source, error
from dlr_docs.build.pipeline import build_bundle
from dlr_docs.build.writing import document_bytes
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.model.options import WriteOptions
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.read.document import ReadDocument


class Rebuilt(Struct, frozen=True):
    """The bundle that a document carries, which holds it and the annexes in its file, and the
    options that it was made with.
    """

    bundle: Bundle
    document_id: str
    options: WriteOptions

    def data(self) -> bytes:
        """The document again: with the same library the same bytes."""
        return document_bytes(self.bundle, self.document_id, self.options)


def _pictures(data: bytes) -> dict[str, bytes]:
    """The pictures in a document, by their digest."""
    members = package_of(data, "document").members if data else {}
    media = (part for name, part in members.items() if name.startswith("word/media/"))
    return {hashlib.sha256(part).hexdigest(): part for part in media}


def rebuild(found: ReadDocument, library: Library, name: str | Path = "document") -> Rebuilt:
    """Build the bundle that a document carries.

    Args:
        found: the document as it was read.
        library: what to build with; the one that it was made with gives the same bytes.
        name: what problems call it. A house style that is a folder is looked for beside it.

    Raises:
        ChoicesError: when the document carries no choice file, or one that the library cannot use.
    """
    made = found.provenance
    if not made.choices:
        message = "dit document draagt geen keuzebestand, en kan dus niet opnieuw worden gemaakt"
        hint = "Gebruik het keuzebestand waarmee het is gemaakt."
        raise ChoicesError(error(codes.GEEN_HERKOMST, message, Source(str(name)), hint))
    choices = parse_choices(made.choices, str(name))
    if any(document.own_annexes for document in choices.documents):
        choices = replace(choices, attachments=_pictures(found.data))
    if made.document not in (document.id for document in choices.documents):
        message = "dit document heet anders dan elk document in het keuzebestand dat het draagt"
        hint = "De herkomst is veranderd; gebruik het keuzebestand waarmee het is gemaakt."
        raise ChoicesError(error(codes.ONBEKEND_DOCUMENT, message, Source(str(name)), hint))
    bundle = build_bundle(choices, library)
    return Rebuilt(bundle, made.document, made.options)
