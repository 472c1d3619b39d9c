"""Small changes in what gives scores, each held against the tests: ``python -m tests.mutants.run [COUNT]`` (or ``make mutants``).

So many changes, drawn evenly from the modules of `MODULES`, are put one by one into a copy of this process (`os.fork`) in which all tests are
collected and none has run; those tests that come through the changed line run there, the quick ones and the module's own first, until one
fails. A change within a function takes the place of the function's code; one of what is done at import is imported anew. A change that no test
notices survives; those of ``equal.txt`` change nothing that anyone could notice, each with its reason. Exit 1 where under 95 % are noticed.
"""

import argparse
import contextlib
import functools
import gc
import importlib.abc
import importlib.machinery
import json
import os
import pickle
import random
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.mutants.changes import SRC, Change, compiled, of_module
from tests.paths import ROOT, TESTS

MODULES = ("rules", "values", "scoring", "batch/columns/words.py", "batch/columns/divide.py", "forms/aggregate.py")
TESTED = (
    "tests/rules", "tests/values", "tests/scoring", "tests/trees", "tests/forms", "tests/answers", "tests/batch/columns", "tests/batch/test_scalar.py",
    "tests/auditing/test_cases.py", "tests/test_examples.py", "src/perfeval/rules", "src/perfeval/values", "src/perfeval/scoring",
    "src/perfeval/batch/columns", "src/perfeval/forms",
)  # fmt: skip
SECONDS = 40
"""Of processor time for a change, after which it counts as noticed by no test; as many more, and it hangs, which a person notices."""
_OPTIONS = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "--no-header")
EQUAL = TESTS / "mutants" / "equal.txt"


def modules() -> list[Path]:
    """The modules that are changed."""
    found = (
        sorted(path.rglob("*.py")) if path.is_dir() else [path]
        for path in (SRC / "perfeval" / name for name in MODULES)
    )
    return [path for paths in found for path in paths if path.name != "__init__.py"]


def drawn(count: int, seed: int = 18) -> list[Change]:
    """So many changes, each module with its share; the same ones for the same seed."""
    every = {path: of_module(path) for path in modules()}
    share = min(1.0, count / sum(map(len, every.values())))
    chosen: list[Change] = []
    for path, changes in every.items():
        order = random.Random(f"{seed}:{path.name}").sample(changes, len(changes))
        chosen += order[: max(1, round(len(order) * share))]
    random.Random(seed).shuffle(chosen)  # what is known early is known of all
    return chosen


