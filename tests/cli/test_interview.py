"""The interview, answered line by line and in a real terminal."""

from __future__ import annotations

import os
import select
import shlex
import signal
import sys
import time
from pathlib import Path

import pytest
import yaml
from click.testing import Result

from dlr_docs import load_choices
from dlr_docs.model.library import Library
from tests.cli.running import Run
from tests.samples import agreement
from tests.small import SmallLibrary

CODE = "from dlr_docs.cli import main; main()"
LIST = """\
gegevens:
  wie: {soort: lijst, van: tekst, vraag: Wie doen mee?}
  uren:
    soort: lijst
    vraag: Wat wordt er gegeven?
    velden: {vak: {soort: tekst, vraag: Welk vak?}, aantal: {soort: aantal, vraag: Hoeveel uur?}}
"""
SHOWN = LIST.replace("mee?}", "mee?, voorbeeld: Kim}").replace("vak?}", "vak?, voorbeeld: Taal}")


def interview(run: Run, library: SmallLibrary, *answers: str, more: tuple[str, ...] = ()) -> Result:
    """A new file by interview; the first answer is its title."""
    command = ("nieuw", "brief", "--vraag", "--uit", "k.yaml", *more)
    return run(*command, "--bibliotheek", library.path, answers="".join(f"{a}\n" for a in answers))


def go_on(run: Run, library: SmallLibrary, *answers: str) -> Result:
    command = ("aanvullen", "k.yaml", "--vraag", "--bibliotheek", library.path)
    return run(*command, answers="".join(f"{answer}\n" for answer in answers))


PARTY = ("De Linde", "Stichting De Linde", "Amersfoort", "A. de Wit", "voorzitter")


def test_an_interview_fills_in_the_file(run: Run, small_library: SmallLibrary) -> None:
    done = interview(run, small_library, "Proef", *PARTY, "1 augustus 2027")
    assert done.exit_code == 0, done.output
    assert done.stdout == "k.yaml\n"
    choices = load_choices("k.yaml")
    assert choices.title == "Proef"
    assert choices.parties["school"].fields["vertegenwoordiger"] == {
        "naam": "A. de Wit",
        "functie": "voorzitter",
    }
    assert "ingangsdatum: 1 augustus 2027" in Path("k.yaml").read_text(encoding="utf-8")
    assert "Klaar." in done.stderr


@pytest.mark.parametrize(
    ("typed", "title"),
    [(("?", "Proef"), "Proef"), (("<", "?", "Proef"), "Proef"), (("-",), None), (("",), None)],
)
def test_the_signs_of_an_interview_are_no_name_of_a_bundle(
    run: Run, small_library: SmallLibrary, typed: tuple[str, ...], title: str | None
) -> None:
    done = interview(run, small_library, *typed, *PARTY[:1])
    assert ("achter 'bundel:'" in done.stderr) == ("?" in typed)
    assert ("Dit is de eerste vraag." in done.stderr) == ("<" in typed)
    found = load_choices("k.yaml").title
    assert found == title if title else found not in ("", *typed)


def test_what_was_answered_is_saved_at_once_and_the_rest_is_asked_later(
    run: Run, small_library: SmallLibrary
) -> None:
    stopped = interview(run, small_library, "Proef", *PARTY[:2])
    assert stopped.exit_code == 0
    assert f"aanvullen k.yaml --vraag --bibliotheek {small_library.path}" in stopped.stderr
    assert load_choices("k.yaml").parties["school"].fields["naam"] == "De Linde"
    done = go_on(run, small_library, *PARTY[2:], "1-8-2027")
    assert "Wat is de naam" not in done.stderr
    assert "Klaar." in done.stderr
    assert load_choices("k.yaml").parties["school"].fields["vestigingsplaats"] == "Amersfoort"


def test_a_file_that_is_there_is_never_replaced(run: Run, small_library: SmallLibrary) -> None:
    Path("k.yaml").write_text("van mij", encoding="utf-8")
    refused = interview(run, small_library, "Proef")
    assert refused.exit_code == 1
    assert "dlr-docs aanvullen k.yaml --vraag" in refused.stderr
    assert "bundel" not in refused.stderr
    assert Path("k.yaml").read_text(encoding="utf-8") == "van mij"


def test_one_goes_back_with_a_sign_and_sees_what_was_answered(
    run: Run, small_library: SmallLibrary
) -> None:
    done = interview(
        run, small_library, "x", "Linde", "Gezag", "<", "<", "De Linde", *PARTY[1:], ""
    )
    assert "Nu: Linde" in done.stderr
    assert done.stderr.count("Nu: Gezag") == 1
    fields = load_choices("k.yaml").parties["school"].fields
    assert (fields["naam"], fields["bevoegd_gezag"]) == ("De Linde", "Gezag")


