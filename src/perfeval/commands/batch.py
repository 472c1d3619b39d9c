"""``perfeval batch``: rows of a Parquet or CSV file scored, totalled or rolled up; documents as rows, and rows as a document."""

import os
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from perfeval.commands import CLEAN, FOUND, UNREADABLE, complain, deliver, write_refused
from perfeval.commands.gathering import Gathering, nothing_found
from perfeval.commands.looking import each
from perfeval.commands.stopping import at_once
from perfeval.errors import InputError, PerfevalError, Problem
from perfeval.forms.model import Evaluation
from perfeval.values.text import json_line
from perfeval.write.layout import MissingExtraError
from perfeval.write.whole import replacing

_DOCUMENTS = (".toml", ".json", ".docx", ".xlsx", ".pdf")


def run(options: Namespace) -> int:
    """Score the rows; the exit status."""
    try:
        if not find_spec("narwhals") or not find_spec("polars"):
            raise MissingExtraError("批量计分", "Narwhals 和 Polars", "batch")
        # Row groups that Polars reads ahead: eight and more by default, which is most of the memory that a run takes.
        os.environ.setdefault("POLARS_ROW_GROUP_PREFETCH_SIZE", "2")
        if options.schema:
            return deliver(_schema(options.format), options.output)
        with at_once():
            return _write(options)
    except PerfevalError as error:
        complain(error)
        return UNREADABLE


def _schema(kind: str) -> str:
    """The exchanged columns."""
    from perfeval.batch.frames.schema import COLUMNS

    if kind == "json":
        return "".join(json_line(field._asdict()) for field in COLUMNS)
    lines = [f"{'* ' if field.required else '  '}{field.name:16}{field.type:9}{field.meaning}" for field in COLUMNS]
    return "\n".join(
        [
            "列（* 必须有；其余的列名都当作关键列，原样保留）：",
            *lines,
            "number：数就是它本身（整数、小数、文字），至多四位小数；Parquet 里以万分之一写的整数（12.5 写作 125000），用 --scaled 说明。",
            "",
        ]
    )


def _write(options: Namespace) -> int:
    from perfeval.batch.frames import files
    from perfeval.batch.sums.tally import RowTally

    if not options.files or options.output is None:
        raise InputError([Problem("", "没有写明读哪个文件或写到哪里", "perfeval batch IN -o OUT")], "perfeval batch")
    if options.open is not None:
        return _open(options)
    ending, tally = files.frame_ending(options.output), RowTally()
    if options.scaled and not any(name.lower().endswith(".parquet") for name in (options.output, *options.files)):
        raise InputError(
            [Problem("--scaled", "读的、写的都不是 Parquet 文件", "不写此项", "CSV 里的数就是它本身")], "perfeval batch"
        )
    try:
        with replacing(options.output) as path, _progress() as tally.progress:
            if any(os.path.isdir(name) or name.lower().endswith(_DOCUMENTS) for name in options.files):
                files.write_rows(_documents(options), path, tally.documents, ending, scaled=options.scaled)
            else:
                if len(options.files) > 1:
                    raise InputError([Problem("", "写了几个文件", "一个 Parquet 或 CSV 文件，或几份自评表")])
                (source,) = options.files
                scaled = options.scaled or files.is_marked(source)
                work, seen = _work(options, source, tally, scaled and source.lower().endswith(".parquet"))
                files.convert(source, path, work, seen, options.engine, ending, scaled=scaled)
    except OSError as error:
        raise write_refused(options.output, error) from None
    complain(f"{tally}；写入 {options.output}。")
    return FOUND if tally.counts["undetermined"] or tally.findings else CLEAN


