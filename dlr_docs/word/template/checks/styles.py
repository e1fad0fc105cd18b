"""Checks of a Word template: its styles, and the numbering that is tied to them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from dlr_docs.basis.problems import Severity, nearest
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.relations import STYLES
from dlr_docs.word.package.xml import W
from dlr_docs.word.template.checks.findings import Finding, around_of, once_a_paragraph, texts_of
from dlr_docs.word.template.controls import PLACEHOLDER_STYLE
from dlr_docs.word.template.style_names import ANNEX_STYLES, NUMBERED_STYLES
from dlr_docs.word.template.style_names import STYLES as STYLE_NAMES

NUMBERING = "word/numbering.xml"
REQUIRED_STYLES = STYLE_NAMES | {PLACEHOLDER_STYLE}
_MANY = 500  # so many names are worth looking through for one that is like another


def _styles(package: Package) -> dict[str, Any]:
    root = package.roots.get(STYLES)
    styles = () if root is None else root.iter(f"{{{W}}}style")
    return {style.get(f"{{{W}}}styleId") or "": style for style in styles}


def check_styles(package: Package) -> Iterator[Finding]:
    """Every style that we use is there."""
    hint = (
        "Hernoem of verwijder deze stijl niet. Begin met een kopie "
        "(dlr-docs sjablonen nieuw) en pas de stijl aan."
    )
    known = _styles(package)
    for name in sorted(REQUIRED_STYLES - known.keys()) if STYLES in package.roots else ():
        near = nearest(name, itertools.islice(known, _MANY))
        yield Finding(
            f"de stijl '{name}' ontbreekt", f"Er is wel '{near}'. {hint}" if near else hint, STYLES
        )


def check_used_styles(package: Package) -> Iterator[Finding]:
    """Paragraphs name styles that exist; Word shows the others without any."""
    known = _styles(package)
    used = (f"{{{W}}}pStyle", f"{{{W}}}rStyle", f"{{{W}}}tblStyle")
    hint = "Kies in Word een andere stijl voor deze regel."
    for name, root in texts_of(package) if known else ():
        for element in once_a_paragraph(
            item for item in root.iter(*used) if item.get(f"{{{W}}}val") not in known
        ):
            message = f"de stijl '{element.get(f'{{{W}}}val')}' wordt gebruikt, maar bestaat niet"
            yield Finding(message, hint, name, around_of(element), Severity.WARNING)


def check_numbering(package: Package) -> Iterator[Finding]:
    """Articles and all below them are numbered by one list whose levels are tied to their styles;
    annexes too.
    """
    if NUMBERING in package.members and NUMBERING not in package.roots:
        return  # damaged, and reported as such
    for styles in (NUMBERED_STYLES, ANNEX_STYLES):
        yield from _check_list(package, styles)


def _check_list(package: Package, styles: tuple[str, ...]) -> Iterator[Finding]:
    hint = (
        f"Koppel in Word één lijst met meerdere niveaus aan de stijlen {', '.join(styles)} "
        "(Nieuwe lijst met meerdere niveaus definiëren > Niveau "
        "koppelen aan stijl). LibreOffice bewaart dat niet."
    )
    known, tied, lists = _styles(package), _tied_levels(package), _lists(package)
    for name in styles:
        if name not in known:
            continue  # reported as missing
        if name not in tied:
            yield Finding(f"bij de stijl '{name}' hoort geen nummering", hint, NUMBERING)
        elif _list_of_style(name, known) not in lists:
            yield Finding(f"de stijl '{name}' gebruikt zijn nummering niet", hint, STYLES)
    if len({tied[name] for name in styles if name in tied}) > 1:
        message = f"de stijlen {', '.join(styles)} zijn niveaus van verschillende lijsten"
        yield Finding(f"{message}; dan begint de telling niet telkens opnieuw", hint, NUMBERING)


def _lists(package: Package) -> dict[str, str]:
    """Each list (w:num) with the definition that it uses."""
    root = package.roots.get(NUMBERING)
    found = {}
    for item in () if root is None else root.iter(f"{{{W}}}num"):
        definition = item.find(f"{{{W}}}abstractNumId")
        found[item.get(f"{{{W}}}numId")] = (
            "" if definition is None else definition.get(f"{{{W}}}val")
        )
    return found


def _tied_levels(package: Package) -> dict[str, str]:
    """The styles that levels are tied to, each with the definition or list that has the level."""
    root, lists = package.roots.get(NUMBERING), _lists(package)
    found = {}
    for level in () if root is None else root.iter(f"{{{W}}}lvl"):
        style = level.find(f"{{{W}}}pStyle")
        definition = next(level.iterancestors(f"{{{W}}}abstractNum", f"{{{W}}}num"), None)
        if style is not None and definition is not None:
            number = definition.get(f"{{{W}}}abstractNumId") or lists.get(
                definition.get(f"{{{W}}}numId"), ""
            )
            found[style.get(f"{{{W}}}val")] = number
    return found


def _list_of_style(name: str | None, known: dict[str, Any]) -> str | None:
    """The list that a style numbers with, its own or that of the style it is based on."""
    seen = set()
    while name in known and name not in seen:
        seen.add(name)
        own = known[name].find(f"{{{W}}}pPr/{{{W}}}numPr/{{{W}}}numId")
        if own is not None:
            return str(own.get(f"{{{W}}}val"))
        base = known[name].find(f"{{{W}}}basedOn")
        name = None if base is None else base.get(f"{{{W}}}val")
    return None
