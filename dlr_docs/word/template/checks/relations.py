"""Checks of a Word template: nothing comes from outside the file or starts by itself, and nothing
is missing in it.
"""

from __future__ import annotations

import itertools
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from lxml import etree

from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.relations import MAIN, NUMBERING, REPLACED, SETTINGS
from dlr_docs.word.package.xml import W
from dlr_docs.word.template.checks.fields import check_fields, fields_of
from dlr_docs.word.template.checks.findings import TemplateFinding, around_of, texts_of
from dlr_docs.word.template.checks.spread import Branch, in_blocks

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_EXTERNAL = {
    "attachedTemplate": (
        "er is een ander sjabloon aan gekoppeld",
        "Haal in Word bij Ontwikkelaars > Documentsjabloon de koppeling weg: kies Normal.",
    ),
    "image": (
        "een afbeelding is gekoppeld en niet ingesloten",
        "Voeg de afbeelding in Word in met Invoegen, en niet met Koppelen aan bestand.",
    ),
}
# Parts inside the file that start a program or bring text that no check has seen.
_ACTIVE = (
    "vbaProject",
    "oleObject",
    "package",
    "control",
    "activeXControlBinary",
    "aFChunk",
    "subDocument",
)


# What may belong to a text: the last word of the type of a relation.
_KNOWN = re.compile(
    r"styles|stylesWithEffects|numbering|settings|webSettings|fontTable|theme|header|"
    r"footer|footnotes|endnotes|image|hyperlink|font|hdphoto|customXml|customXmlProps|"
    r"glossaryDocument|comments|commentsExtended|commentsIds|commentsExtensible|people|"
    r"documenttasks|chart|chartStyle|chartColorStyle|chartUserShapes|themeOverride|"
    r"diagramData|diagramLayout|diagramQuickStyle|diagramColors|diagramDrawing|"
    r"printerSettings"
)
_HAS_TAG = re.compile(r"\{[{%#]")
_NO_ADDRESS = "Zet er een vast adres in, en de tag in de tekst van de koppeling of ernaast."


def _relations(package: Package) -> Iterator[tuple[str, str, str, Any]]:
    """Every relation: the part that has it, its kind, the part or address it leads to, and the
    element.
    """
    for name, root in package.roots.items():
        if name.endswith(".rels") and not name.startswith(
            "word/glossary/"
        ):  # we write a glossary of our own
            folder, _, file = name.rpartition("_rels/")
            for item in root:
                if item.get("Target") is not None:
                    kind = (item.get("Type") or "").rpartition("/")[2]
                    yield folder + file.removesuffix(".rels"), kind, item.get("Target"), item


def _is_external(relation: Any) -> bool:
    return (relation.get("TargetMode") or "").casefold() == "external"


def check_external(package: Package) -> Iterator[TemplateFinding]:
    """Nothing is fetched from outside the file; an address to click on may stand in it."""
    for part, kind, target, relation in _relations(package):
        if _HAS_TAG.search(unquote(target)):
            said = "in het adres van een koppeling kan geen tag staan", _NO_ADDRESS
        elif _is_external(relation) and kind != "hyperlink":
            said = _EXTERNAL.get(
                kind, (f"er is iets van buiten het bestand aan gekoppeld ({kind})", _REMOVE)
            )
        elif not _is_external(relation) and kind in _ACTIVE:
            said = "er is een ander bestand of programma ingesloten", _REMOVE
        elif not _is_external(relation) and part and not _KNOWN.fullmatch(kind):
            said = f"dlr-docs kent deze soort onderdeel niet ({kind})", _REMOVE
        else:
            continue
        yield TemplateFinding(
            f"{said[0]}: {target}",
            said[1],
            part,
            _around_relation(package, part, relation.get("Id")),
        )
    yield from _misused(package)
    yield from check_fields(package)


def _misused(package: Package) -> Iterator[TemplateFinding]:
    """Addresses that are there to click on, but that something else uses; and letters that fetch
    their data.
    """
    outside: dict[str, set[str]] = defaultdict(set)
    for part, kind, _, relation in _relations(package):
        if _is_external(relation) and kind == "hyperlink":  # all others are refused already
            outside[part].add(relation.get("Id"))
    for part, identities in outside.items():
        for element in _fetching(package.roots.get(part), identities):
            message = "er wordt iets van buiten het bestand opgehaald"
            yield TemplateFinding(message, _REMOVE, part, around_of(element))
    settings = package.roots.get(SETTINGS)
    if settings is not None and settings.find(f".//{{{W}}}mailMerge") is not None:
        message = "dit bestand is gekoppeld aan adressen voor een mailing"
        yield TemplateFinding(
            message,
            "Kies in Word: Verzendlijsten > Afdruk samenvoegen starten > Normaal Word-document.",
        )


