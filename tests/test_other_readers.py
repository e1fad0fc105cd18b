"""Every example as programs read it that lie behind previews, portals and scripts: pandoc and
python-docx lose no word of it.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from dlr_docs import build_bundle, document_bytes, load_choices
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text
from tests.ooxml import changed

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
PANDOC = shutil.which("pandoc")
needs_pandoc = pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed")


def documents(example: Path, library: Library) -> Iterator[tuple[str, bytes]]:
    bundle = build_bundle(load_choices(example), library)
    for document in bundle.files:
        yield document.id, document_bytes(bundle, document.id)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def words_of(data: bytes) -> Counter[str]:
    """What ``toon`` says, without the numbers of paragraphs, which each reader shows its own way."""
    return words(
        as_text(
            changed(
                data,
                "word/numbering.xml",
                lambda text: re.sub(r'(<w:lvlText w:val=)"[^"]*"', r'\1""', text),
            )
        )
    )


def with_pandoc(data: bytes) -> Counter[str]:
    assert PANDOC is not None
    done = subprocess.run(
        [PANDOC, "--from=docx", "--to=markdown", "--standalone", "--wrap=none"],
        input=data,
        capture_output=True,
        timeout=60,
        check=True,
    )
    return words(done.stdout.decode())


def with_python_docx(data: bytes) -> Counter[str]:
    """The text of paragraphs, in which python-docx passes over controls, and that of controls."""
    document = Document(io.BytesIO(data))
    body = document.element.body
    paragraphs = (Paragraph(item, document).text for item in body.iter(qn("w:p")))
    controls = (
        "".join(text.text or "\n" for text in control.iter(qn("w:t"), qn("w:br")))
        for control in body.iter(qn("w:sdt"))
    )
    return words("\n".join([*paragraphs, *controls]))


@needs_pandoc
@pytest.mark.zwaar
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_pandoc_keeps_every_word(example: Path, library: Library) -> None:
    for name, data in documents(example, library):
        assert words_of(data) - with_pandoc(data) == Counter(), name


@pytest.mark.bibliotheek
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_python_docx_keeps_every_word(example: Path, library: Library) -> None:
    for name, data in documents(example, library):
        assert words_of(data) - with_python_docx(data) == Counter(), name
