"""Inputs without end, for as long as it is told: ``python -m tests.fuzz.run 600`` (or ``make fuzz SECONDS=600``).

Each kind has its share of the time, in a process of its own that is watched from here: it may crash, hang where no signal reaches it, or
grow. What goes wrong is told once for each place in the code, with the words that bring it back (``--again xlsx:7:1234``), and its file is kept
in the folder given (``--keep``). At the end: how many inputs of each kind, the longest of each, the greatest memory; exit 1 where one went wrong.
"""

import argparse
import json
import os
import re
import resource
import select
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from tests.fuzz.inputs import KINDS, SHARES, drawn, ready
from tests.fuzz.tried import MEGABYTES, SECONDS, somewhere, tried

TURN, LOST = 20, 60
"""Seconds of one process; seconds of the clock without an answer after which it is ended."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("seconds", nargs="?", type=int, default=60)
    options.add_argument("--seed", type=int, default=int(time.time()))
    options.add_argument("--kind", action="append", choices=[*KINDS])
    options.add_argument("--keep", type=Path, help="a folder for what goes wrong")
    options.add_argument("--again", metavar="KIND:SEED:NUMBER", help="one input once more")
    given = options.parse_args()
    if given.again:
        kind, seed, number = given.again.split(":")
        return again(kind, int(seed), int(number), given.keep)
    return Run(given.seed, given.keep).go(given.seconds, given.kind or [*KINDS])


def again(kind: str, seed: int, number: int, keep: Path | None) -> int:
    one = drawn(kind, seed, number)
    with somewhere() as folder:
        told = tried(one, folder)
    print(one.kind, one.name, one.words, len(one.content), one.content[:1500])
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{kind}-{seed}-{number}-{one.name or 'text'}").write_bytes(one.content)
    print(told or "nothing is wrong")
    return bool(told)


class Run:
    """What was tried so far, and what went wrong."""

    def __init__(self, seed: int, keep: Path | None) -> None:
        self.seed, self.keep = seed, keep
        self.counts, self.longest, self.heaviest, self.wrong = (
            Counter[str](),
            Counter[str](),
            Counter[str](),
            Counter[str](),
        )

    def go(self, seconds: int, kinds: list[str]) -> int:
        end, shares = time.monotonic() + seconds, [(kind, share) for kind, share in SHARES if kind in kinds]
        spent = Counter[str]()
        if self.keep:
            self.keep.mkdir(parents=True, exist_ok=True)
        _warm()
        while (now := time.monotonic()) < end:
            kind = min(shares, key=lambda one: spent[one[0]] / one[1])[0]
            self.turn(kind, min(TURN, end - now))
            spent[kind] += max(1, int((time.monotonic() - now) * 1000))  # type: ignore[assignment]
            if self.keep:
                (self.keep / "counts.json").write_text(
                    json.dumps(
                        {"seed": self.seed, "counts": self.counts, "wrong": self.wrong}, ensure_ascii=False, indent=1
                    )
                )
        self.report()
        return bool(self.wrong)

    def turn(self, kind: str, seconds: float) -> None:
        """One process for some seconds of a kind."""
        reading, writing = os.pipe()
        first = self.counts[kind]
        child = os.fork()
        if not child:
            os.close(reading)
            try:
                _child(kind, self.seed, first, seconds, writing)
                os._exit(0)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(1)
        os.close(writing)
        rest, last = b"", first
        while True:
            ready, _, _ = select.select([reading], [], [], LOST)
            if not ready:
                os.kill(child, 9)
                self.tell(kind, last, f"hangs: no answer for {LOST} s")
                break
            data = os.read(reading, 1 << 16)
            if not data:
                break
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                at, used, memory, told = json.loads(line)
                last = at + 1
                self.longest[kind], self.heaviest[kind] = (
                    max(self.longest[kind], int(used * 1000)),
                    max(self.heaviest[kind], memory),
                )
                if told:
                    self.tell(kind, at, told)
        os.close(reading)
        _, status = os.waitpid(child, 0)
        if status and os.WTERMSIG(status) != 9:
            self.tell(kind, last, f"the process ended with {status}")
        self.counts[kind] = max(last, first + (1 if status else 0))

    def tell(self, kind: str, number: int, told: str) -> None:
        place = re.findall(r'File "([^"]+)", line (\d+)', told)
        sign = f"{kind} {told.splitlines()[0].partition(':')[0] if place else told.splitlines()[0]} {place[-1] if place else ''}"
        self.wrong[sign] += 1
        if self.wrong[sign] > 1:
            return
        print(f"--- {kind}:{self.seed}:{number}\n{told}\n", flush=True)
        if self.keep:
            one = drawn(kind, self.seed, number)
            (self.keep / f"{kind}-{self.seed}-{number}-{one.name or 'text'}").write_bytes(one.content)

    def report(self) -> None:
        print("| kind | inputs | longest, s of its process | greatest memory, MB |\n| --- | ---: | ---: | ---: |")
        for kind in KINDS:
            if self.counts[kind]:
                print(f"| {kind} | {self.counts[kind]:,} | {self.longest[kind] / 1000:.2f} | {self.heaviest[kind]} |")
        print(
            f"| all | {self.counts.total():,} | {max(self.longest.values(), default=0) / 1000:.2f} | {max(self.heaviest.values(), default=0)} |"
        )
        print(
            f"\nseed {self.seed}; {len(self.wrong)} kinds of wrong in {self.wrong.total()} inputs; bounds {SECONDS} s, {MEGABYTES} MB"
        )


def _warm() -> None:
    """What every process needs, loaded once; nothing that starts threads, for these do not come along."""
    ready()
    with somewhere() as folder:
        for kind in ("figure", "json", "profile", "command", "xlsx", "html"):
            tried(drawn(kind, 0, 0), folder)


def _child(kind: str, seed: int, first: int, seconds: float, answer: int) -> None:
    """Inputs from this number on; one line for each that is slow, heavy or wrong, and one now and then that says how far it is."""
    end, at, said, top = time.monotonic() + seconds, first, 0.0, 0.0
    with somewhere() as folder:
        while (now := time.monotonic()) < end:
            begun = time.process_time()
            told: str = tried(drawn(kind, seed, at), folder)
            used = time.process_time() - begun
            top = max(top, used)
            if told or now - said > 1:
                _say(answer, at, top, told)
                said, top = now, 0.0
            at += 1
            if told.startswith(("heavy", "hangs")):
                break
    _say(answer, at - 1, top, "")


def _say(answer: int, at: int, used: float, told: str) -> None:
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) >> 10
    line: Any = json.dumps([at, used, memory, told[:6000]]).encode() + b"\n"
    while line:
        line = line[os.write(answer, line) :]


if __name__ == "__main__":
    sys.exit(main())
