"""The values that two documents both show."""

from __future__ import annotations

from dlr_docs.revise.changes.values import values_between
from dlr_docs.word.read.document import ReadValue


def value(*shown: str, question: str | None = None) -> ReadValue:
    return ReadValue("termijn", shown, "drie maanden", question)


def test_a_value_that_two_documents_show_otherwise_is_told() -> None:
    pairs = [
        (value("drie maanden"), value("een jaar")),
        (value(question="Hoe lang?"), value("een jaar")),
        (value("een jaar"), value(question="Hoe lang?")),
    ]
    for was, now in pairs:
        (change,) = values_between({"termijn": was}, {"termijn": now}, {"termijn": "artikel 3"})
        assert (change.was, change.now) == (" ".join(was.shown), " ".join(now.shown))


def test_of_a_value_that_stands_nowhere_any_more_the_text_around_it_tells() -> None:
    there, gone = {"termijn": value("drie maanden")}, {"termijn": value()}
    assert not [*values_between(there, gone, {}), *values_between(gone, there, {})]
