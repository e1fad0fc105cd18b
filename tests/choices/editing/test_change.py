"""Groups and lists put into a choice file, and taken out, with all other text as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.basis.problems import ChoicesError, Path
from dlr_docs.basis.yaml.loading import load
from dlr_docs.basis.yaml.text import yaml_text
from dlr_docs.choices.editing.change import Typed

FILE = """\
# Eerste regel.
bundel: Proef
partijen:
  # De school.
  linde:
    soort: school
    naam: De Linde   # zo heet zij
    vertegenwoordiger: {naam: A. de Wit, functie: bestuurder}
  spoor: {soort: instelling, naam: ROC}
gegevens:
# Vraag?
documenten:
  - soort: convenant
    keuzes: {geschillen: arbitrage, kosten: [a, b]}
    # Over het doel.
    gegevens:
      doelen:
        - eerste  # een
        - tweede
  # Het addendum.
  - soort: addendum
    bij: convenant
"""


def with_data(text: str, path: Path, data: Any) -> str:
    return Typed.read(text, "x").with_data(path, data).text


def without(text: str, path: Path) -> str:
    return Typed.read(text, "x").without(path).text


def said(text: str) -> Any:
    return load(text, "x").data


def test_a_party_comes_in_below_the_others() -> None:
    party: Any = {"soort": "school", "naam": "De Iep", "vertegenwoordiger": {"naam": "B"}}
    text = with_data(FILE, ("partijen", "iep"), party)
    assert said(text)["partijen"]["iep"] == party
    added = "  iep:\n    soort: school\n    naam: De Iep\n    vertegenwoordiger:\n      naam: B\n"
    assert text == FILE.replace("naam: ROC}\n", f"naam: ROC}}\n{added}")


def test_a_document_comes_in_at_the_end_and_goes_out_again() -> None:
    document: Any = {"soort": "addendum", "id": "nog-een", "bij": "convenant"}
    text = with_data(FILE, ("documenten", 2), document)
    assert text == FILE + "  - soort: addendum\n    id: nog-een\n    bij: convenant\n"
    assert without(text, ("documenten", 2)) == FILE


def test_a_key_goes_out_and_the_rest_stays() -> None:
    assert without(FILE, ("partijen", "linde", "naam")) == FILE.replace(
        "    naam: De Linde   # zo heet zij\n", ""
    )
    assert without(FILE, ("documenten", 0, "keuzes", "geschillen")) == FILE.replace(
        "{geschillen: arbitrage, kosten: [a, b]}", "{kosten: [a, b]}"
    )
    assert without(FILE, ("documenten", 0, "keuzes", "kosten")) == FILE.replace(
        ", kosten: [a, b]}", "}"
    )
    assert without(FILE, ("nergens", "niet")) == FILE


def test_an_item_in_the_middle_goes_out_alone() -> None:
    text = without(FILE, ("documenten", 0))
    assert "# Het addendum." in text
    assert [item["soort"] for item in said(text)["documenten"]] == ["addendum"]


def test_a_list_grows_and_shrinks_and_keeps_what_stays() -> None:
    path = ("documenten", 0, "gegevens", "doelen")
    text = with_data(FILE, path, ["eerste", "tweede", "derde"])
    assert text == FILE.replace("        - tweede\n", "        - tweede\n        - derde\n")
    assert with_data(FILE, path, ["tweede"]) == FILE.replace("        - eerste  # een\n", "")
    assert said(with_data(FILE, path, ["nul", "eerste", "tweede"]))["documenten"][0]["gegevens"][
        "doelen"
    ] == ["nul", "eerste", "tweede"]


def test_a_group_comes_below_a_key_with_nothing_behind_it() -> None:
    text = with_data(FILE, ("gegevens", "opleiding", "naam"), "Bouw, of: iets")
    assert said(text)["gegevens"] == {"opleiding": {"naam": "Bouw, of: iets"}}
    text = with_data(FILE, ("gegevens",), {"doelen": [{"naam": "a", "jaar": "1"}]})
    assert said(text)["gegevens"] == {"doelen": [{"naam": "a", "jaar": "1"}]}


def test_nothing_behind_a_key_leaves_the_key_and_its_comment() -> None:
    text = with_data(FILE, ("partijen", "linde", "naam"), None)
    assert said(text)["partijen"]["linde"]["naam"] is None
    assert "    naam:" in text
    assert "# De school." in text


def test_a_list_between_brackets_takes_another() -> None:
    text = with_data(FILE, ("documenten", 0, "keuzes", "kosten"), "geen")
    assert text == FILE.replace("[a, b]", "geen")
    text = with_data(FILE, ("documenten", 0, "keuzes", "kosten"), ["a", "b", "c, d"])
    assert said(text)["documenten"][0]["keuzes"]["kosten"] == ["a", "b", "c, d"]


def test_an_empty_list_between_brackets_is_filled_there_and_keeps_what_stands_behind() -> None:
    text = "a:\n  b: []  # Welke?\nc: 1\n"
    assert with_data(text, ("a", "b"), ["x", "y, z"]) == text.replace("[]", '[x, "y, z"]')
    rows = with_data(text, ("a", "b"), [{"d": "1"}])
    assert said(rows) == {"a": {"b": [{"d": "1"}]}, "c": "1"}


def test_windows_line_ends_stay_readable() -> None:
    text = with_data(FILE.replace("\n", "\r\n"), ("partijen", "iep"), {"soort": "school"})
    assert said(text)["partijen"]["iep"] == {"soort": "school"}


def test_what_has_no_place_is_refused() -> None:
    with pytest.raises(ChoicesError, match="kan hier niet"):
        with_data("a: &x {b: c}\nd: *x\n", ("d", "b"), {"e": "f"})


KEYS = st.sampled_from(["a", "b", "c", "dag-een", "f_g"])
TEXTS = st.one_of(
    st.sampled_from(["x", "ja", "1", "a: b", "- c", "é, {", "# y", '"', "p\nq"]),
    st.text("ab :#-,[]{}\n'\"&*!|>%@`", min_size=1),
)
DATA = st.recursive(
    TEXTS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3),
        st.dictionaries(KEYS, inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)
FILES = st.dictionaries(KEYS, DATA, min_size=1, max_size=4)


@given(FILES, FILES)
def test_a_file_says_just_what_was_asked(before: dict[str, Any], wanted: dict[str, Any]) -> None:
    text = f"# boven\n{yaml_text(before)}# onder\n"
    assert said(text) == before
    for key, data in wanted.items():
        text = with_data(text, (key,), data)
    assert said(text) == {**before, **wanted}
    assert text.startswith("# boven\n")
    assert text.rstrip().endswith("# onder")


@given(FILES, FILES)
def test_between_braces_a_file_says_just_what_was_asked(
    before: dict[str, Any], wanted: dict[str, Any]
) -> None:
    text = f"top: {json.dumps(before, ensure_ascii=False)}  # onder\n"
    for key, data in wanted.items():
        text = with_data(text, ("top", key), data)
    assert said(text) == {"top": {**before, **wanted}}
    for key in wanted:
        text = without(text, ("top", key))
    assert text.rstrip().endswith("# onder")
