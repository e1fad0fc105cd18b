"""Checks of a Word template: its styles."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from dlr_docs.basis.problems import nearest
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.styles import styles_of
from dlr_docs.word.package.relations import STYLES
from dlr_docs.word.package.xml import W
from dlr_docs.word.template.checks.findings import (
    TemplateFinding,
    around_of,
    once_a_paragraph,
    texts_of,
)
from dlr_docs.word.template.parts.controls import PLACEHOLDER_STYLE
from dlr_docs.word.template.style_names import OUR_STYLES

REQUIRED_STYLES = OUR_STYLES | {PLACEHOLDER_STYLE}
_MANY = 500  # so many names are worth looking through for one that is like another


def check_styles(package: Package) -> Iterator[TemplateFinding]:
    """Every style that we use is there."""
    hint = (
        "Hernoem of verwijder deze stijl niet. Begin met een kopie "
        "(dlr-docs sjablonen nieuw) en pas de stijl aan."
    )
    known = styles_of(package).by_id
    for name in sorted(REQUIRED_STYLES - known.keys()) if STYLES in package.roots else ():
        near = nearest(name, itertools.islice(known, _MANY))
        yield TemplateFinding(
            f"de stijl '{name}' ontbreekt", f"Er is wel '{near}'. {hint}" if near else hint, STYLES
        )


def check_used_styles(package: Package) -> Iterator[TemplateFinding]:
    """Paragraphs name styles that exist; Word shows the others without any."""
    known = styles_of(package).by_id
    used = (f"{{{W}}}pStyle", f"{{{W}}}rStyle", f"{{{W}}}tblStyle")
    hint = "Kies in Word een andere stijl voor deze regel."
    for name, root in texts_of(package) if known else ():
        for element in once_a_paragraph(
            item for item in root.iter(*used) if item.get(f"{{{W}}}val") not in known
        ):
            message = f"de stijl '{element.get(f'{{{W}}}val')}' wordt gebruikt, maar bestaat niet"
            yield TemplateFinding(message, hint, name, around_of(element))
