"""Articles and values of the parties' own: the same language, checks and references as a clause."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dlr_docs import WriteOptions, build_bundle, check_bundle, document_bytes, read_document
from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.build.pipeline import build_with_warnings
from dlr_docs.build.report import as_data, as_text, make_report
from dlr_docs.choices.file import parse_choices
from dlr_docs.choices.new.supplement import supplemented
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.revise.rebuild import rebuild
from dlr_docs.series.table.columns import columns_of
from dlr_docs.word.read.lines import as_text as text_of
from tests import ooxml
from tests.small import make_small_library

HEAD = """\
bundel: Proef
partijen:
  linde: {soort: school}
eigen_gegevens:
  huur: {soort: bedrag, vraag: Wat kost het lokaal?}
documenten:
  - soort: brief
    keuzes: {extra: geen}
    eigen_artikelen:
"""
ROOM = """\
      - id: lokaal
        titel: Gebruik van het lokaal
        na: extra
        tekst: |
          1. {{ anker("huur") }}De huur is {{ huur }}, zie {{ artikel("doel") }}.
          1. De school:
             1. ruimt op.
"""
LAST = """\
      - {id: slot, titel: Slot, tekst: '1. Zie {{ lid("lokaal.huur") }}.'}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return make_small_library(tmp_path_factory.mktemp("klein")).load()


def made(text: str, library: Library) -> Bundle:
    return build_bundle(parse_choices(text, "k.yaml"), library)


def wrong(text: str, library: Library) -> list[tuple[str, int | None]]:
    with pytest.raises(DlrDocsError) as caught:
        made(text, library)
    return [
        (item.code, item.source.line if item.source else None) for item in caught.value.problems
    ]


def test_an_article_stands_where_a_topic_that_is_left_out_would_have_stood(small: Library) -> None:
    document = made(
        HEAD + LAST.replace('1. Zie {{ lid("lokaal.huur") }}.', "1. Einde.") + ROOM, small
    )
    topics = [artikel.topic for artikel in document.documents[0].artikelen]
    order = [item.topic for item in small.outlines["brief"].topics if item.topic in topics]
    assert "extra" not in topics
    assert (
        topics.index("lokaal")
        == len([topic for topic in order if order.index(topic) < len(order) and topic != "slot"])
        or topics[-1] == "slot"
    )
    assert topics[-1] == "slot"


def test_it_is_numbered_referred_to_and_filled_in(small: Library) -> None:
    text = HEAD.replace("documenten:", "gegevens: {huur: 125}\ndocumenten:") + ROOM + LAST
    bundle = made(text, small)
    shown = text_of(document_bytes(bundle, "brief")).replace("\u00a0", " ").replace("\u202f", " ")
    number = next(item.number for item in bundle.documents[0].artikelen if item.topic == "lokaal")
    assert f"artikel {number} Gebruik van het lokaal" in shown
    assert "1. De huur is € 125,00, zie artikel 1." in shown
    assert f"1. Zie artikel {number}, lid 1." in shown


def test_a_value_of_its_own_is_asked(small: Library) -> None:
    text = HEAD + ROOM
    assert "huur" in {
        value.path for value in made(text, small).documents[0].values.values() if value.is_open
    }
    added = supplemented(text, "k.yaml", {}, small)
    assert ("documenten", 0, "gegevens", "huur") in [item.path for item in added.added]
    assert "# Wat kost het lokaal?" in added.text
    assert "documenten.brief.gegevens.huur" in columns_of(parse_choices(text), small)


def test_a_value_of_its_own_is_judged_as_any_other(small: Library) -> None:
    text = HEAD.replace("documenten:", "gegevens: {huur: veel}\ndocumenten:") + ROOM
    assert wrong(text, small) == [("verkeerde-waarde", 6)]
    _, warnings = build_with_warnings(
        parse_choices(text.replace("veel", "1").replace("{{ huur }}", "niets"), "k.yaml"), small
    )
    assert "ongebruikt-gegeven" in {item.code for item in warnings}