def test_a_wrong_answer_is_explained_and_asked_again(run: Run, small_library: SmallLibrary) -> None:
    done = interview(run, small_library, "x", *PARTY, "?", "morgen", "31-2-2027", "1-8-2027")
    assert "In het keuzebestand: documenten.0.gegevens.ingangsdatum" in done.stderr or (
        "In het keuzebestand: gegevens.ingangsdatum" in done.stderr
    )
    assert done.stderr.count("geen bestaande datum") == 2
    assert load_choices("k.yaml").values["ingangsdatum"] == "1-8-2027"


def test_an_empty_answer_skips_and_a_dash_empties(run: Run, small_library: SmallLibrary) -> None:
    done = interview(run, small_library, "x", *PARTY[:4], "", "1-8-2027", "")
    assert "Klaar." not in done.stderr
    advice = next(line for line in done.stderr.splitlines() if line.startswith("Nog open: 1."))
    again = run(*shlex.split(advice.partition("dlr-docs ")[2]), answers="\n")
    assert "Wat is de functie van wie de school vertegenwoordigt?" in again.stderr
    done = go_on(run, small_library, "<", "<", "-", "", "", "")
    text = Path("k.yaml").read_text(encoding="utf-8")
    assert "functie: }\n" in text


def test_answers_that_do_not_go_together_are_told_at_the_end(run: Run, library: Library) -> None:
    data = agreement()
    data["documenten"][0]["gegevens"]["leerweg_vmbo"] = "bb"
    data["documenten"][0]["gegevens"]["opleiding"]["niveau"] = "4"
    Path("k.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    done = run("aanvullen", "k.yaml", "--vraag", answers="\n" * 50)
    assert "[leerweg-niveau]" in done.stderr
    assert "Klaar." not in done.stderr


@pytest.mark.parametrize("declared", [LIST, SHOWN])  # an example brings quotes to type between
def test_a_list_is_asked_item_by_item(run: Run, small_library: SmallLibrary, declared: str) -> None:
    text = "{{ wie|opsomming }} {% for rij in uren %}{{ rij.vak }} {{ rij.aantal }}{% endfor %}\n"
    small_library.clause("doel/algemeen", text, declared)
    stopped = interview(
        run, small_library, "x", *PARTY, "Jan", "Piet", "", "Lassen", "40", "Frezen"
    )
    assert "Gestopt" in stopped.stderr
    done = go_on(run, small_library, "veel", "20", "Meten", "10", "")
    assert "Regel 2: Hoeveel uur?" in done.stderr
    assert "Klaar." in done.stderr
    (document,) = load_choices("k.yaml").documents
    assert document.values["wie"] == ["Jan", "Piet"]
    assert document.values["uren"] == [
        {"vak": "Lassen", "aantal": "40"},
        {"vak": "Frezen", "aantal": "20"},
        {"vak": "Meten", "aantal": "10"},
    ]


def test_a_question_that_nobody_answered_yet_shows_no_answer(
    run: Run, small_library: SmallLibrary
) -> None:
    """A new file has quotes and brackets to type between, and these are no answers."""
    small_library.clause(
        "doel/algemeen",
        "{{ cursus.titel }} {{ wie|opsomming }} {{ leider.naam }} {{ wijze|opsomming }}",
        "gegevens:\n"
        "  cursus: {soort: groep, vraag: Welke cursus?, velden: "
        "{titel: {soort: tekst, vraag: Hoe heet hij?, voorbeeld: Lassen}}}\n"
        "  wie: {soort: lijst, van: tekst, vraag: Wie doen mee?, voorbeeld: Kim}\n"
        "  leider: {soort: persoon, vraag: Wie leidt de cursus?}\n"
        "  wijze: {soort: keuze, vraag: Op welke wijze?, meer: true, opties: {a: A, b: B}}\n",
    )
    done = interview(run, small_library, "x", *[""] * 40)
    assert done.exit_code == 0, done.output
    assert '{titel: ""}' in Path("k.yaml").read_text(encoding="utf-8")
    assert "Hoe heet hij?" in done.stderr
    assert "Op welke wijze?" in done.stderr
    assert "Nu:" not in done.stderr
    assert "Wie leidt de cursus? Naam?" in done.stderr


def test_what_has_a_default_in_a_record_is_asked_with_everything_alone(
    run: Run, small_library: SmallLibrary
) -> None:
    text = "{% for rij in uren %}{{ rij.vak }} {{ rij.aantal }}{% endfor %}\n"
    small_library.clause(
        "doel/algemeen", text, LIST.replace("Hoeveel uur?", "Hoeveel uur?, standaard: 0")
    )
    done = interview(run, small_library, "x", *PARTY, "Lassen", "Frezen", "")
    assert "Welk vak?" in done.stderr
    assert "Hoeveel uur?" not in done.stderr
    Path("k.yaml").unlink()
    done = interview(run, small_library, "x", *PARTY, "Lassen", "40", "", more=("--alles",))
    assert "Regel 1: Hoeveel uur?" in done.stderr


def test_texts_are_chosen_by_number_after_what_must_be_answered(
    run: Run, small_library: SmallLibrary
) -> None:
    done = interview(
        run, small_library, "x", *PARTY, "1-8-2027", "?", "1", *[""] * 30, more=("--alles",)
    )
    assert "Welke tekst krijgt" in done.stderr
    assert "Extra." in done.stderr
    assert load_choices("k.yaml").documents[0].variants["extra"] == ("een",)


def test_an_answer_that_would_make_the_file_wrong_is_not_saved(
    run: Run, small_library: SmallLibrary
) -> None:
    refused = interview(run, small_library, "x", "De\x07Linde", "De Linde", *PARTY[1:], "1-8-2027")
    assert "Klaar." in refused.stderr
    assert load_choices("k.yaml").parties["school"].fields["naam"] == "De Linde"


def test_a_file_that_is_gone_meanwhile_is_told(
    run: Run, small_library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dlr_docs.cli import interview as asked

    def read(label: str, words: object) -> str:
        Path("k.yaml").unlink(missing_ok=True)
        return "Proef"

    monkeypatch.setattr(asked, "_reader", lambda: read)
    stopped = interview(run, small_library)
    assert stopped.exit_code == 1
    assert "dit bestand bestaat niet" in stopped.stderr


def test_the_file_may_be_changed_elsewhere_meanwhile(
    run: Run, small_library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dlr_docs.cli import interview as asked

    answers = iter(["Proef", *PARTY])

    def read(label: str, words: object) -> str:
        path = Path("k.yaml")
        if path.exists() and "# van mij" not in (text := path.read_text(encoding="utf-8")):
            path.write_text(f"# van mij\n{text}", encoding="utf-8")
        answer = next(answers, None)
        if answer is None:
            raise EOFError
        return answer

    monkeypatch.setattr(asked, "_reader", lambda: read)
    interview(run, small_library)
    text = Path("k.yaml").read_text(encoding="utf-8")
    assert text.startswith("# van mij\n")
    assert "naam: A. de Wit" in text


class Terminal:
    """A command in a pseudo-terminal, and what is typed there."""

    def __init__(self, folder: Path, term: str, *command: str) -> None:
        import pty

        self.process, self.screen = pty.fork()
        if self.process == 0:
            # a shell that starts the tests in the background lets them ignore Ctrl-C
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.chdir(folder)
            os.environ |= {"TERM": term, "PROMPT_TOOLKIT_NO_CPR": "1"}
            os.execv(sys.executable, [sys.executable, "-c", CODE, *command])

    def answer(self, question: str, typed: str) -> None:
        """Wait for a question and the place for its answer, and type."""
        seen, end = b"", time.monotonic() + 60
        while b">" not in seen.partition(question.encode())[2]:
            assert time.monotonic() < end, seen.decode()
            seen += self.read() if select.select([self.screen], [], [], 1)[0] else b""
        os.write(self.screen, typed.encode())

    def read(self) -> bytes:
        """What comes on the screen; a command that says nothing for a minute has stopped."""
        if not select.select([self.screen], [], [], 60)[0]:
            os.kill(self.process, signal.SIGKILL)
        return os.read(self.screen, 65536)

    def end(self) -> tuple[str, int]:
        """The rest of the screen, and the exit code."""
        seen = b""
        try:
            while part := self.read():
                seen += part
        except OSError:
            pass  # how a pseudo-terminal of Linux says that it is over
        os.close(self.screen)
        _, status = os.waitpid(self.process, 0)
        return seen.decode(), os.waitstatus_to_exitcode(status)


@pytest.mark.belasting
@pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo-terminals")
@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_a_real_terminal_and_ctrl_c(tmp_path: Path, small_library: SmallLibrary, term: str) -> None:
    library = ("--bibliotheek", str(small_library.path))
    terminal = Terminal(tmp_path, term, "nieuw", "brief", "--vraag", *library)
    terminal.answer("bundel", "Proef\r")
    terminal.answer("Wat is de naam", "Linde e\x1b[D\x7f\r" if term == "xterm" else "Lindee\r")
    terminal.answer("Hoe heet het bevoegd gezag", "Stichting De Linde\r")
    terminal.answer("In welke plaats", "half een antwoo\x03")
    rest, code = terminal.end()
    assert code == 130
    assert "Ga verder met: dlr-docs aanvullen keuzes.yaml --vraag" in rest
    assert "Traceback" not in rest
    fields = load_choices(tmp_path / "keuzes.yaml").parties["school"].fields
    assert (fields["naam"], fields["bevoegd_gezag"]) == ("Lindee", "Stichting De Linde")
    assert fields["vestigingsplaats"] is None
    terminal = Terminal(tmp_path, term, "aanvullen", "keuzes.yaml", "--vraag", *library)
    terminal.answer("In welke plaats", "\x04")
    rest, code = terminal.end()
    assert code == 0
    assert "Gestopt" in rest
