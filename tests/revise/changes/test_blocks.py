"""What was done to the blocks of a document."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dlr_docs.model.blocks import Block, Tracked
from dlr_docs.model.document import Text, ValueUse
from dlr_docs.revise.changes.aligning import Pair
from dlr_docs.revise.changes.blocks import block_changes, side_by_side, touches_number
from dlr_docs.revise.changes.known import Known
from dlr_docs.revise.changes.showing import Segment, Showing
from dlr_docs.revise.compare.telling import change_lines

SHOWN = Showing(), Showing()


@pytest.mark.parametrize(
    ("old", "new", "is_told"),
    [
        ("ten hoogste twee jaar", "ten hoogste zes jaar", True),
        ("ten hoogste 2 jaar", "ten hoogste 25 jaar", True),
        ("vijfentwintig leerlingen", "vijfenveertig leerlingen", True),
        ("in de tweede fase", "in de andere fase", False),
        ("volgens artikel 12, tweede lid", "", False),
        ("", "bedoeld in artikel 2.107b, tweede lid, onderdeel g, WVO 2020", False),
        ("", "zoals de Leerplichtwet 1969 dat vraagt", False),
        ("", "volgens artikel 12, binnen drie weken", True),
    ],
)
def test_a_number_in_words_is_a_number_too(old: str, new: str, is_told: bool) -> None:
    words = (Segment("zelfde", "Dit duurt "), Segment("was", old), Segment("wordt", new))
    assert touches_number(words) is is_told


@pytest.mark.parametrize(
    ("now", "kinds"),
    [("De termijn is 3 weken.", []), ("De termijn is 3\u00a0weken.", ["opmaak"])],
    ids=["only the field went", "a space that holds words together"],
)
def test_a_value_that_became_plain_words_says_the_same(now: str, kinds: list[str]) -> None:
    was = Block("lid", "Lid", (Text("De termijn is "), ValueUse("termijn"), Text(".")))
    shown = Showing({"termijn": "3 weken"})
    pair = Pair(was, Block("lid", "Lid", (Text(now),)))
    found = block_changes([pair], shown, shown, Known({}, {}, {}))
    assert [change.kind for change in found] == kinds


def of(kind: str, text: str, *place: int) -> Block:
    return Block(kind, kind, (Text(text),), topic="kwaliteit", place=place)


def test_what_is_gone_is_told_in_the_article_and_the_lid_that_it_stood_in_as_they_are_now() -> None:
    pairs = [
        Pair(of("artikel", "Kwaliteit", 23), of("artikel", "Kwaliteit", 22)),
        Pair(of("lid", "Partijen meten dit:", 23, 1), of("lid", "Partijen meten dit:", 22, 2)),
        Pair(of("onderdeel", "elk jaar;", 23, 1, 1), None),
        Pair(of("lid", "Dat gebeurt samen.", 23, 2), None),
    ]
    places = ["artikel 22, lid 2, onderdeel a", "artikel 22, lid 2"]
    found = block_changes(pairs, *SHOWN, Known({}, {}, {}))
    assert [change.place for change in found] == places
    rows = side_by_side(pairs, *SHOWN, Known({}, {}, {}))
    assert [row.place for row in rows][2:] == places


@pytest.mark.parametrize(
    ("was", "now", "is_told"),
    [
        ("Binnen drie weken.", "Binnen zes weken.", True),
        ("Binnen drie weken.", "", True),
        ("", "Binnen zes weken.", False),
    ],
    ids=["another", "gone", "new"],
)
def test_in_a_line_that_is_new_no_number_is_another(was: str, now: str, is_told: bool) -> None:
    one, two = (replace(of("lid", text, 2, 1), clause="termijn") for text in (was, now))
    facts = Known({}, {"termijn": ("artikel 1 van de wet",)}, {})
    (change,) = block_changes([Pair(one if was else None, two if now else None)], *SHOWN, facts)
    assert bool(change.laws) is is_told


def test_other_spaces_in_a_lid_that_was_moved_are_told_with_where_it_stood() -> None:
    was, now = of("lid", "Binnen 3 weken.", 2, 1), of("lid", "Binnen 3\u00a0weken.", 2, 4)
    (change,) = block_changes([Pair(was, now, is_moved=True)], *SHOWN, Known({}, {}, {}))
    assert (change.kind, change.notes) == ("opmaak", ("stond in lid 1",))


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("Artikel 12a  Parkeren", 1),
        ("art. 7: Parkeren", 1),
        ("Artikel 12 geldt ook hier.", 3),
        ("Parkeren", 3),
    ],
)
def test_an_article_that_was_pasted_as_plain_lines_is_one_change(heading: str, count: int) -> None:
    lines = [heading, "1. Parkeren is gratis.", "2. Dat blijft zo."]
    pairs = [Pair(None, of("regel", text, 2)) for text in lines]
    found = [*block_changes(pairs, *SHOWN, Known({}, {}, {}))]
    assert [change.kind for change in found] == ["toegevoegd"] * count
    assert "\n".join(change.now for change in found) == "\n".join(lines)


def test_beside_each_other_a_value_reads_as_it_was_and_as_it_is() -> None:
    block = Block("lid", "Lid", (Text("De termijn is "), ValueUse("termijn"), Text(".")))
    then, now = Showing({"termijn": "3 weken"}), Showing({"termijn": "4 weken"})
    (row,) = side_by_side([Pair(block, block)], then, now, Known({}, {}, {}))
    assert "".join(part.text for part in row.was) == "De termijn is 3 weken."
    assert "".join(part.text for part in row.now) == "De termijn is 4 weken."
    assert row.state == "waarde"
    (same,) = side_by_side([Pair(block, block)], now, now, Known({}, {}, {}))
    assert same.state == ""


def moved(now: Block, *place: int, text: str | None = None) -> Pair:
    inlines = now.inlines if text is None else (Text(text),)
    return Pair(replace(now, place=place, inlines=inlines), now, is_moved=True)


def test_what_was_done_to_a_line_of_an_article_that_was_moved_is_told_apart() -> None:
    pairs = [
        moved(of("artikel", "Kwaliteit", 5), 2),
        moved(of("lid", "Partijen meten dit elk jaar samen.", 5, 1), 2, 1),
        moved(of("lid", "Zij doen dat met de ouders.", 5, 2), 2, 2, text="Zij doen dat samen."),
        moved(of("lid", "De uitkomst is openbaar.", 5, 3), 2, 3),
        Pair(None, of("lid", "Er komt een verslag.", 5, 4)),
        moved(of("lid", "Partijen bewaren het.", 5, 5), 2, 5),
        moved(of("lid", "Dat duurt niet lang.", 5, 6), 2, 4),
    ]
    found = [*block_changes(pairs, *SHOWN, Known({}, {}, {("", "kwaliteit"): "Kwaliteit"}))]
    kinds = [(change.kind, change.place.partition(", ")[2], change.notes) for change in found]
    assert kinds[0] == ("verplaatst", "", ())
    assert kinds[1:3] == [("gewijzigd", "lid 2", ()), ("toegevoegd", "lid 4", ())]
    (jumped,) = kinds[3:]
    assert jumped in (
        ("verplaatst", "lid 5", ("stond in lid 5",)),
        ("verplaatst", "lid 6", ("stond in lid 4",)),
    )


def test_an_article_that_was_moved_and_got_another_title_is_one_change() -> None:
    pairs = [
        moved(of("artikel", "Kwaliteit en zorg", 5), 2, text="Kwaliteit"),
        moved(of("lid", "Partijen meten dit.", 5, 1), 2, 1),
    ]
    (change,) = block_changes(pairs, *SHOWN, Known({}, {}, {}))
    assert (change.kind, change.notes) == ("gewijzigd", ("ook verplaatst",))


def test_an_article_of_other_text_is_told_where_it_is_now_with_all_that_went() -> None:
    heading = of("artikel", "Kwaliteit", 5)
    then = [
        replace(of("lid", text, 5, at), clause="kwaliteit/oud")
        for at, text in enumerate(("Partijen meten dit elk jaar.", "De uitkomst is openbaar."), 1)
    ]
    own = of("lid", "De leiding zorgt er zelf voor.", 6, 1)
    pairs = [
        Pair(heading, replace(heading, place=(6,))),
        *(Pair(block, None) for block in then),
        Pair(None, own),
    ]
    (change,) = block_changes(pairs, *SHOWN, Known({}, {}, {("", "kwaliteit"): "Kwaliteit"}))
    assert (change.kind, change.place) == ("gewijzigd", "artikel 6 (Kwaliteit)")
    lines = [*change_lines([change])]
    assert [line.strip() for line in lines[1:4]] == [
        "- Partijen meten dit elk jaar.",
        "- De uitkomst is openbaar.",
        "+ De leiding zorgt er zelf voor.",
    ]


def test_who_took_a_row_out_is_told_whichever_value_it_showed_then() -> None:
    row = Block("rij", "", cells=((Text("Naam: "),), (ValueUse("naam"),)))
    then, now = Showing({"naam": "A. de Wit"}), Showing({"naam": "Q. Hand"})
    tracked = (Tracked("del", "N. Visser", "", "Naam: | Q. Hand"),)
    known = Known({}, {}, {}, gone={"Naam: | Q. Hand": tracked})
    (change,) = block_changes([Pair(row, None)], then, now, known)
    assert change.tracked == tracked


def row(*cells: str) -> Block:
    return Block("rij", "", cells=tuple((Text(cell),) if cell else () for cell in cells))


@pytest.mark.parametrize(
    ("was", "now", "kinds", "told"),
    [
        (["deel", "a", "b"], ["deel|uitleg", "a|", "b|"], ["gewijzigd"], ["een kolom erbij"]),
        (["deel", "a"], ["deel||", "a||"], ["opmaak"], ["2 kolommen erbij"]),
        (["deel|uitleg", "a|", "b"], ["deel", "a", "b"], ["gewijzigd"], ["een kolom minder"]),
        (["deel|", "a"], ["deel", "a"], ["opmaak"], ["een cel minder"]),
    ],
)
def test_a_table_with_other_columns_is_one_change(
    was: list[str], now: list[str], kinds: list[str], told: list[str]
) -> None:
    sides = ([row(*line.split("|")) for line in lines] for lines in (was, now))
    pairs = [Pair(one, other) for one, other in zip(*sides, strict=True)]
    changes = [*block_changes(pairs, Showing(), Showing(), Known({}, {}, {}))]
    assert [change.kind for change in changes] == kinds
    assert [*changes[0].notes, *changes[0].looks] == told


def test_of_a_table_with_another_column_the_rows_with_other_words_are_told() -> None:
    lines = [("deel", "nieuw"), ("zonder", ""), ("ander deel", "ook")]
    pairs = [Pair(row(line), row(line, new)) for line, new in lines]
    (change,) = block_changes(pairs, Showing(), Showing(), Known({}, {}, {}))
    assert "".join(part.text for part in change.words) == "deel | nieuw\nander deel | ook"
