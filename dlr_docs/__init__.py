"""Agreements for vmbo-mbo as Word documents, from a clause library and a YAML choice file.

    library = load_library()
    choices = load_choices("keuzes.yaml")
    bundle = build_bundle(choices, library)
    problems = check_bundle(bundle)
    paths = write_bundle(bundle, "uitvoer", WriteOptions(notes=True))

Names are imported when they are first used, so that ``dlr-docs --help`` loads next to nothing.
"""

from __future__ import annotations

from dlr_docs.version import VERSION

TYPE_CHECKING = False  # as typing has it, which takes a while to load
if TYPE_CHECKING:
    from typing import Any

    from dlr_docs.basis.problems import DlrDocsError, Problem
    from dlr_docs.build.checks.table import check_bundle
    from dlr_docs.build.pipeline import build_bundle
    from dlr_docs.build.writing import document_bytes, write_bundle
    from dlr_docs.choices.file import choices_from_data, load_choices
    from dlr_docs.library.load import load_library
    from dlr_docs.model.document import Bundle
    from dlr_docs.model.options import WriteOptions
    from dlr_docs.revise.compare.comparing import compare
    from dlr_docs.revise.update.updating import update
    from dlr_docs.series.run import run_series
    from dlr_docs.word.read.document import read_document

__version__ = VERSION
_HOMES = {
    "Bundle": "dlr_docs.model.document",
    "DlrDocsError": "dlr_docs.basis.problems",
    "Problem": "dlr_docs.basis.problems",
    "WriteOptions": "dlr_docs.model.options",
    "build_bundle": "dlr_docs.build.pipeline",
    "check_bundle": "dlr_docs.build.checks.table",
    "compare": "dlr_docs.revise.compare.comparing",
    "choices_from_data": "dlr_docs.choices.file",
    "document_bytes": "dlr_docs.build.writing",
    "load_choices": "dlr_docs.choices.file",
    "load_library": "dlr_docs.library.load",
    "read_document": "dlr_docs.word.read.document",
    "run_series": "dlr_docs.series.run",
    "update": "dlr_docs.revise.update.updating",
    "write_bundle": "dlr_docs.build.writing",
}

__all__ = [
    "Bundle",
    "DlrDocsError",
    "Problem",
    "WriteOptions",
    "__version__",
    "build_bundle",
    "check_bundle",
    "choices_from_data",
    "compare",
    "document_bytes",
    "load_choices",
    "load_library",
    "read_document",
    "run_series",
    "update",
    "write_bundle",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'dlr_docs' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(home), name)
