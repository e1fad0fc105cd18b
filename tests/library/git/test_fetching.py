"""Fetching a layer: only when asked, and with nothing of anybody run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dlr_docs.basis.problems import LibraryError, Place
from dlr_docs.library.git import fetching
from dlr_docs.library.git.fetching import fetch
from dlr_docs.library.layers.resolving import store_of
from dlr_docs.model.layers import LayerChoice
from tests.layering import Layers
from tests.repositories import committed, git, needs_git

pytestmark = needs_git


def choice(address: str) -> LayerChoice:
    return LayerChoice(address, Path(), Place("bibliotheek.1"))


@pytest.fixture
def address(layered: Layers, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    layered.clause("regio/doel/eigen", "Van ver.\n")
    committed(layered.folder / "regio")
    git(layered.folder / "regio", "tag", "v1")
    return f"file://{layered.folder / 'regio'}"


def test_a_layer_from_an_address_is_used_once_it_was_fetched(layered: Layers, address: str) -> None:
    named = f"[land, {{bron: '{address}', versie: v1}}]"
    assert layered.refused(named).code == "laag-niet-opgehaald"
    fetch(choice(address))
    library = layered.load(named)
    assert library.clause("doel/eigen").text == "Van ver.\n"
    assert library.layers[1].name == "regio"
    layered.clause("regio/doel/eigen", "Later.\n")
    later = committed(layered.folder / "regio")
    assert layered.refused(f"[land, {{bron: '{address}', commit: {later}}}]").hint == (
        "Haal de laag opnieuw op met 'dlr-docs bibliotheek haal'."
    )
    fetch(choice(address))
    named = f"[land, {{bron: '{address}', versie: hoofd}}]"
    assert layered.load(named).clause("doel/eigen").text == "Later.\n"


def test_what_cannot_be_fetched_leaves_nothing(layered: Layers) -> None:
    wanted = choice(f"file://{layered.folder}/weg")
    with pytest.raises(LibraryError) as caught:
        fetch(wanted)
    assert caught.value.problems[0].code == "ophalen-mislukt"
    store = store_of(wanted.source)
    assert store is not None
    assert not store.exists()


def test_a_repository_without_bound_is_not_fetched(
    layered: Layers, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 1)
    monkeypatch.setattr(fetching, "_STEP", 0.0)
    with pytest.raises(LibraryError) as caught:
        fetch(choice(address))
    assert "te groot" in str(caught.value)
    store = store_of(address)
    assert store is not None
    assert not store.exists()


def test_nothing_that_the_other_side_names_is_started(layered: Layers, address: str) -> None:
    trace = layered.folder / "gestart"
    trap = layered.folder / "val.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{trace}'\n")
    trap.chmod(0o755)
    far = layered.folder / "regio"
    for key in (
        "uploadpack.packObjectsHook",
        "core.fsmonitor",
        "core.hooksPath",
        "core.sshCommand",
    ):
        git(far, "config", key, str(trap))
    for hook in ("post-checkout", "pre-push", "reference-transaction", "post-update"):
        (far / ".git/hooks").mkdir(exist_ok=True)
        (far / ".git/hooks" / hook).write_text(trap.read_text())
        (far / ".git/hooks" / hook).chmod(0o755)
    fetch(choice(address))
    assert not trace.exists()
