"""The checks of a Word template: an ordered table of named functions, each from an opened package to what is wrong.

Errors make a template useless: it is then not compiled. ``sjablonen controleer`` shows warnings as well.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from dlr_docs.errors import Problem, Severity, Source, nearest
from dlr_docs.word import body
from dlr_docs.word.controls import PLACEHOLDER_STYLE
from dlr_docs.word.fonts import is_common
from dlr_docs.word.opening import Package, declares_word
from dlr_docs.word.relations import CONTENT_TYPES, MAIN, MAIN_RELS, STYLES
from dlr_docs.word.template_names import MARKER
from dlr_docs.word.template_tags import TAG, mistakes_in, paragraphs
from dlr_docs.word.xml import W

NUMBERING = "word/numbering.xml"
REQUIRED_STYLES = body.STYLES | {PLACEHOLDER_STYLE}
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURES = (f"{{{_A}}}blip", "{urn:schemas-microsoft-com:vml}imagedata")
_NO_TEXT = ("word/glossary/", "word/comments")  # we write our own
_LONGEST = 120  # characters of the text around a problem
MARKER_TAG = re.compile(r"\{\{p\s+" + MARKER + r"\s*\}\}")
_MENTION = re.compile(rf"\b{MARKER}\b")
_REPLACED = ("comments", "customXml", "glossaryDocument")  # kinds of relations whose parts we write ourselves
_PARTS = {
    "document": "de tekst",
    "header": "de koptekst",
    "footer": "de voettekst",
    "footnotes": "de voetnoten",
    "endnotes": "de eindnoten",
    "styles": "de stijlen",
    "numbering": "de nummering",
    "settings": "de instellingen",
    "comments": "de opmerkingen",
}
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
_CHANGES = {
    "ins": "ingevoegd",
    "del": "verwijderd",
    "moveFrom": "verplaatst",
    "moveTo": "verplaatst",
    "rPrChange": "anders opgemaakt",
    "pPrChange": "anders opgemaakt",
    "sectPrChange": "anders opgemaakt",
    "tblPrChange": "anders opgemaakt",
    "trPrChange": "anders opgemaakt",
    "tcPrChange": "anders opgemaakt",
    "cellIns": "ingevoegd",
    "cellDel": "verwijderd",
}
_FETCHING = re.compile(r"^\s*(INCLUDEPICTURE|INCLUDETEXT|LINK|DDE|DDEAUTO|IMPORT|DATABASE|RD)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: in which part, and the text around it where there is any.

    ``code`` is for a check that finds two sorts of things; usually the table has it.
    """

    message: str
    hint: str | None = None
    part: str | None = None
    around: str = ""
    severity: Severity = Severity.ERROR
    code: str | None = None


Check = Callable[[Package], Iterator[Finding]]


def check_package(package: Package) -> list[Problem]:
    """Run every check on an opened template.

    Returns:
        Problems in the order of the table; empty when all is well.
    """
    found = [*package.broken]
    found += [as_problem(code, item, package.path) for code, check in CHECKS.items() for item in check(package)]
    return list(dict.fromkeys(found))


def as_problem(code: str, finding: Finding, path: str) -> Problem:
    """A finding with its part and the text around it in the message, as somebody finds them in Word."""
    around = " ".join(finding.around.split())
    around = f"{around[:_LONGEST]} …" if len(around) > _LONGEST else around
    where = f"in {part_name(finding.part)}: " if finding.part else ""
    message = f"{where}{finding.message}" + (f"; bij: {around}" if around else "")
    return Problem(finding.severity, finding.code or code, message, Source(path), finding.hint, around or None)


def part_name(part: str) -> str:
    """A part as a Word user calls it, with its name in the file."""
    match = re.fullmatch(r"word/([a-z]+)\d*\.xml", part)
    known = _PARTS.get(match[1]) if match else None
    return f"{known} ({part})" if known else part


