"""Checks on outlines and the Word templates of their forms."""

from __future__ import annotations

import pytest

from tests.library.checks.finding import found
from tests.small import OUTLINE, SmallLibrary


def test_a_template_that_cannot_be_used_is_found(small_library: SmallLibrary) -> None:
    own = small_library.path / "templates" / "huisstijl" / "eigen" / "overeenkomst.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"geen Word")
    (problem,) = found(small_library)
    assert str(problem.source) == str(own)


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("onderwerp: doel", "onderwerp: doell", "opzet-onbekend-onderwerp", "Bedoelt u 'doel'?"),
        (
            "standaard: algemeen",
            "standaard: algemen",
            "opzet-onbekende-variant",
            "Bedoelt u 'algemeen'?",
        ),
        (
            "samenvatting:",
            "hoort_bij: [brif]\nsamenvatting:",
            "opzet-onbekende-soort",
            "Bedoelt u 'brief'?",
        ),
        ("samenvatting:", "eisen: groepp\nsamenvatting:", "onbekende-eisen", "'groepp'"),
        ("namen:", "vorm: kaart\nnamen:", "vorm-zonder-sjabloon", "kaart"),
    ],
)
def test_a_mistake_in_an_outline_is_found(
    small_library: SmallLibrary, old: str, new: str, code: str, words: str
) -> None:
    path = small_library.write("templates/brief.yaml", OUTLINE.replace(old, new))
    (problem,) = found(small_library)
    assert problem.code == code
    assert str(problem.source).startswith(str(path))
    assert words in f"{problem.message} {problem.hint}"


def test_a_default_that_is_not_meant_for_the_kind_is_found(small_library: SmallLibrary) -> None:
    small_library.write("templates/nota.yaml", OUTLINE)
    small_library.clause("doel/algemeen", "a", "soorten: [nota]")
    (problem,) = [item for item in found(small_library) if item.code == "opzet-onbekende-variant"]
    assert "voor een brief geen variant 'algemeen'" in problem.message
