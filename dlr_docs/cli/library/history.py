"""Commands about the life of clauses: historie, verschil, gebruik."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlr_docs.cli import options

if TYPE_CHECKING:
    from dlr_docs.library.layers.differences import LibraryDifference, ReaderChange
    from dlr_docs.library.layers.history import ClauseHistory, Revision
    from dlr_docs.model.library import Library
    from dlr_docs.revise.usage import Usage

_CUT = "verder terug gaat deze kopie niet: haal de rest op met 'git fetch --unshallow'"
_USUAL = 10  # revisions that are shown when nobody says how many


@click.command(
    options_metavar="[OPTIES]", short_help="Wie een clausule wijzigde, wanneer en waarom."
)
@click.argument("clausule", metavar="ONDERWERP/VARIANT")
@click.option(
    "--laatste",
    type=click.IntRange(1, 1000),
    default=_USUAL,
    metavar="N",
    help=f"Zo veel wijzigingen, de nieuwste eerst [{_USUAL}].",
)
@options.bibliotheek
@options.als_json
def historie(clausule: str, laatste: int, bibliotheek: Path | None, as_json: bool) -> None:
    """Toon wie een clausule wijzigde, wanneer en waarom, en wat een lezer ervan merkt. Ook onder
    namen die zij eerder had, en als zij er niet meer is.

    \b
    Voorbeeld:
      dlr-docs clausules historie geschillen/eigen
    """
    from dlr_docs.library.layers.differences import revision_changes
    from dlr_docs.library.load import read_library

    library, _ = read_library(options.library_here(bibliotheek))
    found = _history(clausule, library, laatste)
    shown = found.revisions[:laatste]
    changes = [revision_changes(found.revisions, index) for index in range(len(shown))]
    if as_json:
        told = [
            {**_as_data(item), "wijzigingen": list(map(_change_data, changed))}
            for item, changed in zip(shown, changes, strict=True)
        ]
        options.echo_texts({"clausule": found.name, "bestand": found.path, "historie": told})
        return
    if found.name != clausule:
        click.echo(f"{clausule} heet nu {found.name}.", err=True)
    for index, (item, changed) in enumerate(zip(shown, changes, strict=True)):
        before = found.revisions[index + 1] if index + 1 < len(found.revisions) else None
        click.echo("\n".join(_told(item, before, found, changed)))
    if len(found.revisions) > laatste:
        click.echo(f"Er zijn oudere wijzigingen; toon meer met --laatste {10 * laatste}.", err=True)


def _history(clausule: str, library: Library, most: int) -> ClauseHistory:
    """The history of a clause, and one revision more than is shown."""
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import LibraryError, Place, did_you_mean, error
    from dlr_docs.library.git.asking import GitFailed
    from dlr_docs.library.layers.history import clause_history

    known = {clause.id: clause.layer for clause in library.all_clauses()}
    place = Place("ONDERWERP/VARIANT")
    layer = library.layers[known.get(clausule, len(library.layers) - 1)].name
    try:
        found = clause_history(clausule, library, most + 1)
    except GitFailed as exc:
        message = f"de geschiedenis van de laag '{layer}' kan niet worden gelezen: {exc}"
        raise LibraryError(error(codes.GEEN_GESCHIEDENIS, message, place)) from None
    if found.revisions:
        return found
    if clausule not in known:
        message = f"de clausule '{clausule[:80]}' is er niet, en was er in geen enkele laag"
        hint = did_you_mean(clausule, known)
        raise LibraryError(error(codes.GEEN_GESCHIEDENIS, message, place, hint))
    message = f"van de clausule '{clausule[:80]}' is geen geschiedenis in de laag '{layer}'"
    hint = "De laag staat niet in git, of de clausule is nog niet vastgelegd (git add, git commit)."
    raise LibraryError(error(codes.GEEN_GESCHIEDENIS, message, place, hint))


def _as_data(item: Revision) -> dict[str, object]:
    return {
        "commit": item.commit,
        "wie": item.who,
        "wanneer": item.when,
        "waarom": item.why,
        "bestand": item.path,
        "weg": item.text is None,
    }


def _told(
    item: Revision, before: Revision | None, found: ClauseHistory, changes: Sequence[ReaderChange]
) -> Iterator[str]:
    """A revision in lines.

    Args:
        before: the one that it changed; None for the first.
        found: the history that it is in.
    """
    yield f"{item.when}  {item.who}  {item.commit[:12]}"
    yield f"  {item.why}"
    if item.path != found.path:
        yield f"  (toen: {item.path})"
    if item.text is None:
        yield "  de clausule is weggehaald"
    elif before is None:
        yield f"  {_CUT if found.is_cut else 'de clausule kwam erbij'}"
    elif before.path != item.path:
        yield f"  de clausule kreeg deze naam; eerder: {before.path}"
    elif not changes:
        yield "  voor een lezer verschilt er niets"
    if item.text is not None and before is not None:
        yield from _change_lines(changes)
    yield ""


def _change_data(change: ReaderChange) -> dict[str, str]:
    return {"wat": change.about, "was": change.was, "wordt": change.now}


def _change_lines(changes: Iterable[ReaderChange]) -> Iterator[str]:
    about = ""
    for change in changes:
        if change.about != about:
            yield f"    {change.about}"
        about = change.about
        if change.was:
            yield f"      - {change.was}"
        if change.now:
            yield f"      + {change.now}"


@click.command(options_metavar="[OPTIES]", short_help="Wat er tussen twee versies verschilt.")
@click.argument("van", metavar="VERSIE")
@click.argument("naar", required=False, metavar="[VERSIE]")
@options.bibliotheek
@options.als_json
def verschil(van: str, naar: str | None, bibliotheek: Path | None, as_json: bool) -> None:
    """Toon per clausule wat er tussen twee versies van een laag verschilt: tekst, gegevens,
    verplichte onderwerpen en toelichting. En wat er verschilt in de wet, de begrippen en de soorten
    documenten. Zonder tweede versie: met de map zoals zij nu is.

    \b
    Voorbeelden:
      dlr-docs clausules verschil v2027.1 v2027.2 --bibliotheek ../regio
      dlr-docs clausules verschil HEAD
    """
    from dlr_docs.library.layers.differences import differences

    folder = options.layer_here(bibliotheek)
    found = differences(_texts(folder, van), _texts(folder, naar))
    if as_json:
        told = {"van": van, "naar": naar, "verschillen": list(map(_difference_data, found))}
        options.echo_texts(told)
        return
    for difference in found:
        click.echo("\n".join(_difference_lines(difference)))
    if not found:
        click.echo("Voor een lezer verschilt er niets.")


def _texts(folder: Path, version: str | None) -> dict[str, str]:
    """The texts of a layer at a version; as the folder is now without one."""
    from dlr_docs.basis.problems import Place
    from dlr_docs.library.layers.differences import texts_of
    from dlr_docs.library.layers.resolving import opened
    from dlr_docs.model.layers import LayerChoice

    if version is None:
        return texts_of(folder)
    return texts_of(opened(LayerChoice(str(folder), Path(), Place("VERSIE"), version)).root)


def _difference_data(item: LibraryDifference) -> dict[str, object]:
    return {
        "soort": item.sort,
        "naam": item.name,
        "stand": item.state,
        "was": item.earlier or None,
        "wijzigingen": list(map(_change_data, item.changes)),
    }


def _difference_lines(item: LibraryDifference) -> Iterator[str]:
    earlier = f" (was {item.earlier})" if item.earlier else ""
    yield f"{item.sort} {item.name}: {item.state}{earlier}"
    yield from _change_lines(item.changes)


@click.command(options_metavar="[OPTIES]", short_help="Waar clausules worden gebruikt.")
@click.argument("mappen", nargs=-1, required=True, type=options.FILE, metavar="MAP...")
@options.bibliotheek
@options.als_json
def gebruik(mappen: tuple[Path, ...], bibliotheek: Path | None, as_json: bool) -> None:
    """Tel welke varianten de keuzebestanden en documenten in mappen gebruiken en welke nergens, en
    toon welke documenten rusten op een clausule of een regel van de wet die sindsdien is gewijzigd.

    \b
    Voorbeeld:
      dlr-docs clausules gebruik contracten/ --bibliotheek ../regio
    """
    from dlr_docs.library.load import load_library
    from dlr_docs.revise.usage import usage

    named = options.library_here(bibliotheek)
    library = load_library(named)
    found = usage(mappen, library, layers_of_file=named is None)
    if as_json:
        options.echo_texts(_usage_data(found))
    else:
        options.echo_problems(found.problems)
        for line in _usage_lines(found, library):
            click.echo(line)
    if found.problems:
        raise click.exceptions.Exit(options.EXIT_FAILED)


def _usage_data(found: Usage) -> dict[str, object]:
    names = sorted({*found.in_choices, *found.in_documents})
    return {
        "keuzebestanden": found.choice_files,
        "documenten": found.documents,
        "gebruik": [
            {
                "clausule": name,
                "in_keuzebestanden": found.in_choices.get(name, 0),
                "in_documenten": found.in_documents.get(name, 0),
            }
            for name in names
        ],
        "ongebruikt": list(found.unused),
        "verouderd": [
            {
                "bestand": item.path,
                "document": item.document,
                "verschillen": list(map(_difference_data, item.differences)),
            }
            for item in found.outdated
        ],
        "problemen": [problem.as_dict() for problem in found.problems],
    }


def _usage_lines(found: Usage, library: Library) -> Iterator[str]:
    from dlr_docs.build.report import library_name

    yield f"{found.choice_files} keuzebestanden, {found.documents} documenten"
    yield f"Bibliotheek: {library_name(library)}"
    yield "\nGebruik (in keuzebestanden, in documenten)"
    for name in sorted({*found.in_choices, *found.in_documents}):
        yield f"  {found.in_choices.get(name, 0):5} {found.in_documents.get(name, 0):5}  {name}"
    yield f"\nNergens gebruikt: {len(found.unused)}"
    pairs = (name.partition("/") for name in found.unused)
    for topic, each in groupby(pairs, key=lambda parts: parts[0]):
        yield f"  {topic}: {', '.join(variant for _, _, variant in each)}"
    yield f"\nGewijzigd sinds het document is gemaakt: {len(found.outdated)}"
    for item in found.outdated:
        yield f"\n{item.path} ({item.document})"
        for difference in item.differences:
            yield from (f"  {line}" for line in _difference_lines(difference))
