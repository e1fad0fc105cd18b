"""Inputs that nobody would type, and what must hold for each: a document, or a problem.

A target takes a source of chance and makes one input, nearly always a damaged copy of a real file,
since random text seldom gets past the first line of a parser. It says how far the input came;
anything that it raises is a finding. Chance is hypothesis' in the suite, which then finds the
smallest input, and a seed in ``tools/fuzz.py``.
"""

from __future__ import annotations

import copy
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dlr_docs import build_bundle, choices_from_data, document_bytes, load_choices, load_library
from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.basis.yaml.loading import load
from dlr_docs.build.values.interpreting import ValueProblem, interpret
from dlr_docs.files.installation import default_library_path
from dlr_docs.library.checks.table import CHECKS
from dlr_docs.library.files import read_clause
from dlr_docs.library.load import read_library
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Clause, Library
from dlr_docs.model.values import Value
from dlr_docs.word.package.seal import PROVENANCE_PART, is_untouched
from dlr_docs.word.read.document import read_document
from dlr_docs.word.write.document import write_docx
from tests import ooxml
from tests.samples import AGREEMENT
from tests.small import (
    CHOICES,
    LAW,
    OUTLINE,
    PARTIES,
    RULES,
    TERMS,
    VALUES,
    WORDS,
    SmallLibrary,
    make_small_library,
)

ROOT = default_library_path()
TEMPLATE = ROOT / "templates" / "huisstijl" / "zakelijk" / "overeenkomst.docx"
DOCUMENTS_CHECKED = 2  # documents of one bundle that are written and held against the schemas
ODD = [
    "", " ", "\u00a0", "\u200b", "0", "-1", "9" * 40, "1e999", "nan", "0x10", "1_000", "٣", "½", "true", "nee", "null",
    "~", "2027-02-30", "2027-13-01", "0001-01-01", "31-12-9999", "1/0", "0 dagen", ("9999 " "jaar"), "€ 1,2,3", "100.000%",
    "{{ 1 }}", "{% if %}", "{#", "}}", "<w:p/>", "&amp;", "]]>", "\ue000x\ue001", "\ue010", "1. x", "- x", "# x",
    "| a |", "a|b", "**", "_", "`", "![x](y)", "<b>", "\\", "\u202e", "\ud800", "\ufffe", "\x00", "\x1b[31m", "\r",
    "a\nb", "a\tb", "\u2028", "😀", "e\u0301", "مدرسة", "x" * 5000, "&a", "*a", ("!!str " "" "x"), "? x", "%", "@", "'", '"',
    "con", "nul", "../x", "/etc/passwd", "C:\\x", "x.", "a:b", "__class__", "geen", "partijen", "datum", "tekst",
]  # fmt: skip
SIGNS = [
    "{{", "}}", "{%", "%}", "{#", "#}", "{{ ", " }}", "{% if ", "{% endif %}", ("{% for a in " "" "partijen %}"),
    "{% endfor %}", "{% set x = ", "|opsomming", "|som", "|map(attribute='naam')", "|list", "|first",
    "partijen", "regio", "loop", "[0]",
    ".naam", "(", ")", "[", "]", " + ", " - ", "~", "==", "'a'", '"', "1. ", "   1. ", ("      1. " "" ""), "- ", "  - ", "\n",
    "\n\n", "**", "*", "_", "`", "```\n", "> ", "# ", "---\n", ("| a | b |\n|---|---|\n| " "c " "| d |\n"), "|", "<br>", "<!--",
    "[x](y)", "![", "&lt;", "&#0;", "\\", "  \n", "\t", '{{ artikel("doel") }}', ('{{ wet("wvo-een") ' '' '}}'),
    '{{ anker("a") }}', '{{ lid("doel.a") }}', ": ", ":", ",", "{", "}", "[]", "{}", "&a ", "*a", "!x ", "null", "\r\n",
    "\x00", "\u2028", "\ufeff", "é", "999999999999999999999", "2027-01-01",
]  # fmt: skip


class Finding(AssertionError):
    """What must hold did not."""


class Target(Struct, frozen=True, dict=True):
    """A kind of input; ``try_one`` makes one, tries it, and gives (how far it came, the input
    itself).
    """

    name: str
    try_one: Callable[[Random], str]
    about: str


