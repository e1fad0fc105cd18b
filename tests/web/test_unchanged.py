"""A form that is saved as it was opened leaves the file to the letter, comments too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dlr_docs.model.library import Library
from tests.web.client import Browser
from tests.web.crawling import EXAMPLES, crawled, forms_of, sent_by, with_example

# Buttons that do something by themselves, and forms for what is not there yet.
_ACTS = re.compile(r"/(?:stop|kopie|nieuw|stap|weg|partij|documenten|negeer|terug|reeks|rijen)$")


@pytest.mark.zwaar
@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_form_of_every_example_saved_as_it_was_opened_changes_nothing(
    example: Path, library: Library, tmp_path: Path
) -> None:
    assert library.outlines
    path = with_example(example, tmp_path)
    before = path.read_bytes()
    browser = Browser(tmp_path).enter()
    sent = set()
    for page in crawled(browser, f"/bundel/{example.name}/invullen").values():
        assert page.status == 200
        for form in forms_of(page):
            is_new = "/eigen/" in form.action and not form.xpath(".//input[@name='nummer']")
            if _ACTS.search(form.action) or is_new:
                continue
            answer = browser.send(form.action, sent_by(form))
            assert answer.status == 303, (page.address, form.action)
            assert path.read_bytes() == before, (page.address, form.action)
            sent.add(form.action.rpartition("/")[2])
    assert sent >= {"invullen", "artikel", "opzet", "document", "meenemen", "bestand"}


def test_every_form_of_an_example_saved_as_it_was_opened_changes_nothing(
    library: Library, tmp_path: Path
) -> None:
    test_every_form_of_every_example_saved_as_it_was_opened_changes_nothing(
        EXAMPLES / "adviesaanvraag-medezeggenschap-minimaal.yaml", library, tmp_path
    )
