"""The command that makes a document anew and keeps what people did in it: bijwerken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from dlr_docs.cli import options
from dlr_docs.cli.returned import held
from dlr_docs.cli.returned.compare import day_of

if TYPE_CHECKING:
    from dlr_docs.basis.problems import Problem
    from dlr_docs.model.document import Bundle
    from dlr_docs.revise.family import Family
    from dlr_docs.revise.update.together import Apart, Member
    from dlr_docs.revise.update.updating import Updated
    from dlr_docs.word.read.document import Located, ReadDocument


@click.command(options_metavar="[OPTIES]")
@click.argument("document", type=options.FILE, metavar="DOCUMENT.docx|MAP")
@options.keuzes
@click.option(
    "--uit",
    type=options.FILE,
    metavar="UIT.docx|MAP",
    help="Waar het nieuwe document komt; standaard naast het oude, met -bijgewerkt in de naam.",
)
@click.option(
    "--wijzigingen-bijhouden",
    "tracked",
    is_flag=True,
    help="Zet alles wat er anders wordt als bijgehouden wijziging in het nieuwe document.",
)
@options.bijhouden
@click.option("--proef", is_flag=True, help="Laat alleen zien wat er zou veranderen.")
@options.reeks
@options.bibliotheek
@options.als_json
def bijwerken(
    document: Path,
    keuzes: Path,
    uit: Path | None,
    tracked: bool,
    wie: str,
    wanneer: datetime | None,
    proef: bool,
    tabel: Path | None,
    bibliotheek: Path | None,
    as_json: bool,
) -> None:
    """Maak een document opnieuw, en bewaar wat er met de hand aan is gedaan.

    Wat niemand aanraakte, volgt de bibliotheek en het keuzebestand van nu. Wat met de hand is
    gewijzigd, blijft staan. Is een tekst aan beide kanten gewijzigd, dan blijft die van de hand
    staan, met de nieuwe tekst in een opmerking. Is er iets waarover u beslist, dan is de
    afsluitcode 3. Het oude bestand blijft zoals het is. Van een MAP worden alle documenten
    bijgewerkt, of geen enkel; met --reeks TABEL elk document naar zijn eigen rij. Een document met
    status 'ondertekend' niet: daarvoor komt er een voorstel voor een wijzigingsovereenkomst.

    \b
    Voorbeelden:
      dlr-docs bijwerken teruggekomen/overeenkomst.docx keuzes.yaml --proef
      dlr-docs bijwerken teruggekomen/overeenkomst.docx keuzes.yaml --uit nieuw.docx
      dlr-docs bijwerken teruggekomen/ keuzes.yaml
      dlr-docs bijwerken uitvoer/ keuzes.yaml --reeks tabel.xlsx
    """
    if document.is_dir():
        held.refuse_series(document, keuzes, tabel)
    bundles = held.bundles_of(keuzes, tabel, held.library_for(keuzes, bibliotheek))
    by = _By(wie, day_of(wanneer)) if tracked and not proef else None
    making = _Making(bundles, keuzes, as_json, tabel is not None, by)
    if document.is_dir():
        _folder(document, uit, proef, making)
        return
    from dlr_docs.files import output

    made = making.alone(document)
    target = _target(document, uit)
    written = [] if proef else output.write_new({target.name: made.data}, target.parent)
    _tell(made, written, as_json)
    if made.undecided:
        raise click.exceptions.Exit(options.EXIT_CHECKS)


_OTHER_FILES = (".doc", ".docm", ".dotx", ".html", ".odt", ".pdf", ".rtf", ".txt", ".yaml")


def _target(document: Path, uit: Path | None) -> Path:
    """Where a document that is made anew comes: under the name that was given, or in the folder."""
    if uit is None:
        return document.with_name(f"{document.stem}-bijgewerkt.docx")
    if uit.suffix.lower() in _OTHER_FILES and not uit.is_dir():
        raise click.UsageError(
            "Het nieuwe document is een Word-document: geef het bij --uit een naam op .docx, of "
            "noem een map."
        )
    return uit if uit.suffix.lower() == ".docx" else uit / document.name


def _tell(made: Updated, written: Sequence[Path], as_json: bool) -> None:
    from dlr_docs.revise.update import telling as updated_telling

    if as_json:
        told = updated_telling.as_data(made)
        options.echo_json({"bestanden": [str(path) for path in written], **told})
        return
    click.echo(updated_telling.as_text(made), nl=False)
    for path in written:
        click.echo(str(path))


class _By(NamedTuple):
    """Who is said to have made what becomes otherwise, and when."""

    author: str
    day: date

    def tracked(self, document: Path, made: Updated) -> Updated:
        """The same, as tracked changes in the document as it came back; where no word becomes
        otherwise there is nothing to track, and what others tracked stays theirs.

        Raises:
            DlrDocsError: when that cannot be, with the document it is about.
        """
        from msgspec.structs import replace

        from dlr_docs.basis.problems import DlrDocsError, Source
        from dlr_docs.revise.redline import accepted_earlier, redline_of_ours
        from dlr_docs.word.package.opening import read_file
        from dlr_docs.word.read.lines import read_lines

        before = read_file(document)
        if read_lines(before) == read_lines(made.data):
            return made
        try:
            data = redline_of_ours(before, made.data, self.author, self.day)
        except DlrDocsError as exc:
            source = Source(str(document))
            raise DlrDocsError(replace(item, source=source) for item in exc.problems) from None
        options.echo_problems(accepted_earlier({str(document): before}, self.author))
        return replace(made, data=data)


class _Making(NamedTuple):
    """How documents are made anew: with which bundle each, from which choice file, whether what is
    told is for a program, whether those in folders in a folder count too, and by whom tracked
    changes are said to be.
    """

    bundles: held.Bundles
    keuzes: Path
    as_json: bool
    deep: bool = False
    by: _By | None = None

    def alone(self, document: Path) -> Updated:
        """A document made anew by itself.

        Raises:
            DlrDocsError: when it cannot be; of a signed one the changes are proposed first.
        """
        from dlr_docs.revise.update.updating import update
        from dlr_docs.word.read.document import read_located

        opened = read_located(document)
        found = opened.document
        bundle = self.bundles.bundle_for(found, document)
        if bundle.choices.signed and not self.as_json:
            _propose(found, bundle)
        return self._tracked(document, update(found, bundle, opened))

    def member(
        self, document: Path, opened: Located | None, family: Family
    ) -> tuple[Updated, Member]:
        """A document of a folder made anew, and what it is among the others.

        Args:
            opened: the document as it was read, when it was.
            family: those of its folder that were made anew before; it is added to them.

        Raises:
            DlrDocsError: when it cannot be.
        """
        from dlr_docs.revise.filling_back import answers
        from dlr_docs.revise.update.together import Member
        from dlr_docs.revise.update.updating import beside_others, update
        from dlr_docs.word.read.document import read_document, read_located

        opened = opened or read_located(document)
        found = opened.document
        bundle = family.with_numbers(found, document, self.bundles.bundle_for(found, document))
        made = update(found, bundle, opened)
        now = read_document(made.data)
        made = beside_others(made, family.cited(now, document))
        family.add(now, document)
        files = tuple(item.id for item in bundle.files)
        row = self.bundles.row_of(document)
        member = Member(found.provenance.document, row, files, answers(now, bundle))
        return self._tracked(document, made), member

    def _tracked(self, document: Path, made: Updated) -> Updated:
        return made if self.by is None else self.by.tracked(document, made)


def _propose(found: ReadDocument, bundle: Bundle) -> None:
    """The choice file of an agreement that changes a signed one, on stdout; what parties changed
    too, or that there is nothing to change, on stderr.
    """
    from dlr_docs.revise.update import telling as updated_telling
    from dlr_docs.revise.update.amending import amendment

    proposed = amendment(found, bundle)
    if proposed is not None:
        click.echo(proposed.text, nl=False)
        click.echo(updated_telling.beside_as_text(proposed), nl=False, err=True)


def _folder(folder: Path, uit: Path | None, proef: bool, making: _Making) -> None:
    """All documents of a bundle, or of a series, into a folder beside theirs: all of them or
    none.
    """
    from dlr_docs.files import output
    from dlr_docs.files.new_folder import write_folder
    from dlr_docs.revise.update.together import apart, missing

    made, members, copies = _all_updated(folder, making)
    target = uit or folder.with_name(f"{folder.name}-bijgewerkt")
    files = {name: item.data for name, item in made.items()}
    write = write_folder if making.deep else output.write_new
    written = [] if proef else write(files, target)
    gone = missing(members, folder, making.keuzes)
    together = _Together(made, tuple(apart(members)), (*copies, *gone))
    _tell_all(together, written, making.as_json)
    if together.apart or any(item.undecided for item in made.values()):
        raise click.exceptions.Exit(options.EXIT_CHECKS)


class _Together(NamedTuple):
    """The documents of a folder made anew by their names, values on which those of a bundle do not
    agree, and what is to be known beside.
    """

    made: Mapping[str, Updated]
    apart: Sequence[Apart]
    problems: Sequence[Problem]


def _all_updated(
    folder: Path, making: _Making
) -> tuple[dict[str, Updated], dict[str, Member], tuple[Problem, ...]]:
    """Each document of a folder made anew, and what it is among the others, by its name, and what
    is to be known of copies; all problems in one go.
    """
    from dlr_docs.basis.problems import DlrDocsError
    from dlr_docs.revise.family import Family

    made: dict[str, Updated] = {}
    members: dict[str, Member] = {}
    problems: list[Problem] = []
    family = Family()
    with held.progress(held.documents_in(folder, deep=making.deep), folder) as documents:
        for path, opened in documents:
            name = held.below(path, folder)
            try:
                made[name], members[name] = making.member(path, opened, family)
            except DlrDocsError as exc:
                problems += exc.problems
    if problems or not made:
        raise DlrDocsError(problems or [held.empty(folder)])
    return dict(sorted(made.items())), dict(sorted(members.items())), tuple(family.copies())


def _tell_all(together: _Together, written: Sequence[Path], as_json: bool) -> None:
    from dlr_docs.revise.update import telling as updated_telling

    if as_json:
        data = {name: updated_telling.as_data(item) for name, item in together.made.items()}
        options.echo_json(
            {
                "bestanden": [str(path) for path in written],
                "documenten": data,
                "oneens": updated_telling.apart_data(together.apart),
                "problemen": [problem.as_dict() for problem in together.problems],
            }
        )
        return
    options.echo_problems(together.problems)
    for name, item in together.made.items():
        click.echo(f"{name}\n{updated_telling.as_text(item)}", nl=False)
    click.echo(updated_telling.apart_as_text(together.apart), nl=False)
    for path in written:
        click.echo(str(path))
