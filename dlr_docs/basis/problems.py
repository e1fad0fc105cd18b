"""Problems as values, and the small exception tree that carries them.

Everything that can be wrong with what a user gives us is a :class:`Problem`: it knows what it is
about, where that stands, what is wrong and what to do, in Dutch. Code that cannot go on raises a
:class:`DlrDocsError` holding problems; only ``cli`` catches it.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from dlr_docs.basis.codes import OPEN_GEGEVEN, Code, ErrorCode, WarningCode
from dlr_docs.basis.codes import Severity as Severity

Path = tuple[str | int, ...]


class Source(Struct, frozen=True):
    """A place that a person can go to: a line of a file, a cell of a table, or a key of data.

    ``line``, ``column`` and ``row`` count from 1. ``cell`` is what a spreadsheet calls it (C4).
    ``key`` is for data of a program, which has no lines.
    """

    path: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    row: int | None = None
    cell: str | None = None
    key: str | None = None

    def __str__(self) -> str:
        inside = (self.line, self.column if self.line is not None else None)
        parts = (self.path, self.key, self.sheet, self.cell or self.row, *inside)
        return ":".join(str(part) for part in parts if part is not None)

    def below(self, lines: int) -> Source:
        """A place some lines further down."""
        return replace(self, line=(self.line or 1) + lines, column=None)


class Place(Struct, frozen=True):
    """What a problem is about: a path of keys, and where that stands when it stands somewhere.

    ``at`` reads as ``documenten.brief-1.gegevens.adres.plaats`` in a choice file, as
    ``clauses/geschillen/x.md#gegevens.termijn`` in a library, as ``word/header1.xml`` in a template
    and as ``--document`` on the command line.
    """

    at: str
    source: Source | None = None

    def below(self, lines: int) -> Place:
        """The same, some lines further down."""
        return self if self.source is None else replace(self, source=self.source.below(lines))

    @property
    def spot(self) -> str:
        """As a message tells it that stands at another place itself."""
        if self.source is not None and self.source.line is not None:
            return f"{self.at}, regel {self.source.line}"
        if self.source is not None and self.source.cell is not None:
            return f"{self.at}, cel {self.source.cell}"
        return self.at


_NOT_SAID = "…"


class Places(Struct, frozen=True):
    """Where the keys of a file, a table or data of a program stand.

    ``found`` holds what is known; the rest stands where the nearest key around it does. ``file`` is
    what stands before the keys in a path (``clauses/gegevens.yaml``), ``names`` what items of a
    list are called that have a name of their own, ``within`` the path of a branch.
    """

    root: Source
    found: Mapping[Path, Source] = field(default_factory=dict)
    file: str = ""
    names: Mapping[Path, str] = field(default_factory=dict)
    within: Path = ()

    def place(self, path: Path) -> Place:
        """The place of a path of keys."""
        at = self.name(path)
        for end in range(len(path), -1, -1):
            if path[:end] in self.found:
                return Place(at, self.found[path[:end]])
        return Place(at, self.root if self.found else replace(self.root, key=at))

    def unknown(self, path: Path) -> Place:
        """The place of a key that is none of ours: it may be somebody's name, so it is not said."""
        at, found = self.name((*path[:-1], _NOT_SAID)), self.place(path).source
        return Place(at, found if found is None or found.key is None else replace(found, key=at))

    def name(self, path: Path) -> str:
        """A path of keys as a person and a program can use it; items of a list count from 1."""
        whole = (*self.within, *path)
        keys = ".".join(
            self.names.get(whole[: end + 1]) or _step(key) for end, key in enumerate(whole)
        )
        return f"{self.file}#{keys}" if self.file and keys else self.file or keys or self.root.path


def _step(key: str | int) -> str:
    """One key of a path. What does not look like a key may be somebody's name, which a message
    does not repeat.
    """
    if isinstance(key, int):
        return str(key + 1)
    return key if is_key(key) else _NOT_SAID


