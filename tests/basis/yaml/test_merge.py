"""Data of several files as one, each thing with its own place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.basis.yaml.loading import Loaded, load
from dlr_docs.basis.yaml.merge import merged
from dlr_docs.basis.yaml.text import yaml_text


def both(earlier: str, later: str, depth: int = 1, identity: str = "") -> Loaded:
    return merged(load(earlier, "laag.yaml"), load(later, "hoog.yaml"), depth, identity)


def test_a_later_key_goes_before_an_earlier_one_and_is_replaced_whole() -> None:
    found = both("a: {x: 1, y: 2}\nb: 1\n", "a: {x: 3}\nc: 4\n")
    assert found.data == {"a": {"x": "3"}, "b": "1", "c": "4"}
    assert str(found.place(("a", "x")).source) == "hoog.yaml:1:8"
    assert (
        str(found.place(("a", "y")).source) == "hoog.yaml:1:4"
    )  # of the earlier one nothing is left
    assert str(found.key(("b",)).source) == "laag.yaml:2:1"


def test_deeper_groups_are_put_together_and_their_lists_continued() -> None:
    found = both("a: {x: 1}\nl: [een]\n", "a: {y: 2}\nl: [twee]\n", depth=2)
    assert found.data == {"a": {"x": "1", "y": "2"}, "l": ["een", "twee"]}
    assert str(found.place(("l", 1)).source) == "hoog.yaml:2:5"
    assert str(found.place(("a", "x")).source) == "laag.yaml:1:8"


def test_an_item_with_the_same_name_takes_its_place() -> None:
    earlier = "- {begrip: leerling, omschrijving: oud}\n- {begrip: school}\n"
    later = "- {begrip: stage}\n- {begrip: leerling, omschrijving: nieuw}\n"
    found = both(earlier, later, identity="begrip")
    assert found.data == [
        {"begrip": "leerling", "omschrijving": "nieuw"},
        {"begrip": "school"},
        {"begrip": "stage"},
    ]
    places = [str(found.place((index, "begrip")).source) for index in range(3)]
    assert places == ["hoog.yaml:2:12", "laag.yaml:2:12", "hoog.yaml:1:12"]


def test_what_is_of_another_shape_is_replaced() -> None:
    assert both("a: {x: 1}\n", "- een\n").data == ["een"]


def as_yaml(groups: dict[str, dict[str, str]]) -> str:
    return yaml_text({name: {**group} for name, group in groups.items()})


GROUPS = st.dictionaries(
    st.sampled_from("abc"),
    st.dictionaries(st.sampled_from("xyz"), st.sampled_from(["1", "2"]), min_size=1),
    min_size=1,
)


@given(GROUPS, GROUPS)
def test_every_place_is_where_the_value_stands(
    earlier: dict[str, dict[str, str]], later: dict[str, dict[str, str]]
) -> None:
    texts = {"laag.yaml": as_yaml(earlier), "hoog.yaml": as_yaml(later)}
    found = both(texts["laag.yaml"], texts["hoog.yaml"], depth=2)
    assert isinstance(found.data, dict)
    assert found.data.keys() == earlier.keys() | later.keys()
    for name, group in found.data.items():
        assert isinstance(group, dict)
        for key, value in group.items():
            source = found.place((name, key)).source
            assert source is not None
            assert source.line
            assert source.column
            line = texts[source.path].splitlines()[source.line - 1]
            assert line[source.column - 1 :].strip("\"'")[0] == value
            assert (source.path == "hoog.yaml") == (key in later.get(name, {}))