def _work(
    options: Namespace, source: str, tally: Any, scaled: bool
) -> tuple[Callable[[Any], Any], Callable[[Any], None]]:
    """What is done with the rows, and who counts the result."""
    from perfeval import batch

    rules: dict[str, Any] = {"profile": options.profile, "profiles": options.profiles or (), "scaled": scaled}
    by, keys = _names(options.by), None if options.keys is None else _names(options.keys)
    if options.indicators:
        if not by or options.audit:
            raise InputError(
                [Problem("--indicators", "没有写 --by，或写了 --audit", "--by KEY,... --indicators")], "perfeval batch"
            )

        def combined(rows: Any) -> Any:
            _check_keys(rows, [*by, *(keys or ())])
            return (batch.combine_totals if options.totals else batch.combine)(rows, by=by, **rules)

        return combined, tally.evaluations if options.totals else tally.rows
    if options.totals:

        def summed(rows: Any) -> Any:
            _check_keys(rows, [*by, *(keys or ())])
            make = batch.audit_totals if options.audit else batch.totals
            return make(rows, keys=[*by, *keys] if keys is not None else by or None, **rules)

        return summed, tally.evaluations
    if by and options.audit:

        def counted(rows: Any) -> Any:
            _check_keys(rows, [*by, *(keys or ())])
            return batch.audit_counts(rows, by=by, keys=keys, **rules)

        return counted, tally.checks
    if by:
        pieces = options.engine == "polars" and source.lower().endswith(".parquet")

        def rolled(rows: Any) -> Any:
            _check_keys(rows, [*by, *(keys or ())])
            return batch.rollup(rows, by=by, keys=keys, **rules, in_pieces=pieces, progress=tally.progress)

        return rolled, tally.groups
    make = batch.audit if options.audit else batch.score
    return lambda rows: make(rows, **rules), tally.rows


def _names(words: str | None) -> list[str]:
    return [word.strip() for word in (words or "").split(",") if word.strip()]


def _check_keys(rows: Any, by: Sequence[str]) -> None:
    import narwhals.stable.v2 as nw

    from perfeval.batch.frames.schema import KNOWN, RESULTS

    names = [name for name in nw.from_native(rows).collect_schema().names() if name not in (*KNOWN, *RESULTS)]
    problems = [
        Problem(key, "没有这一关键列", "、".join(names) or "文件里没有关键列") for key in by if key not in names
    ]
    if problems:
        raise InputError(problems)


# --- progress ----------------------------------------------------------------------------------------------------


@contextmanager
def _progress() -> Iterator[Callable[[int, int | None], None]]:
    """Shows how many rows are done, on a terminal."""
    if not sys.stderr.isatty():
        from perfeval.batch.sums.tally import silent

        yield silent
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("读取和检查", total=None)

        def show(done: int, whole: int | None) -> None:
            share = f"，{100 * done // whole}%" if whole else ""
            bar.update(task, description=f"已处理 {done:,} 行{share}")

        yield show


# --- documents ----------------------------------------------------------------------------------------------------


def _documents(options: Namespace) -> Any:
    """The rows of documents, whose file's name is their id; all of them or nothing."""
    import polars as pl

    from perfeval.batch import rows
    from perfeval.batch.frames.schema import COLUMNS, PLACES

    found, worst = list[tuple[str, Evaluation]](), CLEAN
    for looked in each(Gathering(options.files), lambda given, form: (given.path, form.evaluation)):
        found += looked.results
        worst = max(worst, looked.exit)
    if worst == UNREADABLE or not found:
        what = "有的文件读不了" if worst == UNREADABLE else nothing_found()
        raise InputError([Problem("", what, "能读的自评表文件")], "perfeval batch")
    kinds: dict[str, Any] = {"number": pl.Decimal(18, PLACES), "boolean": pl.Boolean}
    schema = {field.name: kinds.get(field.type, pl.String) for field in COLUMNS}
    more = {"document": pl.String, "part": pl.String}
    several = Counter(name for name, _ in found)
    named, seen = [], Counter[str]()
    for name, evaluation in found:
        seen[name] += 1
        named.append((f"{name}#{seen[name]}" if several[name] > 1 else name, evaluation))
    return pl.DataFrame(list(rows(named, profile=options.profile)), schema=schema | more)


def _open(options: Namespace) -> int:
    """One evaluation as a document."""
    import polars as pl

    from perfeval.batch import evaluation
    from perfeval.batch.frames import files
    from perfeval.write.document import to_json_document, to_toml

    (source, *_) = options.files
    with files.telling(source), files.file_rows(source, "polars") as rows:
        if "evaluation" not in rows.collect_schema():
            raise InputError([Problem("evaluation", "没有这一列", "哪一份自评表")])
        found = rows.filter(pl.col("evaluation").cast(pl.String) == options.open).collect(engine="streaming")
        if not len(found):
            raise InputError([Problem("evaluation", f"没有“{options.open}”", "文件里有的一份自评表")])
        scaled = source.lower().endswith(".parquet") and (options.scaled or files.is_marked(source))
        document = evaluation(found.to_dicts(), profile=options.profile, scaled=scaled)
    is_json = options.output.lower().endswith(".json")
    return deliver(to_json_document(document) if is_json else to_toml(document), options.output)
