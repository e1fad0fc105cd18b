"""The names that a Word template may use are those that a document has."""

from __future__ import annotations

from typing import Any

import pytest

from dlr_docs.model.library import Library
from dlr_docs.word.template import compiled
from dlr_docs.word.template.names import NAMES
from dlr_docs.word.write import document, layout
from tests.samples import agreement, bundle_of


def test_every_name_has_a_value_in_a_document_and_the_other_way_round(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict[str, Any]] = []
    real = compiled.render_part

    def watched(part: Any, names: dict[str, Any], path: str) -> str:
        seen.append(names)
        return real(part, names, path)

    monkeypatch.setattr(layout, "render_part", watched)
    bundle = bundle_of(agreement(), library)
    document.write_docx(bundle.documents[0], bundle)
    assert {name for name in seen[0] if not name.startswith("_")} == NAMES
    party = seen[0]["partijen"][0]
    members = dict(library.parties.members)
    assert party.keys() == set(members["partij"])
    assert party["vertegenwoordiger"].keys() == set(members["vertegenwoordiger"])
    assert party["alleen"].keys() == set(members["alleen"])
    assert party["handtekeningen"][0].keys() == set(members["handtekening"])
    assert {*party["scholen"][0]} == set(members["scholen"])
