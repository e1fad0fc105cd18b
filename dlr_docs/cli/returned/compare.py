"""The command that compares a document: vergelijk."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from dlr_docs.cli import options
from dlr_docs.cli.returned import held

if TYPE_CHECKING:
    from dlr_docs.basis.problems import Problem
    from dlr_docs.revise.changes.difference import Comparison
    from dlr_docs.revise.compare.page import PageTexts
    from dlr_docs.revise.family import CitedElsewhere
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
@options.reeks
@options.bibliotheek
@options.als_json
def vergelijk(
    document: Path,
    met: Path | None,
    page: Path | None,
    tracked: Path | None,
    wie: str,
    wanneer: datetime | None,
    tabel: Path | None,
    bibliotheek: Path | None,
    as_json: bool,
) -> None:
    """Laat per artikel en lid zien wat er in een document is gewijzigd sinds het is gemaakt.

    Met KEUZES.yaml erbij ook wat bibliotheek en keuzes sindsdien anders zouden zeggen; met
    ANDER.docx wat er tussen twee documenten verschilt. Van een MAP: welke clausules er telkens
    worden gewijzigd. Met --reeks TABEL wordt elk document vergeleken met zijn eigen rij.

    \b
    Voorbeelden:
      dlr-docs vergelijk terug.docx
      dlr-docs vergelijk terug.docx keuzes.yaml --html verschil.html
      dlr-docs vergelijk verstuurd.docx terug.docx --redline verschil.docx
      dlr-docs vergelijk teruggekomen/
      dlr-docs vergelijk uitvoer/ keuzes.yaml --reeks tabel.xlsx
    """
    from msgspec.structs import replace

    from dlr_docs.revise.compare import telling

    if tabel is not None and (met is None or _is_document(met)):
        raise click.UsageError("Noem bij --reeks ook het keuzebestand van de reeks.")
    if page is not None:
        _refuse_page(page)
    if document.is_dir():
        if tracked is not None:
            raise click.UsageError("--redline is er voor één document, en niet voor een map.")
        held.refuse_series(document, met, tabel)
        _folder(document, page, _Against(met, tabel, bibliotheek), as_json)
        return
    comparison, texts = _compared(document, _Against(met, tabel, bibliotheek))
    if tracked is not None:
        noticed = _write_redline(
            document, met, tracked, Tracking(wie, day_of(wanneer)), bibliotheek
        )
        comparison = replace(comparison, problems=(*comparison.problems, *noticed))
    if page is not None:
        from dlr_docs.revise.compare.page import as_page

        _write_page(as_page(comparison, texts), page)
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
) -> tuple[Problem, ...]:
    """The two documents that are compared as one, where nothing stands yet; and what is to be known
    of them.
    """
    from dlr_docs.files import output
    from dlr_docs.revise.redline import accepted_earlier, as_made, redline_of_ours
    from dlr_docs.word.read.document import read_document

    found = read_document(document)
    if met is not None and _is_document(met):
        one, other = found.data, read_document(met).data
        named = {str(document): one, str(met): other}
    else:
        named = {str(document): found.data}
        one, other = as_made(found, held.library_for(met, bibliotheek)), found.data
    data = redline_of_ours(one, other, tracking.author, tracking.day)
    output.write_new({target.name: data}, target.parent)
    return accepted_earlier(named, tracking.author)


def _is_document(path: Path) -> bool:
    return path.suffix.lower() == ".docx"


class _Against:
    """What documents are held against: what their own choices give, or those of a choice file, or
    of a row each; with the library that was named, or that they name.
    """

    def __init__(self, met: Path | None, tabel: Path | None, bibliotheek: Path | None) -> None:
        self.other = met if met is not None and _is_document(met) else None
        self._is_named = met is not None or bibliotheek is not None
        keuzes = None if self.other else met
        self._library = held.library_for(keuzes, bibliotheek)  # each document finds it read
        self._bundles = keuzes and held.bundles_of(keuzes, tabel, self._library)

    def compared(self, found: ReadDocument, document: Path) -> Comparison:
        """The comparison with what a document would say now; only with its own texts and values
        when nobody named a library, and it was made with another one than that of the program.
        """
        from msgspec.structs import replace

        from dlr_docs.revise.compare.comparing import compare
        from dlr_docs.revise.compare.library_now import (
            missing_layers,
            missing_problem,
            other_problem,
            with_reasons,
        )
        from dlr_docs.revise.rebuild import remade

        missing = missing_layers(found, self._library)
        if missing and not self._is_named:
            problem = missing_problem(missing, str(document))
            own = remade(found, self._library, document).bundle
            return replace(compare(found, own, is_other=True), problems=(problem,))
        comparison = with_reasons(self._with_bundle(found, document), found, self._library)
        if not missing:
            return comparison
        problem = other_problem(missing, self._library, str(document))
        return replace(comparison, problems=(problem, *comparison.problems))

    def between(self, found: ReadDocument, other: ReadDocument) -> Comparison:
        """The comparison of two documents, with what their clauses cover as far as is known."""
        from dlr_docs.revise.compare.comparing import compare_documents
        from dlr_docs.revise.compare.library_now import missing_layers
        from dlr_docs.revise.rebuild import remade

        known = (it for it in (found, other) if not missing_layers(it, self._library))
        made = (remade(it, self._library).bundle for it in known)
        return compare_documents(found, other, [bundle for bundle in made if bundle])

    def _with_bundle(self, found: ReadDocument, document: Path) -> Comparison:
        """The comparison with what the choices would give now: those of a file, or its own."""
        from msgspec.structs import replace

        from dlr_docs.revise.compare.comparing import compare
        from dlr_docs.revise.rebuild import remade

        if self._bundles:
            return compare(found, self._bundles.bundle_for(found, document))
        own = remade(found, self._library, document)
        if own.bundle is None:
            return replace(compare(found, None), problems=own.problems)
        return compare(found, own.bundle)


def _compared(document: Path, against: _Against) -> tuple[Comparison, PageTexts]:
    from dlr_docs.revise.compare.page import PageTexts
    from dlr_docs.word.read.document import read_document

    found = read_document(document)
    if against.other is not None:
        name = against.other.name
        texts = PageTexts(document.name, f"met {name}", document.name, name)
        return against.between(found, read_document(against.other)), texts
    made = found.provenance
    subtitle = f"{made.document} ({made.kind}), gemaakt met {made.program}"
    texts = PageTexts(document.name, subtitle, "Zoals gemaakt", "Zoals het nu is")
    return against.compared(found, document), texts


def _refuse_page(page: Path) -> None:
    from dlr_docs.files import output
    from dlr_docs.revise.compare.page import is_page

    if page.suffix.lower() not in (".html", ".htm"):
        raise click.UsageError("De pagina is er voor een browser: geef haar een naam op .html.")
    output.refuse_other_file(page, is_page, "--html")


def _write_page(text: str, page: Path) -> None:
    from dlr_docs.files import output

    output.write_files({page.name: text.encode()}, page.parent, overwrite=True)


def _folder(folder: Path, page: Path | None, against: _Against, as_json: bool) -> None:
    """What is changed again and again in the documents of a folder."""
    from dlr_docs.basis.problems import Severity
    from dlr_docs.revise.compare import returned

    comparisons, cited, problems = _all_compared(folder, against)
    if not comparisons and not problems:
        problems.append(held.empty(folder))
    written = page if comparisons else None
    if written is not None:
        _write_page(returned.as_page(folder.resolve().name, comparisons, cited), written)
    if as_json:
        told = [problem.as_dict() for problem in problems]
        options.echo_json(returned.table_data(comparisons, told, cited))
    else:
        options.echo_problems((*returned.noticed(comparisons, folder), *problems))
        click.echo(returned.as_text(comparisons, cited) if comparisons else "", nl=False)
        if written is not None:
            click.echo(str(written))
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise click.exceptions.Exit(options.EXIT_FAILED)


def _all_compared(
    folder: Path, against: _Against
) -> tuple[dict[str, Comparison], dict[str, tuple[CitedElsewhere, ...]], list[Problem]]:
    """Each document of a folder compared, without its whole text, by its name; the numbers and
    titles that it has of articles elsewhere and that are others there; and what is wrong with the
    rest, or to be known of them.
    """
    from msgspec.structs import replace

    from dlr_docs.basis.problems import DlrDocsError
    from dlr_docs.revise.family import Family
    from dlr_docs.word.read.document import read_document

    comparisons: dict[str, Comparison] = {}
    cited: dict[str, tuple[CitedElsewhere, ...]] = {}
    problems: list[Problem] = []
    family = Family()
    with held.progress(held.documents_in(folder, deep=True), folder) as documents:
        for path, opened in documents:
            name = held.below(path, folder)
            try:
                found = opened.document if opened else read_document(path)
                comparison = family.less_numbers(against.compared(found, path), found, path)
                comparisons[name] = replace(comparison, rows=())
                cited[name] = tuple(family.cited(found, path))
                family.add(found, path)
            except DlrDocsError as exc:
                problems += exc.problems
    problems += family.copies()
    return dict(sorted(comparisons.items())), dict(sorted(cited.items())), problems
