"""The process that reads PDFs, as it is seen from this one: started when there is a file, asked again while its answers are good.

A file that it refuses is its last one. It ends with this process, too: its standard input ends then.
"""

import atexit
import json
import os
import subprocess
import sys
from contextlib import suppress
from threading import Timer
from typing import IO, Any

MAX_SECONDS, MAX_FILES = 60, 100
"""Seconds of a file, and files of a process."""
_KILLED = {-24: "time", -9: "memory", -6: "memory"}
"""The signals that end a process which asks for too much."""
_idle = list["_Reader"]()
"""The processes that wait for a file; each thread takes one of its own."""


def ask(data: bytes) -> Any:
    """What is found in the file: its tables, and the pages that are pictures; else the reason why there is nothing.

    What goes wrong in a process that has read files before is asked once more of a new one, which has all its memory.
    """
    reader = _waiting() or _Reader()
    answer = reader.ask(data)
    if "refused" not in answer and reader.files < MAX_FILES:
        _idle.append(reader)
        return answer
    reader.end()
    is_worn = answer.get("refused") in ("memory", "damaged") and reader.files > 1
    return ask(data) if is_worn else answer


def _waiting() -> "_Reader | None":
    """One that waits; a copy of this process (`os.fork`) must not write to those of the first."""
    with suppress(IndexError):
        while True:
            reader = _idle.pop()
            if reader.owner == os.getpid():
                return reader
    return None


class _Reader:
    def __init__(self) -> None:
        command = [sys.executable, "-P", "-m", "perfeval.read.files.pdf_child"]
        self.owner, self.files, self.is_late = os.getpid(), 0, False
        self.process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def ask(self, data: bytes) -> Any:
        """The answer about one file."""
        timer = Timer(MAX_SECONDS, self._stop)
        timer.daemon = True
        timer.start()
        try:
            self.files += 1
            with suppress(OSError):  # it ended before it had read everything
                self._pipe(self.process.stdin).write(len(data).to_bytes(8, "big") + data)
                self._pipe(self.process.stdin).flush()
            return json.loads(self._pipe(self.process.stdout).readline())
        except ValueError:
            return {"refused": "time" if self.is_late else _KILLED.get(self.process.wait(), "damaged")}
        finally:
            timer.cancel()

    def _stop(self) -> None:
        self.is_late = True
        self.process.kill()

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe

    def end(self) -> None:
        """Ends the process and waits until it is gone."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                self._pipe(pipe).close()
        self.process.wait()


@atexit.register
def _end() -> None:
    while reader := _waiting():
        reader.end()
