"""Which clauses and parties go into a document, and every wrong name."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dlr_docs.basis.problems import Problem
from dlr_docs.build.selected.selection import Selection, select
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.library import Library
from tests.small import CHOICES, SmallLibrary, pointed

PARTIES = """\
bundel: B
partijen:
  linde: {soort: school}
  eik: {soort: school}
  spoor: {soort: instelling}
  smid: {soort: leerbedrijf}
documenten:
"""
CONVENANT = PARTIES + "  - soort: convenant\n"


def chosen(
    text: str, library: Library, index: int = 0
) -> tuple[Selection | None, Sequence[Problem]]:
    choices = parse_choices(text, "k.yaml")
    return select(choices.documents[index], choices, library)


def good(text: str, library: Library, index: int = 0) -> Selection:
    selection, problems = chosen(text, library, index)
    assert problems == []
    assert selection is not None
    return selection


def test_a_document_starts_with_the_default_of_every_topic_in_the_order_of_its_outline(
    library: Library,
) -> None:
    selection = good(CONVENANT, library)
    outline = library.outlines["convenant"]
    assert [topic.name for topic in selection.topics] == [
        item.topic for item in outline.topics if item.default
    ]
    assert [clause.id for clause in selection.recitals[0].clauses] == ["considerans/convenant"]
    defaults = {item.topic: item.default for item in outline.all_topics}
    assert all(clause.variant == defaults[clause.topic] for clause in selection.clauses)


def test_a_chosen_variant_replaces_the_default_and_none_leaves_a_topic_out(
    library: Library,
) -> None:
    selection = good(
        CONVENANT + "    keuzes: {geschillen: bestuur-mediation-rechter, exclusiviteit: geen}\n",
        library,
    )
    names = [clause.id for clause in selection.clauses]
    assert "geschillen/bestuur-mediation-rechter" in names
    assert "geschillen/overleg-commissie-rechter" not in names
    assert "exclusiviteit" not in [topic.name for topic in selection.topics]


@pytest.mark.parametrize("chosen", ["[twee, een, drie, twee]", "[drie, een, twee]"])
def test_several_variants_of_a_topic_stand_in_the_order_of_the_library_each_once(
    small_library: SmallLibrary, chosen: str
) -> None:
    small_library.clause("extra/twee", "Nog meer.", "volgorde: 10")
    small_library.clause("extra/drie", "En dit.")
    selection = good(CHOICES + f"    keuzes: {{extra: {chosen}}}\n", small_library.load())
    (topic,) = [topic for topic in selection.topics if topic.name == "extra"]
    assert [clause.variant for clause in topic.clauses] == ["drie", "een", "twee"]


@pytest.mark.parametrize("chosen", ["[a-erbij, een, vooraf]", "[vooraf, a-erbij, een]"])
def test_what_adds_to_a_variant_follows_it_unless_the_library_puts_it_in_front(
    small_library: SmallLibrary, chosen: str
) -> None:
    small_library.clause("extra/een", "Tekst.", "volgorde: 500")
    small_library.clause("extra/a-erbij", "Nog meer.", "aanvulling: true")
    small_library.clause("extra/vooraf", "Eerst dit.", "aanvulling: true\nvolgorde: -1")
    selection = good(CHOICES + f"    keuzes: {{extra: {chosen}}}\n", small_library.load())
    (topic,) = [topic for topic in selection.topics if topic.name == "extra"]
    assert [clause.variant for clause in topic.clauses] == ["vooraf", "een", "a-erbij"]


def test_all_parties_take_part_unless_the_document_names_its_own(library: Library) -> None:
    assert [party.key for party in good(CONVENANT, library).parties] == [
        "linde",
        "eik",
        "spoor",
        "smid",
    ]
    own = good(CONVENANT + "    partijen: [spoor, linde, spoor]\n", library)
    assert [party.key for party in own.parties] == ["spoor", "linde"]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (PARTIES + "  - ▶soort: convenent\n", "onbekende-soort", "Bedoelt u 'convenant'?"),
        (
            CONVENANT + "    keuzes: {▶geschilen: x}\n",
            "onbekend-onderwerp",
            "Bedoelt u 'geschillen'?",
        ),
        (
            CONVENANT + "    keuzes: {▶stage: erkend-leerbedrijf}\n",
            "onbekend-onderwerp",
            "hoort niet bij een convenant",
        ),
        (
            CONVENANT + "    keuzes:\n      ▶geschillen: bestuur-mediation-rechte\n",
            "onbekende-variant",
            "Bedoelt u 'bestuur-mediation-rechter'?",
        ),
        (
            CONVENANT
            + "    keuzes:\n      exclusiviteit:\n        - voorkeurspartner\n        - ▶exclusief\n",
            "onbekende-variant",
            "Bedoelt u",
        ),
        (
            CONVENANT + "    keuzes: {▶looptijd: onbepaalde-tijd}\n",
            "variant-past-niet",
            "Mogelijk zijn: convenant",
        ),
        (
            CONVENANT + "    keuzes: {▶geschillen: geen}\n",
            "verplicht-onderwerp",
            "bestuur-mediation-rechter",
        ),
        (
            CONVENANT + "    keuzes: {▶geschillen: []}\n",
            "verplicht-onderwerp",
            "mag in een convenant niet wegblijven",
        ),
        (
            CONVENANT + "    keuzes: {▶exclusiviteit: [geen, voorkeurspartner]}\n",
            "geen-en-wel",
            "een van beide",
        ),
        (
            CONVENANT + "    partijen: [linde, ▶spor, spoor]\n",
            "onbekende-partij",
            "Bedoelt u 'spoor'?",
        ),
        (
            CONVENANT + "    partijen:\n      - linde\n      - spoor\n      - ▶rok\n",
            "onbekende-partij",
            "Bekend zijn",
        ),
        (CONVENANT + "    ▶partijen: [linde]\n", "partij-ontbreekt", "'soort: instelling'"),
        (
            CONVENANT.replace("  spoor: {soort: instelling}\n", "").replace(
                "partijen", "▶partijen"
            ),
            "partij-ontbreekt",
            "1",
        ),
        (PARTIES + "  - ▶soort: addendum\n", "hoort-nergens-bij", "convenant"),
        (
            CONVENANT + "    ▶bij: ander\n  - {soort: convenant, id: ander}\n",
            "hoort-niet-bij",
            "Laat 'bij' weg",
        ),
    ],
)
def test_a_wrong_name_is_a_problem_at_its_place_with_the_nearest_name(
    library: Library, text: str, code: str, words: str
) -> None:
    text, place = pointed(text)
    _, (problem,) = chosen(text, library)
    assert (problem.code, str(problem.source)) == (code, f"k.yaml:{place}")
    assert words in f"{problem.message} {problem.hint}"


def test_an_unknown_kind_gives_no_selection(library: Library) -> None:
    assert chosen(PARTIES + "  - soort: brief\n", library)[0] is None


def test_an_addendum_belongs_to_a_convenant(library: Library) -> None:
    good(CONVENANT + "  - {soort: addendum, bij: convenant}\n", library, 1)
    _, problems = chosen(
        CONVENANT + "  - {soort: addendum, bij: a}\n  - {soort: addendum, id: a, bij: convenant}",
        library,
        1,
    )
    assert [problem.code for problem in problems] == ["hoort-niet-bij"]


def test_who_changes_a_document_in_a_wrong_kind_hears_the_right_one(library: Library) -> None:
    choices = (
        PARTIES + "  - soort: interne-regeling\n"
        "  - {soort: wijzigingsovereenkomst, bij: interne-regeling}\n"
    )
    _, problems = chosen(choices, library, 1)
    assert "'soort: wijzigingsbesluit'" in str(problems[0].hint)


def test_too_many_parties_of_a_role_is_a_problem(small_library: SmallLibrary) -> None:
    text = "bundel: B\npartijen:\n" + "".join(f"  p{n}: {{soort: school}}\n" for n in range(3))
    (problem,) = small_library.problems(text + "documenten: [{soort: brief}]")
    assert (problem.code, str(problem.source)) == ("te-veel-partijen", "keuzes.yaml:2:1")
    assert "hoogstens 2" in problem.message


SCHOOL_AND_COLLEGE = "bundel: B\npartijen: {p: {soort: school}, q: {soort: instelling}}\ndocumenten:\n  - soort: brief\n"


@pytest.mark.parametrize("own", ["", "    partijen: [p, q]\n"], ids=["all", "named"])
def test_an_outline_that_names_its_parties_refuses_other_sorts(
    small_library: SmallLibrary, own: str
) -> None:
    (problem,) = small_library.problems(SCHOOL_AND_COLLEGE + own)
    assert problem.code == "te-veel-partijen"
    assert problem.message == "een brief heeft geen partijen met soort 'instelling'"
    assert problem.hint == "Noem bij het document met 'partijen: [..]' welke partijen meedoen."
    assert str(problem.source) == ("keuzes.yaml:5:5" if own else "keuzes.yaml:4:5")


@pytest.mark.parametrize(
    "says",
    ["andere_partijen: true", "partijen: {}", "partijen: {school: {}, instelling: {}}"],
    ids=["open to others", "names none", "names this one"],
)
def test_an_outline_takes_the_sorts_that_it_names_and_others_when_it_says_so(
    small_library: SmallLibrary, says: str
) -> None:
    path = small_library.path / "templates" / "brief.yaml"
    text = path.read_text(encoding="utf-8")
    parties = "partijen:\n  school: {minimaal: 1, maximaal: 2}\n"
    assert parties in text
    if says.startswith("partijen:"):
        text = text.replace(parties, "")
    path.write_text(f"{text}{says}\n", encoding="utf-8")
    selection = good(SCHOOL_AND_COLLEGE, small_library.load())
    assert [party.kind for party in selection.parties] == ["school", "instelling"]


def test_a_sort_of_which_none_may_join_is_refused_as_one_that_is_not_named(
    small_library: SmallLibrary,
) -> None:
    path = small_library.path / "templates" / "brief.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            "partijen:\n", "andere_partijen: true\npartijen:\n  instelling: {maximaal: 0}\n"
        ),
        encoding="utf-8",
    )
    (problem,) = small_library.problems(SCHOOL_AND_COLLEGE)
    assert problem.message == "een brief heeft geen partijen met soort 'instelling'"


def test_a_topic_without_a_default_appears_only_when_it_is_chosen(
    small_library: SmallLibrary,
) -> None:
    library = small_library.load()
    text = "bundel: B\npartijen: {p: {soort: school}}\ndocumenten:\n  - soort: brief\n"
    assert [topic.name for topic in good(text, library).topics] == ["doel"]
    assert [topic.name for topic in good(text + "    keuzes: {extra: een}", library).topics] == [
        "doel",
        "extra",
    ]


def test_all_wrong_names_of_a_document_come_in_one_run(library: Library) -> None:
    text = CONVENANT + "    partijen: [lind]\n    keuzes: {x: y, geschillen: z, looptijd: geen}\n"
    codes = [problem.code for problem in chosen(text, library)[1]]
    assert codes == [
        "onbekend-onderwerp",
        "onbekende-variant",
        "onbekende-partij",
        "partij-ontbreekt",
        "partij-ontbreekt",
    ]


FOLLOWING = """\
titel: Nota
samenvatting: Een nota bij de brief.
namen: {zelf: deze nota, ander: de nota}
hoort_bij: [brief]
partijen:
  school: {minimaal: 1, maximaal: 2}
