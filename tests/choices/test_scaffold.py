"""A new choice file: it explains itself, and works as it is."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs import build_bundle, check_bundle
from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.basis.problems import ChoicesError, has_errors
from dlr_docs.basis.yaml import loading as strict_yaml
from dlr_docs.choices.file import parse_choices
from dlr_docs.choices.scaffold import (
    Question,
    as_yaml,
    new_file,
    plan,
    questions,
    wrong_answer,
)
from dlr_docs.model.library import Library
from tests.small import SmallLibrary

KINDS = [
    ("samenwerkingsovereenkomst",),
    ("convenant",),
    ("convenant", "addendum"),
    ("convenant", "addendum", "addendum"),
    ("addendum", "convenant"),
    ("convenant", "convenant", "addendum"),
    ("samenwerkingsovereenkomst", "convenant", "addendum"),
    ("samenwerkingsovereenkomst", "leer-werkovereenkomst"),
]


@pytest.mark.parametrize("kinds", KINDS, ids="+".join)
def test_a_new_file_builds_as_it_is_and_only_lacks_values(
    library: Library, kinds: tuple[str, ...]
) -> None:
    choices = parse_choices(as_yaml(plan(kinds, library), {}))
    bundle = build_bundle(choices, library)
    assert [document.outline.kind for document in bundle.documents] == list(kinds)
    problems = check_bundle(bundle)
    assert not has_errors(problems)
    incomplete = {"open-gegeven", "dagen-of-programma"}
    assert "open-gegeven" in {problem.code for problem in problems} <= incomplete


def test_each_document_names_the_parties_of_its_own_kind(library: Library) -> None:
    made = plan(("samenwerkingsovereenkomst", "leer-werkovereenkomst"), library)
    choices = parse_choices(as_yaml(made, {}))
    assert [document.parties for document in choices.documents] == [
        ("school", "instelling"),
        ("school", "leerbedrijf", "persoon"),
    ]
    alike = parse_choices(as_yaml(plan(("convenant", "addendum"), library), {}))
    assert [document.parties for document in alike.documents] == [(), ()]


def test_an_addendum_belongs_to_the_document_that_is_there(library: Library) -> None:
    made = plan(("convenant", "convenant", "addendum"), library)
    assert [(document.id, document.parent) for document in made.documents] == [
        ("convenant-1", None),
        ("convenant-2", None),
        ("addendum", "convenant-1"),
    ]


def test_a_new_file_names_every_topic_with_all_its_variants_and_the_default(
    library: Library,
) -> None:
    text = as_yaml(plan(("convenant",), library), {})
    outline = library.outlines["convenant"]
    for item in outline.all_topics:
        assert f"\n      {item.topic}: {item.default or 'geen'}\n" in text
        for name, clause in library.clauses[item.topic].items():
            if clause.fits("convenant"):
                assert f"# - {name}" in text


def test_a_new_file_asks_every_question(library: Library) -> None:
    made = plan(("convenant", "addendum"), library)
    text = " ".join(as_yaml(made, {}).replace("\n", " ").replace("#", " ").split())
    for question in questions(made):
        if question.declared is not None:
            assert question.declared.question in text


def test_lines_are_short_enough_to_read(library: Library) -> None:
    for kinds in KINDS:
        assert max(map(len, as_yaml(plan(kinds, library), {}).splitlines())) <= 130


def test_an_unknown_kind_gets_the_nearest_name(library: Library) -> None:
    with pytest.raises(ChoicesError, match="Bedoelt u 'convenant'"):
        plan(("convenent",), library)


def test_an_addendum_alone_is_told_what_it_belongs_to(library: Library) -> None:
    with pytest.raises(ChoicesError, match="dlr-docs nieuw convenant addendum"):
        plan(("addendum",), library)


def test_the_interview_asks_for_parties_values_and_variants_each_once(library: Library) -> None:
    keys = [question.key for question in questions(plan(("convenant", "addendum"), library))]
    assert len(keys) == len(set(keys))
    assert keys[0] == "bundel"
    assert "partijen.school.vertegenwoordiger.functie" in keys
    assert "gegevens.ingangsdatum" in keys
    assert "documenten.0.keuzes.geschillen" in keys


def test_answers_stand_where_they_belong(library: Library) -> None:
    answers = {
        "bundel": "Samen: sterk #1",
        "partijen.school.naam": "AT&T <x> {{ y }}",
        "partijen.school.vertegenwoordiger.naam": "null",
        "gegevens.ingangsdatum": "2027-08-01",
        "documenten.0.keuzes.geschillen": "bestuur-mediation-rechter",
        "documenten.1.gegevens.opleiding.crebo": "025880",
    }
    choices = parse_choices(as_yaml(plan(("convenant", "addendum"), library), answers))
    assert choices.title == "Samen: sterk #1"
    assert choices.parties["school"].fields["naam"] == "AT&T <x> {{ y }}"
    assert choices.parties["school"].fields["vertegenwoordiger"] == {
        "naam": "null",
        "functie": None,
    }
    assert choices.values["ingangsdatum"] == "2027-08-01"
    assert choices.documents[0].variants["geschillen"] == ("bestuur-mediation-rechter",)
    opleiding: Any = choices.documents[1].values["opleiding"]
    assert opleiding["crebo"] == "025880"


@given(
    answer=st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1
    ).filter(lambda text: not FORBIDDEN.search(text))
)
def test_any_answer_comes_back_from_the_file_letter_for_letter(
    library: Library, answer: str
) -> None:
    text = as_yaml(
        plan(("convenant",), library), {"bundel": answer, "partijen.school.naam": answer}
    )
    data: Any = strict_yaml.load(text, "k.yaml").data
    assert data["bundel"] == answer
    assert data["partijen"]["school"]["naam"] == answer


def test_a_wrong_answer_is_explained(library: Library) -> None:
    made = {question.key: question for question in questions(plan(("convenant",), library))}
    day, topic = made["gegevens.ingangsdatum"], made["documenten.0.keuzes.geschillen"]
    assert wrong_answer(day, "2027-08-01") is None
    assert wrong_answer(day, "") is None
    assert "geen bestaande datum" in (wrong_answer(day, "2026-02-30") or "")
    assert wrong_answer(topic, "bestuur-mediation-rechter") is None
    assert "Bedoelt u 'bestuur-mediation-rechter'?" in (
        wrong_answer(topic, "bestuur-mediation") or ""
    )
    assert wrong_answer(Question("bundel", "Titel?", "", None), "alles mag") is None


def test_the_default_of_every_question_is_a_good_answer(library: Library) -> None:
    for question in questions(
        plan(("samenwerkingsovereenkomst", "convenant", "addendum"), library)
    ):
        assert wrong_answer(question, question.default) is None, question.key


@pytest.mark.parametrize(
    ("kind", "more", "shown"),
    [
        ("persoon", "", "      leider:\n"),
        ("persoon", "", "\n        functie:\n"),
        ("lijst", ", van: tekst, standaard: [a, 'b: c']", 'leider:\n        - a\n        - "b: c"'),
        (
            "lijst",
            ", velden: {naam: {soort: tekst, vraag: Wie?}}",
            "#   - {naam: …}\n      #     naam: Wie?",
        ),
        (
            "keuze",
            ", opties: {a: eerste, b: b}, standaard: a",
            "Kies uit: a (eerste), b. Standaard: a.\n      leider: a",
        ),
        ("ja_nee", ", standaard: ja", "Soort: ja of nee. Standaard: ja.\n      leider: ja"),
        (
            "datum",
            ", voorbeeld: 2027-08-01, hulp: Let op.",
            "Wie? Let op. Soort: datum. Bijvoorbeeld: 2027-08-01.",
        ),
    ],
)
def test_every_kind_of_value_can_be_filled_in(
    small_library: SmallLibrary, kind: str, more: str, shown: str
) -> None:
    use = (
        "{% for x in leider %}{{ x.naam }}{% endfor %}" if "velden" in more else "{{ leider.naam }}"
    )
    text = (
        use
        if kind == "persoon" or "velden" in more
        else "{{ leider|opsomming }}"
        if kind == "lijst"
        else "{{ leider }}"
    )
    small_library.clause(
        "doel/algemeen", text, f"gegevens: {{leider: {{soort: {kind}, vraag: Wie?{more}}}}}"
    )
    library = small_library.load()
    made = as_yaml(plan(("brief",), library), {})
    assert shown in made
    build_bundle(parse_choices(made), library)


def test_an_existing_choice_file_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "keuzes.yaml"
    path.write_text("mijn werk")
    with pytest.raises(ChoicesError, match="bestaat al"):
        new_file("nieuw", path)
    assert [(item.name, item.read_text()) for item in tmp_path.iterdir()] == [
        ("keuzes.yaml", "mijn werk")
    ]


def test_every_pair_of_kinds_is_planned_or_refused_in_words(library: Library) -> None:
    def belongs(kind: str, pair: tuple[str, ...]) -> bool:
        parents = library.outlines[kind].belongs_to
        return not parents or any(other in parents and other != kind for other in pair)

    for pair in itertools.product(library.outlines, repeat=2):
        if not all(belongs(kind, pair) for kind in pair):
            with pytest.raises(ChoicesError):
                plan(pair, library)
        else:
            assert len(plan(pair, library).documents) == 2


PROPOSED = """\
tarief: {soort: bedrag, vraag: Welk tarief?, standaard: "50", bevestigen: true}
posten:
  soort: lijst
  vraag: Welke posten?
  velden:
    naam: {soort: tekst, vraag: Welke?}
    uren: {soort: aantal, vraag: Hoeveel uur?}
  bevestigen: true
  standaard: [{naam: "a: b", uren: "12"}]
