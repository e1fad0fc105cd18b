"""Documents as a text names them in full: title, day and parties, so that nobody doubts which
agreement it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dlr_docs.basis.problems import Path
from dlr_docs.build.parties.introduced import make_parties
from dlr_docs.build.values.bases import is_told, signing_days
from dlr_docs.build.values.filling import Filling
from dlr_docs.build.values.judging import judge
from dlr_docs.model.choices import BaseDocument, Choices, DocumentChoice
from dlr_docs.model.declared.parties import Sentence
from dlr_docs.model.library import Library
from dlr_docs.model.party import Party
from dlr_docs.model.values import Content, Value, ValueType

_TITLE = ValueType("titel", "tekst", "Wat is de titel van de eerdere overeenkomst?")
_SIGNED = ValueType(
    "ondertekend", "datum", "Op welke datum is de eerdere overeenkomst ondertekend?"
)


def full_names(
    naming: DocumentChoice,
    filled: Filling,
    above: tuple[DocumentChoice, str] | None,
    choices: Choices,
    library: Library,
) -> dict[str, Sentence]:
    """What a document calls the documents that it belongs to and replaces, by their key or id.

    Args:
        naming: the document that names them.
        filled: what it holds; what it asks under a name of its own is asked once.
        above: the document of the bundle that it belongs to, with its title.
    """
    keys = dict.fromkeys((naming.parent or "", *naming.replaces))
    bases = (choices.bases[key] for key in keys if key in choices.bases)
    found = {base.key: _cite(base, naming, filled, choices, library) for base in bases}
    if above is not None:
        made, title = above
        found[made.id] = _cite_made(made, title, naming, filled, choices, library)
    return found


def _cite(
    base: BaseDocument,
    naming: DocumentChoice,
    filled: Filling,
    choices: Choices,
    library: Library,
) -> Sentence:
    """A document outside the bundle in full: its kind, its title, the day on which it was signed,
    and its parties when they are others than those of the document that names it.
    """
    outline = library.outlines.get(base.kind)
    name = outline.names["ander"] if outline else base.kind
    parts = _titled(name, _title(base.key, base.title, filled.subject, choices))
    signed = _signed(base, filled.named, choices) if is_told(base, naming) else None
    if signed is None:
        signed = _asked_day(base.key, naming, filled.named, library)
    parts += _of_day(signed)
    who = tuple(_signatories(base, filled.parties, choices, library))
    for number, party in enumerate(who):
        before = " tussen " if number == 0 else " en " if number == len(who) - 1 else ", "
        parts += [before, party]
    return Sentence(tuple(parts))


def _cite_made(
    made: DocumentChoice,
    title: str,
    naming: DocumentChoice,
    filled: Filling,
    choices: Choices,
    library: Library,
) -> Sentence:
    """A document of the bundle in full, as a document that belongs to it names it."""
    name = library.outlines[made.kind].names["ander"]
    parts = _titled(name, _title(made.id, title, filled.subject, choices))
    return Sentence((*parts, *_of_day(_asked_day(made.id, naming, filled.named, library))))


def _titled(name: str, title: Value) -> list[str | Value]:
    """A kind and a title between quotes that do not stand in it."""
    left, right = ("“", "”") if '"' in title.text else ('"', '"')
    return [f"{name} {left}", title, right]


def _title(key: str, title: str, subject: Value, choices: Choices) -> Value:
    """A title as a value: the title of the bundle is one value wherever it stands."""
    path = ("basisdocumenten", key, _TITLE.name)
    return subject if title == subject.text else _own(_TITLE, title, path, choices)


def _of_day(signed: Value | None) -> list[str | Value]:
    return [] if signed is None else [" van ", signed]


def _signed(base: BaseDocument, named: Mapping[str, Content], choices: Choices) -> Value:
    path = (*base.path, _SIGNED.name)
    known = (item for item in named.values() if isinstance(item, Value))
    same = (item for item in known if item.path == ".".join(map(str, path)))
    found = next(same, None)
    return _own(_SIGNED, base.signed, path, choices) if found is None else found


def _asked_day(
    key: str, naming: DocumentChoice, named: Mapping[str, Content], library: Library
) -> Value | None:
    """The day of signing that a document itself asks of the document it belongs to."""
    if key != naming.parent:
        return None
    asked = (named.get(name) for name in library.memory.once(signing_days, library))
    return next((item for item in asked if isinstance(item, Value)), None)


def _own(declared: ValueType, raw: object, path: Path, choices: Choices) -> Value:
    made, _ = judge(declared, raw, path, choices, ".".join(map(str, path)))
    if not isinstance(made, Value):
        raise TypeError("a title or a day is one value")
    return made


def _signatories(
    base: BaseDocument, joining: Sequence[Party], choices: Choices, library: Library
) -> Iterator[Value]:
    """Who is bound by it; nobody when these are the parties of the document that names it."""
    own = {party.key: party for party in joining}
    if {*base.parties} == own.keys():
        return
    for key in base.parties:
        party = own.get(key) or _party(key, choices, library)
        found = party.names["ondertekent"] if party else None
        if isinstance(found, Value):
            yield found


def _party(key: str, choices: Choices, library: Library) -> Party | None:
    """A party that does not join; none where the choice file has none, which is told elsewhere."""
    choice = choices.parties.get(key)
    if choice is None or choice.kind not in library.parties.by_name:
        return None
    made, _ = make_parties((choice,), choices, library.parties, library.vocabulary.vague)
    return made[0]
