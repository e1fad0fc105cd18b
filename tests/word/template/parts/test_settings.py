"""The settings of a template that documents do not get."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from dlr_docs.model.library import Library
from dlr_docs.word.template.trial import examine_template
from dlr_docs.word.write import document
from tests.ooxml import TEMPLATE, changed
from tests.samples import SORTS, agreement, bundle_of

SETTINGS = "word/settings.xml"


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("<w:compat>", '<w:documentProtection w:edit="readOnly"/><w:compat>', "documentProtection"),
        ("<w:compat>", "<w:trackRevisions/><w:compat>", "trackRevisions"),
        ("<w:compat>", '<w:updateFields w:val="true"/><w:compat>', "updateFields"),
        (
            "</w:compat>",
            '</w:compat><w:docVars><w:docVar w:name="steller" w:val="M. Mol"/></w:docVars>',
            "M. Mol",
        ),
        ('w:val="15"', 'w:val="12"', 'w:val="12"'),
    ],
)
def test_what_is_of_the_template_alone_is_told_and_left_out(
    library: Library, tmp_path: Path, old: str, new: str, gone: str
) -> None:
    path = tmp_path / "eigen.docx"
    path.write_bytes(changed(TEMPLATE.read_bytes(), SETTINGS, lambda xml: xml.replace(old, new, 1)))
    (problem,) = examine_template(path, SORTS)
    assert problem.code == "sjabloon-weggelaten"
    bundle = bundle_of(agreement(), library)
    data = document.write_docx(bundle.documents[0], bundle, template=path)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        settings = package.read(SETTINGS).decode()
    assert gone not in settings
    assert 'w:val="15"' in settings
