"""The shape of the code: what may import what, what the package offers, how long functions are."""

from __future__ import annotations

import ast
import functools
import os
import subprocess
import sys
from pathlib import Path

import pytest

import dlr_docs

PACKAGE = Path(dlr_docs.__file__).parent
STAGES = {"selection", "contents", "rendering", "parsing", "numbering", "plain", "word", "checks"}


def imports(path: Path) -> set[str]:
    """The modules of the package that a file imports, without the package name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dlr_docs"):
            inside = node.module.removeprefix("dlr_docs").strip(".")
            found |= {inside} if inside else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {
                alias.name.removeprefix("dlr_docs.") for alias in node.names if alias.name.startswith("dlr_docs.")
            }
    return found


@functools.cache
def modules() -> dict[str, set[str]]:
    """Each module by its dotted name, with what it imports."""
    return {
        path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", "."): imports(path)
        for path in PACKAGE.rglob("*.py")
    }


def test_stages_do_not_import_each_other() -> None:
    for name, used in modules().items():
        stage = name.split(".")[0]
        if stage in STAGES:
            others = {item.split(".")[0] for item in used} & STAGES - {stage}
            assert not others, f"{name} imports {others}"


def test_only_bundle_and_what_stands_above_it_knows_several_stages() -> None:
    above = {"bundle", "scaffold", "library_checks", "report", "__init__"}
    for name, used in modules().items():
        top = name.split(".")[0]
        if top not in above | {"cli"}:
            assert len({item.split(".")[0] for item in used} & STAGES - {top}) == 0, name


def test_nothing_but_the_command_line_imports_the_command_line() -> None:
    for name, used in modules().items():
        assert name.startswith("cli") or not any(item.startswith("cli") for item in used), name


def test_only_word_imports_docxtpl() -> None:
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "word" in path.parts or "from docx" not in text, path
        assert "word" in path.parts or "import docx" not in text, path


def test_the_model_and_the_errors_stand_on_nothing() -> None:
    for name, used in modules().items():
        if name in ("errors", "cache"):
            assert not used
        if name.startswith("model"):
            assert all(item == "errors" or item.startswith("model") for item in used), name


def test_the_package_offers_exactly_its_public_names() -> None:
    assert sorted(dlr_docs.__all__) == [
        "Bundle",
        "DlrDocsError",
        "Problem",
        "__version__",
        "build_bundle",
        "check_bundle",
        "choices_from_data",
        "document_bytes",
        "load_choices",
        "load_library",
        "write_bundle",
    ]
    for name in dlr_docs.__all__:
        assert getattr(dlr_docs, name).__doc__


def test_help_loads_no_word_yaml_or_pydantic() -> None:
    code = (
        "import sys; sys.argv = ['dlr-docs', '--help']\n"
        "from dlr_docs.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'docx', 'docxtpl', 'lxml', 'pydantic', 'yaml', 'jinja2', 'babel', 'markdown_it'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.belasting
def test_a_second_document_loads_nothing_that_only_the_first_needs(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from dlr_docs.cli import program\n"
        "program(['maak', 'examples/doorlopende-leerroute.yaml', '--uit', sys.argv[1]], standalone_mode=False)\n"
        "heavy = {'docx', 'docxtpl', 'lxml', 'pydantic', 'babel', 'num2words', 'markdown_it'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "uit")]
    environment = {**os.environ, "DLR_DOCS_CACHE": str(tmp_path / "bewaard")}
    for expected in (1, 0):
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PACKAGE.parent, env=environment)
        assert done.returncode == expected, done.stderr


def length(function: ast.FunctionDef) -> int:
    """Lines of a function, its docstring left out."""
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and first.end_lineno:
        lines -= first.end_lineno - first.lineno + 1
    return lines


def test_functions_are_short() -> None:
    lengths = {
        f"{path.name}:{node.name}": length(node)
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    ordered = sorted(lengths.values())
    assert max(ordered) <= 50, {name: lines for name, lines in lengths.items() if lines > 50}
    assert ordered[int(len(ordered) * 0.9)] <= 20
