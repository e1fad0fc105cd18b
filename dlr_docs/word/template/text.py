"""A Word template as text for a diff: styles, numbering, tags and text, one line a property, in a
fixed order.

Styles go by their name in the file, which is the same in every language of Word, and what Word
changes at each saving (rsid's, the order of styles, numbers of lists) is left out. Works on any
.docx, also on a wrong template.
"""

from __future__ import annotations

import itertools
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.numbering import numbering_of
from dlr_docs.word.package.reading.styles import styles_of, value_of
from dlr_docs.word.package.reading.text import typed_paragraphs
from dlr_docs.word.package.relations import NUMBERING, STYLES
from dlr_docs.word.package.xml import W
from dlr_docs.word.template.checks.findings import part_name, texts_of
from dlr_docs.word.template.checks.spread import TAG
from dlr_docs.word.template.checks.table import MARKER_TAG

_W = f"{{{W}}}"
_SETTINGS = (
    "attachedTemplate",
    "autoHyphenation",
    "defaultTabStop",
    "documentProtection",
    "evenAndOddHeaders",
    "mirrorMargins",
    "trackRevisions",
    "updateFields",
)
_NOISE = re.compile(r"rsid|paraId|textId|proofErr|lastRenderedPageBreak|sectPrChange")
_STYLE_USES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
_KINDS = {"paragraph": "alinea", "character": "teken", "table": "tabel", "numbering": "lijst"}


def _measure(per_unit: float, unit: str) -> Callable[[str], str]:
    """How a length is shown: a number in the file as a number of units, the Dutch way."""

    def shown(value: str) -> str:
        if not value.lstrip("-").isdecimal():
            return value
        return f"{round(int(value) / per_unit, 2):g} {unit}".replace(".", ",")

    return shown


_half_points, _points, _centimetres = _measure(2, "pt"), _measure(20, "pt"), _measure(566.929, "cm")


def _same(value: str) -> str:
    return value


def _from_one(value: str) -> str:
    return str(int(value) + 1) if value.isdecimal() else value


def _yes_no(value: str) -> str:
    return "nee" if value in ("0", "false", "off") else "ja"


# What people call a property, and how its value is shown; the others go by their name in the file.
_PROPERTIES: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "rFonts ascii": ("lettertype", _same),
    "sz": ("lettergrootte", _half_points),
    "color": ("kleur", _same),
    "b": ("vet", _yes_no),
    "i": ("cursief", _yes_no),
    "u": ("onderstreept", _same),
    "caps": ("hoofdletters", _yes_no),
    "smallCaps": ("kleinkapitalen", _yes_no),
    "jc": ("uitlijning", _same),
    "keepNext": ("bij de volgende alinea houden", _yes_no),
    "keepLines": ("regels bijeenhouden", _yes_no),
    "pageBreakBefore": ("op een nieuwe pagina", _yes_no),
    "outlineLvl": ("kopniveau", _from_one),
    "spacing before": ("ruimte ervoor", _points),
    "spacing after": ("ruimte erna", _points),
    "ind left": ("inspringing links", _centimetres),
    "ind right": ("inspringing rechts", _centimetres),
    "ind hanging": ("inspringing verkeerd-om", _centimetres),
    "ind firstLine": ("inspringing eerste regel", _centimetres),
    "pgSz w": ("papier breed", _centimetres),
    "pgSz h": ("papier hoog", _centimetres),
    "pgMar top": ("marge boven", _centimetres),
    "pgMar bottom": ("marge onder", _centimetres),
    "pgMar left": ("marge links", _centimetres),
    "pgMar right": ("marge rechts", _centimetres),
    "pgMar header": ("koptekst vanaf de rand", _centimetres),
    "pgMar footer": ("voettekst vanaf de rand", _centimetres),
    "basedOn": ("gebaseerd op", _same),
    "next": ("volgende stijl", _same),
    "pStyle": ("stijl", _same),
    "rStyle": ("tekenstijl", _same),
    "tblStyle": ("tabelstijl", _same),
    "numFmt": ("soort nummer", _same),
    "lvlText": ("nummer", _same),
    "numPr numId": ("lijst", _same),
    "autoHyphenation": ("woorden afbreken", _yes_no),
    "defaultTabStop": ("tabstop", _centimetres),
    "trackRevisions": ("wijzigingen bijhouden", _yes_no),
    "start": ("begint bij", _same),
    "numPr ilvl": ("niveau van de lijst", _from_one),
}