def texts_of(package: Package) -> Iterator[tuple[str, Any]]:
    """The parts that hold text of the document: the body first, then headers, footers, notes."""
    for name, root in sorted(package.roots.items(), key=lambda part: (part[0] != MAIN, part[0])):
        is_text = name.startswith("word/") and name.endswith(".xml") and not name.startswith(_NO_TEXT)
        if is_text and root.find(f".//{{{W}}}p") is not None:
            yield name, root


def _around(element: Any) -> str:
    """The text of the paragraph that an element stands in, deleted text included."""
    paragraph = element if element.tag == f"{{{W}}}p" else next(element.iterancestors(f"{{{W}}}p"), element)
    return "".join(item.text or "" for item in paragraph.iter(f"{{{W}}}t", f"{{{W}}}delText"))


def _check_kind(package: Package) -> Iterator[Finding]:
    """An ordinary document, without macros, as Word writes it."""
    types = package.members[CONTENT_TYPES].decode("utf-8", "replace")
    macros = [name for name in package.members if name.endswith((".bin", "vbaData.xml")) and "vba" in name.lower()]
    active = [name for name in package.members if name.startswith("word/activeX/")]
    if macros or "macroEnabled" in types:
        hint = "Bewaar het in Word als 'Word-document (*.docx)', zonder macro's."
        yield Finding("dit bestand heeft macro's (.docm)", hint, macros[0] if macros else None)
    elif active:
        hint = "Verwijder in Word de besturingselementen van ActiveX."
        yield Finding("dit bestand heeft besturingselementen met programmacode (ActiveX)", hint, active[0])
    if "template.main+xml" in types:
        hint = "Bewaar het in Word als 'Word-document (*.docx)'; een .dotx wordt geen .docx door hem zo te noemen."
        yield Finding("dit is een Word-sjabloon (.dotx) en geen Word-document (.docx)", hint)
    for name in (STYLES, MAIN_RELS):
        if name not in package.members:
            yield Finding(f"dit bestand mist het onderdeel {name}", "Bewaar het in Word opnieuw.")
    if MAIN in package.roots and not declares_word(package):
        yield Finding("dit bestand is door een ander programma dan Word gemaakt", "Bewaar het in Word opnieuw.")


def _check_marker(package: Package) -> Iterator[Finding]:
    """The articles have exactly one place: a paragraph of the body with nothing but the marker."""
    hint = f"Zet één keer, op een eigen regel van de tekst: {{{{p {MARKER} }}}}"
    mentions = [
        (name, paragraph, text)
        for name, root in texts_of(package)
        for paragraph, text in paragraphs(root)
        for tag in TAG.findall(text)
        if _MENTION.search(tag)
    ]
    if MAIN in package.roots and not mentions:
        yield Finding("in dit sjabloon ontbreekt de plek voor de artikelen", hint)
    if len(mentions) > 1:
        for name, _, text in mentions:
            yield Finding("de plek voor de artikelen staat er meer dan één keer", hint, name, text)
    for name, paragraph, text in mentions if len(mentions) == 1 else ():
        in_body = name == MAIN and paragraph.getparent().tag == f"{{{W}}}body"
        if not in_body or not MARKER_TAG.fullmatch(text.strip()):
            yield Finding("de plek voor de artikelen staat niet op een eigen regel van de tekst", hint, name, text)


def _styles(package: Package) -> dict[str, Any]:
    root = package.roots.get(STYLES)
    return {} if root is None else {style.get(f"{{{W}}}styleId"): style for style in root.iter(f"{{{W}}}style")}


def _check_styles(package: Package) -> Iterator[Finding]:
    """Every style that we use is there."""
    hint = "Hernoem of verwijder deze stijl niet. Begin met een kopie (dlr-docs sjablonen nieuw) en pas de stijl aan."
    known = _styles(package)
    for name in sorted(REQUIRED_STYLES - known.keys()) if STYLES in package.roots else ():
        near = nearest(name, known)
        yield Finding(f"in dit sjabloon ontbreekt de stijl '{name}'", f"Er is wel '{near}'. {hint}" if near else hint)


