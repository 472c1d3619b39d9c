"""Many files on all cores: the results come one by one, in order, and only a few wait at a time."""

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
FEW = 48
"""So many are done here, while the other processes start; where there are no more, none is started."""
_AT_ONCE, _AHEAD = 8, 4
"""Items that are handed over together, and how many such bundles a process has before it at most."""
_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def in_order(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """`work` of each item, which other processes can be given; the order of the results is that of the items."""
    items = iter(items)
    first = list(islice(items, FEW))
    second = list(islice(items, _AT_ONCE))
    processes = cores()
    if not second or processes < 2:
        yield from map(work, chain(first, second, items))
        return
    copied = sys.platform == "linux" and threading.active_count() == 1
    if copied:  # the others are copies of this process, which has loaded by then what the work needs
        yield from map(work, first[:_AT_ONCE])
        del first[:_AT_ONCE]
    with ProcessPoolExecutor(processes, get_context("fork" if copied else "spawn"), _begin) as pool:
        waiting = deque[tuple[list[Item], "Future[list[Result]] | None"]]()
        bundles = chain([second], iter(lambda: list(islice(items, _AT_ONCE)), []))
        try:
            for bundle in islice(bundles, _AHEAD * processes):
                waiting.append((bundle, _handed_over(pool, work, bundle)))
            yield from map(work, first)
            while waiting:
                yield from _result(*waiting.popleft(), work)
                for bundle in islice(bundles, 1):
                    waiting.append((bundle, _handed_over(pool, work, bundle)))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def cores() -> int:
    """How many processors there are for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _handed_over(
    pool: ProcessPoolExecutor, work: Callable[[Item], Result], bundle: list[Item]
) -> "Future[list[Result]] | None":
    try:
        return pool.submit(_all, work, bundle)
    except BrokenProcessPool:
        return None


def _all(work: Callable[[Item], Result], bundle: list[Item]) -> list[Result]:
    return [work(item) for item in bundle]


def _result(
    bundle: list[Item], future: "Future[list[Result]] | None", work: Callable[[Item], Result]
) -> Iterator[Result]:
    """What another process made of a bundle; where the processes have been killed, it is made here."""
    try:
        yield from future.result() if future else _all(work, bundle)
    except BrokenProcessPool:
        yield from map(work, bundle)


def _begin() -> None:
    """Another process leaves Ctrl-C to the first, and ends when that is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in _ENDING:
        signal.signal(number, signal.SIG_DFL)
    first = parent_process()

    def follow() -> None:
        if first:
            first.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
