"""The table of a series: an empty one to take away, and one with rows to look at."""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.basis.problems import DlrDocsError, Problem
from dlr_docs.series.table.chosen import layout_of
from dlr_docs.series.table.reading import table_of
from dlr_docs.series.table.template import new_table
from dlr_docs.sheets.reading import sheets_of
from dlr_docs.web.bench import Bench
from dlr_docs.web.pages.series.runs import Runs
from dlr_docs.web.pages.take import download
from dlr_docs.web.rendering import page, shell
from dlr_docs.web.serving.security import MAXIMUM_UPLOAD

_TABLES = ("xlsx", "ods", "xls", "csv")
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NONE = "Kies eerst een tabel."
_TOO_LARGE = "Dit bestand is te groot: hoogstens 20 MB."


async def show(request: Request) -> Response:
    """The page."""
    return _page(request)


def _page(request: Request, problems: tuple[Problem, ...] = (), message: str = "") -> Response:
    bench: Bench = request.app.state.bench
    return page(
        request,
        "reeks.html",
        400 if problems or message else 200,
        shell=shell(request, "reeks"),
        tables=bench.folder.beside(_TABLES),
        problems=problems,
        bezwaar=message,
    )


async def empty(request: Request) -> Response:
    """A table with a column for everything that is still open."""
    bench: Bench = request.app.state.bench
    name = request.path_params["file"]
    choices, library = bench.loaded(name)
    data = new_table(layout_of(choices, library), choices)
    return download(data, f"{Path(name).stem}-tabel.xlsx", _EXCEL)


async def judge(request: Request) -> Response:
    """Begin to judge the rows of a table that came along, or of one in the folder."""
    bench: Bench = request.app.state.bench
    runs: Runs = request.app.state.runs
    form = await request.form(max_files=1, max_fields=10, max_part_size=MAXIMUM_UPLOAD)
    sent = form.get("nieuw")
    if isinstance(sent, UploadFile) and sent.filename:
        name, data = sent.filename, await sent.read(MAXIMUM_UPLOAD + 1)
    elif form.get("tabel"):
        name = str(form["tabel"])
        data = bench.folder.read_beside(name, MAXIMUM_UPLOAD)
    else:
        return _page(request, (), _NONE)
    await form.close()
    if len(data) > MAXIMUM_UPLOAD:
        return _page(request, (), _TOO_LARGE)
    try:
        choices, library = bench.loaded(request.path_params["file"])
        table = table_of(sheets_of(data, name), choices, library)
    except DlrDocsError as exc:
        return _page(request, exc.problems)
    run = runs.begin(request.path_params["file"], name, table, choices, library)
    pages = shell(request, "reeks").pages
    return RedirectResponse(pages.page("reeks/rijen", reeks=run.mark), 303)
