"""Words that a library names."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlr_docs.library.readers.words import read_vocabulary
from tests.small import WORDS


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
