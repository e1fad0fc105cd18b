"""Take away: the documents as Word or PDF, one by one or all together."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.build.writing import copies_to_convert, document_bytes, refuse_unready
from dlr_docs.choices.editing.change import data_at
from dlr_docs.files.office import convert
from dlr_docs.files.output import file_mark
from dlr_docs.model.document import Bundle
from dlr_docs.model.options import WriteOptions
from dlr_docs.web.bench import Bench
from dlr_docs.web.editing import FormChange, seen
from dlr_docs.web.folder import NoSuchFile
from dlr_docs.web.pages.fill import clash
from dlr_docs.web.rendering import page, shell

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STATES = ("concept", "definitief", "ondertekend")
_DAY = (1980, 1, 1, 0, 0, 0)  # of what is in a zip: the same documents give the same bytes


async def show(request: Request) -> Response:
    """The page."""
    found = shell(request, "meenemen")
    choices = found.opened.found.choices
    status = data_at(choices.data, ("status",)) if choices is not None else None
    files = found.opened.found.bundle.files if found.opened.found.bundle is not None else ()
    return page(request, "meenemen.html", shell=found, files=files, was=seen(status))


async def save(request: Request) -> Response:
    """Say that the documents are drafts, or definitive."""
    form = await request.form(max_files=0)
    bench: Bench = request.app.state.bench
    found = shell(request, "meenemen")
    asked = str(form.get("status", ""))
    status = asked if asked in _STATES else "concept"
    change = FormChange(("status",), status, str(form.get("was", "")))
    outcome = bench.desk.change(found.opened.name, [change])
    if outcome.clashes:
        return clash(request, outcome, "", "meenemen")
    return RedirectResponse(found.pages.page("meenemen", melding="bewaard"), 303)


def _bundle(request: Request) -> tuple[Bundle, WriteOptions]:
    """The bundle to make, as ``maak`` would make it.

    Raises:
        DlrDocsError: when it cannot be made as it is.
    """
    bench: Bench = request.app.state.bench
    bundle, name = bench.strict(request.path_params["file"])
    refuse_unready(bundle)
    query = request.query_params
    return bundle, WriteOptions(
        made_from=file_mark(Path(name)),
        notes=query.get("toelichting") == "ja",
        cover_table=query.get("dekkingstabel") == "ja",
    )


async def word(request: Request) -> Response:
    """One document."""
    bundle, options = _bundle(request)
    wanted = request.query_params.get("document", "")
    if wanted not in {document.id for document in bundle.files}:
        raise NoSuchFile
    return download(document_bytes(bundle, wanted, options), f"{wanted}.docx", WORD)


async def everything(request: Request) -> Response:
    """All documents in one file."""
    bundle, options = _bundle(request)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for document in bundle.files:
            info = zipfile.ZipInfo(f"{document.id}.docx", _DAY)
            archive.writestr(info, document_bytes(bundle, document.id, options))
    stem = Path(request.path_params["file"]).stem
    return download(packed.getvalue(), f"{stem}.zip", "application/zip")


async def pdf(request: Request) -> Response:
    """One document as a PDF, by LibreOffice; its copies stay in the folder until it is done."""
    bundle, options = _bundle(request)
    bench: Bench = request.app.state.bench
    wanted = request.query_params.get("document", "")
    copies = {f"{name}.docx": data for name, data in copies_to_convert(bundle, options).items()}
    if f"{wanted}.docx" not in copies:
        raise NoSuchFile
    chosen = {f"{wanted}.docx": copies[f"{wanted}.docx"]}
    with tempfile.TemporaryDirectory(prefix=".dlr-docs-pdf-", dir=bench.folder.path) as workshop:
        made = await run_in_threadpool(convert, chosen, ("pdf",), Path(workshop))
    return download(made[f"{wanted}.pdf"], f"{wanted}.pdf", "application/pdf")


def download(data: bytes, name: str, kind: str) -> Response:
    """A file to keep."""
    return Response(
        data,
        media_type=kind,
        headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )
