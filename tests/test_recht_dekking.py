"""Checked means checked: what is missing, says nothing or cannot stand alone is never "geregeld"."""

from __future__ import annotations

import pytest

from dlr_docs import build_bundle, check_bundle, document_bytes
from dlr_docs.basis.problems import DlrDocsError, Problem
from dlr_docs.build.coverage import coverage
from dlr_docs.build.report import as_data, as_text, make_report
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text as lines_of

BASE = """\
bundel: Leerroute Techniek
status: {status}
datum: 2026-11-02
partijen:
  wilg:
    soort: school
    naam: Vakschool De Wilg
    bevoegd_gezag: Stichting De Wilg
    vestigingsplaats: Zeist
    vertegenwoordiger: {{naam: K. Mol, functie: bestuurder}}
  kanaal:
    soort: instelling
    naam: ROC Het Kanaal
    bevoegd_gezag: Stichting Het Kanaal
    vestigingsplaats: Nieuwegein
    vertegenwoordiger: {{naam: L. Vos, functie: bestuurder}}
gegevens:
  ingangsdatum: 2027-08-01
documenten:
  - soort: samenwerkingsovereenkomst
    keuzes: {keuzes}
    gegevens:
      regio: Zeist en omgeving
      profiel: Produceren, Installeren en Energie
      leerweg_vmbo: kb
      opleiding: {{naam: Monteur, crebo: "25332", niveau: "3", leerweg: bol}}
      duur_leerroute: 4 jaar
      verwantschap: kwalificatie
      locaties_leerroute: {locaties}
{meer}
"""


def text(
    keuzes: str = "{}",
    status: str = "definitief",
    locaties: str = "[Vakschool De Wilg in Zeist]",
    gegevens: str = "",
    meer: str = "",
) -> str:
    """A choice file for a leerroute, complete but for what is changed in it."""
    inside = "".join(f"      {line}\n" for line in gegevens.splitlines())
    return BASE.format(keuzes=keuzes, status=status, locaties=locaties, meer=inside + meer)


def found(choices: str, library: Library) -> list[Problem]:
    """All that is wrong with a choice file, whichever stage says it."""
    try:
        return check_bundle(build_bundle(parse_choices(choices, "k.yaml"), library))
    except DlrDocsError as exc:
        return list(exc.problems)


def made(choices: str, library: Library) -> Bundle:
    return build_bundle(parse_choices(choices, "k.yaml"), library)


def shown(choices: str, library: Library) -> str:
    bundle = made(choices, library)
    return lines_of(document_bytes(bundle, bundle.documents[0].id)).replace("\u00a0", " ")


def errors(problems: list[Problem]) -> list[tuple[str, int | None]]:
    return [
        (item.code, item.source.line if item.source else None)
        for item in problems
        if str(item.severity) == "fout"
    ]


def test_what_is_complete_has_nothing_against_it(library: Library) -> None:
    assert errors(found(text(), library)) == []


IGNORED = "negeer:\n  wettelijk-onderwerp: Komt later\n  aanvulling: Komt later\n"
WITHOUT = "{overstapoptie: switch}"


def test_a_definitive_agreement_never_lacks_a_mandatory_subject(library: Library) -> None:
    choices = text(WITHOUT, meer=IGNORED)
    (problem,) = [item for item in found(choices, library) if str(item.severity) == "fout"]
    assert problem.code == "wettelijk-onderwerp"
    assert problem.at == "negeer.wettelijk-onderwerp"
    law = "want artikel 2.107b, tweede lid, onderdeel f, WVO 2020 vraagt het"
    assert law in problem.message.replace("\u00a0", " ")
    assert "zolang de status concept is" in str(problem.hint)


def test_a_draft_may_lack_one_and_then_does_not_say_that_it_complies(library: Library) -> None:
    draft = text(WITHOUT, status="concept", meer=IGNORED)
    assert errors(found(draft, library)) == []
    says = "aan die eis voldoen"
    assert says not in shown(draft, library)
    assert "Concept." in shown(draft, library)
    assert says in shown(text(status="concept"), library)


