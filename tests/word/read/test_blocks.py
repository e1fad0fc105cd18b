"""A document back to blocks: what it says now, beside what it said when it was made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dlr_docs import build_bundle, document_bytes, load_choices, read_document
from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.model.blocks import END, LOOK, Block, FieldUse, NumberUse
from dlr_docs.model.document import Text, ValueUse
from dlr_docs.model.library import Library
from dlr_docs.model.options import WriteOptions
from dlr_docs.word.package.opening import Package
from dlr_docs.word.package.reading.text import Changes
from dlr_docs.word.package.xml import field
from dlr_docs.word.read import blocks
from dlr_docs.word.read.document import ReadDocument
from tests.ooxml import changed, parts
from tests.revise.edits import paragraph, plain
from tests.samples import agreement, docx_of
from tests.wordml import package

MAIN = "word/document.xml"
EXAMPLES = sorted(Path("examples").glob("*.yaml"))
SOME = ["bijlagen-in-een-bestand", "adviesaanvraag-medezeggenschap-minimaal", "netwerk"]


def assert_equal(example: str, style: str, library: Library) -> None:
    choices = replace(load_choices(f"examples/{example}.yaml"), house_style=style)
    bundle = build_bundle(choices, library)
    options = WriteOptions(notes=True, cover_table=True)
    for document in bundle.files:
        found = read_document(document_bytes(bundle, document.id, options))
        assert found.blocks == found.base
        assert len(found.base) > 10
        assert not any(block.changes for block in found.blocks)


@pytest.mark.bibliotheek
@pytest.mark.parametrize("style", ["zakelijk", "klassiek"])
@pytest.mark.parametrize("example", [path.stem for path in EXAMPLES])
def test_what_is_read_from_every_example_is_what_it_said(
    library: Library, example: str, style: str
) -> None:
    assert_equal(example, style, library)


@pytest.mark.parametrize("example", SOME)
def test_what_is_read_from_a_document_is_what_it_said(library: Library, example: str) -> None:
    assert_equal(example, "zakelijk", library)


@pytest.fixture(scope="module")
def made(library: Library) -> bytes:
    return docx_of(agreement(), library)


def edited(
    data: bytes, pattern: str, new: str, changes: Changes = Changes.ACCEPTED
) -> ReadDocument:
    """The document after the first match of a pattern in its text was replaced."""

    def change(text: str) -> str:
        assert re.search(pattern, text, re.DOTALL)
        return re.sub(pattern, new, text, count=1, flags=re.DOTALL)

    return read_document(changed(data, MAIN, change), changes)


def only_change(found: ReadDocument) -> tuple[Block, Block]:
    """What was and what is, where one block differs."""
    (pair,) = [(was, now) for was, now in zip(found.base, found.blocks, strict=True) if was != now]
    return pair


def test_a_block_knows_its_article_place_clause_and_the_digest_of_that(
    made: bytes, library: Library
) -> None:
    found = read_document(made)
    block = next(item for item in found.base if item.kind == "onderdeel")
    assert block.clause.startswith(f"{block.topic}/")
    assert library.clause(block.clause).digest.startswith(block.digest)
    assert len(block.digest) == 16
    assert len(block.place) == 3
    heading = next(
        item for item in found.blocks if (item.topic, item.kind) == (block.topic, "artikel")
    )
    assert heading.place == block.place[:1]
    kinds = {item.kind for item in found.base}
    assert {"titel", "partij", "overweging", "artikel", "lid", "ondertekening", "koptekst"} <= kinds
    assert any(isinstance(inline, NumberUse) for item in found.base for inline in item.inlines)


def test_a_heading_typed_anew_without_its_bookmarks_is_that_of_its_article(made: bytes) -> None:
    data = changed(made, MAIN, lambda text: with_title(text, "Verzuim", "Absentie"))
    found = read_document(data)
    (heading,) = (item for item in found.blocks if item.words == "Absentie")
    assert heading.topic == "verzuim"
    assert [item.topic for item in found.blocks] == [item.topic for item in found.base]


def with_title(text: str, old: str, new: str) -> str:
    heading = next(item for item in re.findall(r"<w:p>.*?</w:p>", text) if is_title(item, old))
    return text.replace(heading, plain(heading).replace(f">{old}<", f">{new}<"), 1)


def is_title(text: str, title: str) -> bool:
    return f">{title}<" in text and 'w:val="Artikel"' in text


def test_the_title_of_an_annex_typed_anew_without_its_bookmark_is_that_of_its_annex(
    library: Library,
) -> None:
    bundle = build_bundle(load_choices("examples/bijlagen-in-een-bestand.yaml"), library)
    data = document_bytes(bundle, bundle.files[0].id, WriteOptions())
    title = "Financiële bijlage"

    def change(text: str) -> str:
        old = next(
            item
            for item in re.findall(r"<w:p>(?:(?!</w:p>).)*</w:p>", text)
            if '"Bijlagetitel"' in item and title in item
        )
        return text.replace(old, plain(old).replace(title, "Over het geld"))

    found = read_document(changed(data, MAIN, change))
    annexes = [block.document for block in found.blocks if block.kind == "bijlage"]
    assert annexes == [block.document for block in found.base if block.kind == "bijlage"]
    assert [block.place for block in found.blocks] == [block.place for block in found.base]


def test_the_bookmark_of_a_clause_that_runs_on_says_nothing_of_the_next_article(
    made: bytes,
) -> None:
    start = r'<w:bookmarkStart w:id="\d+" w:name="clausule_{}[^"]*"/>'
    name = re.search(start.format("klachten"), parts(made)[MAIN].decode())
    assert name

    def run_on(text: str) -> str:
        """As LibreOffice writes it: the bookmark of one clause also in the place of another."""
        text = re.sub(start.format("verzuim"), "", text, count=1)
        lid = paragraph(text, "zij neemt ziekmeldingen aan")
        again = name[0].replace('w:id="', 'w:id="9')
        number = re.search(r'w:id="(\d+)"', again)
        assert number
        end = f'<w:bookmarkEnd w:id="{number[1]}"/>'
        new = lid.replace("ziekmeldingen aan", "alle ziekmeldingen aan")
        return text.replace(lid, new.replace("<w:r>", again + "<w:r>", 1)[:-6] + end + "</w:p>", 1)

    found = read_document(changed(made, MAIN, run_on))
    (block,) = (item for item in found.blocks if "alle ziekmeldingen" in item.words)
    assert (block.topic, block.clause) == ("verzuim", "")


def test_words_that_were_changed_are_in_their_block(made: bytes) -> None:
    was, now = only_change(edited(made, "Aldus overeengekomen", "Aldus besloten"))
    assert "Aldus overeengekomen" in was.words
    assert now.words == was.words.replace("Aldus overeengekomen", "Aldus besloten")


SDT = r"<w:sdt><w:sdtPr>(?:(?!</w:sdtPr>).)*?/d:waarden/d:partijen\.linde\.naam(?:(?!</w:sdtPr>).)*</w:sdtPr><w:sdtContent>(.*?)</w:sdtContent></w:sdt>"


def test_a_value_whose_control_is_gone_is_found_by_its_place(made: bytes) -> None:
    found = edited(made, SDT, r"\1")
    assert found.blocks == found.base
    everywhere = read_document(changed(made, MAIN, lambda text: re.sub(SDT, r"\1", text)))
    assert everywhere.values["partijen.linde.naam"].shown == ("Vakcollege De Linde",)
    other = read_document(
        changed(
            made,
            MAIN,
            lambda text: re.sub(SDT, r"\1", text).replace(">Vakcollege De Linde<", ">De Eik<"),
        )
    )
    assert other.values["partijen.linde.naam"].shown == ("De Eik",)
    assert other.values["partijen.linde.naam"].differs


def test_a_value_whose_binding_is_gone_is_known_by_its_tag(made: bytes) -> None:
    found = read_document(
        changed(made, MAIN, lambda text: re.sub(r"<w:dataBinding [^>]*/>", "", text))
    )
    assert found.blocks == found.base
    assert found.values["partijen.linde.naam"].shown == ("Vakcollege De Linde",)


def test_the_binding_of_word_2013_counts_too(made: bytes) -> None:
    w15 = 'w15:dataBinding xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    found = read_document(
        changed(
            made,
            MAIN,
            lambda text: re.sub(r"<w:tag [^>]*/>", "", text).replace("<w:dataBinding", f"<{w15}"),
        )
    )
    assert found.blocks == found.base


def test_tracked_changes_are_told_and_read_either_way(made: bytes) -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    who = 'w:id="9001" w:author="M. Jurist" w:date="2027-01-02T00:00:00Z"'
    pattern = r"<w:r><w:t[^>]*>hierna samen: partijen\.</w:t></w:r>"
    new = (
        run.format("hierna samen: ")
        + f"<w:del {who}><w:r><w:delText>partijen</w:delText></w:r></w:del>"
        + f"<w:ins {who}>{run.format('wij')}</w:ins>"
        + run.format(".")
    )
    accepted, rejected = (
        edited(made, pattern, new, way) for way in (Changes.ACCEPTED, Changes.REJECTED)
    )
    _, now = only_change(accepted)
    assert now.words == "hierna samen: wij."
    assert [(item.kind, item.author, item.text) for item in now.changes] == [
        ("del", "M. Jurist", "partijen"),
        ("ins", "M. Jurist", "wij"),
    ]
    assert rejected.blocks == rejected.base


def test_what_one_hand_tracked_in_words_beside_each_other_is_one(made: bytes) -> None:
    who, other = (f'w:id="9001" w:author="{name}" w:date="2027-01-02T00:00:00Z"' for name in "AB")
    pieces = ((who, "een"), (who, " en twee"), (other, " drie"), (who, " vier"))
    new = "".join(
        f'<w:ins {by}><w:r><w:t xml:space="preserve">{text}</w:t></w:r><w:proofErr w:type="spellEnd"/></w:ins>'
        for by, text in pieces
    )
    _, now = only_change(edited(made, r"(?<=partijen\.</w:t></w:r>)(?=</w:p>)", new))
    assert [(item.author, item.text) for item in now.changes] == [
        ("A", "een en twee"),
        ("B", " drie"),
        ("A", " vier"),
    ]


def test_the_end_of_a_paragraph_and_the_look_of_words_are_tracked_too(made: bytes) -> None:
    who = 'w:id="9001" w:author="A" w:date="2027-01-02T00:00:00Z"'
    line = r"<w:r><w:t[^>]*>hierna samen: partijen\.</w:t></w:r>"
    bold = (
        f"<w:r><w:rPr><w:b/><w:rPrChange {who}><w:rPr/></w:rPrChange></w:rPr>"
        "<w:t>hierna samen: partijen.</w:t></w:r>"
    )
    _, now = only_change(edited(made, line, bold))
    assert [(item.kind, item.author, item.text) for item in now.changes] == [
        (LOOK, "A", "hierna samen: partijen.")
    ]
    split = "<w:r><w:t>hierna samen: </w:t></w:r></w:p><w:p><w:r><w:t>partijen.</w:t></w:r>"
    text = parts(made)[MAIN].decode()
    found = re.search(line, text)
    assert found is not None
    start = text.rindex("<w:pPr>", 0, found.start()) + len("<w:pPr>")
    end = text.index("</w:pPr>", start)
    marked = text[:end] + f"<w:rPr><w:ins {who}/></w:rPr>" + text[end : found.start()] + split
    divided = read_document(changed(made, MAIN, lambda _: marked + text[found.end() :]))
    (first,) = [block for block in divided.blocks if block.words == "hierna samen: "]
    assert [(item.kind, item.text) for item in first.changes] == [("ins", END)]


def test_formatting_counts_and_a_style_of_somebody_else_keeps_its_name(made: bytes) -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>hierna samen: partijen.</w:t></w:r>"
    _, now = only_change(edited(made, r"<w:r><w:t[^>]*>hierna samen: partijen\.</w:t></w:r>", bold))
    assert now.inlines == (Text("hierna samen: partijen.", bold=True),)
    strange = '<w:p><w:pPr><w:pStyle w:val="Huisopmaak"/></w:pPr><w:r><w:t>Nieuw.</w:t></w:r></w:p><w:sectPr>'
    found = edited(made, "<w:sectPr>", strange)
    block = next(item for item in found.blocks if item.style == "Huisopmaak")
    assert (block.kind, block.words) == ("regel", "Nieuw.")


def test_renumbering_is_no_change_of_a_reference(made: bytes) -> None:
    heading = (
        '<w:p><w:pPr><w:pStyle w:val="Artikel"/></w:pPr><w:r><w:t>Eigen artikel</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="Lid"/></w:pPr><w:r><w:t>Eigen lid.</w:t></w:r></w:p>'
    )
    first = r'(?=<w:p><w:pPr><w:pStyle w:val="Artikel"/></w:pPr>)'
    found = edited(made, first, heading)
    new = [item for item in found.blocks if item not in set(found.base)]
    said = [item.words for item in new if not item.place or item.topic == ""]
    assert said == ["Eigen artikel", "Eigen lid."]
    later = [replace(item, place=()) for item in found.blocks if item.topic]
    assert later == [replace(item, place=()) for item in found.base if item.topic]


def test_a_filled_field_that_kept_the_mark_of_a_placeholder_is_not_open(made: bytes) -> None:
    question = re.search(r"<w:showingPlcHdr/>.*?<w:t>(\[[^<]*\])</w:t>", zip_text(made), re.DOTALL)
    assert question
    asked = re.escape(question[1])
    found = edited(made, f">{asked}<", ">ingevuld<")
    values = [value for value in found.values.values() if "ingevuld" in value.shown]
    assert values


def zip_text(data: bytes) -> str:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(MAIN).decode()


def test_a_document_of_before_version_2_has_blocks_and_no_base() -> None:
    found = read_document(Path(__file__).parent / "oud" / "herkomst-1.docx")
    assert found.base == ()
    assert any(isinstance(item, ValueUse) for block in found.blocks for item in block.inlines)
    assert {"artikel", "lid", "partij"} <= {block.kind for block in found.blocks}


CUTS = st.integers(0, 10_000)


@given(start=CUTS, length=st.integers(1, 400), part=st.sampled_from([MAIN, "customXml/item3.xml"]))
def test_what_was_cut_out_or_damaged_is_read_or_refused(
    made: bytes, start: int, length: int, part: str
) -> None:
    def cut(text: str) -> str:
        at = start * (len(text) - length) // 10_000
        return text[:at] + text[at + length :]

    try:
        found = read_document(changed(made, part, cut))
    except DlrDocsError:
        return
    assert found.blocks


@given(st.data())
def test_a_paragraph_taken_out_takes_its_words_and_leaves_the_others(
    made: bytes, data: st.DataObject
) -> None:
    paragraphs = re.findall(r"<w:p>(?:(?!</w:p>).)*</w:p>", zip_text(made), re.DOTALL)
    gone: Any = data.draw(
        st.sampled_from([p for p in paragraphs if "bookmark" not in p and "<w:t" in p])
    )
    found = read_document(changed(made, MAIN, lambda text: text.replace(gone, "", 1)))
    if "fldChar" in gone:  # half a field is gone, and takes what comes next with it
        return
    assert 0 <= len(found.base) - len(found.blocks) <= 1
    left = [block.words for block in found.blocks]
    assert sum(block.words not in left for block in found.base) <= 1


def test_a_base_that_lies_does_not_make_every_line_be_held_against_all_of_it(
    made: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []

    def never(*lines: Block) -> tuple[()]:
        tried.append(lines)
        return ()

    monkeypatch.setattr(blocks, "_gaps", never)
    lines = "".join(f'<regel stijl="Lid">{n} <waarde pad="a"/> x</regel>' for n in range(5000))
    artikel = f'<artikel onderwerp="geschillen">{lines}</artikel>'
    item = re.compile(r"(<tekst[^>]*>).*(</tekst>)", re.DOTALL)
    read_document(
        changed(made, "customXml/item3.xml", lambda text: item.sub(rf"\1{artikel}\2", text))
    )
    assert 0 < len(tried) <= 100 * 20  # 5000 for each line before


def read(opened: Package, base: Sequence[Block]) -> list[Block]:
    return [item.block for item in blocks.located_blocks(opened, base)]


def test_the_default_style_that_a_program_names_is_no_style_of_its_own() -> None:
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "</w:style>"
    )
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr><w:r><w:t>Geachte leden,</w:t></w:r></w:p>'
    )
    base = [Block("regel", "", (Text("Geachte leden,"),))]
    (found,) = read(package(body, styles=normal), base)
    assert found == base[0]


def test_a_value_that_lost_its_look_in_another_program_looks_as_it_did() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:tag w:val="jaar"/></w:sdtPr><w:sdtContent><w:r>{}<w:t>2</w:t></w:r>'
        "</w:sdtContent></w:sdt>"
    )
    lead = "<w:r><w:rPr><w:b/></w:rPr><w:t>Leerjaar</w:t></w:r>"
    base = [Block("regel", "", (Text("Leerjaar", bold=True), ValueUse("jaar", bold=True)))]
    (lost,) = read(package(f"<w:p>{lead}{control.format('')}</w:p>"), base)
    assert lost.inlines == base[0].inlines
    italic = control.format("<w:rPr><w:i/></w:rPr>")
    (other,) = read(package(f"<w:p>{lead}{italic}</w:p>"), base)
    assert other.inlines == (Text("Leerjaar", bold=True), ValueUse("jaar", italic=True))


def line(words: str, path: str = "") -> str:
    """A paragraph; in a control when it is a value."""
    said = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    tag = f'<w:sdtPr><w:tag w:val="{path}"/></w:sdtPr>'
    held = f"<w:sdt>{tag}<w:sdtContent>{said}</w:sdtContent></w:sdt>" if path else said
    return f"<w:p>{held}</w:p>"


def plain_line(*inlines: Text | ValueUse) -> Block:
    return Block("regel", "", inlines)


LISTED = [
    plain_line(Text("Eisen:")),
    plain_line(ValueUse("eisen.1")),
    plain_line(ValueUse("eisen.2")),
    plain_line(Text("Verder geldt:")),
    plain_line(Text("Einde.")),
]


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["Eisen:", "een", "Verder geldt:", "iets anders", "Einde."], {"eisen.1": "een"}),
        (["Eisen:", "een", "nieuw", "Verder geldt:", "Einde."], {"eisen.1": "een"}),
        (["Eisen:", "nieuw", "twee", "Verder geldt:", "Einde."], {"eisen.2": "twee"}),
        (["Eisen: let op", "een", "twee", "Verder geldt:", "Einde."], {"eisen.2": "twee"}),
    ],
)
def test_a_line_that_was_only_a_value_is_known_by_where_it_stood_and_not_by_its_words(
    lines: list[str], shown: dict[str, str]
) -> None:
    controls = {text: path for path, text in shown.items()}
    found = read(package("".join(line(text, controls.get(text, "")) for text in lines)), LISTED)
    values = {path: text for block in found for path, text in block.shown}
    assert values.items() >= shown.items()
    assert values.get("eisen.2") != "iets anders"


def test_a_line_that_has_its_control_is_the_one_of_then_and_not_one_typed_below_it() -> None:
    base = [plain_line(Text("Getekend door:")), plain_line(ValueUse("naam"), Text(" te"))]
    own = line("A. de Wit", "naam").replace("</w:p>", "<w:r><w:t> te Tiel</w:t></w:r></w:p>")
    typed = line("F. Mulder te")
    (_, first, other) = read(package(line("Getekend door:") + own + typed), base)
    assert first.words == "{naam} te Tiel"
    assert other.inlines == (Text("F. Mulder te"),)


def test_an_item_that_has_its_control_is_the_one_of_then_whatever_ends_it_now() -> None:
    base = [plain_line(Text("Doelen:")), plain_line(ValueUse("doelen.1"), Text("."))]
    own = line("doorstromen", "doelen.1").replace("</w:p>", "<w:r><w:t>;</w:t></w:r></w:p>")
    (_, first, other) = read(package(line("Doelen:") + own + line("niet uitvallen.")), base)
    assert first.words == "{doelen.1};"
    assert (other.words, other.loose) == ("niet uitvallen.", ())


def test_words_behind_a_list_in_a_sentence_of_which_the_first_is_gone_are_no_item_of_it() -> None:
    one, two, three = (ValueUse(f"vakken.{number}") for number in (1, 2, 3))
    base = [plain_line(Text("Wij geven "), one, Text(", "), two, Text(" en "), three, Text("."))]
    words = ("Wij geven ", "rekenen", ", ", "Engels", " en Duits", ".")
    paths = ("", "vakken.2", "", "vakken.3", "", "")
    joined = "".join(map(line, words, paths)).replace("</w:p><w:p>", "")
    (found,) = read(package(joined), base)
    assert found.words == "Wij geven {vakken.2}, {vakken.3} en Duits."
    assert (found.shown, found.loose) == ((("vakken.2", "rekenen"), ("vakken.3", "Engels")), ())


def test_words_in_a_field_of_a_hand_are_read_and_its_result_makes_no_other_field(
    made: bytes,
) -> None:
    end = "(is Nederlands recht van toepassing.</w:t></w:r>)"
    link = edited(made, end, r"\1" + field('HYPERLINK "https://duo.nl"', " Zie duo.nl."))
    (line,) = [block for block in link.blocks if "Nederlands recht" in block.words]
    assert line.words.endswith("van toepassing. Zie duo.nl.")
    assert [(item.kind, item.text) for item in line.beside] == [
        ("link", "Zie duo.nl. (https://duo.nl)")
    ]
    first, second = (edited(made, end, r"\1" + field("REF plek", it)) for it in ("vier", "vijf"))
    assert first.blocks == second.blocks
    (line,) = [block for block in first.blocks if "Nederlands recht" in block.words]
    assert isinstance(line.inlines[-1], FieldUse)
    assert line.inlines[-1].result == "vier"
