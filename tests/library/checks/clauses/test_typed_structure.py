"""Checks on structure that is typed and is none: what is found, where, and the line as it should be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.library.checks.clauses.text_lines import text_lines
from dlr_docs.library.checks.clauses.typed_structure import check_typed_structure
from tests.library.checks.finding import found
from tests.small import SmallLibrary

# What is typed, the code, the line and column in the text, and the line as it should be.
WRONG = [
    ("1.Samen.", "getypt-nummer", 1, 1, "1. Samen."),
    ("1.\u00a0Samen.", "getypt-nummer", 1, 1, "1. Samen."),
    ("1 Samen.", "getypt-nummer", 1, 1, "1. Samen."),
    ("1.1 Samen.", "getypt-nummer", 1, 1, "1. Samen."),
    ("1. 1.1 Samen.", "getypt-nummer", 1, 4, "1. Samen."),
    ("1. a. Samen.", "getypt-nummer", 1, 4, "1. Samen."),
    ("a. Samen.", "getypt-nummer", 1, 1, "1. Samen."),
    ("1. Zij:\n   a. samen;", "getypt-nummer", 2, 4, "   1. samen;"),
    ("1. Zij:\na. samen;", "getypt-nummer", 2, 1, "   1. samen;"),
    ("1. Zij:\n   b) samen;", "getypt-nummer", 2, 4, "   1. samen;"),
    ("1. Zij:\n   (c) samen;", "getypt-nummer", 2, 4, "   1. samen;"),
    ("1. Zij:\n   ii. samen;", "getypt-nummer", 2, 4, "   1. samen;"),
    ("1. Zij:\n   2. samen;", "getypt-nummer", 2, 4, "   1. samen;"),
    ("1. Zij:\n   • samen;", "getypt-nummer", 2, 4, "   - samen;"),
    ("1. Zij:\n   \u2013 samen;", "getypt-nummer", 2, 4, "   - samen;"),
    ("1. Zij:\n   -samen;", "getypt-nummer", 2, 4, "   - samen;"),
    (
        "1. Zij: a. samen; b. apart.",
        "getypt-nummer",
        1,
        9,
        "1. Zij:\n   1. samen;\n   1. apart.",
    ),
    ("Zij: (1) samen; (2) apart.", "getypt-nummer", 1, 6, "Zij:\n1. samen;\n1. apart."),
    ("1. Zij • samen • apart.", "getypt-nummer", 1, 8, "1. Zij:\n   - samen\n   - apart."),
    ("1. Zij: a) samen, b) apart.", "getypt-nummer", 1, 9, "1. Zij:\n   1. samen,\n   1. apart."),
    ("\u00a01. Samen.", "getypte-opmaak", 1, 1, "1. Samen."),
    ("1. Zij:\n   \u200b1. samen;", "getypte-opmaak", 2, 4, "   1. samen;"),
    ("1. Zij:\n\u00a0\u00a0\u00a01. samen;", "getypte-opmaak", 2, 1, "   1. samen;"),
    ("1. Zij:\n   -\u00a0samen;", "getypt-nummer", 2, 4, "   - samen;"),
    ("1. Zij:\n   => samen;", "getypt-nummer", 2, 4, "   - samen;"),
    ("1. Zij:\n   » samen;", "getypt-nummer", 2, 4, "   - samen;"),
    ("1. Zij:\n   sub a: samen;", "getypt-nummer", 2, 4, "   1. samen;"),
    ("\uff11\uff0eSamen.", "getypt-nummer", 1, 1, "1. Samen."),
    ("#1 Samen.", "getypt-nummer", 1, 1, "1. Samen."),
    ("1. Zij doen 3\n   + 4 samen.", "nummer-in-zin", 2, 4, "   \\+ 4 samen."),
    ("**Geschillen**\n\n1. Samen.", "getypte-kop", 1, 1, None),
    ("Artikel 3 Geschillen\n\n1. Samen.", "getypte-kop", 1, 1, None),
    ("1. Samen [1] en apart.", "getypte-voetnoot", 1, 10, "1. Samen en apart."),
    ("1. Samen^1^ en apart.", "getypte-voetnoot", 1, 9, "1. Samen en apart."),
    ("1. Samen.*", "getypte-voetnoot", 1, 10, "1. Samen."),
    ("1. Samen 1).", "getypte-voetnoot", 1, 10, "1. Samen."),
    ("2. Samen.", "nummer-in-tekst", 1, 1, "1. Samen."),
    ("1. Samen.\n2. Apart.", "nummer-in-tekst", 2, 1, "1. Apart."),
    ("1. Samen.\n2) Apart.", "nummer-in-tekst", 2, 1, "1. Apart."),
    ("2027. was een goed jaar.", "nummer-in-tekst", 1, 1, "2027\\. was een goed jaar."),
    ("1. Zie stap\n2. van het plan.", "nummer-in-tekst", 2, 1, "   2\\. van het plan."),
    ("{% if regio %}a. Samen.{% endif %}", "getypt-nummer", 1, 15, None),
    ("1. Zij volgen stap\n   2. van het plan.", "getypt-nummer", 2, 4, "   2\\. van het plan."),
    ("1. Zij volgen stap\n   1. van het plan.", "nummer-in-zin", 2, 4, "   1\\. van het plan."),
    ("1. Zij volgen stap\n1. van het plan.", "nummer-in-zin", 2, 1, "   1\\. van het plan."),
    ("1. Zij komen\n   - samen - bijeen.", "nummer-in-zin", 2, 4, "   \\- samen - bijeen."),
    ("1. Zij:\n  1. samen.", "half-ingesprongen", 2, 3, "   1. samen."),
    ("1. Zij:\n\n  samen.", "half-ingesprongen", 3, 3, "   samen."),
    ("1. Zij.\nDan weer.", "lid-zonder-nummer", 2, 1, "1. Dan weer."),
    ("1. Zij gaan\ndan weer.", "lid-zonder-nummer", 2, 1, "   dan weer."),
    ("{% if regio %}\n1. Zij.\n{% endif %}\nDan.", "lid-zonder-nummer", 4, 1, "1. Dan."),
    ("1. Zij.[^1]", "getypte-voetnoot", 1, 8, "1. Zij."),
    ("1. Zij.\u00b9", "getypte-voetnoot", 1, 8, "1. Zij."),
    ("1. Naam: ________", "getypte-opmaak", 1, 10, "1. Naam: {{ gegeven }}"),
    ("- [ ] Gedaan", "getypte-opmaak", 1, 3, "- {{ gegeven }} Gedaan"),
    ("1. Wie     Wat", "getypte-opmaak", 1, 1, None),
    ("| Wie | Wat |\n| a | b |", "geen-tabel", 1, 1, "| Wie | Wat |\n|---|---|"),
    ("Wie | Wat\na | b", "geen-tabel", 1, 5, "| Wie | Wat |\n|---|---|"),
    ("| Wie | Wat |\n|---|\n| a | b |", "geen-tabel", 1, 1, "| Wie | Wat |\n|---|---|"),
    ("Zie.\n\n| Wie | Wat |", "geen-tabel", 3, 1, "| Wie | Wat |\n|---|---|"),
]


@pytest.mark.parametrize(("text", "code", "line", "column", "instead"), WRONG)
def test_typed_structure_has_its_place_and_the_line_as_it_should_be(
    small_library: SmallLibrary, text: str, code: str, line: int, column: int, instead: str | None
) -> None:
    path = small_library.clause("extra/een", f"{text}\n")
    (problem,) = check_typed_structure(small_library.load())
    assert problem.code == code
    assert str(problem.source) == f"{path}:{line + 4}:{column}"
    assert problem.instead == instead


def test_a_typed_list_of_words_without_punctuation_is_a_list_and_no_sentence(
    small_library: SmallLibrary,
) -> None:
    small_library.clause("extra/een", "1. Zij:\n   i. samen\n   ii. apart\n   iii. beide\n")
    problems = check_typed_structure(small_library.load())
    said = [problem.instead for problem in problems]
    assert said == [f"   1. {word}" for word in ("samen", "apart", "beide")]
    small_library.clause("extra/een", "1. Zij volgen stap\n   ii. van het plan.\n")
    (problem,) = check_typed_structure(small_library.load())
    assert problem.instead == "   ii\\. van het plan."


@pytest.mark.parametrize(
    ("text", "instead"),
    [(text, instead) for text, code, _, _, instead in WRONG if instead and code != "geen-tabel"],
)
def test_the_line_as_it_should_be_is_right(
    small_library: SmallLibrary, text: str, instead: str
) -> None:
    small_library.clause("extra/een", text)
    (problem,) = check_typed_structure(small_library.load())
    lines = text.split("\n")
    assert problem.source is not None
    assert problem.source.line is not None
    lines[problem.source.line - 5] = instead
    small_library.clause("extra/een", "\n".join(lines))
    assert list(check_typed_structure(small_library.load())) == []


@pytest.mark.parametrize(
    "text",
    [
        "1. Zij:\n   1. samen;\n   1. apart.\n1. Dan weer.\n",
        "1. Zij:\n    1. samen.\n",
        "- school\n- instelling\n  - team\n",
        "1. Zij:\n   1. de school\n   1. de instelling\n",
        "1) Samen.\n1) Apart.\n",
        "Zij gaan\nsamen verder.\n",
        "1. Zij gaan d.w.z.\n   o.a. en m.b.t. haar\n   e.d. verder.\n",
        "In het jaar\n2027. Dan weer.\n",
        "1. Zij \u2013\n   ieder \u2013 gaan verder.\n1. Zij komen\n   \u2013 ieder voor zich \u2013 om\n   9.30 uur.\n",
        "1. Zij volgen stap\n   1\\. van het plan.\n",
        "**Samen** en\n*apart*.\n",
        "Op 30 m\u00b2.\n",
        "| Wie | Wat |\n| :-- | --: |\n{% if regio %}\n| a | b |\n{% endif %}\n",
        "1. Zij {{ regio }}:\n   1. {{\n      regio }};\n",
        "1. Zij.\n\nZie de tabel.\n\n| Wie |\n|---|\n| a |\n",
        "{% if regio %}\n1. Zij.\n{% endif %}\n1. Dan.\n",
        "1. Dit is *cursief* en **vet**.\n1. Zij volgen (stap 1) en gaan verder.\n",
        "**Samen** gaan zij verder.\n\nArtikelen van waarde gaan mee.\n",
        "- **begrip**: een omschrijving;\n- **ander**: nog een.\n",
        "1. Zij gaan samen \u2014 verder, ~ vier keer.\n",
    ],
)
def test_what_is_structure_or_a_sentence_is_left_alone(
    small_library: SmallLibrary, text: str
) -> None:
    small_library.clause("extra/een", text)
    assert list(check_typed_structure(small_library.load())) == []


def test_a_number_of_its_own_in_a_list_is_said_once(small_library: SmallLibrary) -> None:
    small_library.clause("extra/een", "1. Zij\n2. dan\n")
    assert [problem.code for problem in found(small_library)] == ["nummer-in-tekst"]


@given(st.text(alphabet="1.2)a-*|[^]{}%# \t\nx•", max_size=60))
def test_any_text_gives_its_lines_in_order(text: str) -> None:
    lines = list(text_lines(text))
    numbers = [line.number for line in lines]
    assert numbers == sorted(set(numbers))
    assert all(text.split("\n")[line.number - 1] == line.raw for line in lines)
    assert all(line.words for line in lines)
