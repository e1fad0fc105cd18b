"""Commands about the layers of a library: nieuw, toon, vast, haal."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlr_docs.cli import options

if TYPE_CHECKING:
    from dlr_docs.basis.problems import Path as ProblemPath
    from dlr_docs.choices.editing.moving import Moved
    from dlr_docs.library.layers.effects import Effect
    from dlr_docs.library.layers.resolving import Layered
    from dlr_docs.model.layers import LayerChoice
    from dlr_docs.model.library import Library

_LAYER_FILE = "bibliotheek.yaml"


@click.group(options_metavar="[OPTIES]", subcommand_metavar="OPDRACHT …")
def bibliotheek() -> None:
    """Bekijk, maak, zet vast en haal de lagen van een bibliotheek.

    \b
    Voorbeeld:
      dlr-docs bibliotheek toon keuzes.yaml
    """


def keuzes_of_laag(command: options.F) -> options.F:
    """A choice file; without it, the layer that one stands in."""
    return click.argument("keuzes", type=options.FILE, required=False, metavar="[KEUZES.yaml]")(
        command
    )


@bibliotheek.command(options_metavar="[OPTIES]", short_help="Maak een eigen laag.")
@click.argument("folder", type=options.FILE, metavar="MAP")
@click.option(
    "--op",
    multiple=True,
    metavar="BRON[@VERSIE]",
    help="Waar de laag op rust, de onderste eerst [standaard].",
)
def nieuw(folder: Path, op: tuple[str, ...]) -> None:
    """Maak een map voor een eigen laag, met uitleg, een haak voor pre-commit en een recept voor CI.

    \b
    Voorbeelden:
      dlr-docs bibliotheek nieuw onze-clausules
      dlr-docs bibliotheek nieuw onze-clausules --op standaard --op ../regio@v2027.1
    """
    from dlr_docs.basis.characters import harmless
    from dlr_docs.files.new_folder import write_folder
    from dlr_docs.library.layers.new_layer import layer_files

    name = harmless(folder.absolute().name)
    for path in write_folder(layer_files(name, op or ("standaard",)), folder):
        click.echo(str(path))
    click.echo(
        f"Ga verder met: cd {shlex.quote(str(folder))} && git init && "
        "dlr-docs clausules nieuw ONDERWERP/VARIANT "
        "--van ONDERWERP/VARIANT",
        err=True,
    )


@bibliotheek.command(options_metavar="[OPTIES]", short_help="Toon de lagen en wat elke laag doet.")
@keuzes_of_laag
@options.bibliotheek
@options.als_json
def toon(keuzes: Path | None, bibliotheek: Path | None, as_json: bool) -> None:
    """Toon welke lagen er worden gebruikt, in welke versie, en wat elke laag toevoegt of vervangt.

    \b
    Voorbeelden:
      dlr-docs bibliotheek toon keuzes.yaml
      dlr-docs bibliotheek toon
    """
    from dlr_docs.build.report import layers_as_data
    from dlr_docs.choices.file import load_choices
    from dlr_docs.library.layers.effects import effects
    from dlr_docs.library.layers.moved_on import later_versions
    from dlr_docs.library.load import load_library

    if keuzes is not None and bibliotheek is None:
        library = load_library(load_choices(keuzes).library)
    else:
        library = load_library(options.library_here(bibliotheek))
    found = effects(library)
    if as_json:
        names = [layer.name for layer in library.layers]
        told = [_as_data(effect, names) for effect in found]
        noticed = [problem.as_dict() for problem in library.notices]
        later = [
            {**layer, "nieuwer": later_versions(number, library)}
            for number, layer in enumerate(layers_as_data(library))
        ]
        said = {"lagen": later, "verschillen": told, "problemen": noticed}
        options.echo_json(said)
        return
    options.echo_problems(library.notices)
    for line in _lines(library, found):
        click.echo(line)


def _as_data(effect: Effect, names: Sequence[str]) -> dict[str, object]:
    return {
        "laag": names[effect.layer],
        "soort": effect.sort,
        "naam": effect.name,
        "wat": effect.action,
        "van": [names[number] for number in effect.below],
    }


def _lines(library: Library, found: Sequence[Effect]) -> Iterator[str]:
    from dlr_docs.build.report import layer_name
    from dlr_docs.library.layers.moved_on import later_versions

    for number, layer in enumerate(library.layers):
        where = f", van {layer.source}" if layer.source else ""
        yield f"{number + 1}. {layer_name(layer)}{where} (inhoud {layer.digest[:12]})"
        own = [effect for effect in found if effect.layer == number]
        for action, each in groupby(own, key=lambda effect: effect.action):
            yield from (f"   {action}: {_told(effect, library)}" for effect in each)
        later = later_versions(number, library)
        if later:
            seen = f"dlr-docs clausules verschil {layer.version} {later[0]} --bibliotheek"
            yield f"   nieuwer: {', '.join(later)}. Wat er verschilt: {seen} {layer.source}"
    clauses = len(library.all_clauses())
    yield f"Samen {clauses} clausules en {len(library.outlines)} soorten documenten."


def _told(effect: Effect, library: Library) -> str:
    below = " en ".join(library.layers[number].name for number in effect.below)
    of = f" (van {below})" if below else ""
    return f"{effect.sort} {effect.name}{of}"


@bibliotheek.command(options_metavar="[OPTIES]", short_help="Zet de lagen vast op wat zij nu zijn.")
@keuzes_of_laag
@click.option("--proef", is_flag=True, help="Laat alleen zien wat er zou veranderen.")
def vast(keuzes: Path | None, proef: bool) -> None:
    """Zet in een keuzebestand, of in de laag waar u in staat, bij elke laag het commit of de inhoud
    van nu. Daarna meldt elke opdracht het als een laag iets anders is.

    \b
    Voorbeeld:
      dlr-docs bibliotheek vast keuzes.yaml
    """
    from dlr_docs.choices.editing.edit import with_layers, with_values
    from dlr_docs.files import output
    from dlr_docs.library.layers.pins import pins

    path = keuzes or _own_file()
    key = "rust_op" if keuzes is None else "bibliotheek"
    choices = _named(keuzes)
    found = pins(choices)
    old = path.read_bytes().decode("utf-8-sig")  # with its own line ends
    said = [{"bron": pin.source, **pin.keys} for pin in found]
    if choices:
        new = with_layers(old, said, key, str(path))
    else:
        values: dict[ProblemPath, str] = {(key, word): text for word, text in said[0].items()}
        new = with_values(old, values, str(path))
    for pin in found:
        told = ", ".join(f"{word} {text}" for word, text in pin.keys.items())
        click.echo(f"{pin.source}: {told}")
    if new == old:
        click.echo(f"{path}: alles stond al vast.", err=True)
    elif not proef:
        output.write_files({path.name: new.encode()}, path.parent, overwrite=True)
        click.echo(f"vastgezet: {path}", err=True)


def _own_file() -> Path:
    """What the layer that one stands in says of itself."""
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import LibraryError, Source, error

    path = Path(_LAYER_FILE)
    if not path.is_file():
        message = "er is geen keuzebestand genoemd, en deze map is geen laag"
        hint = "Noem een keuzebestand, of ga naar de map van een laag."
        raise LibraryError(error(codes.GEEN_LAAG, message, Source(_LAYER_FILE), hint))
    return path


def _named(keuzes: Path | None) -> tuple[LayerChoice, ...]:
    """The layers that a choice file names, or those that the layer one stands in rests on."""
    from dlr_docs.choices.file import load_choices
    from dlr_docs.library.layers.layer_file import read_layer_file

    return read_layer_file(_own_file()) if keuzes is None else load_choices(keuzes).library


@bibliotheek.command(options_metavar="[OPTIES]", short_help="Haal lagen van een adres op.")
@keuzes_of_laag
def haal(keuzes: Path | None) -> None:
    """Haal de lagen op die van een adres komen, of werk ze bij. Dit is de enige opdracht die het
    netwerk gebruikt; git vraagt het adres met uw eigen sleutels.

    \b
    Voorbeeld:
      dlr-docs bibliotheek haal keuzes.yaml
    """
    from dlr_docs.library.git.fetching import fetch
    from dlr_docs.library.layers.resolving import is_address, resolve

    choices = _named(keuzes)
    waiting = [choice for choice in choices if is_address(choice.source)]
    fetched: set[str] = set()
    while waiting:
        choice = waiting.pop()
        if choice.source not in fetched:
            fetch(choice)
            fetched.add(choice.source)
            click.echo(f"opgehaald: {choice.source}", err=True)
            waiting += _below(choice)
    if not fetched:
        click.echo("Geen van de lagen komt van een adres; er is niets op te halen.", err=True)
    for layer in resolve(choices):
        click.echo(_fetched(layer))


def _below(choice: LayerChoice) -> list[LayerChoice]:
    """The layers from an address that a fetched one rests on."""
    from dlr_docs.library.layers.resolving import is_address, opened, rests_on

    return [item for item in rests_on(opened(choice)) if is_address(item.source)]


def _fetched(layer: Layered) -> str:
    commit = f" op {layer.revision}" if layer.revision else ""
    return f"{layer.name}{commit}"


@bibliotheek.command(
    options_metavar="[OPTIES]", short_help="Zet keuzebestanden over naar de namen van nu."
)
@click.argument("mappen", nargs=-1, required=True, type=options.FILE, metavar="MAP...")
@click.option("--proef", is_flag=True, help="Laat alleen zien wat er zou veranderen.")
@options.bibliotheek
def overzetten(mappen: tuple[Path, ...], proef: bool, bibliotheek: Path | None) -> None:
    """Zet in de keuzebestanden van mappen de namen van nu: van varianten en gegevens die in de
    bibliotheek een andere naam hebben gekregen (vervangt). Al het andere blijft zoals u het typte.

    \b
    Voorbeeld:
      dlr-docs bibliotheek overzetten contracten/
    """
    from dlr_docs.basis.problems import DlrDocsError
    from dlr_docs.files import output
    from dlr_docs.revise.usage import choice_files

    failed = False
    for path in choice_files(mappen):
        try:
            old, new, names = _moved(path, bibliotheek)
        except DlrDocsError as exc:
            failed = True
            options.echo_problems(exc.problems)
            continue
        for name in names:
            click.echo(f"{path}: {name.old} heet nu {name.new}")
        if new != old and not proef:
            output.write_files({path.name: new.encode()}, path.parent, overwrite=True)
    if failed:
        raise click.exceptions.Exit(options.EXIT_FAILED)


def _moved(path: Path, bibliotheek: Path | None) -> tuple[str, str, tuple[Moved, ...]]:
    """A choice file as it is, as it becomes, and the names that change in it."""
    from dlr_docs.build.renewal import renamed_clauses, renamed_values
    from dlr_docs.choices.editing.moving import with_names

    _, library = options.loaded(path, bibliotheek)
    old = path.read_bytes().decode("utf-8-sig")  # with its own line ends
    new, names = with_names(old, renamed_clauses(library), renamed_values(library), str(path))
    return old, new, names
