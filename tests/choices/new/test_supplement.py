"""New questions of a changed variant in an existing choice file."""

from __future__ import annotations

import pytest

from dlr_docs.basis.problems import ChoicesError
from dlr_docs.choices.file import parse_choices
from dlr_docs.choices.new.needed import needed_yaml
from dlr_docs.choices.new.planning import plan
from dlr_docs.choices.new.supplement import Supplemented, supplemented
from dlr_docs.model.library import Library
from tests.small import CHOICES, SmallLibrary

ASKS = "gegevens: {leider: {soort: tekst, vraag: Wie leidt?}}"
FILE = CHOICES.replace("documenten:", "documenten:  # van ons")


@pytest.fixture
def asking(small_library: SmallLibrary) -> Library:
    """A library in which one variant asks a value of its own."""
    small_library.clause("extra/een", "{{ leider }}.", ASKS)
    return small_library.load()


def supplement(text: str, library: Library, **variants: str) -> Supplemented:
    return supplemented(text, "k.yaml", variants, library)


def test_the_question_of_a_new_variant_comes_into_the_file(asking: Library) -> None:
    made = supplement(FILE, asking, extra="een")
    assert [item.path for item in made.added if "leider" in item.path] == [
        ("documenten", 0, "gegevens", "leider")
    ]
    assert "    keuzes:\n      extra: een\n" in made.text
    assert "      # Wie leidt?\n      leider:\n" in made.text
    assert "documenten:  # van ons\n" in made.text
    assert parse_choices(made.text).documents[0].variants["extra"] == ("een",)


def test_all_that_was_typed_stays_to_the_letter(asking: Library) -> None:
    made = supplement(FILE, asking, extra="een")
    kept = iter(made.text.splitlines())
    assert all(line in kept for line in FILE.splitlines())


def test_a_second_time_there_is_nothing_to_add(asking: Library) -> None:
    made = supplement(FILE, asking, extra="een")
    assert supplement(made.text, asking) == Supplemented(made.text, ())


def test_a_short_new_file_lacks_nothing(library: Library) -> None:
    for kinds in (("samenwerkingsovereenkomst",), ("convenant", "addendum")):
        text = needed_yaml(plan(kinds, library))
        assert supplement(text, library) == Supplemented(text, ())


def test_a_question_of_two_documents_is_asked_once_for_both(library: Library) -> None:
    text = needed_yaml(plan(("convenant", "addendum"), library))
    short = text.replace("  ingangsdatum:\n", "")
    assert short != text
    made = supplement(short, library)
    assert made.text.count("ingangsdatum:") == text.count("ingangsdatum:")


@pytest.mark.parametrize(
    ("topic", "variant", "words"),
    [
        ("extr", "een", "Bedoelt u 'extra'?"),
        ("extra", "ee", "Bedoelt u 'een'?"),
        ("weg:extra", "een", "geen document"),
    ],
)
def test_a_topic_or_variant_that_is_not_there_is_told(
    asking: Library, topic: str, variant: str, words: str
) -> None:
    with pytest.raises(ChoicesError, match=words.replace("?", r"\?")):
        supplement(FILE, asking, **{topic: variant})


def test_a_topic_of_two_documents_needs_the_document(asking: Library) -> None:
    two = f"{FILE}  - soort: brief\n    id: brief-2\n"
    with pytest.raises(ChoicesError, match="brief:extra of brief-2:extra"):
        supplement(two, asking, extra="een")
    made = supplement(two, asking, **{"brief-2:extra": "een"})
    assert ("documenten", 1, "gegevens", "leider") in [item.path for item in made.added]


def test_between_braces_a_question_has_no_comment(asking: Library) -> None:
    text = FILE.replace("  - soort: brief\n", "  - {soort: brief, keuzes: {extra: een}}\n")
    made = supplement(text, asking)
    assert "leider" in made.text
    assert "Wie leidt?" not in made.text
