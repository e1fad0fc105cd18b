"""The codes that a library declares are its own."""

from __future__ import annotations

from dlr_docs.basis.codes import ErrorCode, WarningCode, every_code
from dlr_docs.library.own_codes import own_codes
from dlr_docs.model.library import Library


def test_the_codes_of_the_library_have_a_severity_and_a_sentence(library: Library) -> None:
    found = {code.name: code for code in own_codes(library)}
    # Choice files name these in `negeer`, so they stay what they are called.
    assert found.keys() >= {
        "leerweg-niveau",
        "een-bevoegd-gezag",
        "afbouw",
        "teambevoegdheid",
        "medezeggenschap",
        "vmbo-diploma",
        "praktijk-buiten-grenzen",
        "nummer-op-factuur",
    }
    assert isinstance(found["leerweg-niveau"], ErrorCode)
    assert isinstance(found["medezeggenschap"], WarningCode)
    assert all(code.sentence.endswith(".") for code in found.values())


def test_no_code_of_the_library_is_one_of_the_program(library: Library) -> None:
    assert not {code.name for code in own_codes(library)} & {code.name for code in every_code()}