def equal() -> dict[str, str]:
    """The changes that change nothing, each with its reason."""
    lines = [line for line in EQUAL.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {change: reason.strip() for change, _, reason in (line.rpartition(" | ") for line in lines)}


# --- which tests see which lines ----------------------------------------------------------------------------------


class Seen:
    """For each line the tests that come through it, and how long each test takes."""

    def __init__(self, lines: Mapping[str, Mapping[int, Sequence[str]]], seconds: Mapping[str, float]) -> None:
        self.lines, self.seconds = lines, seconds

    def order(self, change: Change) -> list[str]:
        """The tests for a change: all that come through its line, or for what is done at import the module's; its own and quick ones first."""
        seen = self.lines.get(str(change.path), {})
        names = (
            set(seen.get(change.line, ()))
            if change.is_function
            else {name for tests in seen.values() for name in tests}
        )
        if change.is_function and not names:  # a line of a statement over several lines
            near = [line for line in seen if line <= change.line]
            names = set(seen[max(near)]) if near else set()
        own, folder = f"test_{change.path.stem}.py", f"/{change.path.parent.name}/"
        return sorted(
            names,
            key=lambda name: (self.seconds.get(name, 9) * (0.1 if own in name else 0.4 if folder in name else 1), name),
        )


def _is_own(name: str, change: Change) -> bool:
    """Whether a test stands in the file of the module's name."""
    return f"/test_{change.path.stem}.py" in name


class Watching:
    """A pytest plugin: notes for each test the lines that it comes through."""

    def __init__(self, coverage: Any) -> None:
        self.coverage, self.seconds = coverage, dict[str, float]()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.coverage.switch_context(item.nodeid)
        begun = time.process_time()
        yield
        self.seconds[item.nodeid] = time.process_time() - begun


def watched(session: pytest.Session, file: Path) -> None:
    """Every test once, in a copy of this process; what it saw is in the file."""

    def work() -> int:
        from coverage import Coverage

        coverage = Coverage(data_file=None, source=[str(SRC / "perfeval")], config_file=False)
        watching = Watching(coverage)
        session.config.pluginmanager.register(watching)
        coverage.start()
        failed = _run(session, session.items, stop=False)
        coverage.stop()
        lines = {str(path): coverage.get_data().contexts_by_lineno(str(path)) for path in modules()}
        file.write_bytes(pickle.dumps((lines, watching.seconds)))
        return failed

    if _forked(work, 100_000) != 0:
        print("some tests fail without any change, or the run broke off", flush=True)


# --- one change ---------------------------------------------------------------------------------------------------


def _forked(work: Any, seconds: int) -> int:
    """What the work returns in a copy of this process; negative where a signal ended it."""
    child = os.fork()
    if not child:
        status = 3
        try:
            with contextlib.suppress(ValueError):
                resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
            nothing = os.open(os.devnull, os.O_WRONLY)
            if "MUTANTS_TOLD" not in os.environ:
                os.dup2(nothing, 1)
                os.dup2(nothing, 2)
            status = work()
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _run(
    session: pytest.Session,
    items: Sequence[pytest.Item],
    *,
    stop: bool = True,
    seconds: float = 1e9,
    noted: Path | None = None,
) -> int:
    """1 where a test fails, whose name is noted; 2 where the time was over before; 0 where all pass."""
    failed = 0

    class Told:
        @staticmethod
        def pytest_runtest_logreport(report: pytest.TestReport) -> None:
            nonlocal failed
            failed |= report.failed

    session.config.pluginmanager.register(Told())
    session.config.pluginmanager.unregister(name="terminalreporter")
    for at, item in enumerate(items):
        following = items[at + 1] if at + 1 < len(items) else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if failed and stop:
            if noted is not None:
                noted.write_text(item.nodeid, "utf-8")
            return 1
        if time.process_time() > seconds:
            return 2
    return int(bool(failed))


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _codes(one)


class Held:
    """The functions of the modules that are changed, wherever they are held, and what remembers results: found once, before any copy is made.

    `sound` and `broken` are tests that pass and that fail without any change, as far as one has been asked.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.sound, self.broken = folder, set[str](), set[str]()
        self.clean = dict[tuple[str, ...], bool]()
        files = {str(path) for path in modules()}
        self.functions, self.caches = defaultdict[str, list[FunctionType]](list), list[Any]()
        gc.collect()
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__code__.co_filename in files:
                self.functions[one.__code__.co_filename].append(one)
            elif isinstance(one, functools._lru_cache_wrapper):
                self.caches.append(one)
        gc.freeze()  # else each copy touches every object, and the memory is copied too


def _replace(change: Change, held: Held) -> bool:
    """The function's code, wherever it is held; whether there was one."""
    new, file = defaultdict(list), str(change.path)
    for code in _codes(compiled(change)):
        new[code.co_qualname, code.co_firstlineno].append(code)
    done = False
    for one in held.functions[file]:
        codes = new.get((one.__code__.co_qualname, one.__code__.co_firstlineno), [])
        if len(codes) == 1 and codes[0].co_freevars == one.__code__.co_freevars and codes[0] != one.__code__:
            one.__code__, done = codes[0], True
    for cache in held.caches:
        cache.cache_clear()
    return done


def tried(
    session: pytest.Session,
    change: Change,
    tests: Sequence[str],
    items: Mapping[str, pytest.Item],
    held: Held,
    seconds: float,
) -> str:
    """``noticed``, ``survived``, ``hangs`` or ``not run``. A test that fails without the change too is asked no more."""
    chosen = [items[name] for name in tests if name in items and name not in held.broken]
    if not chosen:
        return "not run"
    noted = held.folder / "failed"

    def work() -> int:
        if not _replace(change, held):
            return 4
        return _run(session, chosen, seconds=time.process_time() + seconds, noted=noted)

    status = _forked(work, int(time.process_time() + seconds + SECONDS))
    if status == 4:
        return "at import"
    if status == 1 and (name := noted.read_text("utf-8")) not in held.sound:
        if _forked(lambda: _run(session, [items[name]]), 1000):
            held.broken.add(name)
            return tried(session, change, tests, items, held, seconds)
        held.sound.add(name)
    return {0: "survived", 2: "survived", 1: "noticed"}.get(status, "not run" if status > 0 else "hangs")


class Trying:
    """A pytest plugin that takes over when all tests are collected."""

    def __init__(self, changes: Sequence[Change], out: Path, again: bool, seconds: float) -> None:
        self.changes, self.out, self.again, self.seconds = changes, out, again, seconds

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        from hypothesis import HealthCheck, Phase, settings

        settings.register_profile(
            "mutants",
            deadline=None,
            max_examples=10,
            derandomize=True,
            phases=(Phase.explicit, Phase.generate),
            database=None,
            suppress_health_check=[*HealthCheck],  # a busy machine is no finding
        )
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items if "slow" not in item.keywords}
        session.items = [*items.values()]
        seen = self.out / "seen.pickle"
        if not seen.exists():
            begun = time.perf_counter()
            watched(session, seen)
            print(f"{len(items)} tests watched in {time.perf_counter() - begun:.0f} s", flush=True)
        lines = Seen(*pickle.loads(seen.read_bytes()))
        held = Held(self.out)
        results, known = self.out / "results.json", equal()
        done: dict[str, str] = json.loads(results.read_text("utf-8")) if results.exists() else {}
        begun = time.perf_counter()
        for at, change in enumerate(self.changes):
            if done.get(change.name) in (None, *(("survived", "not run") if self.again else ())):
                if change.name in known:
                    done[change.name] = "equal"
                else:
                    tests = [
                        *(name for name in items if name not in lines.seconds and _is_own(name, change)),
                        *lines.order(change),
                    ]
                    done[change.name] = (
                        tried(session, change, tests, items, held, self.seconds) if change.is_function else "at import"
                    )
                    if done[change.name] == "at import":
                        done[change.name] = anew(
                            change, [name for name in tests if name in items], lines, held, self.seconds
                        )
                if done[change.name] not in ("noticed", "equal"):
                    print(f"{done[change.name]}: {change.name} (line {change.line})", flush=True)
                results.write_text(json.dumps(done, ensure_ascii=False, indent=0), "utf-8")
            if at % 100 == 99:
                print(f"… {at + 1} of {len(self.changes)}, {time.perf_counter() - begun:.0f} s", flush=True)
        told(self.changes, done)
        return True