dagen: {soort: lijst, van: tekst, vraag: Welke dagen?, bevestigen: true, standaard: [maandag]}
"""


def test_a_proposal_stands_beside_a_field_that_is_left_empty(small_library: SmallLibrary) -> None:
    small_library.write("clauses/gegevens.yaml", PROPOSED)
    text = (
        "{{ tarief }}{% for p in posten %}{{ p.naam }}{{ p.uren }}{% endfor %}{{ dagen|opsomming }}"
    )
    small_library.clause("doel/algemeen", f"Het is {text}.\n")
    made = plan(("brief",), small_library.load())
    lines = [line.strip() for line in as_yaml(made, {}).splitlines()]
    assert "tarief:" in lines
    assert any("Voorstel: 50." in line for line in lines)
    assert lines[lines.index('#   - {naam: "a: b", uren: 12}') - 1] == "# Het voorstel:"
    assert "#   - maandag" in lines
    (document,) = parse_choices(as_yaml(made, {})).documents
    assert [document.values[name] or None for name in ("tarief", "posten", "dagen")] == [None] * 3


def test_an_interview_shows_a_proposal_and_takes_it_only_when_typed(
    small_library: SmallLibrary,
) -> None:
    small_library.write("clauses/gegevens.yaml", PROPOSED)
    small_library.clause("doel/algemeen", "Het is {{ tarief }}.\n")
    asked = questions(plan(("brief",), small_library.load()))
    (question,) = (item for item in asked if item.key.endswith(".tarief"))
    assert (question.text, question.default) == ("Welk tarief? (voorstel: 50)", "")


@pytest.mark.parametrize(
    ("kinds", "most"),
    [
        (("samenwerkingsovereenkomst",), 12),
        (("samenwerkingsovereenkomst-geintegreerd",), 12),
        (("convenant",), 5),
        (("raamovereenkomst",), 5),
        (("convenant", "financiele-bijlage"), 20),
    ],
)
def test_a_first_agreement_asks_no_more_than_a_reader_will_answer(
    library: Library, kinds: tuple[str, ...], most: int
) -> None:
    text = as_yaml(plan(kinds, library), {})
    bundle = build_bundle(parse_choices(text), library)
    still_open = {
        path
        for document in bundle.documents
        for path in document.open_paths
        if not path.startswith("partijen.")
    }
    assert len(still_open) <= most
