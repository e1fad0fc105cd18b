"""What other programs make of a whole document when they save it, without a word that is changed.

None of these programs is here when the tests run, so what they are known to do is done in the XML.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dlr_docs.word.package.xml import link

Text = Callable[[str], str]

WITH_STYLES = (
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/header1.xml",
    "word/footer1.xml",
)
_ID = re.compile(
    r'(<w:(?:pStyle|rStyle|tblStyle|basedOn|next|link)\b[^>]*?w:val|w:styleId)="(\w+)"'
)
_CONTROL = re.compile(r"<w:sdtPr>(.*?)</w:sdtPr>", re.DOTALL)
_PROPERTY = re.compile(r"<w:(\w+)(?:\s[^>]*)?(?:/>|>.*?</w:\1>)", re.DOTALL)
_BOOKMARK = re.compile(r"<w:bookmark(?:Start|End)\b[^>]*/>")
_RUN = re.compile(r"<w:r>(<w:rPr>.*?</w:rPr>)?")
_LIST = re.compile(
    r'(<w:(?:abstractNum|num)\b[^>]*?w:(?:abstractNumId|numId)|<w:(?:abstractNumId|numId) w:val)="(\d+)"'
)
# A Dutch Word names styles anew when it makes a .docx of a .doc, which knows them by name only.
_OF_WORD = {"Inhoud1": "Inhopg1", "Inhoudskop": "Kopvaninhoudsopgave", "Tabel": "Tabel1"}

ONLY_OFFICE_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>ONLYOFFICE/8.2</Application></Properties>"
)


def bare(text: str) -> str:
    """The document without a single control: converted by a program that knows none."""
    text = re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "", text)
    return re.sub(r"</?w:sdt(?:Content)?>", "", text)


_LINK = re.compile(
    re.escape(link("@", "%")).replace("@", r"(\w+)").replace("%", r"((?:(?!<w:fldChar).)*)")
)


def with_links(text: str) -> str:
    """Links as Word saves them, and as they were written before: elements, and no fields."""
    return _LINK.sub(r'<w:hyperlink w:anchor="\1" w:history="1">\2</w:hyperlink>', text)


_SHOWN = re.compile(
    r'(<w:sdtContent>|<w:fldChar w:fldCharType="separate"/></w:r>|</w:pPr>)<w:r>'
    r"(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?>([^<])([^<]+)</w:t></w:r>"
)


def checked_for_spelling(text: str) -> str:
    """Words cut up as Word has them when they were typed at different times: with where mistakes
    in spelling are and where a page ended noted between and in them; in values and references too.
    """
    return _SHOWN.sub(_cut, text)


def _cut(found: re.Match[str]) -> str:
    around, look, first, rest = found.groups(default="")
    pieces = (
        f"<w:lastRenderedPageBreak/><w:t>{first}</w:t>",
        f'<w:t xml:space="preserve">{rest}</w:t>',
    )
    runs = (f'<w:r w:rsidR="00AB12CD">{look}{piece}</w:r>' for piece in pieces)
    note = '<w:proofErr w:type="spell{}"/>'
    return f"{around}{note.format('Start').join(runs)}{note.format('End')}"


def with_ids(named: Callable[[str], str]) -> Text:
    """Styles under other ids, with the names that they had."""
    return lambda text: _ID.sub(lambda found: f'{found[1]}="{named(found[2])}"', text)


def through_doc(text: str) -> str:
    """What Word leaves that saved the document as .doc and that as .docx again: no controls, styles
    and lists under ids of its own. It keeps bookmarks and custom parts.
    """
    text = with_ids(lambda identity: _OF_WORD.get(identity, identity))(bare(text))
    return _LIST.sub(lambda found: f'{found[1]}="{int(found[2]) + 40}"', text)


def nameless(identity: str) -> str:
    """An id that says nothing, as OnlyOffice gives styles."""
    return f"a{sum(ord(char) * place for place, char in enumerate(identity, 1))}"


def only_office(text: str) -> str:
    """What OnlyOffice leaves: ids of styles that say nothing, the properties of a control in
    another order, and nothing of the bookkeeping of Word.
    """
    return with_ids(nameless)(_CONTROL.sub(_turned, text))


def _turned(found: re.Match[str]) -> str:
    properties = [item[0] for item in _PROPERTY.finditer(found[1])]
    return f"<w:sdtPr>{''.join(reversed(properties))}</w:sdtPr>"


def full_runs(text: str) -> str:
    """Every run with all of its look, as Google Docs writes them."""
    look = '<w:rFonts w:ascii="Calibri" w:cs="Calibri" w:eastAsia="Calibri" w:hAnsi="Calibri"/>'
    end = '<w:sz w:val="22"/><w:szCs w:val="22"/><w:rtl w:val="0"/>'

    def full(found: re.Match[str]) -> str:
        own = (found[1] or "").removeprefix("<w:rPr>").removesuffix("</w:rPr>")
        return f"<w:r><w:rPr>{'' if own else look}{own}{'' if own else end}</w:rPr>"

    return _RUN.sub(full, text)


def without_bookmarks(text: str) -> str:
    """Not one bookmark."""
    return _BOOKMARK.sub("", text)


def google(text: str) -> str:
    """What Google Docs leaves of the text: runs with all of their look, no controls and no
    bookmarks. It leaves out custom parts too, and then nothing tells what the document was.
    """
    return full_runs(without_bookmarks(bare(text)))


def accepted(text: str) -> str:
    """The document after somebody accepted every tracked change: what was put in stands in runs of
    its own, what was taken out or moved away is gone with its paragraph.
    """
    marked = r"(?:<w:rPr><w:del\b[^>]*/></w:rPr>|<w:moveFrom\b)"
    gone = rf"<w:p>(?:(?!</w:p>).)*?{marked}(?:(?!</w:p>).)*</w:p>"
    text = re.sub(gone, "", text, flags=re.DOTALL)
    text = re.sub(r"<w:del\b[^>]*[^/]>.*?</w:del>", "", text, flags=re.DOTALL)
    text = re.sub(r"<w:rPr><w:ins\b[^>]*/></w:rPr>|<w:moveFromRange\w+ [^>]*/>", "", text)
    return re.sub(r"</?w:(?:ins|moveTo)(?: [^>]*)?>", "", text)


# A company's own styles, and one that Word gives lists; none has a name of ours.
OTHER_STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="BedrijfKop"><w:name w:val="Bedrijf kop"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Lijstalinea"><w:name w:val="List Paragraph"/></w:style>'
    "</w:styles>"
)
_PARAGRAPH = re.compile(r"<w:p>(?:(?!</w:p>).)*</w:p>", re.DOTALL)
_STYLED = re.compile(r'<w:pStyle w:val="(\w+)"/>')
_BIG = ("Artikel", "Kop1", "Titel", "Bijlagetitel")
_LISTS = {"Lid": 0, "Onderdeel": 1, "Subonderdeel": 2}
_FIELD_RUN = re.compile(r"<w:r>(?:(?!</w:r>).)*<w:(?:fldChar|instrText)\b(?:(?!</w:r>).)*</w:r>")


def each_paragraph(change: Callable[[str, str], str]) -> Text:
    """Every paragraph with a style, given another look."""

    def changed(found: re.Match[str]) -> str:
        style = _STYLED.search(found[0])
        return change(found[0], style[1]) if style else found[0]

    return lambda text: _PARAGRAPH.sub(changed, text)


def pasted(old: str, style: str) -> str:
    """A paragraph as it is in another template, with lists of its own."""
    numbers = f'<w:numPr><w:ilvl w:val="{_LISTS.get(style, 0)}"/><w:numId w:val="3"/></w:numPr>'
    new = "BedrijfKop" if style in _BIG else "Lijstalinea" if style in _LISTS else "Standaard"
    more = numbers if style in _LISTS else ""
    return _STYLED.sub(f'<w:pStyle w:val="{new}"/>{more}', old)


def direct(old: str, style: str) -> str:
    """A paragraph without a style, that looks as if it had one."""
    look = '<w:b/><w:sz w:val="28"/>' if style in _BIG else '<w:rFonts w:ascii="Arial"/>'
    indent = f'<w:ind w:left="{400 * (1 + _LISTS[style])}"/>' if style in _LISTS else ""

    def run(found: re.Match[str]) -> str:
        return f"<w:r><w:rPr>{look}{(found[1] or '').removeprefix('<w:rPr>') or '</w:rPr>'}"

    return _RUN.sub(run, _STYLED.sub(indent, old))


def written_out(text: str) -> str:
    """The document as LibreOffice writes it: paragraphs, tables and pages say what styles, lists and
    Word itself give them too.
    """
    text = each_paragraph(_written_out)(text)
    text = text.replace("<w:keepNext/>", '<w:keepNext w:val="true"/>')
    text = text.replace('<w:cols w:space="708"/>', "")
    text = text.replace("<w:pgSz", '<w:type w:val="nextPage"/><w:pgSz')
    fixed = '<w:jc w:val="start"/><w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    return re.sub(r"(?=<w:tblLook\b)", fixed, text)


def _written_out(old: str, style: str) -> str:
    level = {"Artikel": 0, "Lid": 1, "Onderdeel": 2, "Subonderdeel": 3}.get(style)
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    more = "" if level is None else number
    return _STYLED.sub(rf'\g<0><w:widowControl w:val="false"/>{more}<w:jc w:val="start"/>', old)


def nothing_but_words(old: str, style: str) -> str:
    """A paragraph without a style and without a look, its label typed out as ``style`` has it."""
    label = {"Lid": "1.", "Onderdeel": "a.", "Subonderdeel": "i)", "Artikel": "Artikel 3"}
    typed = f"<w:r><w:t>{label[style]}</w:t><w:tab/></w:r>" if style in label else ""
    return _STYLED.sub("", old).replace("</w:pPr>", f"</w:pPr>{typed}", 1)


def without_fields(text: str) -> str:
    """The results of fields as plain words."""
    return _FIELD_RUN.sub("", text)


_CONTENTS = re.compile(r"<w:sdt><w:sdtPr>(?:(?!</w:sdtPr>).)*<w:docPartObj>.*?</w:sdt>", re.DOTALL)


def contents_without_field(text: str) -> str:
    """The document without controls, bookmarks and fields, but for the control of the contents: the
    lines in it are links alone, as Google Docs has them.
    """
    contents = _CONTENTS.search(text)
    assert contents is not None
    before, behind = text[: contents.start()], text[contents.end() :]
    plain = [without_fields(without_bookmarks(bare(part))) for part in (before, behind)]
    return without_fields(with_links(contents[0])).join(plain)


def heading_of_another(old: str, style: str) -> str:
    """An article with the style of other headings, and all else with nothing but words."""
    if style in ("Artikel", "Kop1"):
        return _STYLED.sub('<w:pStyle w:val="Kop1"/>', old)
    return nothing_but_words(old, style)