def damaged_bytes(data: bytes, chance: Random) -> bytes:
    """A copy with some bytes changed, lost or repeated."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(made) + 1)
        size = chance.choice((0, 1, 1, 4, 64, 1000))
        new = chance.choice(
            (b"", bytes(size), b"\xff" * size, bytes(made[at : at + size]) * 2, chance.randbytes(3))
        )
        made[at : at + size] = new
    return bytes(made)


def damaged_text(text: str, chance: Random) -> str:
    """A copy with lines and signs changed, lost, moved or repeated."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        lines = text.splitlines(keepends=True) or [""]
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        step = chance.randrange(7)
        if step == 0:
            del lines[at]
        elif step == 1:
            lines[at], lines[other] = lines[other], lines[at]
        elif step == 2:
            lines.insert(at, lines[other])
        elif step == 3:
            lines[at] = " " * chance.randrange(5) + lines[at]
        else:
            place = chance.randrange(len(lines[at]) + 1)
            sign = chance.choice(SIGNS if step < 6 else ODD)
            lines[at] = lines[at][:place] + sign + lines[at][place + chance.choice((0, 0, 1, 5)) :]
        text = "".join(lines)
    return text


def nodes_of(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every node of plain data."""
    yield path
    children = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, child in children:
        yield from nodes_of(child, (*path, key))


def damaged_data(data: Any, chance: Random) -> Any:
    """A copy with nodes replaced, lost, moved or renamed."""
    made = copy.deepcopy(data)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        paths = list(nodes_of(made))[1:]
        if not paths:
            return made
        *above, key = chance.choice(paths)
        parent = made
        for step in above:
            parent = parent[step]
        _damage(parent, key, made, chance.choice(paths), chance)
    return made


def _damage(parent: Any, key: Any, whole: Any, other: tuple[Any, ...], chance: Random) -> None:
    step = chance.randrange(6)
    if step == 0:
        del parent[key]
    elif step == 1:
        borrowed = whole
        for part in other:
            borrowed = borrowed[part]
        parent[key] = copy.deepcopy(borrowed)
    elif step == 2 and isinstance(parent, dict):
        parent[chance.choice(ODD)] = parent.pop(key)
    elif step == 3:
        parent[key] = chance.choice(
            ([], {}, None, [None], {"x": None}, [[]], [parent[key]], {"naam": parent[key]})
        )
    else:
        parent[key] = chance.choice(ODD)


STORED_AS_DATA = ("datum", "ja_nee")  # and not as a reader sees them


def assert_sound(data: bytes) -> None:
    """A document that every reader opens: valid parts, no id twice."""
    wrong = ooxml.schema_errors(data)
    if wrong:
        raise Finding(f"not valid: {wrong[:3]}")


def assert_as_typed(data: bytes, bundle: Bundle, document_id: str) -> None:
    """Every value of a document stands in it as its text says, and as the store says."""
    document = bundle.document(document_id)
    shown: dict[str, set[str]] = {}
    for control in ooxml.controls(data):
        shown.setdefault(control.tag, set()).add(control.shown)
    stored = ooxml.stored(data)
    for path, value in document.values.items():
        expected = expected_of(value)
        if path in shown and shown[path] != {expected}:
            raise Finding(f"{path}: {shown[path]} instead of {expected!r}")
        if path in stored and value.kind not in STORED_AS_DATA and stored[path] != value.text:
            raise Finding(f"{path}: the store has {stored[path]!r} instead of {value.text!r}")


def expected_of(value: Value) -> str:
    """What the control of a value shows: a box for a yes or no, a question while it is open."""
    if value.kind == "ja_nee":  # the question stands beside an open one
        return "☒" if value.raw else "☐"
    if value.is_open:
        return f"[{value.question}]"
    return re.sub("\r\n?", "\n", value.text)


def made_or_refused(make: Callable[[], Bundle]) -> str:
    """Make every document of a bundle: how far it came."""
    try:
        bundle = make()
        for document in bundle.files[:DOCUMENTS_CHECKED]:
            data = document_bytes(bundle, document.id)
            assert_sound(data)
            assert_as_typed(data, bundle, document.id)
    except DlrDocsError as exc:
        assert_problems(exc.problems)
        return "problem"
    return "document"


def assert_problems(problems: Any) -> None:
    """Every problem says what is wrong, in words that can be printed."""
    if not problems:
        raise Finding("refused without a problem")
    for problem in problems:
        if not problem.code or not problem.message:
            raise Finding(f"a problem without words: {problem!r}")
        str(problem).encode("utf-8", "backslashreplace")


def plain(text: str) -> Any:
    """YAML as plain data, with every scalar the text that was typed."""
    return load(text, "proef").data


@cache
def library_of_the_package() -> Library:
    """The library of the package, read once."""
    return load_library()


@cache
def example_texts() -> tuple[str, ...]:
    """Every example."""
    return tuple(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.yaml"))
    )


@cache
def example_data() -> tuple[Any, ...]:
    """Every example as plain data, texts as they were typed."""
    return (AGREEMENT, *(plain(text) for text in example_texts()))


@contextmanager
def scratch() -> Iterator[SmallLibrary]:
    """A small library to break."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        yield make_small_library(Path(folder) / "bibliotheek")


def small_bundle(small: SmallLibrary) -> str:
    """Read, check and use a small library."""
    library, problems = read_library(small.path)
    checks = (
        check for name, check in CHECKS.items() if name != "sjablonen"
    )  # those are the package's, and slow
    problems = [*problems, *(problem for check in checks for problem in check(library))]
    if problems:
        assert_problems(problems)

    def make() -> Bundle:
        return build_bundle(choices_from_data(plain(CHOICES)), load_library(small.path))

    return made_or_refused(make)


def try_choice_bytes(chance: Random) -> str:
    """A choice file with damaged bytes."""
    data = damaged_bytes(chance.choice(example_texts()).encode(), chance)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder) / "keuzes.yaml"
        path.write_bytes(data)
        return made_or_refused(lambda: build_bundle(load_choices(path), library_of_the_package()))


