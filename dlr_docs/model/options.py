"""How documents are written: one value that goes along from whoever asks to the writer."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from msgspec import Struct

Format = Literal["pdf", "odt"]
TextControls = Literal["plain", "rich"]


class WriteOptions(Struct, frozen=True, kw_only=True):
    """How to write the documents of a bundle; without arguments as ``dlr-docs maak`` does.

    Args:
        only: ids of the documents to write; all of them when there are none. An annex without a
            file of its own stands for the file that it is in.
        overwrite: whether files may be replaced that were edited since they were made, or that
            another program has open.
        overwrite_documents: ids of documents of which the same holds.
        made_from: what tells the choice file from another one of the same folder
            (``files.output.file_mark``); a document that was made from another is not replaced.
        notes: whether the drafting notes of clauses go in as Word comments.
        cover_table: whether the table of statutory cover goes in as an annex.
        choice_file: whether the choice file goes into the documents, with all that it says; clause
            ids and seal always do.
        formats: what LibreOffice makes of each document besides.
        text_controls: whether the controls of texts take plain text only, as users of Word expect;
            LibreOffice drops their look unless they are rich text.
    """

    only: Collection[str] = ()
    overwrite: bool = False
    overwrite_documents: Collection[str] = ()
    made_from: str = ""
    notes: bool = False
    cover_table: bool = False
    choice_file: bool = True
    formats: tuple[Format, ...] = ()
    text_controls: TextControls = "plain"


DEFAULTS = WriteOptions()
