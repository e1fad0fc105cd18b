"""What layers are pinned to."""

from __future__ import annotations

import pytest

from dlr_docs import load_library
from dlr_docs.basis.problems import LibraryError
from dlr_docs.library.layers.pins import Pin, pins
from dlr_docs.version import VERSION
from tests.layering import Layers
from tests.repositories import committed, git, needs_git


def test_a_folder_outside_git_and_the_package_are_pinned_to_what_is_in_them(
    layered: Layers,
) -> None:
    layered.clause("school/doel/eigen", "Eigen.\n")
    packaged, school = pins(layered.choices("[standaard, school]").library)
    assert packaged == Pin("standaard", VERSION, None, load_library().digest)
    assert school == Pin("school", None, None, layered.load("[land, school]").layers[1].digest)
    pinned = f"[standaard, {{bron: school, inhoud: {school.digest}}}]"
    layered.load(pinned)
    layered.clause("school/doel/eigen", "Anders.\n")
    assert layered.refused(pinned).code == "laag-anders-dan-vastgezet"


def test_no_layers_are_the_package() -> None:
    (packaged,) = pins(())
    assert packaged.source == "standaard"


@needs_git
def test_a_layer_in_git_is_pinned_to_its_commit_whatever_it_was_pinned_to(layered: Layers) -> None:
    layered.clause("regio/doel/eigen", "Eerst.\n")
    first = committed(layered.folder / "regio")
    git(layered.folder / "regio", "tag", "v1")
    layered.clause("regio/doel/eigen", "Later.\n")
    second = committed(layered.folder / "regio")
    named = f"[land, {{bron: regio, versie: v1, commit: {second}}}, {{bron: ./regio/, inhoud: '00000000'}}]"
    _, tagged, plain = pins(layered.choices(named).library)
    assert tagged == Pin("regio", "v1", first, None)
    assert plain == Pin("./regio/", None, second, None)
    pinned = f"[land, {{bron: regio, versie: v1, commit: {first}}}]"
    git(layered.folder / "regio", "tag", "-f", "v1", second)
    assert layered.load(pinned).clause("doel/eigen").text == "Eerst.\n"


@needs_git
def test_what_is_not_committed_cannot_be_pinned(layered: Layers) -> None:
    layered.clause("regio/doel/eigen", "Eerst.\n")
    committed(layered.folder / "regio")
    layered.clause("regio/doel/eigen", "Later.\n")
    with pytest.raises(LibraryError) as caught:
        pins(layered.choices("[land, regio]").library)
    (problem,) = caught.value.problems
    assert problem.code == "laag-vast-kan-niet"
    assert problem.at == "bibliotheek.2"