def template_text(package: Package) -> str:
    """A .docx as lines of text that read well in a diff."""
    names = _names(package)
    sections = {
        "Onderdelen": _parts(package),
        "Instellingen": _settings(package),
        "Lettertypen": _fonts(package),
        "Stijlen": _styles(package, names),
        "Nummering": _numbering(package, names),
        "Plek voor de artikelen": _marker(package),
        "Tags": _tags(package),
        "Tekst": _texts(package, names),
    }
    lines = ((f"## {title}", *section, "") for title, section in sections.items())
    return "\n".join(itertools.chain.from_iterable(lines))


def summary(package: Package) -> str:
    """What the properties of a template say it is (in Word: Bestand > Info > Opmerkingen)."""
    root = package.roots.get("docProps/core.xml")
    found = None if root is None else root.find("{http://purl.org/dc/elements/1.1/}description")
    return " ".join((found.text or "").split()) if found is not None else ""


def _parts(package: Package) -> Iterator[str]:
    """What is in the file; of what is not shown below, the size and a checksum."""
    broken = {problem.message for problem in package.broken}
    for name, content in sorted(package.members.items()):
        if package.is_xml(name):
            yield name
        else:
            yield f"{name}: {len(content)} bytes, {zlib.crc32(content):08x}"
    yield from sorted(broken)


def _settings(package: Package) -> Iterator[str]:
    for name in _SETTINGS:
        for child in _all(package, "word/settings.xml", name):
            yield from (f"{label} = {value}" for label, value in _described(child, _Names({}, {})))


def _fonts(package: Package) -> Iterator[str]:
    for font in sorted(
        _all(package, "word/fontTable.xml", "font"), key=lambda font: font.get(f"{_W}name") or ""
    ):
        embedded = any(_local(child).startswith("embed") for child in font)
        yield f"{font.get(f'{_W}name')}{': ingesloten' if embedded else ''}"


class _Names(Struct, frozen=True):
    """What styles and lists are called, by their ids in the file."""

    styles: Mapping[str, str]
    lists: Mapping[str, str]

    def instead(self, element: str, value: str) -> str:
        """The name to show in the place of an id; any other value as it is."""
        if element == "numId":
            return self.lists.get(value, value)
        return self.styles.get(value, value) if element in _STYLE_USES else value


def _names(package: Package) -> _Names:
    styles = styles_of(package)
    names = {style.id: style.name for style in styles.by_id.values()}
    lists = numbering_of(package, styles).lists.values()
    return _Names(names, {item.id: _list_name(item.definition, item.tied, names) for item in lists})


def _all(package: Package, part: str, name: str) -> list[Any]:
    root = package.roots.get(part)
    return [] if root is None else root.findall(f"{_W}{name}")


def _styles(package: Package, names: _Names) -> Iterator[str]:
    root = package.roots.get(STYLES)
    if root is None:
        return
    defaults = root.find(f"{_W}docDefaults")
    if defaults is not None:
        yield from (f"standaard: {label} = {value}" for label, value in _inside(defaults, names))
    styles = styles_of(package).by_id.values()
    for style in sorted(styles, key=lambda style: (style.name.casefold(), style.name)):
        yield f"{style.name}: soort = {_KINDS.get(style.kind, '?')}"
        found = (pair for pair in _inside(style.element, names) if pair[0] != "name")
        yield from (f"{style.name}: {label} = {value}" for label, value in found)


def _numbering(package: Package, names: _Names) -> Iterator[str]:
    lists = {
        _definition_name(item, names.styles): item
        for item in _all(package, NUMBERING, "abstractNum")
    }
    for name, item in sorted(lists.items()):
        for level in item.findall(f"{_W}lvl"):
            order = _from_one(level.get(f"{_W}ilvl") or "0")
            yield from (
                f"{name}, niveau {order}: {label} = {value}"
                for label, value in _inside(level, names)
            )


def _list_name(identity: str, tied: Iterable[str], styles: Mapping[str, str]) -> str:
    """A list by the style of its first level that has one; Word gives lists other numbers now and
    then.
    """
    style = next(iter(tied), None)
    if style is not None:
        return f"lijst van {styles.get(style, style)}"
    return f"lijst {identity:0>3}"


