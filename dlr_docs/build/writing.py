"""Documents of a bundle as bytes and as files: the last stages."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from dlr_docs.basis.problems import (
    CheckError,
)
from dlr_docs.build.carried.document import carried
from dlr_docs.build.checks.coverage import cover_table
from dlr_docs.build.checks.table import (
    check_bundle,
    may_be_definitive,
)
from dlr_docs.files import output
from dlr_docs.model.document import (
    Bundle,
    Document,
    TableAnnex,
)
from dlr_docs.model.options import DEFAULTS, WriteOptions


def document_bytes(bundle: Bundle, document_id: str, options: WriteOptions = DEFAULTS) -> bytes:
    """One document of a bundle as the bytes of a .docx.

    Args:
        document_id: the id in the choice file; its kind when it has none of its own. An annex
            without a file of its own gives the file that it stands in.
        options: what goes into it.

    Raises:
        KeyError: when the bundle has no such document.
        TemplateError: when the Word template cannot be used.
    """
    from dlr_docs.word.write.document import write_docx

    document = bundle.file_of(document_id)
    tables = _tables(document, bundle, options)
    told = carried(document, bundle, options)
    return write_docx(document, bundle, options, tables=tables, carried=told)


def _tables(document: Document, bundle: Bundle, options: WriteOptions) -> tuple[TableAnnex, ...]:
    cover = cover_table(document, bundle) if options.cover_table else ()
    return (*_list_of_annexes(document, bundle), *cover)


def _list_of_annexes(document: Document, bundle: Bundle) -> tuple[TableAnnex, ...]:
    """The list of all annexes of a document, when the parties brought some of their own."""
    if not document.attached:
        return ()
    from dlr_docs.build.selected.attached import list_of_annexes

    return list_of_annexes(document, bundle)


def write_bundle(
    bundle: Bundle, folder: str | Path, options: WriteOptions = DEFAULTS
) -> list[Path]:
    """Write the documents of a bundle into a folder: all that the options ask, or none.

    A definitive bundle is only written when its checks find no errors. A file that was changed
    since it was made is only replaced when the options say so.

    Returns:
        The paths, in the order of the choice file.

    Raises:
        CheckError: when the bundle is definitive and its checks find errors.
        OutputError: when a file may not be replaced or cannot be written; nothing has changed then.
    """
    refuse_unready(bundle)
    wanted = _wanted(bundle, options)
    files = {f"{item.id}.docx": document_bytes(bundle, item.id, options) for item in wanted}
    files |= files_beside(wanted)
    convert = functools.partial(_converted, bundle, options) if options.formats else None
    replaceable = options.overwrite_documents
    named = {item.id: item.id for item in wanted}
    return output.write_files(files, Path(folder), options.overwrite, convert, replaceable, named)


def _wanted(bundle: Bundle, options: WriteOptions) -> tuple[Document, ...]:
    """The documents that get a file."""
    asked = {bundle.file_of(name).id for name in options.only}
    return tuple(item for item in bundle.files if not asked or item.id in asked)


def refuse_unready(bundle: Bundle) -> None:
    """Refuse a definitive bundle that is not ready to be made.

    Raises:
        CheckError: when its checks find errors.
    """
    if not bundle.choices.draft:
        problems = check_bundle(bundle)
        if not may_be_definitive(problems):
            raise CheckError(problems)


def files_beside(documents: Iterable[Document]) -> dict[str, bytes]:
    """The files that go along with documents, by their name."""
    beside = itertools.chain.from_iterable(document.beside for document in documents)
    return {name: item.data for name, item in beside}


def _converted(bundle: Bundle, options: WriteOptions, workshop: Path) -> dict[str, bytes]:
    """Each document in other formats."""
    from dlr_docs.files.office import convert

    copies = {f"{name}.docx": copy for name, copy in copies_to_convert(bundle, options).items()}
    return convert(copies, options.formats, workshop)


def copies_to_convert(bundle: Bundle, options: WriteOptions) -> dict[str, bytes]:
    """Each document as LibreOffice gets it, by id: without notes, and with controls of rich text,
    since it drops the look of others.
    """
    from dlr_docs.word.write.document import write_docx

    as_read = replace(options, notes=False, text_controls="rich")
    return {
        document.id: write_docx(
            document, bundle, as_read, tables=_tables(document, bundle, options)
        )
        for document in _wanted(bundle, options)
    }
