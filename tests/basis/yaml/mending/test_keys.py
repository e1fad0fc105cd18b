"""Keys that stand otherwise than YAML takes them, each with the lines as they should be."""

from __future__ import annotations

import pytest

from dlr_docs.basis.yaml.loading import load
from dlr_docs.basis.yaml.tree import YamlError

FILE = """\
partijen:
  linde:
    soort: school
    naam: De Linde
    wie:
      naam: E. Smit
      functie: docent
documenten:
  - soort: brief
    keuzes:
      tekst: kort
    lesdagen:
      - dinsdag
      - donderdag
    contact: {naam: F. Vos, functie: docent}
    plaatsen:
      - naam: Haven
        adres: Kade 1
      - naam: Markt
        adres: Plein 2
"""


def mended(typed: str) -> tuple[str, list[tuple[int, str]]]:
    """The text with every line as it should be, and which lines were told."""
    with pytest.raises(YamlError) as caught:
        load(typed, "k.yaml")
    lines, told = typed.split("\n"), []
    for problem in caught.value.problems:
        assert problem.source is not None
        assert problem.source.line is not None
        assert problem.instead is not None, problem
        told.append((problem.source.line, problem.message))
        lines[problem.source.line - 1] = problem.instead
    return "\n".join(lines), told


@pytest.mark.parametrize(
    ("right", "typed", "words"),
    [
        ("  linde:\n    soort: school\n", "  linde: soort: school\n", "nog een sleutel"),
        ("    soort: school\n    naam:", "    soort: school naam:", "meer dan één sleutel"),
        ("      naam: E. Smit\n      functie:", "      naam: E. Smit, functie:", "één sleutel"),
        ("      naam: E. Smit\n      functie:", "      naam: E. Smit functie:", "één sleutel"),
        ("  - soort: brief\n    keuzes:", "  - soort: brief; keuzes:", "één sleutel"),
        ("- naam: Haven\n        adres", "- naam: Haven; adres", "één sleutel"),
        ("    lesdagen:\n", "    lesdagen: -\n", "staat een streepje"),
        ("documenten:\n", "documenten: -\n", "staat een streepje"),
        ("    lesdagen:\n      - dinsdag", "    lesdagen: - dinsdag", "staat een streepje"),
        ("        adres: Plein", "      adres: Plein", "springt minder in"),
        ("      - naam: Markt", "      naam: Markt", "ontbreekt een streepje"),
        ("    naam: De", '    "naam: De Linde"\n    x: De', "samen tussen aanhalingstekens"),
        ("    naam: De", "    **naam:** De", "om de sleutel"),
        ("    naam: De", "    *naam*: De", "om de sleutel"),
        ("    naam: De", "    > naam: De", "om de sleutel"),
        ("  linde:\n", "  // uitleg\n  linde:\n", "geen sleutel"),
        ("  linde:\n", "  ; uitleg\n  linde:\n", "geen sleutel"),
        ("documenten:", "=== documenten ===\ndocumenten:", "geen sleutel"),
        ("documenten:", "------\ndocumenten:", "geen sleutel"),
        ("    naam: De", "    Dit is de naam in de statuten\n    naam: De", "geen sleutel"),
        ("partijen:", "PARTIJEN EN DOCUMENTEN\npartijen:", "geen sleutel"),
    ],
)
def test_a_key_in_another_place_is_told_with_what_should_stand_there(
    right: str, typed: str, words: str
) -> None:
    assert right in FILE
    text, told = mended(FILE.replace(right, typed, 1))
    assert len(told) == 1
    assert words in told[0][1]
    data = load(text, "k.yaml").data
    expected = load(FILE, "k.yaml").data
    if typed.startswith('    "naam'):
        assert isinstance(data, dict)
        data = load(text.replace("    x: De Linde\n", ""), "k.yaml").data
    assert data == expected


def test_a_text_that_goes_on_at_the_margin_belongs_to_the_line_above() -> None:
    text, told = mended(FILE.replace("De Linde", "Scholengroep\nDe Linde en De Iep"))
    assert [line for line, _ in told] == [5]
    assert "naam: Scholengroep\n      De Linde en De Iep\n" in text


@pytest.mark.parametrize("typed", ["Let op: later", "Edam (zie ook: bijlage)", "A: b", "x uur: y"])
def test_a_word_that_is_no_key_elsewhere_stays_in_its_text(typed: str) -> None:
    text, told = mended(FILE.replace("naam: De Linde", f"naam: {typed}"))
    assert [message for _, message in told] == ["in deze tekst staat een dubbele punt"]
    assert f'naam: "{typed}"' in text


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("wie: {naam: E. Smit,\n      functie: docent", "      functie: docent}"),
        ("wie: [een,\n      twee,", "      twee]"),
        ("wie: {\n      naam: E. Smit,\n      functie: docent", "      functie: docent}"),
    ],
)
def test_a_bracket_over_more_lines_closes_on_the_last(typed: str, instead: str) -> None:
    group = "wie:\n      naam: E. Smit\n      functie: docent"
    text, told = mended(FILE.replace(group, typed))
    assert len(told) == 1
    assert "sluit niet" in told[0][1]
    assert instead in text.split("\n")
    load(text, "k.yaml")


def test_lines_below_one_that_becomes_two_are_told_by_their_own_numbers() -> None:
    typed = FILE.replace("soort: school\n    naam:", "soort: school naam:")
    typed = typed.replace("soort: brief", "soort: 't Vaar")
    text, told = mended(typed)
    assert [line for line, _ in told] == [3, 8]
    assert load(text, "k.yaml").data
    with pytest.raises(YamlError) as caught:
        load(typed + "  : niets\n", "k.yaml")
    assert {item.source and item.source.line for item in caught.value.problems} == {3, 8, 20}


@pytest.mark.parametrize("tab", ["\t", "\t  ", "  \t"])
def test_lines_with_tabs_stand_inside_the_key_above_them(tab: str) -> None:
    typed = FILE.replace("      naam: E. Smit\n      functie", f"{tab}naam: E. Smit\n{tab}functie")
    text, told = mended(typed)
    assert [line for line, _ in told] == [6, 7]
    assert text == FILE


@pytest.mark.parametrize("sign", ["•\t", "1.\t", "1. ", "– ", "* "])
def test_a_list_that_was_pasted_at_the_margin_comes_below_its_key(sign: str) -> None:
    typed = FILE.replace("      - dinsdag\n      - don", f"{sign}dinsdag\n{sign}don")
    assert mended(typed)[0] == FILE


def test_a_line_that_begins_a_little_earlier_is_told_itself() -> None:
    typed = FILE.replace("    naam: De Linde", "   naam: De Linde")
    assert mended(typed)[0] == FILE


def test_of_more_lines_no_words_are_told_in_logs_either() -> None:
    typed = FILE.replace("naam: E. Smit\n      functie:", "naam: E. Smit, functie:")
    with pytest.raises(YamlError) as caught:
        load(typed, "k.yaml")
    (problem,) = caught.value.problems
    told = problem.told(to_typist=False)
    assert "Smit" not in told
    assert "docent" not in told
    assert "              naam: …\n              functie: …" in told
    assert "naam: E. Smit\n" in problem.told(to_typist=True)
