"""YAML without surprises."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dlr_docs.basis.problems import Place, Problem, Source
from dlr_docs.basis.yaml.loading import MAXIMUM_NODES, Loaded, branches, load
from dlr_docs.basis.yaml.tree import MAXIMUM_DEPTH, YamlError
from tests.small import pointed

Steps = tuple[str | int, ...]
KEYS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=12
)
TEXTS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=["Cc", "Cs", "Cn"],
        exclude_characters="\u2028\u2029\ufeff",
    )
)
TREES: st.SearchStrategy[Any] = st.recursive(
    st.none() | TEXTS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(KEYS, inside, max_size=4),
    max_leaves=12,
)


def problems_in(text: str) -> tuple[Problem, ...]:
    with pytest.raises(YamlError) as caught:
        load(text, "a.yaml")
    return caught.value.problems


def problem_of(text: str) -> Problem:
    (problem,) = problems_in(text)
    return problem


@pytest.mark.parametrize(
    "typed",
    [
        "no",
        "yes",
        "on",
        "Off",
        "true",
        "0123",
        "0x1F",
        "1_000",
        "12:30:45",
        "2026-02-30",
        "1e3",
        ".inf",
        "1.0",
    ],
)
def test_a_scalar_stays_the_text_that_was_typed(typed: str) -> None:
    assert load(f"a: {typed}", "a.yaml").data == {"a": typed}


@pytest.mark.parametrize("typed", ["", "~", "null", "Null", "NULL"])
def test_only_nothing_is_nothing(typed: str) -> None:
    assert load(f"a: {typed}\nb: x", "a.yaml").data == {"a": None, "b": "x"}


@pytest.mark.parametrize("typed", ["", "~", "null"])
def test_what_stands_in_quotes_is_text(typed: str) -> None:
    assert load(f'a: "{typed}"', "a.yaml").data == {"a": typed}


def test_a_merge_key_is_an_ordinary_key() -> None:
    assert load("a: &x {b: c}\nd: {<<: *x}", "a.yaml").data == {
        "a": {"b": "c"},
        "d": {"<<": {"b": "c"}},
    }


def test_every_key_and_value_knows_its_place() -> None:
    loaded = load("a:\n  - b: c\n  - d", "a.yaml")
    assert loaded.keys[("a",)] == Source("a.yaml", 1, 1)
    assert loaded.keys[("a", 0, "b")] == Source("a.yaml", 2, 5)
    assert loaded.places[("a", 0, "b")] == Source("a.yaml", 2, 8)
    assert loaded.places[("a", 1)] == Source("a.yaml", 3, 5)


def test_an_unknown_path_has_the_place_of_what_is_around_it() -> None:
    loaded = load("a:\n  b: c", "a.yaml")
    assert loaded.place(("a", "b", "x", 3)) == Place("a.b.x.4", Source("a.yaml", 2, 6))
    assert Loaded(None, {}, {}, Source("x")).place(("a",)) == Place("a", Source("x", key="a"))


def test_lines_count_on_when_the_yaml_is_part_of_a_larger_file() -> None:
    assert load("a: b", "a.md", first_line=7).places[("a",)] == Source("a.md", 7, 4)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: 1\nb: 2\n▶a: 3\n", "yaml-dubbel"),
        ("x:\n  a: 1\n  ▶a: 3\n", "yaml-dubbel"),
        ("x: {a: 1, ▶a: 3}", "yaml-dubbel"),
        ('a: 1\n▶"a": 3\n', "yaml-dubbel"),
        ("a: ▶!!python/object:os.system x", "yaml-tag"),
        ("a: ▶!!str x", "yaml-tag"),
        ("a: ▶!eigen {b: c}", "yaml-tag"),
        ("a: b\n▶---\nc: d", "yaml-meer-documenten"),
        ("a: ▶*weg", "yaml-alias"),
        ("a: &a\n  b: ▶*a", "yaml-kringloop"),
        ("a: &a\n  - b\n  - {c: [▶*a]}", "yaml-kringloop"),
        ("? ▶[a, b]\n: c", "yaml-sleutel"),
        ("▶~: c", "yaml-sleutel"),
        ("a: ▶b: c", "yaml-onleesbaar"),
        ("a: ▶[b\nc: d", "yaml-onleesbaar"),
        ("a:\n▶\tb: c", "yaml-onleesbaar"),
    ],
)
def test_what_we_do_not_take_is_a_problem_with_its_place(text: str, code: str) -> None:
    text, place = pointed(text)
    problem = problem_of(text)
    assert (problem.code, str(problem.source)) == (code, f"a.yaml:{place}")


def test_a_duplicate_key_says_where_the_first_one_stands() -> None:
    assert "regel 1" in (problem_of("a: 1\nb: 2\na: 3").hint or "")


@pytest.mark.parametrize("text", ["", "   \n", "# alleen uitleg\n", "---\n", "~", "null"])
def test_an_empty_file_is_a_problem(text: str) -> None:
    assert problem_of(text).code == "yaml-leeg"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("a:\n\tb: c", "tab"),
        ("naam: Stichting: De Linde", "dubbele punt"),
        ("a: 'open", "aanhalingsteken"),
    ],
)
def test_unreadable_yaml_comes_with_advice(text: str, advice: str) -> None:
    problem = problem_of(text)
    assert problem.code == "yaml-onleesbaar"
    assert advice in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize("text", ["%PDF-1.7\n%âãÏÓ", "{", "]", "@"])
def test_a_file_that_is_not_yaml_is_unreadable(text: str) -> None:
    assert {problem.code for problem in problems_in(text)} == {"yaml-onleesbaar"}


@pytest.mark.parametrize(
    "text",
    [
        "a: ▶\x00b",
        "a: b\n▶\x07: c",
        "▶PK\x03\x04".replace("▶PK", "PK▶"),
        "▶\x7fELF",
        'a: ▶"b\\x07"',
    ],
)
def test_a_control_character_is_refused_raw_and_escaped_where_it_stands(text: str) -> None:
    text, place = pointed(text)
    problem = problem_of(text)
    assert (problem.code, str(problem.source)) == ("stuurteken", f"a.yaml:{place}")
    assert "U+00" in problem.message


def test_aliases_that_grow_without_end_are_refused_before_they_grow() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    problem = problem_of("\n".join(lines))
    assert problem.code == "yaml-te-groot"
    assert problem.source is not None
    assert problem.source.line == 5


def test_an_alias_is_a_copy_of_what_it_names() -> None:
    assert load("a: &x [b, c]\nd: *x", "a.yaml").data == {"a": ["b", "c"], "d": ["b", "c"]}


@pytest.mark.belasting
def test_a_file_with_too_many_parts_is_refused() -> None:
    assert problem_of("[" + "a," * (MAXIMUM_NODES + 1) + "]").code == "yaml-te-groot"


def test_a_file_that_is_too_large_is_refused() -> None:
    assert problem_of("a: " + "x" * 4_000_001).code == "yaml-te-groot"


def test_nesting_stops_at_the_limit_and_not_before() -> None:
    assert load("[" * MAXIMUM_DEPTH + "]" * MAXIMUM_DEPTH, "a.yaml").data is not None
    assert problem_of("[" * (MAXIMUM_DEPTH + 1) + "]" * (MAXIMUM_DEPTH + 1)).code == "yaml-te-diep"
    assert problem_of("[" * 100_000).code in ("yaml-te-diep", "yaml-onleesbaar")


def test_nesting_through_aliases_stops_at_the_same_limit() -> None:
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 500))]
    problem = problem_of("\n".join(lines))
    assert problem.code == "yaml-te-diep"
    assert problem.source is not None
    assert problem.source.line is not None
    assert problem.source.line <= MAXIMUM_DEPTH + 1


def test_one_branch_keeps_its_places() -> None:
    branch = branches(branches(load("a:\n  b: [c, d]\ne: f", "a.yaml"))["a"])["b"]
    assert branch.data == ["c", "d"]
    assert branch.places == {
        (): Source("a.yaml", 2, 6),
        (0,): Source("a.yaml", 2, 7),
        (1,): Source("a.yaml", 2, 10),
    }


def assert_data_or_problem(text: str) -> None:
    try:
        found = load(text, "a.yaml").places[()], "yaml-goed"
    except YamlError as exc:
        problem = exc.problems[0]
        found = problem.source or Source(""), problem.code
    assert found[0].path == "a.yaml"
    assert found[1].startswith(("yaml-", "stuurteken"))


@given(st.text(max_size=200))
def test_any_text_is_data_or_dutch_problems(text: str) -> None:
    assert_data_or_problem(text)


@given(st.text(alphabet="abz-:[]{}&*!|>'\"#%@, \n\t~?<", max_size=60))
def test_any_text_of_yaml_signs_is_data_or_dutch_problems(text: str) -> None:
    assert_data_or_problem(text)


def _paths(data: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    inside = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    return {path}.union(*(_paths(value, (*path, key)) for key, value in inside))


@given(TREES.filter(lambda tree: tree is not None))
def test_data_that_was_written_as_yaml_comes_back_with_a_place_for_everything(tree: Any) -> None:
    loaded = load(json.dumps(tree, ensure_ascii=False), "a.yaml")
    assert loaded.data == tree
    assert set(loaded.places) == _paths(tree)


def test_one_long_text_that_aliases_repeat_counts_each_time() -> None:
    lines = ["a:", f"  - &w {'w' * 10_000}", *["  - *w"] * 500]
    assert problem_of("\n".join(lines)).code == "yaml-te-groot"


def test_a_key_that_is_there_twice_is_not_repeated_in_the_message() -> None:
    said = str(problem_of("Wilhelmina V: a\nWilhelmina V: b\n"))
    assert "yaml-dubbel" in said
    assert "Wilhelmina" not in said


def test_a_file_may_have_fewer_keys_than_a_choice_file() -> None:
    text = "".join(f"a{number}: x\n" for number in range(100))
    assert load(text, "a.yaml", maximum_nodes=1000).data
    with pytest.raises(YamlError, match="hoogstens 50 sleutels"):
        load(text, "a.yaml", maximum_nodes=50)


def test_branches_take_work_in_proportion_to_the_file() -> None:
    """Steps and no clock: each place is looked at a few times, however many branches there are."""
    looked: list[Steps] = []

    class Counted(dict[Steps, Source]):
        def items(self) -> Any:
            looked.extend(self)
            return super().items()

    loaded = load("".join(f"a{number}: {{b: c}}\n" for number in range(500)), "a.yaml")
    counted = replace(loaded, places=Counted(loaded.places), keys=Counted(loaded.keys))
    assert len(branches(counted)) == 500
    assert len(looked) <= 2 * len(loaded.places) + 10
