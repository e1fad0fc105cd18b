"""A document that came back, made anew, and what a person has to decide about it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.basis.problems import OutputError, Problem
from dlr_docs.model.document import Bundle
from dlr_docs.revise.update.amending import amendment
from dlr_docs.revise.update.telling import heading
from dlr_docs.revise.update.undecided import Undecided
from dlr_docs.revise.update.updating import Updated, update
from dlr_docs.web.addresses import Pages
from dlr_docs.web.bench import Bench
from dlr_docs.web.folder import NoSuchFile
from dlr_docs.web.pages.back import heading_of, question_of
from dlr_docs.web.pages.start import with_ending
from dlr_docs.web.pages.take import WORD, download
from dlr_docs.web.rendering import Shell, page, shell
from dlr_docs.word.read.document import ReadDocument, read_document


async def show(request: Request) -> Response:
    """What the new document keeps, what it follows, and what is left to decide."""
    found = shell(request, "terug")
    bundle = found.opened.found.bundle
    if bundle is None:
        raise NoSuchFile
    if bundle.choices.signed:
        return _proposal(request, found)
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


def _proposal(
    request: Request, found: Shell, name: str = "", problems: tuple[Problem, ...] = ()
) -> Response:
    """What a signed document gets in the place of a new one: an agreement that changes it."""
    document, bundle = _came_back(request)
    proposed = amendment(document, bundle)
    return page(
        request,
        "voorstel.html",
        400 if problems else 200,
        shell=found,
        proposed=proposed,
        mark=request.query_params["stuk"],
        naam=name or f"wijziging-{document.provenance.document}",
        problems=problems,
        place=lambda item: _place(item, question_of(item.path, bundle)),
    )


async def propose(request: Request) -> Response:
    """Make the choice file of the agreement that changes a signed one."""
    form = await request.form(max_files=0)
    bench: Bench = request.app.state.bench
    document, bundle = _came_back(request)
    proposed = amendment(document, bundle) if bundle.choices.signed else None
    if proposed is None or not proposed.text:
        raise NoSuchFile
    name = with_ending(str(form.get("naam", "")), ("wijziging",))
    try:
        bench.folder.create(name, proposed.text)
    except OutputError as exc:
        return _proposal(request, shell(request, "terug"), name, exc.problems)
    return RedirectResponse(Pages(name).page("invullen", melding="gemaakt"), 303)


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
    found, bundle = _came_back(request)
    return update(found, bundle), found.provenance.document


def _came_back(request: Request) -> tuple[ReadDocument, Bundle]:
    """The document that an address names, and the bundle that it belongs to.

    Raises:
        NoSuchFile: when it is no longer held, or belongs to another bundle.
        DlrDocsError: when it cannot be read, or the bundle cannot be made.
    """
    bench: Bench = request.app.state.bench
    data = bench.returned.document(request.query_params.get("stuk", ""))
    if data is None:
        raise NoSuchFile
    found = read_document(data)
    bundle, _ = bench.strict(request.path_params["file"])
    if found.provenance.document not in {item.id for item in bundle.files}:
        raise NoSuchFile
    return found, bundle
