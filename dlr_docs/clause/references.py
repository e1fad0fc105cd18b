"""How a reference reads, whatever it is written as: words, with the numbers in them told apart."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from dlr_docs.clause.scope import ListFormat, Scope
from dlr_docs.model.document import Reference, Target


class Number(NamedTuple):
    """A number in a reference, which follows what it refers to.

    Args:
        target: the name of what it refers to.
        bookmark: where that stands, for a writer that can point at it.
        shown: the number now.
        in_full: whether it is put together from the labels of several levels.
    """

    target: str
    bookmark: str
    shown: str
    in_full: bool = False


ReferenceParts = tuple[str | Number, ...]


def reference_parts(reference: Reference, topic: str, scope: Scope) -> ReferenceParts:
    """A reference as a reader sees it, with each number apart.

    Args:
        topic: that of the article it stands in, which a reference within it does not name.
    """
    target = scope.wording.targets[reference.target]
    if reference.form == "bijlage":
        return _annex_reference(reference.target, target, scope)
    if target.elsewhere is not None and not target.same_file:
        return (_elsewhere(target),)
    parts = _within_file(reference, target, topic, scope)
    return (*parts, f" van {target.elsewhere}") if target.same_file else parts


def _within_file(reference: Reference, target: Target, topic: str, scope: Scope) -> ReferenceParts:
    """A reference to an article, a lid or an onderdeel of this file."""
    listed = scope.outside if target.same_file else scope.own
    own_topic = reference.target.partition(".")[0]
    to_article = scope.wording.targets[own_topic]
    article = _number(own_topic, to_article.bookmark, target.counts[:1], "artikel", listed)
    if reference.form == "artikel" or len(target.counts) == 1:
        return article
    labels = listed.full(target.counts)
    if labels:
        return _full_number(reference.target, target.bookmark, labels)
    before: ReferenceParts = (*article, ", ") if own_topic != topic or target.same_file else ()
    kind = "lid" if len(target.counts) == 2 else "onderdeel"
    if kind == "onderdeel":
        before = (*before, f"lid\u00a0{listed.number(target.counts[:2])}, ")
    return (*before, *_number(reference.target, target.bookmark, target.counts, kind, listed))


def _annex_reference(name: str, target: Target, scope: Scope) -> ReferenceParts:
    """A reference to an annex: its number follows it when it stands in this file, else is text."""
    if target.elsewhere is not None:
        return (f"bijlage\u00a0{target.counts[0]}",)
    listed = replace(scope.own, levels=scope.annex_levels, before=target.counts)
    return _number(name, target.bookmark, (), "bijlage", listed)


def _number(
    name: str, bookmark: str, counts: tuple[int, ...], kind: str, listed: ListFormat
) -> ReferenceParts:
    """The number of a paragraph: its whole label less a closing point, as Word shows it.

    The word before it comes from the label where the template has one ("artikel 3"), and is typed
    where the template numbers with digits only.
    """
    shown = Number(name, bookmark, listed.label(counts).rstrip("."))
    return (shown,) if listed.has_word(counts) else (f"{kind}\u00a0", shown)


def _full_number(name: str, bookmark: str, labels: tuple[str, ...]) -> ReferenceParts:
    """A lid or onderdeel with the numbers around it: "artikel 3.2(a)", where leden are numbered 3.1
    and 3.2.
    """
    shown = "".join(labels).rstrip(".")
    return ("artikel\u00a0", Number(name, bookmark, shown, in_full=len(labels) > 1))


def _elsewhere(target: Target) -> str:
    """A reference to another document, by title and number: nothing keeps the number right when
    that other document changes, and the title stays; and nobody takes it for an article of this
    document. One outside the bundle is cited by its own numbers, and by subject where nobody knows
    them.
    """
    numbers = target.numbers or tuple(map(str, target.counts))
    if not numbers:
        return f"de bepaling over het onderwerp {target.subject} van {target.elsewhere}"
    lid = f"lid\u00a0{numbers[1]} van " if len(numbers) > 1 else ""
    called = target.title or f"over het onderwerp {target.subject}"
    return f"{lid}het artikel {called} (nummer\u00a0{numbers[0]}) van {target.elsewhere}"
