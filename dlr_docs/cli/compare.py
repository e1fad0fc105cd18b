"""The command that compares a document: vergelijk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from dlr_docs.cli import options

if TYPE_CHECKING:
    from dlr_docs.basis.problems import Problem
    from dlr_docs.model.document import Bundle
    from dlr_docs.model.library import Library
    from dlr_docs.revise.compare.comparing import Comparison
    from dlr_docs.revise.compare.page import PageTexts
    from dlr_docs.word.read.document import ReadDocument


@click.command(options_metavar="[OPTIES]")
@click.argument("document", type=options.FILE, metavar="DOCUMENT.docx|MAP")
@click.argument("met", type=options.FILE, required=False, metavar="[KEUZES.yaml|ANDER.docx]")
@click.option(
    "--html",
    "page",
    type=options.FILE,
    metavar="UIT.html",
    help="Schrijf een pagina met beide teksten naast elkaar.",
)
@click.option(
    "--redline",
    "tracked",
    type=options.FILE,
    metavar="UIT.docx",
    help="Schrijf een document met de verschillen als bijgehouden wijzigingen.",
)
@options.bijhouden
@options.bibliotheek
@options.als_json
def vergelijk(
    document: Path,
    met: Path | None,
    page: Path | None,
    tracked: Path | None,
    wie: str,
    wanneer: datetime | None,
    bibliotheek: Path | None,
    as_json: bool,
) -> None:
    """Laat per artikel en lid zien wat er in een document is gewijzigd sinds het is gemaakt.

    Met KEUZES.yaml erbij ook wat bibliotheek en keuzes sindsdien anders zouden zeggen; met
    ANDER.docx wat er tussen twee documenten verschilt. Van een MAP: welke clausules er telkens
    worden gewijzigd.

    \b
    Voorbeelden:
      dlr-docs vergelijk terug.docx
      dlr-docs vergelijk terug.docx keuzes.yaml --html verschil.html
      dlr-docs vergelijk verstuurd.docx terug.docx --redline verschil.docx
      dlr-docs vergelijk teruggekomen/
    """
    from dlr_docs.revise.compare import telling

    if document.is_dir():
        if tracked is not None:
            raise click.UsageError("--redline is er voor één document, en niet voor een map.")
        _folder(document, met, page, bibliotheek, as_json)
        return
    comparison, texts = _compared(document, met, bibliotheek)
    if tracked is not None:
        _write_redline(document, met, tracked, Tracking(wie, day_of(wanneer)), bibliotheek)
    if page is not None:
        _write_page(comparison, texts, page)
    if as_json:
        options.echo_json(telling.as_data(comparison))
        return
    options.echo_problems(comparison.problems)
    click.echo(telling.as_text(comparison), nl=False)
    for path in filter(None, (page, tracked)):
        click.echo(str(path))


class Tracking(NamedTuple):
    """Who is said to have made tracked changes, and when."""

    author: str
    day: date


def day_of(moment: datetime | None) -> date:
    """The day that was named, or else today."""
    return date.today() if moment is None else moment.date()


def _write_redline(
    document: Path, met: Path | None, target: Path, tracking: Tracking, bibliotheek: Path | None
) -> None:
    """The two documents that are compared as one, where nothing stands yet."""
    from dlr_docs.files import output
    from dlr_docs.revise.redline import as_made, redline
    from dlr_docs.word.read.document import read_document

    found = read_document(document)
    if met is not None and met.suffix.lower() == ".docx":
        one, other = found.data, read_document(met).data
    else:
        one, other = as_made(found, library_for(met, bibliotheek)), found.data
    data = redline(one, other, tracking.author, tracking.day)
    output.write_new({target.name: data}, target.parent)


def _compared(
    document: Path, met: Path | None, bibliotheek: Path | None
) -> tuple[Comparison, PageTexts]:
    from dlr_docs.revise.compare.comparing import compare_documents
    from dlr_docs.revise.compare.page import PageTexts
    from dlr_docs.word.read.document import read_document

    found = read_document(document)
    if met is not None and met.suffix.lower() == ".docx":
        other = read_document(met)
        texts = PageTexts(document.name, f"met {met.name}", document.name, met.name)
        return compare_documents(found, other), texts
    comparison = _against_library(found, document, met, bibliotheek, library_for(met, bibliotheek))
    made = found.provenance
    subtitle = f"{made.document} ({made.kind}), gemaakt met {made.program}"
    return comparison, PageTexts(document.name, subtitle, "Zoals gemaakt", "Zoals het nu is")


def _against_library(
    found: ReadDocument,
    document: Path,
    met: Path | None,
    bibliotheek: Path | None,
    library: Library,
) -> Comparison:
    """The comparison with what the document would say now; only with its own words when nobody
    named a library, and it was made with another one than that of the program.
    """
    from msgspec.structs import replace

    from dlr_docs.revise.compare.comparing import compare
    from dlr_docs.revise.compare.library_now import missing_layers, missing_problem, with_reasons

    missing = () if met is not None or bibliotheek is not None else missing_layers(found, library)
    if missing:
        problem = missing_problem(missing, str(document))
        return replace(compare(found, None), problems=(problem,))
    return with_reasons(_with_bundle(found, document, met, library), found, library)


def _with_bundle(
    found: ReadDocument, document: Path, met: Path | None, library: Library
) -> Comparison:
    """The comparison with what the choices would give now: those of a file, or its own."""
    from msgspec.structs import replace

    from dlr_docs.basis.problems import ChoicesError
    from dlr_docs.revise.compare.comparing import compare
    from dlr_docs.revise.rebuild import rebuild

    if met is not None:
        return compare(found, bundle_of(met, found, library))
    try:
        bundle = rebuild(found, library, document).bundle
    except ChoicesError as exc:
        return replace(compare(found, None), problems=exc.problems)
    return compare(found, bundle)


def library_for(keuzes: Path | None, bibliotheek: Path | None) -> Library:
    """The library that was named on the command line, or else in the choice file."""
    from dlr_docs.choices.file import load_choices
    from dlr_docs.library.load import load_library

    if bibliotheek is not None or keuzes is None:
        return load_library(bibliotheek)
    return load_library(load_choices(keuzes).library)


def bundle_of(keuzes: Path, found: ReadDocument, library: Library) -> Bundle:
    """The bundle of a choice file, which must have the document."""
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import ChoicesError, Source, did_you_mean, error
    from dlr_docs.build.pipeline import build_bundle
    from dlr_docs.choices.file import load_choices

    bundle = build_bundle(load_choices(keuzes), library)
    ids = [item.id for item in bundle.files]
    name = found.provenance.document
    if name in ids:
        return bundle
    message = f"het document '{name}' staat niet in dit keuzebestand"
    hint = did_you_mean(name, ids) or "Kies het keuzebestand waarmee het document is gemaakt."
    raise ChoicesError(error(codes.ONBEKEND_DOCUMENT, message, Source(str(keuzes)), hint))


def _write_page(comparison: Comparison, texts: PageTexts, page: Path) -> None:
    from dlr_docs.files import output
    from dlr_docs.revise.compare.page import as_page

    data = as_page(comparison, texts).encode()
    output.write_files({page.name: data}, page.parent, overwrite=True)


def _folder(
    folder: Path, met: Path | None, page: Path | None, library: Path | None, as_json: bool
) -> None:
    """What is changed again and again in the documents of a folder."""
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import DlrDocsError, Source, error
    from dlr_docs.revise.compare import returned
    from dlr_docs.word.read.document import read_document

    if page is not None:
        raise click.UsageError("--html is er voor één document, en niet voor een map.")
    comparisons: dict[str, Comparison] = {}
    problems: list[Problem] = []
    held = library_for(met, library)  # so that each document finds it read
    paths = [*_documents(folder)]
    for number, path in enumerate(paths, start=1):
        click.echo(f"{number} van {len(paths)}: {path.relative_to(folder).as_posix()}", err=True)
        try:
            found = _against_library(read_document(path), path, met, library, held)
        except DlrDocsError as exc:
            problems += exc.problems
        else:
            comparisons[path.relative_to(folder).as_posix()] = found
    if not comparisons and not problems:
        message = "in deze map staat geen enkel Word-document"
        problems.append(error(codes.BESTAND_ONTBREEKT, message, Source(str(folder))))
    if as_json:
        data = returned.table_data(comparisons, [problem.as_dict() for problem in problems])
        options.echo_json(data)
    else:
        options.echo_problems(problems)
        click.echo(returned.as_text(comparisons), nl=False)
    if problems:
        raise click.exceptions.Exit(options.EXIT_FAILED)


def _documents(folder: Path) -> Iterator[Path]:
    """The documents in a folder and the folders in it, without the files that Word keeps beside."""
    for path in sorted(folder.rglob("*.docx")):
        if not path.name.startswith(("~$", ".")):
            yield path
