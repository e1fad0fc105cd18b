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
