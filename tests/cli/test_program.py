"""The command line as a whole: Dutch help, wrong use, exit codes, and the manual that names all of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import dlr_docs
from dlr_docs.cli import program
from tests.cli.running import CHOSEN, ENGLISH, Run
from tests.small import SmallLibrary

MANUAL = Path(dlr_docs.__file__).parents[1] / "docs" / "handleiding.md"


def commands(
    group: click.Group = program, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, group
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


ALL = dict(commands())


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_explains_itself_in_dutch_with_an_example(
    run: Run, path: tuple[str, ...]
) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.startswith(f"Gebruik: dlr-docs {' '.join(path)}".rstrip())
    assert not ENGLISH.search(result.stdout), ENGLISH.search(result.stdout)
    example = " ".join(("dlr-docs", *path))
    assert re.search(rf"^ +{example}\b", result.stdout, re.MULTILINE), (
        "no example on a line of its own"
    )
    assert "\\b" not in result.stdout


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_option_has_a_help_text(path: tuple[str, ...]) -> None:
    for parameter in ALL[path].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.help.endswith("."), parameter.name


def test_the_version_is_shown(run: Run) -> None:
    assert run("--version").stdout == f"dlr-docs {dlr_docs.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["maaak"], "Bedoelt u 'maak'?"),
        (["maak"], "Ontbrekend argument 'KEUZES.yaml'"),
        (["maak", "k.yaml", "nog"], "te veel: nog"),
        (["maak", "k.yaml", "--uitt"], "Bedoelt u '--uit'?"),
        (["maak", "k.yaml", "--uit"], "hoort een waarde"),
        (["maak", "k.yaml", "--pdf=ja"], "hoort geen waarde"),
        (["nieuw"], "Ontbrekend argument 'SOORT...'"),
        (["clausules", "tonen"], "bestaat niet"),
    ],
)
def test_wrong_use_is_code_2_with_dutch_words_on_stderr(
    run: Run, arguments: list[str], words: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr
    assert not ENGLISH.search(result.stderr)


def test_an_unexpected_failure_is_a_dutch_message_and_code_1(
    run: Run, keuzes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("dlr_docs.build.pipeline.build_with_warnings", broken)
    monkeypatch.delenv("DLR_DOCS_DEBUG", raising=False)
    result = run("maak", keuzes)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "dit had niet mogen gebeuren (ZeroDivisionError)" in result.stderr
    monkeypatch.setenv("DLR_DOCS_DEBUG", "1")
    assert isinstance(run("maak", keuzes).exception, ZeroDivisionError)


def test_every_command_and_option_is_in_the_manual() -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    missing = []
    for path, command in ALL.items():
        if path and " ".join(path) not in manual:
            missing.append(" ".join(path))
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.opts[0] not in manual:
                missing.append(f"{' '.join(path)} {parameter.opts[0]}")
    assert missing == []


def test_every_option_in_the_manual_exists() -> None:
    known = {
        name for command in ALL.values() for parameter in command.params for name in parameter.opts
    } | {"--help"}
    manual = MANUAL.read_text(encoding="utf-8")
    mentioned = {
        option
        for line in manual.splitlines()
        if "dlr-docs " in line
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", line)
    }
    assert mentioned - known == set()


@pytest.mark.bibliotheek
def test_every_result_for_programs_is_an_object_with_dutch_keys(run: Run, keuzes: Path) -> None:
    arguments: dict[tuple[str, ...], tuple[str, ...]] = {
        ("maak",): ("keuzes.yaml",),
        ("controleer",): ("keuzes.yaml",),
        ("clausules", "toon"): ("geschillen",),
        ("sjablonen", "controleer"): ("keuzes.yaml",),
        ("herkomst",): ("uitvoer/convenant.docx",),
        ("lees",): ("uitvoer/convenant.docx",),
        ("vergelijk",): ("uitvoer/convenant.docx",),
        ("reeks",): ("keuzes.yaml", "geen-tabel.csv"),
    }
    for path, command in ALL.items():
        if any("--json" in parameter.opts for parameter in command.params):
            result = run(*path, *arguments.get(path, ()), "--json")
            data = json.loads(result.stdout)
            assert isinstance(data, dict), path
            assert all(key == key.lower() for key in data), path
    cover = json.loads(run("controleer", keuzes, "--json").stdout)["dekking"]
    assert all("stand" in item and "status" not in item for item in cover)


def start(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The program as a user starts it."""
    executable = Path(sys.executable).parent / "dlr-docs"
    return subprocess.run(
        [str(executable), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "LANGUAGE": "en", "LC_ALL": "C.UTF-8"},
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments", [["--help"], ["maak", "--help"], ["clausules", "--help"]], ids=" ".join
)
def test_the_installed_program_speaks_dutch_whatever_the_language_of_the_system(
    tmp_path: Path, arguments: list[str]
) -> None:
    done = start(*arguments, folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("Gebruik: dlr-docs")
    assert not ENGLISH.search(done.stdout)


@pytest.mark.belasting
def test_the_installed_program_gives_every_exit_code(tmp_path: Path) -> None:
    (tmp_path / "k.yaml").write_text(CHOSEN)
    assert start("maak", "k.yaml", folder=tmp_path).returncode == 0
    assert start("maak", "weg.yaml", folder=tmp_path).returncode == 1
    assert start("maak", folder=tmp_path).returncode == 2
    assert start("maak", "k.yaml", "--definitief", folder=tmp_path).returncode == 3


@pytest.mark.belasting
def test_a_reader_that_goes_away_gets_no_traceback(tmp_path: Path) -> None:
    executable = Path(sys.executable).parent / "dlr-docs"
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [str(executable), "clausules", "lijst"],
            stdout=writing,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            timeout=60,
            check=False,
        )
    finally:
        os.close(writing)
    assert b"Traceback" not in done.stderr
    assert b"had niet mogen" not in done.stderr


def test_wrong_use_is_told_as_data_to_who_asked_for_that(run: Run) -> None:
    for arguments in (
        ("maak", "--json"),
        ("controleer", "a", "--weg", "--json"),
        ("weg", "--json"),
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        (problem,) = json.loads(result.stdout)["problemen"]
        assert problem["code"] == "verkeerd-gebruik"


@pytest.mark.belasting
@pytest.mark.parametrize("closed", ["1", "2"])
def test_with_a_closed_stream_the_exit_code_tells_of_the_work(
    small_library: SmallLibrary, tmp_path: Path, closed: str
) -> None:
    choices = tmp_path / "keuzes.yaml"
    choices.write_text("bundel: x\npartijen: {a: {soort: school}}\ndocumenten: [{soort: brief}]\n")
    program = f"{sys.executable} -c 'from dlr_docs.start import main; main()'"
    command = f"{program} maak {choices} --uit {tmp_path}/uit --bibliotheek {small_library.path}"
    done = subprocess.run(
        ["sh", "-c", f"{command} {closed}>&-"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert (tmp_path / "uit" / "brief.docx").is_file()
