"""A compiled template from a file: compiled when it has to be, which takes lxml and docxtpl, and
else remembered.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from dlr_docs.basis.cache import remembered
from dlr_docs.model.parties import PartySorts
from dlr_docs.word.package.opening import read_file, stamp
from dlr_docs.word.template.compiled import WordTemplate


@dataclass(frozen=True, slots=True)
class _Sorts:
    """Sorts of parties, compared by all that a trial of a template asks of them."""

    shape: str
    sorts: PartySorts = field(compare=False)


@functools.lru_cache(maxsize=32)
def _open(path: str, _: tuple[int, int], sorts: _Sorts) -> WordTemplate:
    data = read_file(Path(path))
    key = (path, hashlib.sha256(data).hexdigest(), sorts.shape)
    return remembered("sjabloon", key, lambda: _compile(data, path, sorts.sorts))


def _compile(data: bytes, path: str, sorts: PartySorts) -> WordTemplate:
    from dlr_docs.word.template.trial import admitted

    return admitted(data, path, sorts)


def open_template(path: Path, sorts: PartySorts) -> WordTemplate:
    """The compiled template of a file; judged and compiled again only when the file has changed.

    Args:
        sorts: the sorts of parties of the library that it is used with.

    Raises:
        TemplateError: when it is no usable template.
    """
    return _open(str(path), stamp(path), _Sorts(sorts.shape, sorts))
