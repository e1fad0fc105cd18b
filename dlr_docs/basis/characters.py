"""Which characters a document can hold."""

from __future__ import annotations

import re
import unicodedata

# What XML 1.0 cannot hold (section 2.2), lone surrogates included, and what nobody can see and Word
# does not show as it was meant: DEL, separators of lines and paragraphs that come along when text
# is pasted, and a byte order mark.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def is_blank(text: str) -> bool:
    """Whether a reader sees nothing: only spaces, line breaks and characters without a form."""
    return all(unicodedata.category(char) in _UNSEEN for char in text)


def harmless(text: str) -> str:
    """A text from a file of somebody else on one line of a screen: what would break the line, turn
    its direction or steer a terminal is shown as its code, every space as a space, and the end of a
    line as the sign of the key that makes one.
    """
    return "".join(map(_on_a_line, text))


def _on_a_line(char: str) -> str:
    if char == "\n":
        return " ⏎ "
    kind = unicodedata.category(char)
    if char == "\t" or (kind == "Zs" and char != "\u00a0"):
        return " "
    is_seen = char in "\u00a0\u00ad" or kind[0] not in "CZ"
    return char if is_seen else f"\\u{ord(char):04x}"


# Signs that stand around or between words and say nothing themselves, whatever script or program
# made them: spaces seen and unseen, dots, dashes, brackets, quotation marks of every kind.
_SAYS_NOTHING = frozenset("PZC")
_QUOTES_AS_SIGNS = "`´^\u275b\u275c\u275d\u275e"


class _Fillers(dict[int, int | None]):
    """What becomes of a character, as :meth:`str.translate` asks it; each is looked at once."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        is_filler = char in _QUOTES_AS_SIGNS or unicodedata.category(char)[0] in _SAYS_NOTHING
        return self.setdefault(code, None if is_filler else code)


_FILLERS = _Fillers()


def without_filler(text: str) -> str:
    """A text in small letters without spaces, dots, dashes, quotation marks and the like:
    ``“N.v.t.!”`` is ``nvt``.
    """
    return text.translate(_FILLERS).casefold()


# Spaces that look like one and are none to YAML, and what cannot be seen at all.
HARD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
INVISIBLE = "\u200b-\u200f\u2060\ufeff"
ODD_SPACE = re.compile(f"[{HARD_SPACES}{INVISIBLE}]")
