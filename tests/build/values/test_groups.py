"""Groups of documents: what they share, what goes before it, and numbers of a group as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlr_docs import check_bundle, document_bytes, write_bundle
from dlr_docs.basis.problems import CheckError, Problem
from dlr_docs.build.pipeline import build_with_warnings
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.document import Bundle
from dlr_docs.revise.rebuild import rebuild
from dlr_docs.word.read.document import read_document
from dlr_docs.word.read.lines import as_text
from tests.small import OUTLINE, SmallLibrary, make_small_library

VALUES = """\
plaats: {soort: tekst, vraag: Welke plaats?}
hoogstens: {soort: aantal, vraag: Hoeveel ten hoogste?}
samen: {soort: aantal, vraag: Hoeveel ten minste samen?, voor_groep: true}
"""
TEXT = """\
1. In {{ plaats }} zijn er hoogstens {{ hoogstens }}.
{% if groep("samen") %}
1. {{ groep("samen")|opsomming }} hebben er samen {{ samen }}.
{% endif %}
"""
RULES = """\
samen-te-weinig:
  soort: verband
  omschrijving: De documenten van een groep halen samen het aantal niet.
  verbanden: [{eerste: samen, verhouding: hoogstens, tweede: hoogstens, over_groep: true}]
  melding: "{naam} is {waarde}, en {ander} is over de groep {andere_waarde}"
  advies: Maak ze gelijk.
"""
TEXT_OF_FILE = """\
bundel: Proef
partijen:
  linde: {soort: school, naam: De Linde}
gegevens: {plaats: Utrecht}
groepen:
  oost:
    documenten: [een, twee]
    keuzes: {extra: een}
    gegevens:
      plaats: Ede
      samen: 20
documenten:
  - {soort: brief, id: een, gegevens: {hoogstens: 12}}
  - {soort: brief, id: twee, gegevens: {hoogstens: 10, plaats: Wijk}}
  - {soort: brief, id: drie, gegevens: {hoogstens: 5}}
"""


@pytest.fixture
def post(tmp_path: Path) -> SmallLibrary:
    made = make_small_library(tmp_path / "post")
    made.write("clauses/gegevens.yaml", VALUES)
    made.write("clauses/controles.yaml", RULES)
    made.write("templates/brief.yaml", f"{OUTLINE}kenmerk: plaats\n")
    made.clause("doel/algemeen", TEXT)
    return made


def text_of(bundle: Bundle, name: str) -> str:
    return as_text(document_bytes(bundle, name))


def problems_of(bundle: Bundle) -> list[Problem]:
    return [item for item in check_bundle(bundle) if item.code != "open-gegeven"]


def line_of(problem: Problem) -> int | None:
    return problem.source.line if problem.source else None


def test_own_then_the_group_then_the_bundle(post: SmallLibrary) -> None:
    bundle = post.bundle(TEXT_OF_FILE)
    places = [bundle.document(name).values["plaats"].text for name in ("een", "twee", "drie")]
    assert places == ["Ede", "Wijk", "Utrecht"]
    extras = ["extra" in bundle.document(name).wording.names for name in ("een", "twee", "drie")]
    assert extras == [True, True, False]


def test_own_choices_go_before_those_of_the_group(post: SmallLibrary) -> None:
    text = TEXT_OF_FILE.replace("id: een,", "id: een, keuzes: {extra: geen},")
    assert "extra" not in post.bundle(text).document("een").wording.names


def test_an_empty_key_of_its_own_takes_that_of_the_group(post: SmallLibrary) -> None:
    text = TEXT_OF_FILE.replace("plaats: Wijk", "plaats: ")
    assert post.bundle(text).document("twee").values["plaats"].text == "Ede"


def test_a_number_of_the_group_says_so_and_names_the_group(post: SmallLibrary) -> None:
    bundle = post.bundle(TEXT_OF_FILE)
    assert "2. Ede en Wijk hebben er samen 20." in text_of(bundle, "een")
    assert "samen" not in text_of(bundle, "drie")
    assert "samen" not in bundle.document("drie").values


@pytest.mark.parametrize("name", ["een", "twee", "drie"])
def test_each_document_is_made_again_from_itself(post: SmallLibrary, name: str) -> None:
    library = post.load()
    data = document_bytes(post.bundle(TEXT_OF_FILE), name)
    assert rebuild(read_document(data), library).data() == data


def test_a_sum_that_does_not_add_up_is_told_once_with_both_places(post: SmallLibrary) -> None:
    assert problems_of(post.bundle(TEXT_OF_FILE)) == []
    text = TEXT_OF_FILE.replace("samen: 20", "samen: 30")
    (found,) = problems_of(post.bundle(text))
    assert found.code == "samen-te-weinig"
    assert found.message.startswith("een: samen is 30, en hoogstens is over de groep 22")
    assert "regel 13" in found.message
    assert line_of(found) == 11
    assert found.hint == "Maak ze gelijk."


def test_a_definitive_bundle_with_such_a_sum_is_not_written(
    post: SmallLibrary, tmp_path: Path
) -> None:
    text = TEXT_OF_FILE.replace("samen: 20", "samen: 30").replace(
        "partijen:", "status: definitief\npartijen:"
    )
    with pytest.raises(CheckError) as caught:
        write_bundle(post.bundle(text), tmp_path / "uit")
    assert "samen-te-weinig" in {item.code for item in caught.value.problems}
    assert not (tmp_path / "uit").exists()


def test_nothing_is_summed_while_one_of_them_is_open(post: SmallLibrary) -> None:
    text = TEXT_OF_FILE.replace("samen: 20", "samen: 30").replace("{hoogstens: 10, ", "{")
    assert problems_of(post.bundle(text)) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("[een, twee]", "[een, tween]", "onbekend-document", 7),
        ("[een, twee]", "[een, een]", "dubbel-in-groep", 7),
        ("extra: een", "extra: eén", "onbekende-variant", 8),
        ("extra: een", "extr: een", "onbekend-onderwerp", 8),
        ("samen: 20", "samne: 20", "onbekend-gegeven", 11),
        ("samen: 20", "samen: veel", "verkeerde-waarde", 11),
        ("hoogstens: 5", "samen: 5", "alleen-in-groep", 15),
    ],
)
def test_what_is_wrong_with_a_group_is_told_at_its_line(
    post: SmallLibrary, old: str, new: str, code: str, line: int
) -> None:
    found = next(
        item for item in post.problems(TEXT_OF_FILE.replace(old, new)) if item.code == code
    )
    assert line_of(found) == line
    assert found.hint


def test_two_groups_of_one_document_may_not_differ(post: SmallLibrary) -> None:
    other = "  west: {documenten: [twee], gegevens: {hoogstens: 3, samen: 25}}\ndocumenten:\n"
    (found,) = post.problems(TEXT_OF_FILE.replace("documenten:\n  - ", other + "  - "))
    assert found.code == "groepen-verschillen"
    assert "regel 11" in found.message
    assert line_of(found) == 12
    same = other.replace("samen: 25", "samen: 20")
    post.bundle(TEXT_OF_FILE.replace("documenten:\n  - ", same + "  - "))


def test_a_value_that_no_document_of_the_group_uses_is_a_warning(post: SmallLibrary) -> None:
    post.clause("doel/algemeen", "1. In {{ plaats }} zijn er {{ hoogstens }}.\n")
    choices = parse_choices(TEXT_OF_FILE, "keuzes.yaml")
    _, problems = build_with_warnings(choices, post.load())
    assert [(item.code, line_of(item)) for item in problems] == [("ongebruikt-gegeven", 11)]
