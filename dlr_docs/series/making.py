"""The documents of a row in their folder: what changed, and never over somebody's edits."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from dlr_docs.basis.problems import OutputError, Problem
from dlr_docs.build.writing import copies_to_convert, document_bytes, files_beside
from dlr_docs.files import output
from dlr_docs.files.spool import unpacked
from dlr_docs.model.document import Bundle
from dlr_docs.series.judging import Job, Judged, build_row
from dlr_docs.series.table.lines import SeriesRow
from dlr_docs.series.table.naming import file_name

T = TypeVar("T")


class Recorded(Struct, frozen=True):
    """What an earlier run made of a row: the digest of what it followed from, and that of each
    file.
    """

    digest: str
    files: Mapping[str, str]


class Made(Struct, frozen=True):
    """What became of a row: the files that it has now, those that were ``written``, and those that
    were ``edited`` by hand and stay. ``problems`` say why something was not written that would be
    otherwise now.
    """

    name: str
    digest: str
    files: Mapping[str, str]
    written: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class RowResult(Struct, frozen=True):
    """What became of one row of a series: how it was judged and what was made of it; ``made`` is
    None for a row that was left out.
    """

    judged: Judged
    made: Made | None

    @property
    def name(self) -> str:
        """The folder of the row."""
        return self.judged.name

    @property
    def paths(self) -> tuple[str, ...]:
        """Its documents, below the folder of the series."""
        return tuple(f"{self.name}/{file}" for file in self.made.files) if self.made else ()


class Task(Struct, frozen=True):
    """A row to make: its number and folder, the digest of all that follows from it, the ids of its
    documents, what an earlier run made, and which documents may be replaced though they were
    edited.
    """

    number: int
    name: str
    digest: str
    ids: tuple[str, ...]
    recorded: Recorded | None
    forced: frozenset[str]


_stopping: list[bool] = []  # whether this process was told to stop


def stop() -> None:
    """Have this process make no more rows: a row that is being written is finished, and LibreOffice
    is ended, since nothing is written yet of what it makes.

    Raises:
        KeyboardInterrupt: to end LibreOffice; ``make_rows`` takes it.
    """
    from dlr_docs.files.office import is_converting

    if _stopping:
        return  # LibreOffice is being ended
    _stopping.append(True)
    if is_converting():
        raise KeyboardInterrupt


def is_stopping() -> bool:
    """Whether this process was told to stop."""
    return bool(_stopping)


def make_rows(
    tasks: Sequence[Task], rows: bytes, job: Job, folder: Path, workshop: Path
) -> list[Made | None]:
    """Make rows, with one start of LibreOffice for all of them.

    Args:
        rows: the rows, packed, among others; opened only for a bundle that was not kept.
        folder: where the folders of the rows go.
        workshop: a private folder in it, for what is not in its place yet.

    Returns:
        What became of each; None for those that were left when this process had to stop.
    """
    done = {task.number: _unchanged(task, job, folder) for task in tasks}
    todo = [task for task in tasks if done[task.number] is None]
    bundles = _bundles([] if _stopping else todo, rows, job)
    converted = _unless_stopped(todo, bundles, job, workshop)
    for task in todo:
        if _stopping:
            break
        more = converted.get(task.number, {})
        own = folder / task.name
        done[task.number] = _make(task, bundles[task.number], more, job, own, workshop)
    return [done[task.number] for task in tasks]


def _unless_stopped(
    tasks: Sequence[Task], bundles: Mapping[int, Bundle], job: Job, workshop: Path
) -> dict[int, dict[str, bytes]]:
    """What rows have in other formats; nothing when this process has to stop before it is there."""
    if not job.options.formats or not tasks or _stopping:
        return {}
    try:
        return _converted(tasks, bundles, job, workshop)
    except KeyboardInterrupt:
        if not _stopping:
            raise
        return {}


def _bundles(tasks: Sequence[Task], rows: bytes, job: Job) -> dict[int, Bundle]:
    """The bundle of each row by its number: kept when it was judged, or built again."""
    kept = {task.number: job.kept.pop(task.number, None) for task in tasks}
    lacking = {number for number, bundle in kept.items() if bundle is None}
    found: list[SeriesRow] = unpacked(rows) if lacking else []
    built = {row.number: build_row(row, job)[0] for row in found if row.number in lacking}
    return {number: bundle or built[number] for number, bundle in kept.items()}


def _unchanged(task: Task, job: Job, folder: Path) -> Made | None:
    """What an earlier run made of a row, when that is what it would be now and nothing is gone."""
    recorded, name = task.recorded, task.name
    if job.options.overwrite or not task.forced.isdisjoint(task.ids):
        return None
    if recorded is None or recorded.digest != task.digest:
        return None
    names = _with_formats((file_name(document_id, name) for document_id in task.ids), job)
    found = {item: digest_of(folder / name / item) for item in names}
    if None in found.values() or not found.keys() <= recorded.files.keys():
        return None
    edited = tuple(sorted(found.keys() - _same(found, recorded)))
    return Made(name, recorded.digest, recorded.files, edited=edited)


def _same(found: Mapping[str, str | None], recorded: Recorded) -> set[str]:
    """The files that are as they were made."""
    return {name for name, digest in found.items() if digest == recorded.files.get(name)}


def _with_formats(names: Iterable[str], job: Job) -> Iterator[str]:
    for name in names:
        yield name
        for ending in job.options.formats:
            yield f"{name.removesuffix('.docx')}.{ending}"


def digest_of(path: Path) -> str | None:
    """The digest of a file; None when it is not there or cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _converted(
    tasks: Sequence[Task], bundles: Mapping[int, Bundle], job: Job, workshop: Path
) -> dict[int, dict[str, bytes]]:
    """The documents of rows in other formats, by the number of the row; names of files may be the
    same in several rows.

    Raises:
        KeyboardInterrupt: when this process was told to stop.
    """
    from dlr_docs.files.office import convert

    copies: dict[str, bytes] = {}
    for task in tasks:
        if _stopping:
            raise KeyboardInterrupt
        made = copies_to_convert(bundles[task.number], job.options)
        copies |= {f"{task.number}.{key}.docx": copy for key, copy in made.items()}
    if _stopping:
        raise KeyboardInterrupt
    found: dict[int, dict[str, bytes]] = {task.number: {} for task in tasks}
    names = {task.number: task.name for task in tasks}
    for name, content in convert(copies, job.options.formats, workshop).items():
        number, document_id, ending = name.split(".")
        whole = file_name(document_id, names[int(number)]).removesuffix(".docx")
        found[int(number)][f"{whole}.{ending}"] = content
    return found


