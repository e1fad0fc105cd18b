"""The shape of the code: what may import what, what the package offers, how simple functions are."""

from __future__ import annotations

import ast
import fnmatch
import functools
import itertools
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import dlr_docs

PACKAGE = Path(dlr_docs.__file__).parent
# The floors of the package: what stands on a floor imports only its own room and what is below it.
FLOORS = {
    "basis": 1,
    "model": 2,
    "clause": 3,
    "word.package": 4,
    "word.template": 4.1,
    "word.write": 4.2,
    "word.read": 4.2,
    "word.merge": 4.3,
    "files": 5,
    "sheets": 5,
    "build": 6,
    "library": 7,
    "choices": 7,
    "revise": 8,
    "series": 8,
    "web": 9,
    "catalogue": 9,
    "cli": 10,
}


def imports(path: Path) -> set[str]:
    """The modules of the package that a file imports, without the package name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dlr_docs"):
            inside = node.module.removeprefix("dlr_docs").strip(".")
            found |= {_module(f"{inside}.{alias.name}".strip("."), inside) for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {
                alias.name.removeprefix("dlr_docs.")
                for alias in node.names
                if alias.name.startswith("dlr_docs.")
            }
    return found


def _module(name: str, otherwise: str) -> str:
    """The module that an import names: the imported name when that is a module, else where it comes
    from.
    """
    path = PACKAGE.joinpath(*name.split("."))
    return name if path.with_suffix(".py").is_file() or path.is_dir() else otherwise


@functools.cache
def modules() -> dict[str, set[str]]:
    """Each module by its dotted name, with what it imports; the docstring of a room is none."""
    return {
        path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", "."): imports(path)
        for path in PACKAGE.rglob("*.py")
        if path.name != "__init__.py" or path.parent in (PACKAGE, PACKAGE / "cli")
    }


def room(module: str) -> str:
    """The room of a module: its folder, or that below ``word``; a module beside the rooms has none."""
    first, _, rest = module.partition(".")
    if first == "word":
        return f"word.{rest.partition('.')[0]}"
    return first if first in FLOORS else ""


def test_every_module_stands_in_a_room() -> None:
    outside = {name for name in modules() if not room(name)}
    assert outside == {"__init__", "start", "version"}


def test_a_room_is_looked_over_at_once() -> None:
    """More than ten modules, and somebody who wants to change a thing reads names instead."""
    named = (name.rpartition(".") for name in modules())
    sizes = Counter(folder for folder, _, name in named if name != "__init__")
    assert {name: size for name, size in sizes.items() if size > 10} == {}


def test_imports_go_down_only() -> None:
    for name, used in modules().items():
        own = room(name)
        for other in filter(None, map(room, used)) if own else ():
            assert other == own or FLOORS[other] < FLOORS[own], f"{name} imports from {other}"


def test_no_module_imports_one_that_imports_it() -> None:
    graph = {name: used & modules().keys() for name, used in modules().items()}
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " imports ".join((*above, name))
        if name not in done:
            for other in graph[name]:
                visit(other, (*above, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_the_docs_name_modules_that_are_there() -> None:
    root, word = PACKAGE.parent, PACKAGE / "word"
    rooms = {path.name for folder in (PACKAGE, word) for path in folder.iterdir() if path.is_dir()}
    gone = [
        (page.name, name)
        for page in (*root.glob("docs/*.md"), root / "README.md", root / "CONTRIBUTING.md")
        for name in _named_modules(page, rooms)
        if not any(_is_module(folder / name) for folder in (PACKAGE, word))
    ]
    assert gone == []


def _named_modules(page: Path, rooms: set[str]) -> list[str]:
    text = page.read_text(encoding="utf-8")
    names = re.findall(r"`(?:dlr_docs/)?([a-z_]+(?:/[a-z_]+)+)/?(?:\.py)?`", text)
    return [name for name in names if name.partition("/")[0] in rooms]


def _is_module(path: Path) -> bool:
    return path.is_dir() or path.with_suffix(".py").is_file()


def test_nothing_but_the_command_line_imports_the_command_line() -> None:
    for name, used in modules().items():
        assert name.startswith(("cli", "start")) or not any(
            item.startswith("cli") for item in used
        ), name


def test_only_word_imports_docxtpl() -> None:
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "word" in path.parts or "from docx" not in text, path
        assert "word" in path.parts or "import docx" not in text, path


def test_records_are_structs() -> None:
    """To make a dataclass takes 0.6 ms at each start (docs/keuzes.md), and its ``replace`` does not
    know a Struct.
    """
    root = PACKAGE.parent
    for path in (
        file for folder in ("dlr_docs", "tests", "bench") for file in (root / folder).rglob("*.py")
    ):
        text = path.read_text(encoding="utf-8")
        found = re.search(r"^ *(?:from|import) dataclasses\b", text, re.MULTILINE)
        assert not found, f"{path}: class X(msgspec.Struct, frozen=True), msgspec.structs.replace"


def test_a_record_that_says_what_is_equal_says_what_is_not() -> None:
    """Else it would have the ``__ne__`` of its Struct, which looks at all fields."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                names = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
                names |= {
                    ast.unparse(item.targets[0])
                    for item in node.body
                    if isinstance(item, ast.Assign)
                }
                assert ("__eq__" in names) == ("__ne__" in names), f"{path}: {node.name}"


def test_the_model_and_the_errors_stand_on_nothing() -> None:
    for name, used in modules().items():
        if name == "basis.cache":
            assert not used
        if name.startswith("model"):
            assert all(item.startswith(("basis", "model")) for item in used), name