@pytest.mark.parametrize(
    ("was", "wordt", "found"),
    [
        ("na: extra", "na: ekstra", [("onbekend-onderwerp", 12)]),
        ("na: extra", "na: slot", [("onbekend-onderwerp", 12)]),
        ("id: slot", "id: lokaal", [("dubbel-id", 17)]),
        ("id: slot", "id: doel", [("gereserveerde-naam", 17)]),
        ("  huur: {", "  regio: {", [("gegeven-niet-omschreven", 14), ("gereserveerde-naam", 5)]),
        ("  huur: {", "  artikel: {", [("gegeven-niet-omschreven", 14), ("gereserveerde-naam", 5)]),
        ("soort: bedrag", "soort: keuze", [("geen-opties", 5)]),
        ("{{ huur }}", "{{ huurr }}", [("gegeven-niet-omschreven", 14)]),
        ("{{ huur }}", "{{ huur.__class__ }}", [("jinja-niet-toegestaan", 14)]),
        ("{{ huur }}", "{{ huur ", [("jinja-fout", 14)]),
        ('artikel("doel")', 'artikel("doell")', [("verwijzing-ontbreekt", 14)]),
        ('{{ artikel("doel") }}', '{{ wet("weg") }}', [("onbekende-wet", 14)]),
        ("1. ruimt op.", "# Kop", [("markdown-niet-toegestaan", 16)]),
        ("        na: extra\n", "        eisen: weg\n", [("onbekende-waarde", 12)]),
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_line(
    was: str, wordt: str, found: list[tuple[str, int]], small: Library
) -> None:
    text = HEAD + ROOM + LAST.replace('{{ lid("lokaal.huur") }}', "het lokaal")
    assert was in text
    assert wrong(text.replace(was, wordt, 1), small) == found


def test_nobody_takes_it_for_text_of_the_library(small: Library) -> None:
    bundle = made(HEAD + ROOM, small)
    report = make_report(bundle, [])
    number = next(item.number for item in bundle.documents[0].artikelen if item.topic == "lokaal")
    assert "  Eigen tekst, niet nagekeken (1)\n" in as_text(report)
    assert as_data(report)["eigen_tekst"] == [
        {"document": "brief", "id": "lokaal", "titel": "Gebruik van het lokaal", "artikel": number}
    ]
    noted = ooxml.parts(document_bytes(bundle, "brief", WriteOptions(notes=True)))
    remarks = noted["word/comments.xml"].decode()
    assert "Eigen tekst, niet nagekeken." in remarks
    assert "Gekozen variant: lokaal" not in remarks


def test_a_subject_that_it_covers_is_to_be_read(library: Library) -> None:
    text = """\
bundel: B
partijen: {a: {soort: school}, b: {soort: instelling}}
documenten:
  - soort: convenant
    eigen_artikelen:
      - {id: eigen-doel, titel: Ons doel, na: begripsbepalingen, eisen: [EIS], tekst: 1. Wij doen dit samen.}
"""
    subject = library.law.subjects(library.outlines["convenant"].requirements)[0]
    bundle = made(text.replace("EIS", subject.coverable[0]), library)
    (cover,) = [item for item in make_report(bundle, []).cover if item.requirement == subject]
    assert cover.status == "zelf-ingevuld"
    assert "eigen-doel" in cover.own_values


def test_it_travels_in_the_choice_file_and_is_made_again(small: Library) -> None:
    data = document_bytes(made(HEAD + ROOM + LAST, small), "brief")
    found = read_document(data)
    assert rebuild(found, small).data() == data
    assert "eigen_gegevens:\n  huur:\n    soort: bedrag\n" in found.provenance.choices
    assert "{{" not in found.provenance.choices  # a reader would take it for a tag that was left
    assert [clause.id for clause in found.clauses][-2:] == ["lokaal/eigen", "slot/eigen"]


def test_rows_of_a_series_share_it(small: Library) -> None:
    one, other = (made(HEAD + ROOM, small).documents[0] for _ in range(2))
    assert one.wording is other.wording


def test_it_is_not_kept_on_disk(
    small: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []

    def noted(kind: str, key: str, make: Callable[[], object]) -> object:
        kept.append(key)
        return make()

    monkeypatch.setattr("dlr_docs.clause.parsing.remembered", noted)
    monkeypatch.setattr("dlr_docs.clause.jinja.compile.remembered", noted)
    made(HEAD + ROOM.replace("ruimt op", "ruimt netjes op"), small)
    assert not [key for key in kept if "ruimt netjes op" in key]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1. Zulks geldt.", "'Zulks' hoort hier niet Schrijf: een gewoon woord."),
        ("1. Zie artikel 14.", "een artikelnummer staat niet in de tekst zelf"),
        ("1. De factuur noemt het onderwijsnummer.", "geen persoonsgebonden nummer"),
    ],
)
def test_words_that_the_library_does_not_use_are_a_warning_on_their_line(
    small: Library, line: str, words: str
) -> None:
    own = f"{HEAD}      - id: slot\n        titel: Slot\n        tekst: |\n          1. Eerst.\n"
    text = f"{own}          {line}\n"
    problems = check_bundle(made(text, small))
    (found,) = [item for item in problems if item.code == "eigen-tekst-woord"]
    assert words in f"{found.message} {found.hint}"
    assert (str(found.severity), str(found.source)) == ("waarschuwing", "k.yaml:14")
    ignored = f"negeer: {{eigen-tekst-woord: zo staat het in het contract}}\n{text}"
    assert "eigen-tekst-woord" not in {item.code for item in check_bundle(made(ignored, small))}
