"""One input tried in this process: what went wrong, in a line, or nothing.

Wrong is an exception that perfeval does not raise on purpose, an exit status but 0, 1 and 2, a traceback among the messages, more than
5 s of this process's time (not of the clock, for the machine may be busy), more than 500 MB of memory.
"""

import contextlib
import io
import resource
import shutil
import signal
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.fuzz.inputs import Input

SECONDS, MEGABYTES = 5, 500


class Hangs(BaseException):
    """The time is over; no `except Exception` stops it."""


def tried(one: Input, folder: Path) -> str:
    """What went wrong with an input, or an empty text; files are put into the folder."""
    told, most = "", max(MEGABYTES, _peak() + MEGABYTES // 5)  # of a process that has done other work
    try:
        with _bounded(), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            told = _WAYS.get(one.kind, _command)(one, folder)
    except Hangs:
        told = f"hangs: more than {SECONDS} s\n{traceback.format_exc(limit=-6)}"
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:  # a panic of Polars is no Exception
        told = f"{type(error).__name__}: {str(error)[:300]}\n{traceback.format_exc(limit=-6)}"
    return told or (f"heavy: {top} MB" if (top := _peak()) > most else "")


def _peak() -> int:
    """The most memory that this process, or one of its own, has held, in MB."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) >> 10


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    def late(*_: Any) -> None:
        raise Hangs

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _figure(one: Input, folder: Path) -> str:
    """Each reader of a text."""
    from perfeval import PerfevalError
    from perfeval.values import dates, figures, numerals, quantities, terms, text, units

    said = one.content.decode("utf-8", "surrogatepass")
    half = said[len(said) // 2 :]
    readers: tuple[Callable[..., Any], ...] = (
        quantities.read_target, quantities.read_actual, quantities.read_quantity, quantities.read_share, quantities.read_money, quantities.sign_and_unit_in,
        quantities.several_meanings, dates.read_day, figures.fold, figures.is_blank, figures.Figure, numerals.spelled_out, terms.heads_like,
        units.is_known, units.is_share, units.is_additive, text.legible, text.printable_name, text.json_line,
    )  # fmt: skip
    for reader in readers:
        with contextlib.suppress(PerfevalError, *((ValueError,) if reader is quantities.read_money else ())):
            reader(said)
    with contextlib.suppress(PerfevalError):
        units.factor(said, half)
    dates.both_days(said, half, timely=True)
    return ""


def _document(one: Input, folder: Path) -> str:
    """A document through the library: read, scored, audited, explained."""
    import perfeval

    with contextlib.suppress(perfeval.PerfevalError):
        table = perfeval.loads(one.content, source=one.name, folder=folder)
        card = perfeval.score(table, profile=None if table.profile else "hubei-wuhan")
        str(card)
        perfeval.audit(card)
        if len(one.content) % 4 == 0:
            perfeval.explain(card)
    return ""


def _profile(one: Input, folder: Path) -> str:
    """A profile through the library, and a table under it."""
    import perfeval

    path = folder / one.name
    path.write_bytes(one.content)
    with contextlib.suppress(perfeval.PerfevalError):
        profile = perfeval.load_profile(path)
        rows = [
            perfeval.QuantitativeIndicator(name="a", level1="产出指标", target=f"{sign}20户", actual=done, weight=10)
            for sign, done in (("≥", "15户"), ("≤", "23户"), ("", "20户"))
        ]
        rows.append(
            perfeval.QuantitativeIndicator(
                name="满意", level1="满意度指标", target="≥90%", actual="85.5%", weight=10, deduct="1"
            )
        )
        judged = perfeval.QualitativeIndicator(
            name="b", level1="效益指标", target="改善", attainment="达成预期指标", rate="90%", weight=10
        )
        table = perfeval.Evaluation(
            project=perfeval.Project(name="甲"),
            execution=perfeval.Execution(budget="3万元", executed="2万元"),
            indicators=(*rows, judged),
        )
        perfeval.audit(perfeval.score(table, profile=profile))
        perfeval.explain(table, profile=profile)
    return ""


def _command(one: Input, folder: Path) -> str:
    """A file through the command, its exit status and what it says."""
    from perfeval.commands.main import main

    path = folder / one.name
    path.write_bytes(one.content)
    command, *words = one.words
    writes = "xlsx" in words or "docx" in words
    arguments = [
        command,
        str(path),
        *words,
        *(["-o", str(folder / f"out.{words[words.index('--format') + 1]}")] if writes else []),
    ]
    out, said = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        try:
            status: Any = main(arguments)
        except SystemExit as ended:
            status = ended.code
    said.flush()
    words_said = said.buffer.getvalue().decode("utf-8", "replace")  # type: ignore[attr-defined]
    if status not in (0, 1, 2):
        return f"exit {status!r}: {words_said[:300]}"
    if "Traceback" in words_said or "panicked" in words_said:
        return f"traceback: {words_said[:2000]}"
    if status == 2 and not words_said.strip():
        return "exit 2 without a word"
    left = [name.name for name in folder.iterdir() if name.name not in (path.name, "out.xlsx", "out.docx")]
    for name in folder.iterdir():
        shutil.rmtree(name) if name.is_dir() else name.unlink()
    return f"left behind: {left}" if left else ""


def _call(one: Input, folder: Path) -> str:
    from tests.fuzz.calls import called

    return called(one.content.decode())


_WAYS: dict[str, Callable[[Input, Path], str]] = {
    "figure": _figure,
    "cell": _document,
    "toml": _document,
    "json": _document,
    "profile": _profile,
    "call": _call,
}


@contextlib.contextmanager
def somewhere() -> Iterator[Path]:
    """A folder for the files that are tried."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)
