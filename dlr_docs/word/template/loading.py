"""A compiled template from a file: compiled when it has to be, which takes lxml and docxtpl, and
else remembered.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from dlr_docs.basis.cache import remembered
from dlr_docs.model.parties import Members
from dlr_docs.word.package.opening import read_file, stamp
from dlr_docs.word.template.compiled import WordTemplate


@functools.lru_cache(maxsize=32)
def _open(path: str, _: tuple[int, int], members: Members) -> WordTemplate:
    data = read_file(Path(path))
    key = (path, hashlib.sha256(data).hexdigest(), members)
    return remembered("sjabloon", key, lambda: _compile(data, path, members))


def _compile(data: bytes, path: str, members: Members) -> WordTemplate:
    from dlr_docs.word.template.compile import compile_template

    return compile_template(data, path, members)


def open_template(path: Path, members: Members = ()) -> WordTemplate:
    """The compiled template of a file; compiled again only when the file has changed.

    Args:
        members: what may be asked of a party, as the library says; not judged when left out.

    Raises:
        TemplateError: when it is no usable template.
    """
    return _open(str(path), stamp(path), members)
