"""The statutory table: articles, and the texts that they had before."""

from __future__ import annotations

from datetime import date

import pytest

from dlr_docs import check_bundle, document_bytes, load_library
from dlr_docs.basis.problems import LibraryError
from dlr_docs.build.pipeline import build_bundle
from dlr_docs.choices.file import parse_choices
from dlr_docs.word.read.lines import as_text
from tests.small import CHOICES, LAW, SmallLibrary

ROW = '    {wet: wvo, artikel: "1", omschrijving: eerste, geldig_van: 2022-08-01, gecontroleerd: {datum: 2026-01-01, bron: W}}\n'
EARLIER = """\
    wet: wvo
    artikel: "1"
    omschrijving: eerste
    geldig_van: 2022-08-01
    gecontroleerd: {datum: 2026-01-01, bron: W}
    eerder:
      - {artikel: "10b", geldig_van: 2020-01-01, geldig_tot: 2020-12-31, gecontroleerd: {datum: 2026-01-01, bron: O}}
      - {artikel: "10c", geldig_van: 2021-01-01, geldig_tot: TOT, gecontroleerd: {datum: 2026-01-01, bron: O}}
"""


def changed(until: str = "2022-07-31") -> str:
    assert ROW in LAW
    return LAW.replace(ROW, EARLIER.replace("TOT", until))


@pytest.fixture
def citing(small_library: SmallLibrary) -> SmallLibrary:
    small_library.write("clauses/wetgeving.yaml", changed())
    small_library.clause(
        "doel/algemeen", '1. Vanaf {{ ingangsdatum }} volgens {{ wet("wvo-een") }}.\n'
    )
    return small_library


@pytest.mark.parametrize(
    ("day", "article"),
    [("2020-06-01", "10b"), ("2022-07-31", "10c"), ("2022-08-01", "1"), ("2027-08-01", "1")],
)
def test_a_document_cites_the_text_of_the_day_on_which_it_starts(
    citing: SmallLibrary, day: str, article: str
) -> None:
    bundle = build_bundle(
        parse_choices(f"{CHOICES}gegevens: {{ingangsdatum: {day}}}\n"), citing.load()
    )
    said = as_text(document_bytes(bundle, "brief")).replace("\u00a0", " ")
    assert f"volgens artikel {article} WVO 2020" in said
    assert "wet-niet-geldig" not in {item.code for item in check_bundle(bundle)}


def test_a_day_of_which_no_text_is_known_is_told(citing: SmallLibrary) -> None:
    bundle = build_bundle(
        parse_choices(f"{CHOICES}gegevens: {{ingangsdatum: 2019-06-01}}\n"), citing.load()
    )
    (found,) = [item for item in check_bundle(bundle) if item.code == "wet-niet-geldig"]
    assert "is niet nagelezen" in found.message


def test_days_between_two_changes_share_one_table(citing: SmallLibrary) -> None:
    law = citing.load().law
    assert law.on(date(2027, 1, 1)) is law
    assert law.on(date(2021, 3, 1)) is law.on(date(2022, 3, 1))
    assert law.on(date(2021, 3, 1)) is not law.on(date(2020, 3, 1))


def test_a_table_without_changes_is_the_same_on_any_day(small_library: SmallLibrary) -> None:
    law = small_library.load().law
    assert law.on(date(1999, 1, 1)) is law


def test_an_earlier_text_ends_before_the_next_one(small_library: SmallLibrary) -> None:
    small_library.write("clauses/wetgeving.yaml", changed("2022-08-01"))
    with pytest.raises(LibraryError) as caught:
        load_library(small_library.path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.at) == (
        "verkeerde-periode",
        "clauses/wetgeving.yaml#verwijzingen.wvo-een.eerder.2",
    )
