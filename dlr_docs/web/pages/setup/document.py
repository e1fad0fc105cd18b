"""One document of a bundle: what it is called, what it belongs to and where it comes, and who takes
part in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dlr_docs.basis.problems import Path, Problem
from dlr_docs.build.parties.taking_part import own_names
from dlr_docs.choices.editing.change import data_at
from dlr_docs.model.choices import Choices, DocumentChoice, PartyChoice
from dlr_docs.model.library import Library
from dlr_docs.web.addresses import OF_SETUP
from dlr_docs.web.bench import Bench
from dlr_docs.web.editing import FormChange, seen
from dlr_docs.web.folder import NoSuchFile
from dlr_docs.web.pages.fill import clash
from dlr_docs.web.pages.own.forms import (
    OwnField,
    changes_of_item,
    lines_of,
    others_of,
    problems_below,
    shown_fields,
)
from dlr_docs.web.rendering import Shell, page, shell

# What the form, or another page, has a place for.
_SAID = frozenset(
    (
        "soort",
        "id",
        "bij",
        "plaats",
        "nummer",
        "partijen",
        "alleen",
        "keuzes",
        "gegevens",
        "vervangt",
        "eigen_artikelen",
        "eigen_bijlagen",
    )
)
_ASKED = frozenset((key,) for key in OF_SETUP)
_APART, _TOGETHER = "eigen-bestand", "zelfde-bestand"


async def show(request: Request) -> Response:
    """The form about it."""
    return _page(request, shell(request, "opzet"))


def _page(
    request: Request,
    found: Shell,
    form: FormData | None = None,
    refused: tuple[Problem, ...] = (),
) -> Response:
    choices, document = _asked(found)
    library = found.opened.library
    data = data_at(choices.data, document.path)
    told = problems_below(document.path, found)
    fields = _fields(document, choices, library)
    paths = {item.path for item in fields}
    outline = library.outlines.get(document.kind)
    return page(
        request,
        "document.html",
        400 if refused else 200,
        shell=found,
        asked=document.id,
        title=outline.title if outline is not None else document.kind,
        fields=tuple(shown_fields(fields, data, told, form, lines_of(document.path, found))),
        other=[text for path, text in told.items() if path[:1] in _ASKED and path not in paths],
        refused=refused,
        rest=others_of(document.path, _SAID, found),
    )


def _asked(found: Shell) -> tuple[Choices, DocumentChoice]:
    """The choices, and the document that an address names.

    Raises:
        NoSuchFile: when there is none.
    """
    choices = found.opened.found.choices
    documents = choices.documents if choices is not None else ()
    document = next((item for item in documents if item.id == found.asked), None)
    if choices is None or document is None:
        raise NoSuchFile
    return choices, document


def _fields(document: DocumentChoice, choices: Choices, library: Library) -> tuple[OwnField, ...]:
    return (
        OwnField(
            ("id",),
            "Naam van het bestand",
            help=f"Kleine letters, cijfers en streepjes. Wat u leeg laat, heet {document.kind}.",
        ),
        OwnField(("bij",), "Hoort bij", "keuze", options=_others(document, choices, library)),
        *_of_annex(document, choices, library),
        *_who(document, choices, library),
    )


def _others(document: DocumentChoice, choices: Choices, library: Library) -> dict[str, str]:
    """What a document can belong to."""
    outlines = library.outlines
    names = {
        item.id: f"{outlines[item.kind].title if item.kind in outlines else item.kind} ({item.id})"
        for item in choices.documents
        if item.id != document.id
    }
    return {"": "(staat op zichzelf)", **names, **_titles(choices)}


def _titles(choices: Choices) -> dict[str, str]:
    return {key: base.title for key, base in choices.bases.items()}


def _of_annex(document: DocumentChoice, choices: Choices, library: Library) -> Iterator[OwnField]:
    """Where an annex comes, and its number; also when these are typed of what is no annex."""
    data = data_at(choices.data, document.path)
    outline = library.outlines.get(document.kind)
    is_annex = outline is not None and outline.is_annex
    if is_annex or data_at(data, ("plaats",)):
        apart = _APART if data_at(data, ("plaats",)) == _APART else ""
        places = {
            apart: "in een eigen bestand",
            _TOGETHER: "achter het document waar het bij hoort, in hetzelfde bestand",
        }
        yield OwnField(("plaats",), "Waar komt deze bijlage?", "keuze", options=places)
    if is_annex or data_at(data, ("nummer",)):
        words = "Alleen als het nummer dat de bijlage vanzelf krijgt, niet klopt. Bijvoorbeeld: 3."
        yield OwnField(("nummer",), "Nummer van de bijlage", help=words)


def _who(document: DocumentChoice, choices: Choices, library: Library) -> Iterator[OwnField]:
    """Which parties take part, and with which of their own when that is not with all."""
    parties = choices.parties
    if len(parties) > 1:
        names = {key: _party_name(party, library) for key, party in parties.items()}
        words = "Vink niets aan als alle partijen meedoen."
        yield OwnField(("partijen",), "Wie doen mee?", "vinkjes", words, names)
    for key in dict.fromkeys((*(document.parties or parties), *document.only)):
        party = parties.get(key)
        own = _own_of(party, library)
        if len(own) > 1 or key in document.only:
            name = _party_name(party, library) if party is not None else key
            words = "Vink niets aan als zij allemaal meedoen."
            label = f"Wie van {name} doen mee?"
            yield OwnField(("alleen", key), label, "vinkjes", words, own)


def _own_of(party: PartyChoice | None, library: Library) -> dict[str, str]:
    """What a party has more of, each by its name."""
    sort = library.parties.by_name.get(party.kind) if party is not None else None
    return {name: name for name in own_names(party, sort)} if party and sort else {}


def _party_name(party: PartyChoice, library: Library) -> str:
    """What a party is called here: the legal person, where it has one."""
    sort = library.parties.by_name.get(party.kind)
    legal = sort.legal_person if sort is not None else None
    fields = party.fields
    return str((legal and fields.get(legal)) or fields.get("naam") or party.key)


async def save(request: Request) -> Response:
    """Put what was said of it into the file."""
    form = await request.form(max_files=0)
    bench: Bench = request.app.state.bench
    found = shell(request, "opzet", str(form.get("document", "")))
    choices, document = _asked(found)
    fields = _fields(document, choices, found.opened.library)
    data = data_at(choices.data, document.path)
    changes = [*changes_of_item(fields, document.path, form, data)]
    changes += _renamed(document, choices, changes)
    outcome = bench.desk.change(found.opened.name, changes, str(form.get("stand", "")))
    if outcome.clashes:
        return clash(request, outcome, document.id, "opzet")
    if outcome.problems:
        return _page(request, shell(request, "opzet", document.id), form, outcome.problems)
    now = shell(request, "opzet").opened.found.choices
    name = _now(document.path, now) if now is not None else document.id
    note = "elders" if outcome.changed_elsewhere else "bewaard"
    return RedirectResponse(found.pages.page("document", document=name, melding=note), 303)


def _now(path: Path, choices: Choices) -> str:
    return next((item.id for item in choices.documents if item.path == path), "")


def _renamed(
    document: DocumentChoice, choices: Choices, changes: list[FormChange]
) -> Iterator[FormChange]:
    """A new name also where others name the document."""
    change = next((item for item in changes if item.path == (*document.path, "id")), None)
    if change is None:
        return
    new, old = str(change.data or document.kind), document.id
    for path in _naming(old, choices):
        yield FormChange(path, new, seen(old))


def _naming(name: str, choices: Choices) -> Iterator[Path]:
    """Where a choice file names a document."""
    data: Mapping[str, Any] = choices.data
    around: list[Path] = [item.path for item in choices.documents]
    around += [item.path for item in choices.bases.values()]
    yield from ((*path, "bij") for path in around if data_at(data, (*path, "bij")) == name)
    for group in choices.groups.values():
        typed = data_at(data, (*group.path, "documenten"))
        places = enumerate(typed) if isinstance(typed, list) else ()
        yield from ((*group.path, "documenten", at) for at, item in places if item == name)
