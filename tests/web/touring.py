"""A way to every sort of page that the workbench has, as somebody comes there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from starlette.routing import Match, Route

from dlr_docs.web.rendering import HERE
from dlr_docs.web.serving.app import _routes
from tests.revise.edits import replaced
from tests.series.tables import workbook
from tests.web.browsing import Desk

FILE = "/bundel/doorlopende-leerroute.yaml"
REGIO = "regio: Amersfoort en omstreken"
# Addresses that give a file to keep, or that lead on.
NO_PAGES = (
    *("word", "alles", "pdf", "bijgewerkt", "reeks/tabel", "reeks/alles"),
    "",
)


def templates() -> set[str]:
    """The templates that are a page by themselves."""
    names = {path.name for path in (HERE / "html").iterdir()}
    return {name for name in names if not name.startswith("_")} - {"basis.html", "bundel.html"}


def page_routes() -> list[Route]:
    """The addresses that show a page."""
    files = {f"/bundel/{{file}}/{name}".rstrip("/") for name in NO_PAGES}
    return [
        route
        for route in _routes()
        if isinstance(route, Route) and "GET" in (route.methods or ()) and route.path not in files
    ]


def without_a_stop(visited: set[str]) -> list[str]:
    """The addresses of pages of which none was visited."""

    def is_at(route: Route, path: str) -> bool:
        scope = {"type": "http", "method": "GET", "path": path, "root_path": ""}
        return route.matches(scope)[0] is Match.FULL

    return [
        route.path for route in page_routes() if not any(is_at(route, path) for path in visited)
    ]


def _at(*paths: str) -> Callable[[Desk], list[str]]:
    def leads(desk: Desk) -> list[str]:
        return [*paths]

    return leads


def _taken(desk: Desk) -> bytes:
    """The agreement as Word gets it."""
    desk.go(f"{FILE}/meenemen")
    with desk.page.expect_download() as taken:
        name = "samenwerkingsovereenkomst.docx"
        desk.page.get_by_role("link", name=name, exact=True).click()
    return Path(taken.value.path()).read_bytes()


def _brought_back(desk: Desk, data: bytes) -> None:
    desk.go(f"{FILE}/terug")
    desk.page.get_by_label("Een document van deze bundel").set_input_files(
        {"name": "terug.docx", "mimeType": "application/octet-stream", "buffer": data}
    )
    desk.page.get_by_role("button", name="Laat zien wat er is veranderd").click()


def _returned(desk: Desk) -> list[str]:
    data = replaced(_taken(desk), "Amersfoort en omstreken", "Eemland")
    _brought_back(desk, replaced(data, "Nederlands recht", "Belgisch recht"))
    return []


def _anew(desk: Desk) -> list[str]:
    _returned(desk)
    desk.page.get_by_role("link", name="Maak het document opnieuw").click()
    return []


def _proposal(desk: Desk) -> list[str]:
    data = _taken(desk)
    path = desk.folder / "doorlopende-leerroute.yaml"
    text = path.read_text("utf-8")
    changed = text.replace(REGIO, f"{REGIO}\n      opzegtermijn: 5 weken")
    path.write_text(changed.replace("status: concept", "status: ondertekend"), "utf-8")
    _brought_back(desk, data)
    desk.page.get_by_role("link", name="Bekijk het voorstel voor een wijziging").click()
    desk.page.get_by_role("button", name="Maak de wijzigingsovereenkomst").wait_for()
    return []


def _rows(desk: Desk) -> list[str]:
    head = ["map", "partijen.linde.naam", "gegevens.ingangsdatum"]
    rows = [["Rij 1", "De Iep", "1-8-2027"], ["Fout", "De Linde", "31 februari"]]
    desk.go(f"{FILE}/reeks")
    desk.page.get_by_label("Een tabel van deze computer").set_input_files(
        {
            "name": "tabel.xlsx",
            "mimeType": "application/octet-stream",
            "buffer": workbook({"Gegevens": [head, *rows]}),
        }
    )
    desk.page.get_by_role("button", name="Kijk de rijen na").click()
    desk.page.get_by_text("1 rij is goed, 1 rij heeft fouten").wait_for()
    return []


def _clash(desk: Desk) -> list[str]:
    path = desk.folder / "doorlopende-leerroute.yaml"
    desk.go(f"{FILE}/invullen")
    path.write_text(path.read_text("utf-8").replace(REGIO, "regio: Gooi"), "utf-8")
    field = desk.page.get_by_label("In welke regio werken partijen samen?")
    field.fill("Flevoland")
    field.blur()
    desk.page.get_by_role("heading", name="Wat moet er staan?").wait_for()
    return []


def _not_there(desk: Desk) -> list[str]:
    path = desk.folder / "doorlopende-leerroute.yaml"
    path.write_text(path.read_text("utf-8").replace("concept", "definitief"), "utf-8")
    return ["/weg", f"{FILE}/word?document=samenwerkingsovereenkomst", "/bundel/weg.yaml/lezen"]


def _stopped(desk: Desk) -> list[str]:
    desk.go("/")
    desk.page.get_by_role("button", name="Afsluiten").click()
    desk.page.get_by_role("heading", name="De werkbank is gestopt").wait_for()
    return []


def _unreadable(desk: Desk) -> list[str]:
    """The pages of a file that is no choice file yet."""
    (desk.folder / "stuk.yaml").write_text("bundel: Stuk\npartijen: {linde: {soort: s\n", "utf-8")
    names = ("invullen", "teksten", "opzet", "bestand", "inhoud", "meenemen")
    return [f"/bundel/stuk.yaml/{name}" for name in names]


def _refused(desk: Desk) -> list[str]:
    """What the forms of setup say when something cannot be."""
    desk.go(f"{FILE}/document?document=samenwerkingsovereenkomst")
    desk.page.get_by_label("Naam van het bestand").fill("Met Hoofdletters!")
    desk.page.get_by_role("button", name="Bewaar", exact=True).click()
    desk.page.get_by_text("Dit is niet bewaard").wait_for()
    return []


# By the template of a page: what leads there. Addresses that are given are opened one by one; none
# stands for the page that the way ended at.
STOPS: Mapping[str, tuple[Callable[[Desk], list[str]], ...]] = {
    "start.html": (_at("/"),),
    "hulp.html": (_at("/hulp", "/hulp?antwoord=3", "/hulp?antwoord=0&antwoord=1&antwoord=0"),),
    "invullen.html": (_at(f"{FILE}/invullen"), _unreadable),
    "teksten.html": (_at(f"{FILE}/teksten"),),
    "artikel.html": (_at(f"{FILE}/artikel?onderwerp=geschillen"),),
    "eigen.html": (_at(f"{FILE}/eigen"),),
    "eigen_een.html": (
        _at(
            *(
                f"{FILE}/eigen/{name}"
                for name in ("artikel", "gegeven", "bijlage", "eerder", "groep")
            )
        ),
    ),
    "lezen.html": (_at(f"{FILE}/lezen"),),
    "inhoud.html": (_at(f"{FILE}/inhoud"),),
    "meenemen.html": (_at(f"{FILE}/meenemen"),),
    "terug.html": (_at(f"{FILE}/terug"), _returned),
    "opnieuw.html": (_anew,),
    "reeks.html": (_at(f"{FILE}/reeks"),),
    "rijen.html": (_rows,),
    "opzet.html": (_at(f"{FILE}/opzet"),),
    "document.html": (
        _at(f"{FILE}/document?document=samenwerkingsovereenkomst"),
        _refused,
    ),
    "bestand.html": (_at(f"{FILE}/bestand"),),
    "botsing.html": (_clash,),
    "fout.html": (_not_there,),
    "voorstel.html": (_proposal,),
    "gestopt.html": (_stopped,),
}
