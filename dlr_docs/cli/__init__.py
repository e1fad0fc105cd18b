"""The command line: parse, call one function, print, give an exit code. The one place that catches
errors.

Nothing is imported here but Click, so that ``--help`` and completion start at once.
"""

from __future__ import annotations

import gc
import gettext
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from dlr_docs.cli import options, stopping
from dlr_docs.cli.options import EXIT_CHECKS, EXIT_FAILED, EXIT_INTERRUPTED
from dlr_docs.version import VERSION

if TYPE_CHECKING:
    from dlr_docs.basis.problems import Problem

# Each command with the module that holds it and what it does, so that help needs no module of
# theirs.
COMMANDS = {
    "nieuw": ("choice_files", "Maak een nieuw keuzebestand."),
    "aanvullen": ("choice_files", "Zet ontbrekende vragen in een keuzebestand."),
    "maak": ("documents", "Maak de Word-documenten."),
    "controleer": ("documents", "Controleer wettelijke inhoud en open gegevens."),
    "toon": ("documents", "Toon een document als tekst."),
    "voorbeeld": ("choice_files", "Toon of kopieer een voorbeeld."),
    "werkbank": ("workbench", "Vul in en kies op een pagina in de browser."),
    "reeks-tabel": ("series", "Maak een tabel met een rij voor elke bundel."),
    "reeks": ("series", "Maak een bundel voor elke rij van een tabel."),
    "schema": ("choice_files", "Geef het JSON Schema van het keuzebestand."),
    "clausules": ("library.clauses", "Bekijk en controleer de clausulebibliotheek."),
    "bibliotheek": ("library.layers", "Bekijk, maak, zet vast en haal lagen van de bibliotheek."),
    "sjablonen": ("library.templates", "Bekijk, kopieer en controleer Word-sjablonen."),
    "herkomst": ("made", "Toon waarvan een document is gemaakt."),
    "lees": ("made", "Lees de ingevulde gegevens uit een document."),
    "vergelijk": ("returned.compare", "Toon wat er in een document is gewijzigd."),
    "bijwerken": ("returned.update", "Maak een document opnieuw en bewaar wat eraan is gedaan."),
}
# So many objects before Python looks for cycles. That takes longer than one bundle does, and a
# bundle has fewer.
OBJECTS = 100_000


