"""A comparison as one page for a browser: what changed, and both texts side by side."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import OutputError, Source, error
from dlr_docs.basis.reading import NotPlain, read_start
from dlr_docs.revise.changes.difference import Comparison
from dlr_docs.revise.compare.telling import (
    AGREED,
    heading,
    reason_words,
    remark_words,
    titles,
    tracked_words,
)

_FOLDER = Path(__file__).parent
_TITLE = "<title>Vergelijking: "
_START = 1000  # bytes in which the title stands


class PageTexts(Struct, frozen=True):
    """What stands above a page, and above the two columns."""

    title: str
    subtitle: str
    left: str
    right: str


def refuse_other_file(path: Path) -> None:
    """Refuse to write a page over anything but such a page: it may be the document itself.

    Raises:
        OutputError: when another file has this name.
    """
    if not os.path.lexists(path):
        return
    try:
        start = read_start(path, _START)
    except (NotPlain, OSError):
        start = b""
    if not start.startswith(b"<!doctype html>") or _TITLE.encode() not in start:
        hint = "Kies met --html een andere naam, of zet dit bestand ergens anders."
        raise OutputError(
            error(codes.ANDER_BESTAND, "hier staat al een ander bestand", Source(str(path)), hint)
        )


def as_page(comparison: Comparison, texts: PageTexts) -> str:
    """The comparison as HTML, without anything from elsewhere; it prints well too."""
    above, nothing = titles(comparison)
    return rendered(
        "vergelijking.html",
        title=texts.title,
        subtitle=texts.subtitle,
        left=texts.left,
        right=texts.right,
        comparison=comparison,
        heading=heading,
        remark=remark_words,
        tracked=tracked_words,
        reason=reason_words,
        above=above,
        nothing=nothing,
        agreed=AGREED,
    )


def rendered(template: str, **texts: object) -> str:
    """A page from its template, with these texts."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template(template).render(texts)
