"""The places in a template for what the program writes itself: the articles, the table of contents,
the annexes.

While a template is rendered a placeholder stands there, which is short however often a template
repeats it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from markupsafe import Markup

from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.template.names import MARKER

ANNEXES, CONTENTS = "bijlagen", "inhoud"
_CALLED = {MARKER: "de artikelen", CONTENTS: "de inhoudsopgave", ANNEXES: "de bijlagen"}
# What is typed cannot look like one of these, since it is escaped.
PLACEHOLDERS: Mapping[str, Markup] = {name: Markup(f"<dlr-{name}/>") for name in _CALLED}  # noqa: S704 - ours


def misplaced(
    part: str, text: str, needed: Collection[str], document: str
) -> Iterator[tuple[str, str]]:
    """What is wrong with the places in a rendered part: messages, each with what to do.

    Args:
        part: the name of the part.
        needed: the names of those that the main part must have.
        document: what to call the document.
    """
    for name, placeholder in PLACEHOLDERS.items():
        count, place, tag = (
            text.count(placeholder),
            f"de plek voor {_CALLED[name]}",
            f"{{{{p {name} }}}}",
        )
        if part != MAIN and count:
            yield f"{place} hoort in de tekst zelf", f"Zet {tag} op een eigen regel van de tekst."
        elif count > 1:
            hint = f"Zet {tag} er één keer in, en niet tussen {{%p for … %}} en {{%p endfor %}}."
            yield f"{place} komt in {document} meer dan één keer voor", hint
        elif count and _is_inside(text, text.index(placeholder)):
            hint = f"Zet {tag} op een eigen regel, met die p erin, en niet in een tabel."
            yield f"{place} staat niet op een eigen regel van de tekst", hint
        elif not count and name in needed and part == MAIN:
            yield f"{place} ontbreekt in {document}", _where(name, tag)


def _is_inside(text: str, at: int) -> bool:
    """Whether a place is inside a paragraph or a table."""
    paragraph = max(text.rfind("<w:p>", 0, at), text.rfind("<w:p ", 0, at)) > text.rfind(
        "</w:p>", 0, at
    )
    around = ("w:tbl>", "mc:AlternateContent>")
    return paragraph or any(
        text.count(f"<{name}", 0, at) > text.count(f"</{name}", 0, at) for name in around
    )


def _where(name: str, tag: str) -> str:
    if name == ANNEXES:
        return (
            f"Dit document heeft een bijlage. Zet op een eigen regel achter de ondertekening: {tag}"
        )
    return f"Zet {tag} op een eigen regel, buiten {{%p if … %}} en {{%p endif %}}."
