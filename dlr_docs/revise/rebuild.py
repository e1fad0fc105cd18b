"""A document made again from what it carries."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.memory import at_most
from dlr_docs.basis.problems import ChoicesError, Problem, Source, error
from dlr_docs.basis.problems import Path as Key
from dlr_docs.build.pipeline import build_bundle
from dlr_docs.build.selected.attached import ENDINGS
from dlr_docs.build.writing import document_bytes
from dlr_docs.choices.file import parse_choices
from dlr_docs.choices.tolerant import tolerated
from dlr_docs.model.choices import Choices, OwnAnnex
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.model.options import WriteOptions
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.read.document import ReadDocument

# A picture of one pixel, in the place of one that is gone.
_EMPTY = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Rebuilt(Struct, frozen=True):
    """The bundle that a document carries, which holds it and the annexes in its file, and the
    options that it was made with. ``gone`` are the titles of annexes of which the picture is not in
    the file any more: the bundle has an empty one for each.
    """

    bundle: Bundle
    document_id: str
    options: WriteOptions
    gone: tuple[str, ...] = ()

    def data(self) -> bytes:
        """The document again: with the same library the same bytes.

        Raises:
            ChoicesError: when a picture is not there any more.
        """
        if self.gone:
            titles = ", ".join(f"'{title}'" for title in self.gone)
            message = f"de afbeelding van een eigen bijlage is uit dit document gehaald: {titles}"
            hint = "Gebruik het document zoals het is verstuurd, of het keuzebestand."
            place = Source(self.document_id)
            raise ChoicesError(error(codes.EIGEN_BIJLAGE, message, place, hint))
        return document_bytes(self.bundle, self.document_id, self.options)


class Remade(Struct, frozen=True):
    """The bundle that a document carries, as far as a library can still make it; the names of the
    values in it that the library cannot read any more; and, when there is no bundle, why.
    """

    bundle: Bundle | None = None
    unread: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def _pictures(data: bytes) -> dict[str, bytes]:
    """The pictures in a document, by their digest."""
    members = package_of(data, "document").members if data else {}
    media = (part for name, part in members.items() if name.startswith("word/media/"))
    return {hashlib.sha256(part).hexdigest(): part for part in media}


def _without_picture(choices: Choices, pictures: Collection[str]) -> Iterator[OwnAnnex]:
    """The annexes with a picture that is not among those of the file."""
    for document in choices.documents:
        for annex in document.own_annexes:
            is_picture = bool(annex.digest) and ENDINGS.get(annex.ending) == "afbeelding"
            if is_picture and annex.digest not in pictures:
                yield annex


def rebuild(found: ReadDocument, library: Library, name: str | Path = "document") -> Rebuilt:
    """Build the bundle that a document carries.

    Args:
        found: the document as it was read.
        library: what to build with; the one that it was made with gives the same bytes.
        name: what problems call it. A house style that is a folder is looked for beside it.

    Raises:
        ChoicesError: when the document carries no choice file, or one that the library cannot use.
    """
    choices, gone = _choices(found, name)
    bundle = build_bundle(choices, library)
    made = found.provenance
    return Rebuilt(bundle, made.document, made.options, tuple(annex.title for annex in gone))


def remade(found: ReadDocument, library: Library, name: str | Path = "document") -> Remade:
    """Build the bundle that a document carries with a library that may have changed since: a topic,
    a variant or a value that it does not have any more is left out.

    Args:
        found: the document as it was read.
        library: what to build with.
        name: what problems call it. A house style that is a folder is looked for beside it.
    """
    made = found.provenance
    key = (made.choices, made.document, found.data, str(name))
    kept: Remade | None = library.memory.recall(_remade, key)
    return kept or library.memory.keep(_remade, key, _remade(found, library, name))


@at_most(1)  # it is asked again and again for one document, and a document is big
def _remade(found: ReadDocument, library: Library, name: str | Path) -> Remade:
    try:
        choices, _ = _choices(found, name)
    except ChoicesError as exc:
        return Remade(problems=exc.problems)
    made = tolerated(choices, library)
    if made.bundle is None:
        return Remade(problems=made.problems)
    return Remade(made.bundle, frozenset(map(_name_of, made.left_out)))


def _name_of(key: Key) -> str:
    """The name of the value at a key of the choices; that of a choice is the name of no value."""
    names = [str(part) for part in key]
    if names[0] != "documenten":
        return names[0] if names[0] == "partijen" else names[1]
    return names[3] if names[2] == "gegevens" else ""


def _choices(found: ReadDocument, name: str | Path) -> tuple[Choices, tuple[OwnAnnex, ...]]:
    """The choices that a document carries with the pictures in its file, and the annexes of which
    the picture is gone.
    """
    made = found.provenance
    if not made.choices:
        message = "dit document draagt geen keuzebestand, en kan dus niet opnieuw worden gemaakt"
        hint = "Gebruik het keuzebestand waarmee het is gemaakt."
        raise ChoicesError(error(codes.GEEN_HERKOMST, message, Source(str(name)), hint))
    choices = parse_choices(made.choices, str(name))
    gone: tuple[OwnAnnex, ...] = ()
    if any(document.own_annexes for document in choices.documents):
        pictures = _pictures(found.data)
        gone = tuple(_without_picture(choices, pictures))
        empty = {annex.digest: _EMPTY for annex in gone}
        choices = replace(choices, attachments={**empty, **pictures})
    if made.document not in (document.id for document in choices.documents):
        message = "dit document heet anders dan elk document in het keuzebestand dat het draagt"
        hint = "De herkomst is veranderd; gebruik het keuzebestand waarmee het is gemaakt."
        raise ChoicesError(error(codes.ONBEKEND_DOCUMENT, message, Source(str(name)), hint))
    return choices, gone
