"""Where the program begins: before anything that takes time to load, so that an early Ctrl-C is
quiet.
"""

from __future__ import annotations

import os
import signal
from types import FrameType


def main() -> None:
    """Start the command line."""
    before = signal.signal(signal.SIGINT, _leave)
    from dlr_docs.cli import main as run

    signal.signal(signal.SIGINT, before)
    run()


def _leave(number: int, _: FrameType | None) -> None:
    """End at once: nothing was done yet."""
    os._exit(128 + number)
