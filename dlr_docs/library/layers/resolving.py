"""The layers of a library: from what somebody named to folders that can be read.

A layer is a folder, or a git repository at a tag, branch or commit. What it rests on may stand in
its own ``bibliotheek.yaml`` (``rust_op``). No network is used here: what comes from an address was
fetched before.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from dlr_docs.basis import codes
from dlr_docs.basis.cache import cache_folder
from dlr_docs.basis.problems import LibraryError, Place, Problem, Source, did_you_mean, error
from dlr_docs.files.installation import default_library_path
from dlr_docs.library.folder import FOLDERS, LAYER_FILE
from dlr_docs.library.git import asking as git
from dlr_docs.library.git.tree import folder_of
from dlr_docs.model.layers import LayerChoice
from dlr_docs.model.provenance import STANDARD
from dlr_docs.version import VERSION

MOST_LAYERS = 12  # far above any real library
ADDRESS = re.compile(r"(https|ssh|file)://[^\s]+\Z|[\w.-]+@[\w.-]+:(?!//)[^\s]+\Z")
_PASSWORD = re.compile(r"(https|ssh)://[^/@\s]*:[^/@\s]*@")
_OTHER_ADDRESS = re.compile(r"[\w+.-]+::?//|[\w+.-]+::")


class Layered(Struct, frozen=True):
    """A layer that can be read.

    ``root`` is the folder of its files. ``revision`` is the commit when they were read from git;
    None leaves that to who reads a folder. ``repository`` is where its history is, when in git.
    """

    name: str
    source: str
    root: Path
    choice: LayerChoice
    revision: str | None = None
    repository: Path | None = None
    prefix: str = ""


def resolve(choices: Sequence[LayerChoice]) -> tuple[Layered, ...]:
    """The layers that somebody named with those that they rest on, the lowest first.

    Raises:
        LibraryError: when one is not there, or cannot be read.
    """
    found: dict[str, Layered] = {}
    problems: list[Problem] = []
    named = {_identity(choice) for choice in choices}
    for choice in choices:
        problems += _twice(choice, choices)
        try:
            _add(choice, found, named, ())
        except LibraryError as exc:
            problems += exc.problems
    if problems:
        raise LibraryError(problems)
    return tuple(found.values())


def _twice(choice: LayerChoice, choices: Sequence[LayerChoice]) -> Iterator[Problem]:
    same = [other for other in choices if _identity(other) == _identity(choice)]
    if same[0] is not choice:
        message = f"de laag '{_shown(choice)}' staat er twee keer"
        yield error(codes.LAAG_DUBBEL, message, choice.place, "Laat er één staan.")


def _add(
    choice: LayerChoice, found: dict[str, Layered], named: set[str], above: tuple[str, ...]
) -> None:
    """Put a layer on top of what it rests on."""
    identity = _identity(choice)
    if identity in above:
        path = " → ".join([*above[above.index(identity) :], identity])
        message = f"de laag '{_shown(choice)}' rust op zichzelf ({_last_names(path)})"
        hint = f"Haal de laag weg bij rust_op in {LAYER_FILE}."
        raise LibraryError(error(codes.LAAG_IN_KRING, message, choice.place, hint))
    if identity in found:
        return
    if len(found) + len(above) >= MOST_LAYERS:  # before the next one is opened: a chain has no end
        message = f"dit zijn te veel lagen (hoogstens {MOST_LAYERS})"
        raise LibraryError(error(codes.BIBLIOTHEEK_TE_GROOT, message, choice.place))
    layer = opened(choice)
    for base in rests_on(layer):
        own = _identity(base)
        if own in above or own == identity or own not in named:
            _add(base, found, named, (*above, identity))
    found[identity] = layer


def _last_names(path: str) -> str:
    return " → ".join(Path(item).name for item in path.split(" → "))


def _identity(choice: LayerChoice) -> str:
    """What tells one layer from another, whatever its version."""
    if choice.source == STANDARD or is_address(choice.source):
        return choice.source
    return os.path.realpath(choice.folder / choice.source)


def _shown(choice: LayerChoice) -> str:
    """A layer as messages call it: as it was named, and the folder that one stands in by name."""
    folder = choice.folder / choice.source
    if folder == default_library_path():
        return STANDARD
    return layer_name(os.path.abspath(folder)) if choice.source == "." else choice.source[:80]


def is_address(source: str) -> bool:
    """Whether a layer comes from elsewhere."""
    return bool(ADDRESS.match(source))


def layer_name(source: str) -> str:
    """What a layer is called: the last of its address or path."""
    name = re.split(r"[/\\:]", source.rstrip("/\\"))[-1].removesuffix(".git")
    return name if name not in ("", ".", "..") else "laag"


def opened(choice: LayerChoice) -> Layered:
    """A layer by itself, without what it rests on.

    Raises:
        LibraryError: when it is not there, or cannot be read.
    """
    _refuse_odd(choice)
    if choice.source == STANDARD:
        return _packaged(choice)
    if is_address(choice.source):
        return _fetched(choice)
    folder = _tidy(choice.folder / choice.source)
    name = layer_name(os.path.abspath(folder))
    is_told = not os.path.isabs(choice.source) and Path(choice.source) != Path()
    source = choice.source if is_told else name
    if choice.version is None and choice.commit is None:
        if not os.path.isdir(folder):
            raise LibraryError(_absent(choice, folder))
        _refuse_other_folder(choice, folder)
        return Layered(name, source, folder, choice)
    if not os.path.isdir(folder):
        raise LibraryError(_absent(choice, folder))
    return _in_git(choice, folder, name, source)


def _tidy(folder: Path) -> Path:
    """A folder without the steps up and down that messages would show; a link may need them."""
    plain = os.path.normpath(folder)
    return Path(plain) if os.path.realpath(plain) == os.path.realpath(folder) else folder


def _refuse_odd(choice: LayerChoice) -> None:
    source = choice.source
    if _PASSWORD.match(source):
        message = "in het adres van een laag staat een wachtwoord"
        hint = "Haal het weg; git vraagt het uw eigen sleutelbos."
        raise LibraryError(error(codes.GEEN_LAAG, message, choice.place, hint))
    if source.startswith("-") or (not is_address(source) and _OTHER_ADDRESS.match(source)):
        message = "dit adres van een laag kan niet"
        hint = "Een laag is 'standaard', een map, of een adres met https of ssh."
        raise LibraryError(error(codes.GEEN_LAAG, message, choice.place, hint))


def _packaged(choice: LayerChoice) -> Layered:
    if choice.version not in (None, VERSION) and choice.digest is None:
        message = f"dit programma heeft versie {VERSION} van de bibliotheek 'standaard'"
        hint = f"Installeer dlr-docs {choice.version}, of zet versie: {VERSION}."
        raise LibraryError(error(codes.LAAG_ZONDER_VERSIE, message, choice.place, hint))
    return Layered(STANDARD, "", default_library_path(), choice)


def _absent(choice: LayerChoice, folder: Path) -> Problem:
    if os.path.lexists(folder):
        message = f"de laag '{_shown(choice)}' is een bestand, en geen map"
        hint = "Een laag is een map met clauses of templates, of een git-repository daarvan."
        return error(codes.GEEN_LAAG, message, choice.place, hint)
    message = f"de laag '{_shown(choice)}' is er niet"
    beside = folder.parent
    names = [item.name for item in os.scandir(beside)] if os.path.isdir(beside) else []
    near = did_you_mean(folder.name, names) if names else ""
    hint = near if near.startswith("Bedoelt") else "Een pad telt vanaf de map van dit bestand."
    return error(codes.GEEN_LAAG, message, choice.place, hint)


def _refuse_other_folder(choice: LayerChoice, folder: Path) -> None:
    if not any(os.path.isdir(folder / name) for name in FOLDERS):
        message = f"in de laag '{_shown(choice)}' staat geen map 'clauses' en geen map 'templates'"
        hint = (
            "Is het een kale repository, noem dan ook een versie. Een nieuwe laag maakt u met "
            "'dlr-docs bibliotheek nieuw MAP'."
        )
        raise LibraryError(error(codes.GEEN_LAAG, message, choice.place, hint))


def _fetched(choice: LayerChoice) -> Layered:
    """A layer from an address, of which git has what was fetched."""
    store = store_of(choice.source)
    command = "dlr-docs bibliotheek haal"
    if choice.version is None and choice.commit is None:
        message = f"bij de laag '{_shown(choice)}' staat geen versie"
        hint = "Zet er versie: bij, met een tag, een branch of een commit."
        raise LibraryError(error(codes.LAAG_ZONDER_VERSIE, message, choice.place, hint))
    if store is None or not store.is_dir():
        message = f"de laag '{_shown(choice)}' is nog niet opgehaald"
        path = choice.place.source.path if choice.place.source else "KEUZES.yaml"
        hint = f"Haal hem op met: {command} {path}"
        raise LibraryError(error(codes.LAAG_NIET_OPGEHAALD, message, choice.place, hint))
    return _in_git(choice, store, layer_name(choice.source), choice.source)


def store_of(address: str) -> Path | None:
    """Where git keeps what was fetched from an address; None when nothing may be kept."""
    base = cache_folder()
    if base is None:
        return None
    return Path(base, "opgehaald", f"{hashlib.sha256(address.encode()).hexdigest()[:24]}.git")


def _in_git(choice: LayerChoice, repository: Path, name: str, source: str) -> Layered:
    try:
        commit = _commit(choice, repository)
        prefix = git.place_in_repository(repository)
        root = folder_of(repository, commit, prefix, name)
    except git.GitFailed as exc:
        message = f"de laag '{_shown(choice)}' kan niet worden gelezen: {exc}"
        hint = exc.hint or "De bestanden van een laag staan zelf in git, als gewone bestanden."
        raise LibraryError(error(codes.LAAG_ONLEESBAAR, message, choice.place, hint)) from None
    layer = Layered(name, source, root, choice, commit, repository, prefix)
    if not any(os.path.isdir(root / folder) for folder in FOLDERS):
        message = f"de laag '{_shown(choice)}' heeft op dat moment geen clauses en geen templates"
        raise LibraryError(error(codes.GEEN_LAAG, message, choice.place))
    return layer


def _commit(choice: LayerChoice, repository: Path) -> str:
    """The commit that a layer is read at: what it is pinned to, or what its version is now."""
    wanted = choice.commit or choice.version or ""
    if not git.is_repository(repository):
        message = f"de laag '{_shown(choice)}' staat niet in git, en heeft dus geen versies"
        hint = (
            "Een versie is een tag, een branch of een commit: leg de map vast met git init, "
            "git add en git commit, of gebruik haar zonder versie."
        )
        raise LibraryError(error(codes.LAAG_ZONDER_VERSIE, message, choice.place, hint))
    commit = git.commit_of(repository, wanted)
    if commit is not None:
        return commit
    if not is_address(choice.source) and not git.has_commits(repository):
        message = f"in de laag '{_shown(choice)}' is nog niets vastgelegd in git"
        hint = "Leg vast wat er is: git add --all, en git commit."
        raise LibraryError(error(codes.LAAG_ZONDER_VERSIE, message, choice.place, hint))
    called = f"het commit '{wanted[:12]}'" if choice.commit else f"de versie '{wanted[:60]}'"
    message = f"{called} staat niet in de laag '{_shown(choice)}'"
    if is_address(choice.source):
        hint = "Haal de laag opnieuw op met 'dlr-docs bibliotheek haal'."
    elif git.is_shallow(repository):
        hint = "Deze kopie heeft niet alles: haal de rest op met 'git fetch --unshallow --tags'."
    else:
        hint = did_you_mean(wanted, git.names_in(repository))
    raise LibraryError(error(codes.LAAG_ZONDER_VERSIE, message, choice.place, hint))


def rests_on(layer: Layered) -> tuple[LayerChoice, ...]:
    """The layers below a layer, as far as it says so itself."""
    file = layer.root / LAYER_FILE
    if layer.choice.source == STANDARD or not file.is_file():
        return ()
    from dlr_docs.library.layers.layer_file import read_layer_file

    return tuple(_placed(item, layer) for item in read_layer_file(file))


def _placed(base: LayerChoice, layer: Layered) -> LayerChoice:
    """A layer below one from git, whose paths count from the repository and not from the cache."""
    if layer.repository is None:
        return base
    if is_address(layer.choice.source) and not (base.source == STANDARD or is_address(base.source)):
        message = f"de laag '{_shown(layer.choice)}' rust op een map, en staat zelf op een adres"
        raise LibraryError(error(codes.GEEN_LAAG, message, base.place))
    return replace(base, folder=layer.repository)


def folder_choice(folder: Path) -> LayerChoice:
    """A folder that was named on the command line, or by a program."""
    return LayerChoice(str(folder), Path(), Place(str(folder), Source(str(folder))))
