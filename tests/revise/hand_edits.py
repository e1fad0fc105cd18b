"""What people do in a document, and what Word, LibreOffice and other programs leave in it, as edits
of its XML; with what a person would say that was done.
"""

from __future__ import annotations

import base64
import io
import itertools
import re
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

from msgspec import Struct

from tests.revise.edits import MAIN, article, paragraph, plain
from tests.revise.programs import (
    ONLY_OFFICE_APP,
    WITH_STYLES,
    accepted,
    bare,
    google,
    only_office,
    through_doc,
)

_LAST = "is Nederlands recht van toepassing"  # the first lid of the last article
_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_BY = 'w:author="J. de Vries" w:date="2027-03-01T10:00:00Z"'

Text = Callable[[str], str]


class Edit(Struct, frozen=True):
    """One edit: what it does to the parts of a package, the kinds of changes that a person would
    name, words that are there afterwards, and words that are gone.
    """

    parts: dict[str, Text]
    kinds: tuple[str, ...] = ()
    there: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    files: dict[str, bytes] | None = None

    def do(self, data: bytes) -> bytes:
        """The document with the edit in it."""
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name in self.parts:
                    text = content.decode()
                    changed = self.parts[name](text)
                    assert changed != text, name
                    content = changed.encode()
                new.writestr(name, content)
            for name, content in (self.files or {}).items():
                new.writestr(name, content)
        return made.getvalue()


def main(
    change: Text, *kinds: str, there: tuple[str, ...] = (), gone: tuple[str, ...] = ()
) -> Edit:
    """An edit of the text alone."""
    return Edit({MAIN: change}, kinds, there, gone)


def swap(old: str, new: str) -> Text:
    """Something typed over, once."""
    return lambda text: text.replace(old, new, 1)


def on(words: str, change: Text) -> Text:
    """A change of the paragraph in which words stand."""

    def made(text: str) -> str:
        old = paragraph(text, words)
        return text.replace(old, change(old), 1)

    return made


