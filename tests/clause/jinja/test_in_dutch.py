"""The template language in words for who reads a clause without knowing it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs.clause.jinja.in_dutch import in_dutch

KINDS = {"samen": "ja_nee", "maximum": "bedrag"}


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("samen", "[samen] ja is"),
        ("not samen", "[samen] nee is"),
        ("maximum", "[maximum] is ingevuld"),
        ("not maximum", "[maximum] niet is ingevuld"),
        ("elders", "[elders] van toepassing is"),
        ("bijlagen", "er bijlagen zijn"),
        ("not bijlagen", "er geen bijlagen zijn"),
        ('heeft("leiding")', "het onderwerp ‘leiding’ in het document staat"),
        ('not heeft("leiding/team")', "‘leiding/team’ niet is gekozen"),
        ('heeft_bijlage("begroting")', "er een bijlage ‘begroting’ is"),
        ('not heeft_bijlage("begroting")', "er geen bijlage ‘begroting’ is"),
        ("hoofddocument is defined", "[hoofddocument] bekend is"),
        ("aantal is not even", "[aantal] niet even is"),
        ("aantal is gt(3)", "[aantal] meer dan 3 is"),
        ('vorm == "huur"', "[vorm] ‘huur’ is"),
        ('vorm != "huur"', "[vorm] niet ‘huur’ is"),
        ('not vorm != "huur"', "[vorm] ‘huur’ is"),
        ("partijen|length >= 2", "het aantal [partijen] minstens 2 is"),
        ("1 < aantal", "[aantal] meer dan 1 is"),
        ("1 < aantal <= 4", "[aantal] meer dan 1 is en [aantal] hoogstens 4 is"),
        ('"bbl" in weg.soorten', "‘bbl’ bij [soorten van weg] hoort"),
        ('vorm not in ["huur", "koop"]', "[vorm] niet ‘huur’ of ‘koop’ is"),
        ("partij.is_onderwijs", "[partij] onderwijs is"),
        ("samen and maximum", "[samen] ja is en [maximum] is ingevuld"),
        ("not (samen or maximum)", "[samen] nee is en [maximum] niet is ingevuld"),
        (
            "samen and (maximum or elders)",
            "[samen] ja is en ofwel [maximum] is ingevuld ofwel [elders] van toepassing is",
        ),
        (
            "samen or maximum and elders",
            "ofwel [samen] ja is ofwel [maximum] is ingevuld en [elders] van toepassing is",
        ),
        ("true", "het altijd zo is"),
        ("aantal + 1 == 3", "[aantal] plus 1 3 is"),
        ("rij[1]", "[rij] van toepassing is"),
    ],
)
def test_a_condition_is_a_sentence(condition: str, said: str) -> None:
    assert in_dutch(f"{{% if {condition} %}}", KINDS) == f"(alleen als {said})"
    assert in_dutch(f"{{%- elif {condition} -%}}", KINDS) == f"(anders, als {said})"


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("termijn_melding|zonder_een", "[termijn melding]"),
        ("dit_document|hoofdletter", "[Dit document]"),
        ('aantal|zelfstandig("lid", "leden")', "[lid of leden]"),
        ("leden|length|in_woorden", "het aantal [leden]"),
        ('wegen|opsomming("of")', "[wegen] (met ‘of’)"),
        ('partijen|map(attribute="naam")|opsomming', "[naam van partijen]"),
        ('rijen|som("uren", "tarief")', "de som van [uren] maal [tarief] in [rijen]"),
        ("[een, twee]|som", "de som van [een] en [twee]"),
        ("kosten|keer(deel)|gedeeld_door(aantal)", "[kosten] maal [deel] gedeeld door [aantal]"),
        ('tabel("leerjaren").maximaal', "[maximaal uit de tabel leerjaren]"),
        ('tabel_sinds("uren")', "[dag sinds wanneer de tabel uren geldt]"),
        ('"privacy by design"|taal("en")', "privacy by design"),
        ('artikel("doel")', "[artikel doel]"),
        ('anker("hier")', ""),
        ('"ja" if samen else "nee"', "‘ja’ als [samen] ja is, en anders ‘nee’"),
        ("loop.index", "het volgnummer"),
        ("leden|first", "de eerste van [leden]"),
    ],
)
def test_what_is_printed_is_named(printed: str, said: str) -> None:
    assert in_dutch(f"{{{{ {printed} }}}}", KINDS) == said


def test_loops_and_names_of_its_own_are_told_and_their_items_go_without_a_name() -> None:
    text = (
        '{% set ruim = heeft("a/b") %}{% set kosten = uren|keer(2) %}\n'
        '{% for w in wijzigingen if w.soort == "x" %}{{ w.tekst }}{% if ruim %}!{% endif %}'
        "{% if loop.last %}.{% else %};{% endif %}{% endfor %}"
    )
    assert " ".join(in_dutch(text, {}).split()) == (
        "(hierna geldt [ruim] als ‘a/b’ is gekozen) (hierna is [kosten]: [uren] maal 2) "
        "(voor elk van [wijzigingen], als [soort] ‘x’ is) [tekst] (alleen als [ruim] geldt)! (tot hier)"
        " (alleen als dit de laatste is). (anders); (tot hier) (tot hier)"
    )


def test_words_stay_apart_and_signs_stay_with_their_word() -> None:
    text = 'zie{% if heeft("a") %}de leiding{% else %}hen{% endif %}, en {# weg #}verder.'
    assert in_dutch(text, {}) == (
        "zie (alleen als het onderwerp ‘a’ in het document staat) de leiding (anders) hen (tot hier),"
        " en verder."
    )


@pytest.mark.parametrize(
    "wrong", ["{% if ((( %}", "{{ a b }}", "{% for x %}", "{% raw %}", "{{ }}"]
)
def test_what_cannot_be_parsed_is_told_by_its_words(wrong: str) -> None:
    assert not re.search(r"[{}%|]", in_dutch(wrong, {}))


LANGUAGE = st.sampled_from(
    [
        "{{",
        "}}",
        "{%",
        "%}",
        "if ",
        "for ",
        "set ",
        "a",
        "b",
        " in ",
        "=",
        "==",
        "|",
        "(",
        ")",
        '"',
        ".",
        "[",
    ]
)


@given(st.lists(LANGUAGE | st.text(max_size=3), max_size=20).map("".join))
def test_no_text_is_refused(text: str) -> None:
    in_dutch(text, {})
