"""The check on spelling: what is asked of the dictionary, and what is told of its answer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dlr_docs import load_library
from dlr_docs.basis.problems import LibraryError
from dlr_docs.library.checks.clauses import spelling
from dlr_docs.library.checks.clauses.spelling import misspelled
from tests.small import WORDS, SmallLibrary

_HAS_DICTIONARY = bool(shutil.which("hunspell")) and Path("/usr/share/hunspell/nl_NL.dic").exists()


def dictionary(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """A dictionary that knows each word but those with xx."""
    script = folder / "woordenboek"
    script.write_text("#!/bin/sh\ngrep xx || true\n", "utf-8")
    script.chmod(0o700)
    patch.setattr(spelling, "_COMMAND", (str(script),))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. De schoxxl, en de schoxxl.", ["schoxxl"]),
        ("1. De vmbo-schoxxl.", ["vmbo-schoxxl"]),
        ("1. De bxxv-dag.", []),  # known to the library
        ("1. De schoxxl- en mbo-tijd.", []),  # half a word
        ("1. {{ regio }}{# xx #} en {% if regio %}xx{% endif %}.", ["xx"]),
        ("1. Een{% if regio %}xa{% else %}xb{% endif %}.", []),
    ],
)
def test_a_word_that_is_not_in_the_dictionary_is_told_once(
    text: str,
    found: list[str],
    small_library: SmallLibrary,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dictionary(tmp_path, monkeypatch)
    small_library.write("clauses/woorden.yaml", f"{WORDS}bekend: [bxxv]\n")
    path = small_library.clause("extra/een", text)
    problems = misspelled(small_library.load())
    assert [item.message.split("'")[1] for item in problems] == found
    for item in problems:
        column = text.index(found[0]) + 1
        assert (item.code, str(item.source)) == ("onbekend-woord", f"{path}:5:{column}")


def test_a_machine_without_a_dictionary_is_told_so(
    small_library: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = small_library.load()
    for command in (("/weg/hunspell",), ("false",)):
        monkeypatch.setattr(spelling, "_COMMAND", command)
        with pytest.raises(LibraryError, match="geen Nederlands woordenboek"):
            misspelled(library)


@pytest.mark.bibliotheek
@pytest.mark.skipif(not _HAS_DICTIONARY, reason="Hunspell with a Dutch dictionary is not here")
def test_the_library_of_the_package_has_no_misspelled_word() -> None:
    assert misspelled(load_library()) == []
