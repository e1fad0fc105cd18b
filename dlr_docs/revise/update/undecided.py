"""What a person has to decide of a document made anew, and the Word comments that say so."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis.dutch import show_date
from dlr_docs.library.layers.history import Revision
from dlr_docs.model.blocks import Block, Remark
from dlr_docs.revise.changes.difference import Difference, DifferenceKind
from dlr_docs.revise.changes.showing import Showing, plain
from dlr_docs.revise.compare.reasons import Reasons
from dlr_docs.revise.compare.telling import reason_words
from dlr_docs.revise.update.text.merging import Step
from dlr_docs.revise.update.values import CHANGED_TWICE
from dlr_docs.word.merge.remarks import UPDATER
from dlr_docs.word.read.document import Located
from dlr_docs.word.read.remarks import read_remarks

REASONS: Mapping[str, str] = {
    "beide gewijzigd": "de tekst van de hand staat er nog; de nieuwe staat in een opmerking",
    "verwijderd en gewijzigd": (
        "met de hand weggehaald of bij een ander lid gezet, en zo gebleven; wat bibliotheek of "
        "keuzes er nu zeggen, staat in een opmerking"
    ),
    "vervallen en gewijzigd": (
        "bibliotheek of keuzes hebben dit niet meer; iemand wijzigde er tekst of opmaak van, en "
        "het staat er nog"
    ),
    "toegevoegd en vervangen": (
        "met de hand toegevoegd in een artikel dat nu een andere variant heeft; ga na of het daar "
        "nog past, en waar"
    ),
    "verplaatst en vervangen": (
        "met de hand verplaatst in een artikel dat nu een andere variant heeft; ga na waar het "
        "hoort"
    ),
    "opmaak vervalt": "de tekst is nieuw; wat er aan de opmaak was gedaan, staat er niet meer",
    "bijgehouden wijziging vervalt": (
        "de tekst is nieuw; wat hier was bijgehouden, en door wie, staat er niet meer"
    ),
    "stijlen vervallen": (
        "de stijlen van het document waren weg; het nieuwe heeft weer die van het sjabloon, en wat "
        "het document in plaats daarvan had, staat er niet meer"
    ),
    "opmerking vervalt": "deze tekst is vervallen, en de opmerking daarbij ook",
    "opmerking verplaatst": (
        "deze tekst is vervallen; de opmerking staat nu bij de titel van het artikel"
    ),
    "zonder plaats": "het nieuwe document heeft de kop- of voettekst niet waarin dit stond",
    "nummer in een verwijzing": (
        "de verwijzing toont weer haar eigen nummer; is iets anders bedoeld, typ dan de hele "
        "verwijzing als gewone tekst"
    ),
    "verwijzing met een ander nummer": (
        "waar dit naar verwijst, is een onderdeel geworden, of juist een lid; de woorden voor het "
        "nummer passen niet meer"
    ),
    "verwijzing naar een ander artikel": (
        "het lid waar dit naar verwijst, staat nu in een ander artikel; noem dat artikel erbij"
    ),
    "verwijzing": "waar dit naar verwijst, staat er niet meer; het is nu gewone tekst",
}
# What of a hand is in the new document.
STAYS = (
    *("beide gewijzigd", "vervallen en gewijzigd", "toegevoegd en vervangen"),
    "verplaatst en vervangen",
)
# What of a hand is lost for good: the new text is there, and a comment says so until a person takes
# it out.
_LOST = ("opmaak vervalt", "bijgehouden wijziging vervalt")
_WHY = "\nIn de bibliotheek: "
_BESIDE, _BELOW = "staat in een opmerking", "staat hieronder"  # in the list, and in the comment
_NEW = "\nNieuwe tekst: "
_VALUE = "Gegeven "  # before the path of a value


class Undecided(Struct, frozen=True):
    """What a person has to decide: where, what was done twice or has no place any more, the text of
    the hand, the text of library and choices, and what it said when it was made, as far as there
    is any of these; and the commits by which the library says something else.
    """

    place: str
    kind: str
    hand: str
    ours: str
    reason: str
    clause: str = ""
    path: str = ""
    was: str = ""
    reasons: tuple[Revision, ...] = ()


def with_reasons(item: Undecided, reasons: Reasons) -> Undecided:
    """The same with the commits by which the library says something else, if it does."""
    if item.path:
        change = Difference("waarde", item.place, now=item.ours, path=item.path)
    else:
        kind: DifferenceKind = "gewijzigd" if item.ours else "verwijderd"
        change = Difference(kind, item.place, item.was, item.ours, clause=item.clause)
    return replace(item, reasons=reasons.of(change))


def comment_on(item: Undecided) -> str:
    """What a Word comment says of something that a person has to decide."""
    subject = f"{_VALUE}{item.path}" if item.path else _subject(item)
    why = "".join(f"{_WHY}{reason_words(reason, _in_words)}" for reason in item.reasons)
    text = f"{subject}: {item.reason.replace(_BESIDE, _BELOW)}.{why}"
    return f"{text}{_NEW}{item.ours}" if item.ours else text


def _subject(item: Undecided) -> str:
    """What a comment is about; what is gone has its place in it, since it hangs on other words."""
    is_gone = item.kind == "verwijderd en gewijzigd"
    return f"{item.kind.capitalize()}{f' ({item.place})' * is_gone}"


def _in_words(day: str) -> str:
    return show_date(date.fromisoformat(day))


def is_told(step: Step, item: Undecided) -> bool:
    """Whether a comment of before says so already, also when it says why: a document that was made
    anew follows the library since, which has no more to tell.
    """
    remarks = () if step.theirs is None else step.theirs.block.remarks
    text = plain(_less_reasons(comment_on(item)))
    return any(plain(_less_reasons(remark.text)) == text for remark in remarks)


def _less_reasons(text: str) -> str:
    """A comment without why the library says something else."""
    about, new, ours = text.partition(_NEW)
    first, *lines = about.split("\n")
    kept = (line for line in lines if not f"\n{line}".startswith(_WHY))
    return "\n".join((first, *kept)) + new + ours


def stale_comments(
    theirs: Located,
    ours: Iterable[Block],
    shown: tuple[Showing, Showing],
    overruled: Collection[str] = (),
) -> Iterator[str]:
    """The ids of comments of this program that ask to choose a text that is another now, or that
    the hand took over.

    Args:
        theirs: the document that came back.
        ours: the blocks that would be made now.
        shown: what marks stand for in the one and in the other.
        overruled: what the choices say of values that are those of the hand.
    """
    told = [(number, remark) for number, remark in read_remarks(theirs.package) if _new(remark)]
    if not told:
        return
    by_hand, by_us = shown
    lines = itertools.chain.from_iterable(by_us.text(block).split("\n") for block in ours)
    values = (*by_us.values.values(), *overruled)
    said = {*map(plain, lines), *map(plain, values)}
    taken = frozenset(
        itertools.chain.from_iterable(
            _taken_over(block, by_hand) for block in theirs.document.blocks
        )
    )
    for number, remark in told:
        if remark in taken or not said.issuperset(map(plain, _new(remark).split("\n"))):
            yield number


def _taken_over(block: Block, by_hand: Showing) -> Iterator[Remark]:
    """The comments of this program of which the new text is what a block, or a value, says now."""
    for remark in block.remarks:
        path = _path_in(remark)
        says = by_hand.values.get(path, "") if path else by_hand.text(block)
        if _new(remark) and plain(_new(remark)) == plain(says):
            yield remark


def _path_in(remark: Remark) -> str:
    """The path of the value of which a comment of this program says that both gave another one;
    nothing of another comment.
    """
    about, _, rest = remark.text.partition(": ")
    is_value = about.startswith(_VALUE) and rest.startswith(CHANGED_TWICE)
    return about.removeprefix(_VALUE) if is_value else ""


def _new(remark: Remark) -> str:
    """The new text that a comment of this program asks to choose; nothing of one of a person, or of
    one that tells what is lost.
    """
    is_choice = remark.author == UPDATER and not remark.text.lower().startswith(_LOST)
    return remark.text.partition(_NEW)[2] if is_choice else ""
