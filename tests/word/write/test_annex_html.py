"""Annexes of the parties' own in the HTML of a document read as in its Word file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from dlr_docs import build_bundle, document_bytes, load_choices
from dlr_docs.build.selected.attached import list_of_annexes
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import read_lines
from dlr_docs.word.write.html import document_html
from tests.build.selected.test_attached import with_annexes
from tests.word.write.test_html import lines_in_word, lines_of


@pytest.mark.parametrize("style", ["zakelijk", "klassiek"])
def test_annexes_of_the_parties_own_read_as_in_word(
    tmp_path: Path,
    style: str,
    library: Library,
) -> None:
    choices = replace(load_choices(with_annexes(tmp_path) / "k.yaml"), house_style=style)
    bundle = build_bundle(choices, library)
    document = bundle.document("convenant")
    html = document_html(document, bundle, tables=list_of_annexes(document, bundle))
    assert lines_of(html) == lines_in_word(bundle, "convenant")
    assert 'role="img" aria-label="Een zaal met &quot;drie&quot; zones."' in html
    assert "Techniek &amp; &lt;zorg&gt;" in html
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(re.findall(r' id="([^"]*)"', html))
    assert "Lijst van bijlagen" in "".join(read_lines(document_bytes(bundle, "convenant")))
