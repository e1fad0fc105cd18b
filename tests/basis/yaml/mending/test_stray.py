"""Signs that part nothing, and texts in which the same signs are at home."""

from __future__ import annotations

import pytest

from dlr_docs.basis.problems import Severity
from dlr_docs.basis.yaml.loading import load
from dlr_docs.basis.yaml.tree import YamlError


def told(text: str) -> list[tuple[int, str | None]]:
    """The lines of warnings, each as it should be."""
    warnings = load(text, "k.yaml").warnings
    assert all(item.severity is Severity.WARNING for item in warnings)
    assert {item.code for item in warnings} <= {"yaml-teken"}
    return [((item.source and item.source.line) or 0, item.instead) for item in warnings]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a: [bb; kb]", [(1, "a: [bb, kb]")]),
        ("a: [bb | kb | gl]  # drie", [(1, "a: [bb, kb, gl]  # drie")]),
        ("a: [bb;]", [(1, "a: [bb]")]),
        ("a:\n  - x,\n  - y,", [(2, "  - x"), (3, "  - y")]),
        ("a:\n  - x,\n  - y", [(2, "  - x")]),
        ("a:\n  - x;\n  - y; en\n  - z.", [(2, "  - x"), (3, "  - y"), (4, "  - z")]),
        ("a:\n  - x;  # een", [(2, "  - x  # een")]),
        ("a: De Linde;", [(1, "a: De Linde")]),
        ("a: x,\nb: y,\nc: z", [(1, "a: x"), (2, "b: y")]),
        ("a: Edam // nog nagaan", [(1, "a: Edam  # nog nagaan")]),
        ("a: // nog doen", [(1, "a:  # nog doen")]),
    ],
)
def test_a_sign_that_parts_nothing_is_doubted(typed: str, expected: list[tuple[int, str]]) -> None:
    assert told(typed) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a: Edam; Volendam en Purmerend",
        "a: 9.00-12.00 | 13.00-15.30 uur",
        "a: ['Motor; aandrijving']",
        "a: [Motor (a; b), Tuin]",
        'a: ["x | y"]',
        "a: [bb, kb,]",
        "a: [\n  Motor,\n  Tuin,\n]",
        "a:\n  - dinsdag, woensdag\n  - donderdag",
        'a:\n  - "x,"\n  - y',
        "a:\n  - x\n  - y,",
        "a: Geachte heer,\nb: Edam",
        "a: |\n  Edam;\n  Volendam,",
        "a: https://voorbeeld.test//x",
        "a: en/of",
        "a: [https://voorbeeld.test/a|b, x]",
    ],
)
def test_a_text_with_the_same_signs_is_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("a: {naam:X, functie:Y}", "a: {naam: X, functie: Y}"),
        ("a: {naam: X, functie:Y}", "a: {naam: X, functie: Y}"),
        ("a: {naam=X, functie = Y}", "a: {naam: X, functie: Y}"),
        ("a:\n  {naam: 1,\n   functie:Y}", "   functie: Y}"),
    ],
)
def test_a_key_between_brackets_that_holds_its_value_is_told(typed: str, instead: str) -> None:
    with pytest.raises(YamlError) as caught:
        load(typed, "k.yaml")
    assert [item.instead for item in caught.value.problems] == [instead]
    assert caught.value.problems[0].code == "yaml-anders"


@pytest.mark.parametrize("key", ["'naam:X'", '"a=b"', "https://voorbeeld.test", "9:30"])
def test_a_key_with_such_a_sign_in_it_stays_one(key: str) -> None:
    load(f"a: {{{key}: x, {key[:-1]}z{key[-1]}: }}", "k.yaml")


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("a: {{b: c, d: e}}", "a: {b: c, d: e}"),
        ("a: { {b: c} }", "a: {b: c}"),
        ("a: {{ naam }}", 'a: "{{ naam }}"'),
        ("a: {[b]: c}", None),
    ],
)
def test_brackets_within_brackets_are_told_with_one_pair(typed: str, instead: str | None) -> None:
    with pytest.raises(YamlError) as caught:
        load(typed, "k.yaml")
    assert [(item.code, item.instead) for item in caught.value.problems] == [
        ("yaml-sleutel", instead)
    ]


def test_a_key_twice_may_be_one_of_the_next_item() -> None:
    with pytest.raises(YamlError) as caught:
        load("a:\n  - soort: x\n    bij: y\n    soort: z\n", "k.yaml")
    (problem,) = caught.value.problems
    assert problem.instead == "  - soort: z"


def test_a_key_twice_may_be_one_of_the_empty_key_above_it() -> None:
    with pytest.raises(YamlError) as caught:
        load("naam: x\nwie:\nnaam: y\n", "k.yaml")
    (problem,) = caught.value.problems
    assert "bij regel 2" in (problem.hint or "")
    assert problem.instead is None
