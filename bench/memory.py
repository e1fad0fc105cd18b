"""A process that makes 1,000 different agreements, and tells its time and its peak memory on the
way, as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from bench.agreements import DOCUMENT, agreement
from dlr_docs import build_bundle, check_bundle, choices_from_data, document_bytes, load_library


def peak() -> float:
    """The most memory that this process has had, in MB. Linux also knows it from before a process
    started its own program, which ``getrusage`` counts and this does not.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        unit = 1_000_000 if sys.platform == "darwin" else 1_000
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM"))


def main() -> None:
    """Make them and print (number made, milliseconds each since the last line, peak in MB)."""
    library = load_library()
    lines = []
    start, before = time.perf_counter(), 0
    for number in range(1, 1001):
        bundle = build_bundle(choices_from_data(agreement(number)), library)
        check_bundle(bundle)
        document_bytes(bundle, DOCUMENT)
        if number in (1, 10, 100, 1000):
            now = time.perf_counter()
            lines.append((number, (now - start) * 1000 / (number - before), peak()))
            start, before = now, number
    json.dump(lines, sys.stdout)


if __name__ == "__main__":
    main()
