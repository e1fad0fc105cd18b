"""What goes into a new choice file."""

from __future__ import annotations

import itertools

import pytest

from dlr_docs.basis.problems import ChoicesError
from dlr_docs.choices.file import parse_choices
from dlr_docs.choices.new.planning import plan
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
