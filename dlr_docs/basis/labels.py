"""How Word numbers and names: labels of numbered paragraphs, and names of bookmarks."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Sequence

from msgspec import Struct

from dlr_docs.basis.number_formats import show

BOOKMARK_LENGTH = 40  # Word's limit for the name of a bookmark
# Names whose separators can be told apart once they are one, two or three underscores.
_READABLE = re.compile(r"[a-z0-9]+((-|__|\.)[a-z0-9]+)*")
_SEPARATORS = {"-": "_", ".": "___"}
_NUMBER = re.compile(r"%([1-9])")
# A word in a label, as in "artikel %1": not the ending of a number, as in "%1e" or "%1ste".
_WORD = re.compile(r"(?<!%\d)(?<![^\W\d_])[^\W\d_]{2,}")


@functools.lru_cache(maxsize=8192)
def bookmark_name(prefix: str, name: str) -> str:
    """A legal bookmark name: letters, digits and underscores, at most 40 characters, one per
    name.
    """
    plain = prefix + "".join(
        _SEPARATORS.get(char, char if char.isalnum() else "_") for char in name
    )
    if len(plain) <= BOOKMARK_LENGTH and _READABLE.fullmatch(name):
        return plain
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{plain[: BOOKMARK_LENGTH - 9]}_{digest}"


class Level(Struct, frozen=True):
    """How a level of a list numbers (ECMA-376-1, 17.9.6).

    ``text`` has %1 … %9 for the numbers of the levels; ``form`` is the format of its own number,
    ``start`` where it begins; ``restart`` is the level (from 1) after which it begins again, 0 for
    never, None for each level above it; ``legal`` shows all numbers in its text as digits;
    ``suffix`` is what comes between label and text.
    """

    text: str
    form: str = "decimal"
    start: int = 1
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"

    @property
    def named(self) -> frozenset[int]:
        """The levels, from 0, whose numbers its label shows."""
        if self.form == "bullet":
            return frozenset()
        return frozenset(int(number) - 1 for number in _NUMBER.findall(self.text))

    @property
    def has_word(self) -> bool:
        """Whether its label holds a word beside numbers."""
        return _WORD.search(self.text) is not None


def label(numbers: Sequence[int], levels: Sequence[Level]) -> str:
    """The label of a numbered paragraph.

    Args:
        numbers: those of each level down to the paragraph's own.
        levels: how each level numbers, the outermost first.
    """
    own = levels[len(numbers) - 1]
    if own.form == "bullet":
        return own.text

    def number(match: re.Match[str]) -> str:
        order = int(match[1]) - 1
        if order >= len(numbers):
            return ""
        form = levels[order].form
        is_digits = own.legal and form not in ("none", "bullet", "decimalZero")
        return show(numbers[order], "decimal" if is_digits else form)

    return _NUMBER.sub(number, own.text)


class NumberedStyle(Struct, frozen=True):
    """How the paragraphs of a style are numbered, one of several styles that are levels of a list.

    ``levels`` are those of the list, the outermost first, down to that of this style; ``orders``
    are the levels, from 0, of the styles from the outermost down to this one. A list may have more
    levels than there are styles.
    """

    levels: tuple[Level, ...]
    orders: tuple[int, ...]

    @property
    def own(self) -> Level:
        """The level of this style."""
        return self.levels[-1]

    def label(self, counts: Sequence[int]) -> str:
        """The label of a paragraph; ``counts`` are those of the styles down to this one."""
        numbers = [level.start for level in self.levels]
        for order, count in zip(self.orders, counts, strict=True):
            numbers[order] = count
        return label(numbers, self.levels)

    def number(self, count: int) -> str:
        """The number of a paragraph alone, as its label shows it."""
        return show(count, "decimal" if self.own.legal else self.own.form)

    def names(self, depth: int) -> bool:
        """Whether its label shows the number of a style, by its place among them from 0."""
        return self.orders[depth] in self.own.named

    @property
    def names_above(self) -> bool:
        """Whether its label shows the number of any level above its own."""
        return any(order < len(self.levels) - 1 for order in self.own.named)