def _fetching(root: Any, identities: set[str]) -> Iterator[Any]:
    """The elements that use one of these relations for something else than to click on."""
    for element in () if root is None else root.iter(etree.Element):
        used = {value for name, value in element.attrib.items() if name.startswith(f"{{{_R}}}")}
        if used & identities and etree.QName(element).localname not in _CLICKED:
            yield element


_CLICKED = frozenset(["hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver"])
_REMOVE = "Verwijder het in Word, of zet de inhoud er zelf in."


def _around_relation(package: Package, part: str, identity: str | None) -> str:
    """The text around the element that uses a relation."""
    root = package.roots.get(part)
    for element in () if root is None else root.iter():
        if isinstance(element.tag, str) and identity in [
            element.get(f"{{{_R}}}{name}") for name in ("link", "id")
        ]:
            return around_of(element)
    return ""


def check_missing_parts(package: Package) -> Iterator[TemplateFinding]:
    """Every picture or other part that the template names is in the file."""
    kinds: dict[str, dict[str, str]] = defaultdict(dict)
    for part, kind, target, relation in _relations(package):
        full = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
        if (
            not _is_external(relation)
            and kind not in REPLACED
            and full not in package.members
            and part
        ):
            around = _around_picture(package, part, relation.get("Id"))
            yield TemplateFinding(
                f"{_thing(kind)} {full} zit niet in het bestand", _PICTURE_HINT, part, around
            )
        kinds[part][relation.get("Id")] = kind
    yield from _unrelated_places(package, kinds)
    for kind, called in _NOTES.items():
        yield from _lost_notes(package, kind, called)
    yield from _lost_bookmarks(package)


def _unrelated_places(
    package: Package, kinds: Mapping[str, Mapping[str, str]]
) -> Iterator[TemplateFinding]:
    """Where a text takes something from elsewhere in the file that is not there.

    Args:
        kinds: of each part its relations with their kinds.
    """
    lists = _lists(package)
    for part, root in texts_of(package):
        for element in root.iter(etree.Element):
            message = _unrelated(element, kinds.get(part, {}))
            if element.tag == f"{{{W}}}numId" and element.get(f"{{{W}}}val") not in lists:
                message = "de lijst van deze regel zit niet in het bestand"
            if message:
                yield TemplateFinding(message, _PICTURE_HINT, part, around_of(element))


def _unrelated(element: Any, kinds: Mapping[str, str]) -> str:
    """What is wrong with what an element takes from elsewhere in the file; nothing when it is
    there.
    """
    if element.tag in _PICTURES:
        identity = _picture(element)
        lost = identity and identity not in kinds
        return "de afbeelding op deze plaats zit niet in het bestand" if lost else ""
    used = [value for name, value in element.attrib.items() if name.startswith(f"{{{_R}}}")]
    kind = _KIND_OF.get(element.tag)
    if all(item in kinds and kind in (None, kinds[item]) for item in used if item):
        return ""
    return "wat op deze plaats hoort, zit niet in het bestand"


def _lists(package: Package) -> set[str]:
    """The numbers of the lists; nought stands for none (ECMA-376-1, 17.9.18)."""
    root = package.roots.get(NUMBERING)
    found = () if root is None else root.iterfind(f"{{{W}}}num")
    return {"0", *(item.get(f"{{{W}}}numId", "") for item in found)}


_KIND_OF = {f"{{{W}}}headerReference": "header", f"{{{W}}}footerReference": "footer"}
_NOTES = {"footnote": "voetnoot", "endnote": "eindnoot"}


