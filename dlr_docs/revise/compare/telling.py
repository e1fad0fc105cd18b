"""A comparison as text for a person, and as data for a program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dlr_docs.basis.characters import harmless
from dlr_docs.library.layers.history import Revision
from dlr_docs.model.blocks import END, LOOK, Remark, Tracked
from dlr_docs.revise.changes.difference import Comparison, Difference, Renumbered
from dlr_docs.revise.changes.showing import Segment

_AROUND = 60  # characters of what stayed, on either side of a change
_MARKS = {"was": ("[-", "-]"), "wordt": ("{+", "+}"), "zelfde": ("", "")}
_TRACKED = {
    LOOK: "opmaak",
    "ins": "toegevoegd",
    "del": "verwijderd",
    "moveTo": "hierheen verplaatst",
    "moveFrom": "hiervandaan verplaatst",
}
AGREED = "bibliotheek en keuzes zeggen dit nu ook"


def as_text(comparison: Comparison) -> str:
    """The comparison for a person, less its problems."""
    return "\n".join(map(harmless, _lines(comparison))) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    title, nothing = titles(comparison)
    yield f"{title} ({len(comparison.by_hand)})"
    yield from change_lines(comparison.by_hand)
    if not comparison.by_hand:
        yield f"  {nothing}"
    if comparison.renumbered:
        yield "Vernummerd"
    for item in comparison.renumbered:
        yield f"  {renumbered_words(item)}"
    if comparison.remarks:
        yield f"Opmerkingen in het document ({len(comparison.remarks)})"
    for place, remark in comparison.remarks:
        yield f"  {place}: {remark_words(remark)}"
    if comparison.meanwhile:
        yield f"Sindsdien veranderd in bibliotheek of keuzes ({len(comparison.meanwhile)})"
    yield from change_lines(comparison.meanwhile)


def titles(comparison: Comparison) -> tuple[str, str]:
    """What stands above what differs, and what is said when nothing does."""
    if comparison.is_of_two:
        return "Verschil tussen de documenten", "Niets: beide documenten zeggen hetzelfde."
    return "Met de hand gewijzigd", "Niets: de tekst is zoals hij is gemaakt."


def change_lines(changes: Iterable[Difference]) -> Iterator[str]:
    """Differences for a person."""
    for change in changes:
        yield f"  {heading(change)}"
        yield from (f"      {line}" for line in _content(change))
        yield from (f"      {item}" for item in change.notes)
        yield from (f"      {tracked_words(item)}" for item in change.tracked)
        if change.subjects:
            yield f"      raakt: {'; '.join(change.subjects)}"
        if change.laws:
            yield f"      let op, een getal is anders; de tekst rust op {', '.join(change.laws)}"
        yield from reason_lines(change.reasons)
        if change.is_agreed:
            yield f"      {AGREED}"


def renumbered_words(item: Renumbered) -> str:
    """An article that has another number, with the annex that it stands in."""
    where = f"bijlage \u201c{item.annex}\u201d, " if item.annex else ""
    return f"{where}artikel {item.was} is nu artikel {item.now} ({item.title})"


def reason_lines(reasons: Iterable[Revision]) -> Iterator[str]:
    """Why the library says something else, below what it says."""
    yield from (f"      in de bibliotheek: {reason_words(item)}" for item in reasons)


def heading(change: Difference) -> str:
    """Where a change is, and what kind it is."""
    where = f"{change.path} ({change.place})" if change.path and change.place else ""
    variant = f", {change.instead} in plaats van {change.clause}" if change.instead else ""
    return f"{where or change.path or change.place}: {change.kind}{variant}"


def reason_words(reason: Revision, show: Callable[[str], str] = str) -> str:
    """A commit of the library: when, by whom and why.

    Args:
        show: how a day is written.
    """
    day = show(reason.when) if reason.when else ""
    who = ", ".join(filter(None, (day, reason.who)))
    return f"{who}: {reason.why}" if who else reason.why


def _content(change: Difference) -> Iterator[str]:
    if change.kind == "waarde":
        yield f"{change.was or '(open)'} → {change.now or '(open)'}"
    elif change.words:
        yield "".join(_marked(change.words))
    elif change.kind == "opmaak":
        yield "; ".join(change.looks) or _short(change.now)
    else:
        yield from _whole(change)


def _whole(change: Difference) -> Iterator[str]:
    """What is gone, and what came; of what was moved only where it stands now."""
    if change.was and change.kind in ("verwijderd", "gewijzigd"):
        yield from (f"- {line}" for line in _said(change.was))
    if change.now and change.kind != "verwijderd":
        yield from (f"+ {line}" for line in _said(change.now))


def _said(text: str) -> Iterator[str]:
    """The lines of a text that say something."""
    return (line for line in text.split("\n") if line.strip(" |\u00a0\t"))


def _marked(words: tuple[Segment, ...]) -> Iterator[str]:
    last = len(words) - 1
    for index, segment in enumerate(words):
        before, after = _MARKS[segment.state]
        text = segment.text
        if segment.state == "zelfde":
            text = _middle(text, is_first=index == 0, is_last=index == last)
        yield f"{before}{text}{after}"


def _middle(text: str, *, is_first: bool, is_last: bool) -> str:
    """What stayed, cut where no change is near."""
    if is_first and len(text) > _AROUND:
        return f"… {text[-_AROUND:]}"
    if is_last and len(text) > _AROUND:
        return f"{text[:_AROUND]} …"
    if len(text) > 2 * _AROUND:
        return f"{text[:_AROUND]} … {text[-_AROUND:]}"
    return text


def _short(text: str) -> str:
    return text if len(text) <= 2 * _AROUND else f"{text[: 2 * _AROUND]} …"


def remark_words(remark: Remark) -> str:
    """A comment with who wrote it and when."""
    day = remark.date[:10]
    who = ", ".join(filter(None, (remark.author, day)))
    return f"{who}: {remark.text}" if who else remark.text


def tracked_words(tracked: Tracked) -> str:
    """A tracked change with who made it and when."""
    who = ", ".join(filter(None, (tracked.author, tracked.date[:10])))
    kind = _TRACKED.get(tracked.kind, tracked.kind)
    words = "een einde van een alinea" if tracked.text == END else f"'{_short(tracked.text)}'"
    return f"bijgehouden wijziging ({who}): {kind} {words}"


def as_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison for a program."""
    return {
        "wijzigingen": [change_data(change) for change in comparison.by_hand],
        "sindsdien": [change_data(change) for change in comparison.meanwhile],
        "vernummerd": [
            {"titel": item.title, "was": item.was, "wordt": item.now}
            | ({"bijlage": item.annex} if item.annex else {})
            for item in comparison.renumbered
        ],
        "opmerkingen": [
            {"plaats": place, "wie": remark.author, "datum": remark.date, "tekst": remark.text}
            for place, remark in comparison.remarks
        ],
        "problemen": [problem.as_dict() for problem in comparison.problems],
    }


def change_data(change: Difference) -> dict[str, Any]:
    """A difference for a program."""
    return {
        "plaats": change.place,
        "clausule": change.clause or None,
        "gegeven": change.path or None,
        "soort": change.kind,
        "was": change.was,
        "wordt": change.now,
        "vervangen_door": change.instead or None,
        "nu_ook_in_keuzes": change.is_agreed,
        "opmaak": list(change.looks),
        "verder": list(change.notes),
        "eis": list(change.subjects),
        "wet": list(change.laws),
        "waarom": reasons_data(change.reasons),
        "bijgehouden": [
            {"soort": item.kind, "wie": item.author, "datum": item.date, "tekst": item.text}
            for item in change.tracked
        ],
    }


def reasons_data(reasons: Iterable[Revision]) -> list[dict[str, str | None]]:
    """Commits of the library for a program; what is not committed yet has none."""
    return [
        {
            "commit": item.commit or None,
            "wie": item.who or None,
            "wanneer": item.when or None,
            "waarom": item.why,
        }
        for item in reasons
    ]