onderwerpen:
  - onderwerp: extra
    standaard: gewoon
    standaard_bij: {extra/een: ook-een, extra/twee: geen}
"""


@pytest.mark.parametrize(
    ("above", "own", "expected"),
    [
        ("geen", "", ["extra/gewoon"]),
        ("drie", "", ["extra/gewoon"]),
        ("een", "", ["extra/ook-een"]),
        ("twee", "", []),
        ("[twee, een]", "", ["extra/ook-een"]),
        ("een", ", keuzes: {extra: gewoon}", ["extra/gewoon"]),
        ("twee", ", keuzes: {extra: ook-een}", ["extra/ook-een"]),
    ],
)
def test_a_default_follows_the_document_above(
    small_library: SmallLibrary, above: str, own: str, expected: list[str]
) -> None:
    small_library.clause("doel/algemeen", "Een doel.\n")
    for name in ("een", "twee", "drie", "gewoon", "ook-een"):
        small_library.clause(f"extra/{name}", f"Dit is {name}.\n")
    small_library.write("templates/nota.yaml", FOLLOWING)
    text = f"{CHOICES}    keuzes: {{extra: {above}}}\n  - {{soort: nota, bij: brief{own}}}\n"
    selection = good(text, small_library.load(), 1)
    assert [clause.id for clause in selection.clauses] == expected


def test_a_chosen_topic_that_stands_elsewhere_or_nowhere_is_told_with_where_it_goes(
    library: Library, small_library: SmallLibrary
) -> None:
    _, (problem,) = chosen(CONVENANT + "    keuzes: {stage: erkend-leerbedrijf}\n", library)
    assert "'stage' staat wel in: " in (problem.hint or "")
    small_library.clause("zwemles/ja", "1. Er is zwemles.\n")
    _, (problem,) = chosen(CHOICES + "    keuzes: {zwemles: ja}\n", small_library.load())
    assert problem.code == "onbekend-onderwerp"
    assert "staat nog in geen enkele soort document. Zet in templates/brief.yaml" in (
        problem.hint or ""
    )
    assert "{onderwerp: zwemles, standaard: ja, na: ONDERWERP}" in (problem.hint or "")