# --- what is done at import ---------------------------------------------------------------------------------------


class _Changed(importlib.machinery.SourceFileLoader):
    """Loads a module with a change in it."""

    change: Change

    def get_code(self, fullname: str) -> CodeType:
        return compiled(self.change)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the changed module before anyone else does: pytest's own finder would take a module whose doctests are asked for by name."""

    def __init__(self, change: Change) -> None:
        self.change = change

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        sys.meta_path.insert(0, self)

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        if not spec or spec.origin != str(self.change.path):
            return None
        spec.loader = loader = _Changed(fullname, spec.origin)
        loader.change = self.change
        return spec


def anew(change: Change, tests: Sequence[str], seen: "Seen", held: Held, seconds: float) -> str:
    """A change of what is done at import: a copy of this process forgets every module of perfeval and imports it so."""
    chosen, spent = list[str](), 0.0
    for name in tests:
        if name in held.broken:
            continue
        chosen.append(name)
        spent += seen.seconds.get(name, 0.1)
        if spent > seconds:
            break
    if not chosen:
        return "not run"

    def work(is_changed: bool = True) -> int:
        for name in [*sys.modules]:
            if name.partition(".")[0] in ("perfeval", "tests") and not name.startswith("tests.mutants"):
                del sys.modules[name]
        finder = [_Finder(change)] if is_changed else []
        sys.meta_path[:0] = finder
        return int(pytest.main([*_OPTIONS, "-x", *chosen], plugins=finder))

    most = int(time.process_time() + seconds + 2 * SECONDS)
    status = _forked(work, most)
    if status in (1, 2):  # is it the change, or fail these tests as they are?
        if tuple(chosen) not in held.clean:
            held.clean[tuple(chosen)] = _forked(lambda: work(False), most) == 0
        if not held.clean[tuple(chosen)]:
            return "not run"
    return {0: "survived", 1: "noticed", 2: "noticed"}.get(status, "not run" if status > 0 else "hangs")


def told(changes: Sequence[Change], done: Mapping[str, str]) -> float:
    """A table by module; the share that is noticed of those that change something."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for change in changes:
        name = change.path.relative_to(SRC / "perfeval").as_posix()
        if change.name in done:
            for group in (name, "all"):
                counts[group][done[change.name]] += 1
    print("| module | changes | noticed | equal | not noticed | % |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    share = 0.0
    for name, count in sorted(counts.items(), key=lambda one: (one[0] == "all", one[0])):
        noticed, same = count["noticed"] + count["hangs"], count["equal"]
        share = 100 * noticed / max(1, count.total() - same)
        print(
            f"| {name} | {count.total()} | {noticed} | {same} | {count['survived'] + count['not run']} | {share:.1f} |"
        )
    return share


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", nargs="?", type=int, default=1200)
    options.add_argument("--only", default="", help="modules whose path has this in it")
    options.add_argument(
        "--out",
        type=Path,
        default=Path(tempfile.gettempdir()) / "perfeval-mutants",
        help="a folder for what is known so far",
    )
    options.add_argument("--again", action="store_true", help="try once more what survived")
    options.add_argument("--seconds", type=float, default=SECONDS, help="of processor time for the tests of one change")
    options.add_argument("--table", action="store_true", help="only the table of what is known")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    changes = [change for change in drawn(given.count) if given.only in change.path.as_posix()]
    results = given.out / "results.json"
    if given.table:
        told(changes, json.loads(results.read_text("utf-8")))
        return 0
    os.environ["CI"] = "1"
    sys.setrecursionlimit(3000)
    pytest.main([*_OPTIONS, *TESTED], plugins=[Trying(changes, given.out, given.again, given.seconds)])
    return int(told(changes, json.loads(results.read_text("utf-8"))) < 95)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
