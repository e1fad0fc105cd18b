"""Two documents as one with tracked changes, which Word can accept or reject: accepting all gives
the one, rejecting all the other.

The engine is docxodus, through python-redlines: an extra, since it is forty-five megabytes of
program for one option. What it made is judged before it is given: its words, with all changes
accepted and with all rejected, are those of both documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dlr_docs.basis import codes
from dlr_docs.basis.problems import (
    DlrDocsError,
    Problem,
    Source,
    error,
    how_to_install,
    warning,
)
from dlr_docs.model.library import Library
from dlr_docs.revise.compare.list_order import in_order_of_other
from dlr_docs.revise.rebuild import rebuild
from dlr_docs.word.merge.bookmarks import drop_last_edit
from dlr_docs.word.merge.cleaning import drop_notes, settle_properties
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.merge.redline.alike.lists import drop_lost_lists, make_lists_alike
from dlr_docs.word.merge.redline.alike.signposts import Signposts, take_signposts
from dlr_docs.word.merge.redline.alike.styles import make_styles_alike
from dlr_docs.word.merge.redline.around.aside import AroundAside
from dlr_docs.word.merge.redline.around.frames import lift_bookmarks
from dlr_docs.word.merge.redline.around.holding import has_whole_fields, hold_controls
from dlr_docs.word.merge.redline.around.one_sided import OneSided
from dlr_docs.word.merge.redline.bookmarks import BookmarksAside
from dlr_docs.word.merge.redline.contents import ContentsAside
from dlr_docs.word.merge.redline.earlier import accept_earlier, hands_in
from dlr_docs.word.merge.redline.ids import make_ids_unique, number_notes
from dlr_docs.word.merge.redline.letters.looks import LooksOfWords
from dlr_docs.word.merge.redline.paragraphs import Looks
from dlr_docs.word.merge.redline.questions import take_questions
from dlr_docs.word.merge.redline.store import take_store
from dlr_docs.word.merge.redline.tables import TablesAside
from dlr_docs.word.merge.redline.tracked import Hand
from dlr_docs.word.merge.redline.unseen.changes import Unseen
from dlr_docs.word.package.opening import package_of
from dlr_docs.word.package.reading.numbering import numbering_of
from dlr_docs.word.package.reading.refilled import package_with_changes
from dlr_docs.word.package.reading.styles import plain_name, styles_of
from dlr_docs.word.package.reading.text import Changes
from dlr_docs.word.package.relations import MAIN, is_on_pages
from dlr_docs.word.read.document import ReadDocument, read_document
from dlr_docs.word.read.lines import read_lines


def redline_of_ours(one: bytes, other: bytes, author: str, day: date) -> bytes:
    """What :func:`redline` gives of two documents that this program made, with each item of a list
    compared with itself, also where the second numbers it otherwise.

    Raises:
        TemplateError: when this program did not make one of them.
        DlrDocsError: when the extra is not installed, or its result is not right.
    """
    ordered = in_order_of_other(read_document(one), read_document(other))
    return redline(ordered.data, other, author, day)


def redline(one: bytes, other: bytes, author: str, day: date) -> bytes:
    """The second document with what differs from the first as tracked changes. Those that either
    has already are accepted: :func:`accepted_earlier` tells of them.

    Args:
        one: what all of them rejected gives.
        other: what all of them accepted gives.
        author: who is said to have made the changes.
        day: when.

    Raises:
        DlrDocsError: when the extra is not installed, or its result is not right.
    """
    try:
        from python_redlines import DocxodusEngine
    except ImportError:
        message = "voor een document met bijgehouden wijzigingen ontbreekt een onderdeel"
        hint = how_to_install("redline")
        raise DlrDocsError([error(codes.GEEN_REDLINE, message, Source("redline"), hint)]) from None
    aside = _Aside(one, other)
    moment = f"{day.isoformat()}T00:00:00Z"
    try:
        made: bytes = DocxodusEngine().run_redline(author, *aside.data(), date_time=moment)[0]
    except Exception as exc:  # another program, which fails in ways of its own
        raise DlrDocsError([_failed(str(exc).partition("\n")[0])]) from None
    made = aside.back(made, one, other, Hand(author, moment))
    if _words(made, Changes.REJECTED) != _words(one) or _words(made) != _words(other):
        raise DlrDocsError([_unequal(one, other)])
    for reading, wanted in (("rejected", one), ("accepted", other)):
        if has_whole_fields(wanted, "accepted") and not has_whole_fields(made, reading):
            raise DlrDocsError([_failed("van een veld of verwijzing blijft de helft over")])
    return made


class _Aside:
    """What the engine does not compare well, put aside in two documents: contents, tables with
    other columns, values and fields, bookmarks and looks of paragraphs.
    """

    def __init__(self, *documents: bytes) -> None:
        self._sides = [Merging(package_with_changes(data, "redline")) for data in documents]
        for side in self._sides:
            accept_earlier(side)
            _settle(side)
            number_notes(side)
        make_styles_alike(*self._sides)
        make_lists_alike(*self._sides)
        self._unseen = Unseen.of(*self._sides)
        self._contents = ContentsAside.hide(*self._sides)
        self._tables = TablesAside.hide(*self._sides)
        self._looks = Looks.of(*self._sides)
        self._looks_of_words = LooksOfWords.of(*self._sides)
        for side in self._sides:
            drop_lost_lists(side)
            lift_bookmarks(side)
        self._one_sided = OneSided.hide(*self._sides)
        self._around = AroundAside.hide(*self._sides)
        signposts = Signposts.of(*self._sides)
        self._bookmarks = BookmarksAside.hide(*self._sides)
        signposts.put()

    def data(self) -> list[bytes]:
        """Both documents without it."""
        return [side.data() for side in self._sides]

    def back(self, made: bytes, one: bytes, other: bytes, hand: Hand) -> bytes:
        """What the engine made, with all of it in its place and with ids that are there once. What
        it carries beside its text is that of the document in which all is accepted: values are not
        tracked, and Word shows those of the store.
        """
        merging = Merging(package_of(made, "redline"))
        take_signposts(merging)
        self._around.show(merging)
        self._bookmarks.show(merging, hand)
        self._looks.show(merging, hand)
        self._looks_of_words.show(merging, hand)
        self._one_sided.show(merging, hand)
        self._contents.show(merging, hand)
        self._tables.show(merging, hand)
        hold_controls(merging.touch(MAIN), merging)
        self._unseen.drop(merging)
        make_ids_unique(merging)
        found = package_of(other, "redline")
        take_questions(merging, found)
        take_store(merging, package_of(one, "redline"), found)
        return merging.data()


def _settle(side: Merging) -> None:
    """Have properties as the schema has them: what is shown as gone is as it was in the file. And
    leave out what a program noted for itself: words with a note between them say the same.
    """
    for part in [name for name in side.roots if is_on_pages(name)]:
        root = side.touch(part)
        drop_notes(root)
        drop_last_edit(root)
        settle_properties(root)


def _failed(reason: str) -> Problem:
    message = f"de bijgehouden wijzigingen konden niet worden gemaakt: {reason}"
    hint = "Lees de verschillen met 'dlr-docs vergelijk', of met --html."
    return error(codes.REDLINE_MISLUKT, message, Source("redline"), hint)


def accepted_earlier(documents: Mapping[str, bytes], author: str) -> tuple[Problem, ...]:
    """The documents, by their names, with tracked changes of their own: a redline shows what
    differs between two documents as changes, and nothing else.

    Args:
        author: who is said to have made all changes of the redline.
    """
    hint = (
        "Verwerp in Word eerst wat u niet wilt, als zij nog open zijn. "
        "Noem met --wie op wiens naam de wijzigingen komen."
    )
    return tuple(
        warning(codes.AL_BIJGEHOUDEN, _accepted(hands, author), Source(name), hint)
        for name, data in documents.items()
        if (hands := hands_in(package_of(data, name)))
    )


def _accepted(hands: Sequence[str], author: str) -> str:
    """What became of changes of these hands: a redline has those of one only."""
    named = [hand or "iemand zonder naam" for hand in hands]
    whose = " en ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    message = f"hier stonden al bijgehouden wijzigingen in, van {whose}; die gelden nu als aanvaard"
    if [*hands] == [author]:
        return message
    return f"{message}, en wat verschilt staat nu alleen op naam van {author}"


def _unequal(one: bytes, other: bytes) -> Problem:
    """Why the words of the result are not those of both documents, as far as that is known: Word
    tracks no styles and lists, and shows those of one of them.
    """
    was, now = map(_forms, (one, other))
    if any(was[style] != now[style] for style in was.keys() & now.keys()):
        message = "de twee documenten nummeren anders, en dat kan Word niet als wijziging bijhouden"
        hint = (
            "Maak ze in dezelfde huisstijl, of neem een bestand waarin de nummering heel is, "
            "en vraag het dan opnieuw."
        )
        return error(codes.REDLINE_MISLUKT, message, Source("redline"), hint)
    return _failed("aanvaard of verworpen staat er iets anders")


def _forms(data: bytes) -> dict[str, list[tuple[str, str]]]:
    """How each style numbers its paragraphs, by its name; nothing when it does not, as one of which
    the list is gone.
    """
    package = package_of(data, "redline")
    styles = styles_of(package)
    uses = numbering_of(package, styles).of_style
    levels = {name: uses[name].levels if name in uses else () for name in styles.by_id}
    return {
        plain_name(styles.by_id[name].name): [(level.text, level.form) for level in found]
        for name, found in levels.items()
    }


def _words(data: bytes, changes: Changes = Changes.ACCEPTED) -> list[str]:
    """The lines of a document that say something."""
    return [line for line in read_lines(data, changes) if line.strip()]


def as_made(found: ReadDocument, library: Library) -> bytes:
    """A document as it was when it was made.

    Raises:
        ChoicesError: when it does not carry its choices.
        DlrDocsError: when the library says otherwise now.
    """
    data = rebuild(found, library).data()
    made = read_document(data)
    said = [block.words for block in made.base]
    if said != [block.words for block in found.base]:
        message = (
            "de bibliotheek van nu zegt iets anders dan die van toen dit document werd gemaakt"
        )
        hint = (
            "Noem het document zoals het is verstuurd: dlr-docs vergelijk VERSTUURD.docx TERUG.docx"
        )
        name = Source(found.provenance.document)
        raise DlrDocsError([error(codes.REDLINE_MISLUKT, message, name, hint)])
    return data
