"""What to write where a topic or a variant is not known."""

from __future__ import annotations

from typing import Any

import pytest

from dlr_docs import build_bundle, check_bundle, choices_from_data
from dlr_docs.basis.problems import ChoicesError, Problem
from dlr_docs.model.library import Library


def problems(library: Library, topic: str, variant: Any) -> list[Problem]:
    party = {"vestigingsplaats": "Edam", "vertegenwoordiger": {"naam": "A", "functie": "b"}}
    data = {
        "bundel": "Proef",
        "partijen": {
            "linde": {"soort": "school", "naam": "L", "bevoegd_gezag": "Stichting L", **party},
            "roc": {"soort": "instelling", "naam": "R", "bevoegd_gezag": "Stichting R", **party},
        },
        "documenten": [{"soort": "convenant", "keuzes": {topic: variant}}],
    }
    try:
        found = check_bundle(build_bundle(choices_from_data(data), library))
    except ChoicesError as exc:
        found = list(exc.problems)
    codes = ("onbekend-onderwerp", "onbekende-variant", "aanvulling", "een-variant")
    return [problem for problem in found if problem.code in codes]


OWN = (
    "Een eigen overweging: 'considerans: [convenant, aanleiding]', en uw tekst bij 'gegevens' "
    "onder 'overwegingen_partijen'."
)


@pytest.mark.parametrize(
    ("topic", "typed", "advice"),
    [
        ("overwegingen", "aanleiding", "Bedoelt u 'considerans: [convenant, aanleiding]'?"),
        ("overwegingen", "convenant", "De overwegingen kiest u bij 'considerans'. " + OWN),
        ("Overweging", "netwerk", "De overwegingen kiest u bij 'considerans'. " + OWN),
        ("overwegingen", ["de scholen werken al jaren samen"], OWN),
        ("duur", "vaste-termijn", "Bedoelt u 'looptijd: vaste-termijn'?"),
        ("conflicten", "escalatieladder", "Bedoelt u 'geschillen: escalatieladder'?"),
        ("geschil", "escalatieladder", "Bedoelt u 'geschillen: escalatieladder'?"),
        ("geschil", "onzin", "Bedoelt u 'geschillen'?"),
        ("considerans", "de scholen werken al jaren samen", OWN),
        ("considerans", "aanleiding", "Noem ook een gewone variant: 'considerans: [convenant, aan"),
        ("faciliteiten", "de school stelt lokalen ter beschikking", "bij 'eigen_artikelen'."),
        ("exclusiviteit", "nee", "Bedoelt u 'geen'?"),
        ("exclusiviteit", "N.v.t.", "Bedoelt u 'geen'?"),
        ("geschillen", "nee", "Mogelijk zijn: benoeming-en-rechter"),
        ("geschillen", "bestuur mediation rechter", "Bedoelt u 'bestuur-mediation-rechter'?"),
        ("looptijd", ["vaste-termijn", "convenant"], "Kies een van: convenant, vaste-termijn."),
    ],
)
def test_the_advice_names_what_was_meant(
    library: Library, topic: str, typed: Any, advice: str
) -> None:
    (problem,) = problems(library, topic, typed)
    assert advice in (problem.hint or "")
    assert problem.at.startswith(f"documenten.convenant.keuzes.{topic}") or problem.code == (
        "onbekend-onderwerp"
    )


def test_one_variant_may_stand_in_a_list(library: Library) -> None:
    assert problems(library, "looptijd", ["vaste-termijn"]) == []
