"""Rows in Parquet and CSV files: read as they stream, scored by Polars or DuckDB, written by Polars, in constant memory.

Numbers mean themselves; those of a Parquet file may be integers of ten-thousandths, which one that is written here says in its own
metadata. A CSV file is text, read as UTF-8 or GB18030, and its numbers are plain ones.
"""

import csv
import errno
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

import narwhals.stable.v2 as nw
import polars as pl

from perfeval.batch.frames.open import ten_thousandths
from perfeval.batch.frames.schema import NUMBERS, PLACES, SCALE
from perfeval.errors import InputError, PerfevalError, Problem
from perfeval.trees.sources import why
from perfeval.write.layout import MissingExtraError
from perfeval.write.whole import scratch

ENGINES = ("polars", "duckdb")
_ENDINGS = (".parquet", ".csv")
_BATCH = 100_000
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_OURS = (*NUMBERS, "score", "total", "weights", "printed")
"""Columns that are numbers of ours."""
_MARK = "perfeval.scaled"
"""In the metadata of a Parquet file: that its integers of ours are ten-thousandths."""
_FORMULA, _PLAIN = r"^[=+\-@\t\r\n＝＋－＠]", r"^[+-]?[0-9][0-9,]*(\.[0-9]+)?$"

FrameWork = Callable[[Any], Any]
"""What is done with the rows: a frame in, a frame out."""
Seen = Callable[[pl.DataFrame], None]
"""Is shown each batch of the result, maybe from several threads."""


def convert(
    source: str,
    path: str,
    work: FrameWork,
    seen: Seen,
    engine: str = "polars",
    ending: str = "",
    *,
    scaled: bool = False,
) -> None:
    """Write what `work` makes of the rows in `source` to `path`, as Parquet or CSV: as `ending` says, else as its name does.

    `scaled` says that the integers of a Parquet file are ten-thousandths, read and written. Raises InputError for a file that cannot be read, or whose rows are not what they should be.
    """
    before = _state(source)
    with telling(source), file_rows(source, engine) as rows:
        write_rows(work(rows), path, seen, ending or frame_ending(path), scaled=scaled)
    if _state(source) != before:
        raise InputError(
            [Problem("", "读取时文件被改动了，没有写出结果", "不再改动的文件", "请等它写完，再运行一次")], source
        )


def is_marked(source: str) -> bool:
    """Whether a Parquet file says of itself that its integers are ten-thousandths."""
    if frame_ending(source) != ".parquet" or not os.path.exists(source):
        return False
    with telling(source):
        return _begun(source) and pl.read_parquet_metadata(source).get(_MARK) == "true"


def _begun(source: str) -> bool:
    """Whether there is anything in a file; OSError where it is none, such as a pipe, which would be waited for."""
    if os.path.isfile(source):
        with open(source, "rb") as file:
            return bool(file.read(1))
    raise OSError(errno.ESPIPE if os.path.exists(source) else errno.ENOENT, "")


