"""How a run is stopped from outside, and how it ends."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

import click

from dlr_docs.cli import options
from dlr_docs.cli.options import EXIT_FAILED, EXIT_INTERRUPTED
from dlr_docs.start import STOPPED, on_interrupt

_MOMENT = 0.01  # seconds


class Ended(SystemExit):
    """Somebody ends the program, and it clears away what it was doing."""


class Stops:
    """What came from outside to stop this run: it answers the signals.

    Python raises what an answer raises wherever it is at that moment. Where it is in C or Rust, as
    while pydantic makes a validator, that may be lost or become another error, and what was made
    then may be wrong. So it is remembered too, and comes again.

    Attributes:
        code: the exit code that was asked for; None when nobody stopped the run.
        is_lost: whether Python could not raise it.
    """

    def __init__(self) -> None:
        self.code: int | None = None
        self.is_lost = False

    def __call__(self, number: int, _: FrameType | None) -> None:
        """Stop."""
        self.code = 128 + number
        raise KeyboardInterrupt if number == signal.SIGINT else Ended(self.code)

    def answer(self) -> None:
        """Answer who stops the program, so that it clears away what it was doing and ends
        LibreOffice.
        """
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)  # Windows knows one of them
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self)
        sys.unraisablehook = self._lost
        on_interrupt(self)

    def _lost(self, what: sys.UnraisableHookArgs) -> None:
        """An interruption that came where nothing can be raised comes again, a moment later."""
        if self.code is None or not isinstance(what.exc_value, KeyboardInterrupt | Ended):
            sys.__unraisablehook__(what)
            return
        import threading  # takes a while

        self.is_lost = True
        again = threading.Timer(_MOMENT, signal.raise_signal, (self.code - 128,))
        again.daemon = True
        again.start()


def tell_stopped(told: str = STOPPED, *, as_json: bool = False) -> None:
    """Say that the work was stopped, on stderr; as a problem on stdout for who asked for data.

    Args:
        told: what to say to people.
    """
    from dlr_docs.basis import codes
    from dlr_docs.basis.problems import Place, error

    on_interrupt(signal.SIG_IGN)
    click.echo(told, err=True)
    if as_json:
        problem = error(codes.AFGEBROKEN, "de opdracht is afgebroken", Place("dlr-docs"))
        options.echo_json({"problemen": [problem.as_dict()]})


def exit_stopped(context: click.Context, told: str = STOPPED) -> NoReturn:
    """Tell of an interruption once, unless the result has been told already, and end.

    Raises:
        click.exceptions.Exit: always.
    """
    about = context.find_root().meta
    tell_stopped(told, as_json=bool(about.get("json")) and not about.get("json-told"))
    code = (context.find_object(Stops) or Stops()).code
    raise click.exceptions.Exit(EXIT_INTERRUPTED if code is None else code)


def leave(code: int) -> None:
    """End at once: taking all objects apart first takes Python as long as making a document."""
    on_interrupt(lambda number, _: os._exit(128 + number))
    try:
        for stream in (sys.stdout, sys.stderr):
            if not stream.closed:
                stream.flush()
    except OSError:
        code = EXIT_FAILED
    os._exit(code)