def _check_used_styles(package: Package) -> Iterator[Finding]:
    """Paragraphs name styles that exist; Word shows the others without any."""
    known = _styles(package)
    used = (f"{{{W}}}pStyle", f"{{{W}}}rStyle", f"{{{W}}}tblStyle")
    for name, root in texts_of(package) if known else ():
        for element in root.iter(*used):
            style = element.get(f"{{{W}}}val")
            if style not in known:
                message = f"de stijl '{style}' wordt gebruikt, maar bestaat niet"
                hint = "Kies in Word een andere stijl voor deze regel."
                yield Finding(message, hint, name, _around(element), Severity.WARNING)


def _check_numbering(package: Package) -> Iterator[Finding]:
    """Articles and all below them are numbered by one list whose levels are tied to their styles; annexes too."""
    if NUMBERING in package.members and NUMBERING not in package.roots:
        return  # damaged, and reported as such
    for styles in (body.NUMBERED_STYLES, body.ANNEX_STYLES):
        yield from _check_list(package, styles)


def _check_list(package: Package, styles: tuple[str, ...]) -> Iterator[Finding]:
    hint = (
        f"Koppel in Word één lijst met meerdere niveaus aan de stijlen {', '.join(styles)} "
        "(Nieuwe lijst met meerdere niveaus definiëren > Niveau koppelen aan stijl). LibreOffice bewaart dat niet."
    )
    known, tied, lists = _styles(package), _tied_levels(package), _lists(package)
    for name in styles:
        if name not in tied:
            yield Finding(f"in dit sjabloon hoort bij de stijl '{name}' geen nummering", hint, NUMBERING)
        elif name in known and _list_of_style(name, known) not in lists:
            yield Finding(f"de stijl '{name}' gebruikt zijn nummering niet", hint, STYLES)
    if len({tied[name] for name in styles if name in tied}) > 1:
        message = f"de stijlen {', '.join(styles)} zijn niveaus van verschillende lijsten"
        yield Finding(f"{message}; dan begint de telling niet telkens opnieuw", hint, NUMBERING)


def _lists(package: Package) -> dict[str, str]:
    """Each list (w:num) with the definition that it uses."""
    root = package.roots.get(NUMBERING)
    found = {}
    for item in () if root is None else root.iter(f"{{{W}}}num"):
        definition = item.find(f"{{{W}}}abstractNumId")
        found[item.get(f"{{{W}}}numId")] = "" if definition is None else definition.get(f"{{{W}}}val")
    return found


def _tied_levels(package: Package) -> dict[str, str]:
    """The styles that levels are tied to, each with the definition or list that has the level."""
    root = package.roots.get(NUMBERING)
    found = {}
    for style in () if root is None else root.iter(f"{{{W}}}pStyle"):
        definition = next(style.iterancestors(f"{{{W}}}abstractNum", f"{{{W}}}num"), None)
        if definition is not None:
            number = definition.get(f"{{{W}}}abstractNumId") or _lists(package).get(definition.get(f"{{{W}}}numId"), "")
            found[style.get(f"{{{W}}}val")] = number
    return found


def _list_of_style(name: str | None, known: dict[str, Any]) -> str | None:
    """The list that a style numbers with, its own or that of the style it is based on."""
    seen = set()
    while name in known and name not in seen:
        seen.add(name)
        own = known[name].find(f"{{{W}}}pPr/{{{W}}}numPr/{{{W}}}numId")
        if own is not None:
            return str(own.get(f"{{{W}}}val"))
        base = known[name].find(f"{{{W}}}basedOn")
        name = None if base is None else base.get(f"{{{W}}}val")
    return None


