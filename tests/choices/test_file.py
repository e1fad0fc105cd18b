"""The choice file: what it says, and every way in which it can be wrong."""

from __future__ import annotations

import copy
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.basis.problems import ChoicesError, Problem, Source
from dlr_docs.choices.file import choices_from_data, load_choices, parse_choices
from dlr_docs.model.choices import BaseArticle, BaseDocument
from tests.samples import AGREEMENT
from tests.small import pointed

FULL = """\
bundel: Samenwerking
status: definitief
datum: 2027-05-01
partijen:
  linde:
    soort: school
    naam: Vakcollege De Linde
    vertegenwoordiger: {naam: A. de Wit}
  bakker-2:
    soort: leerbedrijf
    naam: 0123
gegevens: {ingangsdatum: 2027-08-01, proef: no}
documenten:
  - soort: convenant
    keuzes: {geschillen: een, ontbinding: [twee, drie], exclusiviteit: geen}
    gegevens: {opzegtermijn: 3 maanden}
  - soort: addendum
    id: addendum-autotechniek
    bij: convenant
    partijen: [linde]
"""


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ChoicesError) as caught:
        parse_choices(text, "keuzes.yaml")
    return caught.value.problems


def test_a_choice_file_says_who_what_and_which() -> None:
    choices = parse_choices(FULL, "keuzes.yaml")
    convenant, addendum = choices.documents
    assert (choices.title, choices.draft, choices.day) == ("Samenwerking", False, date(2027, 5, 1))
    assert list(choices.parties) == ["linde", "bakker-2"]
    assert choices.parties["bakker-2"].fields["naam"] == "0123"
    assert choices.values == {"ingangsdatum": "2027-08-01", "proef": "no"}
    assert convenant.variants == {
        "geschillen": ("een",),
        "ontbinding": ("twee", "drie"),
        "exclusiviteit": ("geen",),
    }
    assert (convenant.id, convenant.parent, convenant.parties) == ("convenant", None, ())
    assert (addendum.id, addendum.parent, addendum.parties) == (
        "addendum-autotechniek",
        "convenant",
        ("linde",),
    )


def test_what_is_left_out_is_a_draft_with_open_fields() -> None:
    choices = parse_choices(
        "bundel: B\npartijen: {a: {soort: overig}}\ndocumenten: [{soort: brief}]"
    )
    assert choices.draft
    assert choices.day is None
    assert choices.parties["a"].fields == {}


BASES = """\
bundel: B
partijen:
  a: {soort: school}
basisdocumenten:
  oud:
    soort: convenant
    titel: Convenant van toen
    artikelen:
      geschillen: 14
      ontbinding: "16.2"
      doel: {nummer: 3, titel: Het doel, leden: {x: 2.1, y: }}
documenten:
  - {soort: addendum, bij: oud, nummer: 2}
"""


def test_a_document_outside_the_bundle_has_names_and_numbers() -> None:
    choices = parse_choices(BASES)
    assert choices.bases == {
        "oud": BaseDocument(
            "oud", "convenant", "Convenant van toen", None,
            (
                BaseArticle("geschillen", ("14",)),
                BaseArticle("ontbinding", ("16", "2")),
                BaseArticle("doel", ("3",), "Het doel", (("x", ("2", "1")), ("y", ()))),
            ),
            None, ("basisdocumenten", "oud"),
        )
    }  # fmt: skip
    assert choices.documents[0].annex_number == 2


def test_a_document_outside_the_bundle_does_not_belong_to_itself_by_way_of_others() -> None:
    around = "    bij: {}\n    artikelen:\n".format
    circle = BASES.replace("    artikelen:\n", around("ander")).replace(
        "documenten:\n  -", "  ander: {soort: convenant, titel: A, bij: oud}\ndocumenten:\n  -"
    )
    with pytest.raises(ChoicesError) as caught:
        parse_choices(circle)
    assert [(item.code, item.at) for item in caught.value.problems] == [
        ("bij-zichzelf", "basisdocumenten.oud.bij"),
        ("bij-zichzelf", "basisdocumenten.ander.bij"),
    ]


