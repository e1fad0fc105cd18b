"""voorbeeld: the examples, listed and copied."""

from __future__ import annotations

from pathlib import Path

from dlr_docs.files.installation import default_library_path
from tests.cli.running import Run


def test_every_example_is_listed_with_its_title(run: Run) -> None:
    result = run("voorbeeld")
    lines = result.stdout.splitlines()
    names = {path.stem for path in (default_library_path() / "examples").glob("*.yaml")}
    assert {line.split()[0] for line in lines} == names
    assert all(len(line.split()) > 1 for line in lines)


def test_an_example_is_copied_and_can_be_made(run: Run) -> None:
    result = run("voorbeeld", "convenant-met-addenda", "--uit", "nieuw")
    assert result.stdout.splitlines() == [str(Path("nieuw/convenant-met-addenda.yaml"))]
    assert run("controleer", "nieuw/convenant-met-addenda.yaml", "--kort").exit_code == 0


def test_an_example_never_replaces_a_file(run: Run) -> None:
    Path("convenant-minimaal.yaml").write_text("mijn werk")
    result = run("voorbeeld", "convenant-minimaal")
    assert (result.exit_code, "bestaat al" in result.stderr) == (1, True)
    assert Path("convenant-minimaal.yaml").read_text() == "mijn werk"


def test_an_unknown_example_gets_the_nearest_name(run: Run) -> None:
    result = run("voorbeeld", "convenant-minimal")
    assert (result.exit_code, "Bedoelt u 'convenant-minimaal'?" in result.stderr) == (1, True)
