"""Whoever stops the program gets the same answer wherever it is, and nothing half is kept."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dlr_docs import start
from tests.small import SmallLibrary

_RUN = "from dlr_docs.start import main; main()"
# What a library that was not just written is: its files are old enough to be remembered.
_SETTLED = "import dlr_docs.library.load as load; load._UNSETTLED = 0\n"
_ARGUMENTS = ("clausules", "lijst")


def _python(program: str, *arguments: str, **surroundings: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **surroundings},
        # a shell that starts the tests in the background lets them ignore Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def _stopped_at(module: str, number: int = signal.SIGINT) -> str:
    """A program that is stopped when it begins to load a module."""
    return (
        "import os, signal, sys\n"
        "class Stop:\n"
        "    def find_spec(self, name, *rest):\n"
        f"        if name == {module!r}:\n"
        "            sys.meta_path.remove(self)\n"
        f"            os.kill(os.getpid(), {int(number)})\n"
        f"sys.meta_path.insert(0, Stop())\n{_RUN}"
    )


def _problems(output: bytes) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(output)["problemen"]
    return found


@pytest.mark.belasting
@pytest.mark.parametrize("module", ["dlr_docs.cli", "click", "dlr_docs.basis.cache", "pydantic"])
def test_ctrl_c_is_told_the_same_wherever_it_comes(tmp_path: Path, module: str) -> None:
    plain = _python(_stopped_at(module), *_ARGUMENTS, DLR_DOCS_CACHE="uit")
    output, said = plain.communicate(timeout=60)
    assert (plain.returncode, output) == (130, b"")
    assert said.decode().strip() == start.STOPPED

    data = _python(_stopped_at(module), *_ARGUMENTS, "--json", DLR_DOCS_CACHE="uit")
    output, said = data.communicate(timeout=60)
    assert data.returncode == 130
    assert said.decode().strip() == start.STOPPED
    (problem,) = _problems(output)
    assert (problem["code"], problem["ernst"]) == ("afgebroken", "fout")


@pytest.mark.belasting
def test_early_and_late_it_is_the_same_data() -> None:
    found = []
    for module in ("dlr_docs.cli", "pydantic"):
        process = _python(_stopped_at(module), *_ARGUMENTS, "--json", DLR_DOCS_CACHE="uit")
        found.append(process.communicate(timeout=60)[0])
    assert found[0] == found[1]


@pytest.mark.belasting
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_who_ends_the_program_is_told_as_data_too(number: int) -> None:
    process = _python(_stopped_at("pydantic", number), *_ARGUMENTS, "--json", DLR_DOCS_CACHE="uit")
    output, said = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert b"Traceback" not in said
    assert [problem["code"] for problem in _problems(output)] == ["afgebroken"]


@pytest.mark.belasting
def test_a_program_that_is_to_ignore_ctrl_c_ignores_it() -> None:
    program = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n" + _stopped_at(
        "dlr_docs.cli"
    )
    process = _python(program, "--version")
    output, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, b""), said
    assert output.startswith(b"dlr-docs ")


@pytest.mark.belasting
@pytest.mark.parametrize("is_lost", [True, False])
def test_what_was_made_while_ctrl_c_got_lost_is_not_kept(
    small_library: SmallLibrary, tmp_path: Path, is_lost: bool
) -> None:
    """Where Python is in C or Rust, an interruption may be lost, or become another error, and what
    was made then may be wrong. Here the answer of the library is.
    """
    lost = "class Odd:\n    def __del__(self): os.kill(os.getpid(), 2); len([0])\nOdd()"
    other = "try: os.kill(os.getpid(), 2); len([0])\nexcept KeyboardInterrupt: pass"
    program = (
        "import os\n"
        "import dlr_docs.library.files as files\n" + _SETTLED + "from dlr_docs.basis import codes\n"
        "from dlr_docs.basis.problems import DlrDocsError, Place, error\n"
        "def read(roots, real=files.read_files):\n"
        + "".join(f"    {line}\n" for line in (lost if is_lost else other).split("\n"))
        + "    return real(roots)[0], [error(codes.VERKEERDE_VORM, 'x', Place('x'))]\n"
        "files.read_files = read\n"
    )
    arguments = (*_ARGUMENTS, "--json", "--bibliotheek", str(small_library.path))
    cache = str(tmp_path / "cache")
    stopped = _python(program + _RUN, *arguments, DLR_DOCS_CACHE=cache)
    output, said = stopped.communicate(timeout=60)
    assert stopped.returncode == 130, said
    assert [problem["code"] for problem in _problems(output)] == ["afgebroken"]
    after = _python(_SETTLED + _RUN, *arguments, DLR_DOCS_CACHE=cache)
    assert after.communicate(timeout=60)[1] == b""
    assert after.returncode == 0
