"""The addresses of the pages, in one place: for templates, for answers and for problems."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from msgspec import Struct

from dlr_docs.basis.problems import Path, Problem
from dlr_docs.clause.html import Leads
from dlr_docs.model.document import Bundle

OF_SETUP = ("id", "bij", "plaats", "nummer", "partijen", "alleen")  # of a document


def written(path: Path) -> str:
    """A path of keys as the name of an input."""
    return "/".join(map(str, path))


def read(name: str) -> Path:
    """The path of keys that the name of an input stands for."""
    return tuple(int(part) if part.isdecimal() else part for part in name.split("/"))


def place_of(name: str) -> str:
    """The id of the question about a value, by the path that documents know it by."""
    return f"vraag-{name}"


class Pages(Struct, frozen=True):
    """The pages about one choice file."""

    file: str

    def page(self, name: str = "", **query: str) -> str:
        """The address of a page."""
        given = {key: value for key, value in query.items() if value}
        tail = f"?{urlencode(given)}" if given else ""
        return f"/bundel/{quote(self.file, safe='')}{f'/{name}' if name else ''}{tail}"

    def question(self, document: str, name: str) -> str:
        """The address of the question about a value."""
        return f"{self.page('invullen', document=document)}#{place_of(name)}"

    def article(self, document: str, topic: str) -> str:
        """The address of the texts for an article."""
        return self.page("artikel", document=document, onderwerp=topic)

    def leads(self, document: str) -> Leads:
        """Where a click in the text of a document leads."""
        question = f"{self.page('invullen', document=document)}#{place_of('{}')}"
        article = f"{self.page('artikel', document=document)}&onderwerp={{}}"
        return Leads(question, article)

    def of_problem(self, problem: Problem, bundle: Bundle | None) -> str:
        """Where somebody can do something about a problem."""
        first, *rest = problem.at.split(".")
        ids = [document.id for document in bundle.documents] if bundle is not None else []
        if not ids:
            return self.page("bestand")
        if first in ("gegevens", "partijen") and rest:
            return self._of_the_bundle(first, rest, ids[0])
        if first == "documenten" and rest and rest[0] in ids:
            return self._in_document(rest[0], rest[1:])
        if first in ("eigen_gegevens", "basisdocumenten", "groepen"):
            return self.page("eigen", document=ids[0])
        return f"{self.page('inhoud')}#geldt-niet" if first == "negeer" else self.page("opzet")

    def _of_the_bundle(self, first: str, rest: list[str], document: str) -> str:
        if first == "gegevens":
            return self.question(document, rest[0])
        is_field = len(rest) > 1
        return self.question(document, ".".join((first, *rest))) if is_field else self.page("opzet")

    def _in_document(self, document: str, rest: list[str]) -> str:
        if rest[:1] == ["gegevens"] and len(rest) > 1:
            return self.question(document, ".".join(rest[1:]))
        if rest[:1] == ["keuzes"] and len(rest) > 1:
            return self.article(document, rest[1])
        if rest[:1] in (["eigen_artikelen"], ["eigen_bijlagen"]):
            return self.page("eigen", document=document)
        if rest and rest[0] in OF_SETUP:
            return self.page("document", document=document)
        return self.page("invullen", document=document)
