"""Checks of a Word template: every part is what Word takes it for, and where Word itself puts it.

A part is judged by what it holds, by its content type and by the relations that lead to it, and
never by its name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.relations import CONTENT_TYPES, SETTINGS, is_ours
from dlr_docs.word.package.xml import W
from dlr_docs.word.template.checks.findings import TemplateFinding
from dlr_docs.word.template.parts.settings import about_people, taken_out
from dlr_docs.word.template.parts.travels import (
    custom_properties,
    left_behind,
    relations_of,
    travelling,
)

_AGAIN = "Bewaar het in Word opnieuw; vertrouw het anders niet en neem een eerdere versie."
_ROOT = re.compile(rf"\{{{re.escape(W)}\}}(\w+)")
# Where Word puts a part of its own, by the root element of that part.
_PLACES = {
    "document": r"word/document\.xml",
    "hdr": r"word/header\d*\.xml",
    "ftr": r"word/footer\d*\.xml",
    "fonts": r"word/fontTable\.xml",
    "styles": r"word/(?:styles|stylesWithEffects)\.xml",
    **{
        name: rf"word/{name}\.xml"
        for name in ("footnotes", "endnotes", "numbering", "settings", "webSettings")
    },
}
_PICTURE = re.compile(r"image/[\w.+-]+", re.IGNORECASE)
_BINARY = re.compile(
    r"image/[\w.+-]+|application/(?:x-font-\w+|vnd\.ms-fontobject|font-sfnt"
    r"|vnd\.openxmlformats-officedocument\.(?:obfuscatedFont|wordprocessingml\.printerSettings))",
    re.IGNORECASE,
)


def check_parts(package: Package) -> Iterator[TemplateFinding]:
    """Every part that would come along in documents is of a kind that is known, and is where Word
    puts it, so that all checks see it.
    """
    for name, root in package.roots.items():
        if is_ours(name):
            continue
        found = _ROOT.fullmatch(str(root.tag))
        if found and not re.fullmatch(_PLACES.get(found[1], r"(?!)"), name):
            message = f"het onderdeel {name} staat niet waar Word het zet, of is iets anders"
            yield TemplateFinding(message, _AGAIN, name)
        elif not found and next(root.iter(f"{{{W}}}*"), None) is not None:
            message = f"in het onderdeel {name} staat tekst die daar niet hoort"
            yield TemplateFinding(message, _AGAIN, name)
    yield from _binary(package)
    yield from _targets(package)


def _binary(package: Package) -> Iterator[TemplateFinding]:
    types = _Types(package)
    for name in travelling(package):
        if not package.is_xml(name) and not _BINARY.fullmatch(types.of(name)):
            message = f"het onderdeel {name} is geen tekst, afbeelding of lettertype"
            yield TemplateFinding(message, _AGAIN, name)


def _targets(package: Package) -> Iterator[TemplateFinding]:
    """What relations take a part for is what it is."""
    types, kept = _Types(package), travelling(package)
    for item in relations_of(package):
        if item.source not in kept or item.target not in package.members:
            continue
        if is_ours(item.target) and not item.is_replaced:
            message = f"{item.target} is een naam die dlr-docs zelf gebruikt"
            yield TemplateFinding(message, _AGAIN, item.source)
        elif (item.kind == "image") is not _is_picture(types.of(item.target)):
            message = f"het onderdeel {item.target} is geen {item.kind}, zoals het heet"
            yield TemplateFinding(message, _AGAIN, item.source)


def _is_picture(kind: str) -> bool:
    return _PICTURE.fullmatch(kind) is not None


class _Types:
    """The content types of a package (ECMA-376-2, 10.1.2.2); names and endings differ by case in
    nothing.
    """

    def __init__(self, package: Package) -> None:
        self._parts: dict[str, str] = {}
        self._endings: dict[str, str] = {}
        for item in package.roots.get(CONTENT_TYPES, ()):
            kind = item.get("ContentType") or ""
            if item.get("PartName"):
                self._parts[item.get("PartName").lstrip("/").casefold()] = kind
            elif item.get("Extension"):
                self._endings[item.get("Extension").casefold()] = kind

    def of(self, name: str) -> str:
        """The content type of a part; nothing when it has none."""
        name = name.casefold()
        return self._parts.get(name, self._endings.get(name.rpartition(".")[2], ""))


def check_settings(package: Package) -> Iterator[TemplateFinding]:
    """What is left out of documents: settings that are of the template alone, and names of who
    worked on it.
    """
    settings = package.roots.get(SETTINGS)
    for thing in () if settings is None else taken_out(settings):
        yield TemplateFinding(f"{thing}; dat komt niet in documenten", _NOTHING, SETTINGS)
    for item in relations_of(package):
        if item.kind == "people":
            message = "hier staat wie aan het sjabloon werkte; dat komt niet in documenten"
            yield TemplateFinding(message, _NOTHING, item.target)
    for item in left_behind(package):
        what = _LEFT.get(item.kind, f"iets van het sjabloon als geheel ({item.kind})")
        yield TemplateFinding(f"{what}; dat komt niet in documenten", _NOTHING, item.target)
    custom = custom_properties(package)
    for named in about_people(package.roots[custom]) if custom else ():
        message = f"de eigenschap {named.get('name')} noemt iemand; die komt niet in documenten"
        yield TemplateFinding(message, _NOTHING, custom)
    for name in _company(package):
        message = f"bij de eigenschappen staat een {name}; die komt niet in documenten"
        yield TemplateFinding(message, _NOTHING, "docProps/app.xml")


_NOTHING = "U hoeft niets te doen; wilt u deze melding niet meer, haal het dan in Word weg."
_LEFT = {"classificationlabels": "een vertrouwelijkheidslabel van de organisatie"}
_PROPERTIES = {"Company": "bedrijf", "Manager": "manager"}


def _company(package: Package) -> Iterator[str]:
    """The names of organisations and people in the properties of a template."""
    root = package.roots.get("docProps/app.xml")
    for item in () if root is None else root:
        name = str(item.tag).rpartition("}")[2]
        if name in _PROPERTIES and (item.text or "").strip():
            yield _PROPERTIES[name]
