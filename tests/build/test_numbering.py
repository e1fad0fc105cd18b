"""Numbers of articles and leden, and what references stand for."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from dlr_docs.basis.problems import Place, Source
from dlr_docs.build.numbering import dangling, number_articles, targets, with_parents
from dlr_docs.choices.file import choices_from_data, parse_choices
from dlr_docs.clause.markers import mark
from dlr_docs.clause.parsing import parse
from dlr_docs.model.choices import DocumentChoice
from dlr_docs.model.document import ClauseText, Document, MadeFrom, Target, Wording
from dlr_docs.model.library import Clause, Library
from dlr_docs.model.values import Value
from tests.samples import AGREEMENT

NO_BASES = choices_from_data(AGREEMENT)


def text_of(topic: str, text: str, title: str | None = None) -> ClauseText:
    source = Source(f"clauses/{topic}/a.md")
    return ClauseText(
        Clause(topic, "a", title or topic.title(), "", text, 5, "", source), parse(text)
    )


def document(
    library: Library, name: str, kind: str, texts: dict[str, str], parent: str | None = None
) -> Document:
    artikelen = number_articles([(topic, (text_of(topic, text),)) for topic, text in texts.items()])
    return Document(
        id=name,
        outline=library.outlines[kind],
        template=Path("sjabloon.docx"),
        title=kind,
        subject=Value("bundel", "tekst", "x", "x", "?", "Bundel"),
        parties=(),
        wording=Wording((), artikelen, targets(artikelen)),
        values={},
        parent=parent,
        place=Place("documenten.a", Source("k.yaml")),
        made_from=MadeFrom(
            DocumentChoice(kind, name, parent, (), {}, {}, ("documenten", 0)), {}, {}
        ),
    )


def anchor(name: str) -> str:
    return mark("anker", name)


def test_articles_are_numbered_from_one_and_named_after_their_first_clause() -> None:
    made = number_articles(
        [
            ("doel", (text_of("doel", "a", "Het doel"), text_of("doel", "b", "Anders"))),
            ("einde", (text_of("einde", "c"),)),
        ]
    )
    assert [(artikel.number, artikel.topic, artikel.title) for artikel in made] == [
        (1, "doel", "Het doel"),
        (2, "einde", "Einde"),
    ]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (f"1. a\n1. {anchor('x')}b", (1, 2)),
        (f"1. a\n   1. b\n   1. {anchor('x')}c", (1, 1, 2)),
        (
            f"1. a\n   1. b\n      1. c\n1. d\n   1. e\n      1. f\n      1. {anchor('x')}g",
            (1, 2, 1, 2),
        ),
        (f"1. a\n   1. b\n1. c\n   1. {anchor('x')}d", (1, 2, 1)),
        (f"1. a\n\nb\n\n1. {anchor('x')}c", (1, 2)),
        (f"{anchor('x')}een alinea", (1,)),
    ],
)
def test_a_marked_lid_knows_its_numbers_at_every_level(text: str, counts: tuple[int, ...]) -> None:
    found = targets(number_articles([("doel", (text_of("doel", text),))]))
    assert found["doel.x"].counts == counts
    assert found["doel"].counts == (1,)
    assert found["doel.x"].bookmark != found["doel"].bookmark


def test_the_leden_of_a_second_variant_count_on() -> None:
    texts = (text_of("doel", "1. a\n1. b"), text_of("doel", f"1. {anchor('x')}c"))
    assert targets(number_articles([("doel", texts)]))["doel.x"].counts == (1, 3)


def test_an_addendum_knows_the_articles_of_its_convenant_as_elsewhere(library: Library) -> None:
    convenant = document(library, "c", "convenant", {"doel": f"1. {anchor('x')}a", "einde": "b"})
    addendum = document(library, "a", "addendum", {"einde": "c"}, parent="c")
    first, second = with_parents((convenant, addendum), NO_BASES, library)
    assert first.wording.targets == convenant.wording.targets
    assert second.wording.targets["einde"].elsewhere is None
    assert second.wording.targets["doel.x"] == replace(
        convenant.wording.targets["doel.x"], elsewhere="het convenant"
    )


def test_documents_that_belong_to_each_other_in_a_circle_do_not_hang(library: Library) -> None:
    one = document(library, "a", "convenant", {"doel": "x"}, parent="b")
    other = document(library, "b", "convenant", {"einde": "y"}, parent="a")
    made = with_parents((one, other), NO_BASES, library)
    assert [set(item.wording.targets) for item in made] == [{"doel", "einde"}, {"doel", "einde"}]


def test_what_is_there_can_be_referred_to(library: Library) -> None:
    texts = {
        "doel": f"1. {anchor('x')}a {mark('artikel', 'einde')} {mark('wet', 'wvo-melding')}",
        "einde": f"| a |\n|---|\n| {mark('lid', 'doel.x')} |",
    }
    assert dangling(document(library, "c", "convenant", texts), NO_BASES, library.law) == []


@pytest.mark.parametrize(
    ("reference", "code", "words", "advice"),
    [
        (
            mark("artikel", "geschilen"),
            "verwijzing-ontbreekt",
            "'geschilen', maar dat onderwerp zit niet in c",
            "Kies bij 'geschilen'",
        ),
        (
            mark("lid", "doel.meldin"),
            "verwijzing-ontbreekt",
            "'doel.meldin', maar dat lid heeft 'doel' niet",
            "Kies bij 'doel' een andere variant",
        ),
    ],
)
def test_a_reference_to_nothing_is_about_the_choice_and_names_the_clause(
    library: Library, reference: str, code: str, words: str, advice: str
) -> None:
    made = document(
        library, "c", "convenant", {"doel": f"1. {anchor('melding')}a {reference} {reference}"}
    )
    (problem,) = dangling(made, NO_BASES, library.law)
    assert problem.code == code
    assert problem.source == Source("k.yaml")
    assert "de clausule 'doel/a'" in problem.message
    assert words in problem.message
    assert advice in (problem.hint or "")


def test_a_law_that_is_not_in_the_table_is_about_the_clause(library: Library) -> None:
    made = document(library, "c", "convenant", {"doel": f"1. {mark('wet', 'wvo-meldng')}"})
    (problem,) = dangling(made, NO_BASES, library.law)
    assert (problem.code, problem.source) == ("onbekende-wet", Source("clauses/doel/a.md", 5, 1))
    assert "'wvo-meldng'" in problem.message
    assert problem.hint == "Bedoelt u 'wvo-melding'?"


def test_a_reference_to_nothing_stands_where_the_variant_was_chosen(library: Library) -> None:
    text = """\
