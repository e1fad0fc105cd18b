"""A layer of one's own to begin with, and a clause in it that begins as a copy of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from dlr_docs.basis import codes
from dlr_docs.basis.problems import (
    LibraryError,
    OutputError,
    Place,
    Problem,
    Source,
    did_you_mean,
    error,
)
from dlr_docs.basis.yaml.text import scalar
from dlr_docs.library.files import split
from dlr_docs.library.folder import LAYER_FILE
from dlr_docs.library.reading import read_text
from dlr_docs.model.library import Clause, Library, Outline

_NAME = re.compile(r"[a-z][a-z0-9-]{0,59}/[a-z][a-z0-9-]{0,59}\Z")
_FACTS = re.compile(r"^feiten:.*\n(?:[ -].*\n)*", re.MULTILINE)
# What a new clause begins with; the check of the library refuses it as long as it is there.
SKELETON_SUMMARY = "Eén regel waarmee iemand kan kiezen."
SKELETON_NOTE = "Wanneer kiest u deze variant, en waar let u op?"
SKELETON_TEXT = "De eerste zin van het artikel."
_TOPICS = re.compile(r"^onderwerpen:[ \t]*\n(?:[ -].*\n)+", re.MULTILINE)
_README = """\
# {name}

Een laag van de clausulebibliotheek van dlr-docs. Hier staat alleen wat anders is dan in de lagen
eronder: {below} (zie `bibliotheek.yaml`).

| map | inhoud |
|---|---|
| `clauses/<onderwerp>/<variant>.md` | clausules |
| `templates/<soort>.yaml` | soorten documenten, of wat er bij een soort bijkomt |

Werk in deze map:

    dlr-docs clausules nieuw ONDERWERP/VARIANT --van ONDERWERP/VARIANT
    dlr-docs clausules controleer
    git add --all
    git commit -m "Waarom dit is gewijzigd"

Noem de laag in een keuzebestand, met een pad vanaf dat bestand. Staat het naast deze map:

    bibliotheek: [./{name}]

Voordat u tekent, zet u haar vast: `dlr-docs bibliotheek vast keuzes.yaml`.

Zo laat `git diff` de woorden en de stijlen van een Word-bestand zien (eenmaal op elke computer):

    git config diff.docx.textconv "dlr-docs sjablonen toon"

En zo wat een lezer van een clausule merkt, met voorwaarden in woorden:

    git config diff.clausule.textconv "dlr-docs clausules toon"

