"""Documents outside the bundle as a text names them in full: title, day and parties, so that nobody
doubts which agreement it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dlr_docs.build.parties.introduced import make_parties
from dlr_docs.build.values.judging import judge
from dlr_docs.model.choices import BaseDocument, Choices
from dlr_docs.model.declared.parties import Sentence
from dlr_docs.model.library import Library
from dlr_docs.model.party import Party
from dlr_docs.model.values import Content, Value, ValueType

_TITLE = ValueType("titel", "tekst", "Wat is de titel van de eerdere overeenkomst?")
_SIGNED = ValueType(
    "ondertekend", "datum", "Op welke datum is de eerdere overeenkomst ondertekend?"
)


def cite(
    base: BaseDocument,
    joining: Sequence[Party],
    named: Mapping[str, Content],
    choices: Choices,
    library: Library,
) -> Sentence:
    """A document outside the bundle in full: its kind, its title, the day on which it was signed,
    and its parties when they are others than those of the document that names it.

    Args:
        joining: the parties of the document that names it.
        named: the values of that document; what it asks under a name of its own is asked once.
    """
    outline = library.outlines.get(base.kind)
    name = outline.names["ander"] if outline else base.kind
    title, signed = _own(_TITLE, base.title, base, choices), _signed(base, named, choices)
    parts: list[str | Value] = [f'{name} "', title, '" van ', signed]
    who = tuple(_signatories(base, joining, choices, library))
    for number, party in enumerate(who):
        before = " tussen " if number == 0 else " en " if number == len(who) - 1 else ", "
        parts += [before, party]
    return Sentence(tuple(parts))


def _signed(base: BaseDocument, named: Mapping[str, Content], choices: Choices) -> Value:
    path = f"basisdocumenten.{base.key}.ondertekend"
    known = (item for item in named.values() if isinstance(item, Value) and item.path == path)
    return next(known, None) or _own(_SIGNED, base.signed, base, choices)


def _own(declared: ValueType, raw: object, base: BaseDocument, choices: Choices) -> Value:
    path = (*base.path, declared.name)
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
