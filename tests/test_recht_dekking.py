"""Checked means checked: what is missing, says nothing or cannot stand alone is never "geregeld"."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest
from msgspec.structs import replace

from dlr_docs import (
    WriteOptions,
    build_bundle,
    check_bundle,
    document_bytes,
    load_library,
)
from dlr_docs.basis.problems import DlrDocsError, Problem
from dlr_docs.build.checks.coverage import coverage
from dlr_docs.build.report import as_data, as_text, make_report
from dlr_docs.choices.file import load_choices, parse_choices
from dlr_docs.files.installation import default_library_path
from dlr_docs.model.choices import Choices
from dlr_docs.model.document import Bundle, Document, Lid, Text
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text as lines_of
from tests import ooxml

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


@pytest.mark.parametrize(
    "word",
    [
        "PM",
        "n.v.t.",
        "nader te bepalen",
        "-",
        "…",
        "zo nodig",
        "zie bijlage",
        "x",
        "<invullen>",
        "n.t.b. door partijen",
        "nader te bepalen door de directies",
        "nader te bepalen door de school en de instelling",
        "locatie nog te bepalen",
    ],
)
def test_words_that_say_nothing_are_no_content(library: Library, word: str) -> None:
    problems = found(text(locaties=f'["{word}"]'), library)
    (problem,) = [item for item in problems if str(item.severity) == "fout"]
    assert problem.code == "open-gegeven"
    assert f"'{word}' zegt niets" in problem.message
    draft = made(text(locaties=f'["{word}"]', status="concept"), library)
    assert "locaties_leerroute.1" in {
        value.path for value in draft.documents[0].values.values() if value.is_open
    }


@pytest.mark.parametrize(
    "words",
    [
        "een nader te bepalen lokaal in Amersfoort",
        "het lokaal, nader te bepalen",
        "ntbakker in Tiel",
    ],
)
def test_words_beside_what_says_nothing_may_be_content(library: Library, words: str) -> None:
    assert errors(found(text(locaties=f'["{words}"]'), library)) == []


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
    assert problem.source is not None
    assert (problem.source.path, problem.source.line) == ("k.yaml", 21)
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


@pytest.mark.parametrize(("days", "wrong"), [(("4", "1"), False), (("4", "2"), True)])
def test_days_at_school_and_instelling_fit_a_week(
    library: Library, days: tuple[str, str], wrong: bool
) -> None:
    row = f"{{leerjaar: 1, dagen_school: {days[0]}, dagen_instelling: {days[1]}}}"
    choices = text("{organisatievorm: oplopend}", gegevens=f"dagen_per_leerjaar: [{row}]")
    assert ("dagen-in-een-week" in {item.code for item in found(choices, library)}) is wrong


def test_a_reference_is_only_to_what_was_chosen(library: Library) -> None:
    assert "evaluatie" not in shown(text("{verantwoording: vrij-ingevuld}"), library)
    chosen = "{personeel: mbo-docent-op-de-school}"
    assert "artikel over teambevoegdheid" not in shown(text(chosen), library)


ALONE = """\
leden_werkgroep_leiding: 1
vergaderritme_werkgroep: 1 week
overlegritme: 1 maand
aantal_leerbedrijven_adviesgroep: 1
"""


def test_one_is_no_plural(library: Library) -> None:
    said = " ".join(shown(text("{leiding: werkgroep}", gegevens=ALONE), library).split())
    assert "één lid, een docent uit de leerroute" in said
    assert "eens per week" in said
    assert "eens per maand" in said
    assert "één leerbedrijf" in said
    wrong = re.findall(r"(?:één|\b1) [a-z]+en\b|(?:per|de eerste|om de) één \w+", said)
    assert wrong == []


def test_two_parties_are_each_others_other_party(library: Library) -> None:
    said = shown(text("{vog: vooraf}"), library)
    assert "aan de andere partij" in said
    assert not re.search(r"\b(?:aan|met|van) (?:de|alle) andere partijen", said)


def test_no_text_takes_it_for_granted_that_there_are_more_than_two(library: Library) -> None:
    asked = re.compile(r"(?ms)^\{% if partijen\|length > 2 %\}$.*?^\{% endif %\}$")
    several = {"netwerkconvenant", "toetredingsovereenkomst"}
    found = [
        clause.id
        for clause in library.all_clauses()
        if not (clause.kinds and several.issuperset(clause.kinds))
        and re.search(
            r"\b(?:andere\s+partijen|een\s+andere\s+partij)\b", asked.sub("", clause.text)
        )
    ]
    assert found == []


def test_no_text_takes_it_for_granted_that_there_are_two(library: Library) -> None:
    found = [
        f"{clause.id}: {' '.join(said.split())}"
        for clause in library.all_clauses()
        for said in re.findall(
            r"(?i)\b(?:de\s+andere\s+partij\b|beide\s+(?:partijen|directies)\b).{0,30}", clause.text
        )
    ]
    assert found == []


def test_an_outline_may_have_several_sets_each_with_its_own_article(library: Library) -> None:
    subjects = library.law.subjects(library.outlines["leerwerktraject"].requirements)
    cited = [library.law.demand(item).replace("\u00a0", " ") for item in subjects]
    assert cited[0] == "artikel 2.104 WVO 2020"
    assert len(set(cited)) == len(cited) == 3


DUTIES = {
    "plicht-inschrijving": "2.107e",
    "plicht-verantwoordelijkheid": "2.107f",
    "plicht-melding": "2.107c",
    "plicht-examens": "2.107j",
    "plicht-klachten": "2.107f",
}


def test_each_duty_that_stands_nowhere_is_told_by_name(library: Library) -> None:
    bare = "{inschrijving: geen, looptijd: geen, examinering: geen, klachten: geen}"
    problems = {item.code: item for item in found(text(bare), library)}
    assert [code for code, law in DUTIES.items() if law not in problems[code].message] == []
    assert not {item.code for item in found(text(), library)} & DUTIES.keys()


def leden(document: Document) -> list[tuple[str, str]]:
    """Every lid of an article, as text without its values, with the clause that says it."""
    return [
        (said.clause.id, " ".join(item.text for item in block.inlines if isinstance(item, Text)))
        for said in document.texts
        for block in said.body.blocks
        if isinstance(block, Lid)
    ]


def pairs(library: Library) -> list[tuple[str, str, str]]:
    """Every two variants that may stand side by side in a kind of document."""
    made = []
    for kind, outline in library.outlines.items():
        for item in outline.topics:
            fitting = [c for c in library.clauses[item.topic].values() if c.fits(kind)]
            made += [
                (kind, one.id, other.id)
                for one, other in itertools.combinations(fitting, 2)
                if (item.several or one.is_addition != other.is_addition)
                and not (one.is_addition and other.is_addition)
                and not {one.id, other.id} & {*one.excludes, *other.excludes}
            ]
    return made


LONG = 40  # letters; a shorter lid may be the same by chance
EXAMPLES = default_library_path() / "examples"


def beside(kind: str, one: str, other: str) -> Choices:
    """The example of a kind with these two variants of a topic side by side, as a draft."""
    choices = load_choices(EXAMPLES / f"{kind}-minimaal.yaml")
    topic = one.partition("/")[0]
    chosen = tuple(name.partition("/")[2] for name in (one, other))
    documents = tuple(
        replace(item, variants={**item.variants, topic: chosen}) if item.kind == kind else item
        for item in choices.documents
    )
    return replace(choices, draft=True, documents=documents)


@pytest.mark.bibliotheek
def test_two_variants_side_by_side_say_nothing_twice(library: Library) -> None:
    twice = []
    tried = set()
    for kind, one, other in pairs(library):
        bundle = build_bundle(beside(kind, one, other), library)
        document = next(item for item in bundle.documents if item.outline.kind == kind)
        counted = Counter(words for _, words in leden(document) if len(words) > LONG)
        twice += [(kind, one, other, words) for words, count in counted.items() if count > 1]
        tried.add(kind)
    assert {"samenwerkingsovereenkomst", "convenant", "netwerkconvenant"} <= tried
    assert twice == []


# Each document ends with what holds for it alone.
CLOSING = "slotbepalingen/algemeen"


@pytest.mark.bibliotheek
def test_a_document_says_nothing_that_the_one_above_it_says() -> None:
    twice = []
    compared = 0
    for path in sorted(EXAMPLES.glob("*.yaml")):
        choices = load_choices(path)
        bundle = build_bundle(choices, load_library(choices.library))
        by_id = {document.id: document for document in bundle.documents}
        for document in bundle.documents:
            above = by_id.get(document.parent or "")
            if above is None:
                continue
            compared += 1
            known = {words for _, words in leden(above) if len(words) > LONG}
            twice += [
                (document.outline.kind, name, words)
                for name, words in leden(document)
                if words in known and name != CLOSING
            ]
    assert compared > 10
    assert twice == []


def test_drafting_notes_name_no_numbers_of_facts(library: Library) -> None:
    numbers = re.compile(r"\b[FD]\d{2,3}[a-z]?\b")
    named = [
        clause.id
        for clause in library.all_clauses()
        if any(map(numbers.search, (*clause.origin, clause.note)))
    ]
    assert named == []
    bundle = made(text(), library)
    data = document_bytes(bundle, bundle.documents[0].id, WriteOptions(notes=True))
    notes = ooxml.text(ooxml.root(data, "word/comments.xml"))
    assert not numbers.search(notes)
    assert "Andere varianten: geen" not in notes


CONDITIONS = re.compile(
    r"(?:\bals|\bzodra|\bomdat|is voldaan|als een andere partij):\n((?:   .*\n)+)"
)


def test_a_list_of_conditions_says_whether_all_or_one_of_them_counts(library: Library) -> None:
    left_open = []
    found = 0
    for clause in library.all_clauses():
        for items in CONDITIONS.findall(clause.text):
            *most, _ = re.split(r"(?m)^   1\. ", items)[1:] or [""]
            if most and "{%" not in items:
                found += 1
                if not re.search(r"; (?:en|of)\s*$", most[-1]):
                    left_open.append((clause.id, most[-1].strip()[-60:]))
    assert found > 5
    assert left_open == []
