"""Checks of a Word template: whether the numbers that Word counts are those that we write in
references, in the table of contents and in other documents.

We number articles, leden and onderdelen from 1, each within what is above it. A template decides
how these numbers look, so it is refused when Word would count in another way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any

from msgspec import Struct

from dlr_docs.basis.labels import Level
from dlr_docs.basis.number_formats import is_known
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.numbering import LevelUse, Numbering, numbering_of
from dlr_docs.word.package.reading.styles import is_heading_by_itself, styles_of
from dlr_docs.word.package.reading.text import typed_paragraphs
from dlr_docs.word.package.relations import MAIN, NUMBERING, STYLES
from dlr_docs.word.package.xml import W
from dlr_docs.word.template.checks.findings import TemplateFinding, around_of
from dlr_docs.word.template.names import MARKER
from dlr_docs.word.template.parts.places import ANNEXES, CONTENTS
from dlr_docs.word.template.style_names import ANNEX_STYLES, NUMBERED_STYLES, OUR_STYLES

_TAG_LINE = re.compile(r"\s*\{[{%]p\s[^{}]*[}%]\}\s*")  # a paragraph that a document does not have


class _Group(Struct, frozen=True):
    """Styles that are levels of one list, what they number, and the tag that they replace."""

    styles: tuple[str, ...]
    called: str
    place: str


_GROUPS = (
    _Group(NUMBERED_STYLES, "de artikelen", MARKER),
    _Group(ANNEX_STYLES, "de bijlagen", ANNEXES),
)


def check_numbering(package: Package) -> Iterator[TemplateFinding]:
    """Articles and all below them are numbered by one list whose levels are tied to their styles;
    annexes too.
    """
    if NUMBERING in package.members and NUMBERING not in package.roots:
        return  # damaged, and reported as such
    numbering = numbering_of(package, styles_of(package))
    for group in _GROUPS:
        yield from _missing(group.styles, numbering)


def _missing(names: Sequence[str], numbering: Numbering) -> Iterator[TemplateFinding]:
    hint = (
        f"Koppel in Word één lijst met meerdere niveaus aan de stijlen {', '.join(names)} "
        "(Nieuwe lijst met meerdere niveaus definiëren > Niveau "
        "koppelen aan stijl). LibreOffice bewaart dat niet."
    )
    yield from _untied(names, numbering, hint)
    uses = [use for use in map(numbering.of_style.get, names) if use]
    elsewhere = any(not _is_tied(name, numbering) for name in _tied(numbering).intersection(names))
    if elsewhere or len({use.list.definition for use in uses}) > 1:
        message = f"de stijlen {', '.join(names)} zijn niveaus van verschillende lijsten"
        message += "; dan begint de telling niet telkens opnieuw"
        yield TemplateFinding(message, hint, NUMBERING)
    elif any(one.order >= other.order for one, other in pairwise(uses)):
        message = f"de stijlen {', '.join(names)} zijn niet in deze volgorde niveaus van hun lijst"
        yield TemplateFinding(message, hint, NUMBERING)


def _untied(names: Sequence[str], numbering: Numbering, hint: str) -> Iterator[TemplateFinding]:
    tied = _tied(numbering)
    for name in (name for name in names if name in numbering.styles.by_id):
        if name not in tied:
            message = f"bij de stijl '{name}' hoort geen nummering"
            yield TemplateFinding(message, hint, NUMBERING)
        elif name not in numbering.of_style:
            message = f"de stijl '{name}' gebruikt zijn nummering niet"
            yield TemplateFinding(message, hint, STYLES)


def _tied(numbering: Numbering) -> frozenset[str]:
    """The styles that any list has a level for."""
    return frozenset(chain.from_iterable(item.tied for item in numbering.lists.values()))


def _is_tied(name: str, numbering: Numbering) -> bool:
    """Whether a style is tied to a level of the list that it uses; one without a list is no
    matter here.
    """
    use = numbering.of_style.get(name)
    return use is None or name in use.list.tied


def check_counting(package: Package) -> Iterator[TemplateFinding]:
    """Word counts as we do: from 1, each level within the one above it, with nothing counted that
    we know nothing of.
    """
    numbering = numbering_of(package, styles_of(package))
    for group in _GROUPS:
        if any(name not in numbering.of_style for name in group.styles):
            continue  # reported as missing
        uses = {name: numbering.of_style[name] for name in group.styles}
        yield from _levels(uses)
        yield from _others(group, uses, numbering)
        yield from _lines_before(group, uses, numbering, package)
    yield from _headings(numbering, package)


def _levels(uses: dict[str, LevelUse]) -> Iterator[TemplateFinding]:
    """What is wrong with the levels of the styles of a group."""
    orders = [use.order for use in uses.values()]
    above = ""
    for depth, (name, use) in enumerate(uses.items()):
        wrong = (
            _wrong_look(use.level, use.order)
            or _wrong_numbers(use.level, orders[: depth + 1])
            or _wrong_count(use.level, name, above, orders[max(depth - 1, 0)])
        )
        if wrong:
            message, hint = wrong
            yield TemplateFinding(f"{message} (niveau van de stijl '{name}')", hint, NUMBERING)
        above = name


_Wrong = tuple[str, str] | None  # what is wrong, and what to do


def _wrong_look(level: Level, order: int) -> _Wrong:
    if not is_known(level.form):
        return (
            f"dlr-docs kent deze soort nummer niet: {level.form}",
            "Kies in Word bij 'Getalopmaak voor dit niveau' een andere soort, zoals 1, 2, 3.",
        )
    if order not in level.named or level.form == "none":
        return (
            "dit niveau toont geen eigen nummer, en een verwijzing zou dan niets tonen",
            "Zet in Word bij 'Notatie voor het nummer opgeven' het nummer van het niveau zelf.",
        )
    return None


def _wrong_numbers(level: Level, orders: Sequence[int]) -> _Wrong:
    others = sorted(level.named.difference(orders))
    if others:
        return (
            f"het nummer toont ook dat van niveau {others[0] + 1}, dat dlr-docs niet telt",
            "Haal dat nummer uit 'Notatie voor het nummer opgeven', of koppel de stijlen aan de "
            "niveaus vanaf 1.",
        )
    return None


def _wrong_count(level: Level, name: str, above: str, order_above: int) -> _Wrong:
    if level.start != 1:
        return (
            f"de telling begint bij {level.start}, en verwijzingen tellen vanaf 1",
            "Zet in Word 'Beginnen bij' en 'Nummerwaarde instellen' op 1.",
        )
    if above and level.restart is not None and level.restart <= order_above:
        return (
            f"de telling begint niet opnieuw na elke alinea met de stijl '{above}'",
            f"Zet in Word 'Lijst opnieuw beginnen na' bij '{name}' op het niveau van '{above}'.",
        )
    return None


def _others(
    group: _Group, uses: dict[str, LevelUse], numbering: Numbering
) -> Iterator[TemplateFinding]:
    """Other styles that we write and that count in the same list, so that numbers shift."""
    lists = {use.list.definition for use in uses.values()}
    for name in sorted(OUR_STYLES.difference(group.styles)):
        use = numbering.of_style.get(name)
        if use and use.list.definition in lists:
            message = f"de stijl '{name}' telt mee in de lijst van {group.called}"
            hint = "Geef deze stijl in Word geen nummering, of een lijst van zichzelf."
            yield TemplateFinding(message, hint, STYLES)


def _lines_before(
    group: _Group, uses: dict[str, LevelUse], numbering: Numbering, package: Package
) -> Iterator[TemplateFinding]:
    """Lines of the template that count in the same list before the first of a group does."""
    lists = {use.list.definition for use in uses.values()}
    for line in _before(group.place, _lines(package)):
        use = numbering.of(line)
        if use and use.list.definition in lists:
            message = (
                f"deze regel telt mee in de lijst van {group.called}, die dan niet bij 1 begint"
            )
            hint = "Geef deze regel in Word een andere stijl of een lijst van zichzelf."
            yield TemplateFinding(message, hint, MAIN, around_of(line))


def _headings(numbering: Numbering, package: Package) -> Iterator[TemplateFinding]:
    """Headings of the template itself that its table of contents would not show as Word does."""
    lines = _lines(package)
    if not any(_is_place(CONTENTS, text) for text in lines.values()):
        return
    headings = numbering.styles.headings()
    for line in package.roots[MAIN].iter(f"{{{W}}}p"):
        if _TAG_LINE.fullmatch(lines.get(line, "")):
            continue
        if numbering.styles.of(line) in headings or is_heading_by_itself(line):
            for message, hint in _not_in_contents(line, numbering):
                yield TemplateFinding(message, hint, MAIN, around_of(line))


def _not_in_contents(heading: Any, numbering: Numbering) -> Iterator[tuple[str, str]]:
    """Why a heading does not come into a table of contents as it is, each with what to do."""
    if numbering.of(heading) and not _is_in_box(heading):
        message = "deze kop heeft een nummer, dat de inhoudsopgave niet kan tonen"
        yield (
            message,
            "Zet in Word de nummering van deze kop uit, of geef de regel een andere stijl.",
        )
    if _is_in_box(heading):
        message = "deze kop staat in een tekstvak, en komt zo niet goed in de inhoudsopgave"
        yield message, "Zet de kop in de tekst zelf, of geef de regel in het vak een andere stijl."
    elif next(heading.iter(f"{{{W}}}txbxContent"), None) is not None:
        message = "aan deze kop hangt een tekstvak, dat in de inhoudsopgave terecht zou komen"
        yield message, "Sleep het anker van het tekstvak naar de regel erna (Opmaak > Positie)."


def _before(place: str, lines: Mapping[Any, str]) -> list[Any]:
    """The lines before a place that a document has too; none when there is no such place."""
    found: list[Any] = []
    for line, text in lines.items():
        if _is_place(place, text):
            return found
        if not _TAG_LINE.fullmatch(text):
            found.append(line)
    return []


def _is_place(name: str, text: str) -> bool:
    return re.search(r"\{\{p\s+" + name + r"\s*\}\}", text) is not None


def _lines(package: Package) -> dict[Any, str]:
    """The paragraphs of the text itself with what they say; those of text boxes count by
    themselves.
    """
    root = package.roots.get(MAIN)
    texts = {} if root is None else dict(typed_paragraphs(root))
    paragraphs = () if root is None else root.iter(f"{{{W}}}p")
    return {item: texts.get(item, "") for item in paragraphs if not _is_in_box(item)}


def _is_in_box(paragraph: Any) -> bool:
    return next(paragraph.iterancestors(f"{{{W}}}txbxContent"), None) is not None
