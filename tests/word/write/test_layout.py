"""The parts of a Word template, laid out once for documents that it tells the same."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from dlr_docs import build_bundle, choices_from_data
from dlr_docs.clause.jinja.following import SHAPE, Followed, followed_paths
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import read_lines
from dlr_docs.word.template import compiled
from dlr_docs.word.template.compiled import environment
from dlr_docs.word.write import document, layout
from tests.ooxml import own_template
from tests.samples import AGREEMENT
from tests.word.write.test_contents_table import contents_of

HEADING = "<w:t>Ondertekening</w:t>"
OF_FIRST = "<w:t>Over {{ partijen[0].%s }}</w:t>"


def bundle_of(library: Library, **school: Any) -> Bundle:
    data = copy.deepcopy(AGREEMENT)
    data["partijen"]["linde"].update(school)
    return build_bundle(choices_from_data(data), library)


def written(bundle: Bundle, template: Path) -> bytes:
    return document.write_docx(bundle.documents[0], bundle, template=template)


def test_documents_that_differ_in_values_alone_are_laid_out_once(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made: list[str] = []
    real = compiled.render_part

    def watched(part: Any, names: Any, path: str) -> str:
        made.append(path)
        return real(part, names, path)

    monkeypatch.setattr(layout, "render_part", watched)
    path = own_template(tmp_path, HEADING, OF_FIRST % "naam")
    for name in ("De Linde", "De Iep & <zoon>"):
        assert f"Over {name}" in read_lines(written(bundle_of(library, naam=name), path))
    once = len(made)
    assert f"Over {AGREEMENT['partijen']['linde']['naam']}" in read_lines(
        written(bundle_of(library), path)
    )
    assert len(made) == once
    written(bundle_of(library, adres="Laan 1"), path)  # its introduction tells one thing more
    assert len(made) == 2 * once


def test_a_heading_with_a_value_is_listed_with_its_words(library: Library, tmp_path: Path) -> None:
    path = own_template(tmp_path, HEADING, OF_FIRST % "naam")
    for name in ("De Linde", "De Iep & <zoon>"):
        assert f"Over {name}" in contents_of(written(bundle_of(library, naam=name), path))


def test_a_template_may_show_what_no_reader_is_asked(library: Library, tmp_path: Path) -> None:
    path = own_template(tmp_path, HEADING, OF_FIRST % "kvk")
    for more, shown in (
        ({"kvk": "12345678"}, "Over 12345678"),
        ({}, "Over [Wat is het KvK-nummer van de school?]"),
    ):
        lines = read_lines(written(bundle_of(library, **more), path))
        assert any(line.startswith(shown[:20]) for line in lines), shown


def test_what_a_template_prints_as_text_is_told_apart_by_its_text() -> None:
    def follows(text: str) -> tuple[Followed, ...]:
        return followed_paths(environment(("",)).parse(text), frozenset())

    assert follows("<w:p>{{ (tussen)|veld(0) }}</w:p>") == (("tussen", SHAPE),)
    assert follows('<w:p a="{{ (tussen)|platte_tekst }}"/>') == (("tussen",),)
    assert follows("{{ tussen }}{{ (tussen)|veld(0) }}") == (("tussen",),)
