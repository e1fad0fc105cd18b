"""Typed values: judged by their declaration, shown the Dutch way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from dlr_docs.basis.characters import is_blank
from dlr_docs.basis.dutch import (
    DATE_PICTURE,
    in_words,
    parse_date,
    show_amount,
    show_date,
    show_number,
    spell,
)
from dlr_docs.build.values.interpreting import ValueProblem, interpret
from dlr_docs.model.values import Kind, Value, ValueType, walk

NBSP = "\u00a0"
OPTIONS = {"bol": "beroepsopleidende leerweg", "bbl": "beroepsbegeleidende leerweg"}
FIELDS = {"naam": ValueType("naam", "tekst", "Naam?"), "uren": ValueType("uren", "aantal", "Uren?")}
KINDS: tuple[Kind, ...] = get_args(Kind)


def declared(kind: Kind, **more: Any) -> ValueType:
    return ValueType("gegeven", kind, "Welke?", **more)


def value_of(kind: Kind, raw: object, **more: Any) -> Value:
    content = interpret(declared(kind, **more), raw)
    assert isinstance(content, Value)
    return content


def problem_of(kind: Kind, raw: object, **more: Any) -> ValueProblem:
    with pytest.raises(ValueProblem) as caught:
        interpret(declared(kind, **more), raw)
    return caught.value


@pytest.mark.parametrize(
    ("kind", "raw", "meant", "shown"),
    [
        ("tekst", "AT&T <x> {{ y }}", "AT&T <x> {{ y }}", "AT&T <x> {{ y }}"),
        ("tekst", "0123", "0123", "0123"),
        ("tekst", "two\nlines\tand a tab", "two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("datum", "2027-08-01", date(2027, 8, 1), "1\u00a0augustus 2027"),
        ("datum", " 2027-8-1 ", date(2027, 8, 1), "1\u00a0augustus 2027"),
        ("datum", "1-8-2027", date(2027, 8, 1), "1\u00a0augustus 2027"),
        ("datum", "1\u00a0augustus 2027", date(2027, 8, 1), "1\u00a0augustus 2027"),
        ("datum", "1 Aug. 2027", date(2027, 8, 1), "1\u00a0augustus 2027"),
        ("datum", "1-aug-2027", date(2027, 8, 1), "1\u00a0augustus 2027"),
        ("datum", "1 augustus '27", date(2027, 8, 1), "1\u00a0augustus 2027"),
        ("datum", "1 augustus 2027.", date(2027, 8, 1), "1\u00a0augustus 2027"),
        ("datum", "3 mrt 2027", date(2027, 3, 3), "3\u00a0maart 2027"),
        ("datum", "1/8/2027", date(2027, 8, 1), "1\u00a0augustus 2027"),
        ("datum", "01.08.2027", date(2027, 8, 1), "1\u00a0augustus 2027"),
        ("datum", "01-08-27", date(2027, 8, 1), "1\u00a0augustus 2027"),
        ("datum", "29-02-2028", date(2028, 2, 29), "29\u00a0februari 2028"),
        ("datum", date(2027, 8, 1), date(2027, 8, 1), "1\u00a0augustus 2027"),
        ("datum", datetime(2027, 8, 1, 12, 30), date(2027, 8, 1), "1\u00a0augustus 2027"),
        ("bedrag", "1250", Decimal(1250), f"€{NBSP}1.250,00"),
        ("bedrag", "1250,50", Decimal("1250.50"), f"€{NBSP}1.250,50"),
        ("bedrag", "1.250,-", Decimal(1250), f"€{NBSP}1.250,00"),
        ("bedrag", "€ 1250,--", Decimal(1250), f"€{NBSP}1.250,00"),
        ("bedrag", "EUR 1250", Decimal(1250), f"€{NBSP}1.250,00"),
        ("bedrag", "1.250,50 euro", Decimal("1250.50"), f"€{NBSP}1.250,50"),
        ("bedrag", "€1250,–", Decimal(1250), f"€{NBSP}1.250,00"),
        ("bedrag", "1.250,50", Decimal("1250.50"), f"€{NBSP}1.250,50"),
        ("bedrag", "12.50", Decimal("12.50"), f"€{NBSP}12,50"),
        ("bedrag", "1.250", Decimal(1250), f"€{NBSP}1.250,00"),
        ("bedrag", "€ 0,05", Decimal("0.05"), f"€{NBSP}0,05"),
        ("bedrag", 12.5, Decimal("12.5"), f"€{NBSP}12,50"),
        ("aantal", "1250", 1250, "1.250"),
        ("aantal", 3, 3, "3"),
        ("percentage", "12,5%", Decimal("12.5"), "12,5%"),
        ("percentage", "50 %", Decimal(50), "50%"),
        ("breuk", "1/5", Fraction(1, 5), "1/5"),
        ("breuk", "2/10", Fraction(1, 5), "2/10"),
        ("duur", "3 maanden", (3, "maand"), "drie maanden"),
        ("duur", "1 maand", (1, "maand"), "één maand"),
        ("duur", "1 maanden", (1, "maand"), "één maand"),
        ("duur", "2 jaren", (2, "jaar"), "twee jaar"),
        ("duur", "3 mnd", (3, "maand"), "drie maanden"),
        ("duur", "2 wk", (2, "week"), "twee weken"),
        ("duur", "1 jr", (1, "jaar"), "één jaar"),
        ("duur", "40 Werkdagen", (40, "werkdag"), f"40{NBSP}werkdagen"),
        ("duur", "1600 uur", (1600, "uur"), f"1.600{NBSP}uur"),
        ("ja_nee", "ja", True, "ja"),
        ("ja_nee", "Nee", False, "nee"),
        ("ja_nee", "true", True, "ja"),
        ("ja_nee", False, False, "nee"),
    ],
)
def test_a_value_means_what_was_typed_and_shows_the_dutch_way(
    kind: Kind, raw: object, meant: object, shown: str
) -> None:
    value = value_of(kind, raw)
    assert (value.raw, value.text) == (meant, shown)
    assert type(value.raw) is type(meant)
    assert not value.is_open


def test_a_term_may_be_in_a_unit_of_the_library() -> None:
    units = {"klokuur": "klokuren"}
    assert value_of("duur", "40 Klokuren", units=units).text == f"40{NBSP}klokuren"
    assert value_of("duur", "1 klokuren", units=units).raw == (1, "klokuur")
    assert value_of("duur", "3 maanden", units=units).text == "drie maanden"
    with pytest.raises(ValueProblem, match="geen termijn"):
        value_of("duur", "40 klokuren")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((text, (6, "maand")) for text in ("half jaar", "een half jaar", "Halfjaar", "0,5 jaar")),
        *((text, (18, "maand")) for text in ("anderhalf jaar", "1½ jaar", "één en een half jaar")),
        *(
            (text, (30, "maand"))
            for text in ("twee en een half jaar", "2,5 jr.", "tweeënhalf jaar")
        ),
        *((text, (90, "minuut")) for text in ("anderhalf uur", "1.5 uur")),
        ("half uur", (30, "minuut")),
    ],
)
def test_a_term_with_a_half_is_read_in_the_unit_in_which_it_is_whole(
    typed: str, meant: tuple[int, str]
) -> None:
    assert value_of("duur", typed).raw == meant


@pytest.mark.parametrize("typed", ["anderhalve maand", "half dag", "2,5 weken", "1,5 klokuur"])
def test_a_half_of_what_has_no_fixed_half_is_told_with_what_to_write(typed: str) -> None:
    with pytest.raises(ValueProblem, match="geen helft") as caught:
        value_of("duur", typed, units={"klokuur": "klokuren"})
    assert "heel getal" in str(caught.value.hint)


@pytest.mark.parametrize("typed", ["veel en een half jaar", "1,25 jaar", "half", "twee anderhalf"])
def test_a_half_of_nothing_is_no_term(typed: str) -> None:
    with pytest.raises(ValueProblem, match=r"geen termijn$"):
        value_of("duur", typed)


@pytest.mark.parametrize("typed", ["anderhalf jaar", "18 maanden", "1,5 jaar"])
def test_a_choice_between_terms_reads_halves_too(typed: str) -> None:
    options = {"18 maanden": "achttien maanden", "6 maanden": "zes maanden"}
    assert value_of("keuze", typed, options=options).raw == "18 maanden"


def test_a_choice_shows_the_text_of_the_option() -> None:
    value = value_of("keuze", "bbl", options=OPTIONS)
    assert (value.raw, value.text, value.options) == ("bbl", "beroepsbegeleidende leerweg", OPTIONS)


@pytest.mark.parametrize(
    "typed",
    [
        "2027-08-01",
        "1-8-2027",
        "01/08/2027",
        "01.08.2027",
        "1-8-27",
        "1 augustus 2027",
        "1\u00a0augustus 2027",
        "1 aug 2027",
        "1 aug. 2027",
        " 1  Augustus 2027 ",
    ],
)
def test_a_date_is_read_as_people_write_it(typed: str) -> None:
    assert value_of("datum", typed).raw == date(2027, 8, 1)


@pytest.mark.parametrize(
    ("typed", "text"),
    [("vier jaar", "vier jaar"), ("Drie maanden", "drie maanden"), ("een week", "één week")],
)
def test_a_term_is_read_in_words_too(typed: str, text: str) -> None:
    assert value_of("duur", typed).text == text


@pytest.mark.parametrize("typed", ["BBL", "bbl", "Beroepsbegeleidende  leerweg", "Gegeven bbl"])
def test_a_choice_is_read_by_its_label_and_in_capitals(typed: str) -> None:
    assert value_of("keuze", typed, options=OPTIONS).raw == "bbl"


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        ("tekst", "a\x07b", "U+0007"),
        ("tekst", "a\ufffeb", "U+FFFE"),
        ("tekst", "\ud800", "U+D800"),
        ("tekst", "  \n ", "leeg voor wie hem leest"),
        ("tekst", "\u200b\u00a0", "leeg voor wie hem leest"),
        ("tekst", ["a"], "geen lijst"),
        ("tekst", ("a", "b"), "geen lijst"),
        ("tekst", {"a": "b"}, "geen lijst"),
        ("datum", "2026-02-30", "'2026-02-30' is geen bestaande datum"),
        ("datum", "31-4-2027", "geen bestaande datum"),
        ("datum", "29-02-2027", "geen bestaande datum"),
        ("datum", "2027-13-01", "geen bestaande datum"),
        ("datum", "0000-01-01", "geen bestaande datum"),
        ("datum", "0207-08-01", "geen bestaande datum"),
        ("datum", "1 augustus", "1 augustus 2027"),
        ("datum", "1-8/27", "geen bestaande datum"),
        ("datum", "1 ma 2027", "geen bestaande datum"),
        ("datum", "31 april 2027", "geen bestaande datum"),
        ("datum", "1 zomer 2027", "geen bestaande datum"),
        ("datum", "1-8/2027", "geen bestaande datum"),
        ("bedrag", "12,505", "hoogstens twee decimalen"),
        ("bedrag", "1,250", "hoogstens twee decimalen"),
        ("bedrag", "1.25.0", "geen getal"),
        ("bedrag", "1,250.50", "geen getal"),
        ("bedrag", "-5", "geen getal"),
        ("bedrag", "duizend", "geen getal"),
        ("bedrag", "1e5", "geen getal"),
        ("bedrag", ",", "geen getal"),
        ("bedrag", "9" * 40, "geen getal"),
        ("aantal", "3,5", "geen heel getal"),
        ("aantal", "3,0", "geen heel getal"),
        ("aantal", "3 uur", "zonder eenheid"),
        ("percentage", "veel%", "50%"),
        ("breuk", "1/0", "geen breuk"),
        ("breuk", "0,2", "1/5"),
        ("duur", "3", "3 maanden"),
        ("duur", "3 manden", "Bedoelt u 'maanden'?"),
        ("duur", "0 dagen", "nul"),
        ("duur", "enige maanden", "geen termijn"),
        ("duur", "nul maanden", "nul"),
        ("ja_nee", "misschien", "geen ja of nee"),
        ("ja_nee", "1", "geen ja of nee"),
    ],
)
def test_a_value_that_does_not_fit_says_why_in_dutch(kind: Kind, raw: object, words: str) -> None:
    problem = problem_of(kind, raw)
    assert words in f"{problem.message} {problem.hint}"
    assert problem.path == ()


def test_an_unknown_option_gets_the_nearest_one() -> None:
    assert problem_of("keuze", "bbll", options=OPTIONS).hint == "Bedoelt u 'bbl'?"
    assert problem_of("keuze", "xyz", options=OPTIONS).hint == "Mogelijk zijn: bbl, bol."


@pytest.mark.parametrize("kind", ["aantal", "bedrag", "percentage"])
def test_numbers_stay_within_their_bounds(kind: Kind) -> None:
    bounds = {"minimum": 10, "maximum": 20}
    assert value_of(kind, "10", **bounds).raw == 10
    assert value_of(kind, "20", **bounds).raw == 20
    assert problem_of(kind, "9", **bounds).hint == "Het minimum is 10."
    assert problem_of(kind, "21", **bounds).hint == "Het maximum is 20."


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind not in ("lijst", "groep", "persoon")]
)
@pytest.mark.parametrize("raw", [None, ""])
def test_nothing_leaves_a_value_open_with_its_question(kind: Kind, raw: object) -> None:
    value = value_of(kind, raw, options=OPTIONS)
    assert value.is_open
    assert (value.text, value.question, value.path, value.label) == (
        "",
        "Welke?",
        "gegeven",
        "Gegeven",
    )


def test_an_example_is_the_advice_when_one_value_was_meant() -> None:
    hint = problem_of("tekst", ["a"], example="Mobiliteit").hint
    assert hint is not None
    assert hint.startswith("Schrijf één waarde. Bijvoorbeeld: Mobiliteit. ")


def test_a_group_is_its_fields_each_named_by_its_path() -> None:
    content = interpret(declared("groep", fields=FIELDS), {"uren": "40"}, "opleiding")
    assert isinstance(content, Mapping)
    assert [(value.path, value.text, value.is_open) for value in walk(content)] == [
        ("opleiding.naam", "", True),
        ("opleiding.uren", "40", False),
    ]


def test_a_group_that_is_left_out_is_open_in_every_field() -> None:
    assert all(value.is_open for value in walk(interpret(declared("groep", fields=FIELDS), None)))


def test_a_field_with_a_default_has_it() -> None:
    fields = {"uren": ValueType("uren", "aantal", "Uren?", default="40")}
    (value,) = walk(interpret(declared("groep", fields=fields), {}))
    assert value.text == "40"


def test_a_person_has_a_name_and_a_function_with_questions_of_their_own() -> None:
    name, function = walk(
        interpret(ValueType("leider", "persoon", "Wie leidt?"), {"naam": "A. de Wit"})
    )
    assert (name.path, name.text) == ("leider.naam", "A. de Wit")
    assert (function.path, function.is_open) == ("leider.functie", True)
    assert name.question != function.question
    assert name.question.startswith("Wie leidt")
    assert "functie" in function.question


def test_an_unknown_part_of_a_group_is_a_problem_at_that_part() -> None:
    problem = problem_of("groep", {"urem": "40"}, fields=FIELDS)
    assert (problem.message, problem.hint, problem.unknown) == (
        "dit onderdeel bestaat hier niet",
        "Bedoelt u 'uren'?",
        "urem",
    )


def test_a_comma_inside_a_part_of_a_group_on_one_line_is_told() -> None:
    problem = problem_of("persoon", {"functie": "voorzitter", "college van bestuur": None})
    assert problem.hint is not None
    assert "aanhalingstekens" in problem.hint


def test_a_group_typed_as_one_text_is_a_problem_that_names_the_parts() -> None:
    assert "naam, functie" in problem_of("persoon", "A. de Wit").message
    assert "naam, uren" in problem_of("groep", ["a"], fields=FIELDS).message


def test_a_list_holds_values_numbered_from_one() -> None:
    content = interpret(declared("lijst", item="datum"), ["2027-08-01", "2028-08-01"], "dagen")
    assert [(value.path, value.text) for value in walk(content)] == [
        ("dagen.1", "1\u00a0augustus 2027"),
        ("dagen.2", "1\u00a0augustus 2028"),
    ]


def test_a_list_of_records_holds_groups() -> None:
    content = interpret(
        declared("lijst", fields=FIELDS), [{"naam": "a"}, {"naam": "b", "uren": "2"}]
    )
    assert [(value.path, value.text) for value in walk(content)] == [
        ("gegeven.1.naam", "a"),
        ("gegeven.1.uren", ""),
        ("gegeven.2.naam", "b"),
        ("gegeven.2.uren", "2"),
    ]


def test_a_list_of_choices_knows_the_options() -> None:
    content = interpret(declared("lijst", item="keuze", options=OPTIONS), ["bol"])
    assert [value.text for value in walk(content)] == ["beroepsopleidende leerweg"]


@pytest.mark.parametrize("raw", [None, ""])
def test_a_list_that_is_left_out_has_one_open_item_to_fill_in(raw: object) -> None:
    (value,) = walk(interpret(declared("lijst", item="tekst"), raw))
    assert (value.path, value.is_open) == ("gegeven.1", True)


def test_an_empty_list_is_open_unless_the_library_allows_it() -> None:
    (value,) = walk(interpret(declared("lijst"), []))
    assert (value.path, value.is_open) == ("gegeven.1", True)
    assert interpret(declared("lijst", default=[]), []) == ()


def test_a_problem_deep_inside_says_where() -> None:
    problem = problem_of("lijst", [{"uren": "2"}, {"uren": "veel"}], fields=FIELDS)
    assert problem.path == (1, "uren")
    assert "is geen getal" in problem.message


def test_one_text_is_not_a_list() -> None:
    problem = problem_of("lijst", "a, b")
    assert "lijst" in problem.message
    assert problem.hint is not None
    assert problem.hint.startswith("Schrijf 'gegeven: […, …]', of elk")
    hint = problem_of("lijst", "a, b", fields=FIELDS).hint
    assert hint is not None
    assert "[{naam: …, uren: …}, {naam: …, uren: …}]" in hint
    hint = problem_of("tekst", ["a"]).hint
    assert hint is not None
    assert hint.startswith("Schrijf één waarde. ")
    assert "tussen aanhalingstekens" in hint


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "nul"), (1, "één"), (12, "twaalf"), (20, "twintig"), (21, "21"), (1250, "1.250")],
)
def test_running_text_spells_small_numbers(number: int, shown: str) -> None:
    assert in_words(number) == shown


def test_every_number_can_be_spelled() -> None:
    assert (spell(1), spell(26), spell(2027)) == (
        "één",
        "zesentwintig",
        "tweeduizendzevenentwintig",
    )


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_comes_back_from_both_ways_of_writing(day: date) -> None:
    assert parse_date(f"{day.year:04}-{day.month}-{day.day}") == day
    assert parse_date(f"{day.day}-{day.month}-{day.year:04}") == day
    assert show_date(day).startswith(f"{day.day}\u00a0")


@given(st.decimals(0, 10**12, places=2))
def test_every_amount_comes_back_from_what_is_shown(number: Decimal) -> None:
    value = value_of("bedrag", show_amount(number).replace(NBSP, " "))
    assert value.raw == number


@given(st.integers(0, 10**14))
def test_every_count_comes_back_from_what_is_shown(number: int) -> None:
    assert value_of("aantal", show_number(number)).raw == number
    assert value_of("aantal", number).raw == number


RAW: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.text(max_size=20)
    | st.text(alphabet="0123456789.,/-% €", max_size=12)
    | st.from_regex(r"\d{1,4} (dag|week|maanden|uur|eeuw)", fullmatch=True),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.tuples(inside)
        | st.dictionaries(st.sampled_from(["naam", "functie", "uren", "xyz"]), inside, max_size=3)
    ),
    max_leaves=5,
)


@pytest.mark.parametrize("kind", KINDS)
@given(raw=RAW)
def test_whatever_is_given_becomes_content_or_a_problem_in_words(kind: Kind, raw: object) -> None:
    item = declared(
        kind, options=OPTIONS if kind == "keuze" else {}, fields=FIELDS if kind == "groep" else {}
    )
    try:
        content = interpret(item, raw)
    except ValueProblem as exc:
        found, message = [], exc.message
    else:
        found, message = walk(content), "goed"
    assert message
    for value in found:
        assert value.path.startswith("gegeven")
        assert value.is_open == (value.text == "")
        value.text.encode()


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"])).filter(
        lambda text: not is_blank(text)
    )
)
def test_text_is_shown_letter_for_letter(text: str) -> None:
    value = value_of("tekst", text)
    assert (value.raw, value.text) == (text, text)


def test_a_text_of_several_lines_ends_with_its_last_word() -> None:
    value = value_of("tekst", "1. Eerst.\n2. Dan.\n")
    assert (value.raw, value.text) == ("1. Eerst.\n2. Dan.", "1. Eerst.\n2. Dan.")


CODE = declared("tekst", minimum=10000, maximum=99999, example="25880", none_words=("geen",))


@pytest.mark.parametrize("raw", ["25880", 25880, " 25880 "])
def test_a_number_that_serves_as_a_name_is_written_as_it_is(raw: object) -> None:
    found = interpret(CODE, raw)
    assert isinstance(found, Value)
    assert found.text == "25880"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("crebo 25880", "Schrijf alleen de cijfers, als 25880."),
        ("25.880", "Schrijf alleen de cijfers, als 25880."),
        ("Autotechnicus", "is geen nummer"),
        ("2588", "is te laag"),
        ("258800", "is te hoog"),
    ],
)
def test_what_is_no_such_number_is_refused(raw: object, words: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        interpret(CODE, raw)
    assert words in f"{caught.value.message} {caught.value.hint}"


def test_there_may_be_no_such_number() -> None:
    found = interpret(CODE, "geen")
    assert isinstance(found, Value)
    assert found.text == "geen"


def test_a_value_compares_and_tests_as_what_it_holds() -> None:
    value = value_of("keuze", "bol", options=OPTIONS)
    assert value == "bol"
    assert value != "bbl"
    assert str(value) == "beroepsopleidende leerweg"
    assert not value_of("ja_nee", "nee")
    assert not value_of("tekst", None)
    assert value == value_of("keuze", "bol", options=OPTIONS)
    assert value == Value("ander", "keuze", "bol", "x", "", "")
    assert value != Value("ander", "keuze", "bbl", "x", "", "")
    assert len({value, Value("ander", "keuze", "bol", "x", "", "")}) == 1


def test_the_label_of_a_value_is_its_name_in_words() -> None:
    assert ValueType("leerweg_vmbo", "tekst", "?").label == "Leerweg vmbo"


@pytest.mark.parametrize("day", [date(2027, month, 1) for month in range(1, 13)])
def test_a_date_is_as_the_locale_data_have_it(day: date) -> None:
    assert show_date(day) == format_date(day, DATE_PICTURE, locale="nl")


@pytest.mark.parametrize("number", [0, 7, 999, 1000, 12345, Decimal("12.5"), -3])
def test_a_number_is_as_the_locale_data_have_it(number: int | Decimal) -> None:
    assert show_number(number) == format_decimal(number, locale="nl")


@pytest.mark.parametrize("number", [0, 2, 20, 21, 26, 100])
def test_a_number_in_words_is_as_the_library_spells_it(number: int) -> None:
    assert spell(number) == num2words(number, lang="nl")


@pytest.mark.parametrize(
    "typed", ["1e augustus 2027", "1ste aug. 2027", "1 augustus 27", "1 AUG 27", "1. augustus 2027"]
)
def test_a_day_is_read_as_people_number_it_and_shorten_its_year(typed: str) -> None:
    assert parse_date(typed) == date(2027, 8, 1)


@pytest.mark.parametrize(
    "typed",
    [
        *("2027/08/01", "2027.8.1", "2027 - 08 - 01", "1 - 8 - 2027", "1 / 8 / 2027", "1. 8. 27"),
        *("1-8 -2027", "1 - aug - 2027", "zo 1 - 8 - 2027"),
    ],
)
def test_a_date_may_begin_with_its_year_and_have_blanks_around_its_signs(typed: str) -> None:
    assert parse_date(typed) == date(2027, 8, 1)


@pytest.mark.parametrize(
    "typed",
    [
        *("1e augustus 127", "31e februari 27", "1x augustus 2027"),
        *("2027/08-01", "1 - 13 - 2027", "2027/13/01", "1 - 8", "- 1 - 8 - 2027"),
    ],
)
def test_what_is_no_day_stays_none(typed: str) -> None:
    assert parse_date(typed) is None


@pytest.mark.parametrize("typed", ["zondag 1 augustus 2027", "zo 1-8-2027", "Zo. 1 aug 27"])
def test_a_date_may_have_its_day_of_the_week(typed: str) -> None:
    found = interpret(ValueType("dag", "datum", "?"), typed)
    assert isinstance(found, Value)
    assert found.raw == date(2027, 8, 1)


@pytest.mark.parametrize("typed", ["maandag 1 augustus 2027", "ma 1-8-2027"])
def test_a_day_of_the_week_that_a_date_is_not_is_told(typed: str) -> None:
    with pytest.raises(ValueProblem, match="valt op een zondag"):
        interpret(ValueType("dag", "datum", "?"), typed)


@pytest.mark.parametrize(
    "typed", ["48 maanden", "4 jr", "4jr.", "4 jaren", "vier schooljaren", "48 mnd."]
)
def test_a_choice_of_terms_is_made_by_any_word_for_it(typed: str) -> None:
    options = {"2 jaar": "twee jaar", "4 jaar": "vier jaar"}
    found = interpret(ValueType("duur", "keuze", "?", options=options), typed)
    assert isinstance(found, Value)
    assert found.raw == "4 jaar"
    with pytest.raises(ValueProblem):
        interpret(ValueType("duur", "keuze", "?", options=options), "36 maanden")


@pytest.mark.parametrize("typed", ["4 jr.", "4jr", "4jaar"])
def test_a_term_is_read_with_a_dot_and_without_a_space(typed: str) -> None:
    found = interpret(ValueType("duur", "duur", "?"), typed)
    assert isinstance(found, Value)
    assert found.text == "vier jaar"