def _definition_name(item: Any, styles: Mapping[str, str]) -> str:
    tied = (value_of(style) for style in item.iter(f"{_W}pStyle"))
    return _list_name(item.get(f"{_W}abstractNumId") or "", tied, styles)


def _marker(package: Package) -> Iterator[str]:
    for part, root in texts_of(package):
        for _, text in typed_paragraphs(root):
            if MARKER_TAG.fullmatch(text.strip()):
                yield part_name(part)


def _tags(package: Package) -> Iterator[str]:
    for part, root in texts_of(package):
        found = (TAG.findall(text) for _, text in typed_paragraphs(root))
        counted = Counter(itertools.chain.from_iterable(found))
        for tag, count in sorted(counted.items()):
            yield f"{part_name(part)}: {tag}" + (f" ({count} keer)" if count > 1 else "")


def _texts(package: Package, names: _Names) -> Iterator[str]:
    for part, root in texts_of(package):
        yield f"# {part_name(part)}"
        texts = dict(typed_paragraphs(root))
        for paragraph in root.iter(f"{_W}p"):
            yield from _paragraph(paragraph, texts.get(paragraph, ""), names)
        for section in root.iter(f"{_W}sectPr"):
            yield from (f"pagina: {label} = {value}" for label, value in _inside(section, names))


def _paragraph(paragraph: Any, text: str, names: _Names) -> Iterator[str]:
    """A paragraph with its style, and below it what was changed by hand."""
    identity = value_of(paragraph.find(f"{_W}pPr/{_W}pStyle"))
    shown = f"[{names.styles.get(identity, identity)}] " if identity else ""
    cell = "| " if next(paragraph.iterancestors(f"{_W}tc"), None) is not None else ""
    pictures = sum(1 for _ in paragraph.iter(f"{_W}drawing", f"{_W}pict"))
    yield f"{cell}{shown}{text}{' (afbeelding)' * pictures}".rstrip()
    yield from _changed_by_hand(paragraph, names)
    for field in paragraph.iter(f"{_W}instrText", f"{_W}fldSimple"):
        yield f"    veld = {' '.join((field.text or field.get(f'{_W}instr') or '').split())}"


def _changed_by_hand(paragraph: Any, names: _Names) -> Iterator[str]:
    """The properties of a paragraph and its runs that are no part of a style, each once."""
    groups = (*paragraph.findall(f"{_W}pPr"), *paragraph.findall(f"{_W}r/{_W}rPr"))
    found = itertools.chain.from_iterable(_inside(item, names) for item in groups)
    for label, value in dict.fromkeys(found):
        if label != "stijl":
            yield f"    {label} = {value}"


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _is_noise(key: str) -> bool:
    """Whether an attribute is of no interest: it changes by itself, or is the number of a
    relation.
    """
    return _NOISE.search(key) is not None or key.startswith(
        "{http://schemas.openxmlformats.org/officeDocument/"
    )


def _inside(element: Any, names: _Names) -> Iterator[tuple[str, str]]:
    """The properties below an element; groups such as w:pPr are looked through."""
    for child in element:
        if not _NOISE.search(_local(child)) and _local(child) != "sectPr":
            yield from _described(child, names)


def _described(element: Any, names: _Names, above: str = "") -> Iterator[tuple[str, str]]:
    """An element as properties: one for each attribute, and those inside it."""
    local = _local(element)
    is_group = local.endswith(("Pr", "PrDefault")) and local != "numPr"
    path = above if is_group else f"{above} {local}".strip()
    for key, value in _attributes(element):
        label, show = _property(path if key == "val" else f"{path} {key}")
        yield label, show(names.instead(local, value))
    if not (element.attrib or len(element) or is_group):
        yield _property(path)[0], "ja"
    for child in element.iterchildren("*"):
        yield from _described(child, names, path)


def _property(name: str) -> tuple[str, Callable[[str], str]]:
    """What people call a property, and how its value is shown."""
    return _PROPERTIES.get(name, (name, _same))


def _attributes(element: Any) -> Iterator[tuple[str, str]]:
    """The attributes of an element that say something, by their names without namespace."""
    kept = {key: value for key, value in sorted(element.attrib.items()) if not _is_noise(key)}
    return iter({key.rpartition("}")[2]: value for key, value in kept.items()}.items())
