"""The interview: the questions of a choice file asked one by one, each answer saved at once."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlr_docs.cli import options

if TYPE_CHECKING:
    from dlr_docs.basis.problems import Path as Keys
    from dlr_docs.basis.problems import Problem
    from dlr_docs.basis.yaml.tree import Data
    from dlr_docs.choices.editing.change import Typed
    from dlr_docs.choices.new.interview import Question
    from dlr_docs.choices.new.planning import Plan
    from dlr_docs.choices.tolerant import Tolerated
    from dlr_docs.model.values import ValueType

_KEYS = "Enter: overslaan   ?: uitleg   <: terug   -: leeg maken   Ctrl-C: stoppen"
_ABOUT_TITLE = (
    "Zo heten alle documenten van dit bestand bij elkaar. "
    "U kunt de naam later in het bestand veranderen, achter 'bundel:'."
)
Reader = Callable[[str, Sequence[str]], str]


class _Back(Exception):
    """Somebody asks for the question before this one."""


def interview(keuzes: Path, bibliotheek: Path | None, everything: bool) -> None:
    """Ask what is open in a choice file, and save each answer in it.

    Args:
        everything: also ask what may be passed over, and which text each article gets.
    """
    talk = _Talk(keuzes, bibliotheek, everything)
    click.echo(f"Elk antwoord wordt meteen bewaard in {keuzes}.\n{_KEYS}", err=True)
    more = [*(["--alles"] if everything else []), *_named_library(bibliotheek)]
    go_on = shlex.join(["dlr-docs", "aanvullen", str(keuzes), "--vraag", *more])
    try:
        talk.run()
    except (KeyboardInterrupt, EOFError) as exc:
        click.echo(
            f"\nGestopt; alle antwoorden staan in {keuzes}.\nGa verder met: {go_on}", err=True
        )
        code = options.EXIT_INTERRUPTED if isinstance(exc, KeyboardInterrupt) else 0
        raise click.exceptions.Exit(code) from None
    wrong, still_open = talk.left()
    click.echo(err=True)
    options.echo_problems(wrong)
    if wrong:
        click.echo("Verbeter dat in het keuzebestand voordat u het definitief maakt.", err=True)
    elif not still_open:
        click.echo("Klaar.", err=True)
    if still_open:
        click.echo(f"Nog open: {still_open}. Verder gaat u met: {go_on}", err=True)
    click.echo(f"Maak de documenten met: dlr-docs maak {keuzes}", err=True)


def _named_library(bibliotheek: Path | None) -> list[str]:
    return ["--bibliotheek", str(bibliotheek)] if bibliotheek is not None else []


def new_by_interview(plan: Plan, keuzes: Path, bibliotheek: Path | None, everything: bool) -> None:
    """Write a new choice file, and ask its questions.

    Args:
        plan: what comes into the file.
        keuzes: the file, which is not there yet.
        everything: as for :func:`interview`.
    """
    from dlr_docs.choices.new.needed import needed_yaml
    from dlr_docs.choices.new.planning import example_title
    from dlr_docs.choices.new.scaffold import new_file
    from dlr_docs.files.output import write_files

    new_file("", keuzes)  # refused before anything is asked
    try:
        title = _title(_reader(), example_title(plan))
    except (KeyboardInterrupt, EOFError):
        raise click.Abort from None
    write_files(
        new_file(needed_yaml(plan, title), keuzes),
        keuzes.parent,
        overwrite=True,
    )
    interview(keuzes, bibliotheek, everything)
    click.echo(str(keuzes))


def _title(read: Reader, example: str) -> str:
    """What the bundle is called; empty for the example. The signs of an interview are no name."""
    while True:
        click.echo("Hoe heet de bundel? Die naam komt op elk document.", err=True)
        click.echo(f"  Enter: {example}", err=True)
        typed = read("> ", ()).strip()
        if typed not in ("?", "<"):
            return "" if typed == "-" else typed
        told = "Dit is de eerste vraag." if typed == "<" else _ABOUT_TITLE
        click.echo(told, err=True)


def _reader() -> Reader:
    """What reads an answer: with a line to edit where the terminal can, a plain line elsewhere."""
    is_terminal = sys.stdin.isatty() and sys.stderr.isatty()
    return _edited_line() if is_terminal and os.environ.get("TERM") != "dumb" else _plain_line


def _plain_line(label: str, _: Sequence[str]) -> str:
    click.echo(label, nl=False, err=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _edited_line() -> Reader:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.output.defaults import create_output

    session: PromptSession[str] = PromptSession(output=create_output(stdout=sys.stderr))

    def read(label: str, words: Sequence[str]) -> str:
        completer = WordCompleter(words, ignore_case=True, sentence=True)
        return session.prompt(
            label, completer=completer, complete_while_typing=False, bottom_toolbar=_KEYS
        )

    return read


class _Talk:
    """An interview about one file; the file on disk is all that it rests on."""

    def __init__(self, keuzes: Path, bibliotheek: Path | None, everything: bool) -> None:
        from dlr_docs.choices.file import load_choices
        from dlr_docs.library.load import load_library

        self._path, self._everything = keuzes, everything
        self._library = load_library(bibliotheek or load_choices(keuzes).library)
        self._read = _reader()
        self._about = ""

    def run(self) -> None:
        """Ask until nothing is left."""
        asked: list[Keys] = []
        back: Keys | None = None
        while question := self._next(asked, back):
            try:
                self._ask(question)
            except _Back:
                back = asked.pop() if asked else question.path
            else:
                asked.append(question.path)
                back = None

    def left(self) -> tuple[list[Problem], int]:
        """The errors in what was answered, and how many questions that need an answer have none."""
        from dlr_docs.basis import codes
        from dlr_docs.basis.problems import Severity, asked_once
        from dlr_docs.build.checks.table import check_bundle

        bundle = self._judged(self._typed()).bundle
        found = asked_once(check_bundle(bundle)) if bundle is not None else []
        is_open = [problem.code == codes.OPEN_GEGEVEN.name for problem in found]
        wrong = [
            problem
            for problem, asked in zip(found, is_open, strict=True)
            if problem.severity is Severity.ERROR and not asked
        ]
        return wrong, sum(is_open)

    def _next(self, asked: Sequence[Keys], back: Keys | None) -> Question | None:
        """The question to go back to, or else the first that is neither answered nor passed."""
        from dlr_docs.choices.new.interview import questions

        found = self._judged(self._typed())
        if found.bundle is None:
            from dlr_docs.basis.problems import ChoicesError

            raise ChoicesError(found.problems)
        every = questions(found, self._library, self._everything)
        todo = [
            question for question in every if not question.is_done and question.path not in asked
        ]
        before = [question for question in every if question.path == back]
        question = next(iter((*before, *todo)), None)
        if question and question.about != self._about:
            self._about = question.about
            click.secho(f"\n{question.about} (nog {len(todo)})", bold=True, err=True)
        return question

    def _ask(self, question: Question) -> None:
        declared = question.declared
        if declared is None or declared.kind != "lijst":
            self._one(question, declared, question.path, question.text)
        elif declared.fields:
            self._rows(question, declared)
        else:
            self._items(question, declared)

    def _one(self, question: Question, declared: ValueType | None, path: Keys, text: str) -> bool:
        """Ask one value; whether there was an answer."""
        from dlr_docs.build.values.interpreting import ValueProblem
        from dlr_docs.choices.new.interview import answer_of

        now = question.raw if path == question.path else None
        self._show(question, declared, text, now)
        while True:
            typed = self._line(question, declared)
            if not typed:
                self._pass_over(question, path)
                return False
            usual = _taken(declared, typed)
            try:
                data = None if typed == "-" else answer_of(question, declared, usual)
            except ValueProblem as exc:
                click.echo(f"  {exc.message}. {exc.hint or ''}".rstrip(), err=True)
                continue
            if self._put(path, data):
                return typed != "-"

    def _pass_over(self, question: Question, path: Keys) -> None:
        """Say in the file that a question was asked that need not be answered."""
        if not question.is_needed and not question.is_done and path == question.path:
            self._put(path, question.raw if question.topic else None)

    def _items(self, question: Question, declared: ValueType) -> None:
        """Ask a list, an item a line, until one is empty."""
        from dlr_docs.choices.new.interview import item_of

        items = _filled(_listed(question.raw))
        click.echo(f"{question.text} Eén antwoord per keer; Enter als het klaar is.", err=True)
        for item in items:
            click.echo(f"  - {item}", err=True)
        part, at = item_of(declared), question.path
        while self._one(question, part, (*at, len(items)), f"Onderdeel {len(items) + 1}"):
            items = _listed(self._now(question.path))
        if not items:
            self._pass_over(question, question.path)

    def _rows(self, question: Question, declared: ValueType) -> None:
        """Ask a list of records, a part at a time, until one has no first part; what a record does
        not have yet comes first.
        """
        click.echo(f"{question.text} Enter bij het eerste van een regel: klaar.", err=True)
        rows = _listed(question.raw)
        number = next(
            (at for at, row in enumerate(rows) if not self._is_whole(row, declared)), len(rows)
        )
        while self._row(question, declared, number):
            number += 1

    def _row(self, question: Question, declared: ValueType, number: int) -> bool:
        row = self._now((*question.path, number))
        given = row if isinstance(row, dict) else {}
        asked = self._asked_in_row(declared)
        first = next(iter(asked))
        for name, part in asked.items():
            if given.get(name) in (None, ""):
                path, text = (*question.path, number, name), f"Regel {number + 1}: {part.question}"
                if not self._one(question, part, path, text) and name == first:
                    return False
        return True

    def _asked_in_row(self, declared: ValueType) -> Mapping[str, ValueType]:
        """The parts of a record that are asked: what has a default only with everything."""
        fields = declared.fields
        needed = {
            name: part
            for name, part in fields.items()
            if part.default is None and not part.optional
        }
        return fields if self._everything or not needed else needed

    def _is_whole(self, row: Data, declared: ValueType) -> bool:
        given = row if isinstance(row, dict) else {}
        return all(given.get(name) not in (None, "") for name in self._asked_in_row(declared))

    def _show(self, question: Question, declared: ValueType | None, text: str, now: Data) -> None:
        from dlr_docs.choices.new.interview import options_of

        click.echo(text, err=True)
        for option in options_of(question, declared):
            more = f": {option.text}" if option.text != option.key else ""
            click.echo(f"  {option.mark}. {option.key}{more}", err=True)
        said = ", ".join(map(str, _filled(now)))
        if said:
            click.echo(f"  Nu: {said}", err=True)

    def _line(self, question: Question, declared: ValueType | None) -> str:
        """What is answered; a question for help is answered here."""
        from dlr_docs.choices.new.interview import explained, options_of

        words = [option.key for option in options_of(question, declared)]
        while (typed := self._read("> ", words).strip()) == "?":
            for line in explained(question, declared):
                click.echo(f"  {line}".rstrip(), err=True)
        if typed == "<":
            raise _Back
        return typed

    def _put(self, path: Keys, data: Data) -> bool:
        """Save an answer, unless something would be wrong by it that is right now."""
        from dlr_docs.basis.problems import ChoicesError, has_errors
        from dlr_docs.files.output import write_files

        before = self._typed()
        try:
            typed = before.with_data(path, data)
            found = self._judged(typed)
        except ChoicesError as exc:
            new = [*exc.problems]
        else:
            known = {_said(problem) for problem in self._judged(before).problems}
            new = [problem for problem in found.problems if _said(problem) not in known]
        for problem in new:
            sign = "" if has_errors([problem]) else "let op: "
            click.echo(f"  {sign}{problem.message}. {problem.hint or ''}".rstrip(), err=True)
        if has_errors(new):
            return False
        write_files({self._path.name: typed.text.encode()}, self._path.parent, overwrite=True)
        return True

    def _typed(self) -> Typed:
        """The file as it is now, also when somebody else changed it meanwhile."""
        from dlr_docs.choices.editing.change import Typed
        from dlr_docs.choices.file import load_choices

        try:
            text = self._path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            load_choices(self._path)  # says what is wrong with it
            raise
        return Typed.read(text, str(self._path))

    def _judged(self, typed: Typed) -> Tolerated:
        from dlr_docs.choices.file import choices_of
        from dlr_docs.choices.tolerant import tolerated

        return tolerated(choices_of(typed.loaded), self._library)

    def _now(self, path: Keys) -> Data:
        """What the file says at a path now."""
        from dlr_docs.choices.editing.change import data_at

        found: Data = data_at(self._typed().loaded.data, path)
        return found


def _taken(declared: ValueType | None, typed: str) -> str:
    """An answer; a sign for the usual one stands for that."""
    usual = declared.proposal if declared is not None else None
    return usual if typed == "=" and isinstance(usual, str) else typed


def _filled(data: Data) -> list[Data]:
    """What somebody typed of an answer or a list of them; a new file has empty places."""
    return [item for item in (data if isinstance(data, list) else [data]) if item not in (None, "")]


def _listed(data: Data) -> list[Data]:
    return data if isinstance(data, list) else []


def _said(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.at, problem.message