class _Program(click.Group):
    """The program; turns errors into Dutch messages."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run to an exit code; wrong use is told as data too, to who asked for that."""
        if not extra.get("standalone_mode", True):
            return super().main(args, *rest, **extra)
        given = sys.argv[1:] if args is None else list(args)
        try:
            code = super().main(given, *rest, **{**extra, "standalone_mode": False})
        except click.ClickException as exc:
            _tell_wrong_use(exc, given)
            sys.exit(exc.exit_code)
        except click.Abort as exc:
            stopping.tell_stopped(as_json="--json" in given)
            by_hand = isinstance(exc.__cause__ or exc.__context__, KeyboardInterrupt)
            sys.exit(EXIT_INTERRUPTED if by_hand else EXIT_FAILED)
        sys.exit(code if isinstance(code, int) else 0)

    def make_context(
        self, info_name: str | None, args: list[str], *rest: Any, **extra: Any
    ) -> click.Context:
        """Begin; who asks for data is known before the command is."""
        wants_data = "--json" in args
        context = super().make_context(info_name, args, *rest, **extra)
        context.meta["json"] = wants_data
        return context

    def invoke(self, context: click.Context) -> object:
        """Run a command; an error becomes messages on stderr and an exit code."""
        from dlr_docs.basis.cache import opened

        stops = context.ensure_object(stopping.Stops)
        try:
            with opened(lambda: stops.code is None):
                found = super().invoke(context)
        except (KeyboardInterrupt, stopping.Ended):
            stopping.exit_stopped(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            if not stops.is_lost:
                raise
        except Exception as exc:
            if stops.code is None:
                _exit_failed(context, exc)
        else:
            if not stops.is_lost:
                return found
        return stopping.exit_stopped(context)

    def list_commands(self, context: click.Context) -> list[str]:
        """The names of the commands, in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """A command, loaded when it is asked for."""
        if name in COMMANDS and name not in self.commands:
            module = import_module(f"dlr_docs.cli.{COMMANDS[name][0]}")
            self.add_command(getattr(module, name.replace("-", "_")))
        return self.commands.get(name)

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that arguments name; Click proposes one of those that are loaded for a name
        that is wrong.
        """
        if args[0] not in COMMANDS:
            for name in COMMANDS:
                self.get_command(context, name)
        return super().resolve_command(context, args)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without their modules."""
        with formatter.section(gettext.gettext("Commands")):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


def _exit_failed(context: click.Context, exc: Exception) -> NoReturn:
    """Tell of an error, and end with the exit code of its kind."""
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import CheckError, DlrDocsError, Place, error, reason

    if isinstance(exc, DlrDocsError):
        _tell(context, exc.problems)
        if not isinstance(exc, CheckError):
            context.exit(EXIT_FAILED)
        click.echo(_not_ready(exc.problems), err=True)
        context.exit(EXIT_CHECKS)
    if isinstance(exc, BrokenPipeError):
        sys.stderr.close()  # whoever read our output has gone; there is nobody left to tell
        context.exit(EXIT_FAILED)
    if isinstance(exc, OSError):
        message = f"het resultaat kan niet worden getoond: {reason(exc)}"
        _tell(context, [error(codes.SCHRIJVEN_MISLUKT, message, Place("dlr-docs"))])
        context.exit(EXIT_FAILED)
    if os.environ.get("DLR_DOCS_DEBUG"):
        raise exc
    _tell(context, [_unexpected(exc, context)])
    context.exit(EXIT_FAILED)


def _not_ready(problems: Sequence[Problem]) -> str:
    """That a definitive document was not made, and after how much it can be."""
    from dlr_docs.basis.problems import Severity, asked_once

    count = sum(problem.severity is Severity.ERROR for problem in asked_once(problems))
    first = "de fout" if count == 1 else f"de {count} fouten"
    return f"Er is niets geschreven. Verbeter eerst {first} hierboven; een concept kan al wel."


def _tell(context: click.Context, problems: Sequence[Problem]) -> None:
    """Problems on stderr, and as data on stdout for who asked for that."""
    from dlr_docs.basis.problems import asked_once

    if context.find_root().meta.get("json"):
        options.echo_json({"problemen": [problem.as_dict() for problem in problems]})
    options.echo_problems(asked_once(problems))


def _tell_wrong_use(exc: click.ClickException, given: Sequence[str]) -> None:
    """What Click says of wrong use, on stderr; as a problem on stdout for who asked for data."""
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import Place, error

    exc.show()
    if "--json" in given:
        context = getattr(exc, "ctx", None)
        place = Place("dlr-docs" if context is None else context.command_path)
        problem = error(codes.VERKEERD_GEBRUIK, exc.format_message(), place)
        options.echo_json({"problemen": [problem.as_dict()]})


def _unexpected(exc: Exception, context: click.Context) -> Problem:
    """A fault of ours; what it says itself may repeat what somebody typed."""
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import Place, error

    return error(
        codes.ONVERWACHT,
        f"dit had niet mogen gebeuren ({type(exc).__name__}).",
        Place(context.invoked_subcommand or "dlr-docs"),
        "Meld dit bij de beheerder, met het keuzebestand en de opdracht; "
        "met DLR_DOCS_DEBUG=1 ziet een programmeur meer.",
    )


@click.group(
    cls=_Program,
    subcommand_metavar="OPDRACHT …",
    options_metavar="[OPTIES]",
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)
@click.version_option(
    VERSION, prog_name="dlr-docs", message="%(prog)s %(version)s", help="Toon de versie."
)
def program() -> None:
    """Overeenkomsten, convenanten en addenda voor vmbo en mbo, als Word-document.

    Begin met een nieuw keuzebestand, vul het in en maak de documenten:

    \b
      dlr-docs nieuw samenwerkingsovereenkomst --uit keuzes.yaml
      dlr-docs maak keuzes.yaml
    """


def main() -> None:
    """Start the program, with Click's own texts in Dutch and all output in UTF-8."""
    _have_streams()
    gc.set_threshold(OBJECTS)
    os.environ["LANGUAGE"] = "nl"
    gettext.bindtextdomain(
        "messages", os.path.join(os.path.dirname(os.path.dirname(__file__)), "locale")
    )
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    stopping.leave(_run())


def _have_streams() -> None:
    """Give each stream that was closed before we began a place to go, or the next file that is
    opened would be it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115


def _run() -> int:
    """Run the program to its exit code."""
    try:
        stops = stopping.Stops()
        stops.answer()
        program(prog_name="dlr-docs", obj=stops)
    except SystemExit as exc:
        return exc.code if isinstance(exc.code, int) else int(exc.code is not None)
    except KeyboardInterrupt:  # before there was anything to do, or after it was told
        return EXIT_INTERRUPTED
    except OSError:
        # the output has nowhere to go, as on a full disk; there is nobody to tell either
        return EXIT_FAILED
    return 0
