"""The rows of a series: what is wrong with each, and what was made of it."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.basis.problems import OutputError, Problem
from dlr_docs.basis.reading import NotPlain, TooLarge, read_plain
from dlr_docs.series.judging import Judged, shown_problems
from dlr_docs.series.making import Made
from dlr_docs.series.overview import OVERVIEW, state
from dlr_docs.web.bench import Bench
from dlr_docs.web.folder import Folder, NoSuchFile
from dlr_docs.web.pages.series.runs import Runs, SeriesRun
from dlr_docs.web.pages.take import download
from dlr_docs.web.rendering import page, shell
from dlr_docs.web.words import where

_MOST_SHOWN = 1000  # rows on a page; the overview has all
_LARGEST = 50_000_000  # bytes of one document that goes into the zip
_DAY = (1980, 1, 1, 0, 0, 0)  # of what is in a zip: the same documents give the same bytes


class ShownRow(Struct, frozen=True):
    """A row as the page shows it."""

    judged: Judged
    made: Made | None
    state: str
    problems: tuple[Problem, ...]

    @property
    def edited(self) -> tuple[str, ...]:
        """The documents that somebody edited and that stay."""
        return self.made.edited if self.made is not None else ()


async def show(request: Request) -> Response:
    """The rows, or how far it is."""
    return _page(request, _run(request, request.query_params.get("reeks", "")))


def _run(request: Request, mark: str) -> SeriesRun:
    runs: Runs = request.app.state.runs
    run = runs.run(mark, request.path_params["file"])
    if run is None:
        raise NoSuchFile
    return run


def _page(request: Request, now: SeriesRun, problems: tuple[Problem, ...] = ()) -> Response:
    run = copy.copy(now)  # it goes on while the page is made
    rows = () if run.is_busy else tuple(_rows(run))
    good = sum(row.judged.is_good for row in rows)
    shared = _shared(rows)
    file = request.path_params["file"]
    return page(
        request,
        "rijen.html",
        400 if problems else 200,
        shell=shell(request, "reeks"),
        run=run,
        rows=[_without(row, shared) for row in rows[:_MOST_SHOWN]],
        shared=shared,
        others=max(0, len(rows) - _MOST_SHOWN),
        good=good,
        wrong=len(rows) - good,
        folder=run.folder or f"{Path(file).stem}-reeks",
        problems=(*problems, *run.problems),
        general=(*run.table.warnings, *run.table.lost, *run.left),
        overview=OVERVIEW,
    )


def _rows(run: SeriesRun) -> list[ShownRow]:
    judged = run.series.judged if run.series is not None else ()
    made = {result.judged.number: result.made for result in run.results}
    in_order = sorted(judged, key=lambda item: item.is_good)  # what is wrong comes first
    return [_row(item, made.get(item.number)) for item in in_order]


def _shared(rows: Sequence[ShownRow]) -> tuple[Problem, ...]:
    """What is the matter with every row, and with no cell of one: it is told once."""
    first = rows[0].problems if len(rows) > 1 else ()
    told = [{_said(item) for item in row.problems} for row in rows]
    return tuple(
        item for item in first if not where(item) and all(_said(item) in said for said in told)
    )


def _said(problem: Problem) -> tuple[str, str, str | None]:
    return problem.code, problem.message, problem.hint


def _without(row: ShownRow, shared: Sequence[Problem]) -> ShownRow:
    said = {_said(item) for item in shared}
    return replace(row, problems=tuple(item for item in row.problems if _said(item) not in said))


def _row(judged: Judged, made: Made | None) -> ShownRow:
    problems = (*shown_problems(judged), *(made.problems if made is not None else ()))
    return ShownRow(judged, made, state(judged, made), problems)


async def make(request: Request) -> Response:
    """Begin to make the good rows, in a folder beside the choice file."""
    form = await request.form(max_files=0)
    bench: Bench = request.app.state.bench
    runs: Runs = request.app.state.runs
    run = _run(request, str(form.get("reeks", "")))
    if run.series is None or run.is_busy:
        raise NoSuchFile
    try:
        folder = bench.folder.below(str(form.get("map", "")).strip())
        _refuse_links(run, folder)
    except OutputError as exc:
        return _page(request, run, exc.problems)
    runs.make(run, folder)
    pages = shell(request, "reeks").pages
    return RedirectResponse(pages.page("reeks/rijen", reeks=run.mark), 303)


async def stop(request: Request) -> Response:
    """Ask a series that is at work to stop; what is ready stays."""
    form = await request.form(max_files=0)
    run = _run(request, str(form.get("reeks", "")))
    run.is_to_stop = True
    pages = shell(request, "reeks").pages
    return RedirectResponse(pages.page("reeks/rijen", reeks=run.mark), 303)


def _refuse_links(run: SeriesRun, folder: Path) -> None:
    """Refuse to write where a link in the place of the folder of a row would lead."""
    inside = Folder(folder)
    for judged in run.series.judged if run.series is not None else ():
        if (folder / judged.name).is_symlink():
            inside.below(judged.name)


async def everything(request: Request) -> Response:
    """All documents of the series, and its overview, in one file."""
    bench: Bench = request.app.state.bench
    run = _run(request, request.query_params.get("reeks", ""))
    if run.step != "gemaakt":
        raise NoSuchFile
    folder = bench.folder.below(run.folder)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for result in run.results:
            for path in result.paths:
                archive.writestr(zipfile.ZipInfo(path, _DAY), _read(folder / path, folder))
        archive.writestr(zipfile.ZipInfo(OVERVIEW, _DAY), _read(folder / OVERVIEW, folder))
    return download(packed.getvalue(), f"{run.folder}.zip", "application/zip")


def _read(path: Path, folder: Path) -> bytes:
    """A document that was made, when it still is there and no link."""
    if path.resolve() != folder.resolve() / path.relative_to(folder):
        raise NoSuchFile
    try:
        return read_plain(path, _LARGEST)
    except (OSError, NotPlain, TooLarge):
        raise NoSuchFile from None
