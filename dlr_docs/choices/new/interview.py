"""A choice file as an interview: its questions one by one, what must be answered first, each with
what helps to answer it, and how an answer that was typed is read.

The file itself is the state. What is open is asked; of what may be passed over, a key in the file
says that it was asked. So an interview goes on where it stopped, also when another variant brought
other questions, or somebody changed the file meanwhile.
"""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis.problems import Path, nearest
from dlr_docs.basis.yaml.tree import Data
from dlr_docs.build.checks.coverage import open_values
from dlr_docs.build.selected.advice import NONE
from dlr_docs.build.values.interpreting import ValueProblem, interpret, listed_options
from dlr_docs.choices.alternatives import TopicState, topics_of
from dlr_docs.choices.asking import (
    Asked,
    asked_of_party,
    asked_values,
    example_of,
    fields_of,
    with_typed,
)
from dlr_docs.choices.tolerant import Tolerated
from dlr_docs.model.document import Bundle, Document
from dlr_docs.model.library import Library
from dlr_docs.model.values import Value, ValueType


class Question(Struct, frozen=True):
    """One question of an interview.

    ``about`` says in words what it belongs to; ``raw`` is what the file says now, ``usual`` what
    holds while nobody answers. Of a text to choose, ``topic`` holds the variants. One that is
    ``is_needed`` comes before all others; ``is_done`` says that it need not be asked again.
    """

    path: Path
    about: str
    text: str
    declared: ValueType | None = None
    topic: TopicState | None = None
    raw: Data = None
    usual: str = ""
    is_needed: bool = False
    is_done: bool = False


class Option(Struct, frozen=True):
    """One of the answers to choose from: what is typed for it, its key, and how it reads."""

    mark: str
    key: str
    text: str


def questions(found: Tolerated, library: Library, everything: bool) -> tuple[Question, ...]:
    """The questions of a choice file, those that must be answered first.

    Args:
        everything: also those that may be passed over, and the texts to choose from.
    """
    bundle = found.bundle
    if bundle is None:
        return ()
    every: dict[Path, Question] = {}
    for question in itertools.chain(
        _of_parties(bundle, library),
        _of_bases(bundle, library),
        *(_of_document(document, bundle, found) for document in bundle.documents),
    ):
        every.setdefault(question.path, question)
    wanted = (question for question in every.values() if everything or question.is_needed)
    return tuple(sorted(wanted, key=_turn))


def _turn(question: Question) -> int:
    """What must be answered, then texts, since they bring questions; details of parties last."""
    if question.is_needed:
        return 0
    return 1 if question.topic else 3 if question.path[0] == "partijen" else 2


def _of_parties(bundle: Bundle, library: Library) -> Iterator[Question]:
    """What is asked of each party, as far as a document shows it."""
    shown: dict[str, dict[str, Value]] = {}
    for document in bundle.documents:
        for party in document.parties:
            shown.setdefault(party.key, {}).update({item.path: item for item in party.shown})
    for key, choice in bundle.choices.parties.items():
        values = tuple(shown.get(key, {}).values())
        opened = frozenset(value.path for value in values if value.is_open)
        sort = library.parties.by_name.get(choice.kind)
        asked = asked_of_party(choice, library, values)
        names = sort.asked if sort else ()
        for item in asked:
            if item.is_needed or item.path[-1] in names:
                yield from _leaves(item, f"Partij {key}", opened, bundle)


_TITLE = ValueType("titel", "tekst", "Hoe heet de overeenkomst die er al is?")
_SIGNED = ValueType("ondertekend", "datum", "Wanneer is zij ondertekend?")


def _of_bases(bundle: Bundle, library: Library) -> Iterator[Question]:
    """What is asked of an agreement that exists already: its title, unless somebody changed the one
    that a new file has, and the day on which it was signed.
    """
    for base in bundle.choices.bases.values():
        outline = library.outlines.get(base.kind)
        usual = outline.title if outline else ""
        known = {_TITLE: base.title != usual, _SIGNED: base.signed is not None}
        for declared, is_done in known.items():
            raw = base.title if declared is _TITLE else str(base.signed or "") or None
            yield Question(
                (*base.path, declared.name),
                f"Overeenkomst {base.key}",
                declared.question,
                declared,
                raw=raw,
                is_needed=True,
                is_done=is_done,
            )


