"""The workbench while it runs: its folder, the library as it is on disk now, and what it remembers
of the files that it shows.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from dlr_docs.basis.problems import ChoicesError, LibraryError
from dlr_docs.build.pipeline import build_bundle
from dlr_docs.build.report import Report, make_report
from dlr_docs.choices.editing.change import Typed
from dlr_docs.choices.file import parse_choices
from dlr_docs.choices.tolerant import Tolerated, tolerated
from dlr_docs.library.load import load_library
from dlr_docs.model.choices import Choices
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Library
from dlr_docs.web.addresses import Pages
from dlr_docs.web.editing import Desk, FileNow
from dlr_docs.web.folder import MOST, Folder, Listed, NoSuchFile
from dlr_docs.web.history import digest_of
from dlr_docs.web.preview import Previews, ShownFields
from dlr_docs.web.returned import Returned
from dlr_docs.web.words import named, names_of, sentence

_FILES = 64  # whose bundles are remembered
_PATIENCE = 0.4  # seconds that the list of files may take to judge those that it does not know


class Opened(Struct, frozen=True, eq=False):
    """A choice file as it is now, and what can be made of it; ``typed`` is its text as it was read,
    None when it is no YAML.
    """

    name: str
    text: str
    stand: str
    found: Tolerated
    library: Library
    typed: Typed | None = None

    @property
    def pages(self) -> Pages:
        """Where the pages about it are."""
        return Pages(self.name)

    def document(self, wanted: str) -> Document | None:
        """The document with an id, or the first; None when nothing could be built."""
        bundle = self.found.bundle
        if bundle is None:
            return None
        known = {document.id: document for document in bundle.documents}
        return known.get(wanted) or bundle.documents[0]

    def report(self) -> Report | None:
        """The checks on it."""
        bundle = self.found.bundle
        return None if bundle is None else make_report(bundle, list(self.found.problems))


class Summary(NamedTuple):
    """What the list of files says of one: what it is called, which documents it has, how far it is;
    ``open_count`` is None when it cannot be built, and ``problem`` says why.
    """

    title: str
    kinds: str
    status: str
    open_count: int | None
    settled: int
    subjects: int
    problem: str


def _told(found: Tolerated, library: Library) -> str:
    return sentence(named(found.problems[0], names_of(library)))


def status_of(choices: Choices | None) -> str:
    """What is said of the documents: that they are drafts, definitive or signed."""
    if choices is None or choices.draft:
        return "concept"
    return "ondertekend" if choices.signed else "definitief"


class Bench:
    """What all pages work on.

    Args:
        folder: the folder with choice files.
        library_path: the folder of a library for all of them; None leaves it to each file.
    """

    def __init__(self, folder: Folder, library_path: Path | None) -> None:
        self.folder = folder
        self.library_path = library_path
        self.desk = Desk(folder)
        self.previews = Previews()
        self.fields = ShownFields()
        self.returned = Returned()
        self.patience = _PATIENCE
        self._opened: dict[str, Opened] = {}
        self._summaries: dict[str, tuple[datetime, Library, Summary]] = {}

    def library(self, choices: Choices | None = None) -> Library:
        """The library that a choice file names, or that of the bench; read again when a file of it
        has changed.
        """
        named = choices.library if choices is not None else ()
        return load_library(self.library_path or named)

    def open(self, name: str) -> Opened:
        """A choice file, read again; built again when it, or the library, has changed.

        Raises:
            NoSuchFile: when the folder has no such file.
        """
        file = self.desk.file(name)
        known = self._opened.pop(name, None)
        if known is None or known.text != file.text or known.library is not self._of(known.found):
            known = self._built(name, file)
        self._opened[name] = known
        while len(self._opened) > _FILES:
            del self._opened[next(iter(self._opened))]
        return known

    def _of(self, found: Tolerated) -> Library:
        """The library of a file as it is on disk now; that of the bench when the file's own cannot
        be read.
        """
        try:
            return self.library(found.choices)
        except LibraryError:
            return self.library()

    def strict(self, name: str) -> tuple[Bundle, str]:
        """The bundle of a choice file as the command line would build it, and the file's name.

        Raises:
            DlrDocsError: when anything is wrong with it.
        """
        choices, library = self.loaded(name)
        return build_bundle(choices, library), name

    def loaded(self, name: str) -> tuple[Choices, Library]:
        """A choice file and its library, as the command line would read them.

        Raises:
            DlrDocsError: when anything is wrong with one of them.
        """
        choices = parse_choices(self.folder.read(name), str(self.folder.place(name)))
        self.folder.refuse_outside(choices.data)
        return choices, self.library(choices)

    def summaries(self, items: Iterable[Listed]) -> Iterator[Summary | None]:
        """What the list of files says of each; judged again when it, or the library, has changed.
        None is for what has not been judged yet: judging stops after a moment, so that a full
        folder keeps nobody waiting, and goes on at the next look.
        """
        library = self.library()
        until = time.monotonic() + self.patience
        for item in items:
            changed, of, known = self._summaries.pop(item.name, (None, None, None))
            if known is None or changed != item.changed or of is not library:
                known = self._summed(item.name) if time.monotonic() < until else None
            if known is not None:
                self._summaries[item.name] = (item.changed, library, known)
            while len(self._summaries) > 2 * MOST:
                del self._summaries[next(iter(self._summaries))]
            yield known

    def _summed(self, name: str) -> Summary:
        try:
            built = self._built(name, self.desk.file(name))
            found, library = built.found, built.library
        except NoSuchFile:
            return Summary(name, "", "", None, 0, 0, "Dit bestand kan niet worden gelezen.")
        if found.choices is None or found.bundle is None:
            title = found.choices.title if found.choices is not None else name
            return Summary(title, "", "", None, 0, 0, _told(found, library))
        report = make_report(found.bundle, list(found.problems))
        kinds = dict.fromkeys(document.title for document in found.bundle.documents)
        missing = sum(cover.status == "ontbreekt" for cover in report.cover)
        return Summary(
            found.choices.title,
            ", ".join(kinds),
            status_of(found.choices),
            len({value.value.path for value in report.open_values}),
            len(report.cover) - missing,
            len(report.cover),
            "",
        )

    def _built(self, name: str, file: FileNow) -> Opened:
        found, library = self._tolerated(file)
        stand = digest_of(file.text)
        return Opened(name, file.text, stand, found, library or self.library(), file.typed)

    def _tolerated(self, file: FileNow) -> tuple[Tolerated, Library | None]:
        """What can be made of a file, and with which library; None when that cannot be told."""
        if file.choices is None:
            return Tolerated(None, None, file.problems), None
        try:
            self.folder.refuse_outside(file.choices.data)
            library = self.library(file.choices)
        except ChoicesError as exc:
            return Tolerated(None, None, exc.problems), None
        except LibraryError as exc:
            return Tolerated(file.choices, None, exc.problems), None
        return tolerated(file.choices, library), library
