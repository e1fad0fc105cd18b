"""Fonts that readers may not have."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from dlr_docs.basis.problems import Problem
from dlr_docs.word.template.trial import examine_template
from tests.ooxml import changed
from tests.samples import SORTS
from tests.word.template.checks.changing import (
    Change,
)


def test_a_font_that_readers_may_not_have_is_a_warning(found: Callable[..., list[Problem]]) -> None:
    own = '<w:rFonts w:ascii="Huisletter" w:hAnsi="Huisletter"/>'
    change: Change = lambda text: re.sub(r"<w:rFonts[^>]*/><w:b/>", f"{own}<w:b/>", text, count=1)  # noqa: E731
    (problem,) = found(("word/styles.xml", change))
    assert (problem.severity, problem.code) == ("waarschuwing", "sjabloon-lettertype")
    assert "'Huisletter' van de stijl 'Titel'" in problem.message
    embedded = '<w:font w:name="Huisletter"><w:embedRegular w:id="x"/></w:font></w:fonts>'
    fonts: tuple[str, Change] = (
        "word/fontTable.xml",
        lambda text: text.replace("</w:fonts>", embedded),
    )
    assert found(("word/styles.xml", change), fonts) == []


def test_a_font_of_the_theme_is_looked_up(template: bytes, tmp_path: Path) -> None:
    data = changed(
        template,
        "word/theme/theme1.xml",
        lambda text: re.sub(
            r'(<a:minorFont><a:latin typeface=")[^"]*', r"\1Themaletter", text, count=1
        ),
    )
    path = tmp_path / "eigen.docx"
    path.write_bytes(data)
    (problem,) = examine_template(path, SORTS)
    assert "'Themaletter' van de gewone tekst" in problem.message
