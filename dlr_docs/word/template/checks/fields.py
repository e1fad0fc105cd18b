"""Checks of a Word template: its fields one by one, with what stands inside what.

Only fields that show something of the document itself may stand in a template; all others, also
those that a later Word will know, are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.xml import W
from dlr_docs.word.template.checks.findings import TemplateFinding, around_of, texts_of
from dlr_docs.word.template.checks.spread import in_blocks

_W = f"{{{W}}}"
_FETCHING = re.compile(
    r"INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|EMBED|RD|"
    r"MACROBUTTON|AUTOTEXT|AUTOTEXTLIST|GLOSSARY|ASK|FILLIN|PRINT|MERGEREC|MERGESEQ|"
    r"NEXT|NEXTIF|SKIPIF"
)
# What shows something of the document itself, or computes with that (ECMA-376-1, 17.16.5).
_KNOWN = re.compile(
    r"PAGE|NUMPAGES|SECTION|SECTIONPAGES|REF|PAGEREF|NOTEREF|STYLEREF|TC|XE|SEQ|SET|"
    r"LISTNUM|AUTONUM|AUTONUMLGL|AUTONUMOUT|BIDIOUTLINE|TITLE|SUBJECT|KEYWORDS|"
    r"COMMENTS|AUTHOR|LASTSAVEDBY|DOCPROPERTY|INFO|TEMPLATE|FILENAME|"
    r"FILESIZE|NUMWORDS|NUMCHARS|REVNUM|EDITTIME|CREATEDATE|SAVEDATE|PRINTDATE|DATE|"
    r"TIME|USERNAME|USERADDRESS|USERINITIALS|HYPERLINK|GOTOBUTTON|IF|COMPARE|QUOTE|"
    r"SYMBOL|EQ|ADVANCE|FORMULA|BARCODE|DISPLAYBARCODE|FORMTEXT|FORMCHECKBOX|"
    r"FORMDROPDOWN|MERGEFIELD|TOC|INDEX|TA|TOA|CITATION|BIBLIOGRAPHY|PRIVATE"
)
_WORD = re.compile(r"\s*([^\s\\\"]*)")
_NESTED = "\0"  # where a field stands in the code of another
_REMOVE = "Verwijder het in Word, of zet de inhoud er zelf in."
_CONTENTS = (
    "Verwijder de inhoudsopgave in Word en zet op die plaats, op een eigen regel: {{p inhoud }}"
)


class Field(Struct):
    """A field: the element that it begins with and its own code, without that of fields in it."""

    begin: Any
    code: str = ""
    in_code: bool = True
    is_loose: bool = False
    is_whole: bool = True
    marks: list[Any] = msgspec.field(default_factory=list)

    @property
    def kind(self) -> str:
        """What sort of field it is, in capitals; Word makes no difference."""
        found = _WORD.match(self.code)
        word = found[1] if found else ""
        return "=" if word.startswith("=") else word.upper()


def fields_of(root: Any) -> Iterator[Field]:
    """The fields of a part (ECMA-376-1, 17.16.18), also those that are not finished; and as a loose
    one what would be the code of a field and stands in none.
    """
    still_open: list[Field] = []
    loose = Field(root, is_loose=True)
    for element in root.iter(*_PARTS):
        if element.tag == f"{_W}fldSimple":
            yield Field(element, element.get(f"{_W}instr") or "")
        elif element.tag == f"{_W}fldChar":
            yield from _step(element, still_open)
        elif still_open and still_open[-1].in_code:
            still_open[-1].code += element.text or ""
        elif element.tag in _CODES:
            loose.begin, loose.code = element, loose.code + (element.text or "")
    for item in still_open:
        item.is_whole = False
        yield item
    yield loose


_CODES = (f"{_W}instrText", f"{_W}delInstrText")
_PARTS = (*_CODES, *(f"{_W}{name}" for name in ("fldSimple", "fldChar", "t", "delText")))


def _step(character: Any, still_open: list[Field]) -> Iterator[Field]:
    """Go past the begin, the separator or the end of a field."""
    kind = character.get(f"{_W}fldCharType")
    if kind == "begin":
        if still_open and still_open[-1].in_code:
            still_open[-1].code += _NESTED
        still_open.append(Field(character))
    elif kind == "separate" and still_open:
        still_open[-1].in_code = False
    elif kind == "end" and not still_open:
        yield Field(character, is_whole=False)
    if still_open:
        still_open[-1].marks.append(character)
    if kind == "end" and still_open:
        yield still_open.pop()


def check_fields(package: Package) -> Iterator[TemplateFinding]:
    """No field starts something, fetches something or shows what nobody knows."""
    for part, root in texts_of(package):
        blocks = dict(in_blocks(root))
        for item in fields_of(root):
            wrong = _wrong_loose(item) if item.is_loose else _wrong(item)
            if not wrong and len({blocks[mark] for mark in item.marks}) > 1:
                wrong = "een tag knipt dit veld door"
            if wrong:
                yield TemplateFinding(wrong, _REMOVE, part, around_of(item.begin))
            elif item.kind == "TOC" and not item.is_loose:
                message = "dit is een inhoudsopgave van Word zelf, waarin de artikelen niet komen"
                around = around_of(item.begin)
                yield TemplateFinding(
                    message, _CONTENTS, part, around, code=codes.SJABLOON_ZONDER_PLEK
                )


def _wrong(item: Field) -> str:
    """What is wrong with a field; nothing when all is well."""
    shown = " ".join(item.code.replace(_NESTED, " … ").split())[:80]
    if "{{" in item.code or "{%" in item.code:
        return "in een veld kan geen tag staan"
    if _NESTED in item.kind:
        return f"een ander veld bepaalt de soort van dit veld: {shown}"
    if _FETCHING.fullmatch(item.kind):
        return f"een veld haalt iets van buiten het bestand of start iets: {shown}"
    if item.kind == "DOCVARIABLE":  # may hold names, as people type into macros
        return f"een veld toont een documentvariabele, en die gaan niet mee: {shown}"
    if not _KNOWN.fullmatch(item.kind) and item.kind not in ("", "="):
        return f"dlr-docs kent deze soort veld niet: {shown}"
    return "" if item.is_whole else f"hier staat maar een deel van een veld: {shown}".strip(": ")


def _wrong_loose(item: Field) -> str:
    """What is wrong with code that stands in no field; Word itself never writes any."""
    shown = " ".join(item.code.split())[:80]
    if "{{" in item.code or "{%" in item.code:
        return "in een veld kan geen tag staan"
    if _FETCHING.search(item.code.upper()):
        return f"een veld haalt iets van buiten het bestand of start iets: {shown}"
    return f"hier staat de code van een veld dat niet af is: {shown}" if shown else ""