def lid(words: str, style: str = "Lid", more: str = "", run: str = "") -> str:
    """A paragraph as Word would have it."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r>{run}'
        f'<w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'
    )


def after(words: str, new: str) -> Text:
    """Something put in behind the paragraph in which words stand."""
    return on(words, lambda old: old + new)


def styled(properties: str) -> Text:
    """The words of a paragraph in another look."""
    return lambda old: old.replace("<w:r><w:t", f"<w:r><w:rPr>{properties}</w:rPr><w:t")


def split(old: str) -> str:
    """A word cut in runs, as Word does where somebody stopped typing."""
    cut = '</w:t></w:r><w:proofErr w:type="spellStart"/><w:r w:rsidR="00AB12CD"><w:t xml:space="preserve">'
    return old.replace("recht", f"re{cut}cht", 1)


def move(text: str) -> str:
    one, other = article(text, "Geschillen"), article(text, "Wijziging")
    return text.replace(one, "", 1).replace(other, other + one, 1)


def move_lid(text: str) -> str:
    one = paragraph(text, "draagt zij de gegevens en resultaten over")
    other = paragraph(text, "meldt zij dat meteen aan")
    return text.replace(one, "", 1).replace(other, plain(one) + other, 1)


def own_article(text: str) -> str:
    old = article(text, "Geschillen")
    new = lid("Parkeren", "Artikel") + lid("Op het terrein kan worden geparkeerd.")
    return text.replace(old, old + new, 1)


def whole(title: str, change: Text) -> Text:
    """A change of a whole article."""
    return lambda text: text.replace(article(text, title), change(article(text, title)), 1)


def unbound(text: str) -> str:
    """Controls that lost what they are bound to."""
    return re.sub(r"<w:dataBinding [^>]*/>", "", text)


def with_rsids(text: str) -> str:
    return text.replace("<w:p><w:pPr>", '<w:p w:rsidR="00A1" w:rsidRDefault="00B2"><w:pPr>')


def localised(text: str) -> str:
    """Styles under the ids that a Word in another language gives them."""
    return text.replace('w:val="Kop1"', 'w:val="Heading1"').replace(
        'w:val="Titel"', 'w:val="Title"'
    )


def localised_styles(text: str) -> str:
    text = text.replace('w:styleId="Kop1"', 'w:styleId="Heading1"')
    return text.replace('w:styleId="Titel"', 'w:styleId="Title"')


def tracked_words(old: str) -> str:
    before, _, after_ = old.partition("Nederlands")
    first = before + "</w:t></w:r>"
    deleted = f'<w:del w:id="9001" {_BY}><w:r><w:delText>Nederlands</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="9002" {_BY}><w:r><w:t>Belgisch</w:t></w:r></w:ins>'
    return f'{first}{deleted}{inserted}<w:r><w:t xml:space="preserve">{after_}'


def tracked_gone(old: str) -> str:
    """A paragraph taken out while changes were tracked."""
    marked = old.replace("</w:pPr>", f'<w:rPr><w:del w:id="9003" {_BY}/></w:rPr></w:pPr>', 1)
    marked = re.sub(
        r"<w:r>(?:(?!</w:r>).)*</w:r>", rf'<w:del w:id="9004" {_BY}>\g<0></w:del>', marked
    )
    return marked.replace("<w:t>", "<w:delText>").replace("</w:t>", "</w:delText>")


def tracked_article(old: str) -> str:
    """A whole article taken out while changes were tracked, with values, lists and references."""
    marked = re.sub(
        r"(<w:pPr>(?:(?!</w:pPr>).)*)</w:pPr>",
        rf'\1<w:rPr><w:del w:id="9011" {_BY}/></w:rPr></w:pPr>',
        old,
    )
    marked = re.sub(
        r"<w:r>(?:(?!</w:r>).)*</w:r>", rf'<w:del w:id="9012" {_BY}>\g<0></w:del>', marked
    )
    return re.sub(r"(</?w:)t(?=[ >])", r"\1delText", marked).replace(
        "w:instrText", "w:delInstrText"
    )


def tracked_row(old: str) -> str:
    """A row of a table taken out while changes were tracked."""
    gone = f'<w:trPr><w:del w:id="9013" {_BY}/></w:trPr>'
    properties = re.compile(r"<w:tr>(?:<w:trPr>(.*?)</w:trPr>)?")
    return properties.sub(
        lambda found: f"<w:tr>{gone.replace('<w:del', (found[1] or '') + '<w:del')}",
        tracked_article(old),
        count=1,
    )


def behind_contents(new: str) -> Text:
    """Something put in right behind the table of contents."""

    def made(text: str) -> str:
        end = text.index("</w:sdt>", text.index("<w:docPartObj>")) + len("</w:sdt>")
        return text[:end] + new + text[end:]

    return made


def tracked_new(words: str) -> str:
    """A paragraph put in while changes were tracked."""
    end = f'<w:rPr><w:ins w:id="9005" {_BY}/></w:rPr>'
    run = f'<w:ins w:id="9006" {_BY}><w:r><w:t>{words}</w:t></w:r></w:ins>'
    return f'<w:p><w:pPr><w:pStyle w:val="Lid"/>{end}</w:pPr>{run}</w:p>'


def tracked_move(text: str) -> str:
    one = paragraph(text, "draagt zij de gegevens en resultaten over")
    other = paragraph(text, "meldt zij dat meteen aan")
    away = re.sub(
        r"<w:r>(?:(?!</w:r>).)*</w:r>", rf'<w:moveFrom w:id="9007" {_BY}>\g<0></w:moveFrom>', one
    )
    here = re.sub(
        r"<w:r>(?:(?!</w:r>).)*</w:r>", rf'<w:moveTo w:id="9008" {_BY}>\g<0></w:moveTo>', plain(one)
    )
    start = f'<w:moveFromRangeStart w:id="9009" w:name="move1" {_BY}/>'
    away = start + away + '<w:moveFromRangeEnd w:id="9009"/>'
    return text.replace(one, away, 1).replace(other, here + other, 1)


def table(*rows: tuple[str, ...]) -> str:
    """A table as Word makes one."""
    columns = "".join('<w:gridCol w:w="3000"/>' for _ in rows[0])
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(map(row, rows))}</w:tbl>"
    )


def row(cells: tuple[str, ...]) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>'
        for cell in cells
    )
    return f"<w:tr>{made}</w:tr>"


def first_row(text: str) -> str:
    """The first row of the table of signatures."""
    start = text.index("<w:tr>")
    return text[start : text.index("</w:tr>", start) + len("</w:tr>")]


def in_one(old: str) -> str:
    """A reference in one element, as other programs write it, beside changed words."""
    code = r"REF _Ref_opzegging \n \h"
    simple = f'<w:fldSimple w:instr=" {code} "><w:r><w:t>artikel 21</w:t></w:r></w:fldSimple>'
    start, end = '<w:r><w:fldChar w:fldCharType="begin"/>', 'fldCharType="end"/></w:r>'
    before, _, rest = old.replace("eindigt alleen", "eindigt slechts").partition(start)
    return before + simple + rest.partition(end)[2]


def beside_number(words: str) -> Text:
    """Words typed behind the number that a reference shows, within its field."""
    return lambda old: re.sub(
        r"(artikel.\d+)(</w:t></w:r><w:r>(?:<w:rPr>.*?</w:rPr>)?<w:fldChar "
        r'w:fldCharType="end")',
        rf"\1 {words}\2",
        old,
        count=1,
    )


def own_contents(text: str) -> str:
    """A table of contents as Word makes one of its own choice, and LibreOffice and Google do: a
    field without a control, with lines in other styles.
    """
    start = text.index('<w:sdt><w:sdtPr><w:alias w:val="Inhoud"/>')
    end = text.index("</w:sdt>", start) + len("</w:sdt>")
    lines = text[start:end].partition("<w:sdtContent>")[2].partition("</w:sdtContent>")[0]
    styles = itertools.cycle(("TOC2", "Standaard"))
    lines = re.sub('"Inhoud1"', lambda _: f'"{next(styles)}"', lines)
    return text[:start] + lines + text[end:]


def in_one_run(old: str) -> str:
    """A field in a single run, as other programs write it, beside changed words."""
    start, end = '<w:r><w:fldChar w:fldCharType="begin"/>', 'fldCharType="end"/></w:r>'
    before, _, rest = old.replace("eindigt alleen", "eindigt slechts").partition(start)
    field, _, after_ = rest.partition(end)
    return f"{before}{start}{field.replace('</w:r><w:r>', '')}{end}{after_}"


COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:comment w:id="0" w:author="J. de Vries" w:date="2027-03-01T10:00:00Z" w:initials="JV">'
    "<w:p><w:r><w:t>Kan dit zo?</w:t></w:r></w:p></w:comment></w:comments>"
)
FOOTNOTES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    '</w:footnote><w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Zie de bijlage.</w:t></w:r></w:p>'
    "</w:footnote></w:footnotes>"
)
RELS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def related(kind: str, target: str, identity: str = "rIdX1", mode: str = "") -> Text:
    new = f'<Relationship Id="{identity}" Type="{_REL}/{kind}" Target="{target}"{mode}/></Relationships>'
    return swap("</Relationships>", new)


def typed(part: str, kind: str) -> Text:
    return swap("</Types>", f'<Override PartName="/{part}" ContentType="{kind}"/></Types>')


def with_part(
    change: Text, kind: str, content: str, *kinds: str, there: tuple[str, ...] = ()
) -> Edit:
    """An edit that brings a part with comments or notes."""
    part = f"word/{kind}.xml"
    return Edit(
        {
            MAIN: change,
            RELS: related(kind, f"{kind}.xml"),
            TYPES: typed(part, f"{_KIND}.{kind}+xml"),
        },
        kinds,
        there,
        files={part: content.encode()},
    )


def commented(old: str) -> str:
    start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    hung = f'{end}<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    return old.replace("</w:pPr>", f"</w:pPr>{start}", 1).replace("</w:p>", hung, 1)


def noted(old: str) -> str:
    return old.replace("</w:p>", '<w:r><w:footnoteReference w:id="1"/></w:r></w:p>', 1)


def in_value(change: Text) -> Text:
    """A change of what the control of the region holds, of which the words stay."""

    def made(text: str) -> str:
        start = text.index("<w:sdtContent>", text.index('<w:tag w:val="regio"/>'))
        end = text.index("</w:sdtContent>", start)
        return text[:start] + change(text[start:end]) + text[end:]

    return made


def comment_in_value(content: str) -> str:
    start = content.replace("<w:r>", '<w:commentRangeStart w:id="0"/><w:r>', 1)
    return f'{start}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'


def note_in_value(content: str) -> str:
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    return f'{content}<w:r>{raised}<w:footnoteReference w:id="1"/></w:r>'


def site(change: Text, *kinds: str) -> Edit:
    """Words that are there, that lead to a site without another look."""
    address = related("hyperlink", "https://voorbeeld.nl/", mode=' TargetMode="External"')
    return Edit({MAIN: change, RELS: address}, kinds)


def led(content: str) -> str:
    """All runs in a link."""
    start = content.index("<w:r>")
    end = content.rindex("</w:r>") + len("</w:r>")
    link = f'<w:hyperlink r:id="rIdX1">{content[start:end]}</w:hyperlink>'
    return content[:start] + link + content[end:]


DRAWING = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="Plaatje" descr="Een plattegrond"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="0" name="plaatje.png"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="rIdX1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)


def linked(words: str, *kinds: str) -> Edit:
    """Words behind the last lid that lead to a site."""
    link = f'<w:hyperlink r:id="rIdX1"><w:r><w:t xml:space="preserve"> {words}</w:t></w:r></w:hyperlink>'
    address = related("hyperlink", "https://voorbeeld.nl/", mode=' TargetMode="External"')
    return Edit({MAIN: on(_LAST, swap("</w:p>", f"{link}</w:p>")), RELS: address}, kinds, (words,))


def pictured(change: Text, *kinds: str) -> Edit:
    return Edit(
        {
            MAIN: change,
            RELS: related("image", "media/plaatje.png"),
            TYPES: swap("<Override", '<Default Extension="png" ContentType="image/png"/><Override'),
        },
        kinds,
        files={"word/media/plaatje.png": _PNG},
    )


BOX = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="width:100pt;height:40pt">'
    "<v:textbox><w:txbxContent><w:p><w:r><w:t>Let op de zijdeur.</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></v:shape></w:pict></w:r>"
)
OWN_STYLE = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Eigen"><w:name w:val="Eigen kader"/>'
    '<w:basedOn w:val="EigenBasis"/><w:pPr><w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="EigenBasis"><w:name w:val="Eigen basis"/></w:style>'
    "</w:styles>"
)
OWN_LIST = (
    '<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/>'
    '<w:lvlText w:val="(%1)"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
)


def own_list(text: str) -> str:
    at = text.index("<w:num ")
    text = text[:at] + OWN_LIST + text[at:]
    return text.replace(
        "</w:numbering>", '<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num></w:numbering>'
    )


def level(definition: str) -> str:
    """What a paragraph says that has a number of its own.

    Args:
        definition: which list it is of, as a level and the id of the list.
    """
    order, identity = definition.split()
    return f'<w:numPr><w:ilvl w:val="{order}"/><w:numId w:val="{identity}"/></w:numPr>'


def in_list(definition: str, numbering: Text | None = None, *kinds: str) -> Edit:
    """The paragraph with the last lid in another list, as the buttons of Word do."""
    parts = {MAIN: on(_LAST, swap("</w:pPr>", f"{level(definition)}</w:pPr>"))}
    return Edit(parts | ({"word/numbering.xml": numbering} if numbering else {}), kinds, (_LAST,))


def begun_again(text: str) -> str:
    """Another list that numbers as the articles do, of which the leden begin again."""
    own = re.search(r'<w:num w:numId="1"[^>]*><w:abstractNumId w:val="(\d+)"/>', text)
    assert own
    start = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride>'
    new = f'<w:num w:numId="90"><w:abstractNumId w:val="{own[1]}"/>{start}</w:num></w:numbering>'
    return text.replace("</w:numbering>", new)


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
STORE = "customXml/item1.xml"
APP = "docProps/app.xml"
_OF_APP = "application/vnd.openxmlformats-officedocument.extended-properties+xml"


def only_office_saved(change: Text, *kinds: str, there: tuple[str, ...] = ()) -> Edit:
    """The document as OnlyOffice saves it, which signs it too."""
    return Edit(
        {
            MAIN: change,
            **dict.fromkeys(WITH_STYLES[1:], only_office),
            "_rels/.rels": related("extended-properties", APP),
            TYPES: typed(APP, _OF_APP),
        },
        kinds,
        there,
        files={APP: ONLY_OFFICE_APP.encode()},
    )


GOOGLE = '<w:rPr><w:rFonts w:ascii="Arial" w:cs="Arial" w:eastAsia="Arial" w:hAnsi="Arial"/><w:rtl w:val="0"/></w:rPr>'

EDITS: dict[str, Edit] = {
    # words of a lid
    "words typed over": main(
        swap("is Nederlands recht", "is Belgisch recht"), "gewijzigd", there=("Belgisch",)
    ),
    "words put in": main(
        swap("Nederlands recht van", "uitsluitend Nederlands recht van"),
        "gewijzigd",
        there=("uitsluitend",),
    ),
    "words taken out": main(
        swap("met een aangetekende brief aan", "met een brief aan"),
        "gewijzigd",
        gone=("een aangetekende brief aan de andere",),
    ),
    "a number typed over": main(
        swap("twee keer per schooljaar schriftelijk", "drie keer per schooljaar schriftelijk"),
        "gewijzigd",
        there=("drie keer per schooljaar",),
    ),
    "a sentence at the end": main(
        on(_LAST, swap("toepassing.", "toepassing. Het Weens Koopverdrag geldt niet.")),
        "gewijzigd",
        there=("Weens",),
    ),
    "odd characters": main(
        swap("is Nederlands recht", "is &lt;b&gt; &amp; {{ recht }}"),
        "gewijzigd",
        there=("<b> & {{",),
    ),
    "a line break": main(
        on(_LAST, swap("Nederlands recht", "Nederlands</w:t><w:br/><w:t>recht")),
        "gewijzigd",
        there=("Nederlands\nrecht",),
    ),
    "a hyphen that holds": main(
        on(_LAST, swap("Nederlands recht", "Nederlands</w:t><w:noBreakHyphen/><w:t>recht")),
        "gewijzigd",
    ),
    "a title": main(
        swap('xml:space="preserve">Afbouw', 'xml:space="preserve">Afbouw en einde'), there=()
    ),
    "the title of an article": main(
        whole("Klachten", swap(">Klachten<", ">Klachten en bezwaren<")),
        "gewijzigd",
        there=("Klachten en bezwaren",),
    ),
    "the title of the document": main(
        swap("<w:t>Samenwerkingsovereenkomst doorlopende", "<w:t>Overeenkomst voor de doorlopende"),
        "gewijzigd",
        there=("Overeenkomst voor de doorlopende",),
    ),
    "a recital": main(
        swap("minder afhankelijk maakt van", "onafhankelijk maakt van"),
        "gewijzigd",
        there=("onafhankelijk",),
    ),
    "a term": main(
        swap("de Dienst Uitvoering Onderwijs", "de Dienst Uitvoering Onderwijs van het ministerie"),
        "gewijzigd",
        there=("van het ministerie",),
    ),
    "the closing words": main(
        swap("Aldus overeengekomen en", "Aldus naar waarheid overeengekomen en"),
        "gewijzigd",
        there=("naar waarheid",),
    ),
    # leden and articles
    "a lid taken out": main(on(_LAST, lambda old: ""), "verwijderd", gone=(_LAST,)),
    "an onderdeel taken out": main(
        on("meldt zij dat meteen aan", lambda old: ""),
        "verwijderd",
        gone=("meldt zij dat meteen aan",),
    ),
    "a lid put in": main(
        after(_LAST, lid("Parkeren is gratis.")), "toegevoegd", there=("Parkeren is gratis.",)
    ),
    "an onderdeel put in": main(
        after("meldt zij dat meteen aan", lid("groet zij vriendelijk;", "Onderdeel")),
        "toegevoegd",
        there=("groet zij",),
    ),
    "two leden put in": main(
        after(_LAST, lid("Parkeren is gratis.") + lid("Fietsen ook.")),
        "toegevoegd",
        "toegevoegd",
        there=("Parkeren", "Fietsen"),
    ),
    "a lid moved": main(move_lid, "verplaatst", there=("draagt zij de gegevens",)),
    "an article moved": main(move, "verplaatst", there=("Geschillen",)),
    "an article put in": main(own_article, "toegevoegd", there=("Op het terrein",)),
    "an article taken out": main(
        whole("Klachten", lambda old: ""), "verwijderd", gone=("artikel 14 Klachten",)
    ),
    "an article copied": main(whole("Klachten", lambda old: old + plain(old)), "toegevoegd"),
    "a lid cut in two": main(
        on(
            "gaat dwingend recht voor",
            swap(
                "komt. Waar",
                'komt.</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Lid"/></w:pPr><w:r><w:t>Waar',
            ),
        ),
        "gewijzigd",
        "toegevoegd",
        there=("Waar deze overeenkomst en dwingend",),
    ),
    "a lid became an onderdeel": main(
        on(_LAST, swap('"Lid"', '"Onderdeel"')), "gewijzigd", there=(_LAST,)
    ),
    # look
    "bold": main(on(_LAST, styled("<w:b/>")), "opmaak", there=(_LAST,)),
    "italic": main(on(_LAST, styled("<w:i/>")), "opmaak", there=(_LAST,)),
    "a colour behind words": main(
        on(_LAST, styled('<w:highlight w:val="yellow"/>')), "opmaak", there=(_LAST,)
    ),
    "a colour of words": main(
        on(_LAST, styled('<w:color w:val="FF0000"/>')), "opmaak", there=(_LAST,)
    ),
    "struck through": main(on(_LAST, styled("<w:strike/>")), "opmaak", there=(_LAST,)),
    "a page of its own": main(
        on(_LAST, swap("</w:pPr>", "<w:pageBreakBefore/></w:pPr>")), "opmaak", there=(_LAST,)
    ),
    "a break of pages": main(
        after(_LAST, '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'), "opmaak", there=(_LAST,)
    ),
    "a style of its own": Edit(
        {
            MAIN: after(_LAST, lid("Dit is een kader.", "Eigen")),
            "word/styles.xml": swap("</w:styles>", OWN_STYLE),
        },
        ("toegevoegd",),
        ("Dit is een kader.",),
    ),
    "a list of its own": Edit(
        {
            MAIN: after(_LAST, lid("met een eigen nummer", "Lidvervolg", NUMBERED)),
            "word/numbering.xml": own_list,
        },
        ("toegevoegd",),
        ("(A) met een eigen nummer",),
    ),
    "a style that is nowhere": main(
        after(_LAST, lid("Geplakt uit een mail.", "MsoNormal")),
        "toegevoegd",
        there=("Geplakt uit een mail.",),
    ),
    "pasted words": main(
        after(_LAST, lid("Geplakt uit een mail.", "Lid", "", GOOGLE)),
        "toegevoegd",
        there=("Geplakt uit een mail.",),
    ),
    # numbers
    "a bullet in the place of a number": in_list(
        "0 90",
        lambda text: own_list(text).replace(
            'upperLetter"/><w:lvlText w:val="(%1)', 'bullet"/><w:lvlText w:val="–'
        ),
        "opmaak",
    ),
    "another number": in_list("0 90", own_list, "opmaak"),
    "a number taken away": in_list("0 0", None, "opmaak"),
    "numbers that begin again": in_list("1 90", begun_again, "opmaak"),
    "a lid one level down": in_list("2 1", None, "gewijzigd"),
    # values
    "a value": main(
        lambda text: text.replace("<w:t>Stichting De Linde<", "<w:t>Stichting De Eik<"),
        "waarde",
        there=("Stichting De Eik",),
        gone=("Stichting De Linde",),
    ),
    "a value with its store": Edit(
        {
            MAIN: lambda text: text.replace("<w:t>Stichting De Linde<", "<w:t>Stichting De Eik<"),
            STORE: swap("Stichting De Linde", "Stichting De Eik"),
        },
        ("waarde",),
        ("Stichting De Eik",),
    ),
    "a value in one place only": main(
        swap("<w:t>Stichting De Linde<", "<w:t>Stichting De Eik<"),
        "waarde",
        there=("Stichting De Eik",),
    ),
    "a date": main(
        lambda text: text.replace("<w:t>1\u00a0augustus 2027<", "<w:t>1 januari 2028<"),
        "waarde",
        there=("1 januari 2028",),
    ),
    "a date in words": main(
        lambda text: text.replace("<w:t>1\u00a0augustus 2027<", "<w:t>zodra het kan<"),
        "waarde",
        there=("zodra het kan",),
    ),
    "an answer": main(
        swap(
            "[Op welke locaties van de school en de instelling vindt de leerroute plaats?]",
            "Lindelaan 1",
        ),
        "waarde",
        there=("Lindelaan 1",),
    ),
    # tables
    "words in a cell": main(
        swap('preserve">Plaats:', 'preserve">Te:'), "gewijzigd", there=("Te:",)
    ),
    "a row put in": main(
        lambda text: text.replace(first_row(text), first_row(text) + row(("Getuige", "Naam:")), 1),
        "toegevoegd",
        there=("Getuige",),
    ),
    "a row taken out": main(lambda text: text.replace(first_row(text), "", 1), "verwijderd"),
    "a tracked deletion of a row": main(
        lambda text: text.replace(first_row(text), tracked_row(first_row(text)), 1), "verwijderd"
    ),
    "a paragraph behind the contents": main(
        behind_contents(lid("Een woord vooraf.", "Standaard")),
        "toegevoegd",
        there=("Een woord vooraf.",),
    ),
    "a table put in": main(
        after(_LAST, table(("Jaar", "Bedrag"), ("2027", "100"))),
        "toegevoegd",
        there=("Jaar | Bedrag", "2027 | 100"),
    ),
    # what people hang on words
    "a comment": with_part(on(_LAST, commented), "comments", COMMENTS, there=(_LAST,)),
    "a footnote": with_part(
        on(_LAST, noted), "footnotes", FOOTNOTES, "toegevoegd", there=("Zie de bijlage.",)
    ),
    "a comment in a value": with_part(in_value(comment_in_value), "comments", COMMENTS),
    "a footnote in a value": with_part(
        in_value(note_in_value), "footnotes", FOOTNOTES, "toegevoegd", there=("Zie de bijlage.",)
    ),
    "a link": linked("Zie de site.", "gewijzigd", "opmaak"),
    "a link under words that were there": site(on(_LAST, led), "opmaak"),
    "a link under a value": site(in_value(led), "opmaak"),
    "an address that a program made a link of": linked("voorbeeld.nl", "gewijzigd"),
    "a picture": pictured(after(_LAST, f"<w:p>{DRAWING}</w:p>"), "toegevoegd"),
    "a picture beside words": pictured(on(_LAST, swap("</w:p>", f"{DRAWING}</w:p>")), "toegevoegd"),
    "a box": main(after(_LAST, f"<w:p>{BOX}</w:p>"), "toegevoegd", there=("Let op de zijdeur.",)),
    "a section of its own": main(
        after(
            _LAST,
            '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr></w:p>',
        ),
        "opmaak",
    ),
    "pages turned": main(
        swap('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"'), "opmaak"
    ),
    "other margins": main(swap('w:left="1418"', 'w:left="2268"'), "opmaak"),
    # tracked
    "tracked words": main(on(_LAST, tracked_words), "gewijzigd", there=("Belgisch",)),
    "a tracked deletion": main(on(_LAST, tracked_gone), "verwijderd", gone=(_LAST,)),
    "a tracked deletion of an article with a value": main(
        whole("Verzuim", tracked_article), "verwijderd", gone=("aanpak van verzuim",)
    ),
    "a tracked insertion": main(
        after(_LAST, tracked_new("Parkeren is gratis.")), "toegevoegd", there=("Parkeren",)
    ),
    "a tracked move": main(tracked_move, "verplaatst", there=("draagt zij de gegevens",)),
    "a tracked look": main(
        on(
            _LAST,
            styled(f'<w:u w:val="single"/><w:rPrChange w:id="9010" {_BY}><w:rPr/></w:rPrChange>'),
        ),
        "opmaak",
        there=(_LAST,),
    ),
    # what programs leave
    "saved by Word": main(with_rsids),
    "runs cut by Word": main(on(_LAST, split)),
    "ids of paragraphs": main(
        lambda text: text.replace("<w:p><w:pPr>", f'<w:p {_W14} w14:paraId="1A2B3C4D"><w:pPr>')
    ),
    "pages that were laid out": main(on(_LAST, swap("<w:t", "<w:lastRenderedPageBreak/><w:t"))),
    "bookmarks of Word": main(
        on(
            _LAST,
            swap(
                "</w:pPr>",
                '</w:pPr><w:bookmarkStart w:id="777" w:name="_GoBack"/><w:bookmarkEnd w:id="777"/>',
            ),
        )
    ),
    "a bookmark of its own": main(
        on(
            _LAST,
            lambda old: swap("is Nederlands", "is Belgisch")(
                swap(
                    "</w:pPr>",
                    '</w:pPr><w:bookmarkStart w:id="778" w:name="recht"/><w:bookmarkEnd w:id="778"/>',
                )(old)
            ),
        ),
        "gewijzigd",
        there=("Belgisch",),
    ),
    "ids of styles in English": Edit({MAIN: localised, "word/styles.xml": localised_styles}),
    "controls removed": main(bare),
    "bindings lost": main(unbound),
    "a .doc by Word and back": Edit(dict.fromkeys(WITH_STYLES[:3], through_doc)),
    "a .doc by Word and back, with an edit": Edit(
        {
            MAIN: lambda text: through_doc(text).replace("is Nederlands", "is Belgisch", 1),
            **dict.fromkeys(WITH_STYLES[1:3], through_doc),
        },
        ("gewijzigd",),
        ("Belgisch",),
    ),
    "saved by OnlyOffice": only_office_saved(only_office),
    "saved by OnlyOffice, with an edit": only_office_saved(
        lambda text: only_office(text).replace("is Nederlands", "is Belgisch", 1),
        "gewijzigd",
        there=("Belgisch",),
    ),
    "runs of Google Docs, no controls, no bookmarks": main(google),
    "runs of Google Docs, with an edit": main(
        lambda text: google(text).replace("is Nederlands", "is Belgisch", 1),
        "gewijzigd",
        there=("Belgisch",),
    ),
    "accepted words": main(
        lambda text: accepted(on(_LAST, tracked_words)(text)), "gewijzigd", there=("Belgisch",)
    ),
    "an accepted deletion": main(
        lambda text: accepted(on(_LAST, tracked_gone)(text)), "verwijderd", gone=(_LAST,)
    ),
    "an accepted insertion": main(
        lambda text: accepted(after(_LAST, tracked_new("Parkeren is gratis."))(text)),
        "toegevoegd",
        there=("Parkeren",),
    ),
    "an accepted move": main(
        lambda text: accepted(tracked_move(text)), "verplaatst", there=("draagt zij de gegevens",)
    ),
    "an empty paragraph": main(after(_LAST, '<w:p><w:pPr><w:pStyle w:val="Lid"/></w:pPr></w:p>')),
    "a field in one element": main(
        on("Deze overeenkomst eindigt alleen volgens", in_one),
        "gewijzigd",
        there=("eindigt slechts",),
    ),
    "a field in one run": main(
        on("Deze overeenkomst eindigt alleen volgens", in_one_run),
        "gewijzigd",
        there=("eindigt slechts",),
    ),
    "a table of contents of its own": main(own_contents),
    "an article cited in short in a reference": main(
        on(
            "Deze overeenkomst eindigt alleen volgens",
            lambda old: re.sub(r">artikel.\d+</w:t>", ">art. 99</w:t>", old, count=1),
        ),
        "gewijzigd",
        there=("eindigt alleen volgens artikel ",),
        gone=("art. 99",),
    ),
    "a typed number beside that of a lid": main(
        on(_LAST, swap("Op deze overeenkomst", "3. Op deze overeenkomst")),
        "gewijzigd",
        there=("1. 3. Op deze overeenkomst",),
    ),
    "a typed label beside that of an article": main(
        lambda text: re.sub(
            r'("Artikel"/>(?:(?!</w:p>).)*>)Geschillen<', r"\1Artikel 12 Geschillen<", text, count=1
        ),
        "gewijzigd",
        there=("Artikel 12 Geschillen",),
    ),
    "words in the number of a reference": main(
        on("Deze overeenkomst eindigt alleen volgens", beside_number("zq199v7x")),
        "gewijzigd",
        there=(" zq199v7x",),
    ),
    "words in the place of a number": main(
        on(
            "Deze overeenkomst eindigt alleen volgens",
            lambda old: re.sub(r">artikel.\d+</w:t>", ">wat hierna staat</w:t>", old, count=1),
        ),
        "gewijzigd",
        there=("volgens wat hierna staat",),
    ),
    "words and a value": main(
        on("en geldt voor onbepaalde tijd", swap("gaat in op", "begint op")),
        "gewijzigd",
        there=("begint op 1 augustus 2027",),
    ),
}
