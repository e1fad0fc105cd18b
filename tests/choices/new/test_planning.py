"""What goes into a new choice file."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from dlr_docs import build_bundle, check_bundle
from dlr_docs.basis.problems import ChoicesError, has_errors
from dlr_docs.choices.file import parse_choices
from dlr_docs.choices.new.needed import needed_yaml
from dlr_docs.choices.new.planning import Plan, plan
from dlr_docs.choices.new.scaffold import as_yaml
from dlr_docs.model.library import Library


def test_each_document_names_the_parties_of_its_own_kind(library: Library) -> None:
    made = plan(("samenwerkingsovereenkomst", "leer-werkovereenkomst"), library)
    choices = parse_choices(as_yaml(made))
    assert [document.parties for document in choices.documents] == [
        ("school", "instelling"),
        ("school", "leerbedrijf", "persoon"),
    ]
    alike = parse_choices(as_yaml(plan(("convenant", "addendum"), library)))
    assert [document.parties for document in alike.documents] == [(), ()]


def test_an_addendum_belongs_to_the_document_that_is_there(library: Library) -> None:
    made = plan(("convenant", "convenant", "addendum"), library)
    assert [(document.id, document.parent) for document in made.documents] == [
        ("convenant-1", None),
        ("convenant-2", None),
        ("addendum", "convenant-1"),
    ]


def test_an_unknown_kind_gets_the_nearest_name(library: Library) -> None:
    with pytest.raises(ChoicesError, match="Bedoelt u 'convenant'"):
        plan(("convenent",), library)


def test_an_addendum_alone_is_told_what_it_belongs_to(library: Library) -> None:
    with pytest.raises(ChoicesError, match="dlr-docs nieuw convenant addendum"):
        plan(("addendum",), library)


BELONGING = ("addendum", "wijzigingsovereenkomst", "toetredingsovereenkomst", "financiele-bijlage")


@pytest.mark.parametrize("kind", BELONGING)
@pytest.mark.parametrize("made", [as_yaml, needed_yaml])
def test_what_belongs_to_an_agreement_asks_which_one_when_that_is_there_already(
    library: Library, kind: str, made: Callable[[Plan], str]
) -> None:
    text = made(plan((kind,), library, with_bases=True))
    choices = parse_choices(text)
    (base,) = choices.bases.values()
    assert [(item.kind, item.parent) for item in choices.documents] == [(kind, base.key)]
    assert base.kind == library.outlines[kind].belongs_to[0]
    assert {party.kind for party in choices.parties.values()} == {"school", "instelling"}
    assert "\n    ondertekend:\n" in text
    words = "Wanneer is zij ondertekend?" if made is as_yaml else "met de dag van ondertekening"
    assert words in text.replace("\n# ", " ")
    assert "\ngroepen:" not in text
    assert not has_errors(check_bundle(build_bundle(choices, library)))


def test_two_that_belong_to_one_agreement_ask_it_once(library: Library) -> None:
    made = plan(("addendum", "financiele-bijlage"), library, with_bases=True)
    assert [item.outline.kind for item in made.bases] == ["convenant"]
    assert [item.parent for item in made.documents] == ["convenant", "convenant"]


def test_an_annex_goes_along_with_another_document_and_not_the_other_way_round(
    library: Library,
) -> None:
    """An addendum below the agreement that an annex first belongs to would cite an article that
    agreement does not have.
    """
    made = plan(("financiele-bijlage", "addendum"), library, with_bases=True)
    assert [item.parent for item in made.documents] == ["convenant", "convenant"]
    made = plan(("onderwijs-en-examenprogramma", "addendum"), library, with_bases=True)
    assert [item.parent for item in made.documents] == ["samenwerkingsovereenkomst", "convenant"]


def test_every_pair_of_kinds_makes_a_file_that_builds(library: Library) -> None:
    for pair in itertools.product(library.outlines, repeat=2):
        text = needed_yaml(plan(pair, library, with_bases=True))
        assert not has_errors(check_bundle(build_bundle(parse_choices(text), library))), pair


def test_every_pair_of_kinds_is_planned_or_refused_in_words(library: Library) -> None:
    def belongs(kind: str, pair: tuple[str, ...]) -> bool:
        parents = library.outlines[kind].belongs_to
        return not parents or any(other in parents and other != kind for other in pair)

    for pair in itertools.product(library.outlines, repeat=2):
        if not all(belongs(kind, pair) for kind in pair):
            with pytest.raises(ChoicesError):
                plan(pair, library)
        else:
            assert len(plan(pair, library).documents) == 2
