"""A choice file moved over to the names of now, with all else as it was typed."""

from __future__ import annotations

import pytest

from dlr_docs.basis.problems import ChoicesError
from dlr_docs.basis.yaml.tree import YamlError
from dlr_docs.choices.editing.moving import Moved, with_names

CLAUSES = {"doel/oud": "doel/nieuw", "weg/x": "extra/x", "extra/y": "doel/y"}
VALUES = {"streek": "regio"}
TEXT = """\
# van ons
gegevens:
  streek: Waterland  # de onze
documenten:
  - soort: brief
    keuzes:
      doel: [een, "oud"]   # twee
      weg: x
    gegevens: {streek: Zaan, anders: oud}
groepen:
  techniek: {documenten: [brief], keuzes: {doel: oud}, gegevens: {streek: Kop}}
"""


def test_names_are_changed_where_they_stand() -> None:
    made, moved = with_names(TEXT, CLAUSES, VALUES, "keuzes.yaml")
    assert made == (
        TEXT.replace("streek", "regio")
        .replace('"oud"', "nieuw")
        .replace("doel: oud", "doel: nieuw")
        .replace("weg: x", "extra: x")
    )
    assert set(moved) == {
        Moved("streek", "regio"),
        Moved("doel/oud", "doel/nieuw"),
        Moved("weg/x", "extra/x"),
    }
    assert with_names(made, CLAUSES, VALUES, "keuzes.yaml") == (made, ())


def test_variants_that_part_are_for_a_person() -> None:
    text = "documenten:\n  - keuzes: {extra: [x, y]}\n"
    with pytest.raises(ChoicesError) as caught:
        with_names(text, CLAUSES, VALUES, "keuzes.yaml")
    (problem,) = caught.value.problems
    assert "doel, extra" in (problem.hint or "")


def test_a_key_that_would_be_there_twice_is_refused() -> None:
    text = "gegevens: {streek: a, regio: b}\n"
    with pytest.raises(YamlError):
        with_names(text, CLAUSES, VALUES, "keuzes.yaml")
