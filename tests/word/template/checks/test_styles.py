"""Styles that the program needs, or that a template uses and does not have."""

from __future__ import annotations

import re
from collections.abc import Callable

from dlr_docs.basis.problems import Problem
from tests.word.template.checks.changing import (
    MAIN,
)


def test_a_missing_style_is_named_with_one_like_it(found: Callable[..., list[Problem]]) -> None:
    def renamed(text: str) -> str:
        return text.replace('w:styleId="Tabelkop"', 'w:styleId="Tabelkoptekst"').replace(
            '<w:name w:val="Tabelkop"/>', '<w:name w:val="Tabelkoptekst"/>'
        )

    (problem,) = found(("word/styles.xml", renamed))
    assert "de stijl 'Tabelkop' ontbreekt" in problem.message
    assert "Er is wel 'Tabel" in str(problem.hint)


STYLE_USE = re.compile(r'(w:(?:styleId|val)=")(Kop1|PlaceholderText|Lidvervolg)(")')


def test_a_template_that_another_word_has_saved_has_the_same_styles(
    found: Callable[..., list[Problem]],
) -> None:
    """An English Word calls 'heading 1' Heading1 and not Kop1; the names stay."""
    other = {
        "Kop1": "Heading1",
        "PlaceholderText": "Tekstvantijdelijkeaanduiding",
        "Lidvervolg": "Lid-vervolg",
    }

    def saved(text: str) -> str:
        return STYLE_USE.sub(lambda match: f"{match[1]}{other[match[2]]}{match[3]}", text)

    assert found((MAIN, saved), ("word/styles.xml", saved)) == []


def test_a_style_that_is_used_but_not_there_is_a_warning(
    found: Callable[..., list[Problem]],
) -> None:
    (problem,) = found((MAIN, lambda text: text.replace('w:val="Slot"', 'w:val="Slotzin"')))
    assert (problem.severity, problem.code) == ("waarschuwing", "sjabloon-onbekende-stijl")
    assert "'Slotzin'" in problem.message
    assert "Aldus overeengekomen" in str(problem.excerpt)
