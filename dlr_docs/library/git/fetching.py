"""Fetching layers from their addresses: the one thing that uses a network, and only when asked.

What comes is put in a bare repository in the cache, by git itself and without the settings, hooks
and templates of anybody but the user. What is read from it is checked by its digests
(:mod:`dlr_docs.library.git.tree`).
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from dlr_docs.basis import codes
from dlr_docs.basis.problems import LibraryError, Problem, error
from dlr_docs.basis.processes import start
from dlr_docs.library.git.asking import settings
from dlr_docs.library.layers.resolving import is_address, store_of
from dlr_docs.model.layers import LayerChoice

MOST_BYTES = 500_000_000  # of what is fetched; a library has a few million
PATIENCE = 900.0  # seconds
_STEP = 0.2  # seconds between two looks at how much has come
# The user's own ways to reach a repository.
_OWN = ("GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS", "GIT_PROXY_COMMAND")
_QUIET_SSH = "ssh -oBatchMode=yes"


def fetch(choice: LayerChoice) -> Path:
    """Fetch a layer with its history; what was fetched before is brought up to date.

    Returns:
        Where git keeps it.

    Raises:
        LibraryError: when it cannot be fetched; what was there before stays.
    """
    store = store_of(choice.source)
    if not is_address(choice.source) or store is None:
        why = "de cache staat uit" if store is None else "het is geen adres"
        raise LibraryError(_failed(choice, why))
    is_new = not store.exists()
    try:
        if is_new:
            store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _git(choice, store.parent, "init", "--quiet", "--bare", "--template=", store.name)
        _git(
            choice, store, "fetch", "--quiet", "--prune", "--force", "--no-write-fetch-head",
            "--no-recurse-submodules", "--no-auto-maintenance", "--end-of-options", choice.source,
            "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*",
        )  # fmt: skip
    except LibraryError:
        if is_new:
            shutil.rmtree(store, ignore_errors=True)
        raise
    return store


def _git(choice: LayerChoice, folder: Path, *arguments: str) -> None:
    surroundings = {
        **settings(os.environ, _OWN),
        "GIT_ALLOW_PROTOCOL": "https:ssh:file",
        "GIT_CONFIG_NOSYSTEM": os.environ.get("GIT_CONFIG_NOSYSTEM", "0"),
    }
    if "GIT_SSH" not in surroundings:
        surroundings.setdefault("GIT_SSH_COMMAND", _QUIET_SSH)
    command = ["git", "-C", str(folder), "-c", "core.hooksPath=", "-c", "fetch.fsckObjects=true"]
    try:
        program = start([*command, *arguments], surroundings, listen=False)
    except OSError:
        raise LibraryError(_failed(choice, "git staat niet op deze computer")) from None
    end = time.monotonic() + PATIENCE
    with program:
        while not program.wait(_STEP):
            if time.monotonic() > end:
                raise LibraryError(_failed(choice, "het duurt te lang"))
            if _size(folder) > MOST_BYTES:
                most = MOST_BYTES // 1_000_000
                why = f"de repository is te groot (hoogstens {most} MB)"
                raise LibraryError(_failed(choice, why))
    if program.code != 0:
        raise LibraryError(_failed(choice, "git kan het adres niet bereiken of niet lezen"))


def _size(folder: Path) -> int:
    """The bytes in a folder and below it; what is gone again does not count."""
    total = 0
    for above, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(above, name)).st_size
            except OSError:
                continue
    return total


def _failed(choice: LayerChoice, why: str) -> Problem:
    message = f"de laag '{choice.source[:80]}' kon niet worden opgehaald: {why}"
    hint = "Controleer het adres, en of 'git ls-remote' met dit adres werkt."
    return error(codes.OPHALEN_MISLUKT, message, choice.place, hint)
