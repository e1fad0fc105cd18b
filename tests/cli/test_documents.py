"""The commands about documents: exit codes, what goes to stdout and what to stderr, nothing
half-written.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import CHOSEN, Run, here
from tests.files.test_output import edited
from tests.small import CHOICES, SmallLibrary, pointed


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
    mine = edited(made)
    path.write_bytes(mine)
    refused = run("maak", keuzes)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "of vervang het met --overschrijf-document convenant." in refused.stderr
    assert path.read_bytes() == mine
    assert run("maak", keuzes, "--overschrijf-document", "convenant").exit_code == 0
    assert path.read_bytes() == made


def test_a_document_of_another_choice_file_is_never_replaced(run: Run, keuzes: Path) -> None:
    run("maak", keuzes)
    path = Path("uitvoer/convenant.docx")
    made = path.read_bytes()
    other = keuzes.with_name("andere.yaml")
    other.write_text(CHOSEN.replace("Samen", "Apart"), encoding="utf-8")
    refused = run("maak", other)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "ander-keuzebestand" in refused.stderr
    assert "--uit MAP" in refused.stderr
    assert path.read_bytes() == made
    assert run("maak", other, "--uit", "andere").exit_code == 0
    unknown = run("maak", other, "--overschrijf-document", "convennt")
    assert "Bedoelt u 'convenant'?" in unknown.stderr
    assert run("maak", other, "--overschrijf-document", "convenant").exit_code == 0
    assert path.read_bytes() != made


def test_work_in_a_document_of_another_choice_file_is_told_with_that_file(
    run: Run, keuzes: Path
) -> None:
    run("maak", keuzes)
    path = Path("uitvoer/convenant.docx")
    path.write_bytes(edited(path.read_bytes()))
    other = keuzes.with_name("andere.yaml")
    other.write_text(CHOSEN.replace("Samen", "Apart"), encoding="utf-8")
    refused = run("maak", other).stderr
    assert f"met een ander keuzebestand gemaakt: {keuzes}" in refused
    assert f"dlr-docs maak {other} --uit MAP" in refused
    assert f"bijwerken {path} {keuzes}" in refused
    assert f"{path} {other}" not in refused
    assert f"--naar {other}" not in refused
    assert "--overschrijf" not in refused


def test_work_of_another_choice_file_that_is_nowhere_near_is_told_without_its_name(
    run: Run, keuzes: Path
) -> None:
    run("maak", keuzes)
    path = Path("uitvoer/convenant.docx")
    path.write_bytes(edited(path.read_bytes()))
    other = keuzes.rename(keuzes.with_name("andere.yaml"))
    refused = run("maak", other).stderr
    assert "met een ander keuzebestand gemaakt [bewerkt-document]" in refused
    assert "KEUZES.yaml, het bestand waarmee het is gemaakt" in refused


def test_a_choice_file_that_was_changed_makes_its_own_documents_anew(
    run: Run, keuzes: Path
) -> None:
    run("maak", keuzes)
    keuzes.write_text(keuzes.read_text("utf-8").replace("Samen", "Apart"), encoding="utf-8")
    assert run("maak", keuzes).exit_code == 0


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
    errors = result.stderr.count(": fout: ")
    assert f"Er is niets geschreven. Verbeter eerst de {errors} fouten" in result.stderr
    assert here() == ["keuzes.yaml"]


def test_a_question_of_a_party_that_is_open_in_two_documents_is_told_once(run: Run) -> None:
    text = CHOSEN.replace("documenten:", "documenten:\n  - {soort: convenant, id: ander}")
    Path("k.yaml").write_text(text, encoding="utf-8")
    told = run("maak", "k.yaml", "--definitief").stderr
    asked = re.findall(r"'(partijen\.[\w.]+)' is nog niet ingevuld", told)
    assert asked
    assert len(asked) == len({*asked})


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
    short = run("controleer", keuzes, "--kort")
    assert short.exit_code == 3
    assert short.output.count("Niet in orde: ") == 1
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


@pytest.mark.parametrize(
    "command",
    [
        ("nieuw", "convenant", "--uit", "uit/keuzes.yaml"),
        ("schema", "--uit", "uit/schema.json"),
        ("voorbeeld", "netwerk", "--uit", "uit"),
        ("sjablonen", "nieuw", "uit"),
        ("aanvullen", "uit/k.yaml"),
    ],
    ids=lambda command: command[0],
)
def test_no_command_obeys_a_list_that_came_with_a_folder(
    run: Run, command: tuple[str, ...]
) -> None:
    outside = Path("van-iemand.txt")
    outside.write_bytes(b"van iemand")
    workshop = Path("uit", ".dlr-docs-werk")
    for part in ("oud", "nieuw"):
        (workshop / part).mkdir(parents=True)
    Path("uit/k.yaml").write_text(CHOSEN, encoding="utf-8")
    digest = hashlib.sha256(b"van iemand").hexdigest()
    (workshop / "lijst").write_bytes(f"../van-iemand.txt\0{digest}".encode())
    refused = run(*command)
    assert refused.exit_code == 1, refused.output
    assert "werkmap-vreemd" in refused.stderr
    assert outside.read_bytes() == b"van iemand"
    assert {path.name for path in Path("uit").iterdir()} == {
        "k.yaml",
        ".dlr-docs-werk-apart-1",
    }
    assert run(*command).exit_code == 0
    assert outside.read_bytes() == b"van iemand"
