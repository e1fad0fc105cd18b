"""Inputs that would take for ever or fill the memory, and what each costs.

Work is counted in steps, the calls of functions that Python makes: a clock says something else on
every machine, and on one that is busy.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from dlr_docs import (
    build_bundle,
    compare,
    document_bytes,
    load_library,
    read_document,
)
from dlr_docs.basis.problems import DlrDocsError
from dlr_docs.choices.file import parse_choices
from dlr_docs.clause.parsing import parse
from dlr_docs.clause.rendering import Setting, context, render
from dlr_docs.library.checks.table import check_library
from dlr_docs.library.git.asking import GitFailed
from dlr_docs.library.git.tree import folder_of
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.model.values import Content
from dlr_docs.word.template.trial import admitted
from tests import ooxml
from tests.clause.making import PARTIES, clause, value
from tests.fuzzing import TEMPLATE
from tests.repositories import committed, git
from tests.samples import SORTS, agreement, bundle_of
from tests.small import LAW, SmallLibrary, make_small_library

SIGN = 19_000  # characters, a little under what a clause may have
WRITTEN = {
    "brackets in Markdown": "[",
    "pictures in Markdown": "![",
    "links in Markdown": "[a](",
    "emphasis": "*a **a ",
    "emphasis in words": "a**b",
    "mixed emphasis": "*_",
    "angle brackets": "<",
    "open HTML": "<a ",
    "comments in Markdown": "<!--",
    "autolinks": "<http://",
    "entities": "&#x",
    "backslashes": "\\",
    "bullets": "- ",
    "quotes": "> ",
    "lines": "a\n",
    "paragraphs": "a\n\n",
    "leden": "1. a\n",
    "link definitions": "[a]: /x\n",
}
BOMBS = {
    "loops in loops": "{% for a in lijst %}" * 6 + "x" + "{% endfor %}" * 6,
    "empty loops in loops": "{% for a in lijst %}" * 6 + "{% endfor %}" * 6,
    "loops in loops over parties": "{% for a in partijen %}" * 15 + "{% endfor %}" * 15,
    "loops deeper than Python allows": "{% for a in partijen %}" * 30 + "{% endfor %}" * 30,
    "long text in a loop": "{% for a in lijst %}" + "woord " * 3000 + "{% endfor %}",
    "long constant in a loop": "{% set c = '"
    + "x" * SIGN
    + "' %}{% for a in lijst %}{{ c }}{% endfor %}",
    "comparing lists of lists": "{% set a = [1, 1] %}{% set b = [1, 1] %}"
    + "{% set a = [a, a] %}{% set b = [b, b] %}" * 40
    + "{{ 'x' if a == b else 'y' }}",
    "lists of lists by way of map": "{% set a = [1, 1] %}{% set b = [1, 1] %}"
    + "{% set a = [1, 1]|map(attribute='q', default=a)|list %}{% set b = "
    "[1, 1]|map(attribute='q', default=b)|list %}" * 40 + "{{ 'x' if a == b else 'y' }}",
    "lists by way of map": "{% set a = '"
    + "x" * 18_000
    + "'|list %}{% set b = a|map(attribute='q', default=a)|list %}{{ b|map('list')|list|length }}",
    "loops with a condition": "{% for a in lijst %}" * 2
    + "{% for c in lijst if c == 1 %}"
    + "{% endfor %}" * 3,
    "nothing, compared": "{% set u = [1, 1] %}"
    + "{% set a = partijen[99] %}{% set f = a['__setattr__'] %}{% set "
    "z = f('a', u) %}{% set u = a['__dict__'] %}" * 40 + "{{ 'x' if u == u else 'y' }}",
    "parentheses": "{{ " + "(" * 9_000 + "1" + ")" * 9_000 + " }}",
    "brackets": "{{ " + "[" * 9_000 + "1" + "]" * 9_000 + " }}",
    "not": "{{ " + "not " * 4_900 + "1 }}",
    "long sum": "{{ 1" + "+1" * 9_900 + " }}",
    "long path": "{{ regio" + ".a" * 9_900 + " }}",
    "long chain of filters": "{{ lijst" + "|list" * 3_900 + "|length }}",
    "many digits": "{{ " + "9" * SIGN + " }}",
    "large numbers": "{{ 99999999999999" + "|keer(99999999999999)" * 300 + " }}",
    "long elif": "{% if regio %}a" + "{% elif regio %}b" * 1_100 + "{% endif %}",
    "deep if": "{% if regio %}" * 700 + "{% endif %}" * 700,
    "open tags": "{% " * 6_500,
    "open expressions": "{{ " * 6_500,
    "open comments": "{# " * 6_500,
    "tags on a line": "  {% if x %} " * 1_500,
    "longer than any clause": "a " * 30_000,
    "deep lists": "".join("   " * depth + "1. a\n" for depth in range(100)),
    "backticks": "".join("`" * size + " " for size in range(190)),
    "wide table": "|a" * 900 + "|\n" + "|-" * 900 + "|\n" + ("|b" * 900 + "|\n") * 7,
    "table with short rows": "|a|" + "b|" * 60 + "\n|-|" + "-|" * 60 + "\n" + "|a|\n" * 2_900,
    "wide table with short rows": "|a|"
    + "b|" * 2_000
    + "\n|-|"
    + "-|" * 2_000
    + "\n"
    + "|a|\n" * 2_000,
    "long table": "|a|\n|-|\n" + "|b|\n" * 4_500,
    "spaces": " " * SIGN + "x",
    **{name: unit * (SIGN // len(unit)) for name, unit in WRITTEN.items()},
    **{
        f"{name}, in a loop": f"{{% for a in lijst %}}{unit * (58 // len(unit))}{{% endfor %}}"
        for name, unit in WRITTEN.items()
    },
}
CHOICES = {
    "many keys": "gegevens:\n" + "".join(f"  k{number}: x\n" for number in range(95_000)),
    "many unknown keys": "".join(f"k{number}: x\n" for number in range(95_000)),
    "many parties": "partijen:\n"
    + "".join(f"  p{number}: {{soort: school}}\n" for number in range(40_000)),
    "many documents": "documenten:\n"
    + "".join(f"  - {{soort: x, id: d{n}, bij: z{n}}}\n" for n in range(20_000)),
    "many wrong documents": "documenten:\n"
    + "".join(f"  - {{soort: x, id: d{n}, bij: z{n}}}\n" for n in range(1_000)),
    "deep lists": "a: " + "[" * 100_000,
    "deep mappings": "{a: " * 100_000,
    "question marks": "? " * 100_000,
    "growing aliases": "a: &a [x]\n"
    + "".join(f"k{n}: &k{n} [*a, *a]\na{n}: [*k{n}, *k{n}]\n" for n in range(30_000)),
    "doubling aliases": "a0: &a0 [x]\n"
    + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60)),
    "many anchors": "".join(f"k{number}: &a{number} x\n" for number in range(95_000)),
    "long quote": "a: '" + "x" * 3_900_000,
    "long title": "bundel: " + "x" * 3_900_000,
    "long tag": "a: " + "!" * 3_900_000,
    "many lines": "a: |\n" + "  x\n" * 900_000,
}
REST = {
    "bundel": "bundel: x\n",
    "partijen": "partijen: {a: {soort: school}}\n",
    "documenten": "documenten: [{soort: x}]\n",
}


def names_of(library: Library) -> Mapping[str, Any]:
    values: dict[str, Content] = {
        "regio": value("regio"),
        "lijst": tuple(value(f"lijst.{number}") for number in range(1000)),
    }
    return context(Setting(library.outlines["addendum"], None, frozenset(), PARTIES * 9, values))


def with_tag(tag: str) -> bytes:
    """The shipped template with another tag in the place of the title."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in ooxml.parts(TEMPLATE.read_bytes()).items():
            shown = tag.replace("&", "&amp;").replace("<", "&lt;")
            changed = (
                content.replace(b"{{ titel }}", shown.encode())
                if name == "word/document.xml"
                else content
            )
            package.writestr(name, changed)
    return made.getvalue()


