"""A new choice file that asks what is needed, and no more."""

from __future__ import annotations

import itertools
import re

import pytest

from dlr_docs import build_bundle, choices_from_data
from dlr_docs.build.checks.coverage import open_values
from dlr_docs.choices.file import parse_choices
from dlr_docs.choices.new.needed import needed, needed_yaml
from dlr_docs.choices.new.planning import plan
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from tests.choices.new.test_scaffold import KINDS
from tests.small import SmallLibrary


def open_in(bundle: Bundle) -> set[tuple[str, str]]:
    found = itertools.chain.from_iterable(map(open_values, bundle.documents))
    return {(item.document, item.value.path) for item in found}


@pytest.mark.parametrize("kinds", KINDS, ids="+".join)
def test_a_short_file_leaves_open_just_what_nobody_typed(
    library: Library, kinds: tuple[str, ...]
) -> None:
    made = plan(kinds, library)
    bundle = build_bundle(parse_choices(needed_yaml(made)), library)
    assert [document.outline.kind for document in bundle.documents] == list(kinds)
    assert {path for _, path in open_in(bundle)} == set(needed(made).paths)
    assert {document.parent for document in made.documents} == {
        document.parent for document in bundle.choices.documents
    }


def lines_of(library: Library, *kinds: str) -> int:
    lines = needed_yaml(plan(kinds, library, with_bases=True)).splitlines()
    assert max(map(len, lines)) <= 130
    return len(lines)


def test_every_kind_is_asked_in_sixty_lines(library: Library) -> None:
    for kind in library.outlines:
        assert lines_of(library, kind) <= 60, kind


def test_every_kind_with_another_is_asked_in_sixty_lines(library: Library) -> None:
    for kinds in itertools.combinations(library.outlines, 2):
        assert lines_of(library, *kinds) <= 60, kinds


def test_what_is_asked_on_few_lines_is_all_that_is_asked_and_can_be_filled_in(
    library: Library,
) -> None:
    """A file of two kinds that ask much has its parties on a line, and quotation marks to fill
    in.
    """
    made = plan(("addendum", "wijzigingsovereenkomst"), library, with_bases=True)
    text = needed_yaml(made)
    bundle = build_bundle(parse_choices(text), library)
    assert {path for _, path in open_in(bundle)} == set(needed(made).paths)
    typed = text.replace('school: {soort: school, naam: ""', 'school: {soort: school, naam: "Iep"')
    typed = typed.replace('ingangsdatum: ""', 'ingangsdatum: "1 augustus 2027"')
    typed = typed.replace(
        'leslocaties: [{naam: "", adres: ""}]',
        'leslocaties: [{naam: "Hal", adres: "Dok 1, Edam"}, {naam: "", adres: ""}]',
    )
    typed = typed.replace('lestijden: ""', 'lestijden: "van 9.00 tot 15.30 uur"')
    filled = {path for _, path in open_in(build_bundle(parse_choices(typed), library))}
    gone = {path for _, path in open_in(bundle)} - filled
    assert gone == {
        "partijen.school.naam",
        "ingangsdatum",
        "lestijden",
        "leslocaties.1.naam",
        "leslocaties.1.adres",
    }


def test_a_question_stands_behind_a_line_that_nobody_types_at_the_end_of(library: Library) -> None:
    """What is typed at the end of a line would end up in the comment; between brackets and below a
    key it does not.
    """
    for kind in library.outlines:
        lines = needed_yaml(plan((kind,), library, with_bases=True)).splitlines()
        for line, below in itertools.pairwise(lines):
            typed, is_beside, _ = line.partition("  # ")
            if is_beside and typed.strip():
                assert typed.endswith(("]", "}", '""')) or below.lstrip().startswith("-"), line


def test_more_than_one_choice_is_typed_between_brackets(library: Library) -> None:
    text = needed_yaml(plan(("convenant", "addendum"), library))
    assert "\n      leerweg_vmbo: []  # Welke leerweg van het vmbo" in text
    filled = text.replace("leerweg_vmbo: []", "leerweg_vmbo: [bb, kb]")
    filled = filled.replace("route_addendum: []", "route_addendum: gewoon")
    bundle = build_bundle(parse_choices(filled), library)
    left = {path for _, path in open_in(bundle)}
    assert not left & {"leerweg_vmbo", "route_addendum"}
    assert "lesdoel_addendum" in left


def test_one_agreement_says_how_to_see_the_rest(library: Library) -> None:
    text = needed_yaml(plan(("samenwerkingsovereenkomst",), library))
    assert "dlr-docs nieuw samenwerkingsovereenkomst --alles" in text.replace("\n# ", " ")


