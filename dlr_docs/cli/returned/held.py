"""What documents that come back are held against: a choice file, or the rows of a series; and the
documents of a folder, one by one.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple, Protocol

import click

if TYPE_CHECKING:
    from dlr_docs.basis.problems import Problem
    from dlr_docs.model.document import Bundle
    from dlr_docs.model.library import Library
    from dlr_docs.series.judging import Job
    from dlr_docs.series.table.lines import SeriesRow
    from dlr_docs.word.read.document import Located, ReadDocument


class Bundles(Protocol):
    """What gives documents that come back the bundle that they are of."""

    def bundle_for(self, found: ReadDocument, document: Path) -> Bundle:
        """The bundle of a document.

        Raises:
            DlrDocsError: when it is of none.
        """

    def row_of(self, document: Path) -> str:
        """The name of the row that a document is of; nothing when all are of one choice file."""


def library_for(keuzes: Path | None, bibliotheek: Path | None) -> Library:
    """The library that was named on the command line, or else in the choice file."""
    from dlr_docs.choices.file import load_choices
    from dlr_docs.library.load import load_library

    if bibliotheek is not None or keuzes is None:
        return load_library(bibliotheek)
    return load_library(load_choices(keuzes).library)


def bundles_of(keuzes: Path, tabel: Path | None, library: Library) -> Bundles:
    """What gives the bundle for a document: that of the choice file, which must have it, or that of
    its row in a table.

    Raises:
        DlrDocsError: when the choice file or the table cannot be used; what it gives raises the
            same for a document that is in neither, or whose row is wrong.
    """
    if tabel is not None:
        return _Rows(keuzes, tabel, library)
    from dlr_docs.build.pipeline import build_bundle
    from dlr_docs.choices.file import load_choices

    return _Single(build_bundle(load_choices(keuzes), library), keuzes)


class _Single(NamedTuple):
    """The one bundle of a choice file."""

    bundle: Bundle
    keuzes: Path

    def bundle_for(self, found: ReadDocument, document: Path) -> Bundle:
        """That bundle, which must have the document."""
        return _having(self.bundle, found, self.keuzes)

    def row_of(self, document: Path) -> str:
        """No row."""
        return ""


def _having(bundle: Bundle, found: ReadDocument, keuzes: Path, *, is_row: bool = False) -> Bundle:
    """A bundle, which must have a document, and be of the same agreement."""
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import ChoicesError, Source, did_you_mean, error
    from dlr_docs.revise.same_agreement import refuse_other

    ids = [item.id for item in bundle.files]
    name = found.provenance.document
    if name in ids:
        refuse_other(found, bundle, is_row=is_row)
        return bundle
    message = f"het document '{name}' staat niet in dit keuzebestand"
    hint = did_you_mean(name, ids) or "Kies het keuzebestand waarmee het document is gemaakt."
    hint = f"{hint} Staat het in een map en is het vervallen, haal het daar dan uit."
    raise ChoicesError(error(codes.ONBEKEND_DOCUMENT, message, Source(str(keuzes)), hint))


class _Rows:
    """The rows of a series. A document is of the row that its folder or its own name says."""

    def __init__(self, keuzes: Path, tabel: Path, library: Library) -> None:
        from dlr_docs.build.values.plural import singulars
        from dlr_docs.choices.file import load_choices
        from dlr_docs.model.options import DEFAULTS
        from dlr_docs.series.judging import job_of
        from dlr_docs.series.rows import base_of
        from dlr_docs.series.table.reading import read_table

        choices = load_choices(keuzes)
        table = read_table(tabel, choices, library)
        self._path = tabel
        self._by_name = {row.name: row for row in table.rows}
        base = base_of(choices, table.documents, singulars(library))
        self._job: Job = job_of(base, library, DEFAULTS)
        self._last: tuple[str, Bundle] | None = None  # documents of a row come together

    def bundle_for(self, found: ReadDocument, document: Path) -> Bundle:
        """The bundle of the row of a document.

        Raises:
            DlrDocsError: when it is of no row or of two, when its row is wrong, or has no document
                of this name.
        """
        row = self._row_of(document)
        if self._last is None or self._last[0] != row.name:
            self._last = row.name, self._built(row)
        return _having(self._last[1], found, self._path, is_row=True)

    def row_of(self, document: Path) -> str:
        """The name of the row of a document.

        Raises:
            DlrDocsError: when it is of no row or of two.
        """
        return self._row_of(document).name

    def _built(self, row: SeriesRow) -> Bundle:
        from dlr_docs.basis.problems import TableError
        from dlr_docs.series.judging import build_row

        if row.problems:
            raise TableError(row.problems)
        return build_row(row, self._job)[0]

    def _row_of(self, document: Path) -> SeriesRow:
        from dlr_docs.basis import codes
        from dlr_docs.basis.problems import Source, TableError, did_you_mean, error

        names = row_names(document, self._by_name)
        if len(names) == 1:
            return self._by_name[names[0]]
        if names:
            message = f"dit document staat in de map van '{names[0]}' en heet naar '{names[1]}'"
            hint = "Zet het in de map van zijn eigen rij."
        else:
            message = f"bij dit document hoort geen rij van '{self._path.name}'"
            hint = did_you_mean(document.absolute().parent.name, self._by_name) or (
                "Zet het in een map met de naam van zijn rij, zoals 'dlr-docs reeks' die maakt."
            )
        raise TableError(error(codes.ZONDER_RIJ, message, Source(str(document)), hint))


def row_names(document: Path, names: Mapping[str, object]) -> list[str]:
    """The rows that the folders of a document and its own name say, the nearest folder first; each
    once. People put words behind the name of a file.
    """
    from dlr_docs.series.table.naming import same_name

    by_name = {same_name(name): name for name in names}
    folders = (same_name(part) for part in reversed(document.absolute().parent.parts))
    in_folder = next((by_name[part] for part in folders if part in by_name), None)
    own = same_name(document.stem.partition(" - ")[2])
    alike = [name for name in by_name if own == name or own.startswith((f"{name}-", f"{name} "))]
    in_file = by_name[max(alike, key=len)] if alike else None
    return [*dict.fromkeys(name for name in (in_folder, in_file) if name is not None)]


def refuse_series(folder: Path, keuzes: Path | None, tabel: Path | None) -> None:
    """Refuse a folder that ``reeks`` made with its choice file and without the table: each row has
    values of its own.

    Raises:
        TableError: when it is one.
    """
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import Source, TableError, error
    from dlr_docs.series.record import RECORD

    above = (folder, folder.absolute().parent)
    if keuzes is None or tabel is not None or not any((it / RECORD).is_file() for it in above):
        return
    message = "deze map is door 'dlr-docs reeks' gemaakt; elke map erin is een rij van een tabel"
    hint = "Noem ook de tabel, met --reeks TABEL."
    raise TableError(error(codes.ZONDER_RIJ, message, Source(str(folder)), hint))


def refuse_row(document: Path) -> None:
    """Refuse to put the values of a row of a series into the choice file of all rows.

    Raises:
        TableError: when a document, or a folder of them, stands in a folder that ``reeks`` made.
    """
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import Source, TableError, error
    from dlr_docs.series.record import RECORD

    if not any((it / RECORD).is_file() for it in (document, *document.absolute().parents)):
        return
    message = "dit is van een reeks: de gegevens van een rij staan in de tabel"
    hint = (
        "Neem in de tabel over wat anders is: dat laat 'dlr-docs vergelijk' met --reeks TABEL zien."
    )
    raise TableError(error(codes.ZONDER_RIJ, message, Source(str(document)), hint))


def documents_in(folder: Path, *, deep: bool) -> list[Path]:
    """The documents in a folder, without the files that Word keeps beside.

    Args:
        deep: whether those in the folders in it count too.
    """
    found = folder.rglob("*.docx") if deep else folder.glob("*.docx")
    return [path for path in sorted(found) if not path.name.startswith(("~$", "."))]


@contextlib.contextmanager
def progress(
    paths: Sequence[Path], folder: Path
) -> Iterator[Iterator[tuple[Path, Located | None]]]:
    """Documents one by one, with how far it is on stderr: a bar where somebody looks at it, and
    otherwise a line each. Those that belong to another one come behind it; what cannot be read
    comes without a document.
    """
    if sys.stderr.isatty():
        with click.progressbar(
            _in_order(paths),
            length=len(paths),
            label="Lezen",
            file=sys.stderr,
            show_pos=True,
            item_show_func=_name,
        ) as bar:
            yield iter(bar)
    else:
        yield _told(paths, folder)


def _in_order(paths: Sequence[Path]) -> Iterator[tuple[Path, Located | None]]:
    """Those that belong to no other document first; the rest is read again, since no more than one
    is held in memory.
    """
    from dlr_docs.revise.family import belongs

    later: list[Path] = []
    for path in paths:
        found = _read_or_none(path)
        if found is not None and belongs(found.document):
            later.append(path)
        else:
            yield path, found
    for path in later:
        yield path, _read_or_none(path)


def _read_or_none(path: Path) -> Located | None:
    from dlr_docs.basis.problems import DlrDocsError
    from dlr_docs.word.read.document import read_located

    try:
        return read_located(path)
    except DlrDocsError:
        return None


def _name(item: tuple[Path, Located | None] | None) -> str | None:
    return None if item is None else item[0].name


def _told(paths: Sequence[Path], folder: Path) -> Iterator[tuple[Path, Located | None]]:
    for number, item in enumerate(_in_order(paths), start=1):
        click.echo(f"{number} van {len(paths)}: {below(item[0], folder)}", err=True)
        yield item


def below(path: Path, folder: Path) -> str:
    """Where a document stands in a folder, alike on every system."""
    return PurePath(path.relative_to(folder)).as_posix()


def empty(folder: Path) -> Problem:
    """That there is nothing in a folder."""
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import Source, error

    message = "in deze map staat geen enkel Word-document"
    return error(codes.BESTAND_ONTBREEKT, message, Source(str(folder)))
