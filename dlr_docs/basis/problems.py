"""Problems as values, and the small exception tree that carries them.

Everything that can be wrong with what a user gives us is a :class:`Problem`: it knows where it is,
what is wrong and what to do, in Dutch. Code that cannot go on raises a :class:`DlrDocsError`
holding problems; only ``cli`` catches it.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is; the value is what a user reads."""

    ERROR = "fout"
    WARNING = "waarschuwing"


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a file that a person can go to; line and column count from 1."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.path]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or deserves attention.

    ``code`` is stable and may be used by programs; ``message`` and ``hint`` are Dutch and may
    change. ``excerpt`` are the words it is about, for who knows where these stand.
    """

    severity: Severity
    code: str
    message: str
    source: Source | None = None
    hint: str | None = None
    excerpt: str | None = None

    def __str__(self) -> str:
        where = f"{self.source}: " if self.source else ""
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{where}{self.severity}: {self.message} [{self.code}]{hint}"

    def as_dict(self) -> dict[str, str | int | None]:
        """The problem as plain data for ``--json``."""
        source = self.source or Source("")
        return {
            "ernst": str(self.severity),
            "code": self.code,
            "melding": self.message,
            "bestand": source.path or None,
            "regel": source.line,
            "kolom": source.column,
            "advies": self.hint,
        }


def error(
    code: str, message: str, source: Source | None = None, hint: str | None = None
) -> Problem:
    """A problem that stops the work."""
    return Problem(Severity.ERROR, code, message, source, hint)


def warning(
    code: str, message: str, source: Source | None = None, hint: str | None = None
) -> Problem:
    """A problem that deserves attention but stops nothing."""
    return Problem(Severity.WARNING, code, message, source, hint)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)


class DlrDocsError(Exception):
    """The work cannot go on; ``problems`` say why."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ChoicesError(DlrDocsError):
    """The choice file is wrong."""


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
}


def reason(exc: OSError) -> str:
    """Why the operating system refused, in Dutch."""
    return _REASONS.get(exc.errno or 0, "het systeem weigert het")


# Dates and short numbers; nine digits are somebody's number, and letters may be somebody's name.
_HARMLESS = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4}|-?\d{1,6}(,\d{1,4})?%?|-?\d{1,3}\.\d{1,3}(,\d{1,2})?%?|\d{1,4}/\d{1,4}",
    re.ASCII,
)
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def typed(raw: object) -> str:
    """What was typed as a value, as far as a message may repeat it: messages end up in logs and
    e-mails.
    """
    text = str(raw).strip()
    return f"'{text}'" if _HARMLESS.fullmatch(text) else "dit"


def named(name: str, otherwise: str) -> str:
    """A name that refers to something, as far as it looks like one."""
    return f"'{name}'" if _KEY.fullmatch(name) else otherwise


def grouped(number: int) -> str:
    """A number in a message: 60.000."""
    return f"{number:,}".replace(",", ".")


_MOST_NAMES, _LONGEST_NAME = 1000, 100


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
