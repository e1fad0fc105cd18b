"""Problems as values: how they read, and the advice for a wrong name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.basis.problems import (
    CheckError,
    ChoicesError,
    DlrDocsError,
    LibraryError,
    OutputError,
    Place,
    RenderError,
    Source,
    TemplateError,
    did_you_mean,
    error,
    has_errors,
    nearest,
    warning,
)

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
    problem = error("code-een", "het klopt niet", Source("a.yaml", 1, 2), "Doe dit.")
    assert str(problem) == "a.yaml:1:2: fout: het klopt niet [code-een]\n    Doe dit."


def test_a_problem_without_place_or_advice_is_one_line() -> None:
    assert str(warning("let-op", "kijk nog eens")) == "waarschuwing: kijk nog eens [let-op]"


def test_a_problem_as_data_has_every_key_whatever_is_known() -> None:
    bare = warning("let-op", "kijk", Place("--soort")).as_dict()
    place = Place("partijen.linde.naam", Source("a.yaml", 1, 2))
    full = error("fout", "nee", place, "Doe dit.").as_dict()
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
        "code": "fout",
        "ernst": "fout",
        "melding": "nee",
        "hint": "Doe dit.",
    }


def test_warnings_alone_are_not_errors() -> None:
    assert not has_errors([])
    assert not has_errors([warning("a", "b")])
    assert has_errors([warning("a", "b"), error("c", "d")])


def test_an_exception_carries_one_problem_or_many_and_reads_as_all_of_them() -> None:
    one, two = error("een", "eerste"), error("twee", "tweede")
    assert DlrDocsError(one).problems == (one,)
    many = DlrDocsError([one, two])
    assert many.problems == (one, two)
    assert str(many) == f"{one}\n{two}"


@pytest.mark.parametrize(
    "kind", [ChoicesError, LibraryError, RenderError, TemplateError, OutputError, CheckError]
)
def test_every_error_of_the_package_can_be_caught_as_one(kind: type[DlrDocsError]) -> None:
    with pytest.raises(DlrDocsError) as caught:
        raise kind(error("code", "melding"))
    assert caught.value.problems[0].code == "code"


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
