"""What our own validation sees in a document."""

from __future__ import annotations

import re

from dlr_docs import build_bundle, document_bytes, load_choices
from dlr_docs.files.installation import default_library_path
from dlr_docs.model.library import Library
from tests.ooxml import changed, schema_errors


def test_the_order_inside_elements_of_words_own_is_judged(library: Library) -> None:
    example = default_library_path() / "examples" / "meldingslijst-duo-minimaal.yaml"
    data = document_bytes(build_bundle(load_choices(example), library), "meldingslijst-duo")
    assert schema_errors(data) == []
    swapped = changed(
        data,
        "word/document.xml",
        lambda text: re.sub(
            r"(<w14:checkedState [^>]*/>)(<w14:uncheckedState [^>]*/>)", r"\2\1", text, count=1
        ),
    )
    (wrong,) = schema_errors(swapped)
    assert "checkbox: checked, uncheckedState, checkedState" in wrong
