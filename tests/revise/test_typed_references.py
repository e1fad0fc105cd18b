"""What a hand types in a reference is told by ``compare``, and after ``update`` it is in the document
or in what somebody decides: whatever it is that the reference names, and however the house style
numbers that.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from dlr_docs import read_document
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.revise.changes.difference import Comparison
from dlr_docs.revise.changes.noting import RETYPED
from dlr_docs.revise.compare.comparing import WHOLE, compare, compare_documents
from dlr_docs.revise.update.updating import Updated, update
from dlr_docs.word.package.stores import TOLD_PART
from dlr_docs.word.read.lines import read_lines
from tests.ooxml import changed, parts, schema_errors
from tests.revise.edits import edited
from tests.revise.hand_edits import lid, swap
from tests.revise.typed import REFERENCE, another, type_in, unlinked, with_numbers_as_text
from tests.samples import bundle_of, docx_of

pytestmark = [pytest.mark.bibliotheek, pytest.mark.zwaar]
EXAMPLE = Path(__file__).parents[2] / "examples" / "bijlagen-in-een-bestand.yaml"
STYLES = ("zakelijk", "klassiek")
KIND = "nummer in een verwijzing"
OWN = lid("Parkeren", "Artikel") + lid("Op het terrein kan worden geparkeerd.")
HEADING = '<w:p><w:pPr><w:pStyle w:val="Artikel"/></w:pPr>'  # of the first article


class Case:
    """A document in a house style: as it was made, its bundle, and one that numbers otherwise."""

    def __init__(self, style: str, library: Library) -> None:
        data = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8")) | {"huisstijl": style}
        data["documenten"] = data["documenten"][:2]
        data["status"] = "concept"
        self.made = docx_of(data, library)
        self.ours: Bundle = bundle_of(data, library)
        data["documenten"][0]["keuzes"]["verzuim"] = "geen"
        self.renumbered: Bundle = bundle_of(data, library)

    @property
    def references(self) -> list[tuple[str, str]]:
        """The references: the bookmark that each names, and what it shows."""
        text = parts(self.made)["word/document.xml"].decode()
        return [(found[2], found[3]) for found in REFERENCE.finditer(text)]


@pytest.fixture(scope="module", params=STYLES)
def case(request: pytest.FixtureRequest, library: Library) -> Case:
    return Case(request.param, library)


def told(found: Comparison) -> list[tuple[str, str]]:
    return [(item.was, item.now) for item in found.by_hand if RETYPED in item.notes]


def listed(made: Updated) -> list[str]:
    return [item.hand for item in made.undecided if item.kind == KIND]


def plain(text: str) -> str:
    return " ".join(text.split())


def words(lines: Iterable[str]) -> Counter[str]:
    """The words of lines, less those of the contents and signs around them."""
    return Counter(re.findall(r"\w+", " ".join(line for line in lines if "\t" not in line)))


# what a reference names, and what is typed in it
TYPED = (
    ("_Ref_overstapoptie", another),
    ("_Ref_overstapoptie", lambda _: "artikel 99"),
    ("_Ref_overstapoptie", lambda _: "art. 98"),
    ("_Ref_overstapoptie", lambda _: "§ 97"),
    ("_Ref_bekostiging", lambda _: "bijlage 9"),
    ("_Ref_bekostiging", lambda _: "lid 96"),
    ("_Ref_bekostiging", lambda _: "artikel zq7 95"),
    ("_Ref_bekostiging", lambda _: "93.92"),
    ("_Ref_ontbinding___redenen", another),
    ("_Ref_bijlage_financiele_bijlage", another),
)


def typed_in(case: Case) -> dict[int, tuple[str, str]]:
    """Each kind in a reference of its own: what stood there, and what is typed."""
    found: dict[int, tuple[str, str]] = {}
    for bookmark, change in TYPED:
        at, shown = next(
            (at, shown)
            for at, (name, shown) in enumerate(case.references)
            if name == bookmark and at not in found
        )
        found[at] = (shown, change(shown))
    return found


def test_each_is_told_and_listed(case: Case) -> None:
    typed = typed_in(case)
    found = read_document(type_in(case.made, {at: new for at, (_, new) in typed.items()}))
    comparison = compare(found, case.ours)
    assert told(comparison) == [typed[at] for at in sorted(typed)]
    assert len(comparison.by_hand) == len(typed)
    untouched = read_document(edited(case.made, lambda text: text + " "))
    for bundle in (case.ours, case.renumbered):
        result = update(found, bundle)
        assert listed(result) == [typed[at][1] for at in sorted(typed)]
        assert result.kept == ()
        assert read_lines(result.data) == read_lines(update(untouched, bundle).data)
        assert schema_errors(result.data) == []


@pytest.mark.parametrize("text", ["het tweede lid", "artikel XIV", "het nieuwe artikel 94, lid 93"])
def test_words_stay(case: Case, text: str) -> None:
    """Of what holds a number of the document the number alone is that of the reference."""
    at = next(at for at, (name, _) in enumerate(case.references) if name == "_Ref_overstapoptie")
    found = read_document(type_in(case.made, {at: text}))
    assert compare(found, case.ours).by_hand
    result = update(found, case.ours)
    said = plain(" ".join((*read_lines(result.data), *listed(result))))
    assert all(part in said for part in text.split("artikel 94"))
    assert ("artikel 94" in listed(result)) == ("artikel 94" in text)


def test_a_document_beside_another_tells_it_both_ways(case: Case) -> None:
    at = next(at for at, (name, _) in enumerate(case.references) if "_bijlage_" in name)
    one, other = map(read_document, (case.made, type_in(case.made, {at: "bijlage 9"})))
    (there,) = compare_documents(one, other).by_hand
    (back,) = compare_documents(other, one).by_hand
    shown = case.references[at][1]
    assert (there.was, there.now) == (back.now, back.was) == (shown, "bijlage 9")


@pytest.mark.parametrize("seed", range(3))
def test_any_other_number_in_any_reference_is_in_the_result_or_listed(
    case: Case, seed: int
) -> None:
    chance = random.Random(seed)
    typed = {
        at: chance.choice(
            [
                another(shown, chance.randrange(1, 9)),
                f"artikel 8{at:03}",
                f"lid 8{at:03}",
                f"art. 8{at:03} lid 9{at:03}",
                f"het zesde van 8{at:03}.9{at:03}",
                f"onderdeel 8{at:03}, onder c,",
                f"bijlage 8{at:03}",
                f"zq8{at:03}",
            ]
        )
        for at, (_, shown) in enumerate(case.references)
        if chance.random() < 0.7
    }
    data = type_in(case.made, typed)
    result = update(read_document(data), case.ours)
    lost = words(read_lines(data)) - words(read_lines(result.data)) - words(listed(result))
    assert not lost


def test_an_unlinked_reference_is_one_and_another_number_in_it_is_words_of_a_hand(
    case: Case,
) -> None:
    data = edited(case.made, unlinked)
    assert compare(read_document(data), case.ours).by_hand == ()
    typed = typed_in(case)
    other = type_in(case.made, {at: new for at, (_, new) in typed.items()})
    result = update(read_document(edited(other, unlinked)), case.ours)
    assert not words(read_lines(other)) - words(read_lines(result.data))


def test_numbers_that_became_text_are_told_once_and_are_numbers_again(case: Case) -> None:
    found = read_document(with_numbers_as_text(case.made))
    (change,) = compare(found, case.ours).by_hand
    assert (change.kind, change.place) == ("opmaak", WHOLE)
    untouched = read_document(edited(case.made, lambda text: text + " "))
    result = update(found, case.renumbered)
    assert read_lines(result.data) == read_lines(update(untouched, case.renumbered).data)
    assert not result.undecided
    assert not result.kept


def test_nothing_is_told_where_word_renumbered_all_for_an_article_that_came(case: Case) -> None:
    """Also not where it did so in one reference only; but what is typed there is."""
    with_article = edited(case.made, swap(HEADING, f"{OWN}{HEADING}"))
    (came,) = compare(read_document(with_article), case.ours).by_hand
    assert came.kind == "toegevoegd"
    at = next(at for at, (name, _) in enumerate(case.references) if name == "_Ref_overstapoptie")
    shown = case.references[at][1]
    for step, count in ((1, 1), (2, 2)):
        renumbered = type_in(with_article, {at: another(shown, step)})
        assert len(compare(read_document(renumbered), case.ours).by_hand) == count


def test_of_a_document_that_does_not_tell_what_references_showed_it_is_told_too(case: Case) -> None:
    """But for another lid of the same article: which of them a reference names is not told."""

    def older(text: str) -> str:
        return re.sub(r'(<nummer naar="[^"]*")>[^<]*</nummer>', r"\1/>", text)

    made = changed(case.made, TOLD_PART, older)
    assert made != case.made
    assert compare(read_document(made), case.ours).by_hand == ()
    assert compare(read_document(edited(made, unlinked)), case.ours).by_hand == ()
    typed = typed_in(case)
    found = compare(
        read_document(type_in(made, {at: new for at, (_, new) in typed.items()})), case.ours
    )
    is_lid = [name == "_Ref_ontbinding___redenen" for name, _ in case.references]
    assert told(found) == [typed[at] for at in sorted(typed) if not is_lid[at]]
