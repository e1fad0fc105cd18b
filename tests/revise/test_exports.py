"""A document that Google Docs wrote anew: it has only words and looks, and says so."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from dlr_docs import read_document
from dlr_docs.basis.problems import TemplateError
from dlr_docs.model.library import Library
from tests.revise.programs import google
from tests.samples import agreement, docx_of

_STYLE = re.compile(r'<w:pStyle w:val="(\w+)"/>')
_POINTERS = re.compile(rb"<(?:Override|Relationship) [^>]*customXml[^>]*/>")


def plain(found: re.Match[str]) -> str:
    """Google Docs knows headings and plain text."""
    names = {"Titel": "Title", "Kop1": "Heading1", "Artikel": "Heading2"}
    return f'<w:pStyle w:val="{names.get(found[1], "Normal")}"/>'


def exported(data: bytes) -> bytes:
    """What Google Docs makes of a document: no custom parts, and no styles but its own."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = _POINTERS.sub(b"", old.read(name))
            if name == "word/document.xml":
                content = _STYLE.sub(plain, google(content.decode())).encode()
            if not name.startswith("customXml/"):
                new.writestr(name, content)
    return made.getvalue()


def test_it_is_refused_and_the_file_of_before_is_asked_for(library: Library) -> None:
    with pytest.raises(TemplateError, match="geen-herkomst") as caught:
        read_document(exported(docx_of(agreement(), library)))
    assert "Google Docs" in str(caught.value)
    assert "vraag dan om het bestand van daarvoor" in str(caught.value)
