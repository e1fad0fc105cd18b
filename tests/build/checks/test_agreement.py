"""One name, one value, along the documents that others belong to."""

from __future__ import annotations

import pytest

from dlr_docs import check_bundle
from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem
from dlr_docs.build.carried.used_choices import used_choices
from dlr_docs.model.document import Bundle
from tests.small import CHOICES, OUTLINE, SmallLibrary

VALUES = """\
ingangsdatum: {soort: datum, vraag: Wanneer?, per_document: true}
regio: {soort: tekst, vraag: Welke regio?}
termijn: {soort: duur, vraag: Hoe lang?, standaard: 30 dagen}
telling: {soort: duur, vraag: Hoe lang telt het?, standaard: 30 dagen, volgt: [termijn]}
stoelen: {soort: lijst, van: tekst, vraag: Welke?}
"""
BELOW = "  - {soort: nota, bij: brief, %s}\n"


@pytest.fixture
def two(small_library: SmallLibrary) -> SmallLibrary:
    """A brief that says a term, and a nota that belongs to it and says it too."""
    small_library.write("clauses/gegevens.yaml", VALUES)
    small_library.write("templates/nota.yaml", f"hoort_bij: [brief, nota]\n{OUTLINE}")
    small_library.clause("doel/algemeen", "Binnen {{ termijn }}.\n")
    small_library.clause("extra/telling", "Telt {{ telling }}.\n")
    small_library.clause("extra/regio", "In {{ regio }} vanaf {{ ingangsdatum }}.\n")
    small_library.clause("extra/stoelen", "Met {{ stoelen|opsomming }}.\n")
    small_library.clause(
        "extra/anders", "In afwijking van het andere: {{ regio }}.\n", "wijkt_af: true"
    )
    return small_library


def brief(values: str, variant: str = "geen") -> str:
    return f"{CHOICES}    keuzes: {{extra: {variant}}}\n    gegevens: {{{values}}}\n"


def nota(values: str = "", variant: str = "geen") -> str:
    return BELOW % f"keuzes: {{extra: {variant}}}, gegevens: {{{values}}}"


def text_of(name: str, document_id: str, bundle: Bundle) -> str:
    return bundle.document(document_id).values[name].text


def differing(library: SmallLibrary, text: str) -> list[Problem]:
    problems = check_bundle(library.bundle(text))
    return [item for item in problems if item.code == codes.ANDERE_WAARDE.name]


def test_what_was_typed_above_holds_below(two: SmallLibrary) -> None:
    bundle = two.bundle(brief("termijn: 2 weken") + nota())
    assert text_of("termijn", "nota", bundle) == "twee weken"
    assert differing(two, brief("termijn: 2 weken") + nota()) == []


def test_the_document_above_goes_before_the_bundle(two: SmallLibrary) -> None:
    text = brief("termijn: 2 weken") + nota() + "gegevens: {termijn: 5 weken}\n"
    assert text_of("termijn", "nota", two.bundle(text)) == "twee weken"
    text = brief("") + nota() + "gegevens: {termijn: 5 weken}\n"
    assert text_of("termijn", "nota", two.bundle(text)) == "vijf weken"


def test_what_was_left_empty_takes_what_is_above(two: SmallLibrary) -> None:
    bundle = two.bundle(brief("termijn: 2 weken") + nota("termijn: "))
    assert text_of("termijn", "nota", bundle) == "twee weken"


def test_what_is_each_documents_own_is_not_handed_down(two: SmallLibrary) -> None:
    above = brief("ingangsdatum: 2027-08-01, regio: Tiel", "regio")
    bundle = two.bundle(above + nota("", "regio"))
    assert bundle.document("nota").values["ingangsdatum"].is_open
    assert text_of("regio", "nota", bundle) == "Tiel"
    assert differing(two, above + nota("ingangsdatum: 2028-08-01", "regio")) == []


def test_another_value_below_is_an_error_that_names_both_places(two: SmallLibrary) -> None:
    (problem,) = differing(two, brief("termijn: 2 weken") + nota("termijn: 3 weken"))
    assert problem.message == (
        "nota: 'termijn' is hier drie weken, en twee weken in 'brief' "
        "(documenten.brief.gegevens.termijn, regel 9)"
    )
    assert problem.at == "documenten.nota.gegevens.termijn"
    assert problem.source is not None
    assert problem.source.line == 10


def test_the_usual_value_above_is_said_there_too(two: SmallLibrary) -> None:
    (problem,) = differing(two, brief("") + nota("termijn: 3 weken"))
    assert "dertig\u00a0dagen in 'brief' (als standaardwaarde, " in problem.message.replace(
        "30", "dertig"
    )
    assert differing(two, brief("") + nota("termijn: 30 dagen")) == []


def test_a_text_that_differs_is_not_repeated(two: SmallLibrary) -> None:
    (problem,) = differing(
        two, brief("regio: Tiel", "regio") + nota("regio: Edam, ingangsdatum: ", "regio")
    )
    assert "'regio' is hier iets anders dan in 'brief'" in problem.message
    assert "Edam" not in problem.message
    assert "Tiel" not in problem.message


def test_a_value_is_compared_whether_the_text_uses_it_or_not(two: SmallLibrary) -> None:
    assert len(differing(two, brief("regio: Tiel") + nota("regio: Edam"))) == 1


def test_what_holds_for_the_bundle_may_be_another_in_one_document(two: SmallLibrary) -> None:
    text = brief("") + nota("regio: Edam", "regio") + "gegevens: {regio: Tiel}\n"
    assert differing(two, text) == []
    assert len(differing(two, text.replace("extra: geen", "extra: regio"))) == 1


def test_a_clause_may_say_that_it_departs(two: SmallLibrary) -> None:
    assert differing(two, brief("regio: Tiel", "regio") + nota("regio: Edam", "anders")) == []


def test_an_outline_may_say_what_is_its_own(two: SmallLibrary) -> None:
    text = brief("regio: Tiel", "regio") + nota("regio: Edam", "regio")
    assert len(differing(two, text)) == 1
    two.write("templates/nota.yaml", f"hoort_bij: [brief]\nper_document: [regio]\n{OUTLINE}")
    assert differing(two, text) == []


def test_one_thing_under_two_names_is_one_value(two: SmallLibrary) -> None:
    text = brief("termijn: 2 weken") + nota("", "telling")
    assert text_of("telling", "nota", two.bundle(text)) == "twee weken"
    (problem,) = differing(two, brief("termijn: 2 weken") + nota("telling: 3 weken", "telling"))
    assert "'telling' is hier drie weken, en twee weken in 'brief'" in problem.message
    two.write("clauses/gegevens.yaml", VALUES.replace("30 dagen, volgt", "8 weken, volgt"))
    bundle = two.bundle(brief("") + nota("", "telling"))
    assert text_of("telling", "nota", bundle) == text_of("termijn", "nota", bundle)


def test_the_order_of_a_list_says_nothing(two: SmallLibrary) -> None:
    above = brief("stoelen: [rood, wit]", "stoelen")
    assert differing(two, above + nota("stoelen: [Wit, rood]", "stoelen")) == []
    assert len(differing(two, above + nota("stoelen: [wit, blauw]", "stoelen"))) == 1


def test_a_document_carries_what_it_took_from_above(two: SmallLibrary) -> None:
    bundle = two.bundle(brief("termijn: 2 weken") + nota())
    carried = used_choices(bundle.document("nota"), bundle)
    assert "termijn: 2 weken" in carried
    again = two.bundle(carried)
    assert text_of("termijn", "nota", again) == "twee weken"
    assert used_choices(again.document("nota"), again) == carried
