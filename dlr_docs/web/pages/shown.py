"""The page that only shows: the document as it will read."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dlr_docs.web.rendering import page, shell


async def text(request: Request) -> Response:
    """The whole document as it will read in Word, to read and to print."""
    found = shell(request, "lezen")
    return page(request, "lezen.html", shell=found, preview=found.preview(request.app.state.bench))