def _state(path: str) -> tuple[int, int, int] | None:
    """What changes when a file does."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def write_rows(made: Any, path: str, seen: Seen, ending: str, *, scaled: bool = False) -> None:
    """A frame as a file; `scaled` says that its integers of ours are ten-thousandths, and that Parquet shall hold such."""

    def shown(batch: pl.DataFrame) -> pl.DataFrame:
        seen(batch)
        return batch

    frame = _lazy(made)
    frame = _in_parquet(frame, scaled) if ending == ".parquet" else _in_csv(frame, scaled)
    frame = frame.map_batches(shown, streamable=True)
    if ending == ".parquet":
        frame.sink_parquet(path, metadata={_MARK: "true"} if scaled else None)
    else:
        frame.sink_csv(path, include_bom=True)


def frame_ending(name: str) -> str:
    """``.parquet`` or ``.csv``."""
    ending = os.path.splitext(name)[1].lower()
    if ending not in _ENDINGS:
        raise InputError([Problem("", f"扩展名是“{ending}”", "、".join(_ENDINGS))], name)
    return ending


@contextmanager
def telling(source: str) -> Iterator[None]:
    """Errors with the file's name; an engine's own as one of ours."""
    try:
        yield
    except InputError as error:
        raise InputError(error.problems, error.source or source) from None
    except PerfevalError:
        raise
    except OSError as error:
        number = error.errno or _number(error)
        if number in _FULL:  # that is the place which is written to, not the file that is read
            raise OSError(number, "") from None
        said = why(OSError(number, "") if number else error)
        raise InputError([Problem("", f"无法读写（{said}）", "能读的文件和能写的位置")], source) from None
    except BaseException as error:  # a panic of Polars is no Exception
        if type(error).__module__.partition(".")[0] not in ("polars", "pyo3_runtime", "duckdb", "_duckdb", "narwhals"):
            raise
        if (number := _number(error)) in _FULL:
            raise OSError(number, "") from None
        said = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise InputError([Problem("", f"读不了：{said[:200]}", "完好的 Parquet 或 CSV 文件")], source) from None


def _number(error: BaseException) -> int:
    """The system's number of an engine's error, which only its words have; 0 where they have none."""
    if found := re.search(r"\(os error ([0-9]+)\)", str(error)):
        return int(found[1])
    return next((number for number in _FULL if os.strerror(number) in str(error)), 0)


# --- in -----------------------------------------------------------------------------------------------------------


@contextmanager
def file_rows(source: str, engine: str) -> Iterator[Any]:
    """The rows of a file, as a lazy frame of the engine."""
    ending = frame_ending(source)
    if not _begun(source):
        raise InputError([Problem("", "是空文件", "有表头和数据的文件")], source)
    if ending == ".parquet":
        yield _scanned(source, engine)
        return
    with scratch() as folder:
        readable, names = _utf8(source, folder)
        yield _no_blanks(_scanned(readable, engine, names), names)


def _scanned(source: str, engine: str, names: list[str] | None = None) -> Any:
    """A Parquet file, or the columns of that name of a CSV file, each as text."""
    if engine == "polars":
        return pl.scan_csv(source, infer_schema=False, glob=False) if names else pl.scan_parquet(source, glob=False)
    try:
        import duckdb
        import pyarrow  # noqa: F401  what its rows are handed over in
    except ImportError:
        raise MissingExtraError("--engine duckdb ", "duckdb 和 pyarrow", "duckdb") from None
    connection = duckdb.connect()
    # Without the one optimizer that thinks for many seconds about the rules of several profiles.
    connection.execute("SET disabled_optimizers = 'expression_rewriter'")
    if not names:
        return connection.read_parquet(_literal(source))
    texts = dict.fromkeys(names, "VARCHAR")
    form: dict[str, Any] = {"header": True, "sep": ",", "quotechar": '"', "escapechar": '"'}
    return connection.read_csv(_literal(source), auto_detect=False, columns=texts, **form)


def _literal(name: str) -> str:
    """A file's name that DuckDB takes for no pattern."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in os.path.abspath(name))


def _utf8(source: str, folder: str) -> tuple[str, list[str]]:
    """The file with the names of its columns; a copy that every engine reads alike where it is GB18030, or written in its own way."""
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError), open(source, encoding=encoding, newline="") as file:
            names, is_plain = _names(file)
            if is_plain and encoding == "utf-8-sig":
                return source, names
            copy = os.path.join(folder, "rows.csv")
            file.seek(0)
            with open(copy, "w", encoding="utf-8", newline="") as other:
                csv.writer(other, lineterminator="\n").writerows(line for line in csv.reader(file) if line)
            return copy, names
    raise InputError([Problem("", "不是 UTF-8，也不是 GB18030（GBK）编码", "其中一种编码的 CSV")])


def _names(file: TextIO) -> tuple[list[str], bool]:
    """The names in the head, each there once, where every row has as many cells; and whether every engine reads the file alike.

    Engines part at lines that end in CR alone and at quotes inside a cell.
    """
    lone = False

    def lines_of() -> Iterator[str]:
        nonlocal lone
        for line in file:
            lone = lone or line.endswith("\r")
            yield line

    lines, quoted = csv.reader(lines_of()), False
    try:
        names = next(lines, [])
        twice = [name for name, times in Counter(names).items() if times > 1 or not name.strip()]
        if twice or not names:
            found = "、".join(f"“{name}”" for name in twice) or "空行"
            raise InputError([Problem("", f"表头里有重复的或空着的列名：{found}", "每列一个不同的名称")])
        for number, line in enumerate(lines, 1):
            if len(line) != len(names) and line:
                found = f"第 {number} 行（不算表头）有 {len(line)} 格"
                raise InputError([Problem("", found, f"与表头一样，{len(names)} 格")])
            quoted = quoted or any('"' in cell or "\r" in cell for cell in line)
    except csv.Error as error:
        raise InputError([Problem("", f"第 {lines.line_num} 行读不了：{error}", "完好的 CSV 文件")]) from None
    return names, not (lone or quoted)


