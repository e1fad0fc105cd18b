"""Documents that came back, for as long as somebody looks at what was done in them."""

from __future__ import annotations

from hashlib import sha256

_MOST = 4  # documents that are held, of at most 20 MB each


class Returned:
    """The last documents that came back; in memory, and never on disk."""

    def __init__(self) -> None:
        self._documents: dict[str, bytes] = {}

    def hold(self, data: bytes) -> str:
        """Hold a document; what an address calls it."""
        mark = sha256(data).hexdigest()[:32]
        self._documents.pop(mark, None)
        self._documents[mark] = data
        while len(self._documents) > _MOST:
            del self._documents[next(iter(self._documents))]
        return mark

    def document(self, mark: str) -> bytes | None:
        """A document; None when it is no longer held."""
        return self._documents.get(mark)
