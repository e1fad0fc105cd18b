"""A new choice file: it explains itself, and works as it is."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from dlr_docs import build_bundle, check_bundle
from dlr_docs.basis.problems import ChoicesError, has_errors
from dlr_docs.choices.file import parse_choices
from dlr_docs.choices.new.planning import plan
from dlr_docs.choices.new.scaffold import as_yaml, new_file
from dlr_docs.model.library import Library

KINDS = [
    ("samenwerkingsovereenkomst",),
    ("convenant",),
    ("convenant", "addendum"),
    ("convenant", "addendum", "addendum"),
    ("addendum", "convenant"),
    ("convenant", "convenant", "addendum"),
    ("samenwerkingsovereenkomst", "convenant", "addendum"),
    ("samenwerkingsovereenkomst", "leer-werkovereenkomst"),
]


@pytest.mark.parametrize("kinds", KINDS, ids="+".join)
def test_a_new_file_builds_as_it_is_and_only_lacks_values(
    library: Library, kinds: tuple[str, ...]
) -> None:
    choices = parse_choices(as_yaml(plan(kinds, library)))
    bundle = build_bundle(choices, library)
    assert [document.outline.kind for document in bundle.documents] == list(kinds)
    problems = check_bundle(bundle)
    assert not has_errors(problems)
    incomplete = {"open-gegeven", "dagen-of-programma"}
    if kinds.count("convenant") > 1:  # of one title, until somebody gives them other parties
        incomplete.add("zelfde-titel")
    assert "open-gegeven" in {problem.code for problem in problems} <= incomplete


def test_a_new_file_names_every_topic_with_all_its_variants_and_the_default(
    library: Library,
) -> None:
    text = as_yaml(plan(("convenant",), library))
    outline = library.outlines["convenant"]
    for item in outline.all_topics:
        assert f"\n      {item.topic}: {item.default or 'geen'}\n" in text
        for name, clause in library.clauses[item.topic].items():
            if clause.fits("convenant"):
                assert f"# - {name}" in text


def test_a_new_file_asks_every_question(library: Library) -> None:
    made = plan(("convenant", "addendum"), library)
    text = " ".join(as_yaml(made).replace("\n", " ").replace("#", " ").split())
    own = itertools.chain.from_iterable(item.own.values() for item in made.documents)
    for declared in (*made.shared.values(), *own):
        assert declared.question in text


def test_lines_are_short_enough_to_read(library: Library) -> None:
    for kinds in KINDS:
        assert max(map(len, as_yaml(plan(kinds, library)).splitlines())) <= 130


def test_an_existing_choice_file_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "keuzes.yaml"
    path.write_text("mijn werk")
    with pytest.raises(ChoicesError, match="bestaat al"):
        new_file("nieuw", path)
    assert [(item.name, item.read_text()) for item in tmp_path.iterdir()] == [
        ("keuzes.yaml", "mijn werk")
    ]


@pytest.mark.parametrize(
    ("kinds", "most"),
    [
        (("samenwerkingsovereenkomst",), 12),
        (("samenwerkingsovereenkomst-geintegreerd",), 12),
        (("convenant",), 5),
        (("raamovereenkomst",), 5),
        (("convenant", "financiele-bijlage"), 20),
    ],
)
def test_a_first_agreement_asks_no_more_than_a_reader_will_answer(
    library: Library, kinds: tuple[str, ...], most: int
) -> None:
    text = as_yaml(plan(kinds, library))
    bundle = build_bundle(parse_choices(text), library)
    still_open = {
        path
        for document in bundle.documents
        for path in document.open_paths
        if not path.startswith("partijen.")
    }
    assert len(still_open) <= most