@pytest.mark.parametrize("typed", ["0", "14.", "a", "１４", '"14\\n"', "99999"])
def test_what_is_no_number_of_an_article_is_told_so(typed: str) -> None:
    with pytest.raises(ChoicesError) as caught:
        parse_choices(BASES.replace("geschillen: 14", f"geschillen: {typed}"))
    assert [(item.code, item.at) for item in caught.value.problems] == [
        ("verkeerde-vorm", "basisdocumenten.oud.artikelen.geschillen")
    ]
    assert "als 14 of 14.2" in caught.value.problems[0].message


@pytest.mark.parametrize(
    ("was", "wordt", "code"),
    [
        (
            "titel: Convenant van toen",
            "titel: Convenant van toen\n    getekend: 2018-08-01",
            "onbekende-sleutel",
        ),
        ("geschillen: 14", "geschillen: veertien", "verkeerde-vorm"),
        ("bij: oud", "bij: ouder", "onbekend-document"),
        (
            "titel: Convenant van toen",
            "titel: Convenant van toen\n    bij: oud",
            "bij-zichzelf",
        ),
        ("soort: addendum, bij: oud,", "soort: addendum, id: oud,", "dubbel-id"),
    ],
)
def test_what_is_wrong_with_a_document_outside_the_bundle_has_its_place(
    was: str, wordt: str, code: str
) -> None:
    assert was in BASES
    with pytest.raises(ChoicesError) as caught:
        parse_choices(BASES.replace(was, wordt, 1), "k.yaml")
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.source is not None
    assert problem.source.line is not None


def test_every_key_can_be_found_back_and_what_is_not_there_has_the_place_around_it() -> None:
    choices = parse_choices(FULL, "k.yaml")
    assert choices.place("partijen", "linde", "naam").source == Source("k.yaml", 7, 5)
    assert choices.place("documenten", 1, "bij").source == Source("k.yaml", 19, 5)
    assert choices.place("documenten", 1, "keuzes", "x").source == (
        choices.place("documenten", 1).source
    )


BASE = "bundel: B\npartijen:\n  a: {soort: school}\ndocumenten:\n  - soort: brief\n"


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (BASE + "▶partij: x\n", "onbekende-sleutel", "Bedoelt u 'partijen'?"),
        (BASE + "    ▶keuze: {}\n", "onbekende-sleutel", "Bedoelt u 'keuzes'?"),
        (BASE.replace("{soort: school}", "▶{naam: x}"), "ontbreekt", "'soort' ontbreekt"),
        (BASE.replace("{soort: school}", "{soort: ▶[school]}"), "verkeerd-type", "tekst"),
        (BASE + "status: ▶klaar\n", "onbekende-waarde", "concept, definitief"),
        (BASE + "▶bundel: nog een\n", "yaml-dubbel", "regel 1"),
        (BASE + "datum: ▶2026-02-30\n", "verkeerd-type", "bestaande datum, als 1 augustus 2027"),
        (BASE + "datum: ▶0\n", "verkeerd-type", "bestaande datum"),
        (BASE + "gegevens: ▶tekst\n", "verkeerd-type", "sleutels met waarden"),
        (BASE + "    keuzes: ▶x\n", "verkeerd-type", "sleutels met waarden"),
        (BASE + "    keuzes: {doel: ▶{a: b}}\n", "verkeerd-type", "lijst"),
        (BASE + "    partijen: ▶a\n", "verkeerd-type", "lijst"),
        (BASE.replace("  a:", "  ▶De Linde:"), "verkeerde-vorm", "kleine letters"),
        (BASE + "    id: ▶../weg\n", "verkeerde-vorm", "kleine letters"),
        (BASE + "    id: ▶a/b\n", "verkeerde-vorm", "kleine letters"),
        (BASE.replace("- soort: brief", "- ▶id: brief"), "ontbreekt", "'soort' ontbreekt"),
        ("▶" + BASE.partition("\n")[2], "ontbreekt", "'bundel' ontbreekt"),
        ('bundel: ▶""\n' + BASE.partition("\n")[2], "verkeerde-lengte", "tekst"),
        (BASE.partition("documenten")[0] + "documenten: ▶[]\n", "verkeerde-lengte", "minstens één"),
        (
            BASE.partition("documenten")[0] + "documenten: ▶{soort: brief}\n",
            "verkeerd-type",
            "lijst",
        ),
        (BASE + "  - ▶soort: brief\n", "dubbel-id", "twee documenten heten 'brief'"),
        (BASE + "    id: x\n  - soort: brief\n    ▶id: x\n", "dubbel-id", "eigen id"),
        (
            BASE + "    ▶bij: brif\n    id: nota\n  - soort: brief\n",
            "onbekend-document",
            "Bedoelt u 'brief'?",
        ),
        (BASE + "    ▶bij: brief\n", "bij-zichzelf", "kan niet bij zichzelf horen"),
        ("▶[bundel]", "verkeerd-type", "sleutels met waarden"),
        ("▶zomaar tekst", "verkeerd-type", "sleutels met waarden"),
    ],
)
def test_a_mistake_is_a_problem_at_its_line_and_column(text: str, code: str, words: str) -> None:
    text, place = pointed(text)
    (problem,) = problems_of(text)
    assert (problem.code, str(problem.source)) == (code, f"keuzes.yaml:{place}")
    assert words in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize("status", ["Definitief", "DEFINITIEF", "definitief"])
