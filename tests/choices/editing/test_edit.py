"""Values put into a choice file: all else stays to the letter."""

from __future__ import annotations

import functools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.basis.problems import ChoicesError, Path
from dlr_docs.basis.yaml.loading import load
from dlr_docs.choices.editing.edit import with_values

TEXT = """\
# mijn bundel
bundel: Techniek   # naam
partijen:
  linde:
    naam: "De Linde"  # school
    vertegenwoordiger: {naam: A. de Wit, functie: }
gegevens:
  ingangsdatum:   # wanneer?
documenten:
  - soort: convenant
    gegevens:
      regio: |
        Waterland
        en omgeving
      doelen:
        - een
  - soort: addendum
    bij: convenant

# einde
"""


def lines_changed(values: dict[Path, str], text: str = TEXT) -> list[str]:
    """The lines of the new file that the old has not."""
    old = text.splitlines()
    return [line for line in with_values(text, values).splitlines() if line not in old]


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        (("bundel",), "Zorg: samen", ['bundel: "Zorg: samen"   # naam']),
        (("partijen", "linde", "naam"), "'t Eikje", ['    naam: "\'t Eikje"  # school']),
        (
            ("partijen", "linde", "vertegenwoordiger", "functie"),
            "lid, voorzitter",
            ['    vertegenwoordiger: {naam: A. de Wit, functie: "lid, voorzitter"}'],
        ),
        (
            ("partijen", "linde", "vertegenwoordiger", "mail"),
            "a@b",
            ['    vertegenwoordiger: {naam: A. de Wit, functie: , mail: "a@b"}'],
        ),
        (("gegevens", "ingangsdatum"), "2027-08-01", ["  ingangsdatum: 2027-08-01   # wanneer?"]),
        (("gegevens", "regio"), "Gooi", ["  regio: Gooi"]),
        (("documenten", 0, "gegevens", "regio"), "Gooi", ["      regio: Gooi"]),
        (("documenten", 0, "gegevens", "doelen", 0), "twee", ["        - twee"]),
        (
            ("documenten", 1, "gegevens", "opleiding", "niveau"),
            "3",
            ["    gegevens:", "      opleiding:", "        niveau: 3"],
        ),
        (("negeer", "afbouw"), "later", ["negeer:", "  afbouw: later"]),
    ],
)
def test_one_value_changes_its_own_line(path: Path, value: str, lines: list[str]) -> None:
    new = with_values(TEXT, {path: value})
    assert [line for line in lines_changed({path: value}) if line not in TEXT] == [
        line for line in lines if line not in TEXT
    ]
    assert all(line in new.splitlines() for line in lines)
    for kept in ("# mijn bundel", "# naam", "# school", "# wanneer?", "# einde"):
        assert kept in new


def test_what_stood_in_quotes_stays_in_quotes() -> None:
    text = "crebo: \"25876\"\nopleiding: {niveau: '3'}\n"
    new = with_values(text, {("crebo",): "25877", ("opleiding", "niveau"): "4"})
    assert new == 'crebo: "25877"\nopleiding: {niveau: "4"}\n'


def test_line_ends_of_windows_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    new = with_values(text, {("gegevens", "regio"): "Gooi", ("bundel",): "Zorg"})
    assert new.count("\n") - new.count("\r\n") <= 1  # of the line that was added


@pytest.mark.parametrize(
    "path",
    [
        ("documenten", 5, "gegevens", "regio"),
        ("documenten", 0, "gegevens", "doelen", 3),
        ("partijen",),
    ],
)
def test_what_has_no_place_is_a_problem_and_changes_nothing(path: Path) -> None:
    with pytest.raises(ChoicesError, match="kan hier niet worden ingevuld"):
        with_values(TEXT, {path: "x"})


PATHS = st.sampled_from(
    [
        ("bundel",),
        ("partijen", "linde", "naam"),
        ("partijen", "linde", "vertegenwoordiger", "naam"),
        ("partijen", "linde", "vertegenwoordiger", "nieuw"),
        ("gegevens", "ingangsdatum"),
        ("documenten", 0, "gegevens", "regio"),
        ("documenten", 0, "gegevens", "doelen", 0),
        ("documenten", 1, "gegevens", "a", "b"),
    ]
)
PRINTABLE = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=30
).filter(str.strip)


def at(data: Any, path: Path) -> Any:
    """What stands at a path."""
    return functools.reduce(lambda found, key: found[key], path, data)


@given(st.dictionaries(PATHS, PRINTABLE, max_size=5))
def test_whatever_is_filled_in_is_read_back_and_nothing_else_changes(
    values: dict[Path, str],
) -> None:
    expected = load(TEXT, "x").data
    new = load(with_values(TEXT, values), "x").data
    for path, value in values.items():
        assert at(new, path) == value
    if not values:
        assert new == expected
