"""The places in a template for what the program writes itself: the articles, the table of contents, the annexes.

While a template is rendered a mark stands there, which is short however often a template repeats it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from markupsafe import Markup

from dlr_docs.word.relations import MAIN
from dlr_docs.word.template_names import MARKER

ANNEXES, CONTENTS = "bijlagen", "inhoud"
_CALLED = {MARKER: "de artikelen", CONTENTS: "de inhoudsopgave", ANNEXES: "de bijlagen"}
# What is typed cannot look like one of these, since it is escaped.
MARKS: Mapping[str, Markup] = {name: Markup(f"<dlr-{name}/>") for name in _CALLED}  # noqa: S704 - ours


def misplaced(part: str, text: str, needed: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the places in a rendered part: messages, each with what to do.

    Args:
        part: the name of the part.
        needed: the names of those that the main part must have.
    """
    for name, mark in MARKS.items():
        count = text.count(mark)
        tag = f"{{{{p {name} }}}}"
        if part != MAIN and count:
            yield f"de plek voor {_CALLED[name]} hoort in de tekst zelf", f"Zet {tag} op een eigen regel van de tekst."
        elif count > 1:
            hint = f"Zet {tag} er één keer in, en niet tussen {{%p for … %}} en {{%p endfor %}}."
            yield f"de plek voor {_CALLED[name]} komt in een document meer dan één keer", hint
        elif not count and name in needed and part == MAIN:
            hint = f"Zet {tag} op een eigen regel, en niet tussen {{%p if … %}} en {{%p endif %}}."
            yield f"de plek voor {_CALLED[name]} ontbreekt in een document", hint
