"""Clause text and values to Markdown with marks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dlr_docs.basis.memory import Memory
from dlr_docs.basis.problems import Problem, RenderError, Source
from dlr_docs.build.values.interpreting import interpret
from dlr_docs.clause.markers import CLOSE, OPEN
from dlr_docs.clause.parsing import parse
from dlr_docs.clause.rendering import Setting, context, render, render_alike, render_once
from dlr_docs.model.document import Lid, LidKind, Text, ValueUse
from dlr_docs.model.library import Library
from dlr_docs.model.values import Content, Value, ValueType
from tests.clause.making import PARTIES, SORTS, clause, inlines_of, party, value
from tests.small import pointed


def problem_of(text: str, names: Mapping[str, Any]) -> Problem:
    with pytest.raises(RenderError) as caught:
        render(clause(text), names)
    (problem,) = caught.value.problems
    return problem


def test_a_value_enters_the_text_by_name_and_never_as_text(names_with: Any) -> None:
    text = render(clause("a {{ regio }} b"), names_with(regio=value("regio", "**Waterland**")))
    assert text == f"a {OPEN}regio{CLOSE} b"


def test_a_field_of_a_group_is_named_by_its_path(names_with: Any) -> None:
    group = interpret(
        ValueType("opleiding", "groep", "?", fields={"naam": ValueType("naam", "tekst", "?")}),
        {"naam": "x"},
    )
    assert inlines_of(render(clause("{{ opleiding.naam }}"), names_with(opleiding=group))) == (
        ValueUse("opleiding.naam"),
    )


def test_a_value_decides_as_what_was_typed(names_with: Any) -> None:
    text = '{% if niveau == "2" %}twee{% else %}anders{% endif %}'
    assert render(clause(text), names_with(niveau=value("niveau", "niveau twee", "2"))) == "twee"
    assert render(clause(text), names_with(niveau=value("niveau", "niveau drie", "3"))) == "anders"


def test_no_is_no(names_with: Any) -> None:
    text = "{% if mag %}wel{% else %}niet{% endif %}"
    assert render(clause(text), names_with(mag=value("mag", "nee", False))) == "niet"


def test_clauses_speak_of_roles_and_not_of_keys(names_with: Any) -> None:
    text = (
        "{% for p in scholen %}{{ p.naam }}, {% endfor %}{{ "
        "instellingen[0].naam }} {{ leerbedrijven|length }}"
    )
    found = [
        part.path
        for part in inlines_of(render(clause(text), names_with()))
        if isinstance(part, ValueUse)
    ]
    assert found == ["partijen.a.naam", "partijen.b.naam", "partijen.c.naam"]


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("partijen", "1, 2 en 3"),
        ("scholen", "1 en 2"),
        ("instellingen", "1"),
        ("leerbedrijven", ""),
    ],
)
def test_an_enumeration_ends_with_en(names_with: Any, expression: str, words: str) -> None:
    text = render(clause(f"x{{{{ {expression}|map(attribute='naam')|opsomming }}}}"), names_with())
    shown = inlines_of(text)
    count = 0
    said = ""
    for part in shown:
        if isinstance(part, ValueUse):
            count += 1
            said += str(count)
        elif isinstance(part, Text):
            said += part.text
    assert said == f"x{words}"


def test_the_document_speaks_of_itself_and_of_the_one_it_belongs_to(names_with: Any) -> None:
    assert inlines_of(
        render(clause("{{ dit_document|hoofdletter }} en {{ hoofddocument }}."), names_with())
    ) == (Text("Dit addendum en het convenant."),)


def test_a_clause_can_ask_for_another_topic(names_with: Any) -> None:
    text = '{% if heeft("geschillen") %}wel{% endif %}{% if heeft("stage") %}niet{% endif %}'
    assert render(clause(text), names_with()) == "wel"


def test_numbers_can_be_spelled(names_with: Any) -> None:
    assert inlines_of(
        render(clause("{{ 3|in_woorden }} {{ n|in_woorden }}"), names_with(n=value("n", "12", 12)))
    ) == (Text("drie twaalf"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\n{{ ▶weg }}", "'weg' is hier niet bekend"),
        (
            "a\n{% if regio %}\n{{ regio }}\n{% endif %}\n{{ ▶opleiding.naan }}",
            "'naan' is hier niet bekend",
        ),
        ("a\n\n{{ ▶partijen }}", "een lijst of groep kan niet in zijn geheel"),
        ("{{ ▶regio|hoofdletter }}", "hoofdletter is voor woorden"),
        ("{% for x in ▶regio %}{% endfor %}", "de tekst kan niet worden gemaakt"),
        ("{{ ▶regio + regio }}", "optellen en aftrekken kan hier alleen met gehele getallen"),
        ("{{ ▶regio|in_woorden }}", "de tekst kan niet worden gemaakt"),
    ],
)
def test_a_clause_that_fails_says_on_which_line_of_its_file_in_dutch(
    names_with: Any, text: str, words: str
) -> None:
    text, place = pointed(text)
    group: Mapping[str, Content] = {"naam": value("opleiding.naam")}
    problem = problem_of(text, names_with(regio=value("regio"), opleiding=group))
    assert problem.code == "clausule-faalt"
    assert problem.source == Source("clauses/doel/a.md", 4 + int(place.partition(":")[0]))
    assert words in problem.message


def assert_rendered_or_problem(text: str, names: Mapping[str, Any]) -> None:
    try:
        found = [str(type(parse(render(clause(text), names))))]
    except RenderError as exc:
        found = [problem.code for problem in exc.problems]
    assert found
    assert all(found)


@settings(max_examples=100)
@given(text=st.text())
def test_any_clause_text_renders_and_parses_or_is_a_problem(names_with: Any, text: str) -> None:
    assert_rendered_or_problem(text, names_with(regio=value("regio")))


PIECES = [
    "{{", "}}", "{%", "%}", "{#", "#}", " ", "\n", "1. ", "   1. ", "- ", "regio", "partijen", "[0]", ".naam", "|",
    "opsomming", "if", "else", "endif", "for", "in", "endfor", "set", "=", "'a'", "artikel", "(", ")", "~", "**", "_",
    "|a|b|\n|---|---|\n", "# ", "`", "<br>", "[x](y)", "![", "&amp;", "\\", "is", "not", "loop", "x", "wet", "7",
]  # fmt: skip


@settings(max_examples=200)
@given(parts=st.lists(st.sampled_from(PIECES), max_size=15))
def test_any_mix_of_signs_renders_and_parses_or_is_a_problem(
    names_with: Any, parts: list[str]
) -> None:
    assert_rendered_or_problem("".join(parts), names_with(regio=value("regio")))


TYPED = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"])).filter(str.strip)
AROUND = clause(
    "1. a **{{ x }}** b {{ x }}\n   1. {{ x }}\n1. {{ x }}\n\n| h |\n|---|\n| {{ x }} |\n"
)


@given(typed=TYPED)
def test_a_value_can_never_become_structure(names_with: Any, typed: str) -> None:
    def shape(text: str) -> list[tuple[LidKind, int] | str]:
        body = parse(render(AROUND, names_with(x=value("x", text))))
        assert body.names.values == ("x",)
        return [
            (block.kind, len(block.inlines)) if isinstance(block, Lid) else "tabel"
            for block in body.blocks
        ]

    assert shape(typed) == shape("woord")


def test_the_place_of_a_clause_is_not_part_of_what_is_remembered(names_with: Any) -> None:
    other = replace(clause("{{ weg }}"), source=Source("ander.md"), first_line=9)
    with pytest.raises(RenderError) as caught:
        render(other, names_with())
    assert caught.value.problems[0].source == Source("ander.md", 9)


@pytest.mark.parametrize("code", ["Engels", "en_GB", 'en" x'])
def test_a_language_has_a_code(names_with: Any, code: str) -> None:
    with pytest.raises(RenderError, match="een taal schrijft u als"):
        render(clause(f"1. {{{{ 'design'|taal('{code}') }}}}\n"), names_with())


_ANSWERS = (
    ("{% if niveau == '2' %}a{% else %}b{% endif %}", {"niveau": "2"}, {"niveau": "3"}),
    ("{{ 'a' if heeft('doel') else 'b' }}", {"topics": {"doel"}}, {"topics": {"geld"}}),
    ("{{ dit_document|hoofdletter }}", {"self": "dit convenant"}, {"self": "deze brief"}),
    ("{{ hoofddocument }}", {"parent": "het convenant"}, {"parent": "de overeenkomst"}),
    ("{% for b in begrippen %}{{ b.naam }}{% endfor %}", {"term": "leerling"}, {"term": "school"}),
    ("{% set n = niveau %}{{ n|in_woorden }}", {"niveau": 2}, {"niveau": 3}),
    ("{{ niveau|in_woorden }}", {"niveau": 2}, {"niveau": 4}),
)


def _answering(
    names: Mapping[str, Any],
    niveau: object = "2",
    topics: Collection[str] = (),
    self: str = "dit convenant",
    parent: str = "",
    term: str = "",
) -> dict[str, Any]:
    return {
        **names,
        "niveau": value("niveau", f"niveau {niveau}", niveau),
        "heeft": lambda topic: topic in topics,
        "dit_document": self,
        "hoofddocument": parent,
        "begrippen": [{"naam": term}],
    }


@pytest.mark.parametrize(("text", "first", "other"), _ANSWERS)
def test_a_text_is_remembered_for_the_answers_that_it_got(
    names_with: Any, text: str, first: dict[str, Any], other: dict[str, Any]
) -> None:
    item = clause(text)
    for answers in (first, other, first):
        names = _answering(names_with(), **answers)
        assert render_once(item, names) == render(clause(text), names)


def test_a_value_that_is_only_printed_does_not_count(names_with: Any) -> None:
    item = clause("{% if mag %}{{ regio }}{% endif %}")
    texts = [
        render_once(item, names_with(regio=value("regio", name), mag=value("mag", "ja", True)))
        for name in ("Waterland", "Zaanstreek")
    ]
    assert texts[0] is texts[1]


@pytest.mark.parametrize(
    "text",
    [
        "{{ partijen|length }}",
        "{% for p in partijen %}{{ p.naam }}{% endfor %}",
        "{% for p in partijen %}{{ p.aanduiding }}{% endfor %}",
        "{% for p in partijen if p.soort == 'school' %}{{ p.naam }}{% endfor %}",
        '{{ scholen|map(attribute="naam")|opsomming }}',
        "{% set eerste = partijen|first %}{{ eerste.naam }}",
        "{{ bijlage('financieel') }}",
    ],
)
def test_a_text_about_parties_or_annexes_is_remembered_for_those(
    library: Library, text: str
) -> None:
    item = clause(text)
    others = (party("d", "school", "A"), *PARTIES[1:2])
    annexes = ((("financieel", "a"),), (("financieel", "b"), ("financieel", "c")))
    outline = library.outlines["addendum"]
    for parties, own in ((PARTIES, annexes[0]), (others, annexes[1]), (PARTIES, annexes[0])):
        setting = Setting(outline, None, frozenset(), parties, {}, own, sorts=SORTS)
        names = context(setting)
        assert render_once(item, names) == render(clause(text), names)


def _list_of(*words: str) -> tuple[Value, ...]:
    return tuple(value(f"vakken.{number}", text) for number, text in enumerate(words, 1))


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (("Keuken", "Bakkerij"), " en "),
        (("Techniek en ICT", "Bakkerij"), ", en "),
        (("Keuken", "Zorg, Welzijn"), ", en "),
        (("Keuken", "Bakkerij (brood en banket)"), " en "),
        (("vmbo of mbo", "Bakkerij"), ", en "),
    ],
)
def test_where_things_enumerate_themselves_a_comma_says_where_each_ends(
    names_with: Any, words: tuple[str, ...], last: str
) -> None:
    text = render(clause("{{ vakken|opsomming }}"), names_with(vakken=_list_of(*words)))
    assert [part.text for part in inlines_of(text) if isinstance(part, Text)] == [last]


def test_the_comma_of_one_document_is_not_that_of_the_next(names_with: Any) -> None:
    item = clause("{{ vakken|opsomming }}")
    lists = [_list_of("Keuken", "Bakkerij"), _list_of("Zorg en Welzijn", "Bakkerij")]
    for vakken in (*lists, *lists[:1]):
        names = names_with(vakken=vakken)
        assert render_once(item, names) == render(item, names)
    alike = [render_once(item, names_with(vakken=_list_of(*two))) for two in ("ab", "cd")]
    assert alike[0] is alike[1]


def test_a_text_that_counts_or_compares_is_shared_by_all_that_say_the_same(
    names_with: Any,
) -> None:
    item = clause("{% if soort != 'geen' %}{{ partijen|length }} {{ soort }}{% endif %}")
    texts = [render_once(item, names_with(soort=value("soort", name, name))) for name in "ab"]
    assert texts[0] is texts[1]
    assert render_once(item, names_with(soort=value("soort", "geen", "geen"))) == ""


def test_texts_of_a_document_like_one_before_are_found_at_once(names_with: Any) -> None:
    items = (clause("{% if niveau == '3' %}drie{% endif %}"), clause("Niveau {{ niveau }}"))
    memory = Memory()
    for niveau in ("3", "4", "3"):
        names = _answering(names_with(), niveau=niveau)
        expected = tuple(render(item, names) for item in items)
        assert render_alike(items, names, memory) == expected
    again = render_alike(items, _answering(names_with(), niveau="3"), memory)
    assert again is render_alike(items, _answering(names_with(), niveau="3"), memory)
