"""A value as lines of a choice file: any answer comes back, every kind can be filled in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlr_docs import build_bundle
from dlr_docs.basis.characters import FORBIDDEN
from dlr_docs.basis.yaml import loading as strict_yaml
from dlr_docs.choices.file import parse_choices
from dlr_docs.choices.new.lines import value_line
from dlr_docs.choices.new.planning import plan
from dlr_docs.choices.new.scaffold import as_yaml
from tests.small import SmallLibrary

PROPOSED = """\
tarief: {soort: bedrag, vraag: Welk tarief?, standaard: "50", bevestigen: true}
posten:
  soort: lijst
  vraag: Welke posten?
  velden:
    naam: {soort: tekst, vraag: Welke?}
    uren: {soort: aantal, vraag: Hoeveel uur?}
  bevestigen: true
  standaard: [{naam: "a: b", uren: "12"}]
dagen: {soort: lijst, van: tekst, vraag: Welke dagen?, bevestigen: true, standaard: [maandag]}
"""


@given(
    answer=st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1
    ).filter(lambda text: not FORBIDDEN.search(text))
)
def test_any_answer_comes_back_from_the_file_letter_for_letter(answer: str) -> None:
    data: Any = strict_yaml.load(value_line("naam", answer, 0), "k.yaml").data
    assert data == {"naam": answer}


@pytest.mark.parametrize(
    ("kind", "more", "shown"),
    [
        ("persoon", "", "      leider:\n"),
        ("persoon", "", "\n        functie:\n"),
        ("lijst", ", van: tekst, standaard: [a, 'b: c']", 'leider:\n        - a\n        - "b: c"'),
        (
            "lijst",
            ", velden: {naam: {soort: tekst, vraag: Wie?}}",
            "#   - {naam: …}\n      #     naam: Wie?",
        ),
        (
            "keuze",
            ", opties: {a: eerste, b: b}, standaard: a",
            "Kies uit: a (eerste), b. Standaard: a.\n      leider: a",
        ),
        ("ja_nee", ", standaard: ja", "Soort: ja of nee. Standaard: ja.\n      leider: ja"),
        (
            "datum",
            ", voorbeeld: 2027-08-01, hulp: Let op.",
            "Wie? Let op. Soort: datum. Bijvoorbeeld: 1 augustus 2027.",
        ),
    ],
)
def test_every_kind_of_value_can_be_filled_in(
    small_library: SmallLibrary, kind: str, more: str, shown: str
) -> None:
    use = (
        "{% for x in leider %}{{ x.naam }}{% endfor %}" if "velden" in more else "{{ leider.naam }}"
    )
    text = (
        use
        if kind == "persoon" or "velden" in more
        else "{{ leider|opsomming }}"
        if kind == "lijst"
        else "{{ leider }}"
    )
    small_library.clause(
        "doel/algemeen", text, f"gegevens: {{leider: {{soort: {kind}, vraag: Wie?{more}}}}}"
    )
    library = small_library.load()
    made = as_yaml(plan(("brief",), library))
    assert shown in made
    build_bundle(parse_choices(made), library)


def test_a_proposal_stands_beside_a_field_that_is_left_empty(small_library: SmallLibrary) -> None:
    small_library.write("clauses/gegevens.yaml", PROPOSED)
    text = (
        "{{ tarief }}{% for p in posten %}{{ p.naam }}{{ p.uren }}{% endfor %}{{ dagen|opsomming }}"
    )
    small_library.clause("doel/algemeen", f"Het is {text}.\n")
    made = plan(("brief",), small_library.load())
    lines = [line.strip() for line in as_yaml(made).splitlines()]
    assert "tarief:" in lines
    assert any("Voorstel: 50." in line for line in lines)
    assert lines[lines.index('#   - {naam: "a: b", uren: 12}') - 1] == "# Het voorstel:"
    assert "#   - maandag" in lines
    (document,) = parse_choices(as_yaml(made)).documents
    assert [document.values[name] or None for name in ("tarief", "posten", "dagen")] == [None] * 3
