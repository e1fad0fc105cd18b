"""What is told of a layer that went on since it was pinned."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dlr_docs.basis.problems import Problem
from dlr_docs.build.pipeline import build_with_warnings
from tests.layering import Layers
from tests.repositories import committed, git, needs_git

pytestmark = needs_git


@pytest.fixture
def first(layered: Layers) -> str:
    """The commit that ``regio`` is pinned to: its first, tagged."""
    layered.clause("regio/doel/algemeen", "1. Eerst, per {{ ingangsdatum }}.\n")
    commit = committed(layered.folder / "regio")
    git(layered.folder / "regio", "tag", "v1")
    return commit


def noticed(layered: Layers, named: str) -> tuple[Problem, ...]:
    return layered.load(f"[land, {named}]").notices


def test_who_changed_a_clause_after_pinning_hears_that_the_old_text_is_used(
    layered: Layers, first: str
) -> None:
    pinned = f"{{bron: regio, commit: {first}}}"
    assert noticed(layered, pinned) == ()
    layered.clause("regio/doel/algemeen", "1. Later, per {{ ingangsdatum }}.\n")
    (problem,) = noticed(layered, pinned)
    assert (problem.code, problem.at) == ("laag-verder", "bibliotheek.2")
    assert f"clausules verschil {first[:12]} --bibliotheek" in (problem.hint or "")
    second = committed(layered.folder / "regio")
    assert [item.code for item in noticed(layered, pinned)] == ["laag-verder"]
    assert noticed(layered, f"{{bron: regio, commit: {second}}}") == ()
    choices = layered.choices(f"[land, {pinned}]")
    _, warnings = build_with_warnings(choices, layered.load(f"[land, {pinned}]"))
    assert "laag-verder" in [item.code for item in warnings]


def test_a_commit_that_changed_no_clause_is_no_news(layered: Layers, first: str) -> None:
    layered.write("regio/README.md", "Uitleg.\n")
    committed(layered.folder / "regio", "Uitleg", 2)
    assert noticed(layered, f"{{bron: regio, commit: {first}}}") == ()


def test_a_version_that_is_another_commit_than_the_pin_is_told(layered: Layers, first: str) -> None:
    layered.clause("regio/doel/algemeen", "1. Later, per {{ ingangsdatum }}.\n")
    second = committed(layered.folder / "regio", "Later", 2)
    git(layered.folder / "regio", "tag", "v2")
    assert noticed(layered, f"{{bron: regio, versie: v1, commit: {first}}}") == ()
    (problem,) = noticed(layered, f"{{bron: regio, versie: v2, commit: {first}}}")
    assert f"de versie 'v2' is nu {second[:12]}" in problem.message
    git(layered.folder / "regio", "tag", "-d", "v2")
    assert noticed(layered, f"{{bron: regio, versie: v2, commit: {first}}}") == ()


def test_a_folder_that_is_no_layer_any_more_is_told_and_the_pin_holds(
    layered: Layers, first: str
) -> None:
    pinned = f"{{bron: regio, commit: {first}}}"
    (layered.folder / "regio/clauses/doel/algemeen.md").unlink()
    (layered.folder / "regio/clauses/doel/algemeen.md").symlink_to("/etc/hostname")
    assert [item.code for item in noticed(layered, pinned)] == ["laag-verder"]
    assert "Eerst" in layered.load(f"[land, {pinned}]").clause("doel/algemeen").text


def test_a_named_library_needs_no_readers_of_yaml_when_it_is_remembered() -> None:
    """Every command with layers asks this, and most of them have the library from the cache."""
    code = "import sys, dlr_docs.library.layers.moved_on; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
