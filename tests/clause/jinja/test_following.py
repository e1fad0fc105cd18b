"""What a text follows from: the less a path tells apart, the more documents share a text."""

from __future__ import annotations

import pytest

from dlr_docs.clause.jinja.compile import compile_clause
from dlr_docs.clause.jinja.following import COUNT, EACH, IS_THERE, JOINTS, SHAPE, Followed, seen
from dlr_docs.model.declared.parties import Sentence
from tests.clause.making import clause, value


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("{{ regio }}", ()),
        ("{% if mag %}{{ regio }}{% endif %}", (("mag", IS_THERE),)),
        ("{% if mag and not wel %}a{% endif %}", (("mag", IS_THERE), ("wel", IS_THERE))),
        ("{{ 'a' if mag else regio|hoofdletter }}", (("mag", IS_THERE), ("regio",))),
        ("{% if soort == 'geen' %}a{% endif %}", (("soort", "==geen"),)),
        ("{% if 'geen' == soort %}a{% endif %}", (("soort",),)),
        ("{% if soort != 'a' or soort %}a{% endif %}", (("soort", IS_THERE), ("soort", "==a"))),
        ("{% if soort != 'a' or soort > 'b' %}a{% endif %}", (("soort",),)),
        ("{% if leden[0].rol == 'x' %}a{% endif %}", (("leden", EACH, "rol", "==x"),)),
        ("{% if niveau > 2 %}a{% endif %}", (("niveau",),)),
        ("{% if dagen|length > 2 %}a{% endif %}", (("dagen", COUNT),)),
        ("{{ dagen|opsomming }}", (("dagen", JOINTS),)),
        (
            "{% for p in leden %}{{ p.naam }}{% endfor %}",
            (("leden", EACH, "naam", SHAPE), ("leden", COUNT)),
        ),
        (
            "{% for p in leden %}{% if p.rol == 'x' %}{{ p.naam }}{% endif %}{% endfor %}",
            (
                ("leden", EACH, "naam", SHAPE),
                ("leden", EACH, "rol", "==x"),
                ("leden", COUNT),
            ),
        ),
        (
            "{% for p in leden %}{% for p in p.kinderen %}{{ p.naam }}{% endfor %}{{ p.rol }}{% endfor %}",
            (
                ("leden", EACH, "kinderen", EACH, "naam", SHAPE),
                ("leden", EACH, "kinderen", COUNT),
                ("leden", EACH, "rol", SHAPE),
                ("leden", COUNT),
            ),
        ),
    ],
)
def test_a_text_follows_from_what_it_tells_apart(text: str, paths: tuple[Followed, ...]) -> None:
    assert compile_clause(clause(text)).paths == tuple(sorted(paths))


def test_what_a_path_tells_apart() -> None:
    one, other = value("a", "x", "x"), value("a", "y", "y")
    assert seen(one) != seen(other)
    assert seen(one, ("==geen",)) is seen(other, ("==geen",)) is False
    assert seen(value("a", "geen", "geen"), ("==geen",)) is True
    assert seen((one, other), (COUNT,)) == seen((other, one), (COUNT,)) == 2
    assert seen(one, (SHAPE,)) == seen(other, (SHAPE,)) != seen(value("b"), (SHAPE,))
    assert seen(({"naam": one},), (EACH, "naam", SHAPE)) == ("a",)


def test_a_sentence_is_printed_as_marks_or_as_text() -> None:
    sentences = [
        Sentence(("van ", Sentence((value("a", words, words), ".")))) for words in ("x", "y")
    ]
    assert seen(sentences[0], (SHAPE,)) == seen(sentences[1], (SHAPE,))
    assert seen(sentences[0]) != seen(sentences[1])
    assert seen(sentences[0], (IS_THERE,)) is True


def test_values_that_say_the_same_under_other_names_are_told_apart() -> None:
    assert seen(value("partijen.a.naam", "A")) != seen(value("partijen.b.naam", "A"))