def _no_blanks(rows: Any, names: list[str]) -> Any:
    """Text that is blank as null, so that a quoted empty cell is as empty as the other ones; a line of blanks is no row."""
    blank = {name: nw.when(nw.col(name).str.strip_chars() != "").then(nw.col(name)) for name in names}
    some = nw.any_horizontal(*(~nw.col(name).is_null() for name in names), ignore_nulls=False)
    return nw.to_native(nw.from_native(rows).with_columns(**blank).filter(some))


# --- out ----------------------------------------------------------------------------------------------------------


def _lazy(made: Any) -> pl.LazyFrame:
    """What was made, as a lazy Polars frame; DuckDB's rows are handed over batch by batch."""
    if isinstance(made, pl.DataFrame):
        return made.lazy()
    if isinstance(made, pl.LazyFrame):
        return made
    from polars.io.plugins import register_io_source

    head = pl.from_arrow(made.limit(0).to_arrow_table())
    assert isinstance(head, pl.DataFrame)

    def batches(
        columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        assert (predicate, rows) == (None, None)  # nothing is asked of the rows after they are scored
        for batch in made.to_arrow_reader(size or _BATCH):
            frame = pl.from_arrow(batch)
            assert isinstance(frame, pl.DataFrame)
            yield frame.select(columns) if columns is not None else frame

    return register_io_source(batches, schema=head.schema)


def _in_parquet(made: pl.LazyFrame, scaled: bool) -> pl.LazyFrame:
    """Our numbers, where they are text, as decimals of four places; as ten-thousandths where that is asked for."""
    schema = made.collect_schema()
    ours = {name: schema[name] for name in _OURS if name in schema}
    texts = {name: ten_thousandths(name) for name, kind in ours.items() if kind == pl.String}
    frame: pl.LazyFrame = nw.to_native(nw.from_native(made).with_columns(**texts)) if texts else made
    if scaled:
        small = [name for name, kind in ours.items() if isinstance(kind, pl.Decimal) and kind.precision <= 18]
        return frame.with_columns((pl.col(name).cast(pl.Decimal(38, PLACES)) * SCALE).cast(pl.Int64) for name in small)
    return frame.with_columns(_decimal(name).cast(pl.Decimal(18, PLACES)) for name in texts)


def _in_csv(made: pl.LazyFrame, scaled: bool) -> pl.LazyFrame:
    """Numbers in plain decimals; no text is one that a spreadsheet would run as a formula (CWE-1236)."""
    schema = made.collect_schema()
    if odd := [Problem(name, f"这一列的类型是 {kind}，CSV 里写不下", "每格一个值的列", "请写成 .parquet")
               for name, kind in schema.items() if kind.is_nested() or kind in (pl.Binary, pl.Object)]:  # fmt: skip
        raise InputError(odd)
    ours = {name: schema[name] for name in _OURS if name in schema}
    numbers = [_decimal(name) for name, kind in ours.items() if scaled and kind.is_integer()]
    numbers += [_trimmed(pl.col(name).cast(pl.String)) for name, kind in ours.items() if kind.is_decimal()]
    texts = [_harmless(name) for name, kind in schema.items() if kind in (pl.String, pl.Categorical)]
    made = made.with_columns(*numbers, *texts)
    return made.rename({name: f"'{name}" for name in schema if name.startswith(tuple("=+-@\t\r\n"))})


def _decimal(name: str) -> pl.Expr:
    size = pl.col(name).cast(pl.Int128).abs()
    sign = pl.when(pl.col(name) < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    part = (size % SCALE + SCALE).cast(pl.String).str.slice(1)
    return _trimmed(pl.concat_str(sign, (size // SCALE).cast(pl.String), pl.lit("."), part)).alias(name)


def _trimmed(text: pl.Expr) -> pl.Expr:
    return text.str.replace(r"\.?0+$", "")


def _harmless(name: str) -> pl.Expr:
    text = pl.col(name).cast(pl.String)
    dangerous = text.str.contains(_FORMULA) & ~text.str.contains(_PLAIN)
    return pl.when(dangerous).then(pl.lit("'") + text).otherwise(text).alias(name)