def test_the_package_offers_exactly_its_public_names() -> None:
    assert sorted(dlr_docs.__all__) == [
        "Bundle",
        "DlrDocsError",
        "Problem",
        "WriteOptions",
        "__version__",
        "build_bundle",
        "check_bundle",
        "choices_from_data",
        "compare",
        "document_bytes",
        "load_choices",
        "load_library",
        "read_document",
        "run_series",
        "update",
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
        "heavy = {'docx', 'docxtpl', 'lxml', 'pydantic', 'yaml', 'jinja2', "
        "'babel', 'markdown_it', 'openpyxl', 'python_calamine', 'starlette'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# So many modules of ours a ``maak`` loads at the most: each takes about a third of a millisecond. A
# room is a line of text and is not counted.
OUR_MODULES = 109  # who takes part and what is wrong with parties is asked of every document


@pytest.mark.belasting
def test_a_second_document_loads_nothing_that_only_the_first_needs(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from dlr_docs.cli import program\n"
        "program(['maak', 'examples/doorlopende-leerroute.yaml', "
        "'--uit', sys.argv[1]], standalone_mode=False)\n"
        "heavy = {'docx', 'docxtpl', 'lxml', 'pydantic', 'babel', 'dataclasses', 'html', "
        "'num2words', 'markdown_it', 'openpyxl', 'python_calamine'} & set(sys.modules)\n"
        "ours = [name for name, module in sys.modules.items() "
        "if name.startswith('dlr_docs') and not hasattr(module, '__path__')]\n"
        "print(len(ours)); sys.exit(', '.join(heavy) or 0)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "uit")]
    environment = {**os.environ, "DLR_DOCS_CACHE": str(tmp_path / "bewaard")}
    for expected in (1, 0):
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd=PACKAGE.parent,
            env=environment,
        )
        assert done.returncode == expected, done.stderr
    ours = int(done.stdout.splitlines()[-1])
    assert ours <= OUR_MODULES, "what only some documents need, is imported where they need it"


def test_the_workbench_starts_without_what_only_a_changed_library_needs() -> None:
    code = (
        "import sys\n"
        "import dlr_docs.web.serving.server\n"
        "sys.exit(', '.join({'docx', 'pydantic', 'openpyxl', 'babel'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# Words of the field of our own library; the program knows none of them.
OUR_FIELD = re.compile(
    r"vmbo|\bmbo\b|school|scholen|leerweg|leerroute|opleiding|leerling|instelling|bevoegd.gezag"
    r"|vestigingsplaats|\broc\b|leerbedrij|onderwijs|ingangsdatum|crebo|student|docent|diploma"
    r"|medezeggenschap|klokuur|klokuren|leerjaar|convenant|addendum|stichting",
    re.IGNORECASE,
)
# Where they may stand, and why.
ALLOWED = {
    "__init__.py": "says what the package is for",
    "cli/__init__.py": "the help says what the package is for",
    "cli/library/clauses.py": "the help shows the library of the package",
    "cli/documents.py": "the help shows the library of the package",
    "cli/series.py": "the help shows the library of the package",
    "cli/choice_files.py": "the help shows the library of the package",
    "cli/made.py": "the help shows the library of the package",
    "build/checks/table.py": "a message speaks of 'de ingangsdatum' of any document",
    "word/template/checks/fonts.py": "the name of a font",
    "word/template/checks/findings.py": "'de instellingen' of Word",
    "word/template/text.py": "'Instellingen' of Word",
}


def test_the_program_knows_no_vmbo_and_no_mbo() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): sorted(set(OUR_FIELD.findall(text)))
        for path in PACKAGE.rglob("*.py")
        for text in [path.read_text(encoding="utf-8")]
        if OUR_FIELD.search(text)
    }
    assert {name: words for name, words in found.items() if name not in ALLOWED} == {}
    assert set(ALLOWED) <= found.keys()  # a reason that is no longer needed goes away
    assert found["build/checks/table.py"] == ["ingangsdatum"]
    assert found["word/template/checks/fonts.py"] == ["School"]


BRANCHES = 10
_BRANCHING = (ast.If, ast.For, ast.While, ast.IfExp, ast.ExceptHandler, ast.match_case)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def own_nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """What stands in a function, less what stands in functions inside it."""
    todo = list(ast.iter_child_nodes(function))
    while todo:
        node = todo.pop()
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node
            todo += ast.iter_child_nodes(node)


def branches(function: ast.FunctionDef) -> int:
    """Where a reader must follow two ways: comprehensions and conditional expressions counted."""
    found = 0
    for node in own_nodes(function):
        if isinstance(node, _BRANCHING):
            found += 1
        elif isinstance(node, ast.comprehension):
            found += 1 + len(node.ifs)
        elif isinstance(node, ast.BoolOp):
            found += len(node.values) - 1
    return found


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of the package with where it stands."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}", node


def test_functions_have_few_branches() -> None:
    many = {name: branches(function) for name, function in functions()}
    assert not {name: count for name, count in many.items() if count > BRANCHES}


def test_a_comprehension_has_one_for() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, _COMPREHENSIONS) and len(node.generators) > 1
    ]
    assert not found


def test_no_folder_with_tests_is_passed_over(request: pytest.FixtureRequest) -> None:
    root = request.config.rootpath / "tests"
    folders = {path.name for path in root.rglob("*") if path.is_dir()}
    passed_over = request.config.getini("norecursedirs")
    assert not [
        name
        for name in folders - {"__pycache__"}
        if any(fnmatch.fnmatch(name, pattern) for pattern in passed_over)
    ]


def test_a_public_class_has_a_name_of_its_own() -> None:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py"))
    bodies = itertools.chain.from_iterable(tree.body for tree in trees)
    classes = Counter(node.name for node in bodies if isinstance(node, ast.ClassDef))
    assert [name for name, count in classes.items() if count > 1 and name[0] != "_"] == []