@pytest.mark.parametrize("topic", ["geschillen", "toetreding", "leiding", "medezeggenschap"])
def test_who_leaves_a_mandatory_topic_out_hears_which_law_asks_for_it(
    library: Library, topic: str
) -> None:
    (problem,) = found(text(f"{{{topic}: geen}}"), library)
    assert problem.code == "verplicht-onderwerp"
    assert "want artikel 2.107b, tweede lid, onderdeel" in problem.message.replace("\u00a0", " ")
    assert "geen" not in str(problem.hint).split("Kies een van: ")[1].split(", ")


@pytest.mark.parametrize(("topic", "offered"), [("geschillen", False), ("verzekering", True)])
def test_a_wrong_variant_of_a_mandatory_topic_is_not_advised_to_be_left_out(
    library: Library, topic: str, offered: bool
) -> None:
    (problem,) = found(text(f"{{{topic}: zomaar-iets-heel-anders}}"), library)
    assert (", geen" in str(problem.hint) or ": geen" in str(problem.hint)) is offered


@pytest.mark.parametrize("word", ["PM", "n.v.t.", "nader te bepalen", "-", "…", "zo nodig", "x"])
def test_words_that_say_nothing_are_no_content(library: Library, word: str) -> None:
    problems = found(text(locaties=f'["{word}"]'), library)
    (problem,) = [item for item in problems if str(item.severity) == "fout"]
    assert problem.code == "open-gegeven"
    assert f"'{word}' zegt niets" in problem.message
    draft = made(text(locaties=f'["{word}"]', status="concept"), library)
    assert "locaties_leerroute.1" in {
        value.path for value in draft.documents[0].values.values() if value.is_open
    }


OWN = "samenstelling_leiding: [de teamleider van de school, de manager van de instelling]\n"


def states(choices: str, library: Library) -> dict[str, str]:
    bundle = made(choices, library)
    rows = coverage(bundle.documents[0], bundle)
    return {row.requirement.letter: row.status for row in rows}


def test_four_states_are_told_apart(library: Library) -> None:
    assert set(states(text(), library).values()) == {"geregeld"}
    own = text("{leiding: vrij-ingevuld}", gegevens=OWN)
    assert states(own, library)["b"] == "zelf-ingevuld"
    assert states(text("{leiding: vrij-ingevuld}"), library)["b"] == "open"
    lacking = text(WITHOUT, status="concept", meer=IGNORED)
    assert states(lacking, library)["f"] == "ontbreekt"
    report = make_report(made(own, library), [])
    assert "zelf ingevuld: laat lezen" in as_text(report)
    assert "zelf ingevuld: samenstelling_leiding" in as_text(report)
    row = next(item for item in as_data(report)["dekking"] if item["letter"] == "b")
    assert row["zelf_ingevuld"] == ["samenstelling_leiding"]


@pytest.mark.parametrize(
    "keuzes",
    [
        "{medezeggenschap: rol-per-besluit}",
        "{medezeggenschap: [rol-per-besluit, adviesprocedure]}",
        "{considerans: startkwalificatie}",
        "{considerans: [startkwalificatie, techniekinstroom]}",
        "{overstapoptie: switch}",
    ],
)
def test_what_adds_to_a_variant_cannot_stand_alone(library: Library, keuzes: str) -> None:
    problems = [item for item in found(text(keuzes), library) if item.code == "aanvulling"]
    (problem,) = problems
    assert (problem.source.path, problem.source.line) == ("k.yaml", 21)  # type: ignore[union-attr]
    assert all("clauses/" not in item.at for item in found(text(keuzes), library))


def test_the_order_of_the_choice_changes_nothing(library: Library) -> None:
    for one, other in (
        (
            "{overstapoptie: [switch, kader-per-leerjaar]}",
            "{overstapoptie: [kader-per-leerjaar, switch]}",
        ),
        (
            "{considerans: [leerroute, startkwalificatie]}",
            "{considerans: [startkwalificatie, leerroute]}",
        ),
    ):
        assert shown(text(one), library) == shown(text(other), library)


def test_open_values_that_stop_a_definitive_document_are_among_the_messages(
    library: Library,
) -> None:
    report = as_text(make_report(made(text("{leiding: vrij-ingevuld}"), library), []))
    assert "Meldingen: geen" not in report
    assert "[open-gegeven]" in report
