"""A value whose places say different things: a row, a lid or a signature that was copied with its
controls and typed over, or a value that was changed in one of its places.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from dlr_docs import load_library, read_document, update
from dlr_docs.files.installation import default_library_path
from dlr_docs.model.library import Library
from dlr_docs.revise.compare.comparing import compare
from dlr_docs.revise.filling_back import values_back
from dlr_docs.revise.update.updating import Updated
from dlr_docs.word.read.lines import read_lines
from tests.ooxml import parts, schema_errors
from tests.revise.conftest import rewrite
from tests.revise.edits import edited, paragraph, plain, replaced
from tests.samples import agreement, bundle_of

SIGNS = "partijen.spoor.vertegenwoordiger.naam"
BOARD = "partijen.linde.bevoegd_gezag"
TERM = "termijn_inschrijfgegevens"
_ROW = re.compile(r"<w:tr>(?:(?!</w:tr>).)*B\. Jansen(?:(?!</w:tr>).)*</w:tr>", re.DOTALL)
_BY = 'w:author="J. de Vries" w:date="2027-03-01T10:00:00Z"'


def signing(data: bytes, original: str, copied: str, *, is_above: bool = False) -> bytes:
    """A document in which the row of a signature was copied, and both rows were typed over."""

    def change(text: str) -> str:
        old = _ROW.findall(text)[-1]
        both = [plain(old).replace("B. Jansen", name) for name in (original, copied)]
        return text.replace(old, "".join(reversed(both) if is_above else both))

    return edited(data, change)


def copied_lid(data: bytes, words: str, old: str, new: str) -> bytes:
    """A document in which a lid was copied and its value typed over in the copy."""

    def change(text: str) -> str:
        found = paragraph(text, words)
        return text.replace(found, found + plain(found).replace(f">{old}<", f">{new}<"), 1)

    return edited(data, change)


def shown(result: Updated) -> list[str]:
    """The lines of what was made, with plain spaces."""
    assert schema_errors(result.data) == []
    return [line.replace("\u00a0", " ") for line in read_lines(result.data)]


def signatures(result: Updated) -> list[str]:
    return [line.split(" / ")[1] for line in shown(result) if "Handtekening" in line]


def changed_name(name: str) -> dict[str, Any]:
    data = agreement()
    data["partijen"]["spoor"]["vertegenwoordiger"]["naam"] = name
    return data


@pytest.mark.parametrize("is_above", [False, True])
def test_a_copied_row_keeps_its_words_and_the_row_it_was_copied_from_its_own(
    made: bytes, library: Library, *, is_above: bool
) -> None:
    data = signing(made, "B. Jansen", "K. Vos", is_above=is_above)
    result = update(read_document(data), bundle_of(agreement(), library))
    assert sorted(signatures(result)) == ["A. de Wit", "B. Jansen", "K. Vos"]
    (left,) = (item for item in result.undecided if item.path == SIGNS)
    assert (left.hand, left.ours) == ("K. Vos", "B. Jansen")
    assert not any(change.path == SIGNS for change in result.kept)
    again = update(read_document(result.data), bundle_of(agreement(), library))
    assert shown(again) == shown(result)


def test_the_row_that_was_copied_from_follows_the_choices(made: bytes, library: Library) -> None:
    data = signing(made, "B. Jansen", "K. Vos")
    result = update(read_document(data), bundle_of(changed_name("C. Mol"), library))
    assert signatures(result) == ["A. de Wit", "C. Mol", "K. Vos"]


def test_both_rows_typed_over_keep_their_words(made: bytes, library: Library) -> None:
    data = signing(made, "L. Bos", "K. Vos")
    result = update(read_document(data), bundle_of(changed_name("C. Mol"), library))
    assert signatures(result) == ["A. de Wit", "L. Bos", "K. Vos"]
    assert any("B. Jansen" not in line and "C. Mol" in line for line in shown(result))


def test_a_copy_that_says_the_same_follows(made: bytes, library: Library) -> None:
    data = signing(made, "B. Jansen", "B. Jansen")
    result = update(read_document(data), bundle_of(changed_name("C. Mol"), library))
    assert signatures(result) == ["A. de Wit", "C. Mol", "C. Mol"]
    assert not result.undecided


def test_a_copied_lid_keeps_its_value_as_words(made: bytes, library: Library) -> None:
    data = copied_lid(made, "De school levert uiterlijk", "zes weken", "acht weken")
    result = update(read_document(data), bundle_of(agreement(), library))
    terms = [line for line in shown(result) if "De school levert uiterlijk" in line]
    assert ["acht weken" in line for line in terms] == [False, True]
    assert "zes weken" in terms[0]
    assert [item.path for item in result.undecided] == [TERM]


def test_a_question_stays_when_only_its_copy_was_answered(made: bytes, library: Library) -> None:
    question = "[Hoe lang duurt de leerroute, gerekend vanaf de start in het vmbo?]"
    data = copied_lid(made, "De leerroute begint in het derde", question, "zes jaar")
    found, ours = read_document(data), bundle_of(agreement(), library)
    lines = [line for line in shown(update(found, ours)) if "De leerroute begint in het" in line]
    assert [question in line for line in lines] == [True, False]
    assert "zes jaar" in lines[1]
    fills, left = values_back(found, ours)
    assert not fills
    assert [(item.name, item.shown) for item in left] == [("duur_leerroute", ("zes jaar",))]
    assert "gekopieerd" in left[0].reason


@pytest.mark.parametrize(("original", "copied"), [("B. Jansen", "K. Vos"), ("L. Bos", "K. Vos")])
def test_what_differs_from_its_copy_does_not_go_back(
    made: bytes, library: Library, original: str, copied: str
) -> None:
    found = read_document(signing(made, original, copied))
    fills, left = values_back(found, bundle_of(agreement(), library))
    assert not fills
    assert [item.name for item in left] == [SIGNS]
    assert copied in left[0].shown


def test_a_value_that_was_changed_in_one_place_is_no_other_value(
    made: bytes, library: Library
) -> None:
    data = replaced(made, ">Stichting De Linde<", ">Stichting De Eik<")
    result = update(read_document(data), bundle_of(agreement(), library))
    text = "\n".join(shown(result))
    assert text.count("Stichting De Eik") == text.count("Stichting De Linde") == 1
    assert [item.path for item in result.undecided] == [BOARD]
    again = update(read_document(result.data), bundle_of(agreement(), library))
    assert shown(again) == shown(result)
    comments = parts(again.data)["word/comments.xml"].decode()
    assert comments.count(f"Gegeven {BOARD}") == 1


def test_words_in_place_of_a_value_keep_the_article_that_the_choices_drop(
    made: bytes, library: Library
) -> None:
    def change(text: str) -> str:
        old = paragraph(text, "Na een melding van ongeoorloofd verzuim")
        law = paragraph(text, "is Nederlands recht van toepassing")
        text = text.replace(law, law + plain(old), 1)
        return text.replace(old, old.replace(">één week<", ">tien dagen<"), 1)

    choices = agreement()
    choices["documenten"][0]["keuzes"] = {"verzuim": "geen"}
    result = update(read_document(edited(made, change)), bundle_of(choices, library))
    assert any("binnen tien dagen" in line for line in shown(result))
    assert any("binnen één week" in line for line in shown(result))
    assert "vervallen en gewijzigd" in [item.kind for item in result.undecided]


def test_a_value_that_a_hand_changed_keeps_the_article_that_the_choices_drop(
    made: bytes, library: Library
) -> None:
    def change(text: str) -> str:
        old = paragraph(text, "Na een melding van ongeoorloofd verzuim")
        return text.replace(old, old.replace(">één week<", ">tien dagen<"), 1)

    choices = agreement()
    choices["documenten"][0]["keuzes"] = {"verzuim": "geen"}
    result = update(read_document(edited(made, change)), bundle_of(choices, library))
    assert any("binnen tien dagen" in line for line in shown(result))
    assert [item.kind for item in result.undecided] == ["vervallen en gewijzigd"]
    dropped = update(read_document(made), bundle_of(choices, library))
    assert not any("ongeoorloofd verzuim" in line for line in shown(dropped))


def tracked(data: bytes) -> bytes:
    """A document in which a term was typed over while changes were tracked."""
    return replaced(
        data,
        "<w:r><w:t>zes weken</w:t></w:r></w:sdtContent>",
        f'<w:del w:id="9001" {_BY}><w:r><w:delText>zes weken</w:delText></w:r></w:del>'
        f'<w:ins w:id="9002" {_BY}><w:r><w:t>acht weken</w:t></w:r></w:ins></w:sdtContent>',
    )


def test_a_tracked_change_of_a_value_stays_tracked(made: bytes, library: Library) -> None:
    choices = agreement()
    choices["documenten"][0]["gegevens"]["regio"] = "Het Gooi"
    result = update(read_document(tracked(made)), bundle_of(choices, library))
    found = read_document(result.data)
    assert found.values[TERM].shown == ("acht weken",)
    changes = [change for block in found.blocks for change in block.changes]
    assert [(change.kind, change.author, change.text) for change in changes] == [
        ("del", "J. de Vries", "zes weken"),
        ("ins", "J. de Vries", "acht weken"),
    ]
    assert any("Het Gooi" in line for line in shown(result))
    again = update(found, bundle_of(choices, library))
    assert replace(again, data=b"") == replace(result, data=b"", followed=())
    assert [c for b in read_document(again.data).blocks for c in b.changes] == changes


def test_a_tracked_change_of_a_value_stays_tracked_where_the_library_says_it_otherwise(
    made: bytes, tmp_path: Path
) -> None:
    library = default_library_path()
    for name in ("clauses", "templates"):
        shutil.copytree(library / name, tmp_path / name)
    rewrite(tmp_path / "clauses" / "inschrijving", "De school levert", "De school verstrekt")
    bundle = bundle_of(agreement(), load_library(tmp_path))
    result = update(read_document(tracked(made)), bundle)
    assert not result.undecided
    (line,) = (block for block in read_document(result.data).blocks if block.changes)
    assert line.words.startswith("De school verstrekt")
    assert [(it.kind, it.text) for it in line.changes] == [
        ("del", "zes weken"),
        ("ins", "acht weken"),
    ]
    assert schema_errors(result.data) == []


def test_a_value_that_was_retyped_under_tracking_and_follows_is_told(
    made: bytes, library: Library
) -> None:
    again = f'<w:ins w:id="9002" {_BY}><w:r><w:t>zes weken</w:t></w:r></w:ins>'
    data = replaced(
        made,
        "<w:r><w:t>zes weken</w:t></w:r></w:sdtContent>",
        f'<w:del w:id="9001" {_BY}><w:r><w:delText>zes weken</w:delText></w:r></w:del>'
        f"{again}</w:sdtContent>",
    )
    assert not update(read_document(data), bundle_of(agreement(), library)).undecided
    choices = agreement()
    choices["documenten"][0]["gegevens"][TERM] = "tien weken"
    result = update(read_document(data), bundle_of(choices, library))
    (left,) = result.undecided
    assert (left.path, left.hand, left.ours) == (TERM, "zes weken", "tien weken")
    assert "bijgehouden" in left.reason
    assert f"Gegeven {TERM}" in parts(result.data)["word/comments.xml"].decode()


@pytest.mark.parametrize("tracked_away", [False, True])
def test_a_value_that_was_taken_out_is_told_once_and_has_its_comment(
    made: bytes, library: Library, *, tracked_away: bool
) -> None:
    gone = f'<w:del w:id="9001" {_BY}><w:r><w:delText>zes weken</w:delText></w:r></w:del>'
    data = replaced(
        made,
        "<w:r><w:t>zes weken</w:t></w:r></w:sdtContent>",
        f"{gone if tracked_away else ''}</w:sdtContent>",
    )
    found, ours = read_document(data), bundle_of(agreement(), library)
    (change,) = compare(found, ours).by_hand
    assert change.kind == "gewijzigd"
    assert [item.text for item in change.words if item.state == "was"] == ["zes weken"]
    result = update(found, ours)
    (left,) = result.undecided
    assert left.place.startswith("artikel 4 ")
    assert f"Gegeven {TERM}" in parts(result.data)["word/comments.xml"].decode()


_CONTROL = re.compile(r"<w:sdt>(?:(?!</w:sdt>).)*>zes weken<(?:(?!</w:sdt>).)*</w:sdt>")


def typed_beside(before: str, held: tuple[str, ...], after: str) -> Callable[[str], str]:
    """A value of which a part stands beside its control, or in another one of the same value."""

    def run(words: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>' if words else ""

    def change(text: str) -> str:
        (old,) = (control for control in _CONTROL.findall(text) if TERM in control)
        controls = (old.replace(">zes weken<", f' xml:space="preserve">{it}<') for it in held)
        return text.replace(old, run(before) + "".join(controls) + run(after), 1)

    return change


@pytest.mark.parametrize(
    ("before", "held", "after"),
    [("", ("zes",), " weken"), ("zes ", ("weken",), ""), ("", ("zes", " weken"), ""),
     ("zes ", ("",), "weken")],
)  # fmt: skip
def test_a_value_that_was_only_divided_did_not_change(
    made: bytes, library: Library, before: str, held: tuple[str, ...], after: str
) -> None:
    found = read_document(edited(made, typed_beside(before, held, after)))
    ours = bundle_of(agreement(), library)
    assert compare(found, ours).by_hand == ()
    assert read_lines(update(found, ours).data) == read_lines(made)
    assert values_back(found, ours) == ((), ())


@pytest.mark.parametrize(
    ("before", "held", "after"),
    [("", ("acht",), " weken"), ("acht ", ("weken",), ""), ("", ("acht", " weken"), ""),
     ("", ("",), "acht weken"), ("acht weken", ("",), "")],
)  # fmt: skip
def test_a_value_that_was_divided_and_changed_is_told_as_it_reads(
    made: bytes, library: Library, before: str, held: tuple[str, ...], after: str
) -> None:
    found = read_document(edited(made, typed_beside(before, held, after)))
    ours = bundle_of(agreement(), library)
    (change,) = compare(found, ours).by_hand
    assert (change.kind, change.was, change.now) == ("waarde", "zes weken", "acht weken")
    (fill,) = values_back(found, ours)[0]
    assert (fill.name, fill.now) == (TERM, "acht weken")
    result = update(found, ours)
    assert any("uiterlijk acht weken voordat" in line for line in shown(result))
    assert read_document(result.data).values[TERM].shown == ("acht weken",)
    assert not result.undecided


def test_words_beside_a_whole_value_are_words(made: bytes, library: Library) -> None:
    data = edited(made, typed_beside("", ("zes weken",), " na de start"))
    found, ours = read_document(data), bundle_of(agreement(), library)
    (change,) = compare(found, ours).by_hand
    assert change.kind == "gewijzigd"
    assert values_back(found, ours) == ((), ())
    assert any("zes weken na de start" in line for line in shown(update(found, ours)))
