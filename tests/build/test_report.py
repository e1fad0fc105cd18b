"""What ``controleer`` tells about a bundle."""

from __future__ import annotations

import json
import re

import pytest

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Place, warning
from dlr_docs.build.checks.coverage import state_of_the_law
from dlr_docs.build.report import (
    DISCLAIMER,
    Report,
    as_data,
    as_short_text,
    as_text,
    library_name,
    make_report,
    verdict,
)
from dlr_docs.model.library import Library
from tests.samples import agreement, bundle_of
from tests.small import CHOICES, OUTLINE, SmallLibrary


@pytest.fixture(scope="module")
def report(library: Library) -> Report:
    return make_report(
        bundle_of(agreement(), library),
        [warning(codes.ONGEBRUIKT_GEGEVEN, "kijk nog eens", Place("gegevens.x"))],
    )


def test_the_report_shows_every_mandatory_subject_with_its_article(report: Report) -> None:
    text = as_text(report)
    assert "Verplichte inhoud (artikel\u00a02.107b, tweede lid, WVO\u00a02020)" in text
    for item in report.cover:
        (line,) = [
            line
            for line in text.splitlines()
            if line.startswith(f"    {item.requirement.letter}  ")
        ]
        assert item.status in line
        assert f"artikel {item.articles[0].number}" in line
        assert line.endswith(item.requirement.description)


def test_the_report_shows_every_open_value_with_its_question(report: Report) -> None:
    text = as_text(report)
    assert f"Nog in te vullen ({len(report.open_values)})" in text
    for item in report.open_values:
        assert f"{item.value.path}: {item.value.question}" in text


def test_the_report_says_which_law_it_knows_and_that_a_lawyer_must_read_it(report: Report) -> None:
    text = as_text(report)
    assert state_of_the_law(report.bundle) in text
    assert "Stand van de wet in de bibliotheek: 1\u00a0augustus 2026." in text
    assert text.endswith(f"{DISCLAIMER}\n")


def test_warnings_from_before_the_checks_are_in_the_report(report: Report) -> None:
    assert "  waarschuwing: kijk nog eens [ongebruikt-gegeven]" in as_text(report).splitlines()


def test_open_values_are_not_said_twice(report: Report) -> None:
    assert "[open-gegeven]" not in as_text(report)


def test_a_report_without_messages_says_so(small_library: SmallLibrary) -> None:
    text = as_text(make_report(small_library.bundle(), []))
    assert "\nMeldingen: geen\n" in text
    assert text.startswith("Proef (concept)\n\nbrief: Brief, 1 artikel\n")
    assert "partijen en ondertekening" in text


def test_the_short_report_has_a_line_for_each_document(
    report: Report, small_library: SmallLibrary
) -> None:
    lines = as_short_text(report).splitlines()
    document = report.bundle.documents[0].id
    count = len(report.cover)
    assert lines[0].startswith(f"{document}: {count} van {count} verplichte onderwerpen, nog ")
    assert lines[-1] == "In orde: 0 fouten, 2 waarschuwingen."
    short = as_short_text(make_report(small_library.bundle(), []))
    assert short == "brief: nog 5 in te vullen\nIn orde: 0 fouten.\n"


def test_a_subject_that_is_missing_is_named_in_the_short_report(
    small_library: SmallLibrary,
) -> None:
    small_library.write("templates/brief.yaml", OUTLINE + "eisen: groep\n")
    text = as_short_text(make_report(small_library.bundle(), []))
    assert re.search(r"0 van \d+ verplichte onderwerpen \(niet: [a-z, ]+\)", text)
    assert "Niet in orde: " in text


def test_a_definitive_bundle_with_open_values_is_told_why_it_is_refused(
    small_library: SmallLibrary,
) -> None:
    bundle = small_library.bundle(f"status: definitief\n{CHOICES}")
    made = make_report(bundle, [])
    still_open = sum(problem.code == "open-gegeven" for problem in made.problems)
    assert still_open > 1
    assert verdict(made) == (
        f"Niet in orde: {still_open} open gegevens (het bestand zegt definitief)."
    )


def test_a_report_names_its_library(report: Report) -> None:
    assert "\nBibliotheek: " in as_text(report)
    assert as_data(report)["bibliotheek"] == library_name(report.bundle.library)


def test_what_is_missing_and_what_is_open_stands_under_its_subject(
    small_library: SmallLibrary,
) -> None:
    small_library.write("templates/brief.yaml", OUTLINE + "eisen: groep\n")
    small_library.clause("doel/algemeen", "{{ regio }}", "eisen: [eis-a, eis-b.opzegging]")
    lines = [line.strip() for line in as_text(make_report(small_library.bundle(), [])).splitlines()]
    assert "open: regio" in lines
    assert "nog niet geregeld: wijziging" in lines


def test_the_report_for_programs_holds_the_same(report: Report) -> None:
    data = json.loads(json.dumps(as_data(report)))
    assert (data["bundel"], data["status"], data["stand_van_de_wet"]) == (
        "Doorlopende leerroute Techniek",
        "concept",
        "2026-08-01",
    )
    assert [item["letter"] for item in data["dekking"]] == list("abcdefghij")
    assert all(set(item["clausules"]) and item["artikelen"] for item in data["dekking"])
    assert [item["gegeven"] for item in data["open_gegevens"]] == [
        item.value.path for item in report.open_values
    ]
    assert data["problemen"][0]["code"] == "ongebruikt-gegeven"
    assert len(data["problemen"]) == len(report.problems)


def test_a_definitive_bundle_is_called_that(small_library: SmallLibrary) -> None:
    made = make_report(small_library.bundle(CHOICES + "status: definitief\n"), [])
    assert as_data(made)["status"] == "definitief"
    assert as_text(made).startswith("Proef (definitief)")