def test_a_day_is_shown_as_a_person_types_it(library: Library) -> None:
    text = needed_yaml(plan(("convenant", "addendum"), library))
    assert "Bijvoorbeeld: 1 augustus 2027." in text
    assert not re.search(r"\d{4}-\d\d-\d\d", text)


def test_a_person_is_asked_on_one_line(library: Library) -> None:
    text = needed_yaml(plan(("convenant", "addendum"), library))
    assert text.count("    vertegenwoordiger: {naam: , functie: }\n") == 2
    filled = text.replace("{naam: , functie: }", "{naam: A. de Wit, functie: directeur}", 1)
    assert parse_choices(filled).parties["school"].fields["vertegenwoordiger"] == {
        "naam": "A. de Wit",
        "functie": "directeur",
    }


def test_the_parts_of_a_group_stand_on_one_line_and_a_comma_in_them_is_kept(
    library: Library,
) -> None:
    text = needed_yaml(plan(("convenant", "addendum"), library))
    for empty, filled in (
        (
            '{naam: "", crebo: , niveau: , leerweg: }',
            '{naam: "Kok, bakker", crebo: 25880, niveau: 2, leerweg: [bol, bbl]}',
        ),
        ('{naam: "", adres: ""}', '{naam: "De Hal", adres: "Stationsweg 1, Utrecht"}'),
        ('lesdagen: [""]', 'lesdagen: ["dinsdag", "donderdag"]'),
    ):
        assert empty in text
        text = text.replace(empty, filled)
    addendum = parse_choices(text).documents[1].values
    assert addendum["opleiding"] == {
        "naam": "Kok, bakker",
        "crebo": "25880",
        "niveau": "2",
        "leerweg": ["bol", "bbl"],
    }
    assert addendum["leslocaties"] == [{"naam": "De Hal", "adres": "Stationsweg 1, Utrecht"}]
    assert addendum["lesdagen"] == ["dinsdag", "donderdag"]
    answered = {path for _, path in open_in(build_bundle(parse_choices(text), library))}
    assert not any(path.startswith(("opleiding.", "leslocaties", "lesdagen")) for path in answered)


def test_how_more_than_one_is_typed_is_said_once(library: Library) -> None:
    text = needed_yaml(plan(("convenant", "addendum"), library)).replace("\n# ", " ")
    assert text.count('Zijn het er meer: ["het ene", "het andere"].') == 1
    assert "het ene" not in needed_yaml(plan(("convenant",), library))


def test_the_questions_stand_in_the_order_of_the_document(library: Library) -> None:
    made = plan(("samenwerkingsovereenkomst",), library)
    text = needed_yaml(made)
    own = [name for name, _ in needed(made).in_order(made.documents[0].own)]
    at = [text.index(f"\n      {name}:") for name in own]
    assert len(at) > 3
    assert at == sorted(at)


def test_a_title_that_is_known_stands_in_it(library: Library) -> None:
    made = plan(("convenant", "addendum"), library)
    assert parse_choices(needed_yaml(made, "Samen: sterk #1")).title == "Samen: sterk #1"
    assert parse_choices(needed_yaml(made)).title == library.vocabulary.title


def test_a_default_that_must_be_confirmed_is_asked_and_a_plain_one_is_not(
    small_library: SmallLibrary,
) -> None:
    small_library.clause(
        "doel/algemeen",
        "{{ leider }} en {{ volger }} en {{ lijst|opsomming }} en {{ soort }}",
        "gegevens:\n"
        "  leider: {soort: tekst, vraag: Wie leidt?}\n"
        "  volger: {soort: tekst, vraag: Wie volgt?, standaard: iemand}\n"
        "  lijst: {soort: lijst, van: tekst, vraag: Wie nog?}\n"
        "  soort: {soort: keuze, vraag: Welke?, opties: {a: eerste, b: tweede}}",
    )
    text = needed_yaml(plan(("brief",), small_library.load()))
    assert "      # Wie leidt?\n      leider:\n" in text
    assert "volger" not in text
    assert "      lijst:  # Wie nog?\n        -\n" in text
    assert "# Welke? Kies uit: a | b.\n      soort:\n" in text


def test_what_is_needed_follows_from_the_kinds_alone(library: Library) -> None:
    bundle = build_bundle(
        choices_from_data(
            {
                "bundel": "x",
                "partijen": {"school": {"soort": "school"}, "roc": {"soort": "instelling"}},
                "documenten": [{"soort": "convenant"}],
            }
        ),
        library,
    )
    found = {path for _, path in open_in(bundle) if not path.startswith("partijen.")}
    asked = needed(plan(("convenant",), library)).paths
    assert {path for path in asked if not path.startswith("partijen.")} == found
