"""Pages that only show: the document as it will read, and what of it is covered."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dlr_docs.build.checks.coverage import STATES, grounds_of, state_of_the_law
from dlr_docs.web.rendering import page, shell


async def text(request: Request) -> Response:
    """The whole document as it will read in Word, to read and to print."""
    found = shell(request, "lezen")
    return page(request, "lezen.html", shell=found, preview=found.preview(request.app.state.bench))


async def cover(request: Request) -> Response:
    """The mandatory subjects with their state, and what is wrong as sentences that lead to where
    somebody can do something about it.
    """
    found = shell(request, "inhoud")
    report, bundle, document = found.report, found.opened.found.bundle, found.document
    covered = [
        item
        for item in (report.cover if report is not None else ())
        if document is not None and item.document == document.id
    ]
    values = report.open_values if report is not None else ()
    return page(
        request,
        "inhoud.html",
        shell=found,
        cover=covered,
        states=STATES,
        grounds=grounds_of(covered, bundle.library.law) if bundle is not None else "",
        law=state_of_the_law(bundle) if bundle is not None else "",
        open_values=[item for item in values if document and item.document == document.id],
        adopted=[
            item
            for item in (report.adopted if report is not None else ())
            if document and item.document == document.id
        ],
    )
