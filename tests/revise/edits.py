"""Edits of a document as a person makes them, done in its XML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from dlr_docs.revise.update.updating import Updated
from dlr_docs.word.package.xml import field_start, run
from dlr_docs.word.read.lines import read_lines
from tests.ooxml import changed

MAIN = "word/document.xml"
# A reference to a lid that became an onderdeel shows its letter.
_SHOWN = re.compile(
    r"(?:artikel[ \u202f\u00a0]|bijlage )?\d[\d.]*|\([A-Za-z]\)|\[\d+\]"
    r"|(?<=lid[ \u00a0])[a-z]\b\.?",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"<w:p>(?:(?!</w:p>).)*</w:p>", re.DOTALL)


def _paragraphs(text: str) -> list[str]:
    return [found[0] for found in _PARAGRAPH.finditer(text)]


def paragraph(text: str, words: str) -> str:
    """The paragraph in which words stand."""
    return next(found for found in _paragraphs(text) if words in found)


def article(text: str, title: str) -> str:
    """An article from its heading up to the next."""
    headings = (item for item in _paragraphs(text) if f">{title}<" in item)
    start = text.index(next(item for item in headings if '<w:pStyle w:val="Artikel"/>' in item))
    rest = text[start + 1 :]
    following = re.search(r'<w:p>(?=<w:pPr><w:pStyle w:val="(?:Artikel|Kop1)"/>)', rest)
    assert following
    return text[start : start + 1 + following.start()]


def relisted(text: str, name: str, added: str, *, first_goes: bool) -> str:
    """A document in which a hand typed another item behind a list in its sentence, and may have
    taken out the first; the controls of the others are still theirs.
    """
    line = next(it for it in _paragraphs(text) if it.count(f'w:val="{name}.') > 1)
    controls = re.findall(r"<w:sdt>.*?</w:sdt>", line)
    items = [item for item in controls if f'w:val="{name}.' in item]
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    listed = run.format(", ").join(items[first_goes:]) + run.format(f" en {added}")
    start, end = line.index(items[0]), line.index(items[-1]) + len(items[-1])
    return text.replace(line, line[:start] + listed + line[end:], 1)


def edited(data: bytes, change: Callable[[str], str]) -> bytes:
    """A document with its text changed; a change that changes nothing is a mistake."""

    def checked(text: str) -> str:
        new = change(text)
        assert new != text
        return new

    return changed(data, MAIN, checked)


def replaced(data: bytes, old: str, new: str) -> bytes:
    """A document in which something was typed over."""
    return edited(data, lambda text: text.replace(old, new, 1))


def plain(text: str) -> str:
    """A paragraph without its bookmarks, as one that was copied has none."""
    return re.sub(r"<w:bookmark(?:Start|End)[^>]*/>", "", text)


def shown_words(data: bytes) -> Counter[str]:
    """The words of a document, less numbers, which follow the articles."""
    text = "\n".join(line for line in read_lines(data) if "\t" not in line)
    return Counter(_SHOWN.sub(" ", text).split())


def listed(made: Updated) -> Counter[str]:
    """The words of a hand among what a person has to decide."""
    return Counter(" ".join(item.hand for item in made.undecided).split())


def shown_by_reference(label: str) -> str:
    """The result of a reference to a number, with the end of its code: that of a link is another."""
    start = field_start(r"REF x \n \h")
    return start[start.index(r" \n \h") :] + run(label)