def test_a_status_may_have_a_capital(status: str) -> None:
    assert not parse_choices(BASE + f"status: {status}\n", "keuzes.yaml").draft


def test_all_mistakes_come_in_one_run() -> None:
    text = BASE.replace("school", "[]") + "    keuze: {}\nstatus: klaar\ndatum: nooit\n"
    assert [problem.source.line for problem in problems_of(text) if problem.source] == [7, 8, 3, 6]


@pytest.mark.parametrize(
    "name", ["met spatie.yaml", "é ü 漢字 🙂.yaml", "-vooraan.yaml", "a'b\"c.yaml", "100%.yaml"]
)
def test_a_file_with_special_characters_in_its_name_is_read_and_named(
    tmp_path: Path, name: str
) -> None:
    good, bad = tmp_path / name, tmp_path / f"fout {name}"
    good.write_text(BASE, encoding="utf-8")
    bad.write_text(BASE + "x: y\n", encoding="utf-8")
    assert load_choices(good).title == "B"
    with pytest.raises(ChoicesError) as caught:
        load_choices(bad)
    assert str(caught.value).startswith(f"{bad}:6:1: fout")


def test_special_characters_in_names_of_people_stay_as_they_are() -> None:
    name = "AT&T <x> {{ y }} **z** é🙂 \u202eomgekeerd"
    text = (
        f"bundel: B\npartijen:\n  a: {{soort: school, naam: "
        f"'{name}'}}\ndocumenten: [{{soort: brief}}]"
    )
    assert parse_choices(text).parties["a"].fields["naam"] == name


def test_a_byte_order_mark_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "k.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + BASE.encode())
    assert load_choices(path).title == "B"


def test_windows_line_ends_keep_the_line_numbers() -> None:
    (problem,) = problems_of((BASE + "x: y\n").replace("\n", "\r\n"))
    assert str(problem.source) == "keuzes.yaml:6:1"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "yaml-leeg"),
        (b"# uitleg\n", "yaml-leeg"),
        (b"\xff\xfe\x00a", "geen-tekst"),
        (b"bundel: caf\xe9", "geen-tekst"),
        (b"PK\x03\x04\x14\x00\x08\x08", "geen-keuzebestand"),
        (b"bundel: a\x07b", "stuurteken"),
        (b'bundel: "a\\x07b"', "stuurteken"),
    ],
)
def test_a_file_that_is_no_choice_file_is_a_problem(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "k.yaml"
    path.write_bytes(content)
    with pytest.raises(ChoicesError) as caught:
        load_choices(path)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert str(problem.source).startswith(str(path))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("bundel: a".encode("utf-16"), "UTF-16"),
        ("bundel: a".encode("utf-16-le"), "UTF-16"),
        ("bundel: coördinatie".encode("utf-16-le"), "UTF-16"),
        ("bundel: coördinatie".encode("utf-16-be"), "UTF-16"),
        ("bundel: één".encode("cp1252"), "Windows-1252"),
        (b"bundel: \x81", "als UTF-8"),
    ],
)
def test_a_file_in_another_encoding_is_told_which_and_what_to_do(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "k.yaml"
    path.write_bytes(content)
    with pytest.raises(ChoicesError, match=words) as caught:
        load_choices(path)
    assert "Opslaan als" in str(caught.value)


def test_a_file_that_is_somewhere_else_is_told_where(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "k.yaml").write_text(BASE)
    (tmp_path / "l.yaml.txt").write_text(BASE)
    for wanted, words in (
        ("k.yaml", "wel in de map 'map'"),
        ("map/l.yaml", "Bedoelt u"),
        ("l.yaml", "wel een 'l.yaml.txt'"),
        ("weg/k.yaml", "map 'weg' bestaat niet"),
    ):
        with pytest.raises(ChoicesError, match=words):
            load_choices(tmp_path / wanted)


def test_a_folder_that_cannot_be_looked_into_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dicht").mkdir()
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "k.yaml").write_text(BASE)
    look = os.stat

    def closed(path: Any, *args: Any, **more: Any) -> os.stat_result:
        if "dicht/" in str(path):
            raise PermissionError(13, "Permission denied")
        return look(path, *args, **more)

    monkeypatch.setattr(os, "stat", closed)
    with pytest.raises(ChoicesError, match="wel in de map 'map'"):
        load_choices(tmp_path / "k.yaml")


