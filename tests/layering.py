"""Folders of layers for tests, and choice files that name them."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from dlr_docs import load_library
from dlr_docs.basis.problems import LibraryError, Problem
from dlr_docs.choices.file import parse_choices
from dlr_docs.model.choices import Choices
from dlr_docs.model.library import Library
from tests.small import CHOICES, SmallLibrary, make_small_library


class Layers:
    """Folders of layers, and choice files that name them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, text: str) -> Path:
        """Write a file of a layer."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return path

    def clause(self, name: str, text: str, head: str = "") -> None:
        """Write a clause: layer/topic/variant."""
        layer, _, clause = name.partition("/")
        SmallLibrary(self.folder / layer).clause(clause, text, head)

    def choices(self, named: str = "[land, regio, school]", more: str = "") -> Choices:
        """A choice file with these layers."""
        text = f"bibliotheek: {named}\n{CHOICES}{more}"
        return parse_choices(text, str(self.folder / "keuzes.yaml"))

    def load(self, named: str = "[land, regio, school]") -> Library:
        """The library of these layers."""
        return load_library(self.choices(named).library)

    def refused(self, named: str = "[land, regio, school]") -> Problem:
        """The one problem with these layers."""
        with pytest.raises(LibraryError) as caught:
            self.load(named)
        (problem,) = caught.value.problems
        return problem


def make_layers(folder: Path) -> Layers:
    """A small library ``land`` with two empty layers to put above it, ``regio`` and ``school``."""
    make_small_library(folder / "land")
    for name in ("regio", "school"):
        (folder / name / "clauses").mkdir(parents=True)
    return Layers(folder)