def try_choice_text(chance: Random) -> str:
    """A choice file with damaged lines."""
    from dlr_docs.choices.file import parse_choices

    text = damaged_text(chance.choice(example_texts()), chance)
    return made_or_refused(lambda: build_bundle(parse_choices(text), library_of_the_package()))


def try_choice_data(chance: Random) -> str:
    """Choices of a program, with damaged nodes."""
    data = damaged_data(chance.choice(example_data()), chance)
    return made_or_refused(lambda: build_bundle(choices_from_data(data), library_of_the_package()))


@cache
def places_of_clauses() -> tuple[tuple[Clause, int, int], ...]:
    """Each clause with an example and the number of a document in it that can use it."""
    found = {}
    library = library_of_the_package()
    for example, data in enumerate(example_data()):
        for number, document in enumerate(data["documenten"]):
            outline = library.outlines[document["soort"]]
            for topic in (*outline.topics, *outline.recitals):
                for clause in library.clauses.get(topic.topic, {}).values():
                    if clause.fits(outline.kind):
                        found[clause.id] = (clause, example, number)
    return tuple(found.values())


def _used(clause: Clause, example: int, number: int, text: str) -> str:
    """Use another text for a clause in an example."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder) / clause.topic / f"{clause.variant}.md"
        path.parent.mkdir()
        path.write_text(text, "utf-8", "surrogatepass", newline="")
        library = library_of_the_package()
        made, problems = read_clause(path, library.values, library.vocabulary.units, library.tables)
    if made is None:
        assert_problems(problems)
        return "problem"
    clauses = {
        **library.clauses,
        clause.topic: {**library.clauses[clause.topic], clause.variant: made},
    }
    data = copy.deepcopy(example_data()[example])
    data["documenten"] = [data["documenten"][number]]
    data["documenten"][0].setdefault("keuzes", {})[clause.topic] = clause.variant
    data["documenten"][0].pop("bij", None)
    return made_or_refused(
        lambda: build_bundle(choices_from_data(data), replace(library, clauses=clauses))
    )


def try_clause(chance: Random) -> str:
    """A clause file with damaged lines: head, Markdown and Jinja."""
    clause, example, number = chance.choice(places_of_clauses())
    return _used(
        clause,
        example,
        number,
        damaged_text(Path(clause.source.path).read_text(encoding="utf-8"), chance),
    )


def try_clause_signs(chance: Random) -> str:
    """A clause of nothing but signs of Markdown and Jinja."""
    with scratch() as small:
        text = "".join(chance.choice(SIGNS) for _ in range(chance.randrange(1, 40)))
        small.clause("doel/algemeen", text.replace("\x00", ""))
        return small_bundle(small)


def try_clause_table(chance: Random) -> str:
    """A clause with a table of any shape."""
    cells = [
        "a",
        "{{ regio }}",
        "**b**",
        "",
        "\\|",
        "|",
        "`",
        "{% if regio %}c{% endif %}",
        "<x>",
        "1. d",
        "\u00a0",
        '{{ anker("a") }}',
        '{{ artikel("doel") }}',
    ]

    def row(width: int) -> str:
        edge = chance.choice(("| ", "|", ""))
        return (
            edge
            + " | ".join(chance.choice(cells) for _ in range(width))
            + chance.choice((" |", "", "|"))
        )

    width = chance.randrange(1, 6)
    rule = "|".join(
        chance.choice(("---", ":-:", "-", "--:", ""))
        for _ in range(width + chance.choice((0, 0, 0, 1)))
    )
    rows = [
        row(max(0, width + chance.choice((0, 0, 0, -1, 1, 9)))) for _ in range(chance.randrange(5))
    ]
    before = chance.choice(("", "Tekst.\n\n", "1. Lid\n\n", "1. Lid\n   ", "Tekst\n"))
    with scratch() as small:
        small.clause("doel/algemeen", before + "\n".join([row(width), f"|{rule}|", *rows]) + "\n")
        return small_bundle(small)


def try_front_matter(chance: Random) -> str:
    """The head of a clause file with damaged nodes."""
    clause, example, number = chance.choice(places_of_clauses())
    _, head, body = Path(clause.source.path).read_text(encoding="utf-8").split("---\n", 2)
    made = yaml.safe_dump(damaged_data(plain(head), chance), allow_unicode=True)
    return _used(clause, example, number, f"---\n{made}---\n{body}")


def try_outline(chance: Random) -> str:
    """An outline with damaged lines or nodes."""
    texts = [
        OUTLINE,
        OUTLINE,
        *(path.read_text(encoding="utf-8") for path in sorted((ROOT / "templates").glob("*.yaml"))),
    ]
    text = chance.choice(texts)
    if chance.randrange(2):
        made = damaged_text(text, chance)
    else:
        made = yaml.safe_dump(damaged_data(plain(text), chance), allow_unicode=True)
    with scratch() as small:
        (small.path / "templates" / "brief.yaml").write_text(
            made, "utf-8", "surrogatepass", newline=""
        )
        return small_bundle(small)


def try_library_table(chance: Random) -> str:
    """One of the tables of the library (law, values, terms, parties, words, checks) with damaged
    lines or nodes.
    """
    name, own = chance.choice(
        (
            ("wetgeving", LAW),
            ("gegevens", VALUES),
            ("begrippen", TERMS),
            ("partijen", PARTIES),
            ("partijen", PARTIES),
            ("woorden", WORDS),
            ("controles", RULES),
            ("controles", RULES),
        )
    )
    real = ROOT / "clauses" / f"{name}.yaml"
    text = chance.choice((own, own, real.read_text(encoding="utf-8")))
    if chance.randrange(2):
        made = damaged_text(text, chance)
    else:
        made = yaml.safe_dump(damaged_data(plain(text), chance), allow_unicode=True)
    with scratch() as small:
        (small.path / "clauses" / f"{name}.yaml").write_text(
            made, "utf-8", "surrogatepass", newline=""
        )
        return small_bundle(small)


@cache
def bundle_to_print() -> Bundle:
    """A bundle to put into damaged templates."""
    return build_bundle(choices_from_data(AGREEMENT), library_of_the_package())


def _printed(template: bytes) -> str:
    """A document with a template, well-formed in every part; whether it is valid is up to the
    template.
    """
    bundle = bundle_to_print()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder) / "eigen.docx"
        path.write_bytes(template)
        try:
            made = write_docx(bundle.documents[0], bundle, template=path)
        except DlrDocsError as exc:
            assert_problems(exc.problems)
            return "problem"
    for name, content in ooxml.parts(made).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
    assert_as_typed(made, bundle, bundle.documents[0].id)
    return "document"


def _repacked(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return made.getvalue()


def try_template_bytes(chance: Random) -> str:
    """A Word template with damaged bytes."""
    return _printed(damaged_bytes(TEMPLATE.read_bytes(), chance))


def try_template_part(chance: Random) -> str:
    """A Word template with one damaged part."""
    members = dict(ooxml.parts(TEMPLATE.read_bytes()))
    name = chance.choice([*members, "word/document.xml", "word/document.xml", "word/document.xml"])
    content = members[name]
    step = chance.randrange(4)
    if step == 0:
        members[name] = damaged_bytes(content, chance)
    elif step == 1:
        del members[name]
    else:
        pieces = re.split(r"(<[^>]*>)", content.decode())
        for _ in range(chance.choice((1, 1, 2, 5))):
            at = chance.randrange(len(pieces))
            pieces[at] = chance.choice(
                ("", chance.choice(pieces), pieces[at] * 2, chance.choice(SIGNS))
            )
        members[name] = "".join(pieces).encode("utf-8", "surrogatepass")
    return _printed(_repacked(members))


def try_template_tag(chance: Random) -> str:
    """A Word template with other tags."""
    members = dict(ooxml.parts(TEMPLATE.read_bytes()))
    text = members["word/document.xml"].decode()
    tags = list(re.finditer(r"\{[{%].*?[%}]\}", text))
    tag = chance.choice(tags)
    words = [
        "partij", "partijen", "loop", ".naam", "[0]", "|veld(0)", "|platte_tekst", "|list", "_tags",
        "concept", "(", ")",
        "1", "'x'", "==", "if", "for a in", "p ", "tr ", "r ", "%}", "}}", "{{", "titel", "artikelen", "endif", "else",
    ]  # fmt: skip
    body = "".join(chance.choice(words) for _ in range(chance.randrange(1, 7)))
    shape = chance.choice(("{{{{ {} }}}}", "{{% {} %}}", "{{%p {} %}}", "{{{{p {} }}}}", "{}"))
    made = text[: tag.start()] + shape.format(body) + text[tag.end() :]
    return _printed(_repacked({**members, "word/document.xml": made.encode()}))


def try_values(chance: Random) -> str:
    """Any text as any declared value of the library, and as the fields of a party."""
    data = copy.deepcopy(AGREEMENT)
    library = library_of_the_package()
    declared = chance.choice(list(library.values.values()))
    pieces = [
        chance.choice([*ODD, chr(chance.randrange(0x11000)), "1", "a", " "])
        for _ in range(chance.randrange(1, 4))
    ]
    raw: object = chance.choice(
        ("".join(pieces), pieces, dict.fromkeys(pieces, "x"), chance.random() * 10, -1, True)
    )
    try:
        interpret(declared, raw)
    except ValueProblem as exc:
        if not exc.message:
            raise Finding("a value was refused without words") from None
    data["gegevens"][declared.name] = raw
    data["partijen"]["linde"][
        chance.choice(("naam", "bevoegd_gezag", "vestigingsplaats", "aanduiding"))
    ] = "".join(pieces)
    data["documenten"][0]["gegevens"][chance.choice(("regio", "profiel", "opleiding"))] = raw
    return made_or_refused(lambda: build_bundle(choices_from_data(data), library))


@cache
def made_document() -> bytes:
    """A document of ours."""
    return document_bytes(bundle_to_print(), "samenwerkingsovereenkomst")


def directory(data: bytes) -> list[tuple[str, int, int]]:
    """What a package says that it holds, besides where it comes from."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        infos = [
            info for info in package.infolist() if info.filename != PROVENANCE_PART
        ]  # holds the seal itself
        return sorted((info.filename, info.CRC, info.file_size) for info in infos)


