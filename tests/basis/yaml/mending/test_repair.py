"""Lines that YAML reads otherwise than they were typed, each named with the line as it should be."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.basis.problems import Problem, Severity
from dlr_docs.basis.yaml.loading import load
from dlr_docs.basis.yaml.mending.flow import quoted
from dlr_docs.basis.yaml.tree import YamlError

# A file in which another apostrophe stands a long way below.
FILE = """\
partijen:
  linde:
    soort: school
    {}
    plaats: Amersfoort
documenten:
  - soort: brief
    # - diploma's en cijfers
"""


def problems_of(line: str) -> tuple[Problem, ...]:
    with pytest.raises(YamlError) as caught:
        load(FILE.replace("{}", line), "k.yaml")
    return caught.value.problems


NAMES = [
    "'s-Hertogenbosch",
    "'t Harde",
    "'t Harde en 's-Graveland",
    "#1",
    "#1 De Linde",
    "& zoon",
    "&Zo",
    "&Linde College",
    "&I. Postma",
    "&& zoon",
    "&Één",
    "*E. Smit",
    "**De Linde",
    "!<De Linde",
    "!!Één",
    ": De Linde",
    "@school",
    "`De Linde`",
    "%deel",
    "*ster",
    "* ster",
    "!",
    "!let op",
    "! let op",
    "[De Linde",
    "[De] Linde",
    "{De Linde",
    "{De} Linde",
    "| De Linde",
    "> De Linde",
    ">",
    "|",
    "Stichting: De Linde",
    "Stichting De Linde:",
    "- De Linde",
    "-",
    "? De Linde",
    "]",
    "}",
    ", De Linde",
    '"De Linde" te Edam',
    "'De Linde' te Edam",
    "Vakcollege #1 De Linde",
    "Vakcollege De Linde # 2",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_yaml_takes_for_something_else_is_named_with_its_line(name: str) -> None:
    (problem,) = problems_of(f"naam: {name}")
    assert problem.source is not None
    assert problem.source.line == 4
    assert problem.instead == f"    naam: {quoted(name)}"
    assert "geldige YAML" not in problem.told(to_typist=True)


@pytest.mark.parametrize("name", NAMES)
def test_the_line_as_it_should_be_gives_what_was_typed(name: str) -> None:
    (problem,) = problems_of(f"naam: {name}")
    assert problem.instead is not None
    data = load(FILE.replace("    {}", problem.instead), "k.yaml").data
    assert isinstance(data, dict)
    assert data["partijen"] == {"linde": {"soort": "school", "naam": name, "plaats": "Amersfoort"}}


# What reads otherwise between brackets as well; a bracket that stands alone cannot be told there.
INSIDE = [
    *(name for name in NAMES if name not in ("-", "]", "}", ", De Linde")),
    "Techniek: De Linde",
    "De Linde:",
    "?vraag",
    ":x",
    '"De" Linde',
    "[De Linde",
    "{De Linde",
    "'t Hart, vz",
]
# In a list YAML takes these for a group or for two items, which their values are judged for.
LISTED = (
    "? De Linde",
    "Stichting: De Linde",
    "Techniek: De Linde",
    "De Linde:",
    "?vraag",
    ":x",
    "'t Hart, vz",
)
GROUP = "{soort: x, a: %s, b: y}"


@pytest.mark.parametrize("name", INSIDE)
def test_a_text_in_a_group_on_one_line_is_mended_there_and_the_rest_stays(name: str) -> None:
    for group, more in ((GROUP, ""), ("{soort: x, b: y, a: %s}", ""), (GROUP, "  # uitleg")):
        problems = problems_of(f"naam: {group % name}{more}")
        assert [problem.source and problem.source.line for problem in problems] == [4]
        instead = problems[0].instead
        assert instead is not None
        assert instead.endswith(more)
        data: Any = load(FILE.replace("    {}", instead), "k.yaml").data
        assert data["partijen"]["linde"]["naam"] == {"soort": "x", "a": name, "b": "y"}


@pytest.mark.parametrize("name", [name for name in INSIDE if name not in LISTED])
def test_a_text_in_a_list_on_one_line_is_mended_there_and_the_rest_stays(name: str) -> None:
    problems = problems_of(f"naam: [een, {name}, drie]")
    assert [problem.source and problem.source.line for problem in problems] == [4]
    instead = problems[0].instead
    assert instead is not None
    data: Any = load(FILE.replace("    {}", instead), "k.yaml").data
    assert data["partijen"]["linde"]["naam"] == ["een", name, "drie"]


@pytest.mark.parametrize(
    ("line", "words", "instead"),
    [
        ("naam:De Linde", "ontbreekt een spatie", "    naam: De Linde"),
        ("naam:'t Harde", "ontbreekt een spatie", '    naam: "\'t Harde"'),
        ("naam = De Linde", "staat een '='", "    naam: De Linde"),
        ("naam='t Harde", "staat een '='", '    naam: "\'t Harde"'),
        ("naam;De Linde", "staat een ';'", "    naam: De Linde"),
        ("naam De Linde", "ontbreekt een dubbele punt", "    naam: De Linde"),
        ("naam. De Linde", "ontbreekt een dubbele punt", "    naam: De Linde"),
        ("naam, De Linde", "ontbreekt een dubbele punt", "    naam: De Linde"),
        ("naam| De Linde", "ontbreekt een dubbele punt", "    naam: De Linde"),
        ("naam - De Linde", "ontbreekt een dubbele punt", "    naam: De Linde"),
        ("naam – De Linde", "ontbreekt een dubbele punt", "    naam: De Linde"),
        ("naam：De Linde", "ontbreekt een dubbele punt", "    naam: De Linde"),
        ("naam.", "ontbreekt een dubbele punt", "    naam:"),
        ("naam -> De Linde", "staat een '->'", "    naam: De Linde"),
        ("naam => 't Harde", "staat een '=>'", '    naam: "\'t Harde"'),
        ("naam := De Linde", "staat een ':='", "    naam: De Linde"),
        ("naam:: De Linde", "een dubbele punt te veel", "    naam: De Linde"),
        ("“naam”: De Linde", "gekrulde aanhalingstekens", "    naam: De Linde"),
        ("* naam: De Linde", "geen streepje", "    naam: De Linde"),
        ("wie: {naam: A, rol: lid", "sluit niet aan het eind", "    wie: {naam: A, rol: lid}"),
        ("wie: {naam: A, rol: lid]", "sluit niet aan het eind", "    wie: {naam: A, rol: lid}"),
        ("wie: {naam: A, rol: lid)", "sluit niet aan het eind", "    wie: {naam: A, rol: lid}"),
        ("wie: {naam: A, rol: lid}}", "sluit niet aan het eind", "    wie: {naam: A, rol: lid}"),
        ("wie: {naam: A, rol: lid},", "sluit niet aan het eind", "    wie: {naam: A, rol: lid}"),
        ("wie: naam: A, rol: lid}", "accolade", "    wie: {naam: A, rol: lid}"),
        ("wie: (naam: A, rol: lid)", "accolade", "    wie: {naam: A, rol: lid}"),
        ('wie: {naam: "A"; rol: lid}', "staat een ; waar", '    wie: {naam: "A", rol: lid}'),
        ("wie: {naam: A rol: lid}", "ontbreekt een komma", "    wie: {naam: A, rol: lid}"),
        ("wie: {naam: A rol: lid jaar: 3}", "komma", "    wie: {naam: A, rol: lid, jaar: 3}"),
        ('wie: {naam: "A" rol: "lid"}', "een komma", '    wie: {naam: "A", rol: "lid"}'),
        ("wie: {naam: A | rol: lid}", "staat een | waar", "    wie: {naam: A, rol: lid}"),
        ("wie: {naam: A / rol: lid}", "staat een / waar", "    wie: {naam: A, rol: lid}"),
        ("wie: {naam: rol: lid}", "ontbreekt een komma", "    wie: {naam: , rol: lid}"),
        ("wie: {naam: A,, rol: lid}", "komma te veel", "    wie: {naam: A, rol: lid}"),
        ("wie: [een,, twee]", "komma te veel", "    wie: [een, twee]"),
        ("wie: [, een, twee]", "komma te veel", "    wie: [ een, twee]"),
        ('wie: ["een" "twee"]', "ontbreekt een komma", '    wie: ["een", "twee"]'),
        ("wie: [{a: 1} {a: 2}]", "ontbreekt een komma", "    wie: [{a: 1}, {a: 2}]"),
        ("wie: [{a: 1}; {a: 2}]", "staat een ; waar", "    wie: [{a: 1}, {a: 2}]"),
        ("wie: {a: “A”, b: “B”}", "gekrulde aanhalingstekens", '    wie: {a: "A", b: "B"}'),
        ("wie: [een, twee", "sluit niet aan het eind", "    wie: [een, twee]"),
        ("wie: [een, twee}", "sluit niet aan het eind", "    wie: [een, twee]"),
        ("wie: [een, twee].", "sluit niet aan het eind", "    wie: [een, twee]"),
        ("naam", "ontbreekt een dubbele punt", "    naam:"),
        ("naam:\u00a0De Linde", "harde spatie", "    naam: De Linde"),
        ("\u00a0naam: De Linde", "harde spatie", "     naam: De Linde"),
        ("\u200bnaam: De Linde", "onzichtbaar teken", "     naam: De Linde"),
        ("naam: De Linde\u00a0", "harde spatie", "    naam: De Linde"),
        ("naam: De Linde\u200b  # nu", "onzichtbaar teken", "    naam: De Linde  # nu"),
        ("wie: {naam: De Linde\u00a0, x: y}", "harde spatie", "    wie: {naam: De Linde, x: y}"),
        ("wie: [een\u00a0, twee]", "harde spatie", "    wie: [een, twee]"),
        ("\tnaam: De Linde", "met een tab", "    naam: De Linde"),
        ("  naam: De Linde", "springt anders in", "    naam: De Linde"),
        (" naam: De Linde", "springt anders in", "    naam: De Linde"),
        ("- naam: De Linde", "geen lijst", "    naam: De Linde"),
        ('naam: "De Linde', "niet sluit", '    naam: "De Linde"'),
        ("naam: “De Linde”", "gekrulde aanhalingstekens", '    naam: "De Linde"'),
        ("naam: „De Linde”", "gekrulde aanhalingstekens", '    naam: "De Linde"'),
        ('map: "C:\\map"', "betekent", "    map: 'C:\\map'"),
        ("wie: {naam: 't Hart, rol: lid}", "tussen haken", '    wie: {naam: "\'t Hart", rol: lid}'),
        ("naam: 't Harde  # het oosten", "aan het begin", '    naam: "\'t Harde"  # het oosten'),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_the_line_as_it_should_be(
    line: str, words: str, instead: str
) -> None:
    (problem,) = problems_of(line)
    assert problem.source is not None
    assert (problem.source.line, problem.instead) == (4, instead)
    assert words in problem.message


LISTED_FILE = """\
documenten:
  - soort: brief
    gegevens:
      locaties:
{}
      dagen:
      - dinsdag
      - vrijdag
  - soort: brief
