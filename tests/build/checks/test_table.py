"""The checks of a bundle."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from dlr_docs import check_bundle
from dlr_docs.basis.codes import OPEN_GEGEVEN
from dlr_docs.basis.problems import ChoicesError, Place, Problem, RenderError, error, warning
from dlr_docs.build.checks.coverage import coverage, open_values
from dlr_docs.build.checks.table import CHECKS, judged, may_be_definitive
from dlr_docs.build.report import as_text, make_report
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library, Role
from tests.samples import agreement, bundle_of
from tests.small import CHOICES, OUTLINE, SmallLibrary

WITH_REQUIREMENTS = OUTLINE + "eisen: groep\n"


def found_codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.severity)) for problem in problems]


def of(bundle: Bundle, code: str) -> list[Problem]:
    return [problem for problem in check_bundle(bundle) if problem.code == code]


def chosen(text: str) -> str:
    return CHOICES + f"    keuzes: {text}\n"


def test_an_agreement_of_defaults_covers_every_mandatory_subject(library: Library) -> None:
    bundle = bundle_of(agreement(), library)
    assert [item.requirement.letter for item in coverage(bundle.documents[0], bundle)] == list(
        "abcdefghij"
    )
    assert of(bundle, "wettelijk-onderwerp") == []
    assert may_be_definitive(check_bundle(bundle))


def test_a_mandatory_subject_that_nothing_covers_is_an_error_that_names_what_would(
    small_library: SmallLibrary,
) -> None:
    small_library.write("templates/brief.yaml", WITH_REQUIREMENTS)
    small_library.clause("extra/een", "a", "eisen: [eis-a]")
    small_library.clause("extra/twee", "b", "eisen: [eis-b.wijziging]")
    first, second = of(small_library.bundle(), "wettelijk-onderwerp")
    assert found_codes([first, second]) == [("wettelijk-onderwerp", "fout")] * 2
    assert first.hint == "Kies een van: extra/een."
    assert second.hint == "Kies een van: extra/twee."


def test_a_subject_is_settled_open_or_missing(small_library: SmallLibrary) -> None:
    small_library.write("templates/brief.yaml", WITH_REQUIREMENTS)
    small_library.clause("doel/algemeen", "1. {{ regio }}", "eisen: [eis-a]")
    small_library.clause("extra/een", "Tekst.", "eisen: [eis-b.opzegging]")
    small_library.clause("extra/twee", "Tekst.", "eisen: [eis-b.wijziging]")

    def statuses(text: str) -> list[tuple[str, str, tuple[str, ...], list[int]]]:
        bundle = small_library.bundle(text)
        return [
            (
                item.requirement.id,
                item.status,
                item.missing,
                [artikel.number for artikel in item.articles],
            )
            for item in coverage(bundle.documents[0], bundle)
        ]

    assert statuses(CHOICES) == [
        ("eis-a", "open", (), [1]),
        ("eis-b", "ontbreekt", ("opzegging", "wijziging"), []),
    ]
    text = chosen("{extra: een}") + "    gegevens: {regio: Waterland}\n"
    assert statuses(text) == [
        ("eis-a", "geregeld", (), [1]),
        ("eis-b", "ontbreekt", ("wijziging",), [2]),
    ]
    assert statuses(chosen("{extra: [een, twee]}"))[1] == ("eis-b", "geregeld", (), [2])


def test_what_is_missing_is_said_with_its_parts_and_its_basis(small_library: SmallLibrary) -> None:
    small_library.write("templates/brief.yaml", WITH_REQUIREMENTS)
    small_library.clause("doel/algemeen", "a", "eisen: [eis-a]")
    small_library.clause("extra/een", "Tekst.", "eisen: [eis-b.opzegging]")
    (problem,) = of(small_library.bundle(chosen("{extra: een}")), "wettelijk-onderwerp")
    assert (
        "brief: het verplichte onderwerp b ontbreekt: het einde (niet geregeld: wijziging)"
        in problem.message
    )
    assert "want artikel\u00a01, onderdeel\u00a0b, WVO\u00a02020 vraagt het" in problem.message
    assert str(problem.source) == "keuzes.yaml:8:14"


def test_a_kind_without_requirements_has_nothing_to_cover(small_library: SmallLibrary) -> None:
    bundle = small_library.bundle()
    assert coverage(bundle.documents[0], bundle) == []


def test_an_open_value_is_a_warning_in_a_draft_and_an_error_in_a_definitive_document(
    small_library: SmallLibrary,
) -> None:
    draft = of(small_library.bundle(), "open-gegeven")
    final = of(small_library.bundle(CHOICES + "status: definitief\n"), "open-gegeven")
    assert {str(problem.severity) for problem in draft} == {"waarschuwing"}
    assert {str(problem.severity) for problem in final} == {"fout"}
    assert [problem.message for problem in draft] == [problem.message for problem in final]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (CHOICES, "7:5"),
        (CHOICES + "    gegevens:\n      ingangsdatum:\n", "9:7"),
        (CHOICES + "gegevens:\n  ingangsdatum:\n", "9:3"),
    ],
)
def test_an_open_value_points_at_where_it_can_be_filled_in(
    small_library: SmallLibrary, text: str, place: str
) -> None:
    (problem,) = [
        item
        for item in of(small_library.bundle(text), "open-gegeven")
        if "'ingangsdatum'" in item.message
    ]
    assert str(problem.source) == f"keuzes.yaml:{place}"
    assert problem.hint == "Gebruikt in artikel 1."


def test_an_open_field_of_a_party_points_at_that_party(small_library: SmallLibrary) -> None:
    problems = of(small_library.bundle(), "open-gegeven")
    (problem,) = [item for item in problems if "'partijen.linde.vestigingsplaats'" in item.message]
    assert str(problem.source) == "keuzes.yaml:3:3"
    assert problem.hint is None


def test_open_values_are_listed_with_the_articles_that_use_them(
    small_library: SmallLibrary,
) -> None:
    small_library.clause("extra/een", "{{ regio }} {{ ingangsdatum }}")
    (document,) = small_library.bundle(chosen("{extra: een}")).documents
    found = {item.value.path: item.articles for item in open_values(document)}
    assert found["ingangsdatum"] == (1, 2)
    assert found["regio"] == (2,)
    assert found["partijen.linde.vertegenwoordiger.naam"] == ()
    assert "partijen.linde.naam" not in found


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("ja_nee, standaard: ja", "PM"), ("keuze, opties: [a, b]", "n.v.t."), ("aantal", "PM")],
)
def test_an_answer_that_says_nothing_is_open_where_it_decides_the_text_as_well(
    small_library: SmallLibrary, kind: str, typed: str
) -> None:
    small_library.write("clauses/woorden.yaml", "zegt_niets: [PM, n.v.t.]\n")
    small_library.clause(
        "extra/een",
        "1. Zo{% if vast %} vast{% endif %}.",
        f"gegevens: {{vast: {{soort: {kind}, vraag: Ligt het vast?}}}}\n",
    )
    text = chosen("{extra: een}") + f"    gegevens: {{vast: {typed}}}\n"
    bundle = small_library.bundle(text)
    (found,) = [item for item in open_values(bundle.documents[0]) if item.value.path == "vast"]
    assert (found.articles, found.value.vague) == ((2,), typed)
    final = of(small_library.bundle(text + "status: definitief\n"), "open-gegeven")
    (problem,) = [item for item in final if item.message.startswith("brief: 'vast'")]
    assert (str(problem.severity), problem.at) == ("fout", "documenten.brief.gegevens.vast")
    nothing = small_library.bundle(chosen("{extra: een}"))
    assert "vast" not in {item.value.path for item in open_values(nothing.documents[0])}


def test_clauses_that_exclude_each_other_are_an_error(small_library: SmallLibrary) -> None:
    small_library.clause("extra/een", "a", "sluit_uit: [extra/twee]")
    small_library.clause("extra/twee", "b", "sluit_uit: [doel]")
    assert of(small_library.bundle(chosen("{extra: een}")), "sluit-uit") == []
    messages = [
        problem.message
        for problem in of(small_library.bundle(chosen("{extra: [een, twee]}")), "sluit-uit")
    ]
    assert messages == [
        "brief: 'extra/een' kan niet samen met 'extra/twee'",
        "brief: 'extra/twee' kan niet samen met 'doel'",
    ]


def test_a_clause_that_needs_another_is_an_error_without_it(small_library: SmallLibrary) -> None:
    small_library.clause("doel/algemeen", "a", "vereist: [extra/een]")
    small_library.clause("extra/twee", "b")
    (problem,) = of(small_library.bundle(chosen("{extra: twee}")), "vereist")
    assert problem.message == "brief: bij 'doel/algemeen' hoort ook 'extra/een'"
    assert of(small_library.bundle(chosen("{extra: een}")), "vereist") == []


def test_a_clause_may_need_one_of_the_document_it_belongs_to(small_library: SmallLibrary) -> None:
    small_library.write("templates/bijlage.yaml", OUTLINE + "hoort_bij: [brief]\n")
    small_library.clause("extra/twee", "b", "vereist: [extra/een]")
    text = chosen("{extra: een}") + "  - {soort: bijlage, bij: brief, keuzes: {extra: twee}}\n"
    assert of(small_library.bundle(text), "vereist") == []


@pytest.mark.parametrize(
    ("day", "count"), [("2021-12-31", 0), ("2022-01-01", 1), ("2019-12-31", 1)]
)
def test_law_that_does_not_hold_on_the_day_it_takes_effect_is_a_warning(
    small_library: SmallLibrary, day: str, count: int
) -> None:
    small_library.clause("doel/algemeen", '{{ ingangsdatum }} {{ wet("wvo-oud") }}')
    found = of(
        small_library.bundle(CHOICES + f"gegevens: {{ingangsdatum: {day}}}\n"), "wet-niet-geldig"
    )
    assert found_codes(found) == [("wet-niet-geldig", "waarschuwing")] * count


def test_without_a_day_nothing_is_said_about_the_law(small_library: SmallLibrary) -> None:
    small_library.clause("doel/algemeen", '{{ ingangsdatum }} {{ wet("wvo-oud") }}')
    assert of(small_library.bundle(), "wet-niet-geldig") == []


@pytest.mark.parametrize("leerweg", ["bb", "kb", "gl", "tl"])
@pytest.mark.parametrize("niveau", ["2", "3", "4"])
def test_a_learning_path_leads_only_to_the_levels_of_the_law(
    library: Library, leerweg: str, niveau: str
) -> None:
    data = agreement()
    data["documenten"][0]["gegevens"]["leerweg_vmbo"] = leerweg
    data["documenten"][0]["gegevens"]["opleiding"]["niveau"] = niveau
    routes = {"bb": "2", "kb": "34", "gl": "4", "tl": "4"}  # art. 2.107a WVO 2020
    found = of(bundle_of(data, library), "leerweg-niveau")
    assert found_codes(found) == ([] if niveau in routes[leerweg] else [("leerweg-niveau", "fout")])
    assert all({*routes[leerweg]} == {*re.findall(r"\d", problem.hint or "")} for problem in found)


def test_learning_paths_that_share_no_level_each_get_a_programme_as_the_advice_says(
    library: Library,
) -> None:
    data = agreement()
    values = data["documenten"][0]["gegevens"]
    values["leerweg_vmbo"] = ["bb", "kb"]
    for niveau in "234":  # none will do
        values["opleiding"]["niveau"] = niveau
        (problem,) = of(bundle_of(data, library), "leerweg-niveau")
        assert "geef dan elk een opleiding op haar niveau" in (problem.hint or "")
    one = values.pop("opleiding")
    values["opleidingen"] = [{**one, "niveau": "2"}, {**one, "naam": "Kok", "niveau": "3"}]
    assert of(bundle_of(data, library), "leerweg-niveau") == []


def test_an_open_learning_path_or_level_is_not_judged(library: Library) -> None:
    data = agreement()
    del data["documenten"][0]["gegevens"]["leerweg_vmbo"]
    assert of(bundle_of(data, library), "leerweg-niveau") == []


def test_only_errors_stop_a_definitive_document() -> None:
    assert may_be_definitive([])
    open_value = warning(OPEN_GEGEVEN, "a", Place("gegevens.a"))
    assert may_be_definitive([open_value])
    wrong = error(OPEN_GEGEVEN, "a", Place("gegevens.a"))
    assert not may_be_definitive([open_value, wrong])


def test_problems_come_in_the_order_of_the_table(small_library: SmallLibrary) -> None:
    small_library.write("templates/brief.yaml", WITH_REQUIREMENTS)
    small_library.clause(
        "doel/algemeen",
        '{{ ingangsdatum }} {{ wet("wvo-oud") }}',
        "vereist: [extra]\nsluit_uit: [doel]",
    )
    found = [
        problem.code
        for problem in check_bundle(
            small_library.bundle(CHOICES + "gegevens: {ingangsdatum: 2027-08-01}")
        )
    ]
    table = [code.name for code in CHECKS]
    assert found == sorted(found, key=table.index)
    assert set(found) == {
        "wettelijk-onderwerp",
        "sluit-uit",
        "vereist",
        "wet-niet-geldig",
        "open-gegeven",
    }


def test_the_day_it_takes_effect_is_the_one_that_was_filled_in(small_library: SmallLibrary) -> None:
    assert small_library.bundle().documents[0].effective_day is None
    filled = small_library.bundle(CHOICES + "gegevens: {ingangsdatum: 2027-08-01}\n")
    assert filled.documents[0].effective_day == date(2027, 8, 1)


def with_choices(**keuzes: object) -> dict[str, Any]:
    data = agreement()
    data["documenten"][0]["keuzes"] = keuzes
    return data


@pytest.mark.parametrize(
    ("leerweg", "niveau", "wrong"), [("bb", "2", False), ("bb", "3", True), ("kb", "3", True)]
)
def test_an_integrated_route_leads_only_from_bb_to_level_2(
    library: Library, leerweg: str, niveau: str, wrong: bool
) -> None:
    outline = library.outlines["samenwerkingsovereenkomst"]
    integrated = replace(outline, checks=("leerweg-niveau", "geintegreerd"))
    wider = replace(library, outlines={**library.outlines, "samenwerkingsovereenkomst": integrated})
    data = agreement()
    own = data["documenten"][0]["gegevens"]
    own["opleiding"]["niveau"] = niveau
    own["leerweg_vmbo"] = leerweg
    assert bool(of(bundle_of(data, wider), "leerweg-niveau")) is wrong


def test_an_internal_arrangement_has_one_bevoegd_gezag(library: Library) -> None:
    data = agreement(documenten=[{"soort": "interne-regeling"}])
    del data["partijen"]["spoor"]
    assert of(bundle_of(data, library), "een-bevoegd-gezag") == []
    outline = library.outlines["interne-regeling"]
    two = replace(outline, roles={"school": Role(1, 2)})
    wider = replace(library, outlines={**library.outlines, "interne-regeling": two})
    data["partijen"]["eik"] = {**data["partijen"]["linde"], "bevoegd_gezag": "Stichting De Eik"}
    (problem,) = of(bundle_of(data, wider), "een-bevoegd-gezag")
    assert "heeft één bevoegd gezag, en geen 2" in problem.message


@pytest.mark.parametrize(
    ("topic", "variants"),
    [
        ("geschillen", ["overleg-commissie-rechter", "bestuur-mediation-rechter"]),
        ("ontbinding", ["opzegging-drie-maanden", "opzegging-en-ontbinding"]),
    ],
)
def test_two_routes_or_regimes_with_the_same_leden_are_refused_in_words_for_whoever_chose_them(
    library: Library, topic: str, variants: list[str]
) -> None:
    with pytest.raises(RenderError) as caught:
        bundle_of(with_choices(**{topic: variants}), library)
    problem = caught.value.problems[0]
    assert problem.code == "anker-in-twee-clausules"
    assert all(f"'{topic}/{variant}'" in problem.message for variant in variants)
    assert problem.hint is not None
    assert problem.hint.startswith(f"Kies bij '{topic}' één van de twee: ")
    assert all(variant in problem.hint for variant in variants)
    assert problem.at.endswith(f".keuzes.{topic}")


def test_a_topic_has_one_full_variant_unless_its_outline_lets_it_have_more(
    small_library: SmallLibrary,
) -> None:
    text = CHOICES + "    keuzes:\n      extra: [een, twee]\n"
    small_library.clause("extra/twee", "b")
    assert of(small_library.bundle(text), "een-variant") == []
    small_library.write("templates/brief.yaml", OUTLINE.replace(", meer: true", ""))
    (problem,) = of(small_library.bundle(text), "een-variant")
    assert str(problem.source) == "keuzes.yaml:9:7"
    small_library.clause("extra/twee", "b", "aanvulling: true")
    assert of(small_library.bundle(text), "een-variant") == []


def loose(library: Library, topic: str) -> Library:
    """The library with a topic of the agreement that may be left out, and to which no clause refers."""
    outline = library.outlines["samenwerkingsovereenkomst"]
    topics = tuple(
        replace(item, required=item.required and item.topic != topic) for item in outline.topics
    )
    reference = re.compile(r"\{\{ (?:artikel|lid)\(\"" + topic + r"[^)]*\) \}\}")
    texts = {
        name: {
            key: replace(clause, text=reference.sub("x", clause.text))
            for key, clause in variants.items()
        }
        for name, variants in library.clauses.items()
    }
    outlines = {**library.outlines, "samenwerkingsovereenkomst": replace(outline, topics=topics)}
    return replace(library, clauses=texts, outlines=outlines)


def bare(library: Library, topic: str, **others: str) -> list[Problem]:
    """The problems when a topic stays out."""
    return check_bundle(bundle_of(with_choices(**{topic: "geen", **others}), loose(library, topic)))


def test_an_addition_cannot_stand_alone(library: Library) -> None:
    alone = with_choices(medezeggenschap="rol-per-besluit")
    (problem,) = of(bundle_of(alone, loose(library, "medezeggenschap")), "aanvulling")
    assert "'medezeggenschap/rol-per-besluit' is een aanvulling" in problem.message
    together = with_choices(medezeggenschap=["wettelijk-regime", "rol-per-besluit"])
    assert of(bundle_of(together, library), "aanvulling") == []


def test_an_end_without_winding_down_is_an_error(library: Library) -> None:
    assert "afbouw" in {problem.code for problem in bare(library, "afbouw")}
    assert of(bundle_of(agreement(), library), "afbouw") == []


def test_team_competence_needs_the_programme(library: Library) -> None:
    assert "teambevoegdheid" in {
        problem.code for problem in bare(library, "inrichting", teambevoegdheid="ja")
    }
    assert of(bundle_of(with_choices(teambevoegdheid="ja"), library), "teambevoegdheid") == []


def test_an_agreement_without_participation_is_warned_about(library: Library) -> None:
    assert "medezeggenschap" in {problem.code for problem in bare(library, "medezeggenschap")}
    assert of(bundle_of(agreement(), library), "medezeggenschap") == []


@pytest.mark.parametrize(("year", "wrong"), [("1", True), ("2", False), ("3", False), ("4", True)])
def test_the_diploma_comes_in_the_second_or_third_year(
    library: Library, year: str, wrong: bool
) -> None:
    data = agreement()
    data["documenten"][0]["gegevens"]["leerjaar_vmbo_diploma"] = year
    assert bool(of(bundle_of(data, library), "vmbo-diploma")) is wrong


@pytest.mark.parametrize(
    ("hours", "days", "wrong"), [("640", "80", 0), ("1280", "160", 0), ("639", "161", 2)]
)
def test_the_hours_and_days_of_practice_stay_within_their_bounds(
    library: Library, hours: str, days: str, wrong: int
) -> None:
    data = agreement(documenten=[{"soort": "leerwerktraject"}])
    data["gegevens"] |= {"praktijkuren_traject": hours, "praktijkdagen_traject": days}
    assert len(of(bundle_of(data, library), "praktijk-buiten-grenzen")) == wrong


def test_a_check_can_be_passed_over_with_a_reason_that_the_report_shows(library: Library) -> None:
    data = agreement(negeer={"leerweg-niveau": "Pilot met toestemming van de minister."})
    data["documenten"][0]["gegevens"]["leerweg_vmbo"] = "bb"
    bundle = bundle_of(data, library)
    assert of(bundle, "leerweg-niveau") == []
    ((problem, reason),) = judged(bundle)[1]
    assert (problem.code, reason) == ("leerweg-niveau", "Pilot met toestemming van de minister.")
    text = as_text(make_report(bundle, []))
    assert "Genegeerd" in text
    assert "Reden: Pilot met toestemming van de minister." in text


@pytest.mark.parametrize(
    ("code", "hint"), [("leerweg-nivo", "Bedoelt u 'leerweg-niveau'?"), ("open-gegeven", None)]
)
def test_a_check_that_is_unknown_or_may_not_be_passed_over_is_an_error(
    library: Library, code: str, hint: str | None
) -> None:
    with pytest.raises(ChoicesError) as caught:
        bundle_of(agreement(negeer={code: "Omdat het kan, denk ik."}), library)
    (problem,) = caught.value.problems
    assert problem.code == "onbekende-controle"
    assert "kan niet worden genegeerd" in problem.message
    assert (code in problem.message) is (hint is None)  # one of ours is named, another is not
    assert hint is None or problem.hint == hint
