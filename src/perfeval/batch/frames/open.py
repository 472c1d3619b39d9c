"""Rows opened: any Narwhals frame becomes lazy columns of the exchanged form, or one error that names column and row.

Numbers mean themselves, whatever their type, and are only taken where they have at most four decimals, so that nothing is
rounded on the way in. Integers that are ten-thousandths are taken where that is asked for by name (`scaled`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from os import PathLike
from typing import Any, NamedTuple

import narwhals.stable.v2 as nw

from perfeval.batch.columns.facts import RANGES, UNKNOWN_FACTS, Facts
from perfeval.batch.columns.routes import needs_units
from perfeval.batch.columns.working import PREFIX
from perfeval.batch.frames.look import WORDS_OF, counted_by, facts_of, gathered, looked
from perfeval.batch.frames.schema import BOOLEANS, COLUMNS, FALSE, KNOWN, NUMBERS, REQUIRED, RESULTS, SCALE, TEXTS, TRUE
from perfeval.errors import InputError, Problem
from perfeval.profiles import FORMER_IDS, Profile, ProfileLike, load_profile, shipped
from perfeval.values.calls import flag

FLOAT_MOST = 10**11
"""Below it, four decimals survive in a double: the nearest integer to x·10^4 is the number that was written."""
_NUMBER = r"^\s*[+-]?([0-9]{1,14}|[0-9]{1,3}(,[0-9]{3}){1,4})(\.[0-9]{1,4}0*)?\s*$"
_BLANK = r"^\s*$"
_INTEGER_MOST = 2**63 - 1
_WHOLE_MOST = 10**14
_ROW = "_perfeval_row"
MAX_POINTS = 1000
"""No integer weight is greater: a greater one is ten-thousandths that no one has said to be such."""


class Rows(NamedTuple):
    """A frame at work: its columns, its profiles, the columns that are keys, and what is known of all of its rows."""

    frame: Any
    numbers_as: str
    given: frozenset[str]
    profiles: tuple[Profile, ...]
    own: tuple[tuple[str, str | None, str | None], ...]
    keys: tuple[str, ...]
    facts: Facts = UNKNOWN_FACTS


def frame_rows(
    native: Any,
    profile: ProfileLike | None = None,
    profiles: ProfileLike | Iterable[ProfileLike] = (),
    scaled: bool = False,
) -> Rows:
    """The frame's rows; InputError where a column is missing, of a wrong type, or holds what is no number.

    `scaled` says that the number columns are integers of ten-thousandths.
    """
    frame, scaled = _lazy(native), flag("batch", "scaled", scaled)
    more = {rules.id: rules for rules in map(load_profile, _several(profiles))}
    if profile is not None:
        rules = load_profile(profile)
        more[rules.id] = rules
        frame = frame.with_columns(profile=nw.lit(rules.id))
    schema = frame.collect_schema()
    problems = list(_columns(schema)) or (list(_not_integers(schema)) if scaled else [])
    if problems:
        raise InputError(problems)
    frame, facts = _checked(frame, schema, scaled)
    given = frozenset(schema.names())
    used = (more[rules.id],) if profile is not None else _profiles(frame, more, facts.words.get("profile"))
    own = _own(frame, given, used)
    known = {*KNOWN, *RESULTS}  # what was scored before is scored anew
    return Rows(
        frame,
        "scaled" if scaled else _numbers_as(schema),
        given,
        used,
        own,
        tuple(name for name in schema.names() if name not in known),
        facts,
    )


def _lazy(native: Any) -> Any:
    """A lazy frame; what is wholly in memory goes through Polars, which knows nulls among integers."""
    try:
        frame = nw.from_native(native)
    except TypeError:
        name = type(native).__name__
        raise TypeError(
            f"rows are a frame that Narwhals knows (Polars, DuckDB, pandas, PyArrow, PySpark), not {name}"
        ) from None
    if isinstance(frame, nw.LazyFrame):
        return frame
    return nw.from_native(frame.to_polars().lazy())


def _several(profiles: Any) -> Iterable[ProfileLike]:
    """Profiles, of which one alone may stand without a list."""
    if isinstance(profiles, (str, PathLike, Profile)):
        return (profiles,)
    if isinstance(profiles, (bytes, Mapping)) or not isinstance(profiles, Iterable):
        raise TypeError(f"profiles are ids, paths or Profiles, such as ['own.toml'], not {type(profiles).__name__}")
    return profiles


def _columns(schema: Any) -> Iterator[Problem]:
    """Missing columns, columns of a wrong type, and names of working columns."""
    fields = {field.name: field for field in COLUMNS}
    for name in schema:
        if name.startswith(PREFIX):
            yield Problem(name, f"列名以 {PREFIX} 开头", "别的列名", f"{PREFIX} 开头的是计分时用的列")
    for name in REQUIRED:
        if name not in schema:
            yield Problem(name, "没有这一列", f"{fields[name].meaning}", "没有数的列也要有，可以整列空着")
    for name, kind in schema.items():
        field = fields.get(name)
        if name == "evaluation" and kind.is_nested():
            yield Problem(name, f"这一列的类型是 {kind}", "每格一个值：文字或整数")
        if field is None or kind == nw.Unknown or name == "evaluation":
            continue
        if name in NUMBERS and not (kind.is_numeric() or kind == nw.String or _is_null(kind)):
            yield Problem(name, f"这一列的类型是 {kind}", "整数、小数或文字写的数")
        if name in NUMBERS and kind == nw.Float32:
            yield Problem(name, "这一列的类型是 Float32", "整数、小数（Decimal）、文字或 Float64", "它记不住四位小数")
        if name in TEXTS and not (kind in (nw.String, nw.Categorical, nw.Enum) or _is_null(kind)):
            yield Problem(name, f"这一列的类型是 {kind}", "文字")
        if name in BOOLEANS and not (kind in (nw.Boolean, nw.String) or _is_null(kind)):
            yield Problem(name, f"这一列的类型是 {kind}", "true 或 false")


def _numbers_as(schema: Any) -> str:
    """How results are told where numbers mean themselves: ``text`` where some of them are, else ``decimal``."""
    return "text" if any(schema[name] == nw.String for name in NUMBERS if name in schema) else "decimal"


def _is_null(kind: Any) -> bool:
    return str(kind) in ("Null", "Unknown")


def _not_integers(schema: Any) -> Iterator[Problem]:
    """Number columns that cannot hold ten-thousandths."""
    for name in NUMBERS:
        if name in schema and not schema[name].is_integer() and not _is_null(schema[name]):
            expected = "整数：写明按万分之一读（scaled=True，--scaled）时，125000 是 12.5"
            yield Problem(
                name,
                f"这一列的类型是 {schema[name]}",
                expected,
                "数就是它本身的，不写 scaled；pandas 里有空格的整数列用 Int64",
            )


def _checked(frame: Any, schema: Any, scaled: bool) -> tuple[Any, Facts]:
    """The frame with its numbers as ten-thousandths, after one look at all rows, and what that look tells of them."""
    numbers, spans = dict[str, Any](), dict[str, Any]()
    wrong: dict[str, tuple[Any, str]] = {}
    for name in NUMBERS:
        if name in schema:
            expr, bad, expected = _number(nw.col(name), schema[name], scaled)
            numbers[PREFIX + name] = expr
            if bad is not None:
                wrong[name] = (bad, expected)
            elif name in RANGES and not _is_null(schema[name]):
                spans[name] = expr
    if not scaled and schema["weight"].is_integer():
        bad, expected = (
            nw.col("weight") > MAX_POINTS,
            f"不超过 {MAX_POINTS} 的分值；以万分之一写的整数请写明（scaled=True，--scaled）",
        )
        wrong["weight"] = (bad if "weight" not in wrong else bad | wrong["weight"][0], expected)
    for name in BOOLEANS:
        if name in schema:
            text = schema[name] == nw.String
            numbers[PREFIX + name], bad = _boolean(nw.col(name)) if text else (nw.col(name), None)
            if bad:
                wrong[name] = bad
    wrong["evaluation"] = (nw.col("evaluation").is_null(), "每行都写自评表的编号")
    texts = {n: nw.col(n).cast(nw.String) for n in TEXTS if n in schema and schema[n] != nw.String}
    found = looked(frame, wrong, spans, {name: texts.get(name, nw.col(name)) for name in (*WORDS_OF, "profile")})
    for name, words in WORDS_OF.items():
        if sum(found[f"{name} {word}"] for word in (*words, None)) < found["rows"]:
            word = texts.get(name, nw.col(name))
            wrong[name] = (~(word.is_in(list(words)) | word.str.contains(_BLANK)), "、".join(words) + "，或空着")
            found[name] = int(gathered(frame.select(rows=counted_by(frame)(wrong[name][0])))["rows"][0] or 0)
    if problems := [_first(frame, name, *wrong[name], found[name]) for name in wrong if found[name]]:
        raise InputError(problems)
    return frame.with_columns(**numbers, **texts), facts_of(found, spans)


def _number(col: Any, kind: Any, scaled: bool = False) -> tuple[Any, Any, str]:
    """A column as ten-thousandths, where it is wrong, and what was expected there."""
    if scaled and kind in (nw.UInt64, nw.Int128, nw.UInt128):
        kept = (col <= _INTEGER_MOST) & (col >= 0 if kind != nw.Int128 else col >= -_INTEGER_MOST)
        return nw.when(kept).then(col).cast(nw.Int64), ~kept & ~col.is_null(), "64 位整数（万分之一）"
    if scaled or _is_null(kind):
        return col.cast(nw.Int64), None, ""
    if kind.is_integer():
        if kind in (nw.Int8, nw.Int16, nw.Int32, nw.UInt8, nw.UInt16, nw.UInt32):
            return col.cast(nw.Int64) * SCALE, None, ""
        kept = col < _WHOLE_MOST
        if kind in (nw.Int64, nw.Int128):
            kept = kept & (col > -_WHOLE_MOST)
        return nw.when(kept).then(col).cast(nw.Int64) * SCALE, ~kept & ~col.is_null(), "不超过 14 位的整数"
    if kind.is_float():
        whole = (col * SCALE).round(0)
        back = whole / (col * 0 + SCALE)  # by a column: Polars divides by a constant as it multiplies by its inverse
        kept = (col.abs() < FLOAT_MOST) & (back == col)
        return (
            whole.cast(nw.Int64),
            (~kept | col.is_nan())
            & ~col.is_null(),  # DuckDB takes a Parquet column's NaN for no greater than its maximum
            "至多四位小数、小于一千亿的数；更大的数请给整数、小数（Decimal）或文字",
        )
    if kind == nw.Decimal and kind.scale <= 4 and kind.precision - kind.scale <= 14:
        return (col.cast(nw.Decimal(28, 4)) * SCALE).cast(nw.Int64), None, ""
    text = col.cast(nw.String)
    blank = text.str.contains(_BLANK)
    digits = nw.when(~blank).then(text.str.replace_all(r"[\s,+]", ""))
    size = digits.str.replace_all("-", "")
    whole = size.str.replace_all(r"\..*$", "").cast(nw.Int64) * SCALE
    part = (size.str.replace_all(r"^[0-9]*", "0").cast(nw.Float64) * SCALE).round(0).cast(nw.Int64)
    number = nw.when(digits.str.starts_with("-")).then(-(whole + part)).otherwise(whole + part)
    return number, ~text.str.contains(_NUMBER) & ~blank, "至多四位小数、整数部分不超过 14 位的数"


def ten_thousandths(name: str) -> Any:
    """A column of texts that have been checked, as integers."""
    return _number(nw.col(name), nw.String)[0]


def _boolean(col: Any) -> tuple[Any, tuple[Any, str]]:
    word = col.str.to_lowercase().str.strip_chars()
    yes, no = word.is_in(TRUE), word.is_in(FALSE)
    bad = ~(yes | no | word.str.contains(_BLANK))
    return nw.when(yes | no).then(yes), (bad, "true 或 false，或空着")


def _first(frame: Any, name: str, bad: Any, expected: str, count: int, hint: str = "") -> Problem:
    """The first row of a column that is wrong; numbered where the rows have an order."""
    numbered = _numbered(frame)
    found = gathered(numbered.filter(bad).head(1)).rows(named=True)[0]
    line = found.get(_ROW)
    where = f"第 {line + 1} 行（不算表头）" if line is not None else f"evaluation 为 {found['evaluation']} 的行"
    more = f"（共 {count} 行如此）" if count > 1 else ""
    told = "空着" if found[name] is None else f"写的是“{found[name]}”"
    return Problem(name, f"{where}{told}{more}", expected, hint)


def _numbered(frame: Any) -> Any:
    native = nw.to_native(frame)
    if type(native).__module__.startswith("polars"):
        return nw.from_native(native.with_row_index(_ROW))
    if frame.implementation.is_duckdb():
        return nw.from_native(native.project(f"row_number() over () - 1 as {_ROW}, *")).sort(_ROW)
    return frame


def _profiles(frame: Any, more: dict[str, Profile], ids: Collection[str | None] | None) -> tuple[Profile, ...]:
    """The profiles that the rows name; every unknown one is told with its first row."""
    if ids is None:
        ids = [row[0] for row in gathered(frame.select("profile").unique()).rows()]
    known, problems = [], []
    for name in sorted(ids, key=str):
        if name in more or name in (*shipped(), *FORMER_IDS):
            known.append(more.get(name) or load_profile(name))
        else:
            bad = nw.col("profile").is_null() if name is None else nw.col("profile") == name
            problems.append(
                _first(
                    frame,
                    "profile",
                    bad,
                    "、".join((*shipped(), *more)),
                    1,
                    "自己的规则文件用 profiles 参数（--profiles）给出",
                )
            )
    if problems:
        raise InputError(problems)
    return tuple(known) or (load_profile(shipped()[0]),)  # no rows are scored by any


def _own(frame: Any, given: frozenset[str], used: Iterable[Profile]) -> tuple[tuple[str, str | None, str | None], ...]:
    """The rows' own rules, with the units that they are in; and the units of rows whose profile asks for them."""
    by_unit = [profile.id for profile in used if needs_units(profile)]
    if not by_unit and "rule" not in given:
        return ()
    wanted = nw.col("profile").is_in(by_unit)
    if "rule" in given:
        wanted = wanted | ~nw.col("rule").is_null()
    columns = {name: nw.col(name) if name in given else nw.lit(None) for name in ("profile", "rule", "quantity_unit")}
    rows = gathered(frame.filter(wanted).select(**columns).unique()).rows()
    return tuple(sorted(rows, key=str))