Attempt = Callable[[], object]


def _rendered(text: str, names: Mapping[str, Any]) -> None:
    parse(render(clause(text), names))


def _compiled(tag: str) -> None:
    admitted(with_tag(tag), "eigen.docx", SORTS)


def _built(text: str, library: Library) -> None:
    build_bundle(parse_choices(text), library)


def clauses_and_choices(library: Library) -> Iterator[tuple[str, Attempt]]:
    """Texts of clauses, tags of templates and choice files."""
    names = names_of(library)
    for name, text in BOMBS.items():
        yield f"clause: {name}", partial(_rendered, text, names)
        if "{" in text:
            yield (
                f"template: {name}",
                partial(_compiled, text),
            )
    for name, text in CHOICES.items():
        rest = "".join(line for key, line in REST.items() if f"{key}:" not in text)
        yield (
            f"choices: {name}",
            partial(_built, text + rest, library),
        )


def _own(text: str) -> dict[str, Any]:
    """The agreement with an article of the parties' own."""
    data: dict[str, Any] = agreement()
    data["documenten"][0]["eigen_artikelen"] = [
        {"id": "eigen", "titel": "Eigen", "na": "doel", "tekst": text}
    ]
    return data


def _many(parties: int, documents: int) -> dict[str, Any]:
    sorts = ("school", "instelling")
    return {
        "bundel": "x",
        "partijen": {
            f"p{number}": {"soort": sorts[number % 2], "naam": "N", "bevoegd_gezag": f"S {number}"}
            for number in range(parties)
        },
        "documenten": [
            {"soort": "netwerkconvenant", "id": f"d{number}"} for number in range(documents)
        ],
    }