def try_returned(chance: Random) -> str:
    """A document that came back damaged: never taken for untouched when its list of parts differs."""
    data = damaged_bytes(made_document(), chance)
    if chance.randrange(2):
        members = dict(ooxml.parts(made_document()))
        name = chance.choice([*members])
        data = _repacked({**members, name: damaged_bytes(members[name], chance)})
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(data)
        try:
            outcome = "read" if read_document(path) else ""
        except DlrDocsError as exc:
            assert_problems(exc.problems)
            outcome = "refused"
        if not is_untouched(path):
            return outcome
    if directory(data) != directory(made_document()):
        raise Finding("a changed document counts as untouched")
    return "untouched"


TARGETS = {
    target.name: target
    for target in (
        Target("keuzebestand-bytes", try_choice_bytes, "choice files, bytes"),
        Target("keuzebestand-regels", try_choice_text, "choice files, lines"),
        Target("keuzebestand-gegevens", try_choice_data, "choice data, nodes"),
        Target("clausule", try_clause, "clause files, lines"),
        Target("clausule-tekens", try_clause_signs, "clauses of signs"),
        Target("clausule-tabel", try_clause_table, "tables in clauses"),
        Target("kop", try_front_matter, "front matter, nodes"),
        Target("opzet", try_outline, "outlines, lines and nodes"),
        Target(
            "tabel",
            try_library_table,
            "law, values, terms, parties, words and checks, lines and nodes",
        ),
        Target("sjabloon-bytes", try_template_bytes, "templates, bytes"),
        Target("sjabloon-onderdeel", try_template_part, "templates, parts"),
        Target("sjabloon-tag", try_template_tag, "templates, tags"),
        Target("waarden", try_values, "values"),
        Target("retour", try_returned, "returned documents, bytes and parts"),
    )
}
