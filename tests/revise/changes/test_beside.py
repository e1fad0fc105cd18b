"""What a hand put beside words, told from what a document has itself."""

from __future__ import annotations

from dlr_docs.model.blocks import Beside, Block
from dlr_docs.revise.changes.beside import added, look, put, shown
from dlr_docs.word.read.beside import NEW_PAGE

NOTE, STRUCK = Beside("voetnoot", "Zie daar."), Beside("doorgehaald", "een paar woorden")


def block(*beside: Beside) -> Block:
    return Block("lid", "Lid", beside=beside)


def test_what_the_document_has_itself_is_not_added() -> None:
    assert [*added([block(NOTE)], put([block(NOTE)]))] == []
    assert [item for _, item in added([block(NOTE)], put([]))] == [NOTE]


def test_a_second_one_is_added() -> None:
    first, second = block(NOTE), block(NOTE)
    assert [*added([first, second], put([block(NOTE)]))] == [(second, NOTE)]


def test_a_part_of_words_that_had_the_look_is_not_added() -> None:
    assert [*added([block(Beside("doorgehaald", "paar"))], put([block(STRUCK)]))] == []
    other = Beside("onderstreept", "paar")
    assert [item for _, item in added([block(other)], put([block(STRUCK)]))] == [other]


def test_a_picture_is_known_by_what_it_shows() -> None:
    picture = Beside("afbeelding", "Een plattegrond", "a1")
    assert [*added([block(picture)], put([], {"a1"}))] == []
    assert [item for _, item in added([block(picture)], put([], {"b2"}))] == [picture]


def test_a_page_that_begins_where_one_did_is_not_added() -> None:
    new_page = Beside(NEW_PAGE, "")
    annex = Block("bijlage", "Bijlagetitel", document="kosten", beside=(new_page,))
    assert [*added([annex], put([annex]))] == []
    assert [item for _, item in added([block(new_page)], put([annex]))] == [new_page]
    assert look(new_page) == NEW_PAGE


def test_they_are_told_in_words() -> None:
    assert shown(NOTE) == "[voetnoot] Zie daar."
    assert shown(Beside("afbeelding", "")) == "[afbeelding]"
    assert look(STRUCK) == "doorgehaald: 'een paar woorden'"
