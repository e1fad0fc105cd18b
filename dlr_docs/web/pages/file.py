"""The file itself: what no form holds is shown as it stands there, and can be typed there."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.web.bench import Bench
from dlr_docs.web.rendering import page, shell

_WITH_CHANGES = ("invullen", "teksten", "eigen", "opzet", "bestand")


async def show(request: Request) -> Response:
    """The page."""
    found = shell(request, "bestand")
    return page(request, "bestand.html", shell=found, tekst=found.opened.text, botst=False)


async def save(request: Request) -> Response:
    """Put the text in the place of the file, unless that changed meanwhile."""
    form = await request.form(max_files=0, max_part_size=16_000_000)
    bench: Bench = request.app.state.bench
    name, text = request.path_params["file"], str(form.get("tekst", ""))
    before = bench.folder.read(name)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\r\n" in before:
        plain = plain.replace("\n", "\r\n")
    if not bench.desk.replace(name, plain, str(form.get("stand", ""))):
        found = shell(request, "bestand")
        return page(request, "bestand.html", 409, shell=found, tekst=plain, botst=True)
    return RedirectResponse(shell(request, "bestand").pages.page("bestand", melding="bewaard"), 303)


async def step(request: Request) -> Response:
    """Undo the last change, or do it again."""
    form = await request.form(max_files=0)
    bench: Bench = request.app.state.bench
    name, forward = request.path_params["file"], form.get("stap") == "opnieuw"
    done = bench.desk.redo(name) if forward else bench.desk.undo(name)
    note = ("opnieuw" if forward else "ongedaan") if done else "niets"
    back = str(form.get("pagina", ""))
    target = back if back in _WITH_CHANGES else "invullen"
    pages = shell(request, "invullen").pages
    address = pages.page(target, document=str(form.get("document", "")), melding=note)
    return RedirectResponse(address, 303)
