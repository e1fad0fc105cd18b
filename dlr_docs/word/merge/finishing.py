"""A document after its paragraphs were put together: its numbers, its references and its contents
say again what Word would make of them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from typing import Any

from lxml import etree
from msgspec import Struct

from dlr_docs.word.merge.bookmarks import REFERENCE as BOOKMARK
from dlr_docs.word.merge.bookmarks import START, mark, name_of
from dlr_docs.word.merge.cleaning import drop, unwrap
from dlr_docs.word.merge.package import Merging
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.ends import part_paragraphs
from dlr_docs.word.package.reading.labels import Label, labels_in_full, paragraphs_in
from dlr_docs.word.package.reading.links import LINK, leads_to, named_in
from dlr_docs.word.package.reading.numbering import numbering_of
from dlr_docs.word.package.reading.references import REFERENCE, FieldInRuns, fields_in
from dlr_docs.word.package.reading.styles import is_heading_by_itself, styles_of, value_of
from dlr_docs.word.package.reading.text import text_of
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.xml import W, escape
from dlr_docs.word.read.styles import kind_of
from dlr_docs.word.template.style_names import CONTENTS_STYLES
from dlr_docs.word.write.contents_table import FIELD, line

_W = f"{{{W}}}"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_RANGES = (f"{_W}commentRangeStart", f"{_W}commentRangeEnd")
_FIGURES, _LETTERS = "cijfers", "letters"
_LONGEST = 5  # letters of a label: viii
# Prefixes of namespaces that older programs pass over when the root says so.
_DECLARED = re.compile(rb'xmlns:([\w.-]+)="([^"]+)"')
_IGNORED = re.compile(r"http://schemas\.microsoft\.com/office/(word|drawing)/20")


# What stands between the number of an article and that of a lid in it.
_IN_ARTICLE = re.compile(r",\s+(?:lid\s+)?")
# An article that a hand named in words of its own, before the number of a lid.
_NAMED = re.compile(r"(?:\bart(?:\.|ikel)|§)\s*\w[\w.]*,\s+(?:lid\s+)?\Z", re.IGNORECASE)


class Dangling(Struct, frozen=True):
    """A reference that no longer reads as it did: its paragraph, what it showed, and what it shows
    now; nothing when what it refers to is gone, and it is plain words. ``article`` is the title of
    the one that a lid stands in now, when the reference does not name that.
    """

    paragraph: Any
    shown: str
    now: str = ""
    article: str = ""


def finish(merging: Merging, lost: Collection[str] = ()) -> tuple[Dangling, ...]:
    """Bring a document up to date with itself.

    Args:
        lost: bookmarks that are gone; links and references to them become plain words.

    Returns:
        The references to what is gone, which are plain words now, to what has a letter where it
        had a number, or the other way round: the words before it are another's; and to leden that
        stand in another article than the reference says.
    """
    root = merging.touch(MAIN)
    changed = [merging.roots[part] for part in sorted(merging.changed & merging.roots.keys())]
    for item in changed:
        part_paragraphs(item)
    _drop_lone_ranges(root)
    labels = _labels(merging, root)
    gone = (_without_links(item, lost) for item in changed if lost)
    dangling = (
        *itertools.chain.from_iterable(gone),
        *_settle_references(root, labels),
        *_settle_articles(root, labels),
    )
    _settle_contents(merging, root, labels)
    for part in [name for name in merging.roots if name in merging.changed]:
        merging.roots[part] = _with_namespaces(merging.roots[part])
    return dangling


def _labels(merging: Merging, root: Any) -> Mapping[Any, Label]:
    package = Package("", merging.members, merging.roots, ())
    numbering = numbering_of(package, styles_of(package))
    return labels_in_full(_paragraphs(root), numbering)


def _paragraphs(root: Any) -> Iterator[Any]:
    """The paragraphs that are there when all is accepted; one may have come and gone again."""
    found = paragraphs_in(root.find(f"{_W}body"))
    return (item for item in found if item.find(f"{_W}pPr/{_W}rPr/{_W}del") is None)


def _settle_references(root: Any, labels: Mapping[Any, Label]) -> Iterator[Dangling]:
    """Give references to numbers the numbers of now (ECMA-376-1, 17.16.5.51)."""
    targets = _targets(root)
    for field in [*fields_in(root)]:
        found = REFERENCE.match(field.code)
        if found is None:
            continue
        paragraph, shown = targets.get(found[1]), field.shown
        holder = next(field.runs[0].iterancestors(f"{_W}p"))
        if paragraph is None:
            field.make_plain()
            yield Dangling(holder, shown)
        elif paragraph in labels:
            now = labels[paragraph].in_reference(found[2])
            field.show(now)
            if {_sort(shown), _sort(now)} == {_FIGURES, _LETTERS}:
                yield Dangling(holder, shown, now)


def _targets(root: Any) -> dict[str, Any]:
    """The paragraphs that bookmarks stand in."""
    return {name_of(start): next(start.iterancestors(f"{_W}p"), None) for start in root.iter(START)}


class _Standing(Struct, frozen=True):
    """Where a paragraph stands: under the heading of which article, and the title of which annex;
    None for neither.
    """

    article: Any = None
    annex: Any = None


def _standing(root: Any) -> dict[Any, _Standing]:
    found: dict[Any, _Standing] = {}
    now = _Standing()
    for paragraph in root.iter(f"{_W}p"):
        kind = kind_of(_style(paragraph))
        if kind == "bijlage":
            now = _Standing(None, paragraph)
        elif kind == "artikel":
            now = _Standing(paragraph, now.annex)
        found[paragraph] = now
    return found


def _settle_articles(root: Any, labels: Mapping[Any, Label]) -> Iterator[Dangling]:
    """Let references to a lid name the article that it stands in now: a hand may have moved it, or
    put a heading above it. One that cannot is told.
    """
    articles = _Articles(root, labels)
    found = [field for field in fields_in(root) if REFERENCE.match(field.code)]
    for before, field in zip((None, *found), found, strict=False):
        there = articles.of_lid(field)
        if there is None:
            continue
        holder = next(field.runs[0].iterancestors(f"{_W}p"))
        words = _words_before(field, holder, before)
        named = before if _IN_ARTICLE.fullmatch(words) else None
        if articles.says(named, holder) == there or (named is None and _NAMED.search(words)):
            continue
        if named is None or not articles.follow(named, there):
            yield Dangling(holder, field.shown, article=text_of(there.article))


class _Articles:
    """The articles that leden stand in, and those that references to them name."""

    def __init__(self, root: Any, labels: Mapping[Any, Label]) -> None:
        self._labels = labels
        self._targets = _targets(root)
        self._standing = _standing(root)

    def of_lid(self, field: FieldInRuns) -> _Standing | None:
        """Where the lid stands that a field shows the number of; None when it shows no lid, or its
        article with it.
        """
        name, switch = _code_of(field)
        lid = self._targets.get(name)
        label, there = self._labels.get(lid), self._standing.get(lid, _Standing())
        if label is None or there.article in (None, lid):
            return None
        return None if switch == "w" or label.alone == label.in_full else there

    def says(self, named: FieldInRuns | None, holder: Any) -> _Standing | None:
        """Where a lid stands by its reference: in the article that is named, or in its own."""
        return self._standing.get(self._targets.get(_code_of(named)[0]) if named else holder)

    def follow(self, named: FieldInRuns, there: _Standing) -> bool:
        """Let the reference to an article lead to another one; not to an article of another annex,
        which is called so, nor to one of a hand, which has no bookmark of ours.
        """
        own = (
            name for name in map(name_of, there.article.iter(START)) if name.startswith(BOOKMARK)
        )
        bookmark, (was, switch), said = next(own, ""), _code_of(named), self.says(named, None)
        is_near = said is not None and said.annex is there.annex
        if not (bookmark and is_near and there.article in self._labels):
            return False
        named.lead_to(bookmark, was)
        named.show(self._labels[there.article].in_reference(switch))
        return True


def _code_of(field: FieldInRuns) -> tuple[str, str]:
    """The bookmark that a reference names, and the switch that says which number it shows."""
    found = REFERENCE.match(field.code)
    return (found[1], found[2].lower()) if found else ("", "")


def _words_before(field: FieldInRuns, holder: Any, before: FieldInRuns | None) -> str:
    """The words of a paragraph before a field, from the end of the one before it."""
    runs = [*holder.iter(f"{_W}r")]
    ends = before is not None and before.runs[-1] in runs
    start = runs.index(before.runs[-1]) if before is not None and ends else 0
    return "".join(map(text_of, runs[start : runs.index(field.runs[0])]))


def _without_links(root: Any, lost: Collection[str]) -> Iterator[Dangling]:
    """Make plain words of links and references in a part to bookmarks that are gone."""
    for field in [*fields_in(root)]:
        if named_in(field.code) in lost:
            shown = field.shown
            holder = next(field.runs[0].iterancestors(f"{_W}p"))
            field.make_plain()
            yield Dangling(holder, shown)
    for link in [*root.iter(LINK)]:
        if link.get(f"{_W}anchor") in lost:
            yield Dangling(next(link.iterancestors(f"{_W}p")), text_of(link))
            unwrap(link)


def _sort(label: str) -> str:
    """Whether a label is of figures or of letters alone; nothing when it has words, as what
    programs show of a reference that leads nowhere.
    """
    if label.isdecimal():
        return _FIGURES
    return _LETTERS if label.isalpha() and len(label) <= _LONGEST else ""


def _settle_contents(merging: Merging, root: Any, labels: Mapping[Any, Label]) -> None:
    """Write the lines of the table of contents for the headings that are there now. The paragraph
    with the end of the field stays below them.
    """
    table = contents_of(root)
    if table is None:
        return
    found = _headings(root, set(styles_of(merging.package).headings()))
    wanted = [(_bookmark(item, merging), _label(item, labels), text_of(item)) for item in found]
    entries = [item for item in table.iter(f"{_W}p") if _style(item) == CONTENTS_STYLES[1]]
    if [*map(_entry, entries)] == wanted or not wanted:
        return
    parent, at = entries[0].getparent(), entries[0].getparent().index(entries[0])
    for item in entries:
        drop(item)
    for step, item in enumerate(_lines(wanted)):
        parent.insert(at + step, item)


def _headings(root: Any, styles: Set[str]) -> list[Any]:
    paragraphs = _paragraphs(root)
    headings = (item for item in paragraphs if _is_heading(item, styles))
    return [item for item in headings if text_of(item)]


def _is_heading(paragraph: Any, styles: Set[str]) -> bool:
    return _style(paragraph) in styles or is_heading_by_itself(paragraph)


def _label(paragraph: Any, labels: Mapping[Any, Label]) -> str:
    found = labels.get(paragraph)
    return found.alone if found else ""


def contents_of(root: Any) -> Any:
    """The control with the table of contents; None when there is none."""
    for control in root.iter(f"{_W}sdt"):
        gallery = control.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
        if value_of(gallery) == "Table of Contents":
            return control
    return None


def _style(paragraph: Any) -> str:
    return value_of(paragraph.find(f"{_W}pPr/{_W}pStyle"))


def _bookmark(heading: Any, merging: Merging) -> str:
    """The bookmark that a line of the contents leads to; a heading of a hand gets one."""
    names = (name_of(start) for start in heading.iter(START))
    found = next((name for name in names if name.startswith(("_Ref_", "_Toc_"))), "")
    if not found:
        number = merging.next_id()
        found = f"_Toc_hand_{number}"
        mark(heading, heading, found, number)
    return found


def _entry(paragraph: Any) -> tuple[str, str, str]:
    """What a line of the contents says: where it leads, label and title."""
    anchor = leads_to(paragraph)
    label, tab, title = text_of(paragraph).partition("\t")
    return (anchor, label, title) if tab else (anchor, "", label)


def _lines(wanted: Sequence[tuple[str, str, str]]) -> Iterator[Any]:
    style = f'<w:pPr><w:pStyle w:val="{CONTENTS_STYLES[1]}"/></w:pPr>'
    for number, (anchor, label, title) in enumerate(wanted):
        before = FIELD * (number == 0)
        written = line(anchor, label, escape(title))
        yield etree.fromstring(f'<w:p xmlns:w="{W}">{style}{before}{written}</w:p>')


def _drop_lone_ranges(root: Any) -> None:
    """Take out the begin or end of a range whose other end, or whose comment, is gone."""
    hung = {item.get(f"{_W}id") for item in root.iter(f"{_W}commentReference")}
    ends = [{item.get(f"{_W}id") for item in root.iter(name)} for name in _RANGES]
    whole = hung & ends[0] & ends[1]
    seen: set[tuple[str, str]] = set()
    for item in [*root.iter(*_RANGES)]:
        key = (item.tag, item.get(f"{_W}id"))
        if key[1] not in whole or key in seen:
            drop(item)
        seen.add(key)


def _with_namespaces(root: Any) -> Any:
    """A part that says which of the prefixes in it older programs pass over (ECMA-376-3, 10.1); one
    without any stays as it was, since content types and relationships may not say so.
    """
    spaces = {
        prefix.decode(): uri.decode() for prefix, uri in _DECLARED.findall(etree.tostring(root))
    }
    space = {**spaces, **root.nsmap, "mc": _MC}
    known = {*(root.get(f"{{{_MC}}}Ignorable") or "").split()}
    ignored = {prefix for prefix, uri in space.items() if prefix and _IGNORED.match(uri or "")}
    is_told = space.keys() == root.nsmap.keys() and ignored <= known
    if is_told or not known | ignored:
        return root
    made = etree.Element(root.tag, dict(root.attrib), space)
    made.set(f"{{{_MC}}}Ignorable", " ".join(sorted(known | ignored)))
    made.extend([*root])
    return made
