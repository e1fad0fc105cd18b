"""A document of ours read back: what it was made from, what now stands in its fields, which clauses
are still there.

A control is known by its binding and a clause by its bookmark: these are what Word and LibreOffice
both keep.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, Source, TemplateError, error
from dlr_docs.model.blocks import Block, Tracked
from dlr_docs.model.document import ValueUse
from dlr_docs.model.options import WriteOptions
from dlr_docs.model.provenance import CHANGED, STANDARD, Layer
from dlr_docs.word.package.opening import BEGIN_AGAIN, Package, read_file
from dlr_docs.word.package.pages import Page, pages_in
from dlr_docs.word.package.reading.refilled import package_with_changes
from dlr_docs.word.package.reading.text import (
    Change,
    Changes,
    change_of_control,
    change_of_end,
    change_of_row,
    text_of,
    typed_text,
)
from dlr_docs.word.package.reading.typed_out import restore_numbers
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.seal import PROVENANCE_PART, seal_holds
from dlr_docs.word.package.stores import (
    FIRST_PROVENANCE,
    NAMESPACE,
    PROVENANCE,
    TOLD,
    bookmark_of,
)
from dlr_docs.word.package.xml import W
from dlr_docs.word.read.base import base_blocks, base_laws
from dlr_docs.word.read.blocks import LocatedBlock, clause_bookmark, located_blocks
from dlr_docs.word.read.controls import ANSWERS, BOXES, at_opening, is_emptied, path_of, shown_by
from dlr_docs.word.read.remarks import read_gone
from dlr_docs.word.read.restyled import restore_styles
from dlr_docs.word.template.parts.controls import UNDONE

_W, _D = f"{{{W}}}", f"{{{NAMESPACE}}}"
_ROOTS = {f"{{{PROVENANCE}}}herkomst": 2, f"{{{FIRST_PROVENANCE}}}herkomst": 1}
_NEWER = re.compile(r"\{urn:dlr-docs:herkomst:\d+\}herkomst\Z")
_CHOOSE = "Kies een document dat met 'dlr-docs maak' is gemaakt."
_BEFORE = (
    f"{_CHOOSE} Is het daarna een .doc of .odt geweest, geschreven door Google Docs of pandoc, of "
    "vaker dan één keer geopend en bewaard in LibreOffice, vraag dan om het bestand van daarvoor."
)
MAXIMUM_READ = 4_000_000  # characters; an agreement of a thousand articles has half a million
_TEXT = f"{_W}t"
_PARAGRAPH = f"{_W}p"
# What a paragraph counts for, empty or not: each is compared and told.
PARAGRAPH = 200
_AROUND = (f"{_W}sdt", f"{_W}fldSimple", f"{_W}txbxContent")
_TEXTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml\Z")


class ReadValue(Struct, frozen=True):
    """A value as it now stands in a document: what each of its places shows, less those that show
    the question, and what the store holds. ``is_copied`` says that it has more places than when
    the document was made, ``is_tracked`` that words in one of them came or went while changes were
    tracked.
    """

    path: str
    shown: tuple[str, ...]
    stored: str
    question: str | None
    is_copied: bool = False
    is_tracked: bool = False

    @property
    def is_open(self) -> bool:
        """Whether one of its places still shows the question."""
        return self.question is not None

    @property
    def is_divided(self) -> bool:
        """Whether its places say different things, so that nobody can tell what it is. One that was
        filled in where it was copied to, and nowhere else, is the words of that copy.
        """
        texts = {" ".join(text.split()) for text in self.shown}
        return len(texts) > 1 or (bool(texts) and self.is_open and self.is_copied)

    @property
    def at_opening(self) -> str:
        """What Word shows in its places on opening: what the store holds (ECMA-376-1, 17.5.2.6)."""
        return at_opening(self.stored)

    @property
    def differs(self) -> bool:
        """Whether a place shows something else than Word will on opening. Not all that is shown is
        stored: text of several lines is not.
        """
        return bool(self.stored) and any(text != self.at_opening for text in self.shown)


class ReadClause(Struct, frozen=True):
    """A clause that the document was made with: its id, the digest of its file then, and whether
    its place is there, by its bookmark or by its words: LibreOffice drops a bookmark that begins
    right behind a table. ``layer`` is the number of the layer that it came from.
    """

    id: str
    digest: str
    bookmark: str
    is_there: bool
    layer: int = 1


class Provenance(Struct, frozen=True):
    """What a document was made from: the layers of the library, the lowest first, the options that
    shaped it, the choice file as far as it used it, which is empty when it was left out, and the
    values that nobody typed as they were shown, by path; None where that is not told.

    Up to version 1 the choice file is the whole file as it was typed.
    """

    version: int
    program: str
    document: str
    kind: str
    layers: tuple[Layer, ...]
    law: str
    template: str
    options: WriteOptions
    choices: str
    adopted: Mapping[str, str] | None = None


class ReadDocument(Struct, frozen=True):
    """A document read back; ``untouched`` says that nobody saved it since it was made.

    ``base`` is what it said when it was made, which no document of before version 2 tells;
    ``blocks`` what it says now; ``data`` is the file itself. ``laws`` are the articles of law that
    it cited then, by the name of their row, in the words of then. ``restyled`` says that the styles
    were gone and its lines are read as if they still had them. ``gone`` are the lines that were
    taken out while changes were tracked, ``typed_out`` is how many lines had their number as plain
    text and are read as if it still were one. ``pages`` are those of each section, with the first
    block in it. ``name`` is what problems call it, when it is a file. ``renumbered`` are values of
    lists that are called otherwise than when it was made, each with that name before; None as long
    as nobody looked which these are.
    """

    provenance: Provenance
    values: Mapping[str, ReadValue]
    clauses: tuple[ReadClause, ...]
    untouched: bool
    base: tuple[Block, ...]
    blocks: tuple[Block, ...]
    data: bytes = b""
    laws: Mapping[str, str] = field(default_factory=dict)
    restyled: bool = False
    gone: tuple[Tracked, ...] = ()
    typed_out: int = 0
    name: str = ""
    pages: tuple[tuple[Page, Block | None], ...] = ()
    renumbered: Mapping[str, str] | None = None


class Located(Struct, frozen=True, eq=False):
    """A document that was read, with the opened file and where each of its blocks stands in it."""

    document: ReadDocument
    package: Package
    blocks: tuple[LocatedBlock, ...]


def read_document(source: str | Path | bytes, changes: Changes = Changes.ACCEPTED) -> ReadDocument:
    """Read a document that this program made, also after Word or LibreOffice saved it.

    Args:
        source: its path, or its bytes.
        changes: how tracked changes are read; each block tells them anyway.

    Raises:
        TemplateError: when it cannot be opened, is damaged, or was not made by this program.
    """
    return read_located(source, changes).document


def read_located(source: str | Path | bytes, changes: Changes = Changes.ACCEPTED) -> Located:
    """Read a document as ``read_document`` does, and keep the opened file."""
    data, name = (source, "document") if isinstance(source, bytes) else _read(Path(source))
    package = _opened(data, name)
    _refuse_endless(package, name)
    root = _provenance(package)
    if root is None:
        raise TemplateError(_without_provenance(package, name))
    told = [*root.iter(f"{_space(root)}clausule")]
    said = _said(package)
    digests = {item.get("id", ""): item.get("inhoud", "") for item in told}
    base = () if said is None else base_blocks(said, digests)
    restyled = restore_styles(package, base)
    typed_out = restore_numbers(package, changes)
    located = located_blocks(package, base, changes)
    blocks = tuple(item.block for item in located)
    bookmarks = _bookmarks(package) | {clause_bookmark(block) for block in blocks if block.clause}
    clauses = tuple(_clause(item, bookmarks) for item in told)
    values = _values(package, blocks, changes, _copied(base, blocks))
    laws = {} if said is None else base_laws(said)
    document = ReadDocument(
        _origin(root),
        values,
        clauses,
        seal_holds(data),
        base,
        blocks,
        data,
        laws,
        restyled,
        tuple(read_gone(package)),
        typed_out,
        "" if isinstance(source, bytes) else name,
        tuple(_pages(package, located)),
    )
    return Located(document, package, located)


def _pages(
    package: Package, located: Iterable[LocatedBlock]
) -> Iterator[tuple[Page, Block | None]]:
    """The pages of each section, with the first block in it."""
    return pages_in(package.roots[MAIN], {item.element: item.block for item in located})


def _bookmarks(package: Package) -> set[str]:
    starts = (part.iter(f"{_W}bookmarkStart") for part in _texts(package))
    return {start.get(f"{_W}name") for start in itertools.chain.from_iterable(starts)}


def _refuse_endless(package: Package, name: str) -> None:
    """Refuse more paragraphs than anybody wrote, and text that is read again for each of the
    controls, fields or boxes around it. One step an element, however deep they stand in each other.
    """
    from lxml import etree

    total = 0
    for root in _texts(package):
        depth = 1
        tags = (*_AROUND, _TEXT, _PARAGRAPH)
        for event, element in etree.iterwalk(root, events=("start", "end"), tag=tags):
            if element.tag in _AROUND:
                depth += 1 if event == "start" else -1
            elif event == "start":
                total += PARAGRAPH if element.tag == _PARAGRAPH else depth * len(element.text or "")
                if total > MAXIMUM_READ:
                    message = "dit document heeft te veel tekst, alinea's of velden in elkaar"
                    raise TemplateError(error(codes.DOCUMENT_TE_GROOT, message, Source(name)))


def _read(path: Path) -> tuple[bytes, str]:
    try:
        return read_file(path), str(path)
    except TemplateError as exc:
        raise TemplateError(_of_document(problem) for problem in exc.problems) from None


def _said(package: Package) -> Any:
    """What tells what it said when it was made; None in a document of before that was told."""
    roots = (root for root in package.roots.values() if root.tag == f"{{{TOLD}}}tekst")
    return next(roots, None)


def _clause(item: Any, bookmarks: Collection[str]) -> ReadClause:
    annex, name = item.get("bijlage", ""), item.get("id", "")
    bookmark = item.get("bladwijzer") or bookmark_of(f"{annex}.{name}" if annex else name)
    number = _number(item.get("laag", "1"))
    return ReadClause(name, item.get("inhoud", ""), bookmark, bookmark in bookmarks, number)


def _opened(data: bytes, name: str) -> Package:
    """The package, or what is wrong with it, in words about a document."""
    try:
        package = package_with_changes(data, name)
    except TemplateError as exc:
        raise TemplateError(_of_document(problem) for problem in exc.problems) from None
    if package.broken:  # half of what it says would be told as if it were all
        raise TemplateError(_of_document(problem) for problem in package.broken)
    return package


# What is wrong with a file that is opened, when it is a document.
_CODES = {
    codes.SJABLOON_ONLEESBAAR.name: codes.DOCUMENT_ONLEESBAAR.name,
    codes.GEEN_SJABLOON.name: codes.GEEN_DOCUMENT.name,
    codes.SJABLOON_TE_GROOT.name: codes.DOCUMENT_TE_GROOT.name,
    codes.SJABLOON_KAPOT.name: codes.DOCUMENT_KAPOT.name,
    codes.SJABLOON_DTD.name: codes.DOCUMENT_DTD.name,
}


def _of_document(problem: Problem) -> Problem:
    """A problem of a file that is opened as templates are, but is a document."""
    hint = problem.hint  # most hold for documents too, as how to take a password away
    return replace(
        problem,
        code=_CODES.get(problem.code, problem.code),
        message=problem.message.replace("het sjabloon", "het document"),
        hint=_CHOOSE if hint == BEGIN_AGAIN else hint,
    )


def _provenance(package: Package) -> Any:
    """The provenance, under whatever name the file was saved with."""
    names = (PROVENANCE_PART, *package.roots)
    found = (package.roots[name] for name in names if name in package.roots)
    return next((root for root in found if root.tag in _ROOTS), None)


def _without_provenance(package: Package, name: str) -> Problem:
    """Why nothing tells what a document was made from."""
    if any(_NEWER.match(root.tag) for root in package.roots.values()):
        message = "de herkomst van dit document is geschreven door een nieuwere dlr-docs"
        hint = (
            "Vraag uw beheerder om het nieuwste bestand dlr_docs-….whl, en installeer het zoals de "
            "eerste keer, met --force."
        )
    else:
        message = "dit document is niet door dlr-docs gemaakt, of de herkomst is eruit gehaald"
        hint = _BEFORE
    return error(codes.GEEN_HERKOMST, message, Source(name), hint)


def _origin(root: Any) -> Provenance:
    space = _space(root)
    choices = root.findtext(f"{space}keuzebestand") or ""

    def attribute(element: str, name: str) -> str:
        found = root.find(f"{space}{element}")
        return "" if found is None else found.get(name, "")

    return Provenance(
        version=_ROOTS[root.tag],
        program=root.get("programma", ""),
        document=root.get("document", ""),
        kind=root.get("soort", ""),
        layers=tuple(_layer(item) for item in root.iterfind(f"{space}bibliotheek/{space}laag"))
        or (_only_layer(root),),
        law=attribute("wetstand", "datum"),
        template=attribute("sjabloon", "inhoud"),
        options=WriteOptions(
            notes=attribute("opties", "toelichting") == "ja",
            cover_table=attribute("opties", "dekkingstabel") == "ja",
            choice_file=bool(choices),
            made_from=attribute("keuzebestand", "bestand"),
        ),
        choices=choices,
        adopted=_adopted(root),
    )


def _adopted(root: Any) -> dict[str, str] | None:
    """The values that nobody typed; None in a document of before these were told."""
    found = root.find(f"{_space(root)}overgenomen")
    if found is None:
        return None
    values = found.iterchildren(f"{_space(root)}waarde")
    return {item.get("pad", ""): item.text or "" for item in values}


def _space(root: Any) -> str:
    """The namespace of a provenance, in the form that lxml writes it."""
    return str(root.tag).removesuffix("herkomst")


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,2}", text) else 1


def _layer(item: Any) -> Layer:
    return Layer(
        item.get("naam", ""),
        item.get("bron", ""),
        item.get("revisie", ""),
        item.get("gewijzigd") == "ja",
        item.get("inhoud", ""),
        item.get("versie", ""),
    )


def _only_layer(root: Any) -> Layer:
    """The library of version 1, which knew no layers."""
    found = root.find(f"{_space(root)}bibliotheek")
    revision = "" if found is None else found.get("revisie", "")
    digest = "" if found is None else found.get("inhoud", "")
    is_changed = revision.endswith(CHANGED)
    return Layer(STANDARD, "", revision.removesuffix(CHANGED), is_changed, digest)


def _texts(package: Package) -> Iterator[Any]:
    """The parts that hold text, the main one first."""
    for name in sorted(package.roots, key=lambda name: name != MAIN):
        if _TEXTS.match(name):
            yield package.roots[name]


def _copied(base: Sequence[Block], blocks: Sequence[Block]) -> frozenset[str]:
    """The values that stand in more places than when the document was made."""
    inlines = (itertools.chain(block.inlines, *block.cells) for block in base)
    every = itertools.chain.from_iterable(inlines)
    then = Counter(inline.path for inline in every if isinstance(inline, ValueUse))
    now = Counter(
        path for path, _ in itertools.chain.from_iterable(block.shown for block in blocks)
    )
    return frozenset(path for path in then if now[path] > then[path])


def _values(
    package: Package, blocks: Sequence[Block], changes: Changes, copied: Collection[str]
) -> dict[str, ReadValue]:
    stored = _stored(package)
    found = (*_in_controls(package, changes), *_by_place(blocks, package))
    gone = {*_gone(package, changes)} - {path for path, _, _ in found}
    shown: dict[str, list[str]] = {path: [] for path in stored if path not in gone}
    asked: dict[str, str] = {}
    for path, text, is_open in found:
        if is_open:
            asked[path] = text.removeprefix("[").removesuffix("]")
        else:
            shown.setdefault(path, []).append(text)
    tracked = frozenset(_tracked(package))
    return {
        path: ReadValue(
            path,
            tuple(dict.fromkeys(texts)),
            stored.get(path, ""),
            asked.get(path),
            path in copied,
            path in tracked,
        )
        for path, texts in shown.items()
    }


def _stored(package: Package) -> dict[str, str]:
    stores = (root for root in package.roots.values() if root.tag == f"{_D}waarden")
    nodes = itertools.chain.from_iterable(root.iterchildren(f"{_D}*") for root in stores)
    return {item.tag.removeprefix(_D): item.text or "" for item in nodes}


def _in_controls(
    package: Package, changes: Changes = Changes.ACCEPTED
) -> Iterator[tuple[str, str, bool]]:
    """What each control shows: path, text, and whether that is the question. One in a paragraph or
    row that is gone is gone too, and not empty.
    """
    questions = _questions(package)
    for path, control in _controls(package):
        if not _went_along(control, changes):
            yield path, *_content(control, questions, changes)


def _gone(package: Package, changes: Changes) -> Iterator[str]:
    """The values of controls that are gone."""
    return (path for path, control in _controls(package) if _went_along(control, changes))


def _controls(package: Package) -> Iterator[tuple[str, Any]]:
    for part in _texts(package):
        for control in part.iter(f"{_W}sdt"):
            path = path_of(control)
            if path:
                yield path, control


def _tracked(package: Package) -> Iterator[str]:
    """The values with a control in which words came or went while changes were tracked."""
    for part in _texts(package):
        for change in part.iter(*(f"{_W}{item.value}" for item in Change if item.value)):
            yield from map(path_of, change.iterancestors(f"{_W}sdt"))


def _went_along(control: Any, changes: Changes) -> bool:
    """Whether a control is not there when changes are read so: it came or went itself, or its
    paragraph or row did.
    """
    if not change_of_control(control).is_read(changes):
        return True
    row = next(control.iterancestors(f"{_W}tr"), None)
    if row is not None and not change_of_row(row).is_read(changes):
        return True
    paragraph = next(control.iterancestors(f"{_W}p"), None)
    if paragraph is None or change_of_end(paragraph).is_read(changes):
        return False
    return not text_of(paragraph, changes)


def _content(control: Any, questions: Collection[str], changes: Changes) -> tuple[str, bool]:
    """What a control shows, and whether it asks: a text that is no question was filled in, also
    when the program that did so left the mark of a placeholder.
    """
    text = shown_by(control, changes)
    if text in BOXES.values() or is_emptied(control):
        return text, False
    if text == UNDONE:  # chosen in a program that knows no such item
        return text, True
    is_marked = control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None
    if not questions:  # another program dropped them
        return text, is_marked and (not text or text.startswith("["))
    return text, text in questions or (is_marked and not text.strip())


def _by_place(blocks: Sequence[Block], package: Package) -> Iterator[tuple[str, str, bool]]:
    """Values whose control is gone in one of their places, by the words around it."""
    questions, stored = _questions(package), _stored(package)
    for path, text in itertools.chain.from_iterable(block.loose for block in blocks):
        is_answer = stored.get(path) in ANSWERS
        yield path, BOXES.get(text, text) if is_answer else text, text in questions


def _questions(package: Package) -> set[str]:
    """The questions of the document, which LibreOffice keeps as plain text and even puts in the
    store.
    """
    root = package.roots.get("word/glossary/document.xml")
    blocks = [] if root is None else root.iter(f"{_W}docPartBody")
    return {typed_text(block) for block in blocks}