def _of_document(document: Document, bundle: Bundle, found: Tolerated) -> Iterator[Question]:
    """What a document asks as a reader meets it: its values, and then its texts."""
    opened = frozenset(item.value.path for item in open_values(document))
    for asked in asked_values(document, bundle):
        typed = with_typed(asked, found)
        about = _told_place(typed, document, bundle)
        yield from _leaves(typed, about, opened, bundle)
    for state in topics_of(document, bundle.library):
        if state.has_choice:
            yield _topic_question(state, document, bundle)


def _leaves(asked: Asked, about: str, opened: frozenset[str], bundle: Bundle) -> Iterator[Question]:
    """A question, or one for each part of what has parts."""
    for path, name, declared, raw in _parts(asked.path, asked.name, asked.declared, asked.raw):
        if declared.kind not in ("groep", "persoon"):
            is_open = any(f"{item}.".startswith(f"{name}.") for item in opened)
            is_answered = asked.is_needed and raw is not None and not declared.optional
            yield Question(
                path,
                about,
                _told_part(asked, path, declared),
                declared,
                raw=raw,
                usual=_usual(asked, path, is_open),
                is_needed=is_open or is_answered,
                is_done=not is_open and (is_answered or path in bundle.choices.places.found),
            )


def _told_part(asked: Asked, path: Path, declared: ValueType) -> str:
    """The question of a part; that of somebody whose parts nobody described says whose."""
    whole = asked.declared
    is_bare = whole.kind == "persoon" and not whole.fields and path != asked.path
    return f"{whole.question} {declared.question}" if is_bare else declared.question


def _usual(asked: Asked, path: Path, is_open: bool) -> str:
    """What holds while nobody answers; of a part of something that is not known."""
    holds = asked.raw is None and path == asked.path and not is_open
    return asked.shown if holds else ""


def _parts(
    path: Path, name: str, declared: ValueType, raw: Any
) -> Iterator[tuple[Path, str, ValueType, Any]]:
    if declared.kind not in ("groep", "persoon") or not (raw is None or isinstance(raw, Mapping)):
        yield path, name, declared, raw
        return
    given = raw or {}
    for key, part in fields_of(declared).items():
        yield from _parts((*path, key), f"{name}.{key}", part, given.get(key))


def _told_place(asked: Asked, document: Document, bundle: Bundle) -> str:
    """Which document, and which of its articles, a question is about."""
    titles = {artikel.number: artikel.title for artikel in document.artikelen}
    articles = ", ".join(f"artikel {number} ({titles[number]})" for number in asked.articles[:3])
    if asked.path[0] == "gegevens" and len(bundle.documents) > 1:
        return f"Alle documenten: {', '.join(asked.documents)}"
    return ", ".join(filter(None, (_told_document(document), articles)))


def _told_document(document: Document) -> str:
    choice = document.made_from.choice
    parent = f" bij {choice.parent}" if choice.parent else ""
    kind = choice.kind if choice.id != choice.kind else ""
    words = f"{kind}{parent}".strip()
    return f"{choice.id} ({words})" if words else choice.id


def _topic_question(state: TopicState, document: Document, bundle: Bundle) -> Question:
    number = f"artikel {state.number} " if state.number else ""
    return Question(
        state.path,
        _told_document(document),
        f"Welke tekst krijgt {number}{state.title}?",
        topic=state,
        raw=[*state.chosen] if len(state.chosen) > 1 else (state.chosen or (NONE,))[0],
        is_done=state.path in bundle.choices.places.found,
    )


def options_of(question: Question, declared: ValueType | None) -> tuple[Option, ...]:
    """The answers to choose from; none where anything may be typed. They have numbers, or letters
    where the answers are numbers themselves.
    """
    texts = _texts(question, declared)
    has_numbers = any(key.isdigit() for key in texts)
    marks = string.ascii_lowercase if has_numbers else map(str, itertools.count(1))
    return tuple(
        Option(mark, key, text) for mark, (key, text) in zip(marks, texts.items(), strict=False)
    )


