"""What a page shows again and again while somebody fills in: the text of a document, with what the
last change altered in it, and the questions beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup
from msgspec import Struct

from dlr_docs.build.selected.attached import list_of_annexes
from dlr_docs.clause.html import Leads
from dlr_docs.model.document import Bundle, Document
from dlr_docs.web.forms import FormField
from dlr_docs.word.write.html import document_html

_BLOCK = re.compile(r"<(p|h2|h3|h4|td)( [^>]*)?>(.*?)</\1>", re.DOTALL)
_NUMBER = re.compile(r'<span class="nummer">[^<]*</span>|<a class="verwijzing"[^>]*>[^<]*</a>')
_DOCUMENTS = 100  # whose text is remembered
_FIELDS = 2000  # whose HTML is remembered


class _Shown(Struct, frozen=True):
    """What a document said when it was shown, and what it said before that."""

    stand: str
    now: frozenset[str]
    before: frozenset[str] | None


class Previews:
    """The texts of documents as they were shown last."""

    def __init__(self) -> None:
        self._shown: dict[tuple[str, str], _Shown] = {}

    def html(self, file: str, stand: str, document: Document, bundle: Bundle, leads: Leads) -> str:
        """The text of a document, with what differs from the last text marked.

        Args:
            file: the choice file.
            stand: the digest of its text; the same text is not compared with itself.
        """
        tables = list_of_annexes(document, bundle) if document.attached else ()
        html = document_html(document, bundle, leads, tables)
        key = (file, document.id)
        last = self._shown.pop(key, None)
        if last is None:
            shown = _Shown(stand, _blocks(html), None)
        elif last.stand == stand:
            shown = last
        else:
            shown = _Shown(stand, _blocks(html), last.now)
        self._shown[key] = shown
        while len(self._shown) > _DOCUMENTS:
            del self._shown[next(iter(self._shown))]
        return html if shown.before is None else _lit(html, shown.before)


def _blocks(html: str) -> frozenset[str]:
    return frozenset(_said(found[3]) for found in _BLOCK.finditer(html))


def _said(html: str) -> str:
    """What a block says but for numbers, which follow from what stands before it."""
    return _NUMBER.sub("", html)


def _lit(html: str, before: frozenset[str]) -> str:
    def mark(found: re.Match[str]) -> str:
        name, attributes, inner = found[1], found[2] or "", found[3]
        sign = "" if _said(inner) in before else " data-nieuw"
        return f"<{name}{sign}{attributes}>{inner}</{name}>"

    return _BLOCK.sub(mark, html)


class ShownFields:
    """The HTML of questions as they were shown last: of a form of hundreds, only what changed is
    written anew.
    """

    def __init__(self) -> None:
        self._shown: dict[tuple[str, str, str], tuple[FormField, Markup]] = {}

    def html(
        self, write: Callable[[FormField], Markup], field: FormField, file: str, document: str
    ) -> Markup:
        """The HTML of a field.

        Args:
            write: makes it, from the field and from where its links lead.
            file: the choice file to which they lead.
            document: the id of the document to which they lead.
        """
        key = (file, document, field.name)
        shown, html = self._shown.pop(key, (None, Markup()))
        if shown != field:
            html = write(field)
        self._shown[key] = (field, html)
        while len(self._shown) > _FIELDS:
            del self._shown[next(iter(self._shown))]
        return html
