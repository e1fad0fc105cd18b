"""A document that came back, made anew, and what a person has to decide about it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dlr_docs.revise.update.telling import heading
from dlr_docs.revise.update.updating import Undecided, Updated, update
from dlr_docs.web.bench import Bench
from dlr_docs.web.folder import NoSuchFile
from dlr_docs.web.pages.back import heading_of, question_of
from dlr_docs.web.pages.take import WORD, download
from dlr_docs.web.rendering import page, shell
from dlr_docs.word.read.document import read_document


async def show(request: Request) -> Response:
    """What the new document keeps, what it follows, and what is left to decide."""
    found = shell(request, "terug")
    bundle = found.opened.found.bundle
    if bundle is None:
        raise NoSuchFile
    made, _ = _made(request)
    return page(
        request,
        "opnieuw.html",
        shell=found,
        made=made,
        mark=request.query_params["stuk"],
        heading=lambda change: heading_of(change, bundle),
        place=lambda item: _place(item, question_of(item.path, bundle)),
    )


def _place(item: Undecided, question: str) -> str:
    """Where something is that a person has to decide; a value is called by its question."""
    if not item.path:
        return heading(item)
    return f"{question} ({item.place})" if item.place else question


async def document(request: Request) -> Response:
    """The new document."""
    made, name = _made(request)
    return download(made.data, f"{name}-bijgewerkt.docx", WORD)


def _made(request: Request) -> tuple[Updated, str]:
    """The document as ``bijwerken`` makes it, and what it is called.

    Raises:
        NoSuchFile: when what came back is no longer held, or belongs to another bundle.
        DlrDocsError: when it cannot be made anew.
    """
    bench: Bench = request.app.state.bench
    data = bench.returned.document(request.query_params.get("stuk", ""))
    if data is None:
        raise NoSuchFile
    found = read_document(data)
    bundle, _ = bench.strict(request.path_params["file"])
    name = found.provenance.document
    if name not in {item.id for item in bundle.files}:
        raise NoSuchFile
    return update(found, bundle), name