def test_a_folder_that_cannot_be_listed_hides_where_a_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_: object) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", closed)
    monkeypatch.setattr(os, "listdir", closed)
    with pytest.raises(ChoicesError, match="bestaat niet"):
        load_choices(tmp_path / "k.yaml")


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ChoicesError, match="bestaat niet"):
        load_choices(tmp_path / "weg.yaml")


def test_a_folder_is_not_a_choice_file(tmp_path: Path) -> None:
    with pytest.raises(ChoicesError, match="kan niet worden gelezen"):
        load_choices(tmp_path)


def test_a_program_may_give_plain_data_with_python_values() -> None:
    data = copy.deepcopy(AGREEMENT)
    data["datum"] = date(2027, 1, 1)
    data["gegevens"] = {"ingangsdatum": date(2027, 8, 1), "bedrag": 12.5}
    data["partijen"]["linde"]["naam"] = 0
    choices = choices_from_data(data)
    assert choices.day == date(2027, 1, 1)
    assert choices.values == data["gegevens"]
    assert choices.parties["linde"].fields["naam"] == 0


def test_a_mistake_in_plain_data_names_the_data_and_the_key() -> None:
    with pytest.raises(ChoicesError) as caught:
        choices_from_data({**AGREEMENT, "partij": {}}, "rij 7")
    assert str(caught.value).startswith("rij 7:…: fout: deze sleutel bestaat hier niet")
    assert "Bedoelt u 'partijen'?" in str(caught.value)


def test_a_number_is_not_a_day() -> None:
    with pytest.raises(ChoicesError, match="bestaande datum"):
        choices_from_data({**AGREEMENT, "datum": 86400})


def test_plain_data_is_not_changed() -> None:
    before = copy.deepcopy(AGREEMENT)
    choices_from_data(AGREEMENT)
    assert before == AGREEMENT


def assert_choices_or_problems(text: str) -> None:
    try:
        found = [parse_choices(text, "k.yaml").source]
    except ChoicesError as exc:
        found = [problem.source or Source("") for problem in exc.problems]
    assert found
    assert all(source.path == "k.yaml" for source in found)


@given(st.text())
def test_any_text_is_choices_or_problems(text: str) -> None:
    assert_choices_or_problems(text)


@given(
    st.integers(0, len(FULL)),
    st.integers(0, 30),
    st.sampled_from(
        ["", ":", "\n", "  ", "- ", "[", "{}", "~", "*a", "&a ", "x", "\t", '"', "#", "é"]
    ),
)
def test_a_damaged_choice_file_is_choices_or_problems(
    start: int, length: int, instead: str
) -> None:
    assert_choices_or_problems(FULL[:start] + instead + FULL[start + length :])


LEAF: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
)
TREE: st.SearchStrategy[Any] = st.recursive(
    LEAF,
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(["soort", "naam", "id", "bij", "keuzes", "gegevens", "partijen", "x"]),
            inside,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(["bundel", "status", "datum", "partijen", "gegevens", "documenten", "x"]),
        TREE,
        max_size=7,
    )
)
def test_any_data_is_choices_or_problems(data: dict[str, Any]) -> None:
    try:
        found = choices_from_data(data).documents
    except ChoicesError as exc:
        assert_messages(exc)
    else:
        assert found