bundel: Proef
partijen: {linde: {soort: school}}
documenten:
  - soort: convenant
    keuzes:
      doel: a
      einde: geen
"""
    choices = parse_choices(text, "k.yaml")
    choice = replace(choices.documents[0], id="c")
    made = document(library, "c", "convenant", {"doel": f"1. {mark('artikel', 'einde')}"})
    made = replace(made, made_from=MadeFrom(choice, {}, {}))
    (problem,) = dangling(made, choices, library.law)
    assert problem.source == Source("k.yaml", 6, 7)


def test_an_anchor_twice_in_one_clause_is_a_mistake_in_that_clause(library: Library) -> None:
    made = document(library, "c", "convenant", {"doel": f"1. {anchor('x')}a\n1. {anchor('x')}b"})
    (problem,) = dangling(made, NO_BASES, library.law)
    assert (problem.code, problem.source) == ("anker-dubbel", Source("clauses/doel/a.md", 5, 1))
    assert "heeft het anker 'x' twee keer" in problem.message
    assert problem.hint == "Geef elk lid een eigen anker."


def test_the_title_of_the_article_goes_with_every_target() -> None:
    made = targets(
        number_articles([("doel", (text_of("doel", f"1. {anchor('x')}a", "Het doel"),))])
    )
    assert made["doel.x"] == Target((1, 1), made["doel.x"].bookmark, "Het doel")
