"""What differs between two documents, as it is told."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from dlr_docs.basis.problems import Problem
from dlr_docs.library.layers.history import Revision
from dlr_docs.model.blocks import Remark, Tracked
from dlr_docs.revise.changes.showing import Segment

DifferenceKind = Literal["gewijzigd", "verwijderd", "toegevoegd", "verplaatst", "opmaak", "waarde"]


class Difference(Struct, frozen=True):
    """One difference between two documents.

    ``place`` is where it is, in words. ``clause`` is the one that it stands in, ``path`` the value
    that it is of. ``was`` and ``now`` are the texts, empty when there is none, and ``words`` what
    differs between them. ``subjects`` are the mandatory subjects that the clause covers, and
    ``laws`` the articles of law that it rests on when a number changed. ``looks`` are words that
    look otherwise, with how, ``notes`` what of a change words do not show. ``tracked`` is what Word
    kept of who did it. ``reasons`` are the commits in which the library changed, when it did.
    ``instead`` is the clause that stands where ``clause`` stood, when another variant was chosen.
    ``is_agreed`` says of what a hand changed that library and choices say so too by now.
    """

    kind: DifferenceKind
    place: str
    was: str = ""
    now: str = ""
    words: tuple[Segment, ...] = ()
    clause: str = ""
    topic: str = ""
    path: str = ""
    subjects: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    tracked: tuple[Tracked, ...] = ()
    reasons: tuple[Revision, ...] = ()
    instead: str = ""
    is_agreed: bool = False


class SideBySide(Struct, frozen=True):
    """A block of both documents: what stayed and what differs on either side, and its ``style``.
    ``state`` is the kind of change, or nothing.
    """

    place: str
    style: str
    was: tuple[Segment, ...]
    now: tuple[Segment, ...]
    state: str = ""


class Renumbered(Struct, frozen=True):
    """An article that kept its text and got another number; ``annex`` is the title of the one that
    it stands in.
    """

    title: str
    was: int
    now: int
    annex: str = ""


class Comparison(Struct, frozen=True):
    """What differs.

    ``by_hand`` was changed in the file since it was made; ``meanwhile`` is what library and choices
    would say otherwise today. ``remarks`` are the comments in the file with their places.
    ``problems`` say why a part of this could not be told. ``rows`` are both texts side by side.
    ``is_of_two`` says that two documents were compared: ``by_hand`` is then what differs between
    them, and whoever made it so.
    """

    by_hand: tuple[Difference, ...]
    rows: tuple[SideBySide, ...]
    meanwhile: tuple[Difference, ...] = ()
    renumbered: tuple[Renumbered, ...] = ()
    remarks: tuple[tuple[str, Remark], ...] = ()
    problems: tuple[Problem, ...] = ()
    is_of_two: bool = False
