"""Where a document made anew says that something is: in the numbers that it has itself."""

from __future__ import annotations

import pytest

from dlr_docs import read_document, update
from dlr_docs.model.library import Library
from dlr_docs.revise.update.updating import Updated
from tests.revise.edits import article, edited, plain
from tests.samples import agreement, bundle_of, docx_of

ONE = "Bekostiging"


@pytest.fixture(scope="module")
def without(library: Library) -> bytes:
    """A document without an article, and with a value typed over behind it."""

    def change(text: str) -> str:
        text = text.replace(article(text, ONE), "", 1)
        return text.replace(">1\u00a0augustus 2027<", ">1 september 2027<")

    return edited(docx_of(agreement(), library), change)


def updated(data: bytes, library: Library, **keuzes: str) -> Updated:
    choices = agreement()
    choices["gegevens"]["ingangsdatum"] = "2027-10-01"
    choices["documenten"][0]["keuzes"] = keuzes
    return update(read_document(data), bundle_of(choices, library))


def numbers(data: bytes) -> dict[str, int]:
    """The articles of a document by the topic they are of."""
    blocks = read_document(data).blocks
    return {block.topic: block.place[0] for block in blocks if block.kind == "artikel"}


def test_what_a_person_decides_is_where_the_new_document_has_it(
    without: bytes, library: Library
) -> None:
    result = updated(without, library)
    (place,) = (item.place for item in result.undecided if item.path == "ingangsdatum")
    assert place.startswith(f"artikel {numbers(result.data)['bedrijfsleven']} (")


def test_what_followed_is_numbered_as_the_file(without: bytes, library: Library) -> None:
    result = updated(without, library, toetreding="eigen-voorwaarden")
    (change,) = (item for item in result.followed if item.topic == "toetreding")
    assert change.place == f"artikel {numbers(without)['toetreding']} (Toetreding)"


def test_an_article_that_the_choices_dropped_has_the_number_of_the_file(
    without: bytes, library: Library
) -> None:
    result = updated(without, library, verzuim="geen")
    (change,) = (item for item in result.followed if item.kind == "verwijderd")
    assert change.place == f"artikel {numbers(without)['verzuim']} (Verzuim)"


def test_of_a_tracked_move_that_goes_it_is_told(library: Library) -> None:
    by = 'w:id="70" w:author="M. Jansen" w:date="2027-03-01T09:00:00Z"'

    def track(text: str) -> str:
        old = article(text, "Toetreding")
        heading = old[: old.index("</w:p>") + len("</w:p>")]
        lid = old[len(heading) :].split("</w:p>")[0] + "</w:p>"
        run = plain(lid)[plain(lid).index("<w:r>") :].removesuffix("</w:p>")
        return text.replace(run, f"<w:moveTo {by}>{run}</w:moveTo>", 1)

    data = edited(docx_of(agreement(), library), track)
    result = updated(data, library, toetreding="eigen-voorwaarden")
    told = [item for item in result.undecided if item.kind == "bijgehouden wijziging vervalt"]
    assert [item.place for item in told] == [
        f"artikel {numbers(result.data)['toetreding']} (Toetreding), lid 1"
    ]
