"""What a text follows from: the less a path tells apart, the more documents share a text."""

from __future__ import annotations

import pytest

from dlr_docs.clause.compile import compile_clause
from dlr_docs.clause.following import COUNT, EACH, SHAPE, Followed, seen
from tests.clause.making import clause, value


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("{{ regio }}", ()),
        ("{% if mag %}{{ regio }}{% endif %}", (("mag",),)),
        ("{% if soort == 'geen' %}a{% endif %}", (("soort", "==geen"),)),
        ("{% if 'geen' == soort %}a{% endif %}", (("soort",),)),
        ("{% if soort != 'a' or soort %}a{% endif %}", (("soort",),)),
        ("{% if niveau > 2 %}a{% endif %}", (("niveau",),)),
        ("{% if dagen|length > 2 %}a{% endif %}", (("dagen", COUNT),)),
        ("{{ dagen|opsomming }}", (("dagen", SHAPE),)),
        (
            "{% for p in leden %}{{ p.naam }}{% endfor %}",
            (("leden", EACH, "naam", SHAPE), ("leden", COUNT), ("p", "naam", SHAPE)),
        ),
        (
            "{% for p in leden %}{% if p.rol == 'x' %}{{ p.naam }}{% endif %}{% endfor %}",
            (
                ("leden", EACH, "naam", SHAPE),
                ("leden", EACH, "rol", "==x"),
                ("leden", COUNT),
                ("p", "naam", SHAPE),
                ("p", "rol", "==x"),
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


def test_values_that_say_the_same_under_other_names_are_told_apart() -> None:
    assert seen(value("partijen.a.naam", "A")) != seen(value("partijen.b.naam", "A"))
