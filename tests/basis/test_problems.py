"""Problems as values: how they read, and the advice for a wrong name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.basis.codes import DraftCode, ErrorCode, Severity, WarningCode
from dlr_docs.basis.problems import (
    CheckError,
    ChoicesError,
    DlrDocsError,
    LibraryError,
    OutputError,
    Place,
    Places,
    RenderError,
    Source,
    TemplateError,
    did_you_mean,
    error,
    has_errors,
    nearest,
    problem,
    warning,
)

WRONG, REMARK = ErrorCode("fout-een", "Fout."), WarningCode("let-op", "Let op.")
EITHER = DraftCode("open", "Open.")
HERE = Place("--soort")
KNOWN = ["convenant", "addendum", "samenwerkingsovereenkomst"]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (Source("a.yaml"), "a.yaml"),
        (Source("a.yaml", 3), "a.yaml:3"),
        (Source("a.yaml", 3, 7), "a.yaml:3:7"),
        (Source("a.yaml", None, 7), "a.yaml"),
        (Source("reeks.xlsx", sheet="Gegevens", row=4, cell="C4"), "reeks.xlsx:Gegevens:C4"),
        (Source("reeks.xlsx", sheet="Gegevens", row=4), "reeks.xlsx:Gegevens:4"),
        (Source("gegevens", key="partijen.linde.naam"), "gegevens:partijen.linde.naam"),
    ],
)
def test_a_place_reads_as_editors_write_it(source: Source, shown: str) -> None:
    assert str(source) == shown


def test_a_problem_shows_place_severity_message_code_and_advice() -> None:
    found = error(WRONG, "het klopt niet", Source("a.yaml", 1, 2), "Doe dit.")
    assert str(found) == "a.yaml:1:2: fout: het klopt niet [fout-een]\n    Doe dit."


def test_a_problem_without_place_or_advice_is_one_line() -> None:
    assert str(warning(REMARK, "kijk nog eens", HERE)) == "waarschuwing: kijk nog eens [let-op]"


def test_a_problem_as_data_has_every_key_whatever_is_known() -> None:
    bare = warning(REMARK, "kijk", HERE).as_dict()
    place = Place("partijen.linde.naam", Source("a.yaml", 1, 2))
    full = error(WRONG, "nee", place, "Doe dit.").as_dict()
    assert bare == {
        "pad": "--soort",
        "bestand": None,
        "regel": None,
        "kolom": None,
        "blad": None,
        "rij": None,
        "cel": None,
        "code": "let-op",
        "ernst": "waarschuwing",
        "melding": "kijk",
        "hint": None,
    }
    assert full == {
        "pad": "partijen.linde.naam",
        "bestand": "a.yaml",
        "regel": 1,
        "kolom": 2,
        "blad": None,
        "rij": None,
        "cel": None,
        "code": "fout-een",
        "ernst": "fout",
        "melding": "nee",
        "hint": "Doe dit.",
    }


def test_a_problem_is_as_bad_as_its_code_says() -> None:
    assert problem(WRONG, "a", HERE).severity is Severity.ERROR
    assert problem(REMARK, "a", HERE).severity is Severity.WARNING
    for severity in Severity:
        assert problem(EITHER, "a", HERE, severity=severity).severity is severity
    with pytest.raises(ValueError, match="let-op"):
        problem(REMARK, "a", HERE, severity=Severity.ERROR)


def test_a_source_alone_says_that_it_is_about_that_file() -> None:
    assert error(WRONG, "a", Source("uit/a.docx")).at == "uit/a.docx"


def test_a_path_names_items_of_a_list_by_their_id_or_from_one() -> None:
    names: dict[tuple[str | int, ...], str] = {("documenten", 1): "addendum-1"}
    places = Places(Source("k.yaml"), {(): Source("k.yaml", 1, 1)}, names=names)
    path = ("documenten", 1, "gegevens", "opleidingen", 0, "naam")
    assert places.place(path).at == "documenten.addendum-1.gegevens.opleidingen.1.naam"
    assert places.place(path).source == Source("k.yaml", 1, 1)
    assert places.place(("documenten", 0)).at == "documenten.1"


def test_a_path_in_a_library_begins_with_its_file() -> None:
    places = Places(Source("/ergens/x.md"), {}, "clauses/doel/x.md", within=("gegevens",))
    assert places.place(("termijn",)).at == "clauses/doel/x.md#gegevens.termijn"
    assert Places(Source("/ergens/x.md"), {}, "clauses/doel/x.md").place(()).at == (
        "clauses/doel/x.md"
    )


def test_the_lookup_of_a_table_gives_sheet_row_and_cell() -> None:
    cell = Source("reeks.xlsx", sheet="Gegevens", row=4, cell="C4")
    places = Places(Source("reeks.xlsx"), {("partijen", "school", "naam"): cell})
    found = error(WRONG, "a", places.place(("partijen", "school", "naam"))).as_dict()
    assert (found["blad"], found["rij"], found["cel"]) == ("Gegevens", 4, "C4")


def test_a_key_that_may_be_a_name_is_not_repeated_in_a_path() -> None:
    places = Places(Source("gegevens"))
    assert places.place(("partijen", "J. de Vries", "naam")).at == "partijen.….naam"


def test_warnings_alone_are_not_errors() -> None:
    assert not has_errors([])
    assert not has_errors([warning(REMARK, "b", HERE)])
    assert has_errors([warning(REMARK, "b", HERE), error(WRONG, "d", HERE)])


def test_an_exception_carries_one_problem_or_many_and_reads_as_all_of_them() -> None:
    one, two = error(WRONG, "eerste", HERE), error(WRONG, "tweede", HERE)
    assert DlrDocsError(one).problems == (one,)
    many = DlrDocsError([one, two])
    assert many.problems == (one, two)
    assert str(many) == f"{one}\n{two}"


@pytest.mark.parametrize(
    "kind", [ChoicesError, LibraryError, RenderError, TemplateError, OutputError, CheckError]
)
def test_every_error_of_the_package_can_be_caught_as_one(kind: type[DlrDocsError]) -> None:
    with pytest.raises(DlrDocsError) as caught:
        raise kind(error(WRONG, "melding", HERE))
    assert caught.value.problems[0].code == "fout-een"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("convenent", "convenant"),
        ("CONVENANT", "convenant"),
        ("adendum", "addendum"),
        ("xyz", None),
    ],
)
def test_the_nearest_name_is_the_one_that_was_meant(typed: str, meant: str | None) -> None:
    assert nearest(typed, KNOWN) == meant


def test_advice_names_the_nearest_name() -> None:
    assert did_you_mean("convenent", KNOWN) == "Bedoelt u 'convenant'?"


def test_advice_lists_what_there_is_when_nothing_comes_near() -> None:
    assert (
        did_you_mean("xyz", KNOWN) == "Bekend zijn: addendum, convenant, samenwerkingsovereenkomst."
    )
    assert did_you_mean("xyz", KNOWN, "Mogelijk zijn").startswith("Mogelijk zijn: addendum")


def test_advice_says_so_when_there_is_nothing_to_choose_from() -> None:
    assert did_you_mean("xyz", []) == "Er is hier niets om uit te kiezen."


def test_a_long_list_of_names_is_cut_off() -> None:
    advice = did_you_mean("9", [f"naam-{chr(97 + number)}" for number in range(20)])
    assert advice.count("naam-") == 12
    assert advice.endswith(", ….")


@given(st.text(), st.lists(st.text(min_size=1)))
def test_there_is_advice_for_every_name(typed: str, known: list[str]) -> None:
    near = nearest(typed, known)
    assert near is None or near in known
    assert did_you_mean(typed, known).endswith((".", "?"))
