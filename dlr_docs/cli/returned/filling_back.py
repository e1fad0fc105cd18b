"""``lees --naar``: what was filled in a document goes back into its choice file."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlr_docs.basis.characters import harmless
from dlr_docs.cli import options
from dlr_docs.cli.returned import held

if TYPE_CHECKING:
    from dlr_docs.basis.problems import Problem
    from dlr_docs.revise.filling_back import FillIn, LeftOut
    from dlr_docs.word.read.document import ReadDocument


def fill_back(
    document: Path, naar: Path, tracked: str, dry: bool, library: Path | None, as_json: bool
) -> None:
    """Put the values of a document, or of all in a folder, into a choice file, after showing what
    changes.

    Raises:
        DlrDocsError: when one of them cannot be read, or the file does not have the document.
    """
    from dlr_docs.revise.filling_back import put_back, values_back

    held.refuse_row(document)
    bundles = held.bundles_of(naar, None, held.library_for(naar, library))
    if document.is_dir():
        fills, left = _of_folder(document, tracked, bundles)
    else:
        found, undecided = _read(document, tracked)
        fills, left = values_back(found, bundles.bundle_for(found, document), undecided)
    old = naar.read_bytes().decode("utf-8-sig")  # with its own line ends
    new, done, without_place = put_back(old, fills, str(naar))
    _tell(done, (*left, *without_place), as_json)
    if done and not dry:
        kept = _write(naar, new)
        click.echo(f"{naar} (zoals het was: {kept})", err=True)
    if left or without_place:
        raise click.exceptions.Exit(options.EXIT_CHECKS)


def _of_folder(
    folder: Path, tracked: str, bundles: held.Bundles
) -> tuple[tuple[FillIn, ...], tuple[LeftOut, ...]]:
    """What the documents of a folder give back together; all that is wrong with them in one go,
    since of one that cannot be read nobody knows whether it says the same.
    """
    from dlr_docs.basis.problems import DlrDocsError
    from dlr_docs.revise.filling_back import Answers, answers, together

    given: dict[str, Answers] = {}
    problems: list[Problem] = []
    with held.progress(held.documents_in(folder, deep=False), folder) as documents:
        for path, _ in documents:
            try:
                found, undecided = _read(path, tracked)
                given[path.name] = answers(found, bundles.bundle_for(found, path), undecided)
            except DlrDocsError as exc:
                problems += exc.problems
    if problems or not given:
        raise DlrDocsError(problems or [held.empty(folder)])
    return together(given)


def _read(document: Path, tracked: str) -> tuple[ReadDocument, dict[str, str]]:
    from dlr_docs.revise.filling_back import undecided_values
    from dlr_docs.word.package.reading.text import Changes
    from dlr_docs.word.read.document import read_document

    if tracked == "verwerpen":
        return read_document(document, Changes.REJECTED), {}
    found = read_document(document)
    if tracked == "aanvaarden":
        return found, {}
    return found, dict(undecided_values(found, read_document(document, Changes.REJECTED)))


def _tell(done: tuple[FillIn, ...], left: tuple[LeftOut, ...], as_json: bool) -> None:
    if as_json:
        options.echo_json(
            {
                "ingevuld": [
                    {
                        "gegeven": fill.name,
                        "pad": ".".join(map(str, fill.path)),
                        "was": fill.was or None,
                        "wordt": fill.typed,
                    }
                    for fill in done
                ],
                "niet_terug": [
                    {
                        "gegeven": item.name,
                        "waarden": list(item.shown),
                        "reden": item.reason,
                        "artikelen": list(item.articles),
                        "plaatsen": list(item.places),
                        "document": item.document or None,
                    }
                    for item in left
                ],
            }
        )
        return
    for fill in done:
        click.echo(harmless(f"{fill.name}: {fill.was or '(open)'} → {fill.now}"))
    if not done and not left:
        click.echo("Er is niets in te vullen: de gegevens zijn die van het keuzebestand.")
    for item in left:
        click.echo(harmless(_left_out(item)), err=True)


def _left_out(item: LeftOut) -> str:
    """What cannot go back, with where it stands and why."""
    articles = (f"artikel {number}" for number in item.articles)
    where = ", ".join(filter(None, (item.document, *item.places, *articles)))
    place = f" ({where})" if where else ""
    shown = f"'{' | '.join(item.shown)}': " if item.shown else ""
    return f"niet terug: {item.name}{place}: {shown}{item.reason}"


def _write(naar: Path, text: str) -> str:
    """The new file in place of the old, which stays beside it under the name that is returned."""
    from dlr_docs.files import output

    names = (f"{naar.name}.oud{'' if number == 1 else f'-{number}'}" for number in count(1))
    kept = next(name for name in names if not naar.with_name(name).exists())
    files = {naar.name: text.encode(), kept: naar.read_bytes()}
    output.write_files(files, naar.parent, overwrite=True)
    return kept
