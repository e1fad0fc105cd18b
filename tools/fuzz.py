"""Try damaged inputs for as long as asked, and say how many were tried and what was found.

    python -m tools.fuzz [--seconden N] [--doel NAAM] [--zaad N]

Every input follows from the seed and its number, so a finding is tried again with ``--zaad`` and
``--nummer``. The exit code is 1 when there are findings.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from types import FrameType

from tests.fuzzing import Target
from tests.fuzzing_files import ALL_TARGETS as TARGETS

HANG = 20  # seconds that one input may take


class Hang(Exception):
    """An input took too long."""


@contextmanager
def alarm(seconds: int) -> Iterator[None]:
    """Stop what takes too long, where the system has alarms."""

    def ring(_: int, __: FrameType | None) -> None:
        raise Hang(f"more than {seconds} s")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def chance(seed: int, target: Target, number: int) -> Random:
    """The source of chance of one input."""
    return Random(f"{seed} {target.name} {number}")


def try_number(target: Target, seed: int, number: int) -> tuple[str, str | None]:
    """How far one input came, and what was said when it failed."""
    try:
        with alarm(HANG):
            return target.try_one(chance(seed, target, number)), None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as exc:  # a finding is whatever was not foreseen
        frames = traceback.extract_tb(exc.__traceback__)
        own = [frame for frame in frames if "/dlr_docs/" in frame.filename] or frames
        where = f"{own[-1].filename.rpartition('/')[2]}:{own[-1].lineno}"
        return f"{type(exc).__name__} at {where}", str(exc).partition("\n")[0][:160]


def run(target: Target, seconds: float, seed: int) -> int:
    """Try one target; the number of different findings."""
    counts: Counter[str] = Counter()
    findings: dict[str, tuple[int, str]] = {}
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        outcome, finding = try_number(target, seed, number)
        counts[outcome] += 1
        if finding is not None:
            findings.setdefault(outcome, (number, finding))
        number += 1
    print(f"{target.name:24} {number:8} inputs  {dict(counts)}", flush=True)
    for finding, (first, said) in findings.items():
        print(
            f"    {finding}: --doel {target.name} --zaad {seed} --nummer {first}: {said}",
            flush=True,
        )
    return len(findings)


def main() -> int:
    """Read the arguments and try."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconden", type=float, default=60.0, help="for each target")
    parser.add_argument("--doel", choices=TARGETS, action="append", help="only this target")
    parser.add_argument("--zaad", type=int, default=1)
    parser.add_argument("--nummer", type=int, help="try this one input, with its traceback")
    given = parser.parse_args()
    chosen = [TARGETS[name] for name in given.doel or TARGETS]
    if given.nummer is not None:
        for target in chosen:
            print(target.try_one(chance(given.zaad, target, given.nummer)))
        return 0
    return min(1, sum(run(target, given.seconden, given.zaad) for target in chosen))


if __name__ == "__main__":
    sys.exit(main())
