"""Clause text and values to Markdown with marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlr_docs.basis.problems import Place, Problem, RenderError, Source
from dlr_docs.build.values import interpret
from dlr_docs.clause.markers import CLOSE, OPEN, mark
from dlr_docs.clause.parsing import parse
from dlr_docs.clause.rendering import Setting, compile_clause, context, define, readable, render
from dlr_docs.model.document import Inlines, Lid, LidKind, Text, ValueUse, value_paths
from dlr_docs.model.library import Clause, Library, Term
from dlr_docs.model.parties import Party, PartySorts
from dlr_docs.model.values import Content, Kind, Value, ValueType
from tests.samples import party_sort
from tests.small import pointed


def clause(text: str) -> Clause:
    return Clause("doel", "a", "Doel", "", text, 5, "", Source("clauses/doel/a.md"))


def value(path: str, text: str = "x", raw: object = None) -> Value:
    return Value(path, "tekst", text if raw is None else raw, text, "?", "")


GROUPS = {"school": "scholen", "instelling": "instellingen", "leerbedrijf": "leerbedrijven"}
SORTS = PartySorts({name: party_sort(name, group=group) for name, group in GROUPS.items()})


def party(key: str, kind: str, name: str) -> Party:
    fields = {
        "naam": value(f"partijen.{key}.naam", name),
        "plaats": value(f"partijen.{key}.plaats"),
    }
    return Party(key, SORTS.by_name[kind], "de school", "hierna: de school", fields)


PARTIES = (party("a", "school", "A"), party("b", "school", "B"), party("c", "instelling", "C"))


@pytest.fixture(scope="module")
def names_with(library: Library) -> Any:
    def made(**values: Content) -> Mapping[str, Any]:
        outline, parent = library.outlines["addendum"], library.outlines["convenant"]
        topics = frozenset(["geschillen"])
        return context(Setting(outline, parent, topics, PARTIES, values, sorts=SORTS))

    return made


def inlines_of(text: str) -> Inlines:
    (block,) = parse(text).blocks
    assert isinstance(block, Lid)
    return block.inlines


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


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a\n{{ naam", "jinja-fout", 6),
        ("a\n\n{% if x %}\nb", "jinja-fout", 8),
        ("{% endif %}", "jinja-fout", 5),
        ("a\n{{ naam|hoofdleter }}", "jinja-niet-toegestaan", 6),
        ("a\n{{ naam.__class__ }}", "jinja-niet-toegestaan", 6),
        ("a\n{{ namen.pop() }}", "jinja-niet-toegestaan", 6),
    ],
)
def test_a_clause_outside_the_language_is_refused_when_it_is_compiled(
    text: str, code: str, line: int
) -> None:
    with pytest.raises(RenderError) as caught:
        compile_clause(clause(text))
    assert [problem.code for problem in caught.value.problems] == [code]
    source = caught.value.problems[0].source
    assert source is not None
    assert source.line == line


@pytest.mark.parametrize("sign", [OPEN, CLOSE])
def test_a_clause_may_not_hold_marking_characters(sign: str) -> None:
    with pytest.raises(RenderError, match="U\\+E000"):
        compile_clause(clause(f"a{sign}b"))


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ " + "9" * 5000 + " }}",
        "{% for a in partijen %}" * 30 + "{% endfor %}" * 30,
    ],
)
def test_a_clause_that_jinja_chokes_on_is_a_problem_and_no_crash(text: str) -> None:
    with pytest.raises(RenderError):
        compile_clause(clause(text))


def test_a_compiled_clause_knows_its_values_those_that_decide_and_its_roles() -> None:
    compiled = compile_clause(
        clause(
            "{% if mag and niveau == '2' %}{{ regio }}{% endif %}{{ "
            "partijen|length }}{{ artikel('doel') }}"
        )
    )
    assert compiled.names == {"mag", "niveau", "regio"}
    assert compiled.deciding == {"mag", "niveau"}
    assert compiled.roles == {"partijen"}


def test_text_for_reading_says_words_and_laws_and_leaves_values_out(library: Library) -> None:
    text = (
        f"a {mark('tekst', 'leerling')} {mark('waarde', 'regio')} "
        f"{mark('wet', 'wvo-melding')} {mark('wet', 'weg')}."
    )
    law = library.law.references["wvo-melding"].text.replace("\u00a0", " ")
    assert readable(text, library.law) == f"a leerling  {law} ."


def term(
    name: str, definition: str, forms: tuple[str, ...] = (), kinds: tuple[str, ...] = ()
) -> Term:
    return Term(
        name,
        forms,
        definition,
        kinds,
        Place("clauses/begrippen.yaml#1", Source("begrippen.yaml", 3)),
    )


TERMS = (
    term("school", "de plek waar een leerling leert;", ("scholen",)),
    term("Leerling", "wie leert in een jaar", ("leerlingen",)),
    term("jaar", "een schooljaar."),
    term("bedrijf", "iets anders"),
    term("addendum", "dit", kinds=("convenant",)),
)


def defined(
    text: str, names: Mapping[str, Any], library: Library, kind: str = "addendum"
) -> list[tuple[str, str]]:
    found = define(TERMS, kind, [text], names, library.law)
    return [(item["naam"], item["omschrijving"]) for item in found]


def test_exactly_the_terms_that_are_used_are_defined_also_by_other_definitions(
    names_with: Any, library: Library
) -> None:
    assert defined("De SCHOLEN doen mee aan het addendum.", names_with(), library) == [
        ("jaar", "een schooljaar;"),
        ("Leerling", "wie leert in een jaar;"),
        ("school", "de plek waar een leerling leert."),
    ]


@pytest.mark.parametrize("text", ["schooljaar", "jaar-plan", "bedrijfsleven", "voorjaar", ""])
def test_part_of_a_word_is_no_use_of_a_term(names_with: Any, library: Library, text: str) -> None:
    assert defined(text, names_with(), library) == []


def test_a_term_of_another_kind_of_document_is_not_defined(
    names_with: Any, library: Library
) -> None:
    assert defined("addendum", names_with(), library) == []
    assert defined("addendum", names_with(), library, "convenant") == [("addendum", "dit.")]


def test_the_name_of_a_party_is_no_use_of_a_term(names_with: Any, library: Library) -> None:
    assert defined(mark("waarde", "partijen.school.naam"), names_with(), library) == []


def test_a_definition_that_fails_has_its_own_place(names_with: Any, library: Library) -> None:
    with pytest.raises(RenderError) as caught:
        define((term("x", "{{ weg }}"),), "addendum", ["x"], names_with(), library.law)
    assert caught.value.problems[0].source == Source("begrippen.yaml", 3)


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
        assert value_paths(body) == ("x",)
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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ aantal|keer(prijs) }}", "€\u00a037,50"),
        ("{{ prijs|keer(deel) }}", "€\u00a02,50"),
        ("{{ prijs|keer(helft) }}", "€\u00a06,25"),
        ("{{ aantal|keer(2) }}", "6"),
        ("{{ rijen|som('prijs') }}", "€\u00a030,00"),
        ("{{ rijen|som('aantal', 'prijs') }}", "€\u00a070,00"),
        ("{{ [aantal, aantal]|som }}", "6"),
        ("{{ leeg|keer(prijs) }}", "nog te berekenen"),
    ],
)
def test_amounts_and_numbers_can_be_multiplied_and_added(
    names_with: Any, text: str, shown: str
) -> None:
    def made(kind: Kind, raw: object) -> Content:
        return interpret(ValueType("x", kind, "?"), raw)

    rows = (
        {"aantal": made("aantal", 1), "prijs": made("bedrag", "10")},
        {"aantal": made("aantal", 3), "prijs": made("bedrag", "20")},
    )
    names = names_with(
        aantal=made("aantal", "3"),
        prijs=made("bedrag", "12,50"),
        deel=made("breuk", "1/5"),
        helft=made("percentage", "50%"),
        leeg=made("aantal", None),
        rijen=rows,
    )
    assert inlines_of(render(clause(text), names)) == (Text(shown),)


@pytest.mark.parametrize("text", ["{{ regio|keer(2) }}", "{{ [regio]|som }}", "{{ 'a'|keer(2) }}"])
def test_what_is_no_number_cannot_be_computed_with(names_with: Any, text: str) -> None:
    with pytest.raises(RenderError, match="rekenen kan alleen met"):
        render(clause(text), names_with(regio=value("regio", "Eemland")))


@pytest.mark.parametrize("code", ["Engels", "en_GB", 'en" x'])
def test_a_language_has_a_code(names_with: Any, code: str) -> None:
    with pytest.raises(RenderError, match="een taal schrijft u als"):
        render(clause(f"1. {{{{ 'design'|taal('{code}') }}}}\n"), names_with())


@pytest.mark.parametrize(
    ("text", "is_fixed"),
    [
        ("Woorden.\n", True),
        ("{{ regio }} en {{ dit_document }} en {{ opleiding.naam }} en {{ wet('een') }}\n", True),
        ("{% if regio == 'x' %}a{% endif %}\n", False),
        ("{{ 'a' if heeft('x') else 'b' }}\n", False),
        ("{{ partijen[0].naam }}\n", False),
        ("{% for partij in partijen %}a{% endfor %}\n", False),
        ("{{ bedrag|keer(2) }}\n", False),
        ("{{ hoofddocument }}\n", False),
    ],
)
def test_a_text_is_fixed_when_no_value_decides_it(text: str, is_fixed: bool) -> None:
    assert compile_clause(clause(text)).is_fixed is is_fixed
