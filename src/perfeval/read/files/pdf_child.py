"""The process that reads one PDF: bytes on standard input, tables as JSON on standard output, under limits that it sets itself."""

import json
import sys
from contextlib import suppress

from perfeval.read.files.pdf_read import answer

MAX_MEMORY, MAX_CPU_SECONDS = 1 << 30, 60
"""Bytes and seconds of the process."""


def main() -> None:
    """Answer with the tables, or with the reason why there are none."""
    with suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