def _texts(question: Question, declared: ValueType | None) -> Mapping[str, str]:
    if declared is not None:
        return {"ja": "ja", "nee": "nee"} if declared.kind == "ja_nee" else declared.options
    if question.topic is None:
        return {}
    variants = {clause.variant: clause.summary for clause in question.topic.clauses}
    return {**variants, NONE: "Laat dit weg."} if question.topic.may_stay_out else variants


def answer_of(question: Question, declared: ValueType | None, typed: str) -> Data:
    """What an answer says in the choice file.

    Args:
        declared: the declaration of the value, or of a part of it.

    Raises:
        ValueProblem: when it is no answer to this question.
    """
    options = options_of(question, declared)
    is_several = _may_be_more(question, declared)
    data = _chosen(options, typed, is_several) if options else _plain(declared, typed)
    if declared is not None:
        interpret(declared, data)
    return data


def _may_be_more(question: Question, declared: ValueType | None) -> bool:
    if declared is not None:
        return declared.may_be_more
    return question.topic is not None and question.topic.outline.several


def _plain(declared: ValueType | None, typed: str) -> Data:
    if declared is None or not declared.may_be_more or ";" not in typed:
        return typed
    return [item.strip() for item in typed.split(";") if item.strip()]


def _chosen(options: Sequence[Option], typed: str, is_several: bool) -> Data:
    known = _known(options)
    whole = known.get(typed.casefold())
    if whole is not None:
        return whole
    parts = [part.strip() for part in re.split("[,;]", typed)] if is_several else [typed]
    wrong = next((part for part in parts if part.casefold() not in known), None)
    if wrong is None:
        return [known[part.casefold()] for part in parts]
    texts = {option.key: option.text for option in options}
    keys = listed_options(typed, texts) if is_several else []
    if not keys:
        raise _no_option(wrong, options, is_several)
    return [*keys]


def _known(options: Sequence[Option]) -> dict[str, str]:
    """The keys of options by all that stands for them; of a word that is two things by the key."""
    known: dict[str, str] = {}
    for option in options:
        known |= dict.fromkeys((option.mark, option.text.casefold()), option.key)
    return known | {option.key.casefold(): option.key for option in options}


def _no_option(typed: str, options: Sequence[Option], is_several: bool) -> ValueProblem:
    more = "; meer dan één met een komma ertussen" if is_several else ""
    near = nearest(typed, [option.key for option in options])
    message = f"kies {options[0].mark} tot en met {options[-1].mark}{more}"
    return ValueProblem(message, f"Bedoelt u '{near}'?" if near else None)


def item_of(declared: ValueType) -> ValueType:
    """What one item of a list is judged by."""
    return replace(declared, kind=declared.item or "tekst", item=None, minimum=None, maximum=None)


def explained(question: Question, declared: ValueType | None) -> Iterator[str]:
    """All that helps to answer a question: lines of text."""
    if question.topic is not None:
        for clause in question.topic.clauses:
            yield from ("", f"{clause.variant}: {clause.summary}", "", *clause.text.splitlines())
        return
    if declared is None:
        return
    if declared.help:
        yield declared.help
    example = example_of(declared)
    if example and not declared.options:
        yield f"Bijvoorbeeld: {example}"
    if isinstance(declared.proposal, str):
        yield f"Gebruikelijk: {declared.proposal}. Typ = om dat over te nemen."
    if question.usual:
        yield f"Zonder antwoord geldt: {question.usual}"
    if declared.none_words:
        yield f"Is er geen, typ dan: {declared.none_words[0]}"
    if declared.may_be_more:
        yield "Het mogen er meer zijn, met een puntkomma ertussen."
    yield f"In het keuzebestand: {_in_file(question.path)}"


def _in_file(path: Path) -> str:
    """Where an answer stands in the file; in a document, which is named above, below its values."""
    return ".".join(map(str, path[3:] if path[0] == "documenten" else path))
