"""The command line: parse, call one function, print, give an exit code. The one place that catches errors.

Nothing is imported here but Click, so that ``--help`` and completion start at once.
"""

from __future__ import annotations

import gettext
import io
import os
import sys
from pathlib import Path

import click

from dlr_docs.cli import opties
from dlr_docs.cli.clausules import clausules
from dlr_docs.cli.documenten import controleer, maak, nieuw, schema, toon
from dlr_docs.cli.gemaakt import herkomst, lees
from dlr_docs.cli.sjablonen import sjablonen
from dlr_docs.version import VERSION

EXIT_FAILED, EXIT_CHECKS = 1, 3


class _Program(click.Group):
    """The program; turns errors into Dutch messages."""

    def invoke(self, context: click.Context) -> object:
        """Run a command; an error becomes messages on stderr and an exit code."""
        from dlr_docs.cache import opened
        from dlr_docs.errors import CheckError, DlrDocsError, reason

        try:
            with opened():
                return super().invoke(context)
        except DlrDocsError as exc:
            if context.find_root().meta.get("json"):
                opties.echo_json({"problemen": [problem.as_dict() for problem in exc.problems]})
            for problem in exc.problems:
                click.echo(str(problem), err=True)
            context.exit(EXIT_CHECKS if isinstance(exc, CheckError) else EXIT_FAILED)
        except BrokenPipeError:
            sys.stderr.close()  # whoever read our output has gone; there is nobody left to tell
            context.exit(EXIT_FAILED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as exc:
            click.echo(f"fout: het resultaat kan niet worden getoond: {reason(exc)}", err=True)
            context.exit(EXIT_FAILED)
        except Exception as exc:
            if os.environ.get("DLR_DOCS_DEBUG"):
                raise
            click.echo(
                f"fout: dit had niet mogen gebeuren ({type(exc).__name__}).\n"
                "    Meld dit bij de beheerder, met het keuzebestand en de opdracht; "
                "met DLR_DOCS_DEBUG=1 ziet een programmeur meer.",
                err=True,
            )
            context.exit(EXIT_FAILED)


@click.group(
    cls=_Program,
    subcommand_metavar="OPDRACHT …",
    options_metavar="[OPTIES]",
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)
@click.version_option(VERSION, prog_name="dlr-docs", message="%(prog)s %(version)s", help="Toon de versie.")
def program() -> None:
    """Overeenkomsten, convenanten en addenda voor vmbo en mbo, als Word-document.

    Begin met een nieuw keuzebestand, vul het in en maak de documenten:

    \b
      dlr-docs nieuw samenwerkingsovereenkomst --uit keuzes.yaml
      dlr-docs maak keuzes.yaml
    """


for command in (maak, controleer, nieuw, toon, schema, clausules, sjablonen, herkomst, lees):
    program.add_command(command)


def main() -> None:
    """Start the program, with Click's own texts in Dutch and all output in UTF-8."""
    os.environ["LANGUAGE"] = "nl"
    gettext.bindtextdomain("messages", str(Path(__file__).parent.parent / "locale"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    _leave(_run())


def _run() -> int:
    """Run the program to its exit code."""
    try:
        program(prog_name="dlr-docs")
    except SystemExit as exc:
        return exc.code if isinstance(exc.code, int) else int(exc.code is not None)
    except OSError:
        return EXIT_FAILED  # the output has nowhere to go, as on a full disk; there is nobody to tell either
    return 0


def _leave(code: int) -> None:
    """End at once: taking all objects apart first takes Python as long as making a document."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if not stream.closed:
                stream.flush()
    except OSError:
        code = EXIT_FAILED
    os._exit(code)
