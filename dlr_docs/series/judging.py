"""What becomes of a row: its bundle, what is wrong with it, and what it still asks."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.cache import versions
from dlr_docs.basis.problems import DlrDocsError, Places, Problem, asked_once, has_errors
from dlr_docs.build.checks.coverage import coverage, open_values
from dlr_docs.build.checks.table import check_bundle
from dlr_docs.build.house_style import templates_of
from dlr_docs.build.pipeline import build_with_warnings
from dlr_docs.choices.file import choices_at
from dlr_docs.model.document import Bundle
from dlr_docs.model.library import Library
from dlr_docs.model.options import WriteOptions
from dlr_docs.series.rows import Base, data_of
from dlr_docs.series.table.lines import SeriesRow

MOST_KEPT = 1000  # bundles between judging and making, 25 kB each; more are built again


class JudgedDocument(Struct, frozen=True):
    """A document of a row: how much is open, and how many mandatory subjects have each status."""

    id: str
    title: str
    open_values: int
    cover: Mapping[str, int]


class Judged(Struct, frozen=True):
    """What is known of a row before it is made.

    ``problems`` are all of them, ``is_good`` says whether it can be made, ``digest`` covers all
    that its documents follow from.
    """

    number: int
    name: str
    is_good: bool
    problems: tuple[Problem, ...]
    documents: tuple[JudgedDocument, ...] = ()
    digest: str = ""

    @property
    def open_questions(self) -> tuple[Problem, ...]:
        """What nobody answered yet: of a document each question once, and of a party whatever
        number of documents asks it.
        """
        found = asked_once(self.problems)
        return tuple(item for item in found if item.code == codes.OPEN_GEGEVEN.name)


class Job(Struct, frozen=True):
    """What all rows are made with; ``kept`` holds bundles that were judged and not made yet."""

    base: Base
    library: Library
    options: WriteOptions
    digest: str
    kept: dict[int, Bundle] = field(default_factory=dict)


def job_of(base: Base, library: Library, options: WriteOptions) -> Job:
    """A job with the digest of all that every row follows from."""
    parts = (
        versions(),
        library.digest,
        repr(library.layers),
        repr(replace(options, overwrite=False)),
        os.environ.get("SOURCE_DATE_EPOCH"),
    )
    return Job(base, library, options, hashlib.sha256(repr(parts).encode()).hexdigest())


def judge(row: SeriesRow, job: Job) -> Judged:
    """Build the bundle of a row and say what is wrong with it; what is good is kept to be made."""
    if row.problems:
        found = _without_cells(row, job)
        return Judged(row.number, row.name, False, (*row.problems, *found))
    try:
        bundle, digest, warnings = build_row(row, job)
    except DlrDocsError as exc:
        return Judged(row.number, row.name, False, exc.problems)
    checked = check_bundle(bundle)
    is_good = not has_errors(checked)
    if is_good and len(job.kept) < MOST_KEPT:
        job.kept[row.number] = bundle
    problems = tuple(dict.fromkeys((*warnings, *checked)))
    documents = tuple(_document(item.id, bundle) for item in bundle.files)
    return Judged(row.number, row.name, is_good, problems, documents, digest)


def _without_cells(row: SeriesRow, job: Job) -> tuple[Problem, ...]:
    """What else is wrong with a row that has cells nobody can use, so that one run tells all."""
    try:
        build_row(row, job)
    except DlrDocsError as exc:
        return exc.problems
    return ()


def build_row(row: SeriesRow, job: Job) -> tuple[Bundle, str, list[Problem]]:
    """The bundle of a row, the digest of what it follows from, and warnings."""
    data, places = data_of(row, job.base)
    choices = choices_at(data, Places(job.base.places.root, places))
    bundle, warnings = build_with_warnings(choices, job.library)
    said = json.dumps(data, ensure_ascii=False, default=str)
    templates = job.library.memory.once(_templates, bundle.documents[0].template.parent)
    own = " ".join(_digests_of_annexes(bundle))
    whole = f"{job.digest} {templates} {said} {own}".rstrip()
    return bundle, hashlib.sha256(whole.encode()).hexdigest(), warnings


def _digests_of_annexes(bundle: Bundle) -> Iterator[str]:
    for document in bundle.documents:
        yield from (item.digest for item in document.attached)


def _templates(folder: os.PathLike[str]) -> str:
    """A digest of the Word templates of a house style."""
    from pathlib import Path

    found = hashlib.sha256()
    for path in templates_of(Path(folder)).values():
        found.update(path.read_bytes())
    return found.hexdigest()


def _document(document_id: str, bundle: Bundle) -> JudgedDocument:
    """What the file of a document says, the annexes in it counted."""
    whole = next(item for item in bundle.files if item.id == document_id)
    inside = (whole, *bundle.inside(whole))
    statuses = chain.from_iterable(coverage(item, bundle) for item in inside)
    still_open = sum(len(open_values(item)) for item in inside)
    cover = Counter(str(item.status) for item in statuses)
    return JudgedDocument(document_id, whole.full_title, still_open, dict(cover))


def shown_problems(judged: Judged) -> list[Problem]:
    """The problems that are told one by one; open values are counted, unless they stop the row."""
    return [
        item
        for item in asked_once(judged.problems)
        if item.code != codes.OPEN_GEGEVEN.name or has_errors([item])
    ]
