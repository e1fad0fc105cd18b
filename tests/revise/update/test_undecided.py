"""What a person has to decide of a document made anew, and the comments that say so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from dlr_docs import document_bytes, read_document, update
from dlr_docs.library.layers.history import Revision
from dlr_docs.model.blocks import Block, Remark
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.revise.update.telling import as_data, as_text
from dlr_docs.revise.update.text.merging import Step
from dlr_docs.revise.update.undecided import Undecided, comment_on, is_told
from dlr_docs.revise.update.updating import Updated
from dlr_docs.word.merge.remarks import UPDATER
from dlr_docs.word.read.blocks import LocatedBlock
from dlr_docs.word.read.lines import read_lines
from tests.ooxml import parts
from tests.repositories import committed, needs_git
from tests.revise.hand_edits import EDITS, Edit, main, on, styled, swap
from tests.samples import agreement, bundle_of
from tests.small import make_small_library

LAW = "is Nederlands recht van"


def made_anew(data: bytes, library: Library) -> Updated:
    return update(read_document(data), bundle_of(agreement(), library))


def comments(data: bytes) -> list[str]:
    """What the comments of this program say."""
    text = parts(data).get("word/comments.xml", b"").decode()
    found = re.findall(rf'<w:comment [^>]*w:author="{UPDATER}".*?</w:comment>', text, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", item) for item in found]


@pytest.mark.parametrize("look", ["<w:strike/>", '<w:highlight w:val="yellow"/>'])
def test_words_that_a_hand_struck_or_marked_stay_when_the_library_has_others(
    made: bytes, other_library: Library, look: str
) -> None:
    result = made_anew(main(on(LAW, styled(look))).do(made), other_library)
    assert [(item.kind, "Europees" in item.ours) for item in result.undecided] == [
        ("beide gewijzigd", True)
    ]
    assert [item.kind for item in result.kept] == ["opmaak"]
    assert look in parts(result.data)["word/document.xml"].decode()


def test_words_that_a_hand_marked_stay_when_the_choices_drop_them(
    made: bytes, library: Library
) -> None:
    marked = main(on("zij neemt ziekmeldingen aan", styled('<w:highlight w:val="yellow"/>')))
    data = agreement()
    data["documenten"][0]["keuzes"] = {"verzuim": "geen"}
    result = update(read_document(marked.do(made)), bundle_of(data, library))
    assert "zij neemt ziekmeldingen aan" in "\n".join(read_lines(result.data))
    assert [item.kind for item in result.undecided][:1] == ["vervallen en gewijzigd"]
    assert "opmaak" in [item.kind for item in result.kept]


def test_a_text_that_somebody_only_commented_on_follows_with_the_comment(
    made: bytes, other_library: Library
) -> None:
    result = made_anew(EDITS["a comment"].do(made), other_library)
    assert not result.undecided
    assert "is Europees recht van" in "\n".join(read_lines(result.data))
    kept = read_document(result.data)
    assert [remark.author for block in kept.blocks for remark in block.remarks] == ["J. de Vries"]
    assert not made_anew(result.data, other_library).undecided


def conflicted(made: bytes, library: Library) -> bytes:
    by_hand = main(on(LAW, swap("recht van", "recht, ook internationaal, van")))
    return made_anew(by_hand.do(made), library).data


def test_a_comment_stays_while_it_tells_what_the_library_says(
    made: bytes, other_library: Library
) -> None:
    once = conflicted(made, other_library)
    assert len(comments(once)) == 1
    assert "is Europees recht van" in comments(once)[0]
    assert comments(made_anew(once, other_library).data) == comments(once)


def test_a_comment_on_what_the_library_no_longer_says_goes(
    made: bytes, library: Library, other_library: Library
) -> None:
    back = made_anew(conflicted(made, other_library), library)
    assert [item.kind for item in back.undecided] == ["beide gewijzigd"]
    (comment,) = comments(back.data)
    assert "is Nederlands recht van" in comment
    assert "Europees" not in comment


def test_a_comment_on_a_text_that_the_hand_took_over_goes(
    made: bytes, other_library: Library
) -> None:
    once = conflicted(made, other_library)
    taken_over = swap("Nederlands recht, ook internationaal, van", "Europees recht van")
    result = made_anew(main(taken_over).do(once), other_library)
    assert not result.undecided
    assert not comments(result.data)


def regional(region: str, library: Library) -> Bundle:
    data = agreement()
    data["documenten"][0]["gegevens"]["regio"] = region
    return bundle_of(data, library)


def test_a_comment_on_a_value_stays_while_hand_and_choices_differ(
    made: bytes, library: Library
) -> None:
    typed = main(lambda text: text.replace("Eemland", "Amersfoort")).do(made)
    once = update(read_document(typed), regional("Het Gooi", library))
    (comment,) = comments(once.data)
    assert comment.endswith("Nieuwe tekst: Het Gooi")
    for region, left in (
        ("Het Gooi", [comment]),
        ("Amersfoort", []),
        ("Vallei", [comment.replace("Het Gooi", "Vallei")]),
    ):
        again = update(read_document(once.data), regional(region, library))
        assert comments(again.data) == left, region


def test_a_comment_on_a_value_that_the_hand_took_over_goes(made: bytes, library: Library) -> None:
    typed = main(lambda text: text.replace("Eemland", "Amersfoort")).do(made)
    once = update(read_document(typed), regional("Het Gooi", library)).data
    taken_over = main(lambda text: text.replace("Amersfoort", "Het Gooi")).do(once)
    assert not comments(update(read_document(taken_over), regional("Het Gooi", library)).data)


def test_a_comment_on_what_is_lost_stays_until_a_person_takes_it_out(
    made: bytes, library: Library, other_library: Library
) -> None:
    looked = (
        '<w:rPrChange w:id="9100" w:author="J" w:date="2027-02-01T10:00:00Z"><w:rPr/></w:rPrChange>'
    )
    once = made_anew(main(on(LAW, styled(looked))).do(made), other_library)
    assert [item.kind for item in once.undecided] == ["bijgehouden wijziging vervalt"]
    assert len(comments(once.data)) == 1
    for now in (other_library, library):
        again = made_anew(once.data, now)
        assert not again.undecided
        assert comments(again.data) == comments(once.data)


def test_a_comment_that_somebody_answered_stays(
    made: bytes, library: Library, other_library: Library
) -> None:
    once = conflicted(made, other_library)
    extended = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>'
        "</w15:commentsEx>"
    )
    marked = Edit(
        {
            "word/comments.xml": lambda text: re.sub(
                rf'(<w:comment [^>]*"{UPDATER}"[^>]*>)<w:p>(.*?)<w:p>',
                r'\1<w:p>\2<w:p w14:paraId="00000001">',
                text,
                count=1,
            )
        },
        files={"word/commentsExtended.xml": extended.encode()},
    )
    assert len(comments(made_anew(marked.do(once), library).data)) == 2


@needs_git
def test_what_to_decide_and_its_comment_say_why_the_library_changed_and_stay_so(
    tmp_path: Path,
) -> None:
    small = make_small_library(tmp_path)
    text = "1. De eerste regel blijft.\n1. De partijen overleggen elk jaar.\n"
    small.clause("doel/algemeen", text)
    committed(tmp_path, "Begin", 1)
    data = document_bytes(small.bundle(), "brief")
    small.clause("doel/algemeen", text.replace("elk jaar", "elke maand"))
    committed(tmp_path, "Vaker overleg", 2)
    ours = small.bundle()
    followed = update(read_document(data), ours)
    assert [item.why for item in followed.followed[0].reasons] == ["Vaker overleg"]
    assert "in de bibliotheek: 2027-01-02, Proef: Vaker overleg" in as_text(followed)

    by_hand = main(on("overleggen elk jaar", swap("elk jaar", "elk jaar in mei"))).do(data)
    once = update(read_document(by_hand), ours)
    assert as_data(once)["te_beslissen"][0]["waarom"][0]["waarom"] == "Vaker overleg"
    assert "in de bibliotheek: 2027-01-02, Proef: Vaker overleg" in as_text(once)
    (comment,) = comments(once.data)
    why, _, new = comment.partition("Nieuwe tekst: ")
    assert "In de bibliotheek: 2 januari 2027, Proef: Vaker overleg" in why.replace("\u00a0", " ")
    assert new == "De partijen overleggen elke maand."
    again = update(read_document(once.data), ours)
    assert comments(again.data) == [comment]
    assert not again.undecided


def test_a_comment_on_a_value_counts_as_told_also_without_why_the_library_changed() -> None:
    reason = Revision("1", "Proef", "2027-01-02", "Andere termijn", "", None)
    item = Undecided("", "gegeven", "drie", "vier", "op twee plaatsen", path="termijn")
    told = Remark(UPDATER, "", comment_on(replace(item, reasons=(reason,))))
    block = Block("lid", "Lid", remarks=(told,))
    step = Step(None, LocatedBlock(block, "", None), takes_theirs=True)
    assert is_told(step, item)
    assert not is_told(step, replace(item, ours="vijf"))
