"""``partijen.yaml``: read, judged and refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlr_docs.basis.problems import LibraryError
from dlr_docs.library.readers.parties import read_parties
from dlr_docs.model.declared.parties import Placeholder
from tests.small import PARTIES, SmallLibrary

RESERVED = frozenset({"partijen", "artikel"})


def written(folder: Path, text: str) -> Path:
    path = folder / "partijen.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sort_has_its_fields_in_the_order_it_shows_them(tmp_path: Path) -> None:
    sorts, problems = read_parties([written(tmp_path, PARTIES)], RESERVED)
    assert problems == []
    school = sorts.by_name["school"]
    assert school.shown == ("naam", "bevoegd_gezag", "vestigingsplaats", "vertegenwoordiger")
    assert school.fields["naam"].question == "Wat is de naam van de school?"
    assert school.fields["vertegenwoordiger"].fields["functie"].label == "Vertegenwoordiger functie"
    assert school.description[:2] == (Placeholder("bevoegd_gezag"), " te ")
    assert sorts.groups["scholen"] is school
    assert sorts.properties == {"is_onderwijs"}
    assert "is_onderwijs" in dict(sorts.members)["partij"]


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("toont: [naam, bevoegd", "toont: [naaam, bevoegd", "18:13", "Bedoelt u 'naam'?"),
        ("ondertekent: bevoegd_gezag", "ondertekent: bevoegd_gezg", "19:18", "wordt niet getoond"),
        ('"{bevoegd_gezag} te', '"{bevoegd_gezg} te', "20:19", "Bedoelt u 'bevoegd_gezag'?"),
        ('"{bevoegd_gezag} te', '"{ bevoegd_gezag} te', "20:19", "losse accolade"),
        ('"{bevoegd_gezag} te', '"{vertegenwoordiger} te', "20:19", "staat hier nergens voor"),
        ("groep: scholen", "groep: artikel", "16:12", "betekent in clausules al iets anders"),
        ("groep: instellingen", "groep: scholen", "24:12", "betekent in clausules al iets anders"),
        ("[is_onderwijs]", "[naam]", "17:21", "betekent van een partij al iets anders"),
        ("  naam: {vraag", "  key: {vraag", "2:3", "betekent van een partij al iets anders"),
        ("naam van {soort}", "naam van {srt}", "2:17", "staat hier nergens voor"),
        ("in_plaats_van: [naam]", "in_plaats_van: [naem]", "10:70", "Bedoelt u 'naam'?"),
        ('[naam], weergave: "{naam}"', "[naam]", "10:69", "hier ontbreekt 'weergave'"),
        ('[naam], weergave: "{naam}"', '[naam], weergave: "{nam}"', "10:87", "nergens voor"),
        ("[naam], weergave", "[naam, vertegenwoordiger], weergave", "10:69", "Geef haar 'soort:"),
        ("locaties: {soort: lijst", "locaties: {soort: tekst", "10:69", "kan een lijst niet"),
        ("[bevoegd_gezag, loc", "[naam, bevoegd_gezag, loc", "31:34", "beide worden getoond"),
        (
            "toont: [bevoegd_g",
            "velden: [bevoegd_gezag, locaties, tekenaars, vertegenwoordiger]\n"
            "    toont: [bevoegd_g",
            "32:28",
            "dat veld heeft deze soort niet",
        ),
        ("eenheden: {locaties", "eenheden: {locatie", "32:16", "Bedoelt u 'locaties'?"),
        (
            "rechtspersoon: bevoegd_gezag",
            "rechtspersoon: bevoegd_gezg",
            "33:20",
            "bestaat hier niet",
        ),
        ("[tekenaars.naam]", "[tekenaars.nam]", "35:14", "Bedoelt u 'tekenaars.naam'?"),
        ("[tekenaars.naam]", '["voor {tekenaars.nam}"]', "35:14", "Bedoelt u 'tekenaars.naam'?"),
        ("met {locaties}", "met [{locaties}", "36:19", "losse vierkante haak"),
        ("met {locaties}", "met {locaties}]", "36:19", "losse vierkante haak"),
        (
            '{vraag: "Hoe heet',
            '{mag_weg: true, vraag: "Hoe heet',
            "36:19",
            "mag weg, en staat niet",
        ),
        (
            "anderen: de andere scholen",
            "ander: de andere scholen",
            "15:5",
            "deze sleutel bestaat hier niet",
        ),
    ],
)
def test_a_mistake_is_a_problem_at_its_place(
    tmp_path: Path, old: str, new: str, place: str, words: str
) -> None:
    assert old in PARTIES
    path = written(tmp_path, PARTIES.replace(old, new, 1))
    sorts, problems = read_parties([path], RESERVED)
    assert sorts.by_name == {}
    found = {str(problem.source): f"{problem.message} {problem.hint}" for problem in problems}
    assert words in found[f"{path}:{place}"]


def test_without_the_file_it_says_what_to_do(small_library: SmallLibrary) -> None:
    (small_library.path / "clauses" / "partijen.yaml").unlink()
    with pytest.raises(LibraryError) as caught:
        small_library.load()
    (problem,) = caught.value.problems
    assert problem.code == "partijen-ontbreken"
    assert "Kopieer het bestand uit de bibliotheek van dlr-docs" in (problem.hint or "")


def test_an_outline_names_sorts_that_exist(small_library: SmallLibrary) -> None:
    path = small_library.path / "templates" / "brief.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  school:", "  schol:"))
    with pytest.raises(LibraryError) as caught:
        small_library.load()
    (problem,) = caught.value.problems
    assert str(problem.source) == f"{path}:5:3"
    assert (problem.message, problem.hint) == (
        "de soort partij 'schol' bestaat niet",
        "Bedoelt u 'school'?",
    )


def test_a_party_may_have_any_kind_of_value(small_library: SmallLibrary) -> None:
    text = PARTIES.replace(
        "  vestigingsplaats: {", "  opgericht: {soort: datum, vraag: Sinds?}\n  vestigingsplaats: {"
    ).replace("toont: [naam, vestigingsplaats]", "toont: [naam, vestigingsplaats, opgericht]")
    small_library.write("clauses/partijen.yaml", text)
    path = small_library.path / "templates" / "brief.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "andere_partijen: true\n", encoding="utf-8")
    small_library.clause("extra/een", "{% for p in instellingen %}{{ p.opgericht }}{% endfor %}")
    bundle = small_library.bundle(
        "bundel: B\npartijen:\n  a: {soort: school}\n"
        "  b: {soort: instelling, opgericht: 2001-02-03}\n"
        "documenten: [{soort: brief, keuzes: {extra: een}}]\n"
    )
    assert bundle.documents[0].values["partijen.b.opgericht"].text == "3\u00a0februari 2001"