"""


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("indent", [6, 8])
@pytest.mark.parametrize(
    "sign", ["", "-", "* ", "• ", "•\t", "– ", "— ", "+ ", "-- ", "-> ", "-\u00a0", "1. ", "a) "]
)
def test_an_item_with_another_sign_than_a_dash_is_named_alone(
    sign: str, indent: int, number: int
) -> None:
    space = " " * indent
    right = [f"{space}- De Linde", f"{space}- het Spoor", f"{space}- De Iep"]
    typed = [*right]
    typed[number] = right[number].replace("- ", sign)
    if (sign, indent, number) == ("", 6, 2):
        return  # beside other keys of the group it may well be a key
    with pytest.raises(YamlError) as caught:
        load(LISTED_FILE.replace("{}", "\n".join(typed)), "k.yaml")
    found = [(item.source and item.source.line, item.instead) for item in caught.value.problems]
    assert found == [(5 + number, right[number])]


@pytest.mark.parametrize("sign", ["• ", "•\t", "– ", "— ", "+ ", "-- ", "-> ", "-"])
def test_a_list_of_other_signs_is_not_one_text(sign: str) -> None:
    names = ("De Linde", "'t Spoor", "De Iep")
    typed = "\n".join(f"        {sign}{name}" for name in names)
    with pytest.raises(YamlError) as caught:
        load(LISTED_FILE.replace("{}", typed), "k.yaml")
    found = [(item.source and item.source.line, item.instead) for item in caught.value.problems]
    assert found == [
        (5, "        - De Linde"),
        (6, '        - "\'t Spoor"'),
        (7, "        - De Iep"),
    ]


@pytest.mark.parametrize(
    "text", ["een tekst -\n      en meer", "1. een lid\n      2. nog een", "A - B", "met -streep"]
)
def test_a_text_of_more_lines_with_dashes_in_it_is_no_list(text: str) -> None:
    assert load(FILE.replace("{}", f"naam:\n      {text}"), "k.yaml").warnings == ()


PARTIES = """\
partijen:
  linde:
    soort: school
    naam: De Linde
    plaats: Edam
  spoor:
    soort: instelling
    naam: Het Spoor
