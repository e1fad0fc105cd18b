"""Where the program begins: before anything that takes time to load, so that an early Ctrl-C is
told as a later one is.

Until here it is Python that is starting, and Python that answers. Nothing is imported above this
module but the version, and here only what Python has loaded by itself.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False  # as typing has it, which takes a while to load
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

STOPPED = "Afgebroken."
# What a later interruption tells as data; a test holds the two equal.
_AS_DATA = """{
  "problemen": [
    {
      "pad": "dlr-docs",
      "bestand": null,
      "regel": null,
      "kolom": null,
      "blad": null,
      "rij": null,
      "cel": null,
      "code": "afgebroken",
      "ernst": "fout",
      "melding": "de opdracht is afgebroken",
      "hint": null
    }
  ]
}
"""


def main() -> None:
    """Start the command line."""
    on_interrupt(_leave)
    from dlr_docs.cli import main as run

    run()


def on_interrupt(answer: Callable[[int, FrameType | None], object] | signal.Handlers) -> None:
    """Have an interruption answered, where whoever started us did not say to ignore it."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, answer)


def _leave(number: int, _: FrameType | None) -> None:
    """End at once: nothing was done yet."""
    tell(2, f"{STOPPED}\n")
    if "--json" in sys.argv[1:]:
        tell(1, _AS_DATA)
    os._exit(128 + number)


def tell(stream: int, text: str) -> None:
    """Write to a stream as the system knows it, which may be closed."""
    try:
        os.write(stream, text.encode())
    except OSError:
        return  # there is nobody to tell
