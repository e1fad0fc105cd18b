"""The command line: parse, call one function, print, give an exit code. The one place that catches errors.

Nothing is imported here but Click, so that ``--help`` and completion start at once.
"""

from __future__ import annotations

import gettext
import os
import sys
from pathlib import Path

import click

from dlr_docs.cli.clausules import clausules
from dlr_docs.cli.documenten import controleer, maak, nieuw, schema, toon
from dlr_docs.version import VERSION

EXIT_FAILED, EXIT_CHECKS = 1, 3


class _Program(click.Group):
    """The program; turns errors into Dutch messages."""

    def invoke(self, context: click.Context) -> object:
        """Run a command; an error becomes messages on stderr and an exit code."""
        from dlr_docs.errors import CheckError, DlrDocsError

        try:
            return super().invoke(context)
        except DlrDocsError as exc:
            for problem in exc.problems:
                click.echo(str(problem), err=True)
            context.exit(EXIT_CHECKS if isinstance(exc, CheckError) else EXIT_FAILED)
        except BrokenPipeError:
            sys.stderr.close()  # whoever read our output has gone; there is nobody left to tell
            context.exit(EXIT_FAILED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as exc:
            if os.environ.get("DLR_DOCS_DEBUG"):
                raise
            click.echo(
                f"fout: dit had niet mogen gebeuren ({type(exc).__name__}). Er is niets geschreven.\n"
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


for command in (maak, controleer, nieuw, toon, schema, clausules):
    program.add_command(command)


def main() -> None:
    """Start the program, with Click's own texts in Dutch."""
    os.environ["LANGUAGE"] = "nl"
    gettext.bindtextdomain("messages", str(Path(__file__).parent.parent / "locale"))
    program(prog_name="dlr-docs")
