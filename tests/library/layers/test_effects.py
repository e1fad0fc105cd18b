"""What each layer adds, replaces and extends."""

from __future__ import annotations

from dlr_docs.library.layers.effects import Effect, effects
from tests.layering import Layers


def test_everything_that_a_layer_does_is_told(layered: Layers) -> None:
    layered.clause("regio/doel/algemeen", "Van de regio.\n")
    layered.clause("school/doel/algemeen", "Van de school.\n")
    layered.clause("school/zwemles/ja", "Zwemmen.\n")
    layered.write(
        "school/templates/brief.yaml",
        "onderwerpen:\n  - {onderwerp: zwemles, standaard: ja, na: doel}\n",
    )
    layered.write("school/clauses/gegevens.yaml", "regio: {soort: tekst, vraag: Waar?}\n")
    layered.write("school/clauses/begrippen.yaml", "- {begrip: stage, omschrijving: werk}\n")
    assert effects(layered.load()) == (
        Effect(1, "clausule", "doel/algemeen", "vervangt", (0,)),
        Effect(2, "clausule", "doel/algemeen", "vervangt", (0, 1)),
        Effect(2, "clausule", "zwemles/ja", "erbij"),
        Effect(2, "soort document", "brief", "vult aan", (0,)),
        Effect(2, "gegeven", "regio", "vervangt", (0,)),
        Effect(2, "begrip", "stage", "erbij"),
    )


def test_one_layer_does_nothing_to_others(layered: Layers) -> None:
    assert effects(layered.load("[land]")) == ()