def _valued(name: str, text: object) -> dict[str, Any]:
    data: dict[str, Any] = agreement()
    data["gegevens"][name] = text
    return data


def written(library: Library) -> Iterator[tuple[str, Attempt]]:
    """Documents that are made to their last byte."""
    made: dict[str, Any] = {
        "parties that sign": _many(200, 2),
        "parties and documents": _many(1_000, 200),
        "lines in a value": _valued("regio", "a\n" * 200_000),
        "items of a list": _valued("profiel", ["x"] * 90_000),
        "long name": {**agreement(), "bundel": "x" * 1_000_000},
        **{f"own text, {name}": _own(text) for name, text in OWN.items()},
    }
    for name, data in made.items():
        yield f"written: {name}", partial(_all_written, data, library)


OWN = {
    "loops": "{% for a in partijen %}" * 15 + "x" + "{% endfor %}" * 15,
    "leden": "1. a\n" * 2_900,
    "table": "|a|b|\n|-|-|\n" + "|c|d|\n" * 2_900,
    "references": '1. {{ artikel("doel") }}\n' * 700,
    "emphasis": "*a **a " * 2_700,
}


def _all_written(data: dict[str, Any], library: Library) -> None:
    bundle = bundle_of(data, library)
    for document in bundle.documents:
        document_bytes(bundle, document.id)


def _rows(of: str, count: int) -> str:
    return "".join(of.format(number) for number in range(count))


TABLES_OF_LIBRARY = {
    "clauses/gegevens.yaml": _rows("z{0}: {{soort: tekst, vraag: Wat is z{0}?}}\n", 3_300),
    "clauses/begrippen.yaml": _rows("- {{begrip: b{0}, omschrijving: 'een b{0};'}}\n", 3_500),
    "clauses/woorden.yaml": "verboden:\n"
    + _rows("  - {{woorden: ['a{0}*'], schrijf: b}}\n", 3_000),
    "clauses/wetgeving.yaml": LAW
    + _rows(
        "  v{0}: {{wet: wvo, artikel: '{0}', omschrijving: x, geldig_van: 2022-08-01}}\n", 1_700
    ),
    "clauses/partijen.yaml": "velden:\n"
    + _rows("  v{0}: {{vraag: Wat is {0}?}}\n", 1_500)
    + "soorten:\n"
    + _rows("  s{0}: {{aanduiding: de {0}, toont: [v0], ondertekent: v0}}\n", 1_200),
    "clauses/controles.yaml": _rows(
        "c{0}: {{soort: nodig, omschrijving: x, als: a/b, nodig: c/d, melding: x}}\n", 1_500
    ),
    "templates/brief.yaml": "onderwerpen:\n"
    + _rows("  - {{onderwerp: o{0}, standaard: geen}}\n", 3_500),
    "clauses/doel/algemeen.md": "---\ntitel: a\nsamenvatting: b\ngegevens:\n"
    + _rows("  z{0}: {{soort: tekst, vraag: x}}\n", 800)
    + "---\nTekst.\n",
}


