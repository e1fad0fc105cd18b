"""Checks on what a library says of values that documents share."""

from __future__ import annotations

from collections.abc import Iterator

from dlr_docs.basis import codes
from dlr_docs.basis.problems import Problem, did_you_mean, error
from dlr_docs.library.checks.shared import all_values, compiled_clauses
from dlr_docs.model.library import Library

_SAYS = "in afwijking van"


def check_departures(library: Library) -> Iterator[Problem]:
    """A clause that departs from the document above says so, and uses the values it departs in."""
    for clause, compiled in compiled_clauses(library):
        if clause.deviates and _SAYS not in " ".join(clause.text.casefold().split()):
            message = f"de clausule wijkt af, en haar tekst zegt nergens '{_SAYS} …'"
            hint = "Zeg in de tekst waarvan zij afwijkt, of haal 'wijkt_af' weg."
            yield error(codes.AFWIJKING_ONGEZEGD, message, clause.key("wijkt_af"), hint)
        for name in clause.deviates if isinstance(clause.deviates, tuple) else ():
            if name not in compiled.names:
                message = f"de clausule wijkt af in '{name[:40]}', en gebruikt dat gegeven niet"
                hint = did_you_mean(name, compiled.names)
                yield error(codes.AFWIJKING_ONGEZEGD, message, clause.key("wijkt_af"), hint)


def check_followed(library: Library) -> Iterator[Problem]:
    """What a value follows exists and is of its kind; what an outline calls its own exists."""
    known = {item.name: item for item in library.all_values()}
    for place, item in all_values(library):
        for name in item.follows:
            if name not in known or known[name].kind != item.kind:
                message = f"'{item.name}' volgt '{name[:40]}', en dat is geen gegeven van die soort"
                yield error(codes.VOLGT_NIET, message, place, did_you_mean(name, known))
    for outline in library.outlines.values():
        for name in outline.own_values:
            if name not in known:
                message = f"de opzet noemt het gegeven '{name[:40]}', en dat is nergens omschreven"
                place = outline.key("per_document")
                hint = did_you_mean(name, known)
                yield error(codes.OPZET_ONBEKEND_GEGEVEN, message, place, hint)
