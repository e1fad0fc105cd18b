"""A document of ours read back: what it was made from, what now stands in its fields, which clauses
are still there.

A control is known by its binding and a clause by its bookmark: these are what Word and LibreOffice
both keep.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, Source, TemplateError, error
from dlr_docs.model.options import WriteOptions
from dlr_docs.model.provenance import Layer
from dlr_docs.word.package.opening import BEGIN_AGAIN, SMALLER, Package, open_package
from dlr_docs.word.package.relations import MAIN
from dlr_docs.word.package.seal import PROVENANCE_PART, is_untouched
from dlr_docs.word.package.stores import FIRST_PROVENANCE, NAMESPACE, PROVENANCE, bookmark_of
from dlr_docs.word.package.xml import W

_W, _D = f"{{{W}}}", f"{{{NAMESPACE}}}"
_ROOTS = {f"{{{PROVENANCE}}}herkomst": 2, f"{{{FIRST_PROVENANCE}}}herkomst": 1}
_CHANGED = " (gewijzigd)"  # what version 1 wrote behind a commit
_BOUND = re.compile(r"/d:waarden/d:([\w.-]+)\Z")
_CHOOSE = "Kies een document dat met 'dlr-docs maak' is gemaakt."
_TEXTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml\Z")


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A value as it now stands in a document: what each of its places shows, less those that show
    the question, and what the store holds.
    """

    path: str
    shown: tuple[str, ...]
    stored: str
    question: str | None

    @property
    def is_open(self) -> bool:
        """Whether one of its places still shows the question."""
        return self.question is not None


@dataclass(frozen=True, slots=True)
class ReadClause:
    """A clause that the document was made with: its id, the digest of its file then, and whether
    its place is there. ``layer`` is the number of the layer that it came from.
    """

    id: str
    digest: str
    bookmark: str
    is_there: bool
    layer: int = 1


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a document was made from: the layers of the library, the lowest first, the options that
    shaped it, and the choice file as far as it used it, which is empty when it was left out.

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


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document read back; ``untouched`` says that nobody saved it since it was made."""

    provenance: Provenance
    values: Mapping[str, ReadValue]
    clauses: tuple[ReadClause, ...]
    untouched: bool


def read_document(path: Path) -> ReadDocument:
    """Read a document that this program made, also after Word or LibreOffice saved it.

    Raises:
        TemplateError: when it cannot be opened, is damaged, or was not made by this program.
    """
    package = _opened(path)
    root = _provenance(package)
    if root is None:
        message = "dit document is niet door dlr-docs gemaakt, of de herkomst is eruit gehaald"
        raise TemplateError(error(codes.GEEN_HERKOMST, message, Source(str(path)), _CHOOSE))
    marks = {
        mark.get(f"{_W}name")
        for part in _texts(package)
        for mark in part.iter(f"{_W}bookmarkStart")
    }
    clauses = tuple(_clause(item, marks) for item in root.iter(f"{_space(root)}clausule"))
    return ReadDocument(_origin(root), _values(package), clauses, is_untouched(path))


def _clause(item: Any, marks: Collection[str]) -> ReadClause:
    annex, name = item.get("bijlage", ""), item.get("id", "")
    bookmark = item.get("bladwijzer") or bookmark_of(f"{annex}.{name}" if annex else name)
    number = _number(item.get("laag", "1"))
    return ReadClause(name, item.get("inhoud", ""), bookmark, bookmark in marks, number)


def _opened(path: Path) -> Package:
    """The package, or what is wrong with it, in words about a document."""
    try:
        package = open_package(path)
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
    if hint == BEGIN_AGAIN:
        hint = _CHOOSE
    elif problem.code == codes.SJABLOON_TE_GROOT.name:
        hint = SMALLER
    return replace(
        problem,
        code=_CODES.get(problem.code, problem.code),
        message=problem.message.replace("het sjabloon", "het document"),
        hint=hint,
    )


def _provenance(package: Package) -> Any:
    """The provenance, under whatever name the file was saved with."""
    names = (PROVENANCE_PART, *package.roots)
    found = (package.roots[name] for name in names if name in package.roots)
    return next((root for root in found if root.tag in _ROOTS), None)


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
        ),
        choices=choices,
    )


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
    )


def _only_layer(root: Any) -> Layer:
    """The library of version 1, which knew no layers."""
    found = root.find(f"{_space(root)}bibliotheek")
    revision = "" if found is None else found.get("revisie", "")
    digest = "" if found is None else found.get("inhoud", "")
    name = "standaard"
    return Layer(name, "", revision.removesuffix(_CHANGED), revision.endswith(_CHANGED), digest)


def _texts(package: Package) -> Iterator[Any]:
    """The parts that hold text, the main one first."""
    for name in sorted(package.roots, key=lambda name: name != MAIN):
        if _TEXTS.match(name):
            yield package.roots[name]


def _values(package: Package) -> dict[str, ReadValue]:
    stores = (root for root in package.roots.values() if root.tag == f"{_D}waarden")
    stored = {
        item.tag.removeprefix(_D): item.text or ""
        for root in stores
        for item in root.iterchildren(f"{_D}*")
    }
    questions = _questions(package)
    shown: dict[str, list[str]] = {path: [] for path in stored}
    asked: dict[str, str] = {}
    for control in (item for part in _texts(package) for item in part.iter(f"{_W}sdt")):
        path, text, is_open = _control(control)
        if path is None:
            continue
        if is_open or text in questions:
            asked[path] = text.removeprefix("[").removesuffix("]")
        else:
            shown.setdefault(path, []).append(text)
    return {
        path: ReadValue(path, tuple(dict.fromkeys(texts)), stored.get(path, ""), asked.get(path))
        for path, texts in shown.items()
    }


def _control(control: Any) -> tuple[str | None, str, bool]:
    """The path that a control is bound to, what it shows, and whether that is its placeholder."""
    properties = control.find(f"{_W}sdtPr")
    binding = None if properties is None else properties.find(f"{_W}dataBinding")
    found = None if binding is None else _BOUND.search(binding.get(f"{_W}xpath", ""))
    content = control.find(f"{_W}sdtContent")
    text = "" if content is None else "".join(item.text or "" for item in content.iter(f"{_W}t"))
    is_open = properties is not None and properties.find(f"{_W}showingPlcHdr") is not None
    return (found[1] if found else None), text, is_open


def _questions(package: Package) -> set[str]:
    """The questions of the document, which LibreOffice keeps as plain text and even puts in the
    store.
    """
    root = package.roots.get("word/glossary/document.xml")
    blocks = [] if root is None else root.iter(f"{_W}docPartBody")
    return {"".join(item.text or "" for item in block.iter(f"{_W}t")) for block in blocks}