def tables(folder: Path) -> Iterator[tuple[str, Attempt]]:
    """Files of a library, each with more rows than anybody writes."""
    for number, (name, text) in enumerate(TABLES_OF_LIBRARY.items()):
        small = make_small_library(folder / f"bibliotheek-{number}")
        small.write(name, text)
        yield f"table: {name}", partial(_checked, small)
    many = make_small_library(folder / "veel-clausules")
    for number in range(1_000):
        many.clause(f"extra/v{number}", "Een leerling.\n")
    yield "table: 1,000 clauses", partial(_checked, many)


def _checked(small: SmallLibrary) -> None:
    list(check_library(small.load()))


def states(folder: Path) -> Iterator[tuple[str, Attempt]]:
    """Layers in git."""
    for name, fill in STATES.items():
        place = folder / name
        (place / "clauses").mkdir(parents=True)
        (place / "clauses/a.md").write_text("a\n", encoding="utf-8")
        committed(place)
        fill(place)
        commit = git(place, "rev-parse", "HEAD")
        yield f"git: {name}", partial(_read_layer, place, commit)


def _read_layer(place: Path, commit: str) -> None:
    try:
        folder_of(place, commit, "", "laag")
    except GitFailed as exc:
        raise DlrDocsError([_told(str(exc))]) from None


def _trees(place: Path, inside: str, wide: int, deep: int) -> None:
    """A commit whose tree holds the same tree so many times, and that again."""
    for _ in range(deep):
        listed = "".join(f"{inside}\td{number}\n" for number in range(wide))
        inside = f"040000 tree {git(place, 'mktree', given=listed.encode())}"
    top = git(place, "mktree", given=f"{inside}\tclauses\n".encode())
    git(place, "reset", "-q", "--soft", git(place, "commit-tree", "-m", "x", top))


def _alike(place: Path) -> str:
    return f"100644 blob {git(place, 'hash-object', '-w', 'clauses/a.md')}"


def _blob(place: Path) -> None:
    (place / "clauses/groot.md").write_bytes(bytes(80_000_000))
    committed(place)


def _blobs(place: Path) -> None:
    for number in range(20):
        (place / f"clauses/g{number}.md").write_bytes(bytes(10_000_000) + b"%d" % number)
    committed(place)


STATES: Mapping[str, Callable[[Path], None]] = {
    "trees in trees": lambda place: _trees(place, _alike(place), 10, 12),
    "wide trees in trees": lambda place: _trees(place, _alike(place), 3_000, 3),
    "deep trees": lambda place: _trees(place, _alike(place), 1, 300),
    "large file": _blob,
    "large files": _blobs,
}


def returned(library: Library) -> Iterator[tuple[str, Attempt]]:
    """Documents that come back."""
    bundle = bundle_of(agreement(), library)
    made = document_bytes(bundle, bundle.documents[0].id)
    for name, (part, change) in RETURNED.items():
        data = _with(made, part, change)
        yield f"returned: {name}", partial(_compared, data, bundle)


def _compared(data: bytes, bundle: Bundle) -> None:
    compare(read_document(data), bundle)


