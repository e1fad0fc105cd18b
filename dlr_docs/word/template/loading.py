"""A compiled template from a file: compiled when it has to be, which takes lxml and docxtpl, and
else remembered.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from dlr_docs.basis.cache import remembered
from dlr_docs.basis.memory import Memory, at_most
from dlr_docs.model.declared.parties import PartySorts
from dlr_docs.word.package.opening import read_file, stamp
from dlr_docs.word.template.compiled import WordTemplate

_TEMPLATES = Memory()


@at_most(32)
def _read(path: Path, sorts: PartySorts) -> WordTemplate:
    data = read_file(path)
    key = (str(path), hashlib.sha256(data).hexdigest(), sorts.shape)
    return remembered("sjabloon", key, lambda: _compile(data, str(path), sorts))


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
    key = (str(path), stamp(path), sorts.shape)
    known: WordTemplate | None = _TEMPLATES.recall(_read, key)
    return known or _TEMPLATES.keep(_read, key, _read(path, sorts))
