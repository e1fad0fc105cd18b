"""The checks of a Word template: an ordered table of named functions, each from an opened package
to what is wrong.

Errors make a template useless: it is then not compiled. ``sjablonen controleer`` shows warnings as
well.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from dlr_docs.basis import codes
from dlr_docs.basis.codes import Code
from dlr_docs.basis.problems import Problem, Source, error
from dlr_docs.model.declared.parties import Members
from dlr_docs.word.package.opening import BEGIN_AGAIN, Package, declares_word
from dlr_docs.word.package.reading.text import typed_paragraphs, typed_text
from dlr_docs.word.package.relations import CONTENT_TYPES, MAIN, MAIN_RELS, SETTINGS, STYLES
from dlr_docs.word.package.xml import W
from dlr_docs.word.template.checks.findings import (
    TemplateCheck,
    TemplateFinding,
    around_of,
    as_problem,
    is_text_part,
    once_a_paragraph,
    part_name,
    texts_of,
)
from dlr_docs.word.template.checks.fonts import check_fonts
from dlr_docs.word.template.checks.numbering import check_counting, check_numbering
from dlr_docs.word.template.checks.parts import check_parts, check_settings
from dlr_docs.word.template.checks.relations import check_external, check_missing_parts
from dlr_docs.word.template.checks.spread import TAG, in_loops
from dlr_docs.word.template.checks.styles import check_styles, check_used_styles
from dlr_docs.word.template.checks.tags import mistakes_in
from dlr_docs.word.template.names import MARKER, SIGNS
from dlr_docs.word.template.parts.travels import travelling

_PICTURE_PROPERTIES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
)
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_ACTIVE = ("word/activeX/", "word/embeddings/")
_NO_TAGS = ("word/glossary/", "word/comments.xml")  # parts that we write anew
MAXIMUM_TAGS = (
    2_000  # a template has about a hundred; every tag costs time and memory in every document
)
# elements, begin and end counted; text, styles and lists of twenty full pages have a third
MAXIMUM_MARKUP = 200_000
MAXIMUM_TEMPLATE = (
    5_000_000  # bytes of XML; the trial makes several documents of it, and trees of those
)
MAXIMUM_FINDINGS = (
    100  # of one check: more is of no use to anybody, and each looks for the text around it
)
# The beginning of a tag, also where Word has split it between its two characters.
TAG_BEGIN = re.compile(rb"\{(?:<[^>]*>)*[{%#]")
MARKER_TAG = re.compile(r"\{\{p\s+" + MARKER + r"\s*\}\}")
_MENTION = re.compile(rf"\b{MARKER}\b")
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


def check_package(package: Package, members: Members = ()) -> list[Problem]:
    """Run every check on an opened template.

    Args:
        members: what may be asked of a party, as the library says; not judged when left out.

    Returns:
        Problems in the order of the table; empty when all is well.
    """
    if package.size_of_xml > MAXIMUM_TEMPLATE:
        return [_too_much("de tekst en stijlen zijn samen groter dan 5 MB", _UNUSED, package)]
    if _begins(package) > MAXIMUM_TAGS:
        return [_too_much(f"dit sjabloon heeft meer dan {MAXIMUM_TAGS} tags", _IN_A_LOOP, package)]
    markup = _markup(package)
    if sum(markup.values()) > MAXIMUM_MARKUP:
        largest = max(markup, key=markup.__getitem__)
        return [
            _too_much(
                f"dit sjabloon heeft te veel regels en opmaak, de meeste in {part_name(largest)}",
                _UNUSED,
                package,
            )
        ]
    found = [*package.broken]
    checks: dict[Code, TemplateCheck] = {
        **CHECKS,
        codes.SJABLOON_TAG: functools.partial(_check_tags, members=members),
    }
    for code, check in checks.items():
        findings = list(itertools.islice(check(package), MAXIMUM_FINDINGS + 1))
        found += [as_problem(code, item, package.path) for item in findings[:MAXIMUM_FINDINGS]]
        if len(findings) > MAXIMUM_FINDINGS:
            more = TemplateFinding(
                "er is nog meer van deze soort",
                "Verhelp dit eerst.",
            )
            found.append(as_problem(code, more, package.path))
    return list(dict.fromkeys(found))


def _too_much(message: str, hint: str, package: Package) -> Problem:
    return error(codes.SJABLOON_TE_GROOT, message, Source(package.path), f"{hint} {BEGIN_AGAIN}")


_UNUSED = "Haal weg wat niet in elk document hoort, zoals tekst van een oude overeenkomst."
_IN_A_LOOP = "Wat voor elke partij komt, schrijft u één keer, met {%p for partij in partijen %}."


def _markup(package: Package) -> dict[str, int]:
    """Per part that may have tags the number of elements, each counted where it begins and where it
    ends.
    """
    return {
        name: content.count(b"<") for name, content in package.members.items() if is_text_part(name)
    }


def _begins(package: Package) -> int:
    """How many tags a template may have at most: each beginning counted, also where Word has split
    it.
    """
    return sum(
        sum(1 for _ in TAG_BEGIN.finditer(content))
        for name, content in package.members.items()
        if is_text_part(name)
    )


def _check_kind(package: Package) -> Iterator[TemplateFinding]:
    """An ordinary document, without macros, as Word writes it."""
    types = package.members[CONTENT_TYPES].decode("utf-8", "replace")
    yield from _programs(package, types)
    if "template.main+xml" in types:
        hint = (
            "Bewaar het in Word als 'Word-document (*.docx)'; een .dotx "
            "wordt geen .docx door hem zo te noemen."
        )
        yield TemplateFinding(
            "dit is een Word-sjabloon (.dotx) en geen Word-document (.docx)", hint
        )
    again = "Bewaar het in Word opnieuw."
    yield from check_parts(package)
    for name in (STYLES, MAIN_RELS, SETTINGS):
        if name not in package.members:
            yield TemplateFinding(f"dit bestand mist het onderdeel {name}", again)
    if MAIN in package.roots and not declares_word(package):
        yield TemplateFinding("dit bestand is door een ander programma dan Word gemaakt", again)


def _programs(package: Package, types: str) -> Iterator[TemplateFinding]:
    """Macros, and what else runs when somebody opens a document."""
    macros = list(filter(_is_macro, package.members))
    active = [name for name in package.members if name.startswith(_ACTIVE)]
    if macros or "macroEnabled" in types:
        hint = "Bewaar het in Word als 'Word-document (*.docx)', zonder macro's."
        message = "dit bestand heeft macro's (.docm)"
        yield TemplateFinding(message, hint, next(iter(macros), None))
    elif active:
        hint = (
            "Verwijder in Word ingesloten objecten en besturingselementen "
            "van ActiveX; zet er tekst of een plaatje."
        )
        message = "dit bestand heeft een ingesloten object of programmacode (OLE, ActiveX)"
        yield TemplateFinding(message, hint, active[0])


def _is_macro(name: str) -> bool:
    return name.endswith((".bin", "vbaData.xml")) and "vba" in name.lower()


def _check_texts(package: Package) -> Iterator[TemplateFinding]:
    """A text holds characters and nothing else; another program may write more, and a tag in it
    would go wrong.
    """
    texts = dict(texts_of(package))
    for part, root in texts.items():
        for element in root.iter(f"{{{W}}}t"):
            if len(element):
                yield TemplateFinding(
                    "een tekst is beschadigd", "Typ deze regel opnieuw.", part, around_of(element)
                )
    others = travelling(package).intersection(package.roots).difference(texts)
    for part in dict.fromkeys([*filter(is_text_part, package.members), *sorted(others)]):
        yield from _unexpected(part, package.members[part], part in texts)


def _unexpected(part: str, content: bytes, has_text: bool) -> Iterator[TemplateFinding]:
    """Tags in a part where none can stand, and the characters that we put in the place of tags."""
    can_have_tags = has_text or part.startswith(_NO_TAGS)
    if not can_have_tags and TAG_BEGIN.search(content):
        yield TemplateFinding("in dit onderdeel kan geen tag staan", "Haal de accolades weg.", part)
    if any(sign.encode() in content for sign in SIGNS):
        message = "hier staat een teken dat Word niet toont (U+E010)"
        yield TemplateFinding(message, "Haal het weg.", part)


def _check_marker(package: Package) -> Iterator[TemplateFinding]:
    """The articles have exactly one place: a paragraph of the body with nothing but the marker."""
    hint = f"Zet één keer, op een eigen regel van de tekst: {{{{p {MARKER} }}}}"
    mentions = list(_mentions(package))
    if MAIN in package.roots and not mentions:
        yield TemplateFinding("de plek voor de artikelen ontbreekt", hint, MAIN)
    if len(mentions) > 1:
        message = "de plek voor de artikelen staat er meer dan één keer"
        yield from (TemplateFinding(message, hint, name, text) for name, _, text in mentions)
        return
    for name, paragraph, text in mentions:
        in_body = name == MAIN and paragraph.getparent().tag == f"{{{W}}}body"
        if not in_body or not MARKER_TAG.fullmatch(text.strip()):
            message = "de plek voor de artikelen staat niet op een eigen regel van de tekst"
            yield TemplateFinding(message, hint, name, text)


def _mentions(package: Package) -> Iterator[tuple[str, Any, str]]:
    """Each tag that names the articles, by the part and the paragraph that it stands in."""
    for name, root in texts_of(package):
        for paragraph, text in typed_paragraphs(root):
            for _ in filter(_MENTION.search, TAG.findall(text)):
                yield name, paragraph, text


def _check_tags(package: Package, members: Members = ()) -> Iterator[TemplateFinding]:
    """Every tag is one, is closed, stays within the template language, and asks for what exists."""
    for part, root in texts_of(package):
        for item in mistakes_in(root, members):
            code = codes.SJABLOON_NAAM if item.is_name else None
            yield TemplateFinding(item.message, item.hint, part, item.around, code=code)


def _check_repeated(package: Package) -> Iterator[TemplateFinding]:
    """Nothing is repeated by a loop that a document may hold once, and no tag stands in a control
    that holds something else.
    """
    hint = "Haal het weg uit wat tussen {%p for … %} en {%p endfor %} staat."
    for part, root in texts_of(package):
        for element in once_a_paragraph(in_loops(root)):
            what = _ONCE.get(element.tag.rpartition("}")[2])
            if what:
                message = f"{what} kan niet worden herhaald"
                yield TemplateFinding(message, hint, part, around_of(element))
        for control in root.iter(f"{{{W}}}sdt"):
            if _holds_a_value(control) and TAG.search(typed_text(control)):
                message = "in dit inhoudsbesturingselement kan geen tag staan"
                advice = "Verwijder het besturingselement (Ontwikkelaars), en laat de tag staan."
                yield TemplateFinding(message, advice, part, typed_text(control))


_ONCE = {
    "bookmarkStart": "een bladwijzer",
    "bookmarkEnd": "een bladwijzer",
    "footnoteReference": "een voetnoot",
    "endnoteReference": "een eindnoot",
    "permStart": "een deel dat iemand mag bewerken",
    "permEnd": "een deel dat iemand mag bewerken",
}
_VALUES = frozenset(
    [
        *("text", "date", "dropDownList", "comboBox", "checkbox", "picture", "dataBinding"),
        *("citation", "bibliography", "equation", "docPartObj", "docPartList"),
    ]
)


def _holds_a_value(control: Any) -> bool:
    """Whether a control holds a value of its own, and no text (ECMA-376-1, 17.5.2)."""
    properties = control.find(f"{{{W}}}sdtPr")
    found = () if properties is None else properties.iterchildren(etree.Element)
    return any(item.tag.rpartition("}")[2] in _VALUES for item in found)


def _check_changes(package: Package) -> Iterator[TemplateFinding]:
    """No tracked changes: they would stand in every document."""
    hint = (
        "Kies in Word Controleren > Alle wijzigingen accepteren, "
        "zet Wijzigingen bijhouden uit en bewaar."
    )
    for part, root in texts_of(package):
        for element in once_a_paragraph(root.iter(*(f"{{{W}}}{name}" for name in _CHANGES))):
            what = _CHANGES[element.tag.rpartition("}")[2]]
            yield TemplateFinding(
                f"hier is een bijgehouden wijziging ({what})", hint, part, around_of(element)
            )


def _check_comments(package: Package) -> Iterator[TemplateFinding]:
    """No comments: they would stand in every document, without their text."""
    hint = "Verwijder de opmerking in Word (Controleren > Verwijderen) en bewaar."
    for part, root in texts_of(package):
        for element in once_a_paragraph(root.iter(f"{{{W}}}commentReference")):
            yield TemplateFinding("hier staat nog een opmerking", hint, part, around_of(element))


def _check_alternative_texts(package: Package) -> Iterator[TemplateFinding]:
    """Every picture has a text for who cannot see it, or is marked as decoration."""
    hint = (
        "Klik in Word met rechts op de afbeelding: Alternatieve "
        "tekst bewerken, of vink Decoratief aan."
    )
    for part, root in texts_of(package):
        for picture in root.iter(_PICTURE_PROPERTIES):
            decorative = any(child.get("val") == "1" for child in picture.iter(_DECORATIVE))
            if not picture.get("descr") and not decorative:
                message = "een afbeelding heeft geen alternatieve tekst"
                yield TemplateFinding(message, hint, part, around_of(picture))


CHECKS: dict[Code, TemplateCheck] = {
    codes.SJABLOON_SOORT: _check_kind,
    codes.SJABLOON_KAPOT: _check_texts,
    codes.SJABLOON_ZONDER_PLEK: _check_marker,
    codes.SJABLOON_ZONDER_STIJL: check_styles,
    codes.SJABLOON_ZONDER_NUMMERING: check_numbering,
    codes.SJABLOON_NUMMERING: check_counting,
    codes.SJABLOON_TAG: _check_tags,
    codes.SJABLOON_HERHALING: _check_repeated,
    codes.SJABLOON_EXTERN: check_external,
    codes.SJABLOON_DEEL_ONTBREEKT: check_missing_parts,
    codes.SJABLOON_WIJZIGINGEN: _check_changes,
    codes.SJABLOON_OPMERKING: _check_comments,
    codes.SJABLOON_ONBEKENDE_STIJL: check_used_styles,
    codes.SJABLOON_ALTERNATIEVE_TEKST: _check_alternative_texts,
    codes.SJABLOON_LETTERTYPE: check_fonts,
    codes.SJABLOON_WEGGELATEN: check_settings,
}