documenten:
  - soort: convenant
  - soort: addendum
    bij: convenant
"""


@pytest.mark.parametrize(
    ("number", "typed"),
    [
        (2, "linde:"),
        (2, "    linde:"),
        (2, "   linde:"),
        (2, "  linde."),
        (2, "  linde"),
        (3, "    soort. school"),
        (3, "    soort school"),
        (3, "    * soort: school"),
        (3, "\tsoort: school"),
        (4, "  naam: De Linde"),
        (4, "     naam: De Linde"),
        (9, " documenten:"),
        (9, "documenten"),
        (10, "    - soort: convenant"),
        (10, " - soort: convenant"),
        (11, "  - soort addendum"),
        (11, "  - soort – addendum"),
        (11, "  -soort: addendum"),
        (12, "   bij: convenant"),
    ],
)
def test_a_line_that_makes_others_wrong_is_the_one_that_is_named(number: int, typed: str) -> None:
    lines = PARTIES.splitlines()
    right, lines[number - 1] = lines[number - 1], typed
    with pytest.raises(YamlError) as caught:
        load("\n".join(lines) + "\n", "k.yaml")
    found = [(item.source and item.source.line, item.instead) for item in caught.value.problems]
    assert found == [(number, right)]


def test_every_wrong_line_is_named_in_one_run() -> None:
    lines = ["naam: 't Harde", "adres:Dorp 1", "kvk = 12345678", "brin 12AB", "web: @edam"]
    problems = problems_of("\n    ".join(lines))
    assert [problem.source and problem.source.line for problem in problems] == [4, 5, 6, 7, 8]


def test_an_item_without_its_dash_is_named_and_not_the_one_that_has_it() -> None:
    (problem,) = problems_of("locaties:\n      - De Linde\n      Het Spoor")
    assert problem.message == "voor dit onderdeel van de lijst ontbreekt een streepje"
    assert (problem.source.line if problem.source else 0, problem.instead) == (
        6,
        "      - Het Spoor",
    )


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    ("item", "instead"),
    [
        (": De Linde", '": De Linde"'),
        ("**De Linde", '"**De Linde"'),
        ("&&De Linde", '"&&De Linde"'),
        ("!<De Linde", '"!<De Linde"'),
        ("\tDe Linde", "De Linde"),
        ("De Linde\u00a0", "De Linde"),
    ],
)
def test_an_item_that_yaml_takes_for_something_else_is_named_with_its_line(
    item: str, instead: str, first: bool
) -> None:
    items = [f"      - {item}", "      - Het Spoor"][:: 1 if first else -1]
    (problem,) = problems_of("locaties:\n" + "\n".join(items))
    assert (problem.source.line if problem.source else 0) == (5 if first else 6)
    assert problem.instead is not None
    assert problem.instead.split() == ["-", *instead.split()]


def test_a_key_without_a_colon_below_a_list_is_no_item_of_it() -> None:
    with pytest.raises(YamlError) as caught:
        load("documenten:\n- soort: brief\nbundel Proef\n", "k.yaml")
    assert [item.instead for item in caught.value.problems] == ["bundel: Proef"]


def test_what_stays_unreadable_is_told_besides() -> None:
    problems = problems_of("naam: 't Harde\n    : niets")
    assert [problem.source and problem.source.line for problem in problems] == [4, 5]
    assert problems[1].instead is None
    assert "past niet bij de regels" in problems[1].message


def test_only_who_typed_it_sees_the_line_as_it_should_be() -> None:
    (problem,) = problems_of("naam: 't Geheim")
    assert "Geheim" not in str(problem)
    assert "Geheim" not in str(problem.as_dict())
    assert 'naam: "\'t Geheim"' in problem.told(to_typist=True)


@pytest.mark.parametrize(
    "line",
    [
        "naam: De Linde  # uitleg",
        "naam: C#",
        "naam: De Linde#1",
        "naam: A & B",
        "naam: &n De Linde\n    kort: *n",
        "naam: “De Linde” te Edam",
        "naam: ’t Harde",
        "naam: De Linde, 's avonds",
        "naam: https://voorbeeld.test/#deel",
        "naam: 12:30",
        "naam: >\n      De Linde",
        "naam: |-\n      De Linde # 1",
        "naam:  # nog te doen",
        "naam: # nog te doen",
        "naam: ['De Linde', \"Edam\"]",
        "naam: 'De Linde'  # het oosten",
        "naam: De Linde\u00a0Edam",
    ],
)
def test_what_yaml_reads_as_it_was_typed_is_left_alone(line: str) -> None:
    assert load(FILE.replace("{}", line), "k.yaml").warnings == ()


def test_words_behind_a_hash_are_doubted_and_not_refused() -> None:
    (problem,) = load(FILE.replace("{}", "naam: De Linde # locatie Oost"), "k.yaml").warnings
    assert problem.severity is Severity.WARNING
    assert problem.instead == '    naam: "De Linde # locatie Oost"'


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_a_text_in_quotation_marks_is_that_text(text: str) -> None:
    text = text.strip().replace("\ufeff", "")
    assert load(f"a: {quoted(text)}", "k.yaml").data == {"a": text}


@given(st.text(alphabet="ab'\"#&@:[]{} -|>,=*!%", min_size=1, max_size=30))
def test_a_line_as_it_should_be_can_be_read(line: str) -> None:
    try:
        load(f"a: {line}\nb: c\n", "k.yaml")
    except YamlError as exc:
        told = [problem for problem in exc.problems if problem.instead is not None]
        if len(told) == len(exc.problems) == 1 and told[0].code == "yaml-onleesbaar":
            load(f"{told[0].instead}\nb: c\n", "k.yaml")


@pytest.mark.parametrize("line", ["  - een\n  - ]", "  - een\n  ]", "  - een\n]", "  - een\n  - }"])
def test_a_bracket_that_closes_nothing_is_to_be_taken_away(line: str) -> None:
    with pytest.raises(YamlError) as caught:
        load(f"lijst:\n{line}\nb: 1\n", "k.yaml")
    (found,) = caught.value.problems
    assert found.source is not None
    assert found.source.line == 3
    assert "losse" in found.message
    assert found.instead == ""


def test_a_bracket_that_opens_above_a_list_goes_with_the_one_below_it() -> None:
    with pytest.raises(YamlError) as caught:
        load("lijst: [\n  - een\n  - twee\n]\n", "k.yaml")
    assert [problem.instead for problem in caught.value.problems] == ["lijst:", ""]


@pytest.mark.parametrize("word", ["null", "Null", "NULL", "~"])
def test_a_word_for_nothing_is_told_and_is_open(word: str) -> None:
    loaded = load(f"plaats: {word}\nleeg:\n", "k.yaml")
    assert loaded.data == {"plaats": None, "leeg": None}
    (found,) = loaded.warnings
    assert found.severity is Severity.WARNING
    assert found.instead == f'plaats: "{word}"'
    assert load(found.instead, "k.yaml").data == {"plaats": word}
