"""The process that reads PDFs: on standard input length and bytes of each, on standard output its tables as a line of JSON.

It sets its own limits: so much memory for all its files, so much time for each.
"""

import gc
import json
import sys
from contextlib import suppress
from typing import Any

from perfeval.read.files.pdf_read import read_bytes

MAX_MEMORY, MAX_CPU_SECONDS = 1 << 30, 60
"""Bytes and seconds of the process."""


def main() -> None:
    """Answer with the tables of each file, or with the reason why there are none."""
    gc.disable()  # what a file leaves behind is collected once, after it
    _limit_memory()
    given, answers = sys.stdin.buffer, sys.stdout
    while length := given.read(8):
        _limit_time()
        answers.write(f"{_told(given.read(int.from_bytes(length, 'big')))}\n")
        answers.flush()
        gc.collect()


def _told(data: bytes) -> str:
    try:
        return json.dumps(read_bytes(data))
    except MemoryError:
        return json.dumps({"refused": "memory"})


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def _limit_time() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        used: Any = resource.getrusage(resource.RUSAGE_SELF)
        most = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + MAX_CPU_SECONDS, most))


if __name__ == "__main__":
    main()
