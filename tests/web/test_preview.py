"""The text of a document beside its questions."""

from __future__ import annotations

from pathlib import Path

from dlr_docs import build_bundle, load_choices
from dlr_docs.clause.html import NOWHERE
from dlr_docs.model.library import Library
from dlr_docs.web.preview import Previews
from tests.build.selected.test_attached import with_annexes


def test_annexes_of_the_parties_own_are_shown_with_their_list(
    tmp_path: Path,
    library: Library,
) -> None:
    bundle = build_bundle(load_choices(with_annexes(tmp_path) / "k.yaml"), library)
    shown = Previews().html("k.yaml", "a", bundle.document("convenant"), bundle, NOWHERE)
    assert "Een zaal met" in shown
    assert "<td>4,5</td>" in shown
    assert "Lijst van bijlagen" in shown
