"""Checks of a Word template: nothing comes from outside the file or starts by itself, and nothing
is missing in it.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree

from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.relations import REPLACED, SETTINGS
from dlr_docs.word.package.xml import W
from dlr_docs.word.template.checks.fields import check_fields
from dlr_docs.word.template.checks.findings import TemplateFinding, around_of, texts_of

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
    known: dict[str, set[str]] = defaultdict(set)
    for part, kind, target, relation in _relations(package):
        known[part].add(relation.get("Id"))
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
    for part, root in texts_of(package):
        for element in root.iter(*_PICTURES):
            identity = _picture(element)
            if identity and identity not in known[part]:
                message = "de afbeelding op deze plaats zit niet in het bestand"
                yield TemplateFinding(message, _PICTURE_HINT, part, around_of(element))


_PICTURE_HINT = "Voeg de afbeelding in Word opnieuw in en bewaar het bestand."


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
