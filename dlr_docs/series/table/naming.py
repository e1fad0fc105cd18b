"""Names of folders and files that say who they are for, and that any system can have."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')  # what Windows does not take
_LONGEST = 80
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def folder_name(text: str) -> str:
    """A name as the name of a folder; empty when nothing is left of it."""
    name = unicodedata.normalize("NFC", _FORBIDDEN.sub("-", " ".join(text.split())))
    name = name[:_LONGEST].strip(" .-")
    return f"{name}-" if _RESERVED.fullmatch(name) else name


def same_name(text: str) -> str:
    """What is alike for names that a file system may take for the same."""
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


def file_name(document_id: str, folder: str) -> str:
    """The name of a document: what it is and who it is for."""
    return f"{document_id} - {folder}.docx"
