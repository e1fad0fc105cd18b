"""Words that a library names, and how they are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.library.words import finder, read_vocabulary
from tests.small import WORDS


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("zulks", "Zulks geldt", "Zulks"),
        ("zulks", "zulkse", None),
        ("BRON", "de bron", None),
        ("BRON", "de BRON", "BRON"),
        ("geinte*", "geinteresseerd", "geinte"),
        ("geinte*", "ongeinteresseerd", None),
        ("*factu*", "eindfactuur", "factu"),
        ("*straat", "Dorpsstraat 1", "straat"),
        ("en/of", "a en/of b", "en/of"),
        ("c.q.", "a c.q. b", "c.q."),
        ("c.q.", "a cxqx b", None),
        ("dient te", "dit dient te gebeuren", "dient te"),
    ],
)
def test_a_word_is_found_whole_or_as_a_part_where_a_star_says_so(
    word: str, text: str, found: str | None
) -> None:
    match = finder((word,)).search(text)
    assert (match[0] if match else None) == found


@given(word=st.text(min_size=1, max_size=20).filter(lambda word: word.strip("* ") != ""))
def test_any_word_finds_itself(word: str) -> None:
    bare = word.removeprefix("*").removesuffix("*")
    if bare:
        assert finder((f"*{bare}*",)).search(f"x{bare}x")


def test_a_library_need_not_have_words_of_its_own(tmp_path: Path) -> None:
    vocabulary, problems = read_vocabulary([])
    assert (vocabulary.forbidden, problems) == ((), [])


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("verboden: [{woorden: ['a*b'], schrijf: c}]", "1:23", "aan het begin of het eind"),
        ("verboden: [{woorden: ['*'], schrijf: c}]", "1:23", "aan het begin of het eind"),
        ("verboden: [{woorden: [], schrijf: c}]", "1:22", "minstens één regel"),
        ("verboden: [{woord: a, schrijf: c}]", "1:13", "Bedoelt u 'woorden'?"),
        ("eenheden: {Klokuur: klokuren}", "1:12", "kleine letter"),
        ("voor_een_nummer: ['**']", "1:19", "aan het begin of het eind"),
        ("bij_een_nummer: [niveau 2]", "1:18", "kleine letter"),
        (WORDS.replace("tenzij: [geen]", "tenzij: ['g*n']"), "8:14", "aan het begin of het eind"),
    ],
)
def test_a_mistake_is_a_problem_at_its_place(
    tmp_path: Path, text: str, place: str, words: str
) -> None:
    path = tmp_path / "woorden.yaml"
    path.write_text(text, encoding="utf-8")
    _, problems = read_vocabulary([path])
    found = {str(problem.source): f"{problem.message} {problem.hint}" for problem in problems}
    assert words in found[f"{path}:{place}"]