def _check_tags(package: Package) -> Iterator[Finding]:
    """Every tag is one, is closed, stays within the template language, and asks for what exists."""
    for part, root in texts_of(package):
        for item in mistakes_in(root):
            code = "sjabloon-naam" if item.is_name else None
            yield Finding(item.message, item.hint, part, item.around, code=code)


def _relations(package: Package) -> Iterator[tuple[str, str, str, Any]]:
    """Every relation: the part that has it, its kind, the part or address it leads to, and the element."""
    for name, root in package.roots.items():
        if name.endswith(".rels") and not name.startswith("word/glossary/"):  # we write a glossary of our own
            folder, _, file = name.rpartition("_rels/")
            for item in root:
                if item.get("Target") is not None:
                    kind = (item.get("Type") or "").rpartition("/")[2]
                    yield folder + file.removesuffix(".rels"), kind, item.get("Target"), item


def _is_external(relation: Any) -> bool:
    return bool(relation.get("TargetMode") == "External")


def _check_external(package: Package) -> Iterator[Finding]:
    """Nothing is fetched from outside the file; an address to click on may stand in it."""
    for part, kind, target, relation in _relations(package):
        if _is_external(relation) and kind != "hyperlink":
            message, hint = _EXTERNAL.get(kind, (f"er is iets van buiten het bestand aan gekoppeld ({kind})", None))
            yield Finding(f"{message}: {target}", hint, part, _around_relation(package, part, relation.get("Id")))
    for part, root in texts_of(package):
        for element in root.iter(f"{{{W}}}instrText", f"{{{W}}}fldSimple"):
            code = element.text if element.tag == f"{{{W}}}instrText" else element.get(f"{{{W}}}instr")
            if _FETCHING.match(code or ""):
                message = f"een veld haalt iets van buiten het bestand: {' '.join((code or '').split())[:80]}"
                yield Finding(message, "Verwijder het veld, of zet de inhoud er zelf in.", part, _around(element))


def _around_relation(package: Package, part: str, identity: str | None) -> str:
    """The text around the element that uses a relation."""
    root = package.roots.get(part)
    for element in () if root is None else root.iter():
        if isinstance(element.tag, str) and identity in [element.get(f"{{{_R}}}{name}") for name in ("link", "id")]:
            return _around(element)
    return ""


def _check_missing_parts(package: Package) -> Iterator[Finding]:
    """Every picture or other part that the template names is in the file."""
    known: dict[str, set[str]] = defaultdict(set)
    for part, kind, target, relation in _relations(package):
        known[part].add(relation.get("Id"))
        full = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
        if not _is_external(relation) and kind not in _REPLACED and full not in package.members and part:
            around = _around_picture(package, part, relation.get("Id"))
            yield Finding(f"{_thing(kind)} {full} zit niet in het bestand", _PICTURE_HINT, part, around)
    for part, root in texts_of(package):
        for element in root.iter(*_PICTURES):
            identity = _picture(element)
            if identity and identity not in known[part]:
                message = "de afbeelding op deze plaats zit niet in het bestand"
                yield Finding(message, _PICTURE_HINT, part, _around(element))


_PICTURE_HINT = "Voeg de afbeelding in Word opnieuw in en bewaar het bestand."


def _thing(kind: str) -> str:
    return "de afbeelding" if kind == "image" else "het onderdeel"


def _around_picture(package: Package, part: str, identity: str | None) -> str:
    root = package.roots.get(part)
    pictures = () if root is None else root.iter(*_PICTURES)
    return next((_around(item) for item in pictures if _picture(item) == identity), "")


def _picture(element: Any) -> str | None:
    """The relation by which an element names its picture."""
    identity: str | None = element.get(f"{{{_R}}}embed") or element.get(f"{{{_R}}}id")
    return identity


