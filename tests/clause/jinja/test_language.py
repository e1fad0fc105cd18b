"""The template language: what it has, and what it refuses before anything runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Template, UndefinedError

from dlr_docs.clause.jinja import language
from dlr_docs.clause.jinja.compile import environment
from dlr_docs.clause.jinja.language import (
    Misuse,
    failing_line,
    make_environment,
    refusals,
    run,
    without_tag_lines,
)


def _plain(value: object) -> object:
    return value


ENV = make_environment(_plain, {"hoofdletter": str.capitalize}, autoescape=False)


def refused(text: str) -> list[str]:
    return [item.message for item in refusals(ENV.parse(text), ENV, ("artikel",))]


@pytest.mark.parametrize(
    "text",
    [
        "{{ naam }}",
        "{{ opleiding.naam }}",
        '{{ partijen[0]["naam"] }}',
        "{% if a and not b or c == 'd' %}x{% elif a in b %}y{% else %}z{% endif %}",
        "{% for p in partijen %}{{ loop.index }} {{ p.naam }}{% else %}geen{% endfor %}",
        "{% set a = 1 + 2 - 1 %}{{ a }}",
        "{{ 'a' if b else 'c' }}",
        "{{ naam|hoofdletter }}",
        "{{ partijen|map(attribute='naam')|list|length }}",
        "{% if a is even %}x{% endif %}",
        "{{ artikel('geschillen') }}",
        "{% for artikel in lijst %}{{ artikel }}{% endfor %}",
        "{# uitleg #}",
    ],
)
def test_the_language_has_values_choices_loops_and_filters(text: str) -> None:
    assert refused(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ a.__class__ }}", "'__class__' kan hier niet"),
        ("{{ a._x }}", "'_x' kan hier niet"),
        ("{{ a.b() }}", "aanroep"),
        ("{% set artikel = a %}{{ artikel('b') }}", "aanroep"),
        ("{{ artikel(naam) }}", "vaste naam"),
        ("{{ artikel('a', 'b') }}", "vaste naam"),
        ("{{ artikel(*namen) }}", "vaste naam"),
        ("{{ a|map(attribute='b', default=a) }}", "map kan hier alleen"),
        ("{{ a|map('list') }}", "map kan hier alleen"),
        ("{{ a|map('map', attribute='b') }}", "map kan hier alleen"),
        ("{{ a|map(b) }}", "map kan hier alleen"),
        ("{{ a|map('plat uitgeschreven') }}", "map kan hier alleen"),
        ("{% set ａrtikel = a %}", "kan hier niet"),
        ("{{ '\x01' }}", "Word niet kan bewaren"),
        ("{% for artikel in a %}{{ artikel('b') }}{% endfor %}", "aanroep"),
        ("{{ open('x') }}", "aanroep"),
        ("{{ artikel('a')('b') }}", "aanroep"),
        ("{{ a * 1000 }}", "'mul' kan hier niet"),
        ("{{ a ** 1000 }}", "'pow' kan hier niet"),
        ("{{ '%s' % a }}", "'mod' kan hier niet"),
        ("{{ a[1:2] }}", "'slice' kan hier niet"),
        ("{{ {'a': 1} }}", "'dict' kan hier niet"),
        ("{% include 'x' %}", "'include' kan hier niet"),
        ("{% import 'x' as y %}", "'import' kan hier niet"),
        ("{% extends 'x' %}", "'extends' kan hier niet"),
        ("{% macro m() %}{% endmacro %}", "'macro' kan hier niet"),
        ("{% block b %}{% endblock %}", "'block' kan hier niet"),
        ("{% set a %}x{% endset %}", "'assignblock' kan hier niet"),
        ("{% filter hoofdletter %}x{% endfilter %}", "'filterblock' kan hier niet"),
    ],
)
def test_everything_else_is_refused(text: str, words: str) -> None:
    assert any(words in message for message in refused(text))


def test_a_wrong_filter_or_test_gets_the_nearest_name() -> None:
    tree = ENV.parse("a\n{{ naam|hoofdleter }}\n{% if naam is evn %}{% endif %}")
    found = [(item.line, item.message, item.hint) for item in refusals(tree, ENV, ())]
    assert found == [
        (2, "het filter 'hoofdleter' bestaat niet", "Bedoelt u 'hoofdletter'?"),
        (3, "de test 'evn' bestaat niet", "Bedoelt u 'even'?"),
    ]


def test_a_refused_call_says_which_functions_there_are() -> None:
    (item,) = refusals(ENV.parse("{{ range(9) }}"), ENV, ("artikel", "lid"))
    assert item.hint == "Er zijn: artikel, lid."


def test_a_missing_name_is_an_error_in_dutch() -> None:
    with pytest.raises(UndefinedError, match="'naam' is hier niet bekend"):
        run(ENV.from_string("{{ naam }}"), {})


@pytest.mark.parametrize("name", ["range", "dict", "lipsum", "cycler", "joiner", "namespace"])
def test_jinja_brings_no_names_of_its_own(name: str) -> None:
    with pytest.raises(UndefinedError):
        run(ENV.from_string(f"{{{{ {name} }}}}"), {})


def test_rendering_leaves_the_names_alone_for_the_next_template() -> None:
    names = {"a": "1"}
    assert run(ENV.from_string("{% set b = a %}{% set a = '2' %}{{ a }}{{ b }}"), names) == "21"
    assert names == {"a": "1"}


def test_a_line_with_only_tags_leaves_nothing_behind() -> None:
    text = "x\n{% if a %}\ny\n  {% endif %} \nz\n"
    assert run(ENV.from_string(without_tag_lines(text)), {"a": True}) == "x\ny\nz"
    assert run(ENV.from_string(without_tag_lines(text)), {"a": False}) == "x\nz"


def test_a_line_that_ends_with_a_tag_keeps_its_end() -> None:
    text = "x {% if a %}y{% endif %}\nz\n"
    assert run(ENV.from_string(without_tag_lines(text)), {"a": True}) == "x y\nz"


def test_several_tags_on_one_line_leave_nothing_behind() -> None:
    text = "{% if a %}{% if b %}\nx\n{% endif %}{% endif %}\nz\n"
    assert run(ENV.from_string(without_tag_lines(text)), {"a": True, "b": True}) == "x\nz"


@given(
    st.lists(
        st.sampled_from(["x", "{% if a %}", "{% endif %}", "{{ a }}", " ", "\n", "{%", "%}"]),
        max_size=20,
    )
)
def test_taking_tag_lines_out_keeps_the_number_of_lines(parts: list[str]) -> None:
    text = "".join(parts)
    assert without_tag_lines(text).count("\n") == text.count("\n")


def _failing(template: Template) -> int:
    try:
        run(template, {"a": 1})
    except UndefinedError as exc:
        return failing_line(exc, template)
    raise AssertionError("it did not fail")


def test_the_line_that_fails_is_found_also_after_lines_with_only_tags() -> None:
    text = "x\n{% if a %}\ny\n{% endif %}\n{{ weg }}\n"
    assert _failing(ENV.from_string(without_tag_lines(text))) == 5


class _Ours:
    name, other = "naam", "anders"


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("groep.naam", "A"),
        ("groep['naam']", "A"),
        ("ons.name", "naam"),
        ("ons['name']", "naam"),
        ("lijst[1]", "b"),
        ("[groep]|map(attribute='naam')|first", "A"),
        ("[ons]|map(attribute='name')|first", "naam"),
    ],
)
def test_what_is_named_can_be_read(expression: str, said: str) -> None:
    env = make_environment(_plain, {}, autoescape=False, readable={_Ours: {"name"}})
    names = {"groep": {"naam": "A"}, "ons": _Ours(), "lijst": ["a", "b"]}
    assert run(env.from_string(f"{{{{ {expression} }}}}"), names) == said


@pytest.mark.parametrize(
    ("expression", "missing"),
    [
        ("ons.other", "other"),
        ("ons['other']", "other"),
        ("groep.items", "items"),
        ("groep['keys']", "keys"),
        ("lijst.append", "append"),
        ("tekst.upper", "upper"),
        ("tekst['format']", "format"),
        ("[ons]|map(attribute='other')|first", "other"),
        ("['a']|map(attribute='format')|first", "format"),
        ("weg.naam", "weg"),
        ("weg['naam']", "weg"),
        ("lijst[0]['format']", "format"),
        ("weg['__module__']", "weg"),
        ("weg['__setattr__']", "weg"),
    ],
)
def test_nothing_else_can_be_read(expression: str, missing: str) -> None:
    env = make_environment(_plain, {}, autoescape=False, readable={_Ours: {"name"}})
    names = {"groep": {"naam": "A"}, "ons": _Ours(), "lijst": ["a"], "tekst": "a"}
    with pytest.raises(UndefinedError, match=f"'{missing}' is hier niet bekend"):
        run(env.from_string(f"{{{{ {expression} }}}}"), names)


@pytest.mark.parametrize(
    "expression",
    [
        "groep['__class__']",
        "ons['__init__']",
        "tekst['__class__']",
        "lijst['__len__']",
        "[ons]|map(attribute='__dict__')|first",
    ],
)
def test_nothing_of_python_can_be_read(expression: str) -> None:
    env = make_environment(_plain, {}, autoescape=False, readable={_Ours: {"name"}})
    names = {"groep": {"naam": "A"}, "ons": _Ours(), "lijst": ["a"], "tekst": "a"}
    with pytest.raises(UndefinedError, match="dit onderdeel is hier niet bekend"):
        run(env.from_string(f"{{{{ {expression} }}}}"), names)


def test_a_loop_knows_where_it_is_and_nothing_more() -> None:
    template = (
        "{% for a in lijst %}{{ loop.index }}/{{ loop.length }}{{ "
        "', ' if not loop.last }}{% endfor %}"
    )
    assert run(ENV.from_string(template), {"lijst": "ab"}) == "1/2, 2/2"
    with pytest.raises(UndefinedError, match="'cycle' is hier niet bekend"):
        run(ENV.from_string("{% for a in lijst %}{{ loop.cycle }}{% endfor %}"), {"lijst": "ab"})


def test_a_text_has_no_letters_to_take_out() -> None:
    with pytest.raises(UndefinedError):
        run(ENV.from_string("{{ tekst[0] }}"), {"tekst": "<w:p>"})


def test_what_a_loop_leaves_out_is_counted_too() -> None:
    loops = (
        "{% for a in lijst %}{% for b in lijst %}{% for c in lijst if c "
        "== 'x' %}{% endfor %}{% endfor %}{% endfor %}"
    )
    with pytest.raises(Misuse, match="te veel regels"):
        run(ENV.from_string(loops), {"lijst": ["a"] * 1000})


def test_a_loop_with_a_condition_has_an_else() -> None:
    template = ENV.from_string(
        "{% for a in lijst if a > 2 %}{{ a }}{{ ',' if not loop.last }}{% else %}geen{% endfor %}"
    )
    assert run(template, {"lijst": [1, 2, 3, 4]}) == "3,4"
    assert run(template, {"lijst": [1, 2]}) == "geen"


@pytest.mark.parametrize(
    "body",
    [
        "{% if a|map(attribute='q')|list|length == 0 %}{% endif %}",
        "{% if 'y' in a %}{% endif %}",
        "{% if 'y' is in a %}{% endif %}",
        "{% if a == b %}{% endif %}",
        "{{ (a|list|length) - 1 }}",
    ],
)
def test_work_inside_filters_and_comparisons_counts_too(body: str) -> None:
    """Steps and no clock: what is gone through is counted, and stops at the bound."""
    text = "x" * 5000
    source = f"{{% set a = '{text}'|list %}}{{% set b = '{text}'|list %}}"
    source += f"{{% for i in a %}}{body}{{% endfor %}}"
    env = language.make_environment(str, {}, autoescape=False)
    with pytest.raises(language.TooLong):
        language.run(env.from_string(source), {})


def test_a_filter_of_itself_does_not_grow_without_end() -> None:
    env = environment()
    step = "{% set a = a|opsomming %}"
    template = env.from_string("{% set a = 'xyz' %}" + step * 40 + "{{ a }}")
    with pytest.raises(language.TooLong):
        language.run(template, {})