def _make(
    task: Task, bundle: Bundle, more: Mapping[str, bytes], job: Job, folder: Path, workshop: Path
) -> Made:
    """Write what may be written of a row; what somebody edited or has open stays."""
    name = task.name
    beside = files_beside(bundle.files)
    fresh = _to_write(beside, folder)
    ids = {file_name(document.id, name): document.id for document in bundle.files}
    documents = {
        file: document_bytes(bundle, document_id, job.options) for file, document_id in ids.items()
    }
    judged = {**dict.fromkeys((*more, *fresh), b""), **documents}
    obstacles = _obstacles(task, judged, ids, job, folder)
    held = {Path(problem.at).name for problem in obstacles}
    files = dict(_free({**documents, **beside}, held))
    extra = {file: content for file, content in more.items() if not _is_held(file, held)}
    before = task.recorded.files if task.recorded else {}
    kept = {file: before.get(file, "") for file in sorted(held)}
    try:
        now = _written(files, extra, folder, workshop)
    except OutputError as exc:
        return Made(name, "", before, problems=exc.problems)
    digest = "" if held else task.digest  # so that the next run says again what waits
    return Made(name, digest, {**kept, **now}, tuple(now), tuple(kept), tuple(obstacles))


def _free(files: Mapping[str, T], held: AbstractSet[str]) -> Iterator[tuple[str, T]]:
    """The files that may be written, each with what belongs to it."""
    return ((file, item) for file, item in files.items() if file not in held)


def _to_write(files: Mapping[str, bytes], folder: Path) -> list[str]:
    """The files that are not there yet with this content."""
    return [file for file, content in files.items() if not output.holds(folder / file, content)]


def _obstacles(
    task: Task, files: Mapping[str, bytes], ids: Mapping[str, str], job: Job, folder: Path
) -> list[Problem]:
    """What stands in the way of files that may not be replaced."""
    free = {
        file: content
        for file, content in files.items()
        if _document_id(file, ids) not in task.forced
    }
    named = {_stem(file): f"{task.name}/{document_id}" for file, document_id in ids.items()}
    return [*output.obstacles(free, folder, job.options.overwrite, named)]


def _is_held(file: str, held: AbstractSet[str]) -> bool:
    """Whether a converted file stays as it is, because it was edited or its document was."""
    return file in held or f"{_stem(file)}.docx" in held


def _written(
    files: Mapping[str, bytes], extra: Mapping[str, bytes], folder: Path, workshop: Path
) -> dict[str, str]:
    """Write files all at once; the digest of each. What stands there may be replaced: that was
    looked at.
    """
    if not files and not extra:
        return {}
    if not extra and not os.path.lexists(folder):
        output.write_folder(files, folder, workshop)
        return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    paths = output.write_files(files, folder, True, lambda _: extra)
    return {path.name: digest_of(path) or "" for path in paths}


def _stem(file: str) -> str:
    return file.rpartition(".")[0]


def _document_id(file: str, ids: Mapping[str, str]) -> str:
    """The document that a file holds, also when it was converted."""
    return ids.get(file) or ids.get(f"{_stem(file)}.docx", "")
