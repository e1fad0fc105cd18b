"""Clauses, outlines and Word templates come from others: what they could do to whoever uses them is
refused.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dlr_docs import document_bytes
from dlr_docs.basis.problems import DlrDocsError, LibraryError, RenderError, TemplateError
from dlr_docs.clause.rendering import render
from dlr_docs.library.checks.table import check_library
from dlr_docs.model.library import Library
from dlr_docs.word.read.lines import as_text
from dlr_docs.word.write.document import write_docx
from tests.bombs import BOMBS, names_of, try_bombs_apart, with_tag
from tests.clause.making import clause
from tests.samples import agreement, bundle_of
from tests.small import OUTLINE, SmallLibrary

ESCAPES = {
    "subclasses": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "globals": "{{ artikel.__globals__ }}",
    "code": "{{ heeft.__code__.co_consts }}",
    "class of a value": "{{ regio.__class__ }}",
    "by subscript": "{{ regio['__class__'] }}",
    "by subscript of a list": "{{ partijen[0]['__init__'] }}",
    "value as a reference": "{{ artikel(regio) }}",
    "value as an annex": "{{ bijlage(regio) }}",
    "party in another language": "{{ partijen|taal('en') }}",
    "capitals of a party": "{{ partijen[0]|hoofdletter }}",
    "capitals of a list": "{{ [regio]|hoofdletter }}",
    "function in another language": "{{ artikel|taal('en') }}",
    "capitals of the template": "{{ self|hoofdletter }}",
    "letters of a text": "{{ dit_document[0] }}",
    "by subscript of nothing": "{{ partijen[99]['__module__'] }}",
    "by attribute of nothing": "{{ partijen[99].naam }}",
    "function of nothing": "{% set u = partijen[99] %}{% set f = u['__setattr__'] %}{{ f }}",
    "another meaning for a function": (
        "{% set artikel = partijen[99]['__setattr__'] %}{{ artikel('a', 1) }}"
    ),
    "by map": "{{ partijen|map(attribute='__class__')|list }}",
    "by a dotted map": "{{ partijen|map(attribute='naam.__class__')|list }}",
    "by selectattr": "{{ partijen|selectattr('__class__')|list|length }}",
    "by som": "{{ partijen|som('__class__') }}",
    "by attr": "{{ regio|attr('__class__') }}",
    "filter by name": "{{ ['a']|map('attr', '__class__')|list|length }}",
    "the template itself": "{{ self._TemplateReference__context }}",
    "the loop": "{% for a in partijen %}{{ loop._iterable }}{% endfor %}",
    "calling the loop": "{% for a in partijen %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "private name": "{{ _x }}",
    "setting a private name": "{% set _tags = 1 %}",
    "range": "{% for i in range(10**9) %}x{% endfor %}",
    "method": "{{ 'a'.ljust(10) }}",
    "method in parentheses": "{{ ('a'.upper)() }}",
    "function in a variable": "{% set f = artikel %}{{ f('doel') }}",
    "format method": "{{ '{0.__class__}'.format(regio) }}",
    "format sign": "{{ '%s' % regio }}",
    "format filter": "{{ '%1000000000d'|format(1) }}",
    "power": "{{ 9 ** 9 ** 9 }}",
    "times": "{{ 'x' * 10 ** 9 }}",
    "adding texts": "{{ regio.text + regio.text }}",
    "adding lists": "{{ ([1] + [1])|length }}",
    "joining": "{{ 'a' ~ 'b' }}",
    "slice": "{{ regio.text[::-1] }}",
    "dict": "{{ {'a': 1} }}",
    "list in a list": "{% set a = [1] %}{% set a = [a, a] %}",
    "generator in a list": "{% set a = [partijen|map(attribute='naam')] %}",
    "import": "{% import 'os' as os %}",
    "from import": "{% from 'os' import system %}",
    "include": "{% include '/etc/passwd' %}",
    "extends": "{% extends '/etc/passwd' %}",
    "macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "call block": "{% call artikel() %}{% endcall %}",
    "filter block": "{% filter list %}x{% endfilter %}",
    "set block": "{% set x %}a{% endset %}",
    "block": "{% block a %}{{ self.a() }}{% endblock %}",
    "with": "{% with a = 1 %}{% endwith %}",
    "autoescape": "{% autoescape false %}{% endautoescape %}",
    "do": "{% do regio %}",
    "recursive loop": "{% for a in partijen recursive %}{{ loop(partijen) }}{% endfor %}",
    "own filter of the program": "{{ partijen|plat uitgeschreven }}",
    "environment": "{{ environment }}",
    "config": "{{ config }}",
    "lipsum": "{{ lipsum(1000) }}",
    "cycler": "{{ cycler('a') }}",
    "keyword arguments": "{{ artikel(**regio) }}",
    "whole object": "{{ partijen[0] }}",
    "function": "{{ artikel }}",
}


@pytest.fixture(scope="module")
def names(library: Library) -> Mapping[str, Any]:
    return names_of(library)


@pytest.mark.parametrize("text", ESCAPES.values(), ids=ESCAPES.keys())
def test_a_clause_that_reaches_for_python_is_refused_in_dutch(
    names: Mapping[str, Any], text: str
) -> None:
    with pytest.raises(RenderError) as caught:
        render(clause(text), names)
    for problem in caught.value.problems:
        assert problem.source is not None
        assert "object at 0x" not in str(problem)
        assert "Traceback" not in str(problem)


@pytest.mark.parametrize("text", ESCAPES.values(), ids=ESCAPES.keys())
def test_a_definition_that_reaches_for_python_is_refused(
    small_library: SmallLibrary, text: str
) -> None:
    small_library.write(
        "clauses/begrippen.yaml", f"- begrip: leerling\n  omschrijving: {json.dumps(text)}\n"
    )
    small_library.clause(
        "doel/algemeen", "Een leerling.{% for begrip in begrippen %}{{ begrip.naam }}{% endfor %}\n"
    )
    small_library.clause("extra/een", "Een leerling.\n")
    with pytest.raises(DlrDocsError):
        small_library.bundle("\n".join([*OUTLINE_CHOICES, "    keuzes: {extra: een}"]))


OUTLINE_CHOICES = ["bundel: x", "partijen: {a: {soort: school}}", "documenten:", "  - soort: brief"]


@pytest.mark.belasting
@pytest.mark.parametrize("text", ESCAPES.values(), ids=ESCAPES.keys())
def test_a_word_template_that_reaches_for_python_is_refused(
    library: Library, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "eigen.docx"
    path.write_bytes(with_tag(text))
    bundle = bundle_of(agreement(), library)
    with pytest.raises(TemplateError) as caught:
        write_docx(bundle.documents[0], bundle, template=path)
    assert "object at 0x" not in str(caught.value)


def test_a_tag_in_an_outline_or_a_value_is_text(small_library: SmallLibrary) -> None:
    small_library.write(
        "templates/brief.yaml", OUTLINE.replace("titel: Brief", "titel: '{{ 7 * 7 }} {% raw %}'")
    )
    choices = (
        "bundel: '{{ 7 * 7 }}'\npartijen: {a: {soort: school, naam: '{{ "
        "partijen }}'}}\ndocumenten: [{soort: brief}]\n"
    )
    shown = as_text(document_bytes(small_library.bundle(choices), "brief"))
    assert "{{ 7 * 7 }} {% raw %}" in shown
    assert "{{ partijen }}" in shown
    assert "49" not in shown


# What the dearest harmless input costs is a third of these.
MOST_STEPS = 30_000_000
MOST_MEMORY = 200_000_000  # bytes


@pytest.mark.belasting
@pytest.mark.skipif(
    sys.platform == "win32", reason="needs limits on memory, which Windows does not offer to Python"
)
def test_every_bomb_is_refused_or_harmless_in_little_work_and_memory() -> None:
    for name, outcome, steps, memory, _ in try_bombs_apart():
        assert not outcome.startswith("failed"), (name, outcome)
        assert steps < MOST_STEPS, (name, outcome)
        assert memory < MOST_MEMORY, (name, outcome)


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in BOMBS
        if ("loop" in name and not name.endswith(", in a loop"))
        or "comparing" in name
        or "long constant" in name
    ],
)
def test_a_bomb_is_refused_with_words_that_say_why(names: Mapping[str, Any], name: str) -> None:
    with pytest.raises(RenderError) as caught:
        render(clause(BOMBS[name]), names)
    said = str(caught.value)
    assert any(
        words in said
        for words in ("te lang", "te ingewikkeld", "in een andere lijst", "te veel regels")
    )


def test_a_bomb_in_the_tags_of_a_template_is_refused(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "eigen.docx"
    path.write_bytes(with_tag("{% for a in partijen %}" * 15 + "x" * 1000 + "{% endfor %}" * 15))
    data = agreement()
    data["partijen"] |= {f"school-{number}": {"soort": "school"} for number in range(20)}
    bundle = bundle_of(data, library)
    with pytest.raises(TemplateError, match="de tekst wordt te lang"):
        write_docx(bundle.documents[0], bundle, template=path)


def test_the_check_of_a_library_finds_every_escape(small_library: SmallLibrary) -> None:
    for number, text in enumerate(ESCAPES.values()):
        small_library.clause(f"extra/v{number}", f"{text}\n")
    wrong = {
        Path(problem.source.path).stem
        for problem in check_library(small_library.load())
        if problem.source
    }
    assert {f"v{number}" for number in range(len(ESCAPES))} <= wrong


def test_a_link_out_of_a_library_is_refused(small_library: SmallLibrary, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.md"
    secret.write_text("---\ntitel: Geheim\nsamenvatting: x\n---\nGeheim.\n")
    clauses = small_library.path / "clauses"
    try:
        (clauses / "extra" / "geheim.md").symlink_to(secret)
    except OSError:
        pytest.skip("this system does not let us make links")
    with pytest.raises(LibraryError, match="buiten-bibliotheek"):
        small_library.load()
    (clauses / "extra" / "geheim.md").unlink()
    (tmp_path / "buiten").mkdir()
    secret.rename(tmp_path / "buiten" / "geheim.md")
    (clauses / "map").symlink_to(tmp_path / "buiten")
    with pytest.raises(LibraryError, match="buiten-bibliotheek"):
        small_library.load()
    (clauses / "map").unlink()
    (clauses / "extra" / "twee.md").symlink_to(clauses / "extra" / "een.md")
    assert "twee" in small_library.load().clauses["extra"]


WATCH = """
import json, os, sys
seen = []
def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        writes = bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) if isinstance(arguments[2], int) else False
        seen.append(["write" if writes else "read", os.path.abspath(arguments[0])])
    elif event.startswith(("socket.", "urllib.", "ftplib.", "smtplib.", "http.")):
        seen.append(["network", event])
    elif event == "subprocess.Popen":
        seen.append(["process", [os.fsdecode(part) for part in arguments[1]]])
    elif event in ("os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "ctypes.dlopen", "pty.spawn"):
        seen.append(["process", [event]])
sys.addaudithook(hook)
def tell(code, leave=os._exit):
    sys.__stdout__.write(json.dumps(seen) + "\\n")
    sys.__stdout__.flush()
    leave(code)
os._exit = tell
from dlr_docs.cli import main
try:
    main()
finally:
    tell(0)
"""


@pytest.mark.belasting
@pytest.mark.parametrize("command", ["maak", "controleer", "toon"])
def test_nothing_is_read_written_started_or_called_but_what_the_work_needs(
    small_library: SmallLibrary, tmp_path: Path, command: str
) -> None:
    choices = tmp_path / "keuzes.yaml"
    choices.write_text(
        "bundel: x\npartijen: {a: {soort: school, naam: "
        "Vertrouwelijk BV}}\ndocumenten: [{soort: brief}]\n"
    )
    folder, cache = tmp_path / "uit", tmp_path / "cache"
    where = ["--uit", str(folder)] if command == "maak" else []
    environment = {
        "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(cache), "XDG_CACHE_HOME": str(cache),
    }  # fmt: skip
    arguments = [command, str(choices), "--bibliotheek", str(small_library.path), *where]
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert "brief" in done.stdout, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    program = {sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(__file__).parents[1])}
    allowed = (
        *program,
        str(small_library.path),
        str(choices),
        str(folder),
        str(cache),
        "/dev/null",
        "/proc/",
        "/usr/lib",
        "/usr/share/zoneinfo",
    )
    for what, detail in seen:
        if what == "read":
            assert detail.startswith(allowed), f"{detail} was read"
        elif what == "write":
            assert detail.startswith((str(folder), str(cache), "/dev/null")), (
                f"{detail} was written"
            )
        elif what == "process":
            assert detail[:3] == ["git", "-C", str(small_library.path)], f"{detail} was started"
        else:
            raise AssertionError(f"{detail}: the network was used")
    for path in cache.rglob("*"):
        assert not path.is_file() or b"Vertrouwelijk" not in path.read_bytes()
    assert [
        path.name
        for path in tmp_path.iterdir()
        if path not in (choices, folder, cache, small_library.path)
    ] == []
