"""What a check of a Word template finds: in which part, and with which text around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis.codes import Code
from dlr_docs.basis.problems import Place, Problem, Source, problem
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.text import Changes, text_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W

_NO_TEXT = ("word/glossary/", "word/comments")  # we write our own
_LONGEST = 120  # characters of the text around a problem
_PARTS = {
    "document": "de tekst",
    "header": "de koptekst",
    "footer": "de voettekst",
    "footnotes": "de voetnoten",
    "endnotes": "de eindnoten",
    "styles": "de stijlen",
    "numbering": "de nummering",
    "settings": "de instellingen",
    "comments": "de opmerkingen",
}


class TemplateFinding(Struct, frozen=True):
    """What a check found: in which part, and the text around it where there is any.

    ``code`` is for a check that finds two sorts of things; usually the table has it.
    """

    message: str
    hint: str | None = None
    part: str | None = None
    around: str = ""
    code: Code | None = None


TemplateCheck = Callable[[Package], Iterator[TemplateFinding]]


def is_text_part(name: str) -> bool:
    """Whether a part is one that may hold tags."""
    return name.startswith("word/") and name.endswith(".xml")


def as_problem(code: Code, finding: TemplateFinding, path: str) -> Problem:
    """A finding with its part and the text around it in the message, as somebody finds them in
    Word.
    """
    around = " ".join(finding.around.split())
    around = f"{around[:_LONGEST]} …" if len(around) > _LONGEST else around
    where = f"in {part_name(finding.part)}: " if finding.part else ""
    message = f"{where}{finding.message}" + (f"; bij: {around}" if around else "")
    place = Place(finding.part, Source(path)) if finding.part else Source(path)
    found = problem(finding.code or code, message, place, finding.hint)
    return replace(found, excerpt=around or None)


def part_name(part: str) -> str:
    """A part as a Word user calls it, with its name in the file."""
    match = re.fullmatch(r"word/([a-z]+)\d*\.xml", part)
    known = _PARTS.get(match[1]) if match else None
    return f"{known} ({part})" if known else part


def texts_of(package: Package) -> Iterator[tuple[str, Any]]:
    """The parts that hold text of the document: the body first, then headers, footers, notes."""
    for name, root in sorted(package.roots.items(), key=lambda part: (part[0] != MAIN, part[0])):
        if (
            is_text_part(name)
            and not name.startswith(_NO_TEXT)
            and root.find(f".//{{{W}}}p") is not None
        ):
            yield name, root


def around_of(element: Any) -> str:
    """The text of the paragraph that an element stands in, deleted text included."""
    paragraph = (
        element if element.tag == f"{{{W}}}p" else next(element.iterancestors(f"{{{W}}}p"), element)
    )
    return text_of(paragraph, Changes.TOLD)


def once_a_paragraph(elements: Iterable[Any]) -> Iterator[Any]:
    """The first element of each sort in each paragraph: people look a paragraph over as a whole."""
    seen = set()
    for element in elements:
        key = element.tag, next(element.iterancestors(f"{{{W}}}p"), None)
        if key not in seen:
            seen.add(key)
            yield element
