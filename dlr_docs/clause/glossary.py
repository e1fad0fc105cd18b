"""Which defined terms a document uses, and their definitions."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable

from msgspec import Struct

from dlr_docs.basis.memory import Memory, Remembered, at_most
from dlr_docs.clause.jinja.compile import compile_term
from dlr_docs.clause.markers import PATTERN, Mark, read
from dlr_docs.clause.rendering import Names, define_once, render_term
from dlr_docs.model.library import LawTable, Library, Term


def readable(text: str, law: LawTable) -> str:
    """Rendered text as words: marks become what they say, values are left out.

    Used to find defined terms; the names of parties and other values do not count as use.
    """

    def say(match: re.Match[str]) -> str:
        form, content = read(match[1])
        if form == "tekst":
            return content
        if form == "anderstalig":
            return content.partition(" ")[2]
        if form == "wet" and content in law.references:
            return law.references[content].text.replace("\u00a0", " ")
        return ""

    return PATTERN.sub(say, text)


class Glossary(Struct, frozen=True, eq=False, dict=True):
    """The terms of a kind of document, their alphabetical order, and every form of each with its
    index. ``law`` says what citations in a text read as. Compared by identity.
    """

    terms: tuple[Term, ...]
    order: tuple[int, ...]
    forms: tuple[tuple[int, str], ...]
    law: LawTable

    @functools.cached_property
    def memory(self) -> Memory:
        """What was worked out of it."""
        return Memory()


def glossary_of(library: Library, kind: str) -> Glossary:
    """The glossary for a kind of document."""
    return library.memory.once(make_glossary, library.terms, kind, library.law)


def make_glossary(terms: tuple[Term, ...], kind: str, law: LawTable) -> Glossary:
    """The terms of a kind of document; a definition for this kind goes before the general one."""
    fitting = _fitting(terms, kind)
    names = sorted({term.name.casefold() for term in fitting})
    order = {name: index for index, name in enumerate(names)}
    forms = itertools.chain.from_iterable(
        [(index, form) for form in _forms(term)] for index, term in enumerate(fitting)
    )
    sorted_as = tuple(order[term.name.casefold()] for term in fitting)
    return Glossary(fitting, sorted_as, tuple(forms), law)


def _fitting(terms: tuple[Term, ...], kind: str) -> tuple[Term, ...]:
    own = {term.name for term in terms if kind in term.kinds}
    return tuple(
        term for term in terms if kind in term.kinds or (not term.kinds and term.name not in own)
    )


def define(glossary: Glossary, texts: Iterable[str], names: Names) -> Remembered[dict[str, str]]:
    """The definitions that a document needs: exactly the terms its text uses, in alphabetical
    order.

    A definition may use other terms, so the search goes on until nothing new is found.

    Args:
        glossary: the terms that its kind of document can have.
        texts: the rendered texts of its other clauses.
        names: those of the document.
    """
    used = frozenset[int]().union(
        *(glossary.memory.once(_terms_in, text, glossary) for text in texts)
    )
    self_name = str(names.get("dit_document", ""))
    usual, others = glossary.memory.once(_usual_definitions, used, glossary, self_name)
    more = _definitions(others, usual, glossary, names) if others else ()
    return glossary.memory.once(_in_order, usual, more, glossary)


Meanings = tuple[tuple[int, str], ...]  # what terms mean, by their index


def _usual_definitions(
    used: frozenset[int], glossary: Glossary, self_name: str
) -> tuple[Meanings, frozenset[int]]:
    """The definitions of terms, and of those in them, that follow from what the document calls
    itself: the same in most of a batch. And the terms of which the definition needs more.
    """
    rendered: dict[int, str] = {}
    others: set[int] = set()
    todo = set(used)
    while todo:
        index = todo.pop()
        text = _usual_definition(glossary.terms[index], self_name)
        if text is None:
            others.add(index)
        else:
            rendered[index] = text
            todo |= glossary.memory.once(_terms_in, text, glossary)
        todo -= rendered.keys() | others
    return tuple(rendered.items()), frozenset(others)


def _definitions(
    wanted: frozenset[int], usual: Meanings, glossary: Glossary, names: Names
) -> Meanings:
    """The definitions of terms that need more than the usual, and of the terms in them."""
    self_name = str(names.get("dit_document", ""))
    known = {index for index, _ in usual}
    rendered: dict[int, str] = {}
    todo = set(wanted)
    while todo:
        term = glossary.terms[index := todo.pop()]
        text = _usual_definition(term, self_name)
        rendered[index] = define_once(term, names) if text is None else text
        todo |= glossary.memory.once(_terms_in, rendered[index], glossary)
        todo -= rendered.keys() | known
    return tuple(rendered.items())


def _in_order(usual: Meanings, more: Meanings, glossary: Glossary) -> Remembered[dict[str, str]]:
    """The definitions in alphabetical order, as the items of one list."""
    rendered = dict((*usual, *more))
    chosen = sorted(rendered, key=glossary.order.__getitem__)
    ends = [*[";"] * (len(chosen) - 1), "."] if chosen else []
    meanings = (
        Mark(rendered[index].rstrip(" ;.") + end) for index, end in zip(chosen, ends, strict=True)
    )
    return Remembered(
        {"naam": glossary.terms[index].name, "omschrijving": meaning}
        for index, meaning in zip(chosen, meanings, strict=True)
    )


def _usual_definition(term: Term, self_name: str) -> str | None:
    """What a term means when that follows from what the document calls itself."""
    compiled = compile_term(term)
    if compiled.names or not compiled.is_fixed:
        return None
    return render_term(term, {"dit_document": self_name})


def uses_term(text: str, term: Term) -> bool:
    """Whether a text uses a term in one of its forms."""
    folded = text.casefold()
    return any(_stands_alone(form, folded) for form in _forms(term))


def _forms(term: Term) -> tuple[str, ...]:
    return tuple(form.casefold() for form in (term.name, *term.forms))


def _stands_alone(words: str, text: str) -> bool:
    """Whether words occur in a text other than as a part of a longer word."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        if not (_continues(text[start - 1 : start]) or _continues(text[end : end + 1])):
            return True
        start = text.find(words, start + 1)
    return False


def _continues(char: str) -> bool:
    return char.isalnum() or char in ("_", "-")


@at_most(4096)
def _terms_in(text: str, glossary: Glossary) -> frozenset[int]:
    """Indexes of the terms that a text uses."""
    words = readable(text, glossary.law).casefold()
    return frozenset(
        index for index, form in glossary.forms if form in words and _stands_alone(form, words)
    )
