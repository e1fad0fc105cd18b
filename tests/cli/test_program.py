"""The command line: Dutch help, exit codes, what goes to stdout and what to stderr, nothing
half-written.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import dlr_docs
from dlr_docs.cli import program
from dlr_docs.model.library import Library
from tests.files.test_output import edited
from tests.small import CHOICES, SmallLibrary, pointed

MANUAL = Path(dlr_docs.__file__).parents[1] / "docs" / "handleiding.md"
ENGLISH = re.compile(
    r"\b(usage|options?|error|commands?|show|exit|arguments|did you mean|try|missing|invalid|for)\b",
    re.I,
)
Run = Callable[..., Result]

CHOSEN = """\
bundel: Proef
partijen:
  linde: {soort: school, naam: De Linde}
  spoor: {soort: instelling, naam: Het Spoor}
gegevens: {ingangsdatum: 2027-08-01}
documenten:
  - soort: convenant
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder."""
    folder = tmp_path / "werk"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def started(*arguments: str | Path, answers: str | None = None) -> Result:
        return CliRunner().invoke(
            program, [str(part) for part in arguments], input=answers, prog_name="dlr-docs"
        )

    return started


@pytest.fixture
def keuzes(run: Run) -> Path:
    path = Path.cwd() / "keuzes.yaml"
    path.write_text(CHOSEN, encoding="utf-8")
    return path


def here() -> list[str]:
    return sorted(path.relative_to(Path.cwd()).as_posix() for path in Path.cwd().rglob("*"))


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


def test_maak_writes_every_document_and_says_where(run: Run, keuzes: Path) -> None:
    result = run("maak", keuzes, "--uit", "map")
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{Path('map/convenant.docx')}\n"
    assert "Nog in te vullen:" in result.stderr
    assert "[open-gegeven]" not in result.stderr
    assert here() == ["keuzes.yaml", "map", "map/convenant.docx"]
    assert zipfile.is_zipfile("map/convenant.docx")


def test_maak_twice_replaces_what_nobody_edited_with_the_same_bytes(run: Run, keuzes: Path) -> None:
    run("maak", keuzes)
    before = Path("uitvoer/convenant.docx").read_bytes()
    assert run("maak", keuzes).exit_code == 0
    assert Path("uitvoer/convenant.docx").read_bytes() == before


def test_maak_refuses_an_edited_document_until_it_may_be_replaced(run: Run, keuzes: Path) -> None:
    run("maak", keuzes)
    path = Path("uitvoer/convenant.docx")
    made = path.read_bytes()
    path.write_bytes(edited(made))
    refused = run("maak", keuzes)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "--overschrijf" in refused.stderr
    assert path.read_bytes() == edited(made)
    assert run("maak", keuzes, "--overschrijf").exit_code == 0
    assert path.read_bytes() == made


def test_maak_as_json_is_for_programs(run: Run, keuzes: Path) -> None:
    result = run("maak", keuzes, "--json")
    data = json.loads(result.stdout)
    assert data["bestanden"] == [str(Path("uitvoer/convenant.docx"))]
    assert {item["code"] for item in data["problemen"]} == {"open-gegeven"}
    assert result.stderr == ""


@pytest.mark.parametrize(("extra", "code"), [("status: definitief\n", 3), ("partij: x\n", 1)])
def test_a_program_gets_the_problems_of_a_failure_too(run: Run, extra: str, code: int) -> None:
    Path("k.yaml").write_text(CHOSEN + extra, encoding="utf-8")
    result = run("maak", "k.yaml", "--json")
    assert result.exit_code == code
    problems = json.loads(result.stdout)["problemen"]
    assert problems
    assert all(problem["ernst"] and problem["code"] and problem["melding"] for problem in problems)


def test_maak_definitief_with_open_values_is_code_3_and_writes_nothing(
    run: Run, keuzes: Path
) -> None:
    result = run("maak", keuzes, "--definitief")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "[open-gegeven]" in result.stderr
    assert here() == ["keuzes.yaml"]


def test_maak_with_notes_gives_a_document_with_comments(run: Run, keuzes: Path) -> None:
    assert run("maak", keuzes, "--toelichting").exit_code == 0
    with zipfile.ZipFile("uitvoer/convenant.docx") as package:
        assert "word/comments.xml" in package.namelist()


BAD = [
    (CHOSEN + "▶partij: x\n", "Bedoelt u 'partijen'?"),
    (CHOSEN + "▶bundel: x\n", "tweede keer"),
    (CHOSEN.replace("soort: school", "▶soort: schol"), "Bedoelt u 'school'?"),
    (CHOSEN.replace("- soort: convenant", "- ▶soort: convenent"), "Bedoelt u 'convenant'?"),
    (CHOSEN + "    keuzes:\n      ▶geschilen: x\n", "Bedoelt u 'geschillen'?"),
    (
        CHOSEN + "    keuzes:\n      ▶geschillen: bestuur-mediation\n",
        "Bedoelt u 'bestuur-mediation-rechter'?",
    ),
    (CHOSEN + "    partijen: [linde, spoor, ▶lind]\n", "Bedoelt u 'linde'?"),
    (CHOSEN + "    ▶partijen: [linde]\n", "minstens 1 partij met soort 'instelling'"),
    (
        CHOSEN.replace("gegevens: {in", "gegevens: {▶in").replace("2027-08-01", "2026-02-30"),
        "geen bestaande datum",
    ),
    (CHOSEN + "    gegevens: {▶opzegtermijn: lang}\n", "3 maanden"),
    (CHOSEN + "    gegevens: {▶opzegtermjn: 3 maanden}\n", "Bedoelt u 'opzegtermijn'?"),
    (CHOSEN + "status: ▶af\n", "concept, definitief"),
    (CHOSEN + "datum: ▶2026-02-30\n", "bestaande datum"),
    (CHOSEN + "x: &a\n  - ▶*a\n", "bevat zichzelf"),
]


@pytest.mark.parametrize(("text", "words"), BAD, ids=[words for _, words in BAD])
@pytest.mark.parametrize("command", ["maak", "controleer", "toon"])
def test_a_mistake_is_code_1_with_its_place_on_stderr_and_nothing_is_written(
    run: Run, command: str, text: str, words: str
) -> None:
    text, place = pointed(text)
    Path("k.yaml").write_text(text, encoding="utf-8")
    result = run(command, "k.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"k.yaml:{place}: fout: " in result.stderr
    assert words in result.stderr
    assert here() == ["k.yaml"]


HUGE = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "yaml-leeg"),
        (b"PK\x03\x04\x14\x00", "geen-keuzebestand"),
        (b"\xff\xfe\x00b", "geen-tekst"),
        (b"zomaar tekst", "verkeerd-type"),
        (HUGE.encode(), "yaml-te-groot"),
    ],
    ids=["empty", "zip", "utf-16", "words", "huge-alias"],
)
def test_a_file_that_is_no_choice_file_is_code_1_and_nothing_is_written(
    run: Run, content: bytes, code: str
) -> None:
    Path("k.yaml").write_bytes(content)
    result = run("maak", "k.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("k.yaml")
    assert f"[{code}]" in result.stderr
    assert here() == ["k.yaml"]


def test_a_choice_file_that_is_not_there_is_code_1(run: Run) -> None:
    result = run("maak", "weg é.yaml")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "weg é.yaml: fout: dit bestand bestaat niet [bestand-ontbreekt]\n"
    )


@pytest.mark.parametrize("name", ["é ü 漢字 🙂.yaml", 'a\'b "c".yaml', "100% &.yaml"])
def test_names_with_special_characters_work_for_files_and_folders(
    run: Run, keuzes: Path, name: str
) -> None:
    keuzes.rename(name)
    result = run("maak", name, "--uit", f"map {name}")
    assert result.exit_code == 0
    assert result.stdout == f"{Path(f'map {name}') / 'convenant.docx'}\n"
    assert Path(f"map {name}/convenant.docx").is_file()


def test_a_file_in_the_place_of_the_folder_is_code_1_and_stays(run: Run, keuzes: Path) -> None:
    Path("uit").write_text("mijn tekst")
    for folder in ("uit", "uit/dieper"):
        result = run("maak", keuzes, "--uit", folder)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "[schrijven-mislukt]" in result.stderr
    assert Path("uit").read_text() == "mijn tekst"
    assert here() == ["keuzes.yaml", "uit"]


@pytest.mark.skipif(
    not Path("/proc/self").is_dir(), reason="needs /proc, a folder where even root cannot write"
)
def test_a_folder_that_cannot_be_written_is_code_1(run: Run, keuzes: Path) -> None:
    result = run("maak", keuzes, "--uit", "/proc/self/uit")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Er is niets gewijzigd." in result.stderr


def test_a_clause_that_fails_names_its_file_and_line_and_nothing_is_written(
    run: Run, small_library: SmallLibrary
) -> None:
    path = small_library.clause("doel/algemeen", "1. Goed.\n1. {{ partijen }}\n")
    Path("k.yaml").write_text(CHOICES)
    result = run("maak", "k.yaml", "--bibliotheek", small_library.path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{path}:6: fout: een lijst of groep")
    assert here() == ["k.yaml"]


def test_another_library_is_used_when_that_is_asked(run: Run, small_library: SmallLibrary) -> None:
    Path("k.yaml").write_text(CHOICES)
    assert (
        run("maak", "k.yaml", "--bibliotheek", small_library.path).stdout
        == f"{Path('uitvoer/brief.docx')}\n"
    )
    assert "onbekende-soort" in run("maak", "k.yaml").stderr


def test_a_folder_that_is_no_library_is_code_1(run: Run, keuzes: Path) -> None:
    result = run("maak", keuzes, "--bibliotheek", "nergens")
    assert result.exit_code == 1
    assert result.stderr.startswith("nergens: fout: in deze map staat geen map 'clauses'")


def test_controleer_reports_on_stdout_and_writes_nothing(run: Run, keuzes: Path) -> None:
    result = run("controleer", keuzes)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Proef (concept)\n")
    assert here() == ["keuzes.yaml"]


def test_controleer_is_code_3_when_there_are_errors(run: Run, keuzes: Path) -> None:
    keuzes.write_text(CHOSEN + "status: definitief\n")
    assert run("controleer", keuzes).exit_code == 3
    result = run("controleer", keuzes, "--json")
    assert result.exit_code == 3
    problems = json.loads(result.stdout)["problemen"]
    assert {problem["ernst"] for problem in problems} == {"fout"}
    assert all(problem["bestand"] == str(keuzes) and problem["regel"] for problem in problems)


def test_toon_shows_all_documents_or_one(run: Run, keuzes: Path) -> None:
    keuzes.write_text(CHOSEN + "  - {soort: addendum, bij: convenant}\n")
    both, one = run("toon", keuzes), run("toon", keuzes, "--document", "addendum")
    assert (both.exit_code, one.exit_code) == (0, 0)
    assert one.stdout in both.stdout
    assert "De Linde" in one.stdout
    assert both.stdout.count("─" * 72) == 1
    assert here() == ["keuzes.yaml"]


def test_toon_of_an_unknown_document_gets_the_nearest_name(run: Run, keuzes: Path) -> None:
    result = run("toon", keuzes, "--document", "convenent")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Bedoelt u 'convenant'?" in result.stderr


def test_nieuw_prints_a_file_that_maak_takes(run: Run) -> None:
    made = run("nieuw", "convenant", "addendum")
    assert (made.exit_code, made.stderr) == (0, "")
    Path("k.yaml").write_text(made.stdout, encoding="utf-8")
    assert run("maak", "k.yaml").exit_code == 0
    assert here() == ["k.yaml", "uitvoer", "uitvoer/addendum.docx", "uitvoer/convenant.docx"]


def test_nieuw_writes_the_file_with_its_schema_and_never_over_another(run: Run) -> None:
    result = run("nieuw", "convenant", "--uit", "k.yaml")
    assert result.stdout.splitlines() == ["k.yaml", "dlr-docs.schema.json"]
    Path("k.yaml").write_text("mijn werk")
    again = run("nieuw", "convenant", "--uit", "k.yaml")
    assert (again.exit_code, again.stdout) == (1, "")
    assert "k.yaml: fout: dit bestand bestaat al" in again.stderr
    assert Path("k.yaml").read_text() == "mijn werk"


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (["convenent"], "Bedoelt u 'convenant'?"),
        (["addendum"], "dlr-docs nieuw convenant addendum"),
    ],
)
def test_nieuw_with_a_wrong_kind_is_code_1_and_writes_nothing(
    run: Run, kinds: list[str], words: str
) -> None:
    result = run("nieuw", *kinds, "--uit", "k.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr
    assert here() == []


def test_the_interview_fills_in_the_answers_and_asks_again_after_a_mistake(
    run: Run, small_library: SmallLibrary
) -> None:
    answers = [
        "Onze bundel",
        "De Linde",
        "",
        "",
        "A. de Wit",
        "",
        "morgen",
        "2027-08-01",
        "ee",
        "een",
    ]
    result = run(
        "nieuw",
        "brief",
        "--vraag",
        "--bibliotheek",
        small_library.path,
        answers="\n".join(answers) + "\n" * 9,
    )
    assert result.exit_code == 0, result.output
    assert "dit is geen bestaande datum" in result.stderr
    assert "Bedoelt u 'een'?" in result.stderr
    for line in (
        "bundel: Onze bundel",
        "naam: De Linde",
        "naam: A. de Wit",
        "ingangsdatum: 2027-08-01",
        "extra: een",
    ):
        assert line in result.stdout


def test_an_interview_that_is_broken_off_is_code_1_and_writes_nothing(
    run: Run, small_library: SmallLibrary
) -> None:
    result = run(
        "nieuw",
        "brief",
        "--vraag",
        "--uit",
        "k.yaml",
        "--bibliotheek",
        small_library.path,
        answers="a\n",
    )
    assert result.exit_code == 1
    assert "Afgebroken." in result.stderr
    assert here() == []


def test_schema_prints_or_writes_the_schema(run: Run) -> None:
    printed = run("schema")
    written = run("schema", "--uit", "s.json")
    assert (printed.exit_code, written.stdout) == (0, "s.json\n")
    assert json.loads(printed.stdout) == json.loads(Path("s.json").read_text(encoding="utf-8"))


def test_a_schema_is_never_written_over_another_file(run: Run) -> None:
    Path("s.json").write_text('{"mijn": "werk"}')
    refused = run("schema", "--uit", "s.json")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "hier staat al een ander bestand" in refused.stderr
    assert Path("s.json").read_text() == '{"mijn": "werk"}'
    run("schema", "--uit", "t.json")
    assert run("schema", "--uit", "t.json").exit_code == 0


def test_clausules_lijst_shows_every_clause(run: Run, library: Library) -> None:
    text = run("clausules", "lijst").stdout
    assert all(
        clause.variant in text and clause.summary in text for clause in library.all_clauses()
    )
    data = json.loads(run("clausules", "lijst", "--json").stdout)
    assert {item["id"] for item in data["clausules"]} == {
        clause.id for clause in library.all_clauses()
    }
    assert set(data["soorten"]) == set(library.outlines)


def test_clausules_lijst_of_one_kind_shows_what_fits(run: Run, library: Library) -> None:
    data = json.loads(run("clausules", "lijst", "--soort", "addendum", "--json").stdout)
    assert {item["id"] for item in data["clausules"]} == {
        clause.id for clause in library.all_clauses() if clause.fits("addendum")
    }
    wrong = run("clausules", "lijst", "--soort", "adendum")
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert "Bedoelt u 'addendum'?" in wrong.stderr


def test_clausules_toon_shows_a_clause_or_all_variants_of_a_topic(
    run: Run, library: Library
) -> None:
    clause = library.clause("geschillen/bestuur-mediation-rechter")
    one, both = run("clausules", "toon", clause.id), run("clausules", "toon", "geschillen")
    assert clause.text in one.stdout
    assert clause.text in both.stdout
    assert "geschillen/overleg-commissie-rechter" in both.stdout.replace(clause.text, "")
    assert all(name in one.stdout for name in clause.values)
    assert (
        json.loads(run("clausules", "toon", clause.id, "--json").stdout)[0]["tekst"] == clause.text
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("geschilen", "'geschillen'"),
        ("geschillen/bestuur-mediation", "'bestuur-mediation-rechter'"),
        ("zzz", "Bekend"),
    ],
)
def test_clausules_toon_of_a_wrong_name_gets_the_nearest_one(
    run: Run, name: str, words: str
) -> None:
    result = run("clausules", "toon", name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr


@pytest.mark.bibliotheek
def test_clausules_controleer_is_code_0_for_the_library_of_the_package(run: Run) -> None:
    result = run("clausules", "controleer")
    assert result.exit_code == 0
    assert result.stdout.endswith(": 0 problemen\n")
    assert json.loads(run("clausules", "controleer", "--json").stdout) == []


def test_clausules_controleer_is_code_3_with_every_problem_and_its_place(
    run: Run, small_library: SmallLibrary
) -> None:
    one = small_library.clause("extra/een", "a\nzulks")
    other = small_library.write("templates/nota.yaml", "titel: x\n")
    result = run("clausules", "controleer", "--bibliotheek", small_library.path)
    assert result.exit_code == 3
    assert f"{one}:6: fout: 'zulks'" in result.stdout
    assert f"{other}:1:1: fout: 'samenvatting' ontbreekt" in result.stdout
    data = json.loads(
        run("clausules", "controleer", "--json", "--bibliotheek", small_library.path).stdout
    )
    assert {item["bestand"] for item in data} == {str(one), str(other)}


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