class Problem(Struct, frozen=True):
    """One thing that is wrong or deserves attention.

    ``code`` is stable and may be used by programs; ``message`` and ``hint`` are Dutch and may
    change. ``at`` is the path of keys that it is about, ``source`` where that stands. ``excerpt``
    are the words it is about, for who knows where these stand. ``instead`` is the line as it should
    be: it holds what somebody typed, so only who typed it sees it whole (:meth:`told`).
    """

    severity: Severity
    code: str
    message: str
    at: str
    source: Source | None = None
    hint: str | None = None
    excerpt: str | None = None
    instead: str | None = None

    def __str__(self) -> str:
        where = f"{self.source}: " if self.source else ""
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{where}{self.severity}: {self.message} [{self.code}]{hint}"

    def told(self, to_typist: bool) -> str:
        """The problem with the line as it should be: whole on the screen of who typed the file,
        and elsewhere without the words, since logs and e-mails hold messages too.
        """
        if self.instead is None:
            return str(self)
        lines = self.instead.split("\n")
        shown = lines if to_typist else map(_without_words, lines)
        how = "deze regel zo" if len(lines) == 1 else "in plaats van deze regel"
        return "\n        ".join((f"{self}\n    Schrijf {how}:", *shown))

    def moved(self, place: Place) -> Problem:
        """The problem at another place: of who knows better where it stands."""
        return replace(self, at=place.at, source=place.source)

    def as_dict(self) -> dict[str, str | int | None]:
        """The problem as plain data for ``--json``."""
        source = self.source or Source("")
        return {
            "pad": self.at,
            "bestand": source.path or None,
            "regel": source.line,
            "kolom": source.column,
            "blad": source.sheet,
            "rij": source.row,
            "cel": source.cell,
            "code": self.code,
            "ernst": str(self.severity),
            "melding": self.message,
            "hint": self.hint,
        }


_LINE = re.compile(r"( *(?:- +)*)(?:([\w-]+)(:))?(.*)", re.DOTALL)
_WORDS = re.compile(r"\w(?:[\w\s./\\’'-]*\w)?")


def _without_words(line: str) -> str:
    """A line of YAML with its key and its signs, and dots for what somebody typed."""
    found = _LINE.fullmatch(line)
    if found is None:
        return "…"
    space, key, colon, value = found.groups(default="")
    key = key if not key or is_key(key) else "…"
    return f"{space}{key}{colon}{_WORDS.sub('…', value)}"


def error(code: ErrorCode, message: str, place: Place | Source, hint: str | None = None) -> Problem:
    """A problem that stops the work; a source alone says that it is about that file."""
    return problem(code, message, place, hint, Severity.ERROR)


def warning(
    code: WarningCode, message: str, place: Place | Source, hint: str | None = None
) -> Problem:
    """A problem that deserves attention but stops nothing."""
    return problem(code, message, place, hint, Severity.WARNING)


def problem(
    code: Code,
    message: str,
    place: Place | Source,
    hint: str | None = None,
    severity: Severity | None = None,
) -> Problem:
    """A problem as bad as its code says, of which only a code that can be both leaves a choice.

    Raises:
        ValueError: for a severity that the code does not have.
    """
    chosen = severity or code.severities[0]
    if chosen not in code.severities:
        raise ValueError(code.name)
    if isinstance(place, Place):
        return Problem(chosen, code.name, message, place.at, place.source, hint)
    return Problem(chosen, code.name, message, place.path, place, hint)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def asked_once(problems: Iterable[Problem]) -> list[Problem]:
    """Problems, and of these each open question once, whatever number of documents asks it."""
    asked: set[str] = set()
    found = []
    for item in problems:
        if item.code == OPEN_GEGEVEN.name:
            if item.at in asked:
                continue
            asked.add(item.at)
        found.append(item)
    return found


