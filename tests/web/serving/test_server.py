"""The workbench as a program."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAM = (sys.executable, "-c", "from dlr_docs.start import main; main()")
pytestmark = pytest.mark.belasting


@contextmanager
def running(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program, and the address on its first line."""
    command = [*PROGRAM, "werkbank", str(folder), "--geen-browser"]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout is not None
            yield program, program.stdout.readline().strip()
        finally:
            program.kill()


def opened(address: str) -> tuple[int, str]:
    """What a browser gets that keeps cookies."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    try:
        with browser.open(address, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as exc:
        return exc.code, exc.read().decode()


def test_the_first_line_is_an_address_that_opens(folder: Path) -> None:
    with running(folder) as (_, address):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?code=[\w-]{40,}", address)
        status, text = opened(address)
        assert status == 200
        assert "doorlopende-leerroute" in text
        assert opened(address.partition("?")[0])[0] == 403


def test_it_listens_on_this_machine_only(folder: Path) -> None:
    with running(folder) as (program, address):
        port = int(re.findall(r":(\d+)/", address)[0])
        told = Path(f"/proc/{program.pid}/net/tcp").read_text() if os.name == "posix" else ""
        lines = [line for line in told.splitlines() if f":{port:04X} " in line]
        assert [line.split()[1] for line in lines if line.split()[3] == "0A"] == [
            f"0100007F:{port:04X}"
        ]
        with socket.socket(socket.AF_INET6) as six:
            six.settimeout(2)
            assert six.connect_ex(("::1", port)) != 0


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_it_is_told_to(folder: Path, sign: signal.Signals) -> None:
    with running(folder) as (program, address):
        assert opened(address)[0] == 200
        program.send_signal(sign)
        assert program.wait(20) in (0, 130, 143)


def test_a_port_that_is_taken_is_told(folder: Path) -> None:
    with running(folder) as (_, address):
        port = re.findall(r":(\d+)/", address)[0]
        command = [*PROGRAM, "werkbank", str(folder)]
        done = subprocess.run(
            [*command, "--poort", port, "--geen-browser"],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "al in gebruik" in done.stderr
    assert done.stdout == ""


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    command = [*PROGRAM, "werkbank", str(tmp_path / "weg")]
    done = subprocess.run([*command, "--geen-browser"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "deze map bestaat niet" in done.stderr
