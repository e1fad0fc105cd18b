"""Documents of one bundle that were made anew together: values on which they do not agree, and
documents of the bundle that are not among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, Source, warning
from dlr_docs.revise import filling_back
from dlr_docs.revise.filling_back import Answers

REASON = (
    "de documenten zeggen hier niet hetzelfde; zet het goede in het keuzebestand of de tabel, en "
    "werk de map opnieuw bij"
)


class Member(Struct, frozen=True):
    """A document of a bundle as it was made anew.

    Attributes:
        document: its name in the bundle.
        row: the row of the series that its bundle is of; nothing when it is of none.
        bundle: the names of all documents of its bundle that have a file.
        answers: its values beside those of the choices.
    """

    document: str
    row: str
    bundle: tuple[str, ...]
    answers: Answers


class Apart(Struct, frozen=True):
    """A value on which documents of one bundle do not agree, as each of them has it."""

    path: str
    said: tuple[str, ...]


def apart(members: Mapping[str, Member]) -> Iterator[Apart]:
    """The values on which documents of one bundle do not agree.

    Args:
        members: by the name of the file.
    """
    for group in _by_row(members).values():
        left = filling_back.together({name: item.answers for name, item in group.items()})[1]
        yield from (Apart(item.name, item.shown) for item in left if not item.document)


def missing(members: Mapping[str, Member], folder: Path, keuzes: Path) -> Iterator[Problem]:
    """That documents of a bundle are not among those that were made anew, and how to have them
    there.

    Args:
        members: by the name of the file.
        folder: where they came back.
        keuzes: their choice file.
    """
    for row, group in _by_row(members).items():
        there = {item.document for item in group.values()}
        whole = dict.fromkeys(chain.from_iterable(item.bundle for item in group.values()))
        gone = [name for name in whole if name not in there]
        if gone:
            whose = f" van rij '{row}'" if row else ""
            noun, verb = ("het document", "staat") if len(gone) == 1 else ("de documenten", "staan")
            names = ", ".join(f"'{name}'" for name in gone)
            message = f"{noun} {names}{whose} {verb} in het keuzebestand, en niet in deze map"
            hint = None if row else _make_it(gone, folder, keuzes)
            yield warning(codes.NIET_IN_MAP, message, Source(str(folder)), hint)


def _make_it(documents: Iterable[str], folder: Path, keuzes: Path) -> str:
    wanted = " ".join(f"--document {name}" for name in documents)
    return (
        "Hoort dat erbij, maak het dan eerst in deze map, en werk haar daarna bij: "
        f"dlr-docs maak {keuzes} {wanted} --uit {folder}"
    )


def _by_row(members: Mapping[str, Member]) -> dict[str, dict[str, Member]]:
    """The documents by the bundle that they are of."""
    found: dict[str, dict[str, Member]] = {}
    for name, item in members.items():
        found.setdefault(item.row, {})[name] = item
    return found
