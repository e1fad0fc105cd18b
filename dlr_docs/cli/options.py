"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from dlr_docs.basis.problems import Problem
    from dlr_docs.model.choices import Choices
    from dlr_docs.model.library import Library

F = TypeVar("F", bound=Callable[..., Any])
# It failed; the checks found errors, or something is left for a person; Ctrl-C. Click has 2.
EXIT_FAILED, EXIT_CHECKS, EXIT_INTERRUPTED = 1, 3, 130
FILE = click.Path(path_type=Path, readable=False)  # whether it can be read is said in our own words
# Of the texts of clauses, wherever they go out; a layer of somebody else may say otherwise.
LICENCE = (
    "De teksten van clausules vallen onder CC0 1.0, tenzij de laag waar zij uit komen iets anders "
    "zegt."
)


def keuzes(command: F) -> F:
    """The choice file."""
    return click.argument("keuzes", type=FILE, metavar="KEUZES.yaml")(command)


def bibliotheek(command: F) -> F:
    """The library, when it is not the one of the package."""
    return click.option(
        "--bibliotheek",
        type=FILE,
        metavar="MAP",
        help="Map met een andere bibliotheek (clauses en templates).",
    )(command)


def library_here(bibliotheek: Path | None) -> Path | None:
    """The library that was named; the folder that one stands in, when that is a library or a layer,
    which is said. Only for commands that are about libraries.
    """
    if bibliotheek is not None:
        return bibliotheek
    here = Path()
    is_layer = (here / "bibliotheek.yaml").is_file()
    if not is_layer and not (here / "clauses" / "partijen.yaml").is_file():
        return None
    from dlr_docs.files.installation import default_library_path

    if here.resolve() == default_library_path():
        return None
    click.echo(f"Bibliotheek: deze map ({here.resolve().name}).", err=True)
    return here


def layer_here(bibliotheek: Path | None) -> Path:
    """The folder of the layer that was named or that one stands in; that of the package
    otherwise.
    """
    from dlr_docs.files.installation import default_library_path

    return library_here(bibliotheek) or default_library_path()


def loaded(
    keuzes: Path, bibliotheek: Path | None, definitive: bool = False
) -> tuple[Choices, Library]:
    """A choice file, and the library that was named or that it names itself."""
    from msgspec.structs import replace

    from dlr_docs.choices.file import load_choices
    from dlr_docs.library.load import load_library

    choices = load_choices(keuzes)
    if definitive:
        choices = replace(choices, draft=False)
    return choices, load_library(bibliotheek or choices.library)


def _together(*together: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one."""

    def add(command: F) -> F:
        for option in reversed(together):
            command = option(command)
        return command

    return add


# What goes into documents that are made, and whether they are definitive.
inhoud = _together(
    click.option(
        "--toelichting",
        is_flag=True,
        help="Zet de toelichting bij elke clausule als opmerking in Word.",
    ),
    click.option(
        "--dekkingstabel",
        is_flag=True,
        help="Zet achterin een tabel met de verplichte onderwerpen.",
    ),
    click.option(
        "--zonder-herkomst", is_flag=True, help="Laat het keuzebestand uit de documenten."
    ),
    click.option(
        "--definitief",
        is_flag=True,
        help="Maak de documenten definitief, ook als het bestand 'concept' zegt.",
    ),
)
pdf = click.option(
    "--pdf", is_flag=True, help="Maak ook een pdf van elk document (met LibreOffice)."
)
overschrijf = click.option(
    "--overschrijf", is_flag=True, help="Vervang ook documenten die zijn bewerkt of nu openstaan."
)
# Who is said to have made tracked changes, and when.
bijhouden = _together(
    click.option(
        "--wie",
        default="dlr-docs",
        show_default=True,
        metavar="NAAM",
        help="Wie er bij de bijgehouden wijzigingen staat.",
    ),
    click.option(
        "--wanneer",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATUM",
        help="De dag die erbij staat, als 2027-03-01; standaard vandaag.",
    ),
)


# The table of a series, for documents that it made.
reeks = click.option(
    "--reeks",
    "tabel",
    type=FILE,
    metavar="TABEL",
    help="Van een reeks: de tabel, waarin elk document zijn eigen rij heeft.",
)


def als_json(command: F) -> F:
    """Output for programs."""

    def remember(context: click.Context, _: click.Parameter, value: bool) -> bool:
        context.find_root().meta["json"] = value
        return value

    option = click.option(
        "--json",
        "as_json",
        is_flag=True,
        callback=remember,
        help="Schrijf het resultaat als JSON, ook als het mislukt.",
    )
    return option(command)


def echo_problem(problem: Problem) -> None:
    """A problem on stderr, with what was typed only when that is a screen."""
    click.echo(problem.told(to_typist=sys.stderr.isatty()), err=True)


def echo_problems(problems: Iterable[Problem]) -> None:
    """Each of some problems."""
    for problem in problems:
        echo_problem(problem)


def echo_json(data: Mapping[str, object]) -> None:
    """Print data as JSON on stdout: always an object, to which a later version can add."""
    import json

    text = json.dumps(data, ensure_ascii=False, indent=2)
    context = click.get_current_context(silent=True)
    if context is not None:
        context.find_root().meta["json-told"] = True
    click.echo(text)


def echo_texts(data: Mapping[str, object]) -> None:
    """Print data that has texts of clauses in it as JSON, with the licence of those texts."""
    echo_json({"licentie": LICENCE, **data})