def _check_changes(package: Package) -> Iterator[Finding]:
    """No tracked changes: they would stand in every document."""
    hint = "Kies in Word Controleren > Alle wijzigingen accepteren, zet Wijzigingen bijhouden uit en bewaar."
    for part, root in texts_of(package):
        seen: dict[tuple[str, str], None] = {}
        for element in root.iter(*(f"{{{W}}}{name}" for name in _CHANGES)):
            seen[_CHANGES[element.tag.rpartition("}")[2]], _around(element)] = None
        for what, around in seen:
            yield Finding(f"hier is een bijgehouden wijziging ({what})", hint, part, around)


def _check_comments(package: Package) -> Iterator[Finding]:
    """No comments: they would stand in every document, without their text."""
    hint = "Verwijder de opmerking in Word (Controleren > Verwijderen) en bewaar."
    for part, root in texts_of(package):
        for element in root.iter(f"{{{W}}}commentReference"):
            yield Finding("hier staat nog een opmerking", hint, part, _around(element))


def _check_fonts(package: Package) -> Iterator[Finding]:
    """Fonts that readers may be expected to have, or that are embedded."""
    there = _embedded(package)
    theme = _theme_fonts(package)
    found: dict[str, tuple[str, str]] = {}
    for part, root in package.roots.items():
        for fonts in root.iter(f"{{{W}}}rFonts") if part.startswith("word/") else ():
            for name in _fonts_named(fonts, theme):
                found.setdefault(name, (part, _place_of_font(fonts)))
    for name, (part, place) in found.items():
        if not is_common(name) and name.casefold() not in there:
            message = f"het lettertype '{name}'{place} is niet overal aanwezig en niet ingesloten"
            hint = "Sluit het in (Word: Opties > Opslaan > Lettertypen insluiten), of kies een ander, zoals Calibri."
            yield Finding(message, hint, part, severity=Severity.WARNING)


def _fonts_named(fonts: Any, theme: dict[str, str]) -> Iterator[str]:
    for name in ("ascii", "hAnsi"):
        themed = fonts.get(f"{{{W}}}{name}Theme")
        named = theme.get(themed[:5]) if themed else fonts.get(f"{{{W}}}{name}")
        if named:
            yield named


def _place_of_font(fonts: Any) -> str:
    style = next(fonts.iterancestors(f"{{{W}}}style"), None)
    if style is not None:
        return f" van de stijl '{style.get(f'{{{W}}}styleId')}'"
    return " van de gewone tekst" if next(fonts.iterancestors(f"{{{W}}}docDefaults"), None) is not None else ""


def _embedded(package: Package) -> set[str]:
    root = package.roots.get("word/fontTable.xml")
    fonts = [] if root is None else root.findall(f"{{{W}}}font")
    return {
        (font.get(f"{{{W}}}name") or "").casefold()
        for font in fonts
        if any(child.tag.startswith(f"{{{W}}}embed") for child in font)
    }


def _theme_fonts(package: Package) -> dict[str, str]:
    """The fonts for headings (major) and text (minor) that the theme names."""
    found = {}
    for name, root in package.roots.items():
        if name.startswith("word/theme/"):
            for sort in ("major", "minor"):
                latin = root.find(f".//{{{_A}}}{sort}Font/{{{_A}}}latin")
                if latin is not None:
                    found[sort] = latin.get("typeface") or ""
    return found


CHECKS: dict[str, Check] = {
    "sjabloon-soort": _check_kind,
    "sjabloon-zonder-plek": _check_marker,
    "sjabloon-zonder-stijl": _check_styles,
    "sjabloon-zonder-nummering": _check_numbering,
    "sjabloon-tag": _check_tags,
    "sjabloon-extern": _check_external,
    "sjabloon-deel-ontbreekt": _check_missing_parts,
    "sjabloon-wijzigingen": _check_changes,
    "sjabloon-opmerking": _check_comments,
    "sjabloon-onbekende-stijl": _check_used_styles,
    "sjabloon-lettertype": _check_fonts,
}
