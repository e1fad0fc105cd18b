"""The workbench as a program: a port of this machine, a browser, and an end."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn

from dlr_docs.basis import codes
from dlr_docs.basis.problems import OutputError, Place, Source, error
from dlr_docs.web.bench import Bench
from dlr_docs.web.folder import Folder
from dlr_docs.web.serving.app import make_app
from dlr_docs.web.serving.security import Gate

_LOOPBACK = "127.0.0.1"
_WAITING = 64  # connections that wait to be accepted
_LAST_LOOK = 1  # second in which a browser gets what the last page looks like


def serve(
    folder: Path, library: Path | None, port: int, browse: bool, tell: Callable[[str], None]
) -> None:
    """Run the workbench until somebody ends it.

    Args:
        folder: the folder with choice files.
        library: the folder of the library; None for that of the package.
        port: the port; 0 for one that is free.
        browse: whether to open a browser.
        tell: prints the address, once somebody can open it.

    Raises:
        OutputError: when the folder is not there, or the port is taken.
    """
    if not folder.is_dir():
        message = "deze map bestaat niet"
        raise OutputError(error(codes.BESTAND_ONTBREEKT, message, Source(str(folder))))
    bench = Bench(Folder(folder), library)
    bench.library()  # what is wrong with it is said here, and not on a page
    listener = _listener(port)
    gate = Gate(listener.getsockname()[1])
    server: uvicorn.Server

    def end() -> None:
        server.should_exit = True

    def stop() -> None:
        asyncio.get_running_loop().call_later(_LAST_LOOK, end)

    config = uvicorn.Config(
        make_app(bench, gate, stop),
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=65_536,
    )
    server = uvicorn.Server(config)
    tell(gate.address)
    if browse:
        threading.Thread(target=_browse, args=(gate.address,), daemon=True).start()
    with listener:
        server.run(sockets=[listener])


def _listener(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs have one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((_LOOPBACK, port))
        listener.listen(_WAITING)
    except OSError:
        listener.close()
        message = f"poort {port} is al in gebruik"
        hint = "Kies een andere met --poort, of laat --poort weg."
        raise OutputError(error(codes.POORT_BEZET, message, Place("--poort"), hint)) from None
    return listener


def _browse(address: str) -> None:
    """Open a browser; where there is none the address has been printed."""
    try:
        opened = webbrowser.open(address)
    except webbrowser.Error:
        opened = False
    if not opened:
        print(f"Er is geen browser gevonden. Open zelf: {address}", file=sys.stderr)  # noqa: T201