class DlrDocsError(Exception):
    """The work cannot go on; ``problems`` say why."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ChoicesError(DlrDocsError):
    """The choice file is wrong."""


class TableError(DlrDocsError):
    """A table of a series is wrong, or rows of it are."""


class LibraryError(DlrDocsError):
    """The clause library, an outline or the table of the law is wrong."""


class RenderError(DlrDocsError):
    """A clause cannot be turned into text with these values."""


class TemplateError(DlrDocsError):
    """A Word template cannot be used."""


class OutputError(DlrDocsError):
    """The result cannot be written."""


class CheckError(DlrDocsError):
    """The bundle may not be made as it is: its checks found errors."""


_REASONS = {
    errno.ENOENT: "het bestaat niet",
    errno.EACCES: "u hebt er geen rechten voor",
    errno.EPERM: "u hebt er geen rechten voor",
    errno.EISDIR: "het is een map",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EEXIST: "er staat al iets met deze naam",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "uw schijfruimte is op",
    errno.EROFS: "de schijf is alleen te lezen",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.EBUSY: "het is in gebruik",
    errno.ELOOP: "het is een koppeling die naar zichzelf wijst",
}


def reason(exc: OSError) -> str:
    """Why the operating system refused, in Dutch."""
    return _REASONS.get(exc.errno or 0, "het systeem weigert het")


# Dates and short numbers; nine digits are somebody's number, and letters may be somebody's name.
_HARMLESS = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4}|-?\d{1,6}(,\d{1,4})?%?|-?\d{1,3}\.\d{1,3}(,\d{1,2})?%?|\d{1,4}/\d{1,4}",
    re.ASCII,
)
_KEY = re.compile(r"(?!.*[0-9]{9})[a-z0-9][a-z0-9_-]{0,39}")


def is_key(text: str) -> bool:
    """Whether something looks like a key, so that a message may repeat it. Nine digits are
    somebody's number.
    """
    return bool(_KEY.fullmatch(text))


def typed(raw: object) -> str:
    """What was typed as a value, as far as a message may repeat it: messages end up in logs and
    e-mails.
    """
    text = str(raw).strip()
    return f"'{text}'" if _HARMLESS.fullmatch(text) else "dit"


def named(name: str, otherwise: str) -> str:
    """A name in a text of the library, as far as it looks like one. What stands in a choice file
    and is none of ours may be somebody's name, and is not repeated at all.
    """
    return f"'{name}'" if is_key(name) else otherwise


def grouped(number: int) -> str:
    """A number in a message: 60.000."""
    return f"{number:,}".replace(",", ".")


_MOST_NAMES, _LONGEST_NAME = 800, 100


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like ``name``, or None when nothing comes near; among very many nobody
    looks.
    """
    import difflib

    names = sorted(known)
    if len(names) > _MOST_NAMES or len(name) > _LONGEST_NAME:
        return None
    found = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.6)
    return found[0] if found else None


def how_to_install(extra: str) -> str:
    """What to type for the program with an extra, from the file that it was installed from."""
    return (
        "Installeer het programma opnieuw met dat onderdeel: uv tool install --force "
        f'"./dlr_docs-….whl[{extra}]". Met pipx of pip gaat het net zo.'
    )


_BETWEEN = re.compile(r"\s+(?:en|of)\s+|\s*[,;/|+&]\s*")


def parts_of(text: str) -> list[str]:
    """What somebody typed as one, and may have meant as more: a; b, a en b, (a / b)."""
    return [part for part in _BETWEEN.split(text.strip().strip("()[]{}").strip()) if part]


def as_list(names: Iterable[str]) -> str:
    """Advice for who typed more names than one as a single one."""
    return f"Meer dan één schrijft u als lijst: [{', '.join(names)}]."


def several(text: str, known: Iterable[str]) -> str | None:
    """Advice for who typed more known names as one; None for anything else."""
    parts = parts_of(text)
    return as_list(parts) if len(parts) > 1 and {*known}.issuperset(parts) else None


def did_you_mean(name: str, known: Iterable[str], label: str = "Bekend zijn") -> str:
    """Advice for an unknown name: the nearest one, or else what there is."""
    names = sorted(known)
    near = nearest(name, names)
    if near:
        return f"Bedoelt u '{near}'?"
    if not names:
        return "Er is hier niets om uit te kiezen."
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"{label}: {shown}."