De teksten vallen onder CC0 1.0, tenzij hier iets anders staat.
"""
_ATTRIBUTES = """\
*.md text eol=lf
*.yaml text eol=lf
*.docx binary diff=docx
clauses/*/*.md diff=clausule
"""
_PRE_COMMIT = """\
# Eén keer: pip install pre-commit && pre-commit install
repos:
  - repo: local
    hooks:
      - id: dlr-docs
        name: clausules controleren
        entry: dlr-docs clausules controleer
        language: system
        pass_filenames: false
        files: ^(clauses|templates)/|^bibliotheek\\.yaml$
"""
_CI = """\
name: controle
on: [push, pull_request]
permissions: {contents: read}
jobs:
  clausules:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {fetch-depth: 0}
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: pip install dlr-docs
      - run: dlr-docs bibliotheek haal
      - run: dlr-docs clausules controleer
"""


class NewClause(Struct, frozen=True):
    """A clause to be made: its id, the one it begins as, and the outlines that it is put into, each
    with the topic that it comes behind.
    """

    id: str
    copied: str | None = None
    kinds: tuple[str, ...] = ()
    after: str | None = None


def layer_files(name: str, below: Sequence[str]) -> dict[str, bytes]:
    """The files of a new layer.

    Args:
        below: the sources of the layers that it rests on, each with ``@versie`` or without.
    """
    listed = "".join(f"  - {_layer(source)}\n" for source in below)
    texts = {
        LAYER_FILE: f"# Waar deze laag op rust, de onderste eerst.\nrust_op:\n{listed}",
        "README.md": _README.format(name=name, below=", ".join(below)),
        ".gitattributes": _ATTRIBUTES,
        ".pre-commit-config.yaml": _PRE_COMMIT,
        ".github/workflows/controle.yml": _CI,
        "clauses/.gitkeep": "",
        "templates/.gitkeep": "",
    }
    return {path: text.encode() for path, text in texts.items()}


def _layer(source: str) -> str:
    bare, _, version = source.rpartition("@") if not source.startswith("git@") else (source, "", "")
    if bare and version:
        return f"{{bron: {scalar(bare)}, versie: {scalar(version)}}}"
    return scalar(source)


def clause_files(wanted: NewClause, library: Library, folder: Path) -> dict[str, str]:
    """The files of a new clause in a layer, by their path in it.

    Args:
        folder: the layer that it comes in, the highest of the library.

    Raises:
        LibraryError: when it cannot be made so.
        OutputError: when it is there already.
    """
    problems = list(_wrong(wanted, library))
    if problems:
        raise LibraryError(problems)
    name = f"clauses/{wanted.id}.md"
    if (folder / name).exists():
        hint = "Pas dat bestand aan, of kies een andere naam."
        raise OutputError(
            error(codes.BESTAAT_AL, "deze clausule bestaat al", Source(str(folder / name)), hint)
        )
    topic, _, variant = wanted.id.partition("/")
    copied = library.clause(wanted.copied) if wanted.copied else None
    text = _copied(copied) if copied else _empty(topic)
    files = {name: text}
    for kind in wanted.kinds:
        if topic in _topics(library.outlines[kind]):
            continue  # it has its place there, and its default
        path = f"templates/{kind}.yaml"
        files[path] = _with_topic(folder / path, topic, variant, wanted.after or "")
    return files


def _wrong(wanted: NewClause, library: Library) -> Iterator[Problem]:
    place = Place("ONDERWERP/VARIANT")
    if not _NAME.match(wanted.id):
        message = "dit kan geen naam van een clausule zijn"
        hint = "Schrijf onderwerp/variant, met kleine letters, cijfers en streepjes."
        yield error(codes.BESTANDSNAAM, message, place, hint)
        return
    known = {clause.id for clause in library.all_clauses()}
    if wanted.copied is not None and wanted.copied not in known:
        message = f"de clausule '{wanted.copied[:80]}' bestaat niet"
        hint = did_you_mean(wanted.copied, known)
        yield error(codes.ONBEKENDE_CLAUSULE, message, Place("--van"), hint)
    for kind in wanted.kinds:
        yield from _wrong_kind(kind, wanted, library)
    topic = wanted.id.partition("/")[0]
    used = [item for item in library.outlines.values() if topic in _topics(item)]
    if not used and not wanted.kinds:
        message = f"het onderwerp '{topic}' staat in geen enkele soort document"
        near = did_you_mean(topic, library.clauses)
        hint = f"Noem met --soort en --na waar het komt. {near}"
        yield error(codes.UITBREIDING_ZONDER_PLAATS, message, place, hint)


def _wrong_kind(kind: str, wanted: NewClause, library: Library) -> Iterator[Problem]:
    outline = library.outlines.get(kind)
    if outline is None:
        message = f"de soort document '{kind[:80]}' bestaat niet"
        hint = did_you_mean(kind, library.outlines)
        yield error(codes.ONBEKENDE_SOORT, message, Place("--soort"), hint)
    elif wanted.id.partition("/")[0] in _topics(outline):
        return
    elif wanted.after is None:
        message = f"er is niet gezegd waar het in {kind} komt"
        hint = f"Noem met --na het onderwerp ervoor. {did_you_mean('', _topics(outline))}"
        yield error(codes.UITBREIDING_ZONDER_PLAATS, message, Place("--na"), hint)
    elif wanted.after not in _topics(outline):
        message = f"het onderwerp '{wanted.after[:40]}' staat niet in {kind}"
        hint = did_you_mean(wanted.after, _topics(outline))
        yield error(codes.UITBREIDING_ZONDER_PLAATS, message, Place("--na"), hint)


def _topics(outline: Outline) -> list[str]:
    return [item.topic for item in outline.topics]


def _copied(clause: Clause) -> str:
    """The text of a clause as its file has it, less the numbers of facts, which are its own."""
    text, problems = read_text(Path(clause.source.path))
    if text is None:
        raise LibraryError(problems)
    head, body, _ = split(text)
    return f"---\n{_FACTS.sub('', head or '')}---\n{body}"


def _empty(topic: str) -> str:
    title = topic.replace("-", " ").capitalize()
    return (
        f"---\ntitel: {title}\nsamenvatting: {SKELETON_SUMMARY}\n"
        f"toelichting: |\n  {SKELETON_NOTE}\n---\n1. {SKELETON_TEXT}\n"
    )


def _with_topic(path: Path, topic: str, variant: str, after: str) -> str:
    """What a layer has for a kind of document, with a topic put in; the rest stays as it is."""
    line = f"  - {{onderwerp: {topic}, standaard: {variant}, na: {after}}}\n"
    if not path.exists():
        return f"# Wat er in deze soort document bijkomt.\nonderwerpen:\n{line}"
    text = path.read_text(encoding="utf-8")
    found = _TOPICS.search(text)
    if found is None or re.search(r"^titel:", text, re.MULTILINE):
        message = "in dit bestand kan het onderwerp niet worden gezet"
        hint = f"Zet zelf onder onderwerpen: {line.strip()}"
        raise LibraryError(error(codes.UITBREIDING_ZONDER_PLAATS, message, Source(str(path)), hint))
    return f"{text[: found.end()]}{line}{text[found.end() :]}"