def assert_messages(exc: ChoicesError) -> None:
    assert exc.problems
    assert all(problem.message for problem in exc.problems)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_choice_file_of_any_size_and_a_pipe_are_refused_unread(tmp_path: Path) -> None:
    large, pipe = tmp_path / "groot.yaml", tmp_path / "pijp.yaml"
    with large.open("wb") as file:
        file.truncate(3_000_000_000)
    os.mkfifo(pipe)
    for path in (large, pipe, Path("/dev/zero")):
        with pytest.raises(ChoicesError, match="geen-gewoon-bestand"):
            load_choices(path)


def test_parties_and_documents_together_have_a_bound() -> None:
    parties = "".join(f"  p{number}: {{soort: school}}\n" for number in range(1000))
    documents = "".join(f"  - {{soort: brief, id: d{number}}}\n" for number in range(51))
    with pytest.raises(ChoicesError, match=r"51\.000; hoogstens 50\.000"):
        parse_choices(f"bundel: x\npartijen:\n{parties}documenten:\n{documents}")
    one = documents.replace("}", ", partijen: [p1]}")
    assert parse_choices(f"bundel: x\npartijen:\n{parties}documenten:\n{one}").documents


def test_there_are_so_many_parties_and_no_more() -> None:
    parties = "".join(f"  p{number}: {{soort: school}}\n" for number in range(1001))
    with pytest.raises(ChoicesError, match=r"te veel \(hoogstens 1000\)"):
        parse_choices(f"bundel: x\npartijen:\n{parties}documenten: [{{soort: brief}}]\n")


def test_a_folder_instead_of_a_file_says_what_is_in_it(tmp_path: Path) -> None:
    with pytest.raises(ChoicesError, match="in deze map staat er geen"):
        load_choices(tmp_path)
    for name in ("b.yaml", "a.yml", "c.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    with pytest.raises(ChoicesError, match=r"In deze map: a\.yml, b\.yaml\."):
        load_choices(tmp_path)


@pytest.mark.parametrize("ending", [".yaml", ".yml"])
def test_a_name_without_its_ending_is_proposed_with_it(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"keuzes{ending}").write_text("bundel: x", encoding="utf-8")
    with pytest.raises(ChoicesError) as stopped:
        load_choices(tmp_path / "keuzes")
    (problem,) = stopped.value.problems
    assert problem.hint == f"Bedoelt u '{tmp_path / 'keuzes'}{ending}'?"


def test_what_is_doubted_is_told_beside_a_wrong_shape() -> None:
    with pytest.raises(ChoicesError) as caught:
        parse_choices("bundel: x\npartijen: [a; b]\ndocumenten: []\n", "k.yaml")
    assert {"yaml-teken", "verkeerd-type"} <= {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize("name", ["tabel.csv", "tabel.XLSX"])
def test_a_table_in_the_place_of_the_choice_file_is_told_where_it_belongs(
    tmp_path: Path, name: str
) -> None:
    content = b"PK\x03\x04" if name.endswith("X") else b"map;naam\nEen;De Linde\n"
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ChoicesError) as caught:
        load_choices(tmp_path / name)
    assert "achter het keuzebestand" in (caught.value.problems[0].hint or "")


def test_a_file_in_other_capitals_is_the_one_that_was_meant(tmp_path: Path) -> None:
    (tmp_path / "KEUZES.YAML").write_text("bundel: x\n", encoding="utf-8")
    (tmp_path / "mijn keuzes.yaml").write_text("bundel: x\n", encoding="utf-8")
    if (tmp_path / "keuzes.yaml").exists():
        return  # here capitals make no difference
    with pytest.raises(ChoicesError) as caught:
        load_choices(tmp_path / "keuzes.yaml")
    assert "KEUZES.YAML" in (caught.value.problems[0].hint or "")


def test_a_file_of_nothing_but_explanation_is_told_as_that() -> None:
    with pytest.raises(ChoicesError) as caught:
        parse_choices("# nog in te vullen\n", "k.yaml")
    assert "alleen uitleg" in caught.value.problems[0].message