def _with(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in ooxml.parts(data).items():
            package.writestr(name, change(content.decode()) if name == part else content)
    return made.getvalue()


MAIN, TOLD, STORE = "word/document.xml", "customXml/item3.xml", "customXml/item1.xml"
_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_MARK = '<w:bookmarkStart w:id="{0}" w:name="_Ref_doel"/><w:bookmarkEnd w:id="{0}"/>'
_RUN = "<w:r><w:t>x</w:t></w:r>"


def _behind(xml: str) -> Callable[[str], str]:
    """More in the body of a document."""
    return lambda text: text.replace("<w:sectPr", f"{xml}<w:sectPr", 1)


RETURNED: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "controls in controls": (
        MAIN,
        _behind(
            '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/d:a/d:b"/></w:sdtPr><w:sdtContent>' * 80
            + f"<w:p>{_RUN.replace('x', 'w' * 900_000)}</w:p>"
            + "</w:sdtContent></w:sdt>" * 80
        ),
    ),
    "fields in fields": (MAIN, _behind(f"<w:p>{_BEGIN * 20_000}{_RUN}</w:p>")),
    "bookmarks": (MAIN, _behind(f"<w:p>{_MARK.format(7) * 50_000}</w:p>")),
    "open bookmarks": (
        MAIN,
        _behind(
            "<w:p/>".join(
                f'<w:bookmarkStart w:id="{n}" w:name="_Ref_doel"/>' for n in range(20_000)
            )
        ),
    ),
    "paragraphs": (MAIN, _behind(f"<w:p>{_RUN}</w:p>" * 60_000)),
    "alike paragraphs": (MAIN, _behind("<w:p><w:r><w:t>De partijen</w:t></w:r></w:p>" * 8_000)),
    "tracked changes": (
        MAIN,
        _behind(f'<w:p>{f"""<w:ins w:id="1" w:author="a">{_RUN}</w:ins>""" * 20_000}</w:p>'),
    ),
    "cells": (
        MAIN,
        _behind(f"<w:tbl><w:tr>{f'<w:tc><w:p>{_RUN}</w:p></w:tc>' * 20_000}</w:tr></w:tbl>"),
    ),
    "tables in tables": (
        MAIN,
        _behind("<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" * 1_000 + "</w:tc></w:tr></w:tbl>" * 80),
    ),
    "a long word": (MAIN, _behind(f"<w:p>{_RUN.replace('x', 'w' * 3_000_000)}</w:p>")),
    "what it said": (TOLD, lambda text: text + "x" * 9_000_000),
    "values": (STORE, lambda text: text.replace("</", "<a/>" * 400_000 + "</", 1)),
}


def returned_oddly(library: Library) -> Iterator[tuple[str, Attempt]]:
    """Documents whose packed parts are not what they say."""
    bundle = bundle_of(agreement(), library)
    made = document_bytes(bundle, bundle.documents[0].id)
    zeros = _with(made, TOLD, lambda _: "\0" * 300_000_000)
    yield "returned: a part of 300 MB", lambda: read_document(zeros)


def _told(message: str) -> Any:
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import Source, error

    return error(codes.GEEN_LAAG, message, Source("laag"))


Tried = tuple[str, str, int, int, float]


def attempts(library: Library, folder: Path) -> Iterator[tuple[str, Attempt]]:
    """All of them, each with a name."""
    yield from clauses_and_choices(library)
    yield from written(library)
    yield from tables(folder)
    yield from states(folder)
    yield from returned(library)
    yield from returned_oddly(library)


def try_bombs(counting: bool) -> None:
    """Try everything in this process, and print what came of it as JSON."""
    library = load_library()
    with tempfile.TemporaryDirectory(prefix="bommen-") as folder:
        tried = [_tried(*item, counting) for item in attempts(library, Path(folder))]
    sys.stdout.write(json.dumps(tried))


def try_bombs_apart(counting: bool = True) -> list[Tried]:
    """The same in a process of its own: name, outcome, steps, bytes of memory and seconds of each.

    Args:
        counting: whether steps are counted, which takes several times as long as what is tried.
    """
    code = f"from tests.bombs import try_bombs; try_bombs({counting})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=900, check=True
    )
    found: list[Tried] = [tuple(item) for item in json.loads(done.stdout)]
    return found


def _tried(name: str, attempt: Attempt, counting: bool) -> Tried:
    before = _peak(fresh=True)
    steps = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal steps
        if event in ("call", "c_call"):
            steps += 1

    start = time.process_time()
    sys.setprofile(count if counting else None)
    try:
        attempt()
        outcome = "taken"
    except DlrDocsError as exc:
        outcome = f"refused: {exc.problems[0].message}"
    except BaseException as exc:
        outcome = f"failed: {type(exc).__name__}: {exc}"
    finally:
        sys.setprofile(None)
    return name, outcome, steps, max(_peak() - before, 0), time.process_time() - start


def _peak(fresh: bool = False) -> int:
    """The most memory that this process had, in bytes; with ``fresh`` counted from now on, where
    the system can (proc(5), ``clear_refs``).
    """
    import resource

    if not sys.platform.startswith("linux"):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if fresh:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (told,) = [line for line in lines if line.startswith("VmHWM:")]
    return int(told.split()[1]) * 1024