def _lost_notes(package: Package, kind: str, called: str) -> Iterator[TemplateFinding]:
    """Every mark of a note has its note, in the one part that may have notes, and shares it with no
    other mark (ECMA-376-1, 17.11).
    """
    targets = (
        posixpath.normpath(posixpath.join("word", target)).removeprefix("/")
        for part, found, target, _ in _relations(package)
        if (part, found) == (MAIN, f"{kind}s")
    )
    root = package.roots.get(next(targets, ""))
    notes = () if root is None else root.iterfind(f"{{{W}}}{kind}")
    known = Counter(note.get(_ID) for note in notes if note.get(_TYPE, "normal") == "normal")
    for part, text in texts_of(package):
        for mark in text.iter(f"{{{W}}}{kind}Reference"):
            if part != MAIN:
                said = f"hier kan geen {called} staan"
            elif known[mark.get(_ID)] != 1:
                said = f"bij dit teken hoort niet één {called} die in het bestand zit"
            else:
                del known[mark.get(_ID)]
                continue
            hint = (
                f"Haal het teken van de {called} weg, en voeg de {called} in de tekst opnieuw in."
            )
            yield TemplateFinding(said, hint, part, around_of(mark))


_ID, _TYPE = f"{{{W}}}id", f"{{{W}}}type"
_Branches = tuple[Branch, ...]


def _lost_bookmarks(package: Package) -> Iterator[TemplateFinding]:
    """What fields and links refer to is there, in every document that has the reference."""
    texts = [*texts_of(package)]
    known = dict(itertools.chain.from_iterable(_bookmarks(root) for _, root in texts))
    for part, root in texts:
        around_of_each = dict(in_blocks(root))
        for element, name in _references(root):
            found = known.get(name.casefold())
            if found is None:
                said = "hier wordt verwezen naar een bladwijzer die er niet is"
            elif _is_within(found, around_of_each[element]):
                continue
            else:
                said = "hier wordt verwezen naar een bladwijzer die in een voorwaarde staat"
            yield TemplateFinding(f"{said}: {name[:40]}", _REFER_AGAIN, part, around_of(element))


_REFER_AGAIN = "Zet in Word de bladwijzer terug, op een vaste plaats, of haal de verwijzing weg."
_SWITCHED = re.compile(r'\\l\s+"?([^"\s]+)', re.IGNORECASE)
_NAMED = re.compile(r'\s*\S+\s+"?([^"\s\\]+)')
_NAMES_A_BOOKMARK = frozenset(["REF", "PAGEREF", "NOTEREF", "GOTOBUTTON"])
_ALWAYS = {"_top": _Branches()}  # Word's own name for the beginning of a document


def _bookmarks(root: Any) -> Iterator[tuple[str, Sequence[Branch]]]:
    """The names that may be referred to, without capitals, with the blocks that each stands in."""
    yield from _ALWAYS.items()
    for element, around in in_blocks(root):
        if element.tag == f"{{{W}}}bookmarkStart":
            yield element.get(f"{{{W}}}name", "").casefold(), around
    for field in fields_of(root):
        named = _NAMED.match(field.code) if field.kind == "SET" else None
        if named:
            yield named[1].casefold(), ()


def _references(root: Any) -> Iterator[tuple[Any, str]]:
    """What refers to a bookmark, with its name."""
    for link in root.iter(f"{{{W}}}hyperlink"):
        if link.get(f"{{{W}}}anchor") and not link.get(f"{{{_R}}}id"):
            yield link, link.get(f"{{{W}}}anchor")
    for field in fields_of(root):
        named = None
        if field.kind in _NAMES_A_BOOKMARK:
            named = _NAMED.match(field.code)
        elif field.kind == "HYPERLINK" and not _NAMED.match(field.code):
            named = _SWITCHED.search(field.code)
        if named and not field.is_loose:
            yield field.begin, named[1]


def _is_within(inner: Sequence[Branch], outer: Sequence[Branch]) -> bool:
    """Whether whatever stands in the one blocks is there wherever the other are."""
    return list(inner) == list(outer[: len(inner)])


_PICTURE_HINT = "Voeg het in Word opnieuw in, of haal het weg, en bewaar het bestand."


def _thing(kind: str) -> str:
    return "de afbeelding" if kind == "image" else "het onderdeel"


def _around_picture(package: Package, part: str, identity: str | None) -> str:
    root = package.roots.get(part)
    pictures = () if root is None else root.iter(*_PICTURES)
    return next((around_of(item) for item in pictures if _picture(item) == identity), "")


def _picture(element: Any) -> str | None:
    """The relation by which an element names its picture."""
    identity: str | None = element.get(f"{{{_R}}}embed") or element.get(f"{{{_R}}}id")
    return identity
